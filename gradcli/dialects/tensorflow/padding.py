"""Arrays padded and broadcast, chosen between, and passed through unchanged."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...core.calls import dialect_unary as unary
from ...ops import arithmetic, indexing, layout
from ...ops import branches as b
from .casting import retyped
from .convert import convert, is_tensor
from .dtypes import bool_
from .errors import bracket, invalid
from .indexed import mapped
from .names import NAMES, export
from .operands import lengths, numbers, shape, whole
from .shapes import TensorShape
from .shaping import reshape, transpose
from .tensor import EagerTensor


@export("reverse_sequence")
def reverse_sequence(
    input: Any, seq_lengths: Any, seq_axis: Any = None, batch_axis: Any = None, name: Any = None
) -> Any:
    """The first so many elements of each row reversed."""
    x, counts = convert(input), numbers(seq_lengths)
    along, over = whole(seq_axis or 0), whole(batch_axis or 0)
    n = np.arange(shape(x)[along])
    at = np.where(n < counts[:, None], counts[:, None] - 1 - n, n)
    grid = [np.arange(m).reshape([-1 if d == k else 1 for d in range(x.ndim)]) for k, m in enumerate(shape(x))]
    grid[along] = (at if over < along else at.T).reshape(
        [shape(x)[d] if d in (over, along) else 1 for d in range(x.ndim)]
    )
    return indexing.getitem(x, tuple(grid))


@export("pad")
def pad(tensor: Any, paddings: Any, mode: str = "CONSTANT", constant_values: Any = 0, name: Any = None) -> Any:
    """Borders around x: constant, or its own edge mirrored."""
    x = convert(tensor)
    widths = np.asarray(convert(paddings).value).astype(int)
    if widths.shape != (x.ndim, 2):
        raise invalid(
            f"The first dimension of paddings must be the rank of inputs{bracket(widths.shape)} {bracket(shape(x))}",
            "Pad",
        )
    if mode.upper() not in ("CONSTANT", "REFLECT", "SYMMETRIC"):
        raise ValueError(
            'Value of argument `mode` expected to be one of "CONSTANT", "REFLECT", or "SYMMETRIC". Received '
            f"`mode` = {mode}"
        )
    if mode.upper() == "CONSTANT":
        y = indexing.pad(x, widths.tolist())
        fill = convert(constant_values, x.dtype)
        if np.asarray(fill.value) != 0:
            inside = np.zeros(shape(y), bool)
            inside[tuple(slice(int(a), int(a) + m) for (a, _), m in zip(widths, shape(x)))] = True
            y = b.where(inside, y, fill)
        return y
    for n, (before, after) in enumerate(widths):
        at = np.pad(np.arange(shape(x)[n]), (before, after), "reflect" if mode.upper() == "REFLECT" else "symmetric")
        x = indexing.take(x, at, n)
    return x


@export("broadcast_to")
def broadcast_to(input: Any, shape: Any, name: Any = None) -> Any:
    """x repeated to a shape."""
    x, to = convert(input), lengths(shape)
    try:
        np.broadcast_shapes(getattr(x.value, "shape", ()), to)
    except ValueError:
        raise invalid(
            f"Incompatible shapes: {bracket(getattr(x.value, 'shape', ()))} vs. {bracket(to)}", "BroadcastTo"
        ) from None
    return layout.spread(x, to)


@export("identity")
def identity(input: Any, name: Any = None) -> Any:
    """The same value as a new tensor."""
    return mapped(arithmetic.read, input)


@export("identity_n")
def identity_n(input: Any, name: Any = None) -> list[Any]:
    """Each as a new tensor."""
    return [identity(x) for x in input]


@export("ensure_shape")
def ensure_shape(x: Any, shape: Any, name: Any = None) -> Any:
    """x. InvalidArgumentError unless its shape is compatible with `shape`."""
    x = convert(x)
    if not x.shape.is_compatible_with(shape):
        wanted = ",".join("?" if n is None else str(n) for n in TensorShape(shape).as_list())
        raise invalid(
            f"Shape of tensor input {bracket(getattr(x.value, 'shape', ()))} is not compatible with expected shape "
            f"[{wanted}].",
            "EnsureShape",
        )
    return identity(x)


@export("where", v1=("where_v2",))
def where(condition: Any, x: Any = None, y: Any = None, name: Any = None) -> Any:
    """x where the condition holds, else y; without them, the places where it holds."""
    c = convert(condition)
    if x is None and y is None:
        return EagerTensor(np.argwhere(np.asarray(c.value)).astype(np.int64))
    if x is None or y is None:
        raise ValueError("x and y must both be non-None or both be None.")
    c = convert(condition, bool_) if not is_tensor(condition) else c
    if c.dtype is not bool_:
        raise invalid(
            f"cannot compute SelectV2 as input #0(zero-based) was expected to be a bool tensor but is a "
            f"{c.dtype.kernel} tensor",
            "SelectV2", name or "", kernel=False,
        )  # fmt: skip
    x, y = _same("SelectV2", x, y)
    try:
        np.broadcast_shapes(shape(c), shape(x), shape(y))
    except ValueError:
        raise invalid(
            f"condition {bracket(shape(c))}, then {bracket(shape(x))}, and else {bracket(shape(y))} must be "
            "broadcastable",
            "SelectV2", name or "",
        ) from None  # fmt: skip
    return retyped(b.where(c, x, y), x.dtype)


def _same(kernel: str, x: Any, y: Any) -> tuple[Any, Any]:
    x = convert(x, convert(y).dtype) if is_tensor(y) and not is_tensor(x) else convert(x)
    y = convert(y) if is_tensor(y) else convert(y, x.dtype)
    if x.dtype is not y.dtype:
        raise invalid(
            f"cannot compute {kernel} as input #2(zero-based) was expected to be a {x.dtype.kernel} tensor but is a "
            f"{y.dtype.kernel} tensor", kernel, kernel=False,
        )  # fmt: skip
    return x, y


@export("stop_gradient")
def stop_gradient(input: Any, name: Any = None) -> Any:
    """x as a constant: no gradient flows through it."""
    x = convert(input)
    return STOP(x)


STOP = unary("stop_gradient", "flat", custom=True, python=lambda v: v)


@export("bitcast")
def bitcast(input: Any, type: Any, name: Any = None) -> Any:
    """The same bits read as another dtype: no gradient is registered."""
    from .dtypes import as_dtype
    from .errors import unregistered

    dtype = as_dtype(type)
    op = unary(
        "bitcast", "general", unregistered("Bitcast"), python=lambda v: np.asarray(v).view(dtype.as_numpy_dtype)[()]
    )
    return op(convert(input))


@export("space_to_batch_nd", "space_to_batch")
def space_to_batch(input: Any, block_shape: Any, paddings: Any, name: Any = None) -> Any:
    """Blocks of space moved into the batch."""
    x = pad(
        input,
        [
            [0, 0],
            *np.asarray(convert(paddings).value).tolist(),
            *[[0, 0]] * (convert(input).ndim - 1 - len(lengths(block_shape))),
        ],
    )
    blocks, s0 = lengths(block_shape), shape(x)
    k = len(blocks)
    inner = [m for n, t in zip(s0[1 : 1 + k], blocks) for m in (n // t, t)]
    y = reshape(x, (s0[0], *inner, *s0[1 + k :]))
    order = [*range(2, 2 * k + 1, 2), 0, *range(1, 2 * k, 2), *range(2 * k + 1, y.ndim)]
    return reshape(transpose(y, order), (-1, *(n // t for n, t in zip(s0[1 : 1 + k], blocks)), *s0[1 + k :]))


@export("batch_to_space")
def batch_to_space(input: Any, block_shape: Any, crops: Any, name: Any = None) -> Any:
    """The batch moved into blocks of space."""
    x, blocks = convert(input), lengths(block_shape)
    k, batch = len(blocks), shape(x)[0] // int(np.prod(blocks))
    y = reshape(x, (*blocks, batch, *shape(x)[1:]))
    order = [k, *[n for d in range(k) for n in (k + 1 + d, d)], *range(2 * k + 1, y.ndim)]
    space = [m * t for m, t in zip(shape(x)[1 : 1 + k], blocks)]
    y = reshape(transpose(y, order), (batch, *space, *shape(x)[1 + k :]))
    cuts = np.asarray(convert(crops).value)
    return indexing.getitem(y, (slice(None), *[slice(int(a), m - int(z)) for (a, z), m in zip(cuts, space)]))


def space_to_depth(input: Any, block_size: int, data_format: str = "NHWC", name: Any = None) -> Any:
    """Blocks of space moved into the channels."""
    x = convert(input)
    n, h, w, c = shape(x)
    t = block_size
    return reshape(
        transpose(reshape(x, (n, h // t, t, w // t, t, c)), (0, 1, 3, 2, 4, 5)), (n, h // t, w // t, t * t * c)
    )


def depth_to_space(input: Any, block_size: int, data_format: str = "NHWC", name: Any = None) -> Any:
    """Channels moved into blocks of space."""
    x = convert(input)
    n, h, w, c = shape(x)
    t = block_size
    return reshape(
        transpose(reshape(x, (n, h, w, t, t, c // (t * t))), (0, 1, 3, 2, 4, 5)), (n, h * t, w * t, c // (t * t))
    )


NAMES["nn.space_to_depth"], NAMES["nn.depth_to_space"] = space_to_depth, depth_to_space
