"""tf.distribute on the one device that there is; the clock, and texts put together."""

from __future__ import annotations

import enum
import re
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from .convert import convert
from .dtypes import float64
from .module import Quiet
from .names import NAMES, export
from .reductions import reduce_mean, reduce_sum
from .spelling import rows


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


# texts


def _texts(x: Any) -> Any:
    return np.asarray(convert(x).value, object)


def _each(how: Any, kind: Any = None) -> Any:
    """A function of each text."""

    def call(x: Any, *about: Any) -> Any:
        found = np.asarray(np.frompyfunc(lambda t: how(t, *about), 1, 1)(_texts(x)))
        return convert(found if kind is None else found.astype(kind))

    return call


def _joined(inputs: Any, separator: str) -> Any:
    parts = np.broadcast_arrays(*map(_texts, inputs))
    return convert(np.frompyfunc(lambda *ts: separator.encode().join(ts), len(parts), 1)(*parts))


def _numbers(x: Any, dtype: Any) -> Any:
    found = np.asarray(np.frompyfunc(float, 1, 1)(_texts(x))).astype(float)
    return convert(found if found.shape else float(found), dtype)


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


TEXT = "input encoding='':- name"
__getattr__: Callable[[str], Any] = rows(
    __name__,
    ("timestamp", "", "name", lambda: convert(time.time(), float64), "Seconds since 1970."),
    ("strings.length", "", "input unit='BYTE' name",
     _each(lambda t, unit: len(t if unit == "BYTE" else t.decode()), np.int32), "How many bytes, or characters."),
    ("strings.join", "", "inputs separator='' name", _joined, "Texts one after the other."),
    ("strings.lower", "", TEXT, _each(bytes.lower), "Small letters."),
    ("strings.upper", "", TEXT, _each(bytes.upper), "Capitals."),
    ("strings.strip", "", "input name", _each(bytes.strip), "Without spaces at the ends."),
    ("strings.to_number", "", "input out_type='float32' name", _numbers, "The numbers that texts spell."),
)  # fmt: skip
