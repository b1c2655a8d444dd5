"""What a step holds of an array that is not the trace's own: what it was when the step was recorded.

A small array is copied. A larger one is held by reference, and read at each use: whoever differentiates a step asks
`unchanged`, which reads it once more and raises where it is not what it was. All of its numbers are read where a trace
follows a whole program, and where that takes no time. A tape that reads ten million numbers in each of a thousand
rounds reads them all at its first uses, the second, the fourth and so on, and else one of every few, all over it; what
that has missed is told at the next of those, or as Python ends.
"""

from __future__ import annotations

import atexit
import warnings
import weakref
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ..errors import GradcliError
from ..record import Record
from .forms import numpy
from .timer import weakly
from .trace import split, tick, trace

if TYPE_CHECKING:
    from .program import Program

SMALL = 16_384  # elements: copied in the time of one op, and its result takes as much memory
QUICK = 1 << 20  # bytes that are always read whole
GLANCE = 128  # numbers that are read where not all are: each is one that is in no cache
WIDTH = 1024  # words that one number of a fingerprint sums, each with a weight of its own
UNREAD = (
    "an array of shape {} was changed where it was not read: a gradient for which it was used before, and which was "
    "taken after, may be wrong; use a copy of it there, .copy()"
)
NOTHING = type(None)

Key = tuple[Any, ...] | int


class Changed(GradcliError, RuntimeError):
    """An array was changed in place between its use and the derivative. place: of the step that used it."""

    place = 0


class Version(Record):
    """What was read of a large array from a tick of the clock on. whole: all of it, else a glance."""

    since: int
    whole: bool
    read: int


class Large:
    """The memory of arrays that steps hold by reference: what it was when, and between how many cuts it was used."""

    __slots__ = ("cuts", "glance", "moved", "owner", "turns", "versions", "view", "whole")

    def __init__(self, owner: Any) -> None:
        self.owner, self.versions = owner, list[Version]()
        self.cuts, self.turns = -1, 0
        self.whole, self.glance, self.moved = 0, 0, False  # what was read; whether a glance has been another since
        self.view: Callable[[], Any] = NOTHING  # the array that was used last, if it was not read whole

    def used(self, a: Any) -> None:
        """A step holds it from here on."""
        self.turns += self.cuts != trace.cuts
        self.cuts = trace.cuts
        whole = a.nbytes <= QUICK or (trace.observer is not None and trace.observer.follows)
        if not whole:
            before, self.glance = self.glance, read(a, whole=False)
            self.moved |= before != self.glance
            whole = not self.turns & (self.turns - 1)
            self.view, now = (NOTHING, self.asked(a)) if whole else (weakref.ref(a), self.glance)
        else:
            now = read(a, whole)
        if not self.versions or self.versions[-1][1:] != (whole, now):
            self.versions.append(Version(tick(), whole, now))

    def asked(self, a: Any) -> int:
        """All of it is read; it is told if it is not what it was, and no glance has been another since."""
        now = read(a, whole=True)
        if self.view() is not None and not self.moved and now != self.whole:
            warnings.warn(UNREAD.format(a.shape), RuntimeWarning, stacklevel=2)
        self.whole, self.moved = now, False
        return now

    def at(self, place: int) -> Version:
        """What it was when a step was recorded."""
        return next((v for v in reversed(self.versions) if v.since < place), self.versions[0])


LARGE: dict[Key, Large] = {}  # by the memory, while its owner lives


@atexit.register
def all_asked() -> None:
    """What was last read by a glance is read whole."""
    for large in list(LARGE.values()):
        if (a := large.view()) is not None:
            large.asked(a)


def held(a: Any) -> Any:
    """An array as a step may hold it: what is written into `a` from here on does not reach a small one."""
    if not getattr(a, "shape", ()):
        return a
    if a.size <= SMALL:
        return a.copy("K")
    key = key_of(a)
    if key not in LARGE:
        LARGE[key] = Large(weakly(owner(a), lambda: LARGE.pop(key, None)))
    LARGE[key].used(a)
    return a


def unchanged(program: Program) -> None:
    """Raises Changed where a step holds an array that was written into since the step was recorded."""
    if not LARGE:
        return
    found: dict[tuple[Key, bool], int] = {}
    for step in program.steps:
        if not step[1].params and (len(step) == 6 or (len(step) == 7 and step[3] and step[4])):
            continue  # the commonest: all that it holds was made by steps
        for a in holds(step):
            key = key_of(a)
            if key not in LARGE:
                continue
            then = LARGE[key].at(step[0])
            if (key, then.whole) not in found:
                found[key, then.whole] = read(a, then.whole)
            if then.read != found[key, then.whole]:
                error = Changed(
                    f"an array of shape {a.shape} was changed in place after it was used", code="changed",
                    hint="use a copy of it there, .copy(), or write into another array",
                )  # fmt: skip
                error.place = step[0]
                raise error


def holds(step: Any) -> list[Any]:
    """The large arrays that a step holds: those of its inputs that no step made, and the indices of its op."""
    places, args = split(step)
    found = [a for place, a in zip(places, args) if not place]
    for p in step[1].params:
        if not callable(index := getattr(p, "index", None)):  # as a tuple's is
            found += index if isinstance(index, tuple) else (index,)
    return [a for a in found if getattr(a, "shape", ()) and a.size > SMALL]


def owner(a: Any) -> Any:
    """The array whose memory another is a view of: as long as it lives, the memory is this and no other."""
    while hasattr(a.base, "base"):
        a = a.base
    return a


def in_order(a: Any) -> Any:
    """The numbers of an array in the order of its memory, each once: in one row, if they lie in one piece."""
    if a.flags.c_contiguous:
        return a.reshape(-1)
    order = sorted(range(a.ndim), key=lambda n: -abs(a.strides[n]))
    steps = [a.strides[n] for n in order]
    a = a.transpose(order)[tuple([slice(None, None, -1) if s < 0 else slice(None) if s else 0 for s in steps])]
    return a.reshape(-1) if a.flags.c_contiguous else a


def key_of(a: Any) -> Key:
    """What all views of the same numbers have in common; of an array that is no view, itself."""
    if a.base is None:
        return id(a)
    memory = in_order(a)
    about = memory.__array_interface__
    return about["data"][0], about["typestr"], memory.shape, memory.strides


def read(a: Any, whole: bool) -> int:
    """A number that decides what is in an array's memory: all of it, or a glance."""
    memory = in_order(a)
    if not whole:
        return hash(memory.reshape(-1)[:: max(memory.size // GLANCE, 1)].tobytes())
    if memory.dtype == object:
        return hash(tuple(map(id, memory.flat)))
    return fingerprint(memory)


def fingerprint(memory: Any) -> int:
    """A number that all elements and their order decide, in the time of one pass: weighted sums of words, modulo 2^64.

    A weight is odd, so that one changed word changes its sum; no two, nor their negatives, are alike modulo 2^12,
    so that two words that differ by powers of two alone do not pass for one another.
    """
    np = numpy()
    data = np.ascontiguousarray(memory).reshape(-1).view(np.uint8)
    even = data.size - data.size % (8 * WIDTH)
    sums = np.einsum("ij,j->i", data[:even].view(np.uint64).reshape(-1, WIDTH), weights())
    return hash((sums.tobytes(), data[even:].tobytes()))


@lru_cache(1)
def weights() -> Any:
    """One for each word of a sum."""
    np = numpy()
    rng = np.random.default_rng(0)
    return rng.integers(0, 1 << 52, WIDTH, np.uint64) << 12 | rng.permutation(WIDTH).astype(np.uint64) << 1 | 1
