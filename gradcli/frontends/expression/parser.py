"""The grammar, read by operator precedence with a stack of our own: nothing recurses, the time is linear in the text.

    program      part (';' part)* [';']                     the last part is the value of the whole
    part         [NAME '='] value
    value        or [ 'if' or 'else' value ]
    or           and ('or' and)*
    and          not ('and' not)*
    not          'not' not | comparison
    comparison   sum (('<' | '<=' | '>' | '>=' | '==' | '!=') sum)*     a < b < c means a < b and b < c
    sum          product (('+' | '-') product)*
    product      sign (('*' | '/' | '//' | '%' | '@') sign)*
    sign         ('+' | '-') sign | power
    power        item [('**' | '^') sign]                   -x^2 is -(x^2), 2^3^2 is 2^9
    item         atom ('[' index (',' index)* ']')*
    atom         NUMBER | NAME | '(' value ')' | '[' [value (',' value)*] ']'
                 | NAME '(' [argument (',' argument)*] ')'
    argument     value | '(' value ',' value ... ')' | NAME '=' plain
    index        INTEGER | [INTEGER] ':' [INTEGER] [':' [INTEGER]] | '...' | 'None'

There are no attributes, texts, lambdas or loops, so nothing need be forbidden. What is called must be in the vocabulary
that the caller hands in; a name is a variable if it is given a value or defined as a part, and else no function's name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from ...errors import nearest, quote
from . import builder as build
from . import diagnostics
from .cursor import KINDS, Cursor
from .nodes import CONSTANTS, Expression

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from .tokens import Token

LENGTH = 2_000_000

_BINARY = {
    "or": (build.OR, "logical_or"),
    "and": (build.AND, "logical_and"),
    "<": (build.COMPARE, "less"),
    "<=": (build.COMPARE, "less_equal"),
    ">": (build.COMPARE, "greater"),
    ">=": (build.COMPARE, "greater_equal"),
    "==": (build.COMPARE, "equal"),
    "!=": (build.COMPARE, "not_equal"),
    "+": (build.SUM, "add"),
    "-": (build.SUM, "subtract"),
    "*": (build.PRODUCT, "multiply"),
    "/": (build.PRODUCT, "divide"),
    "//": (build.PRODUCT, "floor_divide"),
    "%": (build.PRODUCT, "mod"),
    "@": (build.PRODUCT, "matmul"),
    "**": (build.POWER, "power"),
}
_PREFIX = {"-": (build.SIGN, "negative"), "+": (build.SIGN, "positive"), "not": (build.NOT, "logical_not")}
_NO_NUMBERS = {"True": "write 1", "False": "write 0", "None": None}
NO_KEYWORDS: Mapping[str, str] = {}


class Signature(NamedTuple):
    """A function as the grammar knows it: its canonical name, how many arguments it takes, the kind of each keyword."""

    name: str
    low: int = 1
    high: int | None = 1
    keywords: Mapping[str, str] = NO_KEYWORDS


class _Frame:
    """What stands between two brackets, or on the open line.

    kind: line, group, tuple, list or call; listable: commas may stand in it.
    """

    __slots__ = ("items", "keywords", "kind", "listable", "opener", "signature", "start")

    def __init__(
        self, kind: str, opener: Token, start: int, listable: bool, signature: Signature | None = None
    ) -> None:
        self.kind, self.opener, self.start, self.listable, self.signature = kind, opener, start, listable, signature
        self.items: list[build.Operand] = []
        self.keywords: dict[str, Any] = {}

    @property
    def closer(self) -> str:
        return "]" if self.kind == "list" else ")"


def parse(
    text: str,
    functions: Mapping[str, Signature],
    variables: Collection[str] = (),
    *,
    start: int = 0,
    commas: bool = False,
) -> Expression:
    """Read `text`, from `start` on, as an expression over a vocabulary of functions.

    variables: names that have a value: they are variables even where the vocabulary, or a constant, has that name.
    commas: read ``1,2,3`` on the open line as a list, and no named parts: the way values are written.
    Raises SyntaxFault with the place of the mistake, for text beyond the limits too.
    """
    if len(text) - start > LENGTH:
        message = f"the expression has {len(text) - start:,} characters, the limit is {LENGTH:,}"
        raise diagnostics.syntax(text, (start, start + 1), message, code="limit")
    return _Parser(text, functions, frozenset(variables), start, commas).run()


class _Parser(Cursor):
    """One reading: after each token either a value is complete, or one must begin."""

    def __init__(
        self, text: str, functions: Mapping[str, Signature], variables: frozenset[str], start: int, commas: bool
    ) -> None:
        super().__init__(text, start)
        self.functions, self.variables, self.commas = functions, variables, commas
        self.tree = build.Builder(text)
        self.frames: list[_Frame] = []
        self.parts: dict[str, int] = {}
        self.part: Token | None = None

    def run(self) -> Expression:
        """Read to the end."""
        self.open(_Frame("line", self.token, self.token.start, self.commas))
        while self.token.kind != "end":
            if self.tree.complete:
                self.after_value()
            else:
                self.value()
        result = self.end()
        names = tuple(self.tree.names)
        free = tuple(name for name in names if name not in CONSTANTS)
        nodes, warnings = tuple(self.tree.nodes), tuple(self.warnings)
        return Expression(self.text, nodes, names, free, self.parts, result, warnings)

    def end(self) -> int:
        """The value of the whole."""
        frame, tree = self.frames[-1], self.tree
        begins = tree.begins()
        if len(self.frames) > 1 and (begins or tree.complete):
            raise diagnostics.never_closed(self.text, frame.opener)
        if not tree.complete and not (begins and frame.items):
            raise diagnostics.unexpected_operand(self.text, self.previous, self.token)
        if not frame.items:
            return self.end_part(self.token)
        if tree.complete:
            frame.items.append(tree.pop())
        return tree.emit("array", tuple(item.node for item in frame.items), (frame.start, self.token.start))

    # Where a value must begin.

    def value(self) -> None:
        token, value = self.token, self.token.value
        if token.kind == "number":
            self.tree.push(self.tree.emit("number", (), token[2:], (self.decimal(token), value)), token[2:])
        elif token.kind == "name":
            return self.name(token)
        elif value in ("(", "["):
            listable = value == "[" or (self.tree.begins() and self.frames[-1].listable)
            self.open(_Frame("list" if value == "[" else "group", token, token.start, listable))
        elif value in _PREFIX and not (value == "not" and self.tree.pending[-1].power > build.NOT):
            power, op = _PREFIX[value]
            self.tree.wait(build.Pending(power, op, token, token.start))
        elif value in (")", "]") and self.tree.begins() and self.may_close(value):
            return self.close()
        else:
            raise diagnostics.unexpected_operand(self.text, self.previous, token)
        return self.advance()

    def open(self, frame: _Frame) -> None:
        self.tree.wait(build.Pending(build.BRACKET, frame.kind, frame.opener))
        self.frames.append(frame)

    def may_close(self, closer: str) -> bool:
        """Whether a bracket may close where a value could begin: an empty list or call, or after a last comma."""
        frame = self.frames[-1]
        return frame.kind == "line" or bool(frame.items) or (frame.kind != "group" and closer == frame.closer)

    def name(self, token: Token) -> None:
        name, following = token.value, self.following.value
        if following == "=" and self.tree.begins():
            if self.frames[-1].kind == "call":
                return self.keyword(token)
            if self.frames[-1].kind == "line" and self.part is None and not self.commas and name not in _NO_NUMBERS:
                self.part = token
                self.advance()
                return self.advance()
        if following == "(":
            return self.call(token)
        bare = name not in self.variables and name not in self.parts
        if following == "[" and bare and name.lower() in self.functions:  # Sin[x]
            raise diagnostics.function_as_value(self.text, token._replace(value=name.lower()), self.following)
        if name in _NO_NUMBERS:
            self.fault(token, f"'{name}' is not a number", _NO_NUMBERS[name])
        if name in self.parts:
            self.tree.push(self.parts[name], token[2:])
        elif name in self.functions and name not in self.variables:
            raise diagnostics.function_as_value(self.text, token, self.following)
        else:
            self.tree.push_name(name, token[2:])
        return self.advance()

    def call(self, token: Token) -> None:
        name = token.value
        if name in self.parts or name not in self.functions:
            if name in self.variables or name in self.parts or (name in self.tree.names and name not in CONSTANTS):
                raise diagnostics.not_a_function(self.text, token, "a variable")
            if name in CONSTANTS:
                raise diagnostics.not_a_function(self.text, token, "a constant")
            raise diagnostics.unknown_function(self.text, token, self.functions)
        if name in self.variables:
            self.fault(
                token, f"'{name}' is a function name and cannot be bound", f"rename the variable {name}", "binding"
            )
        self.advance()
        self.open(_Frame("call", self.token, token.start, True, self.functions[name]))
        self.advance()

    def keyword(self, token: Token) -> None:
        frame, name = self.frames[-1], token.value
        known = frame.signature.keywords if frame.signature else {}
        if name not in known:
            called = self.text[frame.start : frame.opener.start].strip()
            near = nearest(name, known)
            has = f"it has {', '.join(known)}" if known else "it takes none"
            hint = f"did you mean '{near}'?" if near else f"{has}; to compare write =="
            self.fault(token, f"{called} has no keyword {quote(name)}", hint, "arity")
        if name in frame.keywords:
            self.fault(token, f"'{name}' is given twice", code="arity")
        self.advance()
        self.advance()
        frame.keywords[name] = self.keyword_value(name, known[name])
        if self.token.value == ",":
            self.advance()
        elif self.token.kind == "end":
            raise diagnostics.never_closed(self.text, frame.opener)
        elif self.token.value != ")":
            self.not_plain(name, KINDS[known[name]][2])

    # Where a value is complete.

    def after_value(self) -> None:
        token, value, tree = self.token, self.token.value, self.tree
        if token.kind != "op":
            self.unexpected()
        if value in _BINARY:
            tree.binary(*_BINARY[value], token)
        elif value in (")", "]"):
            return self.close()
        elif value == "[":
            operand = tree.operands.pop()
            index = self.subscript()
            span = (operand.start, self.previous.end)
            return tree.push(tree.emit("getitem", (operand.node,), span, index), span)
        elif value == "," and self.frames[-1].listable:
            self.end_item()
            if self.frames[-1].kind == "group":
                self.frames[-1].kind = "tuple"
        elif value == ";" and self.frames[-1].kind == "line" and not self.commas:
            if self.following.kind != "end":
                self.end_part(token)
        elif value not in ("if", "else") or not tree.condition(token):
            self.unexpected()
        return self.advance()

    def unexpected(self) -> NoReturn:
        left = self.tree.operands[-1]
        raise diagnostics.unexpected_operator(
            self.text, (left.start, left.end), self.previous, self.token, self.following, self.functions
        )

    def end_part(self, token: Token) -> int:
        """Close a part at a semicolon or at the end."""
        operand, part = self.tree.pop(), self.part
        if part is not None:
            name = part.value
            if name in self.parts:
                self.fault(part, f"{quote(name)} is defined twice", "give each part its own name")
            if name in self.tree.names:
                self.fault(part, f"{quote(name)} is used before it is defined", "give the part another name")
            self.parts[name], self.part = operand.node, None
        elif token.kind != "end":
            span = (operand.start, operand.end)
            message = "only the last part may go without a name"
            raise diagnostics.syntax(self.text, span, message, "write name = value; ... and use the name")
        return operand.node

    def end_item(self) -> None:
        """Close an item of a bracket."""
        frame, item = self.frames[-1], self.tree.pop()
        if frame.keywords:
            message = "a positional argument follows a keyword"
            raise diagnostics.syntax(self.text, item[1:], message, "put keywords last", "arity")
        frame.items.append(item)

    def close(self) -> None:
        frame, token = self.frames[-1], self.token
        if frame.kind == "line":
            self.fault(token, f"unmatched {diagnostics.written(self.text, token)}", "remove it, or add what opens it")
        if token.value != frame.closer:
            opener = diagnostics.written(self.text, frame.opener)
            self.fault(
                token, f"{diagnostics.written(self.text, token)} does not close {opener}", f"write '{frame.closer}'"
            )
        if self.tree.complete:
            self.end_item()
        self.tree.pending.pop()
        self.frames.pop()
        self.advance()
        span, args = (frame.start, token.end), tuple(item.node for item in frame.items)
        if frame.signature is not None:
            name, low, high, _ = frame.signature
            if len(args) < low or (high is not None and len(args) > high):
                called = self.text[frame.start : frame.opener.start].strip()
                wrong = (frame.items[high].start, frame.items[-1].end) if high and len(args) > high else span
                raise diagnostics.arity(self.text, wrong, called, low, high, len(args), frame.signature.keywords)
            self.tree.push(self.tree.emit(name, args, span, frame.keywords), span)
        elif frame.kind == "group":
            self.tree.push(args[0], span)
        else:
            if frame.kind == "tuple" and not (self.token.kind == "end" or self.token.value in (",", ")", "]")):
                raise diagnostics.syntax(
                    self.text, span, "a list in parentheses stands alone", "write [1,2] for an array"
                )
            self.tree.push(self.tree.emit("array", args, span), span)
