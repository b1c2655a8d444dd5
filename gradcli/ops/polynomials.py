"""Polynomials: of given coefficients, and the orthogonal ones by recurrence (Abramowitz and Stegun 1964, 22.7)."""

from __future__ import annotations

from typing import Any

from ..core.vocabulary import public
from ..errors import DomainFault, ShapeFault
from .indexing import getitem
from .special import fixed_whole
from .values import kind_of, shape_of

MOST = 1000  # the degree


@public("polyval")
def polyval(p: Any, x: Any) -> Any:
    """The polynomial with coefficients p, the highest power first, at x."""
    if len(shape_of(p)) != 1:
        raise ShapeFault(f"polyval takes a list of coefficients, not {kind_of(shape_of(p))}", code="shape")
    y: Any = 0.0 * x
    for n in range(shape_of(p)[0]):
        y = y * x + getitem(p, n) if n else y + getitem(p, n)
    return y


def recurrent(name: str, n: Any, x: Any, first: Any, step: Any) -> Any:
    """p_n from p_0 = 1, p_1 = first and p_(k+1) = step(k, p_k, p_(k-1))."""
    degree = fixed_whole(name, n)
    if degree > MOST:
        raise DomainFault(f"{name} is known up to degree {MOST}", code="domain")
    before, y = 1.0 + 0.0 * x, first
    for k in range(1, degree):
        before, y = y, step(float(k), y, before)
    return y if degree else before


@public("legendre", "legendrep", "LegendreP")
def legendre(n: Any, x: Any) -> Any:
    """The Legendre polynomial of degree n."""
    return recurrent("legendre", n, x, x, lambda k, y, b: ((2.0 * k + 1.0) * (x * y) - k * b) / (k + 1.0))


@public("chebyshev", "chebyshevt", "chebyt", "ChebyshevT")
def chebyshev(n: Any, x: Any) -> Any:
    """The Chebyshev polynomial of the first kind, of degree n."""
    return recurrent("chebyshev", n, x, x, lambda k, y, b: 2.0 * (x * y) - b)


@public("chebyshevu", "chebyu", "ChebyshevU")
def chebyshevu(n: Any, x: Any) -> Any:
    """The Chebyshev polynomial of the second kind, of degree n."""
    return recurrent("chebyshevu", n, x, 2.0 * x, lambda k, y, b: 2.0 * (x * y) - b)


@public("hermite", "hermiteh", "HermiteH")
def hermite(n: Any, x: Any) -> Any:
    """The Hermite polynomial of degree n, as physicists define it."""
    return recurrent("hermite", n, x, 2.0 * x, lambda k, y, b: 2.0 * (x * y - k * b))


@public("laguerre", "laguerrel", "LaguerreL")
def laguerre(n: Any, x: Any) -> Any:
    """The Laguerre polynomial of degree n."""
    return recurrent("laguerre", n, x, 1.0 - x, lambda k, y, b: ((2.0 * k + 1.0 - x) * y - k * b) / (k + 1.0))
