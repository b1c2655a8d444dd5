"""tf.experimental.numpy: NumPy's names and dtypes on tensors. Python floats are float64 here; mixed dtypes promote."""

from __future__ import annotations

from typing import Any

import numpy as np

from . import creation, cumulative, diagonals, gathering, padding, products, reductions, shaping, sorting
from .casting import cast
from .convert import convert, is_tensor, wrap
from .dtypes import ALL, as_dtype, bool_
from .elementary import abs_, log, pow, sign, sqrt, square
from .logic import clip_by_value, logical_not
from .names import NAMES, known
from .operands import shape
from .tensor import EagerTensor

BASE = "experimental.numpy"


def array(val: Any, dtype: Any = None, copy: bool = True, ndmin: int = 0) -> Any:
    """A tensor, with NumPy's dtype for it."""
    x = val
    y = convert(x) if is_tensor(x) or _holds(x) else convert(np.asarray(x))
    y = cast(y, dtype) if dtype is not None else y
    return shaping.reshape(y, (1,) * (ndmin - y.ndim) + shape(y)) if y.ndim < ndmin else y


def _holds(x: Any) -> bool:
    return isinstance(x, list | tuple) and any(is_tensor(v) or _holds(v) for v in x)


def promoted(*xs: Any) -> list[Any]:
    """Operands as tensors of one dtype: NumPy's, where Python's numbers are weak."""
    strong = [array(x) for x in xs if not isinstance(x, int | float | complex) or isinstance(x, np.generic)]
    kinds = [np.dtype(t.dtype.as_numpy_dtype) for t in strong]
    weak = [x for x in xs if isinstance(x, int | float | complex) and not isinstance(x, np.generic)]
    dtype = as_dtype(np.result_type(*kinds, *weak)) if kinds else as_dtype(np.result_type(*weak))
    return [cast(array(x), dtype) for x in xs]


def floating(x: Any) -> Any:
    """An operand as floats."""
    y = array(x)
    return y if y.dtype.trainable else cast(y, "float64")


def one(name: str) -> Any:
    """A function of one operand that is float."""
    function = known(name)
    return lambda x: function(floating(x))


def two(name: str, floats: bool = False) -> Any:
    """A function of two operands."""
    function = known(name)
    if floats:
        return lambda x1, x2: function(*[floating(v) for v in promoted(x1, x2)])
    return lambda x1, x2: function(*promoted(x1, x2))


def over(function: Any, floats: bool = False) -> Any:
    """A reduction."""

    def call(a: Any, axis: Any = None, dtype: Any = None, keepdims: bool = False, **ignored: Any) -> Any:
        x = floating(a) if floats else array(a)
        if x.dtype is bool_ and function not in (reductions.reduce_any, reductions.reduce_all):
            x = cast(x, "int64")
        return function(x if dtype is None else cast(x, dtype), axis, keepdims)

    return call


def allclose(a: Any, b: Any, rtol: float = 1e-05, atol: float = 1e-08, equal_nan: bool = False) -> EagerTensor:
    """Whether all elements are close."""
    return EagerTensor(
        np.bool_(np.allclose(np.asarray(array(a).value), np.asarray(array(b).value), rtol, atol, equal_nan))
    )


def dot(a: Any, b: Any) -> Any:
    """The inner product, or the matrix product."""
    x, y = promoted(a, b)
    if not x.ndim or not y.ndim:
        return x * y
    return products.tensordot(x, y, [[x.ndim - 1], [max(y.ndim - 2, 0)]])


def matmul(x1: Any, x2: Any) -> Any:
    """x1 @ x2, vectors allowed."""
    x, y = promoted(x1, x2)
    if x.ndim == 1 or y.ndim == 1:
        return dot(x, y)
    return products.matmul(x, y)


def var(a: Any, axis: Any = None, dtype: Any = None, ddof: int = 0, keepdims: bool = False, **ignored: Any) -> Any:
    """The variance."""
    x = floating(a)
    y = reductions.reduce_variance(x, axis, keepdims)
    n = np.size(x.value) / max(np.size(y.value), 1)
    return y * (n / (n - ddof)) if ddof else y


def transpose(a: Any, axes: Any = None) -> Any:
    """The axes in another order."""
    return shaping.transpose(array(a), axes)


def concatenate(arys: Any, axis: int = 0) -> Any:
    """Arrays joined."""
    return shaping.concat(promoted(*arys), axis)


def moveaxis(a: Any, source: int, destination: int) -> Any:
    """An axis moved."""
    x = array(a)
    order = list(range(x.ndim))
    order.insert(destination % x.ndim, order.pop(source % x.ndim))
    return shaping.transpose(x, order)


def full(shape: Any, fill_value: Any, dtype: Any = None) -> Any:
    """A tensor full of a value."""
    return creation.fill(shape if isinstance(shape, list | tuple) else [shape], array(fill_value, dtype))


def arange(start: Any, stop: Any = None, step: Any = 1, dtype: Any = None) -> Any:
    """Numbers in a row."""
    ends: Any = [np.asarray(e).item() for e in ((0, start, step) if stop is None else (start, stop, step))]
    kind: Any = None if dtype is None else as_dtype(dtype).as_numpy_dtype
    numbers: Any = np.arange
    return convert(numbers(*ends, dtype=kind))


def outer(a: Any, b: Any) -> Any:
    """All products of two elements."""
    x, y = (shaping.reshape(v, [-1]) for v in promoted(a, b))
    return products.tensordot(x, y, 0)


def dims(shape: Any) -> Any:
    """A shape, or one length."""
    return shape if isinstance(shape, list | tuple) or is_tensor(shape) else [shape]


UNARY = {
    "sin": "sin", "cos": "cos", "tan": "tan", "arcsin": "asin", "arccos": "acos", "arctan": "atan", "sinh": "sinh",
    "cosh": "cosh", "tanh": "tanh", "arcsinh": "asinh", "arccosh": "acosh", "arctanh": "atanh", "exp": "exp",
    "expm1": "math.expm1", "log": "math.log", "log1p": "math.log1p", "sqrt": "sqrt", "floor": "floor",
    "ceil": "math.ceil",
    "rint": "math.rint", "isnan": "math.is_nan", "isinf": "math.is_inf", "isfinite": "math.is_finite",
}  # fmt: skip
BINARY = {
    "add": "add", "subtract": "subtract", "multiply": "multiply", "maximum": "maximum", "minimum": "minimum",
    "power": "pow",
    "floor_divide": "math.floordiv", "mod": "math.mod", "equal": "equal", "not_equal": "not_equal", "less": "less",
    "less_equal": "less_equal", "greater": "greater", "greater_equal": "greater_equal", "logical_and": "logical_and",
    "logical_or": "logical_or",
}  # fmt: skip
OVER = {
    "sum": (reductions.reduce_sum, False), "mean": (reductions.reduce_mean, True), "prod": (reductions.reduce_prod,
        False),
    "max": (reductions.reduce_max, False), "min": (reductions.reduce_min, False), "amax": (reductions.reduce_max,
        False),
    "amin": (reductions.reduce_min, False), "any": (reductions.reduce_any, False), "all": (reductions.reduce_all,
        False),
}  # fmt: skip
TABLE: dict[str, Any] = {
    **{name: one(of) for name, of in UNARY.items()},
    **{name: two(of) for name, of in BINARY.items()},
    **{name: over(*of) for name, of in OVER.items()},
    "divide": two("truediv", True), "true_divide": two("truediv", True), "arctan2": two("math.atan2", True),
    "array": array, "asarray": lambda a, dtype=None: array(a, dtype),
    "allclose": allclose, "dot": dot, "inner": dot, "matmul": matmul, "var": var,
    "std": lambda a, **about: sqrt(var(a, **about)), "transpose": transpose, "concatenate": concatenate,
    "stack": lambda xs, axis=0: shaping.stack(promoted(*xs), axis), "moveaxis": moveaxis, "full": full,
    "arange": arange,
    "zeros": lambda shape, dtype="float64": creation.zeros(dims(shape), dtype),
    "ones": lambda shape, dtype="float64": creation.ones(dims(shape), dtype),
    "zeros_like": lambda a, dtype=None: creation.zeros_like(array(a), dtype),
    "ones_like": lambda a, dtype=None: creation.ones_like(array(a), dtype),
    "eye": lambda N, M=None, k=0, dtype="float64": convert(np.eye(N, M, k), dtype),
    "identity": lambda n, dtype="float64": creation.eye(n, dtype=dtype),
    "linspace": lambda start, stop, num=50, **about: creation.linspace(floating(start), floating(stop), num),
    "reshape": lambda a, newshape: shaping.reshape(array(a), dims(newshape)),
    "ravel": lambda a: shaping.reshape(array(a), [-1]),
    "expand_dims": lambda a, axis: shaping.expand_dims(array(a), axis),
    "squeeze": lambda a, axis=None: shaping.squeeze(array(a), axis), "abs": lambda x: abs_(array(x)),
    "absolute": lambda x: abs_(array(x)), "fabs": lambda x: abs_(floating(x)), "negative": lambda x: -array(x),
    "square": lambda x: square(array(x)), "sign": lambda x: sign(array(x)),
    "reciprocal": lambda x: 1.0 / floating(x), "logical_not": lambda x: logical_not(array(x)),
    "log2": lambda x: log(floating(x)) / np.log(2.0),
    "log10": lambda x: log(floating(x)) / np.log(10.0),
    "exp2": lambda x: pow(2.0, floating(x)),
    "cbrt": lambda x: sign(floating(x)) * pow(abs_(floating(x)),
        1.0 / 3.0),
    "hypot": lambda x1, x2: sqrt(square(floating(x1)) + square(floating(x2))),
    "where": lambda condition, x=None, y=None: padding.where(condition) if x is None else padding.where(
        array(condition), *promoted(x, y)),
    "clip": lambda a, a_min, a_max: clip_by_value(array(a), a_min, a_max),
    "cumsum": lambda a, axis=None: cumulative.cumsum(array(a) if axis is not None else shaping.reshape(array(a), [-1]),
        axis or 0),
    "cumprod": lambda a, axis=None: cumulative.cumprod(array(a) if axis is not None else shaping.reshape(array(a),
        [-1]), axis or 0),
    "argmax": lambda a, axis=None: reductions.argmax(array(a) if axis is not None else shaping.reshape(array(a), [-1]),
        axis or 0),
    "argmin": lambda a, axis=None: reductions.argmin(array(a) if axis is not None else shaping.reshape(array(a), [-1]),
        axis or 0),
    "sort": lambda a, axis=-1: sorting.sort(array(a), axis), "argsort": lambda a,
    axis=-1: cast(sorting.argsort(array(a), axis), "int64"),
    "take": lambda a, indices, axis=None: gathering.gather(array(a) if axis is not None else shaping.reshape(array(a),
        [-1]), indices, axis=axis or 0),
    "take_along_axis": lambda a, indices, axis: sorting.along(array(a), np.asarray(array(indices).value),
        axis % array(a).ndim),
    "outer": lambda a, b: outer(a, b),
    "einsum": products.einsum, "tensordot": lambda a, b, axes=2: products.tensordot(array(a), array(b), axes),
    "trace": lambda a: products.trace(array(a)), "diag": lambda v, k=0: diagonals.diag(array(v),
        k=k) if array(v).ndim == 1 else diagonals.diag_part(array(v), k=k),
    "tile": lambda a, reps: shaping.tile(array(a), dims(reps)), "flip": lambda a, axis=None: shaping.reverse(array(a),
        list(range(array(a).ndim)) if axis is None else dims(axis)),
    "broadcast_to": lambda a, shape: padding.broadcast_to(array(a), shape), "shape": lambda a: shape(array(a)),
    "size": lambda a: int(np.size(array(a).value)), "ndim": lambda a: array(a).ndim, "isclose": lambda a, b,
    rtol=1e-5, atol=1e-8: wrap(np.isclose(array(a).value, array(b).value, rtol, atol)),
    "pi": np.pi, "e": np.e, "inf": np.inf, "newaxis": None, "ndarray": EagerTensor,
    **{name: ALL[name].as_numpy_dtype for name in ("float16", "float32", "float64", "int32", "int64", "complex64",
        "complex128")},
}  # fmt: skip


def manners(x: Any, name: str) -> Any:
    """x.name as on an ndarray."""
    if name == "T":
        return transpose(x)
    if name == "size":
        return int(np.size(x.value))
    if name == "data":
        return x
    if name == "astype":
        return lambda dtype: cast(x, dtype)
    if name == "tolist":
        return lambda: x.numpy().tolist()
    if name == "reshape":
        return lambda *to: shaping.reshape(x, to[0] if len(to) == 1 else to)
    return lambda *args, **kwargs: TABLE[name](x, *args, **kwargs)


def experimental_enable_numpy_behavior(*args: Any, **kwargs: Any) -> None:
    """Give tensors the attributes of arrays."""
    EagerTensor.numpy_manners = staticmethod(manners)


TABLE["experimental_enable_numpy_behavior"] = experimental_enable_numpy_behavior
for _name, _thing in TABLE.items():
    NAMES[f"{BASE}.{_name}"] = _thing
