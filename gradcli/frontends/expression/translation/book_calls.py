"""Calls of other notations as they are written here: sin^2 x, log_2 x, the arguments of SUM(A1:A3)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from .book_names import RANGES, Names
from .book_tokens import RAISED, Strange, Style
from .lists import cells_of, ranged
from .rows import COMMON, Row, truth
from .tree import Node, call, joined, pairs_of, replaced, word

LARGEST = 400  # values that are written for a call
LENGTHS = frozenset(("length", "len", "numel", "Length"))
REMARKS = {("IFERROR", 2): "an error gives the second value", ("LOG", 1): "LOG has base 10"}
_INVERSES = frozenset("sin cos tan sinh cosh tanh".split())
_CLOSERS = {"(": ")", "[": "]", "{": "}"}
TURNED = str.maketrans(RAISED, "0123456789-+")


class Words(Names):
    """What is called. What stands in brackets, or behind them, is read by `book`."""

    def power(self) -> Node:
        """The exponent of a function's name, behind ^, or its base."""
        if self.took("-"):
            return Node("sign", "-", self.power())
        return self.atom().inner if self.token == "{" else word(self.take())

    def call(self) -> Node:
        """A function of what follows, with its power or its base."""
        start, name = self.at, self.name_of(self.token)
        token, power, base = self.take(), None, ""
        while self.token in ("^", "**", "_") or self.token and self.token[0] in RAISED:
            mark = self.take()
            if mark == "_":
                base = str(self.power())
            else:
                power = self.power() if mark in ("^", "**") else word(mark.translate(TURNED))
        value = self.applied(token, name or token)
        self.torn = None
        if base:
            if name != "log":
                raise Strange
            value = call(f"log{base}", *value.args) if base in ("2", "10") else call("log", *value.args, word(base))
        if power is None:
            return value
        if str(power) == "-1" and name in _INVERSES:
            inverse = f" for the inverse, 1/{value} for the power"
            self.remark = f"; {name}^-1 is taken for the inverse" if start or self.token else inverse
            return call(f"a{value.text}", *value.args)
        if str(power) == "2":
            square = f" for the square, {name}({value}) for twice"
            self.remark = f"; {name}^2 is taken for the square" if start or self.token else square
        return joined(value, "^", power)

    def applied(self, token: str, name: str) -> Node:
        """The call of a function whose name, and power, is taken."""
        if self.token == self.style.opener or self.token == "{" and "," in self.rest("}"):
            return self.called(token, name)
        if self.token in ("(", "{", "|"):
            return self.of(name, self.atom().inner)
        minus = self.token in ("-", "−") and self.blank and not self.tokens[self.at + 1][1]  # exp -x
        if minus:
            self.take()
        if not self.begins():
            raise Strange
        self.bare = True
        self.depth += 1
        signature = self.functions.get(name)
        if signature and (signature.high is None or signature.low > 1):  # max x y
            args = [self.factor()]
            while self.blank and self.begins():
                args.append(self.factor())
        else:
            args = [self.product(argument=True)]
        self.depth -= 1
        if minus:
            args[0] = Node("sign", "-", args[0])
        return self.of(name, *args)

    def of(self, name: str, *args: Node) -> Node:
        """A call of ours, or what stands for it here."""
        if "(" in name or "[" in name:
            return self.filled(name, args)
        if name not in self.functions and (rows := self.rows_of(name)):
            return self.row(rows, [[arg] for arg in args]) or call(name, *args)
        return call(name, *args)

    def rows_of(self, name: str) -> list[Row]:
        """The rows of a name in other notations."""
        return self.style.calls.get(name) or COMMON.get(name if len(name) == 1 else name.lower(), [])

    def row(self, rows: Sequence[Row], cells: Sequence[Sequence[Node]], any_number: bool = True) -> Node | None:
        """What the first row of a function says that its arguments fit; any_number: one of ``...`` too."""
        args = [cell[0] if len(cell) == 1 else Node("list", "", *cell) for cell in cells]
        keywords = {arg.text: arg.args[0] for arg in args if arg.op == "keyword"}
        fits: list[tuple[Row, dict[str, Node]]] = []
        for row in rows:
            if row.arguments is None:
                if any_number and not fits:
                    return self.filled(row.written, [part for cell in cells for part in cell])
                continue
            values = {**dict(zip(row.arguments, args[: len(args) - len(keywords)])), **keywords}
            whole = {**{name: word(text) for name, text in row.defaults.items()}, **values}
            if len(values) == len(args) and whole.keys() == set(row.arguments):
                if all(truth(str(whole[name])) == truth(must) for name, must in row.fixed.items()):
                    fits.append((row, whole))
        if not fits:
            return None
        twice = len(fits) > 1 and fits[0][0][:3] == fits[1][0][:3]  # R's dexp, and Fortran's
        row, whole = fits[1 if twice and self.choose() else 0]
        return self.filled(row.written, (), {name: node for name, node in whole.items() if name not in row.fixed})

    def filled(self, text: str, args: Sequence[Node], values: Mapping[str, Node] | None = None) -> Node:
        """A row's text with values in the place of its names, and the arguments in that of ``...``."""
        values = values or {}
        row = type(self)(text, Style(row=True), self.functions, values, values, {}, 2).whole()

        def put(node: Node) -> Node:
            if node.op == "rest":
                return args[0] if len(args) == 1 else Node("list", "", *args)
            if node.op == "word":
                return values.get(node.text, node).inner
            apart = node.op == "list" or node is row and node.op == "call" and not self.reduces(node.text)
            parts = [one for arg in node.args for one in (args if apart and arg.op == "rest" else [put(arg)])]
            return Node(node.op, node.text, *parts)

        if (made := put(row)).size > LARGEST:
            raise Strange
        return made

    def reduces(self, name: str) -> bool:
        """Whether a function is of all elements of one array."""
        signature = self.functions.get(name)
        return signature is None or "axis" in signature.keywords and signature.high == 1 or name == "median"

    def series(self, name: str) -> Node:
        """A sum or product, with its limits if it has some."""
        outer, self.dropped = self.dropped, set[str]()
        variable, limits = "", list[Node]()
        if self.took("_"):
            self.take("{")
            variable = self.take()
            self.counters.add(variable)
            if not self.took("}"):  # of all elements
                self.take("=")
                limits.append(self.sum())
                self.take("}")
                self.take("^")
                self.given = {*self.given, variable}
                limits.append(self.atom().inner)
        if limits and str(limits[1]) == "inf":
            limits[1], self.remark = word("100"), "; 100 stands for infinity"
        value = self.summed(name, self.product(), variable, *limits)
        self.dropped |= outer
        return value

    def summed(self, name: str, body: Node, variable: str, *limits: Node) -> Node:
        """A sum or product between limits; where the index is that of arrays, which have none here, of all elements."""
        words = re.findall(r"\w+", str(body))
        if variable not in self.dropped and limits:
            return call(name, body, word(variable), *limits)
        sizes = {self.shapes[one] for one in words if len(self.shapes.get(one, ())) == 1}
        low, high = map(str, limits) if limits else ("", "")
        counts = low.isdigit() and len(sizes) == 1
        ends = {"1": r"\w+", "0": r"\w+ ?- ?1"}.get(low, "")  # of all of them: n, n - 1
        whole = counts and (int(high) - int(low) + 1,) in sizes if high.isdigit() else re.fullmatch(ends, high)
        if len(self.dropped) > 1 or not whole or variable in words and not counts:
            raise Strange
        if variable in words:
            body = replaced(body, variable, ranged("arange", [low, str(int(low) + sizes.pop()[0])]))
        return call(name, body)

    def called(self, token: str, name: str) -> Node:
        """A call with brackets."""
        dropped, self.dropped = self.dropped, set[str]()
        value = self.bracketed(token, name)
        self.dropped |= dropped
        return value

    def bracketed(self, token: str, name: str) -> Node:
        """A call with its arguments, each a value or a range of cells."""
        if name in ("sum", "prod", "product"):
            whole = " ".join(token for token, _ in self.tokens[self.at :])
            self.counters.update(re.findall(r", ([ijkn]) [,)=]", whole))
        closer, outer = _CLOSERS[self.take()], (self.closer, self.depth, self.grouped)
        self.closer, self.depth, self.grouped = "", self.depth + 2, False
        cells: list[list[Node]] = []
        while self.token != closer:
            cells.append([self.pair()] if name == "piecewise" and self.token == "(" else self.cells())
            if not self.took(",", ";") and self.token != closer:
                raise Strange
        self.take()
        self.closer, self.depth, self.grouped = outer
        flat = [cell for item in cells for cell in item]
        if token == "N" and len(cells) > 1 and self.style.opener == "(":  # the normal distribution: by variance?
            raise Strange
        if token in ("COUNT", "COUNTA"):
            return word(str(len(flat)))
        if token in LENGTHS and len(flat) == 1 and len(shape := self.shapes.get(str(flat[0]), ())) == 1:
            return word(str(shape[0]))
        if name in RANGES:
            return ranged(name, list(map(str, flat)))
        if token == "IFS":
            last = [word("True") if truth(str(when)) == "1" else when for when in flat[::2]]
            return call("piecewise", *(Node("pair", "", value, when) for value, when in zip(flat[1::2], last)))
        if token == "Table" and len(flat) > 3:
            return self.repeated(*flat)
        if token == "Clip" and len(flat) == 2:
            return call("clip", flat[0], *flat[1].args)
        if "(" in name or "[" in name:
            return self.filled(name, flat)
        if told := REMARKS.get((token, len(cells))):
            self.remark = f"; in spreadsheets {told}"
        signature, rows = self.functions.get(name), self.rows_of(token) or self.rows_of(name)
        if made := self.row(rows, cells, signature is None or token in self.style.calls):
            return made
        if signature is None and rows:
            raise Strange
        if name == "piecewise":
            return call(name, *pairs_of(flat))
        counted = len(flat) == 4 and len(cells) in (2, 4) and str(flat[1]).isidentifier() and not token.isupper()
        if counted and name in ("sum", "prod", "product"):
            return self.summed(name, flat[0], flat[1].text, *flat[2:])
        if len(flat) == 2 and name in ("sum", "prod") and str(flat[1]) in self.dropped:  # sum(x[i], i)
            return self.summed(name, flat[0], flat[1].text)
        if len(flat) > 1 and name == "diff":  # a derivative, which is no difference of a list
            raise Strange
        if len(flat) > 1 and self.reduces(name) and not any(cell.op == "keyword" for cell in flat):
            return call(name, Node("list", "", *flat))
        most = max(signature.high, *signature.others, 0) if signature and signature.high is not None else len(cells)
        if sum(cell[0].op != "keyword" for cell in cells) > most:
            raise Strange
        return call(name, *(item[0] if len(item) == 1 else Node("list", "", *item) for item in cells))

    def cells(self) -> list[Node]:
        """One argument: the cells of a range, Mathematica's {k,0,5}, a keyword with its value, or a value."""
        found = cells_of("".join(token for token, _ in self.tokens[self.at : self.at + 3]))
        if found and self.ahead(3) in (",", ";", ")"):
            self.at += 3
            return found
        if self.style.opener == "[" and self.took("{"):
            parts = [self.pair() if self.token == "{" else self.sum()]
            while self.took(","):
                parts.append(self.pair() if self.token == "{" else self.sum())
            self.take("}")
            names = [str(part).isidentifier() for part in parts]
            if names == [True, False]:  # {k, 3}
                parts.insert(1, word("1"))
            alone = len(parts) == 3 and names[0] or parts[0].op == "pair"
            return parts if alone else [Node("list", "", *parts)]
        if self.ahead() == "=" and self.token.isidentifier() and not self.style.sheet:
            name = self.take().replace("dim", "axis")
            self.take()
            return [Node("keyword", name, self.sum())]
        return [self.sum()]

    def pair(self) -> Node:
        """One of Piecewise[{{value, condition}, ...}]."""
        closer = _CLOSERS[self.take("{", "(")]
        value = self.sum()
        self.take(",")
        condition = word(self.take()) if self.token == "True" else self.sum()
        self.take(closer)
        return Node("pair", "", value, condition)

    def repeated(self, value: Node, variable: Node, *limits: Node) -> Node:
        """The list that Table[value, {variable, low, high, step}] is, of whole numbers."""
        low, high, *step = map(str, limits)  # whole numbers
        if not re.fullmatch("-?[0-9]+", high):
            raise Strange
        numbers = ranged("arange", [low, str(int(high) + 1), *step]).args
        return Node("list", "", *(replaced(value, variable.text, number) for number in numbers))
