"""Arithmetic of germs, their signs and comparisons: zeros of a quotient are a shift, a higher one below is a pole."""

from __future__ import annotations

from typing import Any

from flint import acb, arb, arb_series, ctx, fmpq_series

from .germ import FORMS, ONE, SERIES, ZERO, Fail, Germ, Hole, in_one_class, is_null, lift, state, still

PARTLY = ("pi", "power", "sum")  # what `known` says of a germ, and is no function of one
HEIGHT = 16_384  # bits of a rational; larger ones become balls


def joined(a: Germ, b: Germ) -> tuple[Any, Any]:
    """Two series in the wider of their classes, and of full length where one of them is not still."""
    return in_one_class(*((a.s, b.s) if a.still and b.still else (a.moving(), b.moving())))


def made(s: Any, v: int, a: Germ, b: Germ, known: Any = None) -> Germ:
    """The result of arithmetic on two germs, its rationals not too large."""
    if s.__class__ is fmpq_series and s.prec and s[0].height_bits() > HEIGHT:
        s = arb_series(s)
    return Germ(s, v, a.still and b.still, known, max(a.rough, b.rough))


def raised(s: Any, k: int) -> Any:
    """s * t**k."""
    return s.__class__([0] * k + [s[i] for i in range(s.prec)], prec=min(s.prec + k, ctx.cap)) if k else s


def lowered(s: Any, k: int) -> Any:
    """s / t**k, whose first coefficients are taken to be 0."""
    return s.__class__([s[i] for i in range(k, s.prec)], prec=s.prec - k) if k else s


def away(s: Any) -> Any:
    """s without its first coefficient."""
    return s.__class__([0, *[s[i] for i in range(1, s.prec)]], prec=s.prec)


def substituted(f: Any, u: Any) -> Any:
    """f(u), for a u that vanishes; FLINT refuses one of which nothing but that is known."""
    return f(u) if u.valuation() > 0 else u.__class__([f[0]], prec=u.prec)


def both_germs(a: Any, b: Any) -> bool:
    """Whether both are germs."""
    return a.__class__ is Germ is b.__class__


def add(a: Any, b: Any) -> Any:
    a, b = lift(a), lift(b)
    if not both_germs(a, b):
        return other_class("add", a, b)
    if a.is_zero() and not a.is_complex:
        return b
    if b.is_zero() and not b.is_complex:
        return a
    for x, y in ((a, b), (b, a)):
        if x.known and x.known[0] == "sum" and y.still and y.exact:
            return add(still(x.known[1] + y.s[0]), x.known[2])
    s, t = joined(a, b)
    v = min(a.v, b.v)
    if a.v != b.v:
        s, t = raised(s, a.v - v), raised(t, b.v - v)
    known = None
    if a.known or b.known:
        p, q = turns(a), turns(b)
        known = ("pi", p + q) if p is not None and q is not None else None
    return made(s + t, v, a, b, known)


def subtract(a: Any, b: Any) -> Any:
    """a - b; of a germ and itself exactly 0, and of what is by construction the same function of the same."""
    a, b = lift(a), lift(b)
    if both_germs(a, b) and not a.rough:
        if a is b:
            return still(ZERO)
        p, q = a.known, b.known
        if p and q and p[0] == q[0] and p[0] not in PARTLY and equal(p[1], q[1]):
            return still(ZERO) if a.still else Germ(fmpq_series([], prec=min(a.s.prec, b.s.prec)), 0)
    return add(a, -b)


def equal(a: Germ, b: Germ) -> bool:
    """Whether two germs are the same for certain."""
    if a is b or not (a.exact and b.exact and a.still == b.still and a.v == b.v):
        return a is b
    return a.s.prec == b.s.prec and all(map(is_null, a.s - b.s))


def turns(x: Germ) -> Any:
    """q where c0 is q*pi by construction, else None."""
    if x.known:
        return x.known[1] if x.known[0] == "pi" else None
    return ZERO if x.v >= 0 and is_null(x.at(0)) else None


def multiply(a: Any, b: Any) -> Any:
    a, b = lift(a), lift(b)
    if not both_germs(a, b):
        return other_class("multiply", a, b)
    if a.is_zero() and not b.rough:
        return a
    if b.is_zero() and not a.rough:
        return b
    if a is b and a.known and a.known[0] == "power":
        return FORMS["square"](a)
    known: Any = None
    for x, y in ((a, b), (b, a)):
        if x.known and x.known[0] == "pi" and y.exact and x.v == y.v == 0:
            known = ("pi", x.known[1] * y.s[0])
        if x.known and x.known[0] == "gamma" and equal(x.known[1], y):
            known = ("gamma", add(y, ONE))
    s, t = joined(a, b)
    v = a.v + b.v
    if s.prec != t.prec or is_null(s[0]) or is_null(t[0]):  # a zero of one is worth as many terms of the other
        (s, k), (t, m) = stripped(s), stripped(t)
        v += k + m
    return made(s * t, v, a, b, known)


def stripped(s: Any) -> tuple[Any, int]:
    """A series without its leading zeros, and how many they were."""
    k = 0
    while k < s.prec - 1 and is_null(s[k]):
        k += 1
    return lowered(s, k), k


def divide(a: Any, b: Any) -> Any:
    a, b = lift(a), lift(b)
    if not both_germs(a, b):
        return other_class("divide", a, b)
    k, _ = leading(b)
    if k < 0:
        return Hole("undefined") if a.is_zero() or not (way := sign(a)) else Hole("pole", way if a.still else 0)
    if a.is_zero():
        return a
    if a is b and not a.rough:
        return still(ONE)
    if b.still:
        c = ONE / b.s[0]
        known = ("pi", a.known[1] * c) if a.known and a.known[0] == "pi" and b.exact else None
        s, t = joined(a, Germ(SERIES[c.__class__]([c], prec=1), 0, True))
        return made(s * t, a.v, a, b, known)
    s, t = joined(a, b)
    return made(s / lowered(t, k), a.v - b.v - k, a, b)


def other_class(name: str, *args: Any) -> Any:
    """What a germ meets that is none: a hole, an infinity, an array, or a germ with logarithms."""
    for x in args:
        if x.__class__ is Hole:
            return x
    if not any(x.__class__ is float for x in args):
        for x in args:
            if hasattr(x, "meet"):
                return x.meet(name, *args)
        raise Fail("form")
    finite = [x for x in args if x.__class__ is not float]
    if not finite:
        return args[0] + args[1] if name == "add" else args[0] * args[1]
    if name == "add":
        return next(x for x in args if x.__class__ is float)
    if name == "divide" and args[1].__class__ is float:
        return still(ZERO)
    way = sign(finite[0])
    return way * next(x for x in args if x.__class__ is float) if way else Hole("undefined")


def way_of(c: Any) -> int | None:
    """The sign of a coefficient, 1 for complex ones; 0 if it is exactly 0, None if its ball contains 0."""
    if c.__class__ is acb:
        return 0 if is_null(c) else None if c.contains(0) else 1
    return 1 if c > 0 else -1 if c < 0 else 0 if is_null(c) else None


def surely(c: Any) -> int:
    """The same, or what is assumed. Fail: it is not known."""
    way = way_of(c)
    if way is None:
        if state.assume is None or not bool(abs(c) < arb(2) ** (-ctx.prec // 2)):
            raise Fail("undecided")
        state.doubts.append(c)
        state.decided, way = True, state.assume
    return way


def leading(x: Germ) -> tuple[int, int]:
    """(order relative to t**v, sign) of the first coefficient that is not 0; (-1, 0) for 0 itself. Fail: undecided."""
    for k in range(x.s.prec):
        if way := surely(x.s[k]):
            state.decided = state.decided or k > 0 or x.v != 0
            return k, way
    state.decided = True
    if not x.still:
        if state.assume is None or x.rough:
            raise Fail("oscillates" if x.rough else "terms")
        state.doubts.append("terms")
    return -1, 0


def sign(x: Any) -> int:
    """1, 0 or -1 for small t > 0. Fail: undecided."""
    x = lift(x)
    if x.__class__ is Germ:
        return leading(x)[1]
    if x.__class__ is float:
        return (x > 0) - (x < 0)
    if x.__class__ is Hole:
        raise Fail(x.kind, x.sign)
    return int(x.sign())


def sign_or(x: Any) -> int:
    """The sign where it is known, else 1: for a choice between two forms of one function."""
    before = state.decided
    try:
        return sign(x)
    except Fail:
        return 1
    finally:
        state.decided = before


def compare(a: Any, b: Any) -> int:
    """The sign of a - b."""
    a, b = lift(a), lift(b)
    if a is b:
        return 0
    if a.__class__ is float or b.__class__ is float:  # an infinity
        x, y = (v if v.__class__ is float else sign(v) if v.__class__ is Hole else 0.0 for v in (a, b))
        if x != x or y != y:
            raise Fail("undefined")
        return (x > y) - (x < y)
    return sign(a - b)


def proper(x: Germ) -> Any:
    """The series of a germ that has no pole, from t**0 on. Fail: it has one."""
    s, v = x.s, x.v
    if v >= 0:
        return raised(x.moving(), v) if v else s
    for k in range(min(-v, s.prec)):
        if way := surely(s[k]):
            raise Fail("pole", 0 if x.is_complex else way)
    if s.prec < -v:
        raise Fail("oscillates" if x.rough else "terms")
    return lowered(s, -v)


def settled(x: Germ) -> Germ:
    """The same without a false pole."""
    return x if x.v >= 0 else Germ(proper(x), 0, x.still, None, x.rough)


FORMS.update({
    "add": add, "subtract": subtract, "multiply": multiply, "divide": divide, "negative": lambda x: -lift(x),
    "positive": lift, "read": lift, "guard": lambda x: x, "reciprocal": lambda x: divide(1, x),
})  # fmt: skip
