"""An expression read, and where it cannot be, what to write for it: the one place that asks for a translation."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from ...errors import Edit, GradcliError, SyntaxFault, clip, misspelt
from .builder import Signature
from .nodes import CONSTANTS, Expression, describe, no_value
from .parser import parse

if TYPE_CHECKING:
    from .translation.rewriting import Offer

EULER = "; E is Euler's number here"
Functions = Mapping[str, Signature]


def read(text: str, functions: Functions, given: Collection[str] = ()) -> Expression:
    """Parse `text`; given: names that have a value, and if it is a mapping their values.

    Raises SyntaxFault as `parse` does, with the line that may be meant where that is an expression.
    """
    try:
        return parse(text, functions, given)
    except SyntaxFault as fault:
        if fault.code not in ("limit", "binding"):
            names_too = fault.code == "readings"  # of names that may be given yet
            if offer := meant(text, functions, given) or (meant(text, functions, ()) if names_too else None):
                fault.hint, fault.edit = str(offer), written(text, offer)
            elif fault.code == "order" and (line := reordered(text)) != text:
                fault.hint, fault.edit = f"write {line}", Edit((text,), (line,))
        raise


def written(text: str, offer: Offer) -> Edit | None:
    """What puts the one line that is offered, and values that stood in the text, in its place."""
    one = len(offer.texts) == 1
    words = (*offer.texts, *offer.after.split(), *offer.options)
    remark = "" if offer.options else offer.remark
    return Edit((text,), words, remark, derived=offer.derived or bool(offer.after)) if one else None


def reordered(text: str) -> str:
    """Named parts, each behind those that it uses: y = u^3; u = 2*x is u = 2*x; y = u^3. As they are in a circle."""
    left, found = [part.strip() for part in text.split(";")], list[str]()
    while left:
        names = {part.partition("=")[0].strip() for part in left}
        ready = [part for part in left if not names & {*re.findall(r"[^\W\d]\w*", part.partition("=")[2])}]
        if not ready:
            return text
        found.append(ready[0])
        left.remove(ready[0])
    return "; ".join(found)


def meant(text: str, functions: Functions, given: Collection[str], closed: bool = False) -> Offer | None:
    """The line as it may have been meant, or its two readings: xy a product, sinx a call, PI a constant.

    closed: every name of it must have a value, where none is given too.
    """
    from .translation.rewriting import offered

    def parsed(line: str, letters: Collection[str] = ()) -> Expression:
        if line == text:
            raise SyntaxFault("it is what was typed")
        expression = parse(line, functions, {*given, *letters})
        if closed and not set(expression.free) <= set(given):
            raise no_value(expression, list(expression.free))
        return expression

    return offered(text, functions, given, parsed, shapes_of(given))


def of_matrices(text: str, functions: Functions, given: Mapping[str, Any]) -> str | None:
    """A product in which * is that of matrices, as they are multiplied here; None where that cannot be told."""
    from .translation.book import Book
    from .translation.book_tokens import Strange, Style

    with suppress(Strange, IndexError, KeyError):
        found = Book(text, Style(matrices=True), functions, given, given, shapes_of(given), 0)
        line = str(found.whole())
        return line if "@" in line else None
    return None


def run_together(expression: Expression, functions: Functions, fixed: Collection[str] = ()) -> dict[str, str]:
    """{name without a value that the others may have been run together in, as lnx, rT: what to say of it}."""
    found = {}
    for name in set(expression.free).difference(fixed):
        others = [n for n in (*expression.free, *fixed) if n != name]
        if hint := meant(expression.text, functions, others, closed=True):
            found[name] = f"{name} is read as a variable of its own; if it is none, {hint}"
    return dict(sorted(found.items()))


def shapes_of(given: Collection[str]) -> dict[str, tuple[int, ...]]:
    """The shape of each value, where values are given."""
    from ...ops.values import shape_of

    return {name: shape_of(value) for name, value in given.items()} if isinstance(given, Mapping) else {}


def match_names(expression: Expression, given: Collection[str], functions: Functions | None = None) -> tuple[str, ...]:
    """Check the given names against those an expression reads; return the ones it does not use.

    functions: what names without a value may have been meant to call.
    Raises GradcliError if a name has no value, all of them in one message, or if a part's name is given one.
    """
    for name in expression.parts:
        if name in given:
            raise GradcliError(
                f"{clip(name)} is defined in the expression and cannot be given a value", code="binding",
                text=expression.text, span=expression.nodes[expression.parts[name]].span,
                hint=f"rename the part, or leave out {clip(name)}=",
            )  # fmt: skip
    missing = [name for name in expression.free if name not in given]
    if missing:
        taken = meant(expression.text, functions, given, closed=True) if functions else None
        error = no_value(expression, missing, advice(expression, missing, given, taken))
        error.edit = written(expression.text, taken) if taken else error.edit
        raise error
    used = set(expression.names)
    return tuple(name for name in given if name not in used)


def advice(expression: Expression, missing: list[str], given: Collection[str], taken: Offer | None) -> str | None:
    """What names without a value may mean, with {} for giving them one; None where nothing is known of them.

    taken: the line that the text may be where they are no names.
    """
    from .foreign_notation import LEIBNIZ, UNITS
    from .tokens import PRINTED

    text = expression.text
    spare = sorted(set(given).difference(expression.names))
    alone = len(spare) == len(missing) == 1 and len(missing[0]) > 1
    if taken:
        constant = len(missing[0]) > 1 and missing[0].lower() in CONSTANTS and missing[0] not in CONSTANTS
        assigned = missing[0] in ("int", "float") or re.match(rf"\s*{missing[0]}\s*<-", text)  # a cast; R's
        plain = str(taken).replace(EULER, "")
        return plain if constant or assigned else f"{plain}, or give it a value: {clip(missing[0])}=1"
    if missing[0][:1] in ("d", "∂") and missing[0][1:] in given and re.search(r"/\s*[d∂]", text):  # dx^2/dx
        return PRINTED
    if name := spare[0] if alone else misspelt(missing[0], spare):
        value: Any = given[name] if isinstance(given, Mapping) and len(missing) == 1 else None
        told = f"; write {clip(missing[0])}={value:g}" if isinstance(value, float) else ""
        return f"{describe(name)} is given but not used{told}"
    start, _ = expression.place(missing[0])
    if re.search(LEIBNIZ, text) and text[start] in "d∂":
        return f"{PRINTED}; or {{}}"
    if UNITS.issuperset(missing) and re.search(r"[0-9.]\s*$", text[:start]):
        return "units are not read: leave them out; or {}"
    return "{}; the circle's is tau=2*pi" if "tau" in missing else None
