"""Names and numbers of other notations as they are written here: what xy is of, 1,5, 3i; which are arrays."""

from __future__ import annotations

import re
from contextlib import suppress

from ....errors import GradcliError
from ..array_calls import array_calls
from ..foreign_notation import CONSTANTS, ELSEWHERE, PYTHON, SUFFIX, SYMBOLS
from ..parser import parse
from ..tokens import LOWERED, SUBSCRIPTS
from .book_tokens import NUMBER, Strange, Tokens, inner

RANGES = frozenset(("linspace", "arange", "range", "ones", "zeros", "eye"))
_OF_NUMBERS = frozenset(("ln", "sqrt", "exp", "sin", "cos", "tan"))  # ln2
_BESSEL = {"J": "besselj", "Y": "bessely", "I": "iv", "K": "kv"}


class Names(Tokens):
    """What is made of words. What stands in brackets, or behind them, is read by `book`."""

    def number(self, token: str) -> str:
        """A number, its power of ten and its decimals as they are written here."""
        if self.token == "," and not self.blank and self.ahead().isdigit() and not self.tokens[self.at + 1][1]:
            if self.depth == 1 or (self.style.sheet and any(t == ";" for t, _ in self.tokens)):  # 1,5 and 1.000,5
                self.take()
                part, grouped = self.take(), re.fullmatch(r"[0-9]{1,3}(\.[0-9]{3})+", token)
                if not grouped and len(part) == 3:
                    return token + part if self.token != "," else self.number(token + part)
                self.remark = "" if grouped or self.style.sheet else f"; an array is [{token},{part}]"
                return f"{token.replace('.', '')}.{part}"
        if self.blank or self.token in self.given:
            return token
        if self.token in ("x10", "X10") and self.ahead() in ("^", "**"):  # 3.5x10^-3
            self.at += 2
            brace = self.took("(", "{")
            sign, power = self.take() if self.token in ("-", "+") else "", self.take()
            if not power.isdigit() or brace and not self.took(")", "}"):
                raise Strange
            return f"{token}e{sign}{power}".replace("+", "")
        if self.token in ("d", "D") and self.ahead() in ("-", "+") and self.ahead(2).isdigit():  # Fortran's 1d-3
            self.take()
            return f"{token}e{self.take()}{self.take()}".replace("+", "")
        if self.token in ("i", "j", "J"):  # 3i
            self.take()
            return self.imaginary(token)
        if found := re.fullmatch("C([0-9]+)", self.token):  # 5C2
            self.take()
            return f"comb({token},{found[1]})"
        if self.token in ("e", "E"):  # 3e-x
            self.remark = f"; a power of ten is {token}e6"
            return token
        if re.fullmatch("0([xX][0-9a-fA-F]{1,16}|[bB][01]{1,64}|[oO][0-7]{1,24})", token + self.token):
            return str(int(token + self.take(), 0))
        if suffix := re.fullmatch(SUFFIX, self.token):  # 1.5f, 1d0
            plain = f"{token}e{self.token[1:]}" if suffix[0][0] in "dD" and suffix[0][1:] else token
            if self.given or self.choose():
                self.take()
                return plain
            return token
        if re.fullmatch("[eE].*", self.token) or re.match("0[xXbBoO]", token + self.token):
            raise Strange
        return token

    def imaginary(self, number: str = "1") -> str:
        """An imaginary number; the value is complex then, and its real part is one of several."""
        self.complex = True
        return f"complex(0,{number})"

    def name(self, token: str) -> str:
        """A name, or what it is made of: xy of x and y, sinx, pir."""
        name, bracket = token.replace("$", "").translate(LOWERED), self.token == self.style.opener
        last = bracket and self.ahead() == "end" and self.ahead(2) == ")"
        an_element = bracket and self.ahead().isdigit() and self.ahead(2) in (")", ",") or last  # v(1)
        if an_element and name in self.given:
            if self.axes(name) or name not in self.shapes and self.choose():
                if last:
                    self.at += 3
                    return f"{name}[-1]"
                self.remark = "; elements are counted from 0"
                indices = [str(max(int(index) - 1, 0)) for index in inner(self.atom()).strip("[]").split(",")]
                return f"{name}[{','.join(indices)}]"
        apart = re.sub(f"([{SUBSCRIPTS}]+)", r"_\1", token).translate(LOWERED)  # Eₐ
        if meant := next((one for one in (name, apart, name.replace("_", "")) if one in self.given), None):
            return meant
        of = re.fullmatch(r"(\w+?)_?([ijkn]|[0-9])", name)
        if of and self.axes(of[1]) == 1 and not bracket:  # v_i of a sum, v_1
            if of[2].isalpha():
                return of[1]
            self.remark = "; elements are counted from 0"
            return f"{of[1]}[{max(int(of[2]) - 1, 0)}]"
        if bracket and "," in self.rest(")"):  # f(1, 5)
            raise Strange
        if not name.isidentifier() or name in PYTHON or name in ("if", "else", "and", "or", "not"):
            raise Strange
        if self.token == "_":  # E_0
            return name
        mathematica = self.style.opener == "["
        if name.lower() in CONSTANTS and not (name == "E" and self.style.latex):  # a book's E is an energy
            self.took("( )", "[ ]")  # PI()
            return name.lower()
        if name == "I" and (n := self.size):  # A - λI
            return "[" + ",".join(f"[{','.join(str(int(i == j)) for j in range(n))}]" for i in range(n)) + "]"
        if name == "I" and mathematica or name == "i" and not mathematica or name == "j" and self.given:
            return self.imaginary()
        if name in SYMBOLS and name not in ("E", "I"):
            return SYMBOLS[name]
        if self.token == "." and self.ahead() in self.functions and (self.given or name[0].isupper()):  # F.relu
            self.take()
            return self.atom() if not self.name_of(self.token) else self.call()
        pieces = self.pieces(name, bracket)
        if pieces is None:
            if name in self.functions or bracket and len(name) > 1:
                raise Strange
            return name
        if pieces[0] in self.functions and pieces[0] not in self.given:
            self.put(*pieces)
            return self.call()
        self.put(*pieces[1:])
        return self.imaginary() if pieces[0] == "i" and "i" not in self.given else pieces[0]

    def pieces(self, name: str, bracket: bool) -> list[str] | None:
        """The factors and functions that a name is made of, as 2sinxcosx and rx(1-x) are; None where it is one name."""
        words = sorted({*self.known, *CONSTANTS, "π", "i", *(["I"] if self.size else [])}, key=len, reverse=True)
        functions = sorted((f for f in self.functions if f not in words and len(f) > 1), key=len, reverse=True)
        name, last = name[:40], len(name[:40])
        nothing: list[list[str] | None] = [None] * last
        free = [*nothing, []]  # the pieces from each place on
        of = [*nothing, [] if bracket else None]  # where a function is before it
        for at in reversed(range(last)):
            begun = [word for word in words if name.startswith(word, at)]
            called = [f for f in functions if name.startswith(f, at) and of[at + len(f)] is not None]
            for word in [*begun, *re.findall(r"\A[0-9]+", name[at:])]:
                if of[at] is None and (rest := free[at + len(word)]) is not None:
                    of[at] = [word, *rest]
            for word in [*called, *begun]:
                if free[at] is None and (rest := (of if word in called else free)[at + len(word)]) is not None:
                    free[at] = [word, *rest]
        pieces, known = free[0], {*self.given, "π", "pi"}
        if not pieces or len(pieces) < 2 or name in self.known:
            return None
        calls = [piece for piece in pieces if piece in functions]
        if bracket:
            return pieces if (pieces[-1] in functions if calls else known.issuperset(pieces)) else None  # sine(x)
        return pieces if any(word in name for word in self.known) or calls and calls[0] in _OF_NUMBERS else None

    def calls(self, token: str) -> bool:
        """Whether a token is called: a function's name, or one put together with what it is of, as sinx is."""
        if self.name_of(token):
            return True
        made = self.pieces(token, False) if token.isidentifier() and token not in self.given else None
        return bool(made) and made[0] in self.functions and made[0] not in self.given  # type: ignore[index]

    def method(self, value: str) -> str:
        """What stands behind the dot of x.sum(), A.T, a.dot(b), as a call of the value."""
        self.take()
        name = self.take()
        if name == "T":
            return f"transpose({inner(value)})"
        meant = name if name in self.functions else ELSEWHERE.get(name.lower(), "")
        if not meant or self.token != "(":
            raise Strange
        if self.took("( )"):
            return self.template(meant, inner(value))
        return self.template(meant, f"{inner(value)}, {inner(self.atom())}")

    def name_of(self, token: str) -> str | None:
        """What the function is called here of which a token is the name."""
        if token in self.given:
            return None
        called = self.ahead() == self.style.opener
        if token in self.functions and (called or len(token) > 1):  # at may be of a and t
            return None if not called and len(token) == 2 and set(token) <= set(self.given) else token
        if (based := re.fullmatch(r"log_([0-9]+|[a-z])", token)) and "log" in self.functions:
            return {"2": "log2", "10": "log10", "e": "log"}.get(based[1], f"log(..., {based[1]})")
        if not called:
            return None
        if token in RANGES:
            return token
        if order := re.fullmatch(r"([JYIK])_?([0-9n])", token):
            return f"{_BESSEL[order[1]]}({order[2]}, ...)"
        if token == "t" and self.axes(self.ahead(2)):  # R's
            return "transpose"
        if token in self.style.calls:
            return self.style.calls[token]
        if len(token) > 2 and token.lower() in self.functions:  # not Acos(wt) where A has a value
            return None if token[0] in self.given and token[1:] in self.functions else token.lower()
        elsewhere = ELSEWHERE.get(token if len(token) == 1 else token.lower(), " or ")
        return None if " or " in elsewhere else elsewhere if "..." in elsewhere else token

    def matrices(self, parts: list[str], joints: set[int]) -> list[str]:
        """A product's factors and operators, with @ between arrays: x'*A*x, and A x where A is known to be a matrix."""
        turned = any(re.match(r"transpose\([^()]*\)\Z", part) for part in parts)
        if turned and len(parts) == 1:
            self.remark = "; derivatives are printed"
        for n in range(1, len(parts) - 1, 2):
            about = parts[n - 1], parts[n + 1]
            arrays = turned or any(map(self.is_matrix, about))
            if arrays and parts[n].strip() == "*" and (turned or n in joints or self.style.matrices):
                parts[n] = parts[n] if any(map(self.is_scalar, about)) else "@"
        if turned and len(parts) > 1:
            parts = [re.sub(r"\Atranspose\(([a-z]\w*)\)\Z", r"\1", part) for part in parts]
        return parts

    def is_matrix(self, part: str) -> bool:
        """Whether a factor is known to be a matrix."""
        return self.axes(part) == 2 or part.startswith(("inv(", "transpose(", "[["))

    def is_scalar(self, part: str) -> bool:
        """Whether a factor is known to be a number."""
        return bool(re.fullmatch(NUMBER, part)) or self.axes(part) == 0 or part in CONSTANTS

    def axes(self, part: str) -> int | None:
        """How many axes a translated value has; None where that is not known."""
        with suppress(GradcliError):
            if part in self.shapes or any(len(shape) > 1 for shape in self.shapes.values()):
                expression = parse(part, self.functions, self.shapes)
                if set(expression.free) <= self.shapes.keys():
                    return array_calls(expression, (), {name: len(shape) for name, shape in self.shapes.items()})[1]
        return None

    @property
    def size(self) -> int | None:
        """Of which size the square matrices are, where it is one, and small."""
        sizes = {shape[0] for shape in self.shapes.values() if len(shape) == 2 and shape[0] == shape[1] < 7}
        return sizes.pop() if len(sizes) == 1 and "I" not in self.given else None
