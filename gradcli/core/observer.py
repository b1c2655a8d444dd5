"""What leaves the trace: told to an observer, if one is installed, each time by the place of what left.

A value leaves where its number is taken by something that records nothing: `float(x)`, a text, a function that has no
op. What comes of it is a constant to the trace, so whoever reports a derivative must know of it. Where what comes of it
is at hand it is put on the trace again by a step of an opaque op: its derivative is unknown, but not its path.
"""

from __future__ import annotations

import linecache
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from opcode import opname
from types import CodeType
from typing import Any

from .op import OPAQUE, Op
from .trace import Observer, Readable, Tensor, Traced, is_truth, tick, trace

REMEDIES = (
    ("float int item text bytes str repr", "compute with the number itself"),
    ("complex", "write x + 1j*y"),
    ("phase", "write np.angle"),
    ("rect polar", "write r*np.exp(1j*phi), abs(z) and np.angle(z)"),
    (
        "comparisons brentq bisect newton root root_scalar fsolve",
        "write the iteration out, or one Newton step from its result",
    ),
    ("minimize minimize_scalar curve_fit least_squares", "write the descent out"),
    ("numbers", "it has no slope there"),
    ("array asarray asanyarray", "write np.stack([...]), and of a table's column its .to_numpy()"),
    ("quad simpson trapezoid romberg", "write the sum out: np.trapezoid(f(t), t)"),
    ("odeint solve_ivp", "write the steps out, as Runge and Kutta's"),
    ("Variable assign", "compute with the value itself"),
    ("view __array__ data ctypes memoryview ndarray nditer object", "read the array itself, not its memory"),
    ("interp1d CubicSpline UnivariateSpline", "use np.interp"),
    ("=", "begin with np.zeros_like(x) of what is traced, or collect a list and np.stack it"),
    ("Decimal Fraction literal_eval loads dumps pack unpack", "compute with the number itself"),
)  # by the last part of its name: what to write in the place of a call that leaves
WRITING = "a NumPy array's y[i] ="
OURS = ("gradcli", "contextlib")  # whose calls are not the user's
OPS_ALONE = "write it in operators and functions that 'gradcli functions' lists"


@contextmanager
def observing(observer: Observer) -> Iterator[Observer]:
    """Within, what leaves this thread's trace is told to `observer`."""
    before, trace.observer = trace.observer, observer
    try:
        yield observer
    finally:
        trace.observer = before


def leak(x: Traced, how: str) -> None:
    """A placed value leaves the trace by way of `how`; a truth chooses, for it moves in jumps alone."""
    if x.at and (observer := trace.observer) is not None:
        if is_truth(x.value):
            chooses(x)
        else:
            observer.taken(x, how)


def stored(x: Any, how: str) -> None:
    """A value is kept in a Variable, from which no path leads back to it: a tape's user knows that it is so."""
    if isinstance(x, Traced) and follows():
        leak(x, how)


class OffTape(TypeError):
    """A tape's number is asked for where it would be lost to the tape."""


def depart(x: Any, how: str) -> None:
    """The number of a value is taken off the trace, by `how`. TypeError where that is a tape's, which would lose it."""
    if isinstance(x, Traced) and x.at and trace.write is not None and not follows():
        frame: Any = sys._getframe(1)
        while frame is not None and str(frame.f_globals.get("__name__")).partition(".")[0] in OURS:
            frame = frame.f_back
        if frame is not None:
            stores = opname[frame.f_code.co_code[frame.f_lasti]] in ("STORE_SUBSCR", "STORE_SLICE")
            how = WRITING if stores or how == "a NumPy array" else called(frame.f_code, frame.f_lasti) or how
        raise OffTape(
            f"{how} takes a value off the tape, and what it gives has no gradient: {instead(how)}, "
            "or give it x.value where only the number is wanted"
        )
    leak(x, how)


def called(code: CodeType, instruction: int) -> str | None:
    """The name in the text of the call that an instruction makes: 'optimize.brentq()'; None if it makes none."""
    line, _, column, _ = list(code.co_positions())[instruction // 2]
    if line is None or column is None:
        return None
    text = linecache.getline(code.co_filename, line).encode()[column:].decode("utf-8", "replace")
    found = re.match(r"[\w.]+(?=\()", text)
    return f"{found[0]}()" if found else None


def instead(how: str) -> str:
    """What to write in the place of a call that leaves the trace."""
    home, _, name = how.removesuffix("()").rpartition(".")
    otherwise = f"write np.{name}" if home in ("math", "cmath") else OPS_ALONE
    return next((advice for names, advice in REMEDIES if name.split(" ")[-1] in names.split()), otherwise)


def refusal(how: str) -> Callable[..., Any]:
    """The rule of what has none."""

    def rule(*_: Any) -> Any:
        raise TypeError(f"{how} has no derivative here: {instead(how)}")

    return rule


def counted(x: Traced) -> None:
    """A whole number serves as an index or a count."""
    if x.at and (observer := trace.observer) is not None:
        observer.counted(x.at)


def chooses(x: Traced) -> None:
    """Something is taken by a value, an index or a mask: what comes of it hangs on the value, without a path."""
    if x.at and (observer := trace.observer) is not None:
        observer.chose(x.at)


def choice(how: str, tied: bool, *inputs: Any, order: bool = False, again: Any = None, pairs: bool = False) -> None:
    """What is taken hangs on values, by `how`, and some of them are equal: a kink, or a jump.

    order: it hangs on the order of the first input's elements alone. pairs: on the elements of two that are equal one
    by one, or of one that are equal to what does not move. again: what answers the question at other values; of pairs,
    where rounding alone may decide it.
    """
    if not tied or not follows() or trace.write is None:
        return
    known = [x for x in traced(inputs) if x.at]
    if known:
        op = Op(
            how, "flat", (None,) * len(known), elementwise=pairs, compares=True, picks=order,
            python=again or (lambda *_: True), params=(again,) if again and not pairs else (), kinks=lambda *_: True,
        )  # fmt: skip
        k, values = tick(), tuple([x.value for x in known])
        trace.write((k, op, again(*values) if again and pairs else True, tuple([x.at for x in known]), None, values))
        chooses(Traced(True, k))


def follows() -> bool:
    """Whether the program that runs knows of no trace, which follows it as a whole."""
    return trace.observer is not None and trace.observer.follows


def spelt(y: Any, *args: Any) -> Any:
    """y; a text, bytes or an array of texts that were made of arguments are remembered for the values among them."""
    if trace.observer is None or not (isinstance(y, str | bytes) or hasattr(type(y), "dtype")):
        return y
    values = [x for x in traced(args) if x.at]
    if len(values) == 1 and isinstance(y, str):
        return trace.observer.written(values[0], y, True)
    return trace.observer.spelt(y, [x.at for x in values]) if values else y


def unfollowed(how: str, y: Any, *args: Any) -> Any:
    """y, which a call without an op of ours made of arguments that may be traced. TypeError where a tape records one.

    Put on the trace again where that follows a whole program; a whole number among the arguments serves as a count.
    """
    inputs = [x for x in traced(args) if x.at]
    moving = [x for x in inputs if not isinstance(x.value, int)]
    for x in inputs:
        if isinstance(x.value, int):
            counted(x)
    y = spelt(y, args)
    if follows() and isinstance(y, str | bytes):
        return y
    if follows() and y is not None:
        y, everything = unknown(how, y, [x.at for x in moving])
        if everything:
            return y
    for x in moving:
        depart(x, how)
    return y


def traced(x: Any) -> list[Traced]:
    """The traced values in arguments: themselves, in lists, tuples and dicts, and what an array of ours holds."""
    if isinstance(x, Traced):
        return [x]
    if isinstance(x, list | tuple):
        return [t for v in x for t in traced(v)]
    if isinstance(x, dict):
        return traced(list(x.values()))
    return traced(x.read()) if isinstance(x, Readable) and getattr(x, "marked", True) else []


def unknown(how: str, y: Any, places: Iterable[int], python: Any = Tensor) -> tuple[Any, bool]:
    """(y on the trace again, whether all of it is): what a call that nobody can follow made of the values at `places`.

    A float, a complex number or an array of them becomes the result of an opaque step; so do those inside a tuple, a
    list or a dict. Whole numbers, truths and texts are as they are, for they move in jumps alone. Anything else may
    hold what it was given: it is not followed. python: the class of what is a number of Python's.
    """
    places = tuple(dict.fromkeys(places))
    if isinstance(y, Traced | bool | int | str | type(None)):
        return y, True
    if type(y) in (list, tuple) or (isinstance(y, tuple) and hasattr(y, "_make")):
        parts = [unknown(how, v, places, python) for v in y]
        made = [v for v, _ in parts]
        return (y._make(made) if hasattr(y, "_make") else type(y)(made)), all(done for _, done in parts)
    if type(y) is dict:
        parts = [unknown(how, v, places, python) for v in y.values()]
        return dict(zip(y, [v for v, _ in parts])), all(done for _, done in parts)
    kind = getattr(y.dtype, "kind", None) if hasattr(type(y), "dtype") and hasattr(type(y), "__array__") else None
    if kind is not None and kind in "biu" and not is_subclassed(y):
        return y, True
    number = isinstance(y, float | complex)
    if not number and (kind is None or kind not in "fc" or is_subclassed(y)):
        return y, False
    return opaque(how, y, places, python if type(y) in (float, complex) else Tensor), True


def is_subclassed(y: Any) -> bool:
    """Whether an array is of a class that is not NumPy's plain one: masked, a matrix, of the script's own."""
    return bool(getattr(y, "shape", ())) and type(y).__name__ != "ndarray"


def opaque(how: str, y: Any, places: tuple[int, ...], cls: Any = Tensor, jumps: bool = False) -> Any:
    """The number or array y as the result of a step of unknown derivative; a sweep that comes to it raises.

    As it is where nobody listens, or it hangs on no place. jumps: whether it leaps here.
    """
    if trace.write is None or not places:
        return y
    op = Op(
        "left", OPAQUE, (refusal(how),) * len(places), params=(how,), elementwise=False, python=lambda *args: y,
        kinks=(lambda *_: True) if jumps else None,
    )  # fmt: skip
    value = float(y) if isinstance(y, float) else complex(y) if isinstance(y, complex) else y
    k = tick()
    trace.write((k, op, value, places, None, (value,) * len(places)))
    return cls(value, k)
