"""Values with two readings, which are refused: 1.234(5) as CODATA writes it, 2 (+0.1/-0.2), 3 -0.5, 2024-01-05."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..errors import clip, quote
from . import units
from .deviations import certain
from .values import fault

_POWER = r"[eE][+-]?\d+"
LONGEST = 400  # characters of a value
_NUMBER = rf"(?:\d+\.?\d*|\.\d+)(?:{_POWER})?"
_SIGN = r"(?:\+-|\+/-|±)"
_BRACKETED = (
    rf"(?<![\w.])(?P<value>(?=\.?\d)\d*(?:\.(?P<places>\d*))?)(?P<own>{_POWER})?"
    rf"\s*\(\s*(?P<last>{_NUMBER})\s*\)(?P<power>{_POWER})?"
)
_SIGNED = rf"(?P<value>-?{_NUMBER})\s*\(\s*(?P<sign>[+-])\s*(?P<size>{_NUMBER})\s*\)"  # 3 (+0.5)
_UNEVEN = (  # 2 (+0.1/-0.2), 2 +0.1 -0.2, 2^{+0.1}_{-0.2}; not 2+0.1-0.2
    rf"(?P<value>-?{_NUMBER})(?P<mark>\s*[(^_\s]?[\s{{]*)(?P<one>[-+−]{_NUMBER})(?P<between>[\s}}_^{{/,]*)"
    rf"(?P<other>[-+−]{_NUMBER})[\s}})]*"
)
_APART = r"(?<=[0-9.])\s+(?=[-+][0-9.])"  # 3 -0.5, [1 -2]
_DATE = r"(?:[12]\d{3}([-/])\d{1,2}\1\d{1,2}|\d{1,2}([-/])\d{1,2}\2[12]\d{3})"
_SEVERAL = rf"(?P<value>-?{_NUMBER})(?P<sizes>(?:\s*{_SIGN}\s*{_NUMBER}\s*(?:\(\s*[A-Za-z.]+\s*\))?){{2,}})"
_LIST = rf"\[?\s*({_NUMBER}(?:\s*,\s*-?{_NUMBER})*)\s*\]?"
_LISTS = rf"{_LIST.replace('(', '(-?', 1)}\s*{_SIGN}\s*{_LIST}"


def refuse(name: str, text: str, start: int) -> None:
    """Raise GradcliError for a value that is written as others write an uncertain one, or a date."""
    source = text[start:].strip()
    for message, lines in readings(source):
        hint = f"write {', or '.join(f'{clip(name)}={clip(line)}' for line in lines)}"
        raise fault(text, (start, start + len(source)), f"{clip(name)}: {message.format(quote(source))}", hint)
    if found := re.compile(_BRACKETED).search(text, start):
        meant, value = signed(found), clip(found["value"] + (found["own"] or ""))
        unit = text[found.end() :].strip() if found.start() == start else ""
        plain = units.plain(f"({meant}) {unit}") if unit else None
        told = f"{clip(name)}={plain.number}{plain.remark}" if plain else meant
        hint = f"write {told}, or {value}*{clip(found['last'])}{found['power'] or ''}"
        raise fault(text, found.span(), f"{clip(name)}: {quote(found[0])} has two readings", hint)


def signed(found: re.Match[str]) -> str:
    """A value with its deviation in brackets as it is written here: 1.234(5) as 1.234+-0.005."""
    own, power, places, size = found["own"] or "", found["power"] or "", len(found["places"] or ""), found["last"]
    if size.isdigit():  # units of the value's last digit
        last = size.zfill(places + 1)
        size = (f"{last[:-places]}.{last[-places:]}" if places else last) + own
    return f"{clip(found['value'] + own)}{power}+-{clip(size)}{power}"


def together(texts: Iterable[str], wrong: str, uncertain: bool) -> str | None:
    """All bindings of values with marks, or brackets, as they are written here, where the wrong is one of several.

    uncertain: with their deviations.
    """
    known: dict[str, tuple[str, units.Plain]] = {}
    for text in texts:
        name, _, value = text.partition("=")
        if len(value) > LONGEST:
            continue
        found = re.fullmatch(rf"({_BRACKETED})\s*(.*)", value.strip())
        source = f"({signed(found)}) {found.groups()[-1]}" if found else value.strip()
        if one := units.plain(source) or (units.Plain(signed(found)) if found else None):
            known[text] = name.strip(), one
    values = [text.partition("=")[2].strip() for text in known]
    if any(re.fullmatch(r"[\d.]+[MGknpuµμ][A-Za-zΩ]*", value) for value in values):  # 1M, and 1m beside it
        for text, (name, one) in known.items():
            if one.unit in ("m", "K") and one.otherwise:
                by = {"m": -3, "K": 3}[one.unit]
                known[text] = name, units.Plain(units.shifted(one.number, by))
    if len(known) < 2 or wrong not in known:
        return None
    of = ", ".join(dict.fromkeys(one.unit for _, one in known.values() if one.unit))
    remark = f" (in {of}: units are not read)" if of else ""
    meant = {name: one.number if uncertain else certain(one.number) for name, one in known.values()}
    return f"write {' '.join(f'{name}={number}' for name, number in meant.items())}{remark}"


def readings(source: str) -> Iterator[tuple[str, list[str]]]:
    """What is wrong with a value, and what may be written for it."""
    uneven = re.fullmatch(_UNEVEN, source)
    if uneven and uneven["mark"] + uneven["between"] and (uneven["one"][0] == "+") is not (uneven["other"][0] == "+"):
        mean = (float(uneven["one"][1:]) + float(uneven["other"][1:])) / 2
        yield "a deviation up and another down are not read", [f"{uneven['value']}+-{mean:.10g}, their mean"]
    elif found := re.fullmatch(_SIGNED, source):
        value, sign, size = found["value"], found["sign"], found["size"]
        yield "{} has two readings", [f"{value}+-{size}", f"{value}{sign}{size}", f"{value}*{sign.strip('+')}{size}"]
    elif re.fullmatch(r"[][\s,0-9.eE+-]+", source) and re.search(_APART, source) and not re.search(r"\d\s+\d", source):
        yield "{} has two readings", [re.sub(_APART, by, source) for by in ("", ",")]
    elif re.fullmatch(_DATE, source):
        yield "{} is a date, and dates are not read", [f"({source}) for the number"]
    elif found := re.fullmatch(_SEVERAL, source):
        sizes = re.findall(rf"{_SIGN}\s*({_NUMBER})", found["sizes"])
        whole, squares = sum(float(size) ** 2 for size in sizes) ** 0.5, " + ".join(f"{size}^2" for size in sizes)
        yield "one deviation is read", [f"{found['value']}+-{whole:.4g}, the root of {squares}"]
    elif found := re.fullmatch(rf"({_NUMBER})\s*{_SIGN}\s*({_NUMBER})\s*\(\s*(90|95|99)\s*%\s*\)", source):
        by = {"90": 1.645, "95": 1.96, "99": 2.576}[found[3]]
        yield "a standard deviation is read", [f"{found[1]}+-{float(found[2]) / by:.4g}, {found[2]}/{by}"]
    elif found := re.fullmatch(_LISTS, source):
        values, sizes = (re.split(r"\s*,\s*", part) for part in found.groups())
        sizes = sizes * len(values) if len(sizes) == 1 else sizes
        if len(values) == len(sizes) and "[" in source:
            yield "each value has a deviation of its own", [",".join(f"{v}+-{s}" for v, s in zip(values, sizes))]
