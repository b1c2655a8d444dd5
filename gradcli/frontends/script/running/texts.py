"""Texts and bytes that were made of traced numbers: each knows of which, and so does what is made of it.

A text is no number, and ends no path: who reads it does. What a method of it or an operator makes of it, the script's
f-strings, join and format, is such a text too; of what other code writes the numerals are known, see `observer`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ....core.observer import choice, follows, opaque
from ....core.trace import Tensor, Traced, trace
from ....dialects.python.number import Number

PACKED = (bytes, bytearray, memoryview)
MAKING = "__add__ __getitem__ __mul__ __rmul__ __mod__".split()  # operators that make texts of texts


class Marked:
    """A text with the places that it was made of. whole: the values whose digits are all in it, as repr gives them."""

    plain: type  # the class that it is to whoever asks, and nothing else
    places: frozenset[int]
    whole: tuple[Traced, ...] = ()
    __class__: Any = property(lambda self: self.plain)

    def __reduce_ex__(self, protocol: Any) -> Any:
        return self.plain, (exactly(self),)

    def taken(self, how: str) -> Any:
        """The text itself, of which a number is made off the trace."""
        if (observer := trace.observer) is not None:
            for place in self.places:
                observer.left(place, f"{how} of a text")
        return exactly(self)

    def __deepcopy__(self, memo: Any) -> Any:
        return self

    def __copy__(self) -> Any:
        return self


class Text(Marked, str):
    """A str."""

    plain = str
    __hash__ = str.__hash__

    def __float__(self) -> float:
        return float(self.taken("float()"))

    def __int__(self) -> int:
        return int(self.taken("int()"))

    def __add__(self, after: str) -> Any:
        return carried(str.__add__(self, after), places_in([self, after]), whole_in(self, after))

    def __radd__(self, before: str) -> Any:
        return carried(str.__add__(before, self), self.places, self.whole)

    def __rmod__(self, before: str) -> Any:
        return carried(str.__mod__(before, exactly(self)), self.places)

    def __iter__(self) -> Iterator[str]:
        return (carried(part, self.places) for part in str.__iter__(self))

    def __eq__(self, other: object) -> Any:
        return self.asked(str.__eq__(self, other), other)

    def __ne__(self, other: object) -> Any:
        return not self.asked(str.__eq__(self, other), other)

    def __contains__(self, part: Any) -> Any:
        return self.asked(str.__contains__(self, part), part)

    def startswith(self, *args: Any) -> Any:
        """As a str does."""
        return self.asked(str.startswith(self, *args), args[0])

    def endswith(self, *args: Any) -> Any:
        """As a str does."""
        return self.asked(str.endswith(self, *args), args[0], self.whole)

    def asked(self, same: bool, other: Any, by: Sequence[Traced] | None = None) -> bool:
        """Whether this is the other text: if it is for these very numbers alone, what is decided by that is a jump.

        by: these numbers, if not those whose numerals are in the other."""
        others = {one.at: one for one in whole_in(other)} if same is True else {}
        by = [x for x in self.whole if is_numeral(other, x.value)] if by is None and same is True else by
        mine = [x for x in by or () if x.at not in others] if same is True else []
        for n, one in enumerate(mine):
            choice("a text", True, one, *list(others.values())[n : n + 1], pairs=True)
        return same


class Bytes(Marked, bytes):
    """Bytes."""

    plain = bytes

    def __bytes__(self) -> bytes:
        return self

    def __radd__(self, before: Any) -> Any:
        return carried(bytes.__add__(before, self), self.places) if isinstance(before, bytes) else NotImplemented

    def __iter__(self) -> Iterator[int]:
        return bytes.__iter__(self.taken("bytes()"))


def is_numeral(text: Any, value: Any) -> bool:
    """Whether a text, or one of several, shows all digits of a number; of an array it may."""
    if isinstance(text, tuple):
        return any(is_numeral(part, value) for part in text)
    if not isinstance(text, str) or hasattr(value, "shape"):
        return True
    text = exactly(text)
    try:
        return repr(value) in text or float(text) == value
    except ValueError:
        return False


def whole_in(*texts: Any) -> tuple[Traced, ...]:
    """The values whose digits are all in some texts."""
    return tuple([one for text in texts if isinstance(text, Marked) for one in text.whole])


def exactly(x: Any) -> Any:
    """A text as a str, or bytes, of Python's own."""
    return str.__str__(x)[:] if type(x) is Text else bytes.__getitem__(x, slice(None)) if type(x) is Bytes else x


def carried(y: Any, places: Iterable[int], whole: tuple[Traced, ...] = ()) -> Any:
    """A text, bytes, or a sequence of them, made of the values at some places; anything else as it is."""
    places = frozenset(places)
    if not places:
        return y
    if type(y) in (list, tuple):
        return type(y)([carried(part, places, whole) for part in y])
    if not isinstance(y, str | bytes):
        return y
    made: Any = Text(y) if isinstance(y, str) else Bytes(y)
    made.places, made.whole = places | getattr(y, "places", frozenset()), whole or whole_in(y)
    return made


def places_in(x: Any) -> frozenset[int]:
    """The places of which the texts in a value were made."""
    if type(x) in (list, tuple, dict):
        return frozenset().union(*map(places_in, x.values() if type(x) is dict else x))
    if isinstance(x, Tensor):
        return frozenset((x.at,))
    observer = trace.observer
    return frozenset(observer.places_of(x)) if observer is not None and isinstance(x, (str, *PACKED)) else frozenset()


def written_since(before: int, y: Any, *parts: Any) -> Any:
    """A text that was made while values were written, and of other texts, as one that knows of both."""
    observer = trace.observer
    wrote = observer.since(before) if observer is not None and isinstance(y, str) else ()
    places = places_in(list(parts)).union([place for place, _ in wrote])
    return carried(y, places, (*whole_in(*parts), *[x for _, x in wrote if x is not None]))


def joined(before: tuple[int, int], *parts: str) -> Any:
    """The parts of an f-string as one."""
    return written_since(before[1], "".join(parts), *parts)


def making(x: Any, name: str, /, *args: Any, **kwargs: Any) -> Any:
    """x.join(...) and x.format(...): of a text they make texts."""
    call, before = getattr(x, name), trace.observer.wrote if trace.observer is not None else 0
    if not isinstance(x, str | bytes):
        return call(*args, **kwargs)
    if name == "join" and type(args[0]) not in (list, tuple):
        args = (list(args[0]),)
    return written_since(before, call(*args, **kwargs), x, *(args[0] if name == "join" else args), *kwargs.values())


def measured(y: int, text: Marked, how: str) -> Any:
    """A whole number that a text was asked for, as its length: on the trace, if that follows the program."""
    return opaque(how, y, tuple(text.places), Number) if follows() else y


def override(kind: type, name: str) -> Any:
    """A method of texts; what texts it makes are made of the same places."""
    original = getattr(kind, name)

    def call(self: Any, /, *args: Any, **kwargs: Any) -> Any:
        y = original(self, *args, **kwargs)
        if type(y) is int:
            return measured(y, self, f".{name}()")
        return carried(y, self.places, self.whole) if isinstance(y, str | bytes | list | tuple) else y

    call.__name__ = call.__qualname__ = name
    return call


for _kind, _own in ((Text, str), (Bytes, bytes)):
    for _name in {name for name in dir(_own) if name[0] != "_"}.union(MAKING).difference(
        vars(_kind), ("maketrans", "fromhex")
    ):
        setattr(_kind, _name, override(_own, _name))
