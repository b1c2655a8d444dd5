"""Lines of a session in other words: d f, df/dx, f'(2), f at x=3, set x 3. What to write instead, each a whole line."""

from __future__ import annotations

import re
from collections.abc import Collection

from ..errors import GradcliError, clip
from ..frontends.expression.tokens import NAME, PRINTED
from ..frontends.expression.translation.requests import closing
from .lines import free, line_of
from .written import COMMANDS

MEANT_VERBS = {
    **dict.fromkeys("d D df diff derive derivative differentiate gradient deriv".split(), "grad"),
    "hessian": "hess", "verify": "check", "draw": "plot",
}  # fmt: skip
AT = re.compile(r"\s*(.+?)\s+at\s+(\w+\s*=(?!=).*)\Z", re.DOTALL)
COMMA = re.compile(rf",\s*(?={NAME}\s*=(?!=))")  # between bindings
PRIMED = re.compile(rf"({NAME})('+|′+|″)\s*(\(.*\))?")  # f'(2)
QUOTIENT = re.compile(rf"(?:d|∂)\s*({NAME}?)\s*(?:\(\s*{NAME}\s*\))?\s*/\s*(?:d|∂)\s*({NAME})\s*(\(.*\))?")  # df/dx
BEHIND = re.compile(rf"(?:d|∂)\s*/\s*(?:d|∂)\s*({NAME})\s+({NAME})")  # d/dx f
INDEXED = re.compile(rf"({NAME}?)_({NAME})\s*(\(.*\))")  # f_x(2, 3)
SHOWN = re.compile(r"(print|show|display|echo|disp)\b(?=[\s(])\s*(.+)")
CALLED = re.compile(r"(?:∇|(?:D|diff|deriv|derivative|derive|grad|gradient)(?=\())\s*(.+)")
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
    elif at := AT.match(line):
        inner = None if word in verbs and rest else meant(at[1], "", "", names, verbs)
        verb = "" if word in verbs and rest else "grad "
        written = f"{inner.removeprefix('write ') if inner else verb + at[1]} {COMMA.sub(' ', at[2])}"
    elif (found := SHOWN.fullmatch(line)) and found[1] not in names:
        written = inside(found[2]) or found[2]
    elif (found := GIVEN.fullmatch(line)) and word not in names:
        written = f"{found[1]} = {found[2]}"
    elif (found := PRIMED.fullmatch(line)) and found[1] in names:
        order = 2 if found[2] == "″" else len(found[2])
        written = f"grad {found[1]}{found[3] or ''}" + (f" --order {order}" if order > 1 else "")
    elif (found := BEHIND.fullmatch(line)) and found[2] in names:
        written = f"grad {found[2]} --wrt {found[1]}"
    elif (found := QUOTIENT.fullmatch(line) or INDEXED.fullmatch(line)) and found[1] in names:
        if {f"d{found[2]}", line.partition("(")[0]} & {*names}:
            return None
        written = f"grad {found[1]}{found[3] or ''} --wrt {found[2]}"
    elif (found := CALLED.fullmatch(line)) and line.partition("(")[0] not in names:
        whole = inside(found[1])
        by = re.fullmatch(rf"(.+),\s*({NAME})\s*", whole)
        if by or not line.startswith("diff"):
            written = f"grad {by[1]} --wrt {by[2]}" if by else f"grad {whole or found[1]}"
            written = written if inside(f"({written})") and (whole or line[0] == "∇") else None
    elif rest and word not in (*names, *COMMANDS) and rest[0] not in "=+-*/^,)" and word in MEANT_VERBS:
        written = f"{MEANT_VERBS[word]} {rest}"
    return f"write {clip(written)}" if written else None


def described(line: str, word: str, rest: str, names: Collection[str]) -> str | None:
    """What to write for plot f -3 3, table f 0 1, latex f, f(x=4), derivative of x^2, order 3."""
    from ..frontends.table.meant import in_words

    called = re.fullmatch(rf"(?:grad\s+)?({NAME})\(\s*({NAME}\s*=(?!=)[^()]*)\)", line)
    if called and called[1] in names:
        return f"grad {called[1]} {re.sub(' *= *', '=', COMMA.sub(' ', called[2]))}"
    at = re.fullmatch(rf"(?:([a-z]+)\s+)?({NAME})\s+at\s+\(?(-?[\d.]+(?:,\s*-?[\d.]+)*)\)?", line)
    if at and at[2] in names:
        return f"{at[1] or 'grad'} {at[2]}({at[3]})"
    behind = re.fullmatch(rf"(?:eval\s+)?({NAME})((?:\s+{NAME}=\S+)+)", line)
    if behind and behind[1] in names:  # f x=2 y=5
        return f"grad {behind[1]}{behind[2]}"
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
    if of := re.fullmatch(r"(?:the\s+)?(?:derivative|gradient|slope|grad|hessian)s?\s+of\s+(.+)", line):
        line, word, rest = f"{'hess' if 'hess' in line else 'grad'} {of[1]}", "grad", of[1]
    if word in ("grad", "hess", "check"):
        made = line_of(rest.split())
        if (
            made.points and rest.split()[0].partition("(")[0] not in names and not made.numbers and not made.others
        ):  # grad x^2 at 3
            line = line if "=" in rest and " at " not in rest else f"{word} {made.text} {' '.join(made.points)}"
    return line if of or not line.endswith(rest) else None


def inside(text: str) -> str:
    """What stands in the brackets about a text; nothing where there are none."""
    return text[1:-1] if text[0] == "(" and closing(text) == len(text) - 1 else ""


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
