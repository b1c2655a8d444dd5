"""Gradients of functions: a tape around a call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from ..core.trace import Readable, Traced, plain, trace
from ..ops.arithmetic import read
from ..ops.joining import array
from ..ops.layout import total
from ..ops.values import shape_of
from .recorder import GradientTape
from .structure import flatten, rebuild
from .variable import constant


def value_and_grad(
    f: Callable[..., Any], argnums: int | tuple[int, ...] | None = None, **point: Any
) -> Callable[..., Any]:
    """A function that returns (f(*args), its gradient) for numbers or arrays, by a tape.

    argnums: which arguments to differentiate; without it the only one, or all of several as a tuple. A dict, or a list
    of arrays of several shapes, is one argument, and its gradient a dict or a list. Arguments by name are held fixed.
    What f writes into its arguments is followed, and does not reach the caller's. TypeError where f returns anything
    but one number, or writes what is traced into an array of NumPy's own.

    >>> from gradcli import value_and_grad
    >>> value_and_grad(lambda x, y: x**2 * y)(3.0, 2.0)
    (18.0, (12.0, 9.0))
    """

    asked(f, argnums, "value_and_grad", point)

    def call(*args: Any, **fixed: Any) -> Any:
        chosen, picked = pick(args, argnums, fixed)
        value, grads = derived(partial(f, **fixed), args, picked, "gradient")
        return value, grads[0] if isinstance(chosen, int) else grads

    return call


def asked(f: Any, argnums: Any, name: str, point: Mapping[str, Any] = MappingProxyType({})) -> None:
    """TypeError unless f is a function, and argnums are whole numbers: what is given for them may be meant for f.

    point: what is given by other names, which is meant for f too.
    """
    call = f"{name}(f)(x, vector)" if name == "hvp" else f"{name}(f)(x)"
    if not callable(f):
        found = f"the text {f!r}" if isinstance(f, str) else f"{type(f).__name__}"
        told = f"; a text is for the command, gradcli eval {f!r}" if isinstance(f, str) else ""
        raise TypeError(f"{name}() takes a function, not {found}: {call}, where def f(x): return x**2{told}")
    if point:
        raise TypeError(
            f"{name}(f) is a function, called at the point: {name}(f)({', '.join(map(repr, point.values()))})"
        )
    for n in argnums if type(argnums) is tuple else () if argnums is None else (argnums,):
        if type(n) is not int:
            raise TypeError(f"argnums are whole numbers, not {type(n).__name__}; at a point x it is {call}")


def required(f: Callable[..., Any]) -> list[str]:
    """The names of the arguments that a function must have by place."""
    from inspect import signature

    try:
        found = signature(f).parameters.values()
    except (TypeError, ValueError):
        return []
    return [p.name for p in found if p.default is p.empty and p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]


def pick(args: tuple[Any, ...], argnums: int | tuple[int, ...] | None, fixed: Any) -> tuple[Any, tuple[int, ...]]:
    """What is differentiated by: as it was asked, and as a tuple. TypeError where there is no such argument."""
    chosen = argnums if argnums is not None else 0 if len(args) == 1 else tuple(range(len(args)))
    picked = (chosen,) if isinstance(chosen, int) else chosen
    if not args and fixed:
        values = ", ".join(map(repr, fixed.values()))
        raise TypeError(f"what is named is held fixed; give by place what to differentiate by: ({values})")
    if any(not -len(args) <= n < len(args) for n in picked) or not args:
        raise TypeError(f"there is no argument {picked and picked[-1]}: the function is called with {len(args)}")
    return chosen, tuple([n % len(args) for n in picked])


def derived(f: Callable[..., Any], args: tuple[Any, ...], picked: tuple[int, ...], method: str) -> tuple[Any, Any]:
    """The value of f and, for each picked argument, what a method of a tape answers.

    f is given objects of its own: what it writes into them reaches neither the sources nor the caller's arrays.
    """
    sources = [begin(a) if n in picked else a for n, a in enumerate(args)]
    with GradientTape() as tape:
        tape.watch([sources[n] for n in picked])
        y = f(*[own(s) if n in picked else s for n, s in enumerate(sources)])
        y = y.read() if isinstance(y, Readable) else array(y) if method == "jacobian" else y
    if y is None or isinstance(y, str | set) or (method == "jacobian" and isinstance(y, dict)):
        what = "a number or an array" if method == "jacobian" else "what is differentiated, as in return loss"
        raise TypeError(f"the function returned {y if y is None else 'a ' + type(y).__name__}: it must return {what}")
    y = y if isinstance(y, Traced | list | tuple | dict) else constant(y)
    if method == "gradient" and (shape_of(y) if isinstance(y, Traced) else len(flatten(y)) != 1):
        what = f"an array of shape {shape_of(y)}" if isinstance(y, Traced) else f"a {type(y).__name__}"
        told = "gradcli.jacobian(f) differentiates all of it, sum(...) makes it one"
        raise TypeError(f"the function returned {what}, and a gradient is of one number: {told}")
    found = getattr(tape, method)(y, [sources[n] for n in picked], unconnected_gradients="zero")
    lifted = trace.write is not None
    return (y if lifted else bare(y)), tuple(g if lifted else bare(g) for g in found)


def begin(x: Any) -> Any:
    """An argument as this call's own variables: of what is traced already, another place, which comes from the first.

    A dict, and a list of what makes no one array, is a structure of such.
    """
    if isinstance(x, dict) or (isinstance(x, list | tuple) and ragged(x)):
        return rebuild(x, iter([begin(leaf) for leaf in flatten(x)]))
    return read(x) if isinstance(x, Traced) else constant(x)


def ragged(x: Any) -> bool:
    """Whether a list holds dicts, or arrays of different shapes."""
    leaves = flatten(x)
    return any(isinstance(part, dict) for part in x) or (
        any(map(shape_of, leaves)) and len(set(map(shape_of, leaves))) > 1
    )


def own(x: Any) -> Any:
    """The same values at the same places in objects of their own."""
    return rebuild(x, iter([type(v)(v.value, v.at) for v in flatten(x)]))


def bare(x: Any) -> Any:
    """A result without its places."""
    return rebuild(x, iter(map(plain, flatten(x))))


def grad(f: Callable[..., Any], argnums: int | tuple[int, ...] | None = None, **point: Any) -> Callable[..., Any]:
    """The gradient of f as a function; see `value_and_grad`. Nests to any order.

    >>> from gradcli import grad
    >>> grad(lambda x: x**3)(2.0)
    12.0
    >>> grad(grad(lambda x: x**3))(2.0)
    12.0
    """

    asked(f, argnums, "grad", point)

    def call(*args: Any, **fixed: Any) -> Any:
        return value_and_grad(f, argnums)(*args, **fixed)[1]

    return call


def jacobian(f: Callable[..., Any], argnums: int | tuple[int, ...] | None = None, **point: Any) -> Callable[..., Any]:
    """The Jacobian of f as a function: of the value's shape followed by the argument's, by a tape.

    argnums: as for `value_and_grad`.

    >>> import numpy as np
    >>> from gradcli import jacobian
    >>> jacobian(lambda v: v**2)(np.array([1.0, 3.0]))
    array([[2., 0.],
           [0., 6.]])
    """

    asked(f, argnums, "jacobian", point)

    def call(*args: Any, **fixed: Any) -> Any:
        chosen, picked = pick(args, argnums, fixed)
        found = derived(partial(f, **fixed), args, picked, "jacobian")[1]
        return found[0] if isinstance(chosen, int) else found

    return call


def hessian(f: Callable[..., Any], argnums: int | tuple[int, ...] | None = None, **point: Any) -> Callable[..., Any]:
    """The Hessian of a number by one argument: of the argument's shape twice; by several numbers a tuple of its rows.

    argnums: as for `value_and_grad`. TypeError for arguments of several shapes together.

    >>> import numpy as np
    >>> from gradcli import hessian
    >>> hessian(lambda v: v[0] ** 2 * v[1])(np.array([1.0, 3.0]))
    array([[6., 2.],
           [2., 0.]])
    """
    asked(f, argnums, "hessian", point)

    def call(*args: Any, **fixed: Any) -> Any:
        _, picked = pick(args, argnums, fixed)
        if len({repr(shape_of(args[n])) for n in picked}) > 1:
            raise TypeError("a Hessian is by arguments of one shape: hessian(f, argnums=0) is by the first alone")
        return jacobian(grad(f, argnums), argnums)(*args, **fixed)

    return call


def hvp(f: Callable[..., Any], argnums: int = 0, *more: Any) -> Callable[..., Any]:
    """The product of the Hessian by one argument with a vector, without the Hessian: hvp(f)(*args, vector).

    >>> import numpy as np
    >>> from gradcli import hvp
    >>> hvp(lambda v: v[0] ** 2 * v[1])(np.array([1.0, 3.0]), np.array([1.0, 0.0]))
    array([6., 2.])
    """

    asked(f, more or argnums, "hvp")

    def call(*args: Any) -> Any:
        *point, vector = args
        needed = required(f)
        if len(point) < len(needed):
            raise TypeError(f"the vector comes last: hvp(f)({', '.join(needed)}, vector)")
        return grad(lambda *xs: total(grad(f, argnums)(*xs) * vector), argnums)(*point)

    return call
