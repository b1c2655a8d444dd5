"""What can be said of an expression without its point, or beside it: formulas, and gradients derived by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..answer.derivatives import Ask, asked_partials
from ..core.timer import limit
from ..errors import GradcliError
from ..ops.values import shape_of
from ..results import VALUE, VERDICTS, Item, Note, Path
from .expected import bare, verdicts
from .expression.nodes import evaluate
from .expression.run import Formula, number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


SECONDS = 5.0  # for the formula of the value
POINTS = 5  # sampled where none is given
TRIES = 60


def formulas(formula: Formula, ask: Ask, arrays: Sequence[str] = ()) -> tuple[dict[Path, str], list[Note]]:
    """The expression's derivatives as text by path, in SymPy's algebra, and a note for each that has no small one.

    arrays: the variables that are bound to arrays.
    Raises GradcliError for what has no symbols: arrays, and functions that SymPy does not know.
    """
    from ..interpreters.symbolic import derivatives, exactly, show, small, symbol

    expression = formula.expression
    names = expression.variables(expression.free) if ask.wrt is None else ask.wrt
    for name in names:
        if name not in expression.free:
            raise GradcliError(f"'{name}' is not a variable of this expression", code="unknown-name")
    for name in arrays:
        if name in expression.free:
            raise GradcliError(
                f"--formula needs numbers, and {name} is an array", code="formula",
                hint="--check shows the formulas of an array's elements",
            )  # fmt: skip
    import sympy

    constants = {"pi": sympy.pi, "tau": 2 * sympy.pi, "e": sympy.E}
    env = constants | {name: symbol(name) for name in expression.free}
    try:
        with limit(SECONDS, TimeoutError):
            found = evaluate(expression, env, bare, lambda text: exactly(float(text)))
            result = found[expression.result]
            result = exactly(result) if isinstance(result, float) else result
    except TimeoutError:
        raise GradcliError("there was no time for a formula", code="formula", hint="give a point for numbers") from None
    except GradcliError:
        raise
    except Exception as error:  # SymPy's own complaints are of many classes
        raise GradcliError(
            f"there is no formula for this expression: {error}", code="formula", hint="give a point for numbers"
        ) from None
    if shape_of(result):
        raise GradcliError("an array has no one formula", code="formula", hint="index the result, or sum it")
    paths = [Path("grad", x) for x in names] if ask.order >= 1 else []
    if ask.order >= 2:
        paths += [Path("hessian", a, b) for n, a in enumerate(names) for b in names[n:]]
    if len(names) == 1:
        paths += [Path("partials", *names * n) for n in range(3, ask.order + 1)]
    for path in asked_partials(tuple(names), ask):
        if len(names) > 1 or ask.partials:
            paths.append(Path("partials", *(names[n] for n in path)))
    paths = list(dict.fromkeys(paths))
    known = {VALUE: show(result), **derivatives(result, paths)} if small(result) else {}
    paths = [VALUE, *paths]
    lost = [path for path in paths if path not in known]
    notes = [Note(path, "formula", "the formula would be too long, or there is none") for path in lost]
    return known, notes


def expected(formula: Formula, values: Mapping[str, Any], ask: Ask) -> list[Item]:
    """The verdict on each gradient that the user derived by hand: at the point, or at sampled points without one."""
    from random import Random

    variables = formula.expression.variables(formula.expression.free)
    claimed = {name: Formula(text, variables) for name, text in ask.expect.items()}
    if values or not variables:
        return claims(formula, values, claimed, ask)
    toss, seen = Random(0), 0
    worst: dict[str, Item] = {}
    for n in range(TRIES):
        low = 0.3 if n % 2 else -2.0
        point = {name: number(round(toss.uniform(low, 2.0), 3)) for name in variables}
        try:
            items = claims(formula, point, claimed, ask)
        except GradcliError as error:
            if error.status == 2:
                raise
            continue
        if any(item.verdict in ("skipped", "undefined") for item in items):
            continue
        seen += 1
        place = ", ".join(f"{name} = {value:g}" for name, value in point.items())
        for item in items:
            item.note = f"at {place}" + (f": {item.note}" if item.note else "")
            if item.path not in worst or badness(item) < badness(worst[item.path]):
                worst[item.path] = item
        if seen == POINTS:
            break
    if not worst:
        raise GradcliError("no sampled point is in the domain of both", code="domain", hint="give a point: x=2")
    return list(worst.values())


def badness(item: Item) -> tuple[int, float]:
    """The worst sorts first."""
    return VERDICTS.index(item.verdict), -(item.rel_err or 0.0)


def claims(formula: Formula, values: Mapping[str, Any], claimed: Mapping[str, Formula], ask: Ask) -> list[Item]:
    """Each hand-derived gradient at a point, against the difference of the recorded program."""
    from ..check import Question

    subject, _ = formula.run(values, tuple(dict.fromkeys([*formula.expression.variables(values), *claimed])))
    return verdicts(Question(subject.program, subject.names, subject.values, []), claimed, values, ask.rtol)
