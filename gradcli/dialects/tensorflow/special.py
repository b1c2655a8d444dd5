"""Special functions: TensorFlow's names over the records, which are imported at their first use."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from .convert import convert
from .names import NAMES, ONLY_V1, export, named, renamed
from .operands import binary, shape, take, unary
from .reductions import reduce_sum


def late(name: str, *parameters: Any) -> Any:
    """A record of `gammas`, or of a family there, found when it is called."""

    def call(*xs: Any) -> Any:
        from . import special_rules

        record = getattr(special_rules, name)
        return (record(*parameters) if parameters else record)(*xs)

    return call


BOTH = "math.{0} math.special.{0}"
TABLE = (
    ("math.lgamma", "Lgamma", "lgamma"),
    ("math.digamma", "Digamma", "digamma"),
    ("math.erfinv", "Erfinv", "erfinv"),
    ("math.ndtri", "Ndtri", "ndtri"),
    (BOTH.format("bessel_i0"), "BesselI0", "i0"),
    (BOTH.format("bessel_i1"), "BesselI1", "i1"),
    (BOTH.format("bessel_i0e"), "BesselI0e", "i0e"),
    (BOTH.format("bessel_i1e"), "BesselI1e", "i1e"),
    ("math.special.bessel_k0", "BesselK0", "k0"),
    ("math.special.bessel_k1", "BesselK1", "k1"),
    ("math.special.bessel_k0e", "BesselK0e", "k0e"),
    ("math.special.bessel_k1e", "BesselK1e", "k1e"),
    ("math.special.bessel_j0", "BesselJ0", "j0"),
    ("math.special.bessel_j1", "BesselJ1", "j1"),
    ("math.special.bessel_y0", "BesselY0", "y0"),
    ("math.special.bessel_y1", "BesselY1", "y1"),
    ("math.special.expint", "Expint", "expint"),
    ("math.special.spence", "Spence", "spence"),
    ("math.special.dawsn", "Dawsn", "dawsn"),
    ("math.special.fresnel_sin", "FresnelSin", "fresnel_sin"),
    ("math.special.fresnel_cos", "FresnelCos", "fresnel_cos"),
)
for _names, _kernel, _op in TABLE:
    for _name in _names.split():
        NAMES[_name] = named(unary(_kernel, late(_op)), _name, f"{_kernel}, element by element.")
ONLY_V1["lgamma"], ONLY_V1["digamma"] = NAMES["math.lgamma"], NAMES["math.digamma"]
for _name, _kernel, _words in (
    ("igamma", "Igamma", {"x": "a", "y": "x"}), ("igammac", "Igammac", {"x": "a", "y": "x"}),
    ("zeta", "Zeta", {"y": "q"}),
):  # fmt: skip
    NAMES[f"math.{_name}"] = ONLY_V1[_name] = named(
        renamed(binary(_kernel, late(_name)), **_words), _name, f"{_kernel}, element by element."
    )


@export("math.erfcinv")
def erfcinv(x: Any, name: Any = None) -> Any:
    """The inverse of erfc."""
    return -NAMES["math.ndtri"](0.5 * convert(x)) * math.sqrt(0.5)


@export("math.polygamma", v1=("polygamma",))
def polygamma(a: Any, x: Any, name: Any = None) -> Any:
    """The a-th derivative of digamma, for whole numbers a; differentiable in x."""
    n, x = np.asarray(convert(a).value), convert(x)
    if n.size == 1 or (n == n.flat[0]).all():
        y = late("polygamma_of", int(n.flat[0]))(x)
        return y if shape(y) == np.broadcast_shapes(n.shape, shape(x)) else NAMES["broadcast_to"](y, n.shape)
    n, x = np.broadcast_arrays(n, x.value)[0], NAMES["broadcast_to"](x, np.broadcast_shapes(n.shape, shape(x)))
    flat = NAMES["reshape"](x, [-1])
    return NAMES["reshape"](
        NAMES["stack"]([late("polygamma_of", int(k))(flat[i]) for i, k in enumerate(n.flat)]), n.shape
    )


@export("math.betainc", v1=("betainc",))
def betainc(a: Any, b: Any, x: Any, name: Any = None) -> Any:
    """The regularised incomplete beta function; differentiable in x alone."""
    xs = [take("Betainc", v) for v in (a, b, x)]
    return late("BETAINC")(*xs)


@export("math.lbeta")
def lbeta(x: Any, name: Any = None) -> Any:
    """log|beta| of vectors along the last axis."""
    x = convert(x)
    log_gamma = NAMES["math.lgamma"]
    return reduce_sum(log_gamma(x), -1) - log_gamma(reduce_sum(x, -1))
