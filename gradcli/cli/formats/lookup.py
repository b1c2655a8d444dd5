"""Numbers by path: of several results each has its place, and its name if no other has it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from ...errors import GradcliError, quote, suggestion
from .numbers import is_array, shape

if TYPE_CHECKING:
    from ...results import Path, Report, Result
    from ...results.numbers import Number


KINDS = ("value", "grad", "jacobian", "hessian", "partials", "derivatives", "point")
# What a path is called elsewhere.
_CALLED = {
    "gradient derivative derivatives deriv slope df diff": "grad", "jac": "jacobian", "hess second": "hessian",
    "f y result val": "value", "std sd sigma stddev uncertainty error err": "deviation", "formula": "formulas",
    "contribution contributions budget": "share", "x at": "point",
}  # fmt: skip
MEANT = {word: path for words, path in _CALLED.items() for word in words.split()}


def prefix(report: Report, result: Result) -> str:
    """What a path begins with where there are several results."""
    return f"{[id(r) for r in report.results].index(id(result))}." if len(report.results) > 1 else ""


def located(report: Report) -> Iterator[tuple[Path, Number, Result]]:
    """Every number or array of every result, with its path there."""
    for result in report.results:
        for path, value in result.numbers.items():
            yield path, value, result


def get(report: Report, path: str) -> Number:
    """The number or array at a path, or all of a kind by name: grad.x, grad.x[0], hessian.

    Of several results each has its place, and its name if no other has it.

    Raises GradcliError if there is none.
    """
    known: dict[str, Number] = {}
    for at, value, result in located(report):
        known[prefix(report, result) + at] = value
    for n, result in enumerate(report.results):
        start = f"{n}." if len(report.results) > 1 else ""
        known.update((f"{start}point.{x}", value) for x, value in result.point.items())
        for at, text in (result.formulas or {}).items():
            known[f"{start}formulas.{at}"] = text
            known.setdefault(start + at, text)
        if result.check is not None:
            known[f"{start}check.verdict"] = result.check.verdict
    names = [result.name for result in report.results] if len(report.results) > 1 else []
    for full, value in list(known.items()):
        place, _, rest = full.partition(".")
        if names and names.count(name := names[int(place)]) == 1:
            known.setdefault(f"{name}.{rest}", value)
    listed = ", ".join(list(known)[:8] or ["no number in it"]) + (", ..." if len(known) > 8 else "")
    for full, value in list(known.items()):  # one name, whether the value is a number or a vector
        for one, other in (("grad.", "jacobian."), ("jacobian.", "grad.")):
            if full.startswith(one):
                known.setdefault(other + full.removeprefix(one), value)
    asked, path = path, re.sub(r"\[(\d+)\]", r".\1", re.sub(r"\A\.?results\[0\]\.|\A\.", "", path))
    if path in known:
        return known[path]
    if len(report.results) == 1 and path in KINDS[1:]:
        whole = getattr(report.results[0], path) or (path == "grad" and report.results[0].jacobian)
        if whole:
            return whole
    kind = {full.removeprefix(f"{path}."): value for full, value in known.items() if full.startswith(f"{path}.")}
    if kind and len(report.results) == 1:
        return kind
    from .json import entry

    if path.startswith("proven.") and len(report.results) == 1:  # whose null is not an undefined number
        tried = entry(report.results[0])["proven"]
        if path[7:] in tried and tried[path[7:]] is None:
            return "null"
    if path and len(report.results) == 1 and (found := in_json(entry(report.results[0]), path)) is not None:
        if path == "proven" and None in found.values():
            import json

            return json.dumps(found, separators=(",", ":"))
        return str(found).lower() if isinstance(found, bool) else found
    if "," in path and all(is_there(report, part) for part in path.split(",")):
        told = f"write {' '.join(f'--get {part.strip()}' for part in asked.split(','))}"
        raise GradcliError(f"--get {quote(asked)} is several", code="unknown-path", hint=told)
    array, _, index = path.rpartition(".")
    indices: list[int] = []
    while index.isdecimal() and array:
        indices.insert(0, int(index))
        if array in known:
            return _element(known[array], indices, path)
        array, _, index = array.rpartition(".")
    first, _, rest = path.partition(".")
    meant = MEANT.get(first.lower(), first) + f".{rest}" * bool(rest)
    if by := re.fullmatch(r"d\w*/?d(\w+)", path):  # df/dx
        meant = f"grad.{by[1]}"
    points = list(report.results[0].point) if report.results else []
    if path in points:
        meant = f"grad.{path}"
    cell = re.fullmatch(r"(?:hessian|hess)\.(\d+)\.(\d+)", path)
    if cell and max(int(cell[1]), int(cell[2])) < len(points):
        meant = f"hessian.{points[int(cell[1])]}.{points[int(cell[2])]}"
    second = first in ("grad", "jacobian") and re.fullmatch(r"[^\W\d]\w*\.[^\W\d]\w*", rest)
    if second:
        meant = f"hessian.{rest}"
    there = second or meant != path and (meant in known or any(full.startswith(f"{meant}.") for full in known))
    hint = f"write {meant}" if there else suggestion(path, [*known, *KINDS], f"there is {listed}")
    if path in KINDS:
        hint = f"there is {listed}"
    raise GradcliError(f"there is no {quote(path)} in the result", code="unknown-path", hint=hint)


def in_json(found: Any, path: str) -> Any:
    """What stands under these names, where a name may have points of its own; None without."""
    for name in found if isinstance(found, dict) and path else ():
        if f"{path}.".startswith(f"{name}.") and (inner := in_json(found[name], path[len(name) + 1 :])) is not None:
            return inner
    return None if path else found


def is_there(report: Report, path: str) -> bool:
    """Whether there is something at a path."""
    try:
        get(report, path.strip())
    except GradcliError:
        return False
    return True


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
