"""What all of tf.keras shares: names made of classes' names, the default float."""

from __future__ import annotations

from collections import Counter
from typing import Any

from ..tensors.dtypes import as_dtype
from ..tensors.names import snake
from ..tensors.spelling import rows

_made: Counter[str] = Counter()
SETTINGS: dict[str, Any] = {"floatx": "float32", "epsilon": 1e-7, "image_data_format": "channels_last"}


def auto_name(thing: Any) -> str:
    """A name after a thing's class, numbered from the second on: adam, adam_1."""
    return numbered(snake(type(thing).__name__))


def numbered(kind: str) -> str:
    """A name, numbered from the second time on."""
    _made[kind] += 1
    return kind if _made[kind] == 1 else f"{kind}_{_made[kind] - 1}"


def set_floatx(value: Any) -> None:
    """Another default float dtype. ValueError for what is none."""
    accepted = {"bfloat16", "float16", "float32", "float64"}
    if value not in accepted:
        raise ValueError(f"Unknown `floatx` value: {value}. Expected one of {accepted}")
    SETTINGS["floatx"] = as_dtype(value).name


def floatx() -> str:
    """The name of the default float dtype."""
    return str(SETTINGS["floatx"])


def epsilon() -> float:
    """The small number that keeps logarithms and divisions finite."""
    return float(SETTINGS["epsilon"])


def _shared(name: str, signature: str, body: Any, doc: str = "") -> tuple[Any, ...]:
    return f"keras.backend.{name} keras.config.{name}", "", signature, body, doc


__getattr__ = rows(
    __name__,
    ("keras.backend.clear_session keras.utils.clear_session", "", "free_memory=True:-", _made.clear),
    _shared("floatx", "", floatx), _shared("set_floatx", "value", set_floatx), _shared("epsilon", "", epsilon),
    _shared("set_epsilon", "value", lambda value: SETTINGS.update(epsilon=value), "Another small number."),
    _shared("image_data_format", "", lambda: SETTINGS["image_data_format"], "Where the channels of images are: last."),
    _shared("backend", "", lambda: "tensorflow", "The name of the library."),
)  # fmt: skip
