"""An expression at a point: read, run under the trace, studied, settled, checked: all of `eval` but the printing."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

from ..answer.derivatives import LIMIT
from ..answer.settle import settle
from ..answer.subject import Ask, Block, Subject, diagonal
from ..answer.trusted import BYTES, sweeps_size
from ..core.budget import FREE, budget, size_of, sweep_size, too_much
from ..core.forms import quiet
from ..errors import DomainFault, GradcliError
from ..ops.values import elements, listed, shape_of
from ..results import Note, Path, Report, Result
from .exact import decimal_point, in_germs, in_mpmath, nearest, run
from .expression.reading import match_names, run_together
from .expression.run import Formula, number, vocabulary
from .expression.tokens import tokens


@quiet()
def calculate(
    text: str, bindings: Sequence[Any], ask: Ask, whole: Callable[..., Result | None] | None = None
) -> Report:
    """The value of an expression at a point, its derivatives, and whatever else was asked.

    whole: what makes the result of a long expression of vectors whose elements do not meet, if it is one.
    Raises GradcliError for text, names, shapes or points that cannot be used, DomainFault where there is no number.
    """
    values = {b.name: nearest(b) for b in bindings}
    pointless = not values and bool(ask.formula or ask.expect or ask.steps or ask.check)
    formula = read_pointless(text) if pointless else Formula(text, values)
    expression = formula.expression
    if pointless and expression.free:
        return Report([without_point(formula, ask)])
    try:
        unused = match_names(expression, values, vocabulary())
    except GradcliError as error:
        if not values and error.hint and error.edit and error.edit.remark == "{}":
            error.hint += "; --formula needs none"
        raise
    (subject, origin), rounding = run(formula, values, bindings, ask)
    jacobians: tuple[Path, ...] = ()
    if shape_of(subject.result) and ask.order:
        jacobians = diagonal(subject)
        if jacobians and whole is not None and (long := whole(formula, bindings, values, subject, ask)):
            return Report([long])
    if len(shape_of(subject.result)) == 1 and shape_of(subject.result)[0] > LIMIT and ask.order:
        what = f"{shape_of(subject.result)[0]} rows of derivatives are too many"
        hint = "sum the result; for a gradient at every row of a file: gradcli table"
        raise GradcliError(what, code="too-large", hint=hint)
    afford(subject, ask)
    result = Result(expression.title, expression.body, {n: listed(values[n]) for n in expression.variables(values)})
    result.notes += commas(bindings, subject) + list(formula.told.values())
    result.diagonal = jacobians
    if unused:
        from .unused import unused_names

        result.notes += unused_names(unused, bindings, text)
    for name in (name for name in values if name in expression.limits and ask.order and ask.by(name)):
        alone = name in expression.counts
        why = "no derivative by it" if alone else "its derivative is that of the terms, their number fixed"
        result.notes.append(Note(f"point.{name}", "flat", f"{name} counts the terms of a sum: {why}"))
    if ask.digits > 15:  # numerals are read as they are written
        result.point.update({n: decimal_point(b, ask.digits) for b in bindings if (n := b.name) in result.point})
    else:
        result.notes += [Note(f"point.{b.name}", w.code, w.message) for b in bindings for w in b.warnings]
        result.notes += [Note("expr", w.code, w.message) for w in expression.warnings]
    try:
        exact = (lambda: in_mpmath(formula, bindings, ask)) if ask.digits > 15 else None
        asked = ask._replace(prove=ask.prove or rounding)
        settled = settle(subject, asked, lambda: in_germs(formula, bindings, ask)[0])
    except DomainFault as fault:
        if node := origin.get(fault.place):
            fault.at(text, node.span)
            if node.op == "power" and fault.hint:
                fault.hint += "; real roots are cbrt(x) and nthroot(x, n)"
        raise
    fill(result, settled.blocks)
    for b in bindings if any(note.code == "digits" for note in settled.notes) else ():
        if b.source[:1] == "@" and b.name in subject.names:
            message = f"{b.name} comes from a file, in about 16 digits: they are taken as they stand"
            result.notes.append(Note(f"point.{b.name}", "digits", message))
    result.notes += settled.notes + (unproven(settled.blocks) if ask.prove else [])
    if not values and expression.parts and ask.order:
        given = [name for name, at in expression.parts.items() if expression.nodes[at].op == "number"]
        if given:
            shown = f"{given[0]}={expression.nodes[expression.parts[given[0]]].value[1]}"
            message = f"{given[0]} is a constant here: to differentiate by it give it as a value, {shown}"
            result.notes.append(Note(Path("value"), "constant", message))
    elif not values and ask.order and ";" in expression.text:
        from .unused import constant_call

        result.notes.append(constant_call(expression.text))
    if any(len(b.by) == 1 and not (b.value.__class__ is float and b.value) for b in settled.blocks):
        from .unused import unconnected

        told = {note.path for note in settled.notes}
        result.notes += [note for note in unconnected(subject) if note.path not in told]
    deviations = {b.name: b.deviation for b in bindings if b.deviation is not None and b.name in subject.names}
    if deviations or ask.covariances:
        from .uncertainty import propagate

        propagate(result, subject, deviations, ask.covariances)
    if ask.formula:
        from .formulas import formulas

        try:
            result.formulas, notes = formulas(formula, ask, values)
        except GradcliError as error:  # the numbers are there all the same
            result.formulas, notes = {}, [Note("formulas", "formula", error.message)]
        result.notes += notes
    if ask.steps:
        derive(result, formula, values, ask)
    if ask.check:
        from ..check import verify

        germs = lambda: in_germs(formula, bindings, ask)[0]  # noqa: E731
        result.check = verify(subject, settled, ask, exact, ask.seconds, germs)
    if ask.expect:
        from ..results.check import Check
        from .formulas import expected

        result.check = result.check or Check([])
        result.check.items += expected(formula, values, ask)
    return Report([result])


def commas(bindings: Sequence[Any], subject: Subject) -> list[Note]:
    """What to say of values in which a comma may be meant to group digits, or to begin the fraction."""
    notes = []
    lists = [b for b in bindings if shape_of(number(b.value)) and b.name in subject.names]
    for b in lists:
        text = b.source.replace(" ", "")
        if re.fullmatch(r"-?[1-9][0-9]{0,2}(,[0-9]{3})*,0[0-9]{2}(,[0-9]{3})*(\.[0-9]*)?", text):
            message = f"{b.name}={text} is the list {text.split(',')}: for the number write {text.replace(',', '')}"
            notes.append(Note(f"point.{b.name}", "comma", message.replace("'", "")))
        elif (
            len(lists) == 1
            and shape_of(subject.result)
            and re.fullmatch(r"-?[0-9]+,[0-9]+|-?[0-9]{1,3},[0-9]{3}\.[0-9]*|-?[0-9]{1,3}(\.[0-9]{3})+,[0-9]+", text)
        ):
            first = text.find(".") < text.find(",")  # 1.234,5, where the comma begins the fraction
            meant = (text.replace(".", "") if first else text).replace(",", "." if first or "." not in text else "")
            message = f"{b.name}={text} is a vector of two numbers: for one number write {meant}"
            notes.append(Note(f"point.{b.name}", "vector", message))
    return notes


def afford(subject: Subject, ask: Ask) -> None:
    """See that there is memory for all that is asked, before any of it is made. Raises TooMuchMemory.

    Value and gradient take what they record, and an error bound beside each number of it; the rows of a Jacobian, or of
    a Hessian, are kept thrice on their way to one array, and the sweeps that make them recorded while they are small.
    """
    steps = subject.program.steps
    made = sum(size_of(step[2]) for step in steps) + (sweep_size(steps) if ask.order else 0.0)
    elements = sum(getattr(v, "size", 1) for v in subject.values)
    rows = getattr(subject.result, "size", 1) if ask.order == 1 else elements if ask.order else 0
    need = 2.0 * made + 24.0 * rows * elements + (2.0 * min(sweeps_size(subject, ask.order), BYTES) if rows else 0.0)
    if rows <= LIMIT and budget.limit is not None and need > max(budget.limit, FREE):
        raise too_much(need, budget.limit)


def read_pointless(text: str) -> Formula:
    """An expression whose variables have no values to tell them by: gamma*I is a product, whatever gamma( would be."""
    try:
        return Formula(text)
    except GradcliError:
        from .expression.foreign_notation import VARIABLES_TOO

        pairs = [(a.value, b.value) for a, b in pairwise(tokens(text)) if a.kind == "name"]
        called = {name for name, following in pairs if following == "("}
        shadowed = [name for name, _ in pairs if name not in called and name in VARIABLES_TOO]
        if not shadowed:
            raise
        return Formula(text, shadowed)


def without_point(formula: Formula, ask: Ask) -> Result:
    """What needs no point: formulas; and the verdict on the gradient, or on one derived by hand, at sampled points."""
    from ..results.check import Check
    from .formulas import checked, elements_of, expected, formulas

    variables = tuple(formula.expression.variables(formula.expression.free))
    result = Result(formula.expression.title, formula.expression.body, {}, variables=variables)
    if ask.formula:
        result.formulas, result.notes = formulas(formula, ask)
    if ask.steps:
        derive(result, formula, {}, ask)
    for name, message in run_together(formula.expression, vocabulary()).items():
        result.notes.append(Note(f"point.{name}", "together", message))
    for name in elements_of(formula.expression) if ask.formula or ask.steps else ():
        message = f"{name} is read as a number: a vector's elements have formulas where it is given, {name}=1,2,3"
        result.notes.append(Note(f"point.{name}", "vector", message))
    if ask.check or ask.expect:
        result.check = Check(checked(formula, ask) if ask.check else [])
        result.check.items += expected(formula, {}, ask) if ask.expect else []
    return result


def derive(result: Result, formula: Formula, values: dict[str, Any], ask: Ask) -> None:
    """Add the steps of each derivative to a result, with what they simplify to where that is small."""
    from .formulas import formulas
    from .steps import derivations

    try:
        known = result.formulas or formulas(formula, ask, values)[0]
    except GradcliError:  # arrays, functions that SymPy does not know: the steps are there all the same
        known = {}
    result.steps, notes = derivations(formula, values, ask, known)
    result.notes += notes


def fill(result: Result, found: Sequence[Block]) -> None:
    """Put the blocks into a result, as plain data; what is known of their errors, if that is anything."""
    result.numbers.update([(b.path, b.value if b.value.__class__ is float else listed(b.value)) for b in found])
    if any(block.error is not None or any(elements(block.proven)) for block in found):
        result.bounds.update((block.path, (listed(block.proven), listed(block.error))) for block in found)


def unproven(found: Sequence[Block]) -> list[Note]:
    """A note for each block of which not every number is proven."""
    return [Note(b.path, "unproven", "not proven") for b in found if not all(elements(b.proven))]
