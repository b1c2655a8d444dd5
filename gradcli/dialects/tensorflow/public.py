"""How public functions are called: with ragged tensors, and as tf.raw_ops."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Sequence
from typing import Any

import numpy as np

from .ops import scatter as by_segment
from .ops.ragged import RaggedTensor, mapped, picked, places
from .ops.shaping import concat, expand_dims
from .tensors import NAMES, cast, constant, numbers, shape, snake
from .tensors.names import Row, known, named

FLAT = frozenset(
    "abs add cast clip_by_value cos divide equal exp floor greater greater_equal identity less less_equal "
    "logical_not maximum minimum multiply negative not_equal ones_like pow round sigmoid sign sin sqrt square "
    "stop_gradient subtract tan tanh zeros_like math.abs math.add math.cos math.divide math.divide_no_nan math.erf "
    "math.exp math.expm1 math.floor math.is_finite math.is_nan math.log math.log1p math.maximum math.minimum "
    "math.multiply math.negative math.pow math.reciprocal math.rsqrt math.sigmoid math.sign math.sin math.softplus "
    "math.sqrt math.square math.squared_difference math.subtract math.tanh nn.elu nn.gelu nn.leaky_relu nn.relu "
    "nn.sigmoid nn.softplus nn.tanh".split()
)  # functions of each element
REDUCED = {
    f"{home}reduce_{how}": how for home in ("", "math.") for how in ("sum", "mean", "max", "min", "prod", "any", "all")
}
LIKE = {"any": "max", "all": "min", "mean": "sum"}  # the sums over segments that a reduction is made of
MOVING = frozenset(("concat", "gather", "nn.embedding_lookup"))


def reduced(how: str, function: Any, x: Any, axis: Any = None, keepdims: Any = False, name: Any = None) -> Any:
    """A reduction: of all values, of each column (axis 0), of each row (axis 1), or within the values."""
    if axis is None:
        return function(x.values, None, keepdims)
    rank = 1 + len(shape(x.values))
    if (axis := int(numbers(axis)) % rank) > 1:
        return x.with_values(function(x.values, axis - 1, keepdims))
    of, count = (x.rows, len(x.sizes)) if axis else (places(x.sizes), int(x.sizes.max(initial=0)))
    segments = getattr(by_segment, f"unsorted_segment_{LIKE.get(how, how)}")
    if how in ("any", "all"):
        return cast(segments(cast(x.values, "int32"), of, count), "bool")
    found = segments(x.values, of, count)
    if how == "mean":
        sizes = np.bincount(of.astype(int), minlength=count).reshape(-1, *[1] * (rank - 2))
        found = found / constant(sizes, found.dtype)
    return expand_dims(found, axis) if keepdims else found


def spread(path: str, function: Any) -> Any:
    """A public function that takes ragged tensors too, if it is one of those that do."""
    if isinstance(function, Row) or (path not in FLAT and path not in REDUCED and path not in MOVING):
        return function

    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        if not any(map(is_ragged, args)):
            return function(*args, **kwargs)
        if path in FLAT:
            return mapped(function, args, **kwargs)
        if path in REDUCED:
            return reduced(REDUCED[path], function, *args, **kwargs)
        if path == "concat":
            return joined(*args, **kwargs)
        if args[0].__class__ is RaggedTensor:
            of = args[0]
            return picked(of.values, [np.arange(*of.splits[n : n + 2]) for n in numbers(args[1]).reshape(-1)])
        return args[1].with_values(function(args[0], args[1].values, *args[2:], **kwargs))

    return call


def is_ragged(x: Any) -> bool:
    """Whether an argument is a ragged tensor, or a list with one."""
    return x.__class__ is RaggedTensor or bool(x.__class__ in (list, tuple) and x and x[0].__class__ is RaggedTensor)


def joined(values: Sequence[Any], axis: Any, name: Any = None) -> RaggedTensor:
    """Ragged tensors below one another, or row by row."""
    whole, starts = concat([r.values for r in values], 0), np.cumsum([0, *[shape(r.values)[0] for r in values]])
    spans = [[(a + s, b + s) for a, b in zip(r.splits, r.splits[1:])] for r, s in zip(values, starts)]
    if int(numbers(axis)) == 0:
        return RaggedTensor.from_row_lengths(whole, [b - a for part in spans for a, b in part])
    return picked(whole, [np.concatenate([np.arange(a, b) for a, b in row]) for row in zip(*spans)])


KERNELS = dict(pair.split(":") for pair in (
    "mul:multiply sub:subtract neg:negative div:divide real_div:divide add_v2:add sum:reduce_sum mean:reduce_mean "
    "prod:reduce_prod arg_max:argmax arg_min:argmin mat_mul:matmul batch_mat_mul:matmul conv2_d:conv2d conv3_d:conv3d "
    "avg_pool3_d:avg_pool3d div_no_nan:divide_no_nan floor_div:floordiv floor_mod:floormod matrix_determinant:det "
    "matrix_inverse:inv matrix_solve:solve pack:stack unpack:unstack select:where split_v:split complex_abs:abs "
    "tensor_scatter_update:tensor_scatter_nd_update tensor_scatter_add:tensor_scatter_nd_add lin_space:linspace "
    "random_uniform:uniform random_standard_normal:normal matrix_diag:diag matrix_diag_part:diag_part "
    "matrix_band_part:band_part"
).split())  # fmt: skip
RAW_WORDS = {  # a kernel's word, and the function's where it has another
    "input": "input_tensor tensor value x a image", "keep_dims": "keepdims", "dim": "axis", "dimension": "axis",
    "x": "a input value", "t": "x", "e": "y", "filter": "filters", "DstT": "dtype", "concat_dim": "axis",
    "tensor": "input value", "split_dim": "axis", "num_split": "num_or_size_splits",
    "size_splits": "num_or_size_splits", "output_shape": "shape", "value": "input",
}  # fmt: skip


def raw(kernel: str) -> Any:
    """A kernel by its own name, called by keywords; None where it is not offered."""
    name = snake(kernel.removesuffix("V2").removesuffix("V3"))
    name = KERNELS.get(name, name)
    homes = ("", "math.", "nn.", "linalg.", "reduce_", "image.", "signal.", "math.reduce_", "random.")
    found = next((known(home + name) for home in homes if home + name in NAMES), None)
    if found is None:
        return None
    words = inspect.signature(found).parameters

    def word(w: str) -> str:
        return w if w in words else next((other for other in RAW_WORDS.get(w, "").split() if other in words), w)

    def call(**given: Any) -> Any:
        return found(**{word(w): v for w, v in given.items()})

    return named(call, kernel, found.__doc__ or "")
