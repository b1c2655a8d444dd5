"""A line of scalar steps as straight-line NumPy over columns: a block of rows at a time, in buffers that stay in cache.

Every step writes into a buffer whose last value nobody needs any more; a branch is a mask, so that each row takes its
own; a large table is shared among threads, which NumPy lets run. Nothing is generated as text: the code is a list of
NumPy's functions with the numbers of their buffers.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Any, cast

from ...core.forms import numpy
from ...core.trace import is_truth
from .straight_line import Line, Watch

CACHE = 1 << 22  # bytes that the buffers of one thread may take
LEAST, MOST = 1024, 32768  # rows of a block: in small ones threads wait for one another at each step
THREADED = 1 << 16  # rows from which threads pay

Slot = int
Instruction = tuple["Callable[..., Any]", tuple[Slot, ...], Slot]


class Unvectorised(Exception):
    """A step has no form on columns; the message says which."""


class Code:
    """A line compiled. Calling it with columns gives the outputs as columns, and the rows that a `Watch` says yes of.

    Raises Unvectorised where a step's value is an array, complex, or several values.
    """

    def __init__(self, line: Line) -> None:
        self.line = line
        self.constants: dict[Slot, Any] = {}
        self.temporary: dict[Slot, str] = {}
        self.kinds: list[str] = []
        self.instructions: list[Instruction] = []
        self.sources = list(range(len(line.sources)))
        self.outputs = list(range(len(self.sources), len(self.sources) + len(line.outputs)))
        self.slots = len(self.sources) + len(line.outputs)
        self._emit()
        self.block = max(LEAST, min(MOST, CACHE // (8 * (len(self.temporary) + len(self.sources) + 1))))

    def _emit(self) -> None:
        line = self.line
        where: dict[int, Slot] = dict(zip(line.sources, self.sources))
        last: dict[int, int] = {}
        for n, step in enumerate(line.steps):
            last.update(dict.fromkeys(step[3], n))
        wanted: dict[int, Slot] = {}
        kinds = {s[0]: kind_of(s) for s in line.steps if not isinstance(s[1], Watch)}
        self.kinds = [kinds.get(o.at, "d") for o in line.outputs]
        for slot, o in zip(self.outputs, line.outputs):
            if o.at and o.at not in where:
                wanted.setdefault(o.at, slot)
        free: dict[str, list[Slot]] = {"d": [], "?": []}
        for n, (at, op, _, places, _, args) in enumerate(line.steps):
            ins = tuple(where[i] if i else self.constant(a) for i, a in zip(places, args))
            dying = [where[i] for i in dict.fromkeys(places) if last[i] == n and where.get(i) in self.temporary]
            if isinstance(op, Watch):
                self.instructions.append((op.ask, ins, -1))
                for slot in dying:
                    free[self.temporary[slot]].append(slot)
                continue
            late = [slot for slot in dying if op.selects and slot != ins[2]]  # it reads them once more
            for slot in dying:
                if slot not in late:
                    free[self.temporary[slot]].append(slot)
            out = wanted.get(at)
            if out is None:
                out = free[kinds[at]].pop() if free[kinds[at]] else self.buffer(kinds[at])
            for slot in late:
                free[self.temporary[slot]].append(slot)
            where[at] = out
            self.instructions.append((form(op), ins, out))
        for slot, o in zip(self.outputs, line.outputs):
            if not o.at or where[o.at] != slot:
                ins = (where[o.at] if o.at else self.constant(o.value),)
                self.instructions.append((copy, ins, slot))

    def constant(self, value: Any) -> Slot:
        """A slot that holds a constant."""
        if getattr(value, "shape", ()) or value.__class__ is tuple or value.__class__ is complex:
            raise Unvectorised("a constant is no number")
        self.constants[self.slots] = value
        self.slots += 1
        return self.slots - 1

    def buffer(self, kind: str) -> Slot:
        """A new buffer of floats (d) or truths (?)."""
        self.temporary[self.slots] = kind
        self.slots += 1
        return self.slots - 1

    def __call__(self, columns: Sequence[Any], threads: int | None = None) -> tuple[list[Any], Any]:
        """The outputs for columns of one length, and which rows are watched out for (None without a Watch)."""
        np = numpy()
        rows = len(columns[0]) if columns else 1
        found = [np.empty(rows, kind) for kind in self.kinds]
        doubt = np.zeros(rows, bool)
        cores = threads or (len(os.sched_getaffinity(0)) if rows >= THREADED else 1)
        share = -(-rows // (cores * self.block)) * self.block
        parts = [(start, min(start + share, rows)) for start in range(0, rows, share or 1)]
        if len(parts) == 1:
            self.run(columns, found, doubt, *parts[0])
        elif parts:
            from concurrent.futures import ThreadPoolExecutor

            with ThreadPoolExecutor(len(parts)) as pool:
                for done in [pool.submit(self.run, columns, found, doubt, *part) for part in parts]:
                    done.result()
        return found, doubt

    def run(self, columns: Sequence[Any], found: Sequence[Any], doubt: Any, start: int, stop: int) -> None:
        """Compute the rows from start to stop."""
        np = numpy()
        slots: list[Any] = [None] * self.slots
        for slot, value in self.constants.items():
            slots[slot] = value
        size = min(self.block, stop - start)
        buffers = {slot: np.empty(size, kind) for slot, kind in self.temporary.items()}
        for slot, buffer in buffers.items():
            slots[slot] = buffer
        with np.errstate(all="ignore"):
            for begin in range(start, stop, size):
                end = min(begin + size, stop)
                if end - begin < size:
                    for slot, buffer in buffers.items():
                        slots[slot] = buffer[: end - begin]
                for slot, column in zip((*self.sources, *self.outputs), (*columns, *found)):
                    slots[slot] = column[begin:end]
                for f, ins, out in self.instructions:
                    if out >= 0:
                        f(*[slots[i] for i in ins], out=slots[out])
                    else:
                        doubt[begin:end] |= f(*[slots[i] for i in ins])


def kind_of(step: Any) -> str:
    """The dtype of a step's column."""
    value = step[2]
    if is_truth(value):
        return "?"
    if value.__class__ in (float, int) or (getattr(value, "shape", None) == () and value.dtype.kind in "fiu"):
        return "d"
    raise Unvectorised(f"{step[1].name} gives no number")


def form(op: Any) -> Callable[..., Any]:
    """A function of columns and the buffer that its result goes to."""
    np = numpy()
    if op.selects:
        return choose
    if not op.elementwise:
        raise Unvectorised(f"{op.name} is of arrays")
    own = op.overrides.get("numpy")
    ufunc = getattr(np, op.name, None)
    if own is None and isinstance(ufunc, np.ufunc) and ufunc.nin == len(op.vjp) and ufunc.nout == 1:
        return cast("Callable[..., Any]", ufunc)
    plain = op.forms[np.ndarray]

    def into(*args: Any, out: Any) -> None:
        np.copyto(out, plain(*args))

    return into


def choose(c: Any, a: Any, b: Any, out: Any) -> None:
    """a where c holds, else b."""
    np = numpy()
    if c.dtype != bool:
        c = c != 0.0
    if out is not b:
        np.copyto(out, b)
    np.copyto(out, a, where=c)


def copy(value: Any, out: Any) -> None:
    """A constant, or another column."""
    numpy().copyto(out, value)
