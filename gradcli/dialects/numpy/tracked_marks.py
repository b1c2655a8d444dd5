"""Beside an array: which recorded value each of its elements came from; and the op that assembles them."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...core.calls import dialect_nary as nary
from ...ops.indexing import Index, getitem, putter


class Marks:
    """The marks of one array: for each element the number of the value it came from (0: none), and which of its own."""

    def __init__(self, base: np.ndarray[Any, Any]) -> None:
        low, high = np.lib.array_utils.byte_bounds(np.ndarray.view(base, np.ndarray))
        self.low, self.high, self.itemsize = low, high, base.itemsize
        self.who: Any = None
        self.offset: Any = None
        self.values: list[Any] = [None]
        owner: Any = base
        while isinstance(owner, np.ndarray):
            owner = owner.base
        self.bare = "the memory of another object" * (owner is not None)  # by what it is seen without its marks

    def begin(self) -> None:
        """Room for the marks, once there is one to make."""
        if self.who is None:
            count = -(-(self.high - self.low) // self.itemsize)
            self.who, self.offset = np.zeros(count, np.int64), np.zeros(count, np.int64)

    def covers(self, view: np.ndarray[Any, Any]) -> bool:
        """Whether a view lies in this array's memory, element by element."""
        return view.itemsize == self.itemsize and self.low <= start_of(view) < max(self.high, self.low + 1)

    def beside(self, marks: Any, view: np.ndarray[Any, Any]) -> Any:
        """The part of the marks that lies beside a view."""
        start, wide = start_of(view) - self.low, 8 // self.itemsize
        return np.ndarray(view.shape, np.int64, marks, wide * start, tuple([wide * s for s in view.strides]))


def start_of(view: np.ndarray[Any, Any]) -> int:
    """The address of an array's first element."""
    return int(np.ndarray.__array_interface__.__get__(view)["data"][0])


def assemble(at: list[tuple[Any, Any]], sizes: tuple[tuple[int, ...], ...], size: int) -> Any:
    """One array of some elements of each of several values, and of a constant where there is none."""
    taken = np.concatenate([to for to, _ in at])

    def forward(constant: Any, *values: Any) -> Any:
        objects = [v for v in values if getattr(v, "dtype", np.dtype(float)) == object or not hasattr(v, "dtype")]
        y = constant.astype(object) if any(not isinstance(v, float | int) for v in objects) else constant.copy()
        y[taken] = 0
        for (to, element), v in zip(at, values):
            y[to] = v[element] if getattr(v, "shape", ()) else v
        return y

    def part(n: int) -> Any:
        to, element = at[n]

        def rule(g: Any, y: Any, *inputs: Any) -> Any:
            if not sizes[n] and isinstance(g, np.ndarray):
                return g[to[0]] if len(to) == 1 else g[to].sum()
            piece = getitem(g, to)
            return putter(Index(element), sizes[n])(piece) if sizes[n] else piece.sum()

        return rule

    rules = tuple(part(n) for n in range(len(sizes)))
    return nary(
        "assemble", "linear", (lambda g, y, *inputs: g, *rules), params=(size,), elementwise=False, python=forward
    ).op  # fmt: skip
