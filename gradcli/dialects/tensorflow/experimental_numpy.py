"""tf.experimental.numpy: NumPy's names and dtypes on tensors. Python floats are float64 here; mixed dtypes promote.

What only moves elements about is run by NumPy itself on their numbers (see `dialects.numpy.permuting`).
"""

from __future__ import annotations

import functools
import math
from typing import Any

import numpy as np

from ..numpy import permuting
from . import creation, cumulative, elementary, logic, products, reductions, shaping, sorting
from .casting import cast
from .complexes import conj, imag, real
from .convert import convert, wrap
from .dtypes import ALL
from .gathering import gather
from .names import NAMES
from .numpy_functions import (
    arange,
    array,
    average,
    cross,
    diff,
    dot,
    exp,
    floating,
    full,
    heaviside,
    kron,
    linspace,
    log,
    logaddexp,
    matmul,
    outer,
    polyval,
    power,
    promoted,
    rounded,
    row,
    sign,
    sinc,
    sqrt,
    square,
    value,
    vander,
    var,
    where,
)
from .operands import shape
from .tensor import EagerTensor


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
