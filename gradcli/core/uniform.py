"""A step in the one form that serves any number of inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from .trace import Step, split

if TYPE_CHECKING:
    from .op import Op


class Uniform(NamedTuple):
    """Its parts by name."""

    place: int
    op: Op
    value: Any
    places: tuple[int, ...]
    none: None
    args: tuple[Any, ...]


def uniform(step: Step) -> Uniform:
    """A step in that form."""
    places, args = split(step)
    return Uniform(step[0], step[1], step[2], places, None, args)
