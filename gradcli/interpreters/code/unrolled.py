"""A program of small arrays as one of numbers: every element a scalar, every step of arrays the steps of its elements.

A step's own form for arrays of objects is run on arrays of Tensors while somebody listens: it writes what it does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...core.forms import numpy, quiet
from ...core.program import Program, replay
from ...core.trace import Listener, Step, Tensor, place, split
from ...errors import BREAKS

ELEMENTS = 10_000  # of one array


class NotUnrolled(Exception):
    """A step has no form of scalars, or chooses by values; the message says which."""


@quiet()
def unrolled(program: Program, values: tuple[Any, ...]) -> Program:
    """The same function of the same scalar sources, in steps of numbers alone. Raises NotUnrolled."""
    if all(plain_number(s[2]) and all(map(plain_number, split(s)[1])) for s in program.steps):
        return program
    starts = [Tensor(v) for v in values]
    for t in starts:
        place(t)
    with Listener() as ear:
        try:
            given = dict(zip(program.sources, starts))
            env = replay([s for s in program.until() if s[0] not in given], given, scalar_steps, boxed)
        except BREAKS as error:
            raise NotUnrolled(str(error)) from None
    steps = ear.steps
    if any(s[1].guards for s in steps):
        raise NotUnrolled("elements are chosen by their values")
    target = env.get(program.targets[0])
    if getattr(target, "shape", ()):
        raise NotUnrolled("the value is an array")
    return Program([t.at for t in starts], [target.at if isinstance(target, Tensor) else 0], steps)


def plain_number(value: Any) -> bool:
    """Whether a value is no array and not several values."""
    return not getattr(value, "shape", ()) and value.__class__ is not tuple


def boxed(value: Any) -> Any:
    """A recorded value: an array as one of objects, a number as it is."""
    if not getattr(value, "shape", ()):
        return value
    if value.size > ELEMENTS:
        raise NotUnrolled(f"an array of {value.size} elements")
    return value.astype(object)


def scalar_steps(step: Step, args: list[Any]) -> Any:
    """A step on Tensors, or on arrays of them, written as steps of numbers."""
    np, op = numpy(), step[1]
    if not any(getattr(a, "shape", ()) and not isinstance(a, Tensor) for a in args) and op.elementwise:
        return op.call(*args)
    if op.elementwise:
        return unboxed(np.frompyfunc(op.call, len(args), 1)(*args))
    if (two := op.overrides.get("elements")) is not None:
        return folded(two, args[0], *op.params[:2])
    if op.kind == "general":
        raise NotUnrolled(f"{op.name} is of arrays")
    return unboxed(op.evaluate(*[box(a) for a in args]))


def box(value: Any) -> Any:
    """A number as an array of no axes that holds it."""
    if getattr(value, "shape", ()) and not isinstance(value, Tensor):
        return value
    found = numpy().empty((), object)
    found[()] = value
    return found


def unboxed(value: Any) -> Any:
    """What an array of no axes holds; anything else as it is."""
    return value[()] if getattr(value, "dtype", None) is not None and not value.shape else value


def folded(
    f: Callable[[Any, Any], Any], array: Any, axis: tuple[int, ...] | None = None, keepdims: bool = False
) -> Any:
    """The elements along axes, taken together two at a time."""
    np = numpy()
    for n in sorted(range(array.ndim) if axis is None else axis, reverse=True):
        array = np.frompyfunc(f, 2, 1).reduce(array, axis=n, keepdims=keepdims)
    return unboxed(array)
