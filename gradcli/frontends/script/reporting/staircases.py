"""Values that move in steps so fine that whoever looks from a little farther sees a slope: `round(x, 6)`, counts.

The derivative is that of one step, where all that is rounded, compared or counted is flat; it is right, and hardly what
was meant. So the program is run where the sources are moved, once as it is and once with all that is flat held.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from operator import itemgetter
from typing import Any

from ....answer.subject import Subject
from ....core.forms import numpy
from ....core.op import Op
from ....core.program import Program, replay
from ....core.reach import inputs, origins, passes
from ....core.trace import Step, split
from ....dialects.python.flat_ops import BITS
from ....errors import BREAKS
from ....ops.branches import fmod, mod
from ....results import Note
from ..again.ties import anywhere, largest
from .kinks import at, weight

MOST = 2_000_000  # numbers computed on the way; a longer program is not run again
MOVE = 1e-3  # of a source: how far it is moved
OFTEN = 3.0  # jumps on the way there, at least
FEW = 16  # elements that are moved one by one
SEEN = 0.05  # of how far the target moves otherwise: how far the jumps move it
WRAPS = mod.op, fmod.op
WHOLE = {bits.op for bits in BITS.values()}


def staircases(
    subject: Subject, names: Collection[str], lines: Mapping[int, int], quiet: Collection[int]
) -> list[Note]:  # fmt: skip
    """That the target moves in steps, by the sources of these names that move it so. lines, quiet: as in `tied`."""
    leaping = set(filter(leaps, {step[1] for step in subject.program.steps}))
    program = subject.program.needed(guards=False) if leaping else subject.program
    if leaping.isdisjoint([step[1] for step in program.steps]) or weight(program) > MOST:
        return []
    known, bits = program.given(), [step for step in program.steps if step[1] in WHOLE]
    smooth = origins(program.steps, program.sources, passes) if bits else {}
    found: list[Note] = []
    for n, (name, source) in enumerate(zip(subject.names, program.sources)):
        for bit in [s for s in bits if name in names and any(smooth.get(i, 0) >> n & 1 for i in inputs(s))][:1]:
            message = f"{bit[1].shown}{at(lines, bit[0])} takes whole numbers alone: it is taken as flat"
            found.append(Note(f"grad.{name}", "kink", message))
        ways = each(known[source]) if source in known and name in names else []
        step = next((step for way in ways if (step := stepped(program, known, source, way))), None)
        if step is not None and lines.get(step[0]) not in quiet:
            what = "a comparison" if step[1].compares else step[1].shown
            message = f"{what}{at(lines, step[0])} jumps so often that differences see a slope: it is taken as flat"
            found.append(Note(f"grad.{name}", "kink", message))
    return found


def leaps(op: Op) -> bool:
    """Whether an op compares, counts or rounds, or leaves what that takes off."""
    return op in WRAPS or (op.kind == "flat" and not op.guards and (op.elementwise or op.unit > 0))


def each(value: Any) -> list[Any]:
    """Which elements of a source move together: few of them one by one."""
    size = getattr(value, "size", 1)
    return list(numpy().eye(size).reshape(size, *value.shape)) if 1 < size <= FEW else [1.0]


def stepped(program: Program, known: Mapping[int, Any], source: int, way: Any) -> Step | None:
    """The step that jumps most often as a source moves one way, if the target does so by its jumps."""
    steps, target = program.steps, program.targets[0]
    here: Any = next((s[2] for s in reversed(steps) if s[0] == target), None)
    jumped: list[tuple[float, Step]] = []

    def hold(step: Step, args: list[Any]) -> Any:
        return frozen(step, args)

    def go(step: Step, args: list[Any]) -> Any:
        y = step[1].evaluate(*args)
        if leaps(step[1]):
            jumped.append((jumps(step, y, args), step))
        return y

    try:
        moved = {**known, source: known[source] * (1.0 + MOVE * way)}
        free, still = (replay(steps, dict(moved), run)[target] for run in (go, hold))
        seen = anywhere(abs(free - still) > SEEN * abs(still - here))
    except BREAKS:
        return None
    most, step = max(jumped, key=itemgetter(0))
    return step if seen and most >= OFTEN else None


def frozen(step: Step, args: Sequence[Any]) -> Any:
    """What a step gives at other inputs, if it does not jump."""
    if step[1] not in WRAPS:
        return step[2] if step[1].kind == "flat" else step[1].evaluate(*args)
    a, b = split(step)[1]
    return args[0] - numpy().rint((a - step[2]) / b) * args[1]


def jumps(step: Step, y: Any, args: Sequence[Any]) -> float:
    """How often a step has jumped on the way to y."""
    gone = y - frozen(step, args) if not step[1].compares else numpy().sum(y != step[2])
    return largest(gone) / (largest(args[1]) if step[1] in WRAPS else step[1].unit or 1.0)
