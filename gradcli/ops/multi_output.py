"""Ops with several outputs: one step whose value is a tuple, and a linear step for each part that is used.

The cotangent of a tuple is sparse: only parts that something was computed from have one (see `Parts`).
"""

from __future__ import annotations

from typing import Any

from ..core.calls import family, tidy, unary
from ..core.trace import plain
from .values import like


class Parts(dict[int, Any]):
    """The cotangent of a tuple: {which part: its cotangent}. Parts add up where they meet."""

    def __add__(self, other: dict[int, Any]) -> Parts:
        merged = Parts(self)
        for n, g in other.items():
            merged[n] = merged[n] + g if n in merged else g
        return merged

    def of(self, n: int, y: Any) -> Any:
        """The cotangent of part `n` of the result `y`; zeros if nothing was computed from it."""
        return self[n] if n in self else like(plain(y)[n], 0.0)


@family
def pick(n: int) -> Any:
    """The op that takes part `n` of a tuple."""
    return unary(
        "pick", "linear", lambda g, y, x: Parts({n: g}), params=(n,), elementwise=False,
        python=lambda parts: tidy(parts[n]),
    )  # fmt: skip


def several(call: Any, *operands: Any) -> tuple[Any, ...]:
    """Run an op whose value is a tuple; its parts, each traced if the op was recorded.

    In the op's own rule, `g` is a `Parts`, and `pick(n)(y)` is part n of the result.
    """
    y = call(*operands)
    return tuple([pick(n)(y) for n in range(len(plain(y)))])
