"""Whether an answer of ours is NumPy's."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...core import observer
from ...core.calls import tidy
from ...core.trace import Tensor, plain


class Differs(TypeError):
    """Our answer is not NumPy's."""


def agreed(y: Any, known: Any, args: Any) -> Any:
    """NumPy's own value with the place of ours. Raises Differs where ours is another."""
    if isinstance(known, list | tuple):
        if not isinstance(y, list | tuple) or len(y) != len(known):
            raise Differs
        parts = [agreed(a, b, args) for a, b in zip(y, known)]
        return type(known)(*parts) if hasattr(known, "_fields") else type(known)(parts)
    if not isinstance(y, Tensor):
        return known
    value, known = np.asarray(y.value), np.asarray(known)
    if value.shape != known.shape or (value.dtype.kind == "c") != (known.dtype.kind == "c"):
        raise Differs
    if not close(value, known, args):
        raise Differs
    return Tensor(tidy(known[()]), y.at)


def close(a: Any, b: Any, args: Any) -> bool:
    """Whether two arrays are the same to rounding, in the size of the largest element, or of what they are made of."""
    with np.errstate(all="ignore"):
        same = a == b
        if same.all():
            return True
        if b.dtype.kind not in "fc":
            return False
        same |= (a != a) & (b != b)
        gap, size = np.abs(a - b)[~same], np.abs(b)[np.isfinite(b)].max(initial=0.0)
        made_of = max([float(np.nanmax(np.abs(plain(x)), initial=0.0)) for x in observer.traced(args)], default=0.0)
        digits = 1e-3 if b.dtype in (np.float32, np.complex64) else 1e-6
        return bool((gap <= digits * size + 1e-9 * digits * made_of).all())
