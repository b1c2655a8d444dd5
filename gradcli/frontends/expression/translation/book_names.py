"""Names and numbers of other notations as they are written here: what xy is of, 1,5, 3i; which are arrays."""

from __future__ import annotations

import re
from contextlib import suppress

from ....errors import GradcliError
from ..array_calls import array_calls
from ..foreign_notation import CONSTANTS, PYTHON, SUFFIX, SYMBOLS
from ..parser import parse
from ..tokens import LOWERED, SUBSCRIPTS
from .book_tokens import NUMBER, Strange, Tokens
from .lists import cells_of
from .rows import COMMON
from .tree import Node, call, word

RANGES = frozenset(("linspace", "arange", "range", "ones", "zeros", "eye"))
_OF_NUMBERS = frozenset(("ln", "sqrt", "exp", "sin", "cos", "tan"))  # ln2
_BESSEL = {"J": "besselj", "Y": "bessely", "I": "iv", "K": "kv"}


class Names(Tokens):
    """What is made of words. What stands in brackets, or behind them, is read by `book`."""

    def number(self, token: str) -> Node:
        """A number, its power of ten and its decimals as they are written here."""
        if self.token == "," and not self.blank and self.ahead().isdigit() and not self.tokens[self.at + 1][1]:
            other = self.grouped or any(token == ";" for token, _ in self.tokens)
            if self.depth == 1 or self.style.sheet and other:  # 1,5 and 1.000,5
                self.take()
                part, grouped = self.take(), re.fullmatch(r"[0-9]{1,3}(\.[0-9]{3})+", token)
                if not grouped and len(part) == 3 and not self.style.sheet:
                    if self.token == ",":
                        return self.number(token + part)
                    if part == "000" or len(token) > 3 or not self.choose():  # a thousand, or one
                        return word(token + part)
                self.remark = "" if grouped or self.style.sheet else f"; an array is [{token},{part}]"
                return word(f"{token.replace('.', '')}.{part}")
        if self.blank or self.token in self.given:
            return word(token)
        if self.token in ("x10", "X10") and self.ahead() in ("^", "**"):  # 3.5x10^-3
            self.at += 2
            brace = self.took("(", "{")
            sign, power = self.take() if self.token in ("-", "+") else "", self.take()
            if not power.isdigit() or brace and not self.took(")", "}"):
                raise Strange
            return word(f"{token}e{sign}{power}".replace("+", ""))
        if self.token in ("d", "D") and self.ahead() in ("-", "+") and self.ahead(2).isdigit():  # Fortran's 1d-3
            self.take()
            return word(f"{token}e{self.take()}{self.take()}".replace("+", ""))
        if self.token in ("i", "j", "J"):  # 3i
            self.take()
            return self.imaginary(token)
        if found := re.fullmatch("C([0-9]+)", self.token):  # 5C2
            self.take()
            return call("comb", word(token), word(found[1]))
        if self.token in ("e", "E"):  # 3e-x
            self.remark = f"; a power of ten is {token}e6"
            return word(token)
        if re.fullmatch("0([xX][0-9a-fA-F]{1,16}|[bB][01]{1,64}|[oO][0-7]{1,24})", token + self.token):
            return word(str(int(token + self.take(), 0)))
        if suffix := re.fullmatch(SUFFIX, self.token):  # 1.5f, 1d0
            plain = f"{token}e{self.token[1:]}" if suffix[0][0] in "dD" and suffix[0][1:] else token
            if self.given or self.choose():
                self.take()
                return word(plain)
            return word(token)
        if re.fullmatch("[eE].*", self.token) or re.match("0[xXbBoO]", token + self.token):
            raise Strange
        return word(token)

    def imaginary(self, number: str = "1") -> Node:
        """An imaginary number; the value is complex then, and its real part is one of several."""
        self.complex = True
        return word(f"complex(0,{number})")

    def name(self, token: str) -> Node:
        """A name, or what it is made of: xy of x and y, sinx, pir."""
        name, bracket = token.replace("$", "").translate(LOWERED), self.token == self.style.opener
        last = bracket and self.ahead() == "end" and self.ahead(2) == ")"
        an_element = bracket and self.ahead().isdigit() and self.ahead(2) in (")", ",") or last  # v(1)
        if an_element and name in self.given:
            if self.axes(name) or name not in self.shapes and self.choose():
                if last:
                    self.at += 3
                    return Node("mark", "[-1]", word(name))
                self.remark = "; elements are counted from 0"
                indices = [str(max(int(index) - 1, 0)) for index in re.findall("[0-9]+", str(self.atom()))]
                return Node("mark", f"[{','.join(indices)}]", word(name))
        if self.style.sheet and (cells := cells_of(token + "".join(self.ahead(n) for n in (0, 1)))):
            self.at += 2
            return Node("list", "", *cells)
        if self.is_index(self.token) and self.axes(name) == 1:  # y(i), y[i], y[[i]]
            self.dropped.add(next(token for token in (self.ahead(), self.ahead(2)) if token in "ijkn"))
            self.atom()
            return word(name)
        apart = re.sub(f"([{SUBSCRIPTS}]+)", r"_\1", token).translate(LOWERED)  # Eₐ
        if meant := next((one for one in (name, apart, name.replace("_", "")) if one in self.given), None):
            return word(meant)
        of = re.fullmatch(r"(\w+?)_?([ijkn]|[0-9])", name)
        if of and self.axes(of[1]) == 1 and not bracket:  # v_i of a sum, v_1
            if of[2].isalpha():
                self.dropped.add(of[2])
                return word(of[1])
            self.remark = "; elements are counted from 0"
            zero = any(re.fullmatch(rf"{of[1]}_?0", token.translate(LOWERED)) for token, _ in self.tokens)  # x0*x1
            return Node("mark", f"[{max(int(of[2]) - (not zero), 0)}]", word(of[1]))
        if bracket and "," in self.rest(")"):  # f(1, 5)
            raise Strange
        if not name.isidentifier() or name in PYTHON or name in ("if", "else", "and", "or", "not"):
            raise Strange
        if self.token == "_":  # E_0
            return word(name)
        mathematica = self.style.opener == "["
        latex = self.style.letters is not None
        if name.lower() in CONSTANTS and not (name == "E" and latex):  # a paper's E is an energy
            self.took("( )", "[ ]")  # PI()
            self.remark += "; E is Euler's number here" * (name == "E" and self.style.opener == "(")
            return word(name.lower())
        if name == "I" and (n := self.size):  # A - λI
            rows = (f"[{','.join(str(int(i == j)) for j in range(n))}]" for i in range(n))
            return Node("list", "", *map(word, rows))
        units = {"I"} if mathematica else {"i"} - self.counters
        if name in units or name == "j" and self.given:
            return self.imaginary()
        if name in SYMBOLS:
            return self.filled(SYMBOLS[name], ())
        if self.token == "." and self.ahead() in self.functions and (self.given or name[0].isupper()):  # F.relu
            self.take()
            return self.atom() if not self.name_of(self.token) else self.call()
        pieces = self.pieces(name, bracket)
        if pieces is None:
            if name in self.functions or bracket and len(name) > 1:
                raise Strange
            return word(name)
        if pieces[0] in self.functions and pieces[0] not in self.given:
            self.put(*pieces)
            return self.call()
        self.put(*pieces[1:])
        return self.imaginary() if pieces[0] == "i" and "i" not in self.given else word(pieces[0])

    def is_index(self, token: str) -> bool:
        """Whether the bracket that comes is about an index letter alone."""
        inside = "".join(self.ahead(n) for n in range(1, 5))
        indexed = re.match(r"[ijkn][)\]]|\[[ijkn]\]\]", inside) is not None
        return token in ("(", "[") and indexed and self.ahead() not in self.given

    def pieces(self, name: str, bracket: bool) -> list[str] | None:
        """The factors and functions that a name is made of, as 2sinxcosx and rx(1-x) are; None where it is one name."""
        name, last = name[:40], len(name[:40])
        known = {*self.known, *CONSTANTS, "π", "i", *(["I"] if self.size else [])}
        words = sorted([one for one in known if one in name], key=len, reverse=True)
        called = [f for f in self.functions if f in name and f not in known and len(f) > 1]
        functions = sorted(called, key=len, reverse=True)
        nothing: list[list[str] | None] = [None] * last
        free = [*nothing, []]  # the pieces from each place on
        of = [*nothing, [] if bracket else None]  # where a function is before it
        for at in reversed(range(last)):
            begun = [one for one in words if name.startswith(one, at)]
            called = [f for f in functions if name.startswith(f, at) and of[at + len(f)] is not None]
            for piece in [*begun, *re.findall(r"\A[0-9]+", name[at:])]:
                if of[at] is None and (rest := free[at + len(piece)]) is not None:
                    of[at] = [piece, *rest]
            for piece in [*called, *begun]:
                if free[at] is None and (rest := (of if piece in called else free)[at + len(piece)]) is not None:
                    free[at] = [piece, *rest]
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

    def method(self, value: Node) -> Node:
        """What stands behind the dot of x.sum(), A.T, a.dot(b), as a call of the value."""
        self.take()
        name = self.take()
        if name == "T":
            return call("transpose", value.inner)
        if self.token != "(" or name not in self.functions and name.lower() not in COMMON:
            raise Strange
        return self.of(name, value.inner, *(() if self.took("( )") else [self.atom().inner]))

    def name_of(self, token: str) -> str | None:
        """What the function is called here of which a token is the name, or by which rows know it."""
        if token in self.given:
            return None
        called, lower = self.ahead() == self.style.opener, token.lower()
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
        if len(token) > 2 and lower in self.functions:  # not Acos(wt) where A has a value
            return None if token[0] in self.given and token[1:] in self.functions else lower
        if token in self.style.calls or token in ("Table", "COUNT", "COUNTA", "length", "len", "numel", "Length"):
            return token
        if rows := COMMON.get(token if len(token) == 1 else lower):
            return None if " or " in rows[0].written else token
        shorter = token[:-1] if token[-1] in "fl" else "", token[1:] if token[0] == "d" else ""
        for short in shorter:  # C's sinf, Fortran's dsin
            if len(short) > 2 and (short in self.functions or short in COMMON):
                return short
        return None

    def matrices(self, parts: list[Node | str], joints: set[int]) -> list[Node | str]:
        """A product's factors and operators, with @ between arrays: x'*A*x, and A x where A is known to be a matrix."""
        turned = any(isinstance(part, Node) and is_turned(part) for part in parts)
        if turned and len(parts) == 1:
            self.remark = "; derivatives are printed"
        for n in range(1, len(parts) - 1, 2):
            about = parts[n - 1], parts[n + 1]
            arrays = turned or any(map(self.is_matrix, about))
            if arrays and str(parts[n]).strip() == "*" and (turned or n in joints or self.style.matrices):
                parts[n] = parts[n] if any(map(self.is_scalar, about)) else "@"
        if turned and len(parts) > 1:
            parts = [
                part.args[0] if isinstance(part, Node) and is_turned(part) and str(part.args[0])[0].islower() else part
                for part in parts
            ]
        return parts

    def is_matrix(self, part: Node | str) -> bool:
        """Whether a factor is known to be a matrix."""
        return self.axes(part) == 2 or str(part).startswith(("inv(", "transpose(", "[["))

    def is_scalar(self, part: Node | str) -> bool:
        """Whether a factor is known to be a number."""
        return bool(re.fullmatch(NUMBER, str(part))) or self.axes(part) == 0 or str(part) in CONSTANTS

    def axes(self, part: Node | str) -> int | None:
        """How many axes a translated value has; None where that is not known."""
        text = str(part)
        with suppress(GradcliError):
            if text in self.shapes or any(len(shape) > 1 for shape in self.shapes.values()):
                expression = parse(text, self.functions, self.shapes)
                if set(expression.free) <= self.shapes.keys():
                    return array_calls(expression, (), {name: len(shape) for name, shape in self.shapes.items()})[1]
        return None

    @property
    def size(self) -> int | None:
        """Of which size the square matrices are, where it is one, and small."""
        sizes = {shape[0] for shape in self.shapes.values() if len(shape) == 2 and shape[0] == shape[1] < 7}
        return sizes.pop() if len(sizes) == 1 and "I" not in self.given else None


def is_turned(part: Node) -> bool:
    """Whether a factor is the transpose of a name."""
    return part.op == "call" and part.text == "transpose" and part.args[0].op == "word"
