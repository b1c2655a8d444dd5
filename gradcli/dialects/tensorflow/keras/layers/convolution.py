"""Convolutions, transposed, depthwise and separable ones; pooling: the largest or the mean of windows, or of all."""

from __future__ import annotations

from typing import Any, ClassVar

from ...ops import convolution
from ...ops.convolution import pooled
from ...ops.padding import pad
from ...ops.reductions import reduce_max, reduce_mean, reduce_sum
from ...ops.shaping import expand_dims, reshape, squeeze
from ...tensors import NAMES, cast, shape
from ..layer import Layer
from .core import Weighted
from .reshaping import numbers

FORMATS = {1: ("NWC", "NCW"), 2: ("NHWC", "NCHW"), 3: ("NDHWC", "NCDHW")}


def told_wrong(layer: Any) -> None:
    """ValueError for numbers of filters and groups, a padding or a format that no convolution has."""
    filters, groups = getattr(layer, "filters", None), getattr(layer, "groups", 1)
    why = ""
    if filters is not None and filters <= 0:
        why = f"Invalid value for argument `filters`. Expected a strictly positive value. Received filters={filters}."
    elif filters is not None and filters % groups:
        why = "The number of filters must be evenly divisible by the number of groups. Received: "
        why += f"groups={groups}, filters={filters}."
    elif layer.padding.lower() not in ("same", "valid", "causal")[: 3 - (layer.axes > 1)]:
        why = "The `padding` argument must be a list/tuple or one of {'same', 'valid'}. Received: " + layer.padding
    elif layer.data_format not in (None, "channels_first", "channels_last"):
        why = "The `data_format` argument must be one of {'channels_first', 'channels_last'}. Received: "
        why += f"data_format={layer.data_format}"
    if why:
        raise ValueError(why)


class Convolution(Weighted):
    """A kernel moved over the axes between the first and the last."""

    axes = 2
    groups = 1
    _settings = (
        "filters kernel_size strides=1 padding='valid' data_format=None dilation_rate=1 groups=1 activation=None "
        "use_bias=True"
    )

    def ready(self: Any) -> None:
        super().ready()
        told_wrong(self)
        self.padding, self.first = self.padding.lower(), self.data_format == "channels_first"
        for word in ("kernel_size", "strides", "dilation_rate"):
            setattr(self, word, numbers(getattr(self, word), self.axes, word))
        self.data_format = FORMATS[self.axes][self.first]
        self.input_spec = {"min_ndim": self.axes + 2}

    def channels(self, input_shape: Any) -> int:
        """How many channels come in; from now on no other number may."""
        axis = 1 if self.first else -1
        self.input_spec = {"min_ndim": self.axes + 2, "axes": {axis: input_shape[axis]}}
        return int(input_shape[axis])

    def build(self, input_shape: Any) -> None:
        depth = self.channels(input_shape)
        if depth % self.groups:
            raise ValueError(f"The {depth} input channels must be evenly divisible by the {self.groups} groups.")
        kernel = (*self.kernel_size, depth // self.groups, self.filters)
        inside = input_shape[2:] if self.first else input_shape[1:-1]
        sizes = zip(inside, self.kernel_size, self.dilation_rate)
        if self.padding == "valid" and any(n is not None and n <= d * (k - 1) for n, k, d in sizes):
            raise ValueError(
                f"Computed output size would be zero or negative. Received `inputs shape={tuple(input_shape)}`, "
                f"`kernel shape={kernel}`, `dilation_rate=[{' '.join(map(str, self.dilation_rate))}]`, "
                f"`strides={self.strides}`, `padding={self.padding}`."
            )
        self.make(kernel, (self.filters,))

    def call(self, inputs: Any) -> Any:
        padding = self.padding.upper()
        if self.padding == "causal":
            reach = self.dilation_rate[0] * (self.kernel_size[0] - 1)
            inputs, padding = pad(inputs, [(0, 0), (reach, 0), (0, 0)]), "VALID"
        about = self.strides, padding, self.data_format, self.dilation_rate
        return self.finished(convolution.convolve(inputs, self.kernel, *about))

    def finished(self, y: Any) -> Any:
        """With the bias along the channels, and through the activation."""
        if self.bias is None:
            return self.activation(y)
        bias = reshape(self.bias, [-1] + [1] * self.axes) if self.first else self.bias
        return self.activation(y + bias)


class Transposed(Convolution):
    """What a convolution's gradient does to its input, as a layer."""

    _settings = (
        "filters kernel_size strides=1 padding='valid' output_padding=None data_format=None dilation_rate=1 "
        "activation=None use_bias=True"
    )

    def ready(self: Any) -> None:
        super().ready()
        self.output_padding = None if self.output_padding is None else numbers(self.output_padding, self.axes)

    def build(self, input_shape: Any) -> None:
        self.make((*self.kernel_size, self.filters, self.channels(input_shape)), (self.filters,))

    def lengths(self, size: Any) -> list[int]:
        found = []
        for n, (length, stride, window) in enumerate(zip(size, self.strides, self.kernel_size)):
            reach = self.dilation_rate[n] * (window - 1) + 1
            if self.output_padding is not None:
                margin = reach // 2 if self.padding == "same" else 0
                found.append((length - 1) * stride + reach - 2 * margin + self.output_padding[n])
            else:
                found.append(length * stride + (0 if self.padding == "same" else max(reach - stride, 0)))
        return found

    def call(self, inputs: Any) -> Any:
        batch, *have = shape(inputs)
        size = self.lengths(have[1:] if self.first else have[:-1])
        out = [batch, self.filters, *size] if self.first else [batch, *size, self.filters]
        about = self.strides, self.padding.upper(), self.data_format, self.dilation_rate
        return self.finished(convolution.transposed(inputs, self.kernel, out, *about))


class Depthwise(Convolution):
    """A kernel for each channel alone."""

    weighed: ClassVar = {"kernel": ("depthwise", "glorot_uniform"), "bias": ("bias", "zeros")}
    _settings = (
        "kernel_size strides=1 padding='valid' depth_multiplier=1 data_format=None dilation_rate=1 activation=None "
        "use_bias=True"
    )

    def build(self, input_shape: Any) -> None:
        depth = self.channels(input_shape)
        self.make((*self.kernel_size, depth, self.depth_multiplier), (depth * self.depth_multiplier,))

    def call(self, inputs: Any) -> Any:
        return self.finished(depthwise(self, inputs, self.kernel))


def depthwise(layer: Any, inputs: Any, kernel: Any) -> Any:
    """The convolution of each channel; along one axis, as of images of one row."""
    times, at = 3 - layer.axes, 2 if layer.first else 1
    strides = [1, 1, *layer.strides * times] if layer.first else [1, *layer.strides * times, 1]
    about = strides, layer.padding.upper(), FORMATS[2][layer.first], layer.dilation_rate * times
    if layer.axes == 2:
        return convolution.depthwise(inputs, kernel, *about)
    return squeeze(convolution.depthwise(expand_dims(inputs, at), expand_dims(kernel, 0), *about), at)


class Separable(Convolution):
    """A kernel for each channel, then one over the channels."""

    depthwise_kernel: Any
    pointwise_kernel: Any
    weighed: ClassVar = {
        "depthwise_kernel": ("depthwise", "glorot_uniform"), "bias": ("bias", "zeros"),
        "pointwise_kernel": ("pointwise", "glorot_uniform"),
    }  # fmt: skip

    _settings = (
        "filters kernel_size strides=1 padding='valid' data_format=None dilation_rate=1 depth_multiplier=1 "
        "activation=None use_bias=True"
    )

    def build(self, input_shape: Any) -> None:
        depth = self.channels(input_shape)
        self.weigh("depthwise_kernel", (*self.kernel_size, depth, self.depth_multiplier))
        self.weigh("pointwise_kernel", (*[1] * self.axes, depth * self.depth_multiplier, self.filters))
        if self.use_bias:
            self.weigh("bias", (self.filters,))

    def call(self, inputs: Any) -> Any:
        found = depthwise(self, inputs, self.depthwise_kernel)
        return self.finished(convolution.convolve(found, self.pointwise_kernel, 1, "VALID", self.data_format))


for _prefix, _base, _suffix, _most in (
    ("", Convolution, "", 3), ("", Transposed, "Transpose", 3), ("Depthwise", Depthwise, "", 2),
    ("Separable", Separable, "", 2),
):  # fmt: skip
    for _n in range(1, _most + 1):
        _made = type(f"{_prefix}Conv{_n}D{_suffix}", (_base,), {"axes": _n})
        for _word in ("Conv", "Convolution"):
            NAMES[f"keras.layers.{_prefix}{_word}{_n}D{_suffix}"] = _made


class Pooling(Layer):
    """The largest or the mean of windows."""

    axes, kind = 2, "MAX"
    _settings = "pool_size=2 strides=None padding='valid' data_format=None"

    def ready(self: Any) -> None:
        self.pool_size = numbers(self.pool_size, self.axes, "pool_size")
        self.strides = self.pool_size if self.strides is None else numbers(self.strides, self.axes, "strides", 0)
        self.data_format = FORMATS[self.axes][self.data_format == "channels_first"]
        self.input_spec = {"ndim": self.axes + 2}

    def call(self, inputs: Any) -> Any:
        return pooled(self.kind, inputs, self.pool_size, self.strides, self.padding.upper(), self.data_format)


class GlobalPooling(Layer):
    """The largest or the mean of each channel."""

    axes, kind = 2, "MAX"
    _settings = "data_format=None keepdims=False"

    def ready(self: Any) -> None:
        self.first, self.input_spec = self.data_format == "channels_first", {"ndim": self.axes + 2}
        self.supports_masking = self.axes == 1 and self.kind == "AVG"

    def call(self, inputs: Any, mask: Any = None) -> Any:
        start = 2 if self.first else 1
        over = list(range(start, start + self.axes))
        if mask is not None and self.supports_masking:
            weight = expand_dims(cast(mask, inputs.dtype), 1 if self.first else 2)
            total = reduce_sum(inputs * weight, over, self.keepdims)
            return total / reduce_sum(weight, over, self.keepdims)
        return (reduce_max if self.kind == "MAX" else reduce_mean)(inputs, over, self.keepdims)

    def compute_mask(self, inputs: Any, previous_mask: Any = None) -> Any:
        return None


for _axes in (1, 2, 3):
    for _long, _short in (("Max", "Max"), ("Average", "Avg")):
        for _prefix, _base in (("", Pooling), ("Global", GlobalPooling)):
            _about = {"axes": _axes, "kind": _short.upper()}
            if (_prefix, _long) == ("", "Average"):
                _about["_settings"] = Pooling._settings.replace("=2", "", 1)
            _made = type(f"{_prefix}{_long}Pooling{_axes}D", (_base,), _about)
            for _name in (_made.__name__, f"{_prefix}{_short}Pool{_axes}D"):
                NAMES[f"keras.layers.{_name}"] = _made
