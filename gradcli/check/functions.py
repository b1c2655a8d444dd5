"""Gradients of functions in somebody's own tests: gradcli's, and those that were written by hand.

The function itself arbitrates: it is run at moved arguments, untraced, and its slopes are what the gradient must be.
"""

from __future__ import annotations

import inspect
import time
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from typing import Any

from ..core.forms import numpy, quiet
from ..tape.functions import asked, derived, required
from .arbiter import RTOL, Arbiter, Ruling

SECONDS = 10.0


class GradientError(AssertionError):
    """A gradient that is not the slope of its function; its message is a table of them."""


def check(f: Callable[..., Any], *args: Any, rtol: float = RTOL, **other: Any) -> float:
    """Verify the gradient of f that gradcli finds at `args`, or the Jacobian where f's value is an array.

    f: a function of numbers and arrays, of gradcli's, NumPy's and math's functions. rtol: how far a derivative may be
    off, 1e-6 at least: f is compared with itself at moved arguments. Raises GradientError, with a table, if f's value
    is another when it is traced, if a derivative is wrong, does not exist, or could not be verified. Returns the
    largest relative error; what f writes into its arguments does not reach the caller's.

    >>> import numpy as np
    >>> import gradcli
    >>> gradcli.check(lambda x, y: np.sin(x) * y, 0.5, 2.0) < 1e-6
    True
    >>> gradcli.check(lambda x: abs(x), 0.0)
    Traceback (most recent call last):
    gradcli.check.functions.GradientError: 1 of 1 derivatives is not verified
      d/d  gradcli  f's slope  rel err
      x    0                            undefined
      x: kink: from the left and right -1 and 1, by the slopes
    """
    __tracebackhide__ = True
    if other or any(map(callable, args)):
        what = f"no argument {next(iter(other))!r}" if other else "no function but f"
        own = "f" if getattr(f, "__name__", "") == "<lambda>" else f
        call = ", ".join(map(said, ("f", "g", "x") if other else (own, *args)))
        raise TypeError(f"check() takes {what}: gradcli.check_gradient({call}) verifies a gradient of your own")
    asked(f, None, "grad")
    if not args and (needed := required(f)):
        raise TypeError(f"the point is given too: check(f, {', '.join(needed)})")
    value = plainly(f, args)
    traced, found = derived(f, args, tuple(range(len(args))), "jacobian" if value.shape else "gradient")
    if not numpy().allclose(numpy().asarray(traced, float), value, rtol=1e-9, atol=0, equal_nan=True):
        raise GradientError(f"the value is {value} as f computes it, and {traced} when it is traced")
    return verdict(f, args, value, found, "gradcli", rtol)


def check_gradient(f: Callable[..., Any], g: Callable[..., Any], *args: Any, rtol: float = RTOL, **other: Any) -> float:
    """Verify a gradient that was written by hand: g(*args) against f at `args`, whatever either computes with.

    g returns the derivative of f by its one argument, or a tuple of those by all; of an array-valued f the Jacobian, of
    the value's shape followed by the argument's. Of one argument that is a dict g returns a dict. rtol: how far a
    derivative may be off, 1e-6 at least.
    Raises GradientError, with a table, or returns the largest relative error, as `check` does.

    >>> from gradcli import check_gradient
    >>> check_gradient(lambda x, y: x**2 * y, lambda x, y: (2 * x * y, x**2), 3.0, 2.0) < 1e-6
    True
    >>> check_gradient(lambda x, y: x**2 * y, lambda x, y: (2 * x * y, x), 3.0, 2.0)
    Traceback (most recent call last):
    gradcli.check.functions.GradientError: 1 of 2 derivatives is wrong
      d/d  yours  f's slope  rel err
      x    12     12         0        ok
      y    3      9          0.67     FAIL
      y: the slopes give 9
    """
    __tracebackhide__ = True
    if not callable(g):
        raise TypeError(f"g is the function that computes the gradient, not {g!r}: check_gradient(f, g, x, y)")
    if other:
        raise TypeError(f"there is no argument {next(iter(other))!r}: f is compared at moved points, to rtol={RTOL:g}")
    fits(f, args)
    if len(args) == 1 and isinstance(args[0], dict):
        f, g, args = unpacked(f, args[0]), unpacked(g, args[0]), tuple(args[0].values())
    found = g(*map(apart, args))
    if len(args) == 1:
        rows = isinstance(found, tuple) and len(found) != 1 and numpy().shape(args[0])[:1] == (len(found),)
        found = (numpy().asarray(found, float),) if rows else found if isinstance(found, tuple) else (found,)
    found = tuple(found) if isinstance(found, list | tuple) or numpy().shape(found) else (found,)
    if len(found) != len(args):
        raise GradientError(
            f"the gradient has {counted(len(found), 'part')}, and f has {counted(len(args), 'argument')}"
        )
    return verdict(f, args, plainly(f, args), found, "yours", rtol)


def unpacked(f: Callable[..., Any], names: Mapping[str, Any]) -> Callable[..., Any]:
    """A function of a dict as one of its values in order, and a dict that it returns as them."""

    def call(*values: Any) -> Any:
        found = f(dict(zip(names, values)))
        return tuple(found[name] for name in names) if isinstance(found, dict) else found

    kinds = [
        inspect.Parameter(str(name), inspect.Parameter.POSITIONAL_ONLY) for name in names if str(name).isidentifier()
    ]
    vars(call)["__signature__"] = inspect.Signature(kinds)
    return call


def fits(f: Callable[..., Any], args: Sequence[Any]) -> None:
    """TypeError where there is no point, or it stands in one list, and f takes its numbers one by one."""
    if not args and (needed := required(f)):
        raise TypeError(f"the point is given too: check_gradient(f, g, {', '.join(needed)})")
    if len(args) == 1 and isinstance(args[0], list | tuple) and len(needed := required(f)) == len(args[0]) > 1:
        call = ", ".join(["f", "g", *map(said, args[0])])
        raise TypeError(f"f takes {len(needed)} arguments: check_gradient({call})")


def counted(n: int, what: str) -> str:
    """How many there are."""
    return f"{n} {what}{'s' * (n != 1)}"


def apart(x: Any) -> Any:
    """A copy of an array, or of a list, for a function that may write into it."""
    return deepcopy(x) if isinstance(x, list | dict) else numpy().array(x) if hasattr(x, "dtype") else x


def plainly(f: Callable[..., Any], args: Sequence[Any]) -> Any:
    """The value of f on bare numbers, as an array."""
    return numpy().asarray(f(*map(apart, args)), float)


def said(argument: Any) -> str:
    """An argument as it may stand in a call."""
    text = argument if isinstance(argument, str) else getattr(argument, "__name__", None) or repr(argument)
    return "g" if text == "<lambda>" else text if len(text) < 30 and text.isprintable() else "..."


def verdict(
    f: Callable[..., Any], args: Sequence[Any], value: Any, found: Sequence[Any], whose: str, rtol: float
) -> float:
    """The largest relative error. Raises GradientError unless every derivative is the slope of f."""
    __tracebackhide__ = True
    np = numpy()
    deadline, took = time.monotonic() + SECONDS, [1e-6]  # what each run takes

    def run(moves: Mapping[int, Any]) -> Any:
        moved = [a if n not in moves else moves[n] if numpy().shape(a) else float(moves[n]) for n, a in enumerate(args)]
        start = time.monotonic()
        try:
            return plainly(f, moved)
        except (ArithmeticError, ValueError):
            return None
        finally:
            took.append(time.monotonic() - start)

    claims = []
    for n, g in enumerate(found):
        shape, wanted = np.shape(g), (*value.shape, *np.shape(args[n]))
        if shape != wanted:
            raise GradientError(f"the derivative by {names(f, args)[n]} has the shape {shape}, and not {wanted}")
        claims.append(((n,), np.asarray(g, float)))
    arbiter = Arbiter(
        args, value, run, lambda: (deadline - time.monotonic()) * len(took) / sum(took),
        "the slopes", "there was no time", rtol=rtol,
    )  # fmt: skip
    with quiet():
        rulings = arbiter.rule(claims)
    if any(ruling is None or ruling.verdict != "ok" for ruling in rulings):
        raise GradientError(table(names(f, args), rulings, whose))
    return max([ruling.rel_err or 0.0 for ruling in rulings if ruling is not None], default=0.0)


def names(f: Callable[..., Any], args: Sequence[Any]) -> list[str]:
    """The names of a function's arguments."""
    try:
        found = list(inspect.signature(f).parameters)
    except (TypeError, ValueError):
        found = []
    return [*found[: len(args)], *(f"argument {n}" for n in range(len(found), len(args)))]


def table(labels: Sequence[str], rulings: Sequence[Ruling | None], whose: str) -> str:
    """What was found, the wrong ones counted."""
    rows = [["d/d", whose, "f's slope", "rel err", ""]]
    notes = []
    for label, ruling in zip(labels, rulings):
        cells = ["", "", ""]
        if ruling is not None:
            error = "" if ruling.rel_err is None else f"{ruling.rel_err:.2g}"
            cells = [shown(ruling.tape), shown(ruling.reference), error]
        rows.append([label, *cells, "not verified" if ruling is None else ruling.verdict])
        if ruling is not None and ruling.note and ruling.verdict != "ok":
            notes.append(f"  {label}: {ruling.note}")
    widths = [max(map(len, column)) for column in zip(*rows)]
    lines = ["  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows]
    wrong = sum(ruling is not None and ruling.verdict == "FAIL" for ruling in rulings)
    bad = wrong or sum(ruling is None or ruling.verdict != "ok" for ruling in rulings)
    what = ("is" if bad == 1 else "are") + (" wrong" if wrong else " not verified")
    return "\n".join([f"{bad} of {len(rulings)} derivatives {what}", *lines, *notes])


def shown(number: float | None) -> str:
    """A number in a table."""
    return "" if number is None else f"{number + 0.0:.10g}"
