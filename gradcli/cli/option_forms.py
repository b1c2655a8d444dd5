"""What an option means that is none here, by its value and the words beside it: each form makes its own line."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise, takewhile

from ..errors import Edit, clip
from ..frontends.deviations import certain
from ..frontends.expression.tokens import NUMBER
from ..frontends.expression.translation.requests import by_place
from ..frontends.table.meant import Meant, counted
from ..record import Record
from . import script_words
from .expecting import claims
from .lines import directed, free, line_of, loss, several
from .meanings import MEANINGS
from .script_words import functions_at, of_script, placed
from .unknown_commands import DEVIATIONS, Told, of_verb
from .words import in_options
from .written import COMMANDS, LANGUAGES, OTHERWISE, is_binding, is_option, is_plain


class Typed(Record):
    """A command line with an option that is none: its name and value, and the words that both are."""

    command: str
    args: Sequence[str]
    name: str
    value: str
    words: tuple[str, ...]
    known: Mapping[str, str | None]

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
    def after(self) -> list[str]:
        """The plain words behind the option's name."""
        return list(takewhile(is_plain, self.args[self.args.index(self.words[0]) + 1 :]))

    @property
    def text(self) -> str:
        """The expression."""
        return next((word for word in self.others if is_plain(word)), "")

    @property
    def variables(self) -> list[str]:
        """Its variables; x where it has none."""
        return free(self.text) or ["x"]

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


def of_binding(typed: Typed) -> Told | None:
    """What is given, without the option before it: --set x=2, --set=x=2."""
    own = [typed.value] if "=" in typed.words[0] else []
    return (f"write {clip(typed.value)}", typed.word(*own)) if is_binding(typed.value) else None


def of_file(typed: Typed) -> Told | None:
    """The line that reads points from a file: a loss, columns as values, or the table of its rows."""
    from .points import of_columns

    path, text = typed.value, typed.text
    if not os.path.isfile(path):
        return None
    rest = [word for word in typed.others if word not in (path, text)]
    if typed.command == "table" or not text:
        return None, typed.word(path)
    given, more = list(filter(is_binding, rest)), [word for word in rest if not is_binding(word)]
    bindings = of_columns([text, *given], path) if typed.command == "eval" else None
    line = ("eval", text, *given, *bindings, *more) if bindings else ("table", text, path, *rest)
    return None, typed.line(*line)


def of_loss(typed: Typed) -> Told | None:
    """The loss over a file's rows, where a line names one: --data data.csv --target y."""
    line = loss(typed.args) if LOSSES & {arg.partition("=")[0][2:] for arg in typed.args} else None
    return (None, typed.line(*line)) if line else None


def of_text(typed: Typed) -> Told | None:
    """The expression itself: --expr 'x^2'."""
    own = typed.value or next(iter(typed.after), "")
    return (None, typed.word(*([own] * bool(typed.value)))) if re.search(r"\W", own) else None


def of_names(typed: Typed) -> Told | None:
    """--wrt, where a variable is named."""
    return (None, typed.word("--wrt", typed.value)) if typed.value in typed.variables else None


def of_range(typed: Typed) -> Told | None:
    """The range itself."""
    numbers = [word for word in typed.after if re.fullmatch(NUMBER, word)]
    if len(numbers) > 1:  # --range 0 6 0.5
        size = counted(*numbers[:3]) if len(numbers) > 2 else 0
        own = Meant(typed.variables[0], numbers[0], numbers[1], size)
        kept = [word for word in typed.others if word not in numbers and word.partition("=")[0] != own.name]
        command = "table" if typed.command == "eval" else typed.command
        return None, typed.line(command, *kept[:1], str(own), *kept[1:])
    if ends := re.fullmatch(rf"\D{{0,6}}({NUMBER})\s*[:,]\s*({NUMBER})\D?", typed.value):
        x = typed.variables[0]
        kept = [word for word in typed.others if word.partition("=")[0] != x]
        return None, typed.line(typed.command, *kept[:1], f"{x}={ends[1]}:{ends[2]}", *kept[1:])
    return ("write the range itself: x=0:6", None) if typed.command in ("table", "plot") else None


def of_values(typed: Typed) -> Told:
    """The values themselves: --at x=3, --point x=1,y=2, --at 1,2."""
    at = typed.args.index(typed.words[0])
    value = typed.value or "".join(word for word in typed.args[at + 1 : at + 2] if is_binding(word))
    names, points = typed.variables, several(value)
    if not value:
        return f"write the values themselves: {names[0]}=2", None
    if not all(map(is_binding, points)):
        points = by_place(names, [value]) or [f"{names[0]}={value}"]
    attached = "=" in typed.words[0]
    return None, Edit(typed.words[:1] if attached else (typed.words[0], value), tuple(points))


def of_degrees(typed: Typed) -> Told:
    """The angle in degrees."""
    angles = set(re.findall(r"\w+", " ".join(re.findall(r"(?:sin|cos|tan|cot|sec|csc)\w*\(?([^()]*)", typed.text))))
    pairs = [(n, v) for n, v in typed.bindings.items() if re.fullmatch(NUMBER, v)]
    n, v = next((pair for pair in pairs if pair[0] in angles), (*pairs, (typed.variables[0], "30"))[0])
    line = [f"{n}={v}°" if word == f"{n}={v}" else word for word in typed.others]
    return f"write {n}={v}° for an angle in degrees", typed.line(typed.command, *line)


def of_deviations(typed: Typed) -> Told:
    """Each value with the deviation that --sigma a=0.1 b=0.2, or the one that --sigma 0.1, gives it."""
    at = typed.args.index(typed.words[0])
    before, behind = list(typed.args[:at]), list(typed.args[at + 1 :])
    given = typed.value if "=" in typed.words[0] else " ".join(takewhile(lambda word: not is_option(word), behind))
    away = dict(re.findall(r"(\w+)=([-+.\deE]+%?)", given))
    points = dict(word.split("=", 1) for word in filter(is_binding, before)) or typed.bindings
    one = typed.value if re.fullmatch(rf"{NUMBER}%?", typed.value) else ""
    if one and len(points) == 1:
        away = dict.fromkeys(points, one)
    made = {f"{n}={v}": f"{n}={certain(v)}+-{away[n]}" for n, v in points.items() if n in away and v != away[n]}
    if not made:
        n, v = next(iter(typed.bindings.items()), ("x", "2.0"))
        return f"write {n}={v}+-{one or '0.1'}, and see std dev", None
    deviations = {f"{n}={v}" for n, v in away.items()} | {typed.value}
    line = [made.get(word, word) for word in [*before, *(word for word in behind if word not in deviations)]]
    return f"write {' '.join(made.values())}", typed.line(typed.command, *line)


def of_argument(typed: Typed) -> Told | None:
    """NAME=VALUE, where a function that is called has an argument of the option's name, or takes --at 1,2."""
    call = next((after for word, after in pairwise(typed.args) if word == "--call"), "")
    names, name = functions_at(typed.text).get(call, []), typed.name[2:]
    if name in names and typed.value:
        return None, typed.word(f"{name}={typed.value}")
    values = placed(names, [typed.value]) if name in ("at", "point", "x0", "values", "params") and typed.value else None
    return (None, typed.word(*values)) if values else None


def of_arguments(typed: Typed) -> Told | None:
    """A script's own arguments, behind --."""
    if not typed.value:
        return None
    own = typed.after if len(typed.after) > 1 else typed.value.split()
    edit = of_script(typed.args[0], own, typed.asked)[1]
    words = typed.after if len(typed.after) > 1 else [typed.value]
    return None, edit._replace(words=(typed.words[0], *words), whole=True)


def of_language(typed: Typed) -> Told | None:
    """--to, where a language is written as an option."""
    language = OTHERWISE.get(typed.name[2:].lower(), typed.name[2:].lower())
    return (None, Edit(typed.words[:1], ("--to", language))) if language in LANGUAGES else None


def of_gradient(typed: Typed) -> Told | None:
    """--against, where a function of the script's is named."""
    functions = functions_at(typed.text)
    if not [word for word in typed.args if word.startswith("--call")] and len(functions.keys() & {*typed.after}) > 1:
        words = [word for word in typed.args if word not in (typed.words[0], typed.text)]  # --verify f grad_f 1 2
        return None, typed.line(*script_words.line_of([typed.text, *words], check=True))
    return (None, typed.word("--against", typed.value)) if typed.value in functions else None


def of_order(typed: Typed) -> Told | None:
    """--order, where a number follows."""
    fits = typed.value.isdigit() and "--order" in typed.known
    return (None, typed.word("--order", typed.value)) if fits else None


def of_expected(typed: Typed) -> Told | None:
    """A derivative that was derived by hand: of the one variable, or of the first."""
    own = [word for word in typed.after if word != typed.text] or ([typed.value] if typed.value else [])
    if "--expect" not in typed.known or not own or is_binding(typed.value):
        return None
    bound = [name for name in typed.bindings if re.search(rf"\b{name}\b", typed.text)]
    made = claims(own, bound or typed.variables)
    words = typed.words if typed.value and len(own) == 1 else (typed.words[0], *own)
    told = " ".join(f"--expect {n}='{clip(e)}'" for n, e in (word.split("=", 1) for word in made[1::2]))
    return f"write {told}", Edit(words, tuple(made))


def of_direction(typed: Typed) -> Told | None:
    """The derivative along a vector."""
    made = line_of([*typed.others, "along", typed.value])
    line = directed(made.text, made.points, made.along)
    return (None, typed.line(*line, *made.options)) if line else None


def of_verbs(typed: Typed) -> Told | None:
    """The line that a verb comes to, written as an option."""
    meaning = MEANINGS[typed.name[2:].lower()]
    counted_by = meaning.option and typed.value.isdigit()  # --taylor 3
    return of_verb((typed.command, *typed.args), meaning, typed.others) if typed.text and not counted_by else None


LOSSES = frozenset("target loss fit label labels y".split())
VERBS = frozenset(word for word, meaning in MEANINGS.items() if meaning.before or meaning.equation or meaning.point)
Form = Callable[[Typed], Told | None]
_EVERY = " ".join(COMMANDS)
# words, "" for any; commands of a form; the form, or the option that is meant, several with | between them, or advice
ROWS: tuple[tuple[str, str, Form | str], ...] = (
    ("var set subs sub param parameter with input let given bind", "eval plot trace compile", of_binding),
    ("data file input csv target loss fit label labels y", "eval table", of_loss),
    ("data file input csv points table read load", "eval table plot", of_file),
    ("", "table plot", lambda typed: in_options(typed.command, typed.args)),  # --from 0 --to 5
    ("from start xmin stop to", "eval", lambda t: in_options(t.command, t.args) if t.value[-1:].isdigit() else None),
    ("function func fn expr expression formula-of", "eval table plot", of_text),
    ("diff grad gradient derivative partial-by", "eval", of_names),
    ("range xlim interval domain xrange limits", _EVERY, of_range),
    ("at point value values x0 where", "eval", of_values),
    ("degree degrees deg angle", "eval", of_degrees),
    (" ".join(DEVIATIONS), "eval", of_deviations),
    ("args arg argv arguments", "run", of_arguments),
    ("", "run", of_argument),
    ("", "compile", of_language),
    ("grad gradient jacobian derivative check verify compare expect with", "run", of_gradient),
    ("derivative derivatives deriv", _EVERY, of_order),
    ("verify equals equal compare against is expected answer solution test", _EVERY, of_expected),
    ("direction along directional", "eval", of_direction),
    (" ".join(VERBS), "eval", of_verbs),
    ("precision prec dps significant decimals accuracy", "", "--digits"), ("latex tex", "", "--format latex"),
    ("csv", "", "--format csv"), ("tsv", "", "--format tsv"), ("markdown md", "", "--format markdown"),
    ("jsonl", "", "--format jsonl"), ("human", "", "--format human"), ("derivatives nth", "", "--order"),
    ("analytic expression closed-form", "", "--formula"), ("show-steps show-work", "", "--steps"),
    ("variable variables var vars respect-to", "", "--wrt"), ("out save file outfile", "", "--output"),
    ("silent no-warnings", "", "--quiet"), ("no-color no-colour", "", "--color never"), ("colour", "", "--color"),
    ("time time-limit max-time", "", "--timeout"), ("mem max-memory memory-limit", "", "--memory"),
    ("tolerance tol eps epsilon atol", "", "--rtol"), ("covariance", "", "--cov"),
    ("lang language target-language", "", "--to"), ("correlation rho", "", "--corr"), ("of-name loss", "", "--of"),
    ("target", "", "--to|--of"), ("func function fn callable", "", "--call"), ("tangent tangents", "", "--at"),
    ("type as out-format output-format", "", "--format"),
    ("mode method reverse backward fd numeric", "", "leave it out: derivatives are exact, by reverse mode"),
    ("h delta stepsize", "", "leave it out: there is no step"),
    ("complex", "", "leave it out: an imaginary number is complex(0,1)"),
    ("title xlabel ylabel legend grid log logx logy logscale xscale yscale dpi figsize style theme", "",
     "leave it out: a picture has none"),
    ("delimiter delim sep separator header no-header encoding", "",
     "leave it out: a file's own is found by itself"),
    ("where filter query select", "", "leave it out, and rows that are not wanted out of the file"),
)  # fmt: skip
FORMS = [(frozenset(words.split()), commands, form) for words, commands, form in ROWS if not isinstance(form, str)]
OPTIONS = {word: meaning.written for word, meaning in MEANINGS.items() if meaning.written.strip()}
OPTIONS |= {word: told for words, _, told in ROWS if isinstance(told, str) for word in words.split()}
