"""The script as the arbiter of its own derivatives: run again, untraced, at the same point and at moved ones.

A recorded program cannot know what was never recorded. At the same point the target's value must be the one reported;
at moved sources the slope must be, to what float64 differences can tell.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from ....answer.subject import Block, Subject
from ....check import MARGIN
from ....check.arbiter import DIRECTIONS, GROUPS, RANK, Arbiter, OutOfTime, Ruling, badness, direction
from ....check.slopes import Slope
from ....core.forms import numpy
from ....interpreters.error_bounds import FLOATS, UNIT, errors, width
from ....ops.values import is_finite
from ....results import VALUE
from ....results.check import Check, Item
from ..target import Target
from .plain_run import Found, Moves
from .rerun import Reruns, Unfinished
from .ties import largest

WEAK = 6  # digits, fewer than which are little
NEAR, FAR = 1e-3, 1e-2  # of a source: steps that are coarser than those of a search, or of what counts
ROUGH = 1e-4  # how far the slope of such steps may be off a right derivative, if it does not draw nearer to it
NEARER = 0.1, 1e-3  # of what is off: at the smaller step, where it is smooth; and no less, or there are steps between
BESIDE = 1e3  # times the sources: larger numbers, of whose rounding nothing is left, decide nothing


class SecondRun:
    """One script's target, run again. doubted: the sources of which part left the trace. seconds: what all the runs may
    take together, see `Reruns`; left: of these."""

    def __init__(
        self, reruns: Reruns, subject: Subject, target: Target, seconds: float, doubted: Collection[str]
    ) -> None:  # fmt: skip
        self.reruns, self.subject, self.target = reruns, subject, target._replace(value=None)
        self.left = self.seconds = seconds
        self.doubted = [n for n, name in enumerate(subject.names) if name in doubted]
        self.runs, self.each = 0, 0.0
        self.form = FLOATS[min([width(v) for v in (subject.result, *[step[2] for step in subject.program.steps])])]
        self.base: Any = None
        self.fault = ""  # why the script cannot be the arbiter
        self.value: Item | None = None  # what there is to say of the value
        self.rulings: dict[str, Ruling] = {}
        self.claims: dict[str, Block] = {}
        self.faults: dict[str, str] = {}  # by the source that was moved: what became of the script
        self.rounded = ""  # what the script gives for the value, whose digits rounding has taken

    # running

    def run(self, values: Mapping[str, Any], texts: Sequence[str] = (), against: str | None = None) -> Found:
        """One run with some sources moved; what else it is to tell is as in `Moves`. Raises OutOfTime."""
        if self.left <= self.each:
            raise OutOfTime
        try:
            found: Found = self.reruns.ask(Moves(dict(values), self.target, texts, against), self.left)
        except Unfinished:
            self.left = 0.0
            raise OutOfTime from None
        self.runs, self.each = self.runs + 1, self.reruns.spent
        self.left -= self.each
        return found

    def moved(self, moves: Mapping[int, Any]) -> Any:
        """The target's value with some sources elsewhere, None where it has none. Raises OutOfTime."""
        found = self.run({self.subject.names[n]: v if v.shape else float(v) for n, v in moves.items()})
        if found.fault is not None or found.value is None or not numpy().isfinite(found.value).all():
            fault = f"raises {found.fault}" if found.fault else "has no number there"
            self.faults |= {self.subject.names[n]: fault for n in moves}
        return None if found.fault is not None or found.value is None else numpy().asarray(found.value)

    @property
    def late(self) -> str:
        """That there is no time."""
        each = f" at {self.each:.2g} s a run" if self.runs else ""
        return f"{self.seconds:.3g} s are too few to run the script again{each}: --timeout allows more"

    def repeats(self) -> bool:
        """Whether the script can be asked at all: it runs again, and twice alike. Compares the value."""
        try:
            self.reruns.ask(None, self.seconds)  # let what waits load the libraries that the script has loaded
            found = self.run({})
            if found.fault is not None or found.value is None:
                raised = f"it raised {found.fault}" if found.fault else "its target was no number"
                self.fault = f"run again as plain Python {raised}"
                return False
            if not agree(self.subject.result, found.value, self.form.rtol):
                again = self.run({})
                if again.fault is not None or again.value is None or not agree(found.value, again.value):
                    self.fault = "two runs differ"
                    return False
                self.value = another(self.subject.result, found.value)
                self.value.note = f"{self.value.note}{self.first_other()}"
        except (OutOfTime, Unfinished):
            self.fault = self.late
            return False
        self.base = found.value
        return True

    def first_other(self) -> str:
        """The first call of the script that gave the traced run another number, where that can be found."""
        try:
            kinds = ("plain", "traced")
            plain, traced = [self.reruns.ask(Moves({}, self.target, calls=k), self.seconds).calls for k in kinds]
        except Unfinished:
            return ""
        for (where, right), (place, mine) in zip(plain, traced):
            if where != place:
                return f": the two part before line {where[0]}"
            if not agree(mine, right):
                return f": {where[1]}() at line {where[0]} was the first call that gave another"
        return ""

    # the report

    def judge(self, blocks: Sequence[Block]) -> None:
        """Rule on every derivative of first and second order."""
        value, blocks = [b.value for b in blocks if not b.by], [b for b in blocks if b.by]
        self.claims = {b.path: b for b in blocks}
        if not self.repeats():
            self.rulings = {b.path: Ruling("skipped", self.fault) for b in blocks}
            return
        if numpy().size(self.base) != numpy().size(self.subject.result):
            self.rulings = {b.path: Ruling("skipped", "the traced run computed another value") for b in blocks}
            return
        known = numpy().asarray(value[0], float) if value and is_finite(value[0]) else self.base
        if self.value is None and not agree(self.base, known, self.form.rtol):
            self.rounded = "other numbers" if numpy().ndim(self.base) else f"{self.base:.10g}"
            bound = MARGIN * errors(self.subject.program).get(self.subject.target, 0.0)
            if numpy().any(abs(self.base - known) > bound):  # our digits, not the script's
                self.value, self.rounded = another(known, self.base), ""
                self.value.note = "the value differs from the script's by more than its rounding"
        found = self.arbiter(self.subject.values, self.base).rule([(b.by, b.value) for b in blocks])
        for block, ruling in zip(blocks, found):
            if ruling is not None:
                self.rulings[block.path] = self.explained(ruling, [self.subject.names[n] for n in block.by])

    def explained(self, ruling: Ruling, names: Sequence[str]) -> Ruling:
        """A ruling with what is to blame where nothing was decided, and with how little was where that is little."""
        if ruling.verdict in ("FAIL", "undefined") and (self.value is not None or self.rounded):
            why = f"the script's own value, {self.rounded}, is rounding: its differences decide nothing"
            why = "the traced run computed another value" if self.value is not None else why
            return Ruling("skipped", why, ruling.tape, direction=ruling.direction)
        fault = next((self.faults[name] for name in names if name in self.faults), "")
        if ruling.verdict == "skipped" and fault and ruling.reference is None:
            return ruling._replace(note=f"{ruling.note}: moved, it {fault}")
        if ruling.verdict == "ok" and (ruling.digits or 0) < WEAK and self.form.digits > WEAK:
            return ruling._replace(note=f"the script's own differences tell {ruling.digits} digits, and no more")
        return ruling

    def afar(self, path: str) -> Ruling:
        """What coarse steps, of 1e-3 and 1e-2 of a source, say of a derivative that finer ones confirm: a search ends
        between those, and what it finds stands still. Where they agree with each other alone it is wrong."""
        np, block = numpy(), self.claims[path]
        if self.base is None or len(block.by) != 1:
            return Ruling("skipped")
        (source,) = block.by
        value, found = np.asarray(self.subject.values[source], float), []
        arbiter, large = self.arbiter(self.subject.values, self.base, " at coarse steps"), largest(self.base)
        one_by_one = value.size <= GROUPS
        for part in np.eye(value.size).reshape(-1, *value.shape) if one_by_one else range(DIRECTIONS):
            move = direction(value, None) * part if one_by_one else direction(value, part)
            claim, size = arbiter.contracted(block.value, move)
            try:
                ends = [[self.moved({source: value + t * move}) for t in (h, -h)] for h in (NEAR, FAR)]
            except OutOfTime:
                return Ruling("skipped", self.late)
            if any(y is None or y.size != claim.size for pair in ends for y in pair):
                return Ruling("skipped")
            near, far = [(a - b).reshape(-1) / (2 * h) for (a, b), h in zip(ends, (NEAR, FAR))]
            off, further = abs(near - claim), abs(far - claim)
            least = max(ROUGH, arbiter.rtol) * size + 16 * arbiter.eps * large / NEAR
            smooth = (off <= NEARER[0] * further) & (off >= NEARER[1] * further)
            for k in np.flatnonzero(~(smooth | ((off <= least) & (further <= least / NEARER[0])))):  # nan is none
                apart, slope = abs(far[k] - near[k]), Slope("unsettled")
                if apart <= NEARER[0] * min(off[k], max(abs(near[k]), abs(far[k]))):
                    slope = Slope("smooth", float(near[k]), float(apart))
                found.append(arbiter.said(slope, float(claim[k]), 0.0, float(move.max()) if one_by_one else None))
        return min(found, key=badness, default=Ruling("ok"))

    def arbiter(self, values: Sequence[Any], base: Any, how: str = "") -> Arbiter:
        """The script about a point. base: its value there. how: its differences are taken."""
        return Arbiter(
            values, base, self.moved, lambda: self.left / max(self.each, 1e-4),
            f"the script's own differences{how}", self.late, self.form, closely=True, size=self.size(),
            doubted=self.doubted,
        )  # fmt: skip

    def size(self) -> float:
        """How large the numbers are whose rounding the value has, if they are no larger than what they are made of."""
        np, subject = numpy(), self.subject
        bound = np.max(errors(subject.program).get(subject.target, 0.0)) / UNIT
        size = min(bound, max([largest(step[2]) for step in subject.program.steps], default=0.0))
        return float(size) if size <= BESIDE * max(map(largest, subject.values), default=0.0) else 0.0

    def merge(self, check: Check) -> None:
        """Let the second run decide on each item of the recorded program's check."""
        for item in check.items:
            if (ruling := self.rulings.get(item.path)) is not None:
                decide(item, ruling)
            elif (item.path, item.verdict) == (VALUE, "FAIL") and not (self.value or self.fault or self.rounded):
                item.verdict, item.note, item.reference = "ok", "by the script's own value", item.tape
        if self.value is not None:
            check.items.insert(0, self.value)
        elif not self.fault:
            if not check.items:
                check.items.append(Item(VALUE, self.subject.result, self.base, None, 0.0, None, "ok"))
            same = "the same value" if not self.rounded else f"{self.rounded}, which is rounding"
            check.notes.append(f"the script, run {self.runs} times as plain Python, gives {same}")


def decide(item: Item, ruling: Ruling) -> None:
    """An item of the recorded program's check, once the script itself was asked."""
    if RANK[ruling.verdict] >= RANK.get(item.verdict, 3) and (ruling.verdict, item.verdict) != ("ok", "skipped"):
        if ruling.verdict == item.verdict == "ok":
            item.note = item.note or ruling.note or None
        return
    if ruling.verdict == "skipped" and item.verdict != "skipped":  # the recorded program is right, so far
        item.verdict, item.note = "skipped", ruling.note
        return
    item.verdict, item.note, item.formula = ruling.verdict, ruling.note or "by the script's own differences", None
    item.tape, item.reference = ruling.tape, ruling.reference
    item.rel_err, item.digits, item.proven = ruling.rel_err, ruling.digits, False


def agree(a: Any, b: Any, rtol: float = 0.0) -> bool:
    """Whether two runs of one computation came to the same values, to rounding. rtol: more than that of their dtype."""
    np = numpy()
    a, b = np.asarray(a), np.asarray(b)
    if a.shape != b.shape and a.size != b.size:
        return False
    a, b = a.reshape(-1), b.reshape(-1)
    rtol = max(rtol, FLOATS[min(width(a), width(b))].rtol)
    with np.errstate(all="ignore"):
        close = np.abs(a - b) <= rtol * np.maximum(np.abs(a), np.abs(b))
    return bool((close | (a == b) | ((a != a) & (b != b))).all())


def another(reported: Any, found: Any) -> Item:
    """That the traced run computed another value: the worst of its elements."""
    np = numpy()
    a, b = np.asarray(reported, float).reshape(-1), np.asarray(found, float).reshape(-1)
    note = "the traced run computed another value"
    if a.size != b.size:
        return Item(VALUE, None, None, None, None, None, "FAIL", f"{note}: of shape {np.shape(reported)}")
    with np.errstate(all="ignore"):
        off = np.abs(a - b) / np.maximum(np.abs(b), np.finfo(float).tiny)
    n = int(np.nanargmax(np.where(np.isnan(off), np.inf, off)))
    digits = max(0, math.floor(-math.log10(off[n]))) if 0 < off[n] < math.inf else 0
    return Item(VALUE, float(a[n]), float(b[n]), None, float(off[n]), digits, "FAIL", note)
