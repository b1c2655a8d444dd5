"""An expression's derivatives rule by rule, as text and as LaTeX."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Any

from ..answer.subject import Ask
from ..core.forms import numpy
from ..core.op import Op
from ..errors import GradcliError
from ..interpreters.steps.derivation import TO_DERIVE, Derivation
from ..interpreters.steps.scalars import NoDerivation, scalars
from ..interpreters.steps.terms import Term, show
from ..ops.notation import ATOM, Text, typeset, written
from ..ops.values import is_finite, shape_of
from ..results import CURLY, Note, Path
from ..results import steps as results
from .expression.run import Formula
from .formulas import anywhere

TRIES = 200
MOST = 24  # derivatives that are derived
SPECIAL = {math.pi: "pi", math.e: "e", math.tau: "2*pi", math.log(2.0): "log(2)", math.log(10.0): "log(10)"}
GREEK = frozenset(
    "alpha beta gamma delta epsilon zeta eta theta kappa lambda mu nu xi pi rho sigma tau phi chi psi omega".split()
)


def derivations(
    formula: Formula, values: Mapping[str, Any], ask: Ask, formulas: Mapping[Path, str]
) -> tuple[dict[str, results.Derivation], list[Note]]:
    """The lines that derive each derivative asked for, by path, and a note for each that has none.

    values: the point; none where a derivative is asked for without one. formulas: the simplified derivatives.
    Those of second order are derived from the formulas of the first.
    """
    known: dict[str, str] = dict(formulas.items())
    found: dict[str, results.Derivation] = {}
    notes: list[Note] = []
    names = list(ask.wrt or formula.expression.variables(values or formula.expression.free))
    point = values or sample(formula)
    if point is None:
        return {}, [Note("steps", "formula", "there is no point at which this has a value")]
    every = formula.expression.variables(point)
    several = len(every) > 1 or any(shape_of(point[name]) for name in every)
    try:
        for path, lines in first(formula, point, names, known, bool(values), several):
            found[path] = lines
    except NoDerivation as error:
        return {}, [Note("steps", "formula", f"there are no steps: {error}")]
    if ask.order < 2:
        return found, notes
    for a in names:
        text = known.get(Path("grad", a))
        for b in names[names.index(a) :]:
            path = Path("hessian", a, b)
            if text is None:
                notes.append(Note(path, "formula", "there are no steps: the first derivative has no small formula"))
                continue
            again = Formula(text, point)
            if b not in again.expression.names:
                continue
            again_known: dict[str, str] = {Path("grad", b): known[path]} if path in known else {}
            try:
                (lines,) = [lines for _, lines in first(again, point, [b], again_known, bool(values), several, a)]
            except NoDerivation as error:
                notes.append(Note(path, "formula", f"there are no steps: {error}"))
                continue
            found[path] = lines
    return found, notes


def sample(formula: Formula) -> dict[str, Any] | None:
    """A point at which the expression and its parts have finite values; None if there is none in reach."""
    toss = Random(0)
    for n in range(TRIES):
        point = anywhere(formula.expression.free, n, toss)
        try:
            subject = formula.run(point, None)[0]
        except GradcliError as error:
            if error.status == 2:
                raise
            continue
        if all(is_finite(step[2]) for step in subject.program.steps):
            return point
    return None


def first(
    formula: Formula, point: Mapping[str, Any], names: Sequence[str], known: Mapping[str, str], at_point: bool,
    several: bool, before: str = "",
) -> Iterator[tuple[str, results.Derivation]]:  # fmt: skip
    """Each first derivative, of each element of a vector by each element of a source. Raises NoDerivation.

    several: whether the d is curly. before: the variable by which the formula is itself a derivative of f.
    """
    used = [name for name in names if name in formula.expression.names or name in formula.expression.parts]
    every = list(dict.fromkeys([*used, *formula.expression.variables(point)]))
    subject, nodes = formula.run(dict(point), every)
    if not used:
        raise NoDerivation("there is nothing to differentiate by")
    sources, target = scalars(subject.program, subject.values)
    labels = dict(zip(subject.program.sources, every))
    parts = {at: name for name, at in formula.expression.parts.items()}
    index = {id(node): n for n, node in enumerate(formula.expression.nodes)}
    for place, node in nodes.items():
        if node.op == "name":
            labels.setdefault(place, node.value)
        elif index.get(id(node)) in parts:
            labels.setdefault(place, parts[index[id(node)]])
    pairs = [
        (at, term, name + by, source)
        for at, term in elements(target) for name, whole in zip(used, sources) for by, source in elements(whole)
    ]  # fmt: skip
    if len(pairs) > MOST:
        raise NoDerivation(f"{len(pairs)} derivatives are too many to write out")
    for name, whole in zip(every, sources):
        labels.update((source.place, name + by) for by, source in elements(whole))
    for at, term, by, source in pairs:
        path = located("jacobian" if shape_of(subject.result) else "grad", by, at)
        d = CURLY if several else "d"
        f = f"({d}f/{d}{before})" if before else f"f{at}"
        inner = Text(Style(labels, before, several).quotient(Text("f")), 0) if before else Text(letters(f))
        derivation, style = Derivation(term, source, set(labels), at_point), Style(labels, by, several)
        title = f"{d}{f}/{d}{by}"
        lines = written_out(derivation, style, title, style.quotient(inner), known.get(path))
        yield path, results.Derivation(title, lines)


def located(kind: str, by: str, at: str) -> str:
    """The path of an element's derivative: jacobian.v.0.1 for row 0 of df/dv and element 1 of v."""
    name, bracket, index = by.partition("[")
    places = [p for part in (at, bracket + index) if part for p in part.strip("[]").split(", ")]
    return ".".join([kind, name, *places])


def elements(value: Any) -> Iterator[tuple[str, Term]]:
    """(index in brackets, term) of each element; of a single term itself."""
    if isinstance(value, Term):
        yield "", value
    else:
        yield from ((f"[{', '.join(map(str, at))}]", term) for at, term in numpy().ndenumerate(value))


class Style:
    """How the terms of one derivation are written. by: the variable; several: whether the d is curly."""

    def __init__(self, labels: Mapping[int, str], by: str, several: bool) -> None:
        self.labels, self.by, self.several = labels, by, several
        self.under = f"{CURLY}/{CURLY}{by}" if several else f"d/d{by}"

    def leaf(self, term: Term) -> str:
        """A variable, part or constant by its name, a number as it is written."""
        if term.op is not None or term.place in self.labels:
            return self.labels.get(term.place, "")
        value = term.value
        return SPECIAL.get(value) or (str(value).lower() if value.__class__ is bool else decimal(value))

    def text(self, term: Term, whole: bool = True) -> str:
        """A term as text. whole: taken apart though it has a name."""
        if whole and term.op is not None and term.place in self.labels:
            return written(term.op, [show(a, self.leaf, self.write) for a in term.args], True).text
        return show(term, self.leaf, self.write).text

    def write(self, op: Op, operands: Sequence[Text]) -> Text:
        """An op on operands as text; d/dx(...) for what is still to be derived."""
        return Text(f"{self.under}({operands[0].text})") if op is TO_DERIVE else written(op, operands, True)

    def latex(self, term: Term, whole: bool = True) -> str:
        """A term in LaTeX."""

        def leaf(t: Term) -> str:
            return letters(self.leaf(t))

        if whole and term.op is not None and term.place in self.labels:
            return typeset(term.op, [show(a, leaf, self.typeset) for a in term.args]).text
        return show(term, leaf, self.typeset).text

    def typeset(self, op: Op, operands: Sequence[Text]) -> Text:
        """An op on operands in LaTeX."""
        return Text(self.quotient(Text(operands[0].text, 0))) if op is TO_DERIVE else typeset(op, operands)

    def quotient(self, of: Text) -> str:
        """d/dx of a text in LaTeX: curly where there are other variables."""
        d = r"\partial" if self.several else "d"
        under = rf"{d}{' ' if self.several else ''}{letters(self.by)}"
        if of.power == ATOM:
            return rf"\frac{{{d}{' ' * self.several}{of.text}}}{{{under}}}"
        return rf"\frac{{{d}}}{{{under}}}\left[{of.text}\right]"


def decimal(value: float) -> str:
    """A number as it is written: a decimal, or a fraction where that is longer."""
    text = f"{value:.15g}"
    if len(text) > 8:
        from fractions import Fraction

        near = Fraction(value).limit_denominator(99)
        if near.denominator > 1 and abs(float(near) - value) <= 4e-16 * abs(value):
            return f"{near.numerator}/{near.denominator}"
    return text


def letters(name: str) -> str:
    """A name in LaTeX: one letter, a Greek one, or an upright word, its digits as an index; numbers as they are."""
    if name.startswith("log("):
        return rf"\log {name[4:-1]}"
    if not name[:1].isalpha():
        mantissa, e, exponent = name.partition("e")
        return rf"{mantissa} \times 10^{{{int(exponent)}}}" if e else name.replace("2*pi", r"2 \pi")
    word, bracket, index = name.partition("[")
    stem = word.rstrip("0123456789").rstrip("_")
    below = ",".join([*[word[len(stem) :].strip("_")] * (word != stem), *[index.rstrip("]")] * bool(bracket)])
    plain = stem if len(stem) == 1 else rf"\mathrm{{{stem.replace('_', chr(92) + '_')}}}"
    base = rf"\{stem}" if stem in GREEK else plain
    return f"{base}_{{{below}}}" if below else base


def written_out(
    derivation: Derivation, style: Style, title: str, tex: str, simplified: str | None
) -> list[results.Step]:
    """The lines of one derivation: the rules, each thing once; all together; and the simplified formula."""
    lines: dict[str, results.Step] = {}
    for line in derivation.lines():
        rule = line.rule + explained(line.function, line.slope, style)
        left = f"{style.under}({style.text(line.term)})"
        latex = style.quotient(Text(style.latex(line.term), 0)), style.latex(line.made, False)
        step = results.Step(rule, left, style.text(line.made, False), latex)
        lines.setdefault(left, step)
    found = list(lines.values())
    whole = derivation.composed()
    together = style.text(whole, False)
    if len(found) > 1:
        found.append(results.Step("all together", title, together, (tex, style.latex(whole, False))))
    if simplified is not None and simplified.replace("**", "^").replace(" ", "") != together.replace(" ", ""):
        found.append(results.Step("simplified", title, simplified.replace("**", "^"), (tex, "")))
    return found


def explained(function: Term | None, slope: Term | None, style: Style) -> str:
    """What a chain rule says of its function: sin'(u) = cos(u)."""
    if function is None or function.op is None:
        return ""
    name = style.write(function.op, [Text("")]).text.partition("(")[0]
    if slope is None:
        return f" {name}"
    inner = function.args[0]
    u = Term(inner.value, place=-7)
    swapped = exchange(slope, {id(inner): u, id(function): Term(function.value, function.op, (u,))})

    def leaf(term: Term) -> str:
        return "u" if term.place == -7 else style.leaf(term)

    return f", {name}'(u) = {show(swapped, leaf, style.write).text}"


def exchange(term: Term, others: Mapping[int, Term]) -> Term:
    """A term with some of those in it exchanged."""
    if id(term) in others:
        return others[id(term)]
    if term.op is None:
        return term
    return Term(term.value, term.op, tuple(exchange(a, others) for a in term.args))
