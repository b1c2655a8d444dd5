"""Commands that are none here: what others call a command, or do besides, told with the typist's own expression."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from contextlib import suppress
from itertools import pairwise
from typing import NamedTuple

from ..errors import Edit, GradcliError, likely, quote
from .script_words import verifying
from .written import COMMANDS, LANGUAGES, OTHERWISE, is_binding, is_option, is_plain, shown


class Verb(NamedTuple):
    """What a verb comes to: options of eval, or another line; what to say before the line, and behind it.

    equation: whether left - (right) of an equation is meant. point: whether it is nothing without one.
    """

    options: str = ""
    before: str = ""
    behind: str = ""
    equation: bool = False
    point: bool = False


_VERBS = {
    "evaluate calc calculate compute value val grad gradient diff differentiate derive derivative deriv partial d "
    "jacobian": Verb(),
    "hessian hess second d2": Verb("--order 2"), "third d3": Verb("--order 3"), "json": Verb("--json"),
    "check verify validate": Verb("--check"),
    "taylor series maclaurin": Verb("--order 5", behind=": the n-th derivative over n! is the coefficient", point=True),
    "formula symbolic simplify expand factor": Verb("--formula"), "latex tex": Verb("--formula --format latex"),
    "steps explain derivation": Verb("--steps"), "compare equal same test": Verb("--check"),
    "implicit": Verb(behind=": along the curve d{y}/d{x} is -(df/d{x})/(df/d{y})", equation=True, point=True),
    "tangent linearize linearise": Verb(behind=": the tangent is value + slope*({x} - {at})", point=True),
    "solve solve_for root roots fsolve nsolve newton find_root zero zeros": Verb(
        before="equations are not solved here; ",
        behind=": the next guess by Newton's method is {x} - value/slope", equation=True, point=True),
    "minimize minimise maximize maximise optimize optimise argmin argmax fmin minimum maximum descend": Verb(
        before="nothing is minimised here; for the gradient, 0 at an extremum, ", point=True),
    "integrate integral int quad simpson trapz": Verb(before="there are no integrals here; for the derivative "),
    "limit lim": Verb(before="there are no limits here; for the value at a point ", point=True),
    "propagate error errors uncertainty uncertainties sigma deviation errorprop": Verb(
        behind=": with x=2+-0.1 for a value and its deviation", point=True),
}  # fmt: skip
VERBS = {word: verb for words, verb in _VERBS.items() for word in words.split()}
_LINES = {
    "exec execute python script": "run FILE", "tabulate rows": "table", "draw chart curve": "plot",
    "graph": "trace --graph, or gradcli plot for a curve", "tape": "trace",
    "code codegen generate export convert c": "compile", "shell interactive console": "repl",
    "list ls funcs": "functions",
    "complete": "completion bash", "version -v -V": "--version",
}  # fmt: skip
LINES = {word: line for words, line in _LINES.items() for word in words.split()}
CHECKS = frozenset("check verify validate compare equal same test".split())
DERIVED = frozenset("--derivative --grad --gradient --with --against --is --equals --compare".split())
FITS = frozenset("fit curve_fit regress regression lsq leastsq polyfit".split())


def unknown(name: str, rest: Sequence[str]) -> GradcliError:
    """The error for a command that does not exist."""
    what = "no such option" if is_option(name) else "no such command"
    hint, edit = meant(name, name.lower(), rest)
    return GradcliError(f"{what} {quote(name)}", code="unknown-command", hint=hint, edit=edit)


def meant(name: str, lower: str, rest: Sequence[str]) -> tuple[str | None, Edit | None]:
    """What to write for it: a hint, or an edit, or both."""
    if lower in FITS:
        line = loss(rest)
        told = "nothing is fitted or minimised here; gradcli run FILE --call loss differentiates a loss of yours"
        told = f"nothing is fitted here; for a loss and its gradient write {shown(line)}" if line else told
        return told, _whole(name, rest, line)
    files = [word for word in rest if word.endswith(".py") and os.path.isfile(word)]
    if files and rest[0] == files[0] and (lower in VERBS or lower not in LINES):
        return None, _whole(name, rest, verifying(rest) if lower in CHECKS else ["run", *rest])
    if lower in VERBS:
        return by_verb(name, VERBS[lower], rest)
    other = LINES.get(name, LINES.get(lower))
    if other == "table" and rest:
        return None, _whole(name, rest, ["table", *rest])
    if other == "compile" and rest:
        words = [word for word in rest[1:] if word.lower() in (*LANGUAGES, *OTHERWISE)] if "--to" not in rest else []
        to = [] if "--to" in rest else ["--to", OTHERWISE.get(words[0].lower(), words[0].lower()) if words else "c"]
        return None, _whole(name, rest, ["compile", *(word for word in rest if word not in words), *to])
    if other:
        return f"write gradcli {other}", _whole(name, rest, ["plot", *rest] if other == "plot" and rest else None)
    known, mark = (("--version", "--help", "--json-schema"), "--") if name[:2] == "--" else ((*COMMANDS, "help"), "")
    if near := likely(name, known, mark):
        return f"did you mean '{near}'?", _whole(name, rest, [near, *rest])
    return by_form(name, rest)


def _whole(name: str, rest: Sequence[str], line: Sequence[str] | None) -> Edit | None:
    """Another line in the place of the whole."""
    return Edit((name, *rest), tuple(line), whole=True) if line else None


def by_form(name: str, rest: Sequence[str]) -> tuple[str, Edit | None]:
    """What to write for a first word that is like no command: a script, an expression, an option."""
    if name.endswith(".py"):
        line = ["run", name, *rest]
        return f"to run a script write: {shown(line)}", _whole(name, rest, line)
    if rest and rest[0] in COMMANDS and name not in rest:
        return "options come after the command", _whole(name, rest, [rest[0], *rest[1:], name])
    from ..frontends.expression.foreign_notation import NOT_HERE

    if name.lower() in NOT_HERE:
        return NOT_HERE[name.lower()], None
    own: Sequence[str] = ["x^2", "x=3"]
    if re.search(r"\W", name) and name[0] != "-":
        own = [name, *rest]
    elif rest and rest[0][:1] != "-" and any("=" in word for word in rest[1:]):
        own = rest
    return f"to evaluate an expression write: {shown(['eval', *own])}", _whole(name, rest, ["eval", *own])


def by_verb(name: str, verb: Verb, rest: Sequence[str]) -> tuple[None, Edit]:
    """The line that a verb comes to: d, diff, solve, tangent, of the expression and the values that stand with it."""
    words = [word for word in rest if word not in ("of", "at", "the", "for", "line", "to")] or ["x^2", "x=3"]
    values = {after for word, after in pairwise(words) if is_option(word) and "=" not in word and word not in DERIVED}
    plain = [word for word in words if is_plain(word) and word not in values]
    text = next((word for word in plain if re.search(r"[^\w.]", word)), plain[0] if plain else "x^2")
    given = [word for word in words if word != text and not (word.isidentifier() and word in plain)]  # diff 'x^2' x
    left, sign, right = text.partition("=") if text.count("=") == 1 else (text, "", "")
    if sign and verb.point and not verb.equation and left.strip().isidentifier():
        text = right.strip()
    text, names = as_read(text, given)
    if verb.equation and text == f"{left}={right}":
        text = f"{left.strip()} - ({right.strip()})" if right.strip() != "0" else left.strip()
        text, names = as_read(text, given)
    numbers = [word for word in plain if re.fullmatch(r"[-+]?[\d.]+(?:e-?\d+)?(?:/\d+)?", word)]
    if len(numbers) == len(names) + 1 and numbers[-1] in "123456789" and not verb.options:  # diff F x 1.5 2
        verb = verb._replace(options=f"--order {numbers[-1]}")
        given.remove(numbers.pop())
    if numbers and len(numbers) <= len(names):
        given = [word for word in given if word not in numbers] + [f"{n}={v}" for n, v in zip(names, numbers)]
    given = [word for word in given if not (is_binding(word) and re.search(r":|\.\.", word))]  # ranges
    points, options = [word for word in given if is_binding(word)], verb.options.split()
    options = [] if options[:1] and any(word.partition("=")[0] == options[0] for word in given) else options
    others = [word for word in plain if word != text and word not in numbers]
    if options == ["--check"] and len(others) == 1 and names:  # verify 'x^2' '2*x'
        bound = [word.partition("=")[0] for word in points]
        x = next((n for n in bound if n in names), names[0])
        given = points + [word for word in given if is_option(word) and word not in DERIVED]
        options = ["--expect", f"{x}={others[0]}"]
    if not points and not options and not any(map(is_option, given)):
        options = ["--formula"] if not verb.point and names else []
    if verb.point:
        given += [f"{n}=1" for n in names if n not in {word.partition("=")[0] for word in points + given}]
    line = ["eval", text, *given, *options]
    x, y = (*names, "x", "y")[:2] if len(names) != 1 else (names[0], "y")
    at = next((word.partition("=")[2] for word in given if word.startswith(f"{x}=")), "2")
    told = verb.behind.format(x=x, y=y, at=at)
    if "with x=2+-0.1" in told and any(re.search("[+]/?-|±", word) for word in given):
        told = ""
    return None, Edit((name, *rest), tuple(line), told, whole=True, before=verb.before)


def as_read(text: str, given: Sequence[str]) -> tuple[str, list[str]]:
    """An expression as it is meant, of names that have values, and the names in it that are no constants."""
    from ..frontends.expression.reading import match_names
    from ..frontends.expression.run import Formula, vocabulary

    known = [word.partition("=")[0] for word in given if is_binding(word)]
    for _ in range(2):
        try:
            expression = Formula(text, known).expression
            match_names(expression, known, vocabulary())
        except GradcliError as error:
            if error.edit and error.edit.words == (text,) and len(error.edit.instead) == 1:
                text = error.edit.instead[0]
                continue
        break
    return text, free(text, known)


def free(text: str, known: Sequence[str] = ()) -> list[str]:
    """The names of an expression that are no constants, or have a value."""
    from ..frontends.expression.run import Formula

    with suppress(GradcliError):
        expression = Formula(text, known).expression
        return [name for name in expression.names if name in expression.free or name in known]
    return list(dict.fromkeys(re.findall(r"(?<![\w.])(?!(?:pi|e|tau)\b)[^\W\d]\w*(?!\w|\s*\()", text)))


def loss(words: Sequence[str]) -> list[str] | None:
    """The sum of squares of a formula and of the one column of a file that it does not name, with their bindings."""
    from ..frontends.data import columns_in

    file = next((word for word in words if os.path.isfile(word)), None)
    text = next((word for word in words if word != file and is_plain(word)), None)
    if file is None or text is None:
        return None
    left, sign, right = text.partition("=")
    text = right.strip() if sign else text
    try:
        columns = columns_in(file)
    except GradcliError:
        return None
    names = free(text)
    others = [column for column in columns if column not in names]
    named = [column for column in others if column == left.strip()] if sign else others
    used = [column for column in columns if column in names]
    if len(named or others) != 1 or not used:
        return None
    y = (named or others)[0]
    short = y if y.isidentifier() else "y"
    bound = [f"{column}=@{file}:{column}" for column in used] + [f"{short}=@{file}:{y}"]
    given = [word for word in words if is_binding(word)]
    known = {*used, *(word.partition("=")[0] for word in given)}
    given += [f"{name}=1" for name in names if name not in known and name not in ("pi", "e")]
    return ["eval", f"sum(({text} - {short})^2)", *bound, *given]
