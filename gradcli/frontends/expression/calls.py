"""Calls: what is called, its keywords, and those that read their arguments in their own way, sum and piecewise."""

from __future__ import annotations

import re
from typing import NoReturn

from ...errors import Span, clip, quote, suggestion
from .builder import Frame, Signature
from .cursor import KINDS
from .nodes import CONSTANTS, Expression, Series
from .notation import Notation
from .tokens import PRINTED, Token, argument_ends, never_closed, syntax, tokens

DEFINITION = r"\s*\(\s*[^\W\d]\w*(?:\s*,\s*[^\W\d]\w*)*\s*\)\s*=(?!=)"
NESTED = 20  # sums within one another
SERIES = frozenset({"sum", "prod"})
OTHERWISE = frozenset({"True", "true", "otherwise"})


class Outer(str):
    """A name in the text of a function that is none of its arguments, though one of that name is there."""

    __slots__ = ()


class Calls(Notation):
    """What is read there."""

    def run(self) -> Expression:
        """Read to the end."""
        raise NotImplementedError

    def defines(self, token: Token) -> bool:
        """Whether f(x, y) = begins here, which is read: a function that may be called, or the last value's name."""
        if self.part is not None or self.commas or token.value in self.functions or "=" not in self.text:
            return False
        head = re.compile(DEFINITION).match(self.text, token.end)
        if head is None or len(self.frames) > 1 or not self.tree.begins():
            return False
        end = re.compile("[;；]").search(self.text, head.end())
        if end and self.text[end.end() :].strip():
            self.define(token, tuple(re.findall(r"\w+", head[0])), head.end(), end.start())
            self.goto(end.end())
        else:
            self.part, self.declared = token, tuple(re.findall(r"\w+", head[0]))
            self.goto(head.end())
        return True

    def define(self, name: Token, arguments: tuple[str, ...], start: int, stop: int) -> None:
        """Read a function's value, of its arguments and of what else it names."""
        if twice := next((a for n, a in enumerate(arguments) if a in arguments[:n]), None):
            *_, again = re.compile(rf"\b{twice}\b").finditer(self.text, name.end, self.text.index("=", name.end))
            told = f"{quote(twice)} is named twice among {name.value}'s arguments"
            raise syntax(self.text, again.span(), told, "give each its own name", code="binding")
        if name.value in {*self.parts, *self.own, *self.variables}:
            self.fault(name, f"{quote(name.value)} is defined twice", "give each name one meaning", "binding")
        inner = type(self)(self.text, self.functions, self.variables.union(self.parts, arguments), start, True, stop)
        inner.echo, inner.own, inner.bound = self.echo, dict(self.own), self.bound.union(arguments)
        self.own[name.value] = arguments, inner.run()
        self.warnings += self.own[name.value][1].warnings

    def put_in(self, name: str, args: tuple[int, ...], span: Span) -> int:
        """The node of the value of a function of the text's own, whose nodes are put in with these as arguments.

        Its other names are what they are outside, whatever arguments of the same names, or counters, are about it.
        """
        arguments, body = self.own[name]
        known, found = dict(zip(arguments, args)), list[int]()
        for node in body.nodes:
            if node.op != "name":
                found.append(self.tree.emit(node.op, tuple(found[at] for at in node.args), node.span, node.value))
            elif node.value in known and not isinstance(node.value, Outer):
                found.append(known[node.value])
            elif node.value in self.parts:
                found.append(self.parts[node.value])
            elif node.value not in self.bound:
                found.append(self.tree.name(str(node.value), node.span))
            elif self.depth:
                told = f"{quote(name)} names {clip(node.value)}, which counts here"
                raise syntax(self.text, span, told, "use another name", "binding")
            else:
                found.append(self.tree.emit("name", (), node.span, Outer(node.value)))
        return found[body.result]

    def call(self, token: Token) -> None:
        """A name before an opening bracket."""
        name = token.value
        variable = name in self.variables or name in self.parts
        if name in self.own:
            count = len(self.own[name][0])
            self.advance()
            self.open(Frame("call", self.token, token.start, True, Signature(name, count, count)))
            return self.advance()
        if name not in self.functions or name in self.parts:
            if variable or name in self.tree.names or name in CONSTANTS:
                what = "a constant" if name in CONSTANTS and not variable else "a variable"
                self.fault(token, f"{quote(name)} is {what}, not a function", "write '*' to multiply")
            from .diagnostics import unknown_function

            raise unknown_function(self.text, token, self.functions)
        if variable:
            message = f"'{name}' is a function name and cannot be bound"
            self.fault(token, message, f"rename the variable {name}", "binding")
        self.advance()
        if self.functions[name].name in SERIES and (ends := self.series_ends()):
            return self.series(token, self.functions[name].name, ends)
        self.open(Frame("call", self.token, token.start, True, self.functions[name]))
        self.advance()

    def not_called(self, token: Token) -> NoReturn:
        """Raise the SyntaxFault for the name of a function that no bracket follows."""
        following = self.following
        from .foreign_notation import NOT_HERE, VARIABLES_TOO

        prime = following.kind == "text" and self.text[following.start] == "'"  # sin'(x)
        hint = NOT_HERE.get(token.value) or f"write {self.form(token.value)}"
        if token.value in VARIABLES_TOO:
            hint += f"; for a variable of this name {token.value}=1"
        self.fault(token, f"{quote(token.value)} is a function", PRINTED if prime else hint)

    def form(self, name: str) -> str:
        """How a function is called."""
        return f"{name}({', '.join(self.own[name][0]) if name in self.own else '...'})"

    def square_brackets(self, token: Token) -> None:
        """Raise the SyntaxFault for Sin[x], where a name that is no variable stands for a function."""
        from .diagnostics import square_brackets

        if fault := square_brackets(self.text, token, self.functions):
            raise fault

    def keyword(self, token: Token) -> None:
        """NAME= in a call, and its value."""
        frame, name = self.frames[-1], token.value
        known = frame.signature.keywords if frame.signature else {}
        if name not in known:
            has = f"it has {', '.join(known)}" if known else "it takes none"
            hint = suggestion(name, known, f"{has}; to compare write ==")
            self.fault(token, f"{self.name_of(frame)} has no keyword {quote(name)}", hint, "arity")
        if name in frame.keywords:
            self.fault(token, f"'{name}' is given twice", code="arity")
        self.advance()
        self.advance()
        frame.keywords[name] = self.keyword_value(name, known[name])
        if self.token.value == ",":
            self.advance()
        elif self.token.kind == "end":
            raise never_closed(self.text, frame.opener)
        elif self.token.value != ")":
            self.not_plain(name, KINDS[known[name]][2])

    def name_of(self, frame: Frame) -> str:
        """What is called, as it is written."""
        return self.text[frame.start : frame.opener.start].strip()

    def called(self, frame: Frame, signature: Signature, args: tuple[int, ...], span: Span) -> int:
        """The node of a call that is read to its end. Raises SyntaxFault for too few or too many arguments."""
        name, low, high, _, others = signature
        name = others.get(len(args), name)
        if len(args) < low or (high is not None and len(args) > high):
            from .diagnostics import arity

            wrong = (frame.items[high].start, frame.items[-1].end) if high and len(args) > high else span
            fault = arity(self.text, wrong, self.name_of(frame), low, high, len(args), signature.keywords)
            fault.hint = f"write {self.form(name)}" if name in self.own else fault.hint
            raise fault
        if name in self.own:
            return self.put_in(name, args, span)
        if frame.series is not None:
            return self.tree.emit(name, (*args, *frame.nodes), span, frame.series)
        if name == "piecewise":
            return self.piecewise(frame, span)
        return self.tree.emit(name, args, span, frame.keywords)

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
        inner.echo, inner.arguments, inner.depth, inner.own = self.echo, self.arguments, self.depth + 1, self.own
        inner.bound = self.bound | {variable}
        body = inner.run()
        self.warnings += body.warnings
        outer = tuple(name for name in body.names if name != variable)
        frame = Frame("call", opener, token.start, True, Signature("series", 2, 2))
        frame.series = Series(op, variable, body, outer)
        parts, tree = self.parts, self.tree
        frame.nodes = tuple([parts[n] if n in parts else tree.name(n, body.place(n)) for n in outer])
        self.open(frame)
        self.goto(ends[1])
        self.advance()

    def piecewise(self, frame: Frame, span: Span) -> int:
        """Each value where its condition is the first that holds; without one that always holds, nan elsewhere."""
        pairs, tree = frame.pairs, self.tree
        if len(pairs) != len(frame.items) or any(len(pair) != 2 for pair in pairs):
            hint = "write a pair for each case: piecewise((-x, x < 0), (x, True))"
            raise syntax(self.text, span, "piecewise takes pairs (value, condition)", hint, "arity")
        always = tree.nodes[pairs[-1][1]].op == "number"
        node = pairs.pop()[0] if always else tree.name("nan", span)
        for value, condition in reversed(pairs):
            node = tree.emit("where", (condition, value, node), span, {})
        return node
