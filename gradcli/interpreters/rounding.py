"""How many digits float64 left: a running first-order error bound over a recorded program.

Each step adds the rounding of its own result, u|y| times a few, and passes on the errors of its inputs through its
partials (Higham 2002, sec. 3.3). Run over a program followed by its own reverse sweep it bounds the gradient's error too.
The bound is an estimate: first order, and trusting the library's functions to ULPS units in the last place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core.forms import numpy
from ..core.trace import split

if TYPE_CHECKING:
    from ..core.program import Program

UNIT = 2.0**-53
TINY = 5e-324
ULPS = {"add": 1.0, "subtract": 1.0, "multiply": 1.0, "divide": 1.0, "sqrt": 1.0, "read": 0.0, "negative": 0.0,
        "positive": 0.0, "absolute": 0.0, "maximum": 0.0, "minimum": 0.0, "where": 0.0, "relu": 0.0}  # fmt: skip
ALONE = frozenset("norm logsumexp max min prod".split())  # many to one: their rule is a row of the Jacobian


def errors(program: Program) -> dict[int, Any]:
    """{place: absolute error bound} of every step; a place that is missing is exact. inf where nothing is known."""
    bound: dict[int, Any] = {}
    for step in program.steps:
        places, args = split(step)
        op, y = step[1], step[2]
        if op.kind == "flat" or y.__class__ is tuple:
            continue
        inherited = [bound.get(i) if i else None for i in places]
        try:
            error = passed_on(op, y, args, inherited)
        except (ArithmeticError, ValueError, TypeError):
            error = float("inf")
        own = size(y) * (ULPS.get(op.name, 2.0) if op.elementwise else structural(op, args)) * UNIT
        error = own + error + underflow(op, y, args)
        if getattr(error, "shape", ()) or error != 0.0:
            bound[step[0]] = error
    return bound


def size(y: Any) -> Any:
    """|y|, with 0 in place of what is not finite."""
    if getattr(y, "shape", ()):
        np = numpy()
        return np.where(np.isfinite(y), np.abs(y), 0.0)
    return abs(y) if y - y == 0 else 0.0


def structural(op: Any, args: tuple[Any, ...]) -> float:
    """Rounding units of an op that is not elementwise, from the number of terms that it adds up."""
    if op.name in ("sum", "cumsum", "matmul", "einsum", "norm", "logsumexp"):
        return 2.0 + max(getattr(a, "size", 1) for a in args) ** 0.5
    if op.kind == "linear" or op.name in ("max", "min", "sort"):
        return 0.0
    return 4.0 * condition(args[0])


def condition(a: Any) -> float:
    """The condition number of a square matrix; inf where nothing is known of the op's."""
    np = numpy()
    if getattr(a, "ndim", 0) != 2 or a.shape[0] != a.shape[1] or a.size > 10_000:
        return float("inf")
    return float(np.linalg.cond(a))


def underflow(op: Any, y: Any, args: tuple[Any, ...]) -> Any:
    """The absolute error of a result in the range where floats run out, unless it comes from an exact zero."""
    if op.kind not in ("smooth", "bilinear") or not op.elementwise or op.name in ("sqrt",):
        return 0.0
    if getattr(y, "shape", ()):
        np = numpy()
        small = np.abs(y) < 2.3e-308
        if not small.any():
            return 0.0
        for a in args:
            small = small & (np.asarray(a) != 0)
        return np.where(small, TINY, 0.0)
    if not -2.3e-308 < y < 2.3e-308 or any(a.__class__ in (float, int) and a == 0 for a in args):
        return 0.0
    if op.name == "multiply" and y != 0 and 1.0 in args:
        return 0.0
    return TINY


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
    if not op.elementwise and name not in ALONE:
        return conditioned(name, y, args, [inherited[n] for n in moving])
    total = 0.0
    for n in moving:
        if op.vjp[n] is None:
            continue
        partial = op.vjp[n](1.0 if not getattr(y, "shape", ()) else numpy().ones(y.shape), y, *args)
        part = abs(partial) * inherited[n]
        if getattr(part, "shape", ()) != getattr(y, "shape", ()) and not op.elementwise:
            part = part.sum() if not getattr(y, "shape", ()) else float("inf")
        total = total + part
    return total


def conditioned(name: str, y: Any, args: tuple[Any, ...], inherited: list[Any]) -> Any:
    """Linear algebra: the condition number times the largest error. Selections pass errors on as they are."""
    np = numpy()
    worst = max(float(np.max(e)) for e in inherited)
    if name in ("sort", "max", "min"):
        return worst
    scale = float(np.abs(args[0]).max()) or 1.0
    return condition(args[0]) * worst / scale * np.abs(y)


def _zero(a: Any) -> Any:
    return numpy().zeros(a.shape) if getattr(a, "shape", ()) else 0.0


def _wide(e: Any, a: Any) -> Any:
    """An error bound in the shape of the value that it belongs to."""
    shape = getattr(a, "shape", ())
    return numpy().broadcast_to(e, shape) if shape and getattr(e, "shape", ()) != shape else e
