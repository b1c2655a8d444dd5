"""A one-sided germ: a function of t -> 0+ as a Laurent series whose coefficients are exact rationals or Arb balls.

    t**v * (c0 + c1*t + c2*t**2 + ... + O(t**n))

FLINT's ball arithmetic encloses every coefficient, so what is read off a germ is proven. A sign, and so every branch,
is decided by the first coefficient that is not exactly 0; a common zero of a quotient is a shift of both. What no
series holds is a `Hole`, which says why: outside the domain, a pole, no limit, or a ball that contains 0 and is not 0.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import isfinite
from typing import TYPE_CHECKING, Any

from flint import acb, acb_series, arb, arb_series, ctx, fmpq, fmpq_series, fmpz

if TYPE_CHECKING:
    from collections.abc import Iterator

HEIGHT = 16_384  # bits of a rational; larger ones become balls
CLASSES = (fmpq_series, arb_series, acb_series)
SERIES: dict[Any, Any] = {fmpq: fmpq_series, arb: arb_series, acb: acb_series}
ZERO, ONE = fmpq(0), fmpq(1)
FORMS: dict[str, Any] = {}  # what the ops are on germs, by name; `functions` and `special` fill it
WIDE: dict[str, Any] = {}  # arithmetic beyond Laurent series, which `logarithmic` fills
FINDERS: dict[str, Any] = {}  # op -> what it is on a germ (form), on arrays of them (array)


class Fail(Exception):
    """There is no series: see `Hole` for the kinds."""

    def __init__(self, kind: str, sign: int = 0) -> None:
        self.kind, self.sign = kind, sign


@dataclass(slots=True)
class State:
    """The run in force. decided: a branch was taken, or a shift made, where something is exactly 0.

    assume: the sign that a ball counts for which contains 0 and nothing above 2**-bits/2; None if it has none.
    doubts: where that was needed.
    """

    assume: int | None = None
    decided: bool = False
    doubts: list[Any] = field(default_factory=list)


state = State()


class Number:
    """The operators that every class of germ shares; where there is no germ the result is a `Hole`."""

    __slots__ = ()

    def __add__(self, other: Any) -> Any:
        return guarded(add, self, other)

    def __radd__(self, other: Any) -> Any:
        return guarded(add, other, self)

    def __sub__(self, other: Any) -> Any:
        return guarded(subtract, self, other)

    def __rsub__(self, other: Any) -> Any:
        return guarded(subtract, other, self)

    def __mul__(self, other: Any) -> Any:
        return guarded(multiply, self, other)

    def __rmul__(self, other: Any) -> Any:
        return guarded(multiply, other, self)

    def __truediv__(self, other: Any) -> Any:
        return guarded(divide, self, other)

    def __rtruediv__(self, other: Any) -> Any:
        return guarded(divide, other, self)

    def __pow__(self, other: Any) -> Any:
        return guarded(power, self, other)

    def __rpow__(self, other: Any) -> Any:
        return guarded(power, other, self)

    def __mod__(self, other: Any) -> Any:
        return called("mod", self, other)

    def __rmod__(self, other: Any) -> Any:
        return called("mod", other, self)

    def __floordiv__(self, other: Any) -> Any:
        return called("floor_divide", self, other)

    def __rfloordiv__(self, other: Any) -> Any:
        return called("floor_divide", other, self)

    def __pos__(self) -> Any:
        return self

    def __abs__(self) -> Any:
        return called("absolute", self)

    def __lt__(self, other: Any) -> Any:
        return NotImplemented if hasattr(other, "shape") else compare(self, other) < 0

    def __le__(self, other: Any) -> Any:
        return NotImplemented if hasattr(other, "shape") else compare(self, other) <= 0

    def __gt__(self, other: Any) -> Any:
        return NotImplemented if hasattr(other, "shape") else compare(self, other) > 0

    def __ge__(self, other: Any) -> Any:
        return NotImplemented if hasattr(other, "shape") else compare(self, other) >= 0

    def __eq__(self, other: object) -> Any:
        if hasattr(other, "shape"):
            return NotImplemented
        return other is not None and other.__class__ is not str and compare(self, other) == 0

    def __ne__(self, other: object) -> Any:
        return NotImplemented if hasattr(other, "shape") else not self == other

    def __bool__(self) -> bool:
        return sign(self) != 0

    def __float__(self) -> float:
        return float(arb(self.at(0)).mid()) if isinstance(self, Germ) and self.v >= 0 else float("nan")

    def __int__(self) -> int:
        return int(float(self))

    __hash__ = object.__hash__

    @staticmethod
    def form_of(op: Any) -> Any:
        """What an op is on germs."""
        f = FINDERS["form"](op)
        if f is None:
            return op.overrides.get("python") or (lambda *args: Hole("form"))
        return lambda *args: guarded(f, *args)

    @staticmethod
    def array_form(op: Any) -> Any:
        """What an op that is not elementwise is on arrays of germs; None where its own form does."""
        return FINDERS["array"](op)

    @staticmethod
    def constant(name: str) -> Any:
        """pi or e, as exact as can be."""
        return still(arb.pi(), ("pi", ONE)) if name == "pi" else still(arb.const_e())

    @staticmethod
    def decimal(text: str) -> Any:
        """A numeral as the decimal that it is."""
        return numeral(text)


def guarded(f: Any, *args: Any) -> Any:
    """f(*args), or the hole that it fails in; what a traced number or an array is to do with us they know."""
    if any(hasattr(a, "shape") for a in args):
        return NotImplemented
    try:
        return f(*args)
    except Fail as error:
        return Hole(error.kind, error.sign)


def called(name: str, *args: Any) -> Any:
    """The function `name` of germs."""
    return guarded(FORMS[name], *args)


def numeral(text: str) -> Any:
    """A decimal numeral as the rational number that it is written as; an infinity stays one."""
    mantissa, _, exponent = text.lower().partition("e")
    if not mantissa.strip("+-").replace(".", "").isdigit():
        return float(text)
    whole, _, part = mantissa.partition(".")
    power = int(exponent or 0) - len(part)
    if abs(power) > 20_000:
        return still(arb(text))
    digits = fmpz(whole + part)
    return still(fmpq(digits) * fmpq(10) ** power)


class Germ(Number):
    """t**v * s, s a power series; still: a constant, of which s holds c0 alone.

    known: what c0 is by construction, ("pi", q) for q*pi, or the whole: ("power", base, p), ("exp", x), ("log", x).
    rough: the rest O(t**n) is bounded, but may oscillate.
    """

    __slots__ = ("known", "rough", "s", "still", "v")

    def __init__(self, s: Any, v: int = 0, still: bool = False, known: Any = None, rough: bool = False) -> None:
        self.s, self.v, self.still, self.known, self.rough = s, v, still, known, rough

    def __repr__(self) -> str:
        return f"t^{self.v} * ({self.s})" if self.v else str(self.s)

    @property
    def exact(self) -> bool:
        """Whether the coefficients are rational numbers."""
        return self.s.__class__ is fmpq_series

    @property
    def is_complex(self) -> bool:
        """Whether the coefficients have two parts."""
        return self.s.__class__ is acb_series

    @property
    def end(self) -> int:
        """The order from which on nothing is known."""
        return self.v + int(self.s.prec)

    def at(self, k: int) -> Any:
        """The coefficient of t**k. Fail: it is not known."""
        if self.still:
            return self.s[0] if k == 0 else ZERO
        if k < self.v:
            return ZERO
        if k >= self.end:
            raise Fail("oscillates" if self.rough else "terms")
        return self.s[k - self.v]

    def is_zero(self) -> bool:
        """Whether it is exactly 0 for all t."""
        return self.still and is_null(self.s[0])

    def moving(self) -> Any:
        """The series, in full length."""
        return self.s.__class__([self.s[0]], prec=ctx.cap) if self.still else self.s

    def __neg__(self) -> Germ:
        known = ("pi", -self.known[1]) if self.known and self.known[0] == "pi" else None
        return Germ(-self.s, self.v, self.still, known, self.rough)

    __hash__ = object.__hash__


class Hole(Number):
    """No germ here, and why: outside (the real domain), pole, undefined (0/0), oscillates, terms, undecided, form.

    sign: of a pole's infinity.
    """

    __slots__ = ("kind", "sign")

    def __init__(self, kind: str, sign: int = 0) -> None:
        self.kind, self.sign = kind, sign

    def __repr__(self) -> str:
        return f"<{self.kind}>"

    def __neg__(self) -> Hole:
        return self

    __hash__ = object.__hash__


def is_null(c: Any) -> bool:
    """Whether a coefficient is exactly 0."""
    return c == 0 if c.__class__ is fmpq else bool(c.is_zero())


def still(c: Any, known: Any = None) -> Germ:
    """A constant; a ball that is a small whole number becomes that number."""
    if c.__class__ is arb and c.is_exact() and c.is_integer() and abs(c) < 2**64:
        c = fmpq(c.unique_fmpz())
    return Germ(SERIES[c.__class__]([c], prec=1), 0, True, known)


def variable(c: Any, slope: Any = 1, power: int = 1) -> Germ:
    """c + slope * t**power, c a constant germ."""
    if not c.still:
        return Germ(c.s + fmpq_series([0] * power + [slope]), c.v)
    s = c.s.__class__([c.s[0], *[0] * (power - 1), slope], prec=ctx.cap)
    return Germ(s, 0, False, c.known if c.known and c.known[0] == "pi" else None)


def lift(value: Any) -> Any:
    """A number of Python's as a germ, a float being the binary fraction that it is; an infinity stays one."""
    if isinstance(value, Number):
        return value
    if value.__class__ is float or isinstance(value, float):
        if not isfinite(value):
            return float(value)
        p, q = float(value).as_integer_ratio()
        return still(fmpq(p, q))
    if isinstance(value, int):  # truths too
        return still(fmpq(int(value)))
    if isinstance(value, complex):
        return still(acb(value.real, value.imag))
    if value.__class__ is fmpq or value.__class__ is arb:
        return still(value)
    if hasattr(value, "dtype") and getattr(value, "shape", None) == ():
        return lift(value.item())
    return value


def joined(a: Germ, b: Germ) -> tuple[Any, Any]:
    """Two series in the wider of their classes, and of full length where one of them is not still."""
    s, t = (a.s, b.s) if a.still and b.still else (a.moving(), b.moving())
    if s.__class__ is not t.__class__:
        wide = max(s.__class__, t.__class__, key=CLASSES.index)
        s, t = wide(s), wide(t)
    return s, t


def made(s: Any, v: int, a: Germ, b: Germ, known: Any = None) -> Germ:
    """The result of arithmetic on two germs, its rationals not too large."""
    if s.__class__ is fmpq_series and s.prec and s[0].height_bits() > HEIGHT:
        s = arb_series(s)
    return Germ(s, v, a.still and b.still, known, a.rough or b.rough)


def raised(s: Any, k: int) -> Any:
    """s * t**k."""
    return s.__class__([0] * k + [s[i] for i in range(s.prec)], prec=min(s.prec + k, ctx.cap)) if k else s


def lowered(s: Any, k: int) -> Any:
    """s / t**k, whose first coefficients are taken to be 0."""
    return s.__class__([s[i] for i in range(k, s.prec)], prec=s.prec - k) if k else s


def add(a: Any, b: Any) -> Any:
    """a + b."""
    a, b = lift(a), lift(b)
    if a.__class__ is not Germ or b.__class__ is not Germ:
        return other_class("add", a, b)
    if a.is_zero() and not a.is_complex:
        return b
    if b.is_zero() and not b.is_complex:
        return a
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
    """a - b; of a germ and itself exactly 0."""
    if a is b and a.__class__ is Germ and not a.rough:
        return still(ZERO)
    return add(a, -lift(b))


def turns(x: Germ) -> Any:
    """q where c0 is q*pi by construction, else None."""
    if x.known:
        return x.known[1] if x.known[0] == "pi" else None
    return ZERO if x.v >= 0 and is_null(x.at(0)) else None


def multiply(a: Any, b: Any) -> Any:
    """a * b."""
    a, b = lift(a), lift(b)
    if a.__class__ is not Germ or b.__class__ is not Germ:
        return other_class("multiply", a, b)
    if a.is_zero() and not b.rough:
        return a
    if b.is_zero() and not a.rough:
        return b
    if a is b and a.known and a.known[0] == "power":
        return power(a, still(fmpq(2)))
    known = None
    for x, y in ((a, b), (b, a)):
        if x.known and x.known[0] == "pi" and y.still and y.exact:
            known = ("pi", x.known[1] * y.s[0])
    s, t = joined(a, b)
    v = a.v + b.v
    if s.prec != t.prec:  # a zero of one is worth as many terms of the other
        (s, k), (t, m) = stripped(s), stripped(t)
        v += k + m
    return made(s * t, v, a, b, known)


def stripped(s: Any) -> tuple[Any, int]:
    """A series without its leading zeros, and how many they were."""
    k = 0
    while k < s.prec - 1 and is_null(s[k]):
        k += 1
    return lowered(s, k), k


def leading(x: Germ) -> tuple[int, int]:
    """(order relative to t**v, sign) of the first coefficient that is not 0; (-1, 0) for 0 itself. Fail: undecided."""
    s = x.s
    c = s[0] if s.prec else None
    if c is not None:
        if c.__class__ is acb:
            return leading_complex(x)
        if c > 0:
            return 0, 1
        if c < 0:
            return 0, -1
    state.decided = True
    for k in range(s.prec):
        c = s[k]
        if c > 0:
            return k, 1
        if c < 0:
            return k, -1
        if not is_null(c):
            if not assumed(c):
                raise Fail("undecided")
            if state.assume:
                return k, state.assume
    if x.still:
        return -1, 0
    if state.assume is not None:
        state.doubts.append("terms")
        return -1, 0
    raise Fail("oscillates" if x.rough else "terms")


def leading_complex(x: Germ) -> tuple[int, int]:
    """The order of the first coefficient of a complex germ that is not 0, and 1."""
    for k in range(x.s.prec):
        c = x.s[k]
        if not (c.real.contains(0) and c.imag.contains(0)):
            return k, 1
        state.decided = True
        if not is_null(c):
            raise Fail("undecided")
    if x.still:
        return -1, 0
    raise Fail("terms")


def assumed(c: Any) -> bool:
    """Whether a ball that contains 0 is small enough to count as 0, if that is allowed."""
    if state.assume is not None and bool(abs(c) < arb(2) ** (-ctx.prec // 2)):
        state.doubts.append(c)
        return True
    return False


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


def compare(a: Any, b: Any) -> int:
    """The sign of a - b."""
    a, b = lift(a), lift(b)
    if a is b:
        return 0
    if a.__class__ is float or b.__class__ is float:  # an infinity
        for x in (a, b):
            if x.__class__ is Hole:
                raise Fail(x.kind, x.sign)
        x, y = (v if v.__class__ is float else 0.0 for v in (a, b))
        if x != x or y != y:
            raise Fail("undefined")
        return (x > y) - (x < y)
    return sign(a - b)


def other_class(name: str, *args: Any) -> Any:
    """What a germ meets that is none: a hole, an infinity, an array, or a germ with logarithms."""
    for x in args:
        if x.__class__ is Hole:
            return x
    if any(x.__class__ is float for x in args):
        return infinite(name, *args)
    return WIDE[name](*args)


def infinite(name: str, *args: Any) -> Any:
    """Arithmetic with an infinity among the constants."""
    finite = [x for x in args if x.__class__ is not float]
    if not finite:
        return {"add": lambda a, b: a + b, "multiply": lambda a, b: a * b}[name](*args)
    if name == "add":
        return next(x for x in args if x.__class__ is float)
    if name == "divide" and args[1].__class__ is float:
        return still(ZERO)
    way = sign(finite[0])
    return Hole("undefined") if not way else way * next(x for x in args if x.__class__ is float)


def divide(a: Any, b: Any) -> Any:
    """a / b; a zero of b is a shift, and where a has none there a pole."""
    a, b = lift(a), lift(b)
    if a.__class__ is not Germ or b.__class__ is not Germ:
        return other_class("divide", a, b)
    k, _ = leading(b)
    if k < 0:
        if a.is_zero():
            return Hole("undefined")
        try:
            return Hole("pole", sign(a) if a.still else 0) if sign(a) else Hole("undefined")
        except Fail as error:
            return Hole(error.kind)
    if a.is_zero():
        return a
    if b.still:
        c = ONE / b.s[0]
        known = ("pi", a.known[1] * c) if a.known and a.known[0] == "pi" and b.exact else None
        s, t = joined(a, Germ(SERIES[c.__class__]([c], prec=1), 0, True))
        return made(s * t, a.v, a, b, known)
    s, t = joined(a, b)
    if k:
        t = lowered(t, k)
    return made(s / t, a.v - b.v - k, a, b)


def proper(x: Germ) -> Any:
    """The series of a germ that has no pole, from t**0 on. Fail: it has one."""
    if x.v == 0:
        return x.s
    s, v = x.s, x.v
    if v > 0:
        return raised(x.moving(), v)
    for k in range(min(-v, s.prec)):
        c = s[k]
        if is_null(c) or (c.__class__ is arb and c.contains(0) and assumed(c)):
            continue
        if c.__class__ is not fmpq and c.contains(0):
            raise Fail("undecided")
        raise Fail("pole", leading(x)[1] if c.__class__ is not acb else 0)
    if s.prec < -v:
        raise Fail("terms")
    return lowered(s, -v)


def settled(x: Germ) -> Germ:
    """The same without a false pole."""
    return x if x.v >= 0 else Germ(proper(x), 0, x.still, None, x.rough)


def power(a: Any, b: Any) -> Any:
    """a ** b over the reals."""
    a, b = lift(a), lift(b)
    if a.__class__ is not Germ or b.__class__ is not Germ:
        return WIDE["power"](a, b)
    p = exponent(b)
    if p is None:
        return by_logarithm(a, b)
    if p == 0:
        return still(ONE)
    if p == 1:
        return a
    if a.known and a.known[0] == "power" and (p * a.known[2]).q in (1, 2):
        _, base, inner = a.known
        if inner.q % 2 == 0 or p.q == 1:
            return power(base, still(p * inner))
    if p.q == 1 and abs(p.p) <= 64 and (a.s[0] if a.s.prec else ZERO).__class__ is acb:
        return whole(a, int(p.p))
    if a.s.__class__ is acb_series:
        return by_logarithm(a, b)
    if p.q == 1 and 0 < p.p <= 64:
        return whole(a, int(p.p))
    k, way = leading(a)
    if k < 0:  # 0 to a constant power
        if p > 0:
            return still(ZERO)
        return Hole("pole", 1)
    if p.q > 1:
        if way < 0:
            raise Fail("outside")
    elif abs(p.p) <= 64:
        return whole(a, int(p.p))
    s = lowered(a.s, k) if k else a.s
    odd = way < 0 and p.p % 2
    y = unit_power(-s if way < 0 else s, p)
    order = (a.v + k) * p
    known = ("power", a, p) if p.q > 1 else None
    y = -y if odd else y
    if order.q == 1:
        return Germ(y, int(order.p), a.still, known, a.rough)
    return WIDE["fractional"](Germ(y, 0, a.still, None, a.rough), order)


def exponent(b: Germ) -> Any:
    """The constant rational that b is, or None."""
    return b.s[0] if b.still and b.exact and b.s[0].q < 2**53 else None


def unit_power(s: Any, p: Any) -> Any:
    """s**p for c0 > 0: exactly, where it is rational."""
    c = s[0]
    if s.__class__ is fmpq_series:
        head = exact_root(c, p)
        if head is None:
            head = arb(c) ** arb(p)
        if s.prec == 1:
            return SERIES[head.__class__]([head], prec=1)
        w = ((s * (1 / c)).log() * p).exp()
        return w * head if head.__class__ is fmpq else arb_series(w) * head
    if p == fmpq(1, 2):
        return s.sqrt()
    if s.prec == 1:
        return arb_series([c ** arb(p)], prec=1)
    return (s.log() * arb(p)).exp() if p != fmpq(-1, 2) else s.rsqrt()


def exact_root(c: Any, p: Any) -> Any:
    """The rational number c**p, or None."""
    if c == 1:
        return c
    if p.q == 1 and abs(p.p) * c.height_bits() < HEIGHT:
        return c ** int(p.p)
    if p.q < 64 and abs(p.p) <= 64:
        up, down = (v.root(int(p.q)) for v in (c.p, c.q))
        if up ** int(p.q) == c.p and down ** int(p.q) == c.q:
            return fmpq(up, down) ** int(p.p)
    return None


def whole(a: Germ, n: int) -> Any:
    """a**n by squaring."""
    if n < 0:
        return divide(still(ONE), whole(a, -n))
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
    if a.s.__class__ is not acb_series:
        k, way = leading(a)
        if k < 0:
            way = sign(b)
            return still(ZERO) if way > 0 else Hole("pole", 1) if way < 0 else still(ONE)
        if way < 0:
            raise Fail("outside")
    return FORMS["exp"](b * FORMS["log"](a))


def coefficients(y: Any, order: int) -> Iterator[Any]:
    """c0 to c_order."""
    return (y.at(k) for k in range(order + 1))
