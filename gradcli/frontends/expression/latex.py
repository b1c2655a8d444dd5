"""LaTeX as it is written here: what to type for a formula that was pasted from a paper."""

from __future__ import annotations

import re
from contextlib import suppress
from unicodedata import lookup

from .book import Book
from .book_tokens import Strange, bracketed, inner, wrapped
from .foreign_notation import (
    GREEK,
    GREEK_CALLS,
    LATEX_CALLS,
    LATEX_DROPPED,
    LATEX_MARKS,
    LATEX_SAME,
    LATEX_VECTORS,
    LATEX_WORDS,
)

_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|[0-9]+(?:\.[0-9]+)?|\.[0-9]+|[A-Za-z][₀-₉]+|[A-Za-z]+|\S")


_POWER = re.compile(r"[\w.]+(\^[\w.]+)?!?")
_PLAIN = re.compile(r"[\w.*^!]+(\([^()]*\))?")
_CLOSERS = {"(": ")", "{": "}"}


class Latex(Book):
    """One translation: letters side by side are factors, braces group, and an exponent is of one character."""

    def split(self, text: str) -> list[tuple[str, bool]]:
        same = {**LATEX_SAME, **LATEX_VECTORS} if re.search(r"\\(vec|mathbf|boldsymbol)\b", text) else LATEX_SAME
        found: list[str] = [same.get(t, t) for t in _TOKEN.findall(text) if t not in LATEX_DROPPED]
        found = [f"\\{t}" if t in ("sum", "prod") and found[n + 1 : n + 2] == ["_"] else t for n, t in enumerate(found)]
        self.spelled = "\\" in text  # letters side by side are factors
        self.powers_of_e = bool(re.search(r"e\^\{?\s*-?\s*i|\\exp", text))
        return [(token, False) for token in found]

    def whole(self) -> str:
        return inner(super().whole())

    def operator(self, word: str) -> str:
        self.take()
        return word.replace("⋅", "*") if word in ("*", "/", "⋅") else f" {word} "

    def begins(self) -> bool:
        return self.token[:1] == "\\" and len(self.token) > 1 or super().begins()

    def name_of(self, token: str) -> str | None:
        if token in LATEX_WORDS and self.ahead(3) != "_":  # \operatorname{erf}
            word = self.ahead(2)
            return word if word in self.functions and word not in self.given else None
        if token in GREEK and self.ahead() == "(" and GREEK[token] not in self.given:
            return GREEK_CALLS.get(token) if self.given or token == r"\Gamma" else None
        return LATEX_CALLS.get(token) or (token if len(token) > 1 and token in self.functions else None)

    def applied(self, token: str, name: str) -> str:
        if token in LATEX_WORDS:
            self.at += 3
        if self.token in ("(", "{") and "," in self.rest(_CLOSERS[self.token]):
            return self.called(token, name)
        if self.token in ("(", "{"):  # the power behind it is the function's
            return f"{name}({inner(self.atom())})"
        sign = "-" if self.took("-") else ""
        inside = self.factor() if self.token in ("|", "||") else self.product(argument=True)
        return f"{name}({sign}{inner(inside)})"

    def told(self, start: int, alone: str, otherwise: str) -> None:
        """A power of a function's is known to be one."""

    def power(self) -> str:
        return self.argument()

    def exponent(self, base: str) -> str:
        if self.took(r"\circ", r"{ \circ }"):
            return "°"
        return wrapped(self.argument())

    def raised(self, value: str) -> str:
        return super().raised(wrapped(value)).replace("^°", "°")

    def marked(self, value: str) -> str:
        if self.took("_"):
            return f"{value}_{self.index()}"
        return super().marked(wrapped(value) if self.token == "!" else value)

    def name(self, token: str) -> str:
        if token == "i" and "i" not in self.given and (self.given or self.powers_of_e):
            return self.imaginary()
        if not self.spelled or not token.isalpha():
            return super().name(token)
        self.put(*token[1:])  # the exponent is of the last letter
        return token[0]

    def atom(self) -> str:
        token = self.token
        if token == "|":
            return f"abs({super().atom()[1:-1]})"
        if token == "(" and bracketed(inside := super().atom()[1:-1]):  # of a fraction
            return inside
        if token == "(":
            return f"({inside})"
        if token[:1] != "\\":
            return super().atom()
        self.take()
        if token in GREEK:
            return self.greek(token)
        if token in LATEX_WORDS:
            return self.word_of()
        if token in LATEX_MARKS:
            return f"{self.word_of() if self.token == '{' else self.take()}_{token[1:]}"
        if token == r"\frac":
            above, below = self.argument(True), self.argument(True)
            if re.fullmatch(r"d(\^.*)?", above):  # d/dx
                raise Strange
            above = above if _PLAIN.fullmatch(above) else wrapped(above)
            return f"({above}/{below if _POWER.fullmatch(below) else wrapped(below)})"
        if token == r"\binom":
            return f"comb({self.argument()}, {self.argument()})"
        if token == r"\sqrt":
            degree = inner(super().atom()) if self.token == "(" else ""
            return f"nthroot({self.argument()}, {degree})" if degree else f"sqrt({self.argument()})"
        if token not in (r"\sum", r"\prod"):
            raise Strange
        self.take("_")
        self.take("{")
        variable, _, low = self.take(), self.take("="), self.sum()
        self.take("}")
        self.take("^")
        high, self.given = self.argument(), {*self.given, variable}
        if high == "inf":
            high, self.remark = "100", "; 100 stands for infinity"
        return f"{token[1:]}({inner(self.product())}, {variable}, {low}, {high})"

    def greek(self, token: str) -> str:
        """A Greek letter by its name, or as itself where that is what has a value."""
        size, name = "CAPITAL" if token[1].isupper() else "SMALL", GREEK[token]
        with suppress(KeyError):
            letter = lookup(f"GREEK {size} LETTER {name.replace('lambda', 'lamda')}")
            return letter if letter in self.given and name not in self.given else name
        return name

    def argument(self, torn: bool = False) -> str:
        """What a command, or an exponent, is of: a group in braces, or the one character. torn: of \\frac12."""
        if self.token.isalnum() and len(self.token) > 1 and self.spelled:
            if not torn:  # x^23 is x^2 3
                raise Strange
            token = self.take()
            self.put(token[0], token[1:])
        sign = "-" if self.took("-") else ""
        return sign + inner(self.atom())

    def word_of(self) -> str:
        """A word in braces."""
        self.take("{")
        word = self.take()
        self.take("}")
        if not word.isalnum():
            raise Strange
        return word

    def index(self) -> str:
        """A subscript, as part of a name."""
        if not self.took("{"):
            index = self.take()
        else:
            index = ""
            while not self.took("}"):
                token = self.take()
                index += self.word_of() if token in LATEX_WORDS else token
        if not index.isalnum():
            raise Strange
        return index
