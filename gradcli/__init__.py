"""gradcli: the gradient calculator for the command line, and the tape engine under it as a library."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .core.trace import Tensor
    from .tape import GradientTape, Variable, constant, grad, value_and_grad

__version__ = "0.1.0"
__all__ = ["GradientTape", "Tensor", "Variable", "__version__", "constant", "grad", "value_and_grad"]


def __getattr__(name: str) -> Any:
    """The library's names, imported when they are used: the command line needs few of them."""
    if name in __all__:
        from . import dialects, tape

        assert dialects.manners  # with them a Tensor counts, rounds and prints as the number or array that it holds
        return getattr(tape, name)
    raise AttributeError(f"module 'gradcli' has no attribute {name!r}")
