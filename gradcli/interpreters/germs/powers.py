"""Powers, exponentials and logarithms of germs: exact where they are rational, principal where they are complex."""

from __future__ import annotations

from typing import Any

from flint import acb, arb, arb_series, fmpq, fmpq_series

from . import asymptotics, multiseries
from .arithmetic import HEIGHT, both_germs, divide, leading, lowered, proper, sign
from .germ import FORMS, HALF, ONE, ZERO, Fail, Germ, Hole, balls, is_null, lift, still
from .multiseries import WHOLE, constant_exponent, endless

INVERSE = {"exp": "log", "log": "exp", "sin": "arcsin", "cos": "arccos", "tan": "arctan", "sinh": "arcsinh",
           "cosh": "arccosh", "tanh": "arctanh", "erf": "erfinv"}  # fmt: skip


def power(a: Any, b: Any) -> Any:
    """a ** b over the reals."""
    a, b = lift(a), lift(b)
    if not both_germs(a, b):
        return asymptotics.power(a, b)
    p = constant_exponent(b)
    if p is None:
        return by_logarithm(a, b)
    if p == 0 or p == 1:
        return a if p == 1 else still(ONE)
    if a.known and a.known[0] == "power" and (p * a.known[2]).q in (1, 2):
        _, base, inner = a.known
        if inner.q % 2 == 0 or p.q == 1:
            return power(base, still(p * inner))
    small = p.q == 1 and abs(p.p) <= WHOLE
    if small and (p > 0 or a.is_complex):
        return by_squaring(a, int(p.p))
    if a.is_complex:
        return by_logarithm(a, b)
    k, way = leading(a)
    if k < 0:  # 0 to a constant power
        return still(ZERO) if p > 0 else Hole("pole", 1)
    if p.q > 1 and way < 0:
        raise Fail("outside")
    if small:
        return by_squaring(a, int(p.p))
    s = lowered(a.s, k)
    y = unit_power(-s if way < 0 else s, p)
    order = (a.v + k) * p
    found = Germ(-y if way < 0 and p.p % 2 else y, 0, a.still, ("power", a, p) if p.q > 1 else None, a.rough)
    if order.q > 1:
        return multiseries.multiply(found, multiseries.monomial(multiseries.T, order))
    found.v = int(order.p)
    return found


def unit_power(s: Any, p: Any) -> Any:
    """s**p for c0 > 0: exactly, where it is rational."""
    c = s[0]
    if s.__class__ is fmpq_series:
        head = exact_root(c, p)
        w = ((s * (1 / c)).log() * p).exp()
        return w * head if head is not None else arb_series(w) * arb(c) ** arb(p)
    return s.sqrt() if p == HALF else s.rsqrt() if p == -HALF else (s.log() * arb(p)).exp()


def exact_root(c: Any, p: Any) -> Any:
    """The rational number c**p, or None."""
    if c == 1:
        return c
    if p.q == 1 and abs(p.p) * c.height_bits() < HEIGHT:
        return c ** int(p.p)
    if p.q < WHOLE and abs(p.p) <= WHOLE:
        up, down = (v.root(int(p.q)) for v in (c.p, c.q))
        if up ** int(p.q) == c.p and down ** int(p.q) == c.q:
            return fmpq(up, down) ** int(p.p)
    return None


def by_squaring(a: Germ, n: int) -> Any:
    """a**n by squaring."""
    if n < 0:
        return divide(1, by_squaring(a, -n))
    if a.still and a.exact:
        return still(a.s[0] ** n) if a.s[0].height_bits() * n < HEIGHT else still(arb(a.s[0]) ** n)
    y, square = None, Germ(a.s, a.v, a.still, None, a.rough)
    while n:
        if n & 1:
            y = square if y is None else y * square
        n >>= 1
        square = square * square if n else square
    return y


def by_logarithm(a: Germ, b: Germ) -> Any:
    """a ** b as exp(b log(a))."""
    if not a.is_complex:
        k, way = leading(a)
        if k < 0:
            way = sign(b)
            return still(ZERO) if way > 0 else Hole("pole", 1) if way < 0 else still(ONE)
        if way < 0:
            raise Fail("outside")
    return exp(b * log(a))


def polar(x: Any) -> bool:
    """Whether a number tends to an infinity."""
    if x.__class__ is not Germ:
        return endless(x)
    if x.v >= 0:
        return False
    k, _ = leading(x)
    return 0 <= k < -x.v


def undone(name: str, x: Any) -> Any:
    """y, where x is by construction the inverse function of y; else None."""
    known = getattr(x, "known", None)
    return known[1] if known and known[0] == INVERSE[name] else None


def evaluated(name: str, s: Any) -> Any:
    """FLINT's function `name` of a series, exact where it can be."""
    exact = s.__class__ is fmpq_series and is_null(s[0]) and hasattr(fmpq_series, name)
    return getattr(s if exact else balls(s), name)()


def exp(x: Any) -> Any:
    x = lift(x)
    if x.__class__ is float:
        return still(ZERO) if x < 0 else x
    if (y := undone("exp", x)) is not None:
        return y
    if x.__class__ is not Germ or polar(x):
        return asymptotics.exp(x)
    return x.like(evaluated("exp", proper(x)), ("exp", x))


def log(x: Any) -> Any:
    x = lift(x)
    if x.__class__ is float:
        return x if x > 0 else Hole("outside")
    if (y := undone("log", x)) is not None:
        return y
    if x.__class__ is not Germ:
        return asymptotics.log(x)
    k, way = leading(x)
    if k < 0:
        return Hole("pole", -1)
    s, order = lowered(x.s, k), x.v + k
    if x.is_complex:
        if order:
            raise Fail("form")
        return x.like(principal(x, s, lambda s, turn: s.log() + turn * acb(0, arb.pi())))
    if way < 0:
        raise Fail("outside")
    if s.__class__ is fmpq_series:
        c = s[0]
        y = (s * (1 / c)).log()
        y = y if c == 1 else arb_series(y) + arb(c).log()
    else:
        y = s.log()
    return x.like(y, ("log", x)) if not order else x.like(y) + multiseries.T.log() * order


def principal(x: Germ, s: Any, f: Any) -> Any:
    """f(s, 0) off the negative real axis; on it f(-s, 1) or f(-s, -1), on the side of the imaginary part of x."""
    c = s[0]
    if not c.imag.contains(0) or c.real > 0:
        return f(s, 0)
    if not c.real < 0:
        raise Fail("undecided")
    return f(-s, -1 if sign(FORMS["imag"](x)) < 0 else 1)


def sqrt(x: Any) -> Any:
    x = lift(x)
    if x.__class__ is float:
        return x if x > 0 else Hole("outside")
    if x.__class__ is not Germ or not x.is_complex:
        return power(x, HALF)
    if leading(x)[0] < 0:
        return x
    if proper(x)[0].contains(0):
        raise Fail("form")
    return x.like(principal(x, proper(x), lambda s, turn: s.sqrt() * acb(0, turn) if turn else s.sqrt()))


def cbrt(x: Any) -> Any:
    way = sign(x)
    y = power(-x if way < 0 else x, still(fmpq(1, 3)))
    return -y if way < 0 else y


def log1p(x: Any) -> Any:
    return log(lift(x) + 1)


def log_to(base: int) -> Any:
    """The logarithm to a whole base; exact at its powers."""

    def form(x: Any) -> Any:
        x = lift(x)
        if x.__class__ is Germ and x.still and x.exact and x.s[0] > 0:
            n = round(float(arb(x.s[0]).log() / arb(base).log()))
            if abs(n) < 5000 and x.s[0] == fmpq(base) ** n:
                return still(n)
        return divide(log(x), log(still(base)))

    return form


FORMS.update({
    "power": power, "square": lambda x: power(x, 2) if lift(x).__class__ is Germ else lift(x) * x,
    "sqrt": sqrt, "cbrt": cbrt, "exp": exp, "expm1": lambda x: exp(x) - 1, "log": log, "log1p": log1p,
    "exp2": lambda x: power(2, x), "log2": log_to(2), "log10": log_to(10),
})  # fmt: skip
