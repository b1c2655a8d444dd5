"""Python's and NumPy's flat ops: rounding, counting, bits."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

from ...core.calls import answers, family
from ...core.calls import dialect_binary as binary
from ...core.calls import dialect_unary as unary
from ...core.forms import elementwise, is_mpf
from ...core.trace import plain
from ...ops.branches import floor


def counted(
    name: str, form: Callable[[Any], Any], params: tuple[Any, ...] = (), kinks: Callable[[Any], Any] | None = None,
    exact: Callable[[Any], Any] | None = None, casts: bool = False, gap: Callable[[Any], Any] | None = None,
    unit: float = 1.0,
) -> Any:  # fmt: skip
    """A flat op of Python's or NumPy's on any class of number.

    kinks: where it jumps; gap: how far it is from there; unit: how far apart the numbers are that it makes. exact: its
    form for mpmath's numbers, which else go by way of floats.
    """

    def run(v: Any) -> Any:
        if getattr(v, "dtype", None) == object:
            return elementwise(run, v)
        if is_mpf(v):
            return exact(v) if exact is not None else v.context.mpf(form(float(v)))
        return form(v)

    about: dict[str, Any] = {"params": params, "kinks": kinks, "casts": casts, "gap": gap, "unit": unit}
    return unary(name, "flat", python=run, elementwise=False, **about)


def to_decimals(decimals: int, form: Callable[[Any], Any], params: tuple[Any, ...]) -> Any:
    """Rounding to a number of decimals: it jumps half way between them."""
    scale = 10.0**decimals

    def half(v: Any) -> Any:
        return v * scale - floor.op.evaluate(v * scale) == 0.5

    def off(v: Any) -> Any:  # but for the rounding of v * scale
        far = (v * scale - floor.op.evaluate(v * scale) - 0.5) / scale
        return far * (abs(far) > 2.0**-52 * abs(v))

    return counted("round", form, params, half, lambda v: v.context.nint(v * scale) / scale, gap=off, unit=1 / scale)


@family
def rounded(digits: int | None) -> Any:
    """round(x) or round(x, digits), as Python rounds: a whole number without digits."""
    return to_decimals(digits or 0, lambda v: round(v, digits), () if digits is None else (digits,))


to_int = counted("int", lambda v: v.astype(int) if getattr(v, "shape", ()) else int(v), casts=True)


BITS = {
    "and": binary("bitwise_and", "flat", python=operator.and_),
    "or": binary("bitwise_or", "flat", python=operator.or_),
    "xor": binary("bitwise_xor", "flat", python=operator.xor),
    "lshift": binary("left_shift", "flat", python=operator.lshift),
    "rshift": binary("right_shift", "flat", python=operator.rshift),
}


def _inverted(v: Any) -> Any:
    if getattr(v, "dtype", None) == object:
        return elementwise(_inverted, v)
    return not v if isinstance(v, bool) else ~v


invert = unary("invert", "flat", python=_inverted)


def mixed(name: str, back: bool) -> Callable[[Any, Any], Any]:
    """A bitwise operator: for truth values and whole numbers, but `^` is never a power."""
    op, sign = BITS[name], {"and": "&", "or": "|", "xor": "^", "lshift": "<<", "rshift": ">>"}[name]

    def call(a: Any, b: Any) -> Any:
        if answers(type(b), f"__r{name}__"):
            return NotImplemented
        kinds = [getattr(plain(v), "dtype", type(plain(v))) for v in (a, b)]
        if any(k is float or getattr(k, "kind", "") == "f" for k in kinds):
            names = [type(plain(v)).__name__ for v in (a, b)][:: -1 if back else 1]
            power = ": for a power write **" if name == "xor" else ""
            raise TypeError(f"unsupported operand type(s) for {sign}: '{names[0]}' and '{names[1]}'{power}")
        return op(b, a) if back else op(a, b)

    return call
