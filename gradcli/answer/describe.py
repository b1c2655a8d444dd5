"""Steps and numbers as they stand in a message: log(-1), 0/0, mod(4, 0)."""

from __future__ import annotations

from math import floor, inf, isfinite, log10
from typing import Any

from ..core.trace import split
from ..ops.notation import numeral, written
from ..results.numbers import Digits


def describe(step: Any) -> str:
    """A step as its user would write it."""
    if step[1].reads:  # what a script's value is that no source leads to
        return "the value"
    return written(step[1], [numeral(short(a)) for a in split(step)[1]]).text


def sits(step: Any) -> str:
    """What there is to say of a step whose derivative does not exist, or may not."""
    return "is as good as a tie" if step is not None and step[1].compares else "sits on its kink"


def short(value: Any) -> str:
    """A value in a few characters."""
    if getattr(value, "shape", ()):
        inside = ", ".join(short(v) for v in value.flat[:4]) if value.ndim == 1 else "..."
        return f"[{inside}{', ...' if value.ndim == 1 and value.size > 4 else ''}]"
    if isinstance(value, complex) or hasattr(value, "_mpc_"):
        return f"({complex(value):.10g})"
    return f"{float(value) + 0.0:.10g}"  # no -0


def domain_hint(step: Any) -> str | None:
    """Where the operation is defined."""
    return step[1].needs or None if step else None


def text(value: Any, tiny: bool = False) -> str:
    """A number as it stands in a message; tiny: also one below every float."""
    if value is None:
        return "undefined"
    nearest = to_float(value)
    if value.__class__ is float and not isfinite(value):
        return sign_text(value) or ""
    if not tiny and abs(nearest) < 1e-300:
        return "0"
    if isfinite(nearest) and abs(nearest) > 1e-290:
        mantissa, e, exponent = f"{nearest:.10g}".partition("e")
        return f"{mantissa}e{int(exponent)}" if e else mantissa
    return Digits(value, 10)


def to_float(value: Any) -> float:
    """The nearest float of a number of FLINT's, or of its text."""
    if hasattr(value, "numer"):
        try:
            return int(value.numer()) / int(value.denom())
        except OverflowError:
            return inf if value > 0 else -inf
    if isinstance(value, str) and "^" in value:  # beyond every decimal: -10^3.07e310
        sign, _, exponent = value.partition("10^")
        return float(f"{sign}0" if exponent.startswith("-") else f"{sign}inf")
    return float(value.mid()) if hasattr(value, "mid") else float(value)


def sign_text(value: Any) -> str | None:
    """inf, -inf or nan; None for any other number."""
    return "nan" if value != value else None if value - value == 0 else "inf" if value > 0 else "-inf"


def right_digits(value: float, true: float) -> int:
    """How many significant digits of `value` are right."""
    if value == true:
        return 17
    if true == 0 or value == 0:
        return 0
    error = abs(value / true - 1) if abs(true) < 1e-290 else abs(value - true) / abs(true)
    return max(0, floor(-log10(error))) if 0 < error < inf else 0 if error else 17
