"""Devices and settings, of which there is one of each: tf.config and its kin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .names import NAMES, export
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
    "enable_eager_execution", "random.set_global_generator", "config.optimizer.set_experimental_options",
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
)  # fmt: skip


@export("autograph.experimental.do_not_convert")
def do_not_convert(func: Any = None) -> Any:
    """The function itself."""
    return func if func is not None else do_not_convert


NAMES["autograph.experimental.set_loop_options"] = nothing
