"""What can be said of an expression without its point, or beside it: formulas, and gradients derived by hand."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

from ..answer.derivatives import Ask, asked_partials
from ..core.forms import numpy
from ..core.timer import limit
from ..errors import GradcliError
from ..ops.values import shape_of
from ..results import VALUE, VERDICTS, Item, Note, Path
from .expected import Derived, bare, verdicts
from .expression.nodes import evaluate
from .expression.run import Formula, number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from .expression.nodes import Expression

SECONDS = 5.0  # for the formula of the value
SAME = 1.0  # for finding two formulas the same
POINTS = 5  # sampled about the one given, or where none is
TRIES = 60


def formulas(formula: Formula, ask: Ask, arrays: Sequence[str] = ()) -> tuple[dict[Path, str], list[Note]]:
    """The expression's derivatives as text by path, in SymPy's algebra, and a note for each that has no small one.

    arrays: the variables that are bound to arrays.
    Raises GradcliError for what has no symbols: arrays, and functions that SymPy does not know.
    """
    from ..interpreters.symbolic import derivatives, show, small

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
    try:
        with limit(SECONDS, TimeoutError):
            result = meaning(expression)
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


def meaning(expression: Expression) -> Any:
    """An expression as SymPy has it. Raises what SymPy raises."""
    import sympy

    from ..interpreters.symbolic import exactly, symbol

    constants = {"pi": sympy.pi, "tau": 2 * sympy.pi, "e": sympy.E}
    env = constants | {name: symbol(name) for name in expression.free}
    result = evaluate(expression, env, bare, lambda text: exactly(float(text)))[expression.result]
    return exactly(result) if isinstance(result, float) else result


def same(formula: Formula, derived: Derived) -> bool:
    """Whether a derivative derived by hand is, as a formula, that of the expression; False where it is not known."""
    import sympy

    from ..interpreters.symbolic import symbol

    assert derived.formula is not None
    try:
        with limit(SAME, TimeoutError):
            right = meaning(formula.expression)
            for name in derived.names:
                right = sympy.diff(right, symbol(name))
            gap = right - meaning(derived.formula.expression)
            return bool(gap == 0 or sympy.simplify(gap) == 0)
    except Exception:  # arrays, functions without a form, SymPy's own complaints
        return False


def expected(formula: Formula, values: Mapping[str, Any], ask: Ask) -> list[Item]:
    """The verdict on each derivative that the user derived by hand: as a formula where that is known to be the same,
    else at the point, and at sampled points about it, or anywhere without one."""
    variables = formula.expression.variables(formula.expression.free)
    derived = {key: Derived(key, text, variables) for key, text in ask.expect.items()}
    for one in derived.values():
        if one.formula is None:
            raise one.fault
    toss = Random(0)
    if not values and variables:
        return sampled(formula, derived, ask, lambda n: anywhere(variables, n, toss), [])
    here = claims(formula, values, derived, ask)
    if not variables:
        return here
    agreeing = [key for key, item in zip(derived, here) if item.verdict == "ok"]
    numbers = not any(map(shape_of, values.values()))
    proven = [key for key in agreeing if numbers and same(formula, derived[key])]
    for key, item in zip(derived, here):
        if key in proven:
            item.note = "the same as a formula"
    open_ = {key: derived[key] for key in agreeing if key not in proven}
    if open_:
        about = sampled(formula, open_, ask, lambda n: beside(values, toss), [])
        for item in about:
            (place,) = [n for n, old in enumerate(here) if old.path == item.path]
            if item.verdict != "ok":
                item.note = f"right here, but {item.note}"
                here[place] = item
            else:
                here[place].note = f"right here and at {POINTS} points about it"
    return here


def anywhere(variables: Sequence[str], n: int, toss: Random) -> dict[str, Any]:
    """A point for an expression that was given none."""
    low = 0.3 if n % 2 else -2.0
    return {name: number(round(toss.uniform(low, 2.0), 3)) for name in variables}


def beside(values: Mapping[str, Any], toss: Random) -> dict[str, Any]:
    """A point about the one that was given: every number within a quarter of itself."""

    def moved(v: float) -> float:
        return v + (abs(v) or 1.0) * toss.uniform(-0.25, 0.25)

    def each(value: Any) -> Any:
        if not shape_of(value):
            return number(moved(float(value)))
        return numpy().array([moved(float(v)) for v in value.flat]).reshape(value.shape)

    return {name: each(value) for name, value in values.items()}


def sampled(
    formula: Formula,
    derived: Mapping[str, Derived],
    ask: Ask,
    point: Callable[[int], dict[str, Any]],
    worst: list[Item],
) -> list[Item]:
    """The worst verdict on each derivative at sampled points, wherever both are defined. GradcliError: nowhere."""
    seen = 0
    for n in range(TRIES):
        at = point(n)
        try:
            items = claims(formula, at, derived, ask)
        except GradcliError as error:
            if error.status == 2:
                raise
            continue
        if any(item.verdict in ("skipped", "undefined") for item in items):
            continue
        seen += 1
        place = ", ".join(f"{name} = {value:g}" for name, value in at.items() if not shape_of(value))
        for item in items:
            item.note = f"at {place or 'a point about it'}" + (f": {item.note}" if item.note else "")
        worst = items if not worst else [min(pair, key=badness) for pair in zip(worst, items)]
        if seen == POINTS:
            break
    if not worst:
        raise GradcliError("no sampled point is in the domain of both", code="domain", hint="give a point: x=2")
    return worst


def badness(item: Item) -> tuple[int, float]:
    """The worst sorts first."""
    return VERDICTS.index(item.verdict), -(item.rel_err or 0.0)


def claims(formula: Formula, values: Mapping[str, Any], derived: Mapping[str, Derived], ask: Ask) -> list[Item]:
    """Each hand-derived derivative at a point, against the difference of the recorded program."""
    from ..check import Question

    by = [name for one in derived.values() for name in one.names]
    subject, _ = formula.run(values, tuple(dict.fromkeys([*formula.expression.variables(values), *by])))
    question = Question(subject.program, subject.names, subject.values, [])
    return verdicts(question, {key: (one.text, one.value(values)) for key, one in derived.items()}, ask.rtol)
