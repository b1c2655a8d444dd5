"""A line in whatever words: which of them is the expression, which its values, which options; each as it is written."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Sequence
from contextlib import suppress
from itertools import pairwise

from ..errors import GradcliError
from ..frontends.expression.tokens import NAME, NUMBER, at_commas
from ..frontends.expression.translation.requests import APART, VALUE, VALUES, by_place, names_of, read
from ..record import Record
from .meanings import MEANINGS
from .written import EXAMPLES, SHORT, is_binding, is_option, is_plain

FILLERS = frozenset("of at the for line to in where when point with respect wrt and by as along direction".split())
DERIVED = frozenset("--derivative --grad --gradient --with --against --is --equals --compare".split())
FLAGS = frozenset("--json --check --formula --steps --quiet --full --skip-bad --prove --allow-nonfinite".split())
EXAMPLE = "x^2"  # where there is no expression
_NUMBERS = re.compile(VALUES)
_POINT = re.compile(rf"({NAME})\s*(?:->|→|:=?|@)\s*({NUMBER}|pi)")
_DASHED = re.compile(rf"-({NAME}?)=?({NUMBER})")
_DEVIATIONS = re.compile(r"err|sig|std|sd\b|unc|d_?y\b|id\b|year\b", re.IGNORECASE)  # columns that nothing is fitted to
_LOSSES = {"mse": "mean((F)^2)", "rmse": "sqrt(mean((F)^2))", "mae": "mean(abs(F))"}


class Line(Record):
    """text: the expression. names: those in it that are no constants. points, options: what stands with it, the values
    of options among them. numbers: what has no name. others: other expressions. quantity: what is asked for. along: a
    vector. ends: a range. strange: what was not understood."""

    text: str
    names: list[str]
    points: list[str]
    options: list[str]
    numbers: list[str]
    others: list[str]
    quantity: str = ""
    along: str = ""
    ends: str = ""
    strange: str = ""

    def of(self, *options: str, command: str = "table") -> list[str]:
        """The line that it comes to: of eval, or the table or plot (command) of a range."""
        if self.along and (line := directed(self.text, self.points, self.along)):
            return [*line, *self.options]
        if self.ends:
            from ..frontends.table.meant import in_words
            from ..frontends.table.ranges import in_points

            ends = in_words(self.ends)
            name = (ends.name if ends else "") or next((n for n in self.names if n not in bound(self.points)), "x")
            ends = ends and ends._replace(name=name, size=ends.size if command == "table" else 0)
            own = in_points(str(ends)) if ends else self.ends
            return [command, self.text, own, *(p for p in self.points if not p.startswith(f"{name}=")), *self.options]
        return ["eval", self.text, *self.points, *self.options, *options]


def bound(points: Sequence[str]) -> list[str]:
    """The names of bindings."""
    return [point.partition("=")[0] for point in points]


def line_of(words: Sequence[str], equation: bool = False, point: bool = False) -> Line:
    """What words come to: diff of x^2 at 3, x^2 + 1 x->3, 'x^2*y' (1,2).

    equation: left = right is left - (right). point: y = x^2 is of what is right, and all names have values.
    """
    options, points, plain, others = list[str](), list[str](), list[str](), list[str]()
    for before, word in pairwise(["", *spelled(words)]):
        taking = is_option(before) and "=" not in before and before not in FLAGS | DERIVED
        if is_option(word) or (taking and is_plain(word)) or SHORT.get(before, before) in EXAMPLES and taking:
            options.append(word)
        elif before in DERIVED and is_plain(word):
            others.append(word)
        else:
            (points if is_binding(word) else plain).append(word)
    options = [option for option in options if option not in DERIVED]
    points = [one for one in points if not re.search(r":|\.\.", one)]  # ranges
    asked = read(APART.join(plain) if plain else "", MEANINGS.keys() - bound(points))
    points += [one for one in asked.at if "=" in one]
    rest = [word for word in asked.rest.split(APART) if word not in FILLERS]
    loose = rest if len(rest) > 1 or all(map(_NUMBERS.fullmatch, rest)) else []
    bare = [one for one in asked.at if "=" not in one] + loose
    plain = [word for word in [*asked.text.split(APART), *bare] if word and word not in FILLERS]
    text, plain = unquoted(plain)
    if not text:
        text, points = (points[0], points[1:]) if points else (EXAMPLE, ["x=3"])
    text = text.replace("==", "=") if equation else text
    left, sign, right = text.partition("=") if text.count("=") == 1 else (text, "", "")
    if sign and point and not equation and left.strip().isidentifier():
        text = right.strip()
    text, names, more = as_read(text, points)
    if equation and sign and text == f"{left}={right}":
        text = f"{left.strip()} - ({right.strip()})" if right.strip() != "0" else left.strip()
        text, names, more = as_read(text, points)
    points += [one for one in more if is_binding(one)]
    options += [one for one in more if not is_binding(one)] * ("--order" not in options)
    lower = {name.lower(): name for name in names if name not in bound(points)}
    pairs = [point.partition("=")[::2] for point in points]
    points = [f"{n if n in names else lower.get(n.lower(), n)}={v}" for n, v in pairs]
    numbers = [word for word in plain if _NUMBERS.fullmatch(word)]
    if len(numbers) == len(names) + 1 and numbers[-1] in "123456789":  # diff F x 1.5 2
        options += ["--order", numbers.pop()]
    if named := by_place([n for n in asked.names or names if n not in bound(points)], numbers) if numbers else []:
        points, numbers = points + named, []
        text, names, _ = as_read(text, points)
    if point:
        points += [f"{n}=1" for n in names if n not in bound(points + options)]
    by = [] if equation else asked.by + [name for word in plain for name in by_names(word, names)]  # partial x F
    options += ["--wrt", ",".join(by)] if 0 < len(by) < len(names) and "--wrt" not in options else []
    options += ["--order", str(asked.order)] if asked.order > 1 and "--order" not in options else []
    others += [word for word in plain if not (_NUMBERS.fullmatch(word) or by_names(word, names) or word == text)]
    said = (asked.quantity, asked.along, asked.ends, "" if loose else "".join(rest))
    return Line(text, names, points, options, numbers, others, *said)


def spelled(words: Sequence[str]) -> list[str]:
    """Bindings as they are written here: x = 2, x is 2, x->2, -x2, (x=2,y=3), {"x": 2}, 'x=1, y=2'."""
    found = list[str]()
    joined = re.sub(rf"(?<=\x1f)({NAME})\x1f?(?:=|==|:=|is|equals)\x1f?(?={VALUE})", r"\1=", APART.join(words))
    for piece in (piece for word in joined.split(APART) for piece in several(word)):
        word = piece.rstrip(", ") if is_binding(piece) else piece
        if pairs := re.findall(rf"[\"']?({NAME})[\"']?\s*:\s*({NUMBER})", word) if re.match(r"(\w+=)?\{", word) else []:
            found += [f"{name}={value}" for name, value in pairs]
        elif word[:1] + word[-1:] in ("()", "[]", "{}") and all(map(is_binding, parts := several(word[1:-1]))):
            found += parts
        elif put := _POINT.fullmatch(word) or _DASHED.fullmatch(word):
            found.append(f"{put[1]}={put[2]}")
        else:
            found.append(word)
    return found


def several(word: str) -> list[str]:
    """The bindings of a word: x=1 y=2, or x=1, y=2."""
    word = re.sub(rf"({NAME})\s*=\s*(?={VALUE})", r"\1=", word) if re.match(rf"\s*{NAME}\s*=(?!=)", word) else word
    parts = re.split(rf"(?:\s*[,;]\s*|\s+)(?={NAME}\s*=(?!=))", word)
    return parts if all(map(is_binding, parts)) else [word]


def by_names(word: str, names: Sequence[str]) -> list[str]:
    """The names by which a word says to differentiate: x, dx, x,y, [x,y]; none of another."""
    parts = [part.strip() for part in word.strip("()[]").split(",")]
    parts = [part[1:] if part not in names and part[:1] in ("d", "∂") else part for part in parts]
    return parts if set(parts) <= {*names} else []


def unquoted(plain: Sequence[str]) -> tuple[str, list[str]]:
    """An expression, and the other words: what a shell took apart is put together, x^2 + 3*x."""
    if signs := [n for n, word in enumerate(plain) if re.fullmatch(r"[-+*/^]|\*\*", word) and n]:
        return " ".join(plain[: signs[-1] + 2]), [*plain[signs[-1] + 2 :]]
    text = next((word for word in plain if re.search(r"[^\w.]", word) and not _NUMBERS.fullmatch(word)), "")
    text = text or next((word for word in plain if not _NUMBERS.fullmatch(word)), "")
    return text, [word for word in plain if word != text]


def directed(text: str, points: Sequence[str], vector: str) -> list[str] | None:
    """The derivative along a vector: by t, where the point moves by t times the unit vector. None where none fits."""
    along = [one.strip() for one in at_commas(vector.strip("()[]<> "))]
    given = [point.partition("=")[::2] for point in points]
    if len(along) != len(given) or not all(re.fullmatch(NUMBER, one) for one in (*along, *dict(given).values())):
        return None
    length = " + ".join(f"({one})^2" if one[0] == "-" else f"{one}^2" for one in along)
    parts = "; ".join(f"{n} = {v} + {one}*t/s".replace("+ -", "- ") for (n, v), one in zip(given, along))
    return ["eval", f"s = sqrt({length}); {parts}; {text}", "t=0"]


def as_read(text: str, given: Sequence[str]) -> tuple[str, list[str], list[str]]:
    """An expression as it is meant, of names that have values, the names in it that are no constants, and the
    values and options that it says itself."""
    from ..frontends.expression.reading import match_names
    from ..frontends.expression.run import Formula, vocabulary

    # the reader has the values of names where all are numbers, their names alone otherwise
    numbers = {n: v for n, _, v in (word.partition("=") for word in given) if re.fullmatch(NUMBER, v)}
    known: Collection[str] = [*bound(given)] if len(numbers) < len(given) else {n: float(v) for n, v in numbers.items()}
    more = list[str]()
    for _ in range(2):
        try:
            expression = Formula(text, known).expression
            match_names(expression, known, vocabulary())
        except GradcliError as error:
            if error.edit and error.edit.words == (text,):
                text, *own = error.edit.instead
                more += own
                known = [*known, *(one for one in bound(own) if one not in known)]
                continue
        break
    return text, free(text, known), more


def free(text: str, known: Collection[str] = ()) -> list[str]:
    """The names of an expression that are no constants, or have a value."""
    from ..frontends.expression.run import Formula

    with suppress(GradcliError):
        expression = Formula(text, known).expression
        return [name for name in expression.names if name in expression.free or name in known]
    return names_of(text)


def loss(words: Sequence[str]) -> list[str] | None:
    """The loss of a formula and of the one column of a file that it does not name, with their bindings.

    The words may be those of options, --fit data.csv --target y --loss mse; the sum of squares unless they say.
    """
    from ..frontends.data import columns_in, named

    words = [word.partition("=")[2] if is_option(word) else word for word in words]
    words = [re.sub(r"\A\w+=(?=[^:]+\.\w+:)", "", w) if os.path.isfile(re.sub(r".*=|:.*", "", w)) else w for w in words]
    words = [part for w in words for part in (w.split(":") if os.path.isfile(w.partition(":")[0]) else [w])]
    words = [f" {w}" if re.match(rf"{NAME}\s*=.*[*/^(+]", w) and "@" not in w else w for w in words]  # N=A*exp(-k*t)
    file = next((word for word in words if os.path.isfile(word)), None)
    plain = [word for word in words if word not in ("", file) and is_plain(word)]
    text = next((word for word in plain if re.search(r"[^\w.]", word)), plain[0] if plain else "")
    if file is None or not text:
        return None
    left, sign, right = re.sub(r"(?<!=)~|=", "\0", text, count=1).partition("\0")
    text = right.strip() if sign else text
    try:
        columns = columns_in(file)
    except GradcliError:
        return None
    names = free(text)
    used = {name: column for name in names if (column := named(name, columns))}
    others = [column for column in columns if column not in used.values()]
    target = [left.strip() or " "] if sign else plain
    chosen = [one for one in others if any(named(word, [one]) for word in target)]
    measured = [one for one in others if not _DEVIATIONS.match(one)]
    others = chosen or ([] if sign else measured)
    residual = not (others or sign) and plain[0] != text
    if len(others) != 1 and not residual or not used:
        return None
    y = others[0] if others else ""
    short = y if y.isidentifier() else re.sub(r"\W.*", "", y) or "y"
    given = [part for word in words if is_binding(word) for part in several(word)]
    given += [f"{name}=1" for name in names if name not in {*used, *bound(given)}]
    form = next((_LOSSES[word] for word in plain if word in _LOSSES), "sum((F)^2)")
    pairs = [*used.items(), *([(short, y)] if y else [])]  # none where it is a residual already
    bindings = [*(f"{name}=@{file}:{column}" for name, column in pairs), *given]
    return ["eval", form.replace("(F)", f"({text} - {short})" if y else f"({text})"), *bindings]
