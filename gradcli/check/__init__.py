"""gradcli.check(f, x) verifies the gradient of f at x, gradcli.check_gradient(f, g, x) a gradient g of your own.

A gradient against what arbitrates: balls that enclose the derivative of the recorded program, and SymPy's partials.

The reference is proven by germs, which know no rule of ours; SymPy's partials, chained, are a second opinion, and stand
in where germs do not run. Where the tape disagrees, the rules themselves are run at high precision: if they agree, only
rounding is at fault.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import ModuleType
from typing import TYPE_CHECKING, Any

from ..core.program import Program
from ..ops.values import elements
from ..results import VALUE
from ..results.check import Check, Item
from .claims import WORKING, Claim, Question
from .distance import shown
from .plain import agreed

if TYPE_CHECKING:
    from ..answer.settle import Settled
    from ..answer.subject import Ask, Block, Subject
    from ..interpreters.germs import Point

__all__ = ["Claim", "Question", "verify"]

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

    from .examine import EXACT, check
    from .values import valued

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
    if far:
        from .examine import at_kink

        far = [] if at_kink(program) else far
    for block in far:
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


class Checking(ModuleType):
    """The package as the function of its name in the library: gradcli.check(f, x)."""

    def __call__(self, f: Any, *args: Any, **about: Any) -> float:
        """Verify the gradient of f that gradcli finds: see `gradcli.check.functions.check`."""
        __tracebackhide__ = True
        from .functions import check

        return check(f, *args, **about)


sys.modules[__name__].__class__ = Checking
