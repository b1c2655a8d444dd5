"""Layers of categories: codes of whole numbers, places of texts and numbers in a vocabulary."""

from __future__ import annotations

import itertools
from collections import Counter
from typing import Any

import numpy as np

from ...ops.creation import one_hot
from ...ops.reductions import reduce_max, reduce_sum
from ...ops.shaping import expand_dims, reshape, squeeze
from ...programs.data import Dataset
from ...tensors import NAMES, cast, constant, convert, export, shape
from ...tensors.state import SYMBOLIC
from ..layer import Layer


def coded(x: Any, depth: int, mode: str, dtype: Any, weights: Any = None) -> Any:
    """Whole numbers below a depth as codes: one for each, or one for each row of them."""
    if mode == "int":
        return x
    if mode == "one_hot":
        return one_hot(squeeze(x, -1) if x.ndim > 1 and shape(x)[-1] == 1 else x, depth, dtype=dtype)
    codes = one_hot(expand_dims(x, 0) if x.ndim == 0 else x, depth, dtype=dtype)
    if mode == "multi_hot":
        return reduce_max(codes, -2)
    return reduce_sum(codes if weights is None else codes * expand_dims(cast(weights, dtype), -1), -2)


@export("keras.layers.CategoryEncoding")
class CategoryEncoding(Layer):
    """Whole numbers as ones at their places, or as counts. ValueError for one that is too large or below 0."""

    takes_lists, _settings = True, "num_tokens=None output_mode='multi_hot' sparse=False"

    def ready(self: Any) -> None:
        self.output_mode = "multi_hot" if self.output_mode == "binary" else self.output_mode
        if self.output_mode not in ("count", "one_hot", "multi_hot"):
            raise ValueError(f"Unknown arg for output_mode: {self.output_mode}")
        if self.num_tokens is None or self.num_tokens < 1:
            raise ValueError(f"`num_tokens` must be >= 1. Received: num_tokens={self.num_tokens}.")

    def call(self, inputs: Any, count_weights: Any = None) -> Any:
        return coded(cast(inputs, "int32"), self.num_tokens, self.output_mode, self.dtype, count_weights)


@export("keras.layers.Discretization")
class Discretization(Layer):
    """The numbers of the bins that values fall in; what is at a boundary falls right of it."""

    takes_lists, _settings = True, "bin_boundaries=None num_bins=None epsilon=0.01 output_mode='int' sparse=False"

    def ready(self: Any) -> None:
        if (self.bin_boundaries is None) == (self.num_bins is None):
            both = self.num_bins is not None
            raise ValueError("Both `num_bins` and `bin_boundaries` should not be set. Received: "
                             f"`num_bins={self.num_bins}` and `bin_boundaries={self.bin_boundaries}`" if both else
                             "You need to set either `num_bins` or `bin_boundaries`.")  # fmt: skip

    def adapt(self, data: Any, steps: Any = None) -> None:
        """What is not offered: boundaries found from data."""
        raise NotImplementedError("Discretization by `adapt` is not offered here: give it `bin_boundaries`")

    def call(self, inputs: Any) -> Any:
        if self.bin_boundaries is None:
            self.adapt(inputs)
        edges = np.asarray(self.bin_boundaries, np.float32)
        bins = constant(np.searchsorted(edges, np.asarray(convert(inputs).value, np.float32), "right"), "int32")
        return coded(bins, len(edges) + 1, self.output_mode, self.dtype)


class Lookup(Layer):
    """The places of tokens in a vocabulary; those that are not in it have the place before it."""

    takes_lists = True

    def ready(self: Any) -> None:
        if self.num_oov_indices > 1:
            raise NotImplementedError("more than one place for unknown tokens is not offered here: it needs a hash")
        if self.output_mode == "tf_idf":
            raise NotImplementedError("codes by weights are not offered here: multiply counts by them")
        masks = self.mask_token is not None and self.output_mode == "int"
        self.special = [self.mask_token] * masks + [self.oov_token] * self.num_oov_indices
        self.set_vocabulary(() if self.vocabulary is None else self.vocabulary)

    def plain(self, tokens: Any) -> list[Any]:
        flat = np.asarray(tokens.value if hasattr(tokens, "value") else tokens).reshape(-1).tolist()
        return [t.decode() if isinstance(t, bytes) else t for t in flat]

    def set_vocabulary(self, vocabulary: Any, idf_weights: Any = None) -> None:
        """Begin anew with these tokens; those that stand for masks and unknown ones may be among the first."""
        special = (self.mask_token, self.oov_token)
        self.tokens = list(itertools.dropwhile(special.__contains__, self.plain(vocabulary)))

    def adapt(self, data: Any, steps: Any = None) -> None:
        """Take the tokens of data, the most frequent first."""
        counts: Counter[Any] = Counter()
        for batch in data if isinstance(data, Dataset) else [data]:
            counts.update(self.plain(batch))
        kept = counts.keys() - {self.mask_token, self.oov_token}
        room = None if self.max_tokens is None else self.max_tokens - len(self.special)
        self.tokens = sorted(kept, key=lambda t: (counts[t], t), reverse=True)[:room]

    def get_vocabulary(self, include_special_tokens: bool = True) -> list[Any]:
        return [*(self.special if include_special_tokens else ()), *np.array(self.tokens)]

    def vocabulary_size(self) -> int:
        return len(self.get_vocabulary())

    def call(self, inputs: Any) -> Any:
        x, words = convert(inputs), self.get_vocabulary()
        if self.invert:
            names = np.array([w.encode() if isinstance(w, str) else w for w in words], object)
            return convert(names[np.asarray(x.value).astype(int)].tolist())
        unknown = len(self.special) - 1 if self.num_oov_indices else -1
        at = dict(zip(reversed(words), range(len(words))[::-1]))  # of equal tokens the first
        places = [unknown if token == self.oov_token else at.get(token, unknown) for token in self.plain(x)]
        if -1 in places:
            raise ValueError("found a token that is not in the vocabulary, and `num_oov_indices` is 0")
        found = reshape(constant(np.array(places, np.int64), "int64"), list(shape(x)))
        kind = "float32" if SYMBOLIC[0] else "int64"  # Keras's own symbols of codes are floats
        return coded(found, len(words), self.output_mode, kind)


for _title, _unknown in (("StringLookup", "'[UNK]'"), ("IntegerLookup", "-1")):
    NAMES[f"keras.layers.{_title}"] = type(_title, (Lookup,), {"_settings": (
        f"max_tokens=None num_oov_indices=1 mask_token=None oov_token={_unknown} vocabulary=None idf_weights=None "
        "invert=False output_mode='int' pad_to_max_tokens=False sparse=False encoding='utf-8' "
        "vocabulary_dtype='int64'")})  # fmt: skip
