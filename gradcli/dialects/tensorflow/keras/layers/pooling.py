"""Pooling: the largest or the mean of windows, or of everything."""

from __future__ import annotations

from typing import Any

from ...ops.convolution import pooled
from ...ops.reductions import reduce_max, reduce_mean, reduce_sum
from ...ops.shaping import expand_dims
from ...tensors.names import NAMES
from ...tensors.operands import cast
from ..layer import Layer
from .convolution import FORMATS
from .reshaping import numbers


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
    for _long, _short, _kind in (("Max", "Max", "MAX"), ("Average", "Avg", "AVG")):
        _made = type(f"{_long}Pooling{_axes}D", (Pooling,), {"axes": _axes, "kind": _kind})
        _whole = type(f"Global{_long}Pooling{_axes}D", (GlobalPooling,), {"axes": _axes, "kind": _kind})
        for _prefix, _cls in (("", _made), ("Global", _whole)):
            for _name in (f"{_prefix}{_long}Pooling{_axes}D", f"{_prefix}{_short}Pool{_axes}D"):
                NAMES[f"keras.layers.{_name}"] = _cls
