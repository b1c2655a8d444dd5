"""Attention: sums of values, weighted by how well their keys fit queries (Vaswani et al. 2017)."""

from __future__ import annotations

import math
from typing import Any

from ...ops.creation import ones
from ...ops.elementary import tanh
from ...ops.logic import logical_and, logical_not
from ...ops.neural import softmax
from ...ops.padding import where
from ...ops.products import band_part, einsum, matmul
from ...ops.reductions import reduce_sum
from ...ops.shaping import expand_dims
from ...tensors import cast, export, shape
from ...tensors.errors import Refused
from ..calling import nested
from ..initializers import get as initializer_of
from ..layer import Layer
from ..random import SeedGenerator, dropout
from .core import EinsumDense, Softmax
from .noise import Dropout


def causal(queries: int, keys: int) -> Any:
    """Which keys each query may see: none behind it."""
    return cast(band_part(ones([1, queries, keys]), -1, 0), "bool")


def both(one: Any, other: Any) -> Any:
    """Where two masks hold; None is no mask."""
    return other if one is None else one if other is None else logical_and(one, other)


@export("keras.layers.Attention")
class Attention(Layer):
    """Weighted by the products of queries and keys."""

    _settings = "use_scale=False score_mode='dot' dropout=0.0 seed=None"
    scale: Any = None
    concat_score_weight: Any = None

    def ready(self: Any) -> None:
        if self.dropout > 0:
            self.seed_generator = SeedGenerator(self.seed)

    def build(self, input_shape: Any) -> None:
        if not nested(input_shape):
            raise ValueError("Attention layer must be called on a list of inputs, namely [query, value] or [query, "
                             f"value, key]. Received: inputs={input_shape}.")  # fmt: skip
        if self.use_scale:
            self.scale = self.add_weight((), "ones", name="scale")
        if self.score_mode == "concat":
            self.concat_score_weight = self.add_weight((), "ones", name="concat_score_weight")

    def scores(self, query: Any, key: Any) -> Any:
        if self.score_mode == "dot":
            found = matmul(query, key, transpose_b=True)
            return found if self.scale is None else found * self.scale
        both = expand_dims(query, -2) + expand_dims(key, -3)
        both = both if self.scale is None else self.scale * both
        return self.concat_score_weight * reduce_sum(tanh(both), -1)

    def call(
        self, inputs: Any, mask: Any = None, training: Any = False, return_attention_scores: bool = False,
        use_causal_mask: bool = False,
    ) -> Any:  # fmt: skip
        query, value = inputs[0], inputs[1]
        key = inputs[2] if len(inputs) > 2 else value
        scores = self.scores(query, key)
        q_mask, v_mask = [*mask, None, None][:2] if isinstance(mask, list) else (None, None)
        rule = causal(*shape(scores)[-2:]) if use_causal_mask else None
        seen = both(None if v_mask is None else expand_dims(v_mask, -2), rule)
        if seen is not None:
            large = 65504.0 if scores.dtype.name == "float16" else 1.0e9
            scores = scores - large * cast(logical_not(seen), scores.dtype)
        weights = softmax(scores)
        if training and self.dropout > 0:
            weights = dropout(weights, self.dropout, None, self.seed_generator)
        found = matmul(weights, value)
        if q_mask is not None:
            found = found * cast(expand_dims(q_mask, -1), found.dtype)
        return (found, weights) if return_attention_scores else found

    def compute_mask(self, inputs: Any, previous_mask: Any = None) -> Any:
        return previous_mask[0] if isinstance(previous_mask, list) else None


@export("keras.layers.AdditiveAttention")
class AdditiveAttention(Attention):
    """Weighted by the sums of tanh(query + key) (Bahdanau et al. 2015)."""

    _settings, seed = "use_scale=True dropout=0.0", None

    def build(self, input_shape: Any) -> None:
        if self.use_scale:
            self.scale = self.add_weight((input_shape[0][-1],), "glorot_uniform", name="scale")

    def scores(self, query: Any, key: Any) -> Any:
        both = tanh(expand_dims(query, -2) + expand_dims(key, -3))
        return reduce_sum(both if self.scale is None else self.scale * both, -1)


@export("keras.layers.MultiHeadAttention")
class MultiHeadAttention(Layer):
    """Several attentions of projections, side by side."""

    supports_masking = True
    _settings = (
        "num_heads key_dim value_dim=None dropout=0.0 use_bias=True output_shape=None attention_axes=None "
        "flash_attention=None kernel_initializer='glorot_uniform' bias_initializer='zeros' kernel_regularizer=None "
        "bias_regularizer=None activity_regularizer=None kernel_constraint=None bias_constraint=None use_gate=False "
        "seed=None"
    )
    words = "bias_initializer kernel_regularizer bias_regularizer kernel_constraint bias_constraint".split()

    def ready(self: Any) -> None:
        for word in ("num_heads", "key_dim"):
            if getattr(self, word) <= 0:
                raise ValueError(f"Received an invalid value for argument `{word}`, expected a positive integer. "
                                 f"Received: {word}={getattr(self, word)}")  # fmt: skip
        self.value_dim, self.activity_regularizer = self.value_dim or self.key_dim, None
        self.start, self.about = initializer_of(self.kernel_initializer), {w: getattr(self, w) for w in self.words}

    def dense(self, equation: str, shape: Any, axes: str, name: str, input_shape: Any) -> Any:
        made = EinsumDense(equation, shape, bias_axes=axes if self.use_bias else None, name=name, dtype=self.dtype,
                           kernel_initializer=self.start.clone(), **self.about)  # fmt: skip
        made.build(input_shape)
        return made

    def build(self, query_shape: Any, value_shape: Any, key_shape: Any = None) -> None:
        if len(query_shape) != 3 or self.attention_axes not in (None, 1, (1,), [1]):
            hint = "reshape to (batch, steps, depth)"
            raise Refused("MultiHeadAttention along more than one axis is not offered", hint)
        heads, key_shape = self.num_heads, value_shape if key_shape is None else key_shape
        self._query_dense = self.dense("abc,cde->abde", (None, heads, self.key_dim), "de", "query", query_shape)
        self._key_dense = self.dense("abc,cde->abde", (None, heads, self.key_dim), "de", "key", key_shape)
        self._value_dense = self.dense("abc,cde->abde", (None, heads, self.value_dim), "de", "value", value_shape)
        last = self.output_shape[0] if isinstance(self.output_shape, list | tuple) else self.output_shape
        inner = (query_shape[0], query_shape[1], heads, self.value_dim)
        self._softmax = Softmax(dtype=self.dtype)
        self._dropout_layer = Dropout(self.dropout, dtype=self.dtype, seed=self.seed)
        self._output_dense = self.dense(
            "abcd,cde->abe", (None, last or query_shape[-1]), "e", "attention_output", inner
        )

    def call(
        self, query: Any, value: Any, key: Any = None, query_mask: Any = None, value_mask: Any = None,
        key_mask: Any = None, attention_mask: Any = None, return_attention_scores: bool = False, training: Any = None,
        use_causal_mask: bool = False,
    ) -> Any:  # fmt: skip
        key = value if key is None else key
        for x in {id(x): x for x in (query, value, key) if hasattr(x, "_keras_mask")}.values():
            x._keras_mask = None  # Keras takes them away
        q, k, v = self._query_dense(query), self._key_dense(key), self._value_dense(value)
        seen = None if attention_mask is None else cast(attention_mask, "bool")
        for mask, axis in ((query_mask, -1), (value_mask, -2), (key_mask, -2)):
            seen = both(seen, None if mask is None else expand_dims(cast(mask, "bool"), axis))
        seen = both(seen, causal(shape(q)[1], shape(k)[1]) if use_causal_mask else None)
        seen = expand_dims(seen, -3) if seen is not None and seen.ndim < 4 else seen
        scale = 1.0 / math.sqrt(self.key_dim)
        if return_attention_scores or self.dropout > 0:
            weights = self._softmax(einsum("bqhd,bkhd->bhqk", q * scale, k), mask=seen)
            used = self._dropout_layer(weights, training=training) if self.dropout > 0 else weights
        else:  # a query that may see no key at all sees them all alike
            scores = einsum("bqhd,bkhd->bhqk", q, k) * scale
            used = softmax(scores if seen is None else where(seen, scores, -0.7 * scores.dtype.max))
        found = self._output_dense(einsum("bhqk,bkhd->bqhd", used, v))
        return (found, weights) if return_attention_scores else found
