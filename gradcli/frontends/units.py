"""Values as they are pasted: 50%, $1.50, 1 000, 5 mV, 9,81 m/s², (1.2±0.1) mm. Units are not read: what is told is the
number, and in which unit it is."""

from __future__ import annotations

import re

from ..record import Record
from .expression.foreign_notation import DEGREES, UNITS

_NUMBER = (
    r"[+-]?(?:[0-9]{1,3}(?:[ '\u202f][0-9]{3})+(?:[.,][0-9]*)?|[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)"  # 1 000, 1'000
    r"(?:[eE][+-]?[0-9]+|\s*[x×·*]\s*10(?:\^|\*\*)?[({]?[-+−0-9⁻⁺⁰¹²³⁴-⁹]+[)}]?)?"
)
_UNIT = r"(?:°\s*[CF]?\b|[^\W\d_°][\w°²³⁰¹⁴-⁹⁻·⋅*/^(). -]*)"
_PASTED = re.compile(
    rf"(?P<money>[$€£¥]\s*)?(?P<open>\()?\s*(?P<value>{_NUMBER})\s*(?P<own>{_UNIT}?)\s*"
    rf"(?:(?:\+-|\+/-|±)\s*(?P<away>{_NUMBER})\s*(?P<percent>%)?\s*(?P<its>{_UNIT})?\s*)?(?(open)\)\s*)"
    rf"(?(open)(?P<power>[*×·]?\s*(?:1?[eE]|10(?:\^|\*\*)\(?)[+-]?[0-9]+\)?)?\s*)(?P<unit>{_UNIT})?(?P<mark>%|[$€£¥])?"
)
_TIME = re.compile(
    r"(?:[0-9]+\s*d\s*)?(?:[0-9]+\s*h\s*)?(?:[0-5]?[0-9]\s*m(?:in)?\s*)?(?:[0-5]?[0-9]\s*s)?"  # 1h 30m
)
_LETTERED = re.compile(r"([0-9]+)([RkKMGmunpµμ])([0-9]+)")  # 4k7
_FACTOR = re.compile(r"([/*·⋅]?)([^\W\d_²³⁴]+)(\^?)([0-9²³⁴]?)")
_PREFIXES = {"h": 2, "T": 12, "G": 9, "M": 6, "k": 3, "c": -2, "m": -3, "u": -6, "µ": -6, "μ": -6, "n": -9, "p": -12}
_BASES = frozenset(
    "m s g V A W Hz N J Pa C F H K L l eV ohm Ohm Ω mol bar Wb T S Wh Ah cal".split()
)  # that take prefixes
_SECONDS = {"min": 60, "h": 3600, "hr": 3600, "hours": 3600, "minutes": 60, "day": 86400, "days": 86400}
_PARTS = {"ppm": -6, "ppb": -9, "‰": -3}
_NO_UNIT = frozenset("k M G n p u µ μ".split())  # 5k
_LOW = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺−×·*", "0123456789-+-xxx")


class Plain(Record):
    """A number as it is written here, with its deviation, the unit that it is in, and what else may be meant."""

    number: str
    unit: str = ""
    otherwise: str = ""

    @property
    def remark(self) -> str:
        """What to say behind it."""
        return (f" (in {self.unit}: units are not read)" if self.unit else "") + self.otherwise


def plain(source: str) -> Plain | None:
    """The number that is meant by one with marks; None where it is none of them."""
    if found := re.fullmatch(rf"ufloat\(\s*({_NUMBER})\s*,\s*({_NUMBER})\s*\)", source):
        return Plain(f"{found[1]}+-{found[2]}")
    times = re.sub(r"(h\s*[0-5]?[0-9])\Z", r"\1m", source)  # 1h30
    if len(parts := re.findall("([0-9]+) *([dhms])", times)) > 1 and _TIME.fullmatch(times):
        return Plain(str(sum(int(n) * {"d": 86400, "h": 3600, "m": 60, "s": 1}[unit] for n, unit in parts)), "s")
    if found := re.fullmatch(r"([-+]?[0-9.]+)\s*d", source):
        return Plain(f"{found[1]}°", "", " for an angle in degrees")
    if found := re.fullmatch(r"([-+]?[0-9.]+)([mK])", source):
        other = shifted(found[1], {"m": -3, "K": 3}[found[2]])
        return Plain(found[1], found[2], f", or {other} if {found[2]} is a prefix")
    if found := _LETTERED.fullmatch(source):
        return Plain(shifted(f"{found[1]}.{found[3]}", {**_PREFIXES, "R": 0, "K": 3}[found[2]]))
    found = _PASTED.fullmatch(source)
    if not found:
        return None
    value, away, percent = decimal(found["value"]), found["away"], found["percent"]
    away = away and decimal(away.lstrip("+-"))
    own, its, unit = ((found[name] or "").strip() for name in ("own", "its", "unit"))
    marks = (found["money"], found["mark"], own, its, unit, found["open"])
    if not any(marks) and (source in (value, f"{value}+-{away}") or not (away or re.search("[ '\u202fx×·]", source))):
        return None
    if found["mark"] == "%":
        return Plain(f"{float(value) / 100:.15g}") if away is None else None
    if power := found["power"]:
        by = int(re.findall(r"[+-]?[0-9]+(?=\)?\Z)", power)[0])
        value, away = shifted(value, by), away and shifted(away, by)
    first, second = own or unit or its, its or unit or own
    if not all(map(is_unit, filter(None, (first, second)))):
        return None
    (number, base), (size, other) = based(value, first if own or unit else ""), based(away or "", second)
    if away is None:
        return Plain(number, base)
    told = Plain(f"{number}+-{away}%" if percent else f"{number}+-{size}", other or base)
    if its and not own and not unit and size != away:  # 12±5mV, of which the value is in mV too
        if "°" not in size:
            told = told._replace(otherwise=f", or {value}+-{size} if the value is in {other}")
        return told._replace(number=f"{based(value, its)[0]}+-{size}")
    return told


def decimal(text: str) -> str:
    """A numeral with its power of ten and its decimals as they are written here."""
    mantissa, _, power = re.sub("[ '\u202f]", "", text).translate(_LOW).lower().partition("x10")
    mantissa = mantissa.replace(",", ".")
    return shifted(mantissa, int(re.sub(r"[^-0-9]", "", power))) if power else mantissa


def is_unit(text: str) -> bool:
    """Whether a text is put together from units."""
    words = re.findall(r"°\s*[CF]?|[^\W\d_²³⁰¹⁴-⁹⁻]+", text)
    known = {*UNITS, *_PARTS, *_BASES, *_SECONDS, *DEGREES, *_NO_UNIT}
    prefixed = all(w in known or w[0] == "°" or w[0] in _PREFIXES and w[1:] in _BASES for w in words)
    return bool(words) and prefixed


def based(number: str, unit: str) -> tuple[str, str]:
    """A number without the prefix of its unit, and that unit; a number of degrees as one."""
    if not number or not unit:
        return number, ""
    if unit in DEGREES or unit == "°":
        return f"{number}°", ""
    if unit in _PARTS:
        return shifted(number, _PARTS[unit]), ""
    if unit in _NO_UNIT:
        return shifted(number, _PREFIXES[unit]), ""
    factors = _FACTOR.findall(joined := re.sub(r"\s*([/*·⋅^])\s*", r"\1", unit))
    if "".join(map("".join, factors)) == joined:  # kN, kN/m, mm², km/h
        by, seconds, words = 0, 1.0, ""
        for mark, word, caret, power in factors:
            n = int((power or "1").translate(_LOW)) * (-1 if mark == "/" else 1)
            if word[0] in _PREFIXES and word[1:] in _BASES and word not in ("kg", "min"):
                by, word = by + n * _PREFIXES[word[0]], word[1:]
            elif word in _SECONDS:
                seconds, word = seconds * float(_SECONDS[word]) ** n, "s"
            words += mark + word + caret + power
        number = shifted(number, by)
        return (number if seconds == 1.0 else f"{float(number) * seconds:.15g}"), words
    return number, unit


def shifted(number: str, by: int) -> str:
    """A decimal text times a power of ten, its digits as they were."""
    mantissa, _, exponent = number.lower().partition("e")
    power = int(exponent or "0") + by
    return f"{mantissa}e{power}" if power else mantissa
