"""tf.nn: activations and softmaxes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ...core.calls import dialect_unary as op_of_one
from ...ops import layout
from . import activations as act
from . import rules as r
from .casting import cast
from .convert import convert
from .custom import custom_gradient
from .dtypes import float32
from .elementary import erf, pow, sigmoid, square, tanh
from .errors import invalid
from .names import export
from .operands import whole
from .reductions import reduce_sum
from .shaping import concat, transpose
from .spelling import rows

FEATURES = "features:T name"


def _leaky(x: Any, alpha: Any) -> Any:
    slope = alpha if isinstance(alpha, float | int) else convert(alpha).value
    return act.leaky_relu(float(slope))(cast(x, float32) if x.dtype.is_integer else x)


@export("nn.silu", "nn.swish")
def silu(features: Any, beta: Any = 1.0) -> Any:
    """x * sigmoid(beta * x)."""
    x = convert(features)

    def body(x: Any, beta: Any) -> Any:
        def grad(dy: Any) -> Any:
            gate = sigmoid(beta * x)
            slope = gate * (1.0 + (beta * x) * (1.0 - gate))
            return dy * slope, reduce_sum(dy * square(x) * gate * (1.0 - gate))

        return x * sigmoid(beta * x), grad

    return custom_gradient(body)(x, convert(beta, x.dtype))


@export("nn.gelu")
def gelu(features: Any, approximate: bool = False, name: Any = None) -> Any:
    """x times the normal distribution function, or an approximation by tanh."""
    x = convert(features)
    if not x.dtype.is_floating:
        raise ValueError(f"`features.dtype` must be a floating point tensor.Received:features.dtype={x.dtype}")
    if approximate:
        return 0.5 * x * (1.0 + tanh(0.7978845608028654 * (x + 0.044715 * pow(x, 3))))
    return 0.5 * x * (1.0 + erf(x / 1.4142135623730951))


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
    """log_softmax of the rows of an array."""
    if v.dtype == object:
        return _exact(v)
    w = _rows(v)
    return w - np.log(np.exp(w).sum(-1, keepdims=True))


SOFTMAX = op_of_one("softmax", "general", _softmax_rule, python=_shares, elementwise=False)
LOG_SOFTMAX = op_of_one("log_softmax", "general", _log_softmax_rule, python=log_shares, elementwise=False)


def along(kernel: str, op: Any, x: Any, axis: Any) -> Any:
    """An op of rows along any axis."""
    if not x.ndim:
        raise invalid("logits must have >= 1 dimension, got []", kernel)
    n = whole(-1 if axis is None else axis)
    if not -x.ndim <= n < x.ndim:
        raise invalid(
            f"`dim` must be in the range [{-x.ndim}, {x.ndim}) where {x.ndim} is the number of dimensions in the "
            f"input. Received: dim={n}"
        )
    order = [*range(x.ndim)]
    order[n], order[-1] = order[-1], order[n]
    return op(x) if order[-1] == x.ndim - 1 else transpose(op(transpose(x, order)), order)


__getattr__: Callable[[str], Any] = rows(
    __name__,
    ("nn.elu", "Elu", FEATURES, act.elu),
    ("nn.selu", "Selu", FEATURES, act.selu),
    ("nn.softplus math.softplus", "Softplus", FEATURES, act.softplus),
    ("nn.softsign math.softsign", "Softsign", FEATURES, act.softsign),
    ("nn.relu", "Relu", FEATURES, lambda x: r.maximum(x, convert(0, x.dtype)) if x.dtype.is_integer else act.relu(x),
     "max(x, 0)."),
    ("nn.relu6", "Relu6", FEATURES, lambda x: act.relu6(x) if not x.dtype.is_integer else r.minimum(
        r.maximum(x, convert(0, x.dtype)), convert(6, x.dtype)), "x kept between 0 and 6."),
    ("nn.leaky_relu", "", "features:any alpha=0.2 name", _leaky, "x above 0, alpha * x below."),
    ("nn.crelu", "", "features:any axis=-1 name", lambda x, axis: act.relu(concat([x, -x], axis)),
     "relu of x and of -x, side by side."),
    ("math.log_sigmoid | log_sigmoid", "Softplus", "x:any name", lambda x: -act.softplus(-x), "-log(1 + exp(-x))."),
    ("nn.softmax math.softmax", "Softmax", "logits:T axis=None name",
     lambda x, axis: along("Softmax", SOFTMAX, x, axis), "exp(x) as shares of their sum, along an axis."),
    ("nn.log_softmax math.log_softmax", "LogSoftmax", "logits:T axis=None name",
     lambda x, axis: along("LogSoftmax", LOG_SOFTMAX, x, axis), "The logarithm of softmax."),
)  # fmt: skip
