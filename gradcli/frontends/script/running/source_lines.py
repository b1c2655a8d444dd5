"""The line of each step: a piece of the trace that also notes where in the script its steps were made."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from types import CodeType
from typing import Any, TypeVar

from ....core.trace import Step, trace

T = TypeVar("T")


class Lined(list[Any]):
    """A piece with the (code, instruction) of each step, from which lines are worked out.

    begun, since: where it was cut, and when by the trace's clock.
    """

    __slots__ = ("at", "begun", "files", "since")

    def __init__(self, files: Collection[str]) -> None:
        super().__init__()
        self.files = files
        self.at: list[tuple[CodeType, int] | None] = []
        self.begun, self.since = here(files, 2), trace.cuts

    def append(self, step: Step) -> None:
        """Keep a step, and where it was made."""
        list.append(self, step)
        self.at.append(here(self.files, 2))


@contextmanager
def lined(files: Collection[str]) -> Iterator[None]:
    """Within, what is heard notes where in these files it was made."""
    trace.new_piece = lambda: Lined(files)
    try:
        yield
    finally:
        trace.new_piece = list


def here(files: Collection[str], depth: int = 1) -> tuple[CodeType, int] | None:
    """The innermost frame that belongs to the script."""
    frame: Any = sys._getframe(depth)
    while frame is not None:
        if frame.f_code.co_filename in files:
            return frame.f_code, frame.f_lasti
        frame = frame.f_back
    return None


def line_of(at: tuple[CodeType, int] | None) -> int | None:
    """The line of an instruction."""
    if at is None:
        return None
    starts, lines = line_table(at[0])
    return lines[bisect_right(starts, at[1]) - 1]


@lru_cache(16)
def line_table(code: CodeType) -> tuple[tuple[int, ...], tuple[int | None, ...]]:
    """Where the instructions of each line begin, and the lines."""
    starts, _, lines = zip(*code.co_lines())
    return starts, lines


def lines(heard: list[Any]) -> dict[int, int]:
    """{place of a step: its line} of what a tape heard."""
    return placed(heard, line_of)


def placed(heard: Iterable[Any], of: Callable[[tuple[CodeType, int]], T | None]) -> dict[int, T]:
    """{place of a step: what `of` says of the instruction that made it, asked once for each} of what a tape heard."""
    found: dict[int, T] = {}
    known: dict[tuple[int, int], T | None] = {}  # a code is hashed by all that is in it: its id serves as well
    for piece in heard:
        for step, at in zip(piece, piece.at) if isinstance(piece, Lined) else ():
            if at is None:
                continue
            key = id(at[0]), at[1]
            if key not in known:
                known[key] = of(at)
            if (told := known[key]) is not None:
                found[step[0]] = told
    return found
