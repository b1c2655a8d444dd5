"""gradcli run FILE --call F --table POINTS: a script's function at every row of a file."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any, BinaryIO

from ..answer.subject import Ask
from ..errors import GradcliError
from ..frontends.data import Options
from ..frontends.script import run_script
from ..frontends.table.ranges import read_range
from ..frontends.table.tabulate import Summary, remarks
from . import memory, streams
from .formats.rows import WRITERS, form_of
from .output import Manner
from .progress import Progress
from .scripts import load, perform, read
from .table import mapped, spread, status
from .tabulating import Pieces, ScriptJob, put


def tabulate_script(
    path: str | None, points: Sequence[str], arguments: Sequence[str], ask: Ask, manner: Manner, given: dict[str, Any]
) -> int:
    """Run the script, write the table of its function, and give the exit status. Raises GradcliError."""
    if given["call"] is None:
        raise GradcliError("--table needs the name of a function", code="option", hint="--call f")
    form = "jsonl" if given["json"] else given["form"] or form_of(None, manner.file)
    if form not in WRITERS:
        raise GradcliError(f"--format {form} is not for a table", code="option", hint=f"one of {', '.join(WRITERS)}")
    if manner.file not in (None, "-"):
        streams.check_file(manner.file)
    reading = Options(given["skip_bad"], given["decimal"])
    found = None if os.path.exists(given["table"]) else read_range(given["table"])
    pieces = Pieces([], [found]) if found is not None else Pieces(spread(given["table"]), [])
    source, bindings = load(path), read(points)
    memory.keep()
    summary, progress = Summary(), Progress(manner.quiet)
    out = kept_output()

    def work(functions: Any) -> None:
        job = ScriptJob("", [], ask, mapped(given["mapping"]), reading, form, bool(given["check"]), functions)
        put(job.parts(pieces.opened(reading), summary, progress), manner.file, out)
        progress.done()

    ended = perform(
        lambda: run_script(
            path, source, arguments, bindings, ask._replace(check=False), call=given["call"], table=work
        ),
        manner._replace(form="jsonl", file=None),
    )
    if not manner.quiet:
        streams.tell("".join(f"note: {line}\n" for line in remarks(summary)))
    return ended or status(summary, manner.allow_nonfinite)


def kept_output() -> BinaryIO:
    """Standard output, to be written to while what the script prints goes elsewhere."""
    try:
        if sys.stdout.fileno() == 1:
            return os.fdopen(os.dup(1), "wb")
    except (AttributeError, OSError, ValueError):
        pass
    return sys.stdout.buffer
