"""Which name means what: functions and rows announce their public names here, and modules are made from them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

Thing = TypeVar("Thing")


class Row:
    """A function that is made when it is first asked for: see `spelling`."""

    def function(self) -> Any:
        raise NotImplementedError


NAMES: dict[str, Any] = {}  # dotted name below `tensorflow` -> object, or the row of a function
FRAMES: list[Any] = []  # of the graphs that are running: see `tracing`
FIRST: list[Any] = []  # the first traces of tf.functions that are running: see `state`
CONDITIONS: list[Any] = []  # of the tf.functions that are running: who is told what decides Python's steps
ONLY_V1: dict[str, Any] = {}  # dotted name below `tensorflow.compat.v1`, where it differs


def export(*names: str, v1: tuple[str, ...] = ()) -> Callable[[Thing], Thing]:
    """Announce what follows under these names."""

    def announce(thing: Thing) -> Thing:
        NAMES.update(dict.fromkeys(names, thing))
        ONLY_V1.update(dict.fromkeys(v1, thing))
        return thing

    return announce


def known(path: str) -> Any:
    """What a dotted name means; None where it means nothing."""
    found = NAMES.get(path)
    return found.function() if isinstance(found, Row) else found


def snake(name: str) -> str:
    """MeanSquaredError as mean_squared_error, KLDivergence as kl_divergence."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()


def named(thing: Any, name: str, doc: str = "") -> Any:
    """Give a function made by a table the name that it has there."""
    thing.__name__ = thing.__qualname__ = name.rpartition(".")[2]
    if doc:
        thing.__doc__ = doc
    return thing
