"""Operands, pending operators and open brackets on the way to nodes: the stack of the operator-precedence parser."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ...errors import Span
from ...record import Record
from .nodes import Node, Series
from .tokens import Token, syntax

DEPTH = 5_000
NODES = 1_000_000

# How tightly an operator binds; an open bracket not at all.
BRACKET, TERNARY, OR, AND, NOT, COMPARE, SUM, PRODUCT, SIGN, POWER, ROOT = range(11)
BINARY = {
    "or": (OR, "logical_or"), "and": (AND, "logical_and"), "<": (COMPARE, "less"), "<=": (COMPARE, "less_equal"),
    ">": (COMPARE, "greater"), ">=": (COMPARE, "greater_equal"), "==": (COMPARE, "equal"),
    "!=": (COMPARE, "not_equal"), "+": (SUM, "add"), "-": (SUM, "subtract"), "*": (PRODUCT, "multiply"),
    "/": (PRODUCT, "divide"), "//": (PRODUCT, "floor_divide"), "%": (PRODUCT, "mod"), "@": (PRODUCT, "matmul"),
    "**": (POWER, "power"),
}  # fmt: skip
PREFIX = {"-": (SIGN, "negative"), "+": (SIGN, "positive"), "not": (NOT, "logical_not")}


class Operand(Record):
    """A node, and where it stands with the brackets around it."""

    node: int
    start: int
    end: int


class Pending(Record):
    """An operator, or open bracket, whose right side is still being read.

    start: where its left side begins; chain: the comparisons a chained comparison has made so far; close: told where
    its right side ends.
    """

    power: int
    op: str
    token: Token
    start: int = 0
    chain: int | None = None
    close: Callable[[int], None] | None = None


NO_KEYWORDS: Mapping[str, str] = {}
NO_OTHERS: Mapping[int, str] = {}


class Signature(Record):
    """A function as the grammar knows it: its canonical name, how many arguments it takes, the kind of each keyword.

    others: the names of other functions that so many arguments mean: log(x, b) is logb(x, b).
    """

    name: str
    low: int = 1
    high: int | None = 1
    keywords: Mapping[str, str] = NO_KEYWORDS
    others: Mapping[int, str] = NO_OTHERS


class Frame:
    """What stands between two brackets, or on the open line.

    kind: line, group, tuple, list, bars or call; listable: commas may stand in it. pairs: those read of piecewise;
    series: what a sum repeats, and `nodes` what that reads.
    """

    __slots__ = ("items", "keywords", "kind", "listable", "nodes", "opener", "pairs", "series", "signature", "start")

    def __init__(
        self, kind: str, opener: Token, start: int, listable: bool, signature: Signature | None = None
    ) -> None:
        self.kind, self.opener, self.start, self.listable, self.signature = kind, opener, start, listable, signature
        self.items: list[Operand] = []
        self.keywords: dict[str, Any] = {}
        self.pairs: list[tuple[int, ...]] = []
        self.series: Series | None = None
        self.nodes: tuple[int, ...] = ()

    @property
    def closer(self) -> str:
        return {"list": "]", "bars": "|"}.get(self.kind, ")")


class Builder:
    """Nodes in the making."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.nodes: list[Node] = []
        self.names: dict[str, int] = {}
        self.operands: list[Operand] = []
        self.pending: list[Pending] = []
        self.complete = False

    def emit(self, op: str, args: tuple[int, ...], span: Span, value: Any = None) -> int:
        """Add a node. Raises SyntaxFault beyond the limit."""
        if len(self.nodes) >= NODES:
            raise syntax(self.text, span, f"the expression has more than {NODES:,} operations", code="limit")
        self.nodes.append(Node(op, args, span, value))
        return len(self.nodes) - 1

    def push(self, node: int, span: Span) -> None:
        """A value is complete."""
        self.operands.append(Operand(node, *span))
        self.complete = True

    def push_name(self, name: str, span: Span) -> None:
        """A variable or constant is read."""
        self.push(self.name(name, span), span)

    def name(self, name: str, span: Span) -> int:
        """The one node of a name."""
        if name not in self.names:
            self.names[name] = self.emit("name", (), span, name)
        return self.names[name]

    def pop(self) -> Operand:
        """Take the value that is complete, with all operators since the last open bracket applied."""
        self.reduce(TERNARY)
        self.complete = False
        return self.operands.pop()

    def wait(self, entry: Pending) -> None:
        """An operator or bracket waits for what follows. Raises SyntaxFault beyond the limit."""
        if len(self.pending) >= DEPTH:
            raise syntax(self.text, entry.token[2:], f"nested deeper than {DEPTH:,} levels", code="limit")
        self.pending.append(entry)
        self.complete = False

    def begins(self) -> bool:
        """Whether nothing was read since the last open bracket, comma or semicolon."""
        return not self.complete and self.pending[-1].power == BRACKET

    def reduce(self, power: int) -> None:
        """Apply the pending operators that bind at least as tightly as `power`."""
        while self.pending[-1].power >= power:
            self.apply(self.pending.pop())

    def apply(self, top: Pending) -> None:
        """Replace an operator's operands by its node."""
        if top.op == "if":
            raise syntax(self.text, top.token[2:], "'if' without 'else'", "write a if condition else b")
        right = self.operands.pop()
        args: tuple[int, ...]
        if top.power in (SIGN, NOT, ROOT):
            start, args = top.start, (right.node,)
        elif top.power == TERNARY:
            condition, first = self.operands.pop(), self.operands.pop()
            start, args = first.start, (condition.node, first.node, right.node)
        else:
            left = self.operands.pop()
            start, args = left.start, (left.node, right.node)
        if top.close is not None:
            top.close(right.end)
        node = self.emit(top.op, args, (start, right.end))
        if top.chain is not None:
            start = top.start
            node = self.emit("logical_and", (top.chain, node), (start, right.end))
        self.operands.append(Operand(node, start, right.end))

    def divided(self, exponent: bool = False) -> Pending | None:
        """The operator that a value would be torn between, if it were multiplied without a mark: in 1/2x, x^2y.

        exponent: the value is a whole exponent, if it is one, as in x^2 y.
        """
        waiting = (entry for entry in reversed(self.pending) if entry.power != SIGN)
        top = next(waiting)
        if exponent and top.power == POWER:
            top = next(waiting)
        return top if top.power >= PRODUCT and top.op != "multiply" else None

    def binary(self, power: int, op: str, token: Token) -> None:
        """An operator between two values; a second comparison shares the value between it and the first."""
        self.reduce(power + 1 if power in (COMPARE, POWER) else power)
        chain, middle = None, self.operands[-1]
        start = middle.start
        if power == COMPARE == self.pending[-1].power:
            self.reduce(COMPARE)
            whole = self.operands.pop()
            self.operands.append(middle)
            chain, start = whole.node, whole.start
        self.wait(Pending(power, op, token, start, chain))

    def condition(self, token: Token) -> bool:
        """``if`` or ``else`` between two values; False for an ``else`` without its ``if``."""
        self.reduce(OR)
        if token.value == "if":
            if self.pending[-1].op == "if":
                hint = "put the inner conditional in parentheses"
                raise syntax(self.text, token[2:], "'if' inside a condition", hint)
            self.wait(Pending(TERNARY, "if", token))
            return True
        while self.pending[-1].op == "where":
            self.apply(self.pending.pop())
        if self.pending[-1].op != "if":
            return False
        self.pending.pop()
        self.wait(Pending(TERNARY, "where", token))
        return True
