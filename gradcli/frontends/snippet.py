"""A script that takes no gradient itself: its last value is differentiated by its top-level numeric constants.

What is a source is read off the text before anything runs, and nothing runs twice. A constant is a name that the
module binds once, to numbers: a literal, arithmetic of literals, `np.array` of them (`x = 2.0`, `a, b = 1.0, -2.0`,
`w = np.array([1., 2.])`). A name that is bound again, as `x = x + a`, is the source that it was at first if the target
depends on that. But a count or a sum that a loop keeps, `total = 0.0` and then `total += x`, and a bound that it
replaces, `high = middle`, is a state, and becomes a source only if there is no constant, or if --wrt or NAME=VALUE
names it; so do lists of numbers, and what the script computes. The assignment itself is kept where it stands: only its
value goes through a hook, so lines and tracebacks do not change.

The target is --of NAME; else the last expression that stands alone and is a number; else the last assignment; else what
the script printed.
"""

from __future__ import annotations

import ast
import sys
import threading
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from ..core.program import Program
from ..core.trace import Listener, Traced, plain, split, tick, trace
from ..errors import GradcliError, nearest
from ..ops.arithmetic import read as reading
from ..ops.complex import is_complex
from ..ops.joining import array
from ..ops.values import shape_of
from ..results import Note, Report, Result
from ..study import Ask, Subject
from .casts import last_name
from .constants import Hooks, bindings, inside, is_start, names_in, numeric, pairs, states, top
from .house import read
from .lines import Lined
from .shown import execute
from .sources import Sources, given, number_like

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType, ModuleType

    from .house import House
    from .sources import Source

DOERS = frozenset("write writelines seek truncate send call system main collect alarm".split())


class Snippet:
    """One script without tapes: its sources, its target, and the trace between them."""

    def __init__(
        self, house: House, tree: ast.Module, values: dict[str, Any], ask: Ask, of: str | None, call: str | None,
        every: bool,
    ) -> None:  # fmt: skip
        self.house, self.tree, self.values, self.ask, self.of, self.call = house, tree, values, ask, of, call
        self.ear = Listener()
        self.sources = Sources(values)
        self.lines: dict[str, int] = {}
        self.rebound: set[str] = set()
        self.shown: tuple[tuple[int, int], Any] | None = None
        self.printed: tuple[int, Any] | None = None
        self.refused: GradcliError | None = None
        self.ended = False  # by itself, and not by an exception
        self.count = bindings(tree)
        self.text = (
            read(house.sources[house.filename], house.filename) if tree.body else tree
        )  # as it was, without hooks

    # before

    def prepare(self) -> ast.Module:
        """The tree with hooks on the sources and the last values. GradcliError if a name asked for is not there."""
        literal: dict[str, int] = {}
        known: dict[str, int] = {}
        starts: set[str] = set()
        for statement in top(self.tree.body):
            for target, value in pairs(statement):
                for name in names_in(target):
                    known[name] = statement.lineno
                if isinstance(target, ast.Name) and numeric(value):
                    if target.id not in literal and is_start(value):
                        starts.add(target.id)
                    literal.setdefault(target.id, statement.lineno)
        self.lines = known
        constants = {name for name in literal if self.count[name] == 1}
        wrt = set(self.ask.wrt or ())
        given = set(self.values) if self.call is None else set()
        for name in sorted((wrt | given) - set(known)):
            if self.call is None:
                raise unknown(name, known, "the script assigns no '{}' at top level")
        if self.of is not None and self.of not in self.count:
            raise unknown(self.of, self.count, "the script has no name '{}'")
        if constants:
            self.rebound = set(literal) - constants - states(self.tree, starts) - given
        default = set() if self.call else (constants | self.rebound or set(literal)) | given
        self.sources.chosen = default if self.ask.wrt is None else wrt
        overridden = set(self.values) & set(known)
        Hooks(self.sources.chosen | overridden, literal).body(self.tree.body)
        self.house.builtins.__dict__.update(
            __gradcli_source__=self.sources.assigned, __gradcli_chain__=self.sources.chained,
            __gradcli_value__=self.value, print=self.printing(print),
        )  # fmt: skip
        return self.tree

    # while it runs

    def value(self, where: tuple[int, int], value: Any) -> Any:
        """An expression that stands alone was evaluated."""
        complex_one = isinstance(value, Traced) and is_complex(value.value)
        if complex_one or (number_like(value) and not self.status(where, value)):
            self.shown = where, value
        return value

    def status(self, where: tuple[int, int], value: Any) -> bool:
        """Whether a value is no more than a call's word on what it did: how many letters `file.write` has written."""
        statement = self.standing(where)
        call = statement.value if statement is not None else None
        return type(value) is int and isinstance(call, ast.Call) and last_name(call.func) in DOERS

    def printing(self, original: Any) -> Any:
        """print, which remembers the last traced number that it was given."""

        def call(*args: Any, **kwargs: Any) -> None:
            for a in args:
                if isinstance(a, Traced) and a.at:
                    self.printed = sys._getframe(1).f_lineno, a
            original(*args, **kwargs)

        call.__name__ = call.__qualname__ = "print"
        return call

    def run(self, code: CodeType, main: ModuleType) -> None:
        """Run the script, and the function that --call names, under one trace."""
        self.leaks: list[tuple[int, str, int]] = []
        self.counts: set[int] = set()
        self.texts: dict[str, tuple[int, int]] = {}
        bootstrap = threading.Thread._bootstrap_inner  # type: ignore[attr-defined]
        setattr(threading.Thread, "_bootstrap_inner", lambda thread: self.hearing(bootstrap, thread))  # noqa: B010
        try:
            self.hearing(self.perform, code, main)
        finally:
            setattr(threading.Thread, "_bootstrap_inner", bootstrap)  # noqa: B010

    def hearing(self, action: Callable[..., None], *args: Any) -> None:
        """Do something in this thread under the script's one trace: the clock orders the steps of all threads."""
        trace.leaks, trace.counts, trace.files = self.leaks, self.counts, self.house.files
        trace.texts = self.texts
        trace.new_piece = lambda: Lined(self.house.files)
        try:
            with self.ear:
                action(*args)
        finally:
            trace.leaks = trace.counts = trace.texts = None
            trace.new_piece = list

    def perform(self, code: CodeType, main: ModuleType) -> None:
        """The script, then the function."""
        try:
            execute(code, main)
        except SystemExit:
            self.ended = True
            raise
        if self.call is not None:
            self.result = self.called(main)
        self.ended = True

    def called(self, main: ModuleType) -> Any:
        """f(name=value, ...): every parameter given, by name."""
        f: Any = main.__dict__.get(self.call or "")
        try:
            positional, named = self.arguments(f, main)
        except GradcliError as error:
            self.refused = error
            return None
        return f(*positional, **named)

    def arguments(self, f: Any, main: ModuleType) -> tuple[list[Any], dict[str, Any]]:
        """What the function that --call names is called with. GradcliError where it cannot be."""
        import inspect

        if not callable(f):
            raise unknown(
                self.call or "", [k for k, v in main.__dict__.items() if callable(v)], "the script has no function '{}'"
            )
        parameters = inspect.signature(f).parameters
        anything = any(p.kind is p.VAR_KEYWORD for p in parameters.values())
        arguments = {k: v for k, v in self.values.items() if k in parameters or anything}
        missing = [
            p.name for p in parameters.values()
            if p.default is p.empty and p.kind not in (p.VAR_KEYWORD, p.VAR_POSITIONAL) and p.name not in arguments
        ]  # fmt: skip
        if missing:
            raise GradcliError(
                f"{self.call} needs {', '.join(missing)}", code="missing-value",
                hint=f"add {' '.join(name + '=1' for name in missing)}",
            )  # fmt: skip
        for name in self.values:
            if name not in arguments and name not in self.lines:
                raise unknown(name, parameters, f"{self.call} has no argument '{{}}'")
        chosen = tuple(arguments) if self.ask.wrt is None else self.ask.wrt
        made = {k: self.sources.begin(k, given(v)) if k in chosen else given(v) for k, v in arguments.items()}
        positional = [made.pop(p.name) for p in parameters.values() if p.kind is p.POSITIONAL_ONLY and p.name in made]
        return positional, made

    # after

    def report(self, main: ModuleType, failed: bool) -> Report:
        """The value of the target and its derivatives; nothing of a script that failed."""
        if self.refused is not None:
            raise self.refused
        if not self.ended:
            return Report([])
        from .answers import listed
        from .verdict import connected, lost, moving, study, wasted
        from .why import Heard

        found = self.target(main)
        if found is None:
            function = next((n.name for n in self.tree.body if isinstance(n, ast.FunctionDef)), None)
            offer = f"; --call {function} differentiates {function}" if function else ""
            final = next((n for n in reversed(self.assigned()) if n in main.__dict__), None) if self.sources else None
            what = f"'{final}', assigned last, is no number" if final else "the script assigns no number"
            why = f"{what}: there is nothing to differentiate{offer}"
            return Report([], [Note("", "unused", why)])
        name, line, target = found
        with self.ear:
            if isinstance(target, list | tuple):
                target = array(target)
            elif hasattr(type(target), "read"):  # an array that was written into, as it is now
                target = target.read()
        heard = Heard(self.ear.heard)
        heard.steps.sort(key=itemgetter(0))  # threads take turns
        at = target.at if isinstance(target, Traced) and target.at else tick()
        sources = self.lasting(self.differentiable(heard.steps), at, heard.steps)
        values = [source.value for source in sources.values()]
        program = Program([source.at for source in sources.values()], [at], heard.steps).needed()
        if at not in program.active:  # what no source leads to is what a step reads
            made = at, reading.op, plain(target), 0, 0, plain(target)
            program = Program(program.sources, program.targets, [*program.steps, made], program.active)
        subject = Subject(program, tuple(sources), tuple(values), plain(target))
        point = {n: listed(v) for n, v in zip(sources, values)}
        result = Result(name, name if self.shown and not self.of else None, point, None, line=line)
        study(subject, result, self.ask, heard)
        own = self.printed[0] if line is None and self.printed is not None else line
        quiet = wasted(self.text, own, self.house)
        written = [(at, "text", line) for at, line in self.texts.values()]
        result.notes += connected(subject, result, heard, [*self.leaks, *written], quiet)
        told = lost(self.text, moving(self.leaks, subject, heard), quiet)
        if result.check is not None:
            result.check.notes += [f"verified as if constant: {note.message}" for note in told]
        return Report([result], told if sources else told + self.sourceless(name, main))

    def differentiable(self, steps: list[Any]) -> dict[str, Source]:
        """The sources, without the whole numbers, and arrays of them, that served as an index or a count."""
        counting = set(self.counts or ())
        for step in reversed(steps):
            if step[0] in counting:
                places, args = split(step)
                counting.update(i for i, a in zip(places, args) if i and isinstance(a, int))
        asked = self.ask.wrt or ()
        used = {i for step in steps for i in split(step)[0]}.union(at for at, _, _ in self.leaks)
        found = {
            name: source for name, source in self.sources.items()
            if name in asked or not (source.at in counting or (indices(source.value) and source.at not in used))
        }  # fmt: skip
        if self.ask.wrt:
            found = {name: found[name] for name in self.ask.wrt if name in found}
        return found

    def lasting(self, sources: dict[str, Source], at: int, steps: list[Any]) -> dict[str, Source]:
        """The sources, without those names that were bound again before anything came of their first value."""
        if not self.rebound or self.ask.wrt:
            return sources
        used = {at}
        for step in reversed(steps):
            if step[0] in used:
                used.update(split(step)[0])
        return {name: source for name, source in sources.items() if name not in self.rebound or source.at in used}

    def sourceless(self, target: str, main: ModuleType) -> list[Note]:
        """That no constant was found to differentiate by, and which names can be."""
        if self.call is not None or self.ask.wrt or not self.ask.order:
            return []
        space = main.__dict__
        names = [n for n in self.lines if n != target and not n.startswith("_") and is_floating(space.get(n))][:4]
        if not names:
            return []
        why = f"no top-level constant to differentiate by: --wrt NAME takes what is computed, {', '.join(names)}"
        return [Note("", "unused", why)]

    def target(self, main: ModuleType) -> tuple[str, int | None, Any] | None:
        """(name, line, value) of what is differentiated; None if there is no number anywhere."""
        if self.call is not None:
            self.returned()
            return self.call, None, self.result
        space = main.__dict__
        if self.of is not None:
            if not number_like(space.get(self.of)):
                raise GradcliError(
                    f"'{self.of}' is not a number", code="not-a-number", hint="name a number or an array"
                )
            return self.of, self.lines.get(self.of), space[self.of]
        starts = {source.at for source in self.sources.values()}
        last = [name for name in self.assigned() if number_like(space.get(name))]
        moving = [n for n in last if getattr(space[n], "at", 0) and space[n].at not in starts]
        line = self.assigned()[moving[-1]] if moving else 0
        if self.shown is not None and (isinstance(self.shown[1], Traced) or self.shown[0][0] >= line):
            where, value = self.shown
            statement = self.standing(where)
            return "value" if statement is None else ast.unparse(statement.value), where[0], value
        if moving:
            return moving[-1], line, space[moving[-1]]
        if self.printed is not None:
            return "print", None, self.printed[1]
        final = next((n for n in reversed(self.assigned()) if n in space), None)
        if last and (last[-1] == final or getattr(space[last[-1]], "at", 0) not in starts):
            return last[-1], self.assigned()[last[-1]], space[last[-1]]
        return None

    def returned(self) -> None:
        """Raises GradcliError where the function that --call names gave no number."""
        value = self.result
        if not all(map(is_numeric, value)) if isinstance(value, list | tuple) else not is_numeric(value):
            value = plain(value)
            what = "None" if value is None else f"a value of type {type(value).__name__}"
            raise GradcliError(
                f"{self.call} returned {what}, not a number", code="not-a-number",
                hint="return a number, an array, or a list of numbers",
            )  # fmt: skip

    def assigned(self) -> dict[str, int]:
        """The module's names in the order of the last line that assigns each."""
        found: dict[str, int] = {}
        for node in inside(self.tree):
            if isinstance(node, ast.Name | ast.Subscript) and isinstance(node.ctx, ast.Store):
                name = node.value if isinstance(node, ast.Subscript) else node
                if isinstance(name, ast.Name):
                    found[name.id] = max(node.lineno, found.get(name.id, 0))
        return dict(sorted(found.items(), key=lambda pair: pair[1]))

    def standing(self, where: tuple[int, int]) -> ast.Expr | None:
        """The expression that stands alone at (line, column), as it is written."""
        for statement in top(self.text.body):
            if isinstance(statement, ast.Expr) and (statement.lineno, statement.col_offset) == where:
                return statement
        return None


def is_numeric(value: Any) -> bool:
    """Whether a value can be differentiated, if only to find that it is flat: a truth and a complex number can."""
    return number_like(value) or isinstance(plain(value), bool) or is_complex(value)


def is_floating(value: Any) -> bool:
    """Whether a value is a number, or an array of numbers, that need not be whole."""
    value = plain(value)
    return isinstance(value, float) or (
        number_like(value) and getattr(getattr(value, "dtype", None), "kind", "") == "f"
    )


def indices(value: Any) -> bool:
    """Whether a value may be an array of indices."""
    return bool(shape_of(value)) and getattr(value, "dtype", None) is not None and value.dtype.kind in "iu"


def unknown(name: str, known: Any, message: str) -> GradcliError:
    """A name that is not there, and the one that was meant."""
    meant = nearest(name, [k for k in known if not k.startswith("_")])
    names = [k for k in known if not k.startswith("_")][:8]
    return GradcliError(
        message.format(name), code="unknown-name",
        hint=f"did you mean '{meant}'?" if meant else f"it has {', '.join(names)}" if names else None,
    )  # fmt: skip
