"""Special functions: TensorFlow's names over the records, which are imported at their first use."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ..tensors import check, convert, export, numbers, pair, rows, shape
from .padding import broadcast_to
from .reductions import reduce_sum
from .shaping import reshape, stack

X = "x:T name"


def late(name: str, *parameters: Any) -> Any:
    """A record of `special_rules`, or of a family there, found when it is called."""

    def call(*xs: Any) -> Any:
        from . import special_rules

        record = getattr(special_rules, name)
        return (record(*parameters) if parameters else record)(*xs)

    return call


__getattr__ = rows(
    __name__,
    *((f"math.{name} | {name}", name.capitalize(), X, late(name)) for name in ("lgamma", "digamma")),
    *((f"math.{name}", name.capitalize(), X, late(name)) for name in ("erfinv", "ndtri")),
    *((f"math.special.{name}", name.title().replace("_", ""), X, late(name)) for name in (
        "expint", "spence", "dawsn", "fresnel_sin", "fresnel_cos")),
    *((f"{'math.bessel_' * (n[0] == 'i')}{n * (n[0] == 'i')} math.special.bessel_{n}", f"Bessel{n[0].upper()}{n[1:]}",
       X, late(n))
      for n in ("i0", "i1", "i0e", "i1e", "k0", "k1", "k0e", "k1e", "j0", "j1", "y0", "y1")),
    *((f"math.{name} | {name}", name.capitalize(), "a:pair x:pair name", late(name)) for name in ("igamma", "igammac")),
    ("math.zeta | zeta", "Zeta", "x:pair q:pair name", late("zeta")),
    ("math.erfcinv", "", "x:any name", lambda x: -late("ndtri")(0.5 * x) * math.sqrt(0.5), "The inverse of erfc."),
    ("math.betainc | betainc", "Betainc", "a:pair b x:pair name",
     lambda a, b, x: late("BETAINC")(a, convert(b, x.dtype), x),
     "The regularised incomplete beta function; differentiable in x alone."),
    ("math.lbeta", "", "x:any name", lambda x: reduce_sum(
        late("lgamma")(x), -1) - late("lgamma")(reduce_sum(x, -1)), "log|beta| of vectors along the last axis."),
)  # fmt: skip


@export("math.polygamma", v1=("polygamma",))
def polygamma(a: Any, x: Any, name: Any = None) -> Any:
    """The a-th derivative of digamma, for whole numbers a; differentiable in x."""
    order, x = pair("Polygamma", a, x, name)
    check("Polygamma", x.dtype, name)
    n = numbers(order)
    size = np.broadcast_shapes(n.shape, shape(x))
    if n.size == 1 or (n == n.flat[0]).all():
        y = _polygamma(n.flat[0], x)
        return y if shape(y) == size else broadcast_to(y, size)
    flat = reshape(broadcast_to(x, size), [-1])
    orders = np.broadcast_to(n, size).flat
    return reshape(stack([_polygamma(k, flat[i]) for i, k in enumerate(orders)]), size)


def _polygamma(n: float, x: Any) -> Any:
    """The n-th derivative of digamma; nan where n is no whole number from 0 upwards."""
    return late("polygamma_of", int(n))(x) if n >= 0 and n == int(n) else x * math.nan
