"""Numbers as people write them into the cells of a text: with thousands in groups, commas before the fraction."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

from ...errors import quote
from ..expression.tokens import is_float
from .columns import Rows
from .faults import fault

_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?")
_COMMA = re.compile(r"[+-]?\d*,\d+([eE][+-]?\d+)?|[+-]?\d{1,3}(\.\d{3})+,\d+")
_POINT = re.compile(r"[+-]?\d*\.\d+([eE][+-]?\d+)?")
_NUMBERISH = re.compile(r"[-+\u2212\u2013(]?[$€£¥]?[-+\u2212]?\d[\d.,'\u00a0 ]*([eE][-+]?\d+)?\s*[%$€£¥)]?")
_MEANT: dict[str, Callable[..., str]] = {  # what is no number here, and the number that it is
    r"([-+]?\d*\.?\d+)\s*%": lambda x: f"{float(x) / 100:.15g}",
    r"\((\d*\.?\d+)\)": lambda x: f"-{x}",
    r"([-+]?\d+)/([1-9]\d*)": lambda a, b: f"{int(a) / int(b):.15g}",
    r"([-+]?\d*\.?\d+)[dD]([-+]?\d+)": lambda x, n: f"{x}e{n}",
    r"([-+]?\d*\.?\d+(?:[eE][-+]?\d+)?)\s*(?:±|\+-|\+/-).*": lambda x: f"{x}, its deviation in a column of its own,",
    r"([-+]?\d*\.?\d+(?:[eE][-+]?\d+)?)\s+[^\W\d]+": lambda x: f"{x}, without its unit,",
}
_DOTTED = re.compile(r"[-+]?[1-9]\d{0,2}(\.\d{3})+")  # thousands with points, or three decimals
GROUPED = re.compile(r"[-+]?\d{1,3}( \d{3})+")  # thousands with spaces, or columns


def is_numeral(cell: str) -> bool:
    """Whether a cell is a number, or may be meant for one."""
    return bool(_NUMBERISH.fullmatch(cell.strip())) or is_float(cell)


class Texts(Rows):
    """A table whose cells are texts. mark: between them; decimal: that before the fraction, a point or a comma."""

    unit = "line"
    mark, decimal = ",", "."
    grouped = False  # a number with its thousands in groups was met

    def find_decimal(self, cells: list[str]) -> None:
        """Decimal commas, if some cells have them and none a decimal point. Raises GradcliError if they differ."""
        commas = [c for c in cells if "," in c and _COMMA.fullmatch(c.strip())]
        points = [c for c in cells if "." in c and _POINT.fullmatch(c.strip())]
        if commas and points:
            raise fault(
                self.path, f"decimal points and decimal commas ({quote(points[0])}, {quote(commas[0])})",
                "say which with --decimal , or --decimal .",
            )  # fmt: skip
        if points and self.mark == ";" and all(_DOTTED.fullmatch(c.strip()) for c in points):
            read = f"{quote(points[0])} is read as {self.number(points[0])!r}"
            self.notes.append(f"decimal points: {read}; with --decimal , a point groups thousands")
        if commas:
            self.decimal = ","
            self.notes.append(f"decimal commas: {quote(commas[0])} is read as {self.number(commas[0])!r}")

    def quickly(self, cells: list[str]) -> list[float] | None:
        """All cells at once, where none needs a closer look."""
        if self.decimal != ".":
            return None
        found = list(map(float, cells))
        return found if math.isfinite(sum(found)) and "".join(cells).isascii() else None

    def number(self, cell: Any) -> float | None:
        """The number in a cell, None if there is none; inf only where it says so."""
        text = cell.strip().replace("\u2212", "-")  # the minus sign of typesetters
        if not text.isascii():
            return None
        if self.decimal == ",":
            if "." in text and not (_COMMA.fullmatch(text) or _DOTTED.fullmatch(text)):
                return None
            text = text.replace(".", "").replace(",", ".")
        elif "," in text and _THOUSANDS.fullmatch(text):
            text = text.replace(",", "")
            if not self.grouped:
                self.grouped = True
                self.notes.append(f"thousands: {quote(cell)} is read as {text}; with --decimal , a comma is a point")
        if not is_float(text):
            return None
        value = float(text)
        return None if math.isinf(value) and "i" not in text.lower() else value

    def why(self, cell: Any) -> tuple[str, str | None]:
        """Why a cell is no number, and how it would be one."""
        text = cell.strip()
        if not text:
            return "no value", None
        if text.isascii() and is_float(text):
            return (f"{quote(cell)} is beyond float64", None) if self.decimal == "." else (
                f"{quote(cell)} has a point where decimals have commas", "--decimal . reads it as it stands",
            )  # fmt: skip
        hint = "--decimal , reads it" if _COMMA.fullmatch(text) and self.decimal == "." else None
        if text.strip("+-() ")[:1] in "$€£¥" or text[-1] in "$€£¥":
            hint = "write it without the sign of its currency"
        for form, meant in _MEANT.items():
            if found := re.fullmatch(form, text):
                hint = f"write {meant(*found.groups())} for it"
        return f"{quote(cell)} is not a number", hint
