"""IndexedSlices: the gradient of a source that is only gathered from, as the rows that were touched."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable
from typing import Any

import numpy as np

from ....core.program import Program
from ....core.trace import Traced, plain, split
from ....ops.joining import concatenate
from ....ops.layout import reshape
from .convert import convert, wrap
from .names import export
from .shapes import TensorShape
from .tensor import EagerTensor


@export("IndexedSlices")
class IndexedSlices:
    """Rows `values` of a tensor of shape `dense_shape` that stand at `indices`; rows of the same index add up."""

    def __init__(self, values: Any, indices: Any, dense_shape: Any = None) -> None:
        self.values, self.indices, self.dense_shape = convert(values), convert(indices), dense_shape
        if dense_shape is not None:
            self.dense_shape = convert(dense_shape)

    dtype = property(lambda self: self.values.dtype)
    name = property(lambda self: self.values.name)
    device = property(lambda self: self.values.device)

    @property
    def shape(self) -> TensorShape:
        """The shape of the tensor that the rows belong to."""
        if self.dense_shape is None:
            return TensorShape(None)
        return TensorShape(self.dense_shape.value.tolist())

    def densify(self) -> Any:
        """The whole tensor: a recorded step."""
        from ....ops.indexing import Index, putter

        if self.dense_shape is None:
            raise ValueError(f"Tensor conversion requested for IndexedSlices without dense_shape: {self}")
        shape = tuple(self.dense_shape.value.tolist())
        return putter(Index((np.asarray(self.indices.value),)), shape)(self.values)

    def __str__(self) -> str:
        dense = f", dense_shape={self.dense_shape!s}" if self.dense_shape is not None else ""
        return f"IndexedSlices(indices={self.indices!s}, values={self.values!s}{dense})"

    def __neg__(self) -> IndexedSlices:
        return IndexedSlices(-self.values, self.indices, self.dense_shape)


IndexedSlices.__module__ = "tensorflow.python.framework.indexed_slices"


def slices(values: Any, indices: Any, shape: tuple[int, ...]) -> IndexedSlices:
    """The rows of a gather's gradient; as TensorFlow has it, the shape is of int32."""
    return IndexedSlices(values, wrap(indices), wrap(np.array(shape, np.int32)))


def mapped(f: Any, g: Any) -> Any:
    """f of a tensor; of rows, of each as it came."""
    return IndexedSlices(f(g.values), g.indices, g.dense_shape) if isinstance(g, IndexedSlices) else f(convert(g))


def with_rows(
    adjoints: Callable[..., dict[int, Any]], program: Program, seeds: list[tuple[int, Any]]
) -> dict[int, Any]:
    """What a reverse sweep finds; for a source that is only gathered from, rows."""
    gathers = {s[0]: s for s in program.steps if s[1].rows is not None}
    if not gathers:
        return adjoints(program, seeds)
    consumers = consumers_of(program)
    watched = tuple({place for places in consumers.values() for place in places})
    wider = Program((*program.sources, *watched), program.targets, program.steps, program.active)
    found = adjoints(wider, seeds)
    rank = {place: n for n, place in enumerate(visits(program))}
    for source, places in consumers.items():
        reached = sorted((p for p in places if p in found and p != source), key=lambda p: rank.get(p, 0))
        if reached and all(p in gathers for p in reached):
            found[source] = rows(reached, gathers, found)
    return found


def visits(program: Program) -> list[int]:
    """The places of the steps in the order in which TensorFlow's sweep visits them.

    It keeps a queue: a step enters once all that use its result are done, the targets from the last to the first.
    """
    inputs = {step[0]: [i for i in split(step)[0] if i] for step in program.until()}
    uses: Counter[int] = Counter()
    stack, seen = list(program.targets), set[int]()
    while stack:
        place = stack.pop()
        if place in inputs and place not in seen:
            seen.add(place)
            uses.update(inputs[place])
            stack += inputs[place]
    queue = deque(p for p in dict.fromkeys(reversed(program.targets)) if p in seen and not uses[p])
    order = []
    while queue:
        order.append(queue.popleft())
        for i in inputs[order[-1]]:
            uses[i] -= 1
            if not uses[i] and i in seen:
                queue.append(i)
    return order


def consumers_of(program: Program) -> dict[int, list[int]]:
    """{source: the places of the steps that use it, past the reads of a Variable}."""
    roots = {p: p for p in program.sources if p > 0}
    found: dict[int, list[int]] = {p: [] for p in roots}
    for step in program.steps:
        for i in split(step)[0]:
            if (root := roots.get(i)) is not None:
                if step[1].reads:
                    roots[step[0]] = root
                else:
                    found[root].append(step[0])
    return found


def rows(places: list[int], gathers: dict[int, Any], found: dict[int, Any]) -> IndexedSlices:
    """The gradient of a source that only gathers use: the rows of all of them, in the order of these places."""
    values, indices, shape = [], [], ()
    for p in places:
        step = gathers[p]
        at, shape = step[1].rows, step[5].shape
        values.append(reshape(found[p], (at.size, *shape[1:])))
        indices.append(at.reshape(-1))
    together = values[0] if len(values) == 1 else concatenate(values)
    held = EagerTensor(plain(together), together.at if isinstance(together, Traced) else 0)
    return slices(held, indices[0] if len(indices) == 1 else np.concatenate(indices), shape)
