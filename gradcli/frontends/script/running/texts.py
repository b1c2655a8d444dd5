"""Texts and bytes that were made of traced numbers: each knows of which, and so does what is made of it.

A text is no number, and ends no path: who reads it does. What a method of it or an operator makes of it, the script's
f-strings, join and format, is such a text too; of what other code writes the numerals are known, see `observer`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ....core.observer import choice
from ....core.trace import Tensor, Traced, place_of, trace

PACKED = (bytes, bytearray, memoryview)
MAKING = "__add__ __getitem__ __mul__ __rmul__ __mod__".split()  # operators that make texts of texts


class Marked:
    """A text with the places that it was made of. exact: the number of which it is the whole text, as repr gives it."""

    plain: type  # the class that it is to whoever asks, and nothing else
    places: frozenset[int]
    exact: Traced | None = None
    __class__: Any = property(lambda self: self.plain)

    def __reduce_ex__(self, protocol: Any) -> Any:
        return self.plain, (exactly(self),)

    def __deepcopy__(self, memo: Any) -> Any:
        return self

    def __copy__(self) -> Any:
        return self


class Text(Marked, str):
    """A str."""

    plain = str
    __hash__ = str.__hash__

    def __radd__(self, before: str) -> Any:
        return carried(str.__add__(before, self), self.places)

    def __rmod__(self, before: str) -> Any:
        return carried(str.__mod__(before, exactly(self)), self.places)

    def __iter__(self) -> Iterator[str]:
        return (carried(part, self.places) for part in str.__iter__(self))

    def __eq__(self, other: object) -> Any:
        return self.asked(str.__eq__(self, other), other)

    def __ne__(self, other: object) -> Any:
        return not self.asked(str.__eq__(self, other), other)

    def startswith(self, *args: Any) -> Any:
        """As a str does."""
        return self.asked(str.startswith(self, *args), args[0])

    def asked(self, same: bool, other: Any) -> bool:
        """Whether this is the other text: if it is for this very number alone, what is decided by that is a jump."""
        others = other.exact if isinstance(other, Marked) else None
        if same is True and self.exact is not None and self.exact.at != place_of(others):
            if isinstance(others, Traced) or is_numeral(other, self.exact):
                choice("a text", True, self.exact, others)
        return same


class Bytes(Marked, bytes):
    """Bytes."""

    plain = bytes

    def __bytes__(self) -> bytes:
        return self

    def __radd__(self, before: Any) -> Any:
        return carried(bytes.__add__(before, self), self.places) if isinstance(before, bytes) else NotImplemented

    def __iter__(self) -> Iterator[int]:
        if (observer := trace.observer) is not None:
            for place in self.places:
                observer.left(place, "bytes")
        return bytes.__iter__(self)


def is_numeral(text: Any, number: Any) -> bool:
    """Whether a text is one of a number."""
    try:
        return bool(float(text) == number.value)
    except (TypeError, ValueError):
        return False


def exactly(x: Any) -> Any:
    """A text as a str, or bytes, of Python's own."""
    return str.__str__(x)[:] if type(x) is Text else bytes.__getitem__(x, slice(None)) if type(x) is Bytes else x


def carried(y: Any, places: Iterable[int], exact: Traced | None = None) -> Any:
    """A text, bytes, or a sequence of them, made of the values at some places; anything else as it is."""
    places = frozenset(places)
    if not places:
        return y
    if type(y) in (list, tuple):
        return type(y)([carried(part, places) for part in y])
    if not isinstance(y, str | bytes):
        return y
    made: Any = Text(y) if isinstance(y, str) else Bytes(y)
    made.places, made.exact = places | getattr(y, "places", frozenset()), exact
    return made


def places_in(x: Any) -> frozenset[int]:
    """The places of which the texts in a value were made."""
    if type(x) in (list, tuple, dict):
        return frozenset().union(*map(places_in, x.values() if type(x) is dict else x))
    if isinstance(x, Tensor):
        return frozenset((x.at,))
    observer = trace.observer
    return frozenset(observer.places_of(x)) if observer is not None and isinstance(x, (str, *PACKED)) else frozenset()


def joined(*parts: str) -> str:
    """The parts of an f-string as one."""
    places = frozenset().union(*[part.places for part in parts if isinstance(part, Marked)])
    return carried("".join(parts), places)  # type: ignore[no-any-return]


def making(x: Any, name: str, /, *args: Any, **kwargs: Any) -> Any:
    """x.join(...) and x.format(...): of a text they make texts."""
    call = getattr(x, name)
    if not isinstance(x, str | bytes):
        return call(*args, **kwargs)
    if name == "join" and type(args[0]) not in (list, tuple):
        args = (list(args[0]),)
    return carried(call(*args, **kwargs), places_in([x, list(args), kwargs]))


def override(kind: type, name: str) -> Any:
    """A method of texts; what texts it makes are made of the same places."""
    original = getattr(kind, name)

    def call(self: Any, /, *args: Any, **kwargs: Any) -> Any:
        y = original(self, *args, **kwargs)
        return carried(y, self.places) if isinstance(y, str | bytes | list | tuple) else y

    call.__name__ = call.__qualname__ = name
    return call


for _kind, _own in ((Text, str), (Bytes, bytes)):
    for _name in {name for name in dir(_own) if name[0] != "_"}.union(MAKING) - {"startswith", "maketrans", "fromhex"}:
        setattr(_kind, _name, override(_own, _name))
