"""Numbers with marks: 50%, $1.50, 1 000, 5 mV. Units are not read; what is told is the number in which unit."""

from __future__ import annotations

import re
from typing import NamedTuple

from .expression.foreign_notation import DEGREES, UNITS

_NUMBER = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
_GROUPED = r"[+-]?[0-9]{1,3}(?:[ '\u202f][0-9]{3})+(?:\.[0-9]*)?"  # 1 000, 1'000
MARKED = (
    rf"(?:[$€£¥]\s*)?(?P<number>{_GROUPED}|{_NUMBER})"
    r"(?:(?P<percent>\s*%)|\s*[$€£¥]|\s*h\s*(?P<minutes>[0-5]?[0-9])(?:\s*min)?|\s*(?P<unit>[^\W\d][\w/^*]*))?"
)
_PREFIXES = {"T": 12, "G": 9, "M": 6, "k": 3, "c": -2, "m": -3, "u": -6, "µ": -6, "μ": -6, "n": -9, "p": -12}
_BASES = frozenset("m s g V A W Hz N J Pa C F H K L l eV ohm Ohm Ω mol bar Wb T S".split())  # that take prefixes
_SECONDS = {"min": 60, "h": 3600, "hr": 3600, "hours": 3600, "minutes": 60, "day": 86400, "days": 86400}
_NO_UNIT = frozenset("k M G".split())  # 5k


class Plain(NamedTuple):
    """A number as it is written here, and the unit that it is in."""

    number: str
    unit: str = ""

    @property
    def remark(self) -> str:
        """What to say behind it."""
        return f" (in {self.unit}: units are not read)" if self.unit else ""


def plain(source: str) -> Plain | None:
    """The number that is meant by one with marks; None where it is none of them."""
    found = re.fullmatch(MARKED, source)
    if not found or found[0] == found["number"] and not re.search("[ '\u202f]", source):
        return None
    number, unit = re.sub("[ '\u202f]", "", found["number"]), found["unit"]
    if found["percent"]:
        return Plain(f"{float(number) / 100:.15g}")
    if found["minutes"]:
        return Plain(f"{float(number) * 3600 + float(found['minutes']) * 60:.15g}", "s")
    if not unit:
        return Plain(number)
    if unit in DEGREES:
        return Plain(f"{number}°")
    if unit in _SECONDS:
        return Plain(f"{float(number) * _SECONDS[unit]:.15g}", "s")
    prefix, base = unit[0], unit[1:]
    if unit in _NO_UNIT or prefix in _PREFIXES and base in _BASES and unit not in ("kg", "min"):
        return Plain(shifted(number, _PREFIXES[prefix]), base)
    return Plain(number, unit) if set(re.findall(r"[^\W\d]+", unit)) <= UNITS | _BASES else None


def shifted(number: str, by: int) -> str:
    """A decimal text times a power of ten, its digits as they were."""
    mantissa, _, exponent = number.lower().partition("e")
    power = int(exponent or "0") + by
    return f"{mantissa}e{power}" if power else mantissa
