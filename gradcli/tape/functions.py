"""Gradients of functions: a tape around a call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core.trace import Traced, plain, trace
from ..ops.arithmetic import read
from .recorder import GradientTape
from .variable import constant

if TYPE_CHECKING:
    from collections.abc import Callable


def value_and_grad(f: Callable[..., Any], argnums: int | tuple[int, ...] | None = None) -> Callable[..., Any]:
    """A function that returns (f(*args), its gradient) for numbers or arrays, by a tape.

    argnums: which arguments to differentiate; without it the only one, or all of several as a tuple.
    """

    def call(*args: Any) -> Any:
        chosen = argnums if argnums is not None else 0 if len(args) == 1 else tuple(range(len(args)))
        picked = (chosen,) if isinstance(chosen, int) else chosen
        tensors = [begin(a) if n in picked else a for n, a in enumerate(args)]
        with GradientTape() as tape:
            tape.watch([tensors[n] for n in picked])
            y = f(*tensors)
        grads = tape.gradient(y, [tensors[n] for n in picked], unconnected_gradients="zero")
        lifted = trace.write is not None
        grads = [g if lifted else plain(g) for g in grads]
        value = y if lifted else plain(y)
        return value, grads[0] if isinstance(chosen, int) else tuple(grads)

    return call


def begin(x: Any) -> Any:
    """An argument as this call's own variable: of what is traced already, another place, which comes from the first."""
    return read(x) if isinstance(x, Traced) else constant(x)


def grad(f: Callable[..., Any], argnums: int | tuple[int, ...] | None = None) -> Callable[..., Any]:
    """The gradient of f as a function; see `value_and_grad`. Nests to any order."""

    def call(*args: Any) -> Any:
        return value_and_grad(f, argnums)(*args)[1]

    return call
