"""Options that are none here: what others call an option, or what is no option, told with the typist's own words."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from ..errors import Edit, GradcliError, clip, likely, misspelt, quote
from ..frontends.expression.foreign_notation import NOT_HERE
from .lines import DERIVED
from .meanings import MEANINGS
from .option_forms import FORMS, OPTIONS, Typed
from .script_words import of_script
from .unknown_commands import Told
from .written import EXAMPLES, OTHERWISE, is_binding, is_option, is_plain

_OF = {  # options of one command alone
    "compile": "to name", "trace": "graph html forward all", "plot": "at", "table": "map dask decimal",
    "run": "call against of", "eval": "cov corr steps expect rtol prove memory",
}  # fmt: skip
COMMAND = {f"--{word}": command for command, words in _OF.items() for word in words.split()}


def unknown(command: str, args: Sequence[str], at: int, known: Mapping[str, str | None], advice: str) -> GradcliError:
    """The error for an option that does not exist: what it means elsewhere, else what it may be a slip of.

    advice: the hint where neither is known.
    """
    arg, following = args[at], "".join(args[at + 1 : at + 2])
    name, attached, value = arg.partition("=")
    plain = [word for word in args if is_plain(word)]
    flag = name in DERIVED and re.search(r"[^\w.,=]", following) is not None  # --grad 'x^2'
    if not attached and (flag or is_option(following) or following == "--" or plain == [following]):  # the expression
        following = ""
    value = value if attached else following
    lower = name.lower()[2:]
    whole = not attached and is_binding(following) and command == "plot" and lower in ("tangent", "tangents")
    value = following.partition("=")[2] if whole else value
    own = (arg,) if attached or not following or is_binding(following) and not whole else (arg, following)
    typed = Typed(command, args, name, value, own, known)
    hint, edit = meant(typed, lower) or (None, None)
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
    hint = hint or (None if edit else NOT_HERE.get(lower) or advice or None)
    return GradcliError(f"no such option {quote(name)}", code="unknown-option", text=arg, hint=hint, edit=edit)


def meant(typed: Typed, name: str) -> Told | None:
    """What to write for an option by its meaning; None where it has none."""
    for words, commands, form in FORMS:
        if (not words or name in words) and typed.command in commands.split() and (found := form(typed)):
            return found
    return of_another(typed, name) or of_option(typed, name)


def of_another(typed: Typed, name: str) -> Told | None:
    """The line of another command, whose option it is, or of which it is a verb."""
    own = COMMAND.get(f"--{name}")
    if own == "run" != typed.command and not typed.text.endswith(".py"):
        value = clip(typed.value or EXAMPLES[f"--{name}"])
        return f"it is of scripts: write gradcli run FILE.py --{name} {value}", typed.word()
    if own not in (None, "run") and typed.text.endswith(".py"):
        return f"only gradcli {own} has it, of an expression: leave it out", typed.word()
    told = stands_for(name, typed.known)
    if own and (told.split() or [""])[0] not in typed.known and typed.text:
        example = EXAMPLES.get(f"--{name}", "") if not typed.value else ""
        return None, typed.line(own, *typed.args, *([example] if example else []))
    return None


def stands_for(name: str, known: Collection[str]) -> str:
    """What an option comes to by the table: of several options the first that a command has; nothing of another."""
    several = OPTIONS.get(name, "").split("|")
    return next((one for one in several if one in known), several[-1])


def of_option(typed: Typed, name: str) -> Told | None:
    """The option, or the words, that stand for it by the table of meanings; a long name's slip is one, too."""
    told, known = stands_for(name, typed.known), typed.known
    slip = not told and len(name) > 2 and not likely(f"--{name}", known, "--")
    told = told or (slip and stands_for(misspelt(name, OPTIONS) or "", known)) or ""
    option, value = told.split()[0] if told[:2] == "--" else "", typed.value
    if option not in known and COMMAND.get(option) == "run" != typed.command and not typed.text.endswith(".py"):
        return of_another(typed, option[2:])
    if option not in known and option in COMMAND and typed.text and told in EXAMPLES:
        return None, typed.line(COMMAND[option], *typed.others, option, value or EXAMPLES[option])
    if option and option not in known or not told:
        return None
    if not option:
        if told.startswith("gradcli ") and typed.text:
            return None, typed.line(*told.split()[1:2], *typed.others, *told.split()[2:])
        return (told, typed.word()) if told[:5] == "leave" else (f"write {told}", None)
    if told not in EXAMPLES:
        return None, Edit(typed.words[:1], tuple(told.split()))
    value = OTHERWISE.get(value.lower(), value) if told == "--to" else value or EXAMPLES[told]
    if told in ("--corr", "--cov") and "=" not in value and typed.command == "eval" and len(own := typed.after) > 1:
        typed = typed._replace(words=(typed.words[0], *own))  # --correlation V I 0.4
        value = " ".join(own)
    about = MEANINGS[name].behind if name in MEANINGS and name not in known else ""
    remark = about if told == "--order" and "{" not in about else ""
    return (None, Edit(typed.words, (told, value), remark)) if value else (f"write {told}", None)
