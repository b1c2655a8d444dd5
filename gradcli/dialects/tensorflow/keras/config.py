"""What all of tf.keras shares: names made of classes' names, the default float."""

from __future__ import annotations

from collections import Counter
from typing import Any

from ..dtypes import as_dtype
from ..names import export, snake

_made: Counter[str] = Counter()
SETTINGS: dict[str, Any] = {"floatx": "float32", "epsilon": 1e-7, "image_data_format": "channels_last"}


def auto_name(thing: Any) -> str:
    """A name after a thing's class, numbered from the second on: adam, adam_1."""
    return numbered(snake(type(thing).__name__))


def numbered(kind: str) -> str:
    """A name, numbered from the second time on."""
    _made[kind] += 1
    return kind if _made[kind] == 1 else f"{kind}_{_made[kind] - 1}"


@export("keras.backend.clear_session", "keras.utils.clear_session")
def clear_session(free_memory: bool = True) -> None:
    """Number names from the start again."""
    _made.clear()


@export("keras.backend.floatx", "keras.config.floatx")
def floatx() -> str:
    """The name of the default float dtype."""
    return str(SETTINGS["floatx"])


@export("keras.backend.set_floatx", "keras.config.set_floatx")
def set_floatx(value: Any) -> None:
    """Another default float dtype. ValueError for what is none."""
    accepted = {"bfloat16", "float16", "float32", "float64"}
    if value not in accepted:
        raise ValueError(f"Unknown `floatx` value: {value}. Expected one of {accepted}")
    SETTINGS["floatx"] = as_dtype(value).name


@export("keras.backend.epsilon", "keras.config.epsilon")
def epsilon() -> float:
    """The small number that keeps logarithms and divisions finite."""
    return float(SETTINGS["epsilon"])


@export("keras.backend.set_epsilon", "keras.config.set_epsilon")
def set_epsilon(value: float) -> None:
    """Another small number."""
    SETTINGS["epsilon"] = value


@export("keras.backend.image_data_format", "keras.config.image_data_format")
def image_data_format() -> str:
    """Where the channels of images are: last."""
    return str(SETTINGS["image_data_format"])


@export("keras.backend.backend", "keras.config.backend")
def backend() -> str:
    """The name of the library."""
    return "tensorflow"
