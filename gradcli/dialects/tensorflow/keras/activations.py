"""Functions of Keras on tensors: activations, regularizers, constraints, odds and ends."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..ops import neural
from ..ops.creation import one_hot, zeros_like
from ..ops.creation import range as range_
from ..ops.cumulative import cumsum
from ..ops.elementary import abs_, divide, exp, maximum, minimum, multiply, sigmoid, sqrt, square, tanh
from ..ops.logic import add_n, clip_by_value
from ..ops.neural import elu, relu6, selu, softsign
from ..ops.padding import where
from ..ops.reductions import reduce_sum
from ..ops.shaping import reshape, split
from ..ops.sorting import sort
from ..tensors import NAMES, cast, constant, convert, export, is_tensor, rows, shape, snake
from .config import Settled, chosen, epsilon
from .masks import of_logits
from .symbolic import either


def _relu(x: Any, negative_slope: Any, max_value: Any, threshold: Any, alpha: Any) -> Any:
    slope = negative_slope or alpha
    if not threshold and max_value is None:
        return neural.leaky_relu(x, slope) if slope else neural.relu(x)
    if not threshold and max_value == 6 and not slope:
        return relu6(x)
    level = cast(threshold, x.dtype)
    y = where(x > level, x, slope * (x - threshold))
    return y if max_value is None else minimum(y, cast(max_value, x.dtype))


def _pieces(middle: Any, right: Any) -> Any:
    """0 below -1, a function between -1 and 1, another above."""
    return lambda x: where(x <= -1.0, zeros_like(x), where(x < 1.0, middle(x), right(x)))


def _sparsemax(x: Any, axis: Any) -> Any:
    ordered = sort(x, axis, "DESCENDING")
    sums, size = cumsum(ordered, axis), shape(x)[axis]
    count = reshape(cast(range_(1, size + 1), x.dtype), [-1 if n == axis % x.ndim else 1 for n in range(x.ndim)])
    held = 1 + count * ordered > sums
    inside = where(held, sums, zeros_like(x))  # Keras sums the running sums, which is no sparsemax
    level = (reduce_sum(inside, axis, True) - 1.0) / reduce_sum(cast(held, x.dtype), axis, True)
    return maximum(x - level, 0.0)


def linear(x: Any) -> Any:
    return convert(x)


X = "x:any"
TABLE: tuple[tuple[str, str, Any], ...] = (
    ("relu", f"{X} negative_slope=0.0 max_value=None threshold=0.0 alpha=0.0", _relu), ("elu", f"{X} alpha=1.0",
     lambda x, alpha: elu(x) if alpha == 1 else where(x > 0, y := elu(x), alpha * y)),
    ("selu", "x", selu), ("sigmoid", "x", of_logits(sigmoid)), ("tanh", "x", tanh), ("exponential", "x", exp),
    ("relu6", "x", relu6), ("softmax", "x axis=-1", of_logits(neural.softmax)), ("softsign", "x", softsign),
    ("log_softmax", "x axis=-1", neural.log_softmax), ("softplus", "x", neural.softplus), ("linear", "x", linear),
    ("gelu", "x approximate=False", neural.gelu), ("silu swish", "x", neural.silu),
    ("hard_sigmoid", X, lambda x: divide(relu6(x + 3.0), 6.0)),
    ("leaky_relu", "x negative_slope=0.2", neural.leaky_relu), ("log_sigmoid", "x", neural.log_sigmoid),
    ("hard_silu hard_swish", X, lambda x: x * divide(relu6(x + 3.0), 6.0)),
    ("mish", X, lambda x: multiply(x, tanh(neural.softplus(x)))),
    ("celu", f"{X} alpha=1.0", lambda x, alpha: maximum(x, 0.0) + alpha * (exp(minimum(x, 0.0) / alpha) - 1.0)),
    ("glu", f"{X} axis=-1", lambda x, axis: (two := split(x, 2, axis))[0] * sigmoid(two[1])),
    ("hard_tanh", X, lambda x: clip_by_value(x, -1.0, 1.0)),
    ("threshold", f"{X} threshold default_value", lambda x, threshold, value: where(
        x > threshold, x, convert(value, x.dtype))),
    ("hard_shrink", f"{X} threshold=0.5", lambda x, threshold: where(abs_(x) > threshold, x, zeros_like(x))),
    ("soft_shrink", f"{X} threshold=0.5", lambda x, threshold: where(
        x > threshold, x - threshold, where(x < -threshold, x + threshold, zeros_like(x)))),
    ("tanh_shrink", X, lambda x: x - tanh(x)),
    ("sparse_plus", X, _pieces(lambda x: 0.25 * square(x + 1.0), lambda x: x)),
    ("sparse_sigmoid", X, _pieces(lambda x: 0.5 * (x + 1.0), lambda x: zeros_like(x) + 1.0)),
    ("sparsemax", f"{X} axis=-1", _sparsemax),  # Martins and Astudillo 2016
    ("squareplus", f"{X} b=4", lambda x, b: (x + sqrt(square(x) + float(b))) / 2.0),
)  # fmt: skip
__getattr__ = rows(
    __name__, *((" ".join(f"keras.activations.{n}" for n in names.split()), "", *about) for names, *about in TABLE)
)
ACTIVATIONS: dict[str, Any] = {name: either(name, __getattr__(name)) for names, *_ in TABLE for name in names.split()}


NAMES.update({f"keras.activations.{name}": function for name, function in ACTIVATIONS.items()})


named = chosen("activation function", "keras.activations", ACTIVATIONS)
get: Any = lambda identifier: linear if identifier is None else named(identifier)  # noqa: E731
NAMES["keras.activations.get"] = get

# odds and ends


@export("keras.Regularizer", "keras.regularizers.Regularizer")
class Regularizer(Settled):
    """A penalty on weights; a subclass is called with them."""

    def __call__(self, x: Any) -> Any:
        return 0.0


class L1L2(Regularizer):
    """l1 times the sum of |x|, plus l2 times that of squares."""

    _settings = "l1=0.0 l2=0.0"
    l1 = l2 = 0.0

    def __call__(self, x: Any) -> Any:
        parts = [cast(self.l1, x.dtype) * reduce_sum(abs_(x))] if self.l1 else []
        parts += [cast(self.l2, x.dtype) * reduce_sum(square(x))] if self.l2 else []
        return add_n(parts) if parts else constant(0.0)


REGULARIZERS: dict[str, Any] = {"L1L2": L1L2, "l1_l2": L1L2}
for _name, _about in (("L1", {"get_config": lambda self: {"l1": float(cast(self.l1, "float32"))}}), ("L2", {})):
    _made = type(_name, (L1L2,), {"_settings": f"{_name.lower()}=0.01", **_about})  # L1's rate is a float32's
    REGULARIZERS |= {_name: _made, _name.lower(): _made}
NAMES.update({f"keras.regularizers.{name}": made for name, made in REGULARIZERS.items()})


regularizer_of = chosen("regularizer", "keras.regularizers", REGULARIZERS | {"l1l2": L1L2})


# constraints


@export("keras.constraints.Constraint")
class Constraint(Settled):
    """What weights are made to be after each step; a subclass is called with them."""

    def __call__(self, w: Any) -> Any:
        raise NotImplementedError


def length(w: Any, axis: Any) -> Any:
    return sqrt(reduce_sum(square(w), axis, True))


def _within(c: Any, w: Any) -> Any:
    norms = length(w, c.axis)
    return w * (
        (c.rate * clip_by_value(norms, c.min_value, float(c.max_value)) + (1 - c.rate) * norms) / (epsilon() + norms)
    )


CONSTRAINTS: dict[str, Any] = {
    title: type(title, (Constraint,), {
        "_settings": settings, "__call__": lambda self, w, made=made: made(self, convert(w)), "__doc__": doc, **about})
    for title, settings, made, doc, about in (
        ("NonNeg", "", lambda c, w: maximum(w, 0.0), "Weights without the negative ones.", {}),
        ("MaxNorm", "max_value=2 axis=0", _within, "Weights no longer than so much.", {"rate": 1.0, "min_value": 0.0}),
        ("MinMaxNorm", "min_value=0.0 max_value=1.0 rate=1.0 axis=0", _within, "Weights of a length between two.", {}),
        ("UnitNorm", "axis=0", lambda c, w: w / (epsilon() + length(w, c.axis)), "Weights of length 1.", {}),
    )
}  # fmt: skip
CONSTRAINTS |= {snake(name): make for name, make in CONSTRAINTS.items()}
NAMES.update({f"keras.constraints.{name}": made for name, made in CONSTRAINTS.items()})
constraint_of = chosen("constraint", "keras.constraints", CONSTRAINTS)


@export("keras.utils.to_categorical")
def to_categorical(x: Any, num_classes: Any = None) -> Any:
    """One-hot rows: of a tensor a tensor, else as NumPy. IndexError there for a number beyond the classes."""
    at = np.asarray(x).astype(int)
    at = at.reshape(at.shape[:-1]) if at.shape[-1:] == (1,) and at.ndim > 1 else at
    classes = num_classes or int(at.max()) + 1
    return one_hot(at, classes) if is_tensor(x) else np.moveaxis(np.eye(classes)[:, at], 0, -1)


@export("keras.utils.normalize")
def normalize(x: Any, axis: int = -1, order: int = 2) -> Any:
    """An array over the lengths of its vectors, as NumPy."""
    found = np.asarray(x)
    norms = np.atleast_1d(np.linalg.norm(found, order, axis))
    norms[norms == 0] = 1
    return found / np.expand_dims(norms, axis)


NAMES["keras.__version__"] = "3.15.1"
