"""What a call returned, for which numbers left the trace, or of texts that the script has written."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from ....core.observer import traced, unknown
from ....core.trace import Observer, Tensor, Traced, plain, trace
from ....dialects.python.number import Number
from .observer import NUMERAL
from .texts import carried, places_in, whole_in, written_since

MOST = 1000  # numbers of a table that are looked at
UNMADE = "timeit()", "repeat()", "setitimer()"  # calls whose result is made of no number that they are given
CHANCE = frozenset(("random", "secrets", "time"))  # modules whose numbers come of no text


def since() -> tuple[int, int]:
    """How many exits there were before a call, and how many values were written."""
    return (len(trace.observer.exits), trace.observer.wrote) if trace.observer is not None else (0, 0)


def returned(start: tuple[int, int], y: Any, how: str) -> Any:
    """What a foreign call returned: on the trace again, if numbers left for it and it is made of numbers alone."""
    observer, (before, written) = trace.observer, start
    if observer is None or not observer.follows or isinstance(y, Tensor):
        return y
    y = written_since(written, y)
    if len(observer.exits) == before:
        if observer.by_text or observer.shown:
            found_again(observer, y, how)
        return y
    places = [e.place for e in observer.exits[before:]]
    if is_text(y):
        observer.taken_back(before)
        return observer.spelt(y, places)
    made, everything = unknown(how, y, places, Number)
    if not everything or not traced(made) or how.endswith(UNMADE):
        return y
    if traced(y):  # made of what the call was given: not of what left within, as for what calls back
        return made
    observer.taken_back(before)
    if getattr(y, "shape", ()) and not y.flags.writeable:  # what is written there would not reach the array
        from ....dialects.numpy.views import lock

        lock(made)
    return made


def shown(x: Any) -> Any:
    """The number that a traced one of ours holds; a dialect's tensor has a text of its own."""
    return x if isinstance(x, Traced) and not isinstance(x, Tensor) else plain(x)


def formatted(text: str, args: Any) -> Any:
    """text % args, remembered for what it was made of: nothing has left."""
    (before, written), observer = since(), trace.observer
    found = written_since(written, text % (tuple(map(shown, args)) if isinstance(args, tuple) else shown(args)))
    if observer is None:
        return found
    given = list(args) if isinstance(args, tuple) else [args]
    numerals = re.findall(NUMERAL, str(found))
    whole = tuple([x for x in given if isinstance(x, Tensor) and repr(x.value) in numerals])
    places = places_in(given) | {one.place for one in observer.exits[before:]}  # of what asks its own objects
    observer.taken_back(before)
    return carried(observer.spelt(found, places), places, (*whole_in(found), *whole))


def is_text(y: Any) -> bool:
    """Whether a value is a text, bytes, or a sequence of those."""
    return isinstance(y, str | bytes) or (type(y) in (list, tuple) and bool(y) and all(map(is_text, y)))


def found_again(observer: Observer, y: Any, how: str) -> None:
    """Numbers were read out of texts that are not at hand: those that the script has written have left."""
    numbers = floats_in(y) if how.partition(".")[0] not in CHANCE else []
    for place in {place for v in numbers for place in observer.places_of(repr(v))}:
        observer.left(place, how)


def floats_in(y: Any, deep: int = 3) -> list[float]:
    """The numbers in what a call returned, or the first of them."""
    if type(y) is float:
        return [y]
    y = y.to_numpy().ravel().tolist() if hasattr(type(y), "to_numpy") else y
    parts = islice(y.values() if type(y) is dict else y if type(y) in (list, tuple) else (), MOST if deep else 0)
    return [number for part in parts for number in floats_in(part, deep - 1)]
