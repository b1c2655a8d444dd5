"""Shape only: sums and what they undo, the same elements in another order. All linear, a parameter makes an op."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from ..core.calls import family, tidy, unary
from ..core.forms import is_mpf, numpy
from ..core.trace import plain
from ..core.vocabulary import Axis, define, public
from ..errors import ShapeFault
from .values import axes_of, axis_of, bounded, complex_parts, dims, products, shape_of


def fit(d: Any, value: Any) -> Any:
    """Sum a cotangent back to the shape of its input, which is broadcasting's transpose; real for a real one."""
    bare = plain(d)
    if bare.__class__ is float is value.__class__:  # the commonest
        return d
    if (dtype := getattr(bare, "dtype", None)) is None and bare.__class__ is value.__class__:  # two numbers
        return d
    if dtype is getattr(value, "dtype", None) is not None and bare.shape == value.shape:
        return d
    s, t = getattr(value, "shape", ()), shape_of(bare)
    if complex_parts(bare) and not complex_parts(value):
        from .complex import real

        d = real(d)
    if s == t:
        return d
    extra = len(t) - len(s)
    if extra > 0:
        d = total(d, tuple(range(extra)))
    axes = tuple(n for n, m in enumerate(s) if m == 1 and t[n + extra] != 1) if extra >= 0 else ()
    if axes:
        d = total(d, axes, keepdims=True)
    return d if shape_of(d) == s else spread(d, s)


@public("sum")
def total(x: Any, axis: Axis = None, keepdims: bool = False) -> Any:
    """The sum of the elements, of all or along an axis."""
    shape = shape_of(x)
    axes = axes_of(axis, len(shape))
    return _total(axes, bool(keepdims))(x) if shape else x


@family
def _total(axis: Any, keepdims: bool) -> Any:
    return unary(
        "sum", "linear", lambda g, y, x: spread(g, shape_of(x), axis, keepdims), params=(axis, keepdims),
        python=lambda v: tidy(v.sum(axis=axis, keepdims=keepdims)), elementwise=False, terms=products,
        doc="sum of the elements",
        stacked=lambda g, shape: _unsummed(g, shape, axis, keepdims),
    )  # fmt: skip


def _unsummed(g: Any, shape: tuple[int, ...], axis: Any, keepdims: bool) -> Any:
    """The transpose of a sum, of each cotangent of a stack."""
    np = numpy()
    if not keepdims:
        g = np.expand_dims(g, tuple(k + 1 for k in (range(len(shape) - 1) if axis is None else axis)))
    return np.broadcast_to(g, shape)


def spread(g: Any, to: tuple[int, ...], axis: Axis = None, keepdims: bool = True) -> Any:
    """`g` repeated to the shape `to`: along `axis` where a sum removed it, else by broadcasting."""
    return _spread(tuple(to), axis, keepdims)(g)


@family
def _spread(to: tuple[int, ...], axis: Any, keepdims: bool) -> Any:
    def forward(g: Any) -> Any:
        np = numpy()
        if not to:
            return tidy(np.reshape(g, ())[()])
        if not getattr(g, "shape", ()):
            if is_mpf(g) or (not hasattr(g, "dtype") and not isinstance(g, float | int | complex)):
                flat = np.empty(to, object)
                flat.fill(g)
                return flat
            g = np.asarray(g)
        elif axis is not None and not keepdims:
            g = np.expand_dims(g, axis)
        return stretched(g, bounded(to, False))

    def rule(h: Any, y: Any, g: Any) -> Any:
        return fit(h, plain(g)) if axis is None or keepdims else total(h, axis)

    return unary("broadcast_to", "linear", rule, params=(to,), python=forward, elementwise=False)


def stretched(g: Any, to: tuple[int, ...]) -> Any:
    """np.broadcast_to, which takes as long as an op."""
    np = numpy()
    lead = len(to) - g.ndim
    if lead < 0 or g.dtype.hasobject or not g.flags.c_contiguous or type(g) is not np.ndarray:
        return np.broadcast_to(g, to)
    strides = [0] * lead
    for have, want, stride in zip(g.shape, to[lead:], g.strides):
        if have != want and have != 1:
            return np.broadcast_to(g, to)
        strides.append(stride if have == want else 0)
    y = np.ndarray(to, g.dtype, g, strides=strides)
    y.flags.writeable = False
    return y


@public("broadcast_to")
def broadcast_to(x: Any, shape: Any) -> Any:
    """x repeated to a shape."""
    to = bounded(dims(shape), False)
    try:
        numpy().broadcast_shapes(shape_of(x), to)
    except ValueError:
        raise ShapeFault(f"shape {shape_of(x)} does not broadcast to {to}", code="shape") from None
    return spread(x, to)


@public("reshape")
def reshape(x: Any, shape: Any) -> Any:
    """The same elements in another shape; one length may be -1."""
    to, size = dims(shape), math.prod(shape_of(x))
    if to.count(-1) == 1:
        known = -math.prod(to)
        to = tuple((size // known if known else 0) if n == -1 else n for n in to)
    if math.prod(to) != size or min(to, default=0) < 0:
        raise ShapeFault(f"cannot reshape {size} elements to {dims(shape)}", code="shape")
    return x if to == shape_of(x) else _reshape(to)(x)


@family
def _reshape(to: tuple[int, ...]) -> Any:
    return unary(
        "reshape", "linear", lambda g, y, x: reshape(g, shape_of(x)), params=(to,), elementwise=False,
        stacked=lambda g, shape: g.reshape(shape),
        python=lambda v: numpy().reshape(v, to) if to else (v.reshape(())[()] if v.dtype == object else tidy(v.item())
        if v.dtype == float else v.reshape(())[()]),
    )  # fmt: skip


ravel = define("ravel flatten", lambda x: reshape(x, (math.prod(shape_of(x)),)), "The elements in one row")


@public("transpose")
def transpose(x: Any, axes: Sequence[int] | None = None) -> Any:
    """The axes in another order; without one, reversed."""
    n = len(shape_of(x))
    order = tuple(range(n))[::-1] if axes is None else tuple(axis_of(a, n) for a in axes)
    if sorted(order) != list(range(n)):
        raise ShapeFault(f"{axes} is no order of {n} axes", code="shape")
    return x if order == tuple(range(n)) else _transpose(order)(x)


@family
def _transpose(order: tuple[int, ...]) -> Any:
    back = tuple(sorted(range(len(order)), key=order.__getitem__))
    return unary(
        "transpose", "linear", lambda g, y, x: _transpose(back)(g), params=(order,), elementwise=False,
        python=lambda v: v.transpose(order),
    )  # fmt: skip


def matrices_transposed(x: Any) -> Any:
    """The last two axes exchanged, as swapaxes(x, -1, -2), of what is known to have them."""
    n = len(shape_of(x))
    return _transpose((*range(n - 2), n - 1, n - 2))(x)


@public("swapaxes")
def swapaxes(x: Any, a: int, b: int) -> Any:
    """Two axes exchanged."""
    order = list(range(len(shape_of(x))))
    a, b = axis_of(a, len(order)), axis_of(b, len(order))
    order[a], order[b] = order[b], order[a]
    return transpose(x, order)


@public("moveaxis")
def moveaxis(x: Any, source: int, destination: int) -> Any:
    """One axis moved to another place."""
    order = list(range(len(shape_of(x))))
    n = len(order)
    order.insert(axis_of(destination, n), order.pop(axis_of(source, n)))
    return transpose(x, order)


@public("expand_dims")
def expand_dims(x: Any, axis: int) -> Any:
    """A new axis of length 1."""
    s = shape_of(x)
    n = axis_of(axis, len(s) + 1)
    return reshape(x, (*s[:n], 1, *s[n:]))


@public("squeeze")
def squeeze(x: Any, axis: Axis = None) -> Any:
    """Axes of length 1 removed."""
    s = shape_of(x)
    drop = axes_of(axis, len(s)) if axis is not None else tuple(n for n, m in enumerate(s) if m == 1)
    if any(s[n] != 1 for n in drop or ()):
        raise ShapeFault(f"cannot squeeze axis {axis} of shape {s}: its length is not 1", code="shape")
    return reshape(x, tuple(m for n, m in enumerate(s) if n not in (drop or ())))
