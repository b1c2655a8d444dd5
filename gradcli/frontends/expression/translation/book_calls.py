"""Calls of other notations as they are written here: sin^2 x, log_2 x, the arguments of SUM(A1:A3)."""

from __future__ import annotations

import re
from math import ceil

from ..foreign_notation import COUNTED, ELSEWHERE
from .book_names import RANGES, Names
from .book_tokens import RAISED, Strange, inner, wrapped

CELLS = 60  # of a range
_RANGE = re.compile(r"\$?([A-Z]{1,2})\$?([0-9]+):\$?([A-Z]{1,2})\$?([0-9]+)")
_INVERSES = frozenset("sin cos tan sinh cosh tanh".split())
_CLOSERS = {"(": ")", "[": "]", "{": "}"}
TURNED = str.maketrans(RAISED, "0123456789-+")


class Words(Names):
    """What is called. What stands in brackets, or behind them, is read by `book`."""

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
                power = self.power() if mark in ("^", "**") else mark.translate(TURNED)
        value = self.applied(token, name or token)
        self.torn = None
        if base:
            if name != "log":
                raise Strange
            value = f"log{base}{value[3:]}" if base in ("2", "10") else f"{value[:-1]}, {base})"
        if power == "-1" and name in _INVERSES:
            inverse = f" for the inverse, 1/{value} for the power"
            self.remark = f"; {name}^-1 is taken for the inverse" if start or self.token else inverse
            return f"a{value}"
        if power == "2":
            square = f" for the square, {name}({value}) for twice"
            self.remark = f"; {name}^2 is taken for the square" if start or self.token else square
        return f"{value}^{wrapped(power)}" if power else value

    def applied(self, token: str, name: str) -> str:
        """The call of a function whose name, and power, is taken."""
        if self.token == self.style.opener or self.token == "{" and "," in self.rest("}"):
            return self.called(token, name)
        if self.token in ("(", "{", "|"):
            return self.template(name, inner(self.atom()))
        sign = (
            self.take() if self.blank and self.token in ("-", "−") and not self.tokens[self.at + 1][1] else ""
        )  # exp -x
        if not self.begins():
            raise Strange
        self.bare = True
        self.depth += 1
        signature = self.functions.get(name)
        if signature and (signature.high is None or signature.low > 1):  # max x y
            args = [self.factor()]
            while self.blank and self.begins():
                args.append(self.factor())
            inside = ", ".join(args)
        else:
            inside = self.product(argument=True)
        self.depth -= 1
        return self.template(name, sign.replace("−", "-") + inside)

    def series(self, name: str) -> str:
        """A sum or product, with its limits if it has some."""
        if not self.took("_"):
            return f"{name}({inner(self.product())})"
        self.take("{")
        variable, _, low = self.take(), self.take("="), self.sum()
        self.take("}")
        self.take("^")
        high, self.given = inner(self.atom()), {*self.given, variable}
        if high == "inf":
            high, self.remark = "100", "; 100 stands for infinity"
        return f"{name}({inner(self.product())}, {variable}, {low}, {high})"

    def called(self, token: str, name: str) -> str:
        """A call with brackets: its arguments, each a value or a range of cells."""
        closer, outer, depth = _CLOSERS[self.take()], self.closer, self.depth
        self.closer, self.depth = "", depth + 2
        cells: list[list[str]] = []
        while self.token != closer:
            cells.append([self.pair()] if name == "piecewise" and self.token == "(" else self.cells())
            if not self.took(",", ";") and self.token != closer:
                raise Strange
        self.take()
        self.closer, self.depth = outer, depth
        flat = [cell for item in cells for cell in item]
        if token == "N" and len(cells) > 1:  # the normal distribution, of a variance or a deviation
            raise Strange
        if name == "[...]":
            return f"[{','.join(flat)}]"
        if name == "count":
            return str(len(flat))
        if name in RANGES:
            return ranged(name, flat)
        if name == "table":
            return repeated(flat[0], flat[1], flat[2:])
        if token == "Clip" and len(flat) == 2:
            return f"clip({flat[0]}, {flat[1][1:-1]})"
        if token in ("NORMDIST", "NORMSDIST") and flat[-1] in ("TRUE", "true", "1"):
            name, cells = "normcdf", cells[:-1]
        if token == "IFERROR":
            self.remark = "; in spreadsheets an error gives the second value"
        if written := COUNTED.get((token, len(cells))) or COUNTED.get((name, len(cells))):
            return written.format(*(wrapped(", ".join(item)) for item in cells))
        if (elsewhere := ELSEWHERE.get(name.lower(), "")) and name not in self.functions and "..." not in elsewhere:
            return self.placed(elsewhere, [", ".join(item) for item in cells])
        if token == "LOG":
            self.remark = "; in spreadsheets LOG has base 10"
        signature = self.functions.get(name.partition("(")[0])
        reduces = (
            signature is None
            or "axis" in signature.keywords
            and (signature.high == 1 or "..." in name)
            or name == "median"
        )
        counted = len(flat) == 4 and len(cells) in (2, 4) and flat[1].isidentifier() and not token.isupper()
        series = counted and name in ("sum", "prod", "product") or name == "piecewise"
        if len(flat) > 1 and reduces and not series and not any("=" in cell for cell in flat):
            return self.template(name, f"[{','.join(flat)}]")
        if not (series or signature is None or signature.high is None) and len(cells) > max(
            signature.high, *signature.others, 0
        ):
            raise Strange
        texts = [", ".join(item) if series or len(item) == 1 else f"[{','.join(item)}]" for item in cells]
        return self.template(name, ", ".join(texts))

    def cells(self) -> list[str]:
        """One argument: the cells of a range, Mathematica's {k,0,5}, a keyword with its value, or a value."""
        if found := _RANGE.fullmatch("".join(token for token, _ in self.tokens[self.at : self.at + 3])):
            self.at += 3
            return cells_of(*found.groups())
        if self.style.opener == "[" and self.took("{"):
            parts = [self.pair() if self.token == "{" else self.sum()]
            while self.took(","):
                parts.append(self.pair() if self.token == "{" else self.sum())
            self.take("}")
            if len(parts) == 2 and parts[0].isidentifier() and not parts[1].isidentifier():  # {k, 3}
                parts.insert(1, "1")
            alone = len(parts) == 3 and parts[0].isidentifier() or parts[0][:1] == "("
            return parts if alone else [f"[{','.join(parts)}]"]
        if self.ahead() == "=" and self.token.isidentifier() and not self.style.sheet:
            return [self.take().replace("dim", "axis") + self.take() + self.take()]
        return [self.sum()]

    def pair(self) -> str:
        """One of Piecewise[{{value, condition}, ...}]."""
        closer = _CLOSERS[self.take("{", "(")]
        value = self.sum()
        self.take(",")
        condition = self.take() if self.token == "True" else self.sum()
        self.take(closer)
        return f"({value}, {condition})"

    def placed(self, template: str, args: list[str]) -> str:
        """Arguments in the place of a template's names, in order: log(x, b), factorial(n)/factorial(n - k)."""
        names = list(dict.fromkeys(n for n in re.findall(r"[A-Za-z]\w*", template) if n not in self.functions))
        if len(names) != len(args):
            raise Strange
        values = dict(zip(names, args))
        return re.sub("|".join(rf"\b{n}\b" for n in names), lambda found: wrapped(values[found[0]]), template)

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


def repeated(value: str, variable: str, limits: list[str]) -> str:
    """The list that Table[value, {variable, low, high, step}] is, of whole numbers."""
    if not re.fullmatch("-?[0-9]+", limits[1]):
        raise Strange
    numbers = ranged("arange", [limits[0], str(int(limits[1]) + 1), *limits[2:]])[1:-1].split(",")
    name = re.compile(rf"\b{variable}\b")
    return f"[{','.join(name.sub(wrapped(n), value) for n in numbers)}]"


def ranged(name: str, args: list[str]) -> str:
    """The list that linspace(a, b, n), arange(a, b, step), ones(n) or eye(n) is, of numbers."""
    if not all(re.fullmatch(r"-?[0-9.]+", arg) for arg in args):
        raise Strange
    low, high, step = ([*map(float, args), 1.0] if len(args) > 1 else [0.0, float(args[0]), 1.0])[:3]
    if name == "linspace":
        count, step = int(step), (high - low) / max(step - 1, 1)
    else:
        count = ceil((high - low) / step) if step else 0
    if not 0 < count <= CELLS or len(args) not in ((3,) if name == "linspace" else (1, 2, 3)):
        raise Strange
    found = [f"{low + n * step:.12g}" for n in range(count)]
    if name in ("ones", "zeros"):
        found = [name == "ones" and "1" or "0"] * count
    if name == "eye":
        found = [f"[{','.join(str(int(i == j)) for j in range(count))}]" for i in range(count)]
    return f"[{','.join(found)}]"
