"""Books, MATLAB, Mathematica and spreadsheets as they are written here: the translation of one value.

A descent over tokens that knows what each of them leaves out. Of text with two readings it makes the one asked for.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from ..foreign_notation import CONSTANTS, PYTHON, WORD_OPERATORS
from .book_calls import TURNED
from .book_marks import POWERS, Marks
from .book_tokens import DEPTH, NUMBER, RAISED, Strange, Torn
from .tree import Node, call, folded, joined, per_cent, word

_SUMS = {
    **{c: c for c in "+ - < > <= >= == != ≤ ≥ ≠ and or if else".split()}, "−": "-", "<>": "!=", "~=": "!=", "=<": "<=",
    "=>": ">=", "&": "and", "&&": "and", "∧": "and", "||": "or", "∨": "or", "AND": "and", "OR": "or",
    "≈": "==", "≡": "==", "===": "==",
}  # fmt: skip
_PRODUCTS = {c: c for c in "*/@%×÷·∗∙"} | dict.fromkeys("•✕✖∘⋅", "*") | {"//": "//", ".*": "*", "./": "/", "%*%": "@"}
_DIVIDES = frozenset(("/", "./", "//", "%", "÷"))
_ROOTS = {"√": "sqrt", "∛": "cbrt"}
_BRACKETS = {"(": ")", "{": "}", "|": "|", "||": "||", "⌊": "⌋", "⌈": "⌉", "⟨": "⟩"}
_CALLED = {"||": "norm", "⌊": "floor", "⌈": "ceil", "⟨": "dot"}
_NORMS = {"1": "norm1", "2": "norm", "∞": "norminf", "inf": "norminf", "F": "norm"}
_INFIX = {"choose": "comb", "dot": "dot", "cross": "cross", "⊗": "outer"}
_COMPARED = re.compile("[<>=≤≥≠!]|not")


class Book(Marks):
    """One translation."""

    def whole(self) -> Node:
        """All of it."""
        found = [self.sum()]
        while self.took(","):
            found.append(self.sum())
        if self.token or self.bare and len(found) > 1:  # max x, y
            raise Strange
        return found[0] if len(found) == 1 else Node("list", "", *found)

    def word(self) -> str | None:
        """The operator that the token is in words: mod, times."""
        called = self.ahead() == self.style.opener == "["  # Mod[x,3]
        return None if called or self.token in self.given else WORD_OPERATORS.get(self.token.lower())

    def operator(self, sign: str) -> str:
        """The token, an operator, as it is written here, with the blanks about it."""
        before, _, after = self.blank, self.take(), self.blank
        if sign.isalpha():
            before = after = True
        return f"{' ' * before}{sign}{' ' * after}"

    def sum(self, stop: Collection[str] = ()) -> Node:
        """Terms, as far as they go, or up to such an operator."""
        self.depth += 1
        if self.depth > DEPTH:
            raise Strange
        parts: list[Node | str] = [self.term()]
        while True:
            sign = _SUMS.get(self.token) or self.word()
            if self.style.sheet:  # & joins texts
                sign = {"=": "==", "&": None}.get(self.token, sign)
            if sign is None or self.token == self.closer or sign in stop or sign == "else" and " if " not in parts:
                break
            if self.token == "||" and not any(_COMPARED.search(str(part)) for part in parts):
                break  # R1||R2 are resistors
            parts += [self.operator(sign), self.term()]
        value = folded(parts)
        if self.took("?"):  # c ? a : b
            yes = self.sum()
            self.take(":")
            value = Node("if", "", yes, value, self.sum())
        self.depth -= 1
        return value

    def term(self) -> Node:
        """Signs and a product."""
        sign = ""
        while self.token in ("+", "-", "−"):
            sign += self.take().replace("−", "-")
        if self.token == "if" and self.ahead() != "(" and self.took("if"):  # if c then a else b
            condition = self.sum()
            self.take("then")
            return Node("if", "", self.sum(), condition, self.sum() if self.took("else") else word("0"))
        if self.took("not", "NOT"):
            value = Node("sign", "not ", self.sum(("and", "or", "if", "else")))
        elif self.took("~", "!", "¬"):
            value = Node("sign", "not ", self.term())
        else:
            value = self.product(negative=sign == "-" and self.style.sheet)
            sign = "" if sign == "-" and self.style.sheet else sign
        return Node("sign", sign, value) if sign else value

    def product(self, argument: bool = False, negative: bool = False) -> Node:
        """Factors. argument: those that a function is of which has no brackets. negative: the first has a sign."""
        parts: list[Node | str] = [self.factor(negative)]
        joints, divided = set[int](), False  # divided: by the last factor
        while True:
            token, torn, last = self.token, self.torn, parts[-1]
            assert isinstance(last, Node)
            dots = token == "." and bool(self.style.opener == "[" or self.axes(self.ahead()))  # Mathematica's A.x
            if (token in _PRODUCTS or dots) and not argument:
                latex = token == "%" and self.style.letters is not None
                if latex or self.is_percent(token, str(last)) and not self.choose():  # 10% + 2, 10% x
                    self.take()
                    parts[-1] = per_cent(last)
                    continue
                operator = self.operator("@" if dots else _PRODUCTS[token])
                if token in "·•⋅∙" and self.axes(last) == 1 == self.axes(self.token):
                    parts[-1] = call("dot", last, self.factor())
                    continue
                negative = self.style.sheet and self.took("-")
                sign = self.take() if self.token in ("-", "+") else ""
                factor = self.factor(negative)
                if sign:
                    factor = Node("sign", sign, factor)
                if token == "%":
                    factor = Node("group", "", factor) if sign else factor
                    operator = " % " if operator == "% " else operator
                parts += [operator, factor]
                divided = token in _DIVIDES
            elif token == "\\" and not argument and self.axes(last) in (None, 2):  # MATLAB's A\b
                self.take()
                parts = [call("solve", folded(parts), self.factor())]
            elif token in _INFIX and self.ahead() != "(" and not argument and token not in self.given:
                self.take()
                parts[-1] = call(_INFIX[token], last, self.factor())
            elif self.begins() or (token == "of" and str(last.inner).endswith("/100") and self.took("of")):
                called, apart = self.calls(self.token), self.blank
                if argument and (called or token in "(["):
                    break
                if token[0] in ".0123456789" and re.fullmatch(NUMBER, str(last)):  # 1 000
                    raise Strange
                if self.closer == "]" and apart and not self.commas and not self.choose():  # [1 x]
                    break
                name = re.search(r"[^\W\d]\Z|°", str(last)) and str(last) not in ("pi", "π")
                if argument and apart and name and self.choose() is (self.style.letters is not None):  # sin x y
                    break
                if divided or torn and not (apart and (called or torn.ends)):  # 1/2x, √2x, x^2y, x^y n
                    if self.choose() and not (apart and self.reading == 3):  # 1/2π √(k/m)
                        factor = self.factor()
                        if divided:
                            parts[-1] = joined(last, "*", factor)
                        elif torn:
                            torn.grow(factor)
                        self.torn = None if divided else torn
                        continue
                    if divided:
                        parts, joints, divided = [Node("group", "", folded(parts))], set(), False
                joints.add(len(parts))
                parts += ["*", self.factor()]
            else:
                break
        if argument and self.token == "/" and not self.blank and self.ahead() != "(" and self.choose():  # sin x/2
            parts += [self.take(), self.factor()]
        return folded(self.matrices(parts, joints))

    def is_percent(self, token: str, value: str) -> bool:
        """Whether % may be a per cent: before a sign, or close behind a number with a blank after it."""
        after, apart = self.tokens[self.at + 1]
        return token == "%" and bool(after) and (after in "+-" or apart and not self.blank and value[-1].isdigit())

    def begins(self) -> bool:
        """Whether a value begins here, which is multiplied by the one before."""
        token = self.token
        if token in ("|", "||", "⟨"):
            pairs = sum(other == token for other, _ in self.tokens[self.at :]) % 2 == 0  # λ||x||, not R1||R2
            return token != self.closer and (token != "||" or pairs)
        words = token in PYTHON or token in ("then", "choose", "of")
        if not token or token in _SUMS or words and token not in self.given or self.word():
            return False
        opens = token[0] in "$_(√∛{⌊⌈∑∏" or re.match("[.][0-9]", token) is not None
        return opens or token[0].isalnum() and token[0] not in RAISED

    def factor(self, negative: bool = False) -> Node:
        """A value with its exponents and marks. negative: a sign before it, which binds more than they do."""
        self.torn = None
        if self.ahead() == "√" and not self.token.strip(RAISED) and self.token:  # ³√x
            degree = word(self.take().translate(TURNED))
            self.take()
            return self.powers(call("nthroot", self.atom(), degree), negative)
        if self.token not in _ROOTS:
            return self.powers(self.call() if self.name_of(self.token) else self.atom(), negative)
        name, bracket = _ROOTS[self.take()], self.token == "("
        inside = self.atom()
        if (self.token in POWERS or self.token[:1] in ("!", *RAISED)) and self.token and self.choose():  # √x^2
            inside = self.powers(inside)
        root = call(name, inside.inner)
        value = self.powers(root, negative)
        self.torn = self.torn or (None if bracket else Torn(root, 0))
        return value

    def atom(self) -> Node:
        """A number, a name, something in brackets."""
        token = self.take()
        if re.fullmatch(NUMBER, token):
            return self.number(token)
        if token in ("∑", "∏"):
            return self.series("sum" if token == "∑" else "prod")
        if token == "..." and self.style.row:
            return Node("rest")
        if token == "[" or token in _BRACKETS:
            closer, self.closer = self.closer, _BRACKETS.get(token, "]")
            commas, self.commas = self.commas, "," in self.rest("]")
            grouped, self.grouped = self.grouped, token == "("
            items = [self.sum()] if self.token != "]" else []
            while self.took(",") or self.closer == "]" and self.begins():
                items.append(self.sum())
            self.take(self.closer)
            self.torn, self.closer, self.commas, self.grouped = None, closer, commas, grouped
            if token == "||" and self.token[:1] == "_":  # of which norm
                kind = self.take()[1:] or str(self.atom().inner)
                return call(_NORMS[kind], *items)
            if token == "|" and (axes := self.axes(items[0])):
                return call("norm" if axes == 1 else "det", *items)
            if token == "[" or len(items) > 1 and token in "({":
                return Node("list", "", *items)
            if token in _CALLED:
                return call(_CALLED[token], *items)
            plain = self.style.row or token == "{" and self.style.letters is not None  # LaTeX's groups
            if plain or token in "({" and items[0].op == "group":
                return items[0]
            return Node("bars" if token == "|" else "group", "", *items)
        if token == "%" and self.token in (*CONSTANTS, "i"):  # Maxima's
            return self.imaginary() if self.took("i") else word(self.take())
        return self.name(token)
