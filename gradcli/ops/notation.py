"""An op's application as its user would write it: v1^2*v2, sin(x*y), v3[0]; brackets only where they are needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..core.op import Op

# How tightly a text binds, as in the grammar of expressions.
COMPARE, SUM, PRODUCT, SIGN, POWER, ATOM = range(6)

BINDING = {"+": SUM, "-": SUM, "*": PRODUCT, "/": PRODUCT, "//": PRODUCT, "@": PRODUCT, "^": POWER}  # else: COMPARE
COMMUTING = ("+", "*")


class Text(NamedTuple):
    """A text, and how tightly it binds."""

    text: str
    power: int = ATOM

    def within(self, power: int) -> str:
        """The text as an operand of what binds with this power: in brackets if it binds less."""
        return self.text if self.power >= power else f"({self.text})"


def numeral(text: str) -> Text:
    """A number's text: one with a sign binds as a sign does."""
    return Text(text, SIGN if text.startswith("-") else ATOM)


def written(op: Op, operands: Sequence[Text]) -> Text:
    """The op applied to operands."""
    if op.sign and len(operands) == 2:
        sign, power = op.sign, BINDING.get(op.sign, COMPARE)
        left, right = operands
        if sign == "^":  # -x^2 is -(x^2), 2^3^2 is 2^9
            return Text(f"{left.within(ATOM)}^{right.within(ATOM)}", power)
        tight = power if sign in COMMUTING and right.power != SIGN else power + 1 + (right.power == SIGN)
        return Text(f"{left.within(power)}{sign}{right.within(tight)}", power)
    if op.sign:
        return Text(f"{op.sign}{operands[0].within(POWER)}", SIGN)
    if op.name == "getitem":
        index = str(op.params[0]).strip("()").rstrip(",")
        return Text(f"{operands[0].within(ATOM)}[{index}]")
    if op.name == "stack" and op.params == (0,):
        return Text(f"[{', '.join(x.text for x in operands)}]")
    return Text(f"{op.shown}({', '.join([*parameters(op, True), *(x.text for x in operands), *parameters(op)])})")


def parameters(op: Op, first: bool = False) -> list[str]:
    """The parameters of an op that stand before its operands (the order of a Bessel function), or after them."""
    if op.elementwise:
        return [number(p) for p in op.params] if first else []
    if first:
        return []
    if len(op.params) == 2 and isinstance(op.params[1], bool):  # a reduction's: its axes, and whether it keeps them
        axes, kept = op.params
        axis = axes[0] if isinstance(axes, tuple) and len(axes) == 1 else axes
        return [f"axis={axis}"] * (axes is not None) + ["keepdims=1"] * kept
    return [number(p) for p in op.params]


def number(value: Any) -> str:
    """A parameter: a number without an idle point."""
    return f"{value:g}" if isinstance(value, float) else str(value)
