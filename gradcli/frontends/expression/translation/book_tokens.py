"""Lines of other notations, token by token: what `book` reads, and how a notation is told of.

A reading raises Strange for what has no translation, or two.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING

from ....record import Record
from .rows import SHEET, Row
from .tree import Node, joined

if TYPE_CHECKING:
    from ..builder import Signature

DEPTH = 20  # brackets within one another
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺"
NUMBER = r"(?:[0-9]+(?:\.(?![*/^'])[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?"
_TOKEN = re.compile(
    rf"{NUMBER}|\$?[^\W\d{RAISED}ᵀ](?:[^\W{RAISED}ᵀ]|\$(?=\d))*|%\*%|\*\*|//|[<>=!~]=|=[<>]|<>|&&|\|\||\.[*/^']|''|\.\.\."
    rf"|[⁻⁺]?[{RAISED[:-2]}]+|\S"
)
_ELEMENT = r"[-+]?[^\s,;\[\]]+"
_MATRIX = re.compile(
    rf"(?<![\w)\]])\[\s*(?=[^\[\]]*;|[-+0-9.,eE\s]*\])({_ELEMENT}(?:(?:\s*[;,]\s*|\s+){_ELEMENT})*)\s*;?\s*\]"
)


class Strange(Exception):
    """Something that has no translation."""


class Torn(Record):
    """The last value where what follows may belong to a part of it: of x^2 y, or √2x. ends: a blank ends that part."""

    host: Node
    at: int
    ends: bool = False

    def grow(self, more: Node) -> None:
        """Have the part be multiplied."""
        self.host.args[self.at] = joined(self.host.args[self.at].inner, "*", more)


class Style(Record):
    """What is peculiar to a notation.

    calls: what its functions are here. opener: of calls. sheet: -a^2 is (-a)^2, and = compares. left: a^b^c is (a^b)^c.
    matrices: * between matrices is their product. letters: LaTeX's, which are names whatever else they are.
    row: ``...`` are the arguments of a row.
    """

    calls: Mapping[str, list[Row]] = SHEET
    opener: str = "("
    sheet: bool = False
    left: bool = False
    matrices: bool = False
    letters: Collection[str] | None = None
    row: bool = False


class Tokens:
    """A place in a line. given: names that have a value; known: those that others are made of; shapes: of those.

    reading: which is made where there are two, 0 none, 3 that in which a blank ends a denominator. remark: what to say
    behind the translation. torn: the last exponent, or root, where more could belong to it. closer: of the innermost
    bracket.
    """

    # What the classes that follow read.
    atom: Callable[[], Node]
    call: Callable[[], Node]
    word: Callable[[], str | None]
    sum: Callable[..., Node]
    whole: Callable[[], Node]
    begins: Callable[[], bool]
    factor: Callable[..., Node]
    product: Callable[..., Node]
    of: Callable[..., Node]
    filled: Callable[..., Node]

    def __init__(
        self, text: str, style: Style, functions: Mapping[str, Signature], given: Collection[str],
        known: Collection[str], shapes: Mapping[str, tuple[int, ...]], reading: int,
    ) -> None:  # fmt: skip
        self.style, self.functions, self.given, self.known, self.shapes = style, functions, given, known, shapes
        found = list(_TOKEN.finditer(text))  # each with whether a blank stands before it
        apart = [n > 0 and m.start() > found[n - 1].end() for n, m in enumerate(found)]
        self.tokens, self.reading = [*zip((m[0] for m in found), apart), ("", False)], reading
        self.at, self.depth, self.remark, self.closer = 0, 0, "", ""
        self.torn: Torn | None = None
        self.counters = set[str]()  # what sums count with
        self.dropped = set[str]()  # the indices of arrays that are left out
        # the value may be; a function has no brackets; the list has some; brackets that are no call's are about it
        self.complex = self.bare = self.commas = self.grouped = False

    def choose(self) -> bool:
        """Whether the second of two readings is made. Raises Strange where none is to be."""
        if not self.reading:
            raise Strange
        return self.reading > 1

    @property
    def token(self) -> str:
        return self.tokens[self.at][0]

    @property
    def blank(self) -> bool:
        return self.tokens[self.at][1]

    def ahead(self, by: int = 1) -> str:
        return self.tokens[self.at + by][0] if self.at + by < len(self.tokens) else ""

    def take(self, *wanted: str) -> str:
        """Go on. Raises Strange at the end, and for what is not wanted."""
        token = self.token
        if not token or (wanted and token not in wanted):
            raise Strange
        self.at += 1
        return token

    def took(self, *forms: str) -> bool:
        """Whether one of these comes, which is taken then; a form may be of several tokens, with blanks between."""
        for form in map(str.split, forms):
            if [token for token, _ in self.tokens[self.at : self.at + len(form)]] == form:
                self.at += len(form)
                return True
        return False

    def rest(self, closer: str) -> list[str]:
        """The tokens up to a bracket."""
        words = [token for token, _ in self.tokens[self.at :]]
        return words[: words.index(closer)] if closer in words else []

    def put(self, *tokens: str) -> None:
        """Have these come next."""
        self.tokens[self.at : self.at] = [(token, False) for token in tokens]


def matrices(text: str) -> str:
    """MATLAB's [1 2;3 4] with the commas of [[1,2],[3,4]]; a column is a vector, as a row is."""

    def rows(found: re.Match[str]) -> str:
        texts = [",".join(re.split(r"\s*,\s*|\s+", row.strip())) for row in found[1].split(";")]
        flat = len(texts) == 1 or not any("," in row for row in texts)
        return "[" + ",".join(texts if flat else [f"[{row}]" for row in texts]) + "]"

    return _MATRIX.sub(rows, text)
