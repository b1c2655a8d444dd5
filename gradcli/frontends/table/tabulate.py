"""Rows in, rows out: which column is which variable, the bad rows, the rows that are verified, what is said of all."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from ...errors import DomainFault, GradcliError, clip
from ...record import Record
from ...results import Result
from ..data.columns import Block, Rows, first_fault
from ..data.faults import shown
from .rows import BAD, OK, STATUS, Answer, Quantity, Tabulator


class Output(Record):
    """A block of rows as it is written: the cells that came, the columns that were computed, and words about each row.

    numbers: the cells of the columns that are variables, as numbers, by their place.
    """

    given: list[Any]
    numbers: dict[int, Any]
    values: list[Any]
    status: list[str]
    verdicts: list[str] | None


class Checked(Protocol):
    """What can be verified at one row."""

    def check(self, values: Sequence[float]) -> Result:
        """The answer with its check."""


@dataclass(slots=True)
class Summary:
    """What there is to say of all rows: how many, of each status how many and the first, and what was verified."""

    rows: int = 0
    statuses: dict[int, tuple[int, str]] = field(default_factory=dict)  # status -> how many, and the first
    bad: str = ""  # the first bad row
    verified: list[tuple[str, str]] = field(default_factory=list)  # row, verdict
    by_row: str = ""  # why nothing could be compiled
    settled: int = 0  # rows in doubt that were settled one by one
    unsettled: int = 0  # and that were not
    notes: list[str] = field(default_factory=list)

    def count(self, status: int, rows: int, first: str) -> None:
        """Add rows of one status. first: which is the first of them."""
        count, first = self.statuses.get(status, (0, first))
        self.statuses[status] = count + rows, first

    def add(self, other: Summary) -> None:
        """Add what was found in another part of the table, a later one."""
        self.rows += other.rows
        for status, (count, first) in other.statuses.items():
            self.count(status, count, first)
        self.bad = self.bad or other.bad
        self.verified += other.verified
        self.by_row = self.by_row or other.by_row
        self.settled += other.settled
        self.unsettled += other.unsettled
        self.notes += [note for note in other.notes if note not in self.notes]


def sampled(row: int) -> bool:
    """Whether --check verifies a row, counted from 1: the first ten, then ten of every tenfold."""
    if row <= 10:
        return row > 0
    step = math.floor(10 * math.log10(row) + 1e-9)
    return row == math.ceil(10 ** (step / 10) - 1e-9)


def columns_of(rows: Rows, wanted: Sequence[str], mapping: Mapping[str, str]) -> list[int]:
    """Which column each variable is. Raises GradcliError for a variable that no column has the name of."""
    found = []
    for name in wanted:
        if name not in mapping and not rows.named and len(wanted) == len(rows.columns) == 1:
            found.append(0)
            continue
        if name not in mapping and not rows.named:
            hint = "say which: " + " ".join(f"--map {clip(n)}={k}" for k, n in enumerate(wanted[:6], 1))
            raise GradcliError(f"{shown(rows.path)} has no header to find {clip(name)} by", code="data", hint=hint)
        found.append(rows.place_of(mapping.get(name, name)))
    return found


def tabulated(
    rows: Rows, tabulator: Tabulator, places: Sequence[int], summary: Summary, skip_bad: bool, checked: Checked | None
) -> Iterator[Output]:  # fmt: skip
    """The rows with what is computed of them, block by block. places: which column each variable is.

    checked: verifies a sample of the rows. Raises GradcliError for a bad row, unless those are to be kept and told of.
    """
    import numpy as np

    where = rows.unit if not rows.path or rows.path == "the grid" else f"{shown(rows.path)}: {rows.unit}"
    for block in rows.blocks():
        columns = [rows.numbers(block.cells[place]) for place in places]
        bad = sorted(set(block.short).union(*(b for _, b in columns)))
        if bad and not skip_bad:
            raise first_fault(rows, block, places, columns)
        if bad:
            summary.bad = summary.bad or first_fault(rows, block, places, columns).message
        good = np.ones(len(block), bool)
        good[bad] = False
        answer = answered(tabulator, [values for values, _ in columns], good)
        verdicts = None
        if checked is not None:
            verdicts = verify(checked, block, columns, good, summary, rows.unit)
        for status in np.unique(answer.status).tolist():
            if status != OK:
                at = np.flatnonzero(answer.status == status)
                summary.count(status, len(at), f"{where} {block.rows[at[0]]}")
        summary.rows += len(block)
        words = [STATUS[n] for n in answer.status.tolist()]
        numbers = dict(zip(places, (values for values, _ in columns)))
        yield Output(block.cells, numbers, answer.values, words, verdicts)
    summary.by_row, summary.settled, summary.unsettled = tabulator.by_row, tabulator.settled, tabulator.unsettled
    summary.notes += [f"{shown(rows.path)}: {note}" for note in rows.notes]


def answered(tabulator: Tabulator, columns: list[Any], good: Any) -> Answer:
    """The answer of a block, its bad rows left without."""
    import numpy as np

    if good.all():
        return tabulator.at(columns)
    rows = len(good)
    whole = Answer([np.full(rows, np.nan) for _ in tabulator.quantities], np.full(rows, BAD, np.int8))
    if good.any():
        part = tabulator.at([c[good] for c in columns])
        for to, values in zip(whole.values, part.values):
            to[good] = values
        whole.status[good] = part.status
    return whole


def verify(
    checked: Checked, block: Block, columns: Sequence[tuple[Any, list[int]]], good: Any, summary: Summary, unit: str
) -> list[str]:
    """The verdict of each row of the sample; of the others nothing."""
    found = [""] * len(block)
    for n in range(len(block)):
        if not sampled(summary.rows + n + 1) or not good[n]:
            continue
        try:
            result = checked.check([float(values[n]) for values, _ in columns])
            found[n] = result.check.verdict if result.check else "skipped"
        except DomainFault:
            found[n] = "undefined"
        summary.verified.append((f"{unit} {block.rows[n]}", found[n]))
    return found


def computed_names(given: Sequence[str], quantities: Sequence[Quantity], check: bool) -> list[str]:
    """The names of the computed columns: none that the table has already."""
    names = [*(q.name for q in quantities), "status", *(["check"] * check)]
    return [f"f.{name}" if name in given else name for name in names]


def remarks(summary: Summary) -> list[str]:
    """What a person should know about the table, a line each."""
    lines = list(summary.notes)
    if summary.by_row:
        lines.append(f"computed row by row: {summary.by_row}")
    for status, (count, first) in sorted(summary.statuses.items()):
        where = summary.bad if status == BAD and summary.bad else first
        lines.append(f"{count:,} of {summary.rows:,} rows: {STATUS[status]} (first: {where})")
    if summary.unsettled:
        told = f"{summary.unsettled:,} rows in doubt have the status and numbers that float64 finds"
        lines.append(f"{told}: only {summary.settled:,} were settled one by one")
    if summary.verified:
        verdicts = [verdict for _, verdict in summary.verified]
        told = ", ".join(f"{verdicts.count(v)} {v}" for v in dict.fromkeys(verdicts))
        unit = summary.verified[0][0].partition(" ")[0]
        rows = ", ".join(row.removeprefix(f"{unit} ") for row, _ in summary.verified[:12])
        rows += ", ..." if len(verdicts) > 12 else ""
        lines.append(f"check: {told} of {len(verdicts)} sampled rows ({unit}s {rows})")
    return lines
