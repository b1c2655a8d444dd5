"""Layers round a layer."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...ops.cumulative import l2_normalize
from ...ops.products import matmul
from ...ops.shaping import concat, reshape, reverse, stack
from ...tensors import cast, convert, export, shape
from ..calling import parameters
from ..initializers import TruncatedNormal
from ..layer import Layer

PLEASE = "Please initialize `{}` layer with a `keras.layers.Layer` instance. Received: {{}}"


def wrapped(layer: Any, refusal: str) -> None:
    """ValueError for what is no layer."""
    if not isinstance(layer, Layer):
        raise ValueError(refusal.format(layer))


@export("keras.layers.Wrapper")
class Wrapper(Layer):
    """A layer that holds another."""

    _settings = "layer"
    refusal = (
        "Layer {} supplied to Wrapper isn't a supported layer type. Please ensure wrapped layer is a valid Keras layer."
    )

    def ready(self) -> None:
        wrapped(self.layer, self.refusal)

    def build(self, input_shape: Any = None) -> None:
        if not self.layer.built:
            self.layer.build(input_shape)


@export("keras.layers.TimeDistributed")
class TimeDistributed(Wrapper):
    """A layer for each time step."""

    supports_masking = True
    refusal = PLEASE.format("TimeDistributed")

    def build(self, input_shape: Any = None) -> None:
        if len(input_shape) < 3:
            raise ValueError("`TimeDistributed` Layer should be passed an `input_shape` with at least 3 dimensions, "
                             f"received: {input_shape}")  # fmt: skip
        super().build((input_shape[0], *input_shape[2:]))

    def call(self, inputs: Any, training: Any = None, mask: Any = None) -> Any:
        about = {"training": training} if "training" in parameters(type(self.layer).call) else {}
        return stack([self.layer(inputs[:, n], **about) for n in range(shape(inputs)[1])], 1)


@export("keras.layers.Bidirectional")
class Bidirectional(Layer):
    """A recurrent layer from both ends."""

    supports_masking = True
    input_spec = {"ndim": 3, "several": True}  # noqa: RUF012

    def __init__(
        self, layer: Any, merge_mode: Any = "concat", weights: Any = None, backward_layer: Any = None, **about: Any
    ) -> None:
        wrapped(layer, PLEASE.format("Bidirectional"))
        super().__init__(**about)
        args, given = layer._given
        name = layer.name.removeprefix("forward_")
        self.forward_layer = type(layer)(*args, **{**given, "name": f"forward_{name}"})
        flipped = {**given, "name": f"backward_{name}", "go_backwards": True}
        self.backward_layer = type(layer)(*args, **flipped) if backward_layer is None else backward_layer
        self.merge_mode = merge_mode
        for one in (self.forward_layer, self.backward_layer):
            one.zero_output_for_mask = layer.return_sequences
        self.return_sequences, self.return_state = layer.return_sequences, layer.return_state

    def build(self, sequences_shape: Any, initial_state_shape: Any = None) -> None:
        for layer in (self.forward_layer, self.backward_layer):
            layer.build(sequences_shape)

    def call(self, sequences: Any, initial_state: Any = None, mask: Any = None, training: Any = None) -> Any:
        half = None if initial_state is None else len(initial_state) // 2
        states = (None, None) if half is None else (initial_state[:half], initial_state[half:])
        about = {"mask": mask, "training": training}
        one = self.forward_layer(sequences, initial_state=states[0], **about)
        other = self.backward_layer(sequences, initial_state=states[1], **about)
        rest: tuple[Any, ...] = ()
        if self.return_state:
            rest = (*one[1:], *other[1:])
            one, other = one[0], other[0]
        if self.return_sequences:
            other = reverse(other, [1])
        merges: dict[Any, Any] = {
            "concat": lambda: concat([one, other], -1), "sum": lambda: one + other,
            "ave": lambda: (one + other) / 2.0, "mul": lambda: one * other, None: lambda: (one, other),
        }  # fmt: skip
        found = merges[self.merge_mode]()
        if not rest:
            return found
        return (*found, *rest) if self.merge_mode is None else (found, *rest)

    def compute_mask(self, inputs: Any, previous_mask: Any = None) -> Any:
        mask = previous_mask[0] if isinstance(previous_mask, list) else previous_mask
        return (mask if self.merge_mode else (mask, mask)) if self.return_sequences else None


@export("keras.layers.SpectralNormalization")
class SpectralNormalization(Wrapper):
    """A layer whose kernel is divided by its largest singular value, by steps of the power iteration, in training."""

    _settings = "layer power_iterations=1"

    def build(self, input_shape: Any = None) -> None:
        super().build(input_shape)
        self.input_spec = {"min_ndim": 1, "axes": {-1: input_shape[-1]}}
        self.kernel: Any = getattr(self.layer, "kernel", getattr(self.layer, "embeddings", None))
        if self.kernel is None:
            raise ValueError(f"{type(self.layer).__name__} object has no attribute 'kernel' nor 'embeddings'")
        self.vector_u = self.add_weight(
            (1, self.kernel.shape[-1]), TruncatedNormal(stddev=0.02), trainable=False, name="vector_u"
        )

    def call(self, inputs: Any, training: Any = False) -> Any:
        if training and np.any(np.asarray(self.kernel.value)):
            w, u = reshape(self.kernel, [-1, self.kernel.shape[-1]]), convert(self.vector_u)
            for _ in range(self.power_iterations):
                v = l2_normalize(matmul(u, w, transpose_b=True))
                u = l2_normalize(matmul(v, w))
            sigma = matmul(matmul(v, w), u, transpose_b=True)
            self.vector_u.assign(u)
            self.kernel.assign(reshape(self.kernel / sigma, self.kernel.shape))
        return cast(self.layer(inputs), inputs.dtype)
