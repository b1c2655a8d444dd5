"""What a function that TensorFlow would trace does once, and which streams its random ops draw from.

Its body runs in Python at every call here, so what Python itself does there is silent from the second time on. Random
ops without seeds are seeded by their order in a graph, and each op's stream goes on from call to call: a `Frame` is
what is known of one graph.
"""

from __future__ import annotations

import builtins
import contextlib
import functools
import os
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType, WrapperDescriptorType
from typing import Any

from ....core.trace import trace
from . import philox
from .log import warn
from .names import CONDITIONS, FIRST, FRAMES, export
from .philox import RESERVED, Stream


class Frame:
    """One graph: its random ops by their place in it, and the graphs inside."""

    def __init__(self) -> None:
        self.pairs: list[tuple[int, int]] = []  # the seeds of each random op
        self.streams: dict[int, Stream] = {}  # where it stands
        self.epoch = 0  # the global seed's, since which it stands there
        self.inner: list[Frame] = []
        self.begin()

    def begin(self) -> None:
        """Run the graph from its first op."""
        self.ops = self.seedless = self.graphs = 0

    def forget(self) -> None:
        """The last graph inside is traced again."""
        self.graphs, _ = self.graphs - 1, self.inner.pop()

    def next(self) -> Frame:
        """The next graph inside."""
        if self.graphs == len(self.inner):
            self.inner.append(Frame())
        self.graphs += 1
        return self.inner[self.graphs - 1]


def here() -> Frame:
    """The graph that runs; branches and bodies that are over are left first."""
    if CONDITIONS:
        CONDITIONS[-1].settle()
    found: Frame = FRAMES[-1]
    return found


@contextlib.contextmanager
def tracing(frame: Frame | None = None) -> Iterator[None]:
    """While the block runs, a graph would be traced: the next inside another, or the one that is given."""
    with within(here().next() if FRAMES else frame or Frame()):
        yield


@contextlib.contextmanager
def within(frame: Frame) -> Iterator[None]:
    """While the block runs, this graph does."""
    frame.begin()
    depth = len(FRAMES)
    FRAMES.append(frame)
    try:
        yield
    finally:
        del FRAMES[depth:]


def outside(frame: FrameType) -> FrameType:
    """The frame of the script's that a frame was called from."""
    while frame.f_back is not None and frame.f_code.co_filename.startswith(OWN):
        frame = frame.f_back
    return frame


def branches(count: int) -> Any:
    """What runs one of so many functions, each of which a graph here would have a graph of its own for."""
    graphs = [here().next() for _ in range(count)] if FRAMES else []

    def run(n: int, function: Any) -> Any:
        with within(graphs[n]) if graphs else contextlib.nullcontext():
            return function()

    return run


OWN = str(Path(__file__).parents[3])  # where our own code is


class UserKeyError(KeyError):
    """A KeyError whose text has several lines."""

    def __str__(self) -> str:
        return str(self.args[0])


UserKeyError.__name__ = "KeyError"
UserKeyError.__module__ = "tensorflow.python.autograph.pyct.error_utils"


@contextlib.contextmanager
def told() -> Iterator[None]:
    """While the block runs, what goes wrong in a graph is told with the lines of the script that lead there."""
    try:
        yield
    except Exception as error:
        kind = UserKeyError if type(error) is KeyError else type(error)
        if FRAMES or not isinstance(kind.__init__, WrapperDescriptorType):  # another class may want more than a text
            raise
        inner = (OWN, contextlib.__file__)
        steps = [at for at in traceback.extract_tb(error.__traceback__) if not at.filename.startswith(inner)]
        lines = "".join(
            f'    File "{at.filename}", line {at.lineno}, in {at.name}  *\n        {at.line}\n' for at in steps
        )
        said = f"{type(error).__name__}: {error}".replace("\n", "\n    ")
        text = f"in user code:\n\n{lines}\n    {said}\n"
        raise kind(text).with_traceback(error.__traceback__) from None


@contextlib.contextmanager
def printing(how: Any) -> Iterator[None]:
    """While the block runs, Python's print is `how`."""
    before = [(space, space["print"]) for space in spaces()]
    for space, _ in before:
        space["print"] = how
    try:
        yield
    finally:
        for space, print_ in before:
            space["print"] = print_


def spaces() -> list[dict[str, Any]]:
    """The built-in names of what runs: Python's, and those of a script that has its own."""
    found = {id(vars(builtins)): vars(builtins)}
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        found[id(frame.f_builtins)] = frame.f_builtins
        frame = frame.f_back
    return list(found.values())


SAID = builtins.print


def aloud(function: Any) -> Any:
    """A function that a graph calls: it runs as outside of it, and prints at every call."""

    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        frames, FRAMES[:] = FRAMES[:], []
        try:
            with printing(SAID):
                return function(*args, **kwargs)
        finally:
            FRAMES[:] = frames

    return call


def silent(*args: Any, **kwargs: Any) -> None:
    """A print that says nothing."""


def passes(function: Any) -> Callable[[], Iterator[Any]]:
    """A function whose graph is traced once, and whose random ops begin anew with each pass over the elements."""
    heard: list[bool] = []

    def again() -> Iterator[Any]:
        frame = Frame()

        def call(*parts: Any) -> Any:
            with told(), tracing(frame), printing(silent if heard else builtins.print):
                heard.append(True)
                return function(*parts)

        yield call

    return again


def looped(elements: Iterator[Any]) -> Iterator[Any]:
    """What a loop runs over; in a graph its body is one of its own, traced with the first element."""
    return once(elements) if FRAMES else elements


def unheard(elements: Iterator[Any]) -> Iterator[Any]:
    """The elements of a dataset in a graph, whose loop is an op without a gradient: no tape from outside hears it."""
    if listeners := list(trace.listeners):
        warn("a loop over a tf.data dataset in a tf.function has no gradient: no tape outside the loop hears it")
    for listener in listeners:
        listener.stop()
    try:
        yield from once(elements)
    finally:
        for listener in listeners:
            listener.start()


def once(elements: Iterator[Any]) -> Iterator[Any]:
    """The elements; from the second on Python's print is silent."""
    frame = here().next() if FRAMES else Frame()
    with within(frame), contextlib.ExitStack() as until:  # where the loop is left, too
        for n, e in enumerate(elements):
            if n and FIRST and FIRST[-1].made and not FIRST[-1].again:
                break  # a graph would be traced once more, and run then
            if n == 1:
                until.enter_context(printing(silent))
            if CONDITIONS and (ended := CONDITIONS[-1].iterated(outside(sys._getframe(1)), n)):
                until.callback(ended)
            frame.begin()
            yield e


DEFAULT = 87654321  # the global seed of ops that have one of their own, where none was set
LARGEST = 2**31 - 1


def fresh(bits: int) -> int:
    """So many bits that nobody foresees."""
    return int.from_bytes(os.urandom(8)) >> (64 - bits)


class Seeds:
    """The global seed, the seeds that follow from it, and where the streams of ops with seeds of their own stand."""

    def __init__(self) -> None:
        self.first: int | None = None  # the global seed
        self.epoch = 0  # how often it was set
        self.next: Any = None  # Python's generator of the seeds that follow from it
        self.streams: dict[Any, Stream] = {}

    def set(self, seed: int) -> None:
        """Begin all streams anew."""
        from random import Random

        self.first, self.epoch, self.next, self.streams = seed, self.epoch + 1, Random(seed), {}

    def pair(self, seed: int | None, frame: Frame | None = None) -> tuple[int, int]:
        """The two seeds of an op, in a graph by its order among those without; two new ones if none is set."""
        if seed is None and self.first is None:
            return fresh(31), fresh(31)
        if seed is None and frame is not None:
            seed, frame.seedless = frame.seedless, frame.seedless + 1
        elif seed is None:
            seed = self.next.randint(0, LARGEST)
        found = (DEFAULT if self.first is None else self.first) % LARGEST, seed % LARGEST
        return found if any(found) else (0, LARGEST)

    def unused(self, seed: Any = None) -> None:
        """The seeds that TensorFlow takes for an op that makes no use of them."""
        self.pair(seed, here() if FRAMES else None)

    def reserve(self, kernel: str, dtype: str, seed: Any, blocks: int) -> Stream:
        """The stream of an op, which goes on behind these blocks at the op's next call."""
        seed = None if seed is None else int(seed)
        if FRAMES:
            return self.in_graph(here(), seed, blocks)
        pair = self.pair(seed)
        if seed is None:
            return philox.seeded(*pair)
        found = self.streams.get((kernel, dtype, *pair)) or philox.seeded(*pair)
        self.streams[kernel, dtype, *pair] = found.skip(blocks)
        return found

    def in_graph(self, frame: Frame, seed: int | None, blocks: int) -> Stream:
        """The same of an op in a graph, which is an op of its own however it is seeded."""
        if frame.epoch != self.epoch:
            frame.epoch, frame.streams = self.epoch, {}
        at, pair = frame.ops, self.pair(seed, frame)
        if at == len(frame.pairs):
            frame.pairs.append(pair)
        found = frame.streams.get(at) or philox.seeded(*frame.pairs[at])
        frame.ops, frame.streams[at] = at + 1, found.skip(blocks)
        return found

    def numbers(self, kernel: str, dtype: str, seed: Any, count: int) -> Stream:
        """The same, for so many numbers."""
        return self.reserve(kernel, dtype, seed, count * RESERVED)


SEEDS = Seeds()


@export("random.set_seed", v1=("set_random_seed", "random.set_random_seed"))
def set_seed(seed: int) -> None:
    SEEDS.set(int(seed))
