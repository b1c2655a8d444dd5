"""Germs beyond Laurent series: with powers of L = log(t), real powers of t, and a factor exp(q) of what is endless.

    exp(q) * sum over (k, a) of L**k * t**a * g(t),   k whole, 0 <= a < 1 rational, g a `Germ`

As t -> 0+ any power of t outweighs any power of L, and exp(q) any power of t (Hardy's scale). The larger of two terms
that exp tells apart is kept alone; a series that does not end in powers of 1/L is cut, and says so by a term O(L**k).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flint import arb_series, ctx, fmpq

from .germ import (  # fmt: skip
    FORMS,
    ONE,
    WIDE,
    ZERO,
    Fail,
    Germ,
    Hole,
    Number,
    exponent,
    is_null,
    leading,
    lift,
    lowered,
    still,
    variable,
)
from .germ import add as plain_add
from .germ import divide as plain_divide
from .germ import multiply as plain_multiply
from .germ import power as plain_power
from .germ import sign as plain_sign

if TYPE_CHECKING:
    from collections.abc import Callable

LOGS = 6  # terms of a series in 1/L
UNKNOWN = -2  # the place of a first term whose ball contains 0
Key = tuple[int, Any]


class Wide(Number):
    """See above. parts: {(k, a): g}; q: a Germ or Wide that tends to an infinity, or None."""

    __slots__ = ("known", "parts", "q")
    still = False

    def __init__(self, parts: dict[Key, Germ], q: Any = None, known: Any = None) -> None:
        self.parts, self.q, self.known = parts, q, known

    def __repr__(self) -> str:
        body = " + ".join(f"L^{k} t^{a} ({g})" for (k, a), g in self.parts.items())
        return f"exp({self.q}) * ({body})" if self.q is not None else body

    def sign(self) -> int:
        """The sign of the leading term."""
        (k, _), _g, (_, way) = dominant(self)
        return -way if k % 2 else way

    def __neg__(self) -> Wide:
        return Wide({key: -g for key, g in self.parts.items()}, self.q)

    __hash__ = object.__hash__


def wide(x: Any) -> Wide:
    """A germ as one of this class."""
    if x.__class__ is Wide:
        return x
    if x.__class__ is Germ:
        if x.s.__class__ not in (arb_series,) and not x.exact:
            raise Fail("form")  # complex
        return Wide({(0, ZERO): x})
    if x.__class__ is Hole:
        raise Fail(x.kind, x.sign)
    raise Fail("form")


def simple(x: Wide) -> Any:
    """A plain germ where it is one."""
    parts = {key: g for key, g in x.parts.items() if not g.is_zero()}
    if not parts:
        return still(ZERO)
    if x.q is None and len(parts) == 1 and (0, ZERO) in parts:
        return parts[0, ZERO]
    return Wide(parts, x.q)


def fractional(g: Germ, order: Any) -> Any:
    """t**order * g."""
    n = order.floor()
    shifted = Germ(g.moving(), g.v + int(n), False, None, g.rough)
    return simple(Wide({(0, order - n): shifted}))


def with_log(g: Germ, k: int) -> Any:
    """k*L + g."""
    return simple(Wide({(0, ZERO): g, (1, ZERO): still(fmpq(k))}))


def bounded(x: Any) -> Any:
    """What swings between bounds for ever."""
    return Germ(arb_series([], prec=0), 0, False, None, True)


def order_of(key: Key, g: Germ) -> tuple[Any, int, Any]:
    """(order in t, -k, (place, sign)) of a part's first term; the sign is 0 where all that is known is a bound."""
    if g.still:
        return ZERO + key[1], -key[0], leading(g)
    for i in range(g.s.prec):
        c = g.s[i]
        if c > 0 or c < 0:
            return g.v + i + key[1], -key[0], (i, 1 if c > 0 else -1)
        if not is_null(c):
            return g.v + i + key[1], -key[0], (UNKNOWN, 0)
    return g.end + key[1], -key[0], (-1, 0)


def dominant(x: Wide) -> tuple[Key, Germ, tuple[int, int]]:
    """The key, part and (place, sign) of the leading term. Fail: nothing but a bound is known of it."""
    found = sorted(((*order_of(key, g), key, g) for key, g in x.parts.items()), key=lambda f: (f[0], f[1]))
    _n, _k, (place, way), key, g = found[0]
    if not way:
        raise Fail("undecided" if place == UNKNOWN else "oscillates" if g.rough else "terms")
    return key, g, (place, way)


def order(x: Any) -> tuple[Any, int]:
    """(order in t, power of L) of the leading term of a body; of a bound, if no more is known."""
    found = min(order_of(key, g)[:2] for key, g in wide(x).parts.items())
    return found[0], -found[1]


def endless(x: Any) -> bool:
    """Whether it tends to an infinity."""
    x = wide(x)
    if x.q is not None:
        return plain_sign(x.q) > 0
    n, k = order(x)
    if n < 0 or (n == 0 and k > 0):
        dominant(x)
        return True
    return False


def vanishing(x: Any) -> bool:
    """Whether it tends to 0."""
    x = wide(x)
    if x.q is not None:
        return plain_sign(x.q) < 0
    n, k = order(x)
    return bool(n > 0 or (n == 0 and k < 0))


def add(a: Any, b: Any) -> Any:
    a, b = wide(a), wide(b)
    if a.q is not None or b.q is not None:
        away = (a.q if a.q is not None else still(ZERO)) - (b.q if b.q is not None else still(ZERO))
        if endless(away):
            kept = a if plain_sign(away) > 0 else b
            return simple(Wide({key: unstill(g) for key, g in kept.parts.items()}, kept.q))
        factor = wide(exp(away))
        a, b = Wide(wide(multiply(Wide(a.parts), factor)).parts, b.q), b
    parts = dict(a.parts)
    for key, g in b.parts.items():
        parts[key] = parts[key] + g if key in parts else g
    return simple(Wide(parts, a.q if a.q is not None else b.q))


def unstill(g: Germ) -> Germ:
    """The same as something that moves, by less than any power of t."""
    return Germ(g.moving(), g.v, False, None, g.rough)


def multiply(a: Any, b: Any) -> Any:
    a, b = wide(a), wide(b)
    parts: dict[Key, Germ] = {}
    for (k, p), g in a.parts.items():
        for (m, r), h in b.parts.items():
            total, y = p + r, g * h
            if total >= 1 and not y.is_zero():
                total, y = total - 1, Germ(y.moving(), y.v + 1, False, None, y.rough)
            key = (k + m, total)
            parts[key] = parts[key] + y if key in parts else y
    if a.q is None and b.q is None:
        return simple(Wide(parts))
    if a.q is None or b.q is None:
        return Wide(parts, a.q if b.q is None else b.q)
    q = a.q + b.q
    if not (q.__class__ is Germ and q.is_zero()) and endless(q):
        return Wide(parts, q)
    return multiply(Wide(parts), exp(q))


def divide(a: Any, b: Any) -> Any:
    a, b = lift(a), lift(b)
    if Hole in (a.__class__, b.__class__):
        return a if a.__class__ is Hole else b
    if getattr(a, "shape", ()) or getattr(b, "shape", ()) or float in (a.__class__, b.__class__):
        return plain_divide(a, b)
    b = wide(b)
    if a.__class__ is Germ and a.is_zero():
        dominant(b)
        return a
    body = reciprocal(Wide(b.parts))
    return multiply(a, Wide(wide(body).parts, -b.q) if b.q is not None else body)


def term(x: Wide) -> tuple[Wide, Any]:
    """The leading term m, and r with x = m*(1 + r)."""
    key, g, (place, _) = dominant(x)
    c = g.s[place]
    (k, a), n = key, (0 if g.still else g.v) + place
    inverse = monomial(1 / c, -k, -a - n)
    r = plain_add(multiply(x, inverse), still(fmpq(-1)))
    if r.__class__ is Germ and not r.is_zero() and not r.still and r.v == 0:  # its first coefficient is 0 by rights
        r = Germ(lowered(r.s, 1), 1, False, None, r.rough)
    elif r.__class__ is Wide and (0, ZERO) in r.parts:
        h = r.parts[0, ZERO]
        cut = still(ZERO) if h.still else Germ(lowered(h.s, 1 - h.v), 1, False, None, h.rough)
        r = simple(Wide({**r.parts, (0, ZERO): cut}, r.q))
    return monomial(c, k, a + n), r


def monomial(c: Any, k: int, order: Any) -> Wide:
    """c * L**k * t**order."""
    n = order.floor() if order.__class__ is fmpq else order
    return Wide({(k, fmpq(order) - n): Germ(still(c).moving(), int(n))})


def summed(terms: Callable[[int], Any], r: Any, known: int = 200) -> Any:
    """sum of terms(n) * r**n, for r that vanishes, cut beyond the last order, or beyond LOGS powers of 1/L."""
    y, p = lift(terms(0)), still(ONE)
    if r.__class__ is Germ and r.is_zero():
        return y
    n, k = order(r)
    if wide(r).q is not None:
        return plain_add(y, multiply(still(terms(1)), r))
    if n > 0:
        count = min(int(ctx.cap / float(n)), known)
    elif n == 0 and k < 0:
        count = min(LOGS, known)
    else:
        raise Fail("undecided")
    for i in range(1, count):
        p = plain_multiply(p, r)
        y = plain_add(y, plain_multiply(still(terms(i)), p))
    end = fmpq(n) * count
    rest = Germ(arb_series([], prec=0), int(end.floor()))
    return add(y, Wide({(count * k, end - end.floor()): rest}))


def reciprocal(x: Wide) -> Any:
    """1/x for a body."""
    m, r = term(x)
    ((key, g),) = m.parts.items()
    inverse = monomial(1 / g.s[0], -key[0], -(key[1] + g.v))
    return multiply(inverse, summed(lambda n: fmpq((-1) ** n), r))


def limit(x: Wide) -> tuple[Any, Any]:
    """(c, r): a constant, and what vanishes beside it."""
    if x.q is not None:
        if plain_sign(x.q) < 0:
            return ZERO, x
        raise Fail("pole", x.sign())
    if endless(x):
        raise Fail("pole", x.sign())
    g = x.parts.get((0, ZERO), still(ZERO))
    c = g.at(0)
    rest = plain_add(g, still(-c)) if g.still else Germ(lowered(g.s, 1 - g.v), 1, False, None, g.rough)
    r = simple(Wide({**x.parts, (0, ZERO): rest}))
    return c, r


def analytic(f: Callable[[Any], Any], x: Any) -> Any:
    """f(x), where f is analytic at the limit of x."""
    if x.__class__ is Hole:
        raise Fail(x.kind, x.sign)
    if x.__class__ is float:
        raise Fail("form")
    c, r = limit(wide(x))
    y = f(variable(still(c)))
    if y.__class__ is not Germ or y.v < 0:
        raise Fail("form")
    return summed(y.at, r, 200 if y.still else y.end)


def exp(x: Any) -> Any:
    if x.__class__ is Hole:
        raise Fail(x.kind, x.sign)
    x = wide(x)
    if not endless(x) or (x.q is not None and plain_sign(x.q) < 0):
        return analytic(FORMS["exp"], x)
    if x.q is not None:
        return Wide({(0, ZERO): still(ONE)}, x)
    power = ZERO
    q: dict[Key, Germ] = {}
    rest: dict[Key, Germ] = {}
    for key, g in x.parts.items():
        k, a = key
        if g.still and a == 0 and k == 1:
            if g.s[0].__class__ is not fmpq:
                raise Fail("form")
            power = g.s[0]
        elif g.still and (k > 0 or (a == 0 and k == 0)):
            (q if k > 0 else rest)[key] = g
        elif g.still:
            rest[key] = g
        else:
            split = max(0, min(-g.v + (1 if k > 0 and a == 0 else 0), g.s.prec))
            head = [g.s[i] for i in range(split)]
            if any(not is_null(c) for c in head):
                if k == 1 and a == 0 and g.v == 0 and g.s[0].__class__ is fmpq:
                    power = g.s[0]
                else:
                    q[key] = Germ(g.s.__class__(head, prec=ctx.cap), g.v)
            if g.s.prec > split:
                rest[key] = Germ(lowered(g.s, split), g.v + split, False, None, g.rough)

    y = FORMS["exp"](simple(Wide(rest))) if rest else still(ONE)
    if power != 0:
        y = plain_multiply(y, fractional(still(ONE), power))
    return multiply(y, Wide({(0, ZERO): still(ONE)}, simple(Wide(q)))) if q else y


def log(x: Any) -> Any:
    if x.__class__ is Hole:
        raise Fail(x.kind, x.sign)
    x = wide(x)
    if x.sign() < 0:
        raise Fail("outside")
    m, r = term(Wide(x.parts))
    ((k, a), g), = m.parts.items()  # fmt: skip
    if k:
        raise Fail("form")

    y = FORMS["log"](still(g.s[0]))
    n = a + g.v
    if n != 0:
        y = plain_add(y, Wide({(1, ZERO): still(n)}))
    y = plain_add(y, summed(lambda n: fmpq((-1) ** (n + 1), n) if n else ZERO, r))
    return plain_add(y, x.q) if x.q is not None else y


def power(a: Any, b: Any) -> Any:
    """a ** b, where one of them is no plain germ."""
    for x in (a, b):
        if x.__class__ is Hole:
            raise Fail(x.kind, x.sign)
        if x.__class__ is float:
            raise Fail("form")
    p = exponent(b) if b.__class__ is Germ else None
    if p is None:
        return FORMS["exp"](plain_multiply(b, FORMS["log"](a)))
    x = wide(a)
    if p.q == 1 and 0 <= p.p <= 64:
        y = still(ONE)
        for _ in range(int(p.p)):
            y = plain_multiply(y, a)
        return y
    m, r = term(Wide(x.parts))
    ((k, s), g), = m.parts.items()  # fmt: skip
    if (k * p).q != 1:
        raise Fail("form")
    way = x.sign()
    if way < 0 and p.q > 1:
        raise Fail("outside")
    c = plain_power(still(g.s[0]), still(p)).s[0]
    head = monomial(c, int((k * p).p), (s + g.v) * p)

    def binomial(n: int) -> Any:
        y = ONE
        for i in range(n):
            y = y * (p - i) / (i + 1)
        return y

    y = plain_multiply(head, summed(binomial, r))
    return multiply(y, Wide({(0, ZERO): still(ONE)}, x.q * still(p))) if x.q is not None else y


def derivative(x: Any) -> Any:
    """dx/dt, term by term."""
    if x.__class__ is Germ:
        if x.still:
            return still(ZERO)
        if x.rough:
            raise Fail("oscillates")
        s = [x.s[i] * (x.v + i) for i in range(x.s.prec)]
        return Germ(x.s.__class__(s, prec=x.s.prec), x.v - 1)
    x = wide(x)
    if x.q is not None:
        body = Wide(x.parts)
        return multiply(
            plain_add(plain_multiply(derivative(x.q), body), derivative(body)), Wide({(0, ZERO): still(ONE)}, x.q)
        )
    y = still(ZERO)
    for (k, a), g in x.parts.items():
        if g.rough:
            raise Fail("oscillates")
        one = plain_add(derivative(g), Germ(g.moving(), g.v - 1) * still(a) if a != 0 else still(ZERO))
        if not one.is_zero():
            y = plain_add(y, simple(Wide({(k, a): one})))
        if k:
            y = plain_add(y, simple(Wide({(k - 1, a): Germ(g.moving(), g.v - 1) * still(fmpq(k))})))
    return y


def tends(x: Any) -> Any:
    """The limit as t -> 0: a rational, a ball, or an infinity as a float. Fail: there is none, or it is not known."""
    if x.__class__ is Hole:
        raise Fail(x.kind, x.sign)
    if x.__class__ is float:
        return x
    if x.__class__ is Germ:
        if x.v < 0:
            k, way = leading(x) if x.s.prec and not is_null(x.s[0]) else first(x)
            if 0 <= k < -x.v:
                return float("inf") * way
        return x.at(0)
    if x.q is not None:
        return ZERO if plain_sign(x.q) < 0 else float("inf") * x.sign()
    if endless(x):
        return float("inf") * x.sign()
    n, k = order(x)
    if n < 0 or (n == 0 and k > 0):
        raise Fail("oscillates" if any(g.rough for g in x.parts.values()) else "terms")
    return x.parts.get((0, ZERO), still(ZERO)).at(0)


def first(x: Germ) -> tuple[int, int]:
    """(place, sign) of the first negative power that is there; (-1, 0) if there is none."""
    for k in range(min(-x.v, x.s.prec)):
        c = x.s[k]
        if c > 0 or c < 0:
            return k, 1 if c > 0 else -1
        if not is_null(c):
            raise Fail("undecided")
    return -1, 0


WIDE.update(add=add, multiply=multiply, divide=divide, power=power, fractional=fractional)
