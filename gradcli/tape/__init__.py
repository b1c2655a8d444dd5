"""The tape: what it records and answers (recorder), what it watches (variable), and gradients of functions."""

from __future__ import annotations

from ..core.trace import Tensor
from .functions import grad, hessian, hvp, jacobian, value_and_grad
from .recorder import Call, GradientTape
from .structure import flatten
from .variable import Variable, constant

__all__ = [
    "Call", "GradientTape", "Tensor", "Variable", "constant", "flatten", "grad", "hessian", "hvp", "jacobian",
    "value_and_grad",
]  # fmt: skip
