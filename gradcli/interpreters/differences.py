"""Derivatives by differences of the program at a hundred digits and more: an arbiter that knows no rule.

A derivative is asked for by a path of moves: each says which source moves, and along which element or weights. Both
sides of the point are asked, so that a kink, a jump or the edge of the domain is seen as what it is.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import product, zip_longest
from typing import TYPE_CHECKING, Any, NamedTuple

from ..core.forms import numpy
from .numeric import LOWEST, NoForm, elements

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .numeric import Function

DIGITS = 100
GUARD = 10  # digits of a result that are not trusted
CLOSE = 1e-12
ATTEMPTS = 3
NEARER = 38  # the step, in digits, from which on a look is the second one
SETTLED = ("smooth", "onesided", "undefined")  # what a smaller step, with more digits, would not show otherwise
RATIO = 10**6  # between the two step sizes of a first derivative
DEEPEST = 100_000  # digits: more are not worked with


class Move(NamedTuple):
    """One step of a path: which source moves, at which element (() for a number), or along which weights."""

    source: int
    at: tuple[int, ...] = ()
    weights: Any = None


@dataclass(slots=True)
class Difference:
    """A derivative by differences.

    kind: smooth (value is the derivative), onesided (the function exists on one side only; value is that side's),
    infinite (value is +-inf), kink or jump (value None), undefined (no function here), unknown (no limit found).
    """

    value: Any
    kind: str = "smooth"
    left: Any = None
    right: Any = None


def differences(
    f: Function, path: Sequence[Move], digits: int = DIGITS, hints: Sequence[Any] | None = None, sides: bool = False,
    claims: Sequence[Any] = (),
) -> list[Difference]:  # fmt: skip
    """The derivative of each of the function's values along `path`, an empty one being the values themselves.

    digits: the least precision to work at; it grows with the order, and where two step sizes disagree.
    hints: values found in another way: where they confirm the first step size, a second is spared.
    sides: look at both sides of the point for higher orders too, as is always done for the first.
    claims: what the values are said to be: where that is not 0, what is seen as 0 is looked at more closely.
    Raises TimeUp and NoForm.
    """
    import mpmath

    if not path:
        with mpmath.workdps(digits):
            return [Difference(y) for y in f({})]
    found: list[Difference] = []
    look = first_order if len(path) == 1 else higher_order
    for attempt in range(ATTEMPTS):
        before, found = found, look(f, path, digits << attempt, hints, sides, attempt, claims)
        if len(path) > 1:  # the point itself stands in the quotient
            found = [d if mpmath.isfinite(y) else Difference(None, "undefined") for d, y in zip(found, f.base())]
        if (
            all(d.kind in SETTLED for d in found)
            or [d.kind for d in before] == [d.kind for d in found]
            and all(d.kind != "unknown" for d in found)
        ):
            break
    return found


class Stencil:
    """A path's derivative as a weighted sum of values: central, or shifted to one side."""

    def __init__(self, f: Function, path: Sequence[Move], step: int) -> None:
        import mpmath

        self.f = f
        counts: dict[Any, int] = {}
        self.moves: dict[Any, Move] = {}
        for move in path:
            key = (move.source, move.at, id(move.weights))
            counts[key] = counts.get(key, 0) + 1
            self.moves[key] = move
        self.counts = counts
        self.samples: dict[tuple[int, ...], list[Any]] = {(0,) * len(counts): f.base()}
        most = mpmath.inf if step < NEARER else mpmath.mpf(1)  # sin(1e308) is rough at steps in its own size
        self.h = {
            k: min(scale(f.inputs[m.source], m, f.least), most) * mpmath.mpf(10) ** -step for k, m in self.moves.items()
        }
        self.volume = mpmath.fprod([self.h[key] ** n for key, n in counts.items()])

    def at(self, point: tuple[int, ...]) -> list[Any]:
        """The values with each move made so many half steps."""
        if point not in self.samples:
            shift: dict[int, Any] = {}
            for (key, move), halves in zip(self.moves.items(), point):
                if halves:
                    d = displacement(self.f.inputs[move.source], move, self.h[key] * halves / 2)
                    shift[move.source] = shift[move.source] + d if move.source in shift else d
            self.samples[point] = self.f(shift)
        found: list[Any] = self.samples[point]
        return found

    def derivative(self, *sides: int) -> list[Any]:
        """The difference quotient: central, or with all points on one side of each axis (1 right, -1 left)."""
        import mpmath

        axes = []
        for n, side in zip_longest(self.counts.values(), sides, fillvalue=0):
            if side:
                axes.append([(2 * side * k, (-1) ** (n - k) * math.comb(n, k) * side**n) for k in range(n + 1)])
            elif n == 1:
                axes.append([(2, mpmath.mpf(1) / 2), (-2, -mpmath.mpf(1) / 2)])
            else:
                axes.append([(n - 2 * k, (-1) ** k * math.comb(n, k)) for k in range(n + 1)])
        total: list[Any] | None = None
        for corner in product(*axes):
            weight = math.prod([w for _, w in corner])
            values = self.at(tuple(halves for halves, _ in corner))
            total = [weight * v for v in values] if total is None else [t + weight * v for t, v in zip(total, values)]
        return [t / self.volume for t in total or []]


def scale(value: Any, move: Move, least: float = 1.0) -> Any:
    """The size of what moves, which the step is taken relative to; that of zero is `least`."""
    import mpmath

    if move.weights is None:
        x = abs(value[move.at] if move.at else value)
        return x if x and mpmath.isfinite(x) else mpmath.mpf(least if not x else 1)
    sizes = [abs(v) for v in elements(value) if v and mpmath.isfinite(v)]
    if not sizes:
        return mpmath.mpf(1)
    return max(min(sizes), max(sizes) * mpmath.mpf("1e-15"))


def displacement(value: Any, move: Move, amount: Any) -> Any:
    """`amount` along a move, in the shape of the source's value."""
    if move.weights is not None:
        return move.weights * amount
    if not move.at:
        return amount
    whole = numpy().zeros(value.shape, object)
    whole[move.at] = amount
    return whole


def precision(f: Function, path: Sequence[Move], step: int, digits: int, claims: Sequence[Any] = ()) -> int:
    """The digits needed so that what a step changes is not lost in the rounding of the largest value.

    A second look, from NEARER on, has some more: for what is said to be small, and for what cancels on the way.
    Raises NoForm where there is no working with so many.
    """
    import mpmath

    sizes = [max(0.0, -float(mpmath.log10(scale(f.inputs[m.source], m, f.least)))) for m in path]
    found = max(digits, 40 + step * len(path)) + int(max(f.size, 0.0) + sum(sizes))
    if step >= NEARER:
        low = [-float(mpmath.log10(abs(t))) for t in claims if t and mpmath.isfinite(t)]
        found += int(min(max([0.0, *low]), LOWEST) + max(sizes) + step)
    if found > DEEPEST:
        raise NoForm(f"differences would take more than {DEEPEST:,} digits")
    return found


def is_zero(said: Sequence[Any], n: int, attempt: int) -> bool:
    """Whether a quotient below the noise is 0: it is said to be, or no closer look is left."""
    return attempt == ATTEMPTS - 1 or n >= len(said) or not said[n]


def first_order(
    f: Function, path: Sequence[Move], digits: int, hints: Sequence[Any] | None, sides: bool, attempt: int,
    claims: Sequence[Any],
) -> list[Difference]:  # fmt: skip
    """Both sides of the point: they agree where the function is smooth.

    An odd function's sides agree whatever it does, so a second step size, or a hint, must confirm them.
    """
    import mpmath

    step = 30 << attempt
    with mpmath.workdps(precision(f, path, step, digits, claims)):
        one, two = Stencil(f, path, step), None
        noise = mpmath.mpf(10) ** (GUARD + f.size - mpmath.mp.dps) / one.volume
        found = []
        for n, (right, left) in enumerate(zip(one.derivative(1), one.derivative(-1))):
            top = max(abs(right), abs(left))
            if top <= noise and not is_zero(claims, n, attempt):
                found.append(Difference(None, "unknown", left, right))
            elif top <= noise:
                found.append(Difference(mpmath.mpf(0), "smooth", left, right))
            elif hints is not None and near(left, right) and near((left + right) / 2, hints[n]):
                found.append(Difference((left + right) / 2, "smooth", left, right))
            else:
                if two is None:
                    two = Stencil(f, path, step + 6)
                found.append(judge((left, right), (two.derivative(-1)[n], two.derivative(1)[n]), noise * RATIO, RATIO))
        return found


def judge(one: tuple[Any, Any], two: tuple[Any, Any], noise: Any, ratio: int) -> Difference:
    """What (left, right) difference quotients at two step sizes say together, the second `ratio` times the smaller."""
    import mpmath

    left, right = two
    ends = [limit(a, b, noise) for a, b in zip(one, two)]
    if ends == [None, None]:
        return Difference(None, "undefined")
    if None in ends:
        value = ends[0] if ends[1] is None else ends[1]
        if mpmath.isnan(value):
            return Difference(None, "unknown", left, right)
        return Difference(value, "infinite" if mpmath.isinf(value) else "onesided", left, right)
    if any(mpmath.isinf(e) for e in ends):
        if any(abs(b) > 0.9 * ratio * abs(a) for a, b in zip(one, two)):  # as 1/h: the function itself jumps
            return Difference(None, "jump", *ends)
        return Difference(ends[0], "infinite", *ends) if ends[0] == ends[1] else Difference(None, "kink", *ends)
    if all(mpmath.isnan(e) for e in ends):  # both sides may go astray together, as the slope of abs(x)^x
        return Difference(None, "unknown", left, right)
    gap, before = abs(right - left), abs(one[1] - one[0])
    if gap <= max(before * mpmath.mpf("0.3"), noise) or near(*ends):
        return Difference((left + right) / 2 if any(ends) else mpmath.mpf(0), "smooth", left, right)
    if any(mpmath.isnan(e) for e in ends):
        return Difference(None, "unknown", left, right)
    return Difference(None, "kink", *ends)


def limit(one: Any, two: Any, noise: Any) -> Any:
    """Where a one-sided quotient tends to: a number, an infinity; None: no function there; nan: it cannot be seen."""
    import mpmath

    if not mpmath.isfinite(one) or not mpmath.isfinite(two):
        return None
    if abs(two) <= max(noise, abs(one) / 2):
        return mpmath.mpf(0)
    if abs(two) <= abs(one) or abs(two - one) <= abs(one) / 1000:
        return two
    return mpmath.sign(two) * mpmath.inf if abs(two) > 1.5 * abs(one) else mpmath.nan


def higher_order(
    f: Function, path: Sequence[Move], digits: int, hints: Sequence[Any] | None, sides: bool, attempt: int,
    claims: Sequence[Any],
) -> list[Difference]:  # fmt: skip
    """The central quotient, confirmed by a hint or a second step size; the sides where it is not, or on demand."""
    import mpmath

    step = 20 << attempt
    with mpmath.workdps(precision(f, path, step + 3, digits, claims)):
        one, two, rough, fine = Stencil(f, path, step), Stencil(f, path, step + 3), [], []
        noise = mpmath.mpf(10) ** (GUARD + f.size - mpmath.mp.dps) / two.volume

        def whole(n: int, t: Any, *about: Any) -> Difference:
            """A quotient that both step sizes share."""
            if abs(t) > noise or is_zero(claims, n, attempt):
                return Difference(t if abs(t) > noise else mpmath.mpf(0), *about)
            return Difference(None, "unknown")

        rough = one.derivative()
        agreed = hints is not None and all(near(r, t, noise) for r, t in zip(rough, hints))
        fine = rough if agreed else two.derivative()
        if not sides and all(near(r, t, noise) for r, t in zip(rough, fine)):
            return [whole(n, t) for n, t in enumerate(fine)]

        def across(n: int, r: Any, t: Any, ends: Any) -> Difference:
            """What is seen from two opposite sides."""
            (l1, r1), (l2, r2) = ((left[n], right[n]) for left, right in ends)
            if near(r, t, noise) and near(l2, r2, noise, 1e-6) and near(t, r2, noise, 1e-6):
                return whole(n, t, "smooth", l2, r2)
            d = judge((l1, r1), (l2, r2), noise, 1000)
            if d.kind == "smooth" and near(r, t, noise) and near(t, d.value, noise, 1e-3):
                return Difference(t, "smooth", l2, r2)
            if d.kind == "smooth":  # the sides agree: does what joins them?
                joined = limit(r, t, noise)
                if joined is None or not near(joined, d.value, noise, 1e-6):
                    return Difference(None, "kink", d.left, d.right)
            return d

        found: list[Difference] = []
        for rest in product((1, -1) if sides else (1,), repeat=len(one.counts) - 1):
            ends = [(a.derivative(-1, *[-s for s in rest]), a.derivative(1, *rest)) for a in (one, two)]
            seen = [across(n, r, t, ends) for n, (r, t) in enumerate(zip(rough, fine))]
            found = [b if a.kind == "smooth" else a for a, b in zip(found, seen)] if found else seen
        return found


def near(a: Any, b: Any, noise: Any = 0, tolerance: float = CLOSE) -> bool:
    """Whether two numbers agree; an infinity agrees with itself alone, nan with nothing."""
    import mpmath

    gap = abs(a - b)
    return bool(a == b or (mpmath.isfinite(gap) and gap <= max(noise, tolerance * max(abs(a), abs(b)))))
