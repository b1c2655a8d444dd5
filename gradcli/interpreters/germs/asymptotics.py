"""Functions of germs with logarithms (see `logarithmic`): exp, log, powers, derivatives, limits, analytic functions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flint import ctx, fmpq

from . import arithmetic as plain
from .germ import FORMS, ONE, ZERO, Fail, Germ, is_null, still, variable
from .logarithmic import (  # fmt: skip
    Wide,
    endless,
    endless_factor,
    fractional,
    monomial,
    moved,
    multiply,
    order,
    real,
    simple,
    summed,
    term,
    vanished,
    wide,
)

WHOLE = 64  # powers up to which are products


def limit(x: Wide) -> tuple[Any, Any]:
    """(c, r): a constant, and what vanishes beside it."""
    if x.q is not None and plain.sign(x.q) < 0:
        return ZERO, x
    if x.q is not None or endless(x):
        raise Fail("pole", x.sign())
    g = x.parts.get((0, ZERO), still(ZERO))
    return g.at(0), simple(Wide({**x.parts, (0, ZERO): vanished(g)}))


def analytic(f: Callable[[Any], Any], x: Any) -> Any:
    """f(x), where f is analytic at the limit of x."""
    c, r = limit(wide(x))
    y = f(variable(still(c)))
    if y.__class__ is not Germ or y.v < 0:
        raise Fail("form")
    return summed(y.at, r, 200 if y.still else y.end)


def exp(x: Any) -> Any:
    x = wide(x)
    if not endless(x) or (x.q is not None and plain.sign(x.q) < 0):
        return analytic(FORMS["exp"], x)
    if x.q is not None:
        return endless_factor(x)
    power, q, rest = ZERO, {}, {}
    for (k, a), g in x.parts.items():
        v, ends = 0 if g.still else g.v, 0
        while ends < g.s.prec and (real(a) + v + ends < 0 or (k > 0 and real(a) + v + ends == 0)):
            ends += 1
        head = [g.s[i] for i in range(ends)]
        if k == 1 and a == 0 and ends and v + ends == 1:  # exp(c*L) is a power
            power = head.pop()
        if not all(map(is_null, head)):
            q[k, a] = g if g.still else Germ(g.s.__class__(head, prec=ctx.cap), v)
        if not ends:
            rest[k, a] = g
        elif g.s.prec > ends:
            rest[k, a] = Germ(plain.lowered(g.s, ends), v + ends, False, None, g.rough)
        elif not g.still:
            raise Fail("oscillates" if g.rough else "terms")
    y = FORMS["exp"](simple(Wide(rest))) if rest else still(ONE)
    y = plain.multiply(y, fractional(still(ONE), power)) if not is_null(power) else y
    return multiply(y, endless_factor(simple(Wide(q)))) if q else y


def log(x: Any) -> Any:
    x = wide(x)
    if x.sign() < 0:
        raise Fail("outside")
    c, k, n, r = term(x.body())
    if k:
        raise Fail("form")
    y = plain.add(FORMS["log"](still(c)), simple(Wide({(1, ZERO): still(n)})))
    y = plain.add(y, summed(lambda n: fmpq((-1) ** (n + 1), n) if n else ZERO, r))
    return plain.add(y, x.q) if x.q is not None else y


def exponent(b: Germ) -> Any:
    """The constant rational that b is, or None."""
    return b.s[0] if b.still and b.exact and b.s[0].q < 2**53 else None


def power(a: Any, b: Any) -> Any:
    """a ** b, where one of them is no plain germ."""
    for x in (a, b):
        if x.__class__ is float:
            raise Fail("form")
        wide(x)
    p = exponent(b) if b.__class__ is Germ else None
    if p is None:
        return FORMS["exp"](plain.multiply(b, FORMS["log"](a)))
    if p.q == 1 and 0 <= p.p <= WHOLE:
        y = still(ONE)
        for _ in range(int(p.p)):
            y = plain.multiply(y, a)
        return y
    x = wide(a)
    c, k, n, r = term(x.body())
    if (k * p).q != 1:
        raise Fail("form")
    if x.sign() < 0 and p.q > 1:
        raise Fail("outside")

    def binomial(n: int) -> Any:
        y = ONE
        for i in range(n):
            y = y * (p - i) / (i + 1)
        return y

    head = monomial(FORMS["power"](still(c), still(p)).s[0], int((k * p).p), n * p)
    y = plain.multiply(head, summed(binomial, r))
    return multiply(y, endless_factor(x.q * still(p))) if x.q is not None else y


def derivative(x: Any) -> Any:
    """dx/dt, term by term."""
    if x.__class__ is Germ:
        if x.still:
            return still(ZERO)
        if x.rough:
            raise Fail("oscillates")
        first = 1 if x.v == 0 else 0  # the constant, which goes
        s = [x.s[i] * (x.v + i) for i in range(first, x.s.prec)]
        return Germ(x.s.__class__(s, prec=len(s)), x.v - 1 + first)
    x = wide(x)
    if x.q is not None:
        body = plain.add(plain.multiply(derivative(x.q), x.body()), derivative(x.body()))
        return multiply(body, endless_factor(x.q))
    y = still(ZERO)
    for (k, a), g in x.parts.items():
        below = moved(g, -1)  # g/t
        one = plain.add(derivative(g), below * still(real(a)) if a else still(ZERO))
        y = plain.add(y, simple(Wide({(k, a): one})))
        if k:
            y = plain.add(y, simple(Wide({(k - 1, a): below * still(k)})))
    return y


def tends(x: Any) -> Any:
    """The limit as t -> 0: a rational, a ball, or an infinity as a float. Fail: there is none, or it is not known."""
    if x.__class__ is float:
        return x
    if x.__class__ is Germ:
        for k in range(min(-x.v, x.s.prec)):
            if way := plain.surely(x.s[k]):
                return float("inf") * way
        return x.at(0)
    x = wide(x)
    if x.q is not None:
        return ZERO if plain.sign(x.q) < 0 else float("inf") * x.sign()
    if endless(x):
        return float("inf") * x.sign()
    n, k = order(x)
    if n < 0 or (n == 0 and k > 0):
        raise Fail("oscillates" if any(g.rough for g in x.parts.values()) else "terms")
    return x.parts.get((0, ZERO), still(ZERO)).at(0)
