"""Options that are none here: what others call an option, or what is no option, and what to write instead."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import takewhile
from typing import NamedTuple

from ..errors import Edit, GradcliError, clip, likely, misspelt, quote
from ..frontends.deviations import certain
from ..frontends.expression.foreign_notation import NOT_HERE
from ..frontends.expression.tokens import at_commas
from ..frontends.table.meant import in_options
from .script_words import of_script
from .verbs import VERBS, by_verb
from .written import EXAMPLES, LANGUAGES, OTHERWISE, is_binding, is_option, is_plain

_CALLED = {
    "precision prec dps significant decimals accuracy": "--digits", "latex tex": "--format latex",
    **{form: f"--format {form}" for form in ("csv", "tsv", "markdown", "jsonl", "human")}, "md": "--format markdown",
    "hessian hess second second-order": "--order 2", "taylor derivatives nth": "--order",
    "plot chart": "gradcli plot", "graph": "gradcli trace --graph", "table": "gradcli table", "tape": "gradcli trace",
    "compile": "gradcli compile", "verify validate test gradcheck": "--check",
    "symbolic analytic expression closed-form": "--formula", "explain show-steps derivation show-work": "--steps",
    "variable variables var vars respect-to": "--wrt", "out save file outfile": "--output",
    "silent no-warnings": "--quiet", "no-color no-colour": "--color never", "colour": "--color",
    "time time-limit max-time": "--timeout", "mem max-memory memory-limit": "--memory",
    "tolerance tol eps epsilon atol": "--rtol", "covariance": "--cov", "lang language target-language code": "--to",
    "correlation rho": "--corr", "target of-name loss": "--of", "func function fn callable": "--call",
    "tangent tangents": "--at",
    "gradient grad jacobian derivative deriv": "leave it out: it is printed; a function's by run --call F",
    "title xlabel ylabel legend grid log logx logy logscale xscale yscale dpi figsize style theme":
    "leave it out: a picture has none",
    "delimiter delim sep separator header no-header encoding": "leave it out: a file's own is found by itself",
    "where filter query select": "leave it out, and rows that are not wanted out of the file",
}  # fmt: skip
MEANT = {f"--{word}": told for words, told in _CALLED.items() for word in words.split()}
_OF = {  # options of one command alone
    "compile": "to name", "trace": "graph html forward all", "plot": "at", "table": "map dask decimal",
    "run": "call against of", "eval": "cov corr steps expect rtol prove memory",
}  # fmt: skip
COMMAND = {f"--{word}": command for command, words in _OF.items() for word in words.split()}
DATA = frozenset("--data --file --input --csv --points --table --read --load".split())  # a file of points
FUNCTIONS = frozenset("--grad --gradient --jacobian --derivative --check --verify --compare --expect --with".split())
EXPECTING = frozenset(
    "--verify --equals --equal --compare --against --is --expected --answer --solution --test".split()
)
TOLD = ("tangent", "implicit", "solve", "root", "minimize", "minimise", "simplify")
DEVIATIONS = frozenset("--std --sigma --uncertainty --error --deviation --err --errors --sd".split())
DEGREES = frozenset("--degree --degrees --deg --angle".split())
VALUES = frozenset("--at --point --value --values --x0 --where".split())
RANGES = frozenset("--range --xlim --interval --domain --xrange --limits".split())
BINDING = frozenset("--var --set --subs --sub --param --parameter --with --input --let --given --bind".split())
_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"


class Typed(NamedTuple):
    """A command line with an option that is none: its name and value, and the words that both are."""

    command: str
    args: Sequence[str]
    name: str
    value: str
    words: tuple[str, ...]

    @property
    def others(self) -> list[str]:
        """The arguments without those words."""
        at = next(n for n in range(len(self.args)) if tuple(self.args[n : n + len(self.words)]) == self.words)
        return [*self.args[:at], *self.args[at + len(self.words) :]]

    @property
    def asked(self) -> bool:
        """Whether a line says by what to differentiate."""
        return any(word.partition("=")[0] in ("--wrt", "--call") for word in self.args)

    @property
    def after(self) -> Sequence[str]:
        """The arguments behind the option's name."""
        return self.args[self.args.index(self.words[0]) + 1 :]

    @property
    def text(self) -> str:
        """The expression."""
        return next((word for word in self.others if is_plain(word)), "")

    @property
    def variables(self) -> list[str]:
        """Its variables; x where it has none."""
        from ..frontends.expression.run import Formula

        with suppress(GradcliError):
            return list(Formula(self.text).expression.free) or ["x"]
        return ["x"]

    @property
    def bindings(self) -> dict[str, str]:
        """What is given: {name: value}."""
        return dict(word.split("=", 1) for word in self.others if is_binding(word))

    def line(self, *args: str) -> Edit:
        """Another line in the place of the whole."""
        return Edit((self.command, *self.args), args, whole=True)

    def word(self, *instead: str) -> Edit:
        """Other words in the place of the option's own."""
        return Edit(self.words, instead)


Told = tuple[str | None, Edit | None]  # a hint, and what it comes to in the line


def unknown(command: str, args: Sequence[str], at: int, known: Mapping[str, str | None], advice: str) -> GradcliError:
    """The error for an option that does not exist: what it means elsewhere, else what it may be a slip of.

    advice: the hint where neither is known.
    """
    arg, following = args[at], "".join(args[at + 1 : at + 2])
    name, attached, value = arg.partition("=")
    plain = [word for word in args if is_plain(word)]
    if not attached and (is_option(following) or following == "--" or plain == [following]):  # the expression
        following = ""
    value = value if attached else following
    own = (arg,) if attached or not following or is_binding(following) else (arg, following)
    typed = Typed(command, args, name, value, own)
    if own == (arg,) and not attached and is_binding(following) and command in ("eval", "plot", "trace", "compile"):
        if name.lower() in ("--tangent", "--tangents") and command == "plot":
            own, value = (arg, following), following.partition("=")[2]
            typed = typed._replace(value=value, words=own)
        elif name.lower() in BINDING:
            known = {}
    hint, edit = (f"write {clip(following)}", typed.word()) if not known else meant(typed, known) or (None, None)
    near = likely(name, known, "--") if len(name) > (4 if command == "run" else 2) else None
    if hint or edit:
        pass
    elif near:
        hint, edit = f"did you mean '{near}'?", typed.word(f"{near}={value}" if attached else near, *own[1:])
    elif command == "run":
        hint, edit = of_script(typed.text, own, typed.asked)
    elif name[2:] in typed.bindings:
        hint, edit = f"leave it out: {name[2:]} is given", typed.word()
    elif attached and name[2:].isidentifier() or len(name) == 3:  # --x=1, --x 1
        edit = typed.word(f"{name[2:]}={value or 1}")
        hint = f"to give a value to a variable {edit}"
    message = f"no such option {quote(name)}"
    hint = hint or (None if edit else NOT_HERE.get(name[2:].lower()))
    hint = hint or (None if edit else advice or None)
    return GradcliError(message, code="unknown-option", text=arg, hint=hint, edit=edit)


def meant(typed: Typed, known: Mapping[str, str | None]) -> Told | None:
    """What to write for an option by its meaning; None where it has none."""
    name, value, table = typed.name.lower(), typed.value, typed.command == "table"
    if name in DATA and os.path.isfile(value) and typed.command in ("eval", "table", "plot"):
        return of_file(typed)
    if typed.command in ("table", "plot") and (found := in_options(typed.command, typed.args)):
        return found
    if name in RANGES and (ends := re.fullmatch(rf"\D{{0,6}}({_NUMBER})\s*[:,]\s*({_NUMBER})\D?", value)):
        x = typed.variables[0]
        kept = [word for word in typed.others if word.partition("=")[0] != x]
        return None, typed.line(typed.command, *kept[:1], f"{x}={ends[1]}:{ends[2]}", *kept[1:])
    if name in RANGES and (table or typed.command == "plot"):
        return "write the range itself: x=0:6", None
    if typed.command == "eval" and name in VALUES:
        return of_values(typed)
    if typed.command == "eval" and name in DEGREES:
        return of_degrees(typed)
    if typed.command == "eval" and name in DEVIATIONS:
        return uncertain(typed)
    if typed.command == "run" and name in ("--args", "--arg", "--argv", "--arguments") and value:
        own = list(takewhile(is_plain, typed.after))
        edit = of_script(typed.args[0], own if len(own) > 1 else value.split(), typed.asked)[1]
        return None, edit._replace(words=(typed.words[0], *own), whole=True)
    if typed.command == "compile" and OTHERWISE.get(name[2:], name[2:]) in LANGUAGES:
        return None, Edit(typed.words[:1], ("--to", OTHERWISE.get(name[2:], name[2:])))
    if name in FUNCTIONS and typed.command == "run" and value and value in functions_at(typed.text):
        return None, typed.word("--against", value)
    if name[2:] in ("derivative", "derivatives", "deriv") and value.isdigit() and "--order" in known:
        return None, typed.word("--order", value)
    if name in EXPECTING and "--expect" in known and value and not is_binding(value):
        return expecting(typed)
    if typed.command == "eval" and name[2:] in TOLD and typed.text:
        edit = by_verb(typed.command, VERBS[name[2:]], [word for word in typed.others if word != value])[1]
        return None, edit._replace(words=(typed.command, *typed.args))
    told = MEANT.get(name, "")
    if name == "--target" and typed.command == "compile":
        told = "--to"
    if COMMAND.get(typed.name) == "run" and typed.command != "run" and not typed.text.endswith(".py"):
        return f"it is of scripts: write gradcli run FILE.py {name} {clip(value or EXAMPLES[name])}", typed.word()
    if typed.name in COMMAND and (told.split() or [""])[0] not in known and typed.text:
        example = EXAMPLES.get(name, "") if not value else ""
        return None, typed.line(COMMAND[typed.name], *typed.args, *([example] if example else []))
    told = told or (len(name) > 4 and not likely(name, known, "--") and MEANT.get(misspelt(name, MEANT) or "")) or ""
    option = told.split()[0] if told[:2] == "--" else ""
    if option not in known and option in COMMAND and typed.text and told in EXAMPLES:
        return None, typed.line(COMMAND[option], *typed.others, option, value or EXAMPLES[option])
    if option and option not in known or not told:
        return None
    if not option:
        return (told, typed.word()) if told[:5] == "leave" else (f"write {told}", None)
    if told not in EXAMPLES:
        return None, Edit(typed.words[:1], tuple(told.split()))
    value = OTHERWISE.get(value.lower(), value) if told == "--to" else value or EXAMPLES[told]
    if told in ("--corr", "--cov") and "=" not in value and typed.command == "eval":
        names = [n for n, v in typed.bindings.items() if re.search("[+]/?-|±", v)] or list(typed.bindings)
        own = list(takewhile(is_plain, typed.after))
        if len(own) > 1 and re.fullmatch(_NUMBER, own[-1]):  # --correlation V I 0.4
            names, value = (own[:-1] if len(own) == 3 else own[0].split(",") if "," in own[0] else names), own[-1]
            typed = typed._replace(words=(typed.words[0], *own))
        value = f"{','.join((*names, 'x', 'y')[:2])}={value}"
    return (None, Edit(typed.words, (told, value))) if value else (f"write {told}", None)


def expecting(typed: Typed) -> Told:
    """A derivative that was derived by hand: of the one variable, or of the first."""
    bound = [name for name in typed.bindings if re.search(rf"\b{name}\b", typed.text)]
    x = (bound or typed.variables)[0]
    edit = typed.word("--expect", f"{x}={typed.value}")
    return f"write --expect {x}='{clip(typed.value)}'", edit


def functions_at(path: str) -> list[str]:
    """The functions of a script; none where it cannot be read."""
    from .script_words import functions_of
    from .scripts import load

    with suppress(GradcliError):
        return list(functions_of(load(path)))
    return []


def of_file(typed: Typed) -> Told | None:
    """The line that reads points from a file: columns as values, or the table of its rows."""
    from .points import of_columns

    path, text = typed.value, typed.text
    rest = [word for word in typed.others if word not in (path, text)]
    if typed.command == "table" or not text:
        return None, typed.word(path)
    given, more = list(filter(is_binding, rest)), [word for word in rest if not is_binding(word)]
    bindings = of_columns([text, *given], path) if typed.command == "eval" else None
    line = ("eval", text, *given, *bindings, *more) if bindings else ("table", text, path, *rest)
    return None, typed.line(*line)


def of_values(typed: Typed) -> Told:
    """The values themselves: --at x=3, --point x=1,y=2, --at 1,2."""
    at = typed.args.index(typed.words[0])
    value = typed.value or "".join(word for word in typed.args[at + 1 : at + 2] if is_binding(word))
    parts, names = at_commas(value), typed.variables
    if not value:
        return f"write the values themselves: {names[0]}=2", None
    if all(map(is_binding, parts)):
        points = [part.strip() for part in parts]
    else:
        points = [f"{n}={v}" for n, v in zip(names, parts)] if len(parts) == len(names) else [f"{names[0]}={value}"]
    attached = "=" in typed.words[0]
    return None, Edit(typed.words[:1] if attached else (typed.words[0], value), tuple(points))


def of_degrees(typed: Typed) -> Told:
    """The angle in degrees."""
    angles = set(re.findall(r"\w+", " ".join(re.findall(r"(?:sin|cos|tan|cot|sec|csc)\w*\(?([^()]*)", typed.text))))
    pairs = [(n, v) for n, v in typed.bindings.items() if re.fullmatch(_NUMBER, v)]
    n, v = next((pair for pair in pairs if pair[0] in angles), (*pairs, (typed.variables[0], "30"))[0])
    line = [f"{n}={v}°" if word == f"{n}={v}" else word for word in typed.others]
    return f"write {n}={v}° for an angle in degrees", typed.line(typed.command, *line)


def uncertain(typed: Typed) -> Told:
    """Each value with the deviation that --sigma a=0.1 b=0.2, or the one that --sigma 0.1, gives it."""
    at = typed.args.index(typed.words[0])
    before, behind = list(typed.args[:at]), list(typed.args[at + 1 :])
    given = typed.value if "=" in typed.words[0] else " ".join(behind)
    away = dict(re.findall(r"(\w+)=([-+.\deE]+%?)", given))
    points = dict(word.split("=", 1) for word in filter(is_binding, before)) or typed.bindings
    one = typed.value if re.fullmatch(rf"{_NUMBER}%?", typed.value) else ""
    if one and len(points) == 1:
        away = dict.fromkeys(points, one)
    made = {f"{n}={v}": f"{n}={certain(v)}+-{away[n]}" for n, v in points.items() if n in away and v != away[n]}
    if not made:
        n, v = next(iter(typed.bindings.items()), ("x", "2.0"))
        return f"write {n}={v}+-{one or '0.1'}, and see std dev", None
    deviations = {f"{n}={v}" for n, v in away.items()} | {typed.value}
    line = [made.get(word, word) for word in [*before, *(word for word in behind if word not in deviations)]]
    return f"write {' '.join(made.values())}", typed.line(typed.command, *line)
