"""What arbitrates: derivatives of the recorded program enclosed by balls (see `germs`), with no rule of ours in them.

A derivative is asked for by a path of moves: each says which source moves, and along which element or weights. Both
sides of the point are asked, so that a kink, a jump or the edge of the domain is seen as what it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from time import process_time
from typing import TYPE_CHECKING, Any

from ..core.forms import numpy
from ..ops.values import elements
from ..record import Record
from ..results.numbers import of_flint
from .numeric import Function, NoForm, TimeUp

if TYPE_CHECKING:
    from .germs import Direction, Germs, Limit, Point

DIGITS = 30  # of a reference, that are proven
CLOSE = 1e-12
NUMBERS = ("exists", "onesided", "infinite", "removable")  # kinds of limits that have a value
WITHOUT = ("kink", "jump", "unknown")  # and of some that have none; of the others there is nothing to tell: undefined


class Move(Record):
    """One step of a path: which source moves, at which element (() for a number), or along which weights."""

    source: int
    at: tuple[int, ...] = ()
    weights: Any = None


def references(
    f: Function, path: Sequence[Move], digits: int = DIGITS, make: Callable[[], Point] | None = None
) -> list[Limit]:
    """The derivative of each of the function's values along `path`, an empty one being the values themselves.

    As germs know it, in numbers of mpmath's: of a kind in NUMBERS, WITHOUT, or undefined.

    make: the point in germs, in the precision in force; without it the function's own floats. Raises TimeUp and NoForm.
    """
    found = [reference(limit) for limit in limits(f, path, digits, make)]
    if found and all(limit.doubt == "form" for limit in found):
        raise NoForm(f"'{f.germs.without_form()}' cannot run on balls")
    return found


def limits(
    f: Function, path: Sequence[Move], digits: int = DIGITS, make: Callable[[], Point] | None = None
) -> list[Limit]:
    """The same as germs say it, in balls."""
    from .germs import Germs, Point
    from .germs.germ import Fail

    if f.germs is None:
        seeds = f.recorded
        point = Point(f.program, f.point, f.known.get(f.target, 0.0), seeds)
        f.germs = Germs(make or (lambda: point), digits, f.deadline)
        if make is not None:
            f.germs.fills(0)
    germs: Germs = f.germs
    germs.deadline = f.deadline
    if process_time() > f.deadline:
        raise TimeUp
    try:
        size = 1 if f.recorded is not None else germs.count()
    except Fail as error:  # a condition of the point itself, as nan == 1
        raise NoForm(f"the point cannot be made of balls: {error.kind}") from None
    directions = [direction(f, move) for move in path]
    found = [germs.along_path(directions, n) if path else germs.value(n) for n in range(size)]
    f.flipped |= germs.flipped
    if found and all(limit.doubt == "time" for limit in found):
        raise TimeUp
    return found


def direction(f: Function, move: Move) -> Direction:
    """The weight of each coordinate that moves."""
    from flint import fmpq

    if move.weights is not None:
        flat = elements(move.weights)
        return {(move.source, e): fmpq(*float(w).as_integer_ratio()) for e, w in enumerate(flat) if w}
    shape = getattr(f.point[move.source], "shape", ())
    return {(move.source, int(numpy().ravel_multi_index(move.at, shape)) if move.at else 0): 1}


def reference(found: Limit) -> Limit:
    """What germs found, in numbers of mpmath's."""
    value, left, right = (None if v is None else middle(v) for v in (found.value, found.left, found.right))
    kind = "exists" if found.kind == "order" else found.kind if found.kind in (*NUMBERS, *WITHOUT) else "undefined"
    if kind == "infinite" and value is None:
        kind = "kink"
    return replace(found, kind=kind, value=value if kind in NUMBERS else None, left=left, right=right)


def middle(v: Any) -> Any:
    """The middle of a ball; 0 of one that is nothing but a bound, below every float."""
    return of_flint(v) * 0 if hasattr(v, "contains") and v.contains(0) else of_flint(v)


def scale(value: Any, move: Move) -> Any:
    """The size of what moves; 1 for zero."""
    import mpmath

    if move.weights is None:
        x = abs(value[move.at] if move.at else value)
        return x if x and mpmath.isfinite(x) else mpmath.mpf(1)
    sizes = [abs(v) for v in elements(value) if v and mpmath.isfinite(v)]
    return max(min(sizes), max(sizes) * mpmath.mpf("1e-15")) if sizes else mpmath.mpf(1)


def displacement(value: Any, move: Move, amount: Any) -> Any:
    """`amount` along a move, in the shape of the source's value."""
    if move.weights is not None:
        return move.weights * amount
    if not move.at:
        return amount
    whole = numpy().zeros(value.shape, object)
    whole[move.at] = amount
    return whole


def near(a: Any, b: Any, noise: Any = 0, tolerance: float = CLOSE) -> bool:
    """Whether two numbers agree; an infinity agrees with itself alone, nan with nothing."""
    import mpmath

    gap = abs(a - b)
    return bool(a == b or (mpmath.isfinite(gap) and gap <= max(noise, tolerance * max(abs(a), abs(b)))))
