"""tf.GradientTape: the tape with TensorFlow's arguments, answers and errors."""

from __future__ import annotations

import enum
from typing import Any

import numpy as np

from ...core.program import Program
from ...core.reach import ancestors, inputs
from ...core.trace import Traced, held, place, plain
from ...ops.indexing import getitem
from ...ops.values import like, shape_of
from ...tape import recorder
from ...tape.cotangents import seed
from .casting import cast, retyped
from .convert import NONE, convert
from .dtypes import string
from .errors import invalid
from .indexed import IndexedSlices
from .log import warn
from .names import export
from .nest import flatten, pack_sequence_as
from .shapes import TensorShape
from .sparse_gradients import with_rows
from .tensor import EagerTensor
from .variable import Variable

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


@export("UnconnectedGradients")
class UnconnectedGradients(enum.Enum):
    """What to answer where no path leads from a source to the target."""

    NONE = "none"
    ZERO = "zero"


class RawFloat(float):
    """A Python float that a custom gradient returned: the answer is that float, and no tensor."""


@export("GradientTape", "autodiff.GradientTape", v1=("GradientTape",))
class GradientTape(recorder.GradientTape):
    """Records what is computed from watched tensors and Variables inside its `with` block, and differentiates it."""

    def watch(self, tensor: Any) -> None:
        """From here on, record what is computed from these tensors or Variables.

        Raises ValueError for anything else, AttributeError before the first `with`.
        """
        for x in flatten(tensor, expand_composites=True):
            if not isinstance(x, EagerTensor | Variable) or hasattr(x, "path"):  # Keras's own are none of TensorFlow's
                raise ValueError(
                    f"Passed in object {x} of type {type(x).__name__!r}, not tf.Tensor or tf.Variable or ExtensionType."
                )
            if not x.dtype.trainable:
                warn(
                    f"The dtype of the watched tensor must be floating (e.g. tf.float32), got {x.dtype!r}",
                    5,
                    "watched dtype",
                )
            if self.used:
                raise AttributeError("'NoneType' object has no attribute '_tape'")
            self.mark(x)
            if isinstance(x, Variable):
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
        self,
        target: Any,
        sources: Any,
        output_gradients: Any = None,
        unconnected_gradients: Any = UnconnectedGradients.NONE,
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
        zero = wants_zero(unconnected_gradients)
        with self.asked():
            targets, leaves = flatten(target, expand_composites=True), flatten(sources, expand_composites=False)
            check(targets, leaves)
            seeds = seeded(targets, output_gradients)
            program = self.program(targets, leaves)
            found = self.sweep(program, seeds)
            used = passed(program) if len(targets) > 1 else ()
            for at, g in seeds:  # a target that no step leads to is still its own derivative
                if at not in program.sources and at not in used:
                    found[at] = found[at] + g if at in found else g
            result = pack_sequence_as(sources, [self.respond(found.get(s.at), s, zero) for s in leaves])
            self.testify("gradient", program, targets, leaves, seeds, result)
        return result

    def check_alive(self, text: str = recorder.USED_UP) -> None:
        """RuntimeError if the tape is used up, or was never entered."""
        if self.used:
            raise RuntimeError(text)

    def sweep(self, program: Program, seeds: list[tuple[int, Any]]) -> dict[int, Any]:
        """One reverse sweep: what meets inf * 0 is nan. A source only gathered from gets the rows that were touched."""
        return with_rows(self.adjoints, program, seeds)

    def respond(self, g: Any, source: Any, zero: bool) -> Any:
        """One gradient as the user gets it: a tensor of the source's dtype, rows, a float of the user's, or None."""
        if g is None or not source.dtype.trainable:
            return source_like(source, 0) if zero else None
        if g.__class__ is RawFloat:
            return float(g)
        if isinstance(g, IndexedSlices):
            g.values = retyped(g.values, source.dtype)
            return g
        return answer(g, source)

    def jacobian(  # type: ignore[override]
        self,
        target: Any,
        sources: Any,
        unconnected_gradients: Any = UnconnectedGradients.NONE,
        parallel_iterations: int | None = None,
        experimental_use_pfor: bool = True,
    ) -> Any:
        """d target / d source for each source, of shape target.shape + source.shape: a sweep per element of target."""
        self.check_alive()
        check_options("jacobian", unconnected_gradients, parallel_iterations, experimental_use_pfor)
        return self.whole_jacobian("jacobian", target, sources, unconnected_gradients, experimental_use_pfor)

    def whole_jacobian(self, method: str, target: Any, sources: Any, unconnected: Any, pfor: bool = True) -> Any:
        """The answer of `jacobian` to a question asked by way of `method`."""
        shape = tuple(target.shape)
        if not self.persistent and not pfor:
            raise RuntimeError(NO_PFOR)
        zero = wants_zero(unconnected)
        with self.asked():
            leaves = flatten(sources)
            check([target], leaves)
            place(target)
            program = self.program([target], leaves)
            read = isinstance(target, Variable) and target.trainable and self.accessed
            heard = target.dtype.trainable and (read or target.at in program.active)
            found = [None] * len(leaves)
            if heard:
                found = self.rows(
                    program, target.at, held(target), [(s.at, held(s)) for s in leaves],
                    lambda seed: self.adjoints(program, [(target.at, seed)]),
                )  # fmt: skip
            empty = heard and 0 in shape and target.at in program.active  # no elements, but a path
            parts = [assembled(g, shape, s, zero or empty) for g, s in zip(found, leaves)]
            if method == "batch_jacobian":
                parts = [diagonal(p, len(shape)) for p in parts]
            result = pack_sequence_as(sources, parts)
            self.testify(method, program, [target], leaves, [], result)
        return result

    def batch_jacobian(  # type: ignore[override]
        self,
        target: Any,
        source: Any,
        unconnected_gradients: Any = UnconnectedGradients.NONE,
        parallel_iterations: int | None = None,
        experimental_use_pfor: bool = True,
    ) -> Any:
        """The Jacobian of each row of `target` with respect to the same row of `source`: shape (b, ..., ...).

        Raises ValueError where the ranks are below 2 or the first dimensions differ.
        """
        self.check_alive("A non-persistent GradientTape can only be used tocompute one set of gradients (or jacobians)")
        t, s = TensorShape(target.shape), TensorShape(source.shape)
        if t.as_list()[0] != s.as_list()[0]:
            raise ValueError(f"Need first dimension of target shape ({t}) and source shape ({s}) to match.")
        for shape in (t, s):
            if len(shape) < 2:
                raise ValueError(f"Shape {shape} must have rank at least 2")
        check_options("batch_jacobian", unconnected_gradients, parallel_iterations, experimental_use_pfor)
        return self.whole_jacobian("batch_jacobian", target, source, UnconnectedGradients.ZERO, experimental_use_pfor)


def check_options(method: str, unconnected: Any, parallel: int | None, pfor: bool) -> None:
    """The errors that TensorFlow raises at options, whatever the tape holds."""
    if pfor and parallel is not None and parallel <= 1:
        raise ValueError(VECTORIZED.format(method))
    try:
        wants_zero(unconnected)
    except ValueError:
        if pfor:
            raise ValueError(VECTORIZED.format(method)) from None
        raise
    if parallel is not None and parallel <= 0:
        raise TypeError("'parallel_iterations' must be a positive integer.")


def diagonal(whole: Any, rank: int) -> Any:
    """The blocks of a Jacobian where both batches are at the same place."""
    n = np.arange(whole.shape[0])
    return getitem(whole, (n, *(slice(None),) * (rank - 1), n))


def passed(program: Program) -> set[int]:
    """The places that the way back from the targets leads through: the inputs of every step on it."""
    way = ancestors(program.steps, program.targets)
    return {i for step in program.steps if step[0] in way for i in inputs(step)}


def wants_zero(unconnected: Any) -> bool:
    """Whether unconnected sources get zeros; ValueError for a word that is not known."""
    try:
        return UnconnectedGradients(unconnected) is UnconnectedGradients.ZERO
    except ValueError:
        raise ValueError(f"Unknown value for unconnected_gradients: {unconnected!r}") from None


def check(targets: list[Any], sources: list[Any]) -> None:
    """Only tensors and Variables have gradients; the errors are those that TensorFlow happens to raise."""
    for x in targets:
        if x is None or isinstance(x, TensorShape | str):
            raise TypeError(f"Cannot convert the argument `type_value`: {x!r} to a TensorFlow DType.")
        if not hasattr(x, "at"):
            raise AttributeError(
                f"'{qualified(x)}' object has no attribute '{'_id' if hasattr(x, 'dtype') else 'dtype'}'"
            )
    for x in sources:
        if hasattr(x, "at"):
            continue
        if isinstance(x, float | int | complex | np.ndarray | np.generic):
            raise AttributeError(f"'{qualified(x)}' object has no attribute '_id'")
        raise TypeError(f"Cannot convert the argument `type_value`: {x!r} to a TensorFlow DType.")
    for x in targets:
        place(x)


def qualified(x: Any) -> str:
    """The class of x as CPython's own messages call it."""
    cls = type(x)
    return f"{cls.__module__}.{cls.__name__}" if cls.__module__ == "numpy" else cls.__name__


def seeded(targets: list[Any], given: Any) -> list[tuple[int, Any]]:
    """(place, cotangent) per target that is a float: ones, or what the user gives in their stead."""
    outputs: list[Any] = [] if given is None else flatten(given)
    if None in [o if o is None else 0 for o in outputs]:
        raise ValueError(NONE)
    seeds = []
    for n, t in enumerate(targets):
        if t.dtype is string:
            continue
        if n >= len(outputs):
            seeds.append((t.at, conjugated(like(held(t), 1.0)) if t.dtype.is_complex else like(held(t), 1.0)))
            continue
        g = convert(outputs[n]) if hasattr(outputs[n], "dtype") else convert(outputs[n], t.dtype)
        if g.dtype is not t.dtype:
            raise invalid(
                f"cannot compute Mul as input #1(zero-based) was expected to be a {g.dtype.kernel} tensor but is a "
                f"{t.dtype.kernel} tensor", "Mul", kernel=False,
            )  # fmt: skip
        if g.dtype.is_complex:
            g = conjugated(g)
        try:
            seeds.append((t.at, seed(g, EagerTensor(held(t)))))
        except ValueError:
            raise invalid(
                f"Incompatible shapes: [{','.join(map(str, shape_of(g)))}] vs. [{','.join(map(str, t.shape))}]", "Mul"
            ) from None
    return seeds


def conjugated(g: Any) -> Any:
    """Inside, cotangents are not conjugated; outside, as TensorFlow has it, they are."""
    from .complexes import conjugate

    return conjugate(g)


def source_like(source: Any, c: float) -> EagerTensor:
    """A tensor full of c, shaped and typed as the source; of texts, empty ones."""
    if source.dtype is string:
        return convert(np.full(tuple(source.shape), b"", object)) if tuple(source.shape) else convert("")
    return retyped(EagerTensor(like(held(source), c)), source.dtype)


def answer(g: Any, source: Any) -> EagerTensor:
    """A cotangent as a tensor of the source's dtype."""
    if not isinstance(g, Traced) and hasattr(g, "shape") and g.shape:
        g = np.array(g)
    found = EagerTensor(plain(g), g.at if isinstance(g, Traced) else 0)
    if found.dtype is not source.dtype:
        found = cast(found, source.dtype)
    return conjugated(found) if source.dtype.is_complex else found


def assembled(g: Any, shape: tuple[int, ...], source: Any, zero: bool) -> Any:
    """A Jacobian as a tensor; zeros, or None, where no path leads."""
    if g is None or not source.dtype.trainable:
        return convert(np.zeros(shape + tuple(source.shape), source.dtype.as_numpy_dtype)) if zero else None
    return answer(g, source)
