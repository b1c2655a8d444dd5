"""What a script's own program amounts to: its derivatives, and for each source without one the reason.

Short programs are settled as expressions are, with more digits where float64 leaves too few. A long one (a training
loop, an integration) keeps the numbers of one float64 sweep: its error bound would say nothing, and mpmath would take
minutes.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from ....answer.derivatives import blocks
from ....answer.nonfinite import first_not_finite
from ....answer.settle import Settled, clean, settle
from ....answer.subject import Ask, Subject
from ....core.program import Program
from ....core.reach import Way
from ....core.trace import Choice, Exit, plain
from ....errors import DomainFault, GradcliError
from ....ops.arithmetic import read
from ....ops.values import is_finite
from ....results import Note, Path, Result
from ....results.check import Check
from ...evaluate import fill, unproven
from ..again.ties import ALONE
from ..running.imports import ScriptModules
from ..running.source_lines import line_of
from ..text.constants import names_in, nodes_of, pairs
from ..text.rewrite import Casts, last_name, root
from .explain_none import Heard, at_line, op_name
from .kinks import WORK, at, code_of, nearly, sitting, tied, weight
from .staircases import staircases

if TYPE_CHECKING:
    from ..again.second_run import SecondRun

READERS = frozenset((
    "load loads loadtxt genfromtxt fromfile frombuffer read_csv unpack unpack_from fetchone fetchall fetchmany recv "
    "recvfrom get get_nowait communicate check_output run getoutput getstatusoutput read_bytes shelve read_json "
    "read_table digest hexdigest Pool ProcessPoolExecutor Parallel fork Value Array SharedMemory"
).split())  # fmt: skip
FILED = frozenset((
    "pickle json dump() .tofile() np.save() np.savez() np.savez_compressed() np.savetxt() execute() executemany() "
    "send() sendall() put() put_nowait() write() writelines() run() check_output() Popen() call() check_call() "
    "system() getoutput() getstatusoutput() os.fork() md5() sha1() sha224() sha256() sha384() sha512() "
    "blake2b() blake2s()"
).split())  # ways out that lead to a file, to bytes, or to another program  # fmt: skip
TELLS = frozenset(
    "print pprint log debug info warning warn error critical exception write writelines exit float int bool".split()
)  # calls that keep nothing, or only give what nobody takes
KEEPS = frozenset(
    "seed append appendleft add extend insert update set setdefault put push store register eval exec pack_into "
    "frombytes timeit repeat".split()
)


def study(
    subject: Subject,
    result: Result,
    ask: Ask,
    heard: Heard,
    choices: Mapping[int, list[Choice]],
    quiet: Collection[int],
    space: Mapping[str, Any],
    again: Callable[[Subject, float], SecondRun] | None = None,
) -> SecondRun | None:
    """Fill a result with all that was asked of its program, checked if so asked.

    choices: of the places by whose values something was taken. quiet: see `tied`. space: the script's names at its
    end. again: makes the second run, which arbitrates; it is returned.
    Raises GradcliError where there is no number, with the line of the step to blame.
    """
    whole, program = subject, subject.program.unwrapped()
    subject = subject._replace(program=reaching(program, subject.result))
    try:
        lean = subject.program.needed(guards=False)  # what decides the branches is for `tied`
        taken = subject._replace(program=lean) if subject.target in lean.active else subject
        floats = weight(taken.program) > WORK or (ask.digits <= 15 and wraps(taken.program))
        settled = plainly(taken, ask, heard) if floats else settle(taken, ask)
    except DomainFault as fault:
        line = heard.lines.get(getattr(fault, "place", 0))
        if ask.digits > 15 or not is_finite(subject.result):  # else what is undefined on the way is left out of it
            raise fault.about(f"line {line}") if line else fault from None
        settled = plainly(taken, ask, heard)
    fill(result, settled.blocks)
    result.notes += settled.notes + (unproven(settled.blocks) if ask.prove else [])
    stairs, noise = list[Note](), list[Note]()
    if ask.order:
        kept = {p for p, made in choices.items() if any(line_of(one.where) not in quiet for one in made)}
        told = tied(whole.program, subject.names, heard.steps, heard.lines, kept, quiet)
        names = set(subject.names).difference(note.path[5:] for note in told)
        names = {name for name in names if not is_zero(result.numbers.get(path(subject, name), 0.0))}
        stairs = staircases(whole, names, heard.lines, quiet)
        told += stairs
        first = {note.path for note in told}
        others = nearly(whole.program, subject.names, heard.steps, heard.lines, quiet)
        told += [note for note in others if note.path not in first]
        noise = [note for note in told if ALONE in note.message]
        known = {str(note.path) for note in settled.notes if note.code in ("kink", "jump")}
        named = [note._replace(path=path(subject, note.path.partition(".")[2])) for note in told]
        result.notes += [note for note in named if str(note.path) not in known]
        by = {note.path.partition(".")[2]: note.message for note in told}
        mixed = {p: [by[n] for n in p.by if n in by] for p in result.numbers if len(p.by) > 1}
        result.notes += [Note(p, "kink", found[0]) for p, found in mixed.items() if found and str(p) not in known]
    seconds = ask.seconds
    second = None if again is None else again(subject, seconds if ask.deadline is None else 0.6 * seconds)
    if second is not None:
        second.judge(settled.blocks)
    if ask.check:
        from ....check import verify

        most = seconds if second is None else min(seconds / 2, seconds - second.seconds + second.left)
        result.check = verify(subject, settled, ask, seconds=max(most, seconds / 10))
        if second is not None:
            second.merge(result.check)
        fine = {str(path(subject, note.path[5:])): note.message for note in stairs + noise}
        for item in result.check.items:
            if item.verdict == "ok" and (told_so := fine.get(str(item.path))):  # of one step, or of noise
                item.verdict, item.note = "undefined", told_so
        known = {str(note.path) for note in result.notes if note.code in ("kink", "jump")}
        for item in result.check.items:
            if item.verdict == "undefined" and (code := code_of(item.note)) and str(item.path) not in known:
                result.notes.append(Note(item.path, code, item.note or ""))
    if ask.against is not None and second is not None:
        from ..again.against import compared

        found, known_check = compared(second, subject, settled.blocks, ask), result.check or Check([])
        result.check = Check([*found.items, *known_check.items], [*found.notes, *known_check.notes])
    if ask.expect:
        from ..again.by_hand import expected

        items, notes = expected(subject, ask, second, space)
        result.check = result.check or Check([])
        result.check.items += items
        result.check.notes += notes
    return second


def reaching(program: Program, value: Any) -> Program:
    """A program whose target no source leads to, with a step that reads its value."""
    (at,) = program.targets
    if at in program.active:
        return program
    return Program(
        program.sources, program.targets, [*program.steps, (at, read.op, value, 0, 0, value)], program.active
    )


def wraps(program: Program) -> bool:
    """Whether a derivative passes through NumPy's small whole numbers, which a source's dtype is."""
    return any(getattr(getattr(step[2], "dtype", None), "char", "?") in "bBhHiI" for step in program.steps)


def plainly(subject: Subject, ask: Ask, heard: Heard) -> Settled:
    """The numbers of float64 as they are, with a note where one is not finite or an op sits on its kink."""
    if ask.digits > 15:
        raise GradcliError(f"{weight(subject.program)} steps are too many for {ask.digits} digits", code="too-large")
    found = clean(blocks(subject, ask))
    notes = []
    if not all(is_finite(b.value) for b in found):
        again = clean(blocks(subject, ask, absorb=True))
        found = [a if is_finite(a.value) else b for a, b in zip(found, again)]
        bad = first_not_finite(subject.program.steps)
        what = f": {bad[1].name}{at(heard.lines, bad[0])} was the first" if bad is not None else ""
        notes += [Note(b.path, "nonfinite", f"not finite{what}") for b in found if not is_finite(b.value)]
    return Settled(found, notes + sitting(subject.program, heard.lines), found)


def connected(
    subject: Subject, result: Result, heard: Heard, choices: Mapping[int, list[Choice]], quiet: Collection[int],
    marked: Collection[str],
) -> list[Note]:  # fmt: skip
    """A note for each source that no derivative comes from, saying why its 0 is one.

    choices: of the places by whose values something was taken.
    quiet: the lines in which nothing is kept of what leaves the trace. marked: the sources of which it is told already.
    """
    target, notes = subject.target, []
    zero = [
        (n, p)
        for n, p in zip(subject.names, subject.program.sources)
        if n not in marked and is_zero(result.numbers.get(path(subject, n), 0.0))
    ]
    if not zero:
        return []
    way = Way(heard.steps, target)
    for name, source in zero:
        if source in way.smooth:
            continue
        code = "unconnected"
        if flat := way.cuts(source):
            where = at_line(heard.lines.get(flat[0][0]))
            why = f"{op_name(flat[0])}{where} is flat, and cuts the path from {name}"
        elif chosen := choice(reach := heard.reach(source), heard, quiet):
            why = f"{name} reaches the value only through the {chosen}"
        elif counted := [one for place in (source, *reach) for one in choices.get(place, ())]:
            line = line_of(counted[0].where)
            why = f"{name} reaches the value only through a count or an index{f' at line {line}' if line else ''}"
        else:
            code, why = "unused", f"the value does not depend on {name}"
        notes.append(Note(path(subject, name), code, why))
    return notes


def choice(reach: dict[int, Any], heard: Heard, quiet: Collection[int]) -> str | None:
    """The first branch that what a source reaches has decided, and its line; None if there is none."""
    asked = (place for place, step in reach.items() if step[1].guards or step[1].compares)
    first = next((place for place in asked if heard.lines.get(place) not in quiet), None)
    return None if first is None else f"comparison{at(heard.lines, first)}"


def wasted(text: ast.Module, own: int | None, modules: ScriptModules) -> set[int]:
    """The lines of statements that keep nothing of what they are given: print, logging, plots, assertions, docstrings.

    So are those of an `if` that decides on nothing else.

    own: the line of what is differentiated, which is none of them.
    """
    nodes = nodes_of(text)
    foreign = {name for name in Casts(text).foreign if modules.sibling(name) is None}
    for node in nodes:
        for target, value in pairs(node) if isinstance(node, ast.stmt) else ():
            if isinstance(value, ast.Call) and root(value.func) in foreign:  # a logger, the axes of a plot
                foreign.update(names_in(target))

    def silent(node: ast.AST) -> bool:
        call = node.value if isinstance(node, ast.Expr) else None
        if isinstance(call, ast.Call):
            name = last_name(call.func)
            if name.startswith("set") and (home := root(call.func)) and home in {name, *sys.stdlib_module_names}:
                return False  # a state of Python's, which may be read again
            changes = name in KEEPS or any(k.arg == "inplace" for k in call.keywords)
            return name in TELLS or (not changes and root(call.func) in foreign)
        return isinstance(call, ast.Constant) or isinstance(node, ast.Assert | ast.Pass)

    spans = [
        range(n.lineno, (n.end_lineno or n.lineno) + 1)
        for n in nodes
        if isinstance(n, ast.Expr | ast.Assert) and silent(n)
    ]
    spans += [
        range(n.lineno, (n.test.end_lineno or n.lineno) + 1)
        for n in nodes
        if isinstance(n, ast.If) and all(map(silent, (*n.body, *n.orelse)))
    ]
    beside = {n.lineno for n in nodes if isinstance(n, ast.stmt) and not (hasattr(n, "body") or silent(n))}
    return {line for span in spans if own not in span for line in span} - beside


def told_alone(text: ast.Module, quiet: Collection[int]) -> set[int]:
    """The lines where a name is given what NumPy makes, if it is bound nowhere else and read in quiet lines alone."""
    nodes, casts, uses = nodes_of(text), Casts(text), dict[str, list[ast.Name]]()
    tells = casts.carriers | casts.foreign
    for node in nodes:
        if isinstance(node, ast.Name):
            uses.setdefault(node.id, []).append(node)
    return {
        line for node in nodes if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
        for t in node.targets[:1] if len(node.targets) == 1 and isinstance(t, ast.Name) and len(uses[t.id]) > 1
        if root(node.value.func) in tells and last_name(node.value.func) not in KEEPS
        if all(k.arg and k.arg != "out" for k in node.value.keywords)
        if all(use is t or (isinstance(use.ctx, ast.Load) and use.lineno in quiet) for use in uses[t.id])
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }  # fmt: skip


def lasting(text: ast.Module, exits: Iterable[Exit], quiet: Collection[int]) -> list[Exit]:
    """The exits of what the script may have kept.

    What went to a file, into bytes or to another program counts where the script reads something in.
    """
    reads = any(isinstance(n, ast.Name | ast.Attribute) and last_name(n) in READERS for n in nodes_of(text))
    return [e for e in exits if (reads if not FILED.isdisjoint(parts_of(e.how)) else line_of(e.where) not in quiet)]


def parts_of(how: str) -> tuple[str, str]:
    """A way out, and the last part of its name."""
    how = how.removesuffix(" of a text").removesuffix(" of bytes")
    return how, how.rpartition(".")[2]


def is_zero(value: Any) -> bool:
    """Whether a derivative, as it is printed, is nothing but zeros."""
    return all(map(is_zero, value)) if isinstance(value, list) else not value


def path(subject: Subject, name: str) -> Path:
    """How a source's first derivative is spelled."""
    return Path("jacobian" if getattr(plain(subject.result), "shape", ()) else "grad", name)
