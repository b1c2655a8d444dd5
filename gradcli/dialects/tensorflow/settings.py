"""Devices and settings, of which there is one of each: tf.config and its kin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .names import NAMES, export

if TYPE_CHECKING:
    pass


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


@export("config.list_physical_devices", "config.experimental.list_physical_devices", "config.get_visible_devices")
def list_physical_devices(device_type: str | None = None) -> list[Any]:
    """The CPU."""
    return [PhysicalDevice(("/physical_device:CPU:0", "CPU"))] if device_type in (None, "CPU") else []


@export("config.list_logical_devices", "config.experimental.list_logical_devices")
def list_logical_devices(device_type: str | None = None) -> list[Any]:
    """The CPU."""
    return [LogicalDevice(("/device:CPU:0", "CPU"))] if device_type in (None, "CPU") else []


@export("config.LogicalDeviceConfiguration")
class LogicalDeviceConfiguration:
    """A setting that has no meaning here."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        pass


@export("test.is_gpu_available")
def is_gpu_available(*args: Any, **kwargs: Any) -> bool:
    """False."""
    return False


for _name in (
    "test.is_built_with_cuda",
    "test.is_built_with_gpu_support",
    "test.is_built_with_rocm",
    "test.is_built_with_xla",
):
    NAMES[_name] = is_gpu_available


@export("test.gpu_device_name")
def gpu_device_name() -> str:
    """No GPU."""
    return ""


@export("autograph.experimental.do_not_convert")
def do_not_convert(func: Any = None) -> Any:
    """The function itself."""
    return func if func is not None else do_not_convert


NAMES["autograph.experimental.set_loop_options"] = nothing
