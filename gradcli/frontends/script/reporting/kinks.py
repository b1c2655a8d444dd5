"""What a script is told where its function may have no derivative: an op on its kink, a branch that hangs on a tie."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from math import inf, prod
from typing import TYPE_CHECKING

from ....answer.describe import sits
from ....core.op import OPAQUE
from ....core.program import Program
from ....core.reach import ancestors, descendants, inputs, origins, passes
from ....core.trace import Step, dtype_kind, split
from ....interpreters.on_kinks import on_kink
from ....results import Note
from ..again.ties import ALONE, Ties, gap_of, largest, met

if TYPE_CHECKING:
    from ....results.check import Check


WORK = 20_000  # numbers computed on the way; a longer program is not run again in mpmath
COARSE = 1e-6  # of a number: what rounding may take of it
EPSILON = 2.0**-52
PLACE = r"at (\[[\d, ]*\])+: |along a random direction: "  # of the element that an item speaks of


def weight(program: Program) -> int:
    """How many numbers a program computes between its sources and its target."""
    return sum([1 if step[2].__class__ is float else prod(getattr(step[2], "shape", ())) for step in program.steps])


def tied(
    program: Program,
    names: Sequence[str],
    steps: Sequence[Step],
    lines: Mapping[int, int],
    choices: Collection[int] = (),
    quiet: Collection[int] = (),
    kind: str = "grad",
) -> list[Note]:
    """That a branch or a choice hangs on a comparison of equal numbers: what the other side would give is not known.

    names: of the program's sources. steps: all that was heard, for a choice among values is made after them. choices:
    the places of what served as an index, a count or a mask. quiet: lines that decide nothing of the target, such as
    an assertion's.
    """
    guards = {step[0] for step in steps if step[1].guards and lines.get(step[0]) not in quiet}
    if not guards and not choices:
        return []

    def decided(step: Step) -> tuple[int, ...]:
        whole = step[1].kind == "flat" or isinstance(step[2], int)
        flat = step[0] in guards or (whole and lines.get(step[0]) not in quiet)
        return inputs(step) if flat else ()

    asked, last = ancestors(steps, guards.union(choices), decided), max(program.targets, default=0)
    live = descendants(steps, program.sources)
    smooth = ancestors(program.steps, program.targets, passes).intersection(program.sources)
    around = [s for s in live if s[0] in asked]
    if any(map(counts, around)):
        moved = {step[0] for step in descendants(steps, smooth)}
        around = [s for s in around if not counts(s) or s[0] in moved]
    before = [s for s in around if s[0] < last]
    ties, found = Ties(live, program.sources, program.targets), dict[str, Note]()
    ways: dict[int, list[Step]] = {}  # line -> how its branches went
    for step in steps:
        if step[0] in guards:
            ways.setdefault(lines.get(step[0], 0), []).append(step)
    of, rest = origins(live, program.sources), dict[int, bool]()  # whether an iteration is at rest, by its line
    for step in [*reversed(before), *around[len(before) :]]:
        by = [
            name for n, (name, p) in enumerate(zip(names, program.sources))
            if of[step[0]] >> n & 1 and name not in found and (p in smooth or not counts(step))
        ]  # fmt: skip
        line = lines.get(step[0], 0)
        if not by or (how := ties.at(step)) is None:
            continue
        if how == ALONE and line not in rest:
            rest[line] = ties.ends(step, ways.get(line, ()))
        if how == ALONE and rest[line]:
            continue
        what = step[1].params[0] if step[1].kind == OPAQUE else step[1].shown
        where = f"{'a branch' if step[1].compares else what}{at(lines, step[0])}"
        so = f"by rounding{how}" if how else "at this very point"
        message = f"{where} is decided {so}: the side that was taken is differentiated"
        found.update((name, Note(f"{kind}.{name}", "kink", message)) for name in by)
        if len(found) == len(names):
            break
    return list(found.values())


def nearly(
    program: Program, names: Sequence[str], steps: Sequence[Step], lines: Mapping[int, int],
    quiet: Collection[int] = (),
) -> list[Note]:  # fmt: skip
    """That an op sits on its kink, or a jump, for all that rounding says: `max(3*x - 0.3, 0)` at 0.1.

    The arguments are those of `tied`.
    """
    if weight(program) > WORK:
        return []
    way = ancestors(steps, program.targets)
    live = [s for s in descendants(steps, program.sources) if s[0] in way]
    made = {s[0]: s for s in live}
    edged = {op for op in {s[1] for s in live} if op.gap is not None or op.steep is not None}
    sharp = [s for s in live if coarsely(s, made) or (s[1] in edged and gap_of(s) is not None)]
    sharp = [s for s in sharp if lines.get(s[0]) not in quiet]
    ties, found = Ties(live, program.sources, program.targets), dict[str, Note]()
    of = origins(live, program.sources)
    for step in reversed(sharp):
        what = f"{'a branch' if step[1].compares else step[1].shown}{at(lines, step[0])}"
        near = ties.near(step)
        if near and ((parts := ties.part(step)) or ties.flips(step)):
            message = (
                f"{what} is decided by rounding{'' if parts else ALONE}: the side that was taken is differentiated"
            )
        elif (lost := coarsely(step, made)) and ties.matters(step, lost):
            message = f"{what} takes off what had rounded the number away: it is differentiated as if it had not"
        else:
            continue
        for n, name in enumerate(names):
            if of[step[0]] >> n & 1:
                found.setdefault(name, Note(f"grad.{name}", "kink", message))
        if len(found) == len(names):
            break
    return list(found.values())


def coarsely(step: Step, made: Mapping[int, Step]) -> float:
    """How large a number is that a large one has rounded, which a step takes off again: x + c - c. 0 for none."""
    if len(step) != 7 or step[1].kind != "linear" or step[3] == step[4]:
        return 0.0
    i, j, a, b = step[3:]
    before, off = (made[i], b) if i in made else (made.get(j, step), a)
    if before is step or before[1].kind != "linear" or len(before) != 7:
        return 0.0
    small, large = sorted(map(largest, before[5:]))
    return small if 0 < COARSE * small < large * EPSILON < inf and largest(off) == large else 0.0


def counts(step: Step) -> bool:
    """Whether a step compares whole numbers, which count something unless a derivative by them is asked, too."""
    whole = all(isinstance(a, int) or dtype_kind(a) in ("b", "i", "u") for a in split(step)[1])
    return whole and step[1].kind != OPAQUE


def sitting(program: Program, lines: Mapping[int, int]) -> list[Note]:
    """That an op sits on its kink, and does not stay there as the sources move: without looking to its sides."""
    ties = Ties(program.steps, program.sources, program.targets)
    return [
        Note("grad", "kink", f"{step[1].name}{at(lines, step[0])} {sits(step)}: one of its slopes was taken")
        for step in [*filter(ties.part, on_kink(program))][:1]
    ]


def conventional(program: Program) -> bool:
    """Whether a step sits where the rule of another library is not the derivative."""
    return any(step[1].convention is not None and met(step[1].convention, step) for step in program.needed().steps)


def sided(check: Check) -> list[Note]:
    """What a check of a tape's answer has found: kinks and jumps, with the slopes to both sides, and where the
    derivative is another number than the library's."""
    found = []
    for item in check.items:
        code = code_of(item.note)
        if item.verdict == "undefined" and code and isinstance(item.tape, float) and item.tape - item.tape == 0:
            found.append(Note(item.path, code, f"{item.note}; the tape says {item.tape:.10g}"))
        if item.verdict == "convention" and isinstance(item.tape, float) and isinstance(item.reference, float):
            place = re.match(PLACE, item.note or "")
            what = f"the derivative is {item.reference:.10g}; TensorFlow's rule gives {item.tape:.10g}"
            found.append(Note(item.path, "convention", f"{place[0] if place else ''}{what}"))
    return found


def code_of(note: str | None) -> str | None:
    """What a check has found beside the point."""
    return next((code for code in ("kink", "jump") if f"{code}: " in (note or "")), None)


def at(lines: Mapping[int, int], place: int) -> str:
    """The line of a step, if it is known."""
    return f" at line {lines[place]}" if place in lines else ""
