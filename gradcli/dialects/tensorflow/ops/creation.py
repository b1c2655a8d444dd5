"""Tensors from nothing: zeros, ranges, and what the shape of another tells."""

from __future__ import annotations

import functools
import math
from typing import Any

import numpy as np

from ..tensors import NAMES, EagerTensor, TensorShape, as_dtype, bracket, check, export, float32, invalid, rows, string
from ..tensors.convert import constant, convert, is_tensor, normal, wrap
from ..tensors.dtypes import float64, int32
from ..tensors.operands import cast, lengths, numbers, pair, shape, whole
from .padding import broadcast_to
from .shaping import concat, expand_dims, reshape


def sized(to: tuple[int, ...]) -> tuple[int, ...]:
    """Lengths, none of them negative."""
    for n in to:
        if n < 0:
            raise invalid(f"Dimension {n} must be >= 0", "Fill")
    return to


def filled(to: tuple[int, ...], c: Any, dtype: Any) -> EagerTensor:
    """A tensor full of c."""
    if dtype is string:
        array = np.full(sized(to), b"", object)
        return EagerTensor(array if to else b"")
    return wrap(normal(np.full(sized(to), c, dtype.as_numpy_dtype)), dtype)


def _like(c: int) -> Any:
    return lambda x, dtype: filled(shape(x), c, x.dtype if dtype is None else as_dtype(dtype))


def _fill(to: tuple[int, ...], c: Any) -> Any:
    sized(to)
    if c.ndim:
        raise invalid(f"value must represent a scalar, got shape {bracket(shape(c))}", "Fill")
    return broadcast_to(c, to)


def _eye(rows: Any, columns: Any, batch_shape: Any, dtype: Any) -> EagerTensor:
    sized((rows,))
    one = np.eye(rows, rows if columns is None else whole(columns), dtype=dtype.as_numpy_dtype)
    if batch_shape is not None:
        one = np.broadcast_to(one, (*lengths(batch_shape), *one.shape)).copy()
    return wrap(one, dtype)


WIDER = ("int32", "int64", "float16", "float32", "float64")  # what a range of two of these has


def _range(start: Any, limit: Any, delta: Any, dtype: Any) -> EagerTensor:
    ends = [convert(v) for v in ((0, start, delta) if limit is None else (start, limit, delta))]
    if dtype is None:
        dtype = max((e.dtype for e in ends), key=lambda d: WIDER.index(d.name) if d.name in WIDER else len(WIDER))
    dtype = as_dtype(dtype)
    low, high, step = (np.asarray(e.value).item() for e in ends)
    if step == 0:
        raise invalid("Requires delta != 0: 0", "Range")
    if (high - low) * step < 0:
        sign = "<=" if step > 0 else ">="
        raise invalid(f"Requires start {sign} limit when delta {'>' if step > 0 else '<'} 0: {low}/{high}", "Range")
    count = max(math.ceil((high - low) / step), 0)
    return wrap((low + step * np.arange(count)).astype(dtype.as_numpy_dtype), dtype)


def _linspace(start: Any, stop: Any, count: int, axis: int) -> Any:
    start, stop = pair("LinSpace", start, stop)
    to = np.broadcast_shapes(shape(start), shape(stop))
    start, stop = (x if shape(x) == to else broadcast_to(x, to) for x in (start, stop))
    if start.dtype.is_integer:
        start, stop = cast(start, float64), cast(stop, float64)
    low, high = expand_dims(start, axis), expand_dims(stop, axis)
    if count <= 0:
        return low[(slice(None),) * (axis % low.ndim) + (slice(0, 0),)]
    if count == 1:
        return low
    delta = (high - low) / float(count - 1)
    grid = np.arange(1, count - 1).reshape([-1 if n == axis % low.ndim else 1 for n in range(low.ndim)])
    return concat([low, low + delta * constant(grid, start.dtype), high], axis)


def _one_hot(indices: Any, depth: int, on_value: Any, off_value: Any, axis: Any, dtype: Any) -> EagerTensor:
    check("OneHot", indices.dtype)
    if depth < 0:
        raise invalid(f"depth must be non-negative, got: {depth}", "OneHot")
    at = numbers(indices)
    given = next((convert(v).dtype for v in (on_value, off_value) if v is not None), float32)
    dtype = as_dtype(dtype) if dtype is not None else given
    on, off = (constant(c if v is None else v, dtype).value for c, v in ((1, on_value), (0, off_value)))
    place = at.ndim if axis in (None, -1) else int(axis)
    grid = np.arange(depth).reshape([-1 if n == place else 1 for n in range(at.ndim + 1)])
    return wrap(np.where(np.expand_dims(at, place) == grid, on, off).astype(dtype.as_numpy_dtype), dtype)


def _shape(x: EagerTensor, dtype: Any) -> EagerTensor:
    return EagerTensor(np.array(shape(x), as_dtype(dtype or int32).as_numpy_dtype))


@export("meshgrid")
def meshgrid(*args: Any, indexing: str = "xy", name: Any = None) -> list[Any]:
    """Coordinate arrays of a grid."""
    xs = [reshape(convert(x), [-1]) for x in args]
    counts, order = [int(np.size(x.value)) for x in xs], list(range(len(xs)))
    if indexing == "xy" and len(xs) > 1:
        order[:2] = [1, 0]
    wide = [[-1 if k == n else 1 for k in order] for n in range(len(xs))]
    return [broadcast_to(reshape(x, to), [counts[n] for n in order]) for x, to in zip(xs, wide)]


@export("broadcast_static_shape")
def broadcast_static_shape(shape_x: Any, shape_y: Any) -> TensorShape:
    """The shape that two shapes broadcast to. ValueError if they do not."""
    try:
        return TensorShape(np.broadcast_shapes(lengths(shape_x), lengths(shape_y)))
    except ValueError:
        both = f"{TensorShape(shape_x)} and {TensorShape(shape_y)}"
        raise ValueError(f"Incompatible shapes for broadcasting: {both}.") from None


@export("constant_initializer")
class ConstantInitializer:
    """Makes tensors full of one value."""

    def __init__(self, value: Any = 0.0, support_partition: bool = False) -> None:
        self.value = value

    def __call__(self, shape: Any, dtype: Any = float32, **ignored: Any) -> EagerTensor:
        return constant(self.value, dtype, lengths(shape))


FULL = "shape:shape dtype=float32:dtype name layout=None:-"
LIKE = "input:any dtype=None name layout=None:- | optimize=True:-"
__getattr__ = rows(
    __name__,
    ("zeros", "", FULL, lambda to, dtype: filled(to, 0, dtype), "All zeros."),
    ("ones", "", FULL, lambda to, dtype: filled(to, 1, dtype), "All ones."),
    ("zeros_like", "", LIKE, _like(0), "All zeros, in the shape and dtype of another tensor."),
    ("ones_like", "", LIKE, _like(1), "All ones, in the shape and dtype of another tensor."),
    ("fill", "", "dims:shape value:any name layout=None:-", _fill, "A tensor full of a value, whose dtype it has."),
    ("eye linalg.eye", "", "num_rows:int num_columns=None batch_shape=None dtype=float32:dtype name", _eye),
    ("range", "", "start limit=None delta=1 dtype=None name='range'", _range),
    ("linspace | lin_space", "", "start stop num:int name axis=0", _linspace,
     "`num` numbers from start to stop, both included; differentiable in both."),
    ("shape", "", "input:any out_type=None name", _shape, "The shape as a vector of ints."),
    ("shape_n", "", "input out_type=None name", lambda xs, dtype: [_shape(convert(x), dtype) for x in xs]),
    ("size", "", "input:any out_type=None name",
     lambda x, dtype: EagerTensor(as_dtype(dtype or int32).as_numpy_dtype(np.size(x.value))), "How many elements."),
    ("rank", "", "input:any name", lambda x: EagerTensor(np.int32(x.ndim)), "How many axes."),
    ("one_hot", "", "indices:any depth:int on_value=None off_value=None axis=None dtype=None name", _one_hot),
    ("sequence_mask", "", "lengths:value maxlen=None dtype=bool name", lambda at, most, dtype: cast(EagerTensor(
        np.arange(math.ceil(at.max(initial=0)) if most is None else whole(most)) < at[..., None]), dtype)),
    ("broadcast_dynamic_shape", "", "shape_x:shape shape_y:shape",
     lambda x, y: EagerTensor(np.array(np.broadcast_shapes(x, y), np.int32))),
    ("get_static_value", "", "tensor partial=False:-", lambda x: x.numpy() if is_tensor(x) else x),
)  # fmt: skip
NAMES["as_dtype"] = NAMES["dtypes.as_dtype"] = as_dtype
for _name, _value in (("zeros_initializer", 0), ("ones_initializer", 1)):
    _begin = functools.partialmethod(ConstantInitializer.__init__, _value)
    NAMES[_name] = type(f"{_name.split('_')[0].title()}Initializer", (ConstantInitializer,), {"__init__": _begin})
