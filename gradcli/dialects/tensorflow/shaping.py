"""The shape of tensors changed: all of it linear, over the ops of the same names."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, NoReturn

import numpy as np

from ...errors import GradcliError
from ...ops import arithmetic, indexing, joining, layout
from .complexes import conj
from .convert import convert, is_tensor, leaf_dtype
from .errors import bracket, invalid
from .names import export
from .operands import lengths, numbers, shape, whole
from .tensor import EagerTensor


@export("reshape")
def reshape(tensor: Any, shape: Any, name: Any = None) -> Any:
    """The same elements in another shape; one length may be -1."""
    x, to = convert(tensor), lengths(shape)
    size = int(np.size(x.value))
    if to.count(-1) > 1:
        raise invalid(
            f"Only one input size may be -1, not both {to.index(-1)} and {to.index(-1, to.index(-1) + 1)}", "Reshape"
        )
    known = int(np.prod([n for n in to if n != -1]))
    if -1 in to and known and size % known:
        raise invalid(
            f"Input to reshape is a tensor with {size} values, but the requested shape requires a multiple of {known}",
            "Reshape",
        )
    if -1 not in to and known != size:
        raise invalid(
            f"Input to reshape is a tensor with {size} values, but the requested shape has {known}", "Reshape"
        )
    return layout.reshape(x, to)


@export("expand_dims")
def expand_dims(input: Any, axis: Any = None, name: Any = None, dim: Any = None) -> Any:
    """A new axis of length 1."""
    x, n = convert(input), whole(dim if axis is None else axis)
    if not -x.ndim - 1 <= n <= x.ndim:
        raise invalid(f"Tried to expand dim index {n} for tensor with {x.ndim} dimensions.", "ExpandDims")
    return layout.expand_dims(x, n)


@export("squeeze")
def squeeze(input: Any, axis: Any = None, name: Any = None, squeeze_dims: Any = None) -> Any:
    """Axes of length 1 removed."""
    x = convert(input)
    axis = squeeze_dims if axis is None else axis
    chosen = None if axis is None else lengths(axis)
    for n in chosen or ():
        if not -x.ndim <= n < x.ndim:
            raise invalid(f"Tried to squeeze dim index {n} for tensor with {x.ndim} dimensions.", "Squeeze")
        if shape(x)[n] != 1:
            raise invalid(f"Can not squeeze dim[{n % x.ndim}], expected a dimension of 1, got {shape(x)[n]}", "Squeeze")
    return layout.squeeze(x, chosen or None)


@export("transpose")
def transpose(a: Any, perm: Any = None, conjugate: bool = False, name: Any = None) -> Any:
    """The axes in another order; reversed without `perm`."""
    x = convert(a)
    order = tuple(reversed(range(x.ndim))) if perm is None else lengths(perm)
    if len(order) != x.ndim:
        raise invalid(
            f"transpose expects a vector of size {x.ndim}. But input(1) is a vector of size {len(order)}", "Transpose"
        )
    missing = next((n for n in range(x.ndim) if n not in {m % x.ndim for m in order}), None)
    if missing is not None:
        raise invalid(f"{missing} is missing from {{{','.join(map(str, order))}}}.", "Transpose")
    y = layout.transpose(x, [n % x.ndim for n in order]) if x.ndim > 1 else x
    return conj(y) if conjugate else y


@export("linalg.matrix_transpose", v1=("matrix_transpose",))
def matrix_transpose(a: Any, name: Any = "matrix_transpose", conjugate: bool = False) -> Any:
    """The last two axes exchanged."""
    x = convert(a)
    if x.ndim < 2:
        raise ValueError(
            f"Argument `a` should be a (batch) matrix with rank >= 2.  Received `a` = {x} with shape: {x.shape}"
        )
    return transpose(x, (*range(x.ndim - 2), x.ndim - 1, x.ndim - 2), conjugate)


@export("linalg.adjoint")
def adjoint(matrix: Any, name: Any = None) -> Any:
    """The conjugate of the transpose."""
    return matrix_transpose(matrix, conjugate=True)


def gathered(values: Any, kernel: str) -> list[EagerTensor]:
    """The members of a list as tensors of one dtype: that of the first tensor among them."""
    if is_tensor(values):
        values = list(convert(values))
    dtype = leaf_dtype(list(values))
    return [convert(v) if is_tensor(v) and not isinstance(v, list | tuple) else convert(v, dtype) for v in values]


@export("concat")
def concat(values: Any, axis: Any, name: str = "concat") -> Any:
    """Tensors joined along an axis."""
    if not isinstance(values, list | tuple):
        values = [values]
    xs = [convert(v, leaf_dtype(list(values))) if not is_tensor(v) else convert(v) for v in values]
    n = whole(axis)
    if len(xs) == 1:
        return arithmetic.read(xs[0])
    for k, x in enumerate(xs[1:], 1):
        if x.dtype is not xs[0].dtype:
            raise invalid(
                f"cannot compute ConcatV2 as input #{k}(zero-based) was expected to be a {xs[0].dtype.kernel} tensor "
                f"but is a {x.dtype.kernel} tensor", "ConcatV2", name, kernel=False,
            )  # fmt: skip
        if x.ndim != xs[0].ndim:
            raise invalid(
                f"ConcatOp : Ranks of all input tensors should match: shape[0] = {bracket(shape(xs[0]))} vs. "
                f"shape[{k}] = {bracket(shape(x))}", "ConcatV2", name, f"ConcatV2_N_{len(xs)}"
            )  # fmt: skip
    if not -xs[0].ndim <= n < xs[0].ndim:
        raise invalid(
            f"ConcatOp : Expected concatenating dimensions in the range [{-xs[0].ndim}, {xs[0].ndim}), but got {n}",
            "ConcatV2",
            name,
            f"ConcatV2_N_{len(xs)}",
        )
    try:
        return joining.concatenate(xs, n)
    except (ValueError, GradcliError):
        k, bad = next((k, x) for k, x in enumerate(xs) if _others(x, n) != _others(xs[0], n))
        pairs = enumerate(zip(shape(bad), shape(xs[0])))
        axis = next(d for d, (a, b) in pairs if d != n % bad.ndim and a != b)
        raise invalid(
            f"ConcatOp : Dimension {axis} in both shapes must be equal: shape[0] = {bracket(shape(xs[0]))} vs. "
            f"shape[{k}] = {bracket(shape(bad))}",
            "ConcatV2", name, f"ConcatV2_N_{len(xs)}"
        ) from None  # fmt: skip


def _others(x: EagerTensor, axis: int) -> list[int]:
    return [m for d, m in enumerate(shape(x)) if d != axis % x.ndim]


@export("stack")
def stack(values: Any, axis: int = 0, name: str = "stack") -> Any:
    """Tensors of one shape as the rows of a new axis."""
    xs = gathered(values, "Pack")
    if not xs:
        return convert([])
    for k, x in enumerate(xs[1:], 1):
        if x.dtype is not xs[0].dtype:
            raise invalid(
                f"cannot compute Pack as input #{k}(zero-based) was expected to be a {xs[0].dtype.kernel} tensor but "
                f"is a {x.dtype.kernel} tensor", "Pack", name, kernel=False,
            )  # fmt: skip
        if shape(x) != shape(xs[0]):
            raise invalid(
                f"Shapes of all inputs must match: values[0].shape = {bracket(shape(xs[0]))} != values[{k}].shape = "
                f"{bracket(shape(x))}", "Pack", name, f"Pack_N_{len(xs)}"
            )  # fmt: skip
    rank = xs[0].ndim + 1
    if not -rank <= axis < rank:
        raise ValueError(f"Argument `axis` = {axis} not in range [{-rank}, {rank})")
    return joining.stack(xs, axis)


@export("parallel_stack")
def parallel_stack(values: Any, name: Any = "parallel_stack") -> NoReturn:
    """Graphs only: RuntimeError."""
    raise RuntimeError("tf.parallel_stack() is not compatible with eager execution.")


@export("unstack")
def unstack(value: Any, num: Any = None, axis: int = 0, name: str = "unstack") -> list[Any]:
    """The rows along an axis, as a list."""
    x = convert(value)
    if not x.ndim:
        raise ValueError(f"Argument `axis` = {axis} not in range [0, 0)")
    n = axis % x.ndim
    if num is not None and num != shape(x)[n]:
        raise invalid(
            f"Input shape axis {n} must equal {num}, got shape {bracket(shape(x))}", "Unpack", name, f"Unpack_num_{num}"
        )
    return [indexing.getitem(x, (slice(None),) * n + (k,)) for k in range(shape(x)[n])]


@export("split")
def split(value: Any, num_or_size_splits: Any, axis: Any = 0, num: Any = None, name: str = "split") -> list[Any]:
    """Pieces along an axis: so many equal ones, or of the given lengths."""
    x, n = convert(value), whole(axis) % max(convert(value).ndim, 1)
    total = shape(x)[n]
    sizes = convert(num_or_size_splits)
    if not sizes.ndim:
        parts = int(sizes.value)
        if total % parts:
            raise invalid(
                f"Number of ways to split should evenly divide the split dimension, but got split_dim {n} (size = "
                f"{total}) and num_split {parts}", "Split", name, f"Split_num_split_{parts}"
            )  # fmt: skip
        widths = [total // parts] * parts
    else:
        widths = [int(w) for w in sizes.value]
        if -1 in widths:
            widths[widths.index(-1)] = total - sum(w for w in widths if w != -1)
        if sum(widths) != total:
            raise invalid(
                f"Determined shape must either match input shape along split_dim exactly if fully specified, or be "
                "less than the "
                f"size of the input along split_dim if not fully specified.  Got: "
                f"{sum(widths)}", "SplitV", name, f"SplitV_num_split_{len(widths)}"
            )  # fmt: skip
    ends = np.cumsum([0, *widths])
    return [indexing.getitem(x, (slice(None),) * n + (slice(int(a), int(z)),)) for a, z in pairwise(ends)]


@export("tile")
def tile(input: Any, multiples: Any, name: Any = None) -> Any:
    """x repeated along each axis."""
    x, times = convert(input), lengths(multiples)
    if len(times) != x.ndim:
        raise invalid(
            f"Expected multiples argument to be a vector of length {x.ndim} but got length {len(times)}", "Tile"
        )
    for k, n in enumerate(times):
        if n < 0:
            raise invalid(f"Expected multiples[{k}] >= 0, but got {n}", "Tile")
    return joining.tile(x, times) if times else arithmetic.read(x)


@export("repeat")
def repeat(input: Any, repeats: Any, axis: int | None = None, name: Any = None) -> Any:
    """Each element so many times, along an axis."""
    x = convert(input)
    if axis is None:
        x, axis = reshape(x, [-1]), 0
    n = shape(x)[axis]
    counts = numbers(repeats)
    if counts.ndim and counts.size not in (1, n):
        raise ValueError(f"Dimensions {n} and {counts.size} are not compatible")
    at = np.repeat(np.arange(n), counts)
    return indexing.take(x, at, axis % x.ndim)


@export("roll")
def roll(input: Any, shift: Any, axis: Any, name: Any = None) -> Any:
    """The elements shifted round axes."""
    x = convert(input)
    for k, n in zip(lengths(shift), lengths(axis)):
        if not -x.ndim <= n < x.ndim:
            raise invalid(f"axis {n} is out of range", "Roll")
        x = indexing.roll(x, k, n % x.ndim)
    return x


@export("reverse", v1=("reverse_v2",))
def reverse(tensor: Any, axis: Any, name: Any = None) -> Any:
    """The order of the elements reversed along axes."""
    x = convert(tensor)
    for k, n in enumerate(lengths(axis)):
        if not -x.ndim <= n < x.ndim:
            raise invalid(f"'axis'[{k}] = {n} is out of valid range [0, {x.ndim - 1}", "ReverseV2")
    turned = {n % x.ndim for n in lengths(axis)}
    return indexing.getitem(x, tuple(slice(None, None, -1 if n in turned else None) for n in range(x.ndim)))
