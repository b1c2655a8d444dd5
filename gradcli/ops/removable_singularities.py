"""Quotients N(x)/x whose singularity at 0 is removable: families that carry their order of derivative, right at 0 too.

From x f = N follows x f_n + n f_(n-1) = N_n, and f_n(0) = N_(n+1)(0)/(n + 1).
"""

from __future__ import annotations

import math
from typing import Any

from ..core.calls import family, unary
from ..core.forms import numpy
from ..core.vocabulary import define
from .analysis import symbolic
from .special import INF, limits


def quotient(c: Any, numerator: Any, n: int, x: Any) -> Any:
    """The n-th derivative of N(x)/x; numerator(c, k, x) is the k-th derivative of N."""
    with c.workdps(c.dps + 5 + 3 * (n + 1)):
        if abs(x) < 0.001:  # Taylor's series is short
            y, power, k = c.zero, c.one, 0
            while k < 2 or abs(power) > c.eps:
                y += numerator(c, n + 1 + k, c.zero) * power / (n + 1 + k)
                k += 1
                power *= x / k
        else:
            y = numerator(c, 0, x) / x
            for m in range(1, n + 1):
                y = (numerator(c, m, x) - m * y) / x
    return +y


def _sine(c: Any, k: int, x: Any) -> Any:
    """The k-th derivative of sin(pi x)/pi."""
    turn = (c.sinpi, c.cospi)[k % 2](x)
    return c.pi ** (k - 1) * (-turn if k % 4 in (2, 3) else turn)


def _log1p(c: Any, k: int, x: Any) -> Any:
    """The k-th derivative of -log(1 + x)."""
    return -c.log1p(x) if k == 0 else (-1) ** k * c.factorial(k - 1) / (1 + x) ** k


@family
def sinc_derivative(n: int) -> Any:
    return unary(
        f"sinc_{n}" if n else "sinc", "smooth", lambda g, y, x: g * sinc_derivative(n + 1)(x), domain=((-2.5, 2.5),),
        mpmath=limits(lambda c, x: quotient(c, _sine, n, x), 0.0, 0.0),
        sympy=symbolic(lambda s, x: s.diff(s.sin(s.pi * x) / (s.pi * x), x, n) if n else s.sin(s.pi * x) / (s.pi * x)),
        math=None if n else _sinc_float, numpy=None if n else _sinc_array,
    )  # fmt: skip


def _sinc_float(x: Any) -> float:
    x = abs(float(x))
    near = math.remainder(x, 2.0)  # in half turns from the nearest whole turn, exactly
    near = math.copysign(1.0, near) - near if abs(near) > 0.5 else near
    return math.sin(math.pi * near) / (math.pi * x) if x else 1.0


def _sinc_array(x: Any) -> Any:
    np = numpy()
    if np.iscomplexobj(x):
        return np.sinc(x)
    size = np.abs(x)
    near = size - 2.0 * np.rint(size / 2.0)
    near = np.where(np.abs(near) > 0.5, np.copysign(1.0, near) - near, near)
    found = np.sin(np.pi * near) / (np.pi * np.where(size == 0, 1.0, size))
    return np.where(size == 0, 1.0, found).astype(np.result_type(x))


sinc = define("sinc", lambda x: sinc_derivative(0)(x), "sin(pi*x)/(pi*x), and 1 at 0")


def _dilog_value(c: Any, n: int, z: Any) -> Any:
    with c.workdps(c.dps + max(0, -int(c.log10(z)))):  # so that z - 1 still knows z
        y = quotient(c, _log1p, n, z - 1)
    return +y


@family
def _dilog(n: int) -> Any:
    """The n-th derivative of log(z)/(1 - z)."""
    return unary(
        "dilog", "smooth", lambda g, y, z: g * _dilog(n + 1)(z), params=(n,), domain=((0.3, 3.0),),
        mpmath=limits(lambda c, z: _dilog_value(c, n, z) if z > 0 else c.nan),
        sympy=symbolic(lambda s, z: s.diff(s.log(z) / (1 - z), z, n) if n else s.log(z) / (1 - z)),
    )  # fmt: skip


def _spence_value(c: Any, z: Any) -> Any:
    """Li_2(1 - z), near 0 by its reflection, Euler's, for mpmath is slow at 1."""
    if not 0 < z < 0.5:
        return c.polylog(2, 1 - z)
    return c.pi**2 / 6 - c.log(z) * c.log1p(-z) - c.polylog(2, z)


spence = unary(
    "spence", "smooth", lambda g, y, z: g * _dilog(0)(z),
    mpmath=limits(lambda c, z: _spence_value(c, z) if z >= 0 else c.nan, high=-INF),
    scipy=lambda s: s.spence, sympy=symbolic(lambda s, z: s.polylog(2, 1 - z)), domain=((0.3, 1.9),),
    doc="integral of log(t)/(1 - t) from 1 to z",
)  # fmt: skip
