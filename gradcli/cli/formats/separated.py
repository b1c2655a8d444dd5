"""A report as CSV or TSV: a row for every number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from . import Style
from .lookup import located, prefix
from .numbers import exact, is_array, leaves

if TYPE_CHECKING:
    from ...results import Report
    from ...results.numbers import Number

Row = list[str]


def write(report: Report, style: Style) -> str:
    """A row for every number; with --check the reference and the verdict beside it, or its formula."""
    mark = "," if style.form == "csv" else "\t"
    checked = any(result.check for result in report.results)
    told = any(result.formulas for result in report.results)
    header = ["path", "value"] + ["reference", "rel_err", "digits", "verdict"] * checked + ["formula"] * told
    return lines([header, *_rows(report, checked, told)], mark)


def lines(rows: Iterable[Row], mark: str) -> str:
    """Rows as lines of CSV or TSV."""
    return "".join(mark.join(_cell(text, mark) for text in row) + "\n" for row in rows)


def _rows(report: Report, checked: bool, told: bool) -> Iterator[Row]:
    for path, value, result in located(report):
        items = {item.path: item for item in result.check.items} if result.check else {}
        item = items.get(path)
        about = [item.reference, item.rel_err, item.digits, item.verdict] if item else [None] * 4
        beside = [_plain(x) for x in about] if checked and not is_array(value) else [""] * (4 * checked)
        formula = [(result.formulas or {}).get(path, "")] * told
        for at, number in leaves(value, prefix(report, result) + path):
            yield [at, _plain(number), *beside, *formula]
    for result in report.results:
        for path, text in (result.formulas or {}).items():
            if path not in result.numbers:
                yield [prefix(report, result) + path, "", *[""] * (4 * checked), text]


def _plain(value: Number) -> str:
    return "" if value is None else exact(value)


def _cell(text: str, mark: str) -> str:
    """A text as a cell: in quotes where it must be."""
    if mark in text or '"' in text or "\n" in text or "\r" in text:
        return '"' + text.replace('"', '""') + '"'
    return text
