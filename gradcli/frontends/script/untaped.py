"""A script that takes no gradient itself: its last value is differentiated by its top-level numeric constants.

`inputs` says what is a source, and `target` what is differentiated; here is the trace between them.
"""

from __future__ import annotations

import ast
import sys
import threading
from collections.abc import Callable, Collection, Sequence
from operator import itemgetter
from types import CodeType, ModuleType
from typing import TYPE_CHECKING, Any

from ...answer.subject import Ask, Subject
from ...core.held import Changed, unchanged
from ...core.observer import observing
from ...core.op import OPAQUE
from ...core.program import Program
from ...core.reach import ancestors, inputs
from ...core.trace import Exit, Listener, Readable, Step, Traced, plain, split, tick
from ...ops.joining import array
from ...results import Note, Path, Report, Result, Undifferentiated
from .inputs import Inputs
from .running.exits import returning, until_exit
from .running.imports import ScriptModules
from .running.observer import ScriptObserver
from .running.source_lines import lined
from .sources import Source, indices, is_narrow, kind_of, lacks, numbers, own
from .target import Target, TargetFinder, named, returned
from .text.constants import bindings, names_loaded
from .text.module_texts import read

if TYPE_CHECKING:
    from ..recording import Recording
    from .again.rerun import Reruns
    from .again.second_run import SecondRun


class Snippet:
    """One script without tapes: its sources, its target, and the trace between them."""

    def __init__(
        self, modules: ScriptModules, tree: ast.Module, values: dict[str, Any], ask: Ask, of: str | None,
        call: str | None, every: bool,
    ) -> None:  # fmt: skip
        self.modules, self.tree, self.ask, self.of, self.call = modules, tree, ask, of, call
        self.ear = Listener()
        self.inputs = Inputs(tree, values, ask.wrt, call)
        self.ended = False  # by itself, and not by an exception
        self.text = read(modules.sources[modules.filename], modules.filename) if tree.body else tree  # without hooks
        self.finder = TargetFinder(self.text)
        self.reruns: Reruns | None = None  # by which the script can be run again

    def prepare(self) -> ast.Module:
        """The tree with hooks on the sources and the last values. GradcliError if a name asked for is not there."""
        builtins = self.modules.builtins.__dict__
        self.inputs.prepare(builtins)
        self.finder.prepare(self.tree, builtins, self.of)
        return self.tree

    # while it runs

    def run(self, code: CodeType, main: ModuleType) -> None:
        """Run the script, and the function that --call names, under one trace."""
        self.observer = ScriptObserver(self.modules.files, follows=True)
        self.observer.origins = lambda: [source.at for source in self.inputs.sources.values()]
        bootstrap = threading.Thread._bootstrap_inner  # type: ignore[attr-defined]
        setattr(threading.Thread, "_bootstrap_inner", lambda thread: self.hearing(bootstrap, thread))  # noqa: B010
        try:
            self.hearing(self.perform, code, main)
        finally:
            setattr(threading.Thread, "_bootstrap_inner", bootstrap)  # noqa: B010

    def hearing(self, action: Callable[..., None], *args: Any) -> None:
        """Do something in this thread under the script's one trace: the clock orders the steps of all threads."""
        with lined(self.modules.files), observing(self.observer), self.ear:
            action(*args)

    def perform(self, code: CodeType, main: ModuleType) -> None:
        """The script, then the function."""
        try:
            until_exit(code, main, self.inputs, self.text)
        except SystemExit:
            self.ended = True
            raise
        if self.call is not None:
            self.result = returning(self.inputs, self.called, main)
        self.ended = True

    def called(self, main: ModuleType) -> Any:
        """What the function that --call names returns."""
        return self.inputs.called(main)

    # after

    def report(self, main: ModuleType, failed: bool) -> Report:
        """The value of the target and its derivatives; nothing of a script that failed."""
        if self.inputs.refused is not None:
            raise self.inputs.refused
        if not self.ended:
            return Report([])
        from .reporting import left
        from .reporting.explain_none import Heard
        from .reporting.kept import lasting, told_alone, wasted
        from .reporting.report import connected, reaching, study
        from .reporting.searches import searches
        from .reporting.tape_answers import shown

        exits = lasting(self.text, self.observer.exits, wasted(self.text, None, self.modules))
        found = self.target(main, exits)
        if found is None:
            return Report([], [] if failed else [self.targetless(main)])
        target = found.value
        with self.ear:
            if isinstance(target, list | tuple):
                target = array(target)
            elif isinstance(target, Readable):  # an array that was written into, as it is now
                target = target.read()
        if (memory := sys.modules.get("gradcli.dialects.numpy.memory")) is not None:
            memory.unwritten()
        heard = Heard(self.ear.heard)
        heard.steps.sort(key=itemgetter(0))  # threads take turns
        at = target.at if isinstance(target, Traced) and target.at else tick()
        sources = self.inputs.lasting(self.differentiable(heard.steps, at), at, heard.steps)
        values = [source.value for source in sources.values()]
        followed = [step for step in heard.steps if step[1].kind != OPAQUE]
        program = Program([source.at for source in sources.values()], [at], followed).needed()
        try:
            unchanged(program)
        except Changed as fault:
            line = heard.lines.get(fault.place)
            raise fault.about(f"line {line}") if line else fault from None
        program = reaching(program, plain(target))
        subject = Subject(program, tuple(sources), tuple(values), plain(target))
        point = {n: shown(v) for n, v in zip(sources, values)}
        result = Result(found.name, found.name if found.shown else None, point, line=found.line)
        own = found.line or (found.where or (0, 0))[0]
        quiet = wasted(self.text, own, self.modules)
        quiet |= told_alone(self.text, quiet, found.name)
        choices, space = self.observer.choices, main.__dict__ | self.inputs.space
        places = {name: source.at for name, source in sources.items()}
        compared, still = searches(self.text, heard, places, self.written(found), at, self.ask.order < 2, quiet)
        exits = lasting(self.text, self.observer.exits, quiet)
        marked = left.marks(heard, exits, places, at if isinstance(target, Traced) and target.at else 0, program)
        marked = compared | marked
        second = study(subject, result, self.ask, heard, choices, quiet | still, space, self.again(found, marked))
        self.subject = subject
        result.notes += connected(subject, result, heard, choices, quiet, marked)
        left.apply(result, marked, second)
        result.notes += self.remarks(result)
        if self.call is None and not self.ask.wrt:
            result.not_differentiated = self.others(found, sources)
        if at in program.sources and self.offer() and self.call is None and self.of is None:
            message = f"{found.name} is a constant, and nothing is computed from it{self.offer()}"
            result.notes.append(Note("value", "constant", message))
        return Report([result], self.sourceless(found.name, main, sources))

    def remarks(self, result: Result) -> list[Note]:
        """Which arguments are the script's own, and which of the names asked for are assigned again."""
        taken = "{0} is the script's own, as it ends: {0}=... gives another"
        found = [Note("value", "constant", taken.format(name)) for name in self.inputs.taken]
        counts = "{0} is taken as a whole number: {1} counts with it"
        found += [Note("value", "constant", counts.format(name, self.call)) for name in sorted(self.inputs.whole)]
        again = bindings(self.text)
        for name in sorted(self.inputs.overridden.union(self.ask.wrt or ())) if self.call is None else ():
            if again[name] > 1 and name in self.subject.names:
                line = self.finder.assigned()[name]
                there = [n for n in ast.walk(self.text) if isinstance(n, ast.stmt) and n.lineno == line]
                updated = any(isinstance(n, ast.AugAssign) or name in names_loaded(n) for n in there)
                called = [f.name for f in self.text.body if isinstance(f, ast.FunctionDef)]
                told = f"{name} is assigned again at line {line}: this is by its first value"
                told += ", through all its updates" * updated
                told += f"; for the gradient of a function use --call {called[0]}" if called else ""
                kind = "jacobian" if any(p.kind == "jacobian" for p in result.numbers) else "grad"
                found.append(Note(Path(kind, name), "constant", told))
                for item in result.check.items if result.check is not None else ():
                    at = item.path if item.verdict == "FAIL" else None
                    if isinstance(at, Path) and at.kind == "expect" and name in at.by:
                        item.note = f"{item.note}; {told}"
        return found

    def recordings(self, report: Report) -> list[Recording]:
        """The program of the one result."""
        from ..recording import of_subject
        from .reporting.recordings import called, origins, texts

        if not report.results:
            return []
        found = origins(self.ear.heard)
        subject, sources = self.subject, self.modules.sources
        names = called(subject.program, found, sources) | dict(zip(subject.program.sources, subject.names))
        return [of_subject(subject, result, names, found, texts(found, sources)) for result in report.results]

    def again(self, target: Target, doubted: Collection[str]) -> Callable[[Subject, float], SecondRun] | None:
        """What makes the second run of the script; None where it is not asked for."""
        if (reruns := self.reruns) is None:
            return None
        from .again.second_run import SecondRun

        if self.ask.deadline is not None:
            reruns.patience = 1.0
        return lambda subject, seconds: SecondRun(reruns, subject, target, seconds, doubted)

    def target(self, main: ModuleType, exits: Sequence[Exit]) -> Target | None:
        """What is differentiated; None if there is no number anywhere. GradcliError where --of or --call name none."""
        if self.call is not None:
            return returned(self.call, self.result)
        if self.of is not None:
            return named(self.of, self.finder.assigned().get(self.of), main.__dict__)
        starts = {source.at for source in self.inputs.sources.values()}
        return self.finder.target(main.__dict__, starts, [one.when for one in exits], self.unrounded)

    def unrounded(self, place: int) -> int:
        """The place of what a number that was rounded to be shown is made of; any other's own."""
        step = next((step for step in self.ear.steps if step[0] == place), None)
        if step is None or step[1].kind != "flat" or step[1].compares:
            return place
        return next((i for i in inputs(step) if i), place)

    def targetless(self, main: ModuleType) -> Note:
        """That the script makes no number, and what can be done."""
        final = self.finder.final(main.__dict__) if self.inputs.sources else None
        what = f"'{final}', assigned last, is no number" if final else "the script assigns no number"
        return Note("", "unused", f"{what}: there is nothing to differentiate{self.offer()}")

    def differentiable(self, steps: list[Any], target: int) -> dict[str, Source]:
        """The sources, without whole numbers that served as a count or decide alone, and arrays of them that choose."""
        known, asked = self.inputs.sources, self.ask.wrt or ()
        self.counting = counting = ancestors(steps, self.observer.counts, whole_inputs)
        used = ancestors(steps, {target}.union(e.place for e in self.observer.exits), computed)

        def differs(source: Source) -> bool:
            whole = isinstance(source.value, int) or indices(source.value)
            return source.at not in counting and not (whole and source.at not in used) and not is_narrow(source.value)

        found = {name: source for name, source in known.items() if name in asked or differs(source)}
        return {name: found[name] for one in asked for name in found if own(one, name)} if asked else found

    def others(self, target: Target, sources: Collection[str]) -> list[Undifferentiated]:
        """The script's numbers that are no sources."""
        from .text.taken_as_constant import taken_as_constant

        known = self.inputs.sources
        left_out = known.keys() - sources - self.inputs.rebound
        counts = {name: kind_of(source, self.counting) for name, source in known.items() if name in left_out}
        sources = set(known).difference(counts) | {target.name}
        return taken_as_constant(self.text, known.others, sources, counts, self.written(target))

    def written(self, target: Target) -> str:
        """The text of what is differentiated; "" where it is a function's value, or unknown."""
        return target.name if self.call is None and (target.line is not None or target.where is None) else ""

    def sourceless(self, target: str, main: ModuleType, sources: Collection[str]) -> list[Note]:
        """That there is nothing to differentiate by, or not all that was asked for, and which names can be."""
        if not self.ask.order:
            return []
        said = []
        if self.ask.wrt:
            lacking = [n for n in self.ask.wrt if not any(own(n, source) for source in sources)]
            said = [lacks(n, self.call or "the script", main.__dict__) for n in lacking]
        elif not sources and self.call is not None:
            said = [f"{self.call} has no argument that is a number and not only a count: nothing to differentiate by"]
        elif not sources:
            names = numbers(self.inputs.lines, target, main.__dict__)[:4]
            offer = f": --wrt NAME takes what is computed, {', '.join(names)}" if names else self.offer()
            said = [f"no top-level constant to differentiate by{offer}"]
        return [Note("", "unused", text) for text in said]

    def offer(self) -> str:
        """What else can be differentiated: the script's first function of something."""
        function = next((n.name for n in self.tree.body if isinstance(n, ast.FunctionDef) and n.args.args), None)
        return f"; --call {function} differentiates {function}" if function else ""


def whole_inputs(step: Step) -> list[int]:
    """The whole numbers that a step is known to make its result of."""
    return [i for i, a in zip(*split(step)) if isinstance(a, int)] if step[1].kind != OPAQUE else []


def computed(step: Step) -> Sequence[int]:
    """The inputs of a step that does not only compare them."""
    return () if step[1].compares or step[1].guards else inputs(step)
