"""gradcli: the gradient calculator for the command line, and the tape engine under it as a library."""

from __future__ import annotations

from .core.trace import Tensor
from .tape import GradientTape, Variable, constant, grad, value_and_grad

__version__ = "0.1.0"
__all__ = ["GradientTape", "Tensor", "Variable", "__version__", "constant", "grad", "value_and_grad"]
