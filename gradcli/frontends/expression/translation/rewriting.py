"""A whole line of another notation as it is written here: what a help line offers, seen to be an expression before.

It is offered and never read, so that nobody need guess what was understood; where it has two readings, both are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from ....errors import GradcliError, visible
from ....record import Record
from ..builder import Signature
from ..foreign_notation import CONSTANTS, LEIBNIZ, NOT_NAMES
from ..tokens import NAME
from .book import Book
from .book_tokens import RAISED, Strange, Style, matrices
from .latex import plain
from .phrases import is_closed, phrase, unheaded
from .requests import LENGTH
from .rows import COMMON, MATHEMATICA
from .tree import call, joined

if TYPE_CHECKING:
    from ..nodes import Expression

Parse = Callable[..., "Expression"]  # of a line, and of names that are variables in it

_SPOKEN = re.compile(r"(?<![\w\\.])([A-Za-zé]{3,})\s+(?=([a-z]{2,})\b(?!\())")
_LETTER = re.compile(r"[^\W\d_](_\w+|\d+)?")
_LATEX = re.compile(r"\\[A-Za-z|,;%(]|[_^]\{|∑_|∏_")
_EQUALS = re.compile(r"(?<![<>=!~:])=(?![=<>])(?![^{]*\})(?![^(]*\))")
_DEFINED = re.compile(rf"\s*({NAME})\s*(?:\(([\w\s,]*)\)\s*)?:?=(?![=<>])")
_SHEET = re.compile(
    r"\A\s*=|\$[A-Z0-9]|\([^()]*;[^()]*\)|\A(?!.*\*\*)(?=.*\b[A-Z]{2,}\()(?=.*(?<![A-Za-z])[A-Z]{1,2}[1-9]\d*\b)"
)


class Names(Record):
    """What the words of a line may be: functions; names that have a value, and the shapes of those that are known."""

    functions: Mapping[str, Signature]
    given: Collection[str]
    shapes: Mapping[str, tuple[int, ...]]


class Offer(Record):
    """What may be written for a line: one text, or its readings; what to say behind; values that stood in the text; and
    options for what else it asks."""

    texts: tuple[str, ...]
    remark: str = ""
    after: str = ""
    derived: bool = False  # whether derivatives of it are asked for
    options: tuple[str, ...] = ()

    def __str__(self) -> str:
        told = " or ".join(self.texts)
        return f"give values apart: '{told}' {self.after}" if self.after else f"write {told}{self.remark}"


class Line(Record):
    """A translation, and what to say behind it."""

    text: str
    remark: str = ""


def offered(
    text: str, functions: Mapping[str, Signature], given: Collection[str], parse: Parse,
    shapes: Mapping[str, tuple[int, ...]] | None = None,
) -> Offer | None:  # fmt: skip
    """What to write for `text`; None where that cannot be told, or is what it says already.

    given: the names that have a value; shapes: of them, where they are known.
    """
    if len(text) > LENGTH or re.match(rf"\s*(?:{LEIBNIZ}|{NAME}['′’]+)\s*=(?!=)", text):  # dy/dx = 2x
        return None
    body, about, after, known, options = phrase(text, given, shapes or {})
    if any(not {one, two} & {*functions, *known, *NOT_NAMES} for one, two in re.findall(_SPOKEN, body)):
        return None
    names = Names(functions, known, shapes or {})

    made = [notation for notation in notations(body, names) if body]
    letters = next((style.letters for _, style in made if style.letters is not None), None)

    def missing(line: str) -> list[str]:
        return [name for name in parse(line, letters or ()).free if known and name not in known]

    def is_read(line: str, lacking: bool = False) -> bool:
        """Whether a line is an expression; lacking: some of whose letters may have no value."""
        with suppress(GradcliError):
            without = missing(line)
            single = letters is not None or is_closed(text) and all(map(_LETTER.fullmatch, without))
            called = any(name == line or f"{name}*(" in line for name in without)  # f(x)
            return not without or lacking and single and not called
        return False

    def read(lacking: bool) -> list[Line]:
        """The line that is meant, or both."""
        lines = [Line(body), Line(alone), *(translated(*notation, names, 0) for notation in made)]
        if one := next((one for one in lines if one and is_read(one.text, lacking)), None):
            return [one]
        for notation in made:
            both = [translated(*notation, names, reading) for reading in (1, 2, 3)]
            if all(one and is_read(one.text, lacking) for one in both[:2]):
                return list({one.text: one for one in both if one and is_read(one.text, lacking)}.values())
        return []

    if "±" in body:  # both signs
        signs = [translated(*n, names, 0) for sign in "+-" for n in notations(body.replace("±", sign), names)]
        texts = [visible(one.text) for one in signs if one and is_read(one.text)]
        return Offer((texts[0], texts[-1])) if len(texts) > 1 else None
    alone = f"{body}({next(iter(known))})" if body in functions and len(known) == 1 and "_" not in known else ""
    found = read(False) or read(True)
    if not found or found[0].text == text.strip():
        return None
    remark = found[-1].remark
    if without := missing(found[0].text):
        give = " ".join(f"{name}={n}" for n, name in enumerate(without, 1))
        remark += f"; {', '.join(without)} {'need values' if without[1:] else 'needs a value'}: {give}"
    return Offer(tuple([visible(one.text) for one in found]), remark + about, after, bool(about), options)


def notations(text: str, names: Names) -> Iterator[tuple[str, Style]]:
    """The notations that `text` may be of, each with what is left of it to translate."""
    if _LATEX.search(text):
        body = re.sub(r"\A\s*\\?[A-Za-z]\w*\s*(?:\([^()]*\))?\s*=(?!=)", "", text)
        with suppress(Strange, IndexError):
            line, letters = plain(body, names.functions, names.given)
            yield line, Style(letters=letters)
    if "\n" in text:
        return
    called = re.findall(r"(?<!\w)([A-Za-z]\w*)\[", text)
    known = {*names.functions, *COMMON, "table"}
    own = any(word in MATHEMATICA or word.lower() in known for word in called)
    if own or re.search(r"\}\s*\.\s*[\w{]|\bE\^\(?-?I\b", text):
        yield text, Style(MATHEMATICA, "[")
    sheet = bool(_SHEET.search(text))
    if sheet:  # STDEV.S, NORM.DIST
        text = re.sub(r"(?<=[A-Z])\.(?=[A-Z])", "", re.sub(r"(?<=[A-Z]{3})\.S(?=\()", "", text))
    body = unheaded(text)
    matlab = matrices(body) != body or bool(re.search(r"\.[*/^]|(?<=[\w)])'", body))
    yield body, Style(sheet=sheet, left=sheet or bool(re.search(r"\.[*/^]", body)), matrices=matlab)


def translated(text: str, style: Style, names: Names, reading: int) -> Line | None:
    """The translation in one style, if there is one: parts by themselves, an equation as a difference."""
    given, functions = {*names.given, *(style.letters or ())}, names.functions
    known = set(given) or {word for word in re.findall(rf"(?<!\w){NAME}", text) if len(word) == 1} - {"d", "e", "T"}
    whole = matrices(text)
    parts: list[str] = []
    pieces = [whole] if style.sheet else re.split(r"(?<!\\);", whole)
    remark = ""
    with suppress(Strange, IndexError, KeyError):
        for n, piece in enumerate(pieces):
            found = None if style.sheet else _DEFINED.match(piece)
            body = piece[found.end() :] if found else piece
            sides = [body] if style.sheet else _EQUALS.split(body)
            of = set(re.findall(r"\w+", found[2] or "")) if found and n < len(pieces) - 1 else set[str]()
            read = [Book(side, style, functions, given | of, known | of, names.shapes, reading) for side in sides]
            values = [one.whole() for one in read]
            if found and not of:
                given.add(found[1])
                known |= {found[1]} if names.given else set()
            remark = "".join(one.remark for one in read)
            texts = list(map(str, values))
            compared = re.search("[<>=≤≥≠]", "".join(texts)) or re.fullmatch(r"[0-9.]*", texts[0])
            if len(texts) == 2 and n == len(pieces) - 1 and not found and not compared:
                values = values[:1] if re.fullmatch(r"[0.]+", texts[1]) else [joined(values[0], " - ", values[1])]
                remark = about_equation(str(values[0]))
            if len(values) > 1:
                raise Strange
            real = values[0].text in ("real", "imag", "abs", "angle") or values[0].op == "bars"
            if any(one.complex for one in read) and n == len(pieces) - 1 and not real:
                values, remark = [call("real", values[0])], " (or imag, abs, angle of it: the value is complex)"
            texts = list(map(str, values))
            if found and of:
                functions = {**functions, found[1]: Signature(found[1], len(of), len(of))}
                parts.append(f"{found[1]}({found[2]}) = {texts[0]}")
                continue
            parts.append(f"{found[1]} = {texts[0]}" if found and (found[1] != "f" or len(pieces) > 1) else texts[0])
        return Line("; ".join(parts), remark)
    return None


def about_equation(difference: str) -> str:
    """What there is to say of an equation that is written as a difference."""
    told = " for the difference, == to compare: equations are not solved here"
    words = re.findall(rf"(?<![^\W{RAISED}])[^\W\d{RAISED}][^\W{RAISED}]*(?!\w|\s*\()", difference)
    variables = sorted(set(words) - CONSTANTS)
    if len(variables) == 2:
        x, y = variables
        told += f"; along it d{y}/d{x} is -(df/d{x})/(df/d{y})"
    return told
