"""Layers that move and scale what comes in."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from ...ops.cumulative import l2_normalize
from ...ops.elementary import maximum, sqrt, square
from ...ops.neural import batch_normalization, moments, weighted_moments
from ...ops.reductions import reduce_mean
from ...ops.rules import rsqrt
from ...ops.shaping import reshape
from ...programs.data import Dataset
from ...tensors import cast, convert, export, shape
from ..calling import listed
from ..layer import Layer
from .core import simple


def wide(v: Any, x: Any, axes: Any) -> Any:
    """A weight along some axes of x, to meet x; None where there is none."""
    return None if v is None else reshape(v, [n if k in axes else 1 for k, n in enumerate(shape(x))])


class Scaled(Layer):
    """A layer with a factor and an offset along some axes."""

    gamma: Any
    beta: Any
    weighed: ClassVar = {"gamma": ("gamma", "ones"), "beta": ("beta", "zeros")}

    def make(self, shape: Any) -> None:
        for name, wanted in (("gamma", self.scale), ("beta", self.center)):
            if wanted:
                self.weigh(name, shape)


@export("keras.layers.BatchNormalization")
class BatchNormalization(Scaled):
    """Each channel less its mean over its deviation: of the batch in training, else running ones."""

    supports_masking = True
    _settings = (
        "axis=-1 momentum=0.99 epsilon=1e-3 center=True scale=True moving_mean_initializer='zeros' "
        "moving_variance_initializer='ones' synchronized=False"
    )

    def build(self, input_shape: Any) -> None:
        shape = (input_shape[self.axis],)
        self.make(shape)
        self.moving_mean = self.add_weight(shape, self.moving_mean_initializer, trainable=False, name="moving_mean")
        self.moving_variance = self.add_weight(
            shape, self.moving_variance_initializer, trainable=False, name="moving_variance"
        )
        self.input_spec = {"axes": {self.axis: input_shape[self.axis]}}

    def call(self, inputs: Any, training: Any = None, mask: Any = None) -> Any:
        inputs, axis = self.floats(inputs), self.axis % inputs.ndim
        over = [n for n in range(inputs.ndim) if n != axis]
        if training and self.trainable:
            if mask is not None:
                weight = cast(reshape(mask, [*shape(mask), *(1,) * (inputs.ndim - mask.ndim)]), inputs.dtype)
                mean, variance = weighted_moments(inputs, over, weight)
            else:
                mean, variance = moments(inputs, over)
            for moving, new in ((self.moving_mean, mean), (self.moving_variance, variance)):
                moving.assign(moving * self.momentum + new * (1.0 - self.momentum))
        else:
            mean, variance = self.moving_mean, self.moving_variance
        parts = [wide(v, inputs, [axis]) for v in (mean, variance, self.beta, self.gamma)]
        return batch_normalization(inputs, *parts, self.epsilon)


@export("keras.layers.LayerNormalization")
class LayerNormalization(Scaled):
    """Each sample less its mean over its deviation (Ba et al. 2016)."""

    supports_masking, _settings = True, "axis=-1 epsilon=1e-3 center=True scale=True"

    def ready(self: Any) -> None:
        self.axis = listed(self.axis)

    def build(self, input_shape: Any) -> None:
        self.make([input_shape[n] for n in self.axis])

    def call(self, inputs: Any) -> Any:
        inputs, axes = self.floats(inputs), [n % inputs.ndim for n in self.axis]
        mean, variance = moments(inputs, axes, keepdims=True)
        parts = [wide(v, inputs, axes) for v in (self.beta, self.gamma)]
        return batch_normalization(inputs, mean, variance, *parts, self.epsilon)


@export("keras.layers.GroupNormalization")
class GroupNormalization(Scaled):
    """Each group of channels of a sample less its mean over its deviation (Wu and He 2018)."""

    supports_masking, _settings = True, "groups=32 axis=-1 epsilon=1e-3 center=True scale=True"

    def build(self: Any, input_shape: Any) -> None:
        depth = input_shape[self.axis]
        self.groups = depth if self.groups == -1 else self.groups
        self.make((depth,))

    def call(self, inputs: Any) -> Any:
        lengths, axis = list(shape(inputs)), self.axis % inputs.ndim
        apart = [*lengths[:axis], self.groups, lengths[axis] // self.groups, *lengths[axis + 1 :]]
        x = reshape(inputs, apart)
        mean, variance = moments(x, [n for n in range(1, x.ndim) if n != axis], keepdims=True)
        parts = [wide(v, x, [axis, axis + 1]) for v in (self.beta, self.gamma)]
        return reshape(batch_normalization(x, mean, variance, *parts, self.epsilon), lengths)


simple("UnitNormalization", lambda self, x: l2_normalize(x, self.axis, 1e-24), "Vectors of length 1.", "axis=-1")


@export("keras.layers.RMSNormalization")
class RMSNormalization(Layer):
    """Each sample over the root of its mean square (Zhang and Sennrich 2019)."""

    supports_masking, _settings = True, "axis=-1 epsilon=1e-6"
    scale: Any
    weighed: ClassVar = {"scale": ("scale", "ones")}

    def build(self, input_shape: Any) -> None:
        self.weigh("scale", [input_shape[n] for n in listed(self.axis)])

    def call(self, inputs: Any) -> Any:
        axes = [n % inputs.ndim for n in listed(self.axis)]
        return inputs * rsqrt(reduce_mean(square(inputs), axes, True) + self.epsilon) * wide(self.scale, inputs, axes)


@export("keras.layers.Normalization")
class Normalization(Layer):
    """Less a mean and over a deviation that were given, or found by `adapt`."""

    takes_lists, _settings = True, "axis=-1 mean=None variance=None invert=False"

    def ready(self: Any) -> None:
        self.axis, self.found = () if self.axis is None else listed(self.axis), self.mean is None
        if not self.found:
            self.mean, self.variance = (cast(v, self.dtype) for v in (self.mean, self.variance))

    def build(self, input_shape: Any) -> None:
        if self.found:
            self.kept = [n % len(input_shape) for n in self.axis]
            shape = [input_shape[n] for n in self.kept]
            for name, start, kind in (("mean", "zeros", None), ("variance", "ones", None), ("count", "zeros", "int32")):
                self.add_weight(() if kind else shape, start, kind, trainable=False, name=name)

    def adapt(self, data: Any) -> None:
        if isinstance(data, Dataset):
            data = np.concatenate([np.asarray(batch.value) for batch in data])
        x = np.asarray(convert(data).value, self.dtype)
        if not self.built:
            self.build(x.shape)
        over = tuple(n for n in range(x.ndim) if n not in self.kept)
        self.mean, self.variance = (
            convert(np.asarray(f(x, over, keepdims=True), self.dtype)) for f in (np.mean, np.var)
        )
        for weight, value in zip(self.weights, (self.mean, self.variance)):
            weight.assign(reshape(value, weight.shape))

    def call(self, inputs: Any) -> Any:
        if self.mean is None:
            raise ValueError("The layer has no mean: call `adapt` first.")
        x = cast(inputs, self.dtype)
        deviation = maximum(sqrt(self.variance), 1e-7)
        return self.mean + x * deviation if self.invert else (x - self.mean) / deviation
