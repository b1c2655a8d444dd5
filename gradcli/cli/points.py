"""NAME=VALUE arguments as values: numbers and lists as they stand, files read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..errors import GradcliError, visible
from ..frontends.bindings import read_bindings
from ..frontends.expression.run import vocabulary
from ..frontends.values import Binding, File
from . import streams

if TYPE_CHECKING:
    from ..frontends.data.columns import Data


def at(points: Sequence[str], skip_bad: bool = False, uncertain: bool = False, telling: bool = True) -> list[Binding]:
    """The bindings that the arguments stand for; uncertain: x=2+-0.1 too. telling: what a file has no column of.

    Raises GradcliError for text and files that are no values.
    """
    try:
        bindings = read_bindings(points, vocabulary(), uncertain=uncertain)
    except GradcliError as error:
        if error.text is not None and error.text.replace(" ", "").endswith("=-"):
            error.hint = f"write {error.text[:-1].strip()}@- for the standard input"
        raise
    axes: dict[str, dict[str, int]] = {}  # of what each file gave
    headed: set[str] = set()  # files that gave several columns with names
    wanted = columns_of(bindings)
    for name, binding in bindings.items():
        if isinstance(binding.value, File):
            path = str(binding.value)
            data = loaded(path, name, skip_bad, wanted[name])
            bindings[name] = binding._replace(value=data.value)
            axes.setdefault(path, {})[name] = dimensions(data.value)
            headed.update([path] * (len(data.columns) > 1))
    for path, found in axes.items():
        for name, n in found.items():
            if n != 2 or path[-2:] == ":*" or not (1 in found.values() or path in headed):
                continue
            one = f", and {path}:NAME one column" * (path != "-")
            told = f"{path if one else 'standard input'} has no column {name}: {name} is its whole table{one}"
            streams.tell(f"note: {visible(told)}\n" * telling)
    return list(bindings.values())


def columns_of(bindings: Mapping[str, Binding]) -> dict[str, list[str]]:
    """Of each name that a file gives, all columns that are read of that file."""
    paths = {name: str(binding.value) for name, binding in bindings.items() if isinstance(binding.value, File)}
    if not paths:
        return {}
    from ..frontends.data import column_of

    found = {name: column_of(path) for name, path in paths.items()}
    return {name: [c or n for n, (p, c) in found.items() if p == path] for name, (path, _) in found.items()}


def of_columns(words: Sequence[str], path: str) -> list[str] | None:
    """The bindings by which the names of an expression, the first of the words, are columns of a file, if any is."""
    import os

    from ..frontends.data import columns_in, named
    from ..frontends.expression.run import Formula

    if not os.path.isfile(path):
        return None
    text, *given = (word for n, word in enumerate(words) if n == 0 or word != path)
    taken = [word.partition("=")[0].strip() for word in given]
    try:
        free, there = Formula(text, taken).expression.free, columns_in(path)
        columns = {name: column for name in free if (column := named(name, there))}
    except GradcliError:
        return None
    if not set(columns).intersection(free).difference(taken):
        return None
    return [f"{n}=@{path}:{columns[n]}" if n in columns else f"{n}=1" for n in free if n not in taken]


def dimensions(value: Any) -> int:
    """How many axes an array has, or nested lists."""
    depth = 0
    while isinstance(value, list) and value:
        depth, value = depth + 1, value[0]
    return depth or int(getattr(value, "ndim", 0))


def loaded(path: str, name: str, skip_bad: bool, beside: Sequence[str]) -> Data:
    """The numbers in a file. beside: all columns that are read of it."""
    from ..frontends.data import read_data, see_column

    see_column(path, name, beside if len(beside) > 1 else ())
    data = read_data(path, name, skip_bad=skip_bad, beside=beside)
    if data.skipped:
        streams.tell(f"note: {name}: {data.skipped} bad row{'s' * (data.skipped > 1)} left out\n")
    return data


def is_piped() -> bool:
    """Whether a pipe has something to read on the standard input, which nothing has read from."""
    import os
    import select
    import stat
    import sys

    try:
        at = sys.stdin.fileno()
        piped = stat.S_ISFIFO(os.fstat(at).st_mode) and bool(select.select([at], [], [], 0.0)[0])
        buffer: Any = sys.stdin.buffer
        return piped and bool(buffer.peek(1))
    except (OSError, ValueError, AttributeError):
        return False
