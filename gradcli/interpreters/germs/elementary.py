"""Functions of germs that are made of others, complex parts, and branches, which a proven sign decides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flint import acb, acb_series, arb, arb_series, fmpq

from .arithmetic import add, compare, divide, multiply, sign, sign_or
from .circular import arctan2
from .germ import FORMS, HALF, ZERO, Fail, Germ, Hole, balls, is_zero, still
from .multiseries import tends
from .powers import exp, log, sqrt

# made of others


def sigmoid(x: Any) -> Any:
    e = exp(x if sign_or(x) < 0 else -x)
    return divide(e if sign_or(x) < 0 else 1, e + 1)


def logaddexp(a: Any, b: Any) -> Any:
    if float in (a.__class__, b.__class__):
        return larger(a, b)
    if sign_or(a - b) < 0:
        a, b = b, a
    return a + log(exp(b - a) + 1)


def xlogy(x: Any, y: Any) -> Any:
    if is_zero(x):
        return x if y.__class__ is Germ else y
    return multiply(x, log(y))


def kl_div(a: Any, b: Any) -> Any:
    if sign(a) < 0 or sign(b) < 0:
        return Hole("outside")
    return a * log(divide(a, b)) - a + b if sign(a) else b


def unless(test: int, f: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """f of two, but 0 where that one is exactly 0, and stays so."""
    return lambda *xs: still(ZERO) if is_zero(xs[test]) else f(*xs)


# complex numbers


def part(name: str) -> Callable[[Any], Any]:
    """The real or the imaginary part of a germ."""

    def form(x: Any) -> Any:
        if x.__class__ is not Germ or not x.is_complex:
            return x if name == "real" or x.__class__ is Hole else still(ZERO)
        s = arb_series([getattr(x.s[i], name) for i in range(x.s.prec)], prec=x.s.prec)
        return still(s[0]) if x.still else Germ(s, x.v, False, None, x.rough)

    return form


real, imag = part("real"), part("imag")


def imaginary(x: Any) -> Any:
    return Germ(acb_series(balls(x.s)) * acb(0, 1), x.v, x.still, None, x.rough)


# branches


def absolute(x: Any) -> Any:
    if x.__class__ is Germ and x.is_complex:
        return FORMS["hypot"](real(x), imag(x))
    return abs(x) if x.__class__ is float else chosen(x, lambda way: -x if way < 0 else x)


def chosen(x: Any, choose: Callable[[int], Any]) -> Any:
    """What a sign chooses between; where x is 0 to all orders that are known, it makes no difference."""
    try:
        way = sign(x)
    except Fail as error:
        if error.kind != "terms" or x.__class__ is not Germ:
            raise
        way = 0
    return choose(way)


def extreme(way: int) -> Callable[[Any, Any], Any]:
    """The larger of two (1), or the smaller (-1)."""

    def form(a: Any, b: Any) -> Any:
        if float in (a.__class__, b.__class__):
            return a if compare(a, b) * way >= 0 else b
        return a if a is b else chosen(a - b, lambda found: b if found * way < 0 else a)

    return form


larger, smaller = extreme(1), extreme(-1)


def floor(x: Any) -> Any:
    """The whole number below: decided by the side from which a whole number is reached."""
    c = tends(x)
    if c.__class__ is float:
        raise Fail("form")
    if c.__class__ is fmpq:
        n = c.floor()
        if c != n:
            return still(n)
    elif not c.rad() < arb(0.25):
        raise Fail("undecided")
    else:
        n = c.lower().floor().unique_fmpz()
    for k in (0, 1):  # c may be n, or n + 1
        if c.__class__ is fmpq or c.contains(arb(n + k)):
            return still(fmpq(n + k if sign(x - still(n + k)) >= 0 else n + k - 1))
    return still(n)


def trunc(x: Any) -> Any:
    return floor(x) if sign(x) >= 0 else -floor(-x)


def rint(x: Any) -> Any:
    low = floor(x + HALF)
    tie = compare(x + HALF, low) == 0
    return low - 1 if tie and low.s[0].p % 2 else low


def quotient(a: Any, b: Any, whole: Callable[[Any], Any] = floor) -> Any:
    """The whole number in a/b."""
    q = divide(a, b)
    return Hole("undefined") if q.__class__ is Hole else whole(q)


def remainder(a: Any, b: Any, whole: Callable[[Any], Any] = floor) -> Any:
    """What is left of a."""
    q = quotient(a, b, whole)
    return q if q.__class__ is Hole else a - q * b


def comparison(*signs: int) -> Callable[[Any, Any], bool]:
    """Whether a - b has one of these signs."""
    return lambda a, b: compare(a, b) in signs


def truth(f: Callable[..., bool]) -> Callable[..., bool]:
    """f of truths."""
    return lambda *xs: f(*[x if x.__class__ is bool else sign(x) != 0 for x in xs])


FORMS.update({
    "sigmoid": sigmoid, "softplus": lambda x: logaddexp(x, 0), "logaddexp": logaddexp,
    "logaddexp2": lambda a, b: divide(logaddexp(multiply(a, log(2)), multiply(b, log(2))), log(2)),
    "hypot": lambda a, b: sqrt(a * a + b * b), "logit": lambda x: log(divide(x, 1 - x)),
    "xlogy": xlogy, "xlog1py": lambda x, y: xlogy(x, y + 1), "kl_div": kl_div,
    "entr": lambda x: Hole("outside") if sign(x) < 0 else -xlogy(x, x),
    "real": real, "imag": imag, "imaginary": imaginary, "conj": lambda x: add(real(x), -imaginary(imag(x))),
    "complex": lambda a, *b: add(a, imaginary(b[0])) if b else a, "angle": lambda z: arctan2(imag(z), real(z)),
    "divide_no_nan": unless(1, divide), "multiply_no_nan": unless(1, multiply), "xdivy": unless(0, divide),
    "abs": absolute, "absolute": absolute, "copysign": lambda a, b: absolute(a) if sign(b) >= 0 else -absolute(a),
    "maximum": larger, "minimum": smaller, "fmax": larger, "fmin": smaller,
    "relu": lambda x: chosen(x, lambda way: x if way > 0 else x * still(ZERO) if way < 0 else x),
    "heaviside": lambda a, b: still(fmpq(1 if way > 0 else 0)) if (way := sign(a)) else b,
    "where": lambda c, a, b: a if (c if c.__class__ is bool else sign(c)) else b,
    "sign": lambda x: still(fmpq(sign(x))), "floor": floor, "ceil": lambda x: -floor(-x), "trunc": trunc,
    "rint": rint,
    "floor_divide": quotient, "mod": remainder, "fmod": lambda a, b: remainder(a, b, trunc),
    "less": comparison(-1), "less_equal": comparison(-1, 0), "greater": comparison(1),
    "greater_equal": comparison(0, 1), "equal": comparison(0), "not_equal": comparison(-1, 1),
    "logical_and": truth(lambda a, b: a and b), "logical_or": truth(lambda a, b: a or b),
    "logical_xor": truth(lambda a, b: a != b), "logical_not": truth(lambda a: not a),
})  # fmt: skip
