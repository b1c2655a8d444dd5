"""Layers of several inputs."""

from __future__ import annotations

import functools
import itertools
from typing import Any

from ...cumulative import l2_normalize
from ...elementary import add, maximum, minimum, multiply, subtract
from ...logic import logical_and
from ...names import NAMES, export
from ...shaping import concat
from ..backend import batch_dot
from ..calling import nested
from ..layer import Layer


class Merge(Layer):
    """A function of two or more inputs, which broadcast."""

    supports_masking = True
    function: Any = None

    def build(self, input_shape: Any) -> None:
        """ValueError where the inputs do not fit together."""
        if not nested(input_shape):
            raise ValueError(f"A merge layer should be called on a list of inputs. Received: input_shape={input_shape} "
                             "(not a list of shapes)")  # fmt: skip
        if len({s[0] for s in input_shape if s} - {None}) > 1:
            raise ValueError(
                f"Cannot merge tensors with different batch sizes. Received tensors with shapes {input_shape}"
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
        known = [m for m in previous_mask or () if m is not None] if isinstance(previous_mask, list) else []
        return functools.reduce(logical_and, known) if known else None


class Difference(Merge):
    """The first input less the second."""

    def build(self, input_shape: Any) -> None:
        """ValueError where the inputs do not fit together, or are not two."""
        super().build(input_shape)
        if len(input_shape) != 2:
            raise ValueError(
                f"A `Subtract` layer should be called on exactly 2 inputs. Received: input_shape={input_shape}"
            )


MERGES: dict[str, Any] = {
    "Add": lambda xs: functools.reduce(add, xs), "Subtract": lambda xs: subtract(*xs),
    "Multiply": lambda xs: functools.reduce(multiply, xs),
    "Average": lambda xs: functools.reduce(add, xs) / float(len(xs)),
    "Maximum": lambda xs: functools.reduce(maximum, xs),
    "Minimum": lambda xs: functools.reduce(minimum, xs),
}  # fmt: skip
for _name, _function in MERGES.items():
    _made = type(_name, (Difference if _name == "Subtract" else Merge,), {"function": staticmethod(_function)})
    NAMES[f"keras.layers.{_name}"] = _made
    NAMES[f"keras.layers.{_name.lower()}"] = lambda inputs, made=_made, **about: made(**about)(inputs)


@export("keras.layers.Concatenate")
class Concatenate(Merge):
    """One after the other along an axis."""

    _settings = "axis=-1"

    def build(self, input_shape: Any) -> None:
        """ValueError where the inputs do not fit together."""
        if not nested(input_shape):
            raise ValueError(f"A `Concatenate` layer should be called on a list of at least 1 input. Received: "
                             f"input_shape={input_shape}")  # fmt: skip
        rest = [[n for k, n in enumerate(s) if k != self.axis % len(s)] for s in input_shape]
        if len({len(s) for s in rest}) > 1 or any(len(set(lengths) - {None}) > 1 for lengths in zip(*rest)):
            raise ValueError("A `Concatenate` layer requires inputs with matching shapes except for the concatenation "
                             f"axis. Received: input_shape={input_shape}")  # fmt: skip

    def call(self, inputs: Any) -> Any:
        return concat(list(inputs), self.axis)


@export("keras.layers.concatenate")
def concatenate(inputs: Any, axis: int = -1, **about: Any) -> Any:
    """The inputs in a row."""
    return Concatenate(axis, **about)(inputs)


@export("keras.layers.Dot")
class Dot(Merge):
    """The products of two inputs along an axis of each."""

    _settings = "axes normalize=False"

    def build(self, input_shape: Any) -> None:
        """ValueError where the lengths of the axes differ."""
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


@export("keras.layers.dot")
def dot(inputs: Any, axes: Any = -1, normalize: bool = False, **about: Any) -> Any:
    """The products of two inputs along an axis of each."""
    return Dot(axes, normalize, **about)(inputs)
