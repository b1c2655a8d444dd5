"""keras.ops: Keras's own spelling of functions on tensors, symbolic ones included. A row: our names, or a function."""

from __future__ import annotations

import functools
from typing import Any

from ..casting import cast as cast_to
from ..convert import convert
from ..names import NAMES
from .activations import ACTIVATIONS
from .config import floatx
from .symbolic import KerasTensor, Operation, leaves

SAME = {  # spelled alike, or by another name, with arguments in the same order
    "": "abs add subtract multiply maximum minimum equal not_equal greater greater_equal less less_equal exp sqrt "
        "square sign sin cos tan sinh cosh tanh asin acos atan floor round matmul cumsum tile squeeze transpose "
        "reshape stack einsum logical_and logical_or logical_not zeros_like ones_like eye argmax argmin norm "
        "while_loop cond linspace roll where vectorized_map stop_gradient",
    "math": "log log1p expm1 erf erfinv ceil rsqrt reciprocal top_k in_top_k cumprod is_finite",
    "linalg": "cholesky det inv solve trace diag qr svd eigh",
}  # fmt: skip
OTHER = {
    "true_divide": "divide", "divide": "divide", "power": "pow", "absolute": "abs", "negative": "negative",
    "arcsin": "asin", "arccos": "acos", "arctan": "atan", "arctan2": "atan2", "logsumexp": "reduce_logsumexp",
    "isnan": "math.is_nan", "isinf": "math.is_inf", "isfinite": "math.is_finite", "tensordot": "tensordot",
    "segment_sum": "math.unsorted_segment_sum", "segment_max": "math.unsorted_segment_max", "lu_factor": "linalg.lu",
    "mod": "math.floormod", "floor_divide": "math.floordiv", "outer": "experimental.numpy.outer",
    "convert_to_tensor": "convert_to_tensor", "image_resize": "image.resize",
}  # fmt: skip


def reduction(name: str) -> Any:
    """A reduction of Keras's spelling; whole numbers have a mean in floats."""

    def call(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
        x = convert(x)
        if name in ("mean", "std", "variance", "var") and not x.dtype.is_floating:
            x = cast_to(x, floatx())
        return NAMES[{"std": "math.reduce_std", "var": "math.reduce_variance"}.get(name, f"reduce_{name}")](
            x, list(axis) if isinstance(axis, tuple) else axis, keepdims
        )

    return call


def along(name: str, default: int = 0) -> Any:
    """A function of several tensors along an axis."""
    return lambda xs, axis=default: NAMES[name](list(xs), axis)


def scatter(indices: Any, values: Any, shape: Any) -> Any:
    """Values at indices, zeros elsewhere."""
    return NAMES["scatter_nd"](indices, values, shape)


def fori_loop(lower: int, upper: int, body_fun: Any, init_val: Any) -> Any:
    """A body for each number."""
    for n in range(int(lower), int(upper)):
        init_val = body_fun(n, init_val)
    return init_val


def clip(x: Any, x_min: Any, x_max: Any) -> Any:
    """x between two bounds."""
    return NAMES["clip_by_value"](x, x_min, x_max)


def softmax_loss(name: str) -> Any:
    """A cross entropy of each sample."""
    return lambda target, output, from_logits=False, axis=-1: NAMES[f"keras.losses.{name}"](
        target, output, from_logits, axis=axis
    )


def expand_dims(x: Any, axis: Any) -> Any:
    """Axes of length 1."""
    for a in axis if isinstance(axis, list | tuple) else (axis,):
        x = NAMES["expand_dims"](x, a)
    return x


FUNCTIONS: dict[str, Any] = {
    **{name: (f"{home}." if home else "") + name for home, names in SAME.items() for name in names.split()},
    **OTHER,
    **{name: reduction(name) for name in ("sum", "mean", "max", "min", "prod", "std", "var", "any", "all")},
    "shape": lambda x: tuple(convert(x).shape),
    "concatenate": along("concat"), "split": lambda x, indices_or_sections, axis=0: NAMES["split"](
        x, indices_or_sections, axis), "expand_dims": expand_dims, "clip": clip, "scatter": scatter,
    "fori_loop": fori_loop, "take": lambda x, indices, axis=None: NAMES["gather"](
        NAMES["reshape"](x, [-1]) if axis is None else x, indices, axis=axis or 0),
    "take_along_axis": lambda x, indices, axis=None: NAMES["gather"](x, indices, axis=axis, batch_dims=axis % convert(
        x).ndim), "ndim": lambda x: convert(x).ndim, "size": lambda x: NAMES["size"](x), "ravel": lambda x: NAMES[
        "reshape"](x, [-1]), "swapaxes": lambda x, axis1, axis2: NAMES["experimental.numpy.swapaxes"](x, axis1, axis2),
    "moveaxis": lambda x, source, destination: NAMES["experimental.numpy.moveaxis"](x, source, destination),
    "repeat": lambda x, repeats, axis=None: NAMES["repeat"](x, repeats, axis), "dot": lambda x, y: NAMES[
        "keras.backend.dot"](x, y), "cast": cast_to,
    "unstack": lambda x, num=None, axis=0: NAMES["unstack"](x, num, axis),
    "pad": lambda x, pad_width, mode="constant", constant_values=0: NAMES["pad"](x, pad_width, mode.upper(),
        constant_values=constant_values or 0), "arange": lambda start, stop=None, step=1, dtype=None: NAMES["range"](
        start, stop, step, dtype) if stop is not None else NAMES["range"](0, start, step, dtype),
    "zeros": lambda shape, dtype=None: NAMES["zeros"](shape, dtype or floatx()),
    "ones": lambda shape, dtype=None: NAMES["ones"](shape, dtype or floatx()),
    "full": lambda shape, fill_value, dtype=None: NAMES["fill"](shape, convert(fill_value, dtype or floatx())),
    "array": lambda x, dtype=None: NAMES["convert_to_tensor"](x, dtype),
    "convert_to_numpy": lambda x: convert(x).numpy(),
    "one_hot": lambda x, num_classes, axis=-1, dtype=None: NAMES["one_hot"](x, num_classes, axis=axis, dtype=dtype
        or floatx()), "normalize": lambda x, axis=-1, order=2: x / NAMES["norm"](x, order, axis, True),
    "moments": lambda x, axes, keepdims=False: NAMES["nn.moments"](x, axes, keepdims=keepdims),
    "binary_crossentropy": lambda target, output, from_logits=False: NAMES["keras.backend.binary_crossentropy"](
        target, output, from_logits), "categorical_crossentropy": softmax_loss("categorical_crossentropy"),
    "sparse_categorical_crossentropy": softmax_loss("sparse_categorical_crossentropy"),
    **{name: f for name, f in ACTIVATIONS.items() if name != "linear"},
}  # fmt: skip


def either(name: str, function: Any) -> Any:
    """A function that on symbolic tensors makes a symbolic one."""
    if isinstance(function, str):
        function = NAMES[function]

    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        if "x1" in kwargs:
            args = (kwargs.pop("x1"), *args)
        if "x2" in kwargs:
            args = (*args, kwargs.pop("x2"))
        if any(isinstance(x, KerasTensor) for x in leaves([args, kwargs])):
            return Operation(name, function)(*args, **kwargs)
        return function(*args, **kwargs)

    return call


for _name, _function in FUNCTIONS.items():
    if not isinstance(_function, str) or _function in NAMES:
        NAMES[f"keras.ops.{_name}"] = either(_name, _function)
