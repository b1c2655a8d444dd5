"""NAME=VALUE arguments as values: numbers and lists as they stand, files read."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from typing import Any

from ..errors import visible
from ..frontends.bindings import Binding, File, read_bindings
from ..frontends.expression.run import vocabulary
from . import streams


def at(points: Sequence[str], skip_bad: bool = False) -> list[Binding]:
    """The bindings that the arguments stand for. Raises GradcliError for text and files that are no values."""
    bindings = read_bindings(points, vocabulary())
    axes: dict[str, dict[str, int]] = {}  # of what each file gave
    for name, binding in bindings.items():
        if isinstance(binding.value, File):
            path = binding.value.path
            bindings[name] = binding._replace(value=loaded(path, name, skip_bad))
            axes.setdefault(path, {})[name] = dimensions(bindings[name].value)
    for path, found in axes.items():
        for name in (name for name, n in found.items() if n == 2 and (1 in found.values() or named(path, name))):
            told = f"{path} has no column {name}: {name} is its whole table, and {path}:NAME one column"
            streams.tell(f"note: {visible(told)}\n")
    return list(bindings.values())


def named(path: str, name: str) -> bool:
    """Whether a table's header has a name in other capitals: of x the column X is more likely than all of them."""
    from ..frontends.data import Options, open_rows

    if path == "-" or not path.lower().endswith((".csv", ".tsv", ".txt", ".parquet")):
        return False
    rows = open_rows(path, Options())
    with closing(rows):
        return rows.named and name.lower() in map(str.lower, rows.columns)


def dimensions(value: Any) -> int:
    """How many axes an array has, or nested lists."""
    depth = 0
    while isinstance(value, list) and value:
        depth, value = depth + 1, value[0]
    return depth or int(getattr(value, "ndim", 0))


def loaded(path: str, name: str, skip_bad: bool) -> Any:
    """The numbers in a file."""
    from ..frontends.data import read_data

    data = read_data(path, name, skip_bad=skip_bad)
    if data.skipped:
        streams.tell(f"note: {name}: {data.skipped} bad row{'s' * (data.skipped > 1)} left out\n")
    return data.value
