"""The callable of an op: on bare values it runs the record, and on traced ones it also records a step."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache, partial
from types import FunctionType
from typing import Any, TypeVar, cast

from .forms import FAILS
from .held import held
from .observer import follows, unfollowed
from .op import OPS, Op, Rule
from .trace import Readable, Tensor, Traced, place, tick, trace
from .vocabulary import ALIASES, FUNCTIONS, Function

F = TypeVar("F")
REFLECTED = {
    "add": "__radd__", "subtract": "__rsub__", "multiply": "__rmul__", "divide": "__rtruediv__", "power": "__rpow__",
    "matmul": "__rmatmul__", "mod": "__rmod__", "floor_divide": "__rfloordiv__", "less": "__gt__", "equal": "__eq__",
    "less_equal": "__ge__", "greater": "__lt__", "greater_equal": "__le__", "not_equal": "__ne__",
}  # fmt: skip
NUMERIC = frozenset(("gradcli", "fractions", "numbers", "_pydecimal", "numpy", "mpmath", "sympy"))
FOREIGN = frozenset(("mpmath", "sympy", "datetime", "flint", "gmpy2", "decimal"))


class One:
    """The cotangent 1: `ONE * x` is x itself, and no step: a vjp rule run with it *is* the partial derivative."""

    __array_ufunc__ = None
    __slots__ = ()

    def __mul__(self, x: Any) -> Any:
        return x

    __rmul__ = __mul__

    def __neg__(self) -> Any:
        return -1.0

    def __truediv__(self, x: Any) -> Any:
        try:
            return 1.0 / x
        except ZeroDivisionError:
            return math.copysign(math.inf, x) if x.__class__ is float else abs(x) + math.inf

    def __add__(self, x: Any) -> Any:
        return 1.0 + x

    __radd__ = __add__


ONE = One()


def _answers(cls: type, method: str) -> bool:
    """Whether a class of the script's own has this method: Python then asks it, with the traced number."""
    known = getattr(cls, method, None)
    home = known.__module__ if isinstance(known, FunctionType) else "numpy"
    return home.partition(".")[0] not in NUMERIC or home.endswith(".pandas.columns")


answers: Any = lru_cache(4096)(_answers)


def _foreign(cls: type) -> bool:
    """Whether a class is of numbers that no op computes with: of mpmath, of SymPy, of times."""
    home = cls.__module__
    own = home.startswith("numpy.polynomial") or cls.__name__ in ("timedelta64", "datetime64")  # of NumPy's
    return own or home.partition(".")[0] in FOREIGN


foreign: Any = lru_cache(4096)(_foreign)


def spelling(cls: type) -> str:
    """A class as it is known: mpmath.mpf."""
    return f"{cls.__module__.partition('.')[0]}.{cls.__name__}"


def holder(x: Any) -> bool:
    """Whether x is an array of objects that holds traced values: no value of an op's, until it is one Tensor."""
    if getattr(getattr(x, "dtype", None), "char", "") != "O":
        return False
    return any(isinstance(v, Traced | Readable) for v in x.flat)


def unary(name: str, kind: str, vjp: Rule = None, *, listed: bool = True, **about: Any) -> Any:
    """An op of one input."""
    op = Op(name, kind, (vjp,), **about)
    forms, rescue = op.forms, op.forms.rescue

    def call(x: Any) -> Any:
        cls = type(x)
        if cls is Tensor or issubclass(cls, Traced):
            v = x.value
            try:
                y = forms[v.__class__](v)
            except FAILS as error:
                y = rescue(error, v)
            i = x.at
            if i and (write := trace.write) is not None:
                k = tick()
                write((k, op, y, i, 0, v))
                return cls(y, k)
            return cls(y)
        if issubclass(cls, Readable):
            return call(x.read())
        if x is ONE:
            x = 1.0
            cls = float
        try:
            return forms[cls](x)
        except FAILS as error:
            return rescue(error, x)

    return seal(op, call, listed)


def binary(name: str, kind: str, vjp: tuple[Rule, Rule] = (None, None), *, listed: bool = True, **about: Any) -> Any:
    """An op of two inputs."""
    op = Op(name, kind, vjp, **about)
    forms, rescue = op.forms, op.forms.rescue
    f = (op.overrides.get("python") if op.elementwise else None) or forms.pair
    reflected = REFLECTED.get(name, "")

    def call(a: Any, b: Any) -> Any:
        cls, other = type(a), type(b)
        if cls is Tensor or issubclass(cls, Traced):
            v = a.value
            i = a.at
            if other is float or other is int:
                w = b
                j = 0
            elif other is cls:
                w = b.value
                j = b.at
                if v.__class__ is not w.__class__ and cls is Tensor:
                    v, w = beside(w, v), beside(v, w)
            elif issubclass(other, Traced):
                w = b.value
                j = b.at
                cls = cls.wide
            elif issubclass(other, Readable):
                return call(a, b.read())
            elif answers(other, reflected):
                return NotImplemented
            elif foreign(other) and follows():
                return unfollowed(spelling(other), f(v, b), a)
            else:
                if hasattr(b, "dtype"):
                    if holder(b):
                        return NotImplemented
                    b = beside(v, b) if cls is cls.wide else b
                    cls = cls.wide
                    if i and trace.write is not None:
                        b = held(b)
                elif v.__class__ is float and hasattr(b, "limit_denominator"):  # a Fraction, which Python makes one
                    b = float(b)
                w = b
                j = 0
        elif other is Tensor or issubclass(other, Traced):
            if cls is float or cls is int:
                cls = other
            elif issubclass(cls, Readable):
                return call(a.read(), b)
            elif holder(a):
                return NotImplemented
            elif foreign(cls) and follows():
                return unfollowed(spelling(cls), f(a, b.value), b)
            elif hasattr(a, "dtype"):
                a = beside(b.value, a) if other is other.wide else a
                cls = other.wide
                if b.at and trace.write is not None:
                    a = held(a)
            else:
                cls = other
            v = a
            i = 0
            w = b.value
            j = b.at
        else:
            if issubclass(cls, Readable):
                return call(a.read(), b)
            if issubclass(other, Readable):
                return call(a, b.read())
            try:
                return f(a, b)
            except FAILS as error:
                return rescue(error, a, b)
        try:
            y = f(v, w)
        except FAILS as error:
            y = rescue(error, v, w)
        if (i or j) and (write := trace.write) is not None:
            if not i:
                i = place(a)
            elif not j:
                j = place(b)
            k = tick()
            write((k, op, y, i, j, v, w))
            return cls(y, k)
        return cls(y)

    return seal(op, call, listed)


def nary(name: str, kind: str, vjp: tuple[Rule, ...], *, listed: bool = True, **about: Any) -> Any:
    """An op of any other number of inputs."""
    op = Op(name, kind, vjp, **about)

    def call(*xs: Any) -> Any:
        return record(op, xs)

    return seal(op, call, listed)


def record(op: Op, xs: tuple[Any, ...]) -> Any:
    """Run `op` on any operands; write the step where one of them is placed."""
    xs = tuple([x.read() if isinstance(x, Readable) else 1.0 if x is ONE else x for x in xs])
    traced = [x for x in xs if isinstance(x, Traced)]
    keeps = trace.write is not None and any(x.at for x in traced)
    args = tuple([x.value if isinstance(x, Traced) else held(x) if keeps else x for x in xs])
    if any([type(x) is Tensor and x.value.__class__ is float for x in traced]):
        args = tuple([beside(1.0, a) for a in args])
    y = op.evaluate(*args)
    if not traced:
        return y
    cls = type(traced[0])
    if cls.wide is not cls and (y.__class__ not in (float, int) or any(type(x) is not cls for x in traced)):
        cls = cls.wide
    if keeps and (write := trace.write) is not None:
        k = tick()
        write((k, op, y, tuple([place(x) for x in xs]), None, args))
        return cls(y, k)
    return cls(y)


def beside(v: Any, b: Any) -> Any:
    """A value b beside v: a float64 of NumPy's, which we hold as a float, widens b as NumPy does."""
    dtype = getattr(b, "dtype", None) if v.__class__ is float else None
    narrow = dtype is not None and dtype.kind == "f" and dtype.itemsize < 8
    return b if not narrow else b.astype(float) if b.shape else float(b)


def seal(op: Op, call: Any, listed: bool) -> Any:
    """Tie the record and its callable together, and list them; a dialect's own record is nobody else's op."""
    op.call = call
    call.op = op
    call.__name__ = call.__qualname__ = op.name
    call.__doc__ = op.summary
    if listed:
        OPS.setdefault(op.name, op)
        if op.elementwise and op.summary and not dict.__contains__(FUNCTIONS, op.name):
            FUNCTIONS[op.name] = Function(op.name, call, len(op.vjp), len(op.vjp), {}, op.summary)
            ALIASES.update({alias: op.name for alias in (op.short, *op.aliases) if alias != op.name})
    return call


dialect_unary: Any = partial(unary, listed=False)
dialect_binary: Any = partial(binary, listed=False)
dialect_nary: Any = partial(nary, listed=False)


def family(make: F) -> F:
    """Ops with parameters: each choice of parameters is an op of its own, made once, so a step needs no parameters."""
    return cast(F, lru_cache(4096)(cast(Callable[..., Any], make)))


def tidy(y: Any) -> Any:
    """A float64 scalar of NumPy's as the Python float that it is: one class for one meaning, and twice as fast."""
    return float(y) if y.__class__.__name__ == "float64" and y.__class__.__module__ == "numpy" else y
