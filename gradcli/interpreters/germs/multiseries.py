"""Germs beyond Laurent series: multiseries (Richardson, Salvy, Shackell and van der Hoeven 1996).

    sum over e of c(e) * w**e + O(w**end)

w > 0 is an infinitesimal, e a rational number or a ball, and c(e) a germ of weaker infinitesimals, all powers of which
w outweighs. There are, from the weakest on, 1/log(1/log(1/t)), 1/log(1/t), t, exp(q) for a q that tends to -infinity,
and steps that are smaller than all that is made of t, for derivatives next to a point.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cmp_to_key
from typing import Any

from flint import arb, arb_series, ctx, fmpq

from . import arithmetic
from .germ import FORMS, ONE, SERIES, ZERO, Fail, Germ, Hole, Number, is_null, is_zero, lift, state, still

FEW = 6  # terms of a series in anything but t
WHOLE = 64  # powers up to which are products
INFINITY = float("inf")


class Scale:
    """An infinitesimal: t (level 0) or a step (level 1 and more), 1/log(1/of), or exp(q)."""

    def __init__(self, level: int, of: Scale | None = None, q: Any = None) -> None:
        self.level, self.of, self.q = level, of, q
        self.depth: int = 0 if of is None else of.depth + 1
        self.inverse_log: Scale | None = None

    def log(self) -> Any:
        """log(w)."""
        if self.q is not None:
            return self.q
        self.inverse_log = self.inverse_log or Scale(self.level, self)
        return Multiseries(self.inverse_log, {-ONE: still(-ONE)})

    def room(self) -> int:
        """How many orders are kept."""
        return FEW if self.depth or self.q is not None else ctx.cap // 2 + 1 if self.level else ctx.cap

    def compare(self, other: Scale) -> int:
        """-1 if it is weaker than another one, 1 if it is stronger."""
        if self is other:
            return 0
        if self.level != other.level or (self.q is None and other.q is None):
            return -1 if (self.level, -self.depth) < (other.level, -other.depth) else 1
        return -1 if vanishing(FORMS["divide"](self.log(), other.log())) else 1


T = Scale(0)
STEPS = [T, *map(Scale, range(1, 8))]


class Real:
    """An exponent that is no rational number: no two of them are known to be equal."""

    def __init__(self, ball: Any) -> None:
        self.ball = ball


def real(e: Any) -> Any:
    """An exponent as a number."""
    return e.ball if e.__class__ is Real else e


def exponent(n: Any) -> Any:
    """A number as an exponent."""
    return n if n.__class__ is fmpq else Real(n)


def less(p: Any, q: Any) -> bool:
    """Whether one exponent is smaller. Fail: it is not known."""
    gap = real(p) - real(q)
    if p is not q and gap.__class__ is arb and gap.contains(0):
        raise Fail("undecided")
    return bool(gap < 0)


def lowest(exponents: Any) -> Any:
    """The smallest of exponents, None being none."""
    found = None
    for e in exponents:
        if e is not None and (found is None or less(e, found)):
            found = e
    return found


class Multiseries(Number):
    """See above; end is None where the sum is all; rough as of a `Germ`."""

    __slots__ = ("end", "known", "rough", "terms", "w")
    still = exact = is_complex = False

    def __init__(self, w: Scale, terms: dict[Any, Any], end: Any = None, rough: int = 0) -> None:
        self.w, self.terms, self.end, self.rough, self.known = w, terms, end, rough, None

    def __repr__(self) -> str:
        return " + ".join([f"w^{real(e)} ({c})" for e, c in self.terms.items()] + [f"O(w^{self.end})"])

    def __neg__(self) -> Multiseries:
        return Multiseries(self.w, {e: -c for e, c in self.terms.items()}, self.end, self.rough)

    def first(self) -> Any:
        """The lowest exponent, that of a bound if no more is known."""
        return lowest([*self.terms, self.end])

    def lead(self) -> tuple[Any, Any]:
        """(e, c) of the largest term. Fail: it is not known."""
        e = self.first()
        if e not in self.terms:
            raise Fail("oscillates" if self.rough else "terms")
        return e, self.terms[e]

    def sign(self) -> int:
        """The sign, for small t."""
        state.decided = True
        return arithmetic.sign(self.lead()[1])

    @staticmethod
    def meet(name: str, a: Any, b: Any) -> Any:
        """a and b, added, multiplied or divided, where one of them is of this class."""
        return {"add": add, "multiply": multiply, "divide": divide}[name](a, b)


def made(w: Scale, terms: dict[Any, Any], end: Any = None, rough: int = 0) -> Any:
    """A multiseries, cut where it grows too long; a weaker one, or a plain germ, where it is one."""
    low = lowest([e for e, c in terms.items() if not is_zero(c)])
    if low is not None and any(not less(e, real(low) + w.room()) for e in terms):
        end = lowest([exponent(real(low) + w.room()), end])
    kept = {e: c for e, c in terms.items() if not is_zero(c) and (end is None or less(e, end))}
    if not kept and end is None:
        return still(ZERO)
    if kept.keys() == {ZERO} and (end is None or (w.q is not None and not getattr(kept[ZERO], "still", False))):
        return kept[ZERO]
    whole = all(e.__class__ is fmpq and e.q == 1 for e in (*kept, ZERO if end is None else end))
    if w is T and whole and all(c.__class__ is Germ for c in kept.values()):
        low = lowest([*kept, end])
        v, stop = int(low.p), int((low + ctx.cap if end is None else end).p)
        coefficients = [kept[fmpq(v + i)].s[0] if fmpq(v + i) in kept else ZERO for i in range(stop - v)]
        wide = fmpq if all(c.__class__ is fmpq for c in coefficients) else arb
        return Germ(SERIES[wide](coefficients, prec=stop - v), v, False, None, rough)
    return Multiseries(w, kept, end, rough)


def strongest(*xs: Any) -> Scale | None:
    """The strongest scale of some germs; None of constants."""
    found = None
    for x in xs:
        if x.__class__ is Hole:
            raise Fail(x.kind, x.sign)
        if x.__class__ not in (Germ, Multiseries) or x.is_complex:
            raise Fail("form")
        w = x.w if x.__class__ is Multiseries else None if x.still else T
        if w is not None and (found is None or found.compare(w) < 0):
            found = w
    return found


def seen(x: Any, w: Scale) -> Multiseries:
    """A germ as a multiseries in w, which is no weaker than what it is made of."""
    if x.__class__ is Multiseries and x.w is w:
        return x
    if w is T and x.__class__ is Germ and not x.still:
        terms = {fmpq(x.v + i): still(c) for i, c in enumerate(x.s[i] for i in range(x.s.prec)) if not is_null(c)}
        return Multiseries(T, terms, fmpq(x.end), x.rough)
    return Multiseries(w, {} if is_zero(x) else {ZERO: x})


def wide(x: Any) -> Multiseries:
    """A germ that moves as a multiseries."""
    return seen(x, strongest(x) or T)


def add(a: Any, b: Any) -> Any:
    w = strongest(a, b) or T
    a, b = seen(a, w), seen(b, w)
    terms = dict(a.terms)
    for e, c in b.terms.items():
        terms[e] = arithmetic.add(terms[e], c) if e in terms else c
    return made(w, terms, lowest([a.end, b.end]), max(a.rough, b.rough))


def multiply(a: Any, b: Any) -> Any:
    w = strongest(a, b) or T
    a, b = seen(a, w), seen(b, w)
    firsts = [real(x.first()) for x in (a, b)]
    if None in firsts:  # a 0
        return still(ZERO)
    ends = [first + real(x.end) for first, x in zip(firsts, (b, a)) if x.end is not None]
    most, terms = sum(firsts, ZERO) + w.room(), dict[Any, Any]()
    for p, c in a.terms.items():
        for q, d in b.terms.items():
            if (e := real(p) + real(q)) >= most:
                ends.append(most)
                continue
            key = p if q == ZERO else q if p == ZERO else exponent(e)
            y = arithmetic.multiply(c, d)
            terms[key] = arithmetic.add(terms[key], y) if key in terms else y
    return made(w, terms, lowest(map(exponent, ends)), max(a.rough, b.rough))


def divide(a: Any, b: Any) -> Any:
    if is_zero(a):
        arithmetic.sign(b)
        return a
    return multiply(a, FORMS["power"](b, still(-ONE)))


def monomial(w: Scale, e: Any) -> Any:
    """w**e."""
    return made(w, {exponent(e): still(ONE)})


def normal(x: Any) -> tuple[Scale, Any, Any, Any]:
    """(w, e, c, r), r vanishing, with which x is c * w**e * (1 + r)."""
    x = wide(x)
    e, c = x.lead()
    arithmetic.sign(c)
    rest = {exponent(real(p) - real(e)): arithmetic.divide(d, c) for p, d in x.terms.items() if p is not e}
    return x.w, e, c, made(x.w, rest, None if x.end is None else exponent(real(x.end) - real(e)), x.rough)


def order(r: Any) -> tuple[Scale, Any]:
    """(w, e) of the largest part of what vanishes, or of a bound for it. Fail: it may not vanish."""
    x = wide(r)
    e = x.first()
    if e == ZERO and e in x.terms and (x.w is not T):
        return order(x.terms[e])
    if not real(e) > 0:
        raise Fail("undecided")
    return x.w, real(e)


def scales(x: Any) -> set[Scale]:
    """All that a germ is made of."""
    if x.__class__ is Germ:
        return set() if x.still else {T}
    return {x.w}.union(*map(scales, x.terms.values()))


def unknown(r: Any) -> Any:
    """What is bounded, and analytic in all but the weakest of the scales of r."""
    weakest, *others = sorted(scales(r), key=cmp_to_key(Scale.compare))
    y: Any = Germ(arb_series([], prec=0)) if weakest is T or weakest.level else Multiseries(weakest, {}, ZERO)
    for w in (weakest, *others) if weakest.level else others:
        y = Multiseries(w, {fmpq(i): y for i in range(w.room())}, fmpq(w.room()))
    return y


def summed(terms: Callable[[int], Any], r: Any, known: int = 200) -> Any:
    """The sum of terms(n) * r**n, of which so many are known, for r that vanishes: cut where nothing is kept."""
    y, p = lift(terms(0)), still(ONE)
    if is_zero(r):
        return y
    w, e = order(r)
    for i in range(1, min(int(float(w.room() / e - ONE / 1000)) + 1, known)):
        p = arithmetic.multiply(p, r)
        y = arithmetic.add(y, arithmetic.multiply(still(terms(i)), p))
    return arithmetic.add(y, arithmetic.multiply(arithmetic.multiply(p, r), unknown(r)))


def constant_exponent(b: Germ) -> Any:
    """The constant rational that b is, or None."""
    return b.s[0] if b.still and b.exact and b.s[0].q < 2**53 else None


def tends(x: Any) -> Any:
    """The limit as t -> 0: a rational, a ball, or an infinity as a float. Fail: there is none, or it is not known."""
    if x.__class__ is float:
        return x
    if x.__class__ is Germ:
        for k in range(min(-x.v, x.s.prec)):
            if way := arithmetic.surely(x.s[k]):
                return INFINITY * way
        return x.at(0)
    strongest(x)
    e = x.first()
    if real(e) > 0:
        return ZERO
    if e not in x.terms:
        raise Fail("oscillates" if x.rough else "terms")
    return tends(x.terms[e]) if real(e) == 0 else INFINITY * x.sign()


def endless(x: Any) -> bool:
    """Whether it tends to an infinity."""
    return tends(x).__class__ is float


def vanishing(x: Any) -> bool:
    """Whether it tends to 0."""
    c = tends(x)
    return c.__class__ is fmpq and c == 0
