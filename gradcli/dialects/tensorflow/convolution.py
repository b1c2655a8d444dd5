"""Convolutions and pooling: windows taken from the padded input, then a product or a reduction over them."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...core.calls import dialect_binary as binary
from ...core.calls import dialect_unary as unary
from ...core.calls import family
from ...ops import indexing, products
from ...ops.indexing import Index, putter
from ...ops.values import like
from .casting import pair
from .convert import constant, convert
from .errors import invalid
from .names import NAMES, export, renamed
from .operands import lengths, shape
from .padding import pad
from .reductions import reduce_sum
from .shaping import reshape, transpose

LETTERS = "DHW"


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


def windows(x: Any, window: tuple[int, ...], strides: Any, dilations: Any, padding: Any, fill: float = 0.0) -> Any:
    """All windows of a channels-last input: (batch, *out, *window, channels)."""
    n = len(window)
    sides = [borders(shape(x)[1 + k], window[k], strides[k], dilations[k], padding, k) for k in range(n)]
    if any(map(any, sides)):
        x = pad(x, [(0, 0), *sides, (0, 0)], constant_values=fill)
    at = []
    for k in range(n):
        count = (shape(x)[1 + k] - (window[k] - 1) * dilations[k] - 1) // strides[k] + 1
        if count <= 0:
            raise invalid("Computed output size would be negative", "Conv2D")
        grid = np.arange(count)[:, None] * strides[k] + np.arange(window[k]) * dilations[k]
        at.append(grid.reshape([count if d == k else window[k] if d == n + k else 1 for d in range(2 * n)]))
    return indexing.getitem(x, (slice(None), *at))


def _layout(x: Any, data_format: Any, n: int, padding: Any) -> tuple[Any, bool, Any]:
    first = data_format is not None and data_format.startswith("NC")
    if isinstance(padding, list | tuple) and len(padding) == n + 2:
        padding = padding[2:] if first else padding[1:-1]
    return (transpose(x, (0, *range(2, n + 2), 1)) if first else x), first, padding


def _back(y: Any, first: bool, n: int) -> Any:
    return transpose(y, (0, n + 1, *range(1, n + 1))) if first else y


def convolve(input: Any, filters: Any, strides: Any, padding: Any, data_format: Any, dilations: Any) -> Any:
    """A convolution over as many axes as the filters have, less two."""
    x, w = pair("Conv2D", input, filters)
    n = w.ndim - 2
    x, first, padding = _layout(x, data_format, n, padding)
    steps, holes = numbers(strides, n, first), numbers(dilations, n, first)
    groups = shape(x)[-1] // shape(w)[-2]
    taken = windows(x, shape(w)[:n], steps, holes, padding)
    if groups > 1:
        depth = shape(w)[-1] // groups
        parts = [
            products.tensordot(
                taken[..., g * shape(w)[-2] : (g + 1) * shape(w)[-2]], w[..., g * depth : (g + 1) * depth],
                [list(range(n + 1, 2 * n + 2)), list(range(n + 1))],
            )
            for g in range(groups)
        ]  # fmt: skip
        y = NAMES["concat"](parts, -1)
    else:
        if shape(x)[-1] != shape(w)[-2]:
            raise invalid(
                f"input depth must be evenly divisible by filter depth: {shape(x)[-1]} vs {shape(w)[-2]}", "Conv2D"
            )
        y = products.tensordot(taken, w, [list(range(n + 1, 2 * n + 2)), list(range(n + 1))])
    return _back(y, first, n)


def _conv(n: int) -> Any:
    def call(
        input: Any, filters: Any = None, strides: Any = 1, padding: Any = "VALID", data_format: Any = None,
        dilations: Any = None, name: Any = None, stride: Any = None, filter: Any = None,
    ) -> Any:  # fmt: skip
        return convolve(
            input,
            filter if filters is None else filters,
            stride if stride is not None else strides,
            padding,
            data_format,
            dilations,
        )

    call.__doc__ = f"Convolution over {n} axes."
    return call


conv2d = _conv(2)
NAMES["nn.conv1d"] = renamed(_conv(1), strides="stride", stride="strides")
NAMES["nn.conv2d"], NAMES["nn.conv3d"] = conv2d, _conv(3)


@export("nn.convolution")
def convolution(
    input: Any,
    filters: Any,
    strides: Any = None,
    padding: Any = "VALID",
    data_format: Any = None,
    dilations: Any = None,
    name: Any = None,
) -> Any:
    """Convolution over as many axes as the filters have, less two."""
    return convolve(input, filters, strides, padding, data_format, dilations)


@export("nn.depthwise_conv2d")
def depthwise_conv2d(
    input: Any,
    filter: Any,
    strides: Any,
    padding: Any,
    data_format: Any = None,
    dilations: Any = None,
    name: Any = None,
) -> Any:
    """Each channel convolved with filters of its own."""
    x, w = pair("DepthwiseConv2dNative", input, filter)
    x, first, padding = _layout(x, data_format, 2, padding)
    taken = windows(x, shape(w)[:2], numbers(strides, 2, first), numbers(dilations, 2, first), padding)
    y = products.einsum("bhwijc,ijcm->bhwcm", taken, w)
    return _back(reshape(y, (*shape(y)[:3], shape(w)[2] * shape(w)[3])), first, 2)


@export("nn.separable_conv2d")
def separable_conv2d(
    input: Any,
    depthwise_filter: Any,
    pointwise_filter: Any,
    strides: Any,
    padding: Any,
    data_format: Any = None,
    dilations: Any = None,
    name: Any = None,
) -> Any:
    """A depthwise convolution, then one of 1 by 1."""
    return conv2d(
        depthwise_conv2d(input, depthwise_filter, strides, padding, data_format, dilations),
        pointwise_filter,
        1,
        "VALID",
        data_format,
    )


def _transposed(n: int) -> Any:
    def call(
        input: Any,
        filters: Any,
        output_shape: Any,
        strides: Any,
        padding: Any = "SAME",
        data_format: Any = None,
        dilations: Any = None,
        name: Any = None,
    ) -> Any:
        y, w = pair("Conv2DBackpropInput", input, filters)
        y, first, padding = _layout(y, data_format, n, padding)
        whole = lengths(output_shape)
        whole = (whole[0], *whole[2:], whole[1]) if first else whole
        steps, holes = numbers(strides, n, first), numbers(dilations, n, first)
        window = shape(w)[:n]
        sides = [borders(whole[1 + k], window[k], steps[k], holes[k], padding, k) for k in range(n)]
        spread = products.tensordot(y, w, [[n + 1], [n + 1]])
        at = []
        for k in range(n):
            grid = np.arange(shape(y)[1 + k])[:, None] * steps[k] + np.arange(window[k]) * holes[k]
            at.append(
                grid.reshape([shape(y)[1 + k] if d == k else window[k] if d == n + k else 1 for d in range(2 * n)])
            )
        padded = (whole[0], *(m + a + z for m, (a, z) in zip(whole[1:-1], sides)), whole[-1])
        x = putter(Index((slice(None), *at)), padded)(spread)
        x = indexing.getitem(x, (slice(None), *(slice(a, a + m) for (a, _), m in zip(sides, whole[1:-1]))))
        return _back(x, first, n)

    call.__doc__ = f"The transpose of convolution over {n} axes."
    return call


NAMES["nn.conv1d_transpose"], NAMES["nn.conv2d_transpose"], NAMES["nn.conv3d_transpose"] = map(_transposed, (1, 2, 3))
NAMES["nn.conv_transpose"] = NAMES["nn.conv2d_transpose"]


def _flat_windows(input: Any, ksize: Any, strides: Any, padding: Any, data_format: Any, fill: float, n: int) -> Any:
    x, first, padding = _layout(convert(input), data_format, n, padding)
    size, steps = numbers(ksize, n, first), numbers(strides, n, first)
    taken = windows(x, size, steps, (1,) * n, padding, fill)
    return reshape(taken, (*shape(taken)[: n + 1], int(np.prod(size)), shape(x)[-1])), first, size, steps, padding, x


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
        python=lambda v: v.max(axis, keepdims=True), kinks=ties, picks=True,
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


def _max_pool(n: int) -> Any:
    def call(input: Any, ksize: Any, strides: Any, padding: Any, data_format: Any = None, name: Any = None) -> Any:
        k = convert(input).ndim - 2 if n == 0 else n
        flat, first, *_ = _flat_windows(input, ksize, strides, padding, data_format, -np.inf, k)
        at = np.argmax(
            np.asarray(flat.value), axis=k + 1, keepdims=True
        )  # the first of equals takes the whole cotangent
        return _back(NAMES["squeeze"](_largest(Index(at), k + 1)(flat), k + 1), first, k)

    call.__doc__ = "The largest of each window."
    return call


def _avg_pool(n: int) -> Any:
    def call(input: Any, ksize: Any, strides: Any, padding: Any, data_format: Any = None, name: Any = None) -> Any:
        k = convert(input).ndim - 2 if n == 0 else n
        flat, first, size, steps, padding, x = _flat_windows(input, ksize, strides, padding, data_format, 0.0, k)
        ones = windows(constant(np.ones((1, *shape(x)[1:-1], 1)), x.dtype), size, steps, (1,) * k, padding)
        count = np.asarray(ones.value).reshape((*shape(ones)[: k + 1], -1, 1)).sum(-2)
        return _back(reduce_sum(flat, k + 1) / constant(count, x.dtype), first, k)

    call.__doc__ = "The mean of each window; padding does not count."
    return call


for _n, _suffix in ((0, ""), (1, "1d"), (2, "2d"), (3, "3d")):
    NAMES[f"nn.max_pool{_suffix}"], NAMES[f"nn.avg_pool{_suffix}"] = _max_pool(_n), _avg_pool(_n)


@export("nn.atrous_conv2d")
def atrous_conv2d(value: Any, filters: Any, rate: Any, padding: Any, name: Any = None) -> Any:
    """A convolution with holes in its filters."""
    return NAMES["nn.conv2d"](value, filters, 1, padding, None, rate)


@export("nn.pool")
def pool(
    input: Any, window_shape: Any, pooling_type: str, strides: Any = None, padding: str = "VALID",
    data_format: Any = None, dilations: Any = None, name: Any = None,
) -> Any:  # fmt: skip
    """The largest or the mean of windows, over as many axes as they have. ValueError for another kind."""
    if pooling_type not in ("MAX", "AVG"):
        raise ValueError(f"Unsupported pooling type: {pooling_type}.")
    if dilations is not None and any(d != 1 for d in lengths(dilations)):
        raise NotImplementedError("dilations of tf.nn.pool are not offered")
    window = lengths(window_shape)
    made = NAMES[f"nn.{pooling_type.lower()}_pool{len(window)}d"]
    return made(input, window, lengths(strides) if strides is not None else 1, padding, data_format)
