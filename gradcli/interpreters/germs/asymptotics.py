"""Functions of multiseries: limits, exp, log, powers, derivatives, and what is analytic."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flint import fmpq

from . import arithmetic
from .germ import FORMS, ONE, ZERO, Fail, Germ, Hole, is_zero, state, still, variable
from .multiseries import (  # fmt: skip
    WHOLE,
    Multiseries,
    Scale,
    constant_exponent,
    less,
    made,
    monomial,
    multiply,
    normal,
    order,
    real,
    strongest,
    summed,
    tends,
    wide,
)


def rate(w: Scale) -> Any:
    """dw/dt / w."""
    if w.q is not None:
        return derivative(w.q)
    if w.of is not None:
        return multiply(monomial(w, ONE), rate(w.of))
    return still(ZERO) if w.level else Germ(still(ONE).moving(), -1)


def limit(x: Any) -> tuple[Any, Any]:
    """(c, r): a constant, and what vanishes beside it. Fail: it tends to an infinity, or is not known."""
    if x.__class__ is Germ:
        x = arithmetic.settled(x)
        return x.at(0), still(ZERO) if x.still else Germ(arithmetic.lowered(x.s, 1 - x.v), 1, False, None, x.rough)
    if real(x.first()) < 0:
        raise Fail("pole", x.sign())
    if ZERO not in x.terms:
        order(x)
        return ZERO, x
    c, r = limit(x.terms[ZERO])
    return c, made(x.w, {**x.terms, ZERO: r}, x.end, x.rough)


def analytic(f: Callable[[Any], Any], x: Any) -> Any:
    """f(x), where f is analytic at the limit of x."""
    strongest(x)
    c, r = limit(x)
    y = f(variable(still(c)))
    if y.__class__ is not Germ or y.v < 0:
        raise Fail(y.kind if y.__class__ is Hole else "form")
    return summed(y.at, r, 200 if y.still else y.end)


def halves(x: Any) -> tuple[Multiseries | None, Any]:
    """What tends to an infinity, if anything does, and the rest; all of it where the rest is not known."""
    x = wide(x)
    if x.end is not None and not real(x.end) > 0:
        return x, still(ZERO)
    big = {e: c for e, c in x.terms.items() if real(e) < 0}
    rest = {e: c for e, c in x.terms.items() if e not in big}
    if ZERO in rest and (rest[ZERO].__class__ is Multiseries or rest[ZERO].v < 0):
        some, rest[ZERO] = halves(rest[ZERO])
        if some is not None:
            big[ZERO] = some
    return Multiseries(x.w, big) if big else None, made(x.w, rest, x.end, x.rough)


def exp(x: Any) -> Any:
    q, rest = halves(x)
    y = analytic(FORMS["exp"], rest) if rest.__class__ is Multiseries else FORMS["exp"](rest)
    while q is not None and q.terms:
        e, c = q.lead()
        of = q.w.of
        if e == ZERO and q.end is None:
            q = c
        elif of is not None and e == -ONE and c.__class__ is Germ and c.still:  # exp(-c*log(of))
            y = arithmetic.multiply(y, monomial(of, -c.s[0]))
            q = Multiseries(q.w, {p: d for p, d in q.terms.items() if p is not e}, q.end, q.rough)
        else:
            return arithmetic.multiply(y, endless_factor(q))
    return y


def endless_factor(q: Any) -> Any:
    """exp(q), by a scale that is known, or a new one."""
    for s in state.scales:
        k = tends(FORMS["divide"](q, s.q))
        if k.__class__ is fmpq and k != 0:
            rest = arithmetic.add(q, arithmetic.multiply(s.q, still(-k)))
            return arithmetic.multiply(monomial(s, k), FORMS["exp"](rest))
    way = q.sign()
    s = Scale(q.w.level, q=-q if way > 0 else q)
    state.scales.append(s)
    return monomial(s, fmpq(-way))


def log(x: Any) -> Any:
    if arithmetic.sign(x) < 0:
        raise Fail("outside")
    w, e, c, r = normal(x)
    y = arithmetic.add(FORMS["log"](c), summed(lambda n: fmpq((-1) ** (n + 1), n) if n else ZERO, r))
    return arithmetic.add(y, arithmetic.multiply(w.log(), still(real(e)))) if real(e) != 0 else y


def root(x: Any, p: Any) -> Any:
    """x**p, p a rational number."""
    w, e, c, r = normal(x)
    binomials = [ONE]
    for i in range(200):
        binomials.append(binomials[i] * (p - i) / (i + 1))
    y = arithmetic.multiply(summed(binomials.__getitem__, r), FORMS["power"](c, still(p)))
    return arithmetic.multiply(y, monomial(w, real(e) * p)) if real(e) != 0 else y


def power(a: Any, b: Any) -> Any:
    """a ** b, where one of them is no plain germ."""
    strongest(a, b)
    p = constant_exponent(b) if b.__class__ is Germ else None
    if p is None and is_zero(a):
        if arithmetic.sign(b) > 0:
            return a
        raise Fail("pole", 1)
    if p is None:
        return FORMS["exp"](arithmetic.multiply(b, FORMS["log"](a)))
    if p.q == 1 and 0 <= p.p <= WHOLE:
        y = still(ONE)
        for _ in range(int(p.p)):
            y = arithmetic.multiply(y, a)
        return y
    if p.q > 1 and arithmetic.sign(a) < 0:
        raise Fail("outside")
    return root(a, p)


def derivative(x: Any) -> Any:
    """dx/dt, term by term; of a rest that oscillates it costs a few orders."""
    if x.__class__ is Germ:
        if x.still:
            return still(ZERO)
        first = 1 if x.v == 0 else 0  # the constant, which goes
        s, v, end = [x.s[i] * (x.v + i) for i in range(first, x.s.prec)], x.v - 1 + first, x.end - (x.rough or 1)
        return Germ(x.s.__class__(s, prec=max(end - v, 0)), min(v, end), False, None, x.rough)
    strongest(x)
    slope = rate(x.w)
    y: Any = still(ZERO) if x.end is None else multiply(Multiseries(x.w, {}, x.end), slope)
    if x.rough and not is_zero(y):
        raise Fail("oscillates")
    for e, c in x.terms.items():
        one = arithmetic.add(derivative(c), arithmetic.multiply(arithmetic.multiply(c, still(real(e))), slope))
        y = arithmetic.add(y, arithmetic.multiply(one, monomial(x.w, real(e))))
    return y


def coefficient(x: Any, n: int, h: Scale) -> Any:
    """That of h**n, h a step; where none tells how x depends on h, there is no derivative. Fail: it is not known."""
    if x.__class__ is Germ or x.w.level < h.level:
        return x if n == 0 else still(ZERO)
    if x.w is not h:  # a logarithm, or what vanishes faster than any power
        if x.terms and real(x.first()) < 0 or x.w.compare(h) < 0:
            raise Fail("undefined")
        return coefficient(x.terms.get(ZERO, still(ZERO)), n, h)
    if any(less(e, n) and not (e.__class__ is fmpq and e.q == 1 and e >= 0) for e in x.terms):
        raise Fail("undefined")
    if x.end is not None and not less(n, x.end):
        raise Fail("oscillates" if x.rough else "terms")
    c = x.terms.get(fmpq(n), still(ZERO))
    if c.__class__ is Multiseries and c.w.level == h.level:
        raise Fail("undefined")
    return c
