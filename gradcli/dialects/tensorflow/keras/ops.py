"""keras.ops: Keras's own spelling of functions on tensors, symbolic ones included: names of ours, or functions."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np

from ..ops import creation, gathering, neural, padding, products, reductions, shaping
from ..ops.cumulative import l2_normalize, norm
from ..ops.elementary import maximum
from ..ops.experimental_numpy import TABLE
from ..tensors import NAMES, as_dtype, cast, convert, flatten, shape
from ..tensors.names import known
from ..tensors.nest import mapped
from . import losses
from .activations import ACTIVATIONS
from .config import epsilon as least
from .config import floatx
from .symbolic import KerasTensor, either

SAME = {  # spelled alike, or by another name, with arguments in the same order
    "": "abs square sign floor matmul squeeze reshape stack einsum logical_and logical_or logical_not zeros_like "
        "ones_like while_loop cond vectorized_map stop_gradient size repeat unstack cast negative convert_to_tensor "
        "sort broadcast_to slice is_tensor",
    "math": "ceil top_k in_top_k erfc",
    "linalg": "cholesky det inv solve qr eigh logdet",
}  # fmt: skip
NUMPY = (  # as NumPy has them, of floats in Keras's default
    "round cumsum cumprod eye linspace roll any all trace diag dot average cross diff exp2 cbrt full_like "
    "heaviside hypot identity imag real inner isclose kron log10 log2 logaddexp logical_xor meshgrid nansum nanmean "
    "rot90 signbit tri tril triu vdot vstack hstack conj conjugate amax amin allclose arccosh arcsinh arctanh diagonal "
    "deg2rad outer swapaxes moveaxis logspace sinc"
)
FLOATS = (  # whole numbers are floats first
    "exp sqrt sin cos tan sinh cosh tanh log log1p expm1 erf erfinv rsqrt reciprocal arcsin:asin arccos:acos "
    "arctan:atan logsumexp:reduce_logsumexp"
)
PAIRED = (  # in the larger dtype of two
    "add subtract multiply divide maximum minimum equal not_equal greater greater_equal less less_equal "
    "true_divide:divide floor_divide:floordiv power:pow mod:floormod"
)
OTHER = {
    "absolute": "abs", "arctan2": "atan2", "isnan": "math.is_nan", "isinf": "math.is_inf",
    "isfinite": "math.is_finite", "segment_sum": "math.unsorted_segment_sum", "clip": "clip_by_value",
    "segment_max": "math.unsorted_segment_max", "lu_factor": "linalg.lu", "image_resize": "image.resize",
    "scatter": "scatter_nd",
}  # fmt: skip


def spelled(words: str) -> list[tuple[str, Any]]:
    """Names, and what tf.math calls so, or by the name behind a colon."""
    pairs = [word.partition(":") for word in words.split()]
    return [(name, known(f"math.{other or name}")) for name, _, other in pairs]


def floats(x: Any) -> Any:
    """An operand in floats."""
    y = convert(x)
    return y if y.dtype.is_floating or y.dtype.is_complex else cast(y, floatx())


def floating(function: Any) -> Any:
    """A function of floats."""
    return lambda x, *args, **kwargs: function(floats(x), *args, **kwargs)


def placed(function: Any) -> Any:
    """Where the largest or smallest stands, its axis kept if that is asked."""

    def call(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
        found = cast(function(x, axis), "int32")
        whole = [1] * convert(x).ndim
        return found if not keepdims else shaping.reshape(found, whole) if axis is None else expand_dims(found, axis)

    return call


def paired(name: str, function: Any) -> Any:
    """A function of two operands, in the larger of their dtypes; a quotient is of floats."""

    def call(x1: Any, x2: Any) -> Any:
        both = [x if isinstance(x, int | float) else convert(x) for x in (x1, x2)]
        kinds = [x.dtype for x in both if not isinstance(x, int | float)]
        inexact = [k for k in kinds if k.is_floating]
        whole = [k for k in kinds if k.is_integer]
        if any(k.is_complex for k in kinds):
            kind = as_dtype("complex64") if len({*kinds}) > 1 else kinds[0]
        elif {"float16", "bfloat16"} == {k.name for k in inexact}:
            kind = as_dtype("float32")
        elif inexact:
            kind = max(inexact, key=lambda k: k.size)
        elif name.endswith("divide") and name != "floor_divide" or any(isinstance(x, float) for x in both):
            kind = as_dtype(floatx())
        else:
            kind = as_dtype(np.result_type(*(k.as_numpy_dtype for k in whole)) if whole else "int32")
            kind = as_dtype(floatx()) if kind.is_floating else kind
            kind = as_dtype("bool") if all(k.is_bool for k in kinds) and len(kinds) == 2 else kind
        return function(*(convert(x, kind) if isinstance(x, int | float) else cast(x, kind) for x in both))

    return call


def of_numpy(function: Any, index: bool = False) -> Any:
    """A function as NumPy has it: float64 where an operand is, else of Keras's floats; indices are int32."""

    def call(*args: Any, **kwargs: Any) -> Any:
        wide = any(getattr(getattr(x, "dtype", None), "name", "") == "float64" for x in flatten([args, kwargs]))

        def narrow(x: Any) -> Any:
            kind = "int32" if index else floatx() if x.dtype.name == "float64" and not wide else x.dtype
            return cast(x, kind)

        return mapped(narrow, function(*args, **kwargs))

    return call


def _unit(x: Any, axis: Any, order: Any, least: float) -> Any:
    """x along an axis over its norm, which is nowhere less than `least`."""
    return l2_normalize(x, axis, least**2) if order == 2 else x / maximum(norm(x, order, axis, True), least)


def reduction(name: str, whole: Any) -> Any:
    """A reduction of Keras's spelling; whole numbers have a mean in floats."""

    def call(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
        x = convert(x)
        if name in ("mean", "std", "var") and not x.dtype.is_floating:
            x = cast(x, floatx())
        x = cast(x, "int32") if x.dtype.is_bool else x
        if name in ("sum", "prod") and x.dtype.is_integer and x.dtype.size < 4:  # as NumPy widens them
            x = cast(x, "uint32" if x.dtype.is_unsigned else "int32")
        return whole(x, list(axis) if isinstance(axis, tuple) else axis, keepdims)

    return call


def fori_loop(lower: int, upper: int, body_fun: Any, init_val: Any) -> Any:
    for n in range(int(lower), int(upper)):
        init_val = body_fun(n, init_val)
    return mapped(convert, init_val)


def expand_dims(x: Any, axis: Any) -> Any:
    return functools.reduce(shaping.expand_dims, axis if isinstance(axis, list | tuple) else (axis,), x)


def tile(x: Any, repeats: Any) -> Any:
    """x so many times along each axis, with axes of length 1 in front where there are too few, or factors of 1."""
    times = [repeats] if isinstance(repeats, int) else list(repeats)
    lengths = list(shape(convert(x)))
    lengths, times = [[1] * (max(len(lengths), len(times)) - len(v)) + v for v in (lengths, times)]
    return shaping.tile(shaping.reshape(x, lengths), times)


def _svd(x: Any, full_matrices: bool = True, compute_uv: bool = True) -> Any:
    found = known("linalg.svd")(x, full_matrices, compute_uv)
    return (found[1], found[0], shaping.matrix_transpose(found[2], conjugate=True)) if compute_uv else found


def _norm(x: Any, ord: Any = None, axis: Any = None, keepdims: bool = False) -> Any:
    """Of a matrix by its singular values or its sums, where the axis is a pair or two are all."""
    y = floats(x)
    pair = len(axis) == 2 if isinstance(axis, list | tuple) else axis is None and y.ndim == 2
    if ord is None or not pair:
        return norm(y, 2 if ord is None else ord, axis, keepdims)
    if ord in ("nuc", -2):
        own = [n % y.ndim for n in axis or (0, 1)]
        s = known("linalg.svd")(TABLE["moveaxis"](y, own, (-2, -1)), compute_uv=False)
        found = (reductions.reduce_sum if ord == "nuc" else reductions.reduce_min)(s, -1)
        return expand_dims(found, sorted(own)) if keepdims else found
    return norm(y, ord, axis or [0, 1], keepdims)


def over_all(function: Any) -> Any:
    """A function along an axis, several, or all of them."""

    def call(x: Any, axis: Any = -1) -> Any:
        y = floats(x)
        if isinstance(axis, int):
            return function(y, axis)
        kept = [n for n in range(y.ndim) if axis is not None and n not in {a % y.ndim for a in axis}]
        order = [*kept, *(n for n in range(y.ndim) if n not in kept)]
        moved = shaping.transpose(y, order)
        whole = function(shaping.reshape(moved, [*(shape(y)[n] for n in kept), -1]), -1)
        return shaping.transpose(shaping.reshape(whole, shape(moved)), list(np.argsort(order)))

    return call


def take(x: Any, indices: Any, axis: Any = None) -> Any:
    """Elements by number along an axis, or of all in a row."""
    x = shaping.reshape(x, [-1]) if axis is None else convert(x)
    at, count = convert(indices), shape(x)[axis or 0]
    return gathering.gather(x, padding.where(at < 0, at + count, at), axis=axis or 0)


FUNCTIONS: dict[str, Any] = {
    **{name: (f"{home}." if home else "") + name for home, names in SAME.items() for name in names.split()},
    **OTHER, **{name: of_numpy(TABLE[name]) for name in NUMPY.split()},
    **{name: of_numpy(TABLE[name], True) for name in ("argsort", "count_nonzero", "nonzero")},
    **{name: placed(TABLE[name]) for name in ("argmax", "argmin")},
    "where": lambda condition, x1=None, x2=None: (
        FUNCTIONS["nonzero"](condition) if x1 is None
        else paired("where", lambda a, b: padding.where(cast(condition, "bool"), a, b))(x1, x2)),
    "tensordot": lambda x1, x2, axes=2: products.tensordot(x1, x2, axes),
    **{name: floating(found) for name, found in spelled(FLOATS)},
    **{name: paired(name, found) for name, found in spelled(PAIRED)},
    "svd": _svd, "slogdet": lambda x: tuple(known("linalg.slogdet")(x)),
    "gelu": lambda x, approximate=True: neural.gelu(x, approximate),
    **{name: reduction(name, getattr(reductions, f"reduce_{of}")) for name, of in (
        ("sum", "sum"), ("mean", "mean"), ("max", "max"), ("min", "min"), ("prod", "prod"), ("std", "std"),
        ("var", "variance"))},
    "tile": tile, "transpose": lambda x, axes=None: shaping.transpose(x, axes),
    "expand_dims": expand_dims, "fori_loop": fori_loop, "take": take,
    "ravel": lambda x: shaping.reshape(x, [-1]),
        "convert_to_numpy": lambda x: convert(x).numpy(), "array": lambda x, dtype=None: convert(x, dtype),
    "flip": lambda x, axis=None: shaping.reverse(x, list(np.ravel(range(convert(x).ndim) if axis is None else axis))),
    "concatenate": lambda xs, axis=0: shaping.concat(list(xs), axis),
    "split": lambda x, indices_or_sections, axis=0: (
        shaping.split(x, indices_or_sections, axis) if isinstance(indices_or_sections, int)
        else TABLE["split"](x, indices_or_sections, axis)),
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
    "norm": _norm, **{name: over_all(ACTIVATIONS[name]) for name in ("softmax", "log_softmax")},
    "normalize": lambda x, axis=-1, order=2, epsilon=None: _unit(convert(x), axis, order, epsilon or least()),
    "moments": lambda x, axes, keepdims=False: neural.moments(x, axes, keepdims=keepdims),
    "binary_crossentropy": lambda target, output, from_logits=False: losses.binary_crossentropy(
        *(shaping.expand_dims(x, -1) for x in (target, output)), from_logits),
    "categorical_crossentropy": lambda target, output, from_logits=False, axis=-1: losses.categorical_crossentropy(
        target, output, from_logits, axis=axis),
    "sparse_categorical_crossentropy": lambda target, output, from_logits=False,
        axis=-1: losses.sparse_categorical_crossentropy(target, output, from_logits, axis=axis),
    **{name: f for name, f in ACTIVATIONS.items() if name not in
       ("linear", "gelu", "mish", "exponential", "softmax", "log_softmax")},
}  # fmt: skip


for _name, _function in FUNCTIONS.items():
    NAMES[f"keras.ops.{_name}"] = either(_name, known(_function) if isinstance(_function, str) else _function)
NAMES["keras.ops.shape"] = lambda x: x.shape if isinstance(x, KerasTensor) else shape(convert(x))
NAMES["keras.ops.ndim"] = lambda x: x.ndim if isinstance(x, KerasTensor) else convert(x).ndim
