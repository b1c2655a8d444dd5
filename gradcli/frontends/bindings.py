"""NAME=VALUE: what a variable is given. A value is read by the grammar of expressions, without variables.

x=2   x=pi/4   x=-inf   x=1,2,3   A=[[1,2],[3,4]]   X=@data.csv   x=-3:3   x=-3:3:200
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import partial

from ..errors import GradcliError, SyntaxFault, clip, quote
from .expression.parser import Signature, parse
from .expression.tokens import WORDS, tokens
from .values import Apply, Binding, File, constant, fault, rectangular, value_of

_RESERVED = frozenset({"True", "False", "None"})
# Patterns are compiled where a text may match them: that takes longer than reading a number.
_FILES = (".csv", ".tsv", ".json", ".npy")
_COLON = r"\s*([^\W\d]\w*)\s*:=?\s*([^=]+)"
_ANOTHER = r"[\s,;]\s*([^\W\d]\w*\s*=(?!=))"
_RANGE = "a range is not a point"
_UNCERTAIN = ("+-", "+/-", "±")


def read_bindings(
    texts: Iterable[str], functions: Mapping[str, Signature], uncertain: bool = False
) -> dict[str, Binding]:
    """The bindings of a command line, by name.

    Raises GradcliError as `read_binding` does, and for a name, or the standard input, given twice.
    """
    found: dict[str, Binding] = {}
    inputs, texts = 0, units_joined(texts)
    for text, following, rest in zip(texts, [*texts[1:], "="], [*texts[2:], "", ""]):
        if text in ("at", "where", "with", "for", "and") and "=" in following:
            raise fault(text, (0, len(text)), f"{quote(text)} is not a binding", "leave it out")
        count = re.match(r"(?:to|until|bis|\.\.+)\s*(-?[0-9.]+)?\Z", text) if found and text[:1] in "tub." else None
        if count:  # x=0 to 1
            last = list(found.values())[-1]
            high = count[1] or clip(following.removeprefix("="))
            hint = f"write gradcli table EXPR {clip(last.name)}={clip(last.source)}:{high}, or leave out {text} {high}"
            raise fault(text, (0, len(text)), "a range is not a point", hint)
        if text.isidentifier() and following[:1] == "=" and (rest or following != "="):  # x = 2
            value = following[1:] or rest
            message = f"{quote(text)} is not a binding"
            raise fault(text, (0, len(text)), message, f"write {clip(text)}={clip(value)} without blanks")
        if text[:1] == "-" and text[1:].isalpha() and len(text) == 2 and "=" not in following:  # -x 2
            hint = f"to give a value to a variable write {text[1]}=VALUE"
            raise fault(text, (0, 2), f"no such option {quote(text)}", hint)
        if text.isidentifier() and "=" not in following:  # x 2
            message = f"{quote(text)} is not a binding"
            raise fault(text, (0, len(text)), message, f"write {clip(text)}={clip(following)}")
        try:
            binding = read_binding(text, functions, uncertain=uncertain)
        except GradcliError as error:
            from .two_readings import together

            if (error.hint or "").startswith("write ") and (all_of_them := together(texts)):
                error.hint = all_of_them
            raise
        name, before = binding.name, found.get(binding.name)
        if before is not None:
            values = f"{clip(before.source, 30)} and {clip(binding.source, 30)}"
            raise fault(text, (0, len(text)), f"{clip(name)} is given twice ({values})", "leave one out")
        inputs += binding.value == File("-")
        if inputs > 1:
            hint = "put one of them in a file"
            raise fault(text, (0, len(text)), "the standard input can be read only once", hint)
        found[name] = binding
    return found


def read_binding(
    text: str, functions: Mapping[str, Signature], apply: Apply | None = None, uncertain: bool = False
) -> Binding:
    """Read one NAME=VALUE.

    apply: what calls in the value mean; without it, arithmetic and the elementary functions on floats.
    uncertain: whether a deviation (2+-0.1) is propagated; an error where it would be lost.
    Raises GradcliError for a name that is none, a value that is no number, and rows of different lengths.
    """
    equals = min((at for at in (text.find("="), text.find("＝")) if at >= 0), default=-1)
    if ":" in text and (found := re.fullmatch(_COLON, text)):
        hint = f"write {clip(found[1])}={clip(found[2])}"
        raise fault(text, (0, len(text)), f"{quote(text)} is not a binding", hint)
    if equals < 0:
        if re.fullmatch("-[A-Za-z]", text):
            raise fault(text, (0, 2), f"no such option {quote(text)}", "--help lists the options")
        if text.isidentifier():
            hint = f"write {clip(text)}=VALUE"
        elif found := re.fullmatch(r"\s*([^\W\d]\w*)\s*(?:->|→|↦|≈|≃|~|:)\s*([^=]+)", text):  # x -> 3
            hint = f"write {clip(found[1])}={clip(found[2])}"
        elif text.endswith(_FILES) and text[0] != "@":
            hint = f"for every row write gradcli table EXPR {clip(text)}; for a column x=@{clip(text)}:x"
        elif re.match(r"(value|grad|jacobian|hessian|partials|derivatives)\.", text):
            hint = f"write --get {clip(text)}"
        elif re.fullmatch(r"[-+\w.,@]+", text):
            hint = f"write NAME={clip(text)}, such as x={clip(text)}"
        else:
            hint = "write NAME=VALUE"
        raise fault(text, (0, len(text)), f"{quote(text)} is not a binding", hint)
    name = read_name(text, equals)
    start = equals + 1 + len(text[equals + 1 :]) - len(text[equals + 1 :].lstrip())
    source = text[start:].rstrip()
    if not source:
        raise fault(text, (equals, equals + 1), f"{clip(name)} has no value", f"write {clip(name)}=1")
    if source[0] in "=≈~≃":
        hint = f"write {clip(name)}={clip(source.lstrip('=≈~≃ ')) or 1}"
        raise fault(text, (start, start + 1), f"{clip(name)} is given by one '='", hint)
    if source[0] == "@":
        if len(source) == 1:
            raise fault(text, (start, start + 1), f"{clip(name)}: '@' names no file", f"write {clip(name)}=@data.csv")
        return Binding(name, text, File(source[1:]), source)
    if source.endswith(_FILES) and not set(source) & set("=@\"'"):
        message, hint = f"{clip(name)}: {quote(source)} is not a number", f"write {clip(name)}=@{clip(source)}"
        raise fault(text, (start, start + len(source)), message, hint)
    if "=" in source and (again := re.match(_ANOTHER, f" {source}")):  # x=y=2
        hint = f"write them apart: {clip(name)}=1 {clip(source)}"
        raise fault(text, (start, start + len(again[1])), "one argument holds several bindings", hint)
    if "=" in source and (another := re.compile(_ANOTHER).search(text, start)):
        span = (another.start(1), another.end(1))
        apart = " ".join(re.sub(r"[\s,;]+(?=[^\W\d]\w*\s*=)", "\n", text).split())
        raise fault(text, span, "one argument holds several bindings", f"write them apart: {clip(apart)}")
    if source[-1] == "," and source.count(",") == 1:  # x=1, y=2
        end = start + len(source)
        hint = f"leave it out, or write {clip(name)}=[{clip(source[:-1])}] for an array"
        raise fault(text, (end - 1, end), f"{clip(name)}: nothing follows ','", hint)
    marked = any(mark in source for mark in _UNCERTAIN)
    if marked or set(source) & set("( /^") or source.count("-") > 1:
        from . import deviations, two_readings, units

        if marked and "(" in source and "%" not in source and (plain := units.plain(source)):
            hint = f"write {clip(name)}={plain.number}{plain.remark}"
            raise fault(text, (start, len(text)), f"{clip(name)}: brackets about an uncertain value", hint)
        two_readings.refuse(name, text, start)
        if marked and not uncertain:
            raise deviations.refuse(name, text, start)
    try:
        if marked:
            return deviations.uncertain(name, text, start, partial(read_binding, functions=functions, apply=apply))
        if ":" in source and any(token.value == ":" for token in tokens(text, start)):
            hint = f"write {clip(name)}=1 for one point, or gradcli table EXPR {clip(text)}"
            raise GradcliError(_RANGE, code="binding", text=text, span=(0, len(text)), hint=hint)
        expression = constant(text, start, functions)
        value = value_of(expression, apply)
        rectangular(value)
    except GradcliError as error:
        if not error.message.startswith(f"{clip(name)}: "):
            error.at(text, (start, start + len(source))).about(clip(name)).text = text
        if _RANGE not in error.message:
            error.hint = pasted(name, source, functions) or error.hint
        raise
    warnings = tuple(note._replace(message=f"{clip(name)}: {note.message}") for note in expression.warnings)
    return Binding(name, text, value, source, expression, warnings)


def pasted(name: str, source: str, functions: Mapping[str, Signature]) -> str | None:
    """What to write for a value in another notation: 5 mV, 3.5x10^-3, 45°30', [1 2;3 4]."""
    from .expression.translation.rewriting import offered
    from .units import plain

    if found := plain(source):
        return f"write {clip(name)}={found.number}{found.remark}"
    if source.endswith(".."):
        return f"write {clip(name)}={clip(source.rstrip('.'))}"
    if power := re.fullmatch(r"([-+]?[0-9.]+)\s+10(?:\^|\*\*)\(?([-+]?[0-9]+)\)?", source):  # 3 10^5
        return f"write {clip(name)}={power[1]}e{power[2]}"
    if ".." in source:
        return f"a range is written {clip(name)}={clip(re.sub('[.]{2,3}', ':', source))}"
    if any(mark in source for mark in _UNCERTAIN):
        return None
    if made := re.fullmatch(
        r"(?:\w+\.)?(?:array|asarray|tensor|constant|Variable)\(\s*([\[(].*[\])])(?:,\s*\w+\s*=.*)?\)", source
    ):
        return f"write {clip(name)}={clip(made[1].replace('(', '[').replace(')', ']').replace(' ', ''))}"
    nothing = {"_"}  # of which no value is made
    line = offered(source, functions, nothing, lambda text, letters=(): parse(text, functions, letters, commas=True))
    return line.replace("write ", f"write {clip(name)}=", 1) if line and line.startswith("write ") else None


def units_joined(texts: Iterable[str]) -> list[str]:
    """The words, where blanks stand in a value that is one: x=25 °C, x=4.5 +- 0.1."""
    found: list[str] = []
    for text in texts:
        before = found[-1].partition("=")[2] if found and "=" not in text else ""
        joined = before and (text in _UNCERTAIN or before.endswith(_UNCERTAIN))
        if not joined and (text[:1].isalpha() or text[:1] == "°") and before[-1:] in tuple("0123456789)"):
            from .units import is_unit

            joined = is_unit(text)
        if joined:
            found[-1] += f" {text}"
        else:
            found.append(text)
    return found


def read_name(text: str, stop: int) -> str:
    """The one name that stands before `stop`. Raises GradcliError if there is none, or something else."""
    if not text[:stop].strip():
        raise fault(text, (0, max(stop, 1)), f"{quote(text)} has no variable name", "write NAME=VALUE")
    try:
        found = list(tokens(text, 0, stop))
    except SyntaxFault as error:
        if error.code == "character":
            raise
        found = []
    name = found[0].value if found else ""
    if len(found) == 2 and found[0].kind == "name" and name not in _RESERVED:
        return name
    hint = "a name is a letter, then letters, digits or _"
    if related := re.fullmatch(r"(corr|cov|rho|ρ)\(\s*(\w+)\s*,\s*(\w+)\s*\)", text[:stop].strip()):
        hint = f"write --{'cov' if related[1] == 'cov' else 'corr'} {related[2]},{related[3]}={clip(text[stop + 1 :])}"
    elif named := re.fullmatch(r"\s*\\([A-Za-z]+)|\$(\w+)\$?|([^\W\d]\w*)_\{(\w+)\}", text[:stop].strip()):
        hint = f"write {named[1] or named[2] or f'{named[3]}_{named[4]}'}{clip(text[stop:])}"
    elif name in WORDS | _RESERVED:
        hint = f"'{name}' has a meaning of its own"
    raise fault(text, (0, stop), f"{quote(text[:stop].strip())} is not a variable name", hint)
