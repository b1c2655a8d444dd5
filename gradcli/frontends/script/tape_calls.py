"""A script with tapes: every question that it puts to one, by the name that the answer was given and its line.

A call site is one row however often it runs: the row counts the calls and shows the last. Of all the programs only the
first and the last are kept, and checked; with `every`, each is checked as it is made.
"""

from __future__ import annotations

import ast
import sys
from bisect import bisect_right
from collections.abc import Collection
from dataclasses import replace
from functools import cached_property
from time import process_time
from types import CodeType, FrameType, ModuleType
from typing import TYPE_CHECKING, Any

from ...answer.subject import Ask
from ...core.observer import observing
from ...errors import GradcliError
from ...results import VALUE, Note, Path, Report, Result
from ...results.check import Check
from ...tape import GradientTape, value_and_grad
from ...tape.recorder import Call
from .inputs import Inputs
from .reporting.call_sites import Site, Text, argument, short, source_names, titled
from .reporting.explain_none import Heard, Reasons
from .reporting.left import lost
from .reporting.tape_answers import TapeCall, dense, keyed, leaves, parameters, rows_only, shown, summed, unfinite
from .running.imports import ScriptModules
from .running.source_lines import line_of, lined, lines
from .running.tracebacks import execute

if TYPE_CHECKING:
    from ...check import Question
    from ..recording import Recording

NONE = "the script asks no tape for a gradient; --call f differentiates its function f"
LEAST = 0.5  # seconds for a check, however many there are
SECONDS = 1.0  # for the slopes to both sides of a kink, where no check was asked for


class Sites:
    """All questions that one script puts to tapes."""

    def __init__(
        self, modules: ScriptModules, tree: ast.Module, values: dict[str, Any], ask: Ask, of: str | None,
        call: str | None, every: bool,
    ) -> None:  # fmt: skip
        self.modules, self.ask, self.of, self.every = modules, ask, of, every
        self.sites: dict[tuple[CodeType, int], Site] = {}
        self.texts: dict[str, Text] = {}
        self.reasons = Reasons(modules.files)
        self.inputs = Inputs(tree, values, (), call)

    def prepare(self) -> ast.Module:
        """The tree, its top-level constants overridden."""
        self.inputs.prepare(self.modules.builtins.__dict__)
        return self.inputs.tree

    def run(self, code: CodeType, main: ModuleType) -> None:
        """Run the script, and watch its tapes."""
        before = GradientTape.witness
        GradientTape.witness = self.witness
        try:
            with lined(self.modules.files), observing(self.reasons.observer):
                execute(code, main)
        finally:
            GradientTape.witness = before

    def witness(self, call: Call) -> None:
        """A tape was asked, and has answered."""
        frame: FrameType | None = sys._getframe(1)
        way: tuple[str, list[str]] | None = None
        while frame is not None and frame.f_code.co_filename not in self.modules.files:
            if way is None and frame.f_code in value_and_grad.__code__.co_consts:
                way = parameters(frame.f_locals["f"], frame.f_locals["picked"])
            frame = frame.f_back
        if frame is None:
            return
        site = self.sites.get((frame.f_code, frame.f_lasti))
        if site is None:
            site = self.sites[frame.f_code, frame.f_lasti] = self.site(frame)
        site.calls += not call.again
        if way is not None:
            site.target = way[0]
        asked = TapeCall(call, source_names(site.node, call, frame) if way is None else way[1], call.tape.heard)
        if any(g is None for g in leaves(call)):
            asked.notes = self.reasons.explain(asked.names, call, site, self.text(site.file))
        asked.notes += unfinite(call, asked.names)
        self.reasons.answered(call, site.line)
        if site.first is None or call.again and site.calls == 1:
            site.first = asked
        site.last = asked
        if self.every and self.ask.check:
            site.checks.append(self.verdict(asked, self.ask.seconds))

    def text(self, file: str) -> Text:
        """A file's text, read once."""
        if file not in self.texts:
            self.texts[file] = Text(self.modules.sources[file], file)
        return self.texts[file]

    def site(self, frame: FrameType) -> Site:
        """The place in the text where a frame is."""
        file = frame.f_code.co_filename
        text = self.text(file)
        span = list(frame.f_code.co_positions())[frame.f_lasti // 2]
        node = text.calls.get((span[0], span[1], span[2], span[3]))
        if node is None:
            return Site(file, frame.f_lineno, f"line {frame.f_lineno}", "", None, None)
        target = argument(node, 0, "target")
        scope = text.above(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Module)
        trained = isinstance(node.func, ast.Attribute) and node.func.attr in ("fit", "train_on_batch")
        what = "loss" if trained else short(titled(target)) if target else ""
        return Site(file, node.lineno, text.name(node), what, node, scope)

    def report(self, main: ModuleType, failed: bool) -> Report:
        """One result per call site, in the order in which the sites were first reached; a failed script's too."""
        rows, self.space = self.rows(failed), main.__dict__
        if rows and not failed:
            from ..expected import known

            names_asked = dict.fromkeys(name for row in rows if row.last for name in row.last.names)
            known([*self.ask.expect, *(self.ask.wrt or ())], names_asked)
        self.deadline = process_time() + self.ask.seconds
        self.unchecked = sum(len(unique(row.first, row.last)) for row in rows)
        report = Report([self.result(site) for site in rows])
        for option in unheeded(self.ask) if rows else ():
            report.notes.append(Note("", "unused", f"{option} changes nothing: the tapes say what is taken"))
        if not self.sites and not failed:
            forward = any(b"ForwardAccumulator" in text for text in self.modules.sources.values())
            aside = "; what a ForwardAccumulator answers is not reported" if forward else ""
            report.notes.append(Note("", "unused", f"the script asked no tape for a gradient{aside}"))
        return report

    def recordings(self, report: Report) -> list[Recording]:
        """The program of each result: of a site's last call."""
        from .reporting.recordings import of_call

        asked = [site.last for site in self.rows(failed=True) if site.last is not None]
        return [of_call(one, result, self.modules.sources) for one, result in zip(asked, report.results)]

    def rows(self, failed: bool) -> list[Site]:
        """The sites that --of names, by the gradient or by the target of only one; all without it.

        Raises GradcliError if there is none, but for a script that failed.
        """
        sites = list(self.sites.values())
        if self.of is None:
            return sites
        if named := [site for site in sites if site.name == self.of]:
            return named
        by_target = [site for site in sites if site.target == self.of]
        if len(by_target) == 1 or failed:
            return by_target
        names = ", ".join(dict.fromkeys(site.name for site in by_target or sites))
        what = f"several gradients are of '{self.of}'" if by_target else f"no gradient is named '{self.of}'"
        raise GradcliError(what, code="unknown-name", hint=f"the script takes {names}" if names else NONE)

    def result(self, site: Site) -> Result:
        """A site's row: its last call."""
        asked = site.last
        assert asked is not None
        call = asked.call
        seen = call.program.values()  # a Variable's value is the one that was read, whatever it was assigned since
        point = (shown(seen.get(p, s)) for p, s in zip(call.program.sources, call.sources))
        values = dict(zip(asked.names, point))
        targets = [shown(t) for t in call.targets]
        result = Result(
            site.name, site.target or None, values, {VALUE: targets[0] if len(targets) == 1 else targets},
            line=site.line, calls=site.calls,
        )  # fmt: skip
        if site.node is not None and isinstance(site.node.func, ast.Attribute):
            call = rows_only(call, site.node.func.attr)
        answers = zip(asked.names, leaves(call))
        result.numbers.update((Path(call.kind, name), shown(dense(g))) for name, g in answers if self.ask.by(name))
        result.notes += asked.notes
        result.notes += summed(call, site.target)
        if self.ask.check:
            checks = site.checks or [self.verdict(one, self.share()) for one in unique(site.first, site.last)]
            if len(checks) > 1:
                for n, check in enumerate(checks, 1):
                    for item in check.items:
                        item.call = n if n < len(checks) else site.calls
            result.check = Check(
                [i for c in checks for i in c.items],
                list(dict.fromkeys(n for c in checks for n in c.notes)),
                all(c.symbolic for c in checks),
            )
        if self.ask.expect:
            from ..expected import answered

            if items := answered(question(asked), self.ask.expect, self.ask.rtol, self.space):
                result.check = result.check or Check([])
                result.check.items += items
        result.notes += self.kinks(asked, result.check)
        exits = [one for one in self.reasons.observer.exits if line_of(one.where) not in self.quiet]
        result.notes += lost(asked, exits, self.ask) if exits else []
        return result

    def verdict(self, asked: TapeCall, seconds: float) -> Check:
        """What the check says of one call: a number that hangs on a choice between equals is not verified."""
        found = verdict(asked, self.ask, seconds)
        told = {note.path: note.message for note in self.ties(asked)}
        for item in found.items:
            if item.verdict == "ok" and item.path in told:
                item.verdict, item.note, item.proven = "undefined", told[item.path], False
        return found

    @cached_property
    def quiet(self) -> set[int]:
        """The lines of statements that keep nothing."""
        from .reporting.kept import wasted

        return {line for file in self.texts for line in wasted(self.text(file).tree, None, self.modules)}

    def ties(self, asked: TapeCall) -> list[Note]:
        """The choices between equal numbers that the answer may hang on."""
        from .reporting.kinks import tied

        call, heard = asked.call, Heard(asked.heard)
        choices = self.relevant(heard, {step[0] for step in call.program.needed(guards=False).steps})
        return tied(call.program, asked.names, heard.steps, heard.lines, choices, self.quiet, call.kind)

    def relevant(self, heard: Heard, needed: Collection[int]) -> set[int]:
        """The places that chose something, but for what another target was made of, next on the same line."""
        made, found = [step[0] for step in heard.steps], set()
        for place, times in self.reasons.observer.choices.items():
            for choice in times:
                n = bisect_right(made, choice.when)
                taker = made[n] if n < len(made) else 0
                if not taker or taker in needed or heard.lines.get(taker) != line_of(choice.where):
                    found.add(place)
        return found

    def share(self) -> float:
        """The seconds that the next check may take, of those that all may take together."""
        left, self.unchecked = max(self.deadline - process_time(), 0.0), self.unchecked - 1
        return max(left / (self.unchecked + 1), LEAST)

    def kinks(self, asked: TapeCall, made: Check | None) -> list[Note]:
        """That an answer was taken at a kink, with the slopes to its sides where a check has found them in time."""
        from ...interpreters.on_kinks import on_kink
        from .reporting.kinks import WORK, conventional, sided, sitting, weight

        program = asked.call.program
        if all(g is None for g in leaves(asked.call)):
            return []
        if branches := self.ties(asked):
            return branches
        kinks = on_kink(program)
        if not kinks and not conventional(program) and not any(n.code == "nonfinite" for n in asked.notes):
            return []
        if made is None and weight(program) <= WORK:
            made = verdict(asked, self.ask._replace(symbolic=False), SECONDS)
        if made is None or made.verdict == "skipped":
            return sitting(program, lines(asked.heard)) if kinks else []
        return sided(made)


def unheeded(ask: Ask) -> list[str]:
    """The options that were given, and that say what to take where a script has no tape of its own."""
    given = {"--order": ask.order != 1, "--partial": bool(ask.partials), "--digits": ask.digits > 15}
    return [option for option, used in given.items() if used]


def unique(*asked: TapeCall | None) -> list[TapeCall]:
    """The first and the last call, which may be one."""
    return list({id(a): a for a in asked if a is not None}.values())


def verdict(asked: TapeCall, ask: Ask, seconds: float | None = None) -> Check:
    """What the check says of one call."""
    from ...check.examine import check

    whole = question(asked)
    claims = [c for c in whole.claims if ask.by(asked.names[c.sources[0]])]
    return check(
        replace(whole, claims=claims, symbolic=ask.symbolic), ask.rtol, ask.seconds if seconds is None else seconds
    )


def question(asked: TapeCall) -> Question:
    """What one call has answered, to be verified."""
    from ...check import Question

    return Question.of(asked.call, asked.names, leaves(asked.call), dialect=keyed(asked.call))
