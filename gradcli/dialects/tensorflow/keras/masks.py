"""Tensors that say which of their time steps count."""

from __future__ import annotations

import functools
import math
from typing import Any

from ..ops.elementary import divide_no_nan
from ..ops.reductions import reduce_sum
from ..ops.shaping import reshape, squeeze
from ..tensors import EagerTensor, cast, convert, shape
from ..tensors.symbolic import SymbolicTensor


class Masked(EagerTensor):
    """A tensor that says which of its time steps count, or of which logits it was made."""

    __slots__ = ("_keras_logits", "_keras_mask")
    _keras_mask: Any
    _keras_logits: Any


Masked.__name__ = Masked.__qualname__ = "EagerTensor"


def masked(x: Any, mask: Any) -> Masked:
    found = Masked(x.value, x.at)
    found._keras_mask, found._keras_logits = mask, getattr(x, "_keras_logits", None)
    return found


def of_logits(function: Any) -> Any:
    """A function to probabilities that remember the logits: Keras's cross entropies are computed from these."""

    @functools.wraps(function)
    def call(x: Any, *how: Any, **named: Any) -> Any:
        y = function(x, *how, **named)
        if type(y) is EagerTensor:
            y = masked(y, None)
        if isinstance(y, Masked | SymbolicTensor):
            y._keras_logits = convert(x)
        return y

    return call


def mask_of(x: Any) -> Any:
    """Which time steps of a tensor count; None: all."""
    return getattr(x, "_keras_mask", None)


def masks_of(x: Any) -> Any:
    """That of a tensor; those of several as a list; None where there is none at all."""
    if not isinstance(x, list | tuple | dict):
        return mask_of(x)
    found = [mask_of(v) for v in (x.values() if isinstance(x, dict) else x)]
    return found if any(m is not None for m in found) else None


def fitted(weight: Any, like: Any) -> Any:
    """A weight with the rank of what it weighs."""
    if weight.ndim == like.ndim + 1 and shape(weight)[-1] == 1:
        return squeeze(weight, -1)
    if weight.ndim and weight.ndim < like.ndim:
        return reshape(weight, shape(weight) + (1,) * (like.ndim - weight.ndim))
    return weight


def counted(weight: Any, mask: Any, averaged: bool) -> Any:
    """A weight, or None, without what does not count; so that a mean over all is one over what counts, if wanted."""
    if mask is None:
        return weight
    dtype = "float32" if weight is None else weight.dtype
    share = cast(mask, dtype)
    if averaged:
        share = share * divide_no_nan(cast(math.prod(shape(mask)), dtype), reduce_sum(share))
    return share if weight is None else fitted(weight, share) * share


def logits(p: Any, given: Any, kernel: str) -> tuple[Any, Any]:
    """(probabilities, or the logits that they are known to be made of; whether it is logits).

    kernel: which op's input they are in a graph.
    """
    known = getattr(p, "_keras_logits", None)
    if known is None and (made := getattr(p, "made_of", ("", None)))[0] == kernel:
        known = made[1]
    return (p, given) if known is None else (cast(known, p.dtype), True)
