"""tf.GradientTape: the tape with TensorFlow's arguments, answers and errors."""

from __future__ import annotations

from typing import Any

from ....core.program import Program
from ....core.trace import Readable, held, place
from ....ops.values import shape_of
from ....tape import recorder
from ..ops.custom import RawFloat
from ..ops.elementary import conjugate
from ..tensors import EagerTensor, TensorShape, Variable, as_dtype, export, flatten, pack_sequence_as, warn
from ..tensors.conditionals import linked
from ..tensors.indexed import IndexedSlices, with_rows
from ..tensors.names import FIRST
from ..tensors.operands import retyped
from ..tensors.state import SYMBOLIC, seen_now
from . import questions as q
from .questions import UnconnectedGradients

NONE = UnconnectedGradients.NONE
NO_TARGET = (
    "Argument `target` should be a list or nested structure of Tensors, Variables or CompositeTensors to be "
    "differentiated, but received None."
)
INSIDE = (
    "Calling GradientTape.gradient on a persistent tape inside its context is significantly less efficient than "
    "calling it outside the context (it causes the gradient ops to be recorded on the tape, leading to increased "
    "CPU and memory usage). Only call GradientTape.gradient inside the context if you actually want to trace the "
    "gradient in order to compute higher order derivatives."
)
NO_PFOR = (
    "GradientTape must be created with persistent=True to compute the jacobian with eager execution enabled and with  "
    "experimental_use_pfor set to False."
)
VECTORIZED = (
    "Encountered an exception while vectorizing the {} computation. Vectorization can be disabled by setting "
    "experimental_use_pfor to False."
)
USED_UP = "A non-persistent GradientTape can only be used tocompute one set of gradients (or jacobians)"


@export("GradientTape", "autodiff.GradientTape", v1=("GradientTape",))
class GradientTape(recorder.GradientTape):
    """Records what is computed from watched tensors and Variables inside its `with` block, and differentiates it."""

    def watch(self, tensor: Any) -> None:
        """From here on, record what is computed from these tensors or Variables.

        Raises ValueError for anything else, AttributeError before the first `with`.
        """
        for x in flatten(tensor, expand_composites=True):
            if not isinstance(x, EagerTensor | Variable):  # Keras's own are none of TensorFlow's
                kind = type(x).__name__
                raise ValueError(
                    f"Passed in object {x} of type {kind!r}, not tf.Tensor or tf.Variable or ExtensionType."
                )
            if not as_dtype(x.dtype).trainable:
                text = f"The dtype of the watched tensor must be floating (e.g. tf.float32), got {x.dtype!r}"
                warn(text, 5, "watched dtype")
            if self.used:
                raise AttributeError("'NoneType' object has no attribute '_tape'")
            self.mark(x)
            if isinstance(x, Readable):
                self.variables[x.at] = x

    def watched_variables(self) -> tuple[Any, ...]:
        """The Variables watched so far, in order of creation; of Keras's own those of TensorFlow's inside."""
        return tuple(v.inside() if hasattr(v, "inside") else v for v in super().watched_variables())

    def on_read(self, variable: Any) -> None:
        """A trainable Variable, Keras's own included, was read while this tape listens."""
        if self.accessed and variable.at not in self.variables:
            self.mark(variable)
            self.variables[variable.at] = variable

    def gradient(
        self, target: Any, sources: Any, output_gradients: Any = None, unconnected_gradients: Any = NONE
    ) -> Any:
        """The derivative of `target`, summed over its elements, for each of `sources`; the result mirrors `sources`.

        Raises RuntimeError where it is asked again and not persistent, LookupError where TensorFlow has no rule.
        """
        self.check_alive()
        if self.persistent and self.on:
            warn(INSIDE)
        return self.asked_within(target, sources, output_gradients, unconnected_gradients)

    def asked_within(self, target: Any, sources: Any, output_gradients: Any, unconnected_gradients: Any) -> Any:
        """The answer of `gradient`, which may be recorded."""
        if target is None:
            raise TypeError(NO_TARGET)
        zero = q.wants_zero(unconnected_gradients)
        targets, leaves = flatten(target, expand_composites=True), flatten(sources, expand_composites=False)
        q.check(targets, leaves)
        with self.asked():
            seeds = q.seeded(targets, output_gradients)
            program = self.program(targets, leaves)
            found = self.sweep(program, seeds)
            used = q.passed(program) if len(targets) > 1 else ()
            for at, g in seeds:  # a target that no step leads to is still its own derivative
                if at not in program.sources and at not in used:
                    found[at] = found[at] + g if at in found else g
            zeros = [zero or s.at not in found and linked(self.heard, targets, s) for s in leaves]
            result = pack_sequence_as(sources, [self.respond(found.get(s.at), s, z) for s, z in zip(leaves, zeros)])
            self.testify("gradient", program, targets, leaves, seeds, result)
        return result

    def testify(self, *told: Any, again: bool = False) -> None:
        """Tell the witness; in the first of two traces, of nothing but what was asked before it was known to be one."""
        now = seen_now("gradient")
        if now or not SYMBOLIC[0] and any(first.again for first in FIRST):
            super().testify(*told, again=not now)  # type: ignore[misc]

    def check_alive(self, text: str = recorder.USED_UP) -> None:
        """RuntimeError if the tape is used up, or was never entered."""
        if self.used:
            raise RuntimeError(text)

    def sweep(self, program: Program, seeds: list[tuple[int, Any]]) -> dict[int, Any]:
        """One reverse sweep: what meets inf * 0 is nan. A source only gathered from gets the rows that were touched."""
        return with_rows(self.adjoints, program, seeds)

    def respond(self, g: Any, source: Any, zero: bool) -> Any:
        """One gradient as the user gets it: a tensor of the source's dtype, rows, a float of the user's, or None."""
        if g is None or not as_dtype(source.dtype).trainable:
            return q.source_like(source, 0) if zero else None
        if g.__class__ is RawFloat:
            return float(g)
        if isinstance(g, IndexedSlices):
            values = retyped(g.values, source.dtype)
            g.values = conjugate(values) if values.dtype.is_complex else values
            return g
        return q.answer(g, source)

    def jacobian(  # type: ignore[override]
        self, target: Any, sources: Any, unconnected_gradients: Any = NONE, parallel_iterations: int | None = None,
        experimental_use_pfor: bool = True,
    ) -> Any:  # fmt: skip
        """d target / d source for each source, of shape target.shape + source.shape: a sweep per element of target."""
        self.check_alive()
        check_options("jacobian", unconnected_gradients, parallel_iterations, experimental_use_pfor)
        return self.whole_jacobian("jacobian", target, sources, unconnected_gradients, experimental_use_pfor)

    def whole_jacobian(self, method: str, target: Any, sources: Any, unconnected: Any, pfor: bool = True) -> Any:
        """The answer of `jacobian` to a question asked by way of `method`."""
        shape = tuple(target.shape) and shape_of(held(target))  # a list has none
        if not self.persistent and not pfor:
            raise RuntimeError(NO_PFOR)
        zero = q.wants_zero(unconnected)
        with self.asked():
            leaves = flatten(sources)
            q.check([target], leaves)
            place(target)
            program = self.program([target], leaves)
            read = isinstance(target, Readable) and target.watchable and self.accessed
            found = [None] * len(leaves)
            if heard := as_dtype(target.dtype).trainable and (read or target.at in program.active):
                found = self.rows(
                    program, target.at, held(target), [(s.at, held(s)) for s in leaves],
                    lambda seed: self.adjoints(program, [(target.at, seed)]),
                )  # fmt: skip
            empty = heard and 0 in shape and target.at in program.active  # no elements, but a path
            parts = [q.assembled(g, shape, s, zero or empty) for g, s in zip(found, leaves)]
            if method == "batch_jacobian":
                parts = [q.diagonal(p, len(shape)) for p in parts]
            result = pack_sequence_as(sources, parts)
            self.testify(method, program, [target], leaves, [], result)
        return result

    def batch_jacobian(  # type: ignore[override]
        self, target: Any, source: Any, unconnected_gradients: Any = NONE, parallel_iterations: int | None = None,
        experimental_use_pfor: bool = True,
    ) -> Any:  # fmt: skip
        """The Jacobian of each row of `target` with respect to the same row of `source`: shape (b, ..., ...).

        Raises ValueError where the ranks are below 2 or the first dimensions differ.
        """
        self.check_alive(USED_UP)
        t, s = TensorShape(target.shape), TensorShape(source.shape)
        rows = t.as_list()[0]
        for shape in (t, s):
            shape.with_rank_at_least(2)
        if rows != s.as_list()[0]:
            raise ValueError(f"Need first dimension of target shape ({t}) and source shape ({s}) to match.")
        check_options("batch_jacobian", unconnected_gradients, parallel_iterations, experimental_use_pfor)
        return self.whole_jacobian("batch_jacobian", target, source, UnconnectedGradients.ZERO, experimental_use_pfor)


def check_options(method: str, unconnected: Any, parallel: int | None, pfor: bool) -> None:
    """The errors that TensorFlow raises at options, whatever the tape holds."""
    try:
        if pfor and parallel is not None and parallel <= 1:
            raise ValueError
        q.wants_zero(unconnected)
    except ValueError:
        if pfor:
            raise ValueError(VECTORIZED.format(method)) from None
        raise
    if parallel is not None and parallel <= 0:
        raise TypeError("'parallel_iterations' must be a positive integer.")
