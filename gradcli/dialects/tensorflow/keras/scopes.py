"""Where in a model we are: the path that new Variables bear, the running call, whether only shapes are asked."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from ..tensors.state import SYMBOLIC
from ..tensors.tracing import SEEDS

PATH: list[tuple[Any, str]] = []  # (who opened it, name)
CONTEXT: dict[str, Any] = {}  # what all layers of the running call share: the `training` that was last settled


@contextlib.contextmanager
def name_scope(name: str, owner: Any = None) -> Iterator[None]:
    """While the block runs, Variables bear this name in their paths; once, however often its owner opens it."""
    if owner is not None and PATH and PATH[-1][0] is owner:
        yield
        return
    PATH.append((owner, name))
    try:
        yield
    finally:
        PATH.pop()


def path(name: str) -> str:
    """A Variable's path."""
    return "/".join([*(part for _, part in PATH), name])


@contextlib.contextmanager
def asking_shapes(drawn: bool = True) -> Iterator[None]:
    """While the block runs, calls leave no trace: seeds and Variables keep their state. drawn: lengths are made up."""
    SYMBOLIC[0] += 1
    SYMBOLIC[1] += drawn
    streams, state = dict(SEEDS.streams), SEEDS.next and SEEDS.next.getstate()
    try:
        yield
    finally:
        SEEDS.streams = streams
        if state is not None:
            SEEDS.next.setstate(state)
        SYMBOLIC[0] -= 1
        SYMBOLIC[1] -= drawn
