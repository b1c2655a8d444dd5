"""Calls that read their arguments in their own way: sum(value, k, low, high), product(...), piecewise((a, c), ...)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import diagnostics
from .frames import Frame, Signature
from .nodes import Series
from .notation import Notation
from .tokens import argument_ends, tokens

if TYPE_CHECKING:
    from ...errors import Span
    from .nodes import Expression
    from .tokens import Token

NESTED = 20  # sums within one another
SERIES = frozenset({"sum", "prod"})
OTHERWISE = frozenset({"True", "true", "otherwise"})


class SpecialForms(Notation):
    """What is read there."""

    def run(self) -> Expression:
        """Read to the end."""
        raise NotImplementedError

    def is_piece(self) -> bool:
        """Whether a pair of piecewise is being read."""
        outer = self.frames[-2].signature if len(self.frames) > 1 else None
        return outer is not None and outer.name == "piecewise"

    def series_ends(self) -> list[int] | None:
        """Where the arguments of a call end, if it is sum(value, k, low, high); the token is its bracket."""
        if self.arguments is None:
            self.arguments = argument_ends(self.text)
        ends = self.arguments.get(self.token.start, [])
        if len(ends) != 4 or not self.text[ends[0] + 1 : ends[1]].strip().isidentifier():
            return None
        return ends

    def series(self, token: Token, op: str, ends: list[int]) -> None:
        """The sum or product of a value over a whole number that only the value knows."""
        opener = self.token
        if self.depth >= NESTED:
            self.fault(token, f"sums nest at most {NESTED} deep", code="limit")
        variable = next(tokens(self.text, ends[0] + 1, ends[1])).value
        known = self.variables | frozenset(self.parts) | {variable}
        inner = type(self)(self.text, self.functions, known, opener.end, True, ends[0])
        inner.echo, inner.arguments, inner.depth = self.echo, self.arguments, self.depth + 1
        body = inner.run()
        self.warnings += body.warnings
        outer = tuple(name for name in body.names if name != variable)
        frame = Frame("call", opener, token.start, True, Signature("series", 2, 2))
        frame.series = Series(op, variable, body, outer)
        frame.nodes = tuple(
            self.parts[name] if name in self.parts else self.tree.name(name, body.place(name)) for name in outer
        )
        self.open(frame)
        self.goto(ends[1])
        self.advance()

    def piecewise(self, frame: Frame, span: Span) -> int:
        """Each value where its condition is the first that holds; without one that always holds, nan elsewhere."""
        pairs, tree = frame.pairs, self.tree
        if len(pairs) != len(frame.items) or any(len(pair) != 2 for pair in pairs):
            hint = "write piecewise((x, x > 0), (0, True))"
            raise diagnostics.syntax(self.text, span, "piecewise takes pairs (value, condition)", hint, "arity")
        always = tree.nodes[pairs[-1][1]].op == "number"
        node = pairs.pop()[0] if always else tree.name("nan", span)
        for value, condition in reversed(pairs):
            node = tree.emit("where", (condition, value, node), span, {})
        return node
