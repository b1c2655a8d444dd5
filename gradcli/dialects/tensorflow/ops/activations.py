"""Activation functions, with the gradient ops that TensorFlow has for them."""

from __future__ import annotations

from typing import Any

from ....core.calls import dialect_binary as binary
from ....core.calls import dialect_unary as unary
from ....core.calls import family
from ....core.forms import numpy
from ....ops import analysis as f
from ....ops import branches as b
from ....ops.branches import where
from ..tensors.errors import unregistered
from .rules import choose, exp, replaced, zeros

SELU_SCALE, SELU_ALPHA = 1.0507009873554804934193349852946, 1.7580993408473768599402175208123


def grad_op(name: str, inside: Any) -> Any:
    """g where `inside` holds of the second input, else 0: linear in g, flat in the other (zeros, not None)."""
    op: Any = binary(
        name, "general", (lambda h, z, g, y: op(h, y), lambda h, z, g, y: zeros(y)),
        python=lambda g, y: choose(inside(y), g, g * 0.0),
    )  # fmt: skip
    return op


relu_grad = grad_op("relu_grad", lambda y: y > 0)
relu6_grad = grad_op("relu6_grad", lambda y: (y > 0) & (y < 6))
relu: Any = replaced(b.relu, lambda g, y, x: relu_grad(g, y), numpy=lambda x: numpy().maximum(x, x.dtype.type(0)))
relu6: Any = unary(
    "relu6", "branch", lambda g, y, x: relu6_grad(g, y),
    kinks=lambda x: (x == 0) | (x == 6), python=lambda x: choose(x > 6.0, 6.0, choose(x < 0.0, 0.0, x)),
    numpy=lambda x: numpy().minimum(numpy().maximum(x, x.dtype.type(0)), x.dtype.type(6)),
)  # fmt: skip


@family
def leaky_relu(alpha: float) -> Any:
    """x above 0, alpha * x below."""
    return unary(
        "leaky_relu", "branch", lambda g, y, x: leaky_relu_grad(alpha)(g, x), params=(alpha,),
        python=lambda x: choose(x > 0, x, alpha * x), kinks=lambda x: x == 0,
    )  # fmt: skip


@family
def leaky_relu_grad(alpha: float) -> Any:
    """Its gradient."""
    return binary(
        "leaky_relu_grad", "general", (lambda h, z, g, x: leaky_relu_grad(alpha)(h, x), lambda h, z, g, x: zeros(x)),
        params=(alpha,), python=lambda g, x: choose(x > 0, g, alpha * g),
    )  # fmt: skip


elu_grad: Any = binary(
    "elu_grad", "general", (lambda h, z, g, y: elu_grad(h, y), lambda h, z, g, y: where(y < 0.0, h * g, 0.0)),
    python=lambda g, y: choose(y < 0, g * (y + 1.0), g),
)  # fmt: skip
elu: Any = unary(
    "elu", "smooth", lambda g, y, x: elu_grad(g, y),
    python=lambda x: choose(x < 0, f.expm1.op.evaluate(choose(x < 0, x, x * 0)), x),
)  # fmt: skip
selu_grad: Any = binary(
    "selu_grad", "general", (lambda h, z, g, y: selu_grad(h, y), lambda h, z, g, y: where(y < 0.0, h * g, 0.0)),
    python=lambda g, y: choose(y < 0, g * (y + SELU_ALPHA), g * SELU_SCALE),
)  # fmt: skip
selu: Any = unary(
    "selu", "branch", lambda g, y, x: selu_grad(g, y), kinks=lambda x: x == 0,
    python=lambda x: choose(x < 0, SELU_ALPHA * f.expm1.op.evaluate(choose(x < 0, x, x * 0)), SELU_SCALE * x),
)  # fmt: skip
softplus_grad: Any = binary(
    "softplus_grad", "general",
    (lambda h, z, g, x: softplus_grad(h, x), lambda h, z, g, x: h * g / (exp(-x) + 2.0 + exp(x))),
    python=lambda g, x: g / (exp.op.evaluate(-x) + 1.0),
)  # fmt: skip
softplus: Any = replaced(f.softplus, lambda g, y, x: softplus_grad(g, x))
softsign_grad: Any = binary(
    "softsign_grad", "general", (unregistered("SoftsignGrad"), unregistered("SoftsignGrad")),
    python=lambda g, x: g / ((1.0 + abs(x)) * (1.0 + abs(x))),
)  # fmt: skip
softsign: Any = unary("softsign", "smooth", lambda g, y, x: softsign_grad(g, x), python=lambda x: x / (1.0 + abs(x)))
