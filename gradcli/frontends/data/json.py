"""JSON: one value, an object of values by name, or rows: a list of objects or of lists, an object of lists."""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Iterator
from typing import Any, BinaryIO

from ...errors import GradcliError, clip, quote
from ..values import Nested, rectangular
from .columns import Data
from .faults import fault
from .jsonl import Objects


def read(path: str, stream: BinaryIO, name: str) -> Data:
    """The value in a JSON file; of an object that under `name`."""
    value = parsed(path, stream)
    if isinstance(value, dict):
        value = _under(path, value, name)
    elif isinstance(value, list) and value and all(isinstance(record, dict) for record in value):
        value = [_under(path, record, name, f", row {n}") for n, record in enumerate(value, 1)]
    return Data(_numbers(path, value))


def parsed(path: str, stream: BinaryIO) -> Any:
    """The value of a whole file, its numbers floats. Raises GradcliError for what is not JSON."""

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
    return value


class Records(Objects):
    """The rows of a JSON file: objects, or lists, whose columns have no names; or an object of columns."""

    unit = "record"

    def _read(self) -> Iterator[tuple[int, dict[str, Any] | str]]:
        value = parsed(self.path, self.stream)
        if isinstance(value, dict) and value and all(isinstance(column, list) for column in value.values()):
            sizes = {name: len(column) for name, column in value.items()}
            if len(set(sizes.values())) > 1:
                told = ", ".join(f"{clip(name)} {size}" for name, size in itertools.islice(sizes.items(), 4))
                raise fault(self.path, f"its columns are of different lengths: {told}")
            value = [dict(zip(value, row)) for row in zip(*value.values())]
        value = [value] if isinstance(value, dict) else value
        if not isinstance(value, list) or not value:
            raise fault(self.path, "it has no rows to tabulate", 'write [{"x": 1, "y": 2}, ...]')
        if not isinstance(value[0], dict):
            self.named = False
        for n, row in enumerate(value, 1):
            if not self.named and not isinstance(row, dict):
                row = {str(place): cell for place, cell in enumerate(row if isinstance(row, list) else [row], 1)}
            yield n, row if isinstance(row, dict) else "is no object"


rows = Records


def _under(path: str, record: dict[str, Any], name: str, row: str = "") -> Any:
    """The value under a name. row: which one it is. Raises GradcliError if there is none."""
    if name not in record:
        keys = ", ".join(map(clip, itertools.islice(record, 8))) or "none"
        raise fault(path, f"no key {quote(name)}{row}", f"its keys: {keys}")
    return record[name]


def _numbers(path: str, value: Any) -> Nested:
    """`value`, if it is a number or nested lists of numbers. Raises GradcliError for the first that is none."""
    level = [value]
    while kinds := set(map(type, level)):
        if not kinds <= {list, float}:
            raise _not_a_number(path, value)
        level = [inner for item in level if isinstance(item, list) for inner in item] if list in kinds else []
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
