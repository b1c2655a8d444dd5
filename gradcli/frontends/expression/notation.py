"""Marks that people leave out, or write otherwise: 2x, x², √x, |x|, x!, 30°. Two readings are told, not chosen from.

What was understood is echoed: `2x` as `2*x`, `x²` as `x^2`, `|x|` as `abs(x)`, so that nobody need guess.
A value that two operators would tear apart (1/2x, x^2y, √2x, √x^2, 2^x!) has two; only brackets say which is meant.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import NoReturn

from ...errors import Span, clip, quote
from . import builder as build
from .builder import Frame, Signature
from .cursor import Cursor
from .nodes import Expression, Note
from .tokens import Token, syntax

REACH = 2_000  # characters in which the other bar of |x| is looked for
ROOTS = {"√": "sqrt", "∛": "cbrt"}
POSTFIX = {"!": "factorial", "°": "deg2rad"}


CLOSE, JOIN, OPEN = range(3)  # what comes first where several edits begin at one place


class Echo:
    """The edits that a parser makes on its way."""

    def __init__(self) -> None:
        self.edits: list[tuple[int, int, int, int, str]] = []

    def edit(self, span: Span, text: str, rank: int = JOIN) -> None:
        """Write `text` in the place of a span; of several that open at one place the last made is the outermost."""
        self.edits.append((span[0], rank, -len(self.edits) if rank == OPEN else 0, span[1], text))

    def call(self, name: str, operand: Span, bracketed: bool, mark: Span) -> None:
        """Write a mark behind its operand as a call: x! as factorial(x), (n+1)! as factorial(n+1)."""
        self.edit((operand[0], operand[0]), name if bracketed else f"{name}(", OPEN)
        self.edit(mark, "" if bracketed else ")", CLOSE)

    def of(self, text: str, start: int = 0) -> str:
        """The text from `start` on with all edits made."""
        found, at = [], start
        for begin, _, _, end, new in sorted(self.edits):
            found += [text[at:begin], new]
            at = max(at, end)
        return "".join([*found, text[at:]])


class Notation(Cursor):
    """The state of one reading, and what it makes of such marks."""

    def __init__(
        self, text: str, functions: Mapping[str, Signature], variables: frozenset[str], start: int, commas: bool,
        stop: int | None = None,
    ) -> None:  # fmt: skip
        super().__init__(text, start, stop)
        self.functions, self.variables, self.commas = functions, variables, commas
        self.tree = build.Builder(text)
        self.frames: list[Frame] = []
        self.parts: dict[str, int] = {}
        self.own: dict[str, tuple[tuple[str, ...], Expression]] = {}  # functions: their arguments, their values
        self.part: Token | None = None
        self.title = "f"
        self.declared: tuple[str, ...] = ()  # the arguments of the last value, where they are named
        self.echo = Echo()
        self.bracketed: tuple[int, int] | None = None  # the last group in parentheses
        self.arguments: dict[int, list[int]] | None = None  # where those of each call end
        self.depth = 0
        self.bound: frozenset[str] = frozenset()  # arguments and counters that names stand for here

    def knows(self, name: str) -> bool:
        """Whether the vocabulary has a function that a mark stands for."""
        return name in self.functions

    def open(self, frame: Frame) -> None:
        self.tree.wait(build.Pending(build.BRACKET, frame.kind, frame.opener))
        self.frames.append(frame)

    def opens_bars(self, token: Token) -> bool:
        """Whether a bar may begin |x|: there is another one, and it closes none."""
        if self.tree.complete and self.frames[-1].kind == "bars":
            return False
        return token.value == "|" and "|" in self.text[token.end : token.end + REACH] and self.knows("abs")

    def bars(self, token: Token) -> None:
        """The first bar of |x|."""
        self.echo.edit(token[2:], "abs(", OPEN)
        self.open(Frame("bars", token, token.start, False))

    def root(self, token: Token, name: str) -> None:
        """A root sign: of the one value that follows."""
        bracket = self.following.value == "("

        def close(end: int) -> None:
            self.echo.edit(token[2:], name if bracket else f"{name}(", OPEN)
            if not bracket:
                self.echo.edit((end, end), ")", CLOSE)

        self.tree.wait(build.Pending(build.ROOT, self.functions[name].name, token, token.start, None, close))

    def multiplies(self, token: Token) -> bool:
        """Whether a numeral is followed by what it multiplies: 2x, 3(x+1), 2 sin(x), 2√x, 2|x|."""
        if self.previous.kind != "number" or self.previous.start != self.tree.operands[-1].start:
            return False
        if token.kind == "name":
            defined = len(token.value) == 1 and self.following.value == "("
            defined = defined and (token.value in self.functions or token.value in self.own)
            return defined or not is_no_factor(self.text, self.previous, token, self.variables)
        return token.value == "(" or token.value in ROOTS or self.opens_bars(token)

    def stands_apart(self, token: Token) -> bool:
        """Whether what is closed, or a number with a blank, multiplies what follows: x²y, x^3 y^2, (x+1)y, |x||y|.

        Not where another operator would tear the value apart, nor in a list, where a blank may be a comma.
        """
        text, previous = self.text, self.previous
        gap = text[previous.end : token.start]
        if "\n" in gap or (gap and self.frames[-1].kind == "list"):
            return False
        closed = previous.kind == "raised" or previous.value in (")", "]", "|", "!", "°")
        plain = previous.kind == "number" or self.bracketed == self.tree.operands[-1][1:]
        if token.kind == "name":
            if not closed and not (gap and (previous.kind == "number" or previous.value == "pi")):
                return False
            if is_no_factor(text, previous, token, self.variables) or is_eulers(text, previous):
                return False
        elif not closed or not (token.value == "(" or token.value in ROOTS or self.opens_bars(token)):
            return False
        return self.tree.divided(plain and (bool(gap) or token.kind == "name")) is None

    def multiply(self, token: Token) -> None:
        """Read the mark that was left out between a numeral and what follows. Raises SyntaxFault for two readings."""
        gap = (self.previous.end, token.start)
        if torn := self.tree.divided():
            self.two_readings(gap[0] != gap[1] and self.tree.divided(True) or torn)
        if self.frames[-1].kind == "list" and gap[0] != gap[1]:
            message = f"missing '*' or ',' after '{clip(self.text[self.previous.start : gap[0]])}'"
            raise syntax(self.text, (self.previous.start, token.end), message, "write '*' or ','")
        self.echo.edit(gap, "*")
        self.tree.binary(build.PRODUCT, "multiply", token)

    def two_readings(self, torn: build.Pending) -> NoReturn:
        """Raise the SyntaxFault for a value between two operators, of which the text does not say which comes first."""
        text, token, hint = self.text, self.token, "set brackets"
        span = (torn.start, self.following.end if token.value == "**" else token.end)
        if token.value == "!" == self.previous.value:
            span, hint = (self.previous.start, token.end), "there is no double factorial"
        raise syntax(text, span, f"{quote(text[slice(*span)])} has two readings", hint, "readings")

    def see_percent(self, percent: Token, after: Token) -> None:
        """Raise the SyntaxFault for 10% x and 10% + 2: a per cent, or the remainder? Of 10%x, which it is, note it."""
        text = self.text
        if not text[percent.start - 1 : percent.start].isdigit():
            return
        begins = after.kind == "name" or after.value in ("(", "[", *ROOTS)
        if after.value in build.PREFIX or begins and after.start > percent.end:
            span = (percent.start, after.end)
            hint = "write /100 for a per cent, 10 % x for a remainder"
            raise syntax(text, span, "'%' has two readings", hint, "readings")
        if after.kind == "name" or after.value == "(":
            told = "% is the remainder here: a per cent is written /100"
            self.warnings.append(Note("reading", told, percent[2:]))

    def see_divided(self, token: Token) -> None:
        """Note of x^1/2, e^-t/T, e^-x^2/2 and e^-k*t that they are no powers: the exponent may be meant to go on."""
        before, after = self.text[max(token.start - 40, 0) : token.start], self.text[token.end : token.end + 40]
        if "-" not in before and before[-1:] != "1":
            return
        base = re.search(r"(\w+)(?:\^|\*\*)(-?1|-[^\W\d]\w*(?:(?:\^|\*\*)\d+|[²³])?)\Z", before)
        rest, sign = re.match(r"(\w+)(?![\w(])", after), token.value
        if not base or not rest or (sign == "*" and base[1] != "e"):
            return
        if base[2][-1] != "1" or rest[1].isdigit():
            power, more = f"{base[1]}^{base[2]}", f"{sign}{rest[1]}"
            told = f"{power}{more} is ({power}){more}: the other is {base[1]}^({base[2]}{more})"
            start = token.start - len(base[0])
            self.warnings.append(Note("reading", told, (start, token.end + rest.end())))

    def postfix(self, token: Token) -> None:
        """An exponent in superscript, a factorial, degrees: of the one value before. Raises for two readings."""
        tree, value = self.tree, token.value
        torn = tree.pending[-1]
        twice = value == "!" and self.previous.value == "!"
        if torn.power == build.ROOT or twice or (value in POSTFIX and torn.power == build.POWER):
            self.two_readings(torn)
        operand = tree.operands.pop()
        span = (operand.start, token.end)
        if token.kind == "raised":
            exponent = tree.emit("number", (), token[2:], (float(value.lstrip("-")), value.lstrip("-")))
            if value[0] == "-":
                exponent = tree.emit("negative", (exponent,), token[2:])
            tree.push(tree.emit("power", (operand.node, exponent), span), span)
            again = self.following.value == "**"  # x²^3, which is (x²)^3
            self.echo.edit((operand.start, operand.start), "(" * again, OPEN)
            self.echo.edit(token[2:], f"^{value}{')' * again}", CLOSE)
        else:
            name = POSTFIX[value]
            tree.push(tree.emit(self.functions[name].name, (operand.node,), span, {}), span)
            self.echo.call(name, operand[1:], self.bracketed == operand[1:], token[2:])
        self.bracketed = None
        return self.advance()


def is_no_factor(text: str, number: Token, name: Token, variables: Collection[str]) -> bool:
    """Whether a name after a value is no factor of a product: 2 mod 3, 0x1F, 2e; 2j, 1.5f if without a value."""
    from .foreign_notation import PYTHON, SUFFIX, WORDS

    attached = number.end == name.start
    if attached and re.fullmatch("0[xXbBoO].*|[0-9.]*[eE]", text[number.start : name.end]):
        return True
    if name.value in variables:
        return False
    if name.value.lower() in WORDS or name.value in PYTHON:
        return True
    return attached and number.kind == "number" and bool(re.fullmatch(f"[ijJ]|{SUFFIX}", name.value))


def is_eulers(text: str, number: Token) -> bool:
    """Whether a number is the exponent of e^2 x, which is often meant to be e^(2x)."""
    before = text[max(number.start - 20, 0) : number.start]
    return number.kind == "number" and bool(re.search(r"(?<!\w)e\s*(\^|\*\*)\s*[-+]?\s*\Z", before))
