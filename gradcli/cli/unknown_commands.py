"""Commands that are none here: what others call a command, or do besides, told with the typist's own words."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence

from ..errors import Edit, GradcliError, likely, quote
from ..frontends.expression.foreign_notation import CONSTANTS, LEIBNIZ, NOT_HERE
from ..frontends.expression.tokens import NAME, at_commas
from ..frontends.expression.translation.requests import APART, VALUE, read
from ..frontends.table.meant import in_words
from . import script_words
from .expecting import claims, equation
from .lines import EXAMPLE, free, line_of, loss
from .meanings import MEANINGS, Meaning
from .written import COMMANDS, LANGUAGES, OTHERWISE, is_binding, is_data, is_option, is_plain, shown

DEVIATIONS = frozenset("std sigma uncertainty error deviation err errors sd".split())
FITS = frozenset("loss mse rmse mae fit curve_fit regress regression lsq leastsq polyfit".split())
Told = tuple[str | None, Edit | None]  # a hint, and what it comes to in the line


def unknown(name: str, rest: Sequence[str]) -> GradcliError:
    """The error for a command that does not exist."""
    what = "no such option" if is_option(name) else "no such command"
    hint, edit = of_command(name, rest)
    edit = edit._replace(words=(name, *rest)) if edit and edit.whole else edit
    return GradcliError(f"{what} {quote(name)}", code="unknown-command", hint=hint, edit=edit)


def of_command(name: str, rest: Sequence[str]) -> Told:
    """What to write for it."""
    lower = name.lower()
    rest = [part for n, word in enumerate(rest) for part in of_file(word)[n > 0 :] if part]

    def line(*words: str) -> Edit:
        return Edit((name, *rest), words, whole=True)

    if lower in FITS:
        words = loss([lower, *rest])
        told = "nothing is fitted or minimised here; gradcli run FILE --call loss differentiates a loss of yours"
        told = f"nothing is fitted here; for a loss and its gradient write {shown(words)}" if words else told
        return told, line(*words) if words else None
    meaning = MEANINGS.get(lower)
    if lower[:2] == "--" and (language := OTHERWISE.get(lower[2:], lower[2:])) in LANGUAGES and rest:
        return None, line("compile", *rest, "--to", language)
    verb = meaning is not None and not meaning.line[:1].isalpha() and meaning.line != "--version"
    if rest and rest[0].endswith(".py") and os.path.isfile(rest[0]) and (verb or not meaning or lower == "train"):
        more = meaning.line.split() if meaning and verb and meaning.line != "--check" else []
        checked = meaning is not None and meaning.line == "--check"
        return None, line(*script_words.line_of(rest, checked), *more)
    bound = [word.partition("=")[0] for word in rest if is_binding(word)]
    equal = re.fullmatch(r"is\s+(?:the\s+)?derivative\s+of\s+(.+?)\s+(?:equal\s+to|equals|=)\s*(.+?)\s*\??", name)
    if equal and (by_hand := equation(f"({equal[1]})' = {equal[2]}", bound)):
        return None, line("eval", *by_hand.instead, *rest)
    for text in (name, " ".join([name, *(word for word in rest[:1] if not is_binding(word))])):  # d/dx x^2 = 2x
        claim = re.search(r"[d∂]\s*/\s*[d∂]\s*\w+[^=]*=.*", text)
        if claim and (by_hand := equation(claim[0], bound)):
            return None, line("eval", *by_hand.instead, *rest[text != name :])
    if meaning and verb:
        return of_verb((name, *rest), meaning, rest)
    if meaning and rest and meaning.line == "compile":
        if any(map(is_option, rest)):
            return None, line("compile", *rest)
        words = [word for word in rest[1:] if word.lower() in (*LANGUAGES, *OTHERWISE)]
        language = (*words, "c")[0].lower()
        kept = [word for word in rest if word not in words]
        return None, line("compile", *kept, "--to", OTHERWISE.get(language, language))
    if meaning and rest and meaning.line in ("table", "plot", "trace", "run", "trace --graph graph.svg"):
        own, *more = meaning.line.split()
        return None, line(own, *rest, *more)._replace(remark=meaning.behind)
    if meaning:
        return f"write gradcli {meaning.line}", None
    known, mark = (("--version", "--help", "--json-schema"), "--") if name[:2] == "--" else ((*COMMANDS, "help"), "")
    if near := likely(name, known, mark):
        return f"did you mean '{near}'?", line(near, *rest)
    if name.endswith(".py"):
        return None, line("run", name, *rest)._replace(before="to run a script ")
    if (is_option(name) or is_binding(name)) and (
        at := next((n for n, w in enumerate(rest) if w in COMMANDS), -1)
    ) >= 0:
        return None, line(*rest[at:], name, *rest[:at])._replace(before="options come after the command: ")
    if is_data(name):
        text = next((word for word in rest if is_plain(word)), "EXPR")
        return None, line("table", text, name, *(word for word in rest if word != text))
    if asked := read(APART.join((name, *(word for word in rest if not is_binding(word)))), MEANINGS).quantity:
        return of_verb((name, *rest), MEANINGS[asked], (name, *rest))
    if lower in NOT_HERE:
        return NOT_HERE[lower], None
    words = ["eval", EXAMPLE, "x=3"]
    if (re.search(r"\W", name) or name in CONSTANTS or name.isdigit()) and name[0] != "-":
        words = of_expression(name, rest)
    elif rest and rest[0][:1] != "-" and (len(rest) > 1 or re.search(r"[^\w.]", rest[0])):
        words = ["eval", *rest]
    return None, line(*words)._replace(before="to evaluate an expression ")


def of_file(word: str) -> list[str]:
    """FILE.py and f, of FILE.py:f; any other word alone, twice."""
    found = re.fullmatch(r"(.+\.py)::?(\w+)", word)
    return [found[1], found[2]] if found and os.path.isfile(found[1]) else ["", word]


def of_expression(name: str, rest: Sequence[str]) -> list[str]:
    """The line of eval for an expression without a command before it; ranges and what is not read stay as they are."""
    if by_hand := equation(name, [word.partition("=")[0] for word in rest if is_binding(word)]):
        return ["eval", *by_hand.instead, *rest]
    if {word[2:] for word in rest if is_option(word)} & DEVIATIONS:  # whose values follow
        return ["eval", name, *rest]
    said = " ".join(word for word in rest if not is_option(word))
    if re.search(r"\b(?:to|step|until)\b", said) and (ends := in_words(said)):  # 0 to 3 step 0.5
        rest = [f"{ends._replace(name=ends.name or (*free(name), 'x')[0])}", *filter(is_option, rest)]
        return ["table", name, *rest]
    *constants, text = at_commas(name.replace(";", ","))
    if constants and all(re.fullmatch(rf"\s*{NAME}\s*={VALUE}\s*", one) for one in constants):  # x=3; x^2
        name, rest = text.strip(), [*(one.replace(" ", "") for one in constants), *rest]
    implicit = name.count("=") == 1 and not re.match(rf"\s*(?:{NAME}(?:\([^()]*\)|['′’]+)?|{LEIBNIZ})\s*=", name)
    made = line_of((name, *rest), implicit)
    ranged = any(re.match(r"\w+=[^:@]*(?::|\.\.)", word) for word in rest)
    unread = made.text == EXAMPLE and EXAMPLE not in name.replace(" ", "").replace("**", "^")
    return ["eval", name, *rest] if ranged or made.numbers or made.others or unread else made.of()


def of_verb(words: Sequence[str], meaning: Meaning, rest: Sequence[str]) -> Told:
    """The line that a verb comes to: d, diff, solve, tangent, of the expression and the values that stand with it."""
    for word in rest if not meaning.equation else ():  # verify 'd/dx x^2 = 2x'
        if by_hand := equation(word, [one.partition("=")[0] for one in rest if is_binding(one)]):
            kept = [one for one in rest if one != word]
            return None, Edit(tuple(words), ("eval", *by_hand.instead, *kept), whole=True)
    made = line_of([word for word in rest if not is_data(word)], meaning.equation, meaning.point)
    if files := list(filter(is_data, rest)):
        if made.others or not re.search(r"\W", made.text):
            return f"derivatives are of formulas: write {shown(['table', 'FORMULA', *files])}", None
        return None, Edit(tuple(words), ("table", made.text, *files, *made.points, *made.options), "", whole=True)
    if made.strange:
        bare = ["--formula"] * (not made.points and bool(made.names))
        return f"{quote(made.strange)} is not understood; without it write {shown(made.of(*bare))}", None
    if meaning.line in ("table", "plot") and made.ends:
        if made.text[:1] == "[":  # one at a time
            items = [one for one in at_commas(made.text[1:-1]) if not one.strip().isidentifier()]
            made = made._replace(text=(items or [made.text])[0].strip())
        return None, Edit(tuple(words), tuple(made.of(command=meaning.line)), whole=True)
    if made.others and not meaning.line:  # jacobian x*y x+y
        made = made._replace(text=f"[{', '.join((made.text, *made.others))}]", others=[])
    points, names, options = made.points, made.names, meaning.line.split()
    options = [] if options[:1] and options[0] in {one.partition("=")[0] for one in made.options} else options
    derived = made.others + [point for point in points if re.search(r"=.*[^\W\d]", point) and "@" not in point]
    if options == ["--check"] and derived and names:  # verify 'x^2' '2*x', verify 'x^2' x='2*x'
        points = [point for point in points if point not in derived]
        bound = [n for n in (point.partition("=")[0] for point in points) if n in names] or names
        options = claims(derived, bound)
        made = made._replace(points=points)
    if not (points or options or made.options or meaning.point) and names:
        options = ["--formula"]
    if options[:1] == ["--order"]:  # taylor F x=0 n=3
        degrees = [one for one in points if re.fullmatch(r"(?:n|N|order|degree)=\d", one) and one[0] not in names]
        points[:] = [one for one in points if one not in degrees]
        options = ["--order", degrees[0][-1]] if degrees else options
    x, y = (*names, "x", "y")[:2] if len(names) != 1 else (names[0], "y")
    at = next((word.partition("=")[2] for word in points if word.startswith(f"{x}=")), "2")
    plain = meaning.equation and not meaning.point and not any("=" in word and not is_binding(word) for word in rest)
    uncertain = "with x=2+-0.1" in meaning.behind and any(re.search("[+]/?-|±", word) for word in points)
    told = "" if plain or uncertain else meaning.behind.format(x=x, y=y, at=at)
    return None, Edit(tuple(words), tuple(made.of(*options)), told, whole=True, before=meaning.before)
