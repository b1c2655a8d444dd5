"""tf.experimental.numpy: NumPy's names and dtypes on tensors. Python floats are float64 here; mixed dtypes promote.

Functions for which TensorFlow has a rule of its own are TensorFlow's; all others are run by the NumPy dialect.
"""

from __future__ import annotations

import functools
from typing import Any

import numpy as np

from ....core.trace import Readable, Tensor
from ...numpy.module import Function
from ..tensors import NAMES, EagerTensor, as_dtype, cast, convert, is_tensor, shape
from ..tensors.dtypes import ALL, DType, normal
from ..tensors.tracing import set_seed
from . import creation, cumulative, elementary, logic, products, reductions, shaping, sorting
from .gathering import gather
from .padding import where
from .random import normal as normal_numbers
from .random import poisson, uniform


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


# TensorFlow's functions by NumPy's names


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


def along(function: Any) -> Any:
    """A function along an axis, or of all elements in a row."""
    return lambda a, axis=None: function(array(a) if axis is not None else shaping.reshape(array(a), [-1]), axis or 0)


def matmul(x1: Any, x2: Any) -> Any:
    """x1 @ x2, vectors allowed."""
    x, y = promoted(x1, x2)
    return TABLE["dot"](x, y) if x.ndim == 1 or y.ndim == 1 else products.matmul(x, y)


def cross(a: Any, b: Any, axis: int = -1) -> Any:
    """The cross product along the last axis; of plane vectors its third part."""
    x, y = promoted(a, b)
    if shape(x)[axis] == 2 and shape(y)[axis] == 2:
        return x[..., 0] * y[..., 1] - x[..., 1] * y[..., 0]
    return products.cross(x, y + creation.zeros_like(x))


# the NumPy dialect's, on tensors


def lowered(x: Any) -> Any:
    """An argument as the NumPy dialect knows it."""
    if isinstance(x, list | tuple):
        return type(x)([lowered(v) for v in x])
    if isinstance(x, DType):
        return x.as_numpy_dtype
    if not isinstance(x, EagerTensor | Readable):
        return x
    t = convert(x)
    return Tensor(t.value, t.at) if t.dtype.trainable else np.asarray(t.value)[()]


def raised(y: Any) -> Any:
    """What the NumPy dialect answers, as tensors."""
    if isinstance(y, list | tuple):
        return [raised(v) for v in y]
    return EagerTensor(normal(y.value), y.at) if isinstance(y, Tensor) else convert(np.asarray(y))


def of_numpy(name: str, after: Any = raised) -> Any:
    """NumPy's function of a name; `after`: what is made of its answer."""
    original: Any = getattr(np, name)
    function = Function(name, original)

    @functools.wraps(original)
    def call(*args: Any, **kwargs: Any) -> Any:
        return after(function(*map(lowered, args), **{k: lowered(v) for k, v in kwargs.items()}))

    return call


def paired(name: str) -> Any:
    """The same of two operands of one dtype."""
    function = of_numpy(name)
    return lambda a, b, *how: function(*promoted(a, b), *how)


def average(a: Any, axis: Any = None, weights: Any = None, returned: bool = False) -> Any:
    """The weighted mean, in the dtype of what is weighted."""
    x = floating(a)
    return of_numpy("average")(x, axis, None if weights is None else cast(array(weights), x.dtype), returned)


def vander(x: Any, N: int | None = None, increasing: bool = False) -> Any:
    """Powers of numbers in their dtype, as the columns of a matrix."""
    y = array(x)
    return cast(of_numpy("vander")(y, N, increasing), y.dtype)


def table(module: Any, names: str, how: Any, *about: Any) -> dict[str, Any]:
    """Functions of ours under NumPy's names: `name`, or `name=ours`."""
    pairs = (word.partition("=") for word in names.split())
    return {name: how(getattr(module, ours or name), *about) for name, _, ours in pairs}


ONES = (
    "sin cos tan arcsin=asin arccos=acos arctan=atan sinh cosh tanh arcsinh=asinh arccosh=acosh arctanh=atanh exp "
    "expm1 log log1p sqrt floor ceil rint fabs=abs_"
)
TABLE: dict[str, Any] = {
    **{name: of_numpy(name) for name in (
        "reshape ravel transpose moveaxis swapaxes rollaxis expand_dims squeeze flip fliplr flipud rot90 roll tril "
        "triu diagonal diag diagflat tile repeat split array_split vsplit hsplit dsplit broadcast_to concatenate stack "
        "vstack hstack dstack atleast_1d atleast_2d atleast_3d meshgrid pad trace var std diff nansum nanprod nanmean "
        "ptp take_along_axis reciprocal log2 log10 exp2 cbrt sinc around round deg2rad rad2deg isposinf "
        "isneginf count_nonzero nonzero signbit ix_ allclose isclose array_equal full full_like zeros ones arange "
        "linspace logspace geomspace eye tri identity conj conjugate real imag einsum").split()},
    **{name: paired(name) for name in (
        "dot inner kron vdot outer tensordot polyval hypot heaviside logaddexp logaddexp2").split()},
    **{name: of_numpy(name, lambda y: y) for name in ("isscalar", "shape", "size", "ndim")},
    **table(elementary, ONES, read, floating), **table(logic, "isnan isinf isfinite", read, floating),
    **table(elementary, "abs=abs_ absolute=abs_ negative square sign", read), **table(logic, "logical_not", read),
    **table(elementary, "add subtract multiply maximum minimum power=pow floor_divide=floordiv mod remainder=mod", two),
    **table(logic, "equal not_equal less less_equal greater greater_equal logical_and logical_or", two),
    **table(elementary, "divide true_divide=divide arctan2=atan2", two, floating),
    **table(reductions, "sum=reduce_sum prod=reduce_prod max=reduce_max min=reduce_min amax=reduce_max "
            "amin=reduce_min", over), **table(reductions, "mean=reduce_mean", over, floating),
    **table(reductions, "any=reduce_any all=reduce_all", truths), **table(cumulative, "cumsum cumprod", along),
    **table(reductions, "argmax argmin", along), "array": array, "asarray": lambda a, dtype=None: array(a, dtype),
    "flatten": lambda a, order="C": shaping.reshape(array(a), [-1]), "matmul": matmul,
    "where": lambda condition, x=None, y=None: (
        TABLE["nonzero"](condition) if x is None else where(array(condition), *promoted(x, y))),
    "clip": lambda a, a_min, a_max: logic.clip_by_value(array(a), a_min, a_max),
    "cross": cross, "average": average, "vander": vander, "copy": array, "positive": array,
    "sort": lambda a, axis=-1: sorting.sort(array(a), axis),
    "argsort": lambda a, axis=-1: cast(sorting.argsort(array(a), axis), "int64"),
    "take": lambda a, indices, axis=None: along(lambda x, n: gather(x, indices, axis=n))(a, axis),
    "float_power": lambda x1, x2: elementary.pow(*(cast(array(v), "float64") for v in (x1, x2))),
    "logical_xor": lambda x1, x2: logic.logical_xor(*(cast(array(v), "bool") for v in (x1, x2))),
    "zeros_like": lambda a, dtype=None: creation.zeros_like(array(a), dtype),
    "ones_like": lambda a, dtype=None: creation.ones_like(array(a), dtype),
    "pi": np.pi, "e": np.e, "inf": np.inf, "newaxis": None, "ndarray": EagerTensor,
    **{name: ALL[name].as_numpy_dtype for name in (
        "float16", "float32", "float64", "int32", "int64", "complex64", "complex128")},
}  # fmt: skip


def manners(x: Any, name: str) -> Any:
    """x.name as on an ndarray."""
    known: dict[str, Any] = {
        "T": lambda: TABLE["transpose"](x), "size": lambda: int(np.size(x.value)), "data": lambda: x,
        "astype": lambda: lambda dtype: cast(x, dtype), "tolist": lambda: lambda: x.numpy().tolist(),
        "reshape": lambda: lambda *to: shaping.reshape(x, to[0] if len(to) == 1 else to),
    }  # fmt: skip
    return known[name]() if name in known else lambda *args, **kwargs: TABLE[name](x, *args, **kwargs)


# random numbers: TensorFlow's, of float64 and int64


def sized(size: Any) -> Any:
    """A size as a shape: None is that of one number."""
    return [] if size is None else [size] if isinstance(size, int) else size


def uniform_(low: Any = 0.0, high: Any = 1.0, size: Any = None) -> Any:
    return uniform(sized(size), convert(low, "float64"), convert(high, "float64"), "float64")


def randint(low: int, high: int | None = None, size: Any = None, dtype: Any = "int64") -> Any:
    """Whole numbers from one up to another, which is not among them."""
    return uniform(sized(size), *((0, low) if high is None else (low, high)), dtype)


RANDOM: dict[str, Any] = {
    "seed": set_seed, "uniform": uniform_, "random": lambda size=None: uniform_(0.0, 1.0, size), "randint": randint,
    "rand": lambda *size: uniform_(0.0, 1.0, size), "randn": lambda *args: normal_numbers(args, dtype="float64"),
    "standard_normal": lambda size=None: normal_numbers(sized(size), dtype="float64"),
    "poisson": lambda lam=1.0, size=None: poisson(lam, sized(size), "int64"),
}  # fmt: skip
TABLE |= {"empty": TABLE["zeros"], "empty_like": TABLE["zeros_like"]}
TABLE["experimental_enable_numpy_behavior"] = lambda *args, **kwargs: setattr(
    EagerTensor, "numpy_manners", staticmethod(manners)
)
for _home, _names in (("experimental.numpy", TABLE), ("experimental.numpy.random", RANDOM)):
    NAMES.update({f"{_home}.{name}": thing for name, thing in _names.items()})
