"""Exponents and marks behind a value of another notation, as they are written here: x^2, x!, 5%, A^T, 30°."""

from __future__ import annotations

import re

from ..foreign_notation import DEGREES
from .book_calls import TURNED, Words
from .book_tokens import NUMBER, RAISED, Strange, Torn
from .phrases import is_number
from .tree import Node, call, joined, per_cent, word

POWERS = frozenset(("^", "**", ".^"))
_ENDS = frozenset(("", ")", ",", ";", "*", "/", "×", "·", "÷", "^", "of"))  # behind a per cent


class Marks(Words):
    """What is read there."""

    def powers(self, value: Node, negative: bool = False) -> Node:
        """A value with what stands behind it."""
        raised = False
        if negative and self.token in POWERS:
            value, negative = Node("sign", "-", value), False
            self.remark = "; in spreadsheets -x^2 is (-x)^2"
        while True:
            before = self.at
            if self.token in POWERS:
                value, raised = self.raised(Node("group", "", value) if raised and self.style.left else value), True
            elif self.token and not self.token.strip(RAISED):
                mark = self.take()
                value = self.power_of(value, mark.translate(TURNED)) or Node("mark", mark, value)
            elif self.word() in ("2", "3"):  # squared
                value = joined(value, "^", word(str(self.word())))
                self.take()
            else:
                value = self.marked(value)
            if self.at == before:
                return Node("sign", "-", value) if negative else value

    def power_of(self, value: Node, power: str) -> Node | None:
        """A matrix to a whole power, which is meant by an exponent behind it; None of anything else."""
        if not re.fullmatch("-?[0-9]{1,3}", power) or not self.is_matrix(value):
            return None
        return call("inv", value.inner) if power == "-1" else call("matrix_power", value.inner, word(power))

    def raised(self, value: Node) -> Node:
        """A value with its exponent, which may be the T of a transpose."""
        mark = self.take()
        if "T" not in self.given and self.took("T", "⊤", "{ T }", "{ ⊤ }"):
            return call("transpose", value.inner)
        exponent = self.exponent(value)
        if mark == "^" and self.style.opener == "(":
            made = self.power_of(value, str(exponent.inner))
            if made or str(value) == "e" and self.is_matrix(exponent):
                self.torn = None
                return made or call("expm", exponent.inner)
        power = joined(value, "^", exponent)
        if self.torn:
            self.torn = Torn(power, 1, self.torn.ends)
        return power

    def marked(self, value: Node) -> Node:
        """A value with the mark behind it, if one stands there."""
        text = str(value)
        if self.took("ᵀ") or not self.blank and "transpose" in self.functions and self.took("'", ".'", "’"):
            number = re.fullmatch(NUMBER, text) or self.shapes.get(text) == ()
            if self.shapes.get(text) == () and self.style.left:  # MATLAB's
                return value
            bracket = value.op in ("group", "call") and is_number(text, self.shapes)  # (x^2)' is a derivative
            if self.token == "(" or text in self.functions or number or bracket:  # f'(x), 1'000
                raise Strange
            return call("transpose", value.inner)
        dot = self.token == "." and not self.blank and self.style.opener != "["
        if dot and self.ahead().isidentifier() and not self.axes(self.ahead()):
            return self.method(value)
        if self.token == "!" and text[-1:] != "!":
            self.take()
            if self.torn and value is self.torn.host and self.choose():  # 2^x!
                value.args[1] = Node("mark", "!", value.args[1])
                return value
            self.torn = None
            return Node("mark", "!", value)
        if text[-1:] == "!" and self.took("!"):
            of, k = value.args[0], next(k for k in "kijmpq" if k not in self.given)
            twice = self.filled(f"prod(_n - 2*{k}, {k}, 0, (_n - 1)//2)", (), {"_n": of, k: word(k)})
            return Node("mark", "!", Node("group", "", value)) if self.choose() else twice
        if self.took("°") or self.token in DEGREES and self.token not in self.given and self.took(self.token):
            return Node("mark", "°", value)
        if self.token == "%" and (self.ahead() in _ENDS or self.ahead() in "+-" and not self.tokens[self.at + 1][1]):
            self.take()
            alone = self.at > 2 and self.tokens[self.at - 3][0] == "(" and self.token == ")"
            return per_cent(value).inner if alone else per_cent(value)
        if self.token == "[" and not self.blank and (text.isidentifier() or self.style.row):
            index = self.take()
            while not index.endswith("]"):
                if self.blank:
                    raise Strange
                index += self.take()
            return Node("mark", index, value)
        return value

    def exponent(self, base: Node) -> Node:
        """What stands behind ^."""
        sign = self.take() if self.token in ("-", "+", "−") else ""
        closed, number = self.token in ("(", "{"), re.fullmatch(NUMBER, self.token)
        if self.token == "{":
            inside = self.atom().inner
            value = inside if re.fullmatch(r"[\w.]+", str(inside)) else Node("group", "", inside)
        else:
            value = self.call() if self.name_of(self.token) else self.atom()
        ends = bool(number and str(base) != "e")
        if self.token in ("^", "**") and not self.style.left:
            self.take()
            value = joined(value, "^", self.exponent(value))
        self.torn = None if closed else Torn(value, 0, ends)  # of the power that is made of it
        return Node("sign", sign, value) if sign else value
