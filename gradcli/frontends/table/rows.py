"""A function's value and derivatives at many rows: recorded once, compiled, the rows in doubt settled one by one.

What is compiled is what was recorded at one row, if another row, moved off it, records the same; where a function does
not allow that (an index that is a variable, a determinant) every row is settled by itself, as `eval` does it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from ...core.forms import numpy
from ...core.program import Program
from ...core.reach import descendants
from ...core.trace import Step, split
from ...errors import BREAKS, DomainFault, GradcliError
from ...interpreters.code.numpy_code import Code, Unvectorised
from ...interpreters.code.row_doubt import doubted, on_kinks
from ...interpreters.code.straight_line import By, Line, TooLong, same_code, taken, with_derivatives
from ...interpreters.code.unrolled import NotUnrolled, unrolled
from ...ops.values import is_finite
from ...record import Record
from ...results import VALUE, Path, Result

STATUS = ("ok", "kink", "jump", "nonfinite", "domain", "digits", "underflow", "bad row")
OK, KINK, JUMP, NONFINITE, DOMAIN, DIGITS, UNDERFLOW, BAD = range(len(STATUS))
CODES = {
    "kink": KINK, "onesided": KINK, "jump": JUMP, "pole": NONFINITE, "infinite": NONFINITE, "overflow": NONFINITE,
    "nonfinite": NONFINITE, "domain": DOMAIN, "removable": DOMAIN, "digits": DIGITS, "undecided": DIGITS,
    "underflow": UNDERFLOW,
}  # fmt: skip
ONE_BY_ONE = 300  # rows of a run that are settled by themselves where the others are not
VARIANTS = 32  # of a function whose rows take different branches
TRIED = 5  # rows at which recording is tried
MOVES = ((1.0625, 0.3125), (1.0001, 1e-7))  # off a row, times and plus: far, and so near that branches stay


class Recorded(Record):
    """What was recorded at one row: a program whose sources are the columns, and the places to differentiate by."""

    program: Program
    wrt: tuple[int, ...]
    values: tuple[float, ...]


class Function(Protocol):
    """What is tabulated."""

    errors: Sequence[float]  # how far a column may be from what is meant

    def record(self, values: Sequence[float]) -> Recorded:
        """The program of one row. Raises GradcliError."""

    def settle(self, values: Sequence[float]) -> Result:
        """The whole answer for one row, each number right or with a note. Raises DomainFault."""


@dataclass(slots=True)
class Quantity:
    """One column that is computed: its name (grad.x), and what it is differentiated by, as positions of names."""

    name: Path
    path: By


@dataclass(slots=True)
class Answer:
    """The computed columns of a block of rows, and each row's status as a position in STATUS."""

    values: list[Any]
    status: Any


@dataclass(slots=True)
class Tabulator:
    """Evaluates a function at blocks of rows.

    unsettled: doubtful rows that were left as float64 has them; by_row: why nothing could be compiled.
    """

    function: Function
    quantities: Sequence[Quantity]
    digits: int = 10
    code: Code | None = None
    by_row: str = ""
    settled: int = 0
    unsettled: int = 0
    branching: bool = False  # some of a row's steps are not its own: those of the branch that it does not take
    guarded: bool = False  # the code is that of the branches the recorded row took
    variants: list[tuple[Code, Any]] = field(default_factory=list)

    def at(self, columns: Sequence[Any]) -> Answer:
        """The answer for columns of one length, all of them numbers. Raises GradcliError for what no row can have."""
        import numpy as np

        rows = len(columns[0])
        if rows and self.code is None and not self.by_row:
            self.compile(columns)
        if self.code is None:
            found = Answer([np.full(rows, np.nan) for _ in self.quantities], np.zeros(rows, np.int8))
            for n in range(rows):
                self.settle(columns, n, found)
            return found
        try:
            values, doubt = self.code(columns)
        except BREAKS as error:  # of some library's function, which does not take columns
            self.code, self.by_row = None, str(error)
            return self.at(columns)
        alone = np.zeros(rows, bool)  # rows of which no code is their own
        if self.guarded:
            alone[self.branch(columns, np.arange(rows), values, doubt)] = True
        finite = np.logical_and.reduce([np.isfinite(v) for v in values])
        if self.branching and not finite.all():
            self.branch(columns, np.flatnonzero(~finite), values, doubt)
            finite = np.logical_and.reduce([np.isfinite(v) for v in values])
        found = Answer(values, np.zeros(rows, np.int8))
        for n in np.flatnonzero(doubt | ~finite | alone).tolist():
            if alone[n]:
                self.settle(columns, n, found)
            elif self.settled < ONE_BY_ONE:
                self.settled += 1
                self.settle(columns, n, found)
            else:
                self.unsettled += 1
                found.status[n] = guessed(columns, values, n, bool(finite[n]))
                if np.isnan(values[0][n]):  # where there is no value is no derivative
                    for column in values:
                        column[n] = np.nan
        return found

    def compile(self, columns: Sequence[Any]) -> None:
        """Record the function at a row, and once more beside it; compile it if that gives the same code."""
        import numpy as np

        rows = len(columns[0])
        paths = [q.path for q in self.quantities]
        reason = ""
        for n in dict.fromkeys(np.linspace(rows // 3, rows - 1, TRIED).astype(int).tolist()):
            values = [float(c[n]) for c in columns]
            try:
                recorded = self.function.record(values)
                line = self.line(recorded, paths)
                if not any(self.same_line(line, [v * times + plus for v in values], paths) for times, plus in MOVES):
                    raise Unvectorised("what is computed depends on the row")
                self.code = self.watched(line)
                self.branching = any(s[1].selects for s in recorded.program.steps)
                self.guarded = any(s[1].guards for s in recorded.program.steps)
                return
            except (Unvectorised, NotUnrolled, TooLong, *BREAKS) as error:
                reason = reason or str(error) or "the function is too long"
            except GradcliError as error:
                reason = error.message
        self.by_row = reason

    def watched(self, line: Line) -> Code:
        """The code of a line, with the questions whether a row is in doubt."""
        return Code(doubted(line, self.digits, zip(line.sources, self.function.errors)))

    def same_line(self, line: Line, values: Sequence[float], paths: Sequence[By]) -> bool:
        """Whether another row gives the same code."""
        try:
            return same_code(line, self.line(self.function.record(values), paths))
        except (GradcliError, Unvectorised, NotUnrolled, TooLong, *BREAKS):
            return False

    def line(self, recorded: Recorded, paths: Sequence[By]) -> Line:
        """The line of value and derivatives at a recorded row, with the question whether a row sits on a kink."""
        for step in constants(recorded.program):
            kinks = step[1].kinks
            if not is_finite(step[2]) or (kinks is not None and numpy().any(kinks(*split(step)[1]))):
                raise Unvectorised("a constant is not finite, or on a kink")
        program = unrolled(recorded.program, recorded.values)
        wrt = recorded.wrt
        if program is not recorded.program:
            again = dict(zip(recorded.program.sources, program.sources))
            if not set(wrt) <= set(again):
                raise Unvectorised("a part is differentiated by, and arrays are involved")
            wrt = tuple(again[p] for p in wrt)
        return with_derivatives(program, wrt, paths, watch=on_kinks)

    def branch(self, columns: Sequence[Any], rows: Any, values: list[Any], doubt: Any) -> Any:
        """Compute rows again, each with the branches that it takes alone: what was not taken may not be finite.

        Returns the rows that no code was found for.
        """
        remaining = rows
        for code, truths in self.variants:
            remaining = self.assign(code, truths, columns, remaining, values, doubt)
        while len(remaining) and len(self.variants) < VARIANTS:
            row = [float(c[remaining[0]]) for c in columns]
            try:
                line, truths = self.variant(row)
                times, plus = MOVES[-1]
                if self.guarded and not same_code(line, self.variant([v * times + plus for v in row])[0]):
                    return remaining
                code = self.watched(line)
                after = self.assign(code, truths, columns, remaining, values, doubt)
            except (GradcliError, Unvectorised, NotUnrolled, TooLong, *BREAKS):
                return remaining
            self.variants.append((code, truths))
            if len(after) == len(remaining):
                return remaining
            remaining = after
        return remaining

    def variant(self, values: Sequence[float]) -> tuple[Line, list[bool]]:
        """The line of the branches that a row takes, with what decides as outputs too, and how that came out."""
        recorded = self.function.record(values)
        program, decided = taken(unrolled(recorded.program, recorded.values))
        again = dict(zip(recorded.program.sources, program.sources))
        wrt, paths = [again.get(p, p) for p in recorded.wrt], [q.path for q in self.quantities]
        line = with_derivatives(program, wrt, paths, [o for o, _ in decided], on_kinks)
        return line, [truth for _, truth in decided]

    def assign(
        self, code: Code, truths: Sequence[bool], columns: Sequence[Any], rows: Any, values: list[Any], doubt: Any
    ) -> Any:
        """Take a variant's numbers for those of the rows that decide as it does; the rows that are left."""
        import numpy as np

        if not len(rows):
            return rows
        found, unsure = code([c[rows] for c in columns])
        agree = np.ones(len(rows), bool)
        for condition, truth in zip(found[len(values) :], truths):
            agree &= (condition != 0) == truth
        for column, new in zip(values, found):
            column[rows[agree]] = new[agree]
        doubt[rows[agree]] = unsure[agree]
        return rows[~agree]

    def settle(self, columns: Sequence[Any], n: int, found: Answer) -> None:
        """Put what one row settles to in place of its float64 numbers."""
        values = [float(c[n]) for c in columns]
        try:
            result = self.function.settle(values)
        except DomainFault:
            found.status[n] = DOMAIN
            for column in found.values:
                column[n] = float("nan")
            return
        for q, column in zip(self.quantities, found.values):
            number = result.numbers.get(q.name)
            column[n] = float("nan") if number is None else float(number)
        found.status[n] = status_of(result, [q.name for q in self.quantities])


def constants(program: Program) -> list[Step]:
    """The steps that depend on no source."""
    moving = {step[0] for step in descendants(program.steps, program.sources)}
    return [step for step in program.steps if step[0] not in moving]


def guessed(columns: Sequence[Any], values: Sequence[Any], n: int, finite: bool) -> int:
    """The status of a doubtful row that was not settled."""
    import math

    if finite:
        return DIGITS
    value = float(values[0][n])
    return DOMAIN if math.isnan(value) and all(math.isfinite(c[n]) for c in columns) else NONFINITE


def status_of(result: Result, names: Sequence[Path]) -> int:
    """The status that a settled result deserves: the worst of what its notes say."""
    import math

    found = {("digits", str(path)) for path, (proven, _) in result.bounds.items() if proven}  # those float64 had not
    doubts = [note for note in result.notes if note.path in names and (note.code, note.path) not in found]
    codes = [CODES[note.code] for note in doubts if note.code in CODES]
    numbers = [result.numbers.get(name) for name in names]
    if not codes and any(v is None or not math.isfinite(float(v)) for v in numbers):
        codes = [NONFINITE]
    for status in (DOMAIN, NONFINITE, JUMP, KINK, DIGITS, UNDERFLOW):
        if status in codes:
            return status
    return OK


def quantities(names: Sequence[str], order: int, partials: Sequence[tuple[str, ...]] = ()) -> list[Quantity]:
    """The columns to compute: value, grad.x, hessian.x.y, ... Raises GradcliError for a partial by no variable."""
    from ...answer.derivatives import asked_partials
    from ...answer.subject import Ask

    found = [Quantity(VALUE, ())]
    if order >= 1:
        found += [Quantity(Path("grad", x), (n,)) for n, x in enumerate(names)]
    if order >= 2:
        found += [Quantity(Path("hessian", x, y), (n, m)) for n, x in enumerate(names) for m, y in enumerate(names)]
    if order >= 3 and len(names) == 1:
        found += [Quantity(Path("derivatives", *[names[0]] * k), (0,) * k) for k in range(3, order + 1)]
    named = [tuple(names.index(x) for x in path if x in names) for path in partials]
    for path in asked_partials(tuple(names), Ask(order=order, partials=tuple(partials))):
        if len(names) > 1 or path in named:
            found.append(Quantity(Path("partials", *(names[n] for n in path)), tuple(path)))
    return found
