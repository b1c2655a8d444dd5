"""What is asked, and of what: a subject is a program with one target, at a point."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from time import monotonic
from types import MappingProxyType
from typing import Any

from ..core.program import Program, replay
from ..core.trace import Listener, Step, Tensor, tick
from ..ops.values import shape_of
from ..record import Record
from ..results import Path

SECONDS = 10.0  # that a check takes at most, unless a deadline allows more
NONE: Mapping[Any, Any] = MappingProxyType({})


class InDoubt(Exception):
    """Float64 alone does not answer what was asked."""


class Ask(Record):
    """What the user wants to know.

    order: 0 value only, 1 gradient, 2 Hessian too, n all derivatives up to n. partials: mixed partials by name.
    wrt: the names to differentiate by; None for all. digits: significant digits, all of them to be right.
    expect: gradients that the user derived by hand, by name, as expressions.
    covariances: of uncertain variables, (x, y) -> a number, (v,) -> a matrix.
    formula: symbolic derivatives, no point needed; steps: how they are derived. recorded: check the recorded program
    alone, and not the script that made it. against: the script's function that computes the same by hand.
    deadline: of the clock (time.monotonic), by which all is to be done; None for the usual limits.
    prove: every number by balls, float64's error bound not being enough.
    symbolic: the check asks SymPy too. float64: it alone, and InDoubt is raised where it will not do.
    """

    order: int = 1
    partials: tuple[tuple[str, ...], ...] = ()
    wrt: tuple[str, ...] | None = None
    check: bool = False
    rtol: float | None = None
    digits: int = 10
    expect: Mapping[str, str] = NONE
    covariances: Mapping[tuple[str, ...], Any] = NONE
    formula: bool = False
    steps: bool = False
    recorded: bool = False
    against: str | None = None
    deadline: float | None = None
    prove: bool = False
    symbolic: bool = True
    float64: bool = False

    @property
    def seconds(self) -> float:
        """What a check may take: of what is left, a little is kept for the report."""
        return SECONDS if self.deadline is None else max(0.9 * (self.deadline - monotonic()), 0.05)

    def by(self, name: str) -> bool:
        """Whether derivatives by this name are wanted."""
        return self.wrt is None or name in self.wrt


class Block:
    """The numbers at one path. by: the sources differentiated by, in order; () for the value itself.

    The value's shape is the target's, followed by that of each source in `by`. error: a bound of how far each is from
    the number that it stands for, where one is known; proven: whether that is a ball of FLINT's.
    """

    __slots__ = ("by", "error", "path", "proven", "value")

    def __init__(self, path: Path, by: tuple[int, ...], value: Any, error: Any = None, proven: Any = False) -> None:
        self.path, self.by, self.value, self.error, self.proven = path, by, value, error, proven


class Subject(Record):
    """A program with one target, and the names and values of its sources."""

    program: Program
    names: tuple[str, ...]
    values: tuple[Any, ...]
    constant: Any = 0.0  # the target's value where no step and no source made it

    @property
    def target(self) -> int:
        """The place that is differentiated."""
        return self.program.targets[0]

    @property
    def result(self) -> Any:
        """The recorded value of the target."""
        for step in reversed(self.program.steps):
            if step[0] == self.target:
                return step[2]
        return dict(zip(self.program.sources, self.values)).get(self.target, self.constant)

    def at(self, values: Sequence[Any], keep: Callable[[Any], Any] = lambda a: a) -> Subject:
        """The same program recorded again at other values, which may be of another class.

        A source that the program makes of others is made again. keep: what becomes of values that are no sources.
        """
        program = self.program
        starts = [Tensor(v, tick()) for v in values]
        numbers = {place: n for n, place in enumerate(program.sources)}
        env: dict[int, Any] = {place: Tensor(keep(a), tick()) for place, a in program.unmade().items()}
        env.update(zip(program.sources, starts))

        def again(step: Step, args: list[Any]) -> Any:
            y = step[1].call(*args)
            if step[0] in numbers and isinstance(y, Tensor):
                starts[numbers[step[0]]] = y
            return y

        with Listener() as ear:
            target = replay(program.steps, env, again, keep).get(self.target)
        at = target.at if isinstance(target, Tensor) else 0
        made = Program([s.at for s in starts], [at], ear.steps)
        return Subject(made, self.names, tuple([s.value for s in starts]), self.constant)


def diagonal(subject: Subject) -> tuple[Path, ...]:
    """The Jacobians that are diagonal because every step acts on each element alone: those by vectors, of a vector."""
    shape = shape_of(subject.result)
    if len(shape) != 1 or shape[0] < 2:
        return ()
    for step in subject.program.needed().steps:
        if not step[1].elementwise or shape_of(step[2]) not in ((), shape):
            return ()
    return tuple(Path("jacobian", n) for n, v in zip(subject.names, subject.values) if shape_of(v) == shape)
