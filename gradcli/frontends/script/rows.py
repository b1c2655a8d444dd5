"""A script's function at every row of a table: the script runs once, its function is recorded at some of the rows.

What is compiled is a recording; where a row decides otherwise than the recorded one, the function is recorded again.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from functools import cached_property
from types import CodeType, ModuleType
from typing import Any

from ...answer.settle import Settled, settle
from ...answer.subject import Ask, Subject
from ...core.observer import observing
from ...core.program import Program
from ...core.trace import Listener, Observer, Readable, Traced, plain, tick
from ...errors import DomainFault, GradcliError, clip
from ...interpreters.code.numpy_code import Unvectorised
from ...ops.arithmetic import read as reading
from ...ops.values import shape_of
from ...results import Report, Result
from ..evaluate import fill
from ..table.rows import Recorded
from .reporting.explain_none import Heard
from .reporting.kept import wasted
from .reporting.kinks import tied
from .running.exits import returning, until_exit
from .running.source_lines import lined
from .sources import Sources
from .untaped import Snippet


class TabledScript(Snippet):
    """A script whose function --call is tabulated once it has run.

    work: is given the `ScriptFunctions` of the script, and writes the table.
    """

    work: Callable[..., None]

    def run(self, code: CodeType, main: ModuleType) -> None:
        """Run the script, and then, with its modules and hooks still in place, make the table."""
        until_exit(code, main, self.inputs, self.text)
        self.ended = True
        try:
            returning(self.inputs, self.work, ScriptFunctions(self, main))
        except GradcliError as error:
            self.inputs.refused = error

    def report(self, main: ModuleType, failed: bool) -> Report:
        """Nothing: the table is written. Raises what making it raised."""
        if self.inputs.refused is not None:
            raise self.inputs.refused
        return Report([])


class ScriptFunctions:
    """Makes the function of a row, once the columns are known."""

    def __init__(self, script: TabledScript, main: ModuleType) -> None:
        self.script, self.main = script, main

    def function(self) -> Any:
        """The function that --call names. Raises GradcliError if there is none."""
        return self.script.inputs.function(self.main)

    def arguments(self, also: Sequence[str] = ()) -> list[str]:
        """The names of its arguments that have no value, and of those that are wanted though they have one."""
        parameters = inspect.signature(self.function()).parameters.values()
        return [p.name for p in parameters if p.default is p.empty or p.name in also]

    def of(self, columns: Sequence[str], ask: Ask) -> ScriptFunction:
        """The function whose parameters are columns, but for those that have a value. Raises GradcliError."""
        script, f = self.script, self.function()
        parameters = inspect.signature(f).parameters.values()
        named = [p for p in parameters if p.kind not in (p.VAR_KEYWORD, p.VAR_POSITIONAL)]
        names = [p.name for p in named if p.name in columns and p.name not in script.inputs.values]
        missing = [
            p.name for p in named if p.default is p.empty and p.name not in names and p.name not in script.inputs.values
        ]
        if missing or not names:
            listed = ", ".join(clip(c, 20) for c in columns[:8])
            what = f"no column {', '.join(missing)}" if missing else "none of its arguments is a column"
            x = (missing or [p.name for p in named] or ["x"])[0]
            hint = f"the columns are {listed}; --map {x}=NAME says which one {x} is, {x}=2 is a constant"
            if named and not missing and all(p.name in script.inputs.values for p in named):
                what, hint = "all its arguments have a value", f"leave {named[0].name}=... out: it is then what varies"
            raise GradcliError(f"{script.call}: {what}", code="no-value", hint=hint)
        return ScriptFunction(script, self.main, names, ask)


class ScriptFunction:
    """A function of the script at a row."""

    unused: tuple[str, ...] = ()
    errors: Sequence[float] = ()

    def __init__(self, script: TabledScript, main: ModuleType, names: Sequence[str], ask: Ask) -> None:
        self.script, self.main, self.names = script, main, tuple(names)
        self.fixed = dict(script.inputs.values)
        self.wrt = ask.wrt or self.names
        self.ask = ask._replace(wrt=None, check=False)

    def heard(self, values: Sequence[float], traced: Sequence[str]) -> tuple[Sources, Any, Heard]:
        """The function called at a row: its sources, its result, and what was heard. Raises what the function raises.

        traced: the names that are sources; the others are plain numbers.
        """
        inputs = self.script.inputs
        inputs.values = {**self.fixed, **dict(zip(self.names, map(float, values)))}
        inputs.wrt = tuple(dict.fromkeys(traced))
        inputs.sources = Sources(inputs.values)
        f: Any = self.main.__dict__[self.script.call or ""]
        with lined(self.script.modules.files), Listener() as ear:
            positional, named = inputs.arguments(f, self.main)
            result = f(*positional, **named)
            if isinstance(result, Readable):
                result = result.read()
        missing = [name for name in self.wrt if name not in inputs.sources]
        if missing:
            raise GradcliError(
                f"--wrt: '{clip(missing[0])}' is no number that {self.script.call} is given", code="option"
            )
        if shape_of(result) or not isinstance(plain(result), int | float):
            kind = f"an array of shape {shape_of(result)}" if shape_of(result) else type(plain(result)).__name__
            raise GradcliError(f"{self.script.call} returns {kind}, and a table takes a number", code="shape")
        return inputs.sources, result, Heard(ear.heard)

    def record(self, values: Sequence[float]) -> Recorded:
        """The program of a row. Raises Unvectorised where something is chosen by its numbers and no step says so."""
        observer = Observer()
        with observing(observer):
            row, _ = self.recorded(values, (*self.names, *self.wrt))
        if observer.exits or observer.choices:
            how = observer.exits[0].how if observer.exits else "an index"
            raise Unvectorised(f"{how} takes a value off the tape")
        return row

    def recorded(self, values: Sequence[float], traced: Sequence[str]) -> tuple[Recorded, Heard]:
        """The program of a row by some names, and what was heard of it."""
        sources, result, heard = self.heard(values, traced)
        steps = heard.steps
        at = result.at if isinstance(result, Traced) and result.at else tick()
        if at not in {s[0] for s in steps} and at not in {s.at for s in sources.values()}:
            steps.append((at, reading.op, float(plain(result)), 0, 0, float(plain(result))))
        program = Program([sources[n].at for n in self.names if n in sources], [at], steps)
        return Recorded(program, tuple(sources[n].at for n in self.wrt), tuple(map(float, values))), heard

    def settle(self, values: Sequence[float]) -> Result:
        """The answer at one row. Raises DomainFault where the function raises, as Python's does outside its domain."""
        return self.settled(values)[0]

    def settled(self, values: Sequence[float]) -> tuple[Result, Subject, Settled]:
        """The same, with what it was made of."""
        try:
            row, heard = self.recorded(values, self.wrt)
        except GradcliError:
            raise
        except (ArithmeticError, ValueError) as error:
            raise DomainFault(f"{self.script.call} raises {type(error).__name__}: {error}", code="domain") from None
        program = Program(row.wrt, row.program.targets, row.program.steps).needed()
        made = row.program.values()
        points = dict(zip(self.names, row.values))
        subject = Subject(
            program, self.wrt, tuple(points.get(n, made.get(p, 0.0)) for n, p in zip(self.wrt, row.wrt)),
            made.get(row.program.targets[0], 0.0),
        )  # fmt: skip
        result = Result(self.script.call or "f", None, dict(points))
        found = settle(subject, self.ask)
        fill(result, found.blocks)
        known = {note.path for note in found.notes}
        ties = tied(program, self.wrt, heard.steps, heard.lines, (), self.quiet) if self.ask.order else []
        result.notes += [*found.notes, *(note for note in ties if note.path not in known)]
        return result, subject, found

    @cached_property
    def quiet(self) -> set[int]:
        """The lines that decide nothing of the result."""
        return wasted(self.script.text, None, self.script.modules)

    def check(self, values: Sequence[float]) -> Result:
        """The answer with its check."""
        from ...check import verify

        result, subject, found = self.settled(values)
        result.check = verify(subject, found, self.ask._replace(check=True), None)
        return result
