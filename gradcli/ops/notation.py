"""An op's application as its user would write it: v1^2*v2, sin(x*y), v3[0]; brackets only where they are needed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..record import Record

if TYPE_CHECKING:
    from ..core.op import Op

# How tightly a text binds, as in the grammar of expressions.
COMPARE, SUM, PRODUCT, SIGN, POWER, ATOM = range(6)

BINDING = {"+": SUM, "-": SUM, "*": PRODUCT, "/": PRODUCT, "//": PRODUCT, "@": PRODUCT, "^": POWER}  # else: COMPARE
COMMUTING = ("+", "*")


class Text(Record):
    """A text, and how tightly it binds."""

    text: str
    power: int = ATOM

    def within(self, power: int) -> str:
        """The text as an operand of what binds with this power: in brackets if it binds less."""
        return self.text if self.power >= power else f"({self.text})"


def numeral(text: str) -> Text:
    """A number's text: one with a sign binds as a sign does."""
    return Text(text, SIGN if text.startswith("-") else ATOM)


def written(op: Op, operands: Sequence[Text], spaced: bool = False) -> Text:
    """The op applied to operands. spaced: with spaces round the signs of a sum."""
    if op.sign and len(operands) == 2:
        sign, power = op.sign, BINDING.get(op.sign, COMPARE)
        left, right = operands
        if sign == "^":  # -x^2 is -(x^2), 2^3^2 is 2^9
            return Text(f"{left.within(ATOM)}^{right.within(ATOM)}", power)
        tight = power if sign in COMMUTING and right.power != SIGN else power + 1 + (right.power == SIGN)
        gap = " " * (spaced and power == SUM)
        return Text(f"{left.within(power)}{gap}{sign}{gap}{right.within(tight)}", power)
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


TEX = {
    "arcsin": r"\arcsin", "arccos": r"\arccos", "arctan": r"\arctan", "sin": r"\sin", "cos": r"\cos", "tan": r"\tan",
    "sinh": r"\sinh", "cosh": r"\cosh", "tanh": r"\tanh", "log": r"\ln", "gamma": r"\Gamma", "maximum": r"\max",
    "minimum": r"\min",
}  # fmt: skip
RELATIONS = {"<=": r"\le", ">=": r"\ge", "==": "=", "!=": r"\ne"}


def typeset(op: Op, operands: Sequence[Text]) -> Text:
    """The op applied to operands, in LaTeX."""
    if op.name == "divide":
        return Text(rf"\frac{{{operands[0].text}}}{{{operands[1].text}}}", PRODUCT)
    if op.name == "power":
        return Text(f"{bracketed(operands[0], ATOM)}^{{{operands[1].text}}}", POWER)
    if op.name == "exp":
        return Text(f"e^{{{operands[0].text}}}", POWER)
    if op.name in ("square", "sqrt", "cbrt", "absolute"):
        form = {"square": "{1}^2", "sqrt": r"\sqrt{{{0}}}", "cbrt": r"\sqrt[3]{{{0}}}", "absolute": r"\left|{0}\right|"}
        return Text(form[op.name].format(operands[0].text, bracketed(operands[0], ATOM)))
    if op.name == "multiply":
        left, right = operands
        dot = r" \cdot " if right.text[:1].isdigit() or right.power == SIGN else r" \, "
        return Text(f"{bracketed(left, PRODUCT)}{dot}{bracketed(right, PRODUCT + (right.power == SIGN) * 2)}", PRODUCT)
    if op.sign and len(operands) == 2:
        sign, power = op.sign, BINDING.get(op.sign, COMPARE)
        tight = power + (op.name == "subtract") + (operands[1].power == SIGN) * 2
        sign = RELATIONS.get(sign.strip(), sign.strip())
        return Text(f"{bracketed(operands[0], power)} {sign} {bracketed(operands[1], tight)}", power)
    if op.sign:
        return Text(f"{op.sign}{bracketed(operands[0], PRODUCT)}", SIGN)
    name = TEX.get(op.name) or rf"\operatorname{{{op.shown}}}"
    inside = ", ".join([*parameters(op, True), *(x.text for x in operands), *parameters(op)])
    return Text(rf"{name}\left({inside}\right)")


def bracketed(text: Text, power: int) -> str:
    """An operand in LaTeX, in brackets that grow where it binds less than this."""
    return text.text if text.power >= power else rf"\left({text.text}\right)"
