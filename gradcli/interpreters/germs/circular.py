"""Circular and hyperbolic functions of germs and their inverses, exact at what is a multiple of pi by construction."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flint import arb, arb_series, fmpq, fmpq_series

from . import asymptotics
from .arithmetic import away, compare, divide, leading, multiply, proper, sign, sign_or, turns
from .germ import FORMS, HALF, ONE, ZERO, Fail, Germ, Hole, balls, is_zero, still
from .multiseries import STEPS, Multiseries, T, real
from .powers import evaluated, exp, log, log1p, polar, sqrt, undone
from .series import native, remembered

ENDLESS = 10**6  # a power beyond all that are counted


def circular(name: str) -> Callable[[Any], Any]:
    """sin or cos: exact where the angle is a known multiple of pi; without a limit at a pole."""

    def form(x: Any) -> Any:
        if (y := undone(name, x)) is not None:
            return y
        if x.__class__ not in (float, Hole) and polar(x):  # it swings between bounds for ever
            return swinging(x)
        if x.__class__ is not Germ:
            return asymptotics.analytic(form, x)
        if not (q := turns(x)):
            return x.like(evaluated(name, proper(x)))
        c, d = quarter(q, "cos"), quarter(q, "sin")
        u = away(proper(x))
        s, t = evaluated("sin", u), evaluated("cos", u)
        return x.like(mixed(d, t, c, s) if name == "sin" else mixed(c, t, -d, s))

    return form


def swinging(x: Any) -> Any:
    """What is all that is known of sin or cos at a pole; by its order, which power of 1/t, a derivative is larger."""
    if x.__class__ is Multiseries and x.w.level:
        return Multiseries(STEPS[x.w.level], {}, ZERO, ENDLESS)
    e = real(x.first()) if x.__class__ is Multiseries else fmpq(x.v + leading(x)[0])
    fast = x.__class__ is Multiseries and T.compare(x.w) < 0
    slow = x.__class__ is Multiseries and T.compare(x.w) > 0
    n = ENDLESS if fast else 0 if slow else int(float(-e.floor()))
    return Germ(arb_series([], prec=0), 0, False, None, 1 + n)


def quarter(q: Any, name: str) -> Any:
    """sin or cos of q*pi, exactly where it is 0, 1/2 or 1."""
    c = getattr(arb, f"{name}_pi_fmpq")(q)
    if (q * 6).q == 1:  # a whole number of halves, where it is rational (Niven 1956)
        for k in (-2, -1, 0, 1, 2):
            if (c * 2).contains(k) and ((q * 2).q == 1) == (k % 2 == 0):
                return fmpq(k, 2)
    return c


def mixed(a: Any, s: Any, b: Any, t: Any) -> Any:
    """a*s + b*t, rational where all are."""
    if fmpq_series is s.__class__ is t.__class__ and fmpq is a.__class__ is b.__class__:
        return s * a + t * b
    return balls(s) * arb(a) + balls(t) * arb(b)


sin, cos = circular("sin"), circular("cos")


def tan(x: Any) -> Any:
    if (y := undone("tan", x)) is not None:
        return y
    return divide(sin(x), cos(x))


_arctan = native("atan")


def arctan(x: Any) -> Any:
    if x.__class__ is float:
        return quarter_turn(sign(x))
    if x.__class__ is not Hole and polar(x):  # pi/2 - atan(1/x)
        return quarter_turn(sign(x)) - arctan(divide(1, x))
    y = _arctan(x)
    if x.__class__ is Germ and x.still and x.exact and abs(x.s[0]) == 1:
        y.known = ("pi", fmpq(1, 4) * x.s[0])
    return remembered(y, "arctan", x)


def quarter_turn(n: int) -> Germ:
    """n*pi/2."""
    return still(arb.pi() * n / 2, ("pi", fmpq(n, 2)))


def within(x: Any, name: str) -> Any:
    """arcsin or arccos, by the angle of the point (x, sqrt(1 - x**2)) or of its mirror image."""
    other = sqrt((1 - x) * (1 + x))
    if other.__class__ is Hole:
        return other
    return remembered(arctan2(x, other) if name == "arcsin" else arctan2(other, x), name, x)


def hyperbolic(f: Callable[[Any, Any], Any], name: str) -> Callable[[Any], Any]:
    """A function of exp(x) and exp(-x), rational at 0."""

    def form(x: Any) -> Any:
        if (y := undone(name, x)) is not None:
            return y
        if name == "cosh" and sign_or(x) < 0:
            x = -x
        return remembered(f(exp(x), exp(-x)), name, x)

    return form


def arcsinh(x: Any) -> Any:
    if sign_or(x) < 0:  # a sum without cancellation
        return -arcsinh(-x)
    return remembered(log(x + sqrt(x * x + 1)), "arcsinh", x)


def arccosh(x: Any) -> Any:
    if compare(x, 1) < 0:
        raise Fail("outside")
    root = sqrt((x - 1) * (x + 1))
    return remembered(log1p(x - 1 + root), "arccosh", x)


def arctanh(x: Any) -> Any:
    return remembered((log1p(x) - log1p(-x)) * HALF, "arctanh", x)


def arctan2(a: Any, b: Any) -> Any:
    up, right = sign(a), sign(b)
    if not up:
        return quarter_turn(2) if right < 0 else still(ZERO)
    if not right:
        return quarter_turn(up)
    q = divide(a, b)
    if not (q.__class__ is Germ and polar(q)):
        return arctan(q) if right > 0 else arctan(q) + quarter_turn(2 * up)
    return quarter_turn(up) - arctan(divide(b, a))


def half_turns(f: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """f(pi*x)."""

    return lambda x: f(multiply(x, still(arb.pi(), ("pi", ONE))))


def rad2deg(x: Any) -> Any:
    q = turns(x) if x.__class__ is Germ else None
    return still(q * 180) if q is not None and x.still else multiply(x, still(180 / arb.pi()))


def sinc(x: Any) -> Any:
    return still(ONE) if is_zero(x) else divide(half_turns(sin)(x), multiply(x, still(arb.pi())))


FORMS.update({
    "sin": sin, "cos": cos, "tan": tan, "arctan": arctan, "arctan2": arctan2,
    "arcsin": lambda x: within(x, "arcsin"), "arccos": lambda x: within(x, "arccos"),
    "sinh": hyperbolic(lambda p, m: (p - m) * HALF, "sinh"),
    "cosh": hyperbolic(lambda p, m: (p + m) * HALF, "cosh"),
    "tanh": hyperbolic(lambda p, m: divide(p - m, p + m), "tanh"),
    "sech": lambda x: divide(2, exp(x) + exp(-x)), "csch": lambda x: divide(2, exp(x) - exp(-x)),
    "arcsinh": arcsinh, "arccosh": arccosh, "arctanh": arctanh, "sinpi": half_turns(sin), "cospi": half_turns(cos),
    "deg2rad": lambda x: multiply(x, still(arb.pi() / 180, ("pi", fmpq(1, 180)))), "rad2deg": rad2deg, "sinc": sinc,
})  # fmt: skip
