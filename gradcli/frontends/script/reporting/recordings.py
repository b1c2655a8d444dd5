"""What a script's places are called, and which piece of its text made each."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from importlib.util import decode_source
from itertools import groupby
from types import CodeType
from typing import TYPE_CHECKING, Any

from ....core.program import Program
from ....core.trace import held, plain
from ....ops.values import like
from ....results import Note, Result
from ...recording import Origin, Recording
from ..running.source_lines import line_of, placed
from ..text.constants import nodes_of, pairs
from ..text.module_texts import read

if TYPE_CHECKING:
    from .tape_answers import TapeCall

Columns = tuple[int, int, int, int]


def origins(heard: Sequence[Any]) -> dict[int, Origin]:
    """{place of a step: where it was made} of what a listener heard."""

    def origin(at: tuple[CodeType, int]) -> Origin | None:
        line = line_of(at)
        return None if line is None else Origin(at[0].co_filename, line, columns(*at), at)

    return placed(heard, origin)


def of_call(asked: TapeCall, result: Result, sources: Mapping[str, bytes]) -> Recording:
    """The recording of one question to a tape; of a Jacobian that of the sum of its rows, which is told."""
    call, found = asked.call, origins(asked.heard)
    program = call.program
    seeds = [(place, plain(g)) for place, g in call.seeds]
    if not seeds:
        seeds = [(t.at, like(held(t), 1.0)) for t in call.targets]
        result.notes.append(Note("jacobian", "summed", "the adjoints are those of the sum of the target's elements"))
    seen = program.values()
    values = {p: seen.get(p, held(s)) for p, s in zip(program.sources, call.sources)}
    names = called(program, found, sources) | dict(zip(program.sources, asked.names))
    return Recording(result, program, seeds, values, names, found, texts(found, sources))


def texts(origins: Mapping[int, Origin], sources: Mapping[str, bytes]) -> dict[str, str]:
    """The text of each file in which a step was made."""
    files = dict.fromkeys(origin.file for origin in origins.values())
    return {file: decode_source(sources[file]) for file in files if file in sources}


def columns(code: CodeType, lasti: int) -> Columns | None:
    """The piece of text that an instruction was made of."""
    first, last, start, end = list(code.co_positions())[lasti // 2]
    return None if first is None or last is None or start is None or end is None else (first, start, last, end)


def called(program: Program, origins: Mapping[int, Origin], sources: Mapping[str, bytes]) -> dict[int, str]:
    """{place: name} of the steps whose value is all of what a statement assigns."""
    texts = {file: assigned(sources[file], file) for file in {o.file for o in origins.values()} if file in sources}
    found: dict[int, str] = {}
    made = [(step, origins[step[0]]) for step in program.steps if step[0] in origins]
    for origin, run in groupby(made, key=lambda pair: pair[1]):
        name = texts.get(origin.file, {}).get(origin.columns or (0, 0, 0, 0))
        if name is not None:
            steps = [step for step, _ in run]
            for n in range(period(steps) - 1, len(steps), period(steps)):
                found[steps[n][0]] = name
    return found


def period(steps: Sequence[Any]) -> int:
    """After how many steps the same instruction, which may stand in a loop, began again."""
    ops = [step[1] for step in steps]
    return next(n for n in range(1, len(ops) + 1) if len(ops) % n == 0 and ops == ops[:n] * (len(ops) // n))


def assigned(source: bytes, file: str) -> dict[Columns, str]:
    """{where a value stands: the name that it is given} of one module."""
    found: dict[Columns, str] = {}
    for node in nodes_of(read(source, file)):
        if isinstance(node, ast.AugAssign):
            found[span(node)] = ast.unparse(node.target)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            found.update((span(value), ast.unparse(target)) for target, value in pairs(node))
        elif isinstance(node, ast.NamedExpr):
            found[span(node.value)] = node.target.id
    return found


def span(node: ast.expr | ast.stmt) -> Columns:
    """Where a node stands."""
    return node.lineno, node.col_offset, node.end_lineno or node.lineno, node.end_col_offset or 0
