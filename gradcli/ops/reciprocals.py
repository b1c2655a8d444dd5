"""Secant, cosecant, cotangent, their hyperbolic kin and inverses: as they are defined, from the others."""

from __future__ import annotations

import math
from typing import Any

from ..core.forms import numpy
from ..core.vocabulary import define
from .analysis import arccos, arccosh, arcsin, arcsinh, arctan, arctanh, cos, sin, smooth, tanh


def _csch(x: Any) -> Any:
    """1/sinh(x), of e^-|x| where sinh overflows."""
    if x.__class__ is float and abs(x) > 700.0:
        return math.copysign(2.0 * math.exp(-abs(x)), x)
    if x.__class__ is float:
        return 1.0 / math.sinh(x) if x else math.copysign(math.inf, x)
    return 1.0 / numpy().sinh(x)


sec = define("sec", lambda x: 1.0 / cos(x), "1/cos(x)")
csc = define("csc cosec", lambda x: 1.0 / sin(x), "1/sin(x)")
cot = define("cot ctg cotg cotan", lambda x: cos(x) / sin(x), "cos(x)/sin(x)")
csch: Any = smooth(
    "csch", lambda g, y, x: -(g * (y / tanh(x))), math=_csch, numpy=_csch, domain=((0.3, 4.0),), saturates=True,
    aliases=("cosech",), doc="1/sinh(x)",
)  # fmt: skip
coth = define("coth cth", lambda x: 1.0 / tanh(x), "1/tanh(x)")
arcsec = define("arcsec asec", lambda x: arccos(1.0 / x), "The inverse of sec: arccos(1/x)")
arccsc = define("arccsc acsc arccosec", lambda x: arcsin(1.0 / x), "The inverse of csc: arcsin(1/x)")
arccot = define(
    "arccot acot arcctg actg", lambda x: arctan(1.0 / x),
    "The inverse of cot: arctan(1/x), which is negative where x is",
)  # fmt: skip
arcsech = define("arcsech asech", lambda x: arccosh(1.0 / x), "The inverse of sech: arccosh(1/x)")
arccsch = define("arccsch acsch", lambda x: arcsinh(1.0 / x), "The inverse of csch: arcsinh(1/x)")
arccoth = define("arccoth acoth", lambda x: arctanh(1.0 / x), "The inverse of coth: arctanh(1/x)")
