"""The grammar, read by operator precedence with a stack of our own: nothing recurses, the time is linear in the text.

    program      (part | own) (';' (part | own))* [';']     the last is the value of the whole
    part         [NAME '='] value
    own          NAME '(' NAME (',' NAME)* ')' '=' value    a function, put in where it is called
    value        or [ 'if' or 'else' value ]
    or           and ('or' and)*
    and          not ('and' not)*
    not          'not' not | comparison
    comparison   sum (('<' | '<=' | '>' | '>=' | '==' | '!=') sum)*     a < b < c means a < b and b < c
    sum          product (('+' | '-') product)*
    product      sign (('*' | '/' | '//' | '%' | '@' | JOINT) sign)*
                 JOINT: a NUMBER before a name, a root or a bracket; nothing or a blank between what is closed and such
    sign         ('+' | '-') sign | power
    power        root [('**' | '^') sign]                   -x^2 is -(x^2), 2^3^2 is 2^9
    root         ('√' | '∛') root | item
    item         atom ('[' index (',' index)* ']' | RAISED | '!' | '°')*
    atom         NUMBER | NAME | '(' value ')' | '[' [value (',' value)*] ']' | '|' value '|'
                 | NAME '(' [argument (',' argument)*] ')'
    argument     value | '(' value ',' value ... ')' | NAME '=' plain
                 sum(value, NAME, value, value) and product(...) bind the name; piecewise((value, condition), ...)
    index        INTEGER | [INTEGER] ':' [INTEGER] [':' [INTEGER]] | '...' | 'None'

A value that two operators would tear apart, as in 1/2x, x^2y, √2x, is refused with both readings.
There are no attributes, texts, lambdas or loops, so nothing need be forbidden. What is called must be in the vocabulary
that the caller hands in; a name is a variable if it is given a value or defined as a part, and else no function's name.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping
from typing import NoReturn

from ...errors import Span, quote
from . import builder as build
from .builder import Frame, Signature
from .calls import OTHERWISE, Calls
from .nodes import CONSTANTS, Expression, Note
from .notation import CLOSE, POSTFIX, ROOTS
from .tokens import SUBSCRIPTS, Token, never_closed, syntax, written

__all__ = ["Signature", "parse"]


LENGTH = 2_000_000

_NO_NUMBERS = {"True": "write 1", "False": "write 0", "None": None}


def parse(
    text: str, functions: Mapping[str, Signature], variables: Collection[str] = (), *, start: int = 0,
    commas: bool = False,
) -> Expression:  # fmt: skip
    """Read `text`, from `start` on, as an expression over a vocabulary of functions.

    variables: names that have a value: they are variables even where the vocabulary, or a constant, has that name.
    commas: read ``1,2,3`` on the open line as a list, and no named parts: the way values are written.
    Raises SyntaxFault with the place of the mistake, for text beyond the limits too.
    """
    if len(text) - start > LENGTH:
        message = f"the expression has {len(text) - start:,} characters, the limit is {LENGTH:,}"
        raise syntax(text, (start, start + 1), message, code="limit")
    return _Parser(text, functions, frozenset(variables), start, commas).run()


class _Parser(Calls):
    """One reading: after each token either a value is complete, or one must begin."""

    def run(self) -> Expression:
        """Read to the end."""
        self.open(Frame("line", self.token, self.token.start, self.commas))
        while self.token.kind != "end":
            if self.tree.complete:
                self.after_value()
            else:
                self.value()
        result = self.end()
        place = {name: n for n, name in enumerate(self.declared)}
        names = tuple(sorted(self.tree.names, key=lambda name: place.get(name, len(place))))
        given = [name for name in names if name not in CONSTANTS]
        # tau among variables is more often one of them than 2*pi, and so is asked for
        free = tuple(name for name in names if name not in CONSTANTS or (name == "tau" and given))
        nodes, warnings = tuple(self.tree.nodes), tuple(self.warnings)
        echo = self.echo.of(self.text) if self.echo.edits else self.text
        title = next(c for c in (self.title, *"yzwghpqr") if c not in self.own and (c == "f" or c not in names))
        return Expression(self.text, nodes, names, free, self.parts, result, warnings, echo, title, self.declared)

    def end(self) -> int:
        """The value of the whole."""
        frame, tree = self.frames[-1], self.tree
        begins = tree.begins()
        if len(self.frames) > 1 and (begins or tree.complete):
            raise never_closed(self.text, frame.opener)
        if not tree.complete and not (begins and frame.items):
            self.no_value()
        if not frame.items:
            return self.end_part(self.token)
        if tree.complete:
            frame.items.append(tree.pop())
        return tree.emit("array", tuple(item.node for item in frame.items), (frame.start, self.token.start))

    # Where a value must begin.

    def value(self) -> None:
        token, value = self.token, self.token.value
        if token.kind == "number":
            self.bracketed = None
            if self.previous.value == "**" and self.text[token.start + 1 : token.start + 2] == "_":  # x^2_1
                told = f"{self.text[slice(*token[2:])]} is the number {value}; x_1^2 has an index"
                self.warnings.append(Note("reading", told, token[2:]))
            self.tree.push(self.tree.emit("number", (), token[2:], (self.decimal(token), value)), token[2:])
        elif token.kind == "name":
            return self.name(token)
        elif value in ("(", "["):
            listable = value == "[" or (self.tree.begins() and self.frames[-1].listable)
            self.open(Frame("list" if value == "[" else "group", token, token.start, listable))
        elif value in build.PREFIX and not (value == "not" and self.tree.pending[-1].power > build.NOT):
            power, op = build.PREFIX[value]
            self.tree.wait(build.Pending(power, op, token, token.start))
        elif value in ROOTS and self.knows(ROOTS[value]):
            self.root(token, ROOTS[value])
        elif self.opens_bars(token):
            self.bars(token)
        elif value in (")", "]") and self.tree.begins() and self.may_close(value):
            return self.close()
        else:
            self.no_value()
        return self.advance()

    def no_value(self) -> NoReturn:
        """Raise the SyntaxFault for a token that cannot begin a value."""
        from .diagnostics import unexpected_operand

        raise unexpected_operand(self.text, self.previous, self.token)

    def may_close(self, closer: str) -> bool:
        """Whether a bracket may close where a value could begin: an empty list or call, or after a last comma."""
        frame = self.frames[-1]
        return frame.kind == "line" or bool(frame.items) or (frame.kind != "group" and closer == frame.closer)

    def name(self, token: Token) -> None:
        name, following = token.value, self.following.value
        if following == "(" and self.defines(token):
            return None
        if following == "=" and self.tree.begins():
            if self.frames[-1].kind == "call":
                return self.keyword(token)
            if self.frames[-1].kind == "line" and self.part is None and not self.commas and name not in _NO_NUMBERS:
                self.part = token
                self.advance()
                return self.advance()
        if following == "(":
            return self.call(token)
        unbound = name not in self.variables and name not in self.parts
        if name in OTHERWISE and self.is_piece():
            self.tree.push(self.tree.emit("number", (), token[2:], (1.0, "1")), token[2:])
            return self.advance()
        if following == "[" and unbound and token.value[0].isalpha():  # Sin[x]
            self.square_brackets(token)
        if name in _NO_NUMBERS:
            self.fault(token, f"'{name}' is not a number", _NO_NUMBERS[name])
        if name in self.parts:
            self.tree.push(self.parts[name], token[2:])
        elif name in self.own or (name in self.functions and name not in self.variables):
            self.not_called(token)
        else:
            self.tree.push_name(name, token[2:])
        if token.end - token.start == len(name) and self.text[token.end - 1] in SUBSCRIPTS:
            self.echo.edit(token[2:], name)
        return self.advance()

    # Where a value is complete.

    def after_value(self) -> None:
        token, value, tree = self.token, self.token.value, self.tree
        if value not in build.BINARY:  # which begins no factor
            if self.stands_apart(token):
                self.echo.edit((self.previous.end, token.start), "*")
                return tree.binary(build.PRODUCT, "multiply", token)
            if self.multiplies(token):
                return self.multiply(token)
        if token.kind == "raised" or (value in POSTFIX and self.knows(POSTFIX[value])):
            return self.postfix(token)
        if token.kind != "op":
            self.unexpected()
        if value == "||" and self.frames[-1].kind == "bars":  # of |x - |y||, of |x||y|: two of one
            half = token.start + 1
            self.source = itertools.chain([self.following], self.source)
            self.token, self.following = Token("op", "|", token.start, half), Token("op", "|", half, token.end)
        if value in build.BINARY:
            if value == "%":
                self.see_percent(token, self.following)
            elif value in ("/", "*") and tree.pending[-1].power >= build.SIGN:
                self.see_divided(token)
            if value == "**" and tree.pending[-1].power == build.ROOT:
                self.two_readings(tree.pending[-1])
            tree.binary(*build.BINARY[value], token)
        elif self.token.value == "|" and self.frames[-1].kind == "bars" or value in (")", "]"):
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
        from .diagnostics import unexpected_operator

        left = self.tree.operands[-1]
        span, functions = (left.start, left.end), self.functions
        raise unexpected_operator(self.text, span, self.previous, self.token, self.following, functions)

    def end_part(self, token: Token) -> int:
        """Close a part at a semicolon or at the end."""
        operand, part = self.tree.pop(), self.part
        if part is not None:
            name = part.value
            if name in self.parts:
                self.fault(part, f"{quote(name)} is defined twice", "give each part its own name")
            if name in self.tree.names:
                self.fault(part, f"{quote(name)} is used before it is defined", "give the part another name", "order")
            self.parts[name], self.part = operand.node, None
            self.title = name if token.kind == "end" else "f"
        elif token.kind != "end":
            span = (operand.start, operand.end)
            message = "only the last part may go without a name"
            raise syntax(self.text, span, message, "write name = value; ... and use the name")
        return operand.node

    def end_item(self) -> None:
        """Close an item of a bracket."""
        frame, item = self.frames[-1], self.tree.pop()
        if frame.keywords:
            message = "a positional argument follows a keyword"
            raise syntax(self.text, item[1:], message, "put keywords last", "arity")
        frame.items.append(item)

    def see_brackets(self, frame: Frame, span: Span) -> None:
        """Note that [a+b]^2, of one element, is an array: it may be meant to be a bracket."""
        before, power = self.tree.pending[-1].power, build.BINARY.get(self.token.value, (0, ""))[0]
        counted = max(before, power) >= build.SUM
        item = self.tree.nodes[frame.items[0].node] if len(frame.items) == 1 else None
        if frame.kind == "list" and item and counted and item.op not in ("array", "number"):
            self.warnings.append(Note("brackets", "square brackets make an array; round ones group", span))

    def close(self) -> None:
        frame, token = self.frames[-1], self.token
        if frame.kind == "line":
            self.fault(token, f"unmatched {written(self.text, token)}", "remove it, or add what opens it")
        if token.value != frame.closer:
            opener = written(self.text, frame.opener)
            self.fault(token, f"{written(self.text, token)} does not close {opener}", f"write '{frame.closer}'")
        if self.tree.complete:
            self.end_item()
        self.tree.pending.pop()
        self.frames.pop()
        self.advance()
        span, args = (frame.start, token.end), tuple(item.node for item in frame.items)
        if frame.signature is not None:
            self.tree.push(self.called(frame, frame.signature, args, span), span)
        elif frame.kind == "group":
            self.tree.push(args[0], span)
            self.bracketed = span
        elif frame.kind == "bars":
            self.tree.push(self.tree.emit(self.functions["abs"].name, args, span, {}), span)
            self.echo.edit(token[2:], ")", CLOSE)
        elif frame.kind == "tuple" and (outer := self.frames[-1].signature) and outer.name == "piecewise":
            self.frames[-1].pairs.append(args)
            self.tree.push(args[0], span)
        else:
            if frame.kind == "tuple" and not (self.token.kind == "end" or self.token.value in (",", ")", "]")):
                raise syntax(self.text, span, "a list in parentheses stands alone", "write [1,2] for an array")
            self.see_brackets(frame, span)
            self.tree.push(self.tree.emit("array", args, span), span)
