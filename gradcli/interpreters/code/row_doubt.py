"""Which rows of a table deserve a second look, decided for all of them at once.

A row is in doubt where a step sits on its kink, or would within its rounding error; where a number underflows; and
where the error bound of an output leaves fewer digits than asked for. The bound is that of `error_bounds`, recorded
as steps of the same line: each adds its own rounding and passes on its inputs' errors through its partials.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...core.calls import ONE
from ...core.forms import numpy
from ...core.program import Program
from ...core.trace import Listener, Step, Tensor, Traced, tick
from ...errors import BREAKS
from ...ops.arithmetic import multiply, power
from ...ops.branches import absolute, where
from ..error_bounds import EXACT, SMALL, TINY, UNIT
from ..reverse import reverse
from .straight_line import Line, Watch, simplified

Error = Any  # a Tensor, a float, or None: exact


def on_kinks(steps: Iterable[Step]) -> list[Step]:
    """The steps, each that may sit where it has no derivative followed by the question whether it does."""
    found: list[Step] = []
    for step in steps:
        found.append(step)
        op, places, args = step[1], step[3], step[5]
        if op.compares or op.kind in ("smooth", "branch"):  # of others, what is not finite does not come out finite
            read = [n for n, i in enumerate(places) if i and not (op.selects and n)]
            moving = tuple(places[n] for n in read), None, tuple(args[n] for n in read)
            found.append((tick(), NOT_FINITE, None, *moving))
        if op.kinks is None:
            continue
        if op is power.op and not places[1] and args[1] >= 0 and args[1] % 1 == 0:
            continue
        found.append((tick(), Watch(op.kinks), None, places, None, args))
    return found


def not_finite(*values: Any) -> Any:
    """Where a step is given what is no finite number, and may make one of it."""
    np = numpy()
    found = ~np.isfinite(values[0]) if values else False
    for v in values[1:]:
        found |= ~np.isfinite(v)
    return found


NOT_FINITE = Watch(not_finite)


def doubted(line: Line, digits: int, given: Iterable[tuple[int, float]] = ()) -> Line:
    """The line with its error bounds, and the questions whether they leave so many digits of every output.

    given: how far a source, by its place, may be from what is meant.
    """
    errors: dict[int, Error] = {place: error for place, error in given if error}
    steps: list[Step] = []
    for step in line.steps:
        steps.append(step)
        if isinstance(step[1], Watch):
            continue
        with Listener() as ear:
            watches = near_kink(step, errors)
            errors[step[0]] = error_of(step, errors)
        steps += ear.steps
        steps += watches
    tolerance = 0.5 * 10.0**-digits
    watch = Watch(lambda e, v: ~(e <= tolerance * numpy().abs(v)))
    for o in line.outputs:
        if (e := errors.get(o.at)) is not None:
            steps.append(asked(watch, e, Tensor(o.value, o.at)))
    return simplified(Line(line.sources, line.outputs, steps))


def asked(watch: Watch, *args: Any) -> Step:
    """A question about Tensors and numbers, as a step."""
    places = tuple(a.at if isinstance(a, Traced) else 0 for a in args)
    return (tick(), watch, None, places, None, tuple(a.value if isinstance(a, Traced) else a for a in args))


def error_of(step: Step, errors: dict[int, Error]) -> Error:
    """The error bound of a step's value: its own rounding, and what it passes on."""
    at, op, value, places, _, args = step
    if op.kind == "flat" or value.__class__ is bool:
        return None
    inherited = [errors.get(i) if i else None for i in places]
    moving = [e for e in inherited if e is not None]
    total = own_rounding(op, Tensor(value, at), places, args)
    if not moving:
        return total
    if op.selects:
        return plus(total, where(Tensor(args[0], places[0]), *[0.0 if e is None else e for e in inherited[1:]]))
    for i, partial in partials(step).items():
        if (e := errors.get(i)) is None:
            continue
        total = plus(total, e if partial is ONE else absolute(partial) * e)
    return total


def own_rounding(op: Any, y: Tensor, places: tuple[int, ...], args: tuple[Any, ...]) -> Error:
    """What rounding the result adds: a few units in the last place; where a function underflows, the least number."""
    if op.ulps == 0.0 or (op is multiply.op and any(not i and a in EXACT for i, a in zip(places, args))):
        return None
    operands = [Tensor(a, i) if i else a for i, a in zip(places, args)]
    e = op.ulps(y, *operands) * UNIT if callable(op.ulps) else absolute(y) * (op.ulps * UNIT)
    return e + TINY if op.saturates and op.evaluate(0.0) != 0.0 else e


def plus(a: Error, b: Error) -> Error:
    """The sum of two bounds, of which one may be exact."""
    return b if a is None else a if b is None else a + b


def partials(step: Step) -> dict[int, Any]:
    """The partial derivatives of one step by the places it reads, recorded."""
    part = Program([i for i in dict.fromkeys(step[3]) if i], [step[0]], [step])
    try:
        return reverse(part, [(step[0], ONE)])
    except BREAKS:
        return dict.fromkeys(part.sources, float("nan"))


def near_kink(step: Step, errors: dict[int, Error]) -> list[Step]:
    """Whether the inputs' errors reach as far as the op's next kink; and whether a product of numbers underflows."""
    _, op, value, places, _, args = step
    operands = [Tensor(a, i) if i else a for i, a in zip(places, args)]
    inherited = [e for i in places if i and (e := errors.get(i)) is not None]
    found = []
    if (gap := op.gap) is not None and inherited:
        error = inherited[0] if len(inherited) == 1 else inherited[0] + inherited[1]
        found.append(asked(Watch(lambda e, *xs: numpy().abs(gap(*xs)) <= e), error, *operands))
    if len(args) == 2 and op.kind in ("bilinear", "smooth"):
        found.append(asked(UNDERFLOWS, Tensor(value, step[0]), *operands))
    return found


def underflows(y: Any, a: Any, b: Any) -> Any:
    """Where a result of numbers other than 0 is too small for all its digits."""
    small = numpy().abs(y) < SMALL
    return small & (a != 0) & (b != 0) if small.any() else False


UNDERFLOWS = Watch(underflows)
