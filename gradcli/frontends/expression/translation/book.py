"""Books, MATLAB, Mathematica and spreadsheets as they are written here: the translation of one value.

A descent over tokens that knows what each of them leaves out. Of text with two readings it makes the one asked for.
"""

from __future__ import annotations

import re

from ..foreign_notation import CONSTANTS, DEGREES, PYTHON, WORD_OPERATORS
from .book_calls import TURNED, Words
from .book_tokens import DEPTH, NUMBER, RAISED, Strange, Torn, inner, per_cent

_SUMS = {
    **{c: c for c in "+ - < > <= >= == != ≤ ≥ ≠ and or if else".split()}, "−": "-", "<>": "!=", "~=": "!=", "=<": "<=",
    "=>": ">=", "&": "and", "&&": "and", "∧": "and", "||": "or", "∨": "or", "AND": "and", "OR": "or",
    "≈": "==", "≡": "==", "===": "==",
}  # fmt: skip
_PRODUCTS = {c: c for c in "*/@%×÷·∗∙"} | dict.fromkeys("•✕✖∘⋅", "*") | {"//": "//", ".*": "*", "./": "/", "%*%": "@"}
_DIVIDES = frozenset(("/", "./", "//", "%", "÷"))
_POWERS = frozenset(("^", "**", ".^"))
_ROOTS = {"√": "sqrt", "∛": "cbrt"}
_BRACKETS = {"(": ")", "{": "}", "|": "|", "||": "||", "⌊": "⌋", "⌈": "⌉", "⟨": "⟩"}
_CALLED = {"|": "|{}|", "||": "norm({})", "⌊": "floor({})", "⌈": "ceil({})", "⟨": "dot({})"}
_NORMS = {"1": "norm1", "2": "norm", "∞": "norminf", "inf": "norminf", "F": "norm"}
_INFIX = {"choose": "comb", "dot": "dot", "cross": "cross", "⊗": "outer"}
_COMPARED = re.compile("[<>=≤≥≠!]|not")
_ENDS = frozenset(("", ")", ",", ";", "*", "/", "×", "·", "÷", "^", "of"))  # behind a per cent


class Book(Words):
    """One translation."""

    def whole(self) -> str:
        """All of it."""
        found = [self.sum()]
        while self.took(","):
            found.append(self.sum())
        if self.token or self.bare and len(found) > 1:  # max x, y
            raise Strange
        return found[0] if len(found) == 1 else f"[{','.join(found)}]"

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
            if self.style.sheet:  # & joins texts
                word = {"=": "==", "&": None}.get(self.token, word)
            if word is None or self.token == self.closer or self.token == "||" and not _COMPARED.search("".join(parts)):
                break  # R1||R2 are resistors
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
        return "".join([*parts, " else 0"] if " if " in parts and " else " not in parts else parts)

    def term(self) -> str:
        """Signs and a product."""
        sign = ""
        while self.token in ("+", "-", "−"):
            sign += self.take().replace("−", "-")
        if self.token == "if" and self.ahead() != "(" and self.took("if"):  # if c then a else b
            condition, value = self.sum(), self.take("then") and self.term()
            return f"{value} if {condition}"
        if self.took("~", "not", "!", "NOT", "¬"):
            return f"{sign}not {self.term()}"
        return self.product(negative=True) if sign == "-" and self.style.sheet else sign + self.product()

    def product(self, argument: bool = False, negative: bool = False) -> str:
        """Factors. argument: those that a function is of which has no brackets. negative: the first has a sign."""
        parts, joints = [self.factor(negative)], set[int]()
        divided: Torn | None = None  # by the last factor
        while True:
            token, torn = self.token, divided or self.torn
            dots = token == "." and self.style.opener == "["  # Mathematica's product of matrices
            if (token in _PRODUCTS or dots) and not argument:
                if self.is_percent(token, parts[-1]) and not self.choose():  # 10% + 2, 10% x
                    self.take()
                    parts[-1] = per_cent(parts[-1])
                    continue
                operator = self.operator("@" if dots else _PRODUCTS[token])
                if token in "·•⋅∙" and self.axes(parts[-1]) == 1 == self.axes(self.token):
                    parts[-1] = f"dot({parts[-1]}, {inner(self.factor())})"
                    continue
                negative = self.style.sheet and self.took("-")
                sign = self.take() if self.token in ("-", "+") else ""
                factor = sign + self.factor(negative)
                operator = " % " if token == "%" and operator == "% " else operator
                parts += [operator, f"({factor})" if token == "%" and sign else factor]
                divided = Torn("(", factor, ")") if token in _DIVIDES else None
            elif token == "\\" and not argument and self.axes(parts[-1]) in (None, 2):  # MATLAB's A\b
                self.take()
                parts = [f"solve({inner(''.join(parts))}, {inner(self.factor())})"]
            elif token in _INFIX and self.ahead() != "(" and not argument and token not in self.given:
                self.take()
                parts[-1] = f"{_INFIX[token]}({inner(parts[-1])}, {inner(self.factor())})"
            elif self.begins() or (token == "of" and parts[-1].endswith("/100)") and self.took("of")):
                call, apart = self.calls(self.token), self.blank
                if argument and (call or token in "(["):
                    break
                if token[0] in ".0123456789" and re.fullmatch(NUMBER, parts[-1]):  # 1 000
                    raise Strange
                if self.closer == "]" and apart and not self.commas and not self.choose():  # [1 x]
                    break
                if argument and apart and re.search(r"[^\W\d]\Z|°", parts[-1]) and not self.choose():  # sin x y
                    break
                if torn and not (apart and not divided and (call or torn.ends)):  # 1/2x, √2x, x^2y, x^y n
                    if self.choose() and not (apart and self.reading == 3):  # 1/2π √(k/m)
                        torn = torn._replace(inside=f"{torn.inside}*{self.factor()}")
                        parts[-1] = "".join(torn[:3])
                        divided, self.torn = (torn, None) if divided else (None, torn)
                        continue
                    if divided:
                        parts, joints, divided = [f"({''.join(parts)})"], set(), None
                joints.add(len(parts))
                parts += ["*", self.factor()]
            else:
                break
        if argument and self.token == "/" and not self.blank and self.ahead() != "(" and self.choose():  # sin x/2
            parts += [self.take(), self.factor()]
        return "".join(self.matrices(parts, joints))

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
        if not token or token in _SUMS or token in PYTHON or token in ("then", "choose", "of") or self.word():
            return False
        return (
            token[0].isalnum()
            and token[0] not in RAISED
            or token[0] in "$_(√∛{⌊⌈∑∏"
            or bool(re.match("[.][0-9]", token))
        )

    def factor(self, negative: bool = False) -> str:
        """A value with its exponents and marks. negative: a sign before it, which binds more than they do."""
        self.torn = None
        if self.ahead() == "√" and not self.token.strip(RAISED) and self.token:  # ³√x
            degree = self.take().translate(TURNED)
            self.take()
            return self.powers(f"nthroot({inner(self.atom())}, {degree})", negative)
        if self.token not in _ROOTS:
            value = self.call() if self.name_of(self.token) else self.atom()
            return self.powers(value, negative)
        name, bracket = _ROOTS[self.take()], self.token == "("
        inside = self.atom()
        if (self.token in _POWERS or self.token[:1] in ("!", *RAISED)) and self.token and self.choose():  # √x^2
            inside = self.powers(inside)
        value = self.powers(f"{name}({inner(inside)})", negative)
        self.torn = self.torn or (None if bracket else Torn(f"{name}(", inner(inside), ")"))
        return value

    def powers(self, value: str, negative: bool = False) -> str:
        """A value with what stands behind it."""
        sign, raised = "-" * negative, False
        if negative and self.token in _POWERS:
            value, sign = f"(-{value})", ""
            self.remark = "; in spreadsheets -x^2 is (-x)^2"
        while True:
            before = self.at
            if self.token in _POWERS:
                value, raised = self.raised(f"({value})" if raised and self.style.left else value), True
            elif self.token and not self.token.strip(RAISED):
                mark = self.take()
                value = self.power_of(value, mark.translate(TURNED)) or value + mark
            else:
                value = self.marked(value)
            if self.at == before:
                return sign + value

    def power_of(self, value: str, power: str) -> str | None:
        """A matrix to a whole power, which is meant by an exponent behind it; None of anything else."""
        if not re.fullmatch("-?[0-9]{1,3}", power) or not self.is_matrix(value):
            return None
        return f"inv({inner(value)})" if power == "-1" else f"matrix_power({inner(value)}, {power})"

    def raised(self, value: str) -> str:
        """A value with its exponent, which may be the T of a transpose."""
        mark = self.take()
        if "T" not in self.given and self.took("T", "⊤", "{ T }", "{ ⊤ }"):
            return f"transpose({inner(value)})"
        exponent = self.exponent(value)
        if mark == "^" and self.style.opener == "(":
            if power := self.power_of(value, inner(exponent)):
                self.torn = None
                return power
            if value == "e" and self.is_matrix(exponent):
                self.torn = None
                return f"expm({inner(exponent)})"
        if self.torn:
            self.torn = self.torn._replace(before=f"{value}^(", inside=exponent)
        return f"{value}^{exponent}"

    def marked(self, value: str) -> str:
        """A value with the mark behind it, if one stands there."""
        if self.took("ᵀ") or not self.blank and "transpose" in self.functions and self.took("'", ".'", "’"):
            number = re.fullmatch(NUMBER, value) or self.shapes.get(value) == ()
            if self.token == "(" or value in self.functions or number:  # f'(x), 1'000
                raise Strange
            return f"transpose({inner(value)})"
        if self.token == "." and not self.blank and self.ahead().isidentifier() and self.style.opener != "[":
            return self.method(value)
        if value[-1:] != "!" and self.token == "!":
            if self.torn and value.endswith(self.torn.inside):  # 2^x!
                value = f"{self.torn.before}{self.torn.inside}!)" if self.choose() else f"({value})!"
                self.torn = None
                self.take()
                return value
            return value + self.take()
        if value[-1:] == "!" and self.took("!"):
            n, k = value[:-1], next(k for k in "kijmpq" if k not in self.given)
            return f"({value})!" if self.choose() else f"prod({n} - 2*{k}, {k}, 0, ({n} - 1)//2)"
        if self.took("°") or self.token in DEGREES and self.token not in self.given and self.took(self.token):
            return f"{value}°"
        if self.token == "%" and (self.ahead() in _ENDS or self.ahead() in "+-" and not self.tokens[self.at + 1][1]):
            self.take()
            alone = self.at > 2 and self.tokens[self.at - 3][0] == "(" and self.token == ")"
            return f"{value}/100" if alone else per_cent(value)
        if self.token == "[" and not self.blank and value.isidentifier():
            index = self.take()
            while not index.endswith("]"):
                if self.blank:
                    raise Strange
                index += self.take()
            return value + index
        return value

    def exponent(self, base: str) -> str:
        """What stands behind ^."""
        sign = self.take() if self.token in ("-", "+", "−") else ""
        closed, number = self.token in ("(", "{"), re.fullmatch(NUMBER, self.token)
        if self.token == "{":
            inside = inner(self.atom())
            value = inside if re.fullmatch(r"[\w.]+", inside) else f"({inside})"
        else:
            value = self.call() if self.name_of(self.token) else self.atom()
        torn = None if closed else Torn("", value, ")", bool(number and base != "e"))
        if self.token in ("^", "**") and not self.style.left:
            self.take()
            value = f"{value}^{self.exponent(value)}"
        self.torn = torn
        return sign + value

    def atom(self) -> str:
        """A number, a name, something in brackets."""
        token = self.take()
        if re.fullmatch(NUMBER, token):
            return self.number(token)
        if token in ("∑", "∏"):
            return self.series("sum" if token == "∑" else "prod")
        if token == "[" or token in _BRACKETS:
            closer, self.closer = self.closer, _BRACKETS.get(token, "]")
            commas, self.commas = self.commas, "," in self.rest("]")
            items = [self.sum()] if self.token != "]" else []
            while self.took(",") or self.closer == "]" and self.begins():
                items.append(self.sum())
            self.take(self.closer)
            self.torn, self.closer, self.commas = None, closer, commas
            inside, listed = ",".join(items), token == "[" or len(items) > 1 and token in "({"
            if token == "||" and self.token[:1] == "_":  # of which norm
                kind = self.take()[1:] or inner(self.atom())
                return f"{_NORMS[kind]}({inside})"
            if token == "|" and (axes := self.axes(inside)):
                return f"{'norm' if axes == 1 else 'det'}({inside})"
            if listed:
                return f"[{inside}]"
            return f"({inside})" if token == "(" else _CALLED.get(token, "({})").format(inner(inside))
        if token == "%" and self.token in (*CONSTANTS, "i"):  # Maxima's
            return self.imaginary() if self.took("i") else self.take()
        return self.name(token)
