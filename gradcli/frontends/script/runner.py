"""Run a Python script as `python file.py` does, then report its gradients.

The script gets a `__main__` of its own, its argv, its directory on the path, its exceptions with none of our frames,
and its exit status. What it sees of Python is its own as well: `ScriptModules` resolves its imports and a few built-in
functions, for it and its sibling modules alone. Which gradients there are to report is for `untaped` (a script
that takes none itself) and `tape_calls` (a script with tapes) to say.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ...answer.subject import Ask
from ...errors import GradcliError
from ...results import Note, Report
from .running.imports import ScriptModules
from .running.stage import (
    RecursionHeadroom,
    Stage,
    deep,
    perform,
    remember,
    settle_down,
    tear_down,
    unruffled,
    whereabouts,
)
from .running.tracebacks import TracebackFilter, show

if TYPE_CHECKING:
    from ..recording import Recording


@dataclass(slots=True)
class Outcome:
    """What a script left behind: the report of its gradients, and the exit status that Python would have given it.

    recordings: the program of each result, if asked for. talks: whether its text prints, so that a report is set apart.
    """

    report: Report
    status: int = 0
    recordings: list[Recording] = field(default_factory=list)
    talks: bool = False


def run_script(
    path: str | None, source: bytes, argv: Sequence[str] = (), bindings: Sequence[Any] = (), ask: Ask | None = None,
    of: str | None = None, call: str | None = None, every: bool = False, recording: bool = False,
    table: Callable[..., None] | None = None,
) -> Outcome:  # fmt: skip
    """Run `source` as the program at `path`, and report its gradients.

    path: a file, a directory that holds a __main__.py, or None for standard input. argv: what follows the script's
    name in sys.argv. bindings: (.name, .value) pairs that override top-level constants, or are the arguments of `call`.
    of: the name to differentiate. every: check each gradient, not a site's first and last.
    recording: keep the programs too. table: makes a table of the function `call`, once the script has run. Raises
    GradcliError where the file is no script, or a name asked for is not in it. What the script raises is shown on
    stderr as Python shows it, and told in the outcome's status.
    """
    from .called import Called
    from .tape_calls import Sites
    from .untaped import Snippet

    ask = ask or Ask()
    if b"\0" in source:
        raise GradcliError(f"{path or 'standard input'} is not a Python script: it has NUL bytes", code="unreadable")
    filename, directory = ("<stdin>", None) if path is None else whereabouts(path)
    modules = ScriptModules(filename, None if os.environ.get("PYTHONSAFEPATH") else directory)
    if path is None:
        remember(source)
    try:
        tree = modules.parse(source, filename)
    except SyntaxError as error:
        show(error)
        return Outcome(Report([]), 1)
    values = {b.name: b.value for b in bindings}
    taped = modules.uses_tapes(tree)
    modules.traces = modules.traces or call is not None
    kind: type[Sites] | type[Snippet] = Snippet if not taped else Sites if call is None else Called
    program: Sites | Snippet
    if table is not None:
        from .rows import TabledScript

        program = TabledScript(modules, tree, values, ask, None, call, False)
        program.work = table
    else:
        program = kind(modules, tree, values, ask, of, call, every)
    with deep():
        code = modules.compile(program.prepare(), filename)
    process = os.getpid()
    reruns = None
    if isinstance(program, Snippet) and (ask.check or ask.against or ask.expect) and not ask.recorded and table is None:
        from .again.plain_run import PlainRuns, Recipe
        from .again.rerun import Reruns

        reruns = program.reruns = Reruns(PlainRuns(Recipe(path, source, argv, values, ask.wrt, of, call)))
    with Stage(modules, [path if path is not None else "-", *argv]) as main, TracebackFilter(), RecursionHeadroom():
        status = perform(lambda: program.run(code, main))
        settle_down()
    if os.getpid() != process:
        os._exit(status)  # a child that the script forked: it has nothing to report
    with unruffled():  # our imports are not the script's
        try:
            report = program.report(main, failed=status != 0)
        finally:
            if reruns is not None:
                reruns.close()
        recordings = program.recordings(report) if recording else []
    compared = any(result.check is not None and result.check.items for result in report.results)
    if (ask.check or ask.against or ask.expect) and not compared and not status:
        report.notes.append(Note("", "unverified", "there is no number to verify"))
    tear_down(main, modules)
    talks = any(b"print(" in text for text in modules.sources.values())
    return Outcome(report, status, recordings, talks)
