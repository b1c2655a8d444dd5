"""Cotangents as they come from the user and as the user gets them: shapes, dtypes, and whether they are finite."""

from __future__ import annotations

from typing import Any

from ..core.trace import Readable, Traced, plain, trace
from ..ops.values import complex_parts, like, shape_of


def begin(x: Any) -> str:
    """What to write for a number of Python's that is to be differentiated by."""
    return f"; what has one begins so: x = gradcli.Variable({x!r})" if isinstance(x, float) else ""


def check_traced(leaves: list[Any], what: str) -> None:
    """Only Tensors and Variables have gradients."""
    for x in leaves:
        if not hasattr(x, "at"):
            raise TypeError(f"a {what} must be a Tensor or a Variable, got {type(x).__name__}{begin(x)}")


def seed(g: Any, target: Any) -> Any:
    """A cotangent given by the user, in the target's shape."""
    g = g.read() if isinstance(g, Readable) else g
    shape = shape_of(target)
    if shape_of(g) != shape and not shape_of(g):
        return like(target.value, 1.0) * g
    if shape_of(g) != shape:
        raise ValueError(f"output_gradients of shape {shape_of(g)} do not fit a target of shape {shape}")
    return g if isinstance(g, Traced) and trace.write is not None else plain(g)


def as_source(g: Any, value: Any, ours: bool = False) -> Any:
    """A gradient as a value of the source's own dtype and shape, not aliased with anything: a copy, if not `ours`."""
    if complex_parts(g) and not complex_parts(value):  # what went through the complex numbers, and came back
        g = g.real
    if value.__class__ in (float, int) and not shape_of(g):
        return float(g)
    if hasattr(value, "dtype") and hasattr(g, "dtype"):
        if g.dtype != value.dtype and value.dtype.kind in "fc":
            g = g.astype(value.dtype) if g.shape else value.dtype.type(g)
        g = g if not g.shape or (ours and g.flags.c_contiguous) else g.copy()
    return g
