"""tf.lookup: tables from keys to values, which no gradient goes through."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..tensors import convert, export, failure, int64, numbers
from .shaping import reshape

TWICE = "HashTable has different value for same key. Key {} has {} and trying to add value {}"


@export("lookup.KeyValueTensorInitializer")
class KeyValueTensorInitializer:
    """Keys and values side by side."""

    def __init__(self, keys: Any, values: Any, key_dtype: Any = None, value_dtype: Any = None, **about: Any) -> None:
        self.keys, self.values = convert(keys, key_dtype), convert(values, value_dtype)
        self.key_dtype, self.value_dtype = self.keys.dtype, self.values.dtype


@export("lookup.StaticHashTable")
class StaticHashTable:
    """A value for each key that is known, and one for all others. FailedPreconditionError for two of one key."""

    def __init__(self, initializer: Any, default_value: Any, name: Any = None, **ignored: Any) -> None:
        self.key_dtype, self.value_dtype = initializer.key_dtype, initializer.value_dtype
        self.default_value = convert(default_value, self.value_dtype)
        self.known: dict[Any, Any] = {}
        for key, value in zip(numbers(initializer.keys).tolist(), numbers(initializer.values).tolist()):
            if (kept := self.known.setdefault(key, value)) != value:
                raise failure("FailedPreconditionError", TWICE.format(key, kept, value), "LookupTableImportV2")

    def lookup(self, keys: Any, name: Any = None) -> Any:
        """The values of keys. TypeError for keys of another dtype."""
        if keys.dtype != self.key_dtype:
            raise TypeError(f"Dtype of argument `keys` must be {self.key_dtype}, received: {keys.dtype}")
        at = np.asarray(convert(keys).value)
        values = [self.known.get(key, self.default_value.value) for key in at.ravel().tolist()]
        return reshape(convert(values, self.value_dtype), at.shape)

    __getitem__ = lookup

    def size(self, name: Any = None) -> Any:
        return convert(len(self.known), int64)

    def export(self, name: Any = None) -> Any:
        """(the keys, their values)."""
        return convert(list(self.known), self.key_dtype), convert(list(self.known.values()), self.value_dtype)
