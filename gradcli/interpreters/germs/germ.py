"""A one-sided germ: a function of t -> 0+ as a Laurent series whose coefficients are exact rationals or Arb balls.

    t**v * (c0 + c1*t + c2*t**2 + ... + O(t**n))

FLINT's ball arithmetic encloses every coefficient, so what is read off a germ is proven. A sign, and so every branch,
is decided by the first coefficient that is not exactly 0; a common zero of a quotient is a shift of both. What no
series holds is a `Hole`, which says why: outside the domain, a pole, no limit, or a ball that contains 0 and is not 0.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

from flint import acb, acb_series, arb, arb_series, ctx, fmpq, fmpq_series, fmpz

SERIES: dict[Any, Any] = {fmpq: fmpq_series, arb: arb_series, acb: acb_series}
CLASSES = (fmpq_series, arb_series, acb_series)
ZERO, ONE, TWO, HALF = fmpq(0), fmpq(1), fmpq(2), fmpq(1, 2)
FORMS: dict[str, Any] = {}  # what the ops are on lifted values, by name; the modules beside this one fill it
FINDERS: dict[str, Any] = {}  # op -> what it is on a germ (form), on arrays of them (array)


class Fail(Exception):
    """There is no series: see `Hole` for the kinds."""

    def __init__(self, kind: str, sign: int = 0) -> None:
        self.kind, self.sign = kind, sign


@dataclass(slots=True)
class State:
    """The run in force. decided: a branch was taken, or a shift made, where something is exactly 0.

    assume: the sign that a ball counts for which contains 0 and nothing above 2**-bits/2; None if it has none.
    doubts: where that was needed. small: below which the difference of two balls is none. scales: see `multiseries`.
    steps: something moves by a step.
    """

    assume: int | None = None
    decided: bool = False
    doubts: list[Any] = field(default_factory=list)
    small: Any = 0
    scales: list[Any] = field(default_factory=list)
    steps: bool = False


state = State()


class Number:
    """The operators that every class of germ shares; where there is no germ the result is a `Hole`."""

    __slots__ = ()
    __hash__ = object.__hash__
    __add__: Any  # these and their kin follow the class
    __sub__: Any
    __mul__: Any

    def __pos__(self) -> Any:
        return self

    def __abs__(self) -> Any:
        return guarded(FORMS["absolute"], self)

    def __bool__(self) -> bool:
        return bool(FORMS["not_equal"](self, 0))

    def __float__(self) -> float:
        return float(arb(self.at(0)).mid()) if isinstance(self, Germ) and self.v >= 0 else float("nan")

    def __int__(self) -> int:
        return int(float(self))

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
        """A decimal numeral as the rational number that it is written as; an infinity stays one."""
        mantissa, _, exponent = text.lower().partition("e")
        if not mantissa.strip("+-").replace(".", "").isdigit():
            return float(text)
        whole, _, part = mantissa.partition(".")
        power = int(exponent or 0) - len(part)
        if abs(power) > 20_000:
            return still(arb(text))
        return still(fmpq(fmpz(whole + part)) * fmpq(10) ** power)


def operator(name: str, swapped: bool = False) -> Callable[..., Any]:
    """A method that is an op of germs."""
    return lambda a, b: guarded(FORMS[name], *((b, a) if swapped else (a, b)))


def comparison(name: str) -> Callable[..., Any]:
    """The same of a comparison, which has no answer where there is no number. Raises Fail."""

    def method(a: Any, b: Any) -> Any:
        if hasattr(b, "shape"):
            return NotImplemented
        return name == "not_equal" if b is None or b.__class__ is str else FORMS[name](a, b)

    return method


for _name, _op in {"add": "add", "sub": "subtract", "mul": "multiply", "truediv": "divide", "pow": "power",
                   "mod": "mod", "floordiv": "floor_divide"}.items():  # fmt: skip
    setattr(Number, f"__{_name}__", operator(_op))
    setattr(Number, f"__r{_name}__", operator(_op, swapped=True))
for _name, _op in {"lt": "less", "le": "less_equal", "gt": "greater", "ge": "greater_equal", "eq": "equal",
                   "ne": "not_equal"}.items():  # fmt: skip
    setattr(Number, f"__{_name}__", comparison(_op))


def guarded(f: Any, *args: Any) -> Any:
    """f of germs, or the hole that it fails in; what a traced number or an array is to do with us they know."""
    if any(hasattr(a, "shape") for a in args):
        return NotImplemented
    try:
        return f(*map(lift, args))
    except Fail as error:
        return Hole(error.kind, error.sign)


class Germ(Number):
    """t**v * s, s a power series; still: a constant, of which s holds c0 alone.

    known: what c0 is by construction, ("pi", q) for q*pi, or the whole: ("power", base, p), ("exp", x), ("log", x),
    ("sum", q, x) for q + x.
    rough: not 0 if the rest O(t**n) is bounded, but may oscillate: how many powers of t a derivative of it costs.
    """

    __slots__ = ("known", "rough", "s", "still", "v")

    def __init__(self, s: Any, v: int = 0, still: bool = False, known: Any = None, rough: int = 0) -> None:
        self.s, self.v, self.still, self.known, self.rough = s, v, still, known, rough

    def __repr__(self) -> str:
        return f"t^{self.v} * ({self.s})" if self.v else str(self.s)

    def __neg__(self) -> Germ:
        known = self.known if self.known and self.known[0] in ("pi", "sum") else None
        known = known and (known[0], *[-part for part in known[1:]])
        return Germ(-self.s, self.v, self.still, known, self.rough)

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

    def like(self, s: Any, known: Any = None) -> Germ:
        """The germ of a series that was made of this one's. Fail: FLINT does not know it, with so few digits."""
        if s.__class__ is not fmpq_series and not s[0].is_finite():
            raise Fail("undecided")
        return still(s[0], known) if self.still else Germ(s, 0, False, known, self.rough)


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


def elements(value: Any) -> list[Any]:
    """The elements of a number, an array, or several of them."""
    if value.__class__ is tuple:
        return [v for part in value for v in elements(part)]
    return list(value.flat) if getattr(value, "shape", ()) else [value]


def is_null(c: Any) -> bool:
    """Whether a coefficient is exactly 0."""
    return c == 0 if c.__class__ is fmpq else bool(c.is_zero())


def is_zero(x: Any) -> bool:
    """Whether a number is exactly 0 for all t."""
    x = lift(x)
    return x.__class__ is Germ and x.is_zero()


def still(c: Any, known: Any = None) -> Germ:
    """A constant: a whole number, a rational one, a ball; one that is a small whole number becomes that number."""
    if c.__class__ not in SERIES:
        c = fmpq(c)
    elif c.__class__ is arb and c.is_exact() and c.is_integer() and abs(c) < 2**64:
        c = fmpq(c.unique_fmpz())
    return Germ(SERIES[c.__class__]([c], prec=1), 0, True, known)


def variable(c: Any, slope: Any = 1, power: int = 1) -> Germ:
    """c + slope * t**power, c a germ."""
    step = SERIES.get(slope.__class__, fmpq_series)([*[0] * power, slope], prec=ctx.cap)
    s, t = in_one_class(c.moving(), step)
    known = c.known if c.still and c.known and c.known[0] == "pi" else None
    if c.still and c.exact and t.__class__ is not fmpq_series:
        known = ("sum", c.s[0], Germ(step))
    return Germ(s + t, c.v, False, known)


def in_one_class(s: Any, t: Any) -> tuple[Any, Any]:
    """Two series, both of the wider of their classes."""
    if s.__class__ is t.__class__:
        return s, t
    wide = max(s.__class__, t.__class__, key=CLASSES.index)
    return wide(s), wide(t)


def balls(s: Any) -> Any:
    """A series with balls for coefficients."""
    return arb_series(s) if s.__class__ is fmpq_series else s


def lift(value: Any) -> Any:
    """A number of Python's as a germ, a float being the binary fraction that it is; an infinity stays one."""
    if isinstance(value, Number):
        return value
    if isinstance(value, float):
        return still(fmpq(*value.as_integer_ratio())) if isfinite(value) else float(value)
    if isinstance(value, int):  # truths too
        return still(fmpq(int(value)))
    if isinstance(value, complex):
        return still(acb(value.real, value.imag))
    if value.__class__ is fmpq or value.__class__ is arb:
        return still(value)
    if hasattr(value, "dtype") and getattr(value, "shape", None) == ():
        return lift(value.item())
    return value
