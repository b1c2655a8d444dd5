"""A bound on the memory that a program's values may take, counted from their shapes before they are made.

Nothing is counted where no budget is set: a script takes what it takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from ..errors import GradcliError
from .trace import split

SPREAD = 6.0  # bytes that a study holds for each byte of a recorded array: its sweep, and the error bounds of both
FREE = 1 << 20  # bytes of one program that nobody need count


class TooMuchMemory(GradcliError):
    """A program would hold more than it may."""


class Budget:
    """limit: bytes, None where nothing is counted. held: what is recorded so far; spread: what comes of each byte."""

    limit: float | None = None
    held = 0.0
    spread = 1.0

    def reserve(self, size: float) -> None:
        """See that `size` bytes more may be recorded. Raises TooMuchMemory."""
        if self.limit is None:
            return
        need = (self.held + size) * self.spread
        if need > max(self.limit, FREE):
            raise too_much(need, self.limit)

    def hold(self, steps: Iterable[Any]) -> None:
        """Count recorded steps. Raises TooMuchMemory."""
        if self.limit is not None:
            self.held += sum(size_of(step[2]) for step in steps)
            self.reserve(0)


budget = Budget()


@contextmanager
def within(limit: float, spread: float) -> Iterator[None]:
    """Within, programs are bounded to so many bytes."""
    before = budget.limit, budget.held, budget.spread
    budget.limit, budget.held, budget.spread = limit, 0.0, spread
    try:
        yield
    finally:
        budget.limit, budget.held, budget.spread = before


def too_much(need: float, limit: float) -> TooMuchMemory:
    """The error for a program that needs more bytes than it may have."""
    twice = 2.0 * need / 2**20
    ask = f"{twice:.0f}M" if twice < 1000 else f"{max(twice / 1024, 1):.0f}G"
    hint = f"--memory {ask} allows more" if twice < 2**20 else "take fewer elements"
    return TooMuchMemory(
        f"this takes at least {readable(need)} of memory, and the limit is {readable(limit)}", code="memory", hint=hint
    )


def readable(size: float) -> str:
    """A number of bytes in the unit that suits it."""
    for unit in ("MiB", "GiB", "TiB"):
        size /= 1024.0 if unit != "MiB" else 2.0**20
        if size < 1024:
            break
    return f"{size:.3g} {unit}" if size < 1e6 else f"{size:.1e} {unit}"


def size_of(value: Any) -> float:
    """The bytes of an array, several if it is a tuple; 0 for a number and for what is spread out of one element."""
    if value.__class__ is tuple:
        return sum(map(size_of, value))
    strides = getattr(value, "strides", ())
    return float(value.nbytes) if strides and all(strides) else 0.0


def sweep_size(steps: Iterable[Any]) -> float:
    """The bytes that one reverse sweep over some steps makes: of each array as many as it has inputs, and a sum."""
    arrays = [step for step in steps if step[2].__class__ is not float]
    return sum([size_of(step[2]) * (1 + sum(map(bool, split(step)[0]))) for step in arrays])
