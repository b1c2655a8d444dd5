"""NAME=VALUE arguments as values: numbers and lists as they stand, files read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..frontends.bindings import File, read_bindings
from ..frontends.expression.run import vocabulary
from . import streams

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..frontends.bindings import Binding


def at(points: Sequence[str], skip_bad: bool = False) -> list[Binding]:
    """The bindings that the arguments stand for. Raises GradcliError for text and files that are no values."""
    bindings = read_bindings(points, vocabulary())
    for name, binding in bindings.items():
        if isinstance(binding.value, File):
            bindings[name] = binding._replace(value=loaded(binding.value.path, name, skip_bad))
    return list(bindings.values())


def loaded(path: str, name: str, skip_bad: bool) -> Any:
    """The numbers in a file."""
    from ..frontends.data import read_data

    data = read_data(path, name, skip_bad=skip_bad)
    if data.skipped:
        streams.tell(f"note: {name}: {data.skipped} bad row{'s' * (data.skipped > 1)} left out\n")
    return data.value
