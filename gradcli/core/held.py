"""What a step holds of an array that is not the trace's own: what it was when the step was recorded.

A small array is copied. A larger one is held by reference, with a fingerprint of its numbers: whoever differentiates a
step asks `unchanged`, which raises where the array has been written into since. All of its numbers are read the first
time that it is used, the second, the fourth and so on; at other times a part, the next one each time, and some numbers
of all of it. So a long loop pays next to nothing, and what it changes in each round does not pass for long.
"""

from __future__ import annotations

import weakref
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ..errors import GradcliError
from .forms import numpy
from .trace import split, tick, trace

if TYPE_CHECKING:
    from .program import Program

SMALL = 16_384  # elements: copied in the time of one op, and its result takes as much memory
WIDTH = 1024  # elements that one number of a fingerprint sums, each with a weight of its own
SAMPLE = 64  # elements that are compared where the same array is used again
PARTS = 128  # of an array, one of which is compared where not all of it is
LEAST = 4096  # elements of a part


class Changed(GradcliError, RuntimeError):
    """An array was changed in place between its use and the derivative. place: of the step that used it."""

    place = 0


class Large:
    """One array that steps hold by reference: its fingerprints, each from a tick of the trace's clock on."""

    __slots__ = ("array", "cuts", "last", "part", "sample", "turns", "versions")

    def __init__(self, array: Any) -> None:
        key = id(array)
        self.array = weakref.ref(array, lambda _: LARGE.pop(key, None))
        self.versions: list[tuple[int, int]] = []
        self.sample, self.part, self.cuts, self.last, self.turns = b"", b"", -1, 0, 0

    @property
    def due(self) -> bool:
        """Whether all its numbers are to be read, this time between two cuts of the trace."""
        return not self.turns & (self.turns - 1)

    def used(self, array: Any) -> None:
        """A step holds it from here on."""
        seen, again = sample(array), self.cuts == trace.cuts
        self.turns += not again
        if self.sample != seen or (self.due and not again):
            found = fingerprint(array)
            if not self.versions or self.versions[-1][1] != found:
                self.versions.append((tick(), found))
        if not self.due and (not again or self.sample != seen):
            self.part = part(array, self.turns)
        self.cuts, self.sample, self.last = trace.cuts, seen, tick()

    def changed(self, array: Any, since: int) -> bool:
        """Whether it is no longer what it was at some use since a tick of the clock."""
        if len(self.versions) > 1 and self.versions[-1][0] > since:
            return True
        if self.due:
            return self.versions[-1][1] != fingerprint(array)
        return self.sample != sample(array) or self.part != part(array, self.turns)

    def at(self, place: int) -> int:
        """The fingerprint that it had when a step was recorded."""
        return [found for when, found in self.versions if when < place][-1]


LARGE: dict[int, Large] = {}  # by id, while the array lives


def held(a: Any) -> Any:
    """An array as a step may hold it: what is written into `a` from here on does not reach a small one."""
    shape = getattr(a, "shape", ())
    if not shape:
        return a
    if a.size <= SMALL:
        return a.copy("K")
    large = LARGE.get(id(a))
    if large is None or large.array() is not a:
        large = LARGE[id(a)] = Large(a)
    large.used(a)
    return a


def unchanged(program: Program) -> None:
    """Raises Changed where a step holds an array that was written into since the step was recorded."""
    if not LARGE or not program.steps:
        return
    first = program.steps[0][0]
    for large in list(LARGE.values()):
        array = large.array()
        begun = large.last >= first or any(a is array for a in holds(program.steps[0]))
        if array is None or not begun or not large.changed(array, first):
            continue
        now = fingerprint(array)
        for step in program.steps:
            if any(a is array for a in holds(step)) and large.at(step[0]) != now:
                error = Changed(
                    f"an array of shape {array.shape} was changed in place after it was used", code="changed",
                    hint="use a copy of it there, .copy(), or write into another array",
                )  # fmt: skip
                error.place = step[0]
                raise error


def holds(step: Any) -> list[Any]:
    """The arrays that a step holds: its inputs, and the indices of its op."""
    found = [getattr(p, "index", None) for p in step[1].params]
    return [*split(step)[1], *[a for index in found for a in (index if isinstance(index, tuple) else (index,))]]


def sample(a: Any) -> bytes:
    """Some elements of an array, the same each time."""
    taken: bytes = a.flat[:: a.size // SAMPLE].tobytes()
    return taken


def part(a: Any, turn: int) -> bytes:
    """One of PARTS parts of an array, another each turn: what lies together in memory, where that is one piece."""
    a = a if a.flags.c_contiguous or not a.flags.f_contiguous else a.T
    a = a.reshape(-1) if a.flags.c_contiguous else a
    rows = len(a)
    size = max(-(-rows // PARTS), LEAST * rows // a.size)
    start = turn * size % rows
    taken: bytes = a[start - start % size :][:size].tobytes()
    return taken


def fingerprint(a: Any) -> int:
    """A number that all elements and their order decide, in the time of one pass: weighted sums, and their hash."""
    np = numpy()
    flat = np.ascontiguousarray(a).reshape(-1)
    if flat.dtype.kind == "c":
        flat = flat.view(flat.real.dtype)
    if flat.dtype.kind != "f" or flat.dtype.itemsize not in (4, 8):
        return hash(flat.tobytes() if flat.dtype.kind != "O" else tuple(map(id, flat)))
    even = flat.size - flat.size % WIDTH
    with np.errstate(all="ignore"):
        sums = flat[:even].reshape(-1, WIDTH) @ weights(flat.dtype.char)
    return hash((sums.tobytes(), flat[even:].tobytes()))


@lru_cache(4)
def weights(char: str) -> Any:
    """Weights of which no two are alike."""
    np = numpy()
    return (2.0 + np.cos(np.arange(float(WIDTH)))).astype(char)
