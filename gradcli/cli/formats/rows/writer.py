"""What every format of rows is: a writer of blocks, and a block's columns as such writers need them."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ....frontends.table.tabulate import Output
    from ....results import Path

Text = str | bytes


class Writer(ABC):
    """How a table is written.

    given, computed: the names of the columns that came, and of those that were computed, with status and check last.
    paths: of the computed numbers, as they are everywhere. partial: whether they are of several variables.
    notes: what a reader of the table would miss. Each method gives what is to be written then.
    """

    def __init__(
        self, given: Sequence[str], computed: Sequence[str], paths: Sequence[Path], digits: int, partial: bool = False
    ) -> None:
        self.given, self.computed, self.paths, self.digits = list(given), list(computed), paths, digits
        self.partial = partial
        self.notes: list[str] = []

    def begin(self) -> Iterable[Text]:
        """What comes before the first row."""
        return ()

    @abstractmethod
    def block(self, output: Output) -> Iterable[Text]:
        """So many rows."""

    def end(self) -> Iterable[Text]:
        """What comes after the last row."""
        return ()


def given(output: Output) -> list[Any]:
    """The columns that came, those that are variables as numbers."""
    return [output.numbers.get(place, cells) for place, cells in enumerate(output.given)]


def listed(cells: Any) -> list[Any]:
    """A column as Python's values."""
    return cells.tolist() if hasattr(cells, "tolist") else list(cells)


def existing(cells: Any, none: Any, finite: bool = False) -> list[Any]:
    """A column as Python's values, `none` in place of nan; with `finite` in place of what is infinite too."""
    found = listed(cells)
    if getattr(getattr(cells, "dtype", None), "kind", "f") != "f" or isinstance(cells, list):
        return found
    if not math.isfinite(sum(found)):
        return [none if v != v or (finite and math.isinf(v)) else v for v in found]
    return found


def words(output: Output) -> list[list[str]]:
    """The columns of words: the status, and the verdicts if any were asked for."""
    return [output.status] if output.verdicts is None else [output.status, output.verdicts]
