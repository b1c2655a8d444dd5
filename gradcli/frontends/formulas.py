"""What can be said of an expression without its point, or beside it: formulas, and gradients derived by hand."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from random import Random
from time import monotonic
from typing import Any

from ..answer.derivatives import asked_partials
from ..answer.subject import Ask, diagonal
from ..core.forms import numpy, pointwise
from ..core.timer import limit
from ..errors import GradcliError, clip
from ..ops.values import shape_of
from ..results import VALUE, Note, Path
from ..results.check import Item
from .expected import Derived, plain_apply, verdicts
from .expression.nodes import Expression, Node, evaluate
from .expression.run import Formula, no_variable, number
from .expression.tokens import is_float

SECONDS = 5.0  # for the formula of the value
ENTRIES = 256  # formulas of one result
SAME = 1.0  # for finding two formulas the same
POINTS = 5  # sampled about the one given, or where none is
TRIES = 60


def formulas(formula: Formula, ask: Ask, values: Mapping[str, Any] | None = None) -> tuple[dict[Path, str], list[Note]]:
    """The expression's derivatives as text by path, in SymPy's algebra, and a note for each that has no small one.

    values: the point, if there is one, for the shapes of what is bound to arrays. Derivatives of and by arrays are
    nested lists of formulas, the value's shape before the variables'.
    Raises GradcliError for large arrays, and functions that SymPy does not know.
    """
    from ..interpreters.formula.symbolic import NoFormula, derivative_text, text_of

    names = names_of(formula, ask, values or {})
    env = {name: symbols_of(name, (values or {}).get(name)) for name in formula.expression.variables(values or names)}
    env.update((name, symbols_of(name, None)) for name in formula.expression.free if name not in env)
    result = in_symbols(formula, env)
    size = math.prod(shape_of(result)) * sum(math.prod(shape_of(env[name])) for name in names)
    if size > ENTRIES:
        message = f"{size} formulas are too many: {ENTRIES} is the most"
        raise GradcliError(message, code="formula", hint="sum it, or index it")
    first = "jacobian" if shape_of(result) else "grad"
    paths = [VALUE] + [Path(first, x) for x in names] * (ask.order >= 1)
    if ask.order >= 2 and not shape_of(result):
        paths += [Path("hessian", a, b) for n, a in enumerate(names) for b in names[n:]]
    if not shape_of(result) and not any(shape_of(env[name]) for name in names):
        if len(names) == 1:
            paths += [Path("partials", *names * n) for n in range(3, ask.order + 1)]
        for by in asked_partials(tuple(names), ask):
            if len(names) > 1 or ask.partials:
                paths.append(Path("partials", *(names[n] for n in by)))
    known: dict[Path, str] = {}
    notes = []
    end = monotonic() + SECONDS
    for path in dict.fromkeys(paths):
        try:
            with limit(max(end - monotonic(), 0.05), NoFormula):
                variables = [env[name] for name in path.by]
                known[path] = nested(
                    result, variables, lambda e, by: derivative_text(e, by, env) if by else text_of(e, env)
                )
        except NoFormula:
            notes.append(Note(path, "formula", "the formula would be too long, or there is none"))
    return known, notes


def elements_of(expression: Expression) -> list[str]:
    """The names that a function of arrays is called with, as sum(v^2) is, and which may be meant to be arrays."""
    from .expression.array_calls import array_calls

    found = set().union(*(call.names for call in array_calls(expression, expression.free)[0]))
    return [name for name in expression.free if name in found]


def names_of(formula: Formula, ask: Ask, values: Mapping[str, Any]) -> tuple[str, ...]:
    """The names to differentiate by. Raises GradcliError for one that the expression does not have."""
    expression = formula.expression
    every = expression.variables({*expression.free, *values})
    for name in ask.wrt or ():
        if name not in every:
            raise no_variable(name, every)
    return tuple(ask.wrt or every)


def symbols_of(name: str, value: Any) -> Any:
    """The symbol of a variable, or the array of symbols of one that is bound to an array."""
    from ..interpreters.formula.symbolic import ELEMENTS, symbols

    if math.prod(shape_of(value)) > ELEMENTS:
        message = f"formulas are for at most {ELEMENTS} elements, and {name} has {math.prod(shape_of(value))}"
        raise GradcliError(message, code="formula", hint="index it, or leave --formula out")
    return symbols(name, value)


def in_symbols(formula: Formula, env: Mapping[str, Any]) -> Any:
    """The expression's value in SymPy's symbols. Raises GradcliError where there is none."""
    expression = formula.expression
    try:
        with limit(SECONDS, TimeoutError):
            return meaning(expression, env)
    except TimeoutError:
        raise GradcliError("there was no time for a formula", code="formula", hint="give a point for numbers") from None
    except GradcliError as error:
        if error.status == 2 and error.code not in ("shape", "complex"):
            raise
        said = error
    except Exception as error:  # SymPy's own complaints are of many classes
        said = GradcliError(str(error))
    where = f": {expression.text[slice(*said.span)]}" if said.span and said.text == expression.text else ""
    message = f"there is no formula for this expression{clip(where)}"
    raise GradcliError(message, code="formula", hint="give a point: numbers, or arrays as v=1,2,3") from None


def nested(value: Any, by: Sequence[Any], text: Callable[[Any, list[Any]], str]) -> str:
    """The texts of all elements of a value by all elements of what it is differentiated by, as nested lists."""
    for n, whole in enumerate((value, *by)):
        if shape_of(whole):
            parts = []
            for part in whole:
                if n == 0:
                    parts.append(nested(part, by, text))
                else:
                    parts.append(nested(value, [*by[: n - 1], part, *by[n:]], text))
            return f"[{', '.join(parts)}]"
    return text(value, list(by))


def meaning(expression: Expression, env: Mapping[str, Any] | None = None) -> Any:
    """An expression as SymPy has it. env: symbols, or arrays of them, for its names. Raises what SymPy raises."""
    import sympy

    from ..interpreters.formula.spelling import whole_functions
    from ..interpreters.formula.symbolic import exactly, symbol

    def call(node: Node, args: list[Any]) -> Any:
        kept = whole_functions().get(node.op)
        return plain_apply(node, args) if kept is None else pointwise(kept, *args)

    named = {"pi": sympy.pi, "tau": 2 * sympy.pi, "e": sympy.E, **{name: symbol(name) for name in expression.free}}
    found = evaluate(expression, {**named, **(env or {})}, call, lambda text: exactly(float(text)))
    return pointwise(exactly, found[expression.result])


def same_formula(formula: Formula, derived: Derived, variables: Sequence[str]) -> bool:
    """Whether a derivative derived by hand is, as a formula, that of the expression; False where it is not known."""
    import sympy

    from ..interpreters.formula.symbolic import symbol

    assert derived.formula is not None
    try:
        with limit(SAME, TimeoutError):
            env = {name: symbol(name) for name in variables}
            right = meaning(formula.expression, env)
            for name in derived.names:
                right = sympy.diff(right, symbol(name))
            gap = right - meaning(derived.formula.expression, env)
            return bool(gap == 0 or sympy.simplify(gap) == 0)
    except Exception:  # arrays, functions without a form, SymPy's own complaints
        return False


def expected(formula: Formula, values: Mapping[str, Any], ask: Ask) -> list[Item]:
    """The verdict on each derivative that the user derived by hand: as a formula where that is known to be the same,
    else at the point, and at sampled points about it, or anywhere without one."""
    variables = formula.expression.variables({*formula.expression.free, *values})
    derived = {key: Derived(key, text, variables, parts(formula.expression)) for key, text in ask.expect.items()}
    for one in derived.values():
        if one.formula is None:
            raise one.fault
    toss = Random(0)
    if not values and variables:
        return sampled(lambda at: claims(formula, at, derived, ask), lambda n: anywhere(variables, n, toss))
    here = claims(formula, values, derived, ask)
    if not variables:
        return here
    agreeing = [key for key, item in zip(derived, here) if item.verdict == "ok"]
    numbers = not any(map(shape_of, values.values()))
    proven = [key for key in agreeing if numbers and same_formula(formula, derived[key], variables)]
    for key, item in zip(derived, here):
        if key in proven:
            item.note = "the same as a formula"
    open_ = {key: derived[key] for key in agreeing if key not in proven}
    if open_:
        about = sampled(lambda at: claims(formula, at, open_, ask), lambda n: beside(values, toss))
        for item in about:
            (place,) = [n for n, old in enumerate(here) if old.path == item.path]
            own = derived[item.path.partition(".")[2].replace(".", ",")].text
            if item.verdict != "ok" and is_float(own.lstrip("+-")):
                here[place].note = "a number, right at this point; a formula is compared at others too"
            elif item.verdict != "ok":
                item.note = f"right here, but {item.note}"
                here[place] = item
            else:
                here[place].note = f"right here and at {POINTS} points about it"
    return here


def parts(expression: Expression) -> str:
    """The named parts of an expression, each closed by a semicolon: what one derived by hand may speak of too."""
    text = expression.text.rstrip("; \t\r\n")
    return f"{text}; " if expression.title != "f" else "".join(text.rpartition(";")[:2])


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


def checked(formula: Formula, ask: Ask) -> list[Item]:
    """The worst verdict of the check at sampled points, where no point was given."""
    from ..answer.settle import settle
    from ..check import verify

    variables, toss = formula.expression.variables(formula.expression.free), Random(0)

    def there(values: dict[str, Any]) -> list[Item]:
        subject, _ = formula.run(values, ask.wrt)
        return verify(subject, settle(subject, ask), ask).items

    return sampled(there, lambda n: anywhere(variables, n, toss))


def sampled(judge: Callable[[dict[str, Any]], list[Item]], point: Callable[[int], dict[str, Any]]) -> list[Item]:
    """The worst verdict on each derivative at sampled points, wherever all is defined. GradcliError: nowhere."""
    seen, worst = 0, list[Item]()
    for n in range(TRIES):
        at = point(n)
        try:
            items = judge(at)
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
        worst = items if not worst else [min(pair, key=Item.rank) for pair in zip(worst, items)]
        if seen == POINTS:
            break
    if not worst:
        raise GradcliError("no sampled point is in the domain", code="domain", hint="give a point: x=2")
    return worst


def claims(formula: Formula, values: Mapping[str, Any], derived: Mapping[str, Derived], ask: Ask) -> list[Item]:
    """Each hand-derived derivative at a point, against the difference of the recorded program."""
    from ..check import Question

    by = [name for one in derived.values() for name in one.names]
    subject, _ = formula.run(values, tuple(dict.fromkeys([*formula.expression.variables(values), *by])))
    question = Question(subject.program, subject.names, subject.values, [])
    alone = {path.by for path in diagonal(subject)}

    def value(one: Derived) -> Any:
        found, shape = one.value(values), shape_of(subject.result)
        if one.names in alone and shape_of(found) in ((), shape):  # the diagonal, which is what is printed
            return numpy().diag(numpy().broadcast_to(found, shape))
        return found

    return verdicts(question, {key: (one.text, value(one)) for key, one in derived.items()}, ask.rtol)
