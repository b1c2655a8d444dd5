"""The gamma function of germs and its kin, zeta, and the incomplete gamma functions."""

from __future__ import annotations

from collections.abc import Callable
from math import factorial
from typing import Any

from flint import arb, arb_series, ctx, fmpq

from . import asymptotics
from .arithmetic import away, divide, multiply, proper, sign
from .elementary import absolute
from .germ import FORMS, ONE, ZERO, Fail, Germ, Hole, balls, is_null, is_zero, lift, still
from .powers import exp, log
from .series import expanded, next_to, nth, remembered, smooth

Form = Callable[[Any], Any]
SUMMED, MOST = 200_000, 10**7  # how far a sum goes beyond a, and for which a it does


def constant_of(x: Any) -> Any:
    """c0 of a germ without a pole. Fail: it is none."""
    if x.__class__ is not Germ:
        raise Fail(getattr(x, "kind", "form"))
    return proper(x)[0]


@smooth
def rgamma(x: Any) -> Any:
    """1/gamma(x), entire; at whole numbers from 0 downwards exactly 0."""
    s = proper(x)
    c, y = s[0], balls(s).rgamma()
    return x.like(away(y) if c.__class__ is fmpq and c.q == 1 and c <= 0 else y)


def gamma(x: Any) -> Any:
    x = lift(x)
    if x.__class__ is Germ and x.still and x.exact and x.s[0].q == 1 and 0 < x.s[0] < 1000:
        return still(fmpq(factorial(int(x.s[0].p) - 1)))
    y = rgamma(x)
    return Hole("pole") if is_zero(y) else remembered(divide(1, y), "gamma", x)


def lgamma(x: Any) -> Any:
    x = lift(x)
    if sign(x) > 0 and x.__class__ is Germ and not is_null(c := constant_of(x)):
        y = balls(proper(x)).lgamma()
        return x.like(away(y) if c.__class__ is fmpq and c in (1, 2) else y)
    y = log(absolute(rgamma(x)))
    return Hole("pole", 1) if y.__class__ is Hole else -y


def polygamma(n: int) -> Form:
    """The (n+1)-th derivative of log(gamma); of -log(1/gamma) where c is negative, or a pole."""

    def near(c: Any, count: int) -> Any:
        if c > 0:
            y = asymptotics.derivative(next_to(lgamma, c, count + n + 2))
        else:
            r = next_to(rgamma, c, count + n + 3)
            y = -divide(asymptotics.derivative(r), r)
        for _ in range(n):
            y = asymptotics.derivative(y)
        if count == 1 and y.v < 0:
            return Hole("pole", 1 if n % 2 else -1 if c == 0 else 0)
        return y

    return expanded(near)


def large(*xs: Any) -> bool:
    """Whether some 1/gamma would be a product of many, where logarithms are quick."""
    return any(x.__class__ is Germ and bool(proper(x)[0] > 10_000) for x in xs)


def beta(a: Any, b: Any) -> Any:
    a, b = lift(a), lift(b)
    if large(a, b):
        return exp(lgamma(a) + lgamma(b) - lgamma(a + b))
    return divide(rgamma(a + b), multiply(rgamma(a), rgamma(b)))


def betaln(a: Any, b: Any) -> Any:
    a, b = lift(a), lift(b)
    if all(x.__class__ is Germ and proper(x)[0] > 0 for x in (a, b)):
        return lgamma(a) + lgamma(b) - lgamma(a + b)
    return log(absolute(beta(a, b)))


def binom(n: Any, k: Any) -> Any:
    n, k, one = lift(n), lift(k), still(ONE)
    if large(n, k, n - k):
        return exp(lgamma(n + one) - lgamma(k + one) - lgamma(n - k + one))
    return divide(multiply(rgamma(k + one), rgamma(n - k + one)), rgamma(n + one))


def hurwitz(c: Any, n: int, q: Any) -> Germ:
    """The sum of (n + q)**-s next to c, of which 1 is a pole: FLINT's, or of a large s its first terms.

    The rest is below its integral: each coefficient is, for log(x)**k/k! <= x, below the sum of (n + q)**(1 - s).
    """
    s = arb_series([arb(c), 1], prec=n)
    if c == 1:
        return Germ(arb_series([1, *s.zeta(q, True)], prec=n + 1), -1)
    if not (c > 10**6 and q < c / 1000):
        return Germ(s.zeta(q))
    count = 3 + ctx.prec // 1000  # each is below exp(-1000) times the one before
    total = sum(((-s * (q + n).log()).exp() for n in range(count)), arb_series([], prec=n))
    end = q + count
    rest = (end ** (1 - arb(c)) * (1 + end / (arb(c) - 2))).abs_upper()
    return Germ(total + arb_series([arb(0, rest)] * n, prec=n))


def zeta(s: Any, q: Any) -> Any:
    """Hurwitz's zeta function; in q by d/dq zeta(s, q) = -s zeta(s + 1, q)."""
    s, q = lift(s), lift(q)
    c, d = constant_of(s), constant_of(q)
    if not d > 0:
        raise Fail("outside" if q.still else "undecided")
    far = c < -(10**12) or (c > 10**9 and d > c / 1000)
    if far or (d != 1 and (c < -100 or (c < 0 and d < fmpq(1, 10**9)))):  # far too many bits would be lost
        raise Fail("form")
    if s.still and c.__class__ is fmpq and c == 1:
        return Hole("pole")
    total, step, factor = still(ZERO), q - still(d), still(ONE)
    for k in range(1 if q.still else ctx.cap):
        row = expanded(lambda c, n: hurwitz(c, n, arb(d)))(s + still(k))
        total = total + multiply(row, factor)
        factor = multiply(multiply(factor, step), -(s + still(k))) * still(fmpq(1, k + 1))
    return total if q.still else Germ(total.moving() + arb_series([], prec=ctx.cap), total.v)  # which is cut


def first(f: Callable[[Any, Any], Any], op: Any) -> Callable[[Any, Any], Any]:
    """The derivative of f in its first argument, as often as the op's parameter says."""
    order = op.params[0] if op.params else 0

    def form(a: Any, x: Any) -> Any:
        x = lift(x)
        constant_of(x)
        if order and not x.still:
            raise Fail("form")
        return nth(lambda u: f(u, x), order)(a)

    return form if order else f


def incomplete(upper: bool) -> Callable[[Any, Any], Any]:
    """The regularised incomplete gamma functions: of a constant a FLINT's, else by the sum for P (see `lower`)."""

    def form(a: Any, x: Any) -> Any:
        a, x = lift(a), lift(x)
        if sign(a) <= 0 or sign(x) < 0:
            raise Fail("outside")
        c, d = constant_of(a), constant_of(x)
        if x.is_zero():
            return still(ONE if upper else ZERO)
        if a.still and not is_null(d) and not (1000 < c < MOST and d < c + SUMMED):  # where FLINT is slow
            f = arb_series.gamma_upper if upper else arb_series.gamma_lower
            return x.like(f(arb(c), balls(proper(x)), 1))
        y = multiply(exp(multiply(a, log(x)) - x - lgamma(a + 1)), lower(a, x))
        return 1 - y if upper else y

    return form


def lower(a: Germ, x: Germ) -> Germ:
    """sum of x**n/((a + 1)...(a + n)), that is P(a, x) gamma(a + 1) exp(x)/x**a (Abramowitz and Stegun 1964, 6.5.29).

    The rest is below `bound` for |a - c| <= r and |x - d| <= s, so a geometric series in both has larger coefficients.
    """
    p, q = (balls(proper(Germ(y.moving(), y.v))) for y in (a, x))
    c, d, s, n = arb(p[0]), arb(q[0]), arb(0.5), 0
    r = s if c > 1 else c / 2
    if d > c + SUMMED or c > MOST:
        raise Fail("form")
    total = term = arb_series([1], prec=ctx.cap)
    bound, ratio = arb(1), (d + s) / (c + 1 - r)
    while not (ratio < 1 and bound < arb(2) ** (-ctx.prec - 20) * abs(total[0]) * (1 - ratio)):
        n += 1
        term = term * q / (p + n)
        total, bound, ratio = total + term, bound * ratio, (d + s) / (c + n + 1 - r)
    size: Any = arb_series([bound / (1 - ratio)], prec=ctx.cap)
    for y, radius in ((p, r), (q, s)):
        size = size / (1 - arb_series([0, *[abs(y[k]).upper() for k in range(1, y.prec)]], prec=y.prec) / radius)
    rest = arb_series([arb(0, size[k].abs_upper()) for k in range(size.prec)], prec=size.prec)
    return Germ(total + rest, 0, a.still and x.still)


FAMILIES: dict[str, Callable[[Any], Callable[..., Any]]] = {  # by the parameters of the op
    "digamma": lambda op: polygamma(0), "polygamma": lambda op: polygamma(*op.params),
    "zeta": lambda op: first(zeta, op), "igamma": lambda op: first(incomplete(False), op),
    "igammac": lambda op: first(incomplete(True), op),
}  # fmt: skip
FORMS.update({
    "gamma": gamma, "lgamma": lgamma, "beta": beta, "betaln": betaln, "binom": binom,
    "poch": lambda x, n: divide(rgamma(x), rgamma(lift(x) + lift(n))),
})  # fmt: skip
