"""Layers that say where in a vocabulary texts or numbers stand."""

from __future__ import annotations

import itertools
from collections import Counter
from typing import Any

import numpy as np

from ...ops.shaping import reshape
from ...programs.data import Dataset
from ...tensors.convert import constant, convert
from ...tensors.names import NAMES
from ...tensors.operands import shape
from ..layer import Layer


class Lookup(Layer):
    """The places of tokens in a vocabulary; those that are not in it have the place before it."""

    def ready(self: Any) -> None:
        if self.num_oov_indices > 1:
            raise NotImplementedError("more than one place for unknown tokens is not offered here: it needs a hash")
        if self.output_mode != "int":
            raise NotImplementedError("codes are not offered here: give the places to tf.one_hot")
        self.special = [self.mask_token] * (self.mask_token is not None) + [self.oov_token] * self.num_oov_indices
        self.set_vocabulary(() if self.vocabulary is None else self.vocabulary)

    def plain(self, tokens: Any) -> list[Any]:
        """Tokens as Python has them."""
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
        """All tokens by their places."""
        return [*(self.special if include_special_tokens else ()), *np.array(self.tokens)]

    def vocabulary_size(self) -> int:
        """How many places there are."""
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
        return reshape(constant(np.array(places, np.int64), "int64"), list(shape(x)))


for _title, _unknown in (("StringLookup", "'[UNK]'"), ("IntegerLookup", "-1")):
    NAMES[f"keras.layers.{_title}"] = type(_title, (Lookup,), {"_settings": (
        f"max_tokens=None num_oov_indices=1 mask_token=None oov_token={_unknown} vocabulary=None idf_weights=None "
        "invert=False output_mode='int' pad_to_max_tokens=False sparse=False encoding='utf-8' "
        "vocabulary_dtype='int64'")})  # fmt: skip
