"""An expression as it was read: the text as typed, with marks in the place of what was left out or written otherwise.

`2x` is echoed as `2*x`, `x²` as `x^2`, `|x|` as `abs(x)`, so that nobody need guess what was understood.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...errors import Span

CLOSE, JOIN, OPEN = range(3)  # what comes first where several edits begin at one place


class Echo:
    """The edits that a parser makes on its way."""

    def __init__(self) -> None:
        self.edits: list[tuple[int, int, int, int, str]] = []

    def edit(self, span: Span, text: str, rank: int = JOIN) -> None:
        """Write `text` in the place of a span; of several that open at one place the last made is the outermost."""
        self.edits.append((span[0], rank, -len(self.edits) if rank == OPEN else 0, span[1], text))

    def call(self, name: str, operand: Span, bracketed: bool, mark: Span) -> None:
        """Write a mark behind its operand as a call: x! as factorial(x), (n+1)! as factorial(n+1)."""
        self.edit((operand[0], operand[0]), name if bracketed else f"{name}(", OPEN)
        self.edit(mark, "" if bracketed else ")", CLOSE)

    def of(self, text: str, start: int = 0) -> str:
        """The text from `start` on with all edits made."""
        found, at = [], start
        for begin, _, _, end, new in sorted(self.edits):
            found += [text[at:begin], new]
            at = max(at, end)
        return "".join([*found, text[at:]])
