"""Functions that take ragged tensors too: of each element, over rows, and those that put rows together."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

import numpy as np

from . import segments as by_segment
from .casting import cast
from .convert import constant
from .names import Row
from .operands import numbers, shape
from .ragged import RaggedTensor, mapped, picked, places
from .shaping import concat, expand_dims

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


def reduced(how: str, function: Any, x: RaggedTensor, axis: Any, keepdims: bool) -> Any:
    """A reduction: of all values, of each column (axis 0), of each row (axis 1), or within the values."""
    rank = 1 + len(shape(x.values))
    axis = None if axis is None else int(numbers(axis)) % rank
    if axis is None:
        return function(x.values, None, keepdims)
    if axis > 1:
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
            return _reduction(REDUCED[path], function, *args, **kwargs)
        if path == "concat":
            return joined(*args, **kwargs)
        return args[1].with_values(function(args[0], args[1].values, *args[2:], **kwargs))

    return call


def is_ragged(x: Any) -> bool:
    """Whether an argument is a ragged tensor, or a list with one."""
    return x.__class__ is RaggedTensor or bool(x.__class__ in (list, tuple) and x and x[0].__class__ is RaggedTensor)


def _reduction(how: str, function: Any, x: Any, axis: Any = None, keepdims: bool = False, name: Any = None) -> Any:
    return reduced(how, function, x, axis, bool(keepdims))


def joined(values: Sequence[Any], axis: Any, name: Any = None) -> RaggedTensor:
    """Ragged tensors below one another, or row by row."""
    whole, starts = (
        concat([r.values for r in values], 0),
        np.cumsum([0, *[shape(r.values)[0] for r in values]]),
    )
    spans = [[(a + s, b + s) for a, b in zip(r.splits, r.splits[1:])] for r, s in zip(values, starts)]
    if int(numbers(axis)) == 0:
        return RaggedTensor.from_row_lengths(whole, [b - a for part in spans for a, b in part])
    return picked(whole, [np.concatenate([np.arange(a, b) for a, b in row]) for row in zip(*spans)])
