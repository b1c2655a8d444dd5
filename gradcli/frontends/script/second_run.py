"""The script as the arbiter of its own derivatives: run again, untraced, at the same point and at moved ones.

A recorded program cannot know what was never recorded. At the same point the target's value must be the one reported.
At moved sources, each number by itself and an array along three seeded directions, the slope must be: to what float64
differences can tell. Where a run takes so long that there is no time for each, all sources move together.
"""

from __future__ import annotations

import math
from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple

from ...check.slopes import Line, Slope
from ...core.forms import numpy
from ...ops.values import shape_of
from ...results import Item, Path
from .plain_run import Moves
from .rerun import Unfinished

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ...answer.derivatives import Block, Subject
    from ...results import Check
    from .plain_run import Found
    from .rerun import Reruns
    from .target import Target

DIRECTIONS = 3  # of an array, the same every time
RUNS = 6  # of one smooth direction
FEW = 64  # elements that are looked at one by one, to find a wrong one
RTOL, RTOL32 = 1e-9, 1e-4  # how alike two runs of one computation are


class OutOfTime(Exception):
    """There is no time for another run."""


class Verdict(NamedTuple):
    """What the second run says of one derivative: ok, FAIL, undefined or skipped, with a note.

    tape, reference: a number and what the script's own differences give for it; rel_err, digits: how alike they are.
    """

    verdict: str
    note: str
    tape: float | None = None
    reference: float | None = None
    rel_err: float | None = None
    digits: int | None = None


class SecondRun:
    """One script's target, run again. seconds: what all the runs may take together."""

    def __init__(self, reruns: Reruns, subject: Subject, target: Target, seconds: float) -> None:
        self.reruns, self.subject, self.target = reruns, subject, target._replace(value=None)
        self.deadline, self.seconds = monotonic() + seconds, seconds
        self.runs, self.each = 0, 0.0
        self.base: Any = None
        self.fault = ""  # why the script cannot be the arbiter
        self.value: Item | None = None  # what there is to say of the value
        self.verdicts: dict[str, Verdict] = {}

    # running

    def run(self, values: Mapping[str, Any], names: Sequence[str] = ()) -> Found:
        """One run with some sources moved. Raises OutOfTime."""
        left = self.deadline - monotonic()
        if left <= self.each:
            raise OutOfTime
        began = monotonic()
        try:
            found: Found = self.reruns.ask(Moves(dict(values), self.target, names), left)
        except Unfinished:
            raise OutOfTime from None
        self.runs, self.each = self.runs + 1, monotonic() - began
        return found

    def affordable(self) -> int:
        """How many directions there is time for."""
        return int((self.deadline - monotonic()) / max(self.each, 1e-4) / RUNS)

    # the same point

    def same(self) -> bool:
        """Whether the script can be asked at all: it runs again, and twice alike. Compares the value."""
        reported = self.subject.result
        try:
            self.reruns.warm(self.seconds)
            found = self.run({})
            if found.fault is not None or found.value is None:
                raised = f"it raised {found.fault}" if found.fault else "its target was no number"
                self.fault = f"run again as plain Python {raised}"
                return False
            if not agree(reported, found.value):
                again = self.run({})
                if again.fault is not None or again.value is None or not agree(found.value, again.value):
                    self.fault = "two runs differ"
                    return False
                self.value = another(reported, found.value)
        except (OutOfTime, Unfinished):
            self.fault = f"no time to run the script again in {self.seconds:.3g} s: --timeout allows more"
            return False
        self.base = numpy().asarray(found.value)
        return True

    # moved sources

    def judge(self, blocks: Sequence[Block]) -> None:
        """Fill `verdicts` for every derivative of first and second order."""
        if not self.same():
            self.verdicts = {b.path: Verdict("skipped", self.fault) for b in blocks if b.by}
            return
        first = [b for b in blocks if len(b.by) == 1 and is_number(b.value)]
        second = [b for b in blocks if len(b.by) == 2 and is_number(b.value)]
        by_source: dict[int, list[Block]] = {}
        for b in first:
            by_source.setdefault(b.by[0], []).append(b)
        needed = sum(DIRECTIONS if shape_of(self.subject.values[n]) else 1 for n in by_source)
        alone = needed + (DIRECTIONS if second else 0) <= self.affordable()
        together = None if alone or len(by_source) < 2 else self.along([b[0] for b in by_source.values()])
        for same in by_source.values():
            verdict = together if together is not None and together.verdict == "ok" else self.along(same[:1])
            self.verdicts.update({b.path: verdict for b in same})
        if second:
            unique = {tuple(sorted(b.by)): b for b in second}
            verdict = self.curvature(list(unique.values()))
            self.verdicts.update({b.path: verdict for b in second})

    def along(self, blocks: Sequence[Block]) -> Verdict:
        """The first derivatives by some sources, along directions in which they move together."""
        sources = [b.by[0] for b in blocks]
        single = len(sources) == 1 and not shape_of(self.subject.values[sources[0]])
        worst: Verdict | None = None
        for n in range(1 if single else DIRECTIONS):
            moves = {s: direction(self.subject.values[s], n, single) for s in sources}
            claims = sum(contracted(b.value, moves[b.by[0]], self.base.size) for b in blocks)
            found = self.slopes(moves, claims)
            if found is None:
                break
            verdict = self.said(found, claims, float(abs(moves[sources[0]])) if single else None)
            worst = verdict if worst is None or RANK[verdict.verdict] < RANK[worst.verdict] else worst
            if verdict.verdict == "FAIL":
                break
        if worst is None:
            return Verdict("skipped", f"no time to run the script again in {self.seconds:.3g} s: --timeout allows more")
        if worst.verdict == "FAIL" and not single and len(sources) == 1:
            return self.element(blocks[0]) or worst
        return worst

    def element(self, block: Block) -> Verdict | None:
        """The element of an array whose derivative is wrong, where it is cheap to find."""
        value = numpy().asarray(self.subject.values[block.by[0]])
        if value.size > min(FEW, self.affordable()):
            return None
        sizes = direction(value, None, False)
        for at in numpy().ndindex(value.shape):
            move = numpy().zeros(value.shape)
            move[at] = sizes[at]
            claims = contracted(block.value, move, self.base.size)
            found = self.slopes({block.by[0]: move}, claims)
            if found is None:
                return None
            verdict = self.said(found, claims, float(sizes[at]))
            if verdict.verdict == "FAIL":
                return verdict._replace(note=f"at {list(at)}: {verdict.note}")
        return None

    def curvature(self, blocks: Sequence[Block]) -> Verdict:
        """The second derivatives all together, along three directions in which all their sources move."""
        sources = sorted({n for b in blocks for n in b.by})
        full = {tuple(sorted(b.by)) for b in blocks}
        if len(full) < len(sources) * (len(sources) + 1) // 2:
            return Verdict("ok", "")  # not all of them were asked for
        worst = Verdict("ok", "")
        for n in range(DIRECTIONS):
            moves = {s: direction(self.subject.values[s], n, False) for s in sources}
            claims = 0.0
            for b in blocks:
                i, j = b.by
                twice = contracted(b.value, numpy().multiply.outer(moves[i], moves[j]), self.base.size)
                claims = claims + twice * (1 if i == j else 2)
            found = self.slopes(moves, claims, order=2)
            if found is None:
                return worst if n else Verdict("skipped", "no time to run the script again: --timeout allows more")
            verdict = self.said(found, claims, None)
            worst = verdict if RANK[verdict.verdict] < RANK[worst.verdict] else worst
        return worst

    def slopes(self, moves: Mapping[int, Any], claims: Any, order: int = 1) -> list[Slope] | None:
        """The slope of each value of the target as the sources move; None where there is no time."""
        names, values = self.subject.names, self.subject.values

        def run(t: float) -> Any:
            moved = {names[n]: numpy().asarray(values[n], float) + t * d for n, d in moves.items()}
            found = self.run({k: v if v.shape else float(v) for k, v in moved.items()})
            return None if found.fault is not None or found.value is None else numpy().asarray(found.value)

        try:
            return Line(run, self.base, order).slopes([float(c) for c in claims])
        except OutOfTime:
            return None

    def said(self, slopes: Sequence[Slope], claims: Any, size: float | None) -> Verdict:
        """The verdict on the worst of several slopes. size: of the move, where it is that of one number."""
        found = [judged(s, float(c), size) for s, c in zip(slopes, claims)]
        return min(found, key=lambda v: (RANK[v.verdict], 99 if v.digits is None else v.digits))

    # the report

    def merge(self, check: Check) -> None:
        """Let the second run decide on each item of the recorded program's check."""
        for item in check.items:
            if (verdict := self.verdicts.get(item.path)) is not None:
                decide(item, verdict)
        if self.value is not None:
            check.items.insert(0, self.value)
        elif not self.fault:
            check.notes.append(f"the script, run {self.runs} times as plain Python, gives the same value")


RANK = {"FAIL": 0, "skipped": 1, "undefined": 2, "ok": 3}


def decide(item: Item, verdict: Verdict) -> None:
    """An item of the recorded program's check, once the script itself was asked."""
    if verdict.verdict == "ok":
        if item.verdict == "skipped":
            item.verdict, item.note = "ok", "by the script's own differences"
            item.tape, item.reference = verdict.tape, verdict.reference
            item.rel_err, item.digits = verdict.rel_err, verdict.digits
        return
    if RANK[verdict.verdict] >= RANK.get(item.verdict, 3):
        return
    item.verdict, item.note = verdict.verdict, verdict.note
    if verdict.reference is not None or verdict.verdict != "skipped":
        item.tape, item.reference = verdict.tape if verdict.tape is not None else item.tape, verdict.reference
        item.rel_err, item.digits, item.formula = verdict.rel_err, verdict.digits, None


def judged(slope: Slope, claim: float, size: float | None) -> Verdict:
    """What a slope says of a claim; size: by which both are divided, None for a random direction."""
    unit, where = (size, "") if size else (1.0, "along a random direction: ")
    tape = claim / unit
    if slope.kind in ("kink", "jump"):
        ends = " and ".join(f"{v / unit:.10g}" for v in (slope.left, slope.right) if v is not None)
        said = f"kink: from the left and right {ends}" if slope.kind == "kink" else "jump: the value leaps here"
        return Verdict("undefined", f"{where}{said}, by the script's own differences", tape)
    if slope.kind == "unsettled" or slope.value is None:
        return Verdict("skipped", f"{where}the script's own differences do not settle", tape)
    reference, gap = slope.value / unit, abs(slope.value - claim)
    rel_err = gap / abs(slope.value) if slope.value else None
    off = max(gap, slope.error) / max(abs(slope.value), abs(claim)) if slope.value or claim else 0.0
    digits = 16 if not off else min(16, max(0, math.floor(-math.log10(off))))
    if slope.confirms(claim, 1e-6):
        return Verdict("ok", where, tape, reference, rel_err, digits)
    return Verdict(
        "FAIL", f"{where}the script's own differences give {reference:.10g}", tape, reference, rel_err, digits
    )


def direction(value: Any, seed: int | None, single: bool) -> Any:
    """How far each element moves: as far as it is large, in a random direction; seed None: each by its size."""
    np = numpy()
    sizes = np.abs(np.asarray(value, float))
    usual = float(np.median(sizes[sizes > 0])) if (sizes > 0).any() else 1.0
    sizes = np.where(sizes > 0, sizes, usual)
    if single or seed is None:
        return sizes if sizes.shape else float(sizes)
    toss = np.random.default_rng([seed, sizes.size]).uniform(-1.0, 1.0, sizes.shape)
    moved = toss * sizes
    return moved if sizes.shape else float(moved)


def contracted(value: Any, move: Any, outputs: int) -> Any:
    """A derivative along a direction: one number per value of the target."""
    np = numpy()
    return np.asarray(value, float).reshape(outputs, -1) @ np.asarray(move, float).reshape(-1)


def is_number(value: Any) -> bool:
    """Whether a derivative, or each of its elements, is a finite number: nothing else can be confirmed."""
    np = numpy()
    try:
        return bool(np.isfinite(np.asarray(value, float)).all())
    except (TypeError, ValueError):
        return False


def agree(a: Any, b: Any) -> bool:
    """Whether two runs of one computation came to the same values, to rounding."""
    np = numpy()
    a, b = np.asarray(a), np.asarray(b)
    if a.shape != b.shape and a.size != b.size:
        return False
    a, b = a.reshape(-1), b.reshape(-1)
    rtol = RTOL32 if 4 in (a.dtype.itemsize, b.dtype.itemsize) else RTOL
    with np.errstate(all="ignore"):
        close = np.abs(a - b) <= rtol * np.maximum(np.abs(a), np.abs(b))
    return bool((close | (a == b) | ((a != a) & (b != b))).all())


def another(reported: Any, found: Any) -> Item:
    """That the traced run computed another value: the worst of its elements."""
    np = numpy()
    a, b = np.asarray(reported, float).reshape(-1), np.asarray(found, float).reshape(-1)
    note = "the traced run computed another value"
    if a.size != b.size:
        return Item(Path("value"), None, None, None, None, None, "FAIL", f"{note}: of shape {np.shape(reported)}")
    with np.errstate(all="ignore"):
        off = np.abs(a - b) / np.maximum(np.abs(b), np.finfo(float).tiny)
    n = int(np.nanargmax(np.where(np.isnan(off), np.inf, off)))
    digits = max(0, math.floor(-math.log10(off[n]))) if 0 < off[n] < math.inf else 0
    return Item(Path("value"), float(a[n]), float(b[n]), None, float(off[n]), digits, "FAIL", note)
