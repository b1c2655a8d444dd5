"""How many digits a run left: a running error bound over a recorded program, kept in float64.

Each step adds the rounding of its own result, u|y| times a few with the u of its dtype, and passes on the errors of its
inputs through its partials (Higham 2002, sec. 3.3). Run over a program followed by its own reverse sweep it bounds the
gradient's error. It is whole: the steepest slope within what the inputs may be, and products of two errors too. It
trusts the library's functions to the units in the last place that their records say.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..core.forms import numpy
from ..core.trace import dtype_kind, split
from ..errors import BREAKS
from ..ops.values import complex_parts, like, shape_of
from ..record import Record
from .on_kinks import undecided

if TYPE_CHECKING:
    from ..core.program import Program


class Format(Record):
    """What a float of some width can hold: its bits, its digits, and how far off a right gradient may be.

    small: the number below which it has fewer digits; tiny: its least one.
    """

    bits: int
    digits: int
    rtol: float
    small: float
    tiny: float

    @property
    def unit(self) -> float:
        """How far a result is rounded, relatively."""
        return 2.0**-self.bits


DOUBLE = Format(53, 16, 1e-9, 2.3e-308, 5e-324)
FLOATS = {  # by width in bytes; 1 is bfloat16, whose values are held as float32
    1: Format(8, 2, 5e-2, 1.2e-38, 1.5e-45), 2: Format(11, 3, 2e-2, 6.2e-5, 6e-8),
    4: Format(24, 7, 1e-4, 1.2e-38, 1.5e-45), 8: DOUBLE,
}  # fmt: skip


def width(value: Any) -> int:
    """The bytes of a float, or of an array's elements or of their parts: 2, 4 or 8."""
    kind = dtype_kind(value)
    return min(value.dtype.itemsize // (1 + (kind == "c")), 8) if kind in ("f", "c") else 8


UNIT, SMALL, TINY = DOUBLE.unit, DOUBLE.small, DOUBLE.tiny
EXACT = (0.0, 1.0, -1.0, 2.0)  # factors that round nothing
FINE = 2.0**40  # below it thousandths of a power of two are floats


def errors(program: Program, decimals: bool = False) -> dict[int, Any]:
    """{place: absolute error bound} of every step; a place that is missing is exact. inf where nothing is known.

    decimals: the numbers that no step made stand for decimals, of which they are the nearest floats.
    """
    bound: dict[int, Any] = given(program) if decimals else {}
    known, note = bound.get, bound.__setitem__
    for step in program.steps:
        op, y = step[1], step[2]
        if len(step) == 7 and y.__class__ is float and (sign := op.sign) in ("+", "-", "*"):
            i, j = step[3], step[4]  # the commonest steps, unrolled
            e = known(i) if i or not decimals else rounded(step[5])
            f = known(j) if j or not decimals else rounded(step[6])
            if sign == "*" and (e or f):
                both = TINY + e * f if e and f else 0.0  # of two zeros that carry an error
                e, f = times(step[6], e or both), times(step[5], f or 0.0) + both
            total = (e or 0.0) + (f or 0.0) + (abs(y) * UNIT if y - y == 0.0 and not rounds_not(sign, step) else 0.0)
            if sign == "*" and -SMALL < y < SMALL:
                total += underflow(op, y, step[5:7], (known(i), known(j)))
            if total != 0.0:
                note(step[0], total)
            continue
        places, args = split(step)
        form = format_of(y)
        y, args = widened(y), tuple(map(widened, args))
        inherited = [known(i) if i or not decimals else of_constant(a) for i, a in zip(places, args)]
        if op.kind == "flat":
            if undecided(op, args, inherited):
                note(step[0], math.inf)
            continue
        try:
            error = passed_on(op, y, args, inherited)
            if y.__class__ is not tuple:
                error = made(op, y, args, form.unit) + error + underflow(op, y, args, inherited, form)
        except BREAKS:
            error = unknown(y)
        if error.__class__ is tuple or shape_of(error) or error != 0.0:
            note(step[0], error)
    return bound


def format_of(y: Any) -> Format:
    """How a value was rounded."""
    return FLOATS[width(y)] if hasattr(y, "dtype") else DOUBLE


def widened(y: Any) -> Any:
    """A value in float64, or two of them, if it has fewer bits: its bound is no smaller for that."""
    if format_of(y) is DOUBLE:
        return y
    wide = y.astype(complex if y.dtype.kind == "c" else float)
    return wide if y.shape else wide.item()


def given(program: Program) -> dict[int, Any]:
    """{place: error bound} of what no step made."""
    return {i: error for i, a in program.unmade().items() if (error := of_constant(a)) is not None}


def rounded(a: Any) -> Any:
    """How far a float may be from the decimal that it stands for: nothing, where it is a short binary fraction."""
    if a.__class__ is float:
        exact = a - a != 0.0 or (-FINE < a < FINE and a * 1024.0 % 1.0 == 0.0)
        return 0.0 if exact else abs(a) * UNIT if not -SMALL < a < SMALL else TINY
    if dtype_kind(a) == "f" and a.shape:
        np = numpy()
        exact = (np.abs(a) < FINE) & (a * 1024.0 % 1.0 == 0.0) | ~np.isfinite(a)
        return np.where(exact, 0.0, np.maximum(np.abs(a) * UNIT, TINY)) if not exact.all() else 0.0
    return 0.0


def of_constant(a: Any) -> Any:
    """The same of a constant among the arguments; None where it is exact."""
    error = rounded(a)
    return error if shape_of(error) or error else None


def unknown(y: Any) -> Any:
    """No bound for any result, of which an op may have several."""
    return (math.inf,) * len(y) if y.__class__ is tuple else math.inf


def rounds_not(sign: str, step: Any) -> bool:
    """Whether adding or multiplying two floats is exact for a plain reason: 0 + a, 1 * a, 2 * a."""
    if sign == "*":
        return step[5] in EXACT or step[6] in EXACT
    return bool(step[5] == 0.0 or step[6] == 0.0)


def are_whole(a: Any) -> bool:
    """Whether an array holds whole numbers alone."""
    return bool((numpy().rint(a) == a).all()) if not complex_parts(a) else False


def magnitude(y: Any) -> Any:
    """|y|, with 0 in place of what is not finite."""
    if not getattr(y, "shape", ()):
        return abs(y) if y - y == 0 else 0.0
    np = numpy()
    return np.where(np.isfinite(y), np.abs(y), 0.0)


def made(op: Any, y: Any, args: tuple[Any, ...], unit: float) -> Any:
    """The rounding of the op itself. unit: of the result's dtype."""
    if op.terms is not None:
        return added(op, y, args, unit)
    if callable(op.ulps):
        return magnitude(op.ulps(y, *args)) * unit
    if not op.elementwise and (op.kind == "linear" or op.picks):
        return magnitude(y) * unit if op.casts and unit > UNIT else 0.0
    return magnitude(y) * (op.ulps * unit)


def added(op: Any, y: Any, args: tuple[Any, ...], unit: float) -> Any:
    """Sums, and sums of products: relative to the sum of the terms' sizes (Higham 2002, ch. 3 and 4)."""
    whole = magnitude(op.evaluate(*map(magnitude, args)))
    if numpy().max(whole, initial=0.0) * unit < 1.0 and all(map(are_whole, args)):
        return 0.0
    share = (2.0 + 0.5 * math.sqrt(op.terms(y, *args) ** (1.0 / len(args)))) * unit
    return whole * share if len(args) == 1 else product(op, list(map(magnitude, args)), share)


def underflow(op: Any, y: Any, args: tuple[Any, ...], inherited: Sequence[Any], form: Format = DOUBLE) -> Any:
    """The absolute error of a float in the range where floats run out, unless it comes from an exact zero."""
    if op.kind in ("linear", "branch") or op.terms is not None:
        return 0.0
    if getattr(y, "shape", ()):
        np = numpy()
        small = np.abs(y) < form.small
        if not small.any():
            return 0.0
        if not op.elementwise:
            return np.where(small, form.tiny, 0.0) if any(np.any(a) for a in args) else 0.0
        for a, e in zip(args, inherited):
            small = small & ((np.asarray(a) != 0) | (np.asarray(0.0 if e is None else e) > 0))
        return np.where(small, form.tiny, 0.0)
    if y.__class__ is not float or not -form.small < y < form.small:
        return 0.0
    if op.elementwise:
        if any(a.__class__ in (float, int) and a == 0 and not e for a, e in zip(args, inherited)):
            return 0.0
        return 0.0 if op.sign == "*" and y != 0 and 1.0 in args else form.tiny
    return form.tiny if any(numpy().any(a) for a in args) else 0.0


def times(factor: Any, error: Any) -> Any:
    """|factor| * error, which is not rounded down to 0; an exact 0 hides even what is unknown."""
    if not getattr(factor, "shape", ()) and not getattr(error, "shape", ()):
        if not factor or not error:
            return 0.0
        found = abs(factor) * error
        return found + TINY if found.__class__ is float and found < SMALL else found
    np = numpy()
    found = np.abs(factor) * error
    if found.size and not (found.min() >= SMALL and found.max() < math.inf):
        none = (factor == 0) | (error == 0)
        found = np.where(none, 0.0, np.where(found < SMALL, found + TINY, found))
    return found


def passed_on(op: Any, y: Any, args: tuple[Any, ...], inherited: list[Any]) -> Any:
    """The inputs' errors as they reach the result, for all that the inputs may be."""
    moving = [n for n, e in enumerate(inherited) if e is not None]
    if op.kind == "general" and not op.elementwise and op.fold is None and op.terms is None:
        return unknown(y)  # of a factorisation balls know more
    if not moving:
        return 0.0
    if op.nonexpansive:
        return sum([inherited[n] for n in moving])
    if op.sign == "*":
        both = inherited[0] * inherited[1] + TINY if len(moving) > 1 else 0.0
        return sum([times(args[1 - n], inherited[n]) for n in moving]) + both
    if op.sign == "/":
        return quotient(y, args, inherited)
    if op.sign == "^" and moving == [0] and args[1].__class__ is float and args[1] == 2.0:
        return times(2.0 * args[0], inherited[0]) + inherited[0] * inherited[0] + TINY
    if op.selects:
        if inherited[0] is not None:
            return math.inf  # nobody knows which branch it is
        return op.evaluate(args[0], *[0.0 if e is None else e for e in inherited[1:]])
    if op.kind == "linear":
        return op.evaluate(*[like(a, 0.0) if e is None else _wide(e, a) for a, e in zip(args, inherited)])
    if op.kind == "bilinear" or op.terms is not None:
        most = [abs(a) if e is None else abs(a) + _wide(e, a) for a, e in zip(args, inherited)]
        return sum([product(op, [*most[:n], _wide(inherited[n], args[n]), *most[n + 1 :]]) for n in moving])
    if op.fold is not None:
        return op.fold(_wide(inherited[0], args[0]) * numpy().ones(args[0].shape))
    return slopes(op, y, args, inherited, moving)


def quotient(y: Any, args: tuple[Any, ...], inherited: list[Any]) -> Any:
    """(a +- e)/(b +- f) - a/b, whole: at most (e + |a/b| f)/(|b| - f)."""
    a, b = inherited
    if b is None:
        return times(1.0 / args[1], a)
    e = times(y, b) if a is None else a + times(y, b)
    left = abs(args[1]) - b
    if not getattr(left, "shape", ()) and not getattr(e, "shape", ()):
        return times(1.0 / left, e) if left > 0.0 else math.inf
    np = numpy()
    return np.where(left > 0.0, times(1.0 / np.where(left > 0.0, left, 1.0), e), math.inf)


def slopes(op: Any, y: Any, args: tuple[Any, ...], inherited: list[Any], moving: list[int]) -> Any:
    """The steepest slope of an elementwise op at the middle and the ends of what its inputs may be, times that."""
    total: Any = 0.0
    one = numpy().ones(y.shape) if getattr(y, "shape", ()) else 1.0
    ends = [(y, args)]
    for way in (1.0, -1.0):
        moved = tuple([a if e is None else a + way * e for a, e in zip(args, inherited)])
        ends.append((op.evaluate(*moved), moved))
    for n in moving:
        if op.vjp[n] is None:
            continue
        found = [abs(op.vjp[n](one, z, *xs)) for z, xs in ends]
        if getattr(found[0], "shape", ()) or getattr(inherited[n], "shape", ()):
            np = numpy()
            most = np.max(np.broadcast_arrays(*found), axis=0)
            most = np.where(np.isnan(most), math.inf, most)
        else:
            most = max(found) if all(p == p for p in found) else math.inf
        total = total + times(most, inherited[n])
    return total


def product(op: Any, args: list[Any], share: Any = 1.0) -> Any:
    """Sums of products, or a share of them, none of them rounded down to 0."""
    found = op.evaluate(*args) * share
    found = numpy().where(found == found, found, math.inf)[()]  # nothing times what is not known
    if not numpy().min(found, initial=1.0) < SMALL:
        return found
    some = op.evaluate(*[(numpy().asarray(a) != 0) * 1.0 for a in args]) > 0
    return found + some * (found < SMALL) * TINY


def _wide(e: Any, a: Any) -> Any:
    """An error bound in the shape of the value that it belongs to."""
    shape = getattr(a, "shape", ())
    return numpy().broadcast_to(e, shape) if shape and getattr(e, "shape", ()) != shape else e
