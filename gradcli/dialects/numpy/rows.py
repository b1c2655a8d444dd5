"""The rows of the table as they are run: what stands in the place of a function of NumPy's, with its data lifted."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from ...core.vocabulary import ALIASES, FUNCTIONS, ours
from ..python import flat_ops
from ..python.number import widened
from . import reductions
from .off_trace import current, lifted, parameters
from .permuting import moved
from .table import ASKS, COMPARED, MOVERS, OWN, PAIRS

WEAK = ("where", "clip")  # beside a narrower dtype a number of Python's keeps that, as with an operator
# arguments that change no number
IGNORED = frozenset("dtype order casting copy subok optimize like device out".split())


class Row:
    """What runs in the place of one of NumPy's functions: with its data lifted, whatever names they are given by.

    run: the function, or the name of one of ours. compared: NumPy is asked too, and its answer decides.
    """

    def __init__(self, run: Callable[..., Any] | str, data: str, compared: bool = True, weak: bool = False) -> None:
        self.run: Any = run if callable(run) else lambda *xs: getattr(ours, run)(*xs)
        self.data, self.compared, self.made = frozenset(data.split()), compared, current if weak else widened
        known = inspect.signature(self.run).parameters.values()
        self.names = [p.name for p in known if p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD)]
        self.needed = [p.name for p in known if p.default is p.empty and p.name in self.names]
        self.places = [p.name for p in known if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
        self.optional = set(self.names).difference(self.needed)
        self.variadic = any(p.kind is p.VAR_POSITIONAL for p in known)
        self.open = any(p.kind is p.VAR_KEYWORD for p in known)
        self.every = data == "*"
        self.lifted = [self.every or name in self.data for name in self.places]
        self.alike: int | None = None  # how many parameters, from the first on, stand where NumPy has them

    def __call__(self, original: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if self.variadic:
            kwargs = {k: v for k, v in kwargs.items() if k not in IGNORED or k in self.names}
        else:
            if self.alike is None:
                pairs = enumerate(zip(self.places, parameters(original) or self.places))
                strange = (n for n, (mine, name) in pairs if n >= len(self.needed) and mine != name)
                self.alike = next(strange, len(self.places))
            if len(args) > self.alike or (kwargs and not self.optional.issuperset(kwargs)):
                args, kwargs = (), self.named(original, args, kwargs)
        if not self.data:  # it looks into its arguments itself
            return self.run(*args, **kwargs)
        known = self.lifted if not self.variadic else self.lifted + ["*" in self.data] * len(args)
        args = tuple([self.made(lifted(a) if is_data else current(a)) for a, is_data in zip(args, known)])
        if kwargs:
            named = kwargs if self.every else self.data
            kwargs = {k: self.made(lifted(v) if k in named else current(v)) for k, v in kwargs.items()}
        return widened(self.run(*args, **kwargs))

    def named(self, original: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
        """The arguments by the names that `run` has for them. TypeError for one that it does not know and that counts.

        The operands, which `run` cannot do without, are known by their place.
        """
        theirs, count = parameters(original) or self.places, len(self.needed)
        if len(args) > len(theirs):
            raise TypeError("more arguments than there are parameters")
        called = dict(zip(theirs[:count], self.needed))
        given = {called.get(k, k): v for k, v in (*zip(theirs, args), *kwargs.items())}
        strange = [k for k in given if k not in self.names]
        if self.open or not strange:
            return given
        if not self.compared and any(given[k] is not None and k not in IGNORED for k in strange):
            raise TypeError(f"no row has an argument {strange[0]}")
        return {k: v for k, v in given.items() if k in self.names}


class Mover(Row):
    """A function that only moves elements about."""

    def __init__(self, data: str) -> None:
        super().__init__(moved(data), data)
        self.names = []

    def __call__(self, original: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        return self.run(original, args, {k: v for k, v in kwargs.items() if k not in IGNORED})


def rows() -> dict[str, Row]:
    """The table, by name."""
    found: dict[str, Row] = {}
    for table in (OWN, COMPARED):
        for names, run, data in table:
            found |= {name: Row(run, data, table is COMPARED, name in WEAK) for name in names.split()}
    for name, _, data in (line.strip().partition(" ") for line in MOVERS.split(";")):
        found[name] = Mover(data)
    for name, op in PAIRS.items():
        own = name in ("add", "multiply", "maximum", "minimum")
        found[f"{name}.reduce"] = Row(reductions.folded(name, op), "array initial", not own)
        found[f"{name}.accumulate"] = Row(reductions.accumulated(name, op), "array")
        found[f"{name}.outer"] = Row(reductions.outer(op), "A B", name not in ("add", "multiply"))
    return found


TABLE = rows()


BITWISE = {op.op.name: op for op in (*flat_ops.BITS.values(), flat_ops.invert)}


@cache
def elementwise(path: str) -> Any:
    """The op of one of NumPy's elementwise functions, by its name; None where there is none, or a row or a question."""
    original = getattr(np, path, None)
    if not isinstance(original, np.ufunc) or path in TABLE or path in ASKS:
        return None
    name = {"float_power": "power"}.get(original.__name__, original.__name__)
    name = ALIASES.get(name, name)
    call: Any = BITWISE.get(name) or (FUNCTIONS[name].call if name in FUNCTIONS else None)
    return call if hasattr(call, "op") and len(call.op.vjp) == original.nin else None
