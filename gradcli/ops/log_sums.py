"""Logarithms of sums of powers, which do not overflow."""

from __future__ import annotations

import math
from typing import Any

from ..core.calls import binary
from ..core.forms import numpy
from ..core.trace import plain
from .analysis import exp, exp2, sigmoid, symbolic
from .branches import absolute, maximum, where


def _logaddexp(a: Any, b: Any) -> Any:
    if a == b:
        return a + math.log(2.0)
    return max(a, b) + math.log1p(math.exp(-abs(a - b))) if a == a and b == b else a + b


def _logaddexp_arrays(a: Any, b: Any) -> Any:
    """NumPy's goes from number to number, where exp and log1p take many at once."""
    np = numpy()
    away = np.abs(a - b)
    if not getattr(away, "shape", ()) or away.dtype.kind != "f" or not np.isfinite(np.add.reduce(away, None)):
        return np.logaddexp(a, b)
    for f in (np.negative, np.exp, np.log1p):
        f(away, out=away)
    return np.add(away, np.maximum(a, b), out=away)


def share(g: Any, y: Any, a: Any, b: Any) -> Any:
    """g times exp(a - y): the share of a in logaddexp; half of nothing where both are -inf."""
    if not any(v.__class__ in (float, int) and v > -math.inf for v in (a, b)):
        away = plain(y) == -math.inf
        if away is True or (away is not False and away.any()):
            a, b = where(away, 0.0, a), where(away, 0.0, b)
    return g * sigmoid(a - b)


def _logaddexp_ulps(y: Any, a: Any, b: Any) -> Any:
    """The greater of the two, plus what is added to it."""
    apart = absolute(a - b)
    return 5.0 * (absolute(y) + absolute(maximum(a, b))) + apart * exp(-apart)


logaddexp = binary(
    "logaddexp", "smooth", (share, lambda g, y, a, b: share(g, y, b, a)),
    math=_logaddexp, numpy=_logaddexp_arrays,
    mpmath=lambda a, b: max(a, b) + a.context.log1p(a.context.exp(-abs(a - b))),
    sympy=symbolic(lambda s, a, b: s.log(s.exp(a) + s.exp(b))),
    ulps=_logaddexp_ulps, doc="log(exp(a) + exp(b))",
)  # fmt: skip


def _logaddexp2(a: Any, b: Any) -> Any:
    if a == b or a != a or b != b:
        return a + 1.0 if a == b else a + b
    return max(a, b) + math.log1p(math.pow(2.0, -abs(a - b))) / math.log(2.0)


def binary_share(g: Any, y: Any, a: Any) -> Any:
    """g times 2**(a - y): the share of a in logaddexp2."""
    away = plain(y) == -math.inf
    part = a - y
    return g * exp2(where(away, -1.0, part) if away is True or (away is not False and away.any()) else part)


logaddexp2 = binary(
    "logaddexp2", "smooth", (lambda g, y, a, b: binary_share(g, y, a), lambda g, y, a, b: binary_share(g, y, b)),
    math=_logaddexp2, mpmath=lambda a, b: max(a, b) + a.context.log1p(2 ** -abs(a - b)) / a.context.log(2),
    sympy=symbolic(lambda s, a, b: s.log(2**a + 2**b) / s.log(2)), doc="log2(2**a + 2**b)",
)  # fmt: skip
