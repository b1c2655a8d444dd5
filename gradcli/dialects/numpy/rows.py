"""The rows of the table as they are run: what stands in the place of a function of NumPy's, with its data lifted."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import cache
from typing import Any

from ...core.vocabulary import FUNCTIONS
from ..python import flat_ops
from ..python.number import widened
from . import reductions
from .off_trace import current, lifted
from .permuting import moved
from .table import ELEMENTWISE, MOVERS, PAIRS, ROWS, SAME, UNCHECKED

WEAK = ("where", "clip")  # beside a narrower dtype a number of Python's keeps that, as with an operator


class Row:
    """What runs in the place of one of NumPy's functions: with its data lifted, whatever names they are given by."""

    def __init__(self, name: str, run: Callable[..., Any], data: str) -> None:
        self.run, self.data = run, frozenset(data.split())
        known = inspect.signature(run).parameters.values()
        self.names = [p.name for p in known]
        places = [p for p in known if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
        self.rest, self.every = "*" in self.data, data == "*"
        self.lifted = [self.every or p.name in self.data for p in places]
        self.checked = name not in UNCHECKED
        self.made = current if name in WEAK else widened

    def __call__(self, original: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if not self.data:  # it looks into its arguments itself
            return self.run(*args, **kwargs)
        known = self.lifted + [self.rest] * (len(args) - len(self.lifted))
        args = tuple([self.made(lifted(a) if is_data else current(a)) for a, is_data in zip(args, known)])
        data = kwargs if self.every else self.data
        kwargs = {k: self.made(lifted(v) if k in data else current(v)) for k, v in kwargs.items()}
        return widened(self.run(*args, **kwargs))


class Mover(Row):
    """A function that only moves elements about."""

    def __init__(self, name: str, data: str) -> None:
        super().__init__(name, moved(data), data)
        self.names = []

    def __call__(self, original: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        return self.run(original, args, kwargs)


def rows() -> dict[str, Row]:
    """The table, by name."""
    found: dict[str, Row] = {name: Row(name, run, data) for names, run, data in ROWS for name in names.split()}
    for line in MOVERS.split(";"):
        name, *data = line.split()
        found[name] = Mover(name, " ".join(data))
    for name, op in PAIRS.items():
        found[f"{name}.reduce"] = Row(f"{name}.reduce", reductions.folded(name, op), "array initial")
        found[f"{name}.accumulate"] = Row(f"{name}.accumulate", reductions.accumulated(name, op), "array")
        found[f"{name}.outer"] = Row(f"{name}.outer", reductions.outer(op), "A B")
    return found


TABLE = rows()


@cache
def elementwise(path: str) -> Any:
    """The op of one of NumPy's elementwise functions; None if it has none."""
    name = SAME.get(path, path)
    return FUNCTIONS[name].call if name in ELEMENTWISE.split() and name in FUNCTIONS else extra(name)


def extra(name: str) -> Any:
    """An elementwise op that expressions do not have."""
    bits = dict(zip("bitwise_and bitwise_or bitwise_xor left_shift right_shift".split(), flat_ops.BITS))
    return flat_ops.invert if name == "invert" else flat_ops.BITS[bits[name]] if name in bits else None
