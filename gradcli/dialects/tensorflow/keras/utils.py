"""keras.utils: sequences made equally long; what registers a class for files of models changes nothing here."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from ..names import NAMES, export
from .losses import Loss
from .metrics import Metric
from .optimizer import Optimizer

NAMES.update({"keras.Loss": Loss, "keras.Metric": Metric, "keras.Optimizer": Optimizer})


@export("keras.utils.pad_sequences", "keras.preprocessing.sequence.pad_sequences")
def pad_sequences(
    sequences: Sequence[Any], maxlen: int | None = None, dtype: Any = "int32", padding: str = "pre",
    truncating: str = "pre", value: float = 0.0,
) -> Any:  # fmt: skip
    """Lists as the rows of an array, filled up and cut at their beginnings or ends. ValueError for another word."""
    for word, name in ((padding, "Padding"), (truncating, "Truncating")):
        if word not in ("pre", "post"):
            raise ValueError(f'{name} type "{word}" not understood')
    longest = max(map(len, sequences), default=0) if maxlen is None else maxlen
    inner = next((np.asarray(s).shape[1:] for s in sequences if len(s)), ())
    out = np.full((len(sequences), longest, *inner), value, dtype)
    for row, one in zip(out, sequences):
        kept = np.asarray(one[len(one) - longest :] if truncating == "pre" and len(one) > longest else one[:longest])
        if kept.size:
            row[len(row) - len(kept) if padding == "pre" else 0 :][: len(kept)] = kept
    return out


@export("keras.utils.register_keras_serializable", "keras.saving.register_keras_serializable")
def register_keras_serializable(package: str = "Custom", name: str | None = None) -> Callable[[Any], Any]:
    """A decorator that leaves a class or function as it is: there are no files of models."""
    return lambda thing: thing


@export("keras.utils.custom_object_scope", "keras.utils.CustomObjectScope")
@contextlib.contextmanager
def custom_object_scope(custom_objects: Any) -> Iterator[None]:
    """A block in which classes are known by name: there is nothing to be read by name."""
    yield


CUSTOM: dict[str, Any] = {}


@export("keras.utils.get_custom_objects")
def get_custom_objects() -> dict[str, Any]:
    """The dictionary of what is known by name."""
    return CUSTOM
