"""Secant, cosecant, cotangent, their hyperbolic kin and inverses: as they are defined, from the others."""

from __future__ import annotations

from typing import Any

from ..core.vocabulary import public
from .analysis import arccos, arccosh, arcsin, arcsinh, arctan, arctanh, cos, sin, sinh, tanh


@public("sec")
def sec(x: Any) -> Any:
    """1/cos(x)."""
    return 1.0 / cos(x)


@public("csc", "cosec")
def csc(x: Any) -> Any:
    """1/sin(x)."""
    return 1.0 / sin(x)


@public("cot", "ctg", "cotg", "cotan")
def cot(x: Any) -> Any:
    """cos(x)/sin(x)."""
    return cos(x) / sin(x)


@public("csch", "cosech")
def csch(x: Any) -> Any:
    """1/sinh(x)."""
    return 1.0 / sinh(x)


@public("coth", "cth")
def coth(x: Any) -> Any:
    """1/tanh(x)."""
    return 1.0 / tanh(x)


@public("arcsec", "asec")
def arcsec(x: Any) -> Any:
    """The inverse of sec: arccos(1/x)."""
    return arccos(1.0 / x)


@public("arccsc", "acsc", "arccosec")
def arccsc(x: Any) -> Any:
    """The inverse of csc: arcsin(1/x)."""
    return arcsin(1.0 / x)


@public("arccot", "acot", "arcctg", "actg")
def arccot(x: Any) -> Any:
    """The inverse of cot: arctan(1/x), which is negative where x is."""
    return arctan(1.0 / x)


@public("arcsech", "asech")
def arcsech(x: Any) -> Any:
    """The inverse of sech: arccosh(1/x)."""
    return arccosh(1.0 / x)


@public("arccsch", "acsch")
def arccsch(x: Any) -> Any:
    """The inverse of csch: arcsinh(1/x)."""
    return arcsinh(1.0 / x)


@public("arccoth", "acoth")
def arccoth(x: Any) -> Any:
    """The inverse of coth: arctanh(1/x)."""
    return arctanh(1.0 / x)
