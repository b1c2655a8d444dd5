"""A line in whatever words: which of them is the expression, which its values, which options; each as it is written."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from contextlib import suppress
from itertools import pairwise

from ..errors import GradcliError
from ..frontends.expression.tokens import at_commas
from ..record import Record
from .written import EXAMPLES, SHORT, is_binding, is_option, is_plain

FILLERS = frozenset("of at the for line to in where when point with respect wrt and by".split())
DERIVED = frozenset("--derivative --grad --gradient --with --against --is --equals --compare".split())
FLAGS = frozenset("--json --check --formula --steps --quiet --full --skip-bad --prove --allow-nonfinite".split())
NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_NUMBERS = re.compile(rf"[(\[]?(?:{NUMBER}|pi)(?:/\d+)?(?:,\s*(?:{NUMBER}|pi)(?:/\d+)?)*[)\]]?")
NAME = r"[^\W\d]\w*"
_START = r"[-+.]?(?:\d|pi\b)"
_POINT = re.compile(rf"({NAME})\s*(?:->|→|:=?|@)\s*({NUMBER}|pi)")
_DASHED = re.compile(rf"-({NAME}?)=?({NUMBER})")
_AT = re.compile(rf"\s+(?:at|where|for|when)\s+(?={NAME}\s*=|[-(\d.])|\s+(?:with respect to|wrt)\s+(?={NAME})")
_LOSSES = {"mse": "mean((F)^2)", "rmse": "sqrt(mean((F)^2))", "mae": "mean(abs(F))"}


class Line(Record):
    """text: the expression. names: those in it that are no constants. points, options: what stands with it, the values
    of options among them. numbers: what has no name. others: other expressions."""

    text: str
    names: list[str]
    points: list[str]
    options: list[str]
    numbers: list[str]
    others: list[str]

    def of(self, *options: str) -> list[str]:
        """The line of eval that it comes to."""
        return ["eval", self.text, *self.points, *self.options, *options]


def line_of(words: Sequence[str], equation: bool = False, point: bool = False) -> Line:
    """What words come to: diff of x^2 at 3, x^2 + 1 x->3, 'x^2*y' (1,2).

    equation: left = right is left - (right). point: y = x^2 is of what is right, and all names have values.
    """
    words = [word for word in spelled(words) if word not in FILLERS] or ["x^2", "x=3"]
    options, points, plain, others = list[str](), list[str](), list[str](), list[str]()
    for before, word in pairwise(["", *words]):
        taking = is_option(before) and "=" not in before and before not in FLAGS | DERIVED
        if is_option(word) or (taking and is_plain(word)) or SHORT.get(before, before) in EXAMPLES and taking:
            options.append(word)
        elif before in DERIVED and is_plain(word):
            others.append(word)
        else:
            (points if is_binding(word) else plain).append(word)
    options = [option for option in options if option not in DERIVED]
    points = [one for one in points if not re.search(r":|\.\.", one)]  # ranges
    text, plain = unquoted(plain)
    if not text:
        text, points = next(((one, points[:n] + points[n + 1 :]) for n, one in enumerate(points)), ("x^2", points))
    left, sign, right = text.partition("=") if text.count("=") == 1 else (text, "", "")
    if sign and point and not equation and left.strip().isidentifier():
        text = right.strip()
    text, names = as_read(text, points)
    if equation and sign and text == f"{left}={right}":
        text = f"{left.strip()} - ({right.strip()})" if right.strip() != "0" else left.strip()
        text, names = as_read(text, points)
    lower = {name.lower(): name for name in names if name not in {point.partition("=")[0] for point in points}}
    pairs = [point.partition("=")[::2] for point in points]
    points = [f"{n if n in names else lower.get(n.lower(), n)}={v}" for n, v in pairs]
    numbers = [word for word in plain if _NUMBERS.fullmatch(word)]
    if len(numbers) == len(names) + 1 and numbers[-1] in "123456789":  # diff F x 1.5 2
        options += ["--order", numbers.pop()]
    if named := by_place(names, points, numbers):
        points, numbers = points + named, []
    if point:
        points += [f"{n}=1" for n in names if n not in {word.partition("=")[0] for word in points + options}]
    by = [name for word in plain for name in by_names(word, names)]  # partial x F
    options += ["--wrt", ",".join(by)] if 0 < len(by) < len(names) and "--wrt" not in options else []
    others += [word for word in plain if not (_NUMBERS.fullmatch(word) or by_names(word, names) or word == text)]
    return Line(text, names, points, options, numbers, others)


def spelled(words: Sequence[str]) -> list[str]:
    """Words as they are written here: x = 2, x is 2, x->2, -x2, (x=2,y=3), {"x": 2}, 'x^2 at x=2'."""
    text = "\0".join(words)
    text = re.sub(rf"(?<=\0)({NAME})\0(?:=|==|:=|is|equals)\0(?={_START})", r"\1=", text)
    text = re.sub(rf"(?<=\0)({NAME})(?:=\0|\0=)(?={_START})", r"\1=", text)
    found = list[str]()
    for piece in (piece for word in text.split("\0") for part in _AT.split(word) for piece in several(part)):
        word = piece.rstrip(", ") if is_binding(piece) else piece
        if pairs := re.findall(rf"[\"']?({NAME})[\"']?\s*:\s*({NUMBER})", word) if word[:1] == "{" else []:
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
    word = re.sub(rf"({NAME})\s*=\s*(?={_START})", r"\1=", word) if re.match(rf"\s*{NAME}\s*=(?!=)", word) else word
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
    along, given = at_commas(vector.strip("()[] ")), [point.partition("=")[::2] for point in points]
    if len(along) != len(given) or not all(re.fullmatch(NUMBER, one) for one in (*along, *dict(given).values())):
        return None
    length = " + ".join(f"({one})^2" if one[0] == "-" else f"{one}^2" for one in along)
    parts = "; ".join(f"{n} = {v} + {one}*t/s".replace("+ -", "- ") for (n, v), one in zip(given, along))
    return ["eval", f"s = sqrt({length}); {parts}; {text}", "t=0"]


def by_place(names: Sequence[str], points: Sequence[str], numbers: Sequence[str]) -> list[str]:
    """Numbers as values of names by their place, 1 2 or (1,2); none where they do not fit. x, y, z have their order."""
    if not numbers or not all(map(_NUMBERS.fullmatch, numbers)):
        return []
    given = {word.partition("=")[0] for word in points}
    names = [name for name in names if name not in given]
    names = sorted(names) if set(names) <= {"x", "y", "z"} else names
    parts = at_commas(numbers[0].strip("()[] ")) if len(numbers) == 1 else [one.strip("()[] ") for one in numbers]
    if len(parts) == len(names) or 0 < len(numbers) <= len(names) and len(names) != 1 and len(numbers) > 1:
        return [f"{n}={v.strip()}" for n, v in zip(names, parts)]
    return [f"{names[0]}={','.join(parts)}"] if len(names) == len(numbers) == 1 else []


def as_read(text: str, given: Sequence[str]) -> tuple[str, list[str]]:
    """An expression as it is meant, of names that have values, and the names in it that are no constants."""
    from ..frontends.expression.reading import match_names
    from ..frontends.expression.run import Formula, vocabulary

    known = [word.partition("=")[0] for word in given if is_binding(word)]
    for _ in range(2):
        try:
            expression = Formula(text, known).expression
            match_names(expression, known, vocabulary())
        except GradcliError as error:
            ordered = error.edit and "with --order" in error.edit.remark
            if error.edit and error.edit.words == (text,) and len(error.edit.instead) == 1 and not ordered:
                text = error.edit.instead[0]
                continue
        break
    return text, free(text, known)


def free(text: str, known: Sequence[str] = ()) -> list[str]:
    """The names of an expression that are no constants, or have a value."""
    from ..frontends.expression.run import Formula

    with suppress(GradcliError):
        expression = Formula(text, known).expression
        return [name for name in expression.names if name in expression.free or name in known]
    return list(dict.fromkeys(re.findall(r"(?<![\w.])(?!(?:pi|e|tau)\b)[^\W\d]\w*(?!\w|\s*\()", text)))


def loss(words: Sequence[str]) -> list[str] | None:
    """The loss of a formula and of the one column of a file that it does not name, with their bindings.

    The words may be those of options, --fit data.csv --target y --loss mse; the sum of squares unless they say.
    """
    from ..frontends.data import columns_in

    words = [word.partition("=")[2] if is_option(word) else word for word in words]
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
    others = [column for column in columns if column not in names]
    named = [column for column in others if column == left.strip() or not sign and column in plain]
    others = named or [] if sign else named or others
    used = [column for column in columns if column in names]
    if len(others) != 1 or not used:
        return None
    y = others[0]
    short = y if y.isidentifier() else "y"
    given = [part for word in words if is_binding(word) for part in several(word)]
    known = {*used, *(word.partition("=")[0] for word in given)}
    given += [f"{name}=1" for name in names if name not in known]
    form = next((_LOSSES[word] for word in plain if word in _LOSSES), "sum((F)^2)")
    bindings = [*(f"{c}=@{file}:{c}" for c in used), f"{short}=@{file}:{y}", *given]
    return ["eval", form.replace("(F)", f"({text} - {short})"), *bindings]
