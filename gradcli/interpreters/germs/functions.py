"""Elementary functions of germs, by FLINT's series; each checks its domain by signs that are proven."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flint import acb, acb_series, arb, arb_series, fmpq, fmpq_series

from . import logarithmic
from .germ import (
    FORMS,
    ONE,
    ZERO,
    Fail,
    Germ,
    Hole,
    add,
    compare,
    divide,
    is_null,
    leading,
    lift,
    lowered,
    multiply,
    power,
    proper,
    sign,
    state,
    still,
    turns,
)  # fmt: skip

if TYPE_CHECKING:
    from collections.abc import Callable

HALF, TWO = fmpq(1, 2), fmpq(2)
INVERSE = {"exp": "log", "log": "exp", "sin": "arcsin", "cos": "arccos", "tan": "arctan", "sinh": "arcsinh",
           "cosh": "arccosh", "tanh": "arctanh", "erf": "erfinv"}  # fmt: skip


def balls(s: Any) -> Any:
    """A series with balls for coefficients."""
    return arb_series(s) if s.__class__ is fmpq_series else s


def sure(s: Any) -> Any:
    """The series, if its coefficients are finite. Fail: FLINT does not know them, with so few digits."""
    c = s[0]
    if c.__class__ is not fmpq and not c.is_finite():
        raise Fail("undecided")
    return s


def evaluated(name: str, s: Any, is_still: bool) -> Any:
    """FLINT's function `name` of a series, exact where it can be."""
    if s.__class__ is fmpq_series and not is_still and is_null(s[0]) and hasattr(fmpq_series, name):
        return getattr(s, name)()
    s = balls(s)
    if is_still:
        return s.__class__([getattr(s[0], name)()], prec=1)
    return getattr(s, name)()


def series(name: str) -> Callable[[Any], Any]:
    """A function analytic wherever FLINT has a finite value for it."""

    def form(x: Any) -> Any:
        if x.__class__ is not Germ:
            return logarithmic.analytic(form, x)
        s = sure(evaluated(name, proper(x), x.still))
        return still(s[0]) if x.still else Germ(s, 0, False, None, x.rough)

    return form


def shared(s: Any, x: Germ, known: Any = None) -> Germ:
    """A germ of series s that comes from x."""
    return still(s[0], known) if x.still else Germ(s, 0, False, known, x.rough)


def undone(name: str, x: Any) -> Any:
    """y, where x is by construction the inverse function of y; else None."""
    known = getattr(x, "known", None)
    return known[1] if known and known[0] == INVERSE[name] else None


def exp(x: Any) -> Any:
    x = lift(x)
    if x.__class__ is float:
        return still(ZERO) if x < 0 else x
    if x.__class__ is Germ and x.known and x.known[0] == "log":
        return x.known[1]
    if x.__class__ is not Germ or (x.v < 0 and polar(x)):
        return logarithmic.exp(x)
    s = proper(x)
    if s.__class__ is fmpq_series and not is_null(s[0]):
        s = balls(s)
    return shared(sure(evaluated("exp", s, x.still)), x, ("exp", x))


def polar(x: Germ) -> bool:
    """Whether a germ tends to infinity."""
    if x.v >= 0:
        return False
    k, _ = leading(x)
    return 0 <= k < -x.v


def log(x: Any) -> Any:
    x = lift(x)
    if x.__class__ is float:
        return x if x > 0 else Hole("outside")
    if (y := undone("log", x)) is not None:
        return y
    if x.__class__ is not Germ:
        return logarithmic.log(x)
    if x.s.__class__ is acb_series:
        return complex_log(x)
    k, way = leading(x)
    if k < 0:
        return Hole("pole", -1)
    if way < 0:
        raise Fail("outside")
    s = lowered(x.s, k) if k else x.s
    if s.__class__ is fmpq_series and s[0] == 1:
        y = s.log() if not x.still else s * 0
    elif x.still:
        y = arb_series([arb(s[0]).log()], prec=1)
    elif s.__class__ is fmpq_series:
        c = s[0]
        y = arb_series((s * (1 / c)).log()) + arb(c).log()
    else:
        y = s.log()
    found = shared(sure(y), x, ("log", x) if x.v + k == 0 else None)
    return found if x.v + k == 0 else logarithmic.with_log(found, x.v + k)


def complex_log(x: Germ) -> Germ:
    """On the negative real axis the side is that of the imaginary part."""
    k, _ = leading(x)
    if k < 0:
        return Hole("pole", -1)  # type: ignore[return-value]
    if x.v + k:
        raise Fail("form")
    s = lowered(x.s, k) if k else x.s
    c = s[0]
    if not c.imag.contains(0) or c.real > 0:
        return shared(s.log(), x)
    if not c.real < 0:
        raise Fail("undecided")
    below = sign(imag(x)) < 0
    y = (-s).log() if not x.still else acb_series([(-s[0]).log()], prec=1)
    turn = acb(0, arb.pi())
    return shared(y - turn if below else y + turn, x)


def circular(name: str) -> Callable[[Any], Any]:
    """sin or cos: exact where the angle is a known multiple of pi; without a limit at a pole."""

    def form(x: Any) -> Any:
        x = lift(x)
        if (y := undone(name, x)) is not None:
            return y
        if x.__class__ is not Germ:
            return logarithmic.bounded(x) if logarithmic.endless(x) else logarithmic.analytic(form, x)
        if x.v < 0 and polar(x):
            return Germ(arb_series([], prec=0), 0, False, None, True)
        q = turns(x)
        if not q:
            s = proper(x)
            return shared(sure(evaluated(name, s, x.still)), x)
        c, d = quarter(q, "cos"), quarter(q, "sin")
        if x.still:
            return still(d if name == "sin" else c)
        s = proper(x)
        away = s - s[0]
        away = away.__class__([0, *[away[i] for i in range(1, away.prec)]], prec=away.prec)
        u, v = (evaluated(f, away, False) for f in ("sin", "cos"))
        y = mixed(d, v, c, u) if name == "sin" else mixed(c, v, -d, u)
        return Germ(y, 0, False, None, x.rough)

    return form


def quarter(q: Any, name: str) -> Any:
    """sin or cos of q*pi, exactly where it is 0, 1/2 or 1."""
    c = getattr(arb, f"{name}_pi_fmpq")(q)
    twice = c * 2
    if (q * 6).q == 1 and twice.contains_integer() and bool(abs(twice - twice.mid().floor()) < arb(0.25)):
        for k in (-2, -1, 0, 1, 2):
            if twice.contains(k) and ((q * 2).q == 1) == (k != 1 and k != -1):
                return fmpq(k, 2)
    return c


def mixed(a: Any, s: Any, b: Any, t: Any) -> Any:
    """a*s + b*t, rational where all are."""
    if fmpq_series is s.__class__ is t.__class__ and fmpq is a.__class__ is b.__class__:
        return s * a + t * b
    return balls(s) * arb(a) + balls(t) * arb(b)


sin, cos = circular("sin"), circular("cos")


def tan(x: Any) -> Any:
    x = lift(x)
    if (y := undone("tan", x)) is not None:
        return y
    if x.__class__ is Germ and turns(x) is None and not polar(x):
        s = proper(x)
        y = evaluated("tan", s, x.still)
        if y[0].is_finite():
            return shared(y, x)
    return divide(sin(x), cos(x))


def inverse(name: str, method: str) -> Callable[[Any], Any]:
    """An analytic function that remembers what it is the inverse of."""
    plain = series(method)

    def form(x: Any) -> Any:
        y = plain(lift(x))
        if y.__class__ is Germ:
            y.known = y.known or (name, x)
        return y

    return form


def arctan(x: Any) -> Any:
    x = lift(x)
    if x.__class__ is float:
        return still(arb.pi() / 2 * (1 if x > 0 else -1), ("pi", fmpq(1 if x > 0 else -1, 2)))
    if x.__class__ is Germ and x.v < 0 and polar(x):  # pi/2 - atan(1/x)
        way = sign(x)
        return still(arb.pi() / 2 * way, ("pi", fmpq(way, 2))) - arctan(divide(still(ONE), x))
    if x.__class__ is not Germ:
        if logarithmic.endless(x):
            way = sign(x)
            return still(arb.pi() / 2 * way) - arctan(divide(still(ONE), x))
        return logarithmic.analytic(arctan, x)
    y = _arctan(x)
    if x.still and x.exact and abs(x.s[0]) == 1:
        y.known = ("pi", fmpq(1, 4) * x.s[0])
    elif not y.known:
        y.known = ("arctan", x)
    return y


_arctan = series("atan")


def within(x: Any, inner: Callable[[Germ], Any], name: str) -> Any:
    """inner(x) for -1 < x < 1, by half angles at the ends: arccos(x) = 2 arcsin(sqrt((1 - x)/2))."""
    x = lift(x)
    if x.__class__ is Germ and x.v >= 0:
        c = proper(x)[0]
        if c > -1 and c < 1:
            return inner(x)
    for end in (1, -1):
        if compare(x, still(fmpq(end))) * end > 0:
            raise Fail("outside")
    if compare(x, still(ZERO)) > 0:
        angle = still(TWO) * arcsin(power((still(ONE) - x) * still(HALF), still(HALF)))
        y = angle if name == "arccos" else quarter_turn(1) - angle
    else:
        angle = still(TWO) * arcsin(power((still(ONE) + x) * still(HALF), still(HALF)))
        y = quarter_turn(2) - angle if name == "arccos" else angle - quarter_turn(1)
    return remembered(y, name, x)


def quarter_turn(n: int) -> Germ:
    """n*pi/2."""
    return still(arb.pi() * n / 2, ("pi", fmpq(n, 2)))


_asin, _acos = inverse("arcsin", "asin"), inverse("arccos", "acos")


def arcsin(x: Any) -> Any:
    if lift(x).__class__ is not Germ and not isinstance(x, int | float) and logarithmic.vanishing(x):
        return logarithmic.analytic(_asin, x)
    return within(x, _asin, "arcsin")


def arccos(x: Any) -> Any:
    return within(x, _acos, "arccos")


def sqrt(x: Any) -> Any:
    x = lift(x)
    if x.__class__ is Germ and x.s.__class__ is acb_series:
        return complex_sqrt(x)
    if x.__class__ is float:
        return x if x > 0 else Hole("outside")
    return power(x, still(HALF))


def complex_sqrt(x: Germ) -> Any:
    """The principal root; on the negative real axis on the side of the imaginary part."""
    c = proper(x)[0]
    if not c.imag.contains(0) or c.real > 0:
        s = proper(x)
        return shared(s.sqrt() if not x.still else acb_series([s[0].sqrt()], prec=1), x)
    if c.real < 0:
        way = -1 if sign(imag(x)) < 0 else 1
        s = -proper(x)
        y = s.sqrt() if not x.still else acb_series([s[0].sqrt()], prec=1)
        return shared(y * acb(0, way), x)
    k, _ = leading(x)
    if k < 0:
        return x
    raise Fail("form")


def real(x: Any) -> Any:
    return part(x, "real")


def imag(x: Any) -> Any:
    return part(x, "imag")


def part(x: Any, name: str) -> Any:
    """The real or the imaginary part of a germ."""
    x = lift(x)
    if x.__class__ is not Germ or not x.is_complex:
        return x if name == "real" or x.__class__ is Hole else still(ZERO)
    s = arb_series([getattr(x.s[i], name) for i in range(x.s.prec)], prec=x.s.prec)
    return still(s[0]) if x.still else Germ(s, x.v, False, None, x.rough)


def imaginary(x: Any) -> Any:
    x = lift(x)
    return Germ(acb_series(balls(x.s)) * acb(0, 1), x.v, x.still, None, x.rough)


def conj(x: Any) -> Any:
    return add(real(x), -imaginary(imag(x)))


def cbrt(x: Any) -> Any:
    way = sign(x)
    y = power(-x if way < 0 else x, still(fmpq(1, 3)))
    return -y if way < 0 else y


def hyperbolic(f: Callable[[Any, Any], Any], name: str) -> Callable[[Any], Any]:
    """A function of exp(x) and exp(-x), rational at 0."""

    def form(x: Any) -> Any:
        x = lift(x)
        if name in INVERSE and (y := undone(name, x)) is not None:
            return y
        if x.__class__ is Germ and not x.still and not polar(x):
            s = proper(x)
            if s.__class__ is fmpq_series and is_null(s[0]):
                return Germ(getattr(s, name)(), 0, False, None, x.rough)
        return f(exp(x), exp(-x))

    return form


sinh = hyperbolic(lambda p, m: (p - m) * still(HALF), "sinh")
cosh = hyperbolic(lambda p, m: (p + m) * still(HALF), "cosh")
tanh = hyperbolic(lambda p, m: divide(p - m, p + m), "tanh")


def sech(x: Any) -> Any:
    return divide(still(TWO), exp(x) + exp(-x))


def arcsinh(x: Any) -> Any:
    x = lift(x)
    s: Any = proper(x) if x.__class__ is Germ and not polar(x) else None
    about_zero = s is not None and s.prec and s[0].__class__ is arb and s[0].contains(0)  # where no sign is needed
    if not about_zero and sign(x) < 0:  # a sum without cancellation
        return -arcsinh(-x)
    if s.__class__ is fmpq_series and is_null(s[0]) and not x.still:
        return Germ(s.asinh(), 0, False, ("arcsinh", x), x.rough)
    if x.__class__ is Germ and x.is_zero():
        return x
    y = log(x + sqrt(x * x + still(ONE)))
    return remembered(y, "arcsinh", x)


def remembered(y: Any, name: str, x: Any) -> Any:
    """y, which is by construction the function `name` of x."""
    if y.__class__ is Germ:
        return y if y.known else Germ(y.s, y.v, y.still, (name, x), y.rough)
    if y.__class__ is logarithmic.Wide:
        return logarithmic.Wide(y.parts, y.q, (name, x))
    return y


def arccosh(x: Any) -> Any:
    x = lift(x)
    if compare(x, still(ONE)) < 0:
        raise Fail("outside")
    root = sqrt((x - still(ONE)) * (x + still(ONE)))
    return remembered(log1p(x - still(ONE) + root), "arccosh", x)


def arctanh(x: Any) -> Any:
    x = lift(x)
    s: Any = proper(x) if x.__class__ is Germ and not polar(x) else None
    if s.__class__ is fmpq_series and is_null(s[0]) and not x.still:
        return Germ(s.atanh(), 0, False, ("arctanh", x), x.rough)
    if x.__class__ is Germ and x.is_zero():
        return x
    for end in (1, -1):
        way = compare(x, still(fmpq(end))) * end
        if way > 0:
            raise Fail("outside")
        if way == 0:
            return Hole("pole", end)
    y = (log1p(x) - log1p(-x)) * still(HALF)
    return remembered(y, "arctanh", x)


def log1p(x: Any) -> Any:
    return log(lift(x) + still(ONE))


def expm1(x: Any) -> Any:
    y = exp(x)
    return y - still(ONE)


def log_to(base: int) -> Callable[[Any], Any]:
    """The logarithm to a whole base; exact at 1."""

    def form(x: Any) -> Any:
        x = lift(x)
        if x.__class__ is Germ and x.still and x.exact and x.s[0] > 0:
            n = round(float(arb(x.s[0]).log() / arb(base).log()))
            if abs(n) < 5000 and x.s[0] == fmpq(base) ** n:
                return still(fmpq(n))
        return divide(log(x), log(still(fmpq(base))))

    return form


def sigmoid(x: Any) -> Any:
    if sign_or(x) < 0:
        e = exp(x)
        return divide(e, e + still(ONE))
    return divide(still(ONE), exp(-x) + still(ONE))


def sign_or(x: Any) -> int:
    """The sign where it is known, else 1: for a choice between two forms of one function."""
    before = state.decided
    try:
        return sign(x)
    except Fail:
        return 1
    finally:
        state.decided = before


def softplus(x: Any) -> Any:
    if sign_or(x) > 0:
        return x + log(exp(-x) + still(ONE))
    return log(exp(x) + still(ONE))


def logaddexp(a: Any, b: Any) -> Any:
    a, b = lift(a), lift(b)
    if float in (a.__class__, b.__class__):
        way = compare(a, b)
        return a if way >= 0 else b
    if sign_or(a - b) < 0:
        a, b = b, a
    return a + log(exp(b - a) + still(ONE))


def logaddexp2(a: Any, b: Any) -> Any:
    rate = log(still(TWO))
    return divide(logaddexp(multiply(a, rate), multiply(b, rate)), rate)


def copysign(a: Any, b: Any) -> Any:
    return absolute(a) if sign(b) >= 0 else -absolute(a)


def hypot(a: Any, b: Any) -> Any:
    return sqrt(a * a + b * b)


def arctan2(a: Any, b: Any) -> Any:
    a, b = lift(a), lift(b)
    up, right = sign(a), sign(b)
    if not up and not right:
        return still(ZERO)
    if not up:
        return still(ZERO) if right > 0 else quarter_turn(2)
    if not right:
        return quarter_turn(up)
    if right > 0 and not polar_quotient(a, b):
        return arctan(divide(a, b))
    if right < 0 and not polar_quotient(a, b):
        return arctan(divide(a, b)) + quarter_turn(2 * up)
    return quarter_turn(up) - arctan(divide(b, a))


def polar_quotient(a: Any, b: Any) -> bool:
    """Whether b vanishes faster than a."""
    q = divide(a, b)
    return q.__class__ is Germ and polar(q)


def xlogy(x: Any, y: Any) -> Any:
    x, y = lift(x), lift(y)
    if x.__class__ is Germ and x.is_zero():
        return x if y.__class__ is Germ else y
    return multiply(x, log(y))


def xlog1py(x: Any, y: Any) -> Any:
    return xlogy(x, lift(y) + still(ONE))


def entr(x: Any) -> Any:
    return Hole("outside") if sign(x) < 0 else -xlogy(x, x)


def kl_div(a: Any, b: Any) -> Any:
    a, b = lift(a), lift(b)
    if sign(a) < 0 or sign(b) < 0:
        return Hole("outside")
    if not sign(a):
        return b
    return a * log(divide(a, b)) - a + b


def logit(x: Any) -> Any:
    return log(divide(x, still(ONE) - x))


def half_turns(name: str) -> Callable[[Any], Any]:
    """sin(pi*x) or cos(pi*x)."""
    f = sin if name == "sin" else cos

    def form(x: Any) -> Any:
        x = lift(x)
        y = multiply(x, still(arb.pi(), ("pi", ONE)))
        if x.__class__ is Germ and x.v >= 0:
            c = x.at(0)
            if c.__class__ is fmpq:
                y.known = ("pi", c)
        return f(y)

    return form


def deg2rad(x: Any) -> Any:
    return multiply(x, still(arb.pi() / 180, ("pi", fmpq(1, 180))))


def rad2deg(x: Any) -> Any:
    x = lift(x)
    q = turns(x) if x.__class__ is Germ else None
    if q is not None and x.still:
        return still(q * 180)
    return multiply(x, still(180 / arb.pi()))


def sinc(x: Any) -> Any:
    x = lift(x)
    if x.__class__ is Germ and x.is_zero():
        return still(ONE)
    return divide(half_turns("sin")(x), multiply(x, still(arb.pi())))


# branches


def absolute(x: Any) -> Any:
    x = lift(x)
    if x.__class__ is Germ and x.s.__class__ is acb_series:
        u, v = real(x), imag(x)
        return sqrt(u * u + v * v)
    if x.__class__ is float:
        return abs(x)
    return chosen(x, lambda way: -x if way < 0 else x)


def chosen(x: Any, choose: Callable[[int], Any]) -> Any:
    """What a sign chooses between; where x is 0 to all orders that are known, it makes no difference."""
    try:
        return choose(sign(x))
    except Fail as error:
        if error.kind == "terms" and x.__class__ is Germ:
            return choose(0)
        raise


def larger(a: Any, b: Any) -> Any:
    a, b = lift(a), lift(b)
    if float in (a.__class__, b.__class__):
        return a if compare(a, b) >= 0 else b
    return a if a is b else chosen(a - b, lambda way: b if way < 0 else a)


def smaller(a: Any, b: Any) -> Any:
    a, b = lift(a), lift(b)
    if float in (a.__class__, b.__class__):
        return a if compare(a, b) <= 0 else b
    return a if a is b else chosen(a - b, lambda way: a if way < 0 else b)


def relu(x: Any) -> Any:
    return chosen(lift(x), lambda way: x if way > 0 else x * still(ZERO) if way < 0 else x)


def heaviside(a: Any, b: Any) -> Any:
    way = sign(a)
    return lift(b) if way == 0 else still(fmpq(1 if way > 0 else 0))


def where(c: Any, a: Any, b: Any) -> Any:
    return a if (c if c.__class__ is bool else sign(c)) else b


def signum(x: Any) -> Any:
    return still(fmpq(sign(x)))


def floor(x: Any) -> Any:
    """The whole number below: decided by the side from which a whole number is reached."""
    x = lift(x)
    if x.__class__ is not Germ:
        raise Fail("form")
    s = proper(x)
    c = s[0]
    n = c.floor() if c.__class__ is fmpq else nearest_floor(c)
    if c.__class__ is fmpq and c != n:
        return still(fmpq(n))
    for k in (0, 1):  # c may be n, or n + 1
        if c.__class__ is fmpq or c.contains(arb(n + k)):
            return still(fmpq(n + k if sign(x - still(fmpq(n + k))) >= 0 else n + k - 1))
    return still(fmpq(n))


def nearest_floor(c: Any) -> Any:
    """The floor of a ball's lower end. Fail: it is too wide."""
    if not bool(c.rad() < arb(0.25)):
        raise Fail("undecided")
    low = (c - arb(0)).lower().floor()
    return low.unique_fmpz()


def ceil(x: Any) -> Any:
    return -floor(-lift(x))


def trunc(x: Any) -> Any:
    return floor(x) if sign(x) >= 0 else ceil(x)


def rint(x: Any) -> Any:
    x = lift(x)
    low = floor(x + still(HALF))
    tie = compare(x + still(HALF), low) == 0
    return low - still(ONE) if tie and low.s[0].p % 2 else low


def floor_divide(a: Any, b: Any) -> Any:
    q = divide(a, b)
    return Hole("undefined") if q.__class__ is Hole else floor(q)


def mod(a: Any, b: Any) -> Any:
    q = floor_divide(a, b)
    return q if q.__class__ is Hole else lift(a) - q * b


def fmod(a: Any, b: Any) -> Any:
    q = divide(a, b)
    return Hole("undefined") if q.__class__ is Hole else lift(a) - trunc(q) * b


def is_nothing(x: Any) -> bool:
    """Whether x is exactly 0, and stays so."""
    x = lift(x)
    return x.__class__ is Germ and bool(x.is_zero())


def comparison(holds: Callable[[int], bool]) -> Callable[[Any, Any], bool]:
    return lambda a, b: holds(compare(a, b))


def truth(f: Callable[..., bool]) -> Callable[..., bool]:
    return lambda *xs: f(*[x if x.__class__ is bool else sign(x) != 0 for x in xs])


FORMS.update({
    "add": add, "subtract": lambda a, b: lift(a) - b, "multiply": multiply, "divide": divide, "power": power,
    "negative": lambda x: -lift(x), "positive": lift, "read": lift, "guard": lambda x: x,
    "square": lambda x: lift(x) * x if lift(x).__class__ is not Germ else power(x, still(TWO)),
    "reciprocal": lambda x: divide(still(ONE), x), "sqrt": sqrt, "cbrt": cbrt, "exp": exp, "expm1": expm1,
    "exp2": lambda x: power(still(TWO), x), "log": log, "log1p": log1p, "log2": log_to(2), "log10": log_to(10),
    "sin": sin, "cos": cos, "tan": tan, "arcsin": arcsin, "arccos": arccos, "arctan": arctan, "sinh": sinh,
    "cosh": cosh, "tanh": tanh, "sech": sech, "arcsinh": arcsinh, "arccosh": arccosh, "arctanh": arctanh,
    "sigmoid": sigmoid, "softplus": softplus, "logaddexp": logaddexp, "logaddexp2": logaddexp2, "hypot": hypot,
    "arctan2": arctan2, "copysign": copysign, "fmax": larger, "fmin": smaller,
    "divide_no_nan": lambda a, b: still(ZERO) if is_nothing(b) else divide(a, b),
    "multiply_no_nan": lambda a, b: still(ZERO) if is_nothing(b) else multiply(a, b),
    "xdivy": lambda a, b: still(ZERO) if is_nothing(a) else divide(a, b),
    "xlogy": xlogy, "xlog1py": xlog1py, "entr": entr, "kl_div": kl_div, "logit": logit, "sinpi": half_turns("sin"),
    "cospi": half_turns("cos"), "deg2rad": deg2rad, "rad2deg": rad2deg, "sinc": sinc, "real": real, "imag": imag,
    "imaginary": imaginary, "conj": conj, "complex": lambda a, *b: add(lift(a), imaginary(b[0])) if b else lift(a),
    "angle": lambda z: arctan2(imag(z), real(z)), "abs": absolute, "absolute": absolute, "maximum": larger,
    "minimum": smaller, "relu": relu,
    "heaviside": heaviside, "where": where, "sign": signum, "floor": floor, "ceil": ceil, "trunc": trunc,
    "rint": rint, "floor_divide": floor_divide, "mod": mod, "fmod": fmod,
    "less": comparison(lambda s: s < 0), "less_equal": comparison(lambda s: s <= 0),
    "greater": comparison(lambda s: s > 0), "greater_equal": comparison(lambda s: s >= 0),
    "equal": comparison(lambda s: s == 0), "not_equal": comparison(lambda s: s != 0),
    "logical_and": truth(lambda a, b: a and b), "logical_or": truth(lambda a, b: a or b),
    "logical_xor": truth(lambda a, b: a != b), "logical_not": truth(lambda a: not a),
})  # fmt: skip
