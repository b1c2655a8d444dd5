"""How far a number is from its reference, in the class that it was found in: a float, a float32, a decimal text."""

from __future__ import annotations

import math
from itertools import product
from typing import Any

from ..core.forms import is_mpf
from ..core.trace import dtype_kind
from ..interpreters.error_bounds import FLOATS, width
from ..ops.values import is_finite, listed
from ..results.numbers import Digits


def indices(shape: tuple[int, ...]) -> list[tuple[int, ...]]:
    """The index of each element of an array of this shape; () for a number, without NumPy."""
    return list(product(*map(range, shape)))


def measured(found: Any) -> Any:
    """A number as it can be compared: decimal text as an mpf."""
    if isinstance(found, str):
        import mpmath

        sign, power, exponent = found.partition("10^")  # as numbers are written whose exponent is too long
        return mpmath.mpf(found) if not power else mpmath.mpf(f"{sign}1") * mpmath.mpf(10) ** mpmath.mpf(exponent)
    return found


def shown(found: Any) -> Any:
    """A number as a report holds it: a float, or the text that it was."""
    if found is None or isinstance(found, str):
        return found
    return found if is_mpf(found) else float(listed(found))


def nearest_to(reference: Any, found: Any) -> Any:
    """The reference in the class of what was found: the nearest float, a text of as many digits, or itself."""
    if isinstance(found, Digits):
        return Digits(reference, found.digits)
    if is_mpf(found):
        return reference
    return float(listed(type(found)(float(reference)))) if dtype_kind(found) == "f" else float(reference)


def distance(found: Any, reference: Any) -> tuple[float | None, int]:
    """(relative error, number of right digits) against the reference as a number of the same class.

    The error is None where there is none to speak of: one of the two is not finite, or the reference is zero.
    """
    nearest, a = nearest_to(reference, found), measured(found)
    b = measured(nearest)
    cap = precision(found)
    if a == b:
        return 0.0, cap
    if not is_finite(a) or not is_finite(b) or reference == 0:
        return None, 0
    error = float(abs(float(a - b) / reference if dtype_kind(a) == "f" else (a - b) / reference))
    return error, min(cap, max(0, math.floor(-math.log10(error)))) if error else cap


def precision(found: Any) -> int:
    """How many digits a number of this class can have right."""
    if isinstance(found, Digits):
        return found.digits
    return FLOATS[width(found)].digits if not is_mpf(found) else 50
