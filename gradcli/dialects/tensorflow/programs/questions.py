"""What a tape is asked and what it answers: targets and sources, seeds, gradients and Jacobians as tensors."""

from __future__ import annotations

import enum
from typing import Any

import numpy as np

from ....core.program import Program
from ....core.reach import ancestors, inputs
from ....core.trace import Traced, held, place, plain
from ....ops.indexing import getitem
from ....ops.values import like, shape_of
from ....tape.cotangents import seed
from ..ops.elementary import conjugate
from ..tensors import EagerTensor, TensorShape, as_dtype, cast, convert, export, flatten, string
from ..tensors.convert import NONE
from ..tensors.errors import mismatch, unlike
from ..tensors.operands import retyped


@export("UnconnectedGradients")
class UnconnectedGradients(enum.Enum):
    """What to answer where no path leads from a source to the target."""

    NONE = "none"
    ZERO = "zero"


def diagonal(whole: Any, rank: int) -> Any:
    """The blocks of a Jacobian where both batches are at the same place."""
    n = np.arange(whole.shape[0])
    return getitem(whole, (n, *(slice(None),) * (rank - 1), n))


def passed(program: Program) -> set[int]:
    """The places that the way back from the targets leads through: the inputs of every step on it."""
    way = ancestors(program.steps, program.targets)
    return {i for step in program.steps if step[0] in way for i in inputs(step)}


def wants_zero(unconnected: Any) -> bool:
    """Whether unconnected sources get zeros; ValueError for a word that is not known."""
    try:
        return UnconnectedGradients(unconnected) is UnconnectedGradients.ZERO
    except ValueError:
        raise ValueError(f"Unknown value for unconnected_gradients: {unconnected!r}") from None


def check(targets: list[Any], sources: list[Any]) -> None:
    """Only tensors and Variables have gradients; the errors are those that TensorFlow happens to raise."""
    for x in [x for x in targets if x is None or not hasattr(x, "at")]:
        if x is None or isinstance(x, TensorShape | str):
            raise TypeError(f"Cannot convert the argument `type_value`: {x!r} to a TensorFlow DType.")
        wanted = "_id" if hasattr(x, "dtype") else "dtype"
        raise AttributeError(f"'{qualified(x)}' object has no attribute '{wanted}'")
    for x in [x for x in sources if not hasattr(x, "at")]:
        if isinstance(x, float | int | complex | np.ndarray | np.generic):
            raise AttributeError(f"'{qualified(x)}' object has no attribute '_id'")
        raise TypeError(f"Cannot convert the argument `type_value`: {x!r} to a TensorFlow DType.")
    for x in targets:
        place(x)


def qualified(x: Any) -> str:
    """The class of x as CPython's own messages call it."""
    cls = type(x)
    return f"{cls.__module__}.{cls.__name__}" if cls.__module__ == "numpy" else cls.__name__


def seeded(targets: list[Any], given: Any) -> list[tuple[int, Any]]:
    """(place, cotangent) per target that is a float: ones, or what the user gives in their stead."""
    outputs: list[Any] = [] if given is None else flatten(given)
    if any(o is None for o in outputs):
        raise ValueError(NONE)
    seeds = []
    for n, t in enumerate(targets):
        if t.dtype is string:
            continue
        g = like(held(t), 1.0)
        if n < len(outputs):
            g = convert(outputs[n]) if hasattr(outputs[n], "dtype") else convert(outputs[n], t.dtype)
            if g.dtype is not t.dtype:
                raise mismatch("Mul", 1, g.dtype, t.dtype)
        g = conjugate(g) if as_dtype(t.dtype).is_complex else g
        try:
            seeds.append((t.at, seed(g, EagerTensor(held(t))) if n < len(outputs) else g))
        except ValueError:
            raise unlike("Mul", shape_of(g), tuple(t.shape)) from None
    return seeds


def source_like(source: Any, c: float) -> EagerTensor:
    """A tensor full of c, shaped and typed as the source; of texts, empty ones."""
    if source.dtype is string:
        return convert(np.full(tuple(source.shape), b"", object)) if tuple(source.shape) else convert("")
    return retyped(EagerTensor(like(held(source), c)), as_dtype(source.dtype))


def answer(g: Any, source: Any) -> EagerTensor:
    """A cotangent as a tensor of the source's dtype."""
    if not isinstance(g, Traced) and hasattr(g, "shape") and g.shape:
        g = np.array(g)
    found: EagerTensor = cast(EagerTensor(plain(g), g.at if isinstance(g, Traced) else 0), as_dtype(source.dtype))
    return conjugate(found) if as_dtype(source.dtype).is_complex else found


def assembled(g: Any, shape: tuple[int, ...], source: Any, zero: bool) -> Any:
    """A Jacobian as a tensor; zeros, or None, where no path leads."""
    if g is None or not as_dtype(source.dtype).trainable:
        size = shape + np.shape(held(source))
        return convert(np.zeros(size, as_dtype(source.dtype).as_numpy_dtype)) if zero else None
    return answer(g, source)
