"""Arrays padded and broadcast, chosen between, and passed through unchanged."""

from __future__ import annotations

from typing import Any

import numpy as np

from ....core.calls import dialect_unary as unary
from ....core.calls import family, record
from ....core.op import Op
from ....ops import arithmetic, indexing, layout
from ....ops import branches as b
from ....ops.multi_output import pick
from ..tensors import EagerTensor, TensorShape, bracket, convert, export, invalid, rows, unregistered
from ..tensors.errors import unlike
from ..tensors.indexed import mapped
from ..tensors.operands import boolean, pair, retyped, shape, whole
from .shaping import reshape, transpose

STOP = unary("stop_gradient", "flat", custom=True, python=lambda v: v)


@export("pad")
def pad(tensor: Any, paddings: Any, mode: str = "CONSTANT", constant_values: Any = 0, name: Any = None) -> Any:
    """Borders around x: constant, or its own edge mirrored."""
    x, widths, how = convert(tensor), np.asarray(convert(paddings).value).astype(int), mode.upper()
    if widths.shape != (x.ndim, 2):
        both = f"{bracket(widths.shape)} {bracket(shape(x))}"
        raise invalid(f"The first dimension of paddings must be the rank of inputs{both}", "Pad")
    if (widths < 0).any():
        sides = widths[(widths < 0).any(1)][0]
        raise invalid(
            f"Paddings must be non-negative: {sides[0]} {sides[1]}", "Pad" if how == "CONSTANT" else "MirrorPad"
        )
    if how not in ("CONSTANT", "REFLECT", "SYMMETRIC"):
        known = 'Value of argument `mode` expected to be one of "CONSTANT", "REFLECT", or "SYMMETRIC".'
        raise ValueError(f"{known} Received `mode` = {mode}")
    if how == "CONSTANT":
        y = indexing.pad(x, widths.tolist())
        fill = convert(constant_values, x.dtype)
        if np.asarray(fill.value) != 0:
            inside = np.zeros(shape(y), bool)
            inside[tuple(slice(int(a), int(a) + m) for (a, _), m in zip(widths, shape(x)))] = True
            y = b.where(inside, y, fill)
        return y
    for n, sides in enumerate(widths):
        size, edge = shape(x)[n], how == "REFLECT"
        if max(sides) > size - edge:
            least, than = ("less", "not less") if edge else ("no greater", "greater")
            both = f"{sides[0]}, {sides[1]} {than} than {size}"
            raise invalid(f"paddings must be {least} than the dimension size: {both}", "MirrorPad")
        x = indexing.take(x, np.pad(np.arange(shape(x)[n]), sides, how.lower()), n)  # type: ignore[call-overload]
    return x


@export("where", v1=("where_v2", "where"))
def where(condition: Any, x: Any = None, y: Any = None, name: Any = None) -> Any:
    """x where the condition holds, else y; without them, the places where it holds."""
    if x is None and y is None:
        return EagerTensor(np.argwhere(np.asarray(convert(condition).value)).astype(np.int64))
    if x is None or y is None:
        raise ValueError("x and y must both be non-None or both be None.")
    c = boolean("SelectV2", condition, 0, name)
    x, y = pair("SelectV2", x, y, at=2)
    try:
        np.broadcast_shapes(shape(c), shape(x), shape(y))
    except ValueError:
        parts = f"condition {bracket(shape(c))}, then {bracket(shape(x))}, and else {bracket(shape(y))}"
        raise invalid(f"{parts} must be broadcastable", "SelectV2", name or "") from None
    return retyped(b.where(c, x, y), x.dtype)


@export("identity")
def identity(input: Any, name: Any = None) -> Any:
    """The same value as a new tensor."""
    return mapped(arithmetic.read, input)


def _reversed(x: EagerTensor, counts: Any, seq_axis: Any, batch_axis: Any) -> Any:
    along, over = whole(seq_axis or 0), whole(batch_axis or 0)
    n = np.arange(shape(x)[along])
    at = np.where(n < counts[:, None], counts[:, None] - 1 - n, n)
    grid = [np.arange(m).reshape([-1 if d == k else 1 for d in range(x.ndim)]) for k, m in enumerate(shape(x))]
    wide = [shape(x)[d] if d in (over, along) else 1 for d in range(x.ndim)]
    grid[along] = (at if over < along else at.T).reshape(wide)
    return indexing.getitem(x, tuple(grid))


def _broadcast(x: EagerTensor, to: tuple[int, ...]) -> Any:
    try:
        np.broadcast_shapes(shape(x), to)
    except ValueError:
        raise unlike("BroadcastTo", shape(x), to) from None
    return layout.spread(x, to)


def _ensured(x: EagerTensor, wanted: Any) -> Any:
    if not x.shape.is_compatible_with(wanted):
        known = ",".join("?" if n is None else str(n) for n in TensorShape(wanted).as_list())
        text = f"Shape of tensor input {bracket(shape(x))} is not compatible with expected shape [{known}]."
        raise invalid(text, "EnsureShape")
    return identity(x)


def _bitcast(x: EagerTensor, dtype: Any) -> Any:
    small, large = sorted((x.dtype.size, dtype.size))
    more, ends = large // small, shape(x)
    if x.dtype.size < dtype.size and ends[-1:] != (more,):
        raise invalid(f"Cannot bitcast from {x.dtype.as_datatype_enum} to {dtype.as_datatype_enum}", "Bitcast")
    size = ends if more == 1 else (*ends, more) if x.dtype.size == large else ends[:-1]

    def bits(v: Any) -> Any:
        return np.ascontiguousarray(v).reshape(-1).view(dtype.as_numpy_dtype).reshape(size)[()]

    read = unary("bitcast", "general", unregistered("Bitcast"), python=bits)
    return read(x)


# space and batch


def _to_batch(x: EagerTensor, blocks: tuple[int, ...], paddings: Any) -> Any:
    k = len(blocks)
    x = pad(x, [[0, 0], *paddings.tolist(), *[[0, 0]] * (x.ndim - 1 - k)])
    batch, space, rest = shape(x)[0], shape(x)[1 : 1 + k], shape(x)[1 + k :]
    y = reshape(x, (batch, *[m for n, t in zip(space, blocks) for m in (n // t, t)], *rest))
    order = [*range(2, 2 * k + 1, 2), 0, *range(1, 2 * k, 2), *range(2 * k + 1, y.ndim)]
    return reshape(transpose(y, order), (-1, *(n // t for n, t in zip(space, blocks)), *rest))


def _to_depth(x: EagerTensor, t: int) -> Any:
    n, h, w, c = shape(x)
    apart = reshape(x, (n, h // t, t, w // t, t, c))
    return reshape(transpose(apart, (0, 1, 3, 2, 4, 5)), (n, h // t, w // t, t * t * c))


def _from_depth(x: EagerTensor, t: int) -> Any:
    n, h, w, c = shape(x)
    apart = reshape(x, (n, h, w, t, t, c // (t * t)))
    return reshape(transpose(apart, (0, 1, 3, 2, 4, 5)), (n, h * t, w * t, c // (t * t)))


DEPTH = "input:any block_size data_format='NHWC':- name"


@family
def _as_they_are(count: int) -> Op:
    vjp = tuple(lambda g, y, *xs, n=n: g.of(n, y) for n in range(count))
    return Op("identity_n", "general", vjp, elementwise=False, python=lambda *xs: xs, params=(count,))


def _identities(xs: Any) -> list[Any]:
    if len(tensors := [convert(x) for x in xs]) == 1:
        return [identity(tensors[0])]
    y = record(_as_they_are(len(tensors)), tuple(tensors))
    return [retyped(pick(n)(y), x.dtype) for n, x in enumerate(tensors)]


__getattr__ = rows(
    __name__,
    ("reverse_sequence", "", "input:any seq_lengths:value seq_axis=None batch_axis=None name", _reversed),
    ("broadcast_to", "", "input:any shape:shape name", _broadcast, "x repeated to a shape."),
    ("identity_n", "", "input name", _identities, "Each as a new tensor; all have a gradient where one has."),
    ("ensure_shape", "", "x:any shape name", _ensured,
     "x. InvalidArgumentError unless its shape is compatible with `shape`."),
    ("stop_gradient", "", "input:any name", STOP, "x as a constant: no gradient flows through it."),
    ("bitcast", "", "input:any type:dtype name", _bitcast,
     "The same bits read as another dtype: no gradient is registered."),
    ("space_to_batch_nd space_to_batch", "", "input:any block_shape:shape paddings:value name", _to_batch),
    ("nn.space_to_depth", "", DEPTH, _to_depth, "Blocks of space moved into the channels."),
    ("nn.depth_to_space", "", DEPTH, _from_depth, "Channels moved into blocks of space."),
)  # fmt: skip
