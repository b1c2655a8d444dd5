"""Convolutions and pooling: windows taken from the padded input, then a product or a reduction over them."""

from __future__ import annotations

import functools
from collections import namedtuple
from typing import Any

import numpy as np

from ....core.calls import dialect_binary as binary
from ....core.calls import dialect_unary as unary
from ....core.calls import family
from ....ops import indexing, products
from ....ops.extremes import lead
from ....ops.indexing import Index, putter
from ....ops.values import like
from ..tensors import as_dtype, constant, convert, invalid, lengths, pair, rows, shape
from .padding import pad
from .reductions import reduce_sum
from .shaping import concat, reshape, squeeze, transpose


def numbers(x: Any, n: int, channels_first: bool) -> tuple[int, ...]:
    """Strides, dilations or window lengths of the n spatial axes, given as one number, n, or n + 2."""
    if x is None:
        return (1,) * n
    found = lengths(x)
    if len(found) == 1:
        return found * n
    if len(found) == n + 2:
        return found[2:] if channels_first else found[1:-1]
    return found


def borders(size: int, window: int, stride: int, dilation: int, padding: Any, n: int) -> tuple[int, int]:
    """Padding before and after an axis."""
    if isinstance(padding, list | tuple):
        return tuple(padding[n])
    if padding not in ("SAME", "VALID"):
        raise invalid(
            f'Value for attr \'padding\' of "{padding}" is not in the list of allowed values: "SAME", "VALID", '
            '"EXPLICIT"'
        )
    if padding == "VALID":
        return 0, 0
    reach = (window - 1) * dilation + 1
    total = max((-(-size // stride) - 1) * stride + reach - size, 0)
    return total // 2, total - total // 2


def places(counts: Any, window: Any, strides: Any, dilations: Any) -> list[Any]:
    """Where the elements of so many windows are, along each axis."""
    n, found = len(window), []
    for k, (count, size) in enumerate(zip(counts, window)):
        grid = np.arange(count)[:, None] * strides[k] + np.arange(size) * dilations[k]
        found.append(grid.reshape([count if d == k else size if d == n + k else 1 for d in range(2 * n)]))
    return found


def windows(x: Any, window: tuple[int, ...], strides: Any, dilations: Any, padding: Any, fill: Any = None) -> Any:
    """All windows of a channels-last input: (batch, *out, *window, channels)."""
    n, pooling, fill = len(window), fill is not None, fill or 0.0
    sides = [borders(shape(x)[1 + k], window[k], strides[k], dilations[k], padding, k) for k in range(n)]
    if any(map(any, sides)):
        x = pad(x, [(0, 0), *sides, (0, 0)], constant_values=fill)
    counts = [(shape(x)[1 + k] - (window[k] - 1) * dilations[k] - 1) // strides[k] + 1 for k in range(n)]
    if min(counts) <= 0 and not pooling:
        raise invalid("Computed output size would be negative", "Conv2D")
    counts = [max(n, 0) for n in counts]
    return indexing.getitem(x, (slice(None), *places(counts, window, strides, dilations)))


def _layout(x: Any, data_format: Any, n: int, padding: Any) -> tuple[Any, bool, Any]:
    first = data_format is not None and data_format.startswith("NC")
    if isinstance(padding, list | tuple) and len(padding) == n + 2:
        padding = padding[2:] if first else padding[1:-1]
    return (transpose(x, (0, *range(2, n + 2), 1)) if first else x), first, padding


def _back(y: Any, first: bool, n: int) -> Any:
    return transpose(y, (0, n + 1, *range(1, n + 1))) if first else y


def convolve(
    input: Any, filters: Any, strides: Any, padding: Any, data_format: Any = None, dilations: Any = None
) -> Any:
    """A convolution over as many axes as the filters have, less two."""
    x, w = pair("Conv2D", input, filters)
    n = w.ndim - 2
    x, first, padding = _layout(x, data_format, n, padding)
    groups, rest = divmod(shape(x)[-1], shape(w)[-2])
    if rest or not groups:
        raise invalid(
            f"input depth must be evenly divisible by filter depth: {shape(x)[-1]} vs {shape(w)[-2]}", "Conv2D"
        )
    taken = windows(x, shape(w)[:n], numbers(strides, n, first), numbers(dilations, n, first), padding)
    over, depth, out = [list(range(n + 1, 2 * n + 2)), list(range(n + 1))], shape(w)[-2], shape(w)[-1] // groups
    if groups == 1:
        return _back(products.tensordot(taken, w, over), first, n)
    parts = [
        products.tensordot(taken[..., g * depth : (g + 1) * depth], w[..., g * out : (g + 1) * out], over)
        for g in range(groups)
    ]
    return _back(concat(parts, -1), first, n)


def depthwise(
    input: Any, filter: Any, strides: Any, padding: Any, data_format: Any = None, dilations: Any = None
) -> Any:
    """Each channel convolved with filters of its own."""
    x, w = pair("DepthwiseConv2dNative", input, filter)
    x, first, padding = _layout(x, data_format, 2, padding)
    taken = windows(x, shape(w)[:2], numbers(strides, 2, first), numbers(dilations, 2, first), padding)
    y = products.einsum("bhwijc,ijcm->bhwcm", taken, w)
    return _back(reshape(y, (*shape(y)[:3], shape(w)[2] * shape(w)[3])), first, 2)


def transposed(
    input: Any, filters: Any, output_shape: Any, strides: Any, padding: Any, data_format: Any, dilations: Any
) -> Any:
    """The transpose of a convolution over as many axes as the filters have, less two."""
    y, w = pair("Conv2DBackpropInput", input, filters)
    n = w.ndim - 2
    y, first, padding = _layout(y, data_format, n, padding)
    whole, window = lengths(output_shape), shape(w)[:n]
    whole = (whole[0], *whole[2:], whole[1]) if first else whole
    steps, holes = numbers(strides, n, first), numbers(dilations, n, first)
    sides = [borders(whole[1 + k], window[k], steps[k], holes[k], padding, k) for k in range(n)]
    spread = products.tensordot(y, w, [[n + 1], [n + 1]])
    padded = (whole[0], *(m + a + z for m, (a, z) in zip(whole[1:-1], sides)), whole[-1])
    at = places(shape(y)[1 : n + 1], window, steps, holes)
    x = putter(Index((slice(None), *at)), padded)(spread)
    x = indexing.getitem(x, (slice(None), *(slice(a, a + m) for (a, _), m in zip(sides, whole[1:-1]))))
    return _back(x, first, n)


# pooling


def _at(index: Any, axis: int) -> Any:
    """The places of the largest elements as an index of the windows."""
    grid = list(np.indices(index.index.shape, sparse=True))
    grid[axis] = index.index
    return Index(tuple(grid))


@family
def _largest(index: Any, axis: int) -> Any:
    """The largest element of each window."""

    def ties(v: Any) -> Any:
        rows = np.sort(np.asarray(v), axis)
        return np.take(rows, -1, axis) == np.take(rows, -2, axis) if rows.shape[axis] > 1 else False

    return unary(
        "max", "branch", lambda g, y, x: _largest_grad(index, axis)(g, x), params=((axis,), True), elementwise=False,
        python=lambda v: v.max(axis, keepdims=True), kinks=ties, picks=True, gap=lambda v: lead(v, (axis,)),
        fold=lambda e: e.max(axis, keepdims=True),
    )  # fmt: skip


@family
def _largest_grad(index: Any, axis: int) -> Any:
    """Its gradient: linear in the cotangent, flat in the input (zeros, not None)."""
    at = _at(index, axis)
    return binary(
        "max_pool_grad", "general",
        (lambda h, z, g, x: indexing.getter(at)(h), lambda h, z, g, x: like(x, 0.0)),
        params=(index, axis), elementwise=False, python=lambda g, x: putter(at, x.shape)(g),
    )  # fmt: skip


POOLS = {"MAX": "MaxPool", "AVG": "AvgPool"}


def pooled(kind: str, input: Any, ksize: Any, strides: Any, padding: Any, data_format: Any = None) -> Any:
    """The largest of each window (MAX; the first of equals takes the whole cotangent), or the mean (AVG)."""
    x = convert(input)
    n = x.ndim - 2
    x, first, padding = _layout(x, data_format, n, padding)
    size, steps = numbers(ksize, n, first), numbers(strides, n, first)
    if min(size) < 1:
        all_sizes = ",".join(map(str, (1, *size, 1)))
        raise invalid(
            f"Sliding window ksize must be positive. The specified or inferred ksize is: {all_sizes}", POOLS[kind]
        )
    if min(steps) < 1:
        raise invalid(f"Stride must be > 0, but got {min(steps)}", POOLS[kind])
    taken = windows(x, size, steps, (1,) * n, padding, -np.inf if kind == "MAX" else 0.0)
    flat = reshape(taken, (*shape(taken)[: n + 1], int(np.prod(size)), shape(x)[-1]))
    if kind == "MAX":
        at = np.argmax(np.asarray(flat.value), axis=n + 1, keepdims=True)
        return _back(squeeze(_largest(Index(at), n + 1)(flat), n + 1), first, n)
    inside = windows(constant(np.ones((1, *shape(x)[1:-1], 1)), x.dtype), size, steps, (1,) * n, padding)
    count = np.asarray(inside.value).reshape((*shape(inside)[: n + 1], -1, 1)).sum(-2)  # padding does not count
    return _back(reduce_sum(flat, n + 1) / constant(count, x.dtype), first, n)


def _placed(
    x: Any, size: Any, strides: Any, padding: Any, data_format: str, output_dtype: Any, include_batch_in_index: bool
) -> Any:
    """The largest of each window, and where in its image (or in the batch) it stands."""
    x = convert(x)
    images, height, width, channels = shape(x)
    numbered = np.arange(images * height * width * channels, dtype=float).reshape(shape(x))
    numbered = numbered if include_batch_in_index else np.broadcast_to(numbered[:1], shape(x))
    about = numbers(size, 2, False), numbers(strides, 2, False), (1, 1), padding
    values, at = (np.asarray(windows(v, *about, fill).value) for v, fill in ((x, -np.inf), (constant(numbered), -1.0)))
    values, at = (v.reshape((*v.shape[:3], -1, channels)) for v in (values, at))
    found = np.take_along_axis(at, np.argmax(values, 3, keepdims=True), 3)[:, :, :, 0]
    pool = pooled("MAX", x, size, strides, padding, data_format)
    return MaxPoolWithArgmax(pool, constant(found.astype(np.int64), as_dtype(output_dtype)))


MaxPoolWithArgmax = namedtuple("MaxPoolWithArgmax", "output argmax")


def _convolved(x: Any, w: Any, strides: Any, padding: Any, fmt: Any, dilations: Any, *old: Any) -> Any:
    other, filter = old or (None, None)
    return convolve(x, filter if w is None else w, strides if other is None else other, padding, fmt, dilations)


def _pool(x: Any, window: Any, kind: str, strides: Any, padding: Any, data_format: Any, dilations: Any) -> Any:
    if kind not in ("MAX", "AVG"):
        raise ValueError(f"Unsupported pooling type: {kind}.")
    if dilations is not None and any(d != 1 for d in lengths(dilations)):
        raise NotImplementedError("dilations of tf.nn.pool are not offered")
    return pooled(kind, x, lengths(window), lengths(strides) if strides is not None else 1, padding, data_format)


def _windowed(kind: str, dims: Any, input: Any, *how: Any) -> Any:
    if dims and convert(input).ndim not in dims:
        raise invalid(f"Input must be {' or '.join(map(str, dims))}-dimensional", POOLS[kind])
    return pooled(kind, input, *how)


WINDOWS = "input ksize strides padding data_format=None name"
REST = "strides padding data_format=None dilations=None name"
__getattr__ = rows(
    __name__,
    ("nn.conv1d", "", "input filters=None stride=1 padding='VALID' data_format=None dilations=None name | strides=None "
     "filter=None", _convolved, "Convolution over 1 axis."),
    ("nn.conv2d nn.conv3d", "", "input filters=None strides=1 padding='VALID' data_format=None dilations=None name | "
     "stride=None filter=None", _convolved, "Convolution over 2 axes, or 3."),
    ("nn.convolution", "", "input filters strides=None padding='VALID' data_format=None dilations=None name", convolve),
    ("nn.atrous_conv2d", "", "value filters rate padding name",
     lambda x, w, rate, padding: convolve(x, w, 1, padding, None, rate), "A convolution with holes in its filters."),
    ("nn.depthwise_conv2d", "", f"input filter {REST}", depthwise, "Each channel convolved with filters of its own."),
    ("nn.separable_conv2d", "", f"input depthwise_filter pointwise_filter {REST}",
     lambda x, one, two, *how: convolve(depthwise(x, one, *how), two, 1, "VALID", how[2])),
    ("nn.conv1d_transpose nn.conv2d_transpose nn.conv3d_transpose nn.conv_transpose", "",
     "input filters output_shape strides padding='SAME' data_format=None dilations=None name", transposed),
    *((f"nn.{kind.lower()}_pool{axes}", "", WINDOWS,
       functools.partial(_windowed, kind, dims), doc)
      for kind, doc in (("MAX", "The largest of each window."),
                        ("AVG", "The mean of each window; padding does not count."))
      for axes, dims in (("", ()), ("1d", (3,)), ("2d", (4, 5)), ("3d", (5,)))),
    ("nn.max_pool_with_argmax", "", "input ksize strides padding data_format='NHWC' output_dtype='int64' "
     "include_batch_in_index=False name", _placed, "The largest of each window, and where it stands."),
    ("nn.pool", "", "input window_shape pooling_type strides=None padding='VALID' data_format=None dilations=None name",
     _pool, "The largest or the mean of windows, over as many axes as they have. ValueError for another kind."),
)  # fmt: skip
