"""Sums, products, quotients, powers. Rules are written so that interning closes: d(a/b)/db is -((1/b)*y)."""

from __future__ import annotations

import math
import operator
from typing import Any

from ..core.calls import binary, unary
from ..core.forms import is_huge, is_mpf, numpy, of_objects
from ..core.trace import Traced, plain
from . import analysis as f
from . import branches

read = unary(
    "read", "linear", lambda g, y, a: g, python=lambda a: a, ulps=0.0, nonexpansive=True, reads=True, plain=True
)
positive = unary(
    "positive", "linear", lambda g, y, a: g, python=operator.pos, ulps=0.0, nonexpansive=True, plain=True, doc="+x"
)
negative = unary(
    "negative", "linear", lambda g, y, a: -g, python=operator.neg, sign="-", ulps=0.0, nonexpansive=True, plain=True,
    doc="-x",
)  # fmt: skip

add = binary(
    "add", "linear", (lambda g, y, a, b: g, lambda g, y, a, b: g),
    python=operator.add, sign="+", ulps=1.0, nonexpansive=True, plain=True, doc="a + b",
)  # fmt: skip
subtract = binary(
    "subtract", "linear", (lambda g, y, a, b: g, lambda g, y, a, b: -g),
    python=operator.sub, sign="-", ulps=1.0, nonexpansive=True, plain=True, doc="a - b",
)  # fmt: skip
multiply = binary(
    "multiply", "bilinear", (lambda g, y, a, b: g * b, lambda g, y, a, b: g * a),
    python=operator.mul, sign="*", ulps=1.0, plain=True, doc="a * b",
)  # fmt: skip
divide = binary(
    "divide", "smooth", (lambda g, y, a, b: g / b, lambda g, y, a, b: -((g / b) * y)),
    python=lambda a, b: quotient(a, b), domain=((-2.0, 2.0), (0.5, 2.0)), sign="/", ulps=1.0,
    needs="the divisor must not be 0", plain=True, doc="a / b",
)  # fmt: skip


def quotient(a: Any, b: Any) -> Any:
    """a / b, where x/0 is IEEE's inf or nan for every class of number."""
    if of_objects(a, b):
        return numpy().frompyfunc(divide.op.evaluate, 2, 1)(a, b) if _mp(a, b) else a / b
    if (is_mpf(b) and b == 0 and not isinstance(a, float)) or (
        b.__class__ is int and b == 0 and not hasattr(a, "dtype")
    ):
        raise ZeroDivisionError
    return a / b


def _mp(*args: Any) -> bool:
    """Whether a number is divided by 0, which would raise in an array of mpmath's numbers."""
    b = args[1]
    return any((is_mpf(v) or v.__class__ in (int, float)) and v == 0 for v in (b.flat if hasattr(b, "flat") else [b]))


def real_power(a: Any, b: Any) -> Any:
    """a ** b over the reals: nan where a complex number would be the answer."""
    if a.__class__ is float or b.__class__ is float:
        if b.__class__ in (float, int) and a.__class__ in (float, int):
            return math.pow(a, b)
    elif a.__class__ is int and b.__class__ is int:
        return a**b if abs(b) < 4096 else math.pow(a, b)
    if of_objects(a, b):
        return numpy().frompyfunc(power.op.evaluate, 2, 1)(a, b)
    if is_huge(b) and is_real(a) and not a:
        return b * 0 if b > 0 else b.context.inf
    if hasattr(b, "_mpf_") and is_real(a) and a and is_huge(rate := b * b.context.log(abs(a))):
        even = b._mpf_[2]  # the exponent of a huge number: above 0, it is even; below, no whole number
        if a < 0 and even < 0:
            return b.context.nan
        return (b.context.inf if rate > 0 else b * 0) * (-1 if a < 0 and even == 0 else 1)
    y = a**b
    if hasattr(y, "_mpc_") and not hasattr(a, "_mpc_") and not hasattr(b, "_mpc_"):
        return y.context.nan
    return y


def is_real(a: Any) -> bool:
    """A real number of Python's or of mpmath's."""
    return isinstance(a, float | int) or hasattr(a, "_mpf_")


def rough(a: Any, b: Any) -> Any:
    """Where a**b is not smooth in a: at 0, unless the exponent is a whole number from 0 upwards."""
    whole = (b >= 0) & (b % 1 == 0)
    return (a == 0) & (~whole if hasattr(whole, "dtype") else not whole)


def base(g: Any, y: Any, a: Any, b: Any) -> Any:
    """d(a**b)/da = b a**(b-1); for b = 2, 1, 0 the chain of rules ends, as the derivatives of a polynomial do."""
    n = plain(b)
    if not isinstance(b, Traced) and n.__class__ in (float, int):
        if n == 2:
            return g * (2.0 * a)
        if n == 1:
            return g
        if n == 0:
            return g * (y * n)  # zeros, where a is infinite too
    bare = plain(a)
    if (bad := (n == 0.0) & ((bare == 0.0) | (bare != bare))) is True or (bad is not False and bad.any()):
        a = branches.where(bad, 1.0, a)  # a**0 is 1 for every a, and so is flat at 0
    return g * (b * power(a, b - 1.0))


power = binary(
    "power", "smooth", (base, lambda g, y, a, b: g * f.xlogy(y, a)),
    python=real_power, domain=((0.3, 2.0), (-2.0, 3.0)), kinks=lambda a, b: rough(a, b), aliases=("pow",),
    sign="^", needs="a negative base needs a whole exponent", plain=True, doc="a ** b",
    steep=lambda a, b: a if type(b) is float and 0 < b < 1 else None,
)  # fmt: skip
