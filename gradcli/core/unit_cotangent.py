"""The cotangent 1: multiplying by it is no step, so a vjp rule run with it *is* the partial derivative."""

from __future__ import annotations

import math
from typing import Any


class One:
    """An absorbing 1: `ONE * x` is `x` itself, whatever x is, and records nothing."""

    __array_ufunc__ = None
    __slots__ = ()

    def __mul__(self, x: Any) -> Any:
        return x

    __rmul__ = __mul__

    def __neg__(self) -> Any:
        return -1.0

    def __truediv__(self, x: Any) -> Any:
        try:
            return 1.0 / x
        except ZeroDivisionError:
            return math.copysign(math.inf, x) if x.__class__ is float else abs(x) + math.inf

    def __add__(self, x: Any) -> Any:
        return 1.0 + x

    __radd__ = __add__


ONE = One()
