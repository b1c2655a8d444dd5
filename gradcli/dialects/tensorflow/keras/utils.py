"""keras.utils: sequences made equally long; what registers a class for files of models changes nothing here."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Sequence
from typing import Any

import numpy as np

from ..programs.data import Dataset
from ..tensors.names import NAMES, export
from .batches import packed, unpacked
from .losses import Loss
from .metrics import Metric
from .optimizer import Optimizer

NAMES.update(
    {
        "keras.utils.unpack_x_y_sample_weight": unpacked,
        "keras.utils.pack_x_y_sample_weight": packed,
        "keras.Loss": Loss,
        "keras.Metric": Metric,
        "keras.Optimizer": Optimizer,
    }
)


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


@export("keras.utils.timeseries_dataset_from_array", "keras.preprocessing.timeseries_dataset_from_array")
def timeseries_dataset_from_array(
    data: Any, targets: Any, sequence_length: int, sequence_stride: int = 1, sampling_rate: int = 1,
    batch_size: int | None = 128, shuffle: bool = False, seed: int | None = None, start_index: int | None = None,
    end_index: int | None = None,
) -> Any:  # fmt: skip
    """Batches of windows of rows, each with the target of its first row."""
    rows: Any
    ends: Any
    rows, ends = (None if v is None else np.asarray(v)[start_index:end_index] for v in (data, targets))
    count = len(rows) - (sequence_length - 1) * sampling_rate
    first = np.arange(0, count if ends is None else min(count, len(ends)), sequence_stride)
    if shuffle:
        seed = np.random.randint(10**6) if seed is None else seed
        np.random.RandomState(seed).shuffle(first)
    windows = rows[first[:, None] + np.arange(sequence_length) * sampling_rate]
    found = Dataset.from_tensor_slices(windows if ends is None else (windows, ends[first]))
    if batch_size is None:
        return found.shuffle(1024, seed) if shuffle else found
    found = found.shuffle(batch_size * 8, seed) if shuffle else found
    return found.batch(batch_size)


CUSTOM: dict[str, Any] = {}


def registered(package: str, name: Any, thing: Any) -> Any:
    """A class or function that bears the name under which it is told."""
    thing.registered_name = f"{package}>{name or thing.__name__}"
    return thing


KEPT = {  # there are no files of models, in which classes would be known by name
    "register_keras_serializable": lambda package="Custom", name=None: functools.partial(registered, package, name),
    "custom_object_scope": lambda custom_objects: contextlib.nullcontext(), "get_custom_objects": lambda: CUSTOM,
}  # fmt: skip
NAMES.update({f"keras.utils.{name}": function for name, function in KEPT.items()})
NAMES["keras.saving.register_keras_serializable"] = KEPT["register_keras_serializable"]
NAMES["keras.utils.CustomObjectScope"] = KEPT["custom_object_scope"]


@export("keras.preprocessing.sequence.make_sampling_table", "keras.utils.make_sampling_table")
def make_sampling_table(size: int, sampling_factor: float = 1e-5) -> Any:
    """How likely the word of each rank is to be kept, were words as frequent as Zipf's law has them."""
    rank = np.maximum(np.arange(size), 1)
    rarity = rank * (np.log(rank) + 0.577) + 0.5 - 1.0 / (12.0 * rank)
    return np.minimum(1.0, sampling_factor * rarity / np.sqrt(sampling_factor * rarity))
