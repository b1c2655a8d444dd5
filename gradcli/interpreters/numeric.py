"""The program at a hundred digits: its values, and its derivatives by differences, an arbiter that knows no rule.

A derivative is asked for by a path of moves: each says which source moves, and along which element or weights. A source
moves by what is added to it, so a source that is itself computed from another one follows that one and moves besides.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import product
from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple

from ..core.forms import is_mpf, numpy
from ..core.trace import split

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..core.op import Op
    from ..core.program import Program

DIGITS = 100
GUARD = 10  # digits of a result that are not trusted
CLOSE = 1e-12


class TimeUp(Exception):
    """The deadline passed."""


class NoForm(Exception):
    """An operation cannot run at arbitrary precision; the message names it."""


class Move(NamedTuple):
    """One step of a path: which source moves, at which element (() for a number), or along which weights."""

    source: int
    at: tuple[int, ...] = ()
    weights: Any = None


class Line(NamedTuple):
    """A step of a program, its constants lifted."""

    place: int
    op: Op
    places: tuple[int, ...]
    args: tuple[Any, ...]
    value: Any


def check_time(deadline: float | None) -> None:
    """Raise TimeUp after the deadline (of the monotonic clock)."""
    if deadline is not None and monotonic() > deadline:
        raise TimeUp


def lift(value: Any) -> Any:
    """A float as the mpf that it is exactly, an array of floats as an array of them; anything else unchanged."""
    import mpmath

    if value.__class__ is float:
        return mpmath.mpf(value)
    kind = kind_of(value)
    if kind and kind != "O" and not value.shape:
        value = value.item()
        return mpmath.mpf(value) if isinstance(value, float) else value
    if kind == "f":
        return numpy().frompyfunc(mpmath.mpf, 1, 1)(value.astype(object))
    return value


def kind_of(value: Any) -> str:
    """The kind letter of a NumPy value's dtype; empty for any other class."""
    kind: str = getattr(getattr(value, "dtype", None), "kind", "")
    return kind


def elements(value: Any) -> list[Any]:
    """The elements of a number or an array, in order."""
    return list(value.flat) if getattr(value, "shape", None) is not None and hasattr(value, "flat") else [value]


def exponent(value: Any) -> float:
    """log10 of the largest finite element's magnitude; 0 at least."""
    kind = kind_of(value)
    if is_mpf(value) or kind == "O":
        import mpmath

        sizes = [abs(v) for v in elements(value) if is_mpf(v) and mpmath.isfinite(v)]
        top = max(sizes, default=0)
        return max(float(mpmath.log10(top)), 0.0) if top else 0.0
    if kind == "f" and value.size:
        np = numpy()
        sizes = np.abs(value)
        value = float(sizes.max(where=np.isfinite(sizes), initial=0.0))
    return math.log10(abs(value)) if value.__class__ is float and 1.0 < abs(value) < math.inf else 0.0


class Function:
    """A program as a function of how far some of its sources move, at the precision in force.

    inputs: the value of each source, floats taken as the binary fractions that they are, mpf as given.
    moving: the indices of the sources that may move. The others stay as recorded, unless they follow those.
    seeds: (place, cotangent) per target: the function is the sum of their products. Without seeds its values are the
    elements of the first target.
    Calling it raises TimeUp and NoForm. `flipped` tells whether a recorded branch would have been decided otherwise.
    """

    def __init__(
        self,
        program: Program,
        inputs: Sequence[Any],
        moving: Iterable[int],
        seeds: Sequence[tuple[int, Any]] | None = None,
        deadline: float | None = None,
    ) -> None:
        self.deadline, self.flipped, self.guards = deadline, False, False
        self.bases: dict[int, list[Any]] = {}
        self.places = {n: program.sources[n] for n in moving}
        self.inputs = {n: lift(inputs[n]) for n in self.places}
        wanted = [p for p, _ in seeds] if seeds is not None else program.targets[:1]
        self.seeds = None if seeds is None else [(p, lift(g)) for p, g in seeds]
        self.target = program.targets[0] if program.targets else 0
        self.lines = self.slice(program, set(wanted))
        self.size = max([exponent(line.value) for line in self.lines], default=0.0)
        self.still: Any = None
        if seeds is None and self.target not in self.reached:
            self.still = lift(program.values().get(self.target, 0.0))

    def slice(self, program: Program, want: set[int]) -> list[Line]:
        """The steps between what moves and what is wanted, and the guards that depend on what moves."""
        live, kept = {p for p in self.places.values() if p > 0}, []
        for step in program.until():
            places, args = split(step)
            if not live.isdisjoint(places):
                live.add(step[0])
                kept.append((step, places, args))
        self.reached, lines, cache = live, [], {}
        for step, places, args in reversed(kept):
            guard = step[1].name == "guard"
            if step[0] in want or guard:
                self.guards |= guard
                want.update(places)
                lifted = []
                for i, a in zip(places, args):
                    if i not in live and id(a) not in cache:
                        cache[id(a)] = lift(a)
                    lifted.append(a if i in live else cache[id(a)])
                lines.append(Line(step[0], step[1], places, tuple(lifted), step[2]))
        return lines[::-1]

    def run(self, shift: Mapping[int, Any]) -> dict[int, Any]:
        """{place: value} with source n moved by shift[n]."""
        env = {}
        moved = {self.places[n]: d for n, d in shift.items()}
        for n, place in self.places.items():
            env[place] = self.inputs[n] + moved[place] if place in moved else self.inputs[n]
        for count, (place, op, places, args, value) in enumerate(self.lines):
            if not count % 32:
                check_time(self.deadline)
            y = evaluate(op, [env.get(i, a) if i else a for i, a in zip(places, args)])
            if op.name == "guard":
                self.flipped |= bool(y) != bool(value)
            env[place] = y + moved[place] if place in moved else y
        return env

    def read(self, env: Mapping[int, Any]) -> list[Any]:
        """The function's values, found in what `run` returned."""
        import mpmath

        if self.seeds is None:
            return elements(env.get(self.target, self.still))
        total = mpmath.mpf(0)
        for place, weight in self.seeds:
            if place in env:
                y = weight * env[place]
                total = total + (y.sum() if hasattr(y, "sum") else y)
        return [total]

    def __call__(self, shift: Mapping[int, Any]) -> list[Any]:
        """The function's values with source n moved by shift[n]."""
        return self.read(self.run(shift))

    def base(self) -> list[Any]:
        """The function's values where nothing moves, found once at each precision."""
        import mpmath

        if mpmath.mp.prec not in self.bases:
            self.bases[mpmath.mp.prec] = self({})
        return self.bases[mpmath.mp.prec]


def evaluate(op: Op, args: list[Any]) -> Any:
    """One step at arbitrary precision. Raises NoForm where the op cannot, or answers with mere floats."""
    try:
        y = op.evaluate(*args)
    except (TypeError, ValueError, ArithmeticError, AttributeError, NotImplementedError) as error:
        raise NoForm(f"'{op.name}' cannot run at {DIGITS} digits: {error}") from error
    if y.__class__ is float or kind_of(y) in ("f", "c"):
        if op.kind not in ("flat", "branch"):
            raise NoForm(f"'{op.name}' has no form at {DIGITS} digits")
        return lift(y)
    return y


def replay_mp(
    program: Program, inputs: Sequence[Any], digits: int = 50, deadline: float | None = None
) -> tuple[dict[int, Any], bool]:
    """({place: value at `digits` digits} of all that depends on the sources, whether a recorded branch flipped)."""
    import mpmath

    with mpmath.workdps(digits):
        f = Function(program, inputs, range(len(program.sources)), deadline=deadline)
        return f.run({}), f.flipped


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
    f: Function, path: Sequence[Move], digits: int = DIGITS, hints: Sequence[Any] | None = None, sides: bool = False
) -> list[Difference]:
    """The derivative of each of the function's values along `path`, an empty one being the values themselves.

    digits: the least precision to work at; it grows with the order, and where two step sizes disagree.
    hints: values found in another way: where they confirm the first step size, a second is spared.
    sides: look at both sides of the point for higher orders too, as is always done for the first.
    Raises TimeUp and NoForm.
    """
    import mpmath

    if not path:
        with mpmath.workdps(digits):
            return [Difference(y) for y in f({})]
    found: list[Difference] = []
    for attempt in range(3):
        look = first_order if len(path) == 1 else higher_order
        found = look(f, path, digits << attempt, hints, sides, attempt)
        if all(d.kind != "unknown" for d in found):
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
        self.h = {key: scale(f.inputs[m.source], m) * mpmath.mpf(10) ** -step for key, m in self.moves.items()}
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

    def derivative(self, side: int = 0) -> list[Any]:
        """The difference quotient: central, or with all points on one side (1 right, -1 left)."""
        import mpmath

        axes = []
        for n in self.counts.values():
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


def scale(value: Any, move: Move) -> Any:
    """The size of what moves, which the step is taken relative to: 1 for zero."""
    import mpmath

    if move.weights is None:
        x = abs(value[move.at] if move.at else value)
        return x if x and mpmath.isfinite(x) else mpmath.mpf(1)
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


def precision(f: Function, path: Sequence[Move], step: int, digits: int) -> int:
    """The digits needed so that what a step changes is not lost in the rounding of the largest value."""
    import mpmath

    tiny = sum(max(0.0, -float(mpmath.log10(scale(f.inputs[m.source], m)))) for m in path)
    return max(digits, 40 + step * len(path)) + int(f.size + tiny)


def first_order(
    f: Function, path: Sequence[Move], digits: int, hints: Sequence[Any] | None, sides: bool, attempt: int
) -> list[Difference]:
    """Both sides of the point: they agree where the function is smooth.

    An odd function's sides agree whatever it does, so a second step size, or a hint, must confirm them.
    """
    import mpmath

    step = 30 << attempt
    with mpmath.workdps(precision(f, path, step, digits)):
        one, two = Stencil(f, path, step), None
        noise = mpmath.mpf(10) ** (GUARD + f.size - mpmath.mp.dps) / one.volume
        found = []
        for n, (right, left) in enumerate(zip(one.derivative(1), one.derivative(-1))):
            top = max(abs(right), abs(left))
            if top <= noise:
                found.append(Difference(mpmath.mpf(0), "smooth", left, right))
            elif hints is not None and near(left, right) and near((left + right) / 2, hints[n]):
                found.append(Difference((left + right) / 2, "smooth", left, right))
            else:
                if two is None:
                    two = Stencil(f, path, step + 6)
                found.append(judge((left, right), (two.derivative(-1)[n], two.derivative(1)[n]), noise * 10**6))
        return found


def judge(one: tuple[Any, Any], two: tuple[Any, Any], noise: Any) -> Difference:
    """What one-sided difference quotients at two step sizes, the second a millionth of the first, say together."""
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
        if ends[0] == ends[1]:
            return Difference(ends[0], "infinite", left, right)
        return Difference(None, "jump" if not all(mpmath.isinf(e) for e in ends) else "kink", ends[0], ends[1])
    gap, before = abs(right - left), abs(one[1] - one[0])
    if gap <= max(before * mpmath.mpf("0.3"), noise) or near(*ends):
        return Difference((left + right) / 2 if any(ends) else mpmath.mpf(0), "smooth", left, right)
    if any(mpmath.isnan(e) for e in ends):
        return Difference(None, "unknown", left, right)
    return Difference(None, "kink", left, right)


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
    f: Function, path: Sequence[Move], digits: int, hints: Sequence[Any] | None, sides: bool, attempt: int
) -> list[Difference]:
    """The central quotient, confirmed by a hint or a second step size; the sides where it is not, or on demand."""
    import mpmath

    step = 20 << attempt
    with mpmath.workdps(precision(f, path, step + 3, digits)):
        one, two, rough, fine = Stencil(f, path, step), Stencil(f, path, step + 3), [], []
        noise = mpmath.mpf(10) ** (GUARD + f.size - mpmath.mp.dps) / two.volume
        rough = one.derivative()
        agreed = hints is not None and all(near(r, t, noise) for r, t in zip(rough, hints))
        fine = rough if agreed else two.derivative()
        if not sides and all(near(r, t, noise) for r, t in zip(rough, fine)):
            return [Difference(t if abs(t) > noise else mpmath.mpf(0)) for t in fine]
        ends = [(a.derivative(-1), a.derivative(1)) for a in (one, two)]
        found = []
        for n, (r, t) in enumerate(zip(rough, fine)):
            (l1, r1), (l2, r2) = ((left[n], right[n]) for left, right in ends)
            if near(r, t, noise) and near(l2, r2, noise, 1e-6):
                found.append(Difference(t if abs(t) > noise else mpmath.mpf(0), "smooth", l2, r2))
                continue
            d = judge((l1, r1), (l2, r2), noise)
            found.append(Difference(t, "smooth", l2, r2) if d.kind == "smooth" and near(r, t, noise) else d)
        return found


def near(a: Any, b: Any, noise: Any = 0, tolerance: float = CLOSE) -> bool:
    """Whether two numbers agree; nan agrees with nothing."""
    return bool(abs(a - b) <= max(noise, tolerance * max(abs(a), abs(b))))
