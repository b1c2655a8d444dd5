"""What depends on what: the walks along a list of steps, forward from sources and backward from targets.

Each is one pass over the steps in their order, 0.1 us a step. A derivative's way is shorter than a value's: it ends at
what is flat, and at what nobody knows the derivative of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from .op import OPAQUE
from .trace import Step, split


def inputs(step: Step) -> tuple[int, ...]:
    """The places of a step's inputs, 0 for a constant."""
    if step[4] is None:
        several: tuple[int, ...] = step[3]
        return several
    return (step[3], step[4]) if len(step) == 7 else (step[3],)


def follow(steps: Iterable[Step], live: set[int], kept: list[Step]) -> None:
    """Append to `kept` the steps with an input in `live`, and their places to it: TensorFlow's activity rule."""
    mark, keep = live.add, kept.append
    for step in steps:
        if step[3] in live or step[4] in live or (step[4] is None and not live.isdisjoint(step[3])):
            mark(step[0])
            keep(step)


def descendants(steps: Iterable[Step], sources: Iterable[int]) -> list[Step]:
    """The steps that depend on a source."""
    kept: list[Step] = []
    follow(steps, {p for p in sources if p > 0}, kept)
    return kept


def ancestors(
    steps: Sequence[Step], targets: Iterable[int], through: Callable[[Step], Iterable[int]] = inputs
) -> set[int]:
    """The places that the targets are made of, and they themselves. through: the inputs that a step leads back to."""
    found = set(targets)
    add = found.add
    for step in reversed(steps):
        if step[0] in found:
            if through is not inputs:
                found.update(through(step))
            elif step[4] is None:
                found.update(step[3])
            else:
                add(step[3])
                add(step[4])
    return found


def origins(
    steps: Iterable[Step], sources: Sequence[int], through: Callable[[Step], Iterable[int]] = inputs
) -> dict[int, int]:
    """{place: a mask of the sources that it depends on}, bit n for the n-th. through: a step's inputs that lead on."""
    found = {place: 1 << n for n, place in enumerate(sources)}
    for step in steps:
        mask = found.get(step[0], 0)
        for i in through(step):
            mask |= found.get(i, 0)
        if mask:
            found[step[0]] = mask
    return found


def lineage(made: Mapping[int, Step], target: int) -> list[Step]:
    """The steps that a place is made of, in order, out of all steps by their places: as long as they are few."""
    found: dict[int, Step] = {}
    waiting = [target]
    while waiting:
        at = waiting.pop()
        if at not in found and (step := made.get(at)) is not None:
            found[at] = step
            waiting += inputs(step)
    return [found[at] for at in sorted(found)]


def passes(step: Step) -> tuple[int, ...]:
    """The inputs of a step through which a derivative passes."""
    op: Any = step[1]
    if op.kind in ("flat", OPAQUE):
        return ()
    return tuple([i for i, rule in zip(inputs(step), op.vjp) if rule is not None]) if None in op.vjp else inputs(step)


class Way:
    """What leads to a target: why a derivative by a source is zero.

    places: all that the target is made of. smooth: those of them from which a derivative reaches it.
    """

    def __init__(self, steps: Sequence[Step], target: int, through: Callable[[Step], Iterable[int]] = passes) -> None:
        self.through, self.places = through, ancestors(steps, [target])
        self.steps = [step for step in steps if step[0] in self.places]
        self.smooth = ancestors(self.steps, [target], through)

    def cuts(self, source: int) -> list[Step]:
        """The steps that end a derivative's way from a source; none of one that the target does not depend on."""
        live, found = {source}, []
        for step in self.steps:
            came = live.intersection(split(step)[0])
            if came and not came.isdisjoint(self.through(step)):
                live.add(step[0])
            elif came:
                found.append(step)
        return found
