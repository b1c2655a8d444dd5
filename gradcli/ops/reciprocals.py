"""Secant, cosecant, cotangent, their hyperbolic kin and inverses: as they are defined, from the others."""

from __future__ import annotations

from ..core.vocabulary import define
from .analysis import arccos, arccosh, arcsin, arcsinh, arctan, arctanh, cos, sin, sinh, tanh

sec = define("sec", lambda x: 1.0 / cos(x), "1/cos(x)")
csc = define("csc cosec", lambda x: 1.0 / sin(x), "1/sin(x)")
cot = define("cot ctg cotg cotan", lambda x: cos(x) / sin(x), "cos(x)/sin(x)")
csch = define("csch cosech", lambda x: 1.0 / sinh(x), "1/sinh(x)")
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
