"""A report as Markdown: a table for each result."""

from __future__ import annotations

from ...results import Path, Report
from . import Style
from .human import GAP, headline, is_none
from .lines import formula, inline, ratio, symbol
from .numbers import drawn


def write(report: Report, style: Style) -> str:
    """One table for each result."""
    digits = style.digits
    blocks = []
    for result in report.results:
        checked = result.check is not None
        items = {item.path: item for item in result.check.items} if result.check else {}
        title, *about = headline(result, digits).replace("`", "").split(GAP)
        lines = [" ".join([f"`{title}`", ", ".join(about)]).strip(), ""]
        header = ["quantity", "value", *(["reference", "verdict"] if checked else [])]
        rows = [header, ["---", *["---:"] * (len(header) - 1)]]
        for path, value in result.numbers.items():
            item = items.get(path)
            beside = [inline(item.reference, digits), item.verdict] if item else ["", ""]
            shown = " ".join(" ".join(drawn(value, digits)).split())
            shown = "None" if value is None and is_none(result, path) else shown
            rows.append([quantity(symbol(result), path, result.partial), shown, *(beside if checked else [])])
        for path, text in (result.formulas or {}).items():
            rows.append([quantity(symbol(result), path, result.partial), f"`{formula(text)}`", *[""] * (2 * checked)])
        lines += ["| " + " | ".join(text.replace("|", "\\|") for text in row) + " |" for row in rows]
        for one in (result.steps or {}).values():
            lines += ["", f"Steps of `{one.title}`:", ""]
            lines += [f"{n}. {s.rule}: `{s.left} = {s.right}`" for n, s in enumerate(one.lines, 1)]
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


def quantity(name: str, path: Path, partial: bool = False) -> str:
    """A path as a person writes it: df/dx, ∂f/∂x."""
    if path.kind == "derivatives":
        return f"{name}^({len(path.by)})"
    if path.kind == "share":
        return f"share of {path.by[0]}"
    return ratio(name, path.by, partial) if path.by else path.kind.replace("_", " ")
