"""A study: a program at a point, and all that was asked of it: value, gradient, higher derivatives.

The numbers come in blocks, one per path (`value`, `grad.x`, `hessian.x.y`, ...), each a number or an array. The same
sweeps fill them whatever the numbers are: floats, or mpmath's when more digits are needed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations_with_replacement
from typing import Any

from ..core.forms import numpy
from ..core.program import Program
from ..core.reach import inputs, lineage
from ..core.trace import Listener, Tensor, plain
from ..errors import GradcliError, suggestion
from ..interpreters.reverse import reverse
from ..ops.layout import spread
from ..ops.values import is_complex, like, shape_of
from ..results import VALUE, Path
from .subject import Ask, Block, Subject

STEPS = 100_000  # of a program that is differentiated once more
LIMIT = 10_000  # partials of one study, and elements of a target that are swept one by one


def jacobians(
    program: Program, place: int, value: Any, sources: Sequence[Any], absorb: bool, hint: str = "sum the result"
) -> list[Any]:
    """The derivative of the value at a place by each of the program's sources, whose values are given."""
    if getattr(value, "size", 1) > LIMIT:
        raise GradcliError(f"{value.size} rows of derivatives are too many", code="too-large", hint=hint)

    def swept(g: Any) -> dict[int, Any]:
        return reverse(program, [(place, g)], absorb)

    found: Iterable[Any] = [None] * len(sources)
    if place and not shape_of(value):
        found = map(swept(like(value, 1.0)).get, program.sources)
    elif place:
        from ..interpreters.stacked import jacobian

        found = jacobian(program, place, value, zip(program.sources, sources), swept, not absorb)
    return [gather(g, shape_of(value), source) for g, source in zip(found, sources)]


def gather(g: Any, shape: tuple[int, ...], source: Any) -> Any:
    """One source's Jacobian, of shape target + source: zeros where there is none, real for a real source."""
    if g.__class__ is float is source.__class__:
        return g
    if g is None:
        if source.__class__ is float and not shape:
            return 0.0
        zero = like(source, 0.0)
        return spread(zero, shape + shape_of(source)) if shape else zero
    if is_complex(g) and not is_complex(source):
        from ..ops.complex import real

        g = real(g)
    return g if shape or shape_of(g) == shape_of(source) else g * like(source, 1.0)


def first(subject: Subject, absorb: bool = False) -> list[Any]:
    """The gradient, or the Jacobian of a target that is an array, by each source."""
    return jacobians(subject.program, subject.target, subject.result, subject.values, absorb)


def recorded(subject: Subject, absorb: bool = False) -> tuple[Program, list[Any]]:
    """The program followed by its own reverse sweep: value and gradient as one program, and the gradient."""
    with Listener() as ear:
        gradient = first(subject, absorb)
    steps = [*subject.program.until(), *ear.steps]
    return Program(subject.program.sources, [getattr(g, "at", 0) for g in gradient], steps), gradient


def second(subject: Subject, absorb: bool = False) -> tuple[list[Any], dict[tuple[int, ...], Any]]:
    """The gradient, and the blocks of the Hessian by sources: the gradient's own program, differentiated."""
    from ..interpreters.number_rows import half, of_numbers

    program, gradient = recorded(subject, absorb)
    if not absorb and of_numbers(program):
        found = {at: g for (n, m), g in half(program, program.targets).items() for at in ((n, m), (m, n))}
    else:
        found = in_blocks(subject, program, gradient, absorb)
    shapes, every = [shape_of(g) for g in gradient], range(len(gradient))
    return gradient, {
        (n, m): found[n, m] if (n, m) in found else gather(None, shapes[n], subject.values[m])
        for n in every for m in every
    }  # fmt: skip


def in_blocks(subject: Subject, program: Program, gradient: list[Any], absorb: bool) -> dict[tuple[int, int], Any]:
    """The blocks of the Hessian, each row of them by the steps that make it."""
    made = {step[0]: step for step in program.steps}
    found: dict[tuple[int, int], Any] = {}
    for n, g in enumerate(gradient):
        place, value = getattr(g, "at", 0), plain(g)
        steps = lineage(made, place)
        met = {i for step in steps for i in inputs(step)} | {place}
        later = [m for m in range(n, len(subject.names)) if program.sources[m] in met]  # the rest is so by symmetry
        part = Program([program.sources[m] for m in later], [place], steps, program.active)
        rows = jacobians(part, place, value, [subject.values[m] for m in later], absorb, "ask for --order 1")
        for m, row in zip(later, rows):
            found[m, n] = turned(plain(row), len(shape_of(value)))
            found[n, m] = row
    return found


def turned(block: Any, axes: int) -> Any:
    """A block of the Hessian with its first `axes` axes moved behind the others."""
    if not getattr(block, "shape", ()):
        return block
    order = (*range(axes, block.ndim), *range(axes))
    return block.transpose(order)


def series(subject: Subject, order: int) -> list[Any]:
    """[f, f', ..., f^(order)] along the one scalar source: by Taylor coefficients, or sweep by sweep.

    The sweeps serve what has no series (a determinant, a norm): each order makes the program a few times longer.
    """
    from ..interpreters.taylor import NoSeries, taylor

    try:
        (coefficients,) = taylor(subject.program, subject.values, [like(subject.values[0], 1.0)], order)
    except NoSeries:
        return swept(subject, order)
    factor, found = 1, []
    for n, c in enumerate(coefficients):
        factor *= max(n, 1)
        found.append(c * factor)
    return found


def swept(subject: Subject, order: int) -> list[Any]:
    """[f, f', ..., f^(order)] by differentiating the last sweep's own program. GradcliError: it grows too long."""
    source, steps = subject.program.sources[0], list(subject.program.until())
    found = [subject.result]
    at, seed = subject.target, like(subject.result, 1.0)
    for _ in range(order):
        program = Program([source], [at], steps).needed()
        if len(program.steps) > STEPS:
            raise GradcliError(
                f"order {order} is out of reach: order {len(found)} takes {len(program.steps)} steps", code="order",
                hint="ask for a lower --order",
            )  # fmt: skip
        with Listener() as ear:
            g = reverse(program, [(at, seed)]).get(source)
        found.append(plain(g) if g is not None else like(subject.result, 0.0))
        if not isinstance(g, Tensor):
            return found + [like(subject.result, 0.0)] * (order + 1 - len(found))
        steps = [*program.steps, *ear.steps]
        at = g.at
    return found


def mixed(subject: Subject, path: tuple[int, ...], absorb: bool = False) -> Any:
    """One mixed partial of scalar sources, asked in a fixed order so that every order of asking agrees."""
    last = max(path, key=lambda n: (path.count(n), -n))  # the variable asked most often is taken as a Taylor series
    current, at = subject, subject.target
    steps = list(subject.program.until())
    for n in sorted(n for n in path if n != last):
        part = Program([subject.program.sources[n]], [at], steps)
        with Listener() as ear:
            found = reverse(part, [(at, like(current.result, 1.0))], absorb)
        g = found.get(subject.program.sources[n])
        if not isinstance(g, Tensor):
            return like(subject.result, 0.0) if g is None or path.count(last) else g
        steps += ear.steps
        at = g.at
        current = Subject(Program(subject.program.sources, [at], steps), subject.names, subject.values)
    one = Subject(
        Program([subject.program.sources[last]], [at], steps), (subject.names[last],), (subject.values[last],)
    )
    return series(one, path.count(last))[-1]


def blocks(subject: Subject, ask: Ask, absorb: bool = False) -> list[Block]:
    """Everything that was asked, in the order in which it is printed; some of it Tensors, which have places."""
    found: dict[tuple[int, ...], Any] = {(): subject.result}
    scalar = not shape_of(subject.result)
    if ask.order == 1:
        found.update(((n,), g) for n, g in enumerate(first(subject, absorb)))
    if ask.order >= 2 and not scalar:
        raise GradcliError(
            "derivatives of order 2 and above are those of a number, and the value is an array", code="order",
            hint="sum the result, take one element, or ask for --order 1",
        )  # fmt: skip
    if ask.order >= 2:
        gradient, hessian = second(subject, absorb)
        found |= {(n,): g for n, g in enumerate(gradient)} | hessian
    if (ask.order >= 3 or ask.partials) and not (scalar and not any(shape_of(v) for v in subject.values)):
        raise GradcliError(
            "partial derivatives, and those of order 3 and above, need numbers, not arrays", code="order",
            hint="make each element a variable of its own",
        )  # fmt: skip
    if ask.order >= 3 and len(subject.names) == 1:
        found = {(0,) * n: value for n, value in enumerate(series(subject, ask.order))} | found
    return [
        Block(path, by, found[by] if by in found else mixed(subject, by, absorb)) for path, by in asked(subject, ask)
    ]


def skeleton(subject: Subject, ask: Ask) -> list[Block]:
    """The blocks of `blocks`, each number a nan: where a rule has none though the function may have one."""

    def number(by: tuple[int, ...]) -> Any:
        shape = sum([shape_of(subject.values[n]) for n in by], start=shape_of(subject.result))
        return subject.result if not by else numpy().full(shape, math.nan) if shape else math.nan

    return [Block(path, by, number(by)) for path, by in asked(subject, ask)]


def asked(subject: Subject, ask: Ask) -> Iterator[tuple[Path, tuple[int, ...]]]:
    """The path of each block that was asked, in the order in which they are printed, and the sources it is by."""
    names, every = subject.names, range(len(subject.names))
    yield VALUE, ()
    if ask.order >= 1:
        word = "jacobian" if shape_of(subject.result) else "grad"
        yield from ((Path(word, names[n]), (n,)) for n in every)
    if ask.order >= 2:
        yield from ((Path("hessian", names[n], names[m]), (n, m)) for n in every for m in every)
    for by in asked_partials(names, ask):
        if ask.order < 3 or len(names) > 1:
            yield Path("partials", *[names[n] for n in by]), by
    if ask.order >= 2 and len(names) == 1 and not shape_of(subject.values[0]):
        yield from ((Path("derivatives", *names * n), (0,) * n) for n in range(ask.order + 1))


def asked_partials(names: tuple[str, ...], ask: Ask) -> Iterable[tuple[int, ...]]:
    """The mixed partials to compute, as positions of names: those asked by name, and all of order 3 to `order`."""
    for name in (name for path in ask.partials for name in path):
        if name not in names:
            apart = set(name) <= set(names)  # xy, of x and y
            hint = (
                f"write {','.join(name)}"
                if apart
                else suggestion(name, names, f"there are {', '.join(names) or 'none'}")
            )
            raise GradcliError(f"--partial: '{name}' is not a variable here", code="unknown-name", hint=hint)
    paths = [tuple(names.index(name) for name in path) for path in ask.partials]
    for n in range(3, ask.order + 1):
        if len(names) > 1:
            paths += combinations_with_replacement(range(len(names)), n)
    if len(paths) > LIMIT:
        raise GradcliError(
            f"{len(paths)} partial derivatives are too many", code="too-large", hint="ask with --partial"
        )
    return dict.fromkeys(paths)
