"""tf.nn: activations and softmaxes."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...core.calls import dialect_unary as op_of_one
from ...ops import layout
from . import activations as act
from . import rules as r
from .convert import convert
from .custom import custom_gradient
from .dtypes import float32
from .elementary import cast, sigmoid, square
from .errors import invalid
from .names import NAMES, export, named, renamed
from .operands import take, unary, whole
from .reductions import reduce_sum
from .shaping import concat, transpose

for _names, _kernel, _op in (
    ("nn.elu", "Elu", act.elu),
    ("nn.selu", "Selu", act.selu),
    ("nn.softplus math.softplus", "Softplus", act.softplus),
    ("nn.softsign math.softsign", "Softsign", act.softsign),
):
    for _name in _names.split():
        NAMES[_name] = named(renamed(unary(_kernel, _op), x="features"), _name, f"{_kernel}, element by element.")

softplus = NAMES["nn.softplus"]


@export("nn.relu6")
def relu6(features: Any, name: Any = None) -> Any:
    """x kept between 0 and 6."""
    x = take("Relu6", features, name)
    return NAMES["clip_by_value"](x, 0, 6) if x.dtype.is_integer else act.relu6(x)


@export("nn.relu")
def relu(features: Any, name: Any = None) -> Any:
    """max(x, 0)."""
    x = convert(features)
    if x.dtype.is_integer:
        return NAMES["maximum"](x, 0)
    return act.relu(take("Relu", x, name))


@export("nn.leaky_relu")
def leaky_relu(features: Any, alpha: float = 0.2, name: Any = None) -> Any:
    """x above 0, alpha * x below."""
    x = convert(features)
    if x.dtype.is_integer:
        x = cast(x, float32)
    return act.leaky_relu(float(convert(alpha).value) if not isinstance(alpha, float | int) else float(alpha))(x)


@export("nn.crelu")
def crelu(features: Any, axis: int = -1, name: Any = None) -> Any:
    """relu of x and of -x, side by side."""
    x = convert(features)
    return relu(concat([x, -x], axis))


@export("nn.silu", "nn.swish")
def silu(features: Any, beta: Any = 1.0) -> Any:
    """x * sigmoid(beta * x)."""
    x = convert(features)
    factor = convert(beta, x.dtype)

    def body(x: Any, beta: Any) -> Any:
        def grad(dy: Any) -> Any:
            gate = sigmoid(beta * x)
            slope = gate * (1.0 + (beta * x) * (1.0 - gate))
            return dy * slope, reduce_sum(dy * square(x) * gate * (1.0 - gate))

        return x * sigmoid(beta * x), grad

    return custom_gradient(body)(x, factor)


@export("nn.gelu")
def gelu(features: Any, approximate: bool = False, name: Any = None) -> Any:
    """x times the normal distribution function, or an approximation by tanh."""
    x = convert(features)
    if not x.dtype.is_floating:
        raise ValueError(f"`features.dtype` must be a floating point tensor.Received:features.dtype={x.dtype}")
    if approximate:
        inner = 0.7978845608028654 * (x + 0.044715 * NAMES["pow"](x, 3))
        return 0.5 * x * (1.0 + NAMES["tanh"](inner))
    return 0.5 * x * (1.0 + NAMES["math.erf"](x / 1.4142135623730951))


@export("math.log_sigmoid", v1=("log_sigmoid",))
def log_sigmoid(x: Any, name: Any = None) -> Any:
    """-log(1 + exp(-x))."""
    return -softplus(-convert(x))


# softmax


def _rows(v: Any) -> Any:
    return v - v.max(-1, keepdims=True, initial=-np.inf)


def _softmax_rule(g: Any, y: Any, x: Any) -> Any:
    return (g - layout.total(g * y, -1, True)) * y


def _log_softmax_rule(g: Any, y: Any, x: Any) -> Any:
    return g - layout.total(g, -1, True) * r.exp(y)


def _exact(v: Any) -> Any:
    """log_softmax of exact numbers, which need no care."""
    return v - r.log.op.evaluate(np.asarray(r.exp.op.evaluate(v).sum(-1, keepdims=True), object))


def _shares(v: Any) -> Any:
    if v.dtype == object:
        return r.exp.op.evaluate(_exact(v))
    e = np.exp(_rows(v))
    return e / e.sum(-1, keepdims=True)


def log_shares(v: Any) -> Any:
    if v.dtype == object:
        return _exact(v)
    w = _rows(v)
    return w - np.log(np.exp(w).sum(-1, keepdims=True))


SOFTMAX = op_of_one("softmax", "general", _softmax_rule, python=_shares, elementwise=False)
LOG_SOFTMAX = op_of_one("log_softmax", "general", _log_softmax_rule, python=log_shares, elementwise=False)


def _along_axis(kernel: str, op: Any) -> Any:
    def call(logits: Any, axis: Any = None, name: Any = None, dim: Any = None) -> Any:
        x = take(kernel, logits, name)
        if not x.ndim:
            raise invalid("logits must have >= 1 dimension, got []", kernel)
        n = whole(axis if axis is not None else -1 if dim is None else dim)
        if not -x.ndim <= n < x.ndim:
            raise invalid(
                f"`dim` must be in the range [{-x.ndim}, {x.ndim}) where {x.ndim} is the number of dimensions in the "
                f"input. Received: dim={n}"
            )
        n %= x.ndim
        if n == x.ndim - 1:
            return op(x)
        order = [*range(x.ndim)]
        order[n], order[-1] = order[-1], order[n]
        return transpose(op(transpose(x, order)), order)

    return call


softmax = named(_along_axis("Softmax", SOFTMAX), "softmax", "exp(x) as shares of their sum, along an axis.")
log_softmax = named(_along_axis("LogSoftmax", LOG_SOFTMAX), "log_softmax", "The logarithm of softmax.")
NAMES["nn.softmax"] = NAMES["math.softmax"] = softmax
NAMES["nn.log_softmax"] = NAMES["math.log_softmax"] = log_softmax
