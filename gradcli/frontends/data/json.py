"""JSON: one value, or an object of values by name."""

from __future__ import annotations

import itertools
import json
import math
from typing import Any, BinaryIO

from ...errors import GradcliError, clip, quote
from ..values import Nested, rectangular
from .columns import Data
from .faults import fault


def read(path: str, stream: BinaryIO, name: str) -> Data:
    """The value in a JSON file; of an object that under `name`."""

    def number(text: str) -> float:
        value = float(text)
        if math.isinf(value):
            raise fault(path, f"{quote(text)} is beyond float64")
        return value

    def refuse(word: str) -> float:
        raise fault(path, f"{word} is no JSON number", "leave it out, or use CSV, which may hold nan and inf")

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                raise fault(path, f"key {quote(key)} twice")
            found[key] = value
        return found

    try:
        text = stream.read().decode("utf-8-sig")
        value = json.loads(text, parse_float=number, parse_int=number, parse_constant=refuse, object_pairs_hook=once)
    except UnicodeDecodeError:
        raise fault(path, "not UTF-8 text") from None
    except json.JSONDecodeError as error:
        message = f"line {error.lineno} column {error.colno}: {error.msg[:1].lower()}{error.msg[1:]}"
        raise fault(path, message) from None
    except RecursionError:
        raise fault(path, "nested too deeply") from None
    if isinstance(value, dict):
        value = _under(path, value, name)
    elif isinstance(value, list) and value and all(isinstance(record, dict) for record in value):
        value = [_under(path, record, name) for record in value]
    return Data(_numbers(path, value))


def _under(path: str, record: dict[str, Any], name: str) -> Any:
    """The value under a name. Raises GradcliError if there is none."""
    if name not in record:
        keys = ", ".join(map(clip, itertools.islice(record, 8))) or "none"
        raise fault(path, f"no key {quote(name)}", f"its keys: {keys}")
    return record[name]


def _numbers(path: str, value: Any) -> Nested:
    """`value`, if it is a number or nested lists of numbers. Raises GradcliError for the first that is none."""
    level = [value]
    while level:
        if not all(isinstance(item, list | float) for item in level):
            raise _not_a_number(path, value)
        level = [inner for item in level if isinstance(item, list) for inner in item]
    result: Nested = value
    try:
        rectangular(result)
    except GradcliError as error:
        raise error.about(clip(path)) from None
    return result


def _not_a_number(path: str, value: Any) -> GradcliError:
    """The error that says which element it is."""
    waiting: list[tuple[Any, tuple[int, ...]]] = [(value, ())]
    place: tuple[int, ...] = ()
    while isinstance(value, list | float):
        value, place = waiting.pop()
        if isinstance(value, list):
            waiting.extend((inner, (*place, at)) for at, inner in reversed([*enumerate(value, 1)]))
    shown = f"element {','.join(map(str, place))}" if place else "the value"
    return fault(path, f"{shown} is not a number")
