"""The shape of tensors changed: all of it linear, over the ops of the same names."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np

from ....errors import GradcliError
from ....ops import arithmetic, indexing, joining, layout
from ..tensors import EagerTensor, bracket, convert, export, invalid, is_tensor, lengths, numbers, rows, shape
from ..tensors.convert import leaf_dtype
from ..tensors.errors import mismatch
from ..tensors.operands import within
from .elementary import conj


@export("reshape")
def reshape(tensor: Any, shape: Any, name: Any = None) -> Any:
    """The same elements in another shape; one length may be -1."""
    x, to = convert(tensor), lengths(shape)
    size, known = int(np.size(x.value)), int(np.prod([n for n in to if n != -1]))
    if to.count(-1) > 1:
        two = f"{to.index(-1)} and {to.index(-1, to.index(-1) + 1)}"
        raise invalid(f"Only one input size may be -1, not both {two}", "Reshape")
    if known and size % known if -1 in to else known != size:
        wanted = f"requires a multiple of {known}" if -1 in to else f"has {known}"
        text = f"Input to reshape is a tensor with {size} values, but the requested shape {wanted}"
        raise invalid(text, "Reshape")
    return layout.reshape(x, to)


def _squeeze(x: Any, axis: Any, squeeze_dims: Any = None) -> Any:
    axis = squeeze_dims if axis is None else axis
    chosen = None if axis is None else lengths(axis)
    for n in chosen or ():
        within(n, x.ndim, "Tried to squeeze dim index {n} for tensor with {rank} dimensions.", "Squeeze")
        if shape(x)[n] != 1:
            raise invalid(f"Can not squeeze dim[{n % x.ndim}], expected a dimension of 1, got {shape(x)[n]}", "Squeeze")
    return layout.squeeze(x, chosen or None)


@export("transpose")
def transpose(a: Any, perm: Any = None, conjugate: bool = False, name: Any = None) -> Any:
    """The axes in another order; reversed without `perm`."""
    x = convert(a)
    order = tuple(reversed(range(x.ndim))) if perm is None else lengths(perm)
    if len(order) != x.ndim:
        given = f"But input(1) is a vector of size {len(order)}"
        raise invalid(f"transpose expects a vector of size {x.ndim}. {given}", "Transpose")
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
        raise ValueError(f"Argument `a` should be a (batch) matrix with rank >= 2.  Received shape: {x.shape}")
    return transpose(x, (*range(x.ndim - 2), x.ndim - 1, x.ndim - 2), conjugate)


def of_one_dtype(xs: list[Any], kernel: str, name: str) -> None:
    """InvalidArgumentError where one of the tensors has another dtype than the first."""
    for k, x in enumerate(xs[1:], 1):
        if x.dtype is not xs[0].dtype:
            raise mismatch(kernel, k, xs[0].dtype, x.dtype, name)


def _concat(values: Any, axis: Any, name: str) -> Any:
    values = values if isinstance(values, list | tuple) else [values]
    xs = [convert(v) if is_tensor(v) else convert(v, leaf_dtype(list(values))) for v in values]
    if len(xs) == 1:
        return arithmetic.read(xs[0])
    of_one_dtype(xs, "ConcatV2", name)
    first, about = shape(xs[0]), ("ConcatV2", name, f"ConcatV2_N_{len(xs)}")
    for k, x in enumerate(xs[1:], 1):
        if x.ndim != xs[0].ndim:
            both = f"shape[0] = {bracket(first)} vs. shape[{k}] = {bracket(shape(x))}"
            raise invalid(f"ConcatOp : Ranks of all input tensors should match: {both}", *about)
    text = "ConcatOp : Expected concatenating dimensions in the range [{low}, {rank}), but got {n}"
    n = within(axis, xs[0].ndim, text, *about)
    try:
        return joining.concatenate(xs, n)
    except (ValueError, GradcliError):
        unlike = [[d for d, (a, b) in enumerate(zip(shape(x), first)) if a != b and d != n % x.ndim] for x in xs]
        k = next(k for k, axes in enumerate(unlike) if axes)
        both = f"shape[0] = {bracket(first)} vs. shape[{k}] = {bracket(shape(xs[k]))}"
        text = f"ConcatOp : Dimension {unlike[k][0]} in both shapes must be equal: {both}"
        raise invalid(text, *about) from None


def _stack(values: Any, axis: int, name: str) -> Any:
    numbers = isinstance(values, list | tuple) and all(type(v) in (int, float) for v in values)
    values = list(convert(values)) if is_tensor(values) or numbers else values
    dtype = leaf_dtype(list(values))
    xs = [convert(v) if is_tensor(v) and not isinstance(v, list | tuple) else convert(v, dtype) for v in values]
    if not xs:
        return convert([])
    of_one_dtype(xs, "Pack", name)
    for k, x in enumerate(xs[1:], 1):
        if shape(x) != shape(xs[0]):
            both = f"values[0].shape = {bracket(shape(xs[0]))} != values[{k}].shape = {bracket(shape(x))}"
            raise invalid(f"Shapes of all inputs must match: {both}", "Pack", name, f"Pack_N_{len(xs)}")
    rank = xs[0].ndim + 1
    if not -rank <= axis < rank:
        raise ValueError(f"Argument `axis` = {axis} not in range [{-rank}, {rank})")
    return joining.stack(xs, axis)


def _unstack(x: Any, num: Any, axis: int, name: str) -> list[Any]:
    if not -x.ndim <= axis < x.ndim:
        raise ValueError(f"Argument `axis` = {axis} not in range [{-x.ndim}, {x.ndim})")
    n = axis % x.ndim
    if num is not None and num != shape(x)[n]:
        text = f"Input shape axis {n} must equal {num}, got shape {bracket(shape(x))}"
        raise invalid(text, "Unpack", name, f"Unpack_num_{num}")
    return [indexing.getitem(x, (slice(None),) * n + (k,)) for k in range(shape(x)[n])]


def _split(x: Any, num_or_size_splits: Any, axis: Any, name: str) -> list[Any]:
    n = within(axis, x.ndim, "-input rank({low}) <= split_dim < input rank ({rank}), but got {n}", "Split") % x.ndim
    total, sizes = shape(x)[n], numbers(num_or_size_splits)
    if not sizes.ndim:
        parts = int(sizes)
        if total % parts:
            raise invalid(
                f"Number of ways to split should evenly divide the split dimension, but got split_dim {n} (size = "
                f"{total}) and num_split {parts}", "Split", name, f"Split_num_split_{parts}"
            )  # fmt: skip
        widths = [total // parts] * parts
    else:
        widths = [int(w) for w in sizes]
        if -1 in widths:
            widths[widths.index(-1)] = total - sum(w for w in widths if w != -1)
        if sum(widths) != total:
            raise invalid(
                "Determined shape must either match input shape along split_dim exactly if fully specified, or be less "
                f"than the size of the input along split_dim if not fully specified.  Got: {sum(widths)}",
                "SplitV", name, f"SplitV_num_split_{len(widths)}"
            )  # fmt: skip
    ends = np.cumsum([0, *widths])
    return [indexing.getitem(x, (slice(None),) * n + (slice(int(a), int(z)),)) for a, z in pairwise(ends)]


def _repeat(x: Any, repeats: Any, axis: int | None) -> Any:
    if axis is None:
        x, axis = reshape(x, [-1]), 0
    n, counts = shape(x)[axis], numbers(repeats)
    if counts.ndim and counts.size not in (1, n):
        raise ValueError(f"Dimensions {n} and {counts.size} are not compatible")
    return indexing.take(x, np.repeat(np.arange(n), counts), axis % x.ndim)


def _expanded(x: EagerTensor, axis: Any, dim: Any = None) -> Any:
    text = "Tried to expand dim index {n} for tensor with {rank} dimensions."
    n = dim if axis is None else axis
    return layout.expand_dims(x, within(n, x.ndim, text, "ExpandDims", more=1))


def _tiled(x: EagerTensor, times: tuple[int, ...]) -> Any:
    if len(times) != x.ndim:
        text = f"Expected multiples argument to be a vector of length {x.ndim} but got length {len(times)}"
        raise invalid(text, "Tile")
    for k, n in enumerate(times):
        if n < 0:
            raise invalid(f"Expected multiples[{k}] >= 0, but got {n}", "Tile")
    return joining.tile(x, times) if times else arithmetic.read(x)


def _rolled(x: EagerTensor, shift: tuple[int, ...], axis: tuple[int, ...]) -> Any:
    for k, n in zip(shift, axis):
        x = indexing.roll(x, k, within(n, x.ndim, "axis {n} is out of range", "Roll") % x.ndim)
    return x


def _reversed(x: EagerTensor, axis: tuple[int, ...]) -> Any:
    for k, n in enumerate(axis):
        within(n, x.ndim, f"'axis'[{k}] = {{n}} is out of valid range [0, {x.ndim - 1}", "ReverseV2")
    turned = {n % x.ndim for n in axis}
    return indexing.getitem(x, tuple(slice(None, None, -1 if n in turned else None) for n in range(x.ndim)))


__getattr__ = rows(
    __name__,
    ("expand_dims", "", "input:any axis=None name | dim=None", _expanded, "A new axis of length 1."),
    ("linalg.adjoint", "", "matrix name", lambda x: matrix_transpose(x, conjugate=True)),
    ("tile", "", "input:any multiples:shape name", _tiled, "x repeated along each axis."),
    ("roll", "", "input:any shift:shape axis:shape name", _rolled, "The elements shifted round axes."),
    ("reverse | reverse_v2", "", "tensor:any axis:shape name", _reversed),
    ("squeeze", "", "input:any axis=None name | squeeze_dims=None", _squeeze, "Axes of length 1 removed."),
    ("concat", "", "values axis name='concat':.", _concat, "Tensors joined along an axis."),
    ("stack", "", "values axis=0 name='stack':.", _stack, "Tensors of one shape as the rows of a new axis."),
    ("unstack", "", "value:any num=None axis=0 name='unstack':.", _unstack, "The rows along an axis, as a list."),
    ("split", "", "value:any num_or_size_splits axis=0 num=None:- name='split':.", _split),
    ("repeat", "", "input:any repeats axis=None name", _repeat, "Each element so many times, along an axis."),
)  # fmt: skip
