"""Names, numbers and calls of other notations as they are written here: the arguments of SUM(A1:A3), what xy is of."""

from __future__ import annotations

import re

from .book_tokens import RAISED, Strange, Tokens, inner, wrapped
from .foreign_notation import CONSTANTS, ELSEWHERE, PYTHON, SUFFIX, SYMBOLS
from .tokens import LOWERED

CELLS = 60  # of a range
_RANGE = re.compile(r"\$?([A-Z]{1,2})\$?([0-9]+):\$?([A-Z]{1,2})\$?([0-9]+)")
_SWAPPED = {("Log", 2): "log", ("ArcTan", 2): "atan2", ("ATAN2", 2): "atan2"}
_INVERSES = frozenset("sin cos tan sinh cosh tanh".split())
_CLOSERS = {"(": ")", "[": "]"}
_TURNED = str.maketrans(RAISED, "0123456789-+")


class Words(Tokens):
    """What is made of words. What stands in brackets, or behind them, is read by `book`."""

    def sum(self) -> str:
        raise NotImplementedError

    def product(self, argument: bool = False) -> str:
        raise NotImplementedError

    def atom(self) -> str:
        raise NotImplementedError

    def begins(self) -> bool:
        raise NotImplementedError

    def number(self, token: str) -> str:
        """A number, its power of ten and its decimals as they are written here."""
        if self.token == "," and not self.blank and self.ahead().isdigit() and not self.tokens[self.at + 1][1]:
            if self.depth == 1 or (self.style.sheet and any(t == ";" for t, _ in self.tokens)):  # 1,5 and 1.000,5
                self.take()
                part, grouped = self.take(), re.fullmatch(r"[0-9]{1,3}(\.[0-9]{3})+", token)
                if not grouped and len(part) == 3:
                    return token + part
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
        if re.fullmatch(rf"{SUFFIX}|[ijJeE]|E.*|C[0-9]+", self.token) or re.match("0[xXbBoO]", token + self.token):
            raise Strange
        return token

    def name(self, token: str) -> str:
        """A name, or what it is made of: xy of x and y, sinx, pir."""
        name, bracket = token.replace("$", "").translate(LOWERED), self.token == self.style.opener
        if bracket and re.fullmatch(r"-?[0-9]+", self.ahead()) and self.ahead(2) in (")", ","):  # v(1), an element?
            raise Strange
        if name in self.given:
            return name
        if not name.isidentifier() or name in PYTHON or name in ("if", "else", "and", "or", "not"):
            raise Strange
        if self.token == "_":  # E_0
            return name
        if name.lower() in CONSTANTS:
            self.took("( )", "[ ]")  # PI()
            return name.lower()
        if name in SYMBOLS and name != "I":
            return SYMBOLS[name]
        pieces = self.pieces(name, bracket)
        if pieces is None:
            if name in self.functions or bracket and len(name) > 1:
                raise Strange
            return name
        if pieces[0] in self.functions and pieces[0] not in self.given:
            self.put(*pieces)
            return self.call()
        self.put(*pieces[1:])
        return pieces[0]

    def pieces(self, name: str, bracket: bool) -> list[str] | None:
        """The factors that a name is made of, the last of which may be called; None where it is one name."""
        words = {*self.known, *CONSTANTS, "π"}
        factor = "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True) if len(w) < 20)
        call = "|".join(sorted((f for f in self.functions if f not in words), key=len, reverse=True))
        found = re.fullmatch(f"((?:{factor})*?)({call})?((?:{factor}|[0-9]+)*)", name[:40])
        if not found or name in self.known:
            return None
        before, called, after = (found[n] or "" for n in (1, 2, 3))
        if bracket and (not called or after) or not bracket and called and not after or not (before or after):
            return None
        if not bracket and (name[-1].isdigit() or not any(word in name for word in self.known)):  # x2 may be a name
            return None
        return [*re.findall(factor, before), *([called] if called else []), *re.findall(f"{factor}|[0-9]+", after)]

    def name_of(self, token: str) -> str | None:
        """What the function is called here of which a token is the name."""
        if token in self.given:
            return None
        if len(token) > 1 and token in self.functions:
            return token
        if self.ahead() != self.style.opener:
            return None
        if token in self.style.calls:
            return self.style.calls[token]
        elsewhere = ELSEWHERE.get(token if len(token) == 1 else token.lower(), "")
        return elsewhere if "(...)" in elsewhere and " or " not in elsewhere else None

    def power(self) -> str:
        """The exponent of a function's name, behind ^."""
        sign = "-" if self.took("-") else ""
        return sign + (inner(self.atom()) if self.token == "{" else self.take())

    def call(self) -> str:
        """A function of what follows, with its power or its base."""
        start, name = self.at, self.name_of(self.token)
        token, power, base = self.take(), "", ""
        while self.token in ("^", "**", "_") or self.token and self.token[0] in RAISED:
            mark = self.take()
            if mark == "_":
                base = self.power()
            else:
                power = self.power() if mark in ("^", "**") else mark.translate(_TURNED)
        value = self.applied(token, name or token)
        self.torn, self.turned = "", False
        if base:
            if name != "log":
                raise Strange
            value = f"log{base}{value[3:]}" if base in ("2", "10") else f"{value[:-1]}, {base})"
        if power == "-1" and name in _INVERSES:
            self.told(start, f" for the inverse, 1/{value} for the power", f"; {name}^-1 is taken for the inverse")
            return f"a{value}"
        if power == "2":
            self.told(start, f" for the square, {name}({value}) for twice", f"; {name}^2 is taken for the square")
        return f"{value}^{wrapped(power)}" if power else value

    def told(self, start: int, alone: str, otherwise: str) -> None:
        """Say what a power is taken for: of a call that is the whole line, or of one in it."""
        self.remark = otherwise if start or self.token else alone

    def applied(self, token: str, name: str) -> str:
        """The call of a function whose name, and power, is taken."""
        if self.token == self.style.opener:
            return self.called(token, name)
        if self.token in ("(", "{", "|"):
            return self.template(name, inner(self.atom()))
        if not self.begins():
            raise Strange
        self.depth += 1
        inside = self.product(argument=True)
        self.depth -= 1
        return self.template(name, inside)

    def called(self, token: str, name: str) -> str:
        """A call with brackets: its arguments, each a value or a range of cells."""
        closer, outer, depth = _CLOSERS[self.take()], self.closer, self.depth
        self.closer, self.depth = "", depth + 2
        cells: list[list[str]] = []
        while self.token != closer:
            cells.append(self.cells())
            if not self.took(",", ";") and self.token != closer:
                raise Strange
        self.take()
        self.closer, self.depth = outer, depth
        flat = [cell for item in cells for cell in item]
        if name == "count":
            return str(len(flat))
        if (token, len(cells)) in _SWAPPED:
            name = _SWAPPED[token, len(cells)]
            cells.reverse()
        elif token == "LOG" and len(cells) == 1:
            self.remark = "; in spreadsheets LOG has base 10"
        signature = self.functions.get(name)
        reduces = "..." in name or (signature is not None and signature.high == 1 and "axis" in signature.keywords)
        series = len(flat) == 4 and flat[1].isidentifier() and name in ("sum", "prod", "product")
        if len(flat) > 1 and reduces and not series and not any("=" in cell for cell in flat):
            return self.template(name, f"[{','.join(flat)}]")
        texts = [", ".join(item) if series or len(item) == 1 else f"[{','.join(item)}]" for item in cells]
        return self.template(name, ", ".join(texts))

    def cells(self) -> list[str]:
        """One argument: the cells of a range, Mathematica's {k,0,5}, a keyword with its value, or a value."""
        if found := _RANGE.fullmatch("".join(token for token, _ in self.tokens[self.at : self.at + 3])):
            self.at += 3
            return cells_of(*found.groups())
        if self.style.opener == "[" and self.took("{"):
            parts = [self.sum()]
            while self.took(","):
                parts.append(self.sum())
            self.take("}")
            return parts if len(parts) == 3 and parts[0].isidentifier() else [f"[{','.join(parts)}]"]
        if self.ahead() == "=" and self.token.isidentifier() and not self.style.sheet:
            return [self.take() + self.take() + self.take()]
        return [self.sum()]

    def template(self, name: str, inside: str) -> str:
        """A call, or what stands for it here."""
        if "..." in name:
            return name.replace("(...)^", f"{inside}^" if inside[:1] == "[" else "(...)^").replace("...", inside)
        return f"{name}({inside})"


def cells_of(left: str, top: str, right: str, bottom: str) -> list[str]:
    """The names of the cells of a range, row by row. Raises Strange for too many."""
    low, high = (sum((ord(c) - 64) * 26**n for n, c in enumerate(reversed(letters))) for letters in (left, right))
    columns, rows = range(low, high + 1), range(int(top), int(bottom) + 1)
    if not 0 < len(columns) * len(rows) <= CELLS:
        raise Strange
    return [f"{chr(64 + (c - 1) // 26) if c > 26 else ''}{chr(65 + (c - 1) % 26)}{r}" for r in rows for c in columns]
