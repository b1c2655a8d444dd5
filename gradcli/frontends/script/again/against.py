"""--against: a gradient, or Hessian, that the script computes by a function of its own, entry by entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import TYPE_CHECKING, Any

from ....check.arbiter import OutOfTime
from ....check.distance import distance
from ....core.forms import numpy
from ....errors import GradcliError, ShapeFault
from ....ops.values import shape_of
from ....results import Path
from ....results.check import Check, Item

if TYPE_CHECKING:
    from ....answer.subject import Ask, Block, Subject
    from .second_run import SecondRun

SHOWN = 64  # entries that are listed, the worst first
NEAR = 2.0**-50  # by which the sources are moved, relatively: what no code need tell apart
TIMES = 4  # as much as that changes an entry, which is its rounding


def compared(second: SecondRun, subject: Subject, blocks: Sequence[Block], ask: Ask) -> Check:
    """The verdict on every entry of what the function that --against names returns.

    Raises GradcliError where it cannot be called, ShapeFault where it returns no derivative of these shapes.
    """
    order = 2 if ask.order >= 2 else 1
    chosen = [b for b in blocks if len(b.by) == order]
    mine: dict[tuple[int, ...], Any] = {b.by: numpy().asarray(b.value, float) for b in chosen}
    name = ask.against or ""
    answers, parameters = called(second, subject, name)
    sources = sorted({n for by in mine for n in by}, key=lambda n: place(subject.names[n], parameters))
    rtol = second.form.rtol if ask.rtol is None else ask.rtol
    taken = [laid_out(answer, subject, mine, sources, name) for answer in answers]
    items = [entry(mine, taken, by, names, at, rtol) for by, names, at in entries(subject, mine)]
    items.sort(key=Item.rank)
    found = Check(items[:SHOWN], [f"{name} compared with the derivative, entry by entry"])
    if len(items) > SHOWN:
        found.notes.append(f"{len(items) - SHOWN} more of {len(items)} entries are not listed: they are no worse")
    doubted = [(path, ruling) for path, ruling in second.rulings.items() if ruling.verdict in ("FAIL", "undefined")]
    found.items[:0] = [ruling.item(path) for path, ruling in reversed(doubted)]
    return found


def called(second: SecondRun, subject: Subject, name: str) -> tuple[list[Any], Sequence[str]]:
    """(what the function returns at the point and a rounding away from it, its parameters). Raises GradcliError."""
    np, answers = numpy(), []
    parameters: tuple[str, ...] = ()
    for n in range(3):
        toss = np.random.default_rng(n)
        moved = {
            source: np.asarray(value, float) * (1 + NEAR * toss.choice([-1.0, 1.0], np.shape(value)))
            for source, value in (zip(subject.names, subject.values) if n else ())
        }
        try:
            found = second.run({k: v if v.shape else float(v) for k, v in moved.items()}, against=name)
        except OutOfTime:
            raise GradcliError(f"no time to call {name}", code="timeout", hint="--timeout allows more") from None
        if found.fault is not None:
            raise GradcliError(f"--against {name}: {found.fault}", code="against")
        if found.answer is None:
            raise GradcliError(f"{name} returned no numbers", code="not-a-number", hint="return an array, or a list")
        answers.append(found.answer)
        parameters = parameters or tuple(found.parameters)
    return answers, parameters


def place(name: str, parameters: Sequence[str]) -> int:
    """Where a source stands among the parameters of the function that is differentiated."""
    return parameters.index(name) if name in parameters else len(parameters)


def laid_out(
    answer: Any, subject: Subject, mine: dict[tuple[int, ...], Any], sources: Sequence[int], name: str
) -> dict[tuple[int, ...], Any]:
    """An answer in blocks as the derivative has them: by names, in a row of parts, or as one whole array."""
    np = numpy()
    sizes = {n: int(np.prod(shape_of(subject.values[n]), dtype=int)) for n in sources}
    edges = np.cumsum(list(sizes.values()))[:-1]
    if max(map(len, mine), default=1) == 2:
        return squared(answer, subject, mine, sources, sizes, name)
    if isinstance(answer, dict):
        answer = [answer.get(subject.names[n]) for n in sources]
    if len(sources) == 1:
        parts = [answer[0] if isinstance(answer, list) and len(answer) == 1 else answer]
    elif len(answer if isinstance(answer, list) else np.atleast_1d(answer)) == len(sources):
        parts = list(answer)
    else:
        parts = np.split(flat(answer), edges)
    found: dict[tuple[int, ...], Any] = {(n,): flat(part) for n, part in zip(sources, parts)}
    if all(found[by].size == block.size for by, block in mine.items()):
        return {by: found[by].reshape(block.shape) for by, block in mine.items()}
    whole = all(mine[n,].size == sizes[n] for n in sources)  # of a number
    if len(sources) > 1 and whole and flat(answer).size == sum(sizes.values()) and not isinstance(answer, list):
        cut: dict[tuple[int, ...], Any] = dict(zip([(n,) for n in sources], np.split(flat(answer), edges)))
        return {by: cut[by].reshape(block.shape) for by, block in mine.items()}
    error = unlike(name, answer, [mine[n,].shape for n in sources])
    alike = [subject.names[n] for n in sources if mine[n,].size == flat(answer).size]
    if alike and not isinstance(answer, list):
        one = next((source for source in alike if name.endswith(source)), alike[0])
        error.hint = f"write --wrt {one} for the derivative by it alone, or --against G,G with a function for each"
    raise error


def squared(
    answer: Any, subject: Subject, mine: dict[tuple[int, ...], Any], sources: Sequence[int], sizes: dict[int, int],
    name: str,
) -> dict[tuple[int, ...], Any]:  # fmt: skip
    """A Hessian in blocks: from one square array of all elements, or a square of blocks."""
    np, total = numpy(), sum(sizes.values())
    if isinstance(answer, dict):
        answer = [[(answer.get(subject.names[i]) or {}).get(subject.names[j]) for j in sources] for i in sources]
    if isinstance(answer, list):
        rows = [np.hstack([flat(b).reshape(sizes[i], -1) for b in row]) for i, row in zip(sources, answer)]
        answer = np.vstack(rows)
    whole = np.asarray(answer, float)
    if whole.size != total * total:
        raise unlike(name, answer, [(total, total)])
    whole = whole.reshape(total, total)
    starts = dict(zip(sources, np.cumsum([0, *[sizes[n] for n in sources]])))
    return {
        (i, j): whole[starts[i] : starts[i] + sizes[i], starts[j] : starts[j] + sizes[j]].reshape(block.shape)
        for (i, j), block in mine.items()
    }


def flat(value: Any) -> Any:
    """All the numbers of an answer, in order; nan for what is none."""
    np = numpy()
    if isinstance(value, list):
        return np.concatenate([flat(part) for part in value]) if value else np.zeros(0)
    return np.asarray(np.nan if value is None else value, float).reshape(-1)


def unlike(name: str, answer: Any, shapes: Sequence[tuple[int, ...]]) -> ShapeFault:
    """That an answer has not the shapes of the derivative."""
    found = shaped(numpy().shape(answer)) if not isinstance(answer, list) else f"{len(answer)} parts"
    wanted = " and ".join(map(shaped, shapes))
    return ShapeFault(f"{name} returned {found}, the derivative has {wanted}", code="shape")


def shaped(shape: tuple[int, ...]) -> str:
    """A shape in words."""
    return str(shape) if shape else "a number"


def entries(
    subject: Subject, mine: dict[tuple[int, ...], Any]
) -> Iterator[tuple[tuple[int, ...], list[str], tuple[int, ...]]]:
    """(block, the name of each variable, index in the block) of every entry."""
    for by, block in mine.items():
        shapes = [shape_of(subject.values[n]) for n in by]
        rows = block.shape[: block.ndim - sum(map(len, shapes))]
        for at in product(*[range(n) for n in block.shape]):
            names, begun = [], len(rows)
            row = f"[{','.join(map(str, at[:begun]))}]" if begun else ""
            for n, shape in zip(by, shapes):
                index = at[begun : begun + len(shape)]
                names.append(subject.names[n] + (f"[{','.join(map(str, index))}]" if index else ""))
                begun += len(shape)
            yield by, [*([row] if row else []), *names], at


def entry(
    mine: dict[tuple[int, ...], Any], taken: Sequence[dict[tuple[int, ...], Any]], by: tuple[int, ...],
    names: Sequence[str], at: tuple[int, ...], rtol: float,
) -> Item:  # fmt: skip
    """The verdict on one entry: the function's own number, and the derivative as its reference."""
    reference, found, *near = (float(block[by][at]) for block in (mine, *taken))
    largest = max((float(abs(block).max(initial=0.0)) for block in mine.values()), default=0.0)
    rounding = max([TIMES * abs(v - found) for v in near] + [4 * NEAR * largest * (reference == 0)])
    error, digits = distance(found, reference)
    right = (error is not None and error <= rtol) or abs(found - reference) <= rounding
    note = None if error is None or error <= rtol or not right else "to rounding"
    return Item(Path("against", *names), found, reference, None, error, digits, "ok" if right else "FAIL", note)
