"""Gradients of functions: a tape around a call."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..core.trace import Traced, plain, trace
from ..ops.arithmetic import read
from ..ops.layout import total
from .recorder import GradientTape
from .variable import constant


def value_and_grad(f: Callable[..., Any], argnums: int | tuple[int, ...] | None = None) -> Callable[..., Any]:
    """A function that returns (f(*args), its gradient) for numbers or arrays, by a tape.

    argnums: which arguments to differentiate; without it the only one, or all of several as a tuple.

    >>> from gradcli import value_and_grad
    >>> value_and_grad(lambda x, y: x**2 * y)(3.0, 2.0)
    (18.0, (12.0, 9.0))
    """

    def call(*args: Any) -> Any:
        chosen, picked = pick(args, argnums)
        value, grads = derived(f, args, picked, "gradient")
        return value, grads[0] if isinstance(chosen, int) else grads

    return call


def pick(args: tuple[Any, ...], argnums: int | tuple[int, ...] | None) -> tuple[Any, tuple[int, ...]]:
    """What is differentiated by: as it was asked, and as a tuple."""
    chosen = argnums if argnums is not None else 0 if len(args) == 1 else tuple(range(len(args)))
    return chosen, (chosen,) if isinstance(chosen, int) else chosen


def derived(f: Callable[..., Any], args: tuple[Any, ...], picked: tuple[int, ...], method: str) -> tuple[Any, Any]:
    """The value of f and, for each picked argument, what a method of a tape answers."""
    tensors = [begin(a) if n in picked else a for n, a in enumerate(args)]
    with GradientTape() as tape:
        tape.watch([tensors[n] for n in picked])
        y = f(*tensors)
    y = y if isinstance(y, Traced | list | tuple | dict) else constant(y)
    found = getattr(tape, method)(y, [tensors[n] for n in picked], unconnected_gradients="zero")
    lifted = trace.write is not None
    return (y if lifted else plain(y)), tuple(g if lifted else plain(g) for g in found)


def begin(x: Any) -> Any:
    """An argument as this call's own variable: of what is traced already, another place, which comes from the first."""
    return read(x) if isinstance(x, Traced) else constant(x)


def grad(f: Callable[..., Any], argnums: int | tuple[int, ...] | None = None) -> Callable[..., Any]:
    """The gradient of f as a function; see `value_and_grad`. Nests to any order.

    >>> from gradcli import grad
    >>> grad(lambda x: x**3)(2.0)
    12.0
    >>> grad(grad(lambda x: x**3))(2.0)
    12.0
    """

    def call(*args: Any) -> Any:
        return value_and_grad(f, argnums)(*args)[1]

    return call


def jacobian(f: Callable[..., Any], argnums: int | tuple[int, ...] | None = None) -> Callable[..., Any]:
    """The Jacobian of f as a function: of the value's shape followed by the argument's, by a tape.

    argnums: as for `value_and_grad`.

    >>> import numpy as np
    >>> from gradcli import jacobian
    >>> jacobian(lambda v: v**2)(np.array([1.0, 3.0]))
    array([[2., 0.],
           [0., 6.]])
    """

    def call(*args: Any) -> Any:
        chosen, picked = pick(args, argnums)
        found = derived(f, args, picked, "jacobian")[1]
        return found[0] if isinstance(chosen, int) else found

    return call


def hessian(f: Callable[..., Any], argnum: int = 0) -> Callable[..., Any]:
    """The Hessian of a number by one argument: of the argument's shape twice.

    >>> import numpy as np
    >>> from gradcli import hessian
    >>> hessian(lambda v: v[0] ** 2 * v[1])(np.array([1.0, 3.0]))
    array([[6., 2.],
           [2., 0.]])
    """
    return jacobian(grad(f, argnum), argnum)


def hvp(f: Callable[..., Any], argnum: int = 0) -> Callable[..., Any]:
    """The product of the Hessian by one argument with a vector, without the Hessian: hvp(f)(*args, vector).

    >>> import numpy as np
    >>> from gradcli import hvp
    >>> hvp(lambda v: v[0] ** 2 * v[1])(np.array([1.0, 3.0]), np.array([1.0, 0.0]))
    array([6., 2.])
    """

    def call(*args: Any) -> Any:
        *point, vector = args
        return grad(lambda *xs: total(grad(f, argnum)(*xs) * vector), argnum)(*point)

    return call
