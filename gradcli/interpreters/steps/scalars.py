"""A program as scalar terms: each element of an array by itself, what sums and products are made of written out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any

from ...core.forms import pointwise
from ...core.op import Op
from ...core.program import Program, replay
from ...core.trace import tick
from ...errors import BREAKS
from ...ops import analysis, arithmetic
from .table import wanted
from .terms import Term

STEPS = 300  # scalar steps of a program that is derived by hand


class NoDerivation(Exception):
    """The program cannot be derived term by term; the message says why."""


class Scalar(Term):
    """A term with Python's arithmetic, so that NumPy's sums and products of arrays of them are sums and products."""

    __slots__ = ()


def make(op: Op, *args: Any) -> Scalar:
    """An op on terms and numbers."""
    terms = tuple(a if isinstance(a, Term) else Scalar(float(a)) for a in args)
    return Scalar(op.evaluate(*[t.value for t in terms]), op, terms, tick())


def operator(op: Op, swapped: bool = False) -> Callable[..., Scalar]:
    """A method that is an op on terms."""
    return lambda a, *b: make(op, *b, a) if swapped else make(op, a, *b)


for _name, _op in {"add": arithmetic.add.op, "sub": arithmetic.subtract.op, "mul": arithmetic.multiply.op,
                   "truediv": arithmetic.divide.op, "neg": arithmetic.negative.op}.items():  # fmt: skip
    setattr(Scalar, f"__{_name}__", operator(_op))
    setattr(Scalar, f"__r{_name}__", operator(_op, swapped=True))


def leaves(value: Any, place: int = 0) -> Any:
    """A number as a term, an array as terms: constants, or of a source's place, its elements of places of their own."""
    if not getattr(value, "shape", ()):
        return Scalar(value if isinstance(value, bool) else float(value), place=place)
    return pointwise(lambda v: leaves(v, tick() if place else 0), value)


def norm(xs: Sequence[Term]) -> Term:
    """The root of the sum of squares."""
    return make(analysis.sqrt.op, sum_of([make(arithmetic.power.op, x, 2.0) for x in xs]))


def sum_of(xs: Sequence[Any]) -> Any:
    """The terms added one after another."""
    return reduce(lambda a, b: a + b, xs)


WRITTEN_OUT: dict[str, Callable[[Sequence[Any]], Any]] = {
    "norm": norm, "prod": lambda xs: reduce(lambda a, b: a * b, xs),
    "logsumexp": lambda xs: make(analysis.log.op, sum_of([make(analysis.exp.op, x) for x in xs])),
    "max": lambda xs: max(xs, key=lambda x: x.value), "min": lambda xs: min(xs, key=lambda x: x.value),
}  # fmt: skip


def scalars(program: Program, values: Sequence[Any]) -> tuple[list[Any], Any]:
    """(the sources as terms or arrays of terms, the target likewise). Raises NoDerivation."""
    env = {place: leaves(value, place) for place, value in zip(program.sources, values)}
    steps = [step for step in wanted(program) if step[0] not in env]
    if sum(getattr(step[2], "size", 1) for step in steps) > STEPS:
        raise NoDerivation(f"more than {STEPS} steps are too many to write out")
    replay(steps, env, lambda step, xs: applied(step[1], step[2], xs, step[0]), leaves)
    target = env.get(program.targets[0])
    if target is None:
        raise NoDerivation("the value is a constant")
    return [env[p] for p in program.sources], target


def applied(op: Op, y: Any, xs: list[Any], place: int) -> Any:
    """One step on terms."""
    shape = getattr(y, "shape", ())
    if op.elementwise:
        if not shape:
            return Scalar(y if isinstance(y, bool) else float(y), op, tuple(xs), place)
        return pointwise(lambda v, *terms: applied(op, v, list(terms), tick()), y, *xs)
    written_out = WRITTEN_OUT.get(op.name)
    if written_out and not shape and not any(p is not None and p is not False for p in op.params):
        return written_out(list(xs[0].flat))
    if op.kind not in ("linear", "bilinear"):
        raise NoDerivation(f"'{op.name}' is not written out term by term")
    try:
        found = op.evaluate(*xs)
    except BREAKS:
        raise NoDerivation(f"'{op.name}' is not written out term by term") from None
    if getattr(found, "shape", ()) != shape or not isinstance(found.flat[0] if shape else found, Term):
        raise NoDerivation(f"'{op.name}' is not written out term by term")
    return found
