"""Devices, strategies and settings, of which there is one of each: tf.config and tf.distribute; texts."""

from __future__ import annotations

import enum
import re
import time
from collections import namedtuple
from typing import Any

import numpy as np

from ..ops.ragged import RaggedTensor
from ..ops.reductions import reduce_mean, reduce_sum
from ..tensors import NAMES, as_dtype, constant, convert, export, invalid, methods, rows
from ..tensors.dtypes import float64
from .debugging import shown
from .module import Quiet


def nothing(*args: Any, **kwargs: Any) -> None:
    """A setting that has no meaning here."""


SETTINGS = (
    "config.set_visible_devices config.experimental.set_memory_growth config.set_logical_device_configuration "
    "config.set_soft_device_placement config.optimizer.set_jit config.threading.set_inter_op_parallelism_threads "
    "config.threading.set_intra_op_parallelism_threads config.experimental.enable_op_determinism "
    "debugging.set_log_device_placement debugging.enable_check_numerics debugging.disable_check_numerics "
    "debugging.disable_traceback_filtering debugging.enable_traceback_filtering autograph.set_verbosity "
    "config.experimental.enable_tensor_float_32_execution config.enable_tensor_float_32_execution "
    "profiler.experimental.start profiler.experimental.stop enable_eager_execution "
    "config.optimizer.set_experimental_options autograph.experimental.set_loop_options"
)
NAMES.update(dict.fromkeys(SETTINGS.split(), nothing))
NAMES.update(dict.fromkeys(("profiler.experimental.Trace", "profiler.experimental.Profile"), Quiet))
NAMES["config.LogicalDeviceConfiguration"] = type("LogicalDeviceConfiguration", (), {"__init__": nothing})
PhysicalDevice = NAMES["config.PhysicalDevice"] = namedtuple("PhysicalDevice", ("name", "device_type"))
LogicalDevice = NAMES["config.LogicalDevice"] = namedtuple("LogicalDevice", ("name", "device_type"))


def _only(kind: Any, name: str) -> Any:
    """The one device, if it is asked for."""
    return lambda wanted: [kind(name, "CPU")] if wanted in (None, "CPU") else []


for _word in ("AUTO", "NONE", "ON_WRITE", "ON_READ"):
    NAMES[f"VariableSynchronization.{_word}"] = f"VariableSynchronization.{_word}"
for _word in ("NONE", "SUM", "MEAN", "ONLY_FIRST_REPLICA"):
    NAMES[f"VariableAggregation.{_word}"] = f"VariableAggregation.{_word}"


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


def _reduced(strategy: Strategy, how: Any, value: Any, axis: Any) -> Any:
    if axis is None:
        return convert(value)
    return (reduce_mean if str(getattr(how, "value", how)).upper() == "MEAN" else reduce_sum)(value, axis)


methods(
    Strategy,
    ("scope", "", lambda _: Quiet(), "A block that changes nothing."),
    ("run", "fn args=() kwargs=None options=None:-", lambda _, fn, args, kwargs: fn(*args, **(kwargs or {}))),
    ("reduce", "reduce_op value axis=None", _reduced, "The value, reduced over an axis if one is named."),
    ("experimental_distribute_dataset", "dataset options=None:-", lambda _, dataset: dataset, "The same."),
    ("distribute_datasets_from_function", "dataset_fn options=None:-", lambda _, f: f(None)),
    ("experimental_local_results", "value", lambda _, value: (value,), "The value of the one replica."),
)  # fmt: skip
_DEFAULT = Strategy()


# texts


def _texts(x: Any) -> Any:
    return np.asarray(convert(x).value, object)


def _each(how: Any, kind: Any = None) -> Any:
    """A function of each text."""

    def call(x: Any, *about: Any) -> Any:
        found = np.asarray(np.frompyfunc(lambda t: how(t, *about), 1, 1)(_texts(x)))
        return convert(found if kind is None else found.astype(kind))

    return call


def _split(x: Any, sep: Any, maxsplit: int) -> Any:
    texts, mark = _texts(x), None if not sep else sep.encode() if isinstance(sep, str) else sep
    parts = [t.split(mark, maxsplit) for t in texts.reshape(-1).tolist()]
    flat = constant([w for part in parts for w in part], "string")
    return flat if not texts.ndim else RaggedTensor.from_row_lengths(flat, [len(part) for part in parts])


def _numbers(x: Any, dtype: Any) -> Any:
    def number(text: bytes) -> Any:
        try:
            return int(text) if as_dtype(dtype).is_integer else float(text)
        except ValueError:
            why = f"StringToNumberOp could not correctly convert string: {text.decode()}"
            raise invalid(why, "StringToNumber") from None

    found = np.asarray(np.frompyfunc(number, 1, 1)(_texts(x)))
    return convert(found.astype(as_dtype(dtype).as_numpy_dtype)[()], dtype)


def _formatted(template: str, inputs: Any, placeholder: str, summarize: int) -> Any:
    values = inputs if isinstance(inputs, list | tuple) else [inputs]
    parts = template.split(placeholder)
    if len(parts) - 1 != len(values):
        raise ValueError(f"The template expects {len(parts) - 1} tensors, but the inputs only has {len(values)}.")
    return convert("".join(a + b for a, b in zip(parts, [*(shown(convert(v), summarize) for v in values), ""])))


TEXT = "input encoding='':- name"


__getattr__ = rows(
    __name__,
    ("config.list_physical_devices config.experimental.list_physical_devices config.get_visible_devices", "",
     "device_type=None", _only(PhysicalDevice, "/physical_device:CPU:0"), "The CPU."),
    ("config.list_logical_devices config.experimental.list_logical_devices", "", "device_type=None",
     _only(LogicalDevice, "/device:CPU:0"), "The CPU."),
    ("test.is_gpu_available", "", "cuda_only=False min_cuda_compute_capability=None", lambda *about: False, "False."),
    ("test.is_built_with_cuda test.is_built_with_gpu_support test.is_built_with_rocm test.is_built_with_xla", "", "",
     lambda: False, "False."),
    ("test.gpu_device_name", "", "", lambda: "", "No GPU."),
    ("autograph.experimental.do_not_convert", "", "func=None", lambda f: (lambda g: g) if f is None else f),
    ("distribute.get_strategy", "", "", lambda: _DEFAULT, "The only one."),
    ("distribute.has_strategy", "", "", lambda: False, "False."),
    ("distribute.in_cross_replica_context", "", "", lambda: True, "True."),
    ("strings.format", "", "template inputs placeholder='{}' summarize=3 name", _formatted),
    ("timestamp", "", "name", lambda: convert(time.time(), float64), "Seconds since 1970."),
    ("strings.length", "", "input unit='BYTE' name",
     _each(lambda t, unit: len(t if unit == "BYTE" else t.decode()), np.int32), "How many bytes, or characters."),
    ("strings.join", "", "inputs separator='' name", lambda xs, mark: convert(
        np.frompyfunc(lambda *texts: mark.encode().join(texts), len(xs), 1)(*map(_texts, xs)))),
    ("strings.split", "", "input sep=None maxsplit=-1:int name", _split),
    ("strings.substr", "", "input pos len unit='BYTE' name", lambda x, first, n, unit: _each(
        lambda t: t[first:][:n] if unit == "BYTE" else t.decode()[first:][:n].encode())(x), "Parts of texts."),
    ("strings.regex_replace", "", "input pattern rewrite replace_global=True name",
     lambda x, pattern, rewrite, every: _each(
         lambda t: re.sub(pattern.encode(), rewrite.encode(), t, count=0 if every else 1))(x)),
    ("strings.lower", "", TEXT, _each(bytes.lower), "Small letters."),
    ("strings.upper", "", TEXT, _each(bytes.upper), "Capitals."),
    ("strings.strip", "", "input name", _each(bytes.strip), "Without spaces at the ends."),
    ("strings.to_number", "", "input out_type='float32' name", _numbers, "The numbers that texts spell."),
)  # fmt: skip
