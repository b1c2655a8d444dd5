"""Words beside an expression that are no NAME=VALUE: what each may be, and the line that is meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress

from ..errors import Edit, GradcliError, clip
from .expecting import claims
from .lines import FILLERS, as_read, line_of, several, spelled, unquoted
from .written import is_binding, is_data, is_range, shown


def mend(error: GradcliError, text: str, words: Sequence[str]) -> None:
    """Say of a word that is no NAME=VALUE what is meant: a table, a program of what depends on names, another line.

    text: the expression; words: those that were typed, it or a dash first.
    """
    own, points = str(error.text), words[1:]
    if own not in points:
        return
    if error.edit is None and is_range(own):
        from ..frontends.table.ranges import in_points

        ends = in_points(own)
        line = ("table", text, *(ends if point == own else point for point in points))
        error.edit = Edit(("eval", *words), line, whole=True)
        error.hint = f"write {clip(own.partition(':')[0])} for one point, or {shown(line)}"
    if is_data(own) and error.edit is None:
        from ..frontends.data import columns_in

        with suppress(GradcliError):
            columns = ", ".join(map(clip, columns_in(own)))
            error.hint = f"its columns are {columns}: derivatives are of formulas of them, and this names none"
    if parts := chained(points):
        program = "; ".join([*(f"{name} = {value}" for name, value in parts.items()), text])
        kept = [point for point in points if point.partition("=")[0] not in parts]
        error.edit = Edit(("eval", *words), ("eval", program, *kept), whole=True)
        error.hint = str(error.edit)
    known = error.edit is not None and len(error.edit.words) > 1
    fits = error.edit is None and spelled([own]) != [own] if "=" in own else not known
    if (fits or own in (*FILLERS, *SHORT_OPTIONS)) and (told := misplaced(text, points, own)):
        error.hint, error.edit = f"leave it out and {told}" if of_order(own) > 1 else str(told), told


def misplaced(text: str, points: Sequence[str], word: str) -> Edit | None:
    """What a word among the bindings may be: numbers by their places, dy/dx, a file, an option, an expression."""
    from ..frontends.expression.run import Formula
    from .points import of_columns

    if order := of_order(word):
        return Edit((word,), ("--order", str(order))) if order > 1 else Edit((word,), (), ": derivatives are printed")
    if word == ",":
        return Edit((word,), ())
    if bindings := of_columns([text, *points], word):
        return Edit((word,), tuple(bindings), whole=True)
    given = [point.partition("=")[0] for point in points if "=" in point]
    bare = [point for point in points if "=" not in point]
    whole, rest = unquoted([text, *bare])
    if whole.startswith(f"{text} "):  # x^2 + 1
        return Edit((text, *bare[: len(bare) - len(rest)]), (whole,), whole=True)
    if word in SHORT_OPTIONS and word[1] not in (names := as_read(text, given)[1]):  # -n 3
        more = [one for one in points[points.index(word) + 1 :][:1] if "=" not in one]
        own = [one for one in points[points.index(word) + 1 :][:1] if "=" in one]  # -p x=3
        option = "--wrt" if more and more[0] in names else SHORT_OPTIONS[word]
        return Edit((word, *more), () if own and option != "--json" else (option, *more))
    made, bare = line_of([text, *points]), [point for point in points if not is_binding(point)]
    if not (made.others or made.numbers):
        kept = [point for point in points if point in bare or point not in made.points]
        new = [*(point for point in made.points if point not in points), *made.options]
        if new or {*made.names} <= {point.partition("=")[0] for point in points if point not in bare}:
            return Edit(tuple(kept), tuple(new), whole=len(kept) > 1 and not new)
    if re.fullmatch(r"[^=]*(?::|\.\.)[^=]*", word) and len(names := as_read(text, given)[1]) == 1:  # 0:6
        from ..frontends.table.meant import in_words

        if ends := in_words(word):
            rest = [f"{ends._replace(name=ends.name or names[0])}" if one == word else one for one in points]
            return Edit(("eval", text, *points), ("table", text, *rest), whole=True)
    if word.isidentifier() or not re.search("[A-Za-z]", word):
        return None
    with suppress(GradcliError):
        if "(" in text.partition("=")[0] and "=" in text:  # 'f(x) = x^2' 'f(2)'
            Formula(f"{text}; {word}", given)
            return Edit((text, word), (f"{text}; {word}",), whole=True)
        names = list(Formula(text, given).expression.free)
        if not set(Formula(word, given).expression.free) <= {*names, *given}:
            return None
        before = "one expression at a time; to compare a derivative "
        own = claims([word], [name for name in given if name in names] or names)
        return Edit((word,), tuple(own), whole=True, before=before)
    return None


SHORT_OPTIONS = {
    "-n": "--order", "-d": "--digits", "-p": "--digits", "-f": "--format", "-j": "--json", "-c": "--check",
    "-s": "--steps", "-t": "--timeout", "-v": "--steps",
}  # fmt: skip


def chained(points: Sequence[str]) -> dict[str, str]:
    """The values that are expressions of names: x=cos(t); none where one of them is of a name with no value."""
    pairs = [one.split("=", 1) for point in points if is_binding(point) for one in several(point)]
    given = dict(pairs) if len({name for name, _ in pairs}) == len(pairs) else {}
    named = {name: as_read(value, ())[1] for name, value in given.items() if re.search(r"[^\W\d]", value)}
    of = {name: value for name, value in given.items() if named.get(name)}
    return of if all({*named[name]} <= {*given} - {*of} for name in of) else {}


def of_order(point: str) -> int:
    """The order of dy/dx or d²y/dx² among the bindings; 0 of anything else."""
    if not re.match(r"[d∂][²³^\d]*\s*\w*\s*/\s*[d∂]", point):
        return 0
    return 3 if set("³3") & set(point) else 2 if set("²2") & set(point) else 1
