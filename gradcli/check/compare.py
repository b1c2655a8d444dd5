"""One claim under examination: each of its numbers against the references, and why it is not the reference."""

from __future__ import annotations

import math
import random
from functools import cached_property
from itertools import product
from time import process_time
from typing import TYPE_CHECKING, Any

from ..core.forms import numpy
from ..core.timer import limit
from ..errors import BREAKS
from ..interpreters.formula.forward import chain
from ..interpreters.formula.spelling import show
from ..interpreters.formula.symbolic import Formula, NoFormula
from ..interpreters.germs import Limit
from ..interpreters.lift import lift
from ..interpreters.numeric import Function, NoForm, TimeUp
from ..interpreters.references import Move, displacement, near, references
from ..ops.values import elements, is_complex, is_finite, shape_of
from ..results.check import Item
from .arbiter import DIRECTIONS, Ruling
from .claims import Claim, Question
from .distance import indices, measured, shown
from .verdict import MOST, Finding, Verdict, corner_of

if TYPE_CHECKING:
    from contextlib import AbstractContextManager


UNCLAIMED: Any = object()  # nothing was found here, and nothing is asked
FORMULA = 1.0  # seconds for one formula
LOOKS = 6  # how often a program runs for one derivative, in the time that is reckoned for a run
WHY = {"": "no limit was found", "time": "out of time", "assumed": "no digits decide it", "mixed": "no limit was found"}
REMOVABLE = "a formula without a value at this very point is left out: the singularity is removable"
CHAINED = 4  # orders up to which SymPy's partials are chained


class ClaimCheck:
    """A claim under examination."""

    def __init__(
        self, question: Question, claim: Claim, rtol: float | None, formula: Formula | None = None, kinks: bool = False
    ) -> None:
        """kinks: as in `check`."""
        self.question, self.claim, self.formula, self.kinks = question, claim, formula, kinks
        self.f = Function(question.program, question.point, set(claim.sources), question.seeds)
        self.judge = Verdict(question, claim, self.f, rtol)
        self.notes: list[str] = []

    def seconds(self) -> float:
        """About how long mpmath takes, for each element or, of many, along a few directions."""
        size = math.prod(getattr(self.f.point[n], "size", 1) for n in self.claim.sources)
        return self.f.once + self.f.cost * LOOKS * (size if size <= MOST else DIRECTIONS)

    def is_array(self) -> bool:
        """Whether there are several derivatives."""
        return len(elements(self.claim.found)) > 1

    def answer(self, deadline: float, ruling: Ruling | None = None) -> Item:
        """The claim's item. Whatever happens on the way, it is a verdict. ruling: that of float64, if it was asked."""
        self.f.deadline = deadline
        found = elements(self.claim.found)
        if wrong := self.misshapen():
            return Item(self.claim.path, None, None, None, None, None, "FAIL", wrong)
        if not found:
            return Item(self.claim.path, None, None, None, None, None, "ok", "no elements")
        if ruling is not None:
            return self.ruled(ruling)
        if any(is_complex(v) for v in found):
            return Item(self.claim.path, None, None, None, None, None, "skipped", "a complex number that is not finite")
        try:
            with self.in_time():
                if self.claim.by_row:
                    findings = self.by_row()
                else:
                    findings = self.by_element(found) if len(found) <= MOST else self.by_direction(found)
        except TimeUp:
            return Item(self.claim.path, shown(found[0]), None, None, None, None, "skipped", "out of time")
        except NoForm as error:
            return Item(self.claim.path, shown(found[0]), None, None, None, None, "skipped", str(error))
        worst = min(findings, key=Finding.rank)
        rel_err, formula = worst.rel_err, self.closed(worst)
        return Item(
            self.claim.path, worst.tape, worst.reference, formula, rel_err, worst.digits, worst.verdict, worst.note,
            all(f.proven for f in findings),
        )  # fmt: skip

    def ruled(self, ruling: Ruling) -> Item:
        """The item that a ruling of float64 amounts to."""
        digits = None if ruling.digits is None else min(ruling.digits, self.judge.format.digits)
        return ruling._replace(digits=digits).item(self.claim.path)

    def in_time(self) -> AbstractContextManager[None]:
        """Raises TimeUp when the deadline is over, whatever mpmath is doing."""
        return limit(self.f.deadline - process_time(), TimeUp)

    def closed(self, finding: Finding) -> str | None:
        """The closed form of a number, if it is small and has the reference's value; if another, a note says so."""
        if self.formula is None or finding.exact is None or any(m.weights is not None for m in finding.path):
            return None
        try:
            path = [(m.source, m.at) for m in finding.path]
            expression = self.formula.derivative(path, finding.output, FORMULA)
            value = self.formula.at_point(expression, FORMULA)
        except NoFormula:
            return None
        if near(value, finding.exact, tolerance=max(self.judge.rtol, 1e-9)):
            return show(expression)
        if is_finite(value):
            self.notes.append(f"{self.claim.path}: a formula was dropped, its value is not the reference's")
        else:
            self.notes.append(REMOVABLE)
        return None

    def misshapen(self) -> str | None:
        """What is wrong with the shape of what was found, if anything is."""
        target: tuple[int, ...] = ()
        if self.f.recorded is None:
            known = self.f.known if self.f.target not in self.f.live else self.question.program.values()
            target = shape_of({**known, **self.f.given}.get(self.f.target))
        shape = sum([getattr(self.f.point[n], "shape", ()) for n in self.claim.sources], start=target)
        if self.claim.by_row:
            shape = (*target, *shape[len(target) + 1 :])
        mine = getattr(self.claim.found, "shape", ())
        return None if tuple(mine) == shape else f"its shape is {tuple(mine)} instead of {shape}"

    # what is compared

    def paths(self) -> list[list[Move]]:
        """The path of each element of a claim, by sources; for each there is a number per value of the function."""
        shapes = [getattr(self.f.point[n], "shape", ()) for n in self.claim.sources]
        every = product(*map(indices, shapes))
        return [[Move(n, i) for n, i in zip(self.claim.sources, at)] for at in every]

    def by_element(self, found: list[Any]) -> list[Finding]:
        """Each element against the derivative along that element, until one fails."""
        paths, findings = self.paths(), []
        for n in range(len(paths)):
            findings += self.one(paths, n, found)
            if any(f.verdict == "FAIL" for f in findings):
                break
        return findings

    def by_row(self) -> list[Finding]:
        """A batch Jacobian: each element of a source against its own row of the target; of many, some at random."""
        paths, rows, findings = self.paths(), self.rows(), []
        if len(paths) > MOST:
            self.notes.append(f"{self.claim.path}: {MOST} of {len(paths)} columns compared, chosen at random")
            paths = random.Random(0).sample(paths, MOST)
        for path in paths:
            (batch, *at), found = path[0].at, self.claim.found
            mine = [found[(*row, *at)] if row[0] == batch else UNCLAIMED for row in rows]
            for row, finding in zip([r for r in rows if r[0] == batch], self.compare(path, mine, abs(found).max())):
                finding.note = f"at {[*row, *at]}" + (f": {finding.note}" if finding.note else "")
                findings.append(finding)
        return findings

    def one(self, paths: list[list[Move]], n: int, found: list[Any]) -> list[Finding]:
        """What was found along path number n, with its place in the notes."""
        sizes = [abs(measured(v)) for v in found if v is not None]
        findings = self.compare(paths[n], found[n :: len(paths)], max([s for s in sizes if is_finite(s)], default=0.0))
        if len(found) > 1:
            place = "".join(str(list(m.at)) for m in paths[n] if m.at)
            for k, finding in enumerate(findings):
                row = f"{list(self.rows()[k])}" if len(findings) > 1 else ""
                finding.note = f"at {row}{place}" + (f": {finding.note}" if finding.note else "")
        return findings

    def rows(self) -> list[tuple[int, ...]]:
        """The index of each value of the function."""
        return indices(shape_of(self.f.run({})[self.f.target])) if self.f.seeds is None else [()]

    def by_direction(self, found: list[Any]) -> list[Finding]:
        """Three random directions, the same every time, instead of each element; what is not finite by itself."""
        import mpmath

        np, toss, findings = numpy(), random.Random(0), []
        if lost := [k for k, v in enumerate(found) if v is None or not is_finite(measured(v))]:
            self.notes.append(f"{self.claim.path}: {len(lost)} of {len(found)} elements are not finite")
            paths = self.paths()
            return [f for k in lost[:MOST] for f in [self.one(paths, k % len(paths), found)[k // len(paths)]]]
        self.notes.append(f"{self.claim.path}: {len(found)} elements, compared along three random directions")
        for _ in range(DIRECTIONS):
            path: list[Move] = []
            contracted = np.asarray([lift(measured(v)) for v in found], object)
            weights = [
                np.asarray([mpmath.mpf(toss.uniform(-1, 1)) for _ in elements(self.f.inputs[n])], object)
                for n in self.claim.sources
            ]
            for n, w in zip(reversed(self.claim.sources), reversed(weights)):
                contracted = contracted.reshape(-1, len(w)) @ w
                value = self.f.inputs[n]
                path.insert(0, Move(n, (), w.reshape(value.shape)) if getattr(value, "shape", ()) else Move(n))
            findings += self.compare(path, list(contracted), max(abs(v) for v in contracted))
        for finding in findings:
            finding.tape, finding.reference = as_float(finding.tape), as_float(finding.reference)
            finding.digits = finding.digits and min(finding.digits, self.judge.format.digits)
            finding.note = "along a random direction" + (f": {finding.note}" if finding.note else "")
        return findings

    # how

    def compare(self, path: list[Move], found: list[Any], largest: Any) -> list[Finding]:
        """What was found along a path, one number per value of the function, against the references."""
        chained = self.chained(path) if self.question.symbolic else None
        try:
            with self.in_time():
                found_by = references(self.f, path, self.judge.needed, self.question.exact)
        except (TimeUp, NoForm) as error:
            why = str(error) or "out of time"
            found_by = [Limit("unknown", doubt=why) for _ in found]
        findings = []
        for n, (v, d) in enumerate(zip(found, found_by)):
            if v is UNCLAIMED:
                continue
            c = chained[n] if chained else None
            if d.kind == "unknown" and c is not None:
                if corner := self.corner:
                    findings.append(Finding(shown(v), None, None, None, "skipped", corner))
                    continue
                d = Limit("exists", c, doubt="form")
            if d.kind == "undefined" and not self.inside(path):
                d = Limit("unknown", doubt="not verified at an infinite point")
            if d.kind == "unknown":
                findings.append(Finding(shown(v), None, None, None, "skipped", WHY.get(d.doubt or "", d.doubt)))
            else:
                findings.append(finding := self.judge.judge(path, n, v, d, largest))
                finding.path, finding.output, finding.exact, finding.proven = tuple(path), n, d.value, d.proven
                known = d.proven and c is not None and d.value is not None and finding.verdict != "ok"
                if known and not near(c, d.value, tolerance=1e-6):
                    self.notes.append(f"{self.claim.path}: SymPy's partials, chained, give another number")
        return findings

    @cached_property
    def corner(self) -> str:
        """Where the first step on the way sits on its kink, of which SymPy's partials are those of one side."""
        corner = corner_of(self.question.program, self.f)
        return corner and f"{corner}: balls have no form of what comes of it"

    def inside(self, path: list[Move]) -> bool:
        """Whether all that moves is finite."""
        return all(is_finite(v) for move in path for v in elements(self.f.inputs[move.source]))

    def chained(self, path: list[Move]) -> list[Any] | None:
        """The derivative along `path` from SymPy's partials of each step; None where they do not lead to the end."""
        import mpmath

        if not 0 < len(path) <= CHAINED:
            return None
        try:
            with self.in_time():
                env = self.f.run({})
                ways = [
                    (self.f.places[m.source], displacement(self.f.inputs[m.source], m, mpmath.mpf(1))) for m in path
                ]
                dot = chain(self.f.lines, env, ways, self.f.deadline)
        except (TimeoutError, TimeUp, NoForm, *BREAKS):
            return None
        if self.f.seeds is None:
            size = len(elements(env.get(self.f.target, self.f.still)))
            values = elements(dot[self.f.target]) if self.f.target in dot else [mpmath.mpf(0)] * size
        else:
            values = self.f.read({p: dot[p] for p, _ in self.f.seeds if p in dot})
        return values if all(mpmath.isfinite(v) for v in values) else None


def as_float(value: Any) -> float | None:
    """A number as a float; None stays None."""
    return None if value is None else float(value)
