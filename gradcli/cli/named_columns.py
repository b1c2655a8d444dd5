"""Values of a table's line that are columns of a file: mass=m, m=m±dm, x=@data.csv. What to write instead."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence

from ..errors import Edit, GradcliError, clip, quote

COLUMN = re.compile(r"(\w+)=\s*([^\W\d]\w*)\s*(?:(?:±|\+-|\+/-)\s*([\w.]+))?")  # mass=m, m=m±dm


def see_file(text: str, words: Sequence[str], values: Sequence[str]) -> None:
    """Raises GradcliError where several names are columns of one file: its rows are meant, and no grid."""
    from ..frontends.data import column_of

    pairs = [value.partition("=@") for value in values]
    found = [(name, column_of(path)) for name, mark, path in pairs if mark]
    paths = {path for _, (path, _) in found}
    if len(found) > 1 and len(paths) == 1:
        mapped = [f"{name}={column}" for name, (_, column) in found if column not in (None, name)]
        maps = [word for one in mapped for word in ("--map", one)]
        others = [word for word in words if "=@" not in word]
        edit = Edit(("table", text, *words), ("table", text, *paths, *others, *maps), whole=True)
        raise GradcliError("names that are columns of one file have its rows", code="binding", edit=edit)


def see_columns(text: str, values: Sequence[str], files: Sequence[str]) -> None:
    """Raises GradcliError for values that are columns of a file, or its column and a deviation's."""
    from ..frontends.data import columns_in
    from ..frontends.expression.nodes import CONSTANTS

    if not values or not files or not os.path.isfile(files[0]):
        return
    columns = columns_in(files[0])
    found = [match.groups() for value in values if (match := COLUMN.fullmatch(value)) and match[2] not in CONSTANTS]
    away = {name: deviation for name, column, deviation in found if column in columns and deviation}
    if away:
        raise GradcliError("only eval propagates a deviation", code="binding", hint=propagated(text, away, files[0]))
    for value in values:
        name, _, column = value.partition("=")
        if (column := column.strip(" '")) in columns and name not in columns and column not in CONSTANTS:
            edit = Edit((value,), ("--map", f"{name}={column}"))
            raise GradcliError(f"{quote(column)} is a column, not a value", code="binding", edit=edit)


def propagated(text: str, away: Mapping[str, str], file: str) -> str | None:
    """The table of the standard deviations of an expression whose variables have theirs in columns."""
    from ..answer.subject import Ask
    from ..frontends.evaluate import calculate

    try:
        formulas = calculate(text, [], Ask(formula=True)).results[0].formulas or {}
    except GradcliError:
        return None
    own = [(path.by[0], f) for path, f in formulas.items() if path.kind == "grad" and path.by[0] in away]
    squares = [f"(({f})*{away[name]})^2" for name, f in own]
    return f"for the deviation write gradcli table 'sqrt({' + '.join(squares)})' {clip(file)}" if squares else None
