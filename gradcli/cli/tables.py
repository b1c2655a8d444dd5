"""A report as a table for other programs: CSV and TSV (path,value), Markdown, LaTeX; and single numbers by path."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..errors import GradcliError, nearest, quote
from .human import ratio, symbol
from .numbers import entries, exact, is_array, leaves, shape, short

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..results import Number, Report, Result

Row = list[str]


def separated(report: Report, mark: str) -> str:
    """CSV or TSV: a row for every number; with --check the reference and the verdict beside it."""
    checked = any(result.check for result in report.results)
    header = ["path", "value", *(["reference", "rel_err", "digits", "verdict"] if checked else [])]
    lines = [header, *_rows(report, checked)]
    return "".join(mark.join(_cell(text, mark) for text in line) + "\n" for line in lines)


def _rows(report: Report, checked: bool) -> Iterator[Row]:
    for path, value, result in _all(report):
        items = {item.path: item for item in result.check.items} if result.check else {}
        item = items.get(path)
        about = [item.reference, item.rel_err, item.digits, item.verdict] if item else [None] * 4
        beside = [_plain(x) for x in about] if checked and not is_array(value) else [""] * (4 * checked)
        for at, number in leaves(value, _prefix(report, result) + path):
            yield [at, _plain(number), *beside]


def _plain(value: Number) -> str:
    return "" if value is None else exact(value)


def _cell(text: str, mark: str) -> str:
    """A text as a cell: in quotes where it must be."""
    return '"' + text.replace('"', '""') + '"' if any(c in text for c in (mark, '"', "\n", "\r")) else text


def _prefix(report: Report, result: Result) -> str:
    """What a path begins with where there are several results."""
    return f"{[id(r) for r in report.results].index(id(result))}." if len(report.results) > 1 else ""


def _all(report: Report) -> Iterator[tuple[str, Number, Result]]:
    """Every number or array of every result, with its path there."""
    for result in report.results:
        for path, value in entries(result):
            yield path, value, result


def get(report: Report, path: str) -> Number:
    """The number or array at a path. Raises GradcliError if there is none."""
    known: dict[str, Number] = {}
    for at, value, result in _all(report):
        known[_prefix(report, result) + at] = value
    for n, result in enumerate(report.results):
        start = f"{n}." if len(report.results) > 1 else ""
        known.update((f"{start}point.{x}", value) for x, value in result.point.items())
        if result.check is not None:
            known[f"{start}check.verdict"] = result.check.verdict
    if path in known:
        return known[path]
    array, _, index = path.rpartition(".")
    indices: list[int] = []
    while index.isdigit() and array:
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
            extent = " x ".join(map(str, shape(value))) or "a number"
            raise GradcliError(f"there is no {quote(path)}: it is {extent}", code="unknown-path")
        found = found[n]
    return found


def markdown(report: Report, digits: int) -> str:
    """One Markdown table for each result."""
    blocks = []
    for result in report.results:
        checked = result.check is not None
        items = {item.path: item for item in result.check.items} if result.check else {}
        title = result.name if result.expr is None else f"{result.name} = {' '.join(result.expr.split())}"
        point = ", ".join(f"{x} = {_inline(v, digits)}" for x, v in result.point.items())
        lines = [f"`{title.replace('`', '')}`" + (f" at {point}" if point else ""), ""]
        header = ["quantity", "value", *(["reference", "verdict"] if checked else [])]
        rows = [header, ["---", *["---:"] * (len(header) - 1)]]
        for path, value in entries(result):
            item = items.get(path)
            beside = [_inline(item.reference, digits), item.verdict] if item else ["", ""]
            rows.append([quantity(symbol(result), path), _inline(value, digits), *(beside if checked else [])])
        lines += ["| " + " | ".join(text.replace("|", "\\|") for text in row) + " |" for row in rows]
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


def quantity(name: str, path: str) -> str:
    """A path as a person writes it: df/dx."""
    kind, *names = path.split(".")
    if kind in ("grad", "jacobian", "hessian", "partials"):
        return ratio(name, names)
    return f"{name}^({names[0]})" if kind == "derivatives" else kind


def _inline(value: Number, digits: int) -> str:
    if is_array(value):
        return "[" + ", ".join(_inline(inner, digits) for inner in value) + "]"
    return short(value, digits)


def latex(report: Report, digits: int) -> str:
    """The numbers as LaTeX: an aligned block for each result, matrices for arrays and Hessians."""
    return "\n".join(_aligned(result, digits) for result in report.results)


def _aligned(result: Result, digits: int) -> str:
    f = _symbol(symbol(result))
    lines = [f"{f} &= {_tex(result.value, digits)}"]
    for table in (result.grad, result.jacobian):
        lines += [f"{_partial(f, [x])} &= {_tex(value, digits)}" for x, value in (table or {}).items()]
    if result.hessian:
        rows = [list(row.values()) for row in result.hessian.values()]
        if any(is_array(value) for row in rows for value in row):
            lines += [
                f"{_partial(f, [x, y])} &= {_tex(v, digits)}" for x, r in result.hessian.items() for y, v in r.items()
            ]
        else:
            lines.append(rf"\nabla^2 {f} &= {_tex(rows, digits)}")
    if len(result.derivatives or ()) > 3:
        x = next(iter(result.point), "x")
        orders = enumerate(result.derivatives or ())
        lines += [f"{_partial(f, [x] * n, 'd')} &= {_tex(value, digits)}" for n, value in orders if n > 1]
    lines += [f"{_partial(f, names.split(','))} &= {_tex(v, digits)}" for names, v in (result.partials or {}).items()]
    return "\\begin{aligned}\n" + " \\\\\n".join(lines) + "\n\\end{aligned}\n"


def _symbol(name: str) -> str:
    """A name in mathematics: one letter, or an upright word, with its digits as an index."""
    if not name.isidentifier():
        return "f"
    letters, digits = re.fullmatch(r"(.*?)_?(\d*)", name, re.DOTALL).groups()  # type: ignore[union-attr]
    base = letters if len(letters) == 1 else rf"\mathrm{{{letters.replace('_', chr(92) + '_')}}}"
    return f"{base}_{{{digits}}}" if digits else base


def _partial(f: str, path: Sequence[str], d: str = r"\partial") -> str:
    order = f"^{{{len(path)}}}" if len(path) > 1 else ""
    d += " " if d.startswith("\\") else ""
    runs = {x: path.count(x) for x in path}
    under = " ".join(f"{d}{_symbol(x)}" + (f"^{{{n}}}" if n > 1 else "") for x, n in runs.items())
    return rf"\frac{{{d.strip()}{order} {f}}}{{{under}}}"


def _tex(value: Number, digits: int) -> str:
    """A number, vector or matrix."""
    if is_array(value):
        rows = value if value and is_array(value[0]) else [value]
        body = r" \\ ".join(" & ".join(_tex(x, digits) for x in row) for row in rows)
        return rf"\begin{{pmatrix}} {body} \end{{pmatrix}}"
    text = short(value, digits)
    special = {"inf": r"\infty", "-inf": r"-\infty", "nan": r"\mathrm{nan}", "undefined": r"\text{undefined}"}
    mantissa, e, exponent = text.partition("e")
    return special.get(text) or (rf"{mantissa} \times 10^{{{exponent}}}" if e and "n" not in text else text)
