"""Derivatives against the slopes of whatever can be run at moved sources: a script, or a recorded program.

Each number moves by itself, an array along three seeded directions, so that the cost does not grow with its elements.
Where a run takes so long that there is no time for each, all sources move together.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from ..core.forms import numpy
from ..interpreters.error_bounds import FLOATS, Format
from ..record import Record
from ..results.check import Item
from .slopes import NOTHING, Line, Slope

Moves = Mapping[int, Any]

DIRECTIONS = 3  # of an array, the same every time
RUNS = 6  # of one smooth direction
GROUPS = 6  # of elements of an array that count alike, which are looked at by themselves
FEW = 64  # elements that are looked at one by one, to find a wrong one
RTOL = 1e-6  # how far a right derivative may be off, where it has float64's digits
NEAR_RIGHT = 1e-5  # relative difference from what is in doubt up to which it is not called wrong
RANK = {"FAIL": 0, "skipped": 1, "undefined": 2, "ok": 3}  # worst first
ORDERS = (1, 2)  # of derivatives that are looked at


class OutOfTime(Exception):
    """There is no time for another run."""


class Ruling(Record):
    """What an arbiter says of one derivative: ok, FAIL, undefined or skipped, with a note.

    tape, reference: a number and its slope; rel_err, digits: how alike they are. direction: it is along a random one.
    """

    verdict: str
    note: str = ""
    tape: float | None = None
    reference: float | None = None
    rel_err: float | None = None
    digits: int | None = None
    direction: bool = False

    def item(self, path: str, note: str = "") -> Item:
        """What a report says of the derivative at a path."""
        about = self.tape, self.reference, None, self.rel_err, self.digits
        return Item(path, *about, self.verdict, note or self.note or None)


class Told(Record):
    """Derivatives along a direction, one number per value of the function, and the sizes of what they are sums of."""

    values: Any
    sizes: Any

    @classmethod
    def sum(cls, parts: Iterable[Told]) -> Told:
        """The derivative where several sources move together."""
        values, sizes = zip(*parts)
        return cls(sum(values), sum(sizes))


class Arbiter:
    """A function of several sources, and what its slopes say of derivatives by them.

    values: of the sources. base: the function's value there. run: its value with the sources of a mapping at other
    values, None where it has none; raises OutOfTime. affordable: for how many runs there is time. who: whose slopes
    they are; late: what is said where there is no time. form: the narrowest format in which it computes. rtol: how far
    a right derivative may be off, RTOL at least, the format's unless given. closely: small elements of an array are
    looked at apart from large ones. size: of the numbers by whose rounding the function's value may be off.
    doubted: the sources of whose derivatives part may be lost, so that a small slope is no zero.
    """

    def __init__(
        self, values: Sequence[Any], base: Any, run: Callable[[Moves], Any], affordable: Callable[[], float],
        who: str, late: str, form: Format = FLOATS[8], rtol: float | None = None,
        closely: bool = False, size: float = 0.0, doubted: Collection[int] = (),
    ) -> None:  # fmt: skip
        np = numpy()
        self.values, self.base = [np.asarray(v, float) for v in values], np.asarray(base)
        self.run, self.affordable, self.who, self.late = run, affordable, who, late
        self.closely, self.size, self.doubted = closely, size, frozenset(doubted)
        self.eps, self.rtol = 2 * form.unit, max(form.rtol if rtol is None else rtol, RTOL)

    def rule(self, claims: Sequence[tuple[tuple[int, ...], Any]]) -> list[Ruling | None]:
        """The ruling on each claim, (sources differentiated by, derivative); None for what is not looked at.

        A derivative has the target's shape followed by that of each source.
        """
        known = [len(by) in ORDERS and all_finite(value) for by, value in claims]
        first = {by: value for (by, value), fit in zip(claims, known) if fit and len(by) == 1}
        second, rulings = dict[tuple[int, int], Any](), dict[tuple[int, ...], Ruling]()
        for by, value in sorted((c for c, fit in zip(claims, known) if fit and len(c[0]) == 2), key=lambda c: c[0]):
            i, j = sorted(by)
            upper = value if by[0] == i else self.mirrored(by, value)
            if not self.alike(second.setdefault((i, j), upper), upper):
                rulings[by] = self.mixed(by[0], by[1], value)
        lines = sum(DIRECTIONS if self.values[by[0]].shape else 1 for by in first)
        if len(first) > 1 and lines * RUNS > self.affordable():
            together = self.along({by[0]: value for by, value in first.items()})
            if together.verdict != "FAIL":  # else it is to be found where
                rulings = dict.fromkeys(first, together)
        for by, value in first.items():
            if by not in rulings:
                rulings[by] = self.along({by[0]: value})
        rulings |= dict(self.second(second).items())
        return [rulings.get(by, rulings.get(tuple(sorted(by)))) if fit else None for (by, _), fit in zip(claims, known)]

    def mirrored(self, by: tuple[int, ...], value: Any) -> Any:
        """A second derivative in the other order of its two sources."""
        np, (i, j) = numpy(), [self.values[n] for n in by]
        swapped = np.asarray(value, float).reshape(-1, i.size, j.size).swapaxes(1, 2)
        return swapped.reshape((*np.shape(value)[: np.ndim(value) - i.ndim - j.ndim], *j.shape, *i.shape))

    def alike(self, a: Any, b: Any) -> bool:
        """Whether two arrays claim the same."""
        a, b = (numpy().asarray(v, float) for v in (a, b))
        return a is b or bool((abs(a - b) <= self.rtol * abs(a).max(initial=0.0)).all())

    def along(self, claims: Mapping[int, Any]) -> Ruling:
        """The first derivatives by some sources, along directions in which they move together."""
        single = len(claims) == 1 and not self.values[next(iter(claims))].shape

        def along(n: int) -> Ruling | None:
            moves = {s: direction(self.values[s], None if single else n) for s in claims}
            told = Told.sum(self.contracted(value, moves[s]) for s, value in claims.items())
            return self.slopes(moves, told, float(moves[next(iter(claims))]) if single else None)

        worst = self.worst(map(along, range(1 if single else DIRECTIONS)))
        if worst.verdict == "ok" and not single and len(claims) == 1 and self.closely:
            worst = min([worst, *self.by_size(*next(iter(claims.items())))], key=badness)
        if worst.verdict == "FAIL" and not single and len(claims) == 1:
            return self.element(*next(iter(claims.items()))) or worst
        return worst

    def by_size(self, source: int, claim: Any) -> list[Ruling]:
        """The rulings on an array's elements that count alike, each group by itself: a wrong one beside much larger
        ones would pass for their rounding. Few elements are a group each, many a group for each power of ten."""
        np, value = numpy(), self.values[source]
        sizes = direction(value, None).reshape(-1)
        weight = np.abs(np.asarray(claim, float).reshape(-1, value.size)).max(axis=0, initial=0.0) * sizes
        if value.size <= GROUPS:
            groups = np.arange(value.size)
        else:
            with np.errstate(divide="ignore"):
                decades = np.floor(np.log10(weight))
            decades[weight == 0.0] = -np.inf
            groups = np.minimum(np.unique(-decades, return_inverse=True)[1].reshape(-1), GROUPS - 1)
        found, random = [], direction(value, DIRECTIONS).reshape(-1)
        if (groups == groups[:1]).all() or self.affordable() < 2 * RUNS * GROUPS:
            return []
        for group in np.unique(groups):
            move = np.where(groups == group, sizes if value.size <= GROUPS else random, 0.0).reshape(value.shape)
            ruling = self.slopes({source: move}, self.contracted(claim, move), None)
            if ruling is not None:
                found.append(ruling)
        return found

    def element(self, source: int, claim: Any) -> Ruling | None:
        """The element of an array whose derivative is wrong, where it is cheap to find."""
        np, value = numpy(), self.values[source]
        if value.size > FEW or value.size * RUNS > self.affordable():
            return None
        sizes = direction(value, None)
        for at in np.ndindex(value.shape):
            move = np.zeros(value.shape)
            move[at] = sizes[at]
            ruling = self.slopes({source: move}, self.contracted(claim, move), float(sizes[at]))
            if ruling is None or ruling.verdict == "FAIL":
                return ruling and ruling._replace(note=f"at {list(at)}: {ruling.note}")
        return None

    def second(self, claims: Mapping[tuple[int, int], Any]) -> dict[tuple[int, int], Ruling]:
        """The second derivatives: where all are claimed, along directions in which all their sources move."""
        sources = sorted({n for by in claims for n in by})
        if len(claims) == len(sources) * (len(sources) + 1) // 2 > 1:
            whole = self.curvature(sources, claims)
            if whole.verdict != "FAIL" or 2 * RUNS * DIRECTIONS * len(claims) > self.affordable():
                return dict.fromkeys(claims, whole)
        return {(i, j): self.mixed(i, j, value) for (i, j), value in claims.items()}

    def curvature(self, sources: Sequence[int], claims: Mapping[tuple[int, int], Any]) -> Ruling:
        """All second derivatives by some sources, along directions in which they move together."""

        def along(n: int) -> Ruling | None:
            moves = {s: direction(self.values[s], n) for s in sources}
            told = Told.sum(
                self.contracted(value, numpy().multiply.outer(moves[i], moves[j]) * (1 + (i != j)))
                for (i, j), value in claims.items()
            )
            return self.slopes(moves, told, None, order=2)

        return self.worst(map(along, range(DIRECTIONS)))

    def mixed(self, i: int, j: int, claim: Any) -> Ruling:
        """The second derivatives by two sources: d2/dt2 of (f(x + t a + t b) - f(x + t a - t b))/4 is that by a, b."""
        single = not self.values[i].shape and not self.values[j].shape

        def along(n: int) -> Ruling | None:
            a = direction(self.values[i], None if single else n)
            b = direction(self.values[j], None if single else n + DIRECTIONS * (i != j))
            told = self.contracted(claim, numpy().multiply.outer(a, b))
            less = None if i == j else {i: a, j: -b}
            return self.slopes({i: a, j: b}, told, float(a * b) if single else None, order=2, less=less)

        return self.worst(map(along, range(1 if single else DIRECTIONS)))

    def worst(self, rulings: Iterable[Ruling | None]) -> Ruling:
        """The worst of those for which there is time, up to the first that fails."""
        found: list[Ruling] = []
        for ruling in rulings:
            if ruling is None:
                break
            found.append(ruling)
            if ruling.verdict == "FAIL":
                break
        return min(found, key=badness, default=Ruling("skipped", self.late))

    def slopes(
        self, moves: Moves, told: Told, size: float | None, order: int = 1, less: Moves | None = None
    ) -> Ruling | None:
        """The ruling on the worst value along one direction; None where there is no time.

        size: by which slopes are divided, where one number moves. less: a direction along which what the values are is
        subtracted, and a quarter of that is looked at.
        """

        def along(moves: Moves, t: float) -> Any:
            return self.run({n: self.values[n] + t * d for n, d in moves.items()})

        def run(t: float) -> Any:
            value = along(moves, t)
            if less is None or value is None:
                return value
            other = along(less, t)
            return None if other is None else (value - other) / 4

        slacks = [self.rtol * float(s) for s in told.sizes]
        try:
            base = self.base if less is None else self.base * 0.0
            large = float(numpy().abs(numpy().asarray(self.base, float)).max(initial=self.size))
            line = Line(run, base, order, large, self.eps, NOTHING if self.doubted.isdisjoint(moves) else 0.0)
            found = line.slopes([float(c) for c in told.values], slacks)
        except OutOfTime:
            return None
        worst = min([self.said(s, float(c), d, size) for s, c, d in zip(found, told.values, slacks)], key=badness)
        near = not self.doubted.isdisjoint(moves) and (worst.rel_err or 1.0) <= NEAR_RIGHT
        return worst._replace(verdict="skipped") if worst.verdict == "FAIL" and near else worst

    def contracted(self, value: Any, move: Any) -> Told:
        """A derivative along a direction."""
        np = numpy()
        rows, move = np.asarray(value, float).reshape(self.base.size, -1), np.asarray(move, float).reshape(-1)
        return Told(rows @ move, np.abs(rows) @ np.abs(move))

    def said(self, slope: Slope, claim: float, slack: float, size: float | None) -> Ruling:
        """What a slope says of a claim."""
        aside = size is None
        unit, where = size or 1.0, "along a random direction: " if aside else ""
        tape = claim / unit
        if slope.kind in ("kink", "jump"):
            ends = " and ".join(f"{v / unit:.10g}" for v in (slope.left, slope.right) if v is not None)
            what = f"kink: from the left and right {ends}" if slope.kind == "kink" else "jump: the value leaps here"
            return Ruling("undefined", f"{where}{what}, by {self.who}", tape, direction=aside)
        if slope.kind == "unsettled" or slope.value is None:
            return Ruling("skipped", f"{where}{self.who} do not settle", tape, direction=aside)
        reference, gap = slope.value / unit, abs(slope.value - claim)
        off = max(gap, slope.error) / max(abs(slope.value), abs(claim)) if slope.value or claim else 0.0
        digits = 16 if not off else min(16, max(0, math.floor(-math.log10(off))))
        right = slope.confirms(claim, slack)
        note = f"{where}{self.who} give {reference:.10g}" if not right else ""
        rel_err = gap / abs(slope.value) if slope.value else None
        return Ruling("ok" if right else "FAIL", note, tape, reference, rel_err, digits, aside)


def badness(ruling: Ruling) -> tuple[int, int]:
    """The worst sorts first."""
    return RANK[ruling.verdict], 99 if ruling.digits is None else ruling.digits


def direction(value: Any, seed: int | None) -> Any:
    """How far each element moves: as far as it is large, in a random direction; without a seed by its size itself."""
    np = numpy()
    sizes = np.abs(value)
    usable = np.isfinite(sizes) & (sizes > 0)
    sizes = np.where(usable, sizes, np.median(sizes[usable]) if usable.any() else 1.0)
    return sizes if seed is None else sizes * np.random.default_rng([seed, sizes.size]).uniform(-1.0, 1.0, sizes.shape)


def all_finite(value: Any) -> bool:
    """Whether a derivative, or each of its elements, is a finite number: nothing else can be confirmed."""
    try:
        return bool(numpy().isfinite(numpy().asarray(value, float)).all())
    except (TypeError, ValueError):
        return False
