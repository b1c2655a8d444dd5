"""Lists that other notations name by their ends: A1:B3, linspace(0, 1, 5), arange(4), eye(2)."""

from __future__ import annotations

import re
from math import ceil

from .book_tokens import Strange
from .tree import Node, word

CELLS = 60  # of a range
_RANGE = re.compile(r"\$?([A-Z]{1,2})\$?([0-9]+):\$?([A-Z]{1,2})\$?([0-9]+)")


def cells_of(text: str) -> list[Node]:
    """The cells of a range such as A1:B3, row by row; none of any other text. Raises Strange for too many."""
    if (found := _RANGE.fullmatch(text)) is None:
        return []
    left, top, right, bottom = found.groups()
    low, high = (sum((ord(c) - 64) * 26**n for n, c in enumerate(reversed(letters))) for letters in (left, right))
    columns, rows = range(low, high + 1), range(int(top), int(bottom) + 1)
    if not 0 < len(columns) * len(rows) <= CELLS:
        raise Strange
    names = [f"{chr(64 + (c - 1) // 26) if c > 26 else ''}{chr(65 + (c - 1) % 26)}" for c in columns]
    return [word(f"{name}{r}") for r in rows for name in names]


def ranged(name: str, args: list[str]) -> Node:
    """The list that linspace(a, b, n), arange(a, b, step), ones(n) or eye(n) is, of numbers."""
    if not all(re.fullmatch(r"-?[0-9.]+", arg) for arg in args):
        raise Strange
    low, high, step = ([*map(float, args), 1.0] if len(args) > 1 else [0.0, float(args[0]), 1.0])[:3]
    if name == "linspace":
        count, step = int(step), (high - low) / max(step - 1, 1)
    else:
        count = ceil((high - low) / step) if step else 0
    if not 0 < count <= CELLS or len(args) not in ((3,) if name == "linspace" else (1, 2, 3)):
        raise Strange
    found = [f"{low + n * step:.12g}" for n in range(count)]
    if name in ("ones", "zeros"):
        found = [name == "ones" and "1" or "0"] * count
    if name == "eye":
        found = [f"[{','.join(str(int(i == j)) for j in range(count))}]" for i in range(count)]
    return Node("list", "", *(Node("sign", "-", word(text[1:])) if text[0] == "-" else word(text) for text in found))
