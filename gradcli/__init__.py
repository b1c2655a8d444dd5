"""gradcli: the gradient calculator for the command line, and the tape engine under it as a library."""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # for type checkers it is true; typing itself takes longer than all that a command needs here
if TYPE_CHECKING:
    from typing import Any

    from . import check as check
    from .check.functions import GradientError, check_gradient
    from .core.trace import Tensor
    from .tape import GradientTape, Variable, constant, grad, hessian, hvp, jacobian, value_and_grad

__version__ = "0.1.0"
__all__ = [
    "GradientError", "GradientTape", "Tensor", "Variable", "__version__", "check", "check_gradient", "constant", "grad",
    "hessian", "hvp", "jacobian", "value_and_grad",
]  # fmt: skip
CHECKING = ("GradientError", "check_gradient")
WORDS = {"eval": "'x^2' x=3", "run": "train.py", "table": "'x^2' x=0:6:13", "plot": "'x^2' x=-3:3"}
MEANT = {
    **dict.fromkeys(("gradient", "derivative", "diff", "deriv", "autograd"), "grad"), "jac": "jacobian",
    "hess": "hessian", **dict.fromkeys(("gradcheck", "check_grad", "check_grads"), "check_gradient"),
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """The library's names, imported when they are used: the command line needs few of them."""
    if name in __all__:
        from importlib import import_module

        from . import dialects, tape

        assert dialects.manners  # with them a Tensor counts, rounds and prints as the number or array that it holds
        if name == "check":  # the package can be called
            return import_module(".check", __name__)
        return getattr(import_module(".check.functions", __name__) if name in CHECKING else tape, name)
    if name in WORDS:
        told = f"that is a command, gradcli {name} {WORDS[name]}; of a function f gradcli.value_and_grad(f)(3.0)"
        raise AttributeError(f"gradcli has no {name!r}: {told}", name=name)
    if name not in MEANT:
        raise AttributeError(f"module 'gradcli' has no attribute {name!r}")
    from opcode import opname

    caller = sys._getframe(1)
    if opname[caller.f_code.co_code[caller.f_lasti]] == "IMPORT_FROM":  # Python would say less of it
        raise ImportError(f"cannot import name {name!r} from 'gradcli': did you mean {MEANT[name]}?")
    raise AttributeError(f"gradcli has no {name!r}: did you mean gradcli.{MEANT[name]}?", name=name)


def __dir__() -> list[str]:
    return sorted(__all__)
