"""What a script's own program amounts to: its derivatives, and for each source without one the reason.

Short programs are settled as expressions are, with more digits where float64 leaves too few. A long one (a training
loop, an integration) keeps the numbers of one float64 sweep: its error bound would say nothing, and mpmath would take
minutes.
"""

from __future__ import annotations

import ast
import math
from typing import TYPE_CHECKING, Any

from ..core.trace import plain, split
from ..errors import DomainFault, GradcliError
from ..results import Check, Note, Result
from ..settle import Settled, clean, is_finite, on_kink, settle
from ..study import Ask, Subject, blocks
from .calculator import fill
from .casts import last_name
from .why import Heard, cutting

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

WORK = 20_000  # numbers computed on the way; a longer program is not run again in mpmath

READERS = frozenset("load loads loadtxt genfromtxt fromfile frombuffer fromstring read_csv literal_eval eval".split())
FILED = frozenset(
    "pickle json .tofile() .tobytes() np.tobytes np.save np.savez np.savez_compressed np.savetxt".split()
)  # ways out that lead to a file, or to bytes


def weight(subject: Subject) -> int:
    """How many numbers a program computes between its sources and its target."""
    return sum(math.prod(getattr(s[2], "shape", ())) for s in subject.program.steps)


def study(subject: Subject, result: Result, ask: Ask, heard: Heard) -> None:
    """Fill a result with all that was asked of its program, checked if so asked.

    Raises GradcliError where there is no number, with the line of the step to blame.
    """
    try:
        settled = plainly(subject, ask, heard) if weight(subject) > WORK else settle(subject, ask)
    except DomainFault as fault:
        line = heard.lines.get(getattr(fault, "place", 0))
        raise fault.about(f"line {line}") if line else fault from None
    fill(result, subject, settled.blocks)
    result.notes += settled.notes
    if ask.check:
        from ..check import verify

        result.check = verify(subject, settled, ask)
    if ask.expect:
        from ..check import Question
        from .byhand import answered, known

        known(ask.expect, subject.names)
        question = Question(subject.program, subject.names, subject.values, [])
        result.check = result.check or Check([])
        result.check.items += answered(question, ask.expect, ask.rtol)


def plainly(subject: Subject, ask: Ask, heard: Heard) -> Settled:
    """The numbers of float64 as they are, with a note where one is not finite or an op sits on its kink."""
    if ask.digits > 15:
        raise GradcliError(f"{weight(subject)} steps are too many for {ask.digits} digits", code="too-large")
    found = clean(blocks(subject, ask))
    notes = []
    if not all(is_finite(b.value) for b in found):
        again = clean(blocks(subject, ask, absorb=True))
        found = [a if is_finite(a.value) else b for a, b in zip(found, again)]
        bad = next((s for s in subject.program.steps if not is_finite_value(s[2])), None)
        what = f": {bad[1].name}{at(heard, bad[0])} was the first" if bad is not None else ""
        notes += [Note(b.path, "nonfinite", f"not finite{what}") for b in found if not is_finite(b.value)]
    for step in on_kink(subject)[:1]:
        notes.append(
            Note("grad", "kink", f"{step[1].name}{at(heard, step[0])} sits on its kink: one of its slopes was taken")
        )
    return Settled(found, notes, found)


def is_finite_value(value: Any) -> bool:
    """No inf and no nan in a step's value, of whatever class."""
    try:
        return is_finite(value)
    except TypeError:
        return True


def at(heard: Heard, place: int) -> str:
    """The line of a step, if it is known."""
    return f" at line {heard.lines[place]}" if place in heard.lines else ""


def connected(subject: Subject, result: Result, heard: Heard, leaks: Iterable[tuple[int, str, int]]) -> list[Note]:
    """A note for each source that no derivative comes from, saying why its 0 is one."""
    target, notes = subject.target, []
    found = result.grad or result.jacobian or {}
    zero = [(n, p) for n, p in zip(subject.names, subject.program.sources) if is_zero(found.get(n, 0.0))]
    if not zero:
        return []
    ancestors = {target}
    for step in reversed(heard.steps):
        if step[0] in ancestors:
            ancestors.update(split(step)[0])
    for name, source in zero:
        if source in ancestors and (source == target or not dead(subject, source, ancestors)):
            continue
        reach = heard.reach(source)
        flat = cutting(source, target, heard, reach) if source in ancestors else None
        if flat is not None:
            line = f" at line {flat[1]}" if flat[1] else ""
            notes.append(
                Note(path(subject, name), "unconnected", f"{flat[0]}{line} is flat, and cuts the path from {name}")
            )
            continue
        left = next(((how, line) for p, how, line in leaks if p == source or p in reach), None)
        if left is not None:
            why = f"the path from {name} left the trace through {left[0]} at line {left[1]}"
            notes.append(Note(path(subject, name), "unconnected", why))
        else:
            notes.append(Note(path(subject, name), "unused", f"the value does not depend on {name}"))
    return notes


def lost(text: ast.Module, leaks: Iterable[tuple[int, str, int]]) -> list[Note]:
    """What left the trace and may have come back as a plain number: a note per line that keeps what it computes.

    What was written out, as a file or as bytes, counts where the script reads something in.
    """
    nodes = list(ast.walk(text))
    alone = [s for s in nodes if isinstance(s, ast.Expr)]
    wasted = {n for s in alone for n in range(s.lineno, (s.end_lineno or s.lineno) + 1)}
    reads = any(isinstance(n, ast.Name | ast.Attribute) and last_name(n) in READERS for n in nodes)
    ways = {(how, line) for _, how, line in leaks if (reads if how in FILED else line not in wasted)}
    return [
        Note("", "unconnected", f"line {line}: what passed through {how} is a plain number, and is not differentiated")
        for how, line in sorted(ways, key=lambda way: (way[1], way[0]))
    ]


def is_zero(value: Any) -> bool:
    """Whether a derivative, as it is printed, is nothing but zeros."""
    return all(map(is_zero, value)) if isinstance(value, list) else not value


def dead(subject: Subject, source: int, ancestors: Collection[int]) -> bool:
    """Whether every way from a source to the target passes a flat op."""
    live = {source}
    for step in subject.program.steps:
        if step[0] in ancestors and step[1].kind != "flat":
            if any(i in live and rule for i, rule in zip(split(step)[0], step[1].vjp)):
                live.add(step[0])
    return subject.target not in live


def path(subject: Subject, name: str) -> str:
    """How a source's first derivative is spelled."""
    return f"{'jacobian' if getattr(plain(subject.result), 'shape', ()) else 'grad'}.{name}"
