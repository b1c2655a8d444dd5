"""GradientTape: a listener with TensorFlow's manners."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from ..core.forms import numpy
from ..core.held import unchanged
from ..core.observer import OffTape
from ..core.program import Program, Slice
from ..core.trace import Listener, Readable, Tensor, Traced, place
from ..interpreters.reverse import reverse
from ..ops.indexing import getitem
from ..ops.values import is_finite, like, shape_of
from .cotangents import as_source, begin, check_traced, seed
from .structure import flatten, rebuild
from .variable import alone, owned

USED_UP = "A non-persistent GradientTape can only be used to compute one set of gradients (or jacobians)"
REENTERED = "Tape is still recording, This can happen if you try to re-enter an already-active tape."


@dataclass(slots=True)
class Call:
    """One question to a tape and its answer, as whoever witnesses it sees them.

    method: gradient, jacobian or batch_jacobian. seeds: (place, cotangent) per target. result: as the user gets it.
    again: it takes the place of the last one, whose run does not count.
    """

    tape: GradientTape
    method: str
    program: Program
    targets: list[Any]
    sources: list[Any]
    seeds: list[tuple[int, Any]]
    result: Any
    again: bool = False

    @property
    def kind(self) -> str:
        """What its answers are called in a path."""
        return "grad" if self.method == "gradient" else "jacobian"


class GradientTape(Listener):
    """Records what is computed from watched values inside its `with` block, and differentiates it.

    persistent: may be asked more than once. watch_accessed_variables: watch each trainable Variable that is read.
    """

    def __init__(self, persistent: bool = False, watch_accessed_variables: bool = True) -> None:
        super().__init__()
        self.persistent, self.accessed = persistent, watch_accessed_variables
        self.used, self.on = True, False
        self.forget()

    def forget(self) -> None:
        """Drop every record and every watch."""
        self.heard, self.past, self.variables = [], Slice(), {}

    variables: dict[int, Any]
    witness: ClassVar[Callable[[Call], None] | None] = None  # sees every question and its answer

    def __enter__(self) -> GradientTape:
        if self.on:
            raise ValueError(REENTERED)
        if self.used:
            self.forget()
            self.used = False
        self.resume()
        return self

    def __exit__(self, *error: Any) -> None:
        if self.on:
            self.pause()
        if error and isinstance(cause := getattr(error[1], "__cause__", None), OffTape):
            raise cause.with_traceback(error[2]) from None  # what NumPy hides: an array of its own takes no Tensor

    def resume(self) -> None:
        """Hear again."""
        self.on = True
        self.start()

    def pause(self) -> None:
        """Hear no more."""
        self.on = False
        self.stop()

    def on_read(self, variable: Any) -> None:
        """A trainable variable was read while this tape listens."""
        if self.accessed and variable.at not in self.variables:
            self.watch(variable)

    def watch(self, structure: Any) -> None:
        """From here on, record what is computed from these Tensors or Variables."""
        for x in flatten(structure):
            if isinstance(x, Traced):
                x.value = x.value if alone(partial(getattr, x, "value")) else owned(x.value)
            elif not hasattr(x, "at"):
                who = type(x).__name__
                raise ValueError(f"cannot watch a {who}: only a Tensor or a Variable has a gradient{begin(x)}")
            self.mark(x)
            if isinstance(x, Readable):
                self.variables[x.at] = x

    def watched_variables(self) -> tuple[Any, ...]:
        """The Variables watched so far, in order of creation."""
        return tuple(self.variables[at] for at in sorted(self.variables))

    @contextmanager
    def stop_recording(self) -> Iterator[None]:
        """A block that this tape does not hear."""
        if self.used:
            raise RuntimeError("Trying to stop recording a tape which is not recording.")
        if not self.on:
            raise ValueError("Tape is not recording.")
        self.pause()
        try:
            yield
        finally:
            self.__enter__()  # afresh, if it was used up meanwhile

    def reset(self) -> None:
        """Forget all that was heard and watched; go on recording."""
        if not self.on:
            raise ValueError("Tape is not recording.")
        self.pause()
        self.forget()
        self.resume()

    def program(self, targets: list[Any], sources: list[Any]) -> Program:
        """The program from the sources to the targets, carved out of what was heard."""
        self.past.extend(self.heard)
        found = self.past.program([t.at for t in targets], [s.at for s in sources])
        unchanged(found)
        return found

    @contextmanager
    def asked(self) -> Iterator[None]:
        """A question to the tape: a non-persistent one stops recording, answers, and is used up."""
        if self.used:
            raise RuntimeError(USED_UP)
        if not self.persistent and self.on:
            self.pause()
        try:
            yield
        finally:
            if not self.persistent:
                self.heard, self.past = [], Slice()
                self.used = True

    def gradient(
        self, target: Any, sources: Any, output_gradients: Any = None, unconnected_gradients: str = "none"
    ) -> Any:
        """The derivative of `target`, summed over its elements, for each of `sources`.

        target, sources: a Tensor or Variable, or nested lists, tuples, dicts of them; the result mirrors `sources`.
        output_gradients: a cotangent per target instead of ones.
        unconnected_gradients: what to answer where no path leads from a source: "none" or "zero".
        """
        if unconnected_gradients not in ("none", "zero"):
            raise ValueError(f"Unknown value for unconnected_gradients: {unconnected_gradients!r}")
        with self.asked():
            targets, leaves = flatten(target), flatten(sources)
            check_traced(targets, "target")
            check_traced(leaves, "source")
            for x in targets:
                place(x)
            given = flatten(output_gradients) if output_gradients is not None else [None] * len(targets)
            seeds = [(t.at, like(t.value, 1.0) if g is None else seed(g, t)) for t, g in zip(targets, given)]
            program = self.program(targets, leaves)
            found = self.sweep(program, seeds)
            for at, g in seeds:  # a target that no step leads to is still its own derivative
                if at not in program.sources:
                    found[at] = found[at] + g if at in found else g
            answers = []
            for s in leaves:
                ours = alone(partial(found.get, s.at))  # no longer once an answer holds it
                answers.append(self.answer(found.get(s.at), s, unconnected_gradients, ours))
            result = rebuild(sources, iter(answers))
            self.testify("gradient", program, targets, leaves, seeds, result)
        return result

    def testify(
        self, method: str, program: Program, targets: Any, sources: Any, seeds: Any, result: Any,
        again: bool = False,
    ) -> None:  # fmt: skip
        """Tell the witness, if there is one."""
        if (witness := GradientTape.witness) is not None:
            witness(Call(self, method, program, targets, sources, seeds, result, again))

    def sweep(self, program: Program, seeds: list[tuple[int, Any]]) -> dict[int, Any]:
        """The reverse sweep; where it meets inf * 0 it is run again with 0 absorbing."""
        found = self.adjoints(program, seeds)
        return found if all(is_finite(g) for g in found.values()) else reverse(program, seeds, absorb=True)

    @staticmethod
    def adjoints(program: Program, seeds: list[tuple[int, Any]]) -> dict[int, Any]:
        """One reverse sweep, as it comes: what meets inf * 0 is nan."""
        return reverse(program, seeds)

    def answer(self, g: Any, source: Any, unconnected: str, ours: bool = False) -> Any:
        """One gradient as the user gets it: a Tensor of the source's own class of number, or None. ours: see alone."""
        if g is None:
            return None if unconnected == "none" else Tensor(like(source.value, 0.0))
        if isinstance(g, Traced):  # the recorded steps hold its array too: the user gets another
            return type(g)(owned(g.value), g.at) if shape_of(g) else g
        return Tensor(as_source(g, source.value, ours))

    def jacobian(self, target: Any, sources: Any, unconnected_gradients: str = "none", **ignored: Any) -> Any:
        """d target / d source for each source, of shape target.shape + source.shape: a sweep per element of target."""
        with self.asked():
            leaves = flatten(sources)
            place(target)
            program = self.program([target], leaves)
            places = [(s.at, s.value) for s in leaves]
            found = self.rows(program, target.at, target.value, places, lambda g: self.sweep(program, [(target.at, g)]))
            parts = [self.column(g, target, s, unconnected_gradients) for g, s in zip(found, leaves)]
            result = rebuild(sources, iter(parts))
            self.testify("jacobian", program, [target], leaves, [], result)
        return result

    @staticmethod
    def rows(program: Program, at: int, value: Any, sources: list[tuple[int, Any]], sweep: Any) -> list[Any]:
        """The derivative of the value at a place by each source: many sweeps at once, where they can be."""
        from ..interpreters.stacked import jacobian

        return jacobian(program, at, value, sources, sweep)

    def column(self, g: Any, target: Any, source: Any, unconnected: str) -> Any:
        """The Jacobian by one source as the user gets it."""
        if g is None and unconnected != "none" and shape_of(target):
            return Tensor(numpy().zeros(shape_of(target) + shape_of(source)))
        return self.answer(g, source, unconnected)

    def batch_jacobian(self, target: Any, source: Any, unconnected_gradients: str = "none", **ignored: Any) -> Any:
        """The Jacobian of each row of `target` with respect to the same row of `source`: shape (b, ..., ...)."""
        t, s = shape_of(target), shape_of(source)
        if len(t) < 2 or len(s) < 2:
            raise ValueError(f"Shape {t if len(t) < 2 else s} must have rank at least 2")
        if t[0] != s[0]:
            raise ValueError(f"Need first dimension of target shape ({t}) and source shape ({s}) to match.")
        full = self.jacobian(target, source, unconnected_gradients)
        if full is None:
            return None
        n = numpy().arange(t[0])
        return getitem(full, (n, *(slice(None),) * (len(t) - 1), n))
