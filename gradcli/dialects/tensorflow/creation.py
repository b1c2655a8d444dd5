"""Tensors from nothing: zeros, ranges, and what the shape of another tells."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from .casting import cast, pair
from .convert import constant, convert, is_tensor, normal, wrap
from .dtypes import as_dtype, bool_, float32, int32, int64, string
from .errors import bracket, invalid
from .kernel_dtypes import check
from .names import NAMES, export
from .operands import lengths, numbers, whole
from .shapes import TensorShape
from .tensor import EagerTensor


def filled(shape: Any, c: Any, dtype: Any) -> EagerTensor:
    """A tensor full of c."""
    dtype, to = as_dtype(dtype), lengths(shape)
    for n in to:
        if n < 0:
            raise invalid(f"Dimension {n} must be >= 0", "Fill")
    if dtype is string:
        array = np.empty(to, object)
        array.fill(b"")
        return EagerTensor(array if to else b"")
    return wrap(normal(np.full(to, c, dtype.as_numpy_dtype)), dtype)


@export("zeros")
def zeros(shape: Any, dtype: Any = float32, name: Any = None, layout: Any = None) -> EagerTensor:
    """All zeros."""
    return filled(shape, 0, dtype)


@export("ones")
def ones(shape: Any, dtype: Any = float32, name: Any = None, layout: Any = None) -> EagerTensor:
    """All ones."""
    return filled(shape, 1, dtype)


def like(c: int) -> Any:
    """zeros_like, ones_like."""

    def call(input: Any, dtype: Any = None, name: Any = None, layout: Any = None, optimize: bool = True) -> EagerTensor:
        x = convert(input)
        return filled(getattr(x.value, "shape", ()), c, dtype or x.dtype)

    call.__name__ = call.__qualname__ = "ones_like" if c else "zeros_like"
    call.__doc__ = f"All {'ones' if c else 'zeros'}, in the shape and dtype of another tensor."
    return export(call.__name__)(call)


zeros_like, ones_like = like(0), like(1)


@export("fill")
def fill(dims: Any, value: Any, name: Any = None, layout: Any = None) -> Any:
    """A tensor full of a value, whose dtype it has."""
    from .padding import broadcast_to

    for n in lengths(dims):
        if n < 0:
            raise invalid(f"Dimension {n} must be >= 0", "Fill")
    c = convert(value)
    if c.ndim:
        raise invalid(f"value must represent a scalar, got shape {bracket(tuple(c.shape))}", "Fill")  # type: ignore[arg-type]
    return broadcast_to(c, lengths(dims))


@export("eye", "linalg.eye")
def eye(
    num_rows: Any, num_columns: Any = None, batch_shape: Any = None, dtype: Any = float32, name: Any = None
) -> EagerTensor:
    """The identity matrix, or a stack of them."""
    rows = whole(num_rows)
    if rows < 0:
        raise invalid(f"Dimension {rows} must be >= 0", "Fill")
    one = np.eye(rows, rows if num_columns is None else whole(num_columns), dtype=as_dtype(dtype).as_numpy_dtype)
    if batch_shape is not None:
        one = np.broadcast_to(one, (*lengths(batch_shape), *one.shape)).copy()
    return wrap(one, as_dtype(dtype))


@export("range")
def range_(start: Any, limit: Any = None, delta: Any = 1, dtype: Any = None, name: Any = "range") -> EagerTensor:
    """Numbers from start up to limit, by delta."""
    if limit is None:
        start, limit = 0, start
    ends = [convert(v) for v in (start, limit, delta)]
    if dtype is None:
        order = [int32, int64, as_dtype("float16"), float32, as_dtype("float64")]
        known = [e.dtype for e in ends]
        dtype = max(known, key=lambda d: order.index(d) if d in order else len(order))
    dtype = as_dtype(dtype)
    low, high, step = (np.asarray(e.value).item() for e in ends)
    if step == 0:
        raise invalid("Requires delta != 0: 0", "Range")
    if (high - low) * step < 0:
        sign = "<=" if step > 0 else ">="
        raise invalid(f"Requires start {sign} limit when delta {'>' if step > 0 else '<'} 0: {low}/{high}", "Range")
    count = max(math.ceil((high - low) / step), 0)
    return wrap((low + step * np.arange(count)).astype(dtype.as_numpy_dtype), dtype)


@export("linspace", v1=("lin_space",))
def linspace(start: Any, stop: Any, num: Any, name: Any = None, axis: int = 0) -> Any:
    """`num` numbers from start to stop, both included; differentiable in both."""
    from .shaping import concat, expand_dims

    start, stop = pair("LinSpace", start, stop)
    if start.dtype.is_integer:
        start, stop = cast(start, "float64"), cast(stop, "float64")
    count = whole(num)
    if count <= 0:
        return zeros([0], start.dtype)
    low, high = expand_dims(start, axis), expand_dims(stop, axis)
    if count == 1:
        return low
    delta = (high - low) / float(count - 1)
    rank = low.ndim
    grid = np.arange(1, count - 1).reshape([-1 if n == axis % rank else 1 for n in range(rank)])
    return concat([low, low + delta * constant(grid, start.dtype), high], axis)


@export("shape")
def shape_of(input: Any, out_type: Any = None, name: Any = None) -> EagerTensor:
    """The shape as a vector of ints."""
    x = convert(input)
    return EagerTensor(np.array(getattr(x.value, "shape", ()), as_dtype(out_type or int32).as_numpy_dtype))


@export("shape_n")
def shape_n(input: Any, out_type: Any = None, name: Any = None) -> list[EagerTensor]:
    """The shapes of several tensors."""
    return [shape_of(x, out_type) for x in input]


@export("size")
def size(input: Any, out_type: Any = None, name: Any = None) -> EagerTensor:
    """How many elements."""
    return EagerTensor(as_dtype(out_type or int32).as_numpy_dtype(np.size(convert(input).value)))


@export("rank")
def rank(input: Any, name: Any = None) -> EagerTensor:
    """How many axes."""
    return EagerTensor(np.int32(convert(input).ndim))


@export("one_hot")
def one_hot(
    indices: Any,
    depth: Any,
    on_value: Any = None,
    off_value: Any = None,
    axis: int | None = None,
    dtype: Any = None,
    name: Any = None,
) -> EagerTensor:
    """on_value at the index and off_value elsewhere, along a new axis."""
    indices = convert(indices)
    check("OneHot", indices.dtype)
    if whole(depth) < 0:
        raise invalid(f"depth must be non-negative, got: {whole(depth)}", "OneHot")
    at = numbers(indices)
    given = next((convert(v).dtype for v in (on_value, off_value) if v is not None), float32)
    dtype = as_dtype(dtype) if dtype is not None else given
    on = constant(1 if on_value is None else on_value, dtype).value
    off = constant(0 if off_value is None else off_value, dtype).value
    place = at.ndim if axis in (None, -1) else int(axis or 0)
    grid = np.arange(whole(depth)).reshape([-1 if n == place else 1 for n in range(at.ndim + 1)])
    return wrap(np.where(np.expand_dims(at, place) == grid, on, off).astype(dtype.as_numpy_dtype), dtype)


@export("sequence_mask")
def sequence_mask(lengths: Any, maxlen: Any = None, dtype: Any = bool_, name: Any = None) -> Any:
    """True for the first so many places of each row."""
    at = numbers(lengths)
    most = int(at.max(initial=0)) if maxlen is None else whole(maxlen)
    return cast(EagerTensor(np.arange(most) < at[..., None]), dtype)


@export("meshgrid")
def meshgrid(*args: Any, indexing: str = "xy", name: Any = None) -> list[Any]:
    """Coordinate arrays of a grid."""
    from .padding import broadcast_to
    from .shaping import reshape

    xs = [reshape(convert(x), [-1]) for x in args]
    counts = [int(np.size(x.value)) for x in xs]
    order = list(range(len(xs)))
    if indexing == "xy" and len(xs) > 1:
        order[:2] = [1, 0]
    shape = [counts[n] for n in order]
    places = {n: k for k, n in enumerate(order)}
    return [
        broadcast_to(reshape(x, [counts[n] if k == places[n] else 1 for k in range(len(xs))]), shape)
        for n, x in enumerate(xs)
    ]


@export("broadcast_static_shape")
def broadcast_static_shape(shape_x: Any, shape_y: Any) -> TensorShape:
    """The shape that two shapes broadcast to. ValueError if they do not."""
    try:
        return TensorShape(np.broadcast_shapes(lengths(shape_x), lengths(shape_y)))
    except ValueError:
        raise ValueError(
            f"Incompatible shapes for broadcasting: {TensorShape(shape_x)} and {TensorShape(shape_y)}."
        ) from None


@export("broadcast_dynamic_shape")
def broadcast_dynamic_shape(shape_x: Any, shape_y: Any) -> EagerTensor:
    """The shape that two shapes broadcast to, as a tensor."""
    return EagerTensor(np.array(np.broadcast_shapes(lengths(shape_x), lengths(shape_y)), np.int32))


@export("get_static_value")
def get_static_value(tensor: Any, partial: bool = False) -> Any:
    """The value as NumPy has it."""
    return tensor.numpy() if is_tensor(tensor) else tensor


@export("constant_initializer", "initializers.constant")
class ConstantInitializer:
    """Makes tensors full of one value."""

    def __init__(self, value: Any = 0.0, support_partition: bool = False) -> None:
        self.value = value

    def __call__(self, shape: Any, dtype: Any = float32, **ignored: Any) -> EagerTensor:
        return constant(self.value, dtype, lengths(shape))


@export("zeros_initializer")
class ZerosInitializer(ConstantInitializer):
    """Makes tensors full of zeros."""

    def __init__(self) -> None:
        super().__init__(0)


@export("ones_initializer")
class OnesInitializer(ConstantInitializer):
    """Makes tensors full of ones."""

    def __init__(self) -> None:
        super().__init__(1)


NAMES["as_dtype"] = NAMES["dtypes.as_dtype"] = as_dtype
