"""Which step is to blame for a value that is not finite, or that comes from one that is not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ..core.trace import Step, split
from ..errors import DomainFault
from ..ops.values import is_finite
from .describe import describe

if TYPE_CHECKING:
    from .subject import Subject


def undefined(step: Any, hint: str | None, what: str | None = None, why: str = "") -> DomainFault:
    """The error for a step that has no value; it knows the step's place, so that the text can be pointed at."""
    fault = DomainFault(
        f"{what or (describe(step) if step else 'the expression')} is undefined{why}", code="domain", hint=hint
    )
    fault.place = step[0] if step else 0
    return fault


def producers(subject: Subject) -> dict[int, Any]:
    """The step that made each place."""
    return {s[0]: s for s in subject.program.steps}


def has_nan(value: Any) -> bool:
    """Whether a nan is in it."""
    if value.__class__ is tuple:
        return any(map(has_nan, value))
    return bool((value != value).any() if hasattr(value, "any") else value != value)


def first_not_finite(steps: Iterable[Step]) -> Step | None:
    """The first step whose value is not finite though its inputs are."""
    return next((s for s in steps if not is_finite(s[2]) and all(map(is_finite, split(s)[1]))), None)


def blame(subject: Subject) -> Any:
    """The step that made the first value that is not finite on the way to the result."""
    made = producers(subject)
    step = made.get(subject.target)
    if step is None or is_finite(step[2]):
        return None
    while True:
        places, args = split(step)
        nan = has_nan(step[2])
        worse = [i for i, a in zip(places, args) if i in made and (has_nan(a) if nan else not is_finite(a))]
        if not worse:
            return step
        step = made[worse[0]]


def origin_of_infinity(subject: Subject, step: Any) -> Any:
    """The step that made the infinite input of another."""
    made = producers(subject)
    return next((made[i] for i, a in zip(*split(step)) if i in made and not is_finite(a)), None)


def steep(subject: Subject) -> Any:
    """The last step with a partial that is not finite."""
    for step in reversed(subject.program.needed().steps):
        op, args = step[1], split(step)[1]
        if op.kind != "smooth" or not op.elementwise:
            continue
        for rule in op.vjp:
            try:
                d = rule(1.0, step[2], *args) if rule else 0.0
            except ArithmeticError:
                return step
            if not is_finite(d):
                return step
    return None
