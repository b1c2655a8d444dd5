"""tf.distribute on the one device that there is; the clock, and texts put together."""

from __future__ import annotations

import enum
import re
import time
from typing import Any

import numpy as np

from .convert import convert
from .dtypes import float64, int32
from .module import Quiet
from .names import NAMES, export
from .reductions import reduce_mean, reduce_sum


@export("distribute.ReduceOp")
class ReduceOp(enum.Enum):
    """How replicas' values become one."""

    SUM = "SUM"
    MEAN = "MEAN"


@export("distribute.Strategy", "distribute.MirroredStrategy", "distribute.OneDeviceStrategy")
class Strategy:
    """One replica on one device."""

    num_replicas_in_sync = 1

    def __init__(self, *about: Any, **more: Any) -> None:
        self.extended = self

    def scope(self) -> Quiet:
        """A block that changes nothing."""
        return Quiet()

    def run(self, fn: Any, args: Any = (), kwargs: Any = None, options: Any = None) -> Any:
        """fn(*args, **kwargs)."""
        return fn(*args, **(kwargs or {}))

    def reduce(self, reduce_op: Any, value: Any, axis: Any = None) -> Any:
        """The value, reduced over an axis if one is named."""
        if axis is None:
            return convert(value)
        how = getattr(reduce_op, "value", reduce_op)
        return (reduce_mean if str(how).upper() == "MEAN" else reduce_sum)(value, axis)

    def experimental_distribute_dataset(self, dataset: Any, options: Any = None) -> Any:
        """The same."""
        return dataset

    def distribute_datasets_from_function(self, dataset_fn: Any, options: Any = None) -> Any:
        """What the function makes."""
        return dataset_fn(None)

    def experimental_local_results(self, value: Any) -> tuple[Any, ...]:
        """The value of the one replica."""
        return (value,)


_DEFAULT = Strategy()
NAMES["distribute.get_strategy"] = lambda: _DEFAULT
NAMES["distribute.has_strategy"] = lambda: False
NAMES["distribute.in_cross_replica_context"] = lambda: True


@export("timestamp")
def timestamp(name: Any = None) -> Any:
    """Seconds since 1970."""
    return convert(time.time(), float64)


# texts


def _texts(x: Any) -> Any:
    return np.asarray(convert(x).value, object)


@export("strings.length")
def length(input: Any, unit: str = "BYTE", name: Any = None) -> Any:
    """How many bytes, or characters, each text has."""
    count = np.frompyfunc(lambda t: len(t if unit == "BYTE" else t.decode()), 1, 1)
    return convert(np.asarray(count(_texts(input))).astype(np.int32), int32)


@export("strings.join")
def join(inputs: Any, separator: str = "", name: Any = None) -> Any:
    """Texts one after the other."""
    parts = np.broadcast_arrays(*map(_texts, inputs))
    joined = np.frompyfunc(lambda *ts: separator.encode().join(ts), len(parts), 1)(*parts)
    return convert(joined)


def _changed(how: Any) -> Any:
    return lambda input, encoding="", name=None: convert(np.frompyfunc(how, 1, 1)(_texts(input)))


NAMES["strings.lower"], NAMES["strings.upper"] = _changed(bytes.lower), _changed(bytes.upper)
NAMES["strings.strip"] = _changed(bytes.strip)


@export("strings.format")
def format_(template: str, inputs: Any, placeholder: str = "{}", summarize: int = 3, name: Any = None) -> Any:
    """A template with tensors as texts."""
    values = list(inputs) if isinstance(inputs, list | tuple) else [inputs]
    parts = template.split(placeholder)
    if len(parts) - 1 != len(values):
        raise ValueError(
            f"The template expects {len(parts) - 1} tensors, but the inputs only has {len(values)}. Please ensure the "
            "number of placeholders in template matches inputs length."
        )
    shown = [re.sub(r"\s+", " ", str(convert(v).numpy())) if np.ndim(convert(v).value) else str(convert(v).numpy())
             for v in values]  # fmt: skip
    return convert("".join(a + b for a, b in zip(parts, [*shown, ""])))


@export("strings.to_number")
def to_number(input: Any, out_type: Any = "float32", name: Any = None) -> Any:
    """The numbers that texts spell."""
    return (
        convert(np.frompyfunc(float, 1, 1)(_texts(input)).astype(float), out_type)
        if np.ndim(_texts(input))
        else convert(float(_texts(input)[()]), out_type)
    )
