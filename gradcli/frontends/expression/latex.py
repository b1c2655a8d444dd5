"""LaTeX as it is written here: what to type for a formula that was pasted from a paper.

It is offered and never read, so that nobody need guess what was understood; of two readings (1/2x) none is.
"""

from __future__ import annotations

import re

LENGTH, DEPTH = 400, 20  # characters of a text that is looked at; brackets within one another

_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|[0-9]+(?:\.[0-9]+)?|\.[0-9]+|[A-Za-z]+|\S")
_DROPPED = frozenset(
    r"\left \right \, \; \: \! \quad \qquad \displaystyle \big \Big \bigl \bigr ~ & \( \) \[ \]".split()
)
_SAME = {
    r"\cdot": "*", r"\times": "*", r"\div": "/", r"\le": "<=", r"\leq": "<=", r"\ge": ">=", r"\geq": ">=",
    r"\ne": "!=", r"\neq": "!=", r"\lvert": "|", r"\rvert": "|", r"\lt": "<", r"\gt": ">", r"\{": "(", r"\}": ")",
    "[": "(", "]": ")", r"\dfrac": r"\frac", r"\tfrac": r"\frac",
}  # fmt: skip
_OPERATORS = frozenset("+ - * / < > <= >= !=".split())
_NAMES = {
    **{rf"\{name}": name for name in "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho "
       "sigma tau upsilon phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega hbar ell".split()},
    r"\varepsilon": "epsilon", r"\vartheta": "theta", r"\varphi": "phi", r"\infty": "inf",
}  # fmt: skip
_WORDS = frozenset(r"\mathrm \text \mathbf \mathit \operatorname \vec \hat \bar".split())
_CALLS = {
    **{rf"\{name}": name for name in "sin cos tan cot sec csc sinh cosh tanh coth exp ln log lg tg max min".split()},
    r"\arcsin": "asin", r"\arccos": "acos", r"\arctan": "atan",
}  # fmt: skip


class _Strange(Exception):
    """Something that has no translation."""


def translated(text: str) -> str | None:
    """`text` as an expression of this grammar; None where it cannot be told."""
    if len(text) > LENGTH:
        return None
    try:
        found = _Reader(text).translation()
    except (_Strange, IndexError):
        return None
    return found if found != text.strip() else None


class _Reader:
    """One translation, by descent: its depth is bounded."""

    def __init__(self, text: str) -> None:
        within = re.sub(r"\A\s*\$+|\$+\s*\Z", "", text)
        found: list[str] = [_SAME.get(token, token) for token in _TOKEN.findall(within) if token not in _DROPPED]
        found = [f"\\{t}" if t in ("sum", "prod") and found[n + 1 : n + 2] == ["_"] else t for n, t in enumerate(found)]
        if "=" in found and "_" not in found[: found.index("=")]:  # f(x) = ..., not \sum_{k=1}
            found = found[found.index("=") + 1 :]
        self.tokens, self.at, self.depth = [*found, ""], 0, 0
        self.spelled = "\\" in text  # letters side by side are factors

    @property
    def token(self) -> str:
        return self.tokens[self.at]

    def take(self, wanted: str | None = None) -> str:
        token = self.token
        if wanted not in (None, token) or not token:
            raise _Strange
        self.at += 1
        return token

    def translation(self) -> str:
        found = self.sum("")
        if self.token or not found:
            raise _Strange
        return found[1:-1] if bracketed(found) else found

    def sum(self, stop: str) -> str:
        """Terms, up to a closing token."""
        self.depth += 1
        if self.depth > DEPTH:
            raise _Strange
        parts: list[str] = []
        while self.token and self.token != stop:
            if self.token in _OPERATORS:
                sign = self.take()
                parts.append(f" {sign} " if parts and sign not in "*/" else sign)
            elif parts and parts[-1].strip() not in _OPERATORS:
                raise _Strange
            else:
                parts.append(self.product(stop))
        self.depth -= 1
        return "".join(parts)

    def product(self, stop: str, argument: bool = False) -> str:
        """Factors side by side: those that a sine is of, if it has no brackets."""
        parts: list[str] = []
        divided = self.at > 0 and self.tokens[self.at - 1] == "/"
        while self.token and self.token not in (*_OPERATORS, stop, ")", "}", ","):
            if argument and parts and (self.called() or self.token == "("):
                break
            if parts and divided:  # 1/2x
                raise _Strange
            parts.append(self.factor())
        if not parts:
            raise _Strange
        return "*".join(parts)

    def called(self) -> bool:
        return self.token in _CALLS or self.token == r"\operatorname" or is_function(self.token)

    def factor(self) -> str:
        """A value with its exponents and marks."""
        if self.called():
            return self.call()
        value = self.atom()
        while self.token in ("^", "_", "!"):
            if self.take() == "!":
                value = f"{wrapped(value)}!"
            elif self.tokens[self.at - 1] == "_":
                value = f"{value}_{self.index()}"
            elif self.token == r"\circ" or self.tokens[self.at : self.at + 3] == ["{", r"\circ", "}"]:
                self.at += 1 if self.token == r"\circ" else 3
                value = f"{wrapped(value)}°"
            else:
                value = f"{wrapped(value)}^{wrapped(self.argument())}"
        return value

    def atom(self) -> str:
        token = self.take()
        if token[0].isdigit() or token[0] == "." and len(token) > 1:
            return token
        if token.isalpha():
            if self.spelled and len(token) > 1:  # the exponent is of the last letter
                self.tokens[self.at : self.at] = list(token[1:])
                return token[0]
            return token
        if token in _NAMES:
            return _NAMES[token]
        if token in _WORDS:
            return self.word()
        if token in ("(", "{", "|"):
            closer = {"(": ")", "{": "}", "|": "|"}[token]
            inside = self.sum(closer)
            self.take(closer)
            return f"abs({inside})" if token == "|" else f"({inside})"
        if token == r"\frac":
            above, below = self.argument(True), self.argument(True)
            if re.fullmatch(r"d(\^.*)?", above):  # d/dx
                raise _Strange
            return f"({wrapped(above)}/{wrapped(below)})"
        if token == r"\binom":
            return f"comb({self.argument()}, {self.argument()})"
        if token == r"\sqrt":
            if self.token != "(":
                return f"sqrt({self.argument()})"
            self.take("(")
            degree = self.sum(")")
            self.take(")")
            return f"nthroot({self.argument()}, {degree})"
        if token in (r"\sum", r"\prod"):
            return self.series(token[1:])
        raise _Strange

    def argument(self, torn: bool = False) -> str:
        """What a command, or an exponent, is of: a group in braces, or the one character. torn: of \\frac12."""
        if self.token != "{":
            if self.token.isalnum() and len(self.token) > 1 and self.spelled:
                if not torn:  # x^23 is x^2 3
                    raise _Strange
                self.tokens[self.at : self.at + 1] = [self.token[0], self.token[1:]]
            return self.atom()
        inside = self.atom()
        return inside[1:-1] if bracketed(inside) else inside

    def word(self) -> str:
        self.take("{")
        word = self.take()
        self.take("}")
        if not word.isalnum():
            raise _Strange
        return word

    def index(self) -> str:
        """A subscript, as part of a name."""
        if self.token != "{":
            index = self.take()
        else:
            self.take("{")
            index = ""
            while self.token != "}":
                index += self.word() if self.token in _WORDS and self.take() else self.take()
            self.take("}")
        if not index.isalnum():
            raise _Strange
        return index

    def call(self) -> str:
        """A function of what follows, with its power or its base."""
        name = self.take()
        name = self.word() if name == r"\operatorname" else _CALLS.get(name, name)
        power = base = ""
        while self.token in ("^", "_"):
            if self.take() == "^":
                power = self.argument()
            else:
                base = self.argument()
        if power == "-1":
            name, power = f"a{name}", ""
        inside = self.factor() if self.token in ("(", "{", "|") else self.product(")", argument=True)
        inside = inside[1:-1] if bracketed(inside) else inside
        if base:
            if name != "log":
                raise _Strange
            name, inside = (f"log{base}", inside) if base in ("2", "10") else (name, f"{inside}, {base}")
        return f"{name}({inside})" + (f"^{wrapped(power)}" if power else "")

    def series(self, name: str) -> str:
        self.take("_")
        self.take("{")
        variable = self.take()
        self.take("=")
        low = self.sum("}")
        self.take("}")
        self.take("^")
        high = self.argument()
        return f"{name}({self.product('')}, {variable}, {low}, {high})"


def is_function(token: str) -> bool:
    """Whether a word is one that expressions call."""
    from ...core.vocabulary import ALIASES, FUNCTIONS

    return len(token) > 1 and (token in FUNCTIONS or token in ALIASES)


def bracketed(text: str) -> bool:
    """Whether one pair of brackets is about the whole."""
    if text[:1] != "(":
        return False
    depth = 0
    for place, c in enumerate(text):
        depth += (c == "(") - (c == ")")
        if depth == 0:
            return place == len(text) - 1
    return False


def wrapped(text: str) -> str:
    """`text` as an operand of any operator."""
    return text if re.fullmatch(r"[\w.]+(\([^()]*\))?", text) or bracketed(text) else f"({text})"
