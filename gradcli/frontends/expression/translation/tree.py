"""Values of other notations as a tree, and how it is written here: brackets stand where an operator needs them."""

from __future__ import annotations

from collections.abc import Sequence

from ..builder import BINARY, COMPARE, NOT, OR, POWER, PRODUCT, ROOT, SIGN, TERNARY


class Node:
    """A value. op: word, call, list, pair, group, bars, mark, sign, if, keyword, binary, or the ``...`` of a row.

    text: the word, the function's name, the sign with the blanks about it. args: what it is of. size: how many are
    written for it.
    """

    __slots__ = ("args", "op", "size", "text")

    def __init__(self, op: str, text: str = "", *args: Node) -> None:
        self.op, self.text, self.args = op, text, list(args)
        self.size: int = 1 + sum([arg.size for arg in args])

    @property
    def power(self) -> int:
        """How tightly it binds, as the grammar counts."""
        if self.op == "binary":
            return binds(self.text)
        if self.op == "sign":
            return NOT if self.text[0] == "n" else min(SIGN, self.args[0].power)
        return TERNARY if self.op == "if" else POWER if self.op == "mark" and self.text[0] != "[" else ROOT

    @property
    def inner(self) -> Node:
        """What stands within brackets about the whole."""
        return self.args[0] if self.op == "group" else self

    def least(self, power: int) -> str:
        """The text, in brackets if it binds less than so."""
        return f"({self})" if self.power < power else str(self)

    def __str__(self) -> str:
        if self.op == "binary":
            return self.operation()
        match self.op:
            case "call":
                return f"{self.text}({', '.join([str(arg.inner) for arg in self.args])})"
            case "list" | "pair":
                inside = ("," if self.op == "list" else ", ").join(map(str, self.args))
                return f"[{inside}]" if self.op == "list" else f"({inside})"
            case "group" | "bars":
                return f"({self.args[0]})" if self.op == "group" else f"|{self.args[0]}|"
            case "keyword":
                return f"{self.text}={self.args[0]}"
            case "mark":
                return self.args[0].least(ROOT) + self.text
            case "sign":
                return self.text + self.args[0].least(NOT if self.text[0] == "n" else PRODUCT)
            case "if":
                return f"{self.args[0].least(OR)} if {self.args[1].least(OR)} else {self.args[2]}"
        return self.text

    def operation(self) -> str:
        """Its text, an operator between two values."""
        (left, right), power = self.args, self.power
        if power == POWER:  # 2^-x, x^y^z
            bare = right.op == "sign" and right.args[0].power >= POWER or right.op == "binary"
            return f"{left.least(ROOT)}^{right.least(SIGN if bare else ROOT)}"
        return f"{left.least(power)}{self.text}{right.least(power + 1)}"


def binds(operator: str) -> int:
    """How tightly an operator binds."""
    sign = operator.strip()
    return BINARY.get({"^": "**", "≤": "<", "≥": "<", "≠": "<"}.get(sign, sign), (PRODUCT, ""))[0]  # × and ·


def word(text: str) -> Node:
    """A name or a number."""
    return Node("word", text)


def call(name: str, *args: Node) -> Node:
    """A function of values."""
    return Node("call", name, *args)


def joined(left: Node, operator: str, right: Node) -> Node:
    """An operator, with the blanks about it, between two values."""
    return Node("binary", operator, left, right)


def folded(parts: Sequence[Node | str]) -> Node:
    """Values with operators between them as one."""
    if isinstance(parts[0], Node) and len(parts) == 1:
        return parts[0]
    signs = [str(part).strip() for part in parts[1::2]]
    if "if" in signs:
        at = 2 * signs.index("if") + 1
        stop = 2 * signs.index("else") + 1 if "else" in signs else len(parts)
        rest = folded(parts[stop + 1 :]) if stop < len(parts) else word("0")
        return Node("if", "", folded(parts[:at]), folded(parts[at + 1 : stop]), rest)
    at = 2 * max(range(len(signs)), key=lambda n: (-binds(signs[n]), n)) + 1
    return joined(folded(parts[:at]), str(parts[at]), folded(parts[at + 1 :]))


def per_cent(value: Node) -> Node:
    """A hundredth; of a power its exponent's, as % binds closer than ^."""
    if value.op == "binary" and value.text == "^":
        return joined(value.args[0], "^", joined(value.args[1].inner, "/", word("100")))
    return Node("group", "", joined(value, "/", word("100")))


def replaced(node: Node, name: str, value: Node) -> Node:
    """A value with another in the place of a name."""
    if node.op == "word" and node.text == name:
        return value
    return Node(node.op, node.text, *(replaced(arg, name, value) for arg in node.args))


def pairs_of(args: Sequence[Node]) -> list[Node]:
    """The pairs of a piecewise: Mathematica's with a last value, or values and conditions in turns, as in MATLAB."""
    last = [] if args[-1].op == "pair" else [Node("pair", "", args[-1], word("True"))]
    if args[0].op == "pair":
        return [*args[: len(args) - len(last)], *last]
    first = args[0].power == COMPARE
    if not first and (len(args) < 2 or args[1].power != COMPARE):
        return list(args)
    turns = zip(args[1::2], args[::2]) if first else zip(args[::2], args[1::2])
    return [*(Node("pair", "", value, when) for value, when in turns), *(last if len(args) % 2 else [])]
