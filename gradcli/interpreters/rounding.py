"""How many digits a run left: a running first-order error bound over a recorded program, in float64 or in mpmath.

Each step adds the rounding of its own result, u|y| times a few, and passes on the errors of its inputs through its
partials (Higham 2002, sec. 3.3). Run over a program followed by its own reverse sweep it bounds the gradient's error.
The bound is an estimate: first order, and trusting the library's functions to ULPS units in the last place.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from ..core.forms import numpy
from ..core.trace import split
from ..ops.branches import floor
from ..ops.shape import complex_parts

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..core.program import Program

UNIT = 2.0**-53
EXACT = (0.0, 1.0, -1.0, 2.0)  # factors that round nothing
TINY = 5e-324
SMALL = 2.3e-308  # below it floats have fewer digits
ULPS = {"add": 1.0, "subtract": 1.0, "multiply": 1.0, "divide": 1.0, "sqrt": 1.0, "read": 0.0, "negative": 0.0,
        "positive": 0.0, "absolute": 0.0, "maximum": 0.0, "minimum": 0.0, "where": 0.0, "relu": 0.0}  # fmt: skip
SUMS = frozenset("sum cumsum matmul einsum norm logsumexp".split())
PICKS = frozenset("max min sort median".split())  # they pass errors on as they are
ROWS = frozenset("norm logsumexp prod".split())  # many to one: their rule is a row of the Jacobian


def errors(program: Program, unit: Any = UNIT) -> dict[int, Any]:
    """{place: absolute error bound} of every step; a place that is missing is exact. inf where nothing is known.

    unit: the relative rounding of one operation; in mpmath's working precision for a program recorded in mpmath.
    """
    bound: dict[int, Any] = {}
    known, note = bound.get, bound.__setitem__
    for step in program.steps:
        op, y = step[1], step[2]
        if len(step) == 7 and y.__class__ is float and (name := op.name) in ("add", "subtract", "multiply"):
            e, f = known(step[3]), known(step[4])  # the commonest steps, unrolled
            if name == "multiply":
                e, f = abs(step[6]) * e if e else 0.0, abs(step[5]) * f if f else 0.0
            total = (e or 0.0) + (f or 0.0) + (abs(y) * unit if y - y == 0.0 and not rounds_not(name, step) else 0.0)
            if name == "multiply" and -SMALL < y < SMALL:
                total += underflow(op, y, step[5:7])
            if total != 0.0:
                note(step[0], total)
            continue
        places, args = split(step)
        if y.__class__ is tuple:
            continue
        inherited = [known(i) if i else None for i in places]
        if op.kind == "flat":
            if undecided(op, args, inherited):
                note(step[0], math.inf)
            continue
        try:
            error = passed_on(op, y, args, inherited)
            own = size(y) * ((ULPS.get(op.name, 2.0) if op.elementwise else structural(op, args)) * unit)
            error = own + error + underflow(op, y, args)
        except (ArithmeticError, ValueError, TypeError, AttributeError):
            error = math.inf
        if getattr(error, "shape", ()) or error != 0.0:
            note(step[0], error)
    return bound


def rounds_not(name: str, step: Any) -> bool:
    """Whether adding or multiplying two floats is exact for a plain reason: 0 + a, 1 * a, 2 * a."""
    if name == "multiply":
        return step[5] in EXACT or step[6] in EXACT
    return bool(step[5] == 0.0 or step[6] == 0.0)


def is_object(y: Any) -> bool:
    """Whether an array holds objects: numbers of mpmath's."""
    return getattr(getattr(y, "dtype", None), "char", "") == "O"


def size(y: Any) -> Any:
    """|y|, with 0 in place of what is not finite."""
    if not getattr(y, "shape", ()):
        return abs(y) if y - y == 0 else 0.0
    np = numpy()
    if is_object(y):
        return np.frompyfunc(size, 1, 1)(y)
    return np.where(np.isfinite(y), np.abs(y), 0.0)


def structural(op: Any, args: tuple[Any, ...]) -> float:
    """Rounding units of an op that is not elementwise, from the number of terms that it adds up."""
    if op.name in SUMS:
        return 2.0 + math.sqrt(max(getattr(a, "size", 1) for a in args))
    if op.kind == "linear" or op.name in PICKS:
        return 0.0
    return 16.0 * len(args[0]) * condition(args[0])


def condition(a: Any) -> float:
    """The condition number of a square matrix; inf where nothing is known of the op's."""
    np = numpy()
    if getattr(a, "ndim", 0) != 2 or a.shape[0] != a.shape[1] or a.size > 10_000:
        return math.inf
    try:
        return float(np.linalg.cond(a.astype(float)))
    except (np.linalg.LinAlgError, OverflowError):
        return math.inf


def underflow(op: Any, y: Any, args: tuple[Any, ...]) -> Any:
    """The absolute error of a float in the range where floats run out, unless it comes from an exact zero."""
    if op.kind in ("linear", "branch") or op.name == "sqrt":
        return 0.0
    if getattr(y, "shape", ()):
        np = numpy()
        if is_object(y):
            return 0.0
        small = np.abs(y) < SMALL
        if not small.any():
            return 0.0
        if not op.elementwise:
            return np.where(small, TINY, 0.0) if any(np.any(a) for a in args) else 0.0
        for a in args:
            small = small & (np.asarray(a) != 0)
        return np.where(small, TINY, 0.0)
    if y.__class__ is not float or not -SMALL < y < SMALL:
        return 0.0
    if op.elementwise:
        if any(a.__class__ in (float, int) and a == 0 for a in args):
            return 0.0
        return 0.0 if op.name == "multiply" and y != 0 and 1.0 in args else TINY
    return TINY if any(numpy().any(a) for a in args) else 0.0


def passed_on(op: Any, y: Any, args: tuple[Any, ...], inherited: list[Any]) -> Any:
    """The inputs' errors as they reach the result."""
    moving = [n for n, e in enumerate(inherited) if e is not None]
    if not moving:
        return 0.0
    name = op.name
    if name in ("add", "subtract", "negative", "positive", "read"):
        total = 0.0
        for n in moving:
            total = total + inherited[n]
        return total
    if name == "multiply":
        return sum([abs(args[1 - n]) * inherited[n] for n in moving])
    if name == "divide":
        return sum([inherited[n] / abs(args[1]) * (1.0 if n == 0 else abs(y)) for n in moving])
    if op.kind == "linear":
        return op.evaluate(*[_zero(a) if e is None else _wide(e, a) for a, e in zip(args, inherited)])
    if op.kind == "bilinear" and len(args) == 2:
        return sum([op.evaluate(*[_wide(inherited[n], a) if m == n else abs(a) for m, a in enumerate(args)])
                    for n in moving])  # fmt: skip
    if not op.elementwise and name not in ROWS:
        return conditioned(name, y, args, [inherited[n] for n in moving])
    total = 0.0
    if name == "where" and inherited[0] is not None:
        return math.inf  # nobody knows which branch it is
    for n in moving:
        if op.vjp[n] is None:
            continue
        partial = op.vjp[n](1.0 if not getattr(y, "shape", ()) else numpy().ones(y.shape), y, *args)
        part = abs(partial) * inherited[n]
        if getattr(part, "shape", ()) != getattr(y, "shape", ()) and not op.elementwise:
            part = part.sum() if not getattr(y, "shape", ()) else math.inf
        total = total + part
    return total


def conditioned(name: str, y: Any, args: tuple[Any, ...], inherited: list[Any]) -> Any:
    """Linear algebra: the condition number times the largest error. Selections pass errors on as they are."""
    np = numpy()
    worst = max(np.max(e) for e in inherited)
    if name in PICKS:
        return worst
    scale = abs(args[0]).max() or 1.0
    return size(y) * (condition(args[0]) * worst / scale)


def _zero(a: Any) -> Any:
    return numpy().zeros(a.shape) if getattr(a, "shape", ()) else 0.0


def _wide(e: Any, a: Any) -> Any:
    """An error bound in the shape of the value that it belongs to."""
    shape = getattr(a, "shape", ())
    return numpy().broadcast_to(e, shape) if shape and getattr(e, "shape", ()) != shape else e


# kinks that rounding hides: where an input's error reaches as far as the op's next kink


def whole(x: Any) -> Any:
    """How far x is from a whole number."""
    return abs(x - floor.op.evaluate(x + 0.5))


GAPS: dict[str, Callable[..., Any]] = {
    **dict.fromkeys(("absolute", "sign", "relu", "hypot", "norm"), lambda x, *_: x),
    **dict.fromkeys(
        ("maximum", "minimum", "less", "less_equal", "greater", "greater_equal", "equal", "not_equal"),
        lambda a, b: a - b,
    ),
    **dict.fromkeys(("floor", "ceil", "trunc"), whole),
    **dict.fromkeys(("floor_divide", "mod"), lambda a, b: whole(a / b) * b),
    "rint": lambda x: whole(x - 0.5),
}  # fmt: skip


def undecided(op: Any, args: tuple[Any, ...], inherited: list[Any]) -> bool:
    """Whether a step may sit on its kink, or beyond it, for all that its inputs' errors say."""
    known = [e for e in inherited if e is not None]
    if not known:
        return False
    if any(map(complex_parts, args)):
        return True
    if op.name in PICKS:
        v = args[0].reshape(-1)
        v = numpy().sort(v) if not is_object(v) else numpy().array(sorted(v), object)
        gaps = (v[1:] - v[:-1]) if op.name == "sort" else v[-1:] - v[-2:-1] if op.name == "max" else v[1:2] - v[:1]
        return bool((gaps <= 2 * max(numpy().max(e) for e in known)).any())
    gap = GAPS.get(op.name)
    if gap is None:
        return any(not getattr(e, "shape", ()) and e == math.inf for e in known)
    near = abs(gap(*args)) <= sum(known)
    if op.name == "hypot":
        near = near & (abs(args[1]) <= sum(known))
    if op.name == "norm":
        return bool(near.all())
    return bool(near.any() if hasattr(near, "any") else near)


def on_kink(program: Program, bound: dict[int, Any]) -> list[Any]:
    """The needed steps that sit where their derivative does not exist, or may do so for all that is known of them."""
    found = []
    for step in program.needed().steps:
        op = step[1]
        if op.kinks is None:
            continue
        places, args = split(step)
        if op.name == "where" and not places[0]:
            continue
        try:
            here = op.kinks(*args)
            here = here.any() if hasattr(here, "any") else here
            if here or undecided(op, args, [bound.get(i) if i else None for i in places]):
                found.append(step)
        except (TypeError, ValueError, ArithmeticError, AttributeError):
            continue
    return found
