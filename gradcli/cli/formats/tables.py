"""A report as a table for other programs: CSV, TSV and Markdown; and single numbers by path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...errors import GradcliError, nearest, quote
from .human import FIRST, GAP, headline, inline, is_none, ratio, symbol
from .numbers import drawn, entries, exact, is_array, leaves, shape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ...results import Number, Report, Result

Row = list[str]


def separated(report: Report, mark: str) -> str:
    """CSV or TSV: a row for every number; with --check the reference and the verdict beside it, or its formula."""
    checked = any(result.check for result in report.results)
    told = any(result.formulas for result in report.results)
    header = ["path", "value"] + ["reference", "rel_err", "digits", "verdict"] * checked + ["formula"] * told
    lines = [header, *_rows(report, checked, told)]
    return "".join(mark.join(_cell(text, mark) for text in line) + "\n" for line in lines)


def _rows(report: Report, checked: bool, told: bool) -> Iterator[Row]:
    for path, value, result in _all(report):
        items = {item.path: item for item in result.check.items} if result.check else {}
        item = items.get(path)
        about = [item.reference, item.rel_err, item.digits, item.verdict] if item else [None] * 4
        beside = [_plain(x) for x in about] if checked and not is_array(value) else [""] * (4 * checked)
        formula = [(result.formulas or {}).get(path, "")] * told
        for at, number in leaves(value, _prefix(report, result) + path):
            yield [at, _plain(number), *beside, *formula]
    for result in report.results:
        known = {path for path, _ in entries(result)}
        for path, text in (result.formulas or {}).items():
            if path not in known:
                yield [_prefix(report, result) + path, "", *[""] * (4 * checked), text]


def _plain(value: Number) -> str:
    return "" if value is None else exact(value)


def _cell(text: str, mark: str) -> str:
    """A text as a cell: in quotes where it must be."""
    if mark in text or '"' in text or "\n" in text or "\r" in text:
        return '"' + text.replace('"', '""') + '"'
    return text


def _prefix(report: Report, result: Result) -> str:
    """What a path begins with where there are several results."""
    return f"{[id(r) for r in report.results].index(id(result))}." if len(report.results) > 1 else ""


def _all(report: Report) -> Iterator[tuple[str, Number, Result]]:
    """Every number or array of every result, with its path there."""
    for result in report.results:
        for path, value in entries(result):
            yield path, value, result


def get(report: Report, path: str) -> Number:
    """The number or array at a path: of several results each has its place, and its name if no other has it.

    Raises GradcliError if there is none.
    """
    known: dict[str, Number] = {}
    for at, value, result in _all(report):
        known[_prefix(report, result) + at] = value
    for n, result in enumerate(report.results):
        start = f"{n}." if len(report.results) > 1 else ""
        known.update((f"{start}point.{x}", value) for x, value in result.point.items())
        for at, text in (result.formulas or {}).items():
            known[f"{start}formulas.{at}"] = text
            known.setdefault(start + at, text)
        if result.check is not None:
            known[f"{start}check.verdict"] = result.check.verdict
    names = [result.name for result in report.results] if len(report.results) > 1 else []
    for at, value in list(known.items()):
        place, _, rest = at.partition(".")
        if names and names.count(name := names[int(place)]) == 1:
            known.setdefault(f"{name}.{rest}", value)
    if path in known:
        return known[path]
    array, _, index = path.rpartition(".")
    indices: list[int] = []
    while index.isdecimal() and array:
        indices.insert(0, int(index))
        if array in known:
            return _element(known[array], indices, path)
        array, _, index = array.rpartition(".")
    near = nearest(path, known)
    listed = ", ".join(list(known)[:8]) + (", ..." if len(known) > 8 else "")
    hint = f"did you mean '{near}'?" if near else f"there is {listed}"
    raise GradcliError(f"there is no {quote(path)} in the result", code="unknown-path", hint=hint)


def _element(value: Number, indices: Sequence[int], path: str) -> Number:
    """One element of an array. Raises GradcliError beyond its end."""
    found = value
    for n in indices:
        if not is_array(found) or n >= len(found):
            lengths = " x ".join(map(str, shape(value)))
            extent = f"an array of {lengths} elements" if lengths else "a number"
            raise GradcliError(f"there is no {quote(path)}: it is {extent}", code="unknown-path")
        found = found[n]
    return found


def markdown(report: Report, digits: int) -> str:
    """One Markdown table for each result."""
    blocks = []
    for result in report.results:
        checked = result.check is not None
        items = {item.path: item for item in result.check.items} if result.check else {}
        title, *about = headline(result, digits).replace("`", "").split(GAP)
        lines = [" ".join([f"`{title}`", ", ".join(about)]).strip(), ""]
        header = ["quantity", "value", *(["reference", "verdict"] if checked else [])]
        rows = [header, ["---", *["---:"] * (len(header) - 1)]]
        for path, value in entries(result):
            item = items.get(path)
            beside = [inline(item.reference, digits), item.verdict] if item else ["", ""]
            shown = " ".join(" ".join(drawn(value, digits)).split())
            shown = "None" if value is None and is_none(result, path) else shown
            rows.append([quantity(symbol(result), path), shown, *(beside if checked else [])])
        for path, text in (result.formulas or {}).items():
            rows.append([quantity(symbol(result), path), f"`{text}`", *[""] * (2 * checked)])
        lines += ["| " + " | ".join(text.replace("|", "\\|") for text in row) + " |" for row in rows]
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


def quantity(name: str, path: str) -> str:
    """A path as a person writes it: df/dx."""
    kind, *names = path.split(".")
    if kind in FIRST:
        return ratio(name, [path.partition(".")[2]])
    if kind in ("hessian", "partials"):
        return ratio(name, names)
    return f"{name}^({names[0]})" if kind == "derivatives" else kind
