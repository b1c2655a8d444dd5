"""Layers of one matrix or none: Dense, EinsumDense, Embedding, Activation and the activations with layers, Lambda."""

from __future__ import annotations

import functools
import re
from typing import Any, ClassVar

import numpy as np

from ...ops.elementary import exp
from ...ops.gathering import gather
from ...ops.logic import not_equal
from ...ops.neural import relu as tf_relu
from ...ops.neural import softmax
from ...ops.padding import where
from ...ops.products import einsum, matmul
from ...ops.reductions import reduce_any, reduce_logsumexp
from ...tensors import NAMES, cast, convert, export
from ..activations import get as activation_of
from ..calling import parameters
from ..initializers import VarianceScaling
from ..layer import Layer
from ..masks import of_logits


class Weighted(Layer):
    """A layer with a kernel, a bias and an activation, and what is asked of them."""

    kernel: Any
    bias: Any
    kernel_initializer: Any
    weighed: ClassVar = {"kernel": ("kernel", "glorot_uniform"), "bias": ("bias", "zeros")}

    def ready(self: Any) -> None:
        self.activation = activation_of(self.activation)

    def make(self, shape: Any, bias_shape: Any) -> None:
        self.weigh("kernel", shape)
        if self.use_bias:
            self.weigh("bias", bias_shape)

    def finished(self, y: Any) -> Any:
        return self.activation(y + self.bias if self.bias is not None else y)


@export("keras.layers.Dense")
class Dense(Weighted):
    """activation(x @ kernel + bias)."""

    supports_masking, _settings = True, "units activation=None use_bias=True"

    def ready(self: Any) -> None:
        super().ready()
        if not isinstance(self.units, int) or self.units <= 0:
            raise ValueError(
                f"Received an invalid value for `units`, expected a positive integer. Received: units={self.units}"
            )
        self.input_spec = {"min_ndim": 2}

    def build(self, input_shape: Any) -> None:
        self.make((input_shape[-1], self.units), (self.units,))
        self.input_spec = {"min_ndim": 2, "axes": {-1: input_shape[-1]}}

    def call(self, inputs: Any, training: Any = None) -> Any:
        return self.finished(matmul(self.floats(inputs), self.kernel))

    def compute_output_shape(self, input_shape: Any) -> Any:
        return (*input_shape[:-1], self.units)


Dense.compute_output_shape.__name__ = "shape_by_rule"


@export("keras.layers.EinsumDense")
class EinsumDense(Weighted):
    """activation(einsum(equation, x, kernel) + bias)."""

    _settings = "equation output_shape activation=None bias_axes=None"

    def ready(self: Any) -> None:
        super().ready()
        self.use_bias, size = self.bias_axes is not None, self.output_shape
        self.partial = tuple(size) if isinstance(size, list | tuple) else (size,)

    def build(self, input_shape: Any) -> None:
        equation = self.equation.replace(" ", "")
        if not re.fullmatch(r"(\w+,\w+->\w+)|(\.{3}\w+,\w+->\.{3}\w+)|(\w+\.{3},\w+->\w+\.{3})", equation):
            raise ValueError(f"Invalid einsum equation '{self.equation}'. Equations must be in the form [X],[Y]->[Z], "
                             "...[X],[Y]->...[Z], or [X]...,[Y]->[Z]....")  # fmt: skip
        inputs, kernel, output = re.split(",|->", equation)
        letters, own = output.strip("."), inputs.strip(".")
        more = len(input_shape) - len(own)
        lengths = dict(zip(own, input_shape[more if inputs[0] == "." else 0 :]))
        lengths.update(zip(reversed(letters), reversed(self.partial)))
        first = min((letters.index(c) for c in self.bias_axes or ""), default=0)
        bias = [lengths[c] if c in (self.bias_axes or "") else 1 for c in letters[first:]]
        bias += [1] * more if output[-1] == "." else []
        if isinstance(self.kernel_initializer, VarianceScaling):
            sides = [n for n, c in enumerate(kernel) if c in inputs], [n for n, c in enumerate(kernel) if c in letters]
            self.kernel_initializer = functools.partial(self.kernel_initializer, axes=sides)
        self.make([lengths[c] for c in kernel], bias)

    def call(self, inputs: Any, training: Any = None) -> Any:
        return self.finished(einsum(self.equation, self.floats(inputs), self.kernel))


@export("keras.layers.Embedding")
class Embedding(Layer):
    """A row of weights for each whole number."""

    embeddings: Any
    weighed: ClassVar = {"embeddings": ("embeddings", "uniform")}

    def __init__(
        self, input_dim: int, output_dim: int, embeddings_initializer: Any = "uniform", mask_zero: bool = False,
        weights: Any = None, **about: Any,
    ) -> None:  # fmt: skip
        about.pop("input_length", None)
        super().__init__(embeddings_initializer=embeddings_initializer, **about)
        for word, n in (("input_dim", input_dim), ("output_dim", output_dim)):
            if not isinstance(n, int | np.integer) or n <= 0:
                raise ValueError(
                    f"`{word}` must be a positive integer. Received: {word}={n} (of type {type(n).__name__})."
                )
        self.input_dim, self.output_dim, self.mask_zero = input_dim, output_dim, mask_zero
        self.supports_masking, self.autocast, self.start = mask_zero, False, weights

    def build(self, input_shape: Any = None) -> None:
        self.weigh("embeddings", (self.input_dim, self.output_dim))
        if self.start is not None:
            self.embeddings.assign(self.start[0] if isinstance(self.start, list) else self.start)

    def call(self, inputs: Any) -> Any:
        x = convert(inputs)
        return gather(self.embeddings, x if x.dtype.is_integer else cast(x, "int32"))

    def compute_mask(self, inputs: Any, previous_mask: Any = None) -> Any:
        return not_equal(inputs, 0) if self.mask_zero else None


def simple(title: str, call: Any, doc: str, settings: str = "", masks: bool = True) -> type[Layer]:
    """A layer without weights: its settings, and what it makes of its input."""
    made = type(title, (Layer,), {"_settings": settings, "call": lambda self, inputs: call(self, inputs),
                                  "__doc__": doc, "supports_masking": masks})  # fmt: skip
    NAMES[f"keras.layers.{title}"] = made
    return made


def activated(function: str, *words: str) -> Any:
    """What an activation makes of an input."""
    return lambda self, x: activation_of(function)(x, **{word: getattr(self, word) for word in words})


_made: Any = simple("Activation", lambda self, x: self.activation(x), "A function of each element.", "activation")
_made.ready = Weighted.ready
simple("ReLU", activated("relu", "max_value", "negative_slope", "threshold"), "x above 0.",
       "max_value=None negative_slope=0.0 threshold=0.0")  # fmt: skip
simple("ELU", activated("elu", "alpha"), "x above 0, alpha * (exp(x) - 1) below.", "alpha=1.0")
simple("LeakyReLU", lambda self, x: activation_of("leaky_relu")(x, self.alpha or self.negative_slope),
       "x above 0, less of it below.", "negative_slope=0.3 alpha=None")  # fmt: skip
simple("Identity", lambda self, x: x, "The same.")


@export("keras.layers.Softmax")
class Softmax(Layer):
    """Shares along an axis; what a mask leaves out has none."""

    supports_masking, _settings = True, "axis=-1"

    def call(self, inputs: Any, mask: Any = None) -> Any:
        if mask is not None:
            inputs = where(mask, inputs, -1e9 if inputs.dtype.name != "float16" else -3e4)
        if isinstance(self.axis, list | tuple) and len(self.axis) > 1:
            found = exp(inputs - reduce_logsumexp(inputs, self.axis, True))
        else:
            found = of_logits(softmax)(inputs, self.axis[0] if isinstance(self.axis, list | tuple) else self.axis)
        return found if mask is None else where(mask, found, 0.0)


@export("keras.layers.PReLU")
class PReLU(Layer):
    """max(x, 0) + alpha min(x, 0), alpha a weight for each element."""

    supports_masking = True
    alpha: Any
    weighed: ClassVar = {"alpha": ("alpha", "zeros")}

    def __init__(self, alpha_initializer: Any = "Zeros", shared_axes: Any = None, **about: Any) -> None:
        super().__init__(alpha_initializer=alpha_initializer, **about)
        self.shared = [shared_axes] if isinstance(shared_axes, int) else list(shared_axes or ())

    def build(self, input_shape: Any) -> None:
        self.weigh("alpha", [1 if n in self.shared else length for n, length in enumerate(input_shape)][1:])

    def call(self, inputs: Any) -> Any:
        relu = tf_relu
        return relu(inputs) + -self.alpha * relu(-inputs)


@export("keras.layers.Lambda")
class Lambda(Layer):
    """A function of the user's own."""

    _settings = "function output_shape=None mask=None arguments=None"

    def call(self, inputs: Any, mask: Any = None, training: Any = None) -> Any:
        takes = parameters(self.function) if hasattr(self.function, "__code__") else {}
        given = {n: v for n, v in (("mask", mask), ("training", training)) if v is not None and n in takes}
        return self.function(inputs, **(self.arguments or {}), **given)


@export("keras.layers.Masking")
class Masking(Layer):
    """Time steps that are one number throughout do not count."""

    supports_masking, _settings = True, "mask_value=0.0"

    def compute_mask(self, inputs: Any, previous_mask: Any = None) -> Any:
        return reduce_any(not_equal(inputs, self.mask_value), -1)

    def call(self, inputs: Any) -> Any:
        counted = reduce_any(not_equal(inputs, self.mask_value), -1, True)
        return inputs * cast(counted, inputs.dtype)
