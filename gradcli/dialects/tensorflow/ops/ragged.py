"""tf.ragged as far as gradients go: rows of different lengths, kept as all their values and where each row ends."""

from __future__ import annotations

import operator
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from ..tensors import TensorShape, as_dtype, constant, convert, export, lengths, methods, numbers, shape
from ..tensors.errors import Partial, Refused
from .creation import fill
from .gathering import boolean_mask as kept_by
from .gathering import gather, gather_nd
from .scatter import scatter_nd, tensor_scatter_nd_update
from .shaping import concat

OPERATORS = "add sub mul truediv pow lt le gt ge eq ne".split()
SWAPPED = "add sub mul truediv pow".split()


def spelled(x: Any) -> str:
    """An array of arrays, with commas."""
    if not isinstance(x, np.ndarray):
        return str(x)
    return np.array2string(x, separator=", ") if x.size else repr(x.tolist())


LEFT_OUT = (
    "to_sparse from_sparse from_uniform_row_length merge_dims nested_row_lengths from_nested_row_lengths "
    "from_nested_row_splits from_nested_value_rowids from_row_starts from_row_limits"
)


@export("RaggedTensor")
class RaggedTensor(Partial):
    """Rows of different lengths: the values of all, and where each row begins, and the last one ends."""

    home, left, hint = "tf.RaggedTensor", LEFT_OUT, "write it with flat_values and row_splits"

    def __init__(self, values: Any, row_splits: Any) -> None:
        self.values, self.splits = convert(values), np.asarray(row_splits, np.int64)

    @classmethod
    def from_row_splits(cls, values: Any, row_splits: Any, name: Any = None, validate: bool = True) -> RaggedTensor:
        """Rows by where they begin."""
        return cls(values, numbers(row_splits))

    @classmethod
    def from_row_lengths(cls, values: Any, row_lengths: Any, name: Any = None, validate: bool = True) -> RaggedTensor:
        """Rows by their lengths."""
        return cls(values, [0, *np.cumsum(numbers(row_lengths))])

    @classmethod
    def from_value_rowids(
        cls, values: Any, value_rowids: Any, nrows: Any = None, name: Any = None, validate: bool = True
    ) -> RaggedTensor:
        """Rows by the number of the row of each value."""
        at = numbers(value_rowids)
        count = int(at[-1]) + 1 if nrows is None and at.size else int(nrows or 0)
        return cls.from_row_lengths(values, np.bincount(at.astype(int), minlength=count))

    @classmethod
    def from_tensor(cls, tensor: Any, lengths: Any = None, padding: Any = None, **ignored: Any) -> RaggedTensor:
        """The rows of a tensor, of so many elements each, or without the padding at their ends."""
        x = convert(tensor)
        count, width = shape(x)[:2]
        if lengths is not None:
            sizes = numbers(lengths)
        elif padding is not None:
            filled = np.asarray(x.value) != np.asarray(convert(padding, x.dtype).value)
            sizes = np.array([np.flatnonzero(row).max(initial=-1) + 1 for row in filled])
        else:
            sizes = np.full(count, width)
        rows = np.repeat(np.arange(count), sizes)
        return cls.from_row_lengths(gather_nd(x, np.stack([rows, places(sizes)], -1)), sizes)

    flat_values = property(lambda self: self.values)
    row_splits = property(lambda self: convert(self.splits))
    dtype = property(lambda self: self.values.dtype)
    shape = property(lambda self: TensorShape([len(self.sizes), None, *shape(self.values)[1:]]))
    sizes = property(lambda self: np.diff(self.splits), doc="The length of each row.")
    rows = property(
        lambda self: np.repeat(np.arange(len(self.sizes)), self.sizes), doc="The number of the row of each value."
    )
    nested_row_splits = property(lambda self: (self.row_splits,))
    ragged_rank = 1

    def with_values(self, new_values: Any) -> RaggedTensor:
        """The same rows of other values."""
        return RaggedTensor(new_values, self.splits)

    with_flat_values = with_values

    def to_tensor(self, default_value: Any = None, name: Any = None, shape: Any = None) -> Any:
        """The rows side by side, filled up with a value, or cut."""
        width = int(self.sizes.max(initial=0))
        wanted = [None, None] if shape is None else list(shape)
        count, width = (n if m is None else int(m) for n, m in zip((len(self.sizes), width), wanted))
        at = np.stack([self.rows, places(self.sizes)], -1)
        kept = np.flatnonzero((at[:, 0] < count) & (at[:, 1] < width))
        values = gather(self.values, kept.astype(np.int32))  # whose gradient is of rows, as TensorFlow's is
        whole = [count, width, *lengths(self.values.shape)[1:]]
        base = None if default_value is None else fill(whole, convert(default_value, self.dtype))
        return scatter_nd(at[kept], values, whole) if base is None else tensor_scatter_nd_update(base, at[kept], values)

    def to_list(self) -> list[Any]:
        """The rows as nested lists."""
        return [row.tolist() for row in np.split(np.asarray(self.values.value), self.splits[1:-1])]

    def numpy(self) -> Any:
        """The rows as an array, of arrays where their lengths differ."""
        rows = [np.array(row, self.dtype.as_numpy_dtype) for row in self.to_list()]
        if len({len(row) for row in rows}) == 1:
            return np.stack(rows)
        out = np.empty(len(rows), object)
        out[:] = rows
        return out

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, tuple) and len(key) == 2:
            kept = self[key[0]]
            if not isinstance(kept, RaggedTensor):
                return kept[key[1]]
            if not isinstance(key[1], slice):
                raise NotImplementedError("one column of rows of different lengths is not offered: slice it")
            taken = [np.arange(n)[key[1]] + start for start, n in zip(kept.splits, kept.sizes)]
            return picked(kept.values, taken)
        if isinstance(key, slice):
            spans = zip(self.splits[:-1][key], self.splits[1:][key])
            return picked(self.values, [np.arange(a, b) for a, b in spans])
        n = int(numbers(key))
        first, last = self.splits[:-1][n], self.splits[1:][n]
        return self.values[int(first) : int(last)]

    def __iter__(self) -> Iterator[Any]:
        return (self[n] for n in range(len(self.sizes)))

    def __repr__(self) -> str:
        with np.printoptions(formatter={"all": spelled}):
            return f"<tf.RaggedTensor {spelled(self.numpy())}>"

    __hash__ = None  # type: ignore[assignment]


def _operator(form: Any, order: int = 1) -> Any:
    return lambda *two: mapped(form, two[::order])


methods(
    RaggedTensor,
    ("row_lengths", "axis=1:- name", lambda r: convert(r.sizes), "The length of each row."),
    ("value_rowids", "name", lambda r: convert(r.rows), "The number of the row of each value."),
    ("nrows", "out_type=None:- name", lambda r: convert(np.int64(len(r.sizes))), "How many rows there are."),
    ("bounding_shape", "axis=None name out_type=None:-", lambda r, axis: convert(np.array(
        [len(r.sizes), int(r.sizes.max(initial=0)), *shape(r.values)[1:]], np.int64)[... if axis is None else axis])),
    *((f"__{sign}__", "other", _operator(getattr(operator, sign)), "") for sign in OPERATORS),
    *((f"__r{sign}__", "other", _operator(getattr(operator, sign), -1), "") for sign in SWAPPED),
    ("__neg__", "", lambda r: r.with_values(-r.values), ""),
    ("__abs__", "", lambda r: r.with_values(abs(r.values)), ""),
)  # fmt: skip


def places(sizes: Any) -> Any:
    """The number of each value within its row."""
    return np.concatenate([np.arange(n) for n in sizes]) if len(sizes) else np.zeros(0, int)


def picked(values: Any, taken: Sequence[Any]) -> RaggedTensor:
    """Rows of values by their numbers."""
    at = np.concatenate([*taken, np.zeros(0, int)]).astype(int)
    return RaggedTensor.from_row_lengths(gather(values, at), [len(t) for t in taken])


def mapped(function: Any, args: Sequence[Any], **kwargs: Any) -> RaggedTensor:
    """A function of each element: what is no ragged tensor is one number, or one for each row. ValueError else."""
    first = next(a for a in args if isinstance(a, RaggedTensor))

    def flat(a: Any) -> Any:
        if isinstance(a, RaggedTensor):
            if not np.array_equal(a.splits, first.splits):
                raise ValueError("rows of different lengths do not broadcast")
            return a.values
        size = shape(convert(a)) if hasattr(a, "shape") or isinstance(a, list | tuple) else ()
        if len(size) < 2:
            return a
        if size[0] not in (1, len(first.sizes)) or size[1] != 1:
            raise ValueError(f"a tensor of shape {size} does not broadcast to rows of different lengths")
        return gather(convert(a)[:, 0], first.rows if size[0] > 1 else np.zeros_like(first.rows))

    return first.with_values(function(*map(flat, args), **kwargs))


@export("ragged.constant")
def constant_(pylist: Any, dtype: Any = None, ragged_rank: Any = None, inner_shape: Any = None, **named: Any) -> Any:
    """Rows of a nested list. Refused where their elements are rows of different lengths too."""
    try:
        rows = [np.asarray(row) for row in pylist] if pylist else []
    except ValueError:
        rows = [np.empty(0, object)]
    if any(row.dtype == object for row in rows) or len({row.shape[1:] for row in rows if row.size}) > 1:
        raise Refused("more than one ragged axis is not offered", "pad the innermost rows")
    inner = next((row.shape[1:] for row in rows if row.size), ())
    values = [v for row in pylist for v in row]
    kind = as_dtype(dtype) if dtype is not None else None
    flat = convert(values, kind) if values else constant(np.zeros((0, *inner)), kind or "float32")
    return RaggedTensor.from_row_lengths(flat, np.array([len(row) for row in pylist], int))


@export("ragged.stack")
def stack(values: Sequence[Any], axis: int = 0, name: Any = None) -> RaggedTensor:
    """Tensors of different lengths as rows."""
    if axis:
        raise NotImplementedError("ragged tensors are stacked along axis 0")
    parts = [convert(v) for v in values]
    return RaggedTensor.from_row_lengths(concat(parts, 0), [shape(p)[0] for p in parts])


@export("ragged.boolean_mask")
def boolean_mask(data: Any, mask: Any, name: Any = None) -> RaggedTensor:
    """The elements of each row where a mask holds."""
    if isinstance(data, RaggedTensor):
        kept = numbers(mask.values)
        sizes = np.bincount(data.rows, kept, len(data.sizes)).astype(int)
        return RaggedTensor.from_row_lengths(kept_by(data.values, kept), sizes)
    kept = numbers(mask)
    return RaggedTensor.from_row_lengths(kept_by(data, kept), kept.sum(1))


@export("ragged.map_flat_values")
def map_flat_values(op: Any, *args: Any, **kwargs: Any) -> RaggedTensor:
    """A function of the values of all rows."""
    first = next(a for a in args if isinstance(a, RaggedTensor))
    return first.with_values(op(*[a.values if isinstance(a, RaggedTensor) else a for a in args], **kwargs))
