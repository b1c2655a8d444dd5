"""Layers of several inputs."""

from __future__ import annotations

import functools
import itertools
from typing import Any

from ...ops.creation import ones_like, zeros_like
from ...ops.cumulative import l2_normalize
from ...ops.elementary import add, maximum, minimum, multiply, subtract
from ...ops.logic import logical_or
from ...ops.padding import where
from ...ops.reductions import reduce_any
from ...ops.shaping import concat, expand_dims
from ...tensors import NAMES, cast, export
from ..backend import batch_dot
from ..calling import nested
from ..layer import Layer
from ..masks import mask_of


class Merge(Layer):
    """A function of two or more inputs, which broadcast."""

    supports_masking = True
    function: Any = None
    two = False  # inputs, no more

    def build(self, input_shape: Any) -> None:
        """ValueError where the inputs do not fit together."""
        if not nested(input_shape):
            raise ValueError(f"A merge layer should be called on a list of inputs. Received: input_shape={input_shape} "
                             "(not a list of shapes)")  # fmt: skip
        if len({s[0] for s in input_shape if s} - {None}) > 1:
            raise ValueError(
                f"Cannot merge tensors with different batch sizes. Received tensors with shapes {input_shape}"
            )
        if self.two and len(input_shape) != 2:
            raise ValueError(
                f"A `Subtract` layer should be called on exactly 2 inputs. Received: input_shape={input_shape}"
            )
        met: Any = ()
        for shape in (s[1:] for s in input_shape):
            pairs = list(itertools.zip_longest(reversed(met), reversed(shape), fillvalue=1))
            if any(None not in pair and 1 not in pair and pair[0] != pair[1] for pair in pairs):
                raise ValueError(f"Inputs have incompatible shapes. Received shapes {met} and {shape}")
            met = tuple(b if a == 1 else a for a, b in reversed(pairs))

    def call(self, inputs: Any) -> Any:
        return type(self).function(list(inputs))

    def compute_mask(self, inputs: Any, previous_mask: Any = None) -> Any:
        if not isinstance(previous_mask, list) or any(m is None for m in previous_mask):
            return None  # steps count where they count in any input, if all inputs say which
        return functools.reduce(logical_or, previous_mask)


def _product(xs: list[Any]) -> Any:
    """The product of what counts; 0 where nothing does."""
    masks = [mask_of(x) for x in xs]
    found = functools.reduce(
        multiply, [x if m is None else where(expand_dims(m, -1), x, cast(1, x.dtype)) for x, m in zip(xs, masks)]
    )
    if any(m is None for m in masks):
        return found
    return where(expand_dims(functools.reduce(logical_or, masks), -1), found, cast(0, found.dtype))


def _extreme(of: Any, xs: list[Any]) -> Any:
    """The largest or smallest of what counts."""
    found, known = xs[0], mask_of(xs[0])
    for x in xs[1:]:
        mask = mask_of(x)
        here = x if mask is None else where(expand_dims(mask, -1), x, found)
        found = of(found if known is None else where(expand_dims(known, -1), found, here), here)
        known = None if mask is None or known is None else logical_or(known, mask)
    return found


MERGES: dict[str, Any] = {
    "Add": lambda xs: functools.reduce(add, xs), "Subtract": lambda xs: subtract(*xs),
    "Multiply": _product,
    "Average": lambda xs: functools.reduce(add, xs) / float(len(xs)),
    "Maximum": lambda xs: _extreme(maximum, xs), "Minimum": lambda xs: _extreme(minimum, xs),
}  # fmt: skip
for _name, _function in MERGES.items():
    _made = type(_name, (Merge,), {"function": staticmethod(_function), "two": _name == "Subtract"})
    NAMES[f"keras.layers.{_name}"] = _made
    NAMES[f"keras.layers.{_name.lower()}"] = lambda inputs, made=_made, **about: made(**about)(inputs)


@export("keras.layers.Concatenate")
class Concatenate(Merge):
    """One after the other along an axis."""

    _settings = "axis=-1"

    def build(self, input_shape: Any) -> None:
        if not nested(input_shape):
            raise ValueError(f"A `Concatenate` layer should be called on a list of at least 1 input. Received: "
                             f"input_shape={input_shape}")  # fmt: skip
        rest = [[n for k, n in enumerate(s) if k != self.axis % len(s)] for s in input_shape]
        if len({len(s) for s in rest}) > 1 or any(len(set(lengths) - {None}) > 1 for lengths in zip(*rest)):
            raise ValueError("A `Concatenate` layer requires inputs with matching shapes except for the concatenation "
                             f"axis. Received: input_shape={input_shape}")  # fmt: skip

    def call(self, inputs: Any) -> Any:
        kinds = [x.dtype for x in inputs if x.dtype.is_floating]  # whole numbers beside floats are floats
        return concat([cast(x, kinds[0]) if kinds and x.dtype.is_integer else x for x in inputs], self.axis)

    def compute_mask(self, inputs: Any, previous_mask: Any = None) -> Any:
        if not isinstance(previous_mask, list):
            return None
        wide = [
            ones_like(x, "bool") if m is None
            else logical_or(expand_dims(m, -1), zeros_like(x, "bool")) if m.ndim < x.ndim else m
            for x, m in zip(inputs, previous_mask)
        ]  # fmt: skip
        return reduce_any(concat(wide, self.axis), -1)


@export("keras.layers.Dot")
class Dot(Merge):
    """The products of two inputs along an axis of each."""

    _settings = "axes=-1 normalize=False"

    def build(self, input_shape: Any) -> None:
        one, other = input_shape
        i, j = [self.axes] * 2 if isinstance(self.axes, int) else self.axes
        i, j = i % len(one), j % len(other)
        if None not in (one[i], other[j]) and one[i] != other[j]:
            raise ValueError(f"Incompatible input shapes: axis values {one[i]} (at axis {i}) != {other[j]} "
 f"(at axis {j}). "
                             f"Full input shapes: {one}, {other}")  # fmt: skip

    def call(self, inputs: Any) -> Any:
        x, y = inputs
        axes = [self.axes % x.ndim, self.axes % y.ndim] if isinstance(self.axes, int) else list(self.axes)
        if self.normalize:
            x, y = l2_normalize(x, axes[0]), l2_normalize(y, axes[1])
        return batch_dot(x, y, axes)

    def compute_mask(self, inputs: Any, previous_mask: Any = None) -> Any:
        return None


for _cls in (Concatenate, Dot):
    NAMES[f"keras.layers.{_cls.__name__.lower()}"] = lambda x, *args, made=_cls, **about: made(*args, **about)(x)
