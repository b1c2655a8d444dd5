"""Layers of several inputs."""

from __future__ import annotations

import functools
from typing import Any

from ...cumulative import l2_normalize
from ...elementary import add, maximum, minimum, multiply, subtract
from ...logic import logical_and
from ...names import NAMES, export
from ...shaping import concat
from ..backend import batch_dot
from ..layer import Layer


class Merge(Layer):
    """A function of two or more inputs, which broadcast."""

    supports_masking = True
    function: Any = None

    def call(self, inputs: Any) -> Any:
        """The inputs put together."""
        if not isinstance(inputs, list | tuple) or len(inputs) < 1:
            raise ValueError(f"A merge layer should be called on a list of inputs. Received: inputs={inputs}")
        return type(self).function(list(inputs))

    def compute_mask(self, inputs: Any, previous_mask: Any = None) -> Any:
        """The steps that count in all inputs."""
        known = [m for m in previous_mask or () if m is not None] if isinstance(previous_mask, list) else []
        return functools.reduce(logical_and, known) if known else None


def _subtract(xs: list[Any]) -> Any:
    if len(xs) != 2:
        raise ValueError(f"A `Subtract` layer should be called on exactly 2 inputs. Received: inputs={xs}")
    return subtract(*xs)


MERGES: dict[str, Any] = {
    "Add": lambda xs: functools.reduce(add, xs), "Subtract": _subtract,
    "Multiply": lambda xs: functools.reduce(multiply, xs),
    "Average": lambda xs: functools.reduce(add, xs) / float(len(xs)),
    "Maximum": lambda xs: functools.reduce(maximum, xs),
    "Minimum": lambda xs: functools.reduce(minimum, xs),
}  # fmt: skip
for _name, _function in MERGES.items():
    _made = type(_name, (Merge,), {"function": staticmethod(_function)})
    NAMES[f"keras.layers.{_name}"] = _made
    NAMES[f"keras.layers.{_name.lower()}"] = lambda inputs, made=_made, **about: made(**about)(inputs)


@export("keras.layers.Concatenate")
class Concatenate(Merge):
    """One after the other along an axis."""

    def __init__(self, axis: int = -1, **about: Any) -> None:
        super().__init__(**about)
        self.axis = axis

    def call(self, inputs: Any) -> Any:
        """The inputs in a row."""
        return concat(list(inputs), self.axis)


@export("keras.layers.concatenate")
def concatenate(inputs: Any, axis: int = -1, **about: Any) -> Any:
    """The inputs in a row."""
    return Concatenate(axis, **about)(inputs)


@export("keras.layers.Dot")
class Dot(Merge):
    """The products of two inputs along an axis of each."""

    def __init__(self, axes: Any, normalize: bool = False, **about: Any) -> None:
        super().__init__(**about)
        self.axes, self.normalize = axes, normalize

    def call(self, inputs: Any) -> Any:
        """The sums of products."""
        x, y = inputs
        axes = [self.axes % x.ndim, self.axes % y.ndim] if isinstance(self.axes, int) else list(self.axes)
        if self.normalize:
            x, y = l2_normalize(x, axes[0]), l2_normalize(y, axes[1])
        return batch_dot(x, y, axes)

    def compute_mask(self, inputs: Any, previous_mask: Any = None) -> Any:
        """None are left."""
        return None


@export("keras.layers.dot")
def dot(inputs: Any, axes: Any = -1, normalize: bool = False, **about: Any) -> Any:
    """The products of two inputs along an axis of each."""
    return Dot(axes, normalize, **about)(inputs)
