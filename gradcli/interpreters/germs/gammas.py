"""The gamma function of germs and its kin, zeta, and the incomplete gamma functions."""

from __future__ import annotations

from collections.abc import Callable
from math import factorial
from typing import Any

from flint import acb, arb, arb_poly, arb_series, ctx, fmpq

from . import asymptotics
from .arithmetic import away, divide, multiply, proper, sign
from .elementary import absolute
from .germ import FORMS, ONE, ZERO, Fail, Germ, Hole, balls, is_null, is_zero, still
from .powers import exp, log
from .series import composed, expanded, next_to, nth, remembered, smooth

Form = Callable[[Any], Any]
MOST = 5000  # that a bound may be above what it bounds


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
    if x.__class__ is Germ and x.still and x.exact and x.s[0].q == 1 and 0 < x.s[0] < 1000:
        return still(fmpq(factorial(int(x.s[0].p) - 1)))
    y = rgamma(x)
    return Hole("pole") if is_zero(y) else remembered(divide(1, y), "gamma", x)


def lgamma(x: Any) -> Any:
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
    if large(a, b):
        return exp(lgamma(a) + lgamma(b) - lgamma(a + b))
    return divide(rgamma(a + b), multiply(rgamma(a), rgamma(b)))


def betaln(a: Any, b: Any) -> Any:
    if all(x.__class__ is Germ and proper(x)[0] > 0 for x in (a, b)):
        return lgamma(a) + lgamma(b) - lgamma(a + b)
    return log(absolute(beta(a, b)))


def binom(n: Any, k: Any) -> Any:
    one = still(ONE)
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
        constant_of(x)
        if order and not x.still:
            raise Fail("form")
        return nth(lambda u: f(u, x), order)(a)

    return form if order else f


def incomplete(upper: bool) -> Callable[[Any, Any], Any]:
    """The regularised incomplete gamma functions P and Q; along x by dP/dx = exp(-x) x**(a - 1)/gamma(a)."""

    def form(a: Any, x: Any) -> Any:
        if sign(a) <= 0 or sign(x) < 0:
            raise Fail("outside")
        _, d, one = constant_of(a), constant_of(x), still(ONE)
        if x.is_zero():
            return one if upper else still(ZERO)
        if is_null(d):  # of the sum of x**n/((a + 1)...(a + n)) as many terms as count
            total = term = one
            for n in range(1, ctx.cap):
                term = divide(multiply(term, x), a + n)
                total = total + term
            y = multiply(exp(multiply(a, log(x)) - x - lgamma(a + 1)), total)
            return 1 - y if upper else y
        y, p = composed(lambda c, n: around(c, n, arb(d)))(a), still(ONE)
        step, middle = Germ(away(balls(proper(x)))), still(d)
        row, before = exp(multiply(a - 1, log(middle)) - middle - lgamma(a)), still(ZERO)  # -dQ/dx in powers of step
        for m in range(0 if x.still else ctx.cap):
            p = multiply(p, step)
            y = y - multiply(row, p) * fmpq(1, m + 1)
            row, before = divide(multiply(a - (1 + m) - middle, row) - before, middle * (m + 1)), row
        return y if upper else 1 - y

    return form


def around(c: Any, n: int, x: Any) -> list[Any]:
    """The coefficients of Q(a, x) in a next to c, by interpolation of FLINT's values at real points.

    The error at u, W(u) times an integral of Q/(W(w)(w - u)), has on a circle of this radius the coefficients
    most*(k + 1)/(2**fine)**(points - k); for t > 0 no |t**(a - 1)| is above those of both ends of the disk added.
    """
    middle, radius = x.gamma_upper(c, 1), arb(0.25) if c > 0.5 else c / 2
    if n == 1:
        return [middle]
    ends = x.gamma_upper(c + radius) + x.gamma_upper(c - radius)
    most = ends * acb(c + arb(0, radius), arb(0, radius)).rgamma().abs_upper()
    if not (middle > 0 and most < middle * arb(2) ** MOST):
        raise Fail("undecided" if most.is_finite() else "form")
    bits = ctx.prec + max(0, int(float((most / middle).log() * 1.45)))
    fine = 10 + ctx.prec // 16  # digits that each point adds
    count, more, before = n + bits // fine + 2, 2 * fine * n + bits // fine, ctx.prec
    ctx.prec += more
    try:
        step = radius / 2 ** (fine + 3)
        points = [step * fmpq(2 * j - count, count) for j in range(count)]
        found = arb_poly.interpolate(points, [x.gamma_upper(c + u, 1) for u in points])
        return [found[k] + arb(0, most * (k + 1) * step**-k / 2 ** (fine * count)) for k in range(n)]
    finally:
        ctx.prec = before


FAMILIES: dict[str, Callable[[Any], Callable[..., Any]]] = {  # by the parameters of the op
    "digamma": lambda op: polygamma(0), "polygamma": lambda op: polygamma(*op.params),
    "zeta": lambda op: first(zeta, op), "igamma": lambda op: first(incomplete(False), op),
    "igammac": lambda op: first(incomplete(True), op),
}  # fmt: skip
FORMS.update({
    "gamma": gamma, "lgamma": lgamma, "beta": beta, "betaln": betaln, "binom": binom,
    "poch": lambda x, n: divide(rgamma(x), rgamma(x + n)),
})  # fmt: skip
