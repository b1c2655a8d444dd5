"""tf.experimental.numpy, continued: what is written from the names that the first part has."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from . import creation, diagonals, padding, products, reductions, shaping
from .casting import cast
from .complexes import conj, imag, real
from .convert import convert
from .creation import meshgrid, ones_like, zeros_like
from .elementary import abs_, divide, exp, log1p, maximum, pow, sin
from .elementary import round as tf_round
from .experimental_numpy import BASE, TABLE, array, dims, floating, matmul, moveaxis, promoted
from .logic import logical_xor
from .logic import polyval as tf_polyval
from .names import NAMES, known
from .operands import shape
from .products import cross as tf_cross
from .shaping import roll, stack
from .tensor import EagerTensor


def atleast(rank: int) -> Any:
    """Arrays of so many axes at least; of rank 3 the new ones stand around the first."""

    def one(x: Any) -> Any:
        y = array(x)
        if rank == 3 and y.ndim:
            return shaping.reshape(y, (1, *shape(y), 1)[-3 if y.ndim == 2 else 0 :][:3] if y.ndim < 3 else shape(y))
        return shaping.reshape(y, (1,) * (rank - y.ndim) + shape(y)) if y.ndim < rank else y

    return lambda *arys: one(arys[0]) if len(arys) == 1 else [one(x) for x in arys]


def joined(axis: int, rank: int) -> Any:
    """Arrays of so many axes at least, joined."""

    def call(tup: Any) -> Any:
        xs = [atleast(rank)(x) for x in promoted(*tup)]
        return shaping.concat(xs, 0 if xs[0].ndim == 1 else axis)

    return call


def without_nan(name: str, fill: float) -> Any:
    """A reduction that leaves out what is nan."""

    def call(a: Any, axis: Any = None, dtype: Any = None, keepdims: bool = False) -> Any:
        x = array(a)
        good = ~np.isnan(np.asarray(x.value, float))
        kept = padding.where(good, x, convert(np.full(shape(x), fill), x.dtype))
        if name == "mean":
            return TABLE["sum"](kept, axis, None, keepdims) / cast(
                reductions.reduce_sum(convert(good.astype(int)), axis, keepdims), x.dtype
            )
        return TABLE[name](kept, axis, dtype, keepdims)

    return call


def average(a: Any, axis: Any = None, weights: Any = None, returned: bool = False) -> Any:
    """The weighted mean."""
    x = floating(a)
    if weights is None:
        return TABLE["mean"](x, axis)
    w = cast(array(weights), x.dtype)
    if w.ndim != x.ndim:
        w = shaping.reshape(w, [-1 if n == axis % x.ndim else 1 for n in range(x.ndim)]) + zeros_like(x)
    return reductions.reduce_sum(x * w, axis) / reductions.reduce_sum(w, axis)


def diff(a: Any, n: int = 1, axis: int = -1) -> Any:
    """Differences of neighbours."""
    x = array(a)
    for _ in range(n):
        lead = (slice(None),) * (axis % x.ndim)
        x = x[(*lead, slice(1, None))] - x[(*lead, slice(None, -1))]
    return x


def sinc(x: Any) -> Any:
    """sin(pi x) / (pi x), 1 at 0."""
    y = math.pi * floating(x)
    safe = padding.where(convert(np.asarray(y.value) == 0), ones_like(y), y)
    return padding.where(convert(np.asarray(y.value) == 0), ones_like(y), sin(safe) / safe)


def logaddexp(x1: Any, x2: Any, base: float = 1.0) -> Any:
    """log(exp(x1) + exp(x2)), in units of base."""
    x, y = (floating(v) for v in promoted(x1, x2))
    top = maximum(x, y)
    return top + log1p(exp(-abs_(x - y) * base)) / base


def kron(a: Any, b: Any) -> Any:
    """The Kronecker product of matrices."""
    x, y = promoted(a, b)
    rank = max(x.ndim, y.ndim)
    x, y = (shaping.reshape(v, (1,) * (rank - v.ndim) + shape(v)) for v in (x, y))
    left = shaping.reshape(x, [m for n in shape(x) for m in (n, 1)])
    right = shaping.reshape(y, [m for n in shape(y) for m in (1, n)])
    return shaping.reshape(left * right, [m * n for m, n in zip(shape(x), shape(y))])


def cross(a: Any, b: Any, axis: int = -1) -> Any:
    """The cross product along the last axis; of plane vectors its third part."""
    x, y = promoted(a, b)
    if shape(x)[axis] == 2 and shape(y)[axis] == 2:
        return x[..., 0] * y[..., 1] - x[..., 1] * y[..., 0]
    return tf_cross(x, y + zeros_like(x))


def split(ary: Any, indices_or_sections: Any, axis: int = 0) -> list[Any]:
    """Parts along an axis: so many equal ones, or from place to place."""
    x = array(ary)
    n = shape(x)[axis]
    if isinstance(indices_or_sections, int):
        if n % indices_or_sections:
            raise ValueError("array split does not result in an equal division")
        ends = [n // indices_or_sections * k for k in range(1, indices_or_sections)]
    else:
        ends = list(indices_or_sections)
    lead = (slice(None),) * (axis % x.ndim)
    return [x[(*lead, slice(a, b))] for a, b in zip([0, *ends], [*ends, n])]


def swapaxes(a: Any, axis1: int, axis2: int) -> Any:
    """Two axes exchanged."""
    x = array(a)
    order = list(range(x.ndim))
    order[axis1], order[axis2] = order[axis2], order[axis1]
    return shaping.transpose(x, order)


def rot90(m: Any, k: int = 1, axes: Any = (0, 1)) -> Any:
    """Turned by so many right angles."""
    x = array(m)
    for _ in range(k % 4):
        x = shaping.reverse(swapaxes(x, *axes), [axes[0] % x.ndim])
    return x


def pad(array: Any, pad_width: Any, mode: str = "constant", constant_values: Any = 0) -> Any:
    """Borders around an array."""
    x = TABLE["array"](array)
    widths = np.broadcast_to(np.asarray(pad_width), (x.ndim, 2))
    return padding.pad(x, widths, mode.upper(), constant_values)


def band(lower: bool) -> Any:
    """A matrix without what is above, or below, a diagonal."""

    def call(m: Any, k: int = 0) -> Any:
        x = array(m)
        rows, columns = shape(x)[-2:]
        inside = np.tri(rows, columns, k, dtype=bool) if lower else ~np.tri(rows, columns, k - 1, dtype=bool)
        return padding.where(convert(inside), x, zeros_like(x))

    return call


def vander(x: Any, N: int | None = None, increasing: bool = False) -> Any:
    """Powers of numbers, as the columns of a matrix."""
    y = array(x)
    powers = [pow(y, convert(n, y.dtype)) for n in range(shape(y)[0] if N is None else N)]
    return stack(powers if increasing else powers[::-1], -1)


def polyval(p: Any, x: Any) -> Any:
    """A polynomial, its highest coefficient first."""
    coefficients, y = promoted(p, x)
    return tf_polyval([coefficients[n] for n in range(shape(coefficients)[0])], y)


def nonzero(a: Any) -> list[Any]:
    """Where an array is not zero, axis by axis."""
    return [convert(at) for at in np.nonzero(np.asarray(array(a).value))]


def heaviside(x1: Any, x2: Any) -> Any:
    """0 below zero, 1 above it, x2 at it."""
    x, y = promoted(x1, x2)
    step = convert((np.asarray(x.value) > 0).astype(x.dtype.as_numpy_dtype))
    return padding.where(convert(np.asarray(x.value) == 0), y, step)


def array_equal(a1: Any, a2: Any) -> EagerTensor:
    """Whether two arrays are the same."""
    return EagerTensor(np.bool_(np.array_equal(np.asarray(array(a1).value), np.asarray(array(a2).value))))


def truths(name: str) -> Any:
    """A reduction of truth values."""
    return lambda a, axis=None, keepdims=None: known(f"reduce_{name}")(cast(array(a), "bool"), axis, bool(keepdims))


def rounded(a: Any, decimals: int = 0) -> Any:
    """Rounded to so many decimals, halves to the even one."""
    x = floating(a)
    return tf_round(x * 10.0**decimals) / 10.0**decimals


MORE: dict[str, Any] = {
    "flatten": lambda a, order="C": shaping.reshape(array(a), [-1]), "fliplr": lambda m: shaping.reverse(array(m), [1]),
    "flipud": lambda m: shaping.reverse(array(m), [0]), "rot90": rot90, "tril": band(True), "triu": band(False),
    "diagonal": lambda a, offset=0: diagonals.diag_part(array(a), k=offset), "around": rounded, "round": rounded,
    "diagflat": lambda v, k=0: diagonals.diag(shaping.reshape(array(v), [-1]), k=k),
    "atleast_1d": atleast(1), "atleast_2d": atleast(2), "atleast_3d": atleast(3), "copy": lambda a: array(a),
    "nansum": without_nan("sum", 0.0), "nanmean": without_nan("mean", 0.0), "nanprod": without_nan("prod", 1.0),
    "ptp": lambda a, axis=None, keepdims=False: TABLE["max"](a, axis, None, keepdims) - TABLE["min"](
        a, axis, None, keepdims),
    "real": lambda val: real(array(val)), "imag": lambda val: imag(array(val)),
    "conj": lambda x: conj(array(x)), "conjugate": lambda x: conj(array(x)),
    "positive": lambda x: array(x), "deg2rad": lambda x: floating(x) * (math.pi / 180.0),
    "rad2deg": lambda x: floating(x) * (180.0 / math.pi), "sinc": sinc, "average": average, "diff": diff,
    "count_nonzero": lambda a, axis=None: reductions.reduce_sum(convert(
        (np.asarray(array(a).value) != 0).astype(np.int64)), axis), "nonzero": nonzero, "any": truths("any"),
    "all": truths("all"), "empty": TABLE["zeros"], "empty_like": TABLE["zeros_like"],
    "full_like": lambda a, fill_value, dtype=None: creation.fill(shape(array(a)), cast(
        array(fill_value), dtype or array(a).dtype)),
    "logspace": lambda start, stop, num=50, base=10.0: pow(convert(base, "float64"), TABLE["linspace"](
        array(start, "float64"), array(stop, "float64"), num)),
    "geomspace": lambda start, stop, num=50: exp(TABLE["linspace"](
        math.log(start), math.log(stop), num)),
    "logaddexp": logaddexp, "logaddexp2": lambda x1, x2: logaddexp(x1, x2, math.log(2.0)), "kron": kron,
    "cross": cross, "remainder": TABLE["mod"], "heaviside": heaviside, "array_equal": array_equal,
    "vstack": joined(0, 2), "hstack": joined(1, 1), "dstack": joined(2, 3), "pad": pad,
    "vdot": lambda a, b: matmul(shaping.reshape(array(a), [-1]), shaping.reshape(array(b), [-1])),
    "repeat": lambda a, repeats, axis=None: shaping.repeat(array(a), repeats, axis), "swapaxes": swapaxes,
    "split": split, "array_split": split, "vsplit": lambda ary, n: split(ary, n, 0),
    "hsplit": lambda ary, n: split(ary, n, 1),
    "rollaxis": lambda a, axis, start=0: moveaxis(a, axis, start),
    "roll": lambda a, shift, axis=None: roll(array(a), shift, axis) if axis is not None else shaping.reshape(
        roll(shaping.reshape(array(a), [-1]), shift, 0), shape(array(a))),
    "tri": lambda N, M=None, k=0, dtype="float64": convert(np.tri(N, M, k), dtype),
    "vander": vander, "polyval": polyval,
    "meshgrid": lambda *xi, indexing="xy": meshgrid(*map(array, xi), indexing=indexing),
    "stack": lambda arrays, axis=0: stack(promoted(*arrays), axis),
    "float_power": lambda x1, x2: pow(*(cast(array(v), "float64") for v in (x1, x2))),
    "isposinf": lambda x: array(x) == math.inf, "isneginf": lambda x: array(x) == -math.inf,
    "isscalar": lambda num: np.ndim(np.asarray(convert(num).value)) == 0,
    "signbit": lambda x: convert(np.signbit(np.asarray(array(x).value))),
    "trace": lambda a, offset=0: products.trace(array(a)) if not offset else reductions.reduce_sum(
        diagonals.diag_part(array(a), k=offset), -1),
    "ix_": lambda *args: [convert(v) for v in np.ix_(*[np.asarray(array(a).value) for a in args])],
    "logical_xor": lambda x1, x2: logical_xor(cast(array(x1), "bool"), cast(array(x2), "bool")),
    "true_divide": lambda x1, x2: divide(*(floating(v) for v in promoted(x1, x2))),
    "broadcast_to": lambda array, shape: padding.broadcast_to(TABLE["array"](array), dims(shape)),
}  # fmt: skip
TABLE.update(MORE)
NAMES.update({f"{BASE}.{name}": thing for name, thing in MORE.items()})
