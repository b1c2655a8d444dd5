"""Devices, strategies and settings, of which there is one of each: tf.config and tf.distribute; texts."""

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


def nothing(*args: Any, **kwargs: Any) -> None:
    """A setting that has no meaning here."""


for _name in (
    "config.set_visible_devices", "config.experimental.set_memory_growth",
    "config.set_logical_device_configuration", "config.set_soft_device_placement", "config.optimizer.set_jit",
    "config.threading.set_inter_op_parallelism_threads", "config.threading.set_intra_op_parallelism_threads",
    "config.experimental.enable_op_determinism",
    "debugging.set_log_device_placement",
    "debugging.enable_check_numerics", "debugging.disable_check_numerics", "debugging.disable_traceback_filtering",
    "debugging.enable_traceback_filtering", "autograph.set_verbosity",
    "config.experimental.enable_tensor_float_32_execution",
    "config.enable_tensor_float_32_execution", "profiler.experimental.start", "profiler.experimental.stop",
    "enable_eager_execution", "config.optimizer.set_experimental_options",
):  # fmt: skip
    NAMES[_name] = nothing


class PhysicalDevice(tuple):  # type: ignore[type-arg]
    """A device: name and type."""

    __slots__ = ()
    name = property(lambda self: self[0])
    device_type = property(lambda self: self[1])

    def __repr__(self) -> str:
        return f"PhysicalDevice(name={self[0]!r}, device_type={self[1]!r})"


class LogicalDevice(PhysicalDevice):
    """A device as a program sees it."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"LogicalDevice(name={self[0]!r}, device_type={self[1]!r})"


@export("config.LogicalDeviceConfiguration")
class LogicalDeviceConfiguration:
    """A setting that has no meaning here."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        pass


def _only(kind: Any, name: str) -> Any:
    """The one device, if it is asked for."""
    return lambda wanted: [kind((name, "CPU"))] if wanted in (None, "CPU") else []


@export("autograph.experimental.do_not_convert")
def do_not_convert(func: Any = None) -> Any:
    """The function itself."""
    return func if func is not None else do_not_convert


NAMES["autograph.experimental.set_loop_options"] = nothing


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
    ("config.list_physical_devices config.experimental.list_physical_devices config.get_visible_devices", "",
     "device_type=None", _only(PhysicalDevice, "/physical_device:CPU:0"), "The CPU."),
    ("config.list_logical_devices config.experimental.list_logical_devices", "", "device_type=None",
     _only(LogicalDevice, "/device:CPU:0"), "The CPU."),
    ("test.is_gpu_available", "", "cuda_only=False min_cuda_compute_capability=None", lambda *about: False, "False."),
    ("test.is_built_with_cuda test.is_built_with_gpu_support test.is_built_with_rocm test.is_built_with_xla", "", "",
     lambda: False, "False."),
    ("test.gpu_device_name", "", "", lambda: "", "No GPU."),
    ("timestamp", "", "name", lambda: convert(time.time(), float64), "Seconds since 1970."),
    ("strings.length", "", "input unit='BYTE' name",
     _each(lambda t, unit: len(t if unit == "BYTE" else t.decode()), np.int32), "How many bytes, or characters."),
    ("strings.join", "", "inputs separator='' name", _joined, "Texts one after the other."),
    ("strings.lower", "", TEXT, _each(bytes.lower), "Small letters."),
    ("strings.upper", "", TEXT, _each(bytes.upper), "Capitals."),
    ("strings.strip", "", "input name", _each(bytes.strip), "Without spaces at the ends."),
    ("strings.to_number", "", "input out_type='float32' name", _numbers, "The numbers that texts spell."),
)  # fmt: skip
