"""Books, MATLAB, Mathematica and spreadsheets as they are written here: the translation of one value.

A descent over tokens that knows what each of them leaves out. Of text with two readings (1/2x) it makes none.
"""

from __future__ import annotations

import re

from .book_calls import Words
from .book_tokens import DEPTH, NUMBER, RAISED, Strange, inner
from .foreign_notation import CONSTANTS, PYTHON, WORD_OPERATORS

_SUMS = {
    **{c: c for c in "+ - < > <= >= == != ≤ ≥ ≠ and or if else".split()}, "−": "-", "<>": "!=", "~=": "!=", "=<": "<=",
    "=>": ">=", "&": "and", "&&": "and", "||": "or", "AND": "and", "OR": "or",
}  # fmt: skip
_PRODUCTS = {c: c for c in "*/@%×÷·⋅∗∙"} | {"//": "//", ".*": "*", "./": "/", "%*%": "@"}
_DIVIDES = frozenset(("/", "./", "//", "%", "÷"))
_POWERS = frozenset(("^", "**", ".^"))
_ROOTS = {"√": "sqrt", "∛": "cbrt"}
_BRACKETS = {"(": ")", "{": "}", "|": "|", "||": "||"}
_ENDS = frozenset(("", ")", ",", ";", "*", "/", "×", "·", "÷", "^"))  # behind a per cent


class Book(Words):
    """One translation."""

    def whole(self) -> str:
        """All of it."""
        found = self.sum()
        if self.token:
            raise Strange
        return found

    def word(self) -> str | None:
        """The operator that the token is in words: mod, times."""
        return None if self.token in self.given else WORD_OPERATORS.get(self.token.lower())

    def operator(self, word: str) -> str:
        """The token, an operator, as it is written here, with the blanks about it."""
        before, _, after = self.blank, self.take(), self.blank
        if word.isalpha():
            before = after = True
        return f"{' ' * before}{word}{' ' * after}"

    def sum(self) -> str:
        """Terms, as far as they go."""
        self.depth += 1
        if self.depth > DEPTH:
            raise Strange
        parts = [self.term()]
        while True:
            word = _SUMS.get(self.token) or self.word()
            if self.token == "=" and self.style.sheet and self.depth > 1:
                word = "=="
            if word is None or self.token == self.closer:
                break
            if word.isdigit():  # squared, cubed
                self.take()
                parts.append(f"^{word}")
                continue
            parts += [self.operator(word), self.term()]
        if self.took("?"):  # c ? a : b
            parts = [self.sum(), " if ", "".join(parts), " else "]
            self.take(":")
            parts.append(self.sum())
        self.depth -= 1
        return "".join(parts)

    def term(self) -> str:
        """Signs and a product."""
        sign = ""
        while self.token in ("+", "-", "−"):
            sign += self.take().replace("−", "-")
        if self.took("~", "not", "!", "NOT"):
            return f"{sign}not {self.term()}"
        return self.product(negative=True) if sign == "-" and self.style.sheet else sign + self.product()

    def product(self, argument: bool = False, negative: bool = False) -> str:
        """Factors. argument: those that a function is of which has no brackets. negative: the first has a sign."""
        parts, turned, divided = [self.factor(negative)], self.turned, False
        while True:
            token, torn = self.token, self.torn
            if token in _PRODUCTS and not argument:
                divided = token in _DIVIDES
                operator = self.operator(_PRODUCTS[token])
                negative = self.style.sheet and self.took("-")
                sign = self.take() if self.token in ("-", "+") else ""
                if sign and token == "%":  # 10% + 2
                    raise Strange
                parts += [operator, sign + self.factor(negative)]
            elif self.begins():
                call, apart = self.name_of(token) is not None, self.blank
                if argument and (call or token in "(["):
                    break
                if token[0].isdigit() or self.closer == "]" and apart:  # 1 000, [1 x]
                    raise Strange
                # 1/2x, sin x y, √2x, x^2y, x^y n
                if divided or (argument and apart and parts[-1][-1:].isalpha()) or torn == "root":
                    raise Strange
                if torn and not (apart and (call or torn == "number")):
                    raise Strange
                parts += ["*", self.factor()]
            else:
                break
            turned = turned or self.turned
        if argument and self.token == "/" and not self.blank and self.ahead() != "(":  # sin x/2
            raise Strange
        if turned and len(parts) > 1:
            parts = matrix_product(parts)
        elif turned:
            self.remark = "; derivatives are printed"
        return "".join(parts)

    def begins(self) -> bool:
        """Whether a value begins here, which is multiplied by the one before."""
        token = self.token
        if not token or token in _SUMS or token in PYTHON or self.word():
            return False
        return token[0].isalnum() and token[0] not in RAISED or token[0] in "$_(√∛{"

    def factor(self, negative: bool = False) -> str:
        """A value with its exponents and marks. negative: a sign before it, which binds more than they do."""
        self.torn, self.turned, sign = "", False, "-" * negative
        if self.token in _ROOTS:
            name = _ROOTS[self.take()]
            inside = self.atom()
            if self.token in _POWERS or self.token[:1] in ("!", *RAISED):
                raise Strange
            self.torn = "root"
            return f"{sign}{name}({inner(inside)})"
        value = self.call() if self.name_of(self.token) else self.atom()
        if negative and self.token in _POWERS:
            value, sign = f"(-{value})", ""
            self.remark = "; in spreadsheets -x^2 is (-x)^2"
        raised = False
        while True:
            before = self.at
            if self.token in _POWERS:
                value, raised = self.raised(f"({value})" if raised and self.style.left else value), True
            elif self.token and not self.token.strip(RAISED):
                value += self.take()
            else:
                value = self.marked(value)
            if self.at == before:
                return sign + value

    def raised(self, value: str) -> str:
        """A value with its exponent, which may be the T of a transpose."""
        self.take()
        if "T" not in self.given and self.took("T", "⊤", "{ T }"):
            return self.transposed(value)
        return f"{value}^{self.exponent(value)}"

    def marked(self, value: str) -> str:
        """A value with the mark behind it, if one stands there."""
        if self.took("ᵀ") or not self.blank and "transpose" in self.functions and self.took("'", ".'"):
            if self.token == "(" or value in self.functions or re.fullmatch(NUMBER, value):  # f'(x), 1'000
                raise Strange
            return self.transposed(value)
        if value[-1:] != "!" and self.took("!"):
            return f"{value}!"
        if self.took("°"):
            return self.degrees(value)
        if self.token == "%" and (self.ahead() in _ENDS or self.ahead() in "+-" and not self.tokens[self.at + 1][1]):
            self.take()
            alone = self.at > 2 and self.tokens[self.at - 3][0] == "(" and self.token == ")"
            return f"{value}/100" if alone else f"({value}/100)"
        if self.token == "[" and not self.blank and value.isidentifier():
            index = self.take()
            while not index.endswith("]"):
                if self.blank:
                    raise Strange
                index += self.take()
            return value + index
        return value

    def transposed(self, value: str) -> str:
        self.turned = True
        return f"transpose({inner(value)})"

    def degrees(self, value: str) -> str:
        """45° with what may follow: 45°30', 45°30'15''."""
        parts = [value]
        for marks, of in ((("'", "′"), 60), (("''", '"', "″"), 3600)):
            if re.fullmatch(NUMBER, self.token) and self.ahead() in marks:
                parts.append(f"{self.take()}/{of}")
                self.take()
        return f"({'+'.join(parts)})°" if len(parts) > 1 else f"{value}°"

    def exponent(self, base: str) -> str:
        """What stands behind ^."""
        sign = self.take() if self.token in ("-", "+", "−") else ""
        closed, number = self.token in ("(", "{"), re.fullmatch(NUMBER, self.token)
        if self.token == "{":
            inside = inner(self.atom())
            value = inside if re.fullmatch(r"[\w.]+", inside) else f"({inside})"
        else:
            value = self.call() if self.name_of(self.token) else self.atom()
        torn = "" if closed else "number" if number and base != "e" else "name"
        if self.token in ("^", "**") and not self.style.left:
            self.take()
            value = f"{value}^{self.exponent(value)}"
            torn = torn or self.torn
        self.torn = torn
        return sign + value

    def atom(self) -> str:
        """A number, a name, something in brackets."""
        token = self.take()
        if re.fullmatch(NUMBER, token):
            return self.number(token)
        if token == "[" or token in _BRACKETS:
            closer, self.closer = self.closer, _BRACKETS.get(token, "]")
            items = [self.sum()]
            while self.closer == "]" and self.took(","):
                items.append(self.sum())
            self.take(self.closer)
            self.torn, self.turned, self.closer = "", False, closer
            inside = ",".join(items)
            return {"|": f"|{inside}|", "||": f"norm({inside})", "[": f"[{inside}]"}.get(token, f"({inside})")
        if token == "%" and self.token in (*CONSTANTS, "i"):  # Maxima's
            return "complex(0,1)" if self.took("i") else self.take()
        return self.name(token)


def matrix_product(parts: list[str]) -> list[str]:
    """The factors and operators of a product with transposes, which is one of matrices: x'*A*x is x@A@x."""
    numbers = [re.fullmatch(NUMBER, part) for part in (*parts, "")]
    parts = [
        "@" if part.strip() == "*" and not (numbers[n - 1] or numbers[n + 1]) else part for n, part in enumerate(parts)
    ]
    return [re.sub(r"\Atranspose\(([a-z]\w*)\)\Z", r"\1", part) for part in parts]
