"""keras.ops: Keras's own spelling of functions on tensors, symbolic ones included: names of ours, or functions."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np

from ..ops import creation, gathering, neural, padding, reductions, shaping
from ..ops.cumulative import norm
from ..ops.experimental_numpy import TABLE
from ..tensors import NAMES, cast, convert, shape
from ..tensors.names import known
from . import losses
from .activations import ACTIVATIONS
from .config import floatx
from .symbolic import KerasTensor, either

SAME = {  # spelled alike, or by another name, with arguments in the same order
    "": "abs add subtract multiply maximum minimum equal not_equal greater greater_equal less less_equal exp sqrt "
        "square sign sin cos tan sinh cosh tanh asin acos atan floor round matmul cumsum squeeze "
        "reshape stack einsum logical_and logical_or logical_not zeros_like ones_like eye argmax argmin norm "
        "while_loop cond linspace roll where vectorized_map stop_gradient size repeat unstack cast divide negative "
        "tensordot convert_to_tensor sort broadcast_to",
    "math": "log log1p expm1 erf erfinv ceil rsqrt reciprocal top_k in_top_k cumprod is_finite",
    "linalg": "cholesky det inv solve trace diag qr svd eigh",
    "keras.backend": "dot binary_crossentropy",
}  # fmt: skip
OTHER = {
    "true_divide": "divide", "power": "pow", "absolute": "abs", "arcsin": "asin", "arccos": "acos", "arctan": "atan",
    "arctan2": "atan2", "logsumexp": "reduce_logsumexp", "isnan": "math.is_nan", "isinf": "math.is_inf",
    "isfinite": "math.is_finite", "segment_sum": "math.unsorted_segment_sum", "clip": "clip_by_value",
    "segment_max": "math.unsorted_segment_max", "lu_factor": "linalg.lu", "mod": "math.floormod",
    "floor_divide": "math.floordiv", "image_resize": "image.resize", "scatter": "scatter_nd",
}  # fmt: skip


def reduction(name: str, whole: Any) -> Any:
    """A reduction of Keras's spelling; whole numbers have a mean in floats."""

    def call(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
        x = convert(x)
        if name in ("mean", "std", "var") and not x.dtype.is_floating:
            x = cast(x, floatx())
        return whole(x, list(axis) if isinstance(axis, tuple) else axis, keepdims)

    return call


def fori_loop(lower: int, upper: int, body_fun: Any, init_val: Any) -> Any:
    for n in range(int(lower), int(upper)):
        init_val = body_fun(n, init_val)
    return init_val


def expand_dims(x: Any, axis: Any) -> Any:
    return functools.reduce(shaping.expand_dims, axis if isinstance(axis, list | tuple) else (axis,), x)


def tile(x: Any, repeats: Any) -> Any:
    """x so many times along each axis, with axes of length 1 in front where there are too few, or factors of 1."""
    times = [repeats] if isinstance(repeats, int) else list(repeats)
    lengths = list(shape(convert(x)))
    lengths, times = [[1] * (max(len(lengths), len(times)) - len(v)) + v for v in (lengths, times)]
    return shaping.tile(shaping.reshape(x, lengths), times)


def take(x: Any, indices: Any, axis: Any = None) -> Any:
    """Elements by number along an axis, or of all in a row."""
    return gathering.gather(shaping.reshape(x, [-1]) if axis is None else x, indices, axis=axis or 0)


FUNCTIONS: dict[str, Any] = {
    **{name: (f"{home}." if home else "") + name for home, names in SAME.items() for name in names.split()},
    **OTHER, **{name: TABLE[name] for name in ("outer", "swapaxes", "moveaxis")},
    **{name: reduction(name, getattr(reductions, f"reduce_{of}")) for name, of in (
        ("sum", "sum"), ("mean", "mean"), ("max", "max"), ("min", "min"), ("prod", "prod"), ("std", "std"),
        ("var", "variance"), ("any", "any"), ("all", "all"))},
    "tile": tile, "transpose": lambda x, axes=None: shaping.transpose(x, axes),
    "expand_dims": expand_dims, "fori_loop": fori_loop, "take": take,
    "ravel": lambda x: shaping.reshape(x, [-1]),
        "convert_to_numpy": lambda x: convert(x).numpy(), "array": lambda x, dtype=None: convert(x, dtype),
    "flip": lambda x, axis=None: shaping.reverse(x, list(np.ravel(range(convert(x).ndim) if axis is None else axis))),
    "concatenate": lambda xs, axis=0: shaping.concat(list(xs), axis),
    "split": lambda x, indices_or_sections, axis=0: shaping.split(x, indices_or_sections, axis),
    "take_along_axis": lambda x, indices, axis=None: gathering.gather(
        x, indices, axis=axis, batch_dims=axis % convert(x).ndim),
    "pad": lambda x, pad_width, mode="constant", constant_values=0: padding.pad(
        x, pad_width, mode.upper(), constant_values or 0),
    "arange": lambda start, stop=None, step=1, dtype=None: creation.range(
        0 if stop is None else start, start if stop is None else stop, step, dtype),
    "zeros": lambda shape, dtype=None: creation.zeros(shape, dtype or floatx()),
    "ones": lambda shape, dtype=None: creation.ones(shape, dtype or floatx()),
    "full": lambda shape, fill_value, dtype=None: creation.fill(shape, convert(fill_value, dtype or floatx())),
    "one_hot": lambda x, num_classes, axis=-1, dtype=None: creation.one_hot(
        x, num_classes, axis=axis, dtype=dtype or floatx()),
    "normalize": lambda x, axis=-1, order=2: x / norm(x, order, axis, True),
    "moments": lambda x, axes, keepdims=False: neural.moments(x, axes, keepdims=keepdims),
    "categorical_crossentropy": lambda target, output, from_logits=False, axis=-1: losses.categorical_crossentropy(
        target, output, from_logits, axis=axis),
    "sparse_categorical_crossentropy": lambda target, output, from_logits=False,
        axis=-1: losses.sparse_categorical_crossentropy(target, output, from_logits, axis=axis),
    **{name: f for name, f in ACTIVATIONS.items() if name != "linear"},
}  # fmt: skip


for _name, _function in FUNCTIONS.items():
    NAMES[f"keras.ops.{_name}"] = either(_name, known(_function) if isinstance(_function, str) else _function)
NAMES["keras.ops.shape"] = lambda x: x.shape if isinstance(x, KerasTensor) else shape(convert(x))
NAMES["keras.ops.ndim"] = lambda x: x.ndim if isinstance(x, KerasTensor) else convert(x).ndim
