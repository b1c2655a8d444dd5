"""Special functions of germs: FLINT's series where it has them, else its values and a recurrence for coefficients."""

from __future__ import annotations

from math import factorial
from typing import TYPE_CHECKING, Any

from flint import acb_series, arb, arb_series, ctx, fmpq, fmpq_series

from ...ops.special import beyond
from . import logarithmic
from .functions import HALF, TWO, absolute, balls, exp, log, remembered, series, shared, sqrt, sure
from .germ import (
    FINDERS,
    FORMS,
    ONE,
    ZERO,
    Fail,
    Germ,
    Hole,
    compare,
    divide,
    is_null,
    lift,
    multiply,
    power,
    proper,
    settled,
    sign,
    still,
    variable,
)

if TYPE_CHECKING:
    from collections.abc import Callable


def composed(taylor: Callable[[Any, int], Any]) -> Callable[[Any], Any]:
    """A function whose Taylor coefficients at a ball `taylor(c, n)` gives as a list of n."""

    def form(x: Any) -> Any:
        x = lift(x)
        if x.__class__ is not Germ:
            return logarithmic.analytic(form, x)
        s = proper(x)
        c = arb(s[0])
        found = arb_series(taylor(c, 1 if x.still else s.prec), prec=1 if x.still else s.prec)
        sure(found)
        if x.still:
            return still(found[0])
        away = balls(s)
        away = arb_series([0, *[away[i] for i in range(1, away.prec)]], prec=away.prec)
        return Germ(found(away), 0, False, None, x.rough)

    return form


def inside(f: Callable[[Any], Any], low: Any = None, high: Any = None) -> Callable[[Any], Any]:
    """f, but outside of its domain no value."""

    def form(x: Any) -> Any:
        x = lift(x)
        if (low is not None and compare(x, low) < 0) or (high is not None and compare(x, high) > 0):
            raise Fail("outside")
        return f(x)

    return form


# gamma


def rgamma(x: Any) -> Any:
    """1/gamma(x), entire; at whole numbers from 0 downwards exactly 0."""
    x = lift(x)
    if x.__class__ is not Germ:
        return logarithmic.analytic(rgamma, x)
    s = proper(x)
    c = s[0]
    y = balls(s)
    y = y.rgamma() if not x.still else arb_series([arb(c).rgamma()], prec=1)
    if c.__class__ is fmpq and c.q == 1 and c <= 0:
        if x.still:
            return still(ZERO)
        y = arb_series([0, *[y[i] for i in range(1, y.prec)]], prec=y.prec)
    return shared(sure(y), x)


def gamma(x: Any) -> Any:
    x = lift(x)
    if x.__class__ is Germ and x.still and x.exact and x.s[0].q == 1 and 0 < x.s[0] < 1000:
        return still(fmpq(factorial(int(x.s[0].p) - 1)))
    y = rgamma(x)
    return Hole("pole") if y.__class__ is Germ and y.is_zero() else divide(still(ONE), y)


def lgamma(x: Any) -> Any:
    x = lift(x)
    if sign(x) > 0 and x.__class__ is Germ and not is_null(proper(x)[0]):
        s = proper(x)
        if s[0].__class__ is fmpq and s[0] in (1, 2):
            y = balls(s).lgamma() if not x.still else arb_series([0], prec=1)
            y = arb_series([0, *[y[i] for i in range(1, y.prec)]], prec=y.prec)
            return shared(y, x)
        return shared(sure(balls(s).lgamma() if not x.still else arb_series([arb(s[0]).lgamma()], prec=1)), x)
    y = log(absolute(rgamma(x)))
    return Hole("pole", 1) if y.__class__ is Hole else -y


def polygamma(n: int) -> Callable[[Any], Any]:
    """The (n+1)-th derivative of log(gamma)."""

    def form(x: Any) -> Any:
        x = lift(x)
        if x.__class__ is not Germ:
            return logarithmic.analytic(form, x)
        s = proper(x)
        c, cap = s[0], ctx.cap
        count = (1 if x.still else s.prec) + n + 3
        ctx.cap = count
        try:
            u = variable(still(c))
            if c > 0:
                y = Germ(balls(u.s).lgamma())
                y = logarithmic.derivative(y)
            else:
                r = rgamma(u)
                y = -divide(logarithmic.derivative(r), r)
            for _ in range(n):
                y = logarithmic.derivative(y)
        finally:
            ctx.cap = cap
        if x.still:
            if c.__class__ is fmpq and c.q == 1 and c <= 0:
                return Hole("pole", 1 if n % 2 else -1 if c == 0 else 0)
            return still(sure(arb_series([y.at(0)], prec=1))[0])
        away = x - still(c)
        return substituted(y, away, s.prec)

    return form


def substituted(y: Germ, away: Germ, count: int) -> Any:
    """y, a Laurent series in u, at u = away, which vanishes."""
    away = Germ(arb_series([0, *[balls(proper(away))[i] for i in range(1, count)]], prec=count))
    body = Germ(balls(y.s)(away.s))
    if y.v == 0:
        return body
    return multiply(body, power(away, still(fmpq(y.v))))


def beta(a: Any, b: Any) -> Any:
    a, b = lift(a), lift(b)
    if large(a) or large(b):
        return exp(lgamma(a) + lgamma(b) - lgamma(a + b))
    return divide(rgamma(a + b), multiply(rgamma(a), rgamma(b)))


def large(x: Any) -> bool:
    """Whether 1/gamma would be a product of many, where logarithms are quick."""
    return x.__class__ is Germ and bool(proper(x)[0] > 10_000)


def betaln(a: Any, b: Any) -> Any:
    a, b = lift(a), lift(b)
    if all(x.__class__ is Germ and proper(x)[0] > 0 for x in (a, b)):
        return lgamma(a) + lgamma(b) - lgamma(a + b)
    return log(absolute(beta(a, b)))


def binom(n: Any, k: Any) -> Any:
    n, k = lift(n), lift(k)
    one = still(ONE)
    if any(map(large, (n, k, n - k))):
        return exp(lgamma(n + one) - lgamma(k + one) - lgamma(n - k + one))
    return divide(multiply(rgamma(k + one), rgamma(n - k + one)), rgamma(n + one))


def poch(x: Any, n: Any) -> Any:
    return divide(rgamma(x), rgamma(lift(x) + lift(n)))


def zeta(order: int) -> Callable[[Any, Any], Any]:
    """The order-th derivative in s of Hurwitz's zeta function; in q by d/dq zeta(s, q) = -s zeta(s + 1, q)."""

    def form(s: Any, q: Any) -> Any:
        s, q = lift(s), lift(q)
        if s.__class__ is not Germ or q.__class__ is not Germ:
            raise Fail("form")
        c, d = proper(s)[0], proper(q)[0]
        if not d > 0:
            raise Fail("outside" if q.still else "undecided")
        if not (-100 <= c <= 10**6 and fmpq(1, 10**9) < d < 10**9):
            raise beyond("zeta")
        if c.__class__ is fmpq and c == 1:
            return Hole("pole", 0) if s.still else divide(near_one(s, q, order), power(s - still(ONE), still(ONE)))
        count = 1 if s.still and q.still else ctx.cap
        total: Any = None
        away, p = q - still(d), still(ONE)
        for k in range(1 if q.still else count):
            rising, cap = arb(1), ctx.cap
            ctx.cap = count + order
            u = arb_series([arb(c) + k, 1])
            y = u.zeta(arb(d)) if count + order > 1 else arb_series([(arb(c) + k).zeta(arb(d))], prec=1)
            weight = arb_series([1])
            for i in range(k):
                weight = weight * arb_series([-(arb(c) + i), -1]) / (i + 1)
            y = Germ(y * weight if k else y)
            for _ in range(order):
                y = logarithmic.derivative(y)
            ctx.cap = cap
            y = Germ(arb_series([y.at(i) for i in range(count)], prec=count))
            z = still(sure(y.s)[0]) if s.still else substituted(y, s - still(c), count)
            del rising
            term = multiply(z, p)
            total = term if total is None else total + term
            p = multiply(p, away)
        if not q.still:  # the series in q - d is cut
            total = Germ(total.moving() + arb_series([], prec=count), total.v)
        return total

    return form


def near_one(s: Germ, q: Germ, order: int) -> Any:
    """(s - 1)**(order + 1) * zeta at the pole."""
    raise Fail("form")


def incomplete(upper: bool, order: int) -> Callable[[Any, Any], Any]:
    """The order-th derivative in a of the regularised incomplete gamma functions.

    P(a, x) = x**a exp(-x) sum of x**n / gamma(a + n + 1) (Abramowitz and Stegun 1964, 6.5.29), as a series in a.
    """

    def form(a: Any, x: Any) -> Any:
        a, x = lift(a), lift(x)
        if sign(a) <= 0 or sign(x) < 0:
            raise Fail("outside")
        if x.__class__ is not Germ or a.__class__ is not Germ:
            raise Fail("form")
        if x.is_zero():
            return still(ONE if upper and not order else ZERO)
        c, d = proper(a)[0], proper(x)[0]
        one = still(ONE)
        if is_null(d):  # at 0 in x: a few terms
            if order:
                raise Fail("form")
            y = shares(a, x, ctx.cap)
            return one - y if upper else y
        if a.still and x.still and not order:
            return still(sure([getattr(arb(d), "gamma_upper" if upper else "gamma_lower")(arb(c), 1)])[0])
        if a.still and not order:
            y = getattr(arb_series, "gamma_upper" if upper else "gamma_lower")(arb(c), balls(proper(x)), 1)
            return Germ(sure(y), 0, False, None, x.rough)
        cap = ctx.cap
        ctx.cap = count = (1 if a.still else cap) + order
        try:
            y = share(variable(still(c)) if count > 1 else still(c), arb(d), count)
            for _ in range(order):
                y = logarithmic.derivative(y)
        finally:
            ctx.cap = cap
        found = still(y.at(0)) if a.still else substituted(
            Germ(arb_series([y.at(i) for i in range(cap)])), a - still(c), cap
        )  # fmt: skip
        if not x.still:  # and in x: the density r solves x r' = (a - 1 - x) r
            if order:
                raise Fail("form")
            d, away, p = still(d), x - still(d), one
            before, r = still(ZERO), exp(multiply(a - one, log(d)) - d - lgamma(a))
            for k in range(ctx.cap):
                p = multiply(p, away)
                found = found + divide(multiply(p, r), still(fmpq(k + 1)))
                top = multiply(a - one - d - still(fmpq(k)), r) - before
                before, r = r, divide(top, multiply(d, still(fmpq(k + 1))))
        return (one - found if not order else -found) if upper else found

    return form


def shares(a: Germ, x: Germ, count: int) -> Any:
    """The lower share for x that vanishes."""
    one = still(ONE)
    g = rgamma(a + one)
    total, term = g, g
    for n in range(1, count + 1):
        term = divide(multiply(term, x), a + still(fmpq(n)))
        total = total + term
    return multiply(multiply(power(x, a), exp(-x)), total)


def share(u: Germ, x: Any, count: int) -> Germ:
    """P(u, x) as a series in u - c, with a bound of the rest of the sum by Cauchy's estimate on |u - c| <= c/2, 1/2."""
    c = arb(u.s[0])
    if x > 50_000 or c > 10**9:
        raise beyond("igamma")
    head = rgamma(u + still(ONE))
    term = balls(head.s)
    total, n, s = term, 0, balls(u.s)
    small = arb(2) ** (-ctx.prec - 20)
    radius = arb(1) / 2 if c > 1 else c / 2
    bound = None
    while True:
        n += 1
        term = term * x / (s + n)
        total = total + term
        low = c + n + 1 - radius
        if low > 2 * x and abs(term[0]) < small * abs(total[0]):
            # |term on the circle| <= x**n / |gamma(u + n + 1)|, and 1/|gamma(z)| <= exp(pi*|Im z|/2)/gamma(Re z)
            bound = 2 * (arb.pi() * radius).exp() * x**n * (c + n + 1 - radius).rgamma()
            break
        if n > 200_000:
            raise Fail("undecided")
    rest = arb_series([arb(0, (bound / radius**k).abs_upper()) for k in range(count)], prec=count)
    front = (s * x.log() - x).exp() if count > 1 else arb_series([(c * x.log() - x).exp()], prec=1)
    return Germ((total + rest) * front, 0, u.still)


# errors and integrals


def root(name: str, method: str, value: str) -> Callable[[Any], Any]:
    """The inverse of a function: its value by FLINT, its series by reversion."""

    def taylor(c: Any, count: int) -> list[Any]:
        y = getattr(c, value)()
        if count == 1 or not y.is_finite():
            return [y, *[arb("nan")] * (count - 1)]
        forward = getattr(arb_series([y, 1], prec=count), method)()
        away = arb_series([0, *[forward[i] for i in range(1, count)]], prec=count).reversion()
        return [y, *[away[i] for i in range(1, count)]]

    plain = composed(taylor)

    def form(x: Any) -> Any:
        x = lift(x)
        low, high = (-1, 1) if name == "erfinv" else (0, 2)
        for end, way in ((high, 1), (low, -1)):
            at_end = compare(x, still(fmpq(end))) * way
            if at_end > 0:
                raise Fail("outside")
            if at_end == 0:
                return Hole("pole", way if name == "erfinv" else -way)
        if name == "erfinv" and x.is_zero():
            return x
        return remembered(plain(x), name, x)

    return form


erfinv, erfcinv = root("erfinv", "erf", "erfinv"), root("erfcinv", "erfc", "erfcinv")
erf, erfc, erfi = series("erf"), series("erfc"), series("erfi")


def erf_any(x: Any) -> Any:
    known = getattr(lift(x), "known", None)
    return known[1] if known and known[0] == "erfinv" else endless(erf, -1, 1)(x)


def endless(f: Callable[[Any], Any], low: int | None, high: int | None) -> Callable[[Any], Any]:
    """f with its limits at the infinities, which it approaches faster than any power, where x is a pole in t."""

    def form(x: Any) -> Any:
        x = lift(x)
        if x.__class__ is float or is_endless(x):
            limit = high if sign(x) > 0 else low
            if limit is None:
                raise Fail("form")
            return still(fmpq(limit)) if x.__class__ is float else Germ(fmpq_series([limit], prec=ctx.cap))
        return f(x)

    return form


def is_endless(x: Any) -> bool:
    """Whether x is a germ that tends to an infinity."""
    from .functions import polar

    return polar(x) if x.__class__ is Germ else logarithmic.endless(x)


def ndtr(x: Any) -> Any:
    return multiply(endless(erfc, 2, 0)(-divide(x, sqrt(still(TWO)))), still(HALF))


def ndtri(x: Any) -> Any:
    return -multiply(sqrt(still(TWO)), erfcinv(multiply(x, still(TWO))))


def erfcx(x: Any) -> Any:
    return multiply(exp(power(x, still(TWO))), erfc(x))


def dawsn(x: Any) -> Any:
    half = sqrt(still(arb.pi())) * still(HALF)
    return multiply(multiply(exp(-power(x, still(TWO))), erfi(x)), half)


def nth(f: Callable[[Any], Any], n: int) -> Callable[[Any], Any]:
    """The n-th derivative of f."""

    def form(x: Any) -> Any:
        if not n:
            return f(x)
        x, cap = lift(x), ctx.cap
        if x.__class__ is not Germ:
            return logarithmic.analytic(form, x)
        s = proper(x)
        count = 1 if x.still else s.prec
        ctx.cap = count + n + 2
        try:
            y = settled(f(variable(still(s[0]))))
            for _ in range(n):
                y = logarithmic.derivative(y)
            c = [y.at(i) for i in range(count)]
        finally:
            ctx.cap = cap
        if x.still:
            return still(c[0])
        return substituted(Germ(arb_series([arb(v) for v in c], prec=count)), x - still(s[0]), count)

    return form


def dilog(x: Any) -> Any:
    x = lift(x)
    if x.__class__ is Germ and x.still and x.exact and x.s[0] == 1:
        return still(-ONE)
    return divide(log(x), still(ONE) - x)


def spence(x: Any) -> Any:
    """Li_2(1 - x): the integral of log(t)/(1 - t) from 1."""
    x = lift(x)
    if sign(x) < 0:
        raise Fail("outside")
    if x.__class__ is not Germ:
        raise Fail("form")
    if x.is_zero():
        return still(arb.pi() ** 2 / 6)
    c = proper(x)[0]
    if is_null(c):  # pi**2/6 - log(x) log(1 - x) - Li_2(x)
        y = multiply(log(x), log(still(ONE) - x))
        away = [0, *[arb(1) / (k * k) for k in range(1, ctx.cap)]]
        return still(arb.pi() ** 2 / 6) - y - Germ(arb_series(away)(balls(proper(x))))
    value = (1 - arb(c)).polylog(2) if c != 1 else arb(0)
    if x.still:
        return still(sure(arb_series([value], prec=1))[0])
    rate = multiply(dilog(x), logarithmic.derivative(x))
    return Germ(sure(balls(proper(rate)).integral() + value))


def fresnel(name: str) -> Callable[[Any], Any]:
    """Fresnel's integrals, odd."""

    def form(x: Any) -> Any:
        x = lift(x)
        if x.__class__ is not Germ:
            return logarithmic.analytic(form, x)
        s = balls(proper(x))
        if x.still:
            return still(sure(arb_series([getattr(s[0], name)()], prec=1))[0])
        return Germ(sure(getattr(s, name)()), 0, False, None, x.rough)

    return form


def ei(x: Any) -> Any:
    x = lift(x)
    if x.__class__ is Germ and x.is_zero():
        return Hole("pole", -1)
    if x.__class__ is Germ and not is_null(proper(x)[0]):
        return series("ei")(x)
    away = fmpq_series([0, *[fmpq(1, k * factorial(k)) for k in range(1, ctx.cap)]])
    return log(absolute(x)) + still(arb.const_euler()) + Germ(away(proper(x)))


def expint(n: int) -> Callable[[Any], Any]:
    """E_n: from E_1 upwards, n E_(n+1) = exp(-x) - x E_n; E_1(x) = -Ei(-x)."""

    def form(x: Any) -> Any:
        x = lift(x)
        if sign(x) < 0:
            raise Fail("outside")
        if x.__class__ is Germ and x.is_zero():
            return Hole("pole", 1) if n < 2 else still(fmpq(1, n - 1))
        if n == 0:
            return divide(exp(-x), x)
        if x.__class__ is Germ and not is_null(proper(x)[0]):
            return composed(taylor)(x)
        y = -ei(-x)
        for k in range(1, n):
            y = divide(exp(-x) - multiply(x, y), still(fmpq(k)))
        return y

    def taylor(c: Any, count: int) -> list[Any]:  # the k-th derivative is (-1)**k E_(n-k)
        return [c.expint(n - k) * (-1) ** k / factorial(k) for k in range(count)]

    return form


def lambertw(x: Any) -> Any:
    x = lift(x)
    if x.__class__ is not Germ:
        return logarithmic.analytic(lambertw, x)
    edge = -(arb(-1).exp())
    c = proper(x)[0]
    if c.__class__ is not acb_series and bool(arb(c) < edge):
        raise Fail("outside")
    s = proper(x)
    if x.still:
        return still(sure(arb_series([arb(c).lambertw()], prec=1))[0]) if not is_null(c) else x
    y = sure(balls(s).lambertw())
    if is_null(c):
        y = arb_series([0, *[y[i] for i in range(1, y.prec)]], prec=y.prec)
    return Germ(y, 0, False, None, x.rough)


# Bessel functions: x**2 y'' + x y' + (s x**2 - n**2) y = 0


def bessel(kind: str, n: Any) -> Callable[[Any], Any]:
    """Bessel function `kind` (j, y, i, k) of order n: value and slope by FLINT, the series by its equation."""
    order = fmpq(*float(n).as_integer_ratio())

    def taylor(c: Any, count: int) -> list[Any]:
        m, s = arb(order), -1 if kind in "ik" else 1
        value = getattr(c, f"bessel_{kind}")
        y = [value(m)]
        if count > 1:  # y' = (n/x) y -+ y_(n+1)
            up = value(m + 1)
            y.append(m / c * y[0] + (up if kind == "i" else -up))
        for k in range(count - 2):
            rest = (2 * c * (k + 1) * k + c * (k + 1)) * y[k + 1] + (k * k - m * m + s * c * c) * y[k]
            if k > 0:
                rest += 2 * s * c * y[k - 1]
            if k > 1:
                rest += s * y[k - 2]
            y.append(-rest / (c * c * (k + 2) * (k + 1)))
        return y

    plain = composed(taylor)

    def ascending(x: Any) -> Any:
        """(x/2)**n sum of (-+x*x/4)**k / (k! gamma(n + k + 1))."""
        m, way = abs(order) if order.q == 1 else order, -1 if kind == "j" else 1
        z = multiply(power(x, still(TWO)), still(fmpq(way, 4)))
        total, p = still(ZERO), still(ONE)
        for k in range(ctx.cap // 2 + 1):
            c = rgamma(still(m + k + 1)) if order.q > 1 else still(fmpq(1, factorial(int(m.p) + k)))
            total = total + multiply(p, divide(c, still(fmpq(factorial(k)))))
            p = multiply(p, z)
        flip = kind == "j" and order.q == 1 and order < 0 and order.p % 2
        y = multiply(power(multiply(x, still(HALF)), still(m)), total)
        return -y if flip else y

    def form(x: Any) -> Any:
        x = lift(x)
        if x.__class__ is not Germ:
            return logarithmic.analytic(form, x)
        if x.v < 0:
            raise Fail("form")
        c = proper(x)[0]
        if kind in "yk" or order.q > 1:
            if sign(x) < 0:
                raise Fail("outside")
        elif kind in "ji" and not is_null(c) and bool(c < 0):
            y = form(-x)
            return -y if order.p % 2 else y
        if is_null(c):
            if kind in "ji":
                return still(c * 0 + (1 if order == 0 else 0)) if x.still and order >= 0 else ascending(x)
            if x.still:
                return Hole("pole", 1 if kind == "k" else -1)
            return second(kind, order, x)
        return plain(x)

    return form


def second(kind: str, order: Any, x: Germ) -> Any:
    """K_n or Y_n next to 0, for a whole order (Abramowitz and Stegun 1964, 9.6.11 and 9.1.11)."""
    if order.q > 1:
        raise Fail("form")
    n, k_kind = abs(int(order.p)), kind == "k"
    half = multiply(x, still(HALF))
    square = multiply(half, half)
    if not k_kind:
        square = -square
    total, p = still(ZERO), still(ONE)
    for k in range(n):  # the finite sum
        c = fmpq(factorial(n - k - 1), factorial(k)) * ((-1) ** k)
        total = total + multiply(p, still(c))
        p = multiply(p, square)
    finite = multiply(total, power(half, still(fmpq(-n)))) if n else still(ZERO)
    psi = [sum((fmpq(1, i) for i in range(1, m)), ZERO) for m in range(1, ctx.cap + n + 3)]  # and -gamma each
    total, logs, p = still(ZERO), still(ZERO), still(ONE)
    for k in range(ctx.cap // 2 + 1):
        c = fmpq(1, factorial(k) * factorial(n + k))
        total = total + multiply(p, multiply(still(c), still(arb(psi[k] + psi[n + k]) - 2 * arb.const_euler())))
        logs = logs + multiply(p, still(c))
        p = multiply(p, square)
    lead = power(half, still(fmpq(n))) if n else still(ONE)
    bessel_n = multiply(lead, logs)
    if k_kind:
        way = (-1) ** n
        y = multiply(finite, still(HALF)) - multiply(still(fmpq(way)), multiply(log(half), bessel_n))
        return y + multiply(multiply(lead, total), still(fmpq(way, 2)))
    pi = still(arb.pi())
    y = multiply(multiply(log(half), bessel_n), still(TWO)) - finite - multiply(lead, total)
    return divide(y, pi)


def scaled(kind: str, n: int) -> Callable[[Any], Any]:
    """exp(-|x|) I_n(x), or exp(x) K_n(x)."""
    plain = bessel(kind, n)
    if kind == "i":
        return lambda x: multiply(exp(-absolute(x)), plain(x))
    return lambda x: multiply(exp(x), plain(x))


def ordered(f: Callable[..., Callable[..., Any]], *before: Any) -> Callable[[Any], Callable[..., Any]]:
    """The form of a family: from the parameters of the op."""
    return lambda op: f(*before, *op.params)


FAMILIES: dict[str, Callable[[Any], Callable[..., Any]]] = {
    "digamma": lambda op: polygamma(0), "polygamma": ordered(polygamma),
    "zeta": lambda op: zeta(op.params[0] if op.params else 0),
    "igamma": lambda op: incomplete(False, op.params[0] if op.params else 0),
    "igammac": lambda op: incomplete(True, op.params[0] if op.params else 0),
    **{f"bessel{kind}": ordered(bessel, kind) for kind in "jyik"},
    "besselie": ordered(scaled, "i"), "besselke": ordered(scaled, "k"), "expint": ordered(expint),
    "dilog": lambda op: inside(nth(dilog, op.params[0]), still(ZERO)),
}  # fmt: skip
NUMBERED = {"sinc": FORMS["sinc"], "erfcx": erfcx, "dawsn": dawsn}  # sinc_2 is the second derivative
SPECIAL: dict[str, Callable[..., Any]] = {
    "erf": erf_any, "erfc": endless(erfc, 2, 0), "erfinv": erfinv, "erfcinv": erfcinv, "ndtr": ndtr, "ndtri": ndtri,
    "log_ndtr": lambda x: log(ndtr(x)), "gamma": gamma, "lgamma": lgamma, "beta": beta, "betaln": betaln,
    "binom": binom, "poch": poch, "lambertw": lambertw, "spence": spence, "ei": ei,
    "fresnels": fresnel("fresnel_s"), "fresnelc": fresnel("fresnel_c"),
}  # fmt: skip


def form_of(op: Any) -> Callable[..., Any] | None:
    """The function of germs that an op is, or None; of one that is not elementwise, of arrays of one element."""
    if not op.elementwise:
        found: Callable[..., Any] | None = FINDERS["array"](op)
        return found
    name, _, number = op.name.partition("_")
    if family := FAMILIES.get(op.name):
        return family(op)
    if name in NUMBERED and (number.isdigit() or not number):
        return nth(NUMBERED[name], int(number or 0))
    return SPECIAL.get(op.name) or FORMS.get(op.name)


FINDERS["form"] = form_of
