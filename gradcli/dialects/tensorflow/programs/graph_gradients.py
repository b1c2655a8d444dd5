"""Gradients asked of no tape: tf.gradients and tf.hessians in a tf.function, and forward mode."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from types import CodeType, FunctionType, MethodType
from typing import Any

from ..tensors import EagerTensor, convert, export, flatten, pack_sequence_as
from ..tensors.conditionals import EMPTY
from .questions import UnconnectedGradients, source_like, wants_zero
from .tape import GradientTape

ASKS = frozenset(("gradients", "hessians"))
EAGER = "tf.{} is not supported when eager execution is enabled. Use tf.GradientTape instead."
GRAPHS: list[GradientTape] = []  # a tape for each body that is running and asks for gradients


def asks(function: Any, seen: set[int] | None = None) -> bool:
    """Whether a function, or one that it calls by a global name, speaks of tf.gradients."""
    seen = set() if seen is None else seen
    plain = function.__func__ if isinstance(function, MethodType) else getattr(function, "python_function", function)
    if not isinstance(plain, FunctionType) or id(plain) in seen or len(seen) > 50:
        return False
    seen.add(id(plain))
    named = names_in(plain.__code__)
    if named & ASKS:
        return True
    cells = [c.cell_contents for c in plain.__closure__ or () if c != EMPTY]
    return any(asks(f, seen) for f in [*map(plain.__globals__.get, named), *cells] if f is not None)


def names_in(code: CodeType) -> set[str]:
    """The names that code speaks of, with those of the functions inside it."""
    return set(code.co_names).union(*[names_in(c) for c in code.co_consts if isinstance(c, CodeType)])


@contextlib.contextmanager
def graph(function: Any, arguments: Any) -> Iterator[None]:
    """While the block runs, what is computed from the arguments and Variables is on a tape, if the function asks."""
    if not asks(function):
        yield
        return
    tape = GradientTape(persistent=True)
    with tape:
        tape.watch([x for x in flatten(list(arguments)) if isinstance(x, EagerTensor) and x.dtype.trainable])
        GRAPHS.append(tape)
        try:
            yield
        finally:
            GRAPHS.pop()


@export("gradients")
def gradients(
    ys: Any, xs: Any, grad_ys: Any = None, name: Any = "gradients", gate_gradients: Any = False,
    aggregation_method: Any = None, stop_gradients: Any = None,
    unconnected_gradients: Any = UnconnectedGradients.NONE,
) -> list[Any]:  # fmt: skip
    """The derivative of the sum of `ys` for each of `xs`, a list. RuntimeError outside a tf.function."""
    if not GRAPHS:
        raise RuntimeError(EAGER.format("gradients"))
    if stop_gradients is not None:
        raise NotImplementedError("stop_gradients of tf.gradients is not offered: use tf.stop_gradient")
    targets, sources = flatten(ys), flatten(xs)
    if grad_ys is not None:
        given = flatten(grad_ys)
        grad_ys = [convert(y) * 0 + 1 if g is None else convert(g, y.dtype) for y, g in zip(targets, given)]
    return list(GRAPHS[-1].asked_within(targets, sources, grad_ys, unconnected_gradients))


@export("hessians")
def hessians(ys: Any, xs: Any, *about: Any, **more: Any) -> list[Any]:
    """The second derivatives of the sum of `ys` for each of `xs`. RuntimeError outside a tf.function."""
    if not GRAPHS:
        raise RuntimeError(EAGER.format("hessians"))
    found = []
    for x in flatten(xs):
        slope = gradients(ys, x)[0]
        found.append(None if slope is None else GRAPHS[-1].jacobian(slope, x, UnconnectedGradients.ZERO))
    return found


class OwnTape(GradientTape):
    """A tape whose questions are none of the script's, and are not reported as such."""

    def testify(self, *told: Any, again: bool = False) -> None:
        """Tell nobody."""


@export("autodiff.ForwardAccumulator")
class ForwardAccumulator:
    """Jacobian-vector products, by differentiating the transposed product."""

    def __init__(self, primals: Any, tangents: Any) -> None:
        self.primals = flatten(primals)
        self.tangents = [convert(t, p.dtype) for p, t in zip(self.primals, flatten(tangents))]
        self.tape = OwnTape(persistent=True)

    def __enter__(self) -> ForwardAccumulator:
        if self.tape.on:
            raise ValueError("Accumulator is already recording.")
        self.tape.__enter__()
        self.tape.watch(self.primals)
        return self

    def __exit__(self, *error: object) -> None:
        self.tape.__exit__(*error)

    def jvp(self, primals: Any, unconnected_gradients: Any = UnconnectedGradients.NONE) -> Any:
        """The derivative of `primals` along the tangents."""
        recording = self.tape.on
        if recording:
            self.tape.pause()
        outputs = [self._one(y, wants_zero(unconnected_gradients)) for y in flatten(primals)]
        if recording:
            self.tape.resume()
        return pack_sequence_as(primals, outputs)

    def _one(self, y: Any, zero: bool) -> Any:
        from ..ops.reductions import reduce_sum

        seed = source_like(y, 1)
        with OwnTape() as outer:
            outer.watch(seed)
            backward = self.tape.gradient(y, self.primals, output_gradients=seed)
            found = [reduce_sum(convert(g) * t) for g, t in zip(backward, self.tangents) if g is not None]
            total = sum(found[1:], found[0]) if found else None
        if total is None:
            return source_like(y, 0) if zero else None
        return outer.gradient(total, seed)


ForwardAccumulator.__module__ = "tensorflow.python.eager.forwardprop"
