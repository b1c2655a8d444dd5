"""Every claim against germs and SymPy; what takes too long, against differences of the program in float64."""

from __future__ import annotations

from time import process_time
from typing import TYPE_CHECKING

from ..core.forms import quiet
from ..core.program import Program
from ..errors import BREAKS
from ..interpreters.error_bounds import errors
from ..interpreters.formula.symbolic import ELEMENTS, STEPS, Formula, NoFormula
from ..interpreters.numeric import Function, NoForm, TimeUp
from ..interpreters.on_kinks import on_kink
from ..results.check import Check
from .claims import WORKING, Claim, Question
from .compare import ClaimCheck
from .recorded import NOTE, rule

if TYPE_CHECKING:
    from .arbiter import Ruling

LONG = 100_000  # steps: a longer program gets no error bound
EXACT = 0.2  # of the time, which is what high precision may take where float64 would do
FLOATS = 0.6  # of the time, for float64
LEAST = 0.5  # seconds that it has in any case


def at_kink(program: Program) -> bool:
    """Whether some step sits on its kink, or may do so for all that rounding says."""
    return bool(on_kink(program, errors(program) if len(program.steps) < LONG else {}))


@quiet()
def check(question: Question, rtol: float | None = None, seconds: float = 10.0, kinks: bool = False) -> Check:
    """The verdict on each claim, an array's being that of its worst element.

    rtol: how far a right number may be off, relatively; 1e-9, for float32 1e-4. seconds: when to give up.
    kinks: some derivative is known not to exist, so that no order is smooth for certain.
    """
    import mpmath

    deadline, findings = process_time() + seconds, Check([], symbolic=question.symbolic)
    with mpmath.workdps(WORKING):
        formulas = Formulas(question, min(seconds / 4, 2.0))
        kinks = kinks or any(len(c.sources) > 1 for c in question.claims) and at_kink(question.program)
        asked = [ClaimCheck(question, claim, rtol, formulas.of(claim), kinks) for claim in question.claims]
        heavy = [n for n, one in enumerate(asked) if one.seconds() > EXACT * seconds / len(asked)]
        rulings = ruled(asked, heavy, seconds)
        for n, one in enumerate(asked):
            share = (deadline - process_time()) / (len(asked) - n)
            findings.items.append(one.answer(process_time() + max(share, 0.02), rulings.get(n)))
        left = [n for n, i in enumerate(findings.items) if i.verdict == "skipped" and n not in heavy]
        late = ruled(asked, left, seconds)
        for n, ruling in late.items():
            findings.items[n] = asked[n].ruled(ruling)
    if rulings or late:
        findings.notes.append(told(asked, [*rulings, *late], seconds))
    guards = any(one.f.guards for one in asked)
    if any(one.f.flipped for one in asked):
        findings.notes.append("a branch is decided at this very point; verified for the branch taken")
    elif guards:
        findings.notes.append("verified for the branches taken")
    findings.notes += list(dict.fromkeys(note for one in asked for note in one.notes))
    return findings


def ruled(asked: list[ClaimCheck], chosen: list[int], seconds: float) -> dict[int, Ruling]:
    """What float64 says of some claims, where it says anything."""
    if not chosen:
        return {}
    deadline = process_time() + max(FLOATS * seconds, LEAST)
    found = rule(asked[0].question, [asked[n].claim for n in chosen], deadline)
    return {n: ruling for n, ruling in zip(chosen, found) if ruling is not None}


def told(asked: list[ClaimCheck], chosen: list[int], seconds: float) -> str:
    """That some claims were compared in float64, and how long more digits would take."""
    arrays = ", arrays along three random directions" if any(asked[n].is_array() for n in chosen) else ""
    said = f"{len(chosen)} of {len(asked)} compared with {NOTE}{arrays}"
    took = sum(asked[n].seconds() for n in chosen) / EXACT
    return said if took <= seconds else f"{said}; --timeout {took:.0f} allows 100 digits"


class Formulas:
    """The closed form of what is differentiated, while it is small, a source that others make written out in them."""

    def __init__(self, question: Question, seconds: float) -> None:
        self.question, self.deadline = question, process_time() + seconds
        made = {step[0] for step in question.program.steps}
        self.free = {n for n, p in enumerate(question.program.sources) if p not in made}
        self.known: dict[frozenset[int], Formula | None] = {}

    def of(self, claim: Claim) -> Formula | None:
        """The formula in the sources of a claim and all that no step makes."""
        if not self.question.symbolic:
            return None
        moving = frozenset(self.free.union(claim.sources))
        if moving not in self.known:
            self.known[moving] = self.closed(moving)
        return self.known[moving]

    def closed(self, moving: frozenset[int]) -> Formula | None:
        """The formula in these sources, or None."""
        q, left = self.question, self.deadline - process_time()
        try:
            if left <= 0 or len(q.program.steps) > STEPS or any(getattr(v, "size", 1) > ELEMENTS for v in q.point):
                return None
            return Formula(Function(q.program, q.point, moving, q.seeds), q.names, left)
        except (NoFormula, NoForm, TimeUp, *BREAKS):
            return None
