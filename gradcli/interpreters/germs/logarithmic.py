"""Germs beyond Laurent series: with powers of L = log(t), real powers of t, and a factor exp(q) of what is endless.

    exp(q) * sum over (k, a) of L**k * t**a * g(t),   k whole, 0 <= a < 1, g a `Germ`

As t -> 0+ any power of t outweighs any power of L, and exp(q) any power of t (Hardy's scale). The larger of two terms
that exp tells apart is kept alone; a series that does not end in powers of 1/L is cut, and says so by a term O(L**k).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cmp_to_key
from typing import Any

from flint import arb_series, ctx, fmpq

from . import arithmetic as plain
from .germ import FORMS, ONE, ZERO, Fail, Germ, Hole, Number, is_zero, lift, still

LOGS = 6  # terms of a series in 1/L
UNKNOWN = -2  # the place of a first term whose ball contains 0


class Real:
    """A power of t that is no rational number: no two of them are known to be equal."""

    def __init__(self, ball: Any) -> None:
        self.ball = ball


Key = tuple[int, Any]  # powers of L and of t


def real(a: Any) -> Any:
    """A power of t as a number."""
    return a.ball if a.__class__ is Real else a


def split(n: Any) -> tuple[int, Any]:
    """A power of t as a whole number, and what is left, from 0 to below 1."""
    whole = n.floor()
    if n.__class__ is fmpq:
        return int(whole), n - whole
    if not whole.is_exact():
        raise Fail("undecided")
    return int(whole.unique_fmpz()), Real(n - whole)


class Wide(Number):
    """See above. parts: {(k, a): g}; q: a Germ or Wide that tends to an infinity, or None."""

    __slots__ = ("known", "parts", "q")
    still = False

    def __init__(self, parts: dict[Key, Germ], q: Any = None, known: Any = None) -> None:
        self.parts, self.q, self.known = parts, q, known

    def __repr__(self) -> str:
        body = " + ".join(f"L^{k} t^{real(a)} ({g})" for (k, a), g in self.parts.items())
        return f"exp({self.q}) * ({body})" if self.q is not None else body

    def __neg__(self) -> Wide:
        return Wide({key: -g for key, g in self.parts.items()}, self.q)

    def sign(self) -> int:
        """The sign of the leading term."""
        (k, _), _g, (_, way) = dominant(self)
        return -way if k % 2 else way

    @staticmethod
    def meet(name: str, a: Any, b: Any) -> Any:
        """a and b, added, multiplied or divided, where one of them is of this class."""
        return {"add": add, "multiply": multiply, "divide": divide}[name](a, b)

    def body(self) -> Wide:
        """The same without its factor exp(q)."""
        return Wide(self.parts)


def wide(x: Any) -> Wide:
    """A germ as one of this class."""
    if x.__class__ is Wide:
        return x
    if x.__class__ is Hole:
        raise Fail(x.kind, x.sign)
    if x.__class__ is not Germ or x.is_complex:
        raise Fail("form")
    return Wide({(0, ZERO): x})


def simple(x: Wide) -> Any:
    """A plain germ where it is one."""
    parts = {key: g for key, g in x.parts.items() if not g.is_zero()}
    if not parts:
        return still(ZERO)
    return parts[0, ZERO] if x.q is None and parts.keys() == {(0, ZERO)} else Wide(parts, x.q)


def moved(g: Germ, n: int) -> Germ:
    """t**n * g."""
    return Germ(g.moving(), g.v + n, False, None, g.rough)


def fractional(g: Germ, order: Any) -> Any:
    """t**order * g."""
    n, a = split(order)
    return simple(Wide({(0, a): moved(g, n)}))


def with_log(g: Germ, k: int) -> Any:
    """k*L + g."""
    return simple(Wide({(0, ZERO): g, (1, ZERO): still(k)}))


def endless_factor(q: Any) -> Wide:
    """exp(q)."""
    return Wide({(0, ZERO): still(ONE)}, q)


def order_of(key: Key, g: Germ) -> tuple[Any, int, Any]:
    """(order in t, -k, (place, sign)) of a part's first term; the sign is 0 where all that is known is a bound."""
    (k, a), v = key, 0 if g.still else g.v
    for i in range(g.s.prec):
        way = plain.way_of(g.s[i])
        if way != 0:
            return real(a) + v + i, -k, (i, way) if way else (UNKNOWN, 0)
    return real(a) + (v if g.still else g.end), -k, (-1, 0)


def earlier(p: Any, q: Any) -> int:
    """Which of two terms, by order in t and -k, is the larger one: -1 if it is p. Fail: it is not known."""
    gap = p[0] - q[0]
    if gap.__class__ is not fmpq and gap.contains(0):
        raise Fail("undecided")
    return -1 if gap < 0 else 1 if gap > 0 else p[1] - q[1]


def dominant(x: Wide) -> tuple[Key, Germ, tuple[int, int]]:
    """The key, part and (place, sign) of the leading term. Fail: nothing but a bound is known of it."""
    _n, _k, (place, way), key, g = min(
        [(*order_of(key, g), key, g) for key, g in x.parts.items()], key=cmp_to_key(earlier)
    )
    if not way:
        raise Fail("undecided" if place == UNKNOWN else "oscillates" if g.rough else "terms")
    return key, g, (place, way)


def order(x: Any) -> tuple[Any, int]:
    """(order in t, power of L) of the leading term of a body; of a bound, if no more is known."""
    n, k, _ = min([order_of(key, g) for key, g in wide(x).parts.items()], key=cmp_to_key(earlier))
    return n, -k


def endless(x: Any) -> bool:
    """Whether it tends to an infinity."""
    x = wide(x)
    if x.q is not None:
        return plain.sign(x.q) > 0
    n, k = order(x)
    if n < 0 or (n == 0 and k > 0):
        dominant(x)
        return True
    return False


def vanishing(x: Any) -> bool:
    """Whether it tends to 0."""
    x = wide(x)
    if x.q is not None:
        return plain.sign(x.q) < 0
    n, k = order(x)
    return bool(n > 0 or (n == 0 and k < 0))


def add(a: Any, b: Any) -> Any:
    a, b = wide(a), wide(b)
    if a.q is not None or b.q is not None:
        gap = (a.q if a.q is not None else still(ZERO)) - (b.q if b.q is not None else still(ZERO))
        if endless(gap):
            kept = a if plain.sign(gap) > 0 else b
            return simple(Wide({key: moved(g, 0) for key, g in kept.parts.items()}, kept.q))
        a, b = Wide(wide(multiply(a.body(), FORMS["exp"](gap))).parts, b.q), b
    parts = dict(a.parts)
    for key, g in b.parts.items():
        parts[key] = parts[key] + g if key in parts else g
    return simple(Wide(parts, a.q if a.q is not None else b.q))


def multiply(a: Any, b: Any) -> Any:
    a, b = wide(a), wide(b)
    parts: dict[Key, Germ] = {}
    for (k, p), g in a.parts.items():
        for (m, r), h in b.parts.items():
            y = g * h
            if p and r and not y.is_zero():
                n, p_r = split(real(p) + real(r))
                y = moved(y, n) if n else y
            else:
                p_r = p or r
            key = (k + m, p_r)
            parts[key] = parts[key] + y if key in parts else y
    if a.q is None and b.q is None:
        return simple(Wide(parts))
    q = a.q if b.q is None else b.q if a.q is None else a.q + b.q
    if a.q is None or b.q is None or (not is_zero(q) and endless(q)):
        return Wide(parts, q)
    return multiply(Wide(parts), FORMS["exp"](q))


def divide(a: Any, b: Any) -> Any:
    b = wide(b)
    if is_zero(a):
        dominant(b)
        return a
    body = reciprocal(b.body())
    return multiply(a, Wide(wide(body).parts, -b.q) if b.q is not None else body)


def monomial(c: Any, k: int, order: Any) -> Wide:
    """c * L**k * t**order."""
    n, a = split(order)
    return Wide({(k, a): Germ(still(c).moving(), n)})


def term(x: Wide) -> tuple[Any, int, Any, Any]:
    """(c, k, n, r): the leading term c * L**k * t**n of a body, and r with which the whole is (1 + r) times that."""
    (k, a), g, (place, _) = dominant(x)
    c, v = g.s[place], 0 if g.still else g.v
    parts: dict[Key, Germ] = {}
    for (m, b), h in x.parts.items():
        n, gap = (0, ZERO) if b is a or (b.__class__ is fmpq is a.__class__ and a == b) else split(real(b) - real(a))
        if h is g:  # without its first term
            h = still(ZERO) if g.still else Germ(plain.lowered(g.s, place + 1), v + place + 1, False, None, g.rough)
        parts[m - k, gap] = moved(h, n - v - place) * still(1 / c) if not h.is_zero() else h
    return c, k, real(a) + v + place, simple(Wide(parts))


def vanished(g: Germ) -> Germ:
    """g without its constant."""
    return still(ZERO) if g.still else Germ(plain.lowered(g.s, 1 - g.v), 1, False, None, g.rough)


def summed(terms: Callable[[int], Any], r: Any, known: int = 200) -> Any:
    """sum of terms(n) * r**n, for r that vanishes, cut beyond the last order, or beyond LOGS powers of 1/L."""
    y, p = lift(terms(0)), still(ONE)
    if is_zero(r):
        return y
    n, k = order(r)
    if wide(r).q is not None:
        return plain.add(y, multiply(still(terms(1)), r))
    if not (n > 0 or (n == 0 and k < 0)):
        raise Fail("undecided")
    count = min(int(ctx.cap / float(n)) if n > 0 else LOGS, known)
    for i in range(1, count):
        p = plain.multiply(p, r)
        y = plain.add(y, plain.multiply(still(terms(i)), p))
    end, a = split(n * count)
    return add(y, Wide({(count * k, a): Germ(arb_series([], prec=0), end)}))


def reciprocal(x: Wide) -> Any:
    """1/x for a body."""
    c, k, n, r = term(x)
    return multiply(monomial(1 / c, -k, -n), summed(lambda i: fmpq((-1) ** i), r))
