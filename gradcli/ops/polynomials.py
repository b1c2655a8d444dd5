"""Polynomials: of given coefficients, and the orthogonal ones by recurrence (Abramowitz and Stegun 1964, 22.7)."""

from __future__ import annotations

from typing import Any

from ..core.vocabulary import define, public
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


def recurrent(names: str, first: Any, step: Any, doc: str) -> Any:
    """The polynomials p_0 = 1, p_1 = first(x) and p_(k+1) = step(k, x, p_k, p_(k-1))."""
    name = names.split()[0]

    def call(n: Any, x: Any) -> Any:
        degree = fixed_whole(name, n)
        if degree > MOST:
            raise DomainFault(f"{name} is known up to degree {MOST}", code="domain")
        before, y = 1.0 + 0.0 * x, first(x)
        for k in range(1, degree):
            before, y = y, step(float(k), x, y, before)
        return y if degree else before

    return define(names, call, doc)


recurrent(
    "legendre legendrep LegendreP", lambda x: x, lambda k, x, y, b: ((2.0 * k + 1.0) * (x * y) - k * b) / (k + 1.0),
    "The Legendre polynomial of degree n",
)  # fmt: skip
recurrent(
    "chebyshev chebyshevt chebyt ChebyshevT", lambda x: x, lambda k, x, y, b: 2.0 * (x * y) - b,
    "The Chebyshev polynomial of the first kind, of degree n",
)  # fmt: skip
recurrent(
    "chebyshevu chebyu ChebyshevU", lambda x: 2.0 * x, lambda k, x, y, b: 2.0 * (x * y) - b,
    "The Chebyshev polynomial of the second kind, of degree n",
)  # fmt: skip
recurrent(
    "hermite hermiteh HermiteH", lambda x: 2.0 * x, lambda k, x, y, b: 2.0 * (x * y - k * b),
    "The Hermite polynomial of degree n, as physicists define it",
)  # fmt: skip
recurrent(
    "laguerre laguerrel LaguerreL", lambda x: 1.0 - x,
    lambda k, x, y, b: ((2.0 * k + 1.0 - x) * y - k * b) / (k + 1.0), "The Laguerre polynomial of degree n",
)  # fmt: skip
