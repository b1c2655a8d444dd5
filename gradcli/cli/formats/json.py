"""A report as JSON, schema "gradcli/1": the same keys for every command, always valid, the same bytes everywhere.

A number that JSON cannot hold is null, and has a warning with its path and the number as text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from . import Style
from .numbers import all_portable, is_array, leaves, portable

if TYPE_CHECKING:
    from ...results import Note, Report, Result
    from ...results.check import Check
    from ...results.numbers import Number

SCHEMA = "gradcli/1"
NUMBERS = ("value", "grad", "hessian", "derivatives", "partials", "jacobian")
NULLS = 1000  # warnings of one result about nulls that nothing else explains

Entry = dict[str, Any]


def write(report: Report, style: Style, extras: Sequence[Entry] = ()) -> str:
    """The report as one JSON object in one line; as jsonl each result is an object in a line of its own.

    extras: more keys for each result.
    """
    status = style.status
    whole = [{**entry(r), **extra} for r, extra in zip(report.results, extras or [{}] * len(report.results))]
    if style.form == "json":
        body = {"schema": SCHEMA, "status": status, "results": whole}
        return _text({**body, "warnings": warnings(report)})
    single = len(report.results) == 1
    shared = [about(note, "") for note in report.notes]
    return "".join(
        _text({"schema": SCHEMA, "status": status, **body, "warnings": own(r) + (shared if single else [])})
        for r, body in zip(report.results, whole)
    )


def entry(result: Result) -> Entry:
    """One result."""
    body: Entry = {
        "name": result.name, "expr": result.expr, "line": result.line, "calls": result.calls,
        "point": clean(result.point),
    }  # fmt: skip
    body.update((key, clean(getattr(result, key))) for key in NUMBERS)
    if diagonal := result.of("diagonal"):
        body["diagonal"] = {path.by[0]: clean(value) for path, value in diagonal.items()}
    if result.bounds:
        proven: Entry = {path: found for path, (found, _) in result.bounds.items()}
        tried = "true" in _text(proven) or any(note.code == "unproven" for note in result.notes)
        body["proven"] = proven if tried else dict.fromkeys(proven)  # of float64's numbers no proof was tried
        body["error"] = {path: clean(known(result.numbers[path], e)) for path, (_, e) in result.bounds.items()}
    if result.not_differentiated:
        body["not_differentiated"] = [one._asdict() for one in result.not_differentiated]
    steps = {path: [step._asdict() for step in one.lines] for path, one in (result.steps or {}).items()}
    asked: Entry = {"steps": steps} if result.steps is not None else {}
    if uncertain := result.of("deviation", "second_order", "mean"):
        shares = {path.by[0]: clean(share) for path, share in result.of("share").items()}
        asked["uncertainty"] = {**{path.kind: clean(v) for path, v in uncertain.items()}, "share": shares,
                                "point": clean(result.deviations)}  # fmt: skip
    return {**body, "formulas": result.formulas, "check": result.check and verified(result.check), **asked}


def known(number: Number, error: Any) -> Any:
    """The error bound of a number: of a null there is none."""
    if isinstance(number, list) and isinstance(error, list):
        return [known(*pair) for pair in zip(number, error)]
    return None if number is None else error


def verified(check: Check) -> Entry:
    """A check, its verdict and its items."""
    from dataclasses import asdict

    every = [[(k, v) for k, v in asdict(item).items() if k not in ("note", "call") or v] for item in check.items]
    items = [{key: clean(value) for key, value in pairs} for pairs in every]
    return {"verdict": check.verdict, "items": items, **({"notes": check.notes} if check.notes else {})}


def clean(value: Any) -> Any:
    """A value without what JSON does not know."""
    if isinstance(value, dict):
        return {key: clean(inner) for key, inner in value.items()}
    if is_array(value):
        return value if all_portable(value) else [clean(inner) for inner in value]
    return value if isinstance(value, str | complex) or portable(value) else None


def parts(value: Any) -> Any:
    """A complex number as its two parts; a real one of NumPy's as Python's."""
    if getattr(getattr(value, "dtype", None), "kind", "") == "f":
        return clean(float(value))
    return {"re": clean(value.real), "im": clean(value.imag)}


def alone(value: Number) -> str:
    """One number or array by itself."""
    return json.dumps(clean(value), allow_nan=False, default=parts) + "\n"


def warnings(report: Report) -> list[Entry]:
    """All warnings; with several results each path says of which."""
    several = len(report.results) > 1
    found = [about(note, "") for note in report.notes]
    for n, result in enumerate(report.results):
        found += own(result, f"{n}." if several else "")
    return found


def own(result: Result, prefix: str = "") -> list[Entry]:
    """The warnings of one result: its notes, and one for every null that no note explains."""
    told = [about(note, prefix) for note in result.notes]
    known = {note.path for note in result.notes}
    unexplained = (pair for pair in nulls(result) if not explained(pair[0], known))
    for (path, value), _ in zip(unexplained, range(NULLS)):
        text = None if value is None else repr(value)
        told.append({"path": prefix + path, "code": "nonfinite", "message": "not a finite number", "value": text})
    return told


def about(note: Note, prefix: str) -> Entry:
    """One warning."""
    return {"path": prefix + note.path, "code": note.code, "message": note.message, "value": note.value}


def explained(path: str, known: set[str]) -> bool:
    """Whether a note stands at a path, or at the array that holds it."""
    while path not in known and "." in path:
        path = path.rpartition(".")[0]
    return path in known


def nulls(result: Result) -> Iterator[tuple[str, Any]]:
    """Every single number of a result that is null in JSON, with its path."""
    point = ((f"point.{x}", value) for x, value in result.point.items())
    for path, value in (*point, *result.numbers.items()):
        if not all_portable(value):
            yield from ((inner, v) for inner, v in leaves(value, path) if not portable(v) and not isinstance(v, str))


def _text(body: Entry) -> str:
    return json.dumps(body, separators=(",", ":"), allow_nan=False, default=parts) + "\n"
