"""Which name means what: functions and rows announce their public names here, and modules are made from them."""

from __future__ import annotations

import re
from types import FunctionType
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Thing = TypeVar("Thing")


class Row:
    """A function that is not made yet: see `spelling`."""

    __slots__ = ("body", "doc", "kernel", "made", "names", "signature")

    def __init__(self, names: str, kernel: str, signature: str, body: Any, doc: str = "") -> None:
        self.names, self.kernel, self.signature, self.body, self.doc = names.split(), kernel, signature, body, doc
        self.made: Any = None

    def function(self) -> Any:
        """The function, made at the first call."""
        if self.made is None:
            from .spelling import compiled

            self.made = compiled(self)
        return self.made


class Names(dict[str, Any]):
    """Transitional."""

    def __getitem__(self, key: str) -> Any:
        found = dict.__getitem__(self, key)
        return found.function() if isinstance(found, Row) else found


NAMES: dict[str, Any] = Names()  # dotted name below `tensorflow` -> object, or the row of a function
ONLY_V1: dict[str, Any] = {}  # dotted name below `tensorflow.compat.v1`, where it differs


def rows(module: str, *table: tuple[Any, ...]) -> Callable[[str], Any]:
    """Announce rows under their names; their functions are attributes of the module, by the last parts of the names."""
    own: dict[str, Row] = {}
    for names, *about in table:
        modern, _, old = names.partition("|")
        row = Row(modern if modern.strip() else old, *about)
        NAMES.update(dict.fromkeys(modern.split(), row))
        ONLY_V1.update(dict.fromkeys(old.split(), row))
        own.update((name.rpartition(".")[2], row) for name in names.replace("|", "").split())

    def attribute(name: str) -> Any:
        if name not in own:
            raise AttributeError(f"module {module!r} has no attribute {name!r}")
        return own[name].function()

    return attribute


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


def renamed(function: Any, **words: str) -> Any:
    """The same function with other names for some of its parameters: renamed(f, x="features")."""
    code = function.__code__
    spelled = code.replace(co_varnames=tuple(words.get(name, name) for name in code.co_varnames))
    copy = FunctionType(spelled, function.__globals__, function.__name__, function.__defaults__, function.__closure__)
    copy.__doc__, copy.__qualname__ = function.__doc__, function.__qualname__
    return copy


def named(thing: Any, name: str, doc: str = "") -> Any:
    """Give a function made by a table the name that it has there."""
    thing.__name__ = thing.__qualname__ = name.rpartition(".")[2]
    if doc:
        thing.__doc__ = doc
    return thing
