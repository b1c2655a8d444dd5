"""How far a long table is: rows, rate and time left, on standard error where a person looks at it."""

from __future__ import annotations

import sys
import time

from . import streams

PATIENCE = 2.0  # seconds before anything is said
EVERY = 0.5


class Progress:
    """One line that is written over itself."""

    def __init__(self, quiet: bool = False) -> None:
        self.silent = quiet or not streams.is_terminal(sys.stderr)
        self.start = self.last = time.monotonic()
        self.shown = False

    def at(self, rows: int, done: int, total: int) -> None:
        """So many rows are written; `done` of `total` of the source is read, 0 if nobody knows how much there is."""
        now = time.monotonic()
        if self.silent or now - self.start < PATIENCE or now - self.last < EVERY:
            return
        self.last, self.shown = now, True
        streams.tell(f"\r{self.line(rows, done, total, now - self.start)}\x1b[K")

    @staticmethod
    def line(rows: int, done: int, total: int, seconds: float) -> str:
        """Rows, rate, share and time left."""
        told = f"{rows:,} rows, {rows / seconds:,.0f} rows/s"
        if not done or not total or done > total:
            return told
        left = round(seconds * (total - done) / done)
        return f"{told}, {100 * done // total}%, {left // 60}:{left % 60:02d} left"

    def done(self) -> None:
        """Take the line away."""
        if self.shown:
            streams.tell("\r\x1b[K")
