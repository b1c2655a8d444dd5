"""Which name means what: functions announce their public names here, and modules are made from the announcements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Thing = TypeVar("Thing")
NAMES: dict[str, Any] = {}  # dotted name below `tensorflow` -> object
ONLY_V1: dict[str, Any] = {}  # dotted name below `tensorflow.compat.v1`, where it differs


def export(*names: str, v1: tuple[str, ...] = ()) -> Callable[[Thing], Thing]:
    """Announce what follows under these names."""

    def announce(thing: Thing) -> Thing:
        NAMES.update(dict.fromkeys(names, thing))
        ONLY_V1.update(dict.fromkeys(v1, thing))
        return thing

    return announce


def named(thing: Any, name: str, doc: str = "") -> Any:
    """Give a function made by a table the name that it has there."""
    thing.__name__ = thing.__qualname__ = name.rpartition(".")[2]
    if doc:
        thing.__doc__ = doc
    return thing
