"""What is printed, as plain data: commands compute these, and one place draws them.

A number is a float, or `Digits` where `--digits` is above 15; an array is nested lists of them; None is a null, and
has a warning with its path that says why. A `Path` says where a number stands; writers read its parts, never its text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..record import Record
from .numbers import Number

if TYPE_CHECKING:
    from .check import Check
    from .steps import Derivation

CURLY = "∂"  # the d of a partial derivative; where it cannot be written a plain one is (cli/streams)


class Path(str):
    """Where a number stands in a result: the text `grad.x`, `hessian.x.y`, `partials.x.x.y`, and what it is made of.

    kind: value, grad, jacobian, diagonal (of a Jacobian), hessian, derivatives, partials; of uncertain variables
    deviation, share, second_order and mean. by: the names differentiated by, in order; those of `derivatives.3` are
    three times the one variable.
    """

    __slots__ = ("by", "kind")
    kind: str
    by: tuple[str, ...]

    def __new__(cls, kind: str, *by: str) -> Path:
        self = str.__new__(cls, ".".join((kind, *by)) if kind != "derivatives" else f"{kind}.{len(by)}")
        self.kind, self.by = kind, by
        return self

    def __reduce__(self) -> tuple[type[Path], tuple[str, ...]]:  # for copies
        return Path, (self.kind, *self.by)


class Note(Record):
    """A warning: where, a stable code (kink, jump, pole, ...), a sentence, and the true value as text."""

    path: str
    code: str
    message: str
    value: str | None = None


VALUE = Path("value")


COUNTING = ("a count", "a whole number", "indices")


class Undifferentiated(Record):
    """A number of a script, or an array, that no derivative is taken by: its name, its line, and why.

    why: for `COUNTING` nobody would.
    """

    name: str
    line: int
    why: str


class Result:
    """One function at one point: its value, gradient, and what else was asked for, in the order of printing.

    bounds: (whether a ball proves it, how far at most a number is from what it stands for), by path, in its shape.
    formulas: derivatives as text, by path; steps: how they are derived. A result that has no point has no numbers: only
    formulas, steps, or a check. not_differentiated: what else there is in a script that it could be differentiated by.
    """

    def __init__(
        self, name: str, expr: str | None, point: dict[str, Number], numbers: dict[Path, Number] | None = None,
        *, line: int | None = None, calls: int = 1, variables: tuple[str, ...] = (),
    ) -> None:  # fmt: skip
        self.name, self.expr, self.point, self.line, self.calls = name, expr, point, line, calls
        self.numbers: dict[Path, Number] = {} if numbers is None else numbers
        self.bounds: dict[Path, tuple[Any, Any]] = {}
        self.formulas: dict[Path, str] | None = None
        self.steps: dict[str, Derivation] | None = None
        self.check: Check | None = None
        self.notes: list[Note] = []
        self.deviations: dict[str, Number] = {}
        self.diagonal: tuple[Path, ...] = ()  # the Jacobians that are diagonal by construction
        self.not_differentiated: list[Undifferentiated] = []
        self.variables = variables  # what it is a function of, where there is no point to tell

    def of(self, *kinds: str) -> dict[Path, Number]:
        """The numbers of some kinds, by path."""
        return {path: number for path, number in self.numbers.items() if path.kind in kinds}

    @property
    def partial(self) -> bool:
        """Whether its derivatives are partial ones, with a curly d: by several variables, or by elements."""
        names = {*self.point, *self.variables, *(x for path in self.numbers for x in path.by)}
        return len(names) > 1 or any(isinstance(value, list | tuple) for value in self.point.values())

    @property
    def value(self) -> Number:
        """The value; None where it is undefined, or where no point was given."""
        return self.numbers.get(VALUE)

    @property
    def grad(self) -> dict[str, Number] | None:
        """The gradient by variable."""
        return {path.by[0]: number for path, number in self.of("grad").items()} or None

    @property
    def jacobian(self) -> dict[str, Number] | None:
        """The Jacobian of an array by variable."""
        return {path.by[0]: number for path, number in self.of("jacobian").items()} or None

    @property
    def hessian(self) -> dict[str, dict[str, Number]] | None:
        """The Hessian by its two variables."""
        rows: dict[str, dict[str, Number]] = {}
        for path, number in self.of("hessian").items():
            rows.setdefault(path.by[0], {})[path.by[1]] = number
        return rows or None

    @property
    def derivatives(self) -> list[Number] | None:
        """All derivatives by the one variable, the value first."""
        return list(self.of("derivatives").values()) or None

    @property
    def partials(self) -> dict[str, Number] | None:
        """Mixed partials, by their variables: `x,x,y`."""
        return {",".join(path.by): number for path, number in self.of("partials").items()} or None


class Report:
    """All results of one command, and the warnings that belong to none of them."""

    def __init__(self, results: list[Result], notes: list[Note] | None = None) -> None:
        self.results = results
        self.notes: list[Note] = [] if notes is None else notes
