"""tf.experimental.numpy: NumPy's names and dtypes on tensors. Python floats are float64 here; mixed dtypes promote.

What only moves elements about is run by NumPy itself on their numbers (see `dialects.numpy.permuting`).
"""

from __future__ import annotations

import functools
import math
from typing import Any

import numpy as np

from ..numpy import permuting
from . import creation, cumulative, elementary, logic, padding, products, reductions, shaping, sorting
from .casting import cast
from .complexes import conj, imag, real
from .convert import convert, is_tensor, wrap
from .dtypes import ALL, as_dtype
from .gathering import gather
from .names import NAMES
from .operands import shape
from .tensor import EagerTensor

sqrt, square, log, exp, sign, power, where = (
    elementary.sqrt, elementary.square, elementary.log, elementary.exp, elementary.sign, elementary.pow, padding.where,
)  # fmt: skip


def array(val: Any, dtype: Any = None, copy: bool = True, ndmin: int = 0) -> Any:
    """A tensor, with NumPy's dtype for it."""
    y = convert(val) if is_tensor(val) or _holds(val) else convert(np.asarray(val))
    y = cast(y, dtype) if dtype is not None else y
    return shaping.reshape(y, (1,) * (ndmin - y.ndim) + shape(y)) if y.ndim < ndmin else y


def _holds(x: Any) -> bool:
    return isinstance(x, list | tuple) and any(is_tensor(v) or _holds(v) for v in x)


def promoted(*xs: Any) -> list[Any]:
    """Operands as tensors of one dtype: NumPy's, where Python's numbers are weak."""
    weak = [isinstance(x, int | float | complex) and not isinstance(x, np.generic) for x in xs]
    kinds = [x if w else np.dtype(array(x).dtype.as_numpy_dtype) for x, w in zip(xs, weak)]
    return [cast(array(x), as_dtype(np.result_type(*kinds))) for x in xs]


def floating(x: Any) -> Any:
    """An operand as floats."""
    y = array(x)
    return y if y.dtype.trainable else cast(y, "float64")


def value(x: Any) -> Any:
    """The values of an operand that has no slope."""
    return np.asarray(array(x).value)


def row(x: Any) -> Any:
    """All elements in a row."""
    return shaping.reshape(array(x), [-1])


def read(function: Any, how: Any = array) -> Any:
    """A function of one operand."""
    return lambda x: function(how(x))


def two(function: Any, how: Any = None) -> Any:
    """A function of two operands."""
    return lambda x1, x2: function(*(v if how is None else how(v) for v in promoted(x1, x2)))


def over(function: Any, how: Any = array) -> Any:
    """A reduction; truths are counted as whole numbers."""

    def call(a: Any, axis: Any = None, dtype: Any = None, keepdims: bool = False, **ignored: Any) -> Any:
        x = how(a)
        x = cast(x, "int64") if x.dtype.is_bool else x
        return function(x if dtype is None else cast(x, dtype), axis, keepdims)

    return call


def truths(function: Any) -> Any:
    """A reduction of truths."""
    return lambda a, axis=None, keepdims=None: function(cast(array(a), "bool"), axis, bool(keepdims))


def along(function: Any, after: Any = None) -> Any:
    """A function along an axis, or of all elements in a row."""

    def call(a: Any, axis: Any = None) -> Any:
        found = function(array(a) if axis is not None else row(a), axis or 0)
        return found if after is None else cast(found, after)

    return call


def moved(name: str) -> Any:
    """A function that only moves elements."""
    original = getattr(np, name)
    data = permuting.parameters(original)[0]

    @functools.wraps(original)
    def call(first: Any, *args: Any, **kwargs: Any) -> Any:
        return permuting.moved(data)(original, (array(first), *args), kwargs)

    return call


def joined(name: str) -> Any:
    """A function that puts several arrays together."""
    original = getattr(np, name)
    data = permuting.parameters(original)[0] if name != "concatenate" else "arrays"
    return lambda xs, *args, **kwargs: permuting.moved(data)(original, (promoted(*xs), *args), kwargs)


def side(name: str) -> Any:
    """A function of several arrays, each for itself."""
    return lambda *xs, **kwargs: permuting.moved("*xs")(getattr(np, name), [array(x) for x in xs], kwargs)


def dot(a: Any, b: Any) -> Any:
    """The inner product, or the matrix product."""
    x, y = promoted(a, b)
    if not x.ndim or not y.ndim:
        return x * y
    return products.tensordot(x, y, [[x.ndim - 1], [max(y.ndim - 2, 0)]])


def matmul(x1: Any, x2: Any) -> Any:
    """x1 @ x2, vectors allowed."""
    x, y = promoted(x1, x2)
    return dot(x, y) if x.ndim == 1 or y.ndim == 1 else products.matmul(x, y)


def var(a: Any, axis: Any = None, dtype: Any = None, ddof: int = 0, keepdims: bool = False, **ignored: Any) -> Any:
    """The variance."""
    x = floating(a)
    y = reductions.reduce_variance(x, axis, keepdims)
    n = np.size(x.value) / max(np.size(y.value), 1)
    return y * (n / (n - ddof)) if ddof else y


def without_nan(function: Any, fill: float, mean: bool = False) -> Any:
    """A reduction that leaves out what is nan."""

    def call(a: Any, axis: Any = None, dtype: Any = None, keepdims: bool = False) -> Any:
        x = array(a)
        good = ~np.isnan(np.asarray(x.value, float))
        kept = where(good, x, convert(np.full(shape(x), fill), x.dtype))
        found = over(function)(kept, axis, dtype, keepdims)
        many = reductions.reduce_sum(convert(good.astype(int)), axis, keepdims)
        return found / cast(many, x.dtype) if mean else found

    return call


def average(a: Any, axis: Any = None, weights: Any = None, returned: bool = False) -> Any:
    """The weighted mean."""
    x = floating(a)
    if weights is None:
        return reductions.reduce_mean(x, axis)
    w = cast(array(weights), x.dtype)
    if w.ndim != x.ndim:
        w = shaping.reshape(w, [-1 if n == axis % x.ndim else 1 for n in range(x.ndim)]) + creation.zeros_like(x)
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
    one, zero = creation.ones_like(y), convert(np.asarray(y.value) == 0)
    safe = where(zero, one, y)
    return where(zero, one, elementary.sin(safe) / safe)


def logaddexp(x1: Any, x2: Any, base: float = 1.0) -> Any:
    """log(exp(x1) + exp(x2)), in units of base."""
    x, y = (floating(v) for v in promoted(x1, x2))
    return elementary.maximum(x, y) + elementary.log1p(exp(-elementary.abs_(x - y) * base)) / base


def kron(a: Any, b: Any) -> Any:
    """The Kronecker product of matrices."""
    x, y = promoted(a, b)
    rank = max(x.ndim, y.ndim)
    x, y = (shaping.reshape(v, (1,) * (rank - v.ndim) + shape(v)) for v in (x, y))
    left = shaping.reshape(x, [m for n in shape(x) for m in (n, 1)])
    right = shaping.reshape(y, [m for n in shape(y) for m in (1, n)])
    return shaping.reshape(left * right, [m * n for m, n in zip(shape(x), shape(y))])


def outer(a: Any, b: Any) -> Any:
    """All products of two elements."""
    x, y = map(row, promoted(a, b))
    return products.tensordot(x, y, 0)


def cross(a: Any, b: Any, axis: int = -1) -> Any:
    """The cross product along the last axis; of plane vectors its third part."""
    x, y = promoted(a, b)
    if shape(x)[axis] == 2 and shape(y)[axis] == 2:
        return x[..., 0] * y[..., 1] - x[..., 1] * y[..., 0]
    return products.cross(x, y + creation.zeros_like(x))


def vander(x: Any, N: int | None = None, increasing: bool = False) -> Any:
    """Powers of numbers, as the columns of a matrix."""
    y = array(x)
    powers = [power(y, convert(n, y.dtype)) for n in range(shape(y)[0] if N is None else N)]
    return shaping.stack(powers if increasing else powers[::-1], -1)


def polyval(p: Any, x: Any) -> Any:
    """A polynomial, its highest coefficient first."""
    coefficients, y = promoted(p, x)
    return logic.polyval([coefficients[n] for n in range(shape(coefficients)[0])], y)


def heaviside(x1: Any, x2: Any) -> Any:
    """0 below zero, 1 above it, x2 at it."""
    x, y = promoted(x1, x2)
    v = np.asarray(x.value)
    return where(convert(v == 0), y, convert((v > 0).astype(x.dtype.as_numpy_dtype)))


def rounded(a: Any, decimals: int = 0) -> Any:
    """Rounded to so many decimals, halves to the even one."""
    return elementary.round(floating(a) * 10.0**decimals) / 10.0**decimals


def full(shape: Any, fill_value: Any, dtype: Any = None) -> Any:
    """A tensor full of a value."""
    return creation.fill(shape if isinstance(shape, list | tuple) else [shape], array(fill_value, dtype))


def arange(start: Any, stop: Any = None, step: Any = 1, dtype: Any = None) -> Any:
    """Numbers in a row."""
    ends: Any = [np.asarray(e).item() for e in ((0, start, step) if stop is None else (start, stop, step))]
    numbers: Any = np.arange
    return convert(numbers(*ends, dtype=None if dtype is None else as_dtype(dtype).as_numpy_dtype))


def linspace(start: Any, stop: Any, num: int = 50, **about: Any) -> Any:
    """Numbers from start to stop."""
    return creation.linspace(floating(start), floating(stop), num)


def named(module: Any, names: str, how: Any, *about: Any) -> dict[str, Any]:
    """Functions of ours under NumPy's names: `name`, or `name=ours`."""
    pairs = (word.partition("=") for word in names.split())
    return {name: how(getattr(module, ours or name), *about) for name, _, ours in pairs}


as_array = array
ONES = (
    "sin cos tan arcsin=asin arccos=acos arctan=atan sinh cosh tanh arcsinh=asinh arccosh=acosh arctanh=atanh exp "
    "expm1 log log1p sqrt floor ceil rint fabs=abs_"
)
TABLE: dict[str, Any] = {
    **named(elementary, ONES, read, floating), **named(logic, "isnan isinf isfinite", read, floating),
    **named(elementary, "abs=abs_ absolute=abs_ negative square sign", read), **named(logic, "logical_not", read),
    **named(elementary, "add subtract multiply maximum minimum power=pow floor_divide=floordiv mod remainder=mod", two),
    **named(logic, "equal not_equal less less_equal greater greater_equal logical_and logical_or", two),
    **named(elementary, "divide true_divide=divide arctan2=atan2", two, floating),
    **named(reductions, "sum=reduce_sum prod=reduce_prod max=reduce_max min=reduce_min amax=reduce_max "
            "amin=reduce_min", over), **named(reductions, "mean=reduce_mean", over, floating),
    **named(reductions, "any=reduce_any all=reduce_all", truths),
    **{name: moved(name) for name in (
        "reshape ravel transpose moveaxis swapaxes rollaxis expand_dims squeeze flip fliplr flipud rot90 roll tril "
        "triu diagonal diag diagflat tile repeat split array_split vsplit hsplit dsplit broadcast_to").split()},
    **{name: joined(name) for name in ("concatenate", "stack", "vstack", "hstack", "dstack")},
    **{name: side(name) for name in ("atleast_1d", "atleast_2d", "atleast_3d", "meshgrid")},
    "flatten": lambda a, order="C": row(a), "array": array, "asarray": lambda a, dtype=None: array(a, dtype),
    "copy": read(lambda x: x), "positive": read(lambda x: x),
    "pad": lambda array, *how, **about: permuting.pad(as_array(array), *how, **about),
    "dot": dot, "inner": dot, "matmul": matmul, "kron": kron, "cross": cross, "einsum": products.einsum,
    "vdot": lambda a, b: matmul(row(a), row(b)), "outer": outer,
    "tensordot": lambda a, b, axes=2: products.tensordot(array(a), array(b), axes),
    "trace": lambda a, offset=0: reductions.reduce_sum(TABLE["diagonal"](a, offset), -1), "var": var,
    "std": lambda a, *how, **about: sqrt(var(a, *how, **about)), "average": average, "diff": diff,
    "nansum": without_nan(reductions.reduce_sum, 0.0), "nanprod": without_nan(reductions.reduce_prod, 1.0),
    "nanmean": without_nan(reductions.reduce_sum, 0.0, True), "ptp": lambda a, axis=None, keepdims=False:
        TABLE["max"](a, axis, None, keepdims) - TABLE["min"](a, axis, None, keepdims),
    "cumsum": along(cumulative.cumsum), "cumprod": along(cumulative.cumprod), "argmax": along(reductions.argmax),
    "argmin": along(reductions.argmin), "sort": lambda a, axis=-1: sorting.sort(array(a), axis),
    "argsort": lambda a, axis=-1: cast(sorting.argsort(array(a), axis), "int64"),
    "take": lambda a, indices, axis=None: along(lambda x, n: gather(x, indices, axis=n))(a, axis),
    "take_along_axis": lambda a, indices, axis: sorting.along(array(a), value(indices), axis % array(a).ndim),
    "where": lambda condition, x=None, y=None: where(condition) if x is None else where(
        array(condition), *promoted(x, y)), "clip": lambda a, a_min, a_max: logic.clip_by_value(array(a), a_min, a_max),
    "reciprocal": lambda x: 1.0 / floating(x), "log2": lambda x: log(floating(x)) / np.log(2.0),
    "log10": lambda x: log(floating(x)) / np.log(10.0), "exp2": lambda x: power(2.0, floating(x)),
    "cbrt": lambda x: sign(floating(x)) * power(elementary.abs_(floating(x)), 1.0 / 3.0), "sinc": sinc,
    "hypot": lambda x1, x2: sqrt(square(floating(x1)) + square(floating(x2))), "around": rounded, "round": rounded,
    "deg2rad": lambda x: floating(x) * (math.pi / 180.0), "rad2deg": lambda x: floating(x) * (180.0 / math.pi),
    "real": read(real), "imag": read(imag), "conj": read(conj), "conjugate": read(conj), "heaviside": heaviside,
    "logaddexp": logaddexp, "logaddexp2": lambda x1, x2: logaddexp(x1, x2, math.log(2.0)), "vander": vander,
    "polyval": polyval, "float_power": lambda x1, x2: power(*(cast(array(v), "float64") for v in (x1, x2))),
    "logical_xor": lambda x1, x2: logic.logical_xor(*(cast(array(v), "bool") for v in (x1, x2))),
    "isposinf": lambda x: array(x) == math.inf, "isneginf": lambda x: array(x) == -math.inf,
    "count_nonzero": lambda a, axis=None: reductions.count_nonzero(array(a), axis),
    "nonzero": lambda a: [convert(at) for at in np.nonzero(value(a))], "signbit": lambda x: convert(
        np.signbit(value(x))), "ix_": lambda *args: [convert(v) for v in np.ix_(*map(value, args))],
    "allclose": lambda a, b, *how, **about: convert(np.bool_(np.allclose(value(a), value(b), *how, **about))),
    "isclose": lambda a, b, *how, **about: wrap(np.isclose(value(a), value(b), *how, **about)),
    "array_equal": lambda a1, a2: convert(np.bool_(np.array_equal(value(a1), value(a2)))),
    "isscalar": lambda num: np.ndim(value(num)) == 0, "shape": lambda a: shape(array(a)),
    "size": lambda a: int(np.size(value(a))), "ndim": lambda a: array(a).ndim, "full": full, "arange": arange,
    "full_like": lambda a, fill_value, dtype=None: full(shape(array(a)), fill_value, dtype or array(a).dtype),
    "zeros": lambda shape, dtype="float64": full(shape, 0, dtype), "linspace": linspace,
    "ones": lambda shape, dtype="float64": full(shape, 1, dtype),
    "zeros_like": lambda a, dtype=None: creation.zeros_like(array(a), dtype),
    "ones_like": lambda a, dtype=None: creation.ones_like(array(a), dtype),
    "eye": lambda N, M=None, k=0, dtype="float64": convert(np.eye(N, M, k), dtype),
    "tri": lambda N, M=None, k=0, dtype="float64": convert(np.tri(N, M, k), dtype),
    "identity": lambda n, dtype="float64": convert(np.eye(n), dtype),
    "logspace": lambda start, stop, num=50, base=10.0: power(
        convert(base, "float64"), linspace(array(start, "float64"), array(stop, "float64"), num)),
    "geomspace": lambda start, stop, num=50: exp(linspace(math.log(start), math.log(stop), num)),
    "pi": np.pi, "e": np.e, "inf": np.inf, "newaxis": None, "ndarray": EagerTensor,
    **{name: ALL[name].as_numpy_dtype for name in (
        "float16", "float32", "float64", "int32", "int64", "complex64", "complex128")},
}  # fmt: skip
TABLE |= {"empty": TABLE["zeros"], "empty_like": TABLE["zeros_like"]}


def manners(x: Any, name: str) -> Any:
    """x.name as on an ndarray."""
    known: dict[str, Any] = {
        "T": lambda: TABLE["transpose"](x), "size": lambda: int(np.size(x.value)), "data": lambda: x,
        "astype": lambda: lambda dtype: cast(x, dtype), "tolist": lambda: lambda: x.numpy().tolist(),
        "reshape": lambda: lambda *to: shaping.reshape(x, to[0] if len(to) == 1 else to),
    }  # fmt: skip
    return known[name]() if name in known else lambda *args, **kwargs: TABLE[name](x, *args, **kwargs)


def experimental_enable_numpy_behavior(*args: Any, **kwargs: Any) -> None:
    """Give tensors the attributes of arrays."""
    EagerTensor.numpy_manners = staticmethod(manners)


TABLE["experimental_enable_numpy_behavior"] = experimental_enable_numpy_behavior
NAMES.update({f"experimental.numpy.{name}": thing for name, thing in TABLE.items()})
