"""Lines of a session in other words: d f, df/dx, f'(2), f at x=3, set x 3. What to write instead, each a whole line."""

from __future__ import annotations

import re
from collections.abc import Collection

from ..errors import GradcliError, clip
from ..frontends.expression.foreign_notation import DERIVATIVES
from ..frontends.expression.tokens import NAME, PRINTED
from ..frontends.expression.translation.requests import by_place, closing, names_of, read
from .lines import free
from .written import COMMANDS

MEANT_VERBS = {
    **dict.fromkeys("d D df diff derive derivative differentiate gradient deriv".split(), "grad"),
    "hessian": "hess", "verify": "check", "draw": "plot",
}  # fmt: skip
COMMA = re.compile(rf",\s*(?={NAME}\s*=(?!=))")  # between bindings
INDEXED = re.compile(rf"({NAME}?)_({NAME})(?=\(|\Z)")  # f_x(2, 3)
SHOWN = re.compile(r"(print|show|display|echo|disp)\b(?=[\s(])\s*(.+)")
GIVEN = re.compile(rf"(?:set|let|var|const)\s+({NAME})\s*(?::=|=|\s)\s*(.+)")
ELSEWHERE = {
    **dict.fromkeys(("clear", "cls"), "del x forgets a name; Ctrl-L clears the screen"),
    **dict.fromkeys(("undo", "reset", "unset"), "del x forgets a name"),
    **dict.fromkeys(("history", "hist"), "the arrow keys go through the lines before"),
    "del": "del x forgets a name", **dict.fromkeys(("q", "bye"), "quit leaves"),
    **dict.fromkeys(("ls", "who", "whos", "list"), "vars lists what is defined"),
}  # fmt: skip


def meant(
    line: str, word: str, rest: str, names: Collection[str], verbs: Collection[str], function: str = "f"
) -> str | None:
    """What to do for a line in other words; None for any other. names: what is defined; function: one for hints."""
    if line in ELSEWHERE and line not in names:
        return ELSEWHERE[line]
    if line in MEANT_VERBS and line not in names:
        return f"write {MEANT_VERBS[line]} {function}"
    if line in verbs and line not in names:
        return f"write {line} {function}{' x=-3:3' if line == 'plot' else ' x=0:1:5' if line == 'table' else ''}"
    if word in ("corr", "cov") and rest[:1] not in "(=" and word not in names:
        return f"write grad {function} --{word} {rest}"
    written = None
    if defined := described(line, word, rest, names):
        written = defined
    elif word in ("load", "read", "open") and rest:
        written = f"x = @{rest}"
    elif (found := SHOWN.fullmatch(line)) and found[1] not in names:
        written = inside(found[2]) or found[2]
    elif (found := GIVEN.fullmatch(line)) and word not in names:
        written = f"{found[1]} = {found[2]}"
    elif asked := requested(line, word, names, verbs):
        written = asked
    elif (
        rest not in ("", "of") and word not in (*names, *COMMANDS) and rest[0] not in "=+-*/^,)" and word in MEANT_VERBS
    ):
        written = f"{MEANT_VERBS[word]} {rest}"
    return f"write {clip(written)}" if written else None


def described(line: str, word: str, rest: str, names: Collection[str]) -> str | None:
    """What to write for plot f -3 3, table f 0 1, latex f, f(x=4), derivative of x^2, order 3."""
    from ..frontends.table.meant import in_words

    called = re.fullmatch(rf"(?:grad\s+)?({NAME})\(\s*({NAME}\s*=(?!=)[^()]*)\)", line)
    if called and called[1] in names:
        return f"grad {called[1]} {re.sub(' *= *', '=', COMMA.sub(' ', called[2]))}"
    numbers = re.fullmatch(rf"([a-z]+)\s+({NAME})((?:\s+-?[\d.]+)+)", line)
    if numbers and numbers[1] in ("grad", "hess", "check") and numbers[2] in names:
        return f"{numbers[1]} {numbers[2]}({', '.join(numbers[3].split())})"
    if word in names:
        return None
    if word in ("plot", "table", "draw"):
        whole, verb = re.fullmatch(r"(\S+)\s+(.+)", rest), word.replace("draw", "plot")
        if whole and "=" not in whole[2] and (ends := in_words(whole[2])):
            ends = ends._replace(name=ends.name or next(iter(free(whole[1]) if whole[1] not in names else ()), "x"))
            return f"{verb} {whole[1]} {ends if word == 'table' else ends._replace(size=0)}"
    if word in ("latex", "tex") and rest and rest[0] not in "=+-*/^,)":
        return f"formula {rest} --format latex"
    return None


def requested(line: str, word: str, names: Collection[str], verbs: Collection[str]) -> str | None:
    """The line for a request: df/dx at x=2, f'(2), f_y(2, 3), diff(f, x), derivative of x^2 at 3; None of another."""
    if (
        re.search("--|'.+'", line)
        or word in names
        and f"d{word}" in line
        or word in verbs
        and word not in ("grad", "hess", "check")
    ):
        return None
    found = INDEXED.match(line)
    indexed = found and found[1] in names and line.partition("(")[0] not in names
    asked = read(line := INDEXED.sub(r"d\1/d\2", line) if indexed else line, {*DERIVATIVES, "check", "verify"})
    inner = (read(f"{name} = 0; {text}") for text in (line, asked.text) for name in names)
    if of := next((one for one in inner if one.quantity), None):
        asked = of._replace(text=of.text.partition("=")[0].strip(), at=[*dict.fromkeys(of.at + asked.at)])
    if not (asked.text and (asked.quantity or asked.at)) or asked.rest or "=" in asked.text:
        return None
    if asked.quantity == "diff" and not asked.by:
        return None
    verb = {"h": "hess", "c": "check", "v": "check"}.get(asked.quantity[:1], "grad")
    points, values = [one for one in asked.at if "=" in one], [one for one in asked.at if "=" not in one]
    text = inside(asked.text) or asked.text
    if values and text in names:
        text, values = f"{text}({', '.join(values).strip('()')})", []
    claim = list[str]()
    if verb == "check" and len(parts := text.split()) == 2 and parts[1][0] not in "+-*/^" and (bound := names_of(text)):
        text, claim = parts[0], ["--expect", f"{bound[0]}={parts[1]}"]
    order = ["--order", str(asked.order)] if asked.order > 1 else []
    by = ["--wrt", ",".join(asked.by)] if asked.by and text.partition("(")[0] in names else []
    written = " ".join([verb, text, *claim, *by, *order, *points, *by_place(names_of(text), values)])
    return None if re.sub(r"[\s,]", "", written) == re.sub(r"[\s,]", "", line) else written


def inside(text: str) -> str:
    """What stands in the brackets about a text; nothing where there are none."""
    return text[1:-1] if text[:1] == "(" and closing(text) == len(text) - 1 else ""


def in_a_session(error: GradcliError) -> None:
    """Make the help of an error true of a session, where derivatives are printed of what `grad` asks for."""
    edit = error.edit
    if error.message == "no value for ans":
        error.hint = "nothing has been computed yet"
    elif edit and edit.derived:
        error.hint = f"write grad {' '.join(edit.instead)}"
    elif edit and error.code == "no-value" and not edit.words:
        first, *others = [word.replace("=", " = ", 1) for word in edit.instead]
        told = f"write {first}" + "".join(f", then {one}" for one in others)
        error.hint = edit.remark.replace("{}", told)
    elif error.hint == PRINTED:
        error.hint = "grad f prints the derivatives of f, to a higher order with --order"
