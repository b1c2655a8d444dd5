"""Which step is to blame for a value that is not finite, or that comes from one that is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core.forms import is_mpf, numpy
from ..core.trace import split
from ..errors import BREAKS, DomainFault
from .describe import describe
from .sharpen import NOTHING, magnitude
from .trusted import is_finite

if TYPE_CHECKING:
    from .derivatives import Subject


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
    return bool((value != value).any() if hasattr(value, "any") else value != value)


def is_number(value: Any) -> bool:
    """A number or an array of numbers: no truth, no tuple."""
    return hasattr(value, "__sub__") and value.__class__ is not bool and getattr(value, "dtype", None) != bool


def bad(value: Any, nan: bool) -> bool:
    """Whether a value is not finite, or is a nan."""
    return is_number(value) and (has_nan(value) if nan else not is_finite(value))


def blame(subject: Subject) -> Any:
    """The step that made the first value that is not finite on the way to the result."""
    made = producers(subject)
    step = made.get(subject.target)
    if step is None or not bad(step[2], False):
        return None
    while True:
        places, args = split(step)
        nan = has_nan(step[2])
        worse = [i for i, a in zip(places, args) if i in made and bad(a, nan)] or [
            i for i, a in zip(places, args) if i in made and bad(a, False) and not nan
        ]
        if not worse:
            return step
        step = made[worse[0]]


def endless_step(subject: Subject) -> Any:
    """The first step in mpmath whose value only the digits bound, as that of tan(pi/2)."""
    return next((s for s in subject.program.steps if is_mpf(s[2]) and magnitude(s[2]) > -NOTHING), None)


def origin_of_infinity(subject: Subject, step: Any) -> Any:
    """The step that made the infinite input of another."""
    made = producers(subject)
    for i, a in zip(*split(step)):
        if i in made and bad(a, False):
            return made[i]
    return None


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


def undefined_on_the_way(subject: Subject) -> Any:
    """The step without a value that a finite result was made of: to arithmetic 1/(1/0) is a number, to mathematics not.

    Each step's elements are followed to what they reach; a branch that was not selected reaches nothing.
    """
    tainted: dict[int, Any] = {}
    for step in subject.program.steps:
        try:
            mark = taint(step, tainted)
        except BREAKS:
            return None
        if mark is not False:
            tainted[step[0]] = mark
    if subject.target not in tainted:
        return None
    made, place = producers(subject), subject.target
    while True:
        step = made[place]
        inputs = [i for i in split(step)[0] if i in tainted]
        if own(step) is not False or not inputs:
            return step
        place = inputs[0]


def taint(step: Any, tainted: dict[int, Any]) -> Any:
    """Which elements of a step's value have none by rights: a truth, or an array of them where only some have not."""
    op, (places, args) = step[1], split(step)
    marks = [tainted.get(i, False) if i else False for i in places]
    here = own(step)
    if all(m is False for m in marks):
        return here
    if op.name == "where":
        np = numpy()
        chosen = args[0] if not hasattr(args[0], "astype") else args[0].astype(bool)
        passed = np.where(chosen, marks[1], marks[2]) | np.asarray(marks[0])
    elif op.elementwise:
        passed = marks[0]
        for m in marks[1:]:
            passed = passed | m
    elif op.kind == "linear":
        np = numpy()
        shapes = [getattr(a, "shape", ()) for a in args]
        passed = op.evaluate(
            *[np.broadcast_to(np.asarray(m, float), s) if s else float(m) for m, s in zip(marks, shapes)]
        )
        passed = passed > 0
    else:
        passed = any(m if isinstance(m, bool) else m.any() for m in marks)
    found = numpy().asarray(passed | here, bool)
    return (found if found.shape else True) if found.any() else False


def own(step: Any) -> Any:
    """Where a step makes a value that is not finite of finite ones, which is no overflow."""
    op, y, args = step[1], step[2], split(step)[1]
    if not is_number(y) or op.kind == "flat" and op.name != "floor_divide" or is_finite(y):
        return False
    if not op.elementwise or not getattr(y, "shape", ()):
        return all(is_finite(a) for a in args if is_number(a)) and not overflowed(op, y, args)
    np = numpy()
    finite = np.frompyfunc(is_finite, 1, 1)
    mark = ~finite(y).astype(bool)
    for a in args:
        mark = mark & finite(a).astype(bool) if getattr(a, "shape", ()) else mark & is_finite(a)
    return mark if mark.any() and not overflowed(op, y, args) else False


def overflowed(op: Any, y: Any, args: tuple[Any, ...]) -> bool:
    """Whether an op is infinite because its result is too large even for mpmath."""
    if op.name == "power":
        zero = args[0] == 0
        return not (zero.any() if hasattr(zero, "any") else zero) and not has_nan(y)
    return op.saturates and op.name != "gamma" and not has_nan(y)
