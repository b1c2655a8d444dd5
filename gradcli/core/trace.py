"""The trace: while any tape listens, every op with a placed operand appends one flat step.

A step is a tuple    (place, op, value, i, j, a, b)          two inputs
                     (place, op, value, i, 0, a)             one
                     (place, op, value, places, None, args)  any other number

holding its inputs' places and values, never Tensors: nothing that a user keeps points at a step, and no step points at
anything that a user keeps. A place is a tick of one clock that never restarts, so it is an identity for ever; place 0
means that no tape could care. The trace is cut into pieces whenever who listens, or what is watched, changes; a tape is
the list of the pieces that it heard. There is one trace per thread.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import count
from typing import Any

from ..record import Record

Step = tuple[Any, ...]
Piece = list[Step]

tick = count(1).__next__


class Exit(Record):
    """A value that left: its place, through what, where in the program that is run, and when by the trace's clock."""

    place: int
    how: str
    where: Any
    when: int


class Choice(Record):
    """That something was taken by a value: where in the program that is run, and when by the trace's clock."""

    where: Any
    when: int


class Observer:
    """Keeps what leaves the traces of a program's threads, by place.

    where: tells which place in the program's text is running. follows: the program knows of no trace, which follows it
    as a whole, so what an unknown function returns is followed too; else it is a tape's user, and refused.
    """

    by_text: Mapping[str, Any] = {}  # numerals -> the places of the values written so, where texts are heard
    wrote = 0  # how many values were
    shown: Sequence[tuple[float, int]] = ()  # numbers that were taken, maybe to write them, and their places

    def __init__(self, where: Callable[[], Any] = lambda: None, follows: bool = False) -> None:
        self.where, self.follows = where, follows
        self.exits: list[Exit] = []
        self.choices: dict[int, list[Choice]] = {}  # of the places by whose values something was taken

    def chose(self, place: int) -> None:
        """Something was taken by a value: by an index, a mask, an order."""
        self.choices.setdefault(place, []).append(Choice(self.where(), tick()))

    def counted(self, place: int) -> None:
        """A whole number served as an index or a count."""
        self.chose(place)

    def left(self, place: int, how: str) -> None:
        """A value left the trace."""
        self.exits.append(Exit(place, how, self.where(), tick()))

    def taken(self, x: Traced, how: str) -> None:
        """A number was taken off the trace."""
        self.left(x.at, how)

    def written(self, x: Traced, text: str, whole: bool = False) -> str:
        """A value was written as a text, which may be read again. whole: it is all of the number."""
        return text

    def since(self, before: int) -> Sequence[Any]:
        """The values that were written since there were so many."""
        return ()

    def spelt(self, y: Any, places: Collection[int]) -> Any:
        """A text, bytes, or an array of texts that values at some places were written as."""
        return y

    def places_of(self, text: Any) -> Collection[int]:
        """The places whose values a text was written from, where texts are heard."""
        return ()

    def packed(self, whole: Any) -> Collection[int]:
        """The places whose values stand in bytes."""
        return ()

    def taken_back(self, since: int) -> None:
        """What left since there were so many exits is on the trace again, by way of what came of it."""
        del self.exits[since:]


class Trace(threading.local):
    """What one thread records: where to write the next step (None while nobody listens), and who listens."""

    write: Callable[[Step], None] | None = None
    piece: Piece | None = None
    cuts = 0
    new_piece: Callable[[], Piece] = list
    observer: Observer | None = None  # of what leaves

    def __init__(self) -> None:
        self.listeners: list[Listener] = []


trace = Trace()


def cut() -> None:
    """Begin a new piece, handed to everyone who listens."""
    trace.cuts = tick()  # unique among all threads, so that a Variable can tell whether it was read since
    if trace.listeners:
        trace.piece = piece = trace.new_piece()
        trace.write = piece.append
        for listener in trace.listeners:
            listener.heard.append(piece)
    else:
        trace.write = trace.piece = None


class Traced:
    """A value with its place on the trace. Each dialect has a subclass; results take their operand's class.

    wide: the class that they take where an array, or another class, is among the operands.
    """

    __slots__ = ("__weakref__", "at", "value")
    wide: Any

    def __init_subclass__(cls) -> None:
        cls.wide = cls

    def __init__(self, value: Any, at: int = 0) -> None:
        self.value = value
        self.at = at

    @property
    def shape(self) -> tuple[int, ...]:
        """The value's shape; () for a number."""
        shape: tuple[int, ...] = getattr(self.value, "shape", ())
        return shape

    @property
    def ndim(self) -> int:
        """How many axes the value has."""
        return len(self.shape)

    def __getstate__(self) -> tuple[Any, ...]:
        return (self.value,)

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        (self.value,) = state
        self.at = 0


class Readable:
    """What has a place of its own and is read at each use, since its value may change: a Variable, a tracked array."""

    __slots__ = ()
    at: int

    def read(self) -> Any:
        """Its value now, as a Tensor with a step from its place; bare where nothing is traced."""

    @property
    def watchable(self) -> bool:
        """Whether a tape watches it when it is read."""
        return bool(getattr(self, "trainable", False))


class Tensor(Traced):
    """gradcli's own traced value: prints, formats and counts as the number or array that it holds."""

    __array_ufunc__: Any = None  # so that `array * traced` asks the traced operand
    __slots__ = ()

    def __repr__(self) -> str:
        return written(self, repr(self.value), True)

    def __str__(self) -> str:
        return written(self, str(self.value), True)

    def __format__(self, spec: str) -> str:
        return written(self, format(self.value, spec), not spec)


class Listener:
    """Whoever hears steps: `heard` interleaves pieces (lists of steps) with watch marks (places)."""

    def __init__(self) -> None:
        self.heard: list[Piece | int] = []

    @property
    def steps(self) -> list[Step]:
        """All that was heard, one piece after the other."""
        return [step for piece in self.heard if isinstance(piece, list) for step in piece]

    def start(self) -> None:
        """Hear what comes from here on."""
        trace.listeners.append(self)
        cut()

    def stop(self) -> None:
        """Hear no more."""
        trace.listeners.remove(self)
        cut()

    def mark(self, traced: Traced | Readable) -> None:
        """From here on, what is computed from `traced` matters to this listener."""
        at = traced.at or place(traced)
        if self in trace.listeners:
            if trace.piece:
                cut()
            self.heard.insert(-1, at)
        else:
            self.heard.append(at)

    def on_read(self, variable: Any) -> None:
        """A trainable Variable is read while this listener hears: a tape may watch it."""

    def __enter__(self) -> Listener:
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()


def announce(variable: Any) -> None:
    """Say to all who listen that a Variable is read: once between two cuts, and only if tapes are to watch it."""
    if variable.watchable:
        for listener in list(trace.listeners):
            listener.on_read(variable)
    variable.seen = trace.cuts


def place(x: Any) -> int:
    """The place of a traced value, given now if it has none: watched later, what it met counts. 0 for a constant."""
    if not isinstance(x, Traced):
        return 0
    if not x.at:
        x.at = tick()
    return x.at


def place_of(x: Any) -> int:
    """The place that a value has now, whatever else its class calls `at`; 0 for one that has none."""
    return getattr(x, "at", 0) if isinstance(x, Traced | Readable) else 0


def written(x: Traced, text: str, whole: bool = False) -> str:
    """The text of a value; an observer remembers that of a placed one, for it may be read again. whole: all of it."""
    return text if not x.at or trace.observer is None else trace.observer.written(x, text, whole)


def plain(x: Any) -> Any:
    """The bare value of a traced one; anything else unchanged."""
    return x.value if isinstance(x, Traced) else x


def dtype_kind(value: Any) -> str:
    """The kind letter of a NumPy value's dtype; empty for any other class."""
    kind: str = getattr(getattr(value, "dtype", None), "kind", "")
    return kind


def is_truth(value: Any) -> bool:
    """Whether a bare value is True or False, or an array of these."""
    return value.__class__ is bool or dtype_kind(value) == "b"


def held(x: Any) -> Any:
    """The bare value of whatever has a place: a traced value, or a Variable, which may keep it under another name."""
    return x.held if hasattr(x, "held") else x.value if hasattr(x, "at") else x


def split(step: Step) -> tuple[tuple[int, ...], tuple[Any, ...]]:
    """(places, args) of a step, whatever its number of inputs."""
    if step[4] is None:
        return step[3], step[5]
    return (step[3:5], step[5:7]) if len(step) == 7 else (step[3:4], step[5:6])
