"""The forms of an op: which function runs it on a value of a given class."""

from __future__ import annotations

import math
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import lru_cache
from importlib import import_module
from typing import Any, Protocol

from ..errors import DomainFault, GradcliError
from .timer import limit
from .trace import trace

FAILS = (ValueError, ArithmeticError)  # math raises where IEEE arithmetic answers inf or nan
SECONDS = 5.0  # for one number by mpmath
MANY = 128  # elements, for which SciPy is worth its start
HOMES = {"math": "math", "numpy": "numpy", "mpmath": "mpmath", "sympy": "sympy", "flint": "flint"}


class Op(Protocol):
    """What of an op's record its forms are found by."""

    name: str
    short: str
    params: tuple[Any, ...]
    vjp: tuple[Any, ...]
    overrides: dict[str, Callable[..., Any]]
    elementwise: bool
    saturates: bool

    def evaluate(self, *args: Any) -> Any:
        """The op on bare values."""


class Forms(dict[type, Any]):
    """value's class -> the function of that name in the library that the class comes from (built-ins: math)."""

    def __init__(self, op: Op) -> None:
        super().__init__()
        self.op = op

    def __missing__(self, cls: type) -> Any:
        form = self[cls] = self.find(cls)
        return form

    def find(self, cls: type) -> Any:
        """The function for `cls`, wrapped where the library's own does not do."""
        op, home = self.op, cls.__module__.partition(".")[0]
        if (form_of := getattr(cls, "form_of", None)) is not None:  # a class of numbers of our own
            return form_of(op)
        own, python = op.overrides, op.overrides.get("python")
        if home == "numpy" and cls.__name__ == "ndarray":
            form = python or arrays(op, own.get("numpy") or self.named("numpy", op.name))
            return by_elements(op, form) if not op.elementwise or (python and "flint" in own) else form
        library = "numpy" if home == "numpy" or cls is complex else HOMES.get(home, "math")
        if library in own:
            return real(own[library]) if library == "mpmath" else own[library]
        if python:
            return python
        if library == "numpy" and (found := self.named("numpy", op.name)) is None:
            if cls.__name__.startswith("complex"):
                return self.refuse
            return lambda *args: cls(self[float](*[float(a) for a in args]))
        if library == "flint":  # a ball, whose functions are its methods
            return getattr(cls, op.short, self.no_ball)
        found = self.named(library, op.name if library == "numpy" else op.short)
        if found is None:
            found = by_mpmath(op, library)
        return real(found, op.saturates) if library == "mpmath" else found

    def refuse(self, *args: Any) -> Any:
        """The form for complex numbers of an op that is known of real ones only."""
        raise TypeError(f"{self.op.name} does not take complex numbers")

    def no_ball(self, *args: Any) -> Any:
        """The form for balls of an op that FLINT has no method for."""
        raise TypeError(f"{self.op.name} does not take balls")

    @staticmethod
    def named(library: str, name: str) -> Any:
        return getattr(numpy() if library == "numpy" else import_module(library), name, None)

    def of(self, args: tuple[Any, ...]) -> Callable[..., Any]:
        """The form for these arguments: the one of the widest class among them."""
        found = float
        for a in args:
            cls = a.__class__
            plain = cls is float or cls is int or cls is bool
            if not plain and (found is float or getattr(a, "shape", None)):
                found = cls
        form: Callable[..., Any] = self[found]
        return form

    def pair(self, a: Any, b: Any) -> Any:
        """Two arguments at once."""
        return self.of((a, b))(a, b)

    def rescue(self, error: Exception, *args: Any) -> Any:
        """Where `math` or mpmath raise, what IEEE arithmetic answers: inf or nan, by NumPy's floats."""
        if isinstance(error, GradcliError):
            raise error
        np = numpy()
        if any(getattr(a, "shape", ()) or a.__class__ in (list, tuple) for a in args):
            if isinstance(error, FloatingPointError) and trace.write is None:  # asked for, but not of what we do after
                with np.errstate(all="ignore"):
                    return self.of(args)(*args)
            raise error
        with np.errstate(all="ignore"):
            single = np.complex128 if any(hasattr(a, "_mpc_") for a in args) else np.float64
            wide = [single(a) if isinstance(a, float | int) or is_mpf(a) else a for a in args]
            try:
                y = self[single](*wide)
            except FAILS:
                y = np.nan
        for a in args:
            if is_mpf(a):
                return a.context.mpc(y) if single is np.complex128 else a.__class__(float(y))
        return float(y) if isinstance(y, float) else y


def numpy() -> Any:
    """NumPy, imported at first use; from then on our own ops overflow in silence, as IEEE arithmetic does."""
    np = sys.modules.get("numpy")
    if np is None or not _quiet:
        import numpy as np

        warnings.filterwarnings("ignore", category=RuntimeWarning, module=r"gradcli\.")
        _quiet.append(True)
    return np


_quiet: list[bool] = []


@contextmanager
def quiet() -> Iterator[None]:
    """Within, NumPy's libraries say nothing of what is not finite: we do, in our own words."""
    errors = sys.modules["numpy"].errstate(all="ignore") if "numpy" in sys.modules else nullcontext()
    with warnings.catch_warnings(), errors:
        warnings.simplefilter("ignore", RuntimeWarning)
        yield


def is_mpf(value: Any) -> bool:
    """Whether a value is one of mpmath's."""
    return bool(value.__class__.__module__.startswith("mpmath"))


def of_objects(*values: Any) -> bool:
    """Whether NumPy's functions do not take the values: an array of objects, or a number of mpmath's beside an array.

    The objects are numbers of mpmath's, or SymPy's nodes.
    """
    array = number = False
    for v in values:
        if v.__class__ is float or v.__class__ is int:
            continue
        dtype = getattr(v, "dtype", None)
        if dtype is None:
            number = number or is_mpf(v)
        elif dtype.char == "O":
            return True
        else:
            array = array or bool(v.shape)
    return array and number


def real(f: Callable[..., Any], saturating: bool = False) -> Callable[..., Any]:
    """mpmath answers log(-1) with a complex number; outside the real domain we answer nan, as real libraries do."""
    from mpmath.libmp import NoConvergence

    def form(*args: Any) -> Any:
        if any(a != a for a in args):  # some functions of mpmath's never come back from a nan
            return next(a for a in args if hasattr(a, "context")).context.nan
        if saturating and is_huge(x := args[0]):
            args = (x.context.inf if x > 0 else -x.context.inf,)
        try:
            y = f(*args)
        except NoConvergence as error:
            raise DomainFault("mpmath's series does not converge here", code="domain") from error
        if hasattr(y, "_mpc_") and not any(hasattr(a, "_mpc_") for a in args):
            return y.context.nan
        return y

    return form


def is_huge(x: Any) -> bool:
    """Whether an mpf is finite and beyond 2**4096."""
    if not hasattr(x, "_mpf_"):
        return False
    _, man, exponent, bits = x._mpf_
    return bool(man) and exponent + bits > 4096


def elementwise(f: Callable[..., Any], *arrays: Any) -> Any:
    """`f` on each element of the broadcast arrays: an array of objects, or of the arrays' own real dtype."""
    np = numpy()
    with np.errstate(all="ignore"):  # of what the elements' own library does, which says itself what is wrong
        out = np.frompyfunc(f, len(arrays), 1)(*arrays)
    if of_objects(*arrays):
        return out
    kinds = [a.dtype for a in arrays if hasattr(a, "dtype")]
    return np.asarray(out).astype(np.result_type(*kinds))


def pointwise(f: Callable[..., Any], *args: Any) -> Any:
    """`f` on numbers, or on each element of arrays, which gives an array of objects."""
    if not any(getattr(a, "shape", ()) for a in args):
        return f(*args)
    np = numpy()
    return elementwise(f, *[np.asarray(a, object) for a in args])


def arrays(op: Op, f: Callable[..., Any] | None) -> Callable[..., Any]:
    """The form for arrays: NumPy's function, or element by element where NumPy has none or the elements are objects."""
    np = numpy()
    if not op.elementwise and f is not None:
        return f

    compiled = op.overrides.get("scipy")

    def form(*args: Any) -> Any:
        objects = of_objects(*args)
        if f is not None and not objects:
            return f(*args)
        if compiled is not None and not objects and max([getattr(a, "size", 1) for a in args]) >= MANY:
            if (special := scipy_special()) is not None:
                return compiled(special)(*args)
        return elementwise(op.evaluate, *args)

    if op.elementwise and len(op.vjp) == 1 and f is not None:
        objects = np.dtype(object)

        def one(x: Any) -> Any:  # the commonest case, unrolled
            return f(x) if x.dtype is not objects else elementwise(op.evaluate, x)

        return one

    return form


@lru_cache(1)
def scipy_special() -> Any:
    """SciPy's compiled functions; None where SciPy is not installed."""
    try:
        return import_module("scipy.special")
    except ImportError:
        return None


NEAREST: list[Callable[..., float | None]] = []  # (op, floats) -> the nearest float, by balls: put here from above


def by_mpmath(op: Op, library: str) -> Callable[..., Any]:
    """A function that `math` does not have, on floats: right to the last digit, by balls, or mpmath at infinities."""
    if library != "math":
        raise TypeError(f"{op.name} has no form in {library}")

    def form(*args: Any) -> Any:
        with limit(SECONDS, lambda: Endless(op, args)):
            found = NEAREST[0](op, *args) if NEAREST and all(-math.inf < a < math.inf for a in args) else None
        if found is not None:
            return found
        import mpmath

        with limit(SECONDS, lambda: Endless(op, args)), mpmath.workdps(30):
            return float(op.evaluate(*[mpmath.mpf(a) for a in args]))

    return form


def by_elements(op: Op, form: Callable[..., Any]) -> Callable[..., Any]:
    """The form for arrays; of an array of numbers of our own what their class has for the op, of balls one by one."""
    objects = numpy().dtype(object)  # by identity: to compare dtypes by value takes as long as an op

    def call(*args: Any) -> Any:
        for a in args:
            if getattr(a, "dtype", None) is objects and a.size:
                if op.elementwise and a.flat[0].__class__.__module__.startswith("flint"):
                    return elementwise(op.evaluate, *args)
                if not op.elementwise and hasattr(a.flat[0], "array_form"):
                    return (a.flat[0].array_form(op) or form)(*args)
        return form(*args)

    return call


class Endless(GradcliError):
    """mpmath does not come to an end."""

    status = 124

    def __init__(self, op: Op, args: tuple[Any, ...]) -> None:
        call = f"{op.name}({', '.join(f'{a:.10g}' for a in (*op.params, *args))})"
        super().__init__(f"{call} was not found within {SECONDS:g} s", code="timeout")
