"""gradcli.check(f, x) verifies the gradient of f at x, gradcli.check_gradient(f, g, x) a gradient g of your own.

A gradient against what arbitrates: balls that enclose the derivative of the recorded program, and SymPy's partials.

The reference is proven by germs, which know no rule of ours; SymPy's partials, chained, are a second opinion, and stand
in where germs do not run. Where the tape disagrees, the rules themselves are run at high precision: if they agree, only
rounding is at fault.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from time import process_time
from types import ModuleType
from typing import TYPE_CHECKING, Any

from ..core.forms import quiet
from ..core.program import Program
from ..errors import BREAKS
from ..interpreters.error_bounds import errors
from ..interpreters.formula.symbolic import ELEMENTS, STEPS, Formula, NoFormula
from ..interpreters.numeric import Function, NoForm, TimeUp, elements
from ..interpreters.on_kinks import on_kink
from ..results import VALUE
from ..results.check import Check, Item
from .claims import Claim, Question
from .compare import ClaimCheck
from .distance import shown
from .plain import agreed
from .recorded import NOTE, rule
from .values import valued

if TYPE_CHECKING:
    from ..answer.settle import Settled
    from ..answer.subject import Ask, Block, Subject
    from ..interpreters.germs import Point
    from .arbiter import Ruling

__all__ = ["Claim", "Question", "check", "verify"]

LONG = 100_000  # steps: a longer program gets no error bound
EXACT = 0.2  # of the time, which is what high precision may take where float64 would do
FLOATS = 0.6  # of the time, for float64
LEAST = 0.5  # seconds that it has in any case
WORKING = 50  # digits of what is not differenced
MARGIN = 4.0  # times a bound, which trusts the libraries to their units in the last place
BEYOND = "it differs from float64's by more than the rounding of that explains"


def verify(
    subject: Subject, settled: Settled, ask: Ask, exact: Callable[[], Subject] | None = None, seconds: float = 10.0,
    germs: Callable[[], Subject] | None = None,
) -> Check:  # fmt: skip
    """The check of everything that `eval` prints: a half of the Hessian, and no derivative twice.

    exact: makes the subject anew from the decimals as written, in mpmath, for more digits than a float has; germs: in
    germs, for any number of digits.
    """
    claims: dict[tuple[int, ...], Claim] = {}
    for block in settled.blocks:
        by = tuple(sorted(block.by))
        if by and (by == block.by or block.path.kind == "partials"):
            claims.setdefault(by, Claim(block.path, by, block.value))
    if exact is not None and ask.digits > 15:
        import mpmath

        with mpmath.workdps(2 * ask.digits + WORKING):
            subject = exact()
    question = Question(subject.program, subject.names, subject.values, list(claims.values()), symbolic=ask.symbolic)
    if germs is not None:
        question.exact = lambda: point_of(germs())
    value, kinks = (
        next((b.value for b in settled.blocks if not b.by), None),
        any(n.code == "kink" for n in settled.notes),
    )
    if not kinks and (items := agreed(question, value, ask.rtol, seconds)) is not None:
        return bounded(Check(items, symbolic=False), settled, subject.program)
    import mpmath

    found = check(question, ask.rtol, seconds, kinks)
    with mpmath.workdps(2 * ask.digits + WORKING):
        item = valued(question, value, ask.rtol, EXACT * seconds)
    if item is not None and (item.verdict != "ok" or not found.items):
        found.items.insert(0, item)
    return bounded(found, settled, subject.program)


def bounded(found: Check, settled: Settled, program: Program) -> Check:
    """The same, but a number in place of float64's that float64's rounding does not explain is wrong, whoever says so.

    It is the one thing that does not hang on germs where they have the number and its reference both.
    """
    floats = {raw.path: raw for raw in settled.raw if raw.error is not None}
    far = [b for b in settled.blocks if (raw := floats.get(b.path)) and raw is not b and beyond(b, raw)]
    for block in far if far and not at_kink(program) else ():
        item = next((i for i in found.items if i.path == block.path), None)
        if item is None and not block.by:
            number = shown(next(iter(elements(block.value))))
            found.items.insert(0, item := Item(VALUE, number, None, None, None, None, "FAIL"))
        if item is not None:
            item.verdict, item.note, item.proven = "FAIL", BEYOND, False
    return found


def beyond(block: Block, raw: Block) -> bool:
    """Whether some number is farther from float64's than the bound of its rounding."""
    numbers, floats, errors = (list(elements(v)) for v in (block.value, raw.value, raw.error))
    errors *= len(numbers) // len(errors)
    return any(abs(float(a) - float(b)) > MARGIN * e for a, b, e in zip(numbers, floats, errors) if None not in (a, b))


def point_of(subject: Subject) -> Point:
    """A subject as germs are asked of it."""
    from ..interpreters.germs import Point

    return Point(subject.program, subject.values, subject.constant)


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


class Checking(ModuleType):
    """The package as the function of its name in the library: gradcli.check(f, x)."""

    def __call__(self, f: Any, *args: Any, **about: Any) -> float:
        """Verify the gradient of f that gradcli finds: see `gradcli.check.functions.check`."""
        __tracebackhide__ = True
        from .functions import check

        return check(f, *args, **about)


sys.modules[__name__].__class__ = Checking
