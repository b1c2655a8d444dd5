"""What the grammar must know of a function, and of the bracket that it is reading."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from .builder import Operand
    from .nodes import Series
    from .tokens import Token

NO_KEYWORDS: Mapping[str, str] = {}
NO_OTHERS: Mapping[int, str] = {}


class Signature(NamedTuple):
    """A function as the grammar knows it: its canonical name, how many arguments it takes, the kind of each keyword.

    others: the names of other functions that so many arguments mean: log(x, b) is logb(x, b).
    """

    name: str
    low: int = 1
    high: int | None = 1
    keywords: Mapping[str, str] = NO_KEYWORDS
    others: Mapping[int, str] = NO_OTHERS


class Frame:
    """What stands between two brackets, or on the open line.

    kind: line, group, tuple, list, bars or call; listable: commas may stand in it. pairs: those read of piecewise;
    series: what a sum repeats, and `nodes` what that reads.
    """

    __slots__ = ("items", "keywords", "kind", "listable", "nodes", "opener", "pairs", "series", "signature", "start")

    def __init__(
        self, kind: str, opener: Token, start: int, listable: bool, signature: Signature | None = None
    ) -> None:
        self.kind, self.opener, self.start, self.listable, self.signature = kind, opener, start, listable, signature
        self.items: list[Operand] = []
        self.keywords: dict[str, Any] = {}
        self.pairs: list[tuple[int, ...]] = []
        self.series: Series | None = None
        self.nodes: tuple[int, ...] = ()

    @property
    def closer(self) -> str:
        return {"list": "]", "bars": "|"}.get(self.kind, ")")
