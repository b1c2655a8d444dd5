"""The observer that a script's run installs: what leaves the trace by its texts, its counts and its instructions."""

from __future__ import annotations

import os
import re
import sys
from bisect import bisect_left, insort
from collections import deque
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import islice
from opcode import opmap
from types import CodeType
from typing import Any

from ....core.observer import OURS
from ....core.trace import Observer, Traced, trace
from .source_lines import here
from .texts import PACKED, Marked, carried

BINARY = opmap["BINARY_OP"]
PERCENT = [(BINARY, 6), (BINARY, 19)]  # x % y and x %= y
SUBSCRIPT = opmap.get("BINARY_SUBSCR", BINARY)  # x[at], which takes an element of an array that is not traced
FORMATTED = ("float()", "int()")  # how "%.3f %d" % (x, n) takes numbers, which ends no path
WORDS = (8, 4)  # bytes of a number
SHORT = 64  # numbers of an array, all of whose digits may be in a text
LAST = 20_000  # values that one text may be made of, and be known as all of them
LEAST = 4  # digits of a numeral that says which number it is
MOST = 100_000  # bytes in which numbers are looked for
NUMERAL = r"[-+]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[-+]?inf|nan"


class ScriptObserver(Observer):
    """Hears what leaves the trace, and where in the script; what is only formatted, or is an index, has not left.

    It keeps the texts that values were written as as well, and which whole numbers served as an index or a count.
    """

    by_text: dict[str, int | set[int]]  # most are of one place, and there may be as many as steps
    by_bytes: dict[bytes, set[int]]  # of numbers in so many bytes

    def __init__(self, files: Collection[str], follows: bool = False) -> None:
        super().__init__(lambda: here(files, 3), follows)
        self.counts: set[int] = set()  # places of whole numbers that served as an index or a count
        self.by_text, self.by_bytes = {}, {}
        self.shown: list[tuple[float, int]] = []
        self.wrote = 0  # values that were written
        self.recent: deque[tuple[int, Traced | None]] = deque(maxlen=LAST)  # the last, with what all its digits are of
        self.origins: Callable[[], Iterable[int]] = tuple  # the places of the sources so far

    def forked(self) -> None:
        """Another process begins with all that this one has, and may send back what comes of it."""
        for place in self.origins():
            self.left(place, "os.fork()")

    def taken(self, x: Traced, how: str) -> None:
        """A number was taken off the trace: text % x takes it, and so does a library that writes it."""
        if how in FORMATTED and self.follows and len(self.shown) < LAST and x.value.__class__ is float:
            insort(self.shown, (x.value, x.at))
        super().taken(x, how)

    def left(self, place: int, how: str) -> None:
        """A value left the trace."""
        at = self.where()
        if at is not None and how == "np.array()" and at[0].co_code[at[1]] == SUBSCRIPT:
            self.chose(place)
        elif how not in FORMATTED or not formats(at):
            super().left(place, how)

    def counted(self, place: int) -> None:
        """A whole number served as an index or a count."""
        self.counts.add(place)
        super().counted(place)

    def written(self, x: Traced, text: str, whole: bool = False) -> str:
        """A value was written as a text, which may be read again. whole: it is all of the number."""
        if not self.follows:
            return text
        self.keep(text, (x.at,))
        if whole and x.shape:
            shown = list(map(float, re.findall(NUMERAL, text))) if x.value.size <= SHORT else ()
            whole = shown == x.value.ravel().tolist()
        one = Traced(x.value, x.at) if whole else None
        self.wrote += 1
        self.recent.append((x.at, one))
        return carried(text, (x.at,), (one,) if one else ())  # type: ignore[no-any-return]

    def since(self, before: int) -> Sequence[tuple[int, Traced | None]]:
        """What was written since there were so many."""
        return list(islice(reversed(self.recent), self.wrote - before))[::-1]

    def spelt(self, y: Any, places: Collection[int]) -> Any:
        """A text, bytes, or an array of texts that values at some places were written as."""
        if not self.follows:
            return y
        if isinstance(y, list | tuple):
            return type(y)([self.spelt(part, places) for part in y])
        if not isinstance(y, str | bytes):
            self.keep(" ".join(map(str, y.reshape(-1).tolist())) if y.dtype.kind in "US" else "", places)
        else:
            text = y if isinstance(y, str) else y.decode("latin-1")
            self.keep(text if "0x" not in text else "", places)  # whose digits are no numeral
            packed = bytes(y) if isinstance(y, bytes) else b""
            for size in [size for size in WORDS if len(packed) % size == 0] or (2,):
                for part in (packed[n : n + size] for n in range(0, len(packed), size)):
                    if any(part):
                        self.by_bytes.setdefault(part, set()).update(places)
        return carried(y, places)

    def keep(self, text: str, places: Collection[int]) -> None:
        """Remember the numerals of a text, by which it is known where Python's own code has made another of it."""
        for numeral in re.findall(NUMERAL, text) if places else ():
            known = self.by_text.get(numeral)
            if known is None and len(places) == 1:
                self.by_text[numeral] = next(iter(places))
            else:
                self.by_text[numeral] = every(known).union(places)

    def packed(self, whole: Any) -> set[int]:
        """The places whose values stand in bytes."""
        whole = bytes(whole) if self.by_bytes else b""
        parts = (whole[n : n + size] for n in range(min(len(whole), MOST)) for size in (*WORDS, 2))
        return set().union(*[self.by_bytes[part] for part in parts if part in self.by_bytes])

    def places_of(self, text: Any) -> Collection[int]:
        """The places whose values a text was written from: of this very text, else of all that were written so."""
        known = text.places if isinstance(text, Marked) else None
        if isinstance(text, PACKED):
            if known is None and (found := self.packed(text)):
                return found
            text = bytes(text).decode("latin-1")
        if not (self.by_text or self.shown) or not isinstance(text, str):
            return known or ()
        numerals = re.findall(NUMERAL, text)
        found = set().union(*[every(self.by_text.get(one)) or self.rounded(one) for one in numerals])
        return found if known is None else found & known or known

    def rounded(self, numeral: str) -> set[int]:
        """The places of the numbers that were taken whose digits a numeral has, if it has some."""
        mantissa, _, exponent = numeral.lower().replace("_", "").partition("e")
        if not self.shown or sum(map(str.isdigit, mantissa)) < LEAST:
            return set()
        value, scale = float(numeral), int(exponent or 0) - len(mantissa.partition(".")[2])
        off = 0.5000001 * 10.0**scale + 1e-16 * abs(value)
        first, last = (bisect_left(self.shown, (value + way * off, 0)) for way in (-1, 1))
        return {place for _, place in self.shown[first:last]}


def formats(at: tuple[CodeType, int] | None) -> bool:
    """Whether this instruction of a script is text % x, which asks x from there: a library's own % asks by its code."""
    if at is None or tuple(at[0].co_code[at[1] : at[1] + 2]) not in PERCENT:
        return False
    frame: Any = sys._getframe(2)
    while frame.f_globals.get("__name__", "").partition(".")[0] in OURS:
        frame = frame.f_back
    return frame.f_code is at[0]


def every(places: int | set[int] | None) -> set[int]:
    """One place or several as a set."""
    return {places} if isinstance(places, int) else places or set()


def forked() -> None:
    """A process is about to fork: told to the observer of a script, if one runs."""
    if isinstance(trace.observer, ScriptObserver):
        trace.observer.forked()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=forked)
