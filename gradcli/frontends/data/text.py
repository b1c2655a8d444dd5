"""Tables in text as people have them: commas, tabs, semicolons or spaces between the cells, a header or none."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from ...errors import clip, quote
from .cells import GROUPED, Texts, is_numeral
from .columns import Block, Options
from .faults import fault, unreadable
from .records import columns

FIRST, LATER = 1 << 16, 1 << 20  # bytes that are read at a time
PEEKED = 1000  # rows by which the decimal mark is found
PAIR = re.compile(r"\s*([^\W\d]\w*)\s*=\s*([-+.\deE]+)\s*")  # x=1, in the place of a heading
SPACES = " "  # any run of them


class Table(Texts):
    """The rows of a text, read as they are asked for.

    columns: the names in the first row, if none of them looks like a number, or else in the comment above.
    Raises GradcliError for a text that is empty, is not UTF-8, or names two columns alike.
    """

    def __init__(self, path: str, stream: BinaryIO, options: Options) -> None:
        super().__init__(path, stream, options)
        self.decimal = options.decimal or "."
        self.parts = self._parts()
        at, text, comment = self._begun()
        self.mark = mark_of(text)
        self.first = list(self._records(at, text))
        if not self.first:
            raise fault(path, "the file is empty")
        head = self.first[0][1]
        self.width = len(head)
        header = not any(map(is_numeral, head))
        if all(pairs := [PAIR.fullmatch(cell) for cell in head]):
            first, below = (self.mark.join(found[n] for found in pairs if found) for n in (1, 2))
            hint = f"write {first} in the first line, {below} below it"
            raise fault(path, f"{quote(head[0])} is a name and its value", hint)
        told = (comment.split() if self.mark == SPACES else comment.split(self.mark)) if comment else []
        commented = not header and len(told) == self.width and all(told) and not any(map(is_numeral, told))
        self.named = header or commented
        names = [cell.strip() for cell in (told if commented else head)] if self.named else [""] * self.width
        if commented:
            self.notes.append(f"the columns' names are those of the comment: {', '.join(names)}")
        if self.mark == SPACES:
            self.notes.append("columns stand apart by spaces")
        self.columns = tuple(name or str(place) for place, name in enumerate(names, 1))
        for place, column in enumerate(self.columns):
            if column in self.columns[:place]:
                raise fault(path, f"column {clip(column)} twice", "give each column its own name")
        self.first = self.first[header:]
        if options.decimal is None and self.mark != ",":
            self.find_decimal([cell for _, record in self.first[:PEEKED] for cell in record])

    def blocks(self, size: int = 0) -> Iterator[Block]:
        """The rows as texts, those of another length filled up and told of. size: rows at a time, at most."""
        yield from self._block(self.first, size)
        self.first = []
        for at, text in self.parts:
            found = None if self.mark == SPACES else columns(text, self.mark, self.width)
            if found is None or size:
                yield from self._block(self._records(at, text), size)
            else:
                yield Block(found, range(at, at + len(found[0])))

    def _block(self, records: Iterable[tuple[int, list[str]]], size: int) -> Iterator[Block]:
        records = iter(records)
        while part := list(itertools.islice(records, size or None)):
            cells, short = [record for _, record in part], {}
            for n, record in enumerate(cells):
                if len(record) != self.width:
                    plural = "" if len(record) == 1 else "s"
                    short[n] = f"has {len(record)} value{plural}, not {self.width}"
                    cells[n] = (record + [""] * self.width)[: self.width]
            yield Block(list(map(list, zip(*cells))), [line for line, _ in part], short)

    def _parts(self) -> Iterator[tuple[int, str]]:
        """Whole lines, so many bytes at a time, and the number of the first of them."""
        at, size = 1, FIRST
        try:
            while data := self.stream.read(size):
                data += self.stream.readline()
                text = data.decode("utf-8-sig" if at == 1 else "utf-8")
                self.done += len(data)
                if "\0" in text:
                    raise fault(self.path, "not text: it has NUL bytes", "save it as UTF-8")
                yield at, text
                at, size = at + len(lines_of(text)), LATER
        except UnicodeDecodeError:
            raise fault(self.path, "not UTF-8 text", "save it as UTF-8") from None
        except OSError as error:
            raise unreadable(self.path, error) from None

    def _begun(self) -> tuple[int, str, str]:
        """The lines from the first that is neither blank nor a comment, its number, and the last comment above it."""
        comment = ""
        for at, text in self.parts:
            lines = lines_of(text)
            for n, line in enumerate(lines):
                if not line.isspace() and not line.startswith("#"):
                    return at + n, "".join(lines[n:]), comment
                comment = line.lstrip("# ").strip() or comment
        raise fault(self.path, "the file is empty")

    def _records(self, at: int, text: str) -> Iterator[tuple[int, list[str]]]:
        """The rows of a text that are not blank, one by one, with their lines in the file."""
        waiting = lines_of(text)[::-1]
        if self.mark == SPACES:
            yield from ((at + n, cells) for n, line in enumerate(reversed(waiting)) if (cells := line.split()))
            return

        def lines() -> Iterator[str]:
            while True:
                while waiting:
                    yield waiting.pop()
                more = next(self.parts, None)  # a record with a line's end inside goes on there
                if more is None:
                    return
                waiting.extend(lines_of(more[1])[::-1])

        reader = csv.reader(lines(), delimiter=self.mark, strict=True)
        try:
            while waiting:
                record = next(reader)
                if len(record) > 1 or (record and record[0].strip()):
                    yield at + reader.line_num - 1, record
        except csv.Error as error:
            told = str(error).replace("field larger than field limit", "a cell is longer than the limit of characters")
            raise fault(self.path, f"line {at + reader.line_num - 1}: {told}") from None


def lines_of(text: str) -> list[str]:
    """The lines of a text, each with its end: a line feed, a carriage return, or both."""
    return list(io.StringIO(text, newline=""))


def mark_of(text: str) -> str:
    """What stands between the cells: a semicolon beside commas wins, for those stand in its numbers."""
    lines = [re.sub(r'"[^"]*"', "", line) for line in itertools.islice(io.StringIO(text), 2)]
    if ";" in lines[0] and "\t" not in lines[0]:
        return ";"
    found = next((mark for mark in "\t,;|" if mark in lines[0]), None)
    return found or (SPACES if "," not in lines[-1] and spaced(lines[0], lines[-1]) else ",")


def spaced(head: str, row: str) -> bool:
    """Whether two lines are rows of one table with spaces between its cells: as many words, and the numbers below."""
    numbers = [is_numeral(cell) for cell in row.split()]
    if len(numbers) < 2 or not any(numbers) or GROUPED.fullmatch(row.strip()):
        return False
    return all(numbers) or (len(head.split()) == len(numbers) and not any(map(is_numeral, head.split())))


rows = Table
