"""NAME=VALUE: what a variable is given. A value is read by the grammar of expressions, without variables.

x=2   x=pi/4   x=-inf   x=1,2,3   A=[[1,2],[3,4]]   X=@data.csv   x=-3:3   x=-3:3:200
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import partial
from itertools import takewhile

from ..errors import Edit, GradcliError, SyntaxFault, clip, quote
from .expression.parser import Signature, parse
from .expression.tokens import WORDS, tokens
from .values import Binding, File, constant, fault, misread, rectangular, value_of

_RESERVED = frozenset({"True", "False", "None"})
# Patterns are compiled where a text may match them: that takes longer than reading a number.
_COLON = r"\s*([^\W\d]\w*)\s*:=?\s*([^=]+)"
_ANOTHER = r"[\s,;]\s*([^\W\d]\w*\s*=(?!=))"
_RANGE = "a range is not a point"
_ENGLISH = frozenset("-> → := at in to is by from along direction with where for and of".split())  # no names
_NUMERAL = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
LONG = 400  # characters of a value that is looked at for another notation
_ARRAYS = "array|asarray|tensor|constant|Variable"
_UNCERTAIN = ("+-", "+/-", "±")


def read_bindings(
    texts: Iterable[str], functions: Mapping[str, Signature], uncertain: bool = False
) -> dict[str, Binding]:
    """The bindings of a command line, by name.

    Raises GradcliError as `read_binding` does, and for a name, or the standard input, given twice.
    """
    found: dict[str, Binding] = {}
    inputs, texts = 0, units_joined(texts)
    behind = zip(["", *texts], texts, [*texts[1:], "="], [*texts[2:], "", ""])
    for at, (before, text, following, rest) in enumerate(behind):
        said, whole = f"{quote(text)} is not a binding", (0, len(text))
        if text in ("at", "where", "with", "for", "and") and "=" in following:
            raise misread(text, whole, said)
        count = re.match(r"(?:to|until|bis|\.\.+)\s*(-?[0-9.]+)?\Z", text) if found and text[:1] in "tub." else None
        if count:  # x=0 to 1
            last = list(found.values())[-1]
            high = count[1] or clip(following.removeprefix("="))
            hint = f"write gradcli table EXPR {clip(last.name)}={clip(last.source)}:{high}, or leave out {text} {high}"
            raise fault(text, whole, _RANGE, hint)
        if text[-1:] == ":" and text[:-1].isidentifier() and re.fullmatch(_NUMERAL, following):  # x: 1.5
            raise fault(text, whole, said, edit=Edit((text, following), (f"{text[:-1]}={following}",)))
        more = list(takewhile(partial(re.fullmatch, _NUMERAL), texts[at:])) if before and "=" not in text else []
        if more and re.fullmatch(rf"\w+={_NUMERAL}", before):  # x=1 2 3
            if any(one[0] in "+-" for one in more):
                listed = ",".join([before, *more])
                raise fault(text, whole, said, f"write {listed} for an array, {before}{text} without a blank for a sum")
            raise fault(text, whole, said, edit=Edit((before, *more), (",".join([before, *more]),)))
        if text.isidentifier() and following[:1] == "=" and (rest or following != "="):  # x = 2
            words = (text, following) if following[1:] else (text, following, rest)
            value = Edit(words, (f"{text}={following[1:] or rest}",), " without blanks")
            raise fault(text, whole, said, edit=value)
        if text[-1:] == "=" and text[:-1].isidentifier() and re.fullmatch(_NUMERAL, following):  # x= 2
            raise fault(text, whole, said, edit=Edit((text, following), (text + following,), " without blanks"))
        if text[:1] == "-" and text[1:].isalpha() and len(text) == 2 and "=" not in following:  # -x 2
            value = Edit((text, following), (f"{text[1]}={following}",), f" for a value of {text[1]}")
            raise fault(text, whole, f"no such option {quote(text)}", edit=value)
        alone = text.isidentifier() and "=" not in following and not following.isidentifier()
        if alone and not {text, following} & _ENGLISH:  # x 2
            value = Edit((text, following), (f"{text}={following or 1}",))
            raise fault(text, whole, said, edit=value)
        try:
            binding = read_binding(text, functions, uncertain=uncertain)
        except GradcliError as error:
            from .two_readings import together

            error.hint = (together(texts, text, uncertain) if len(text) < LONG else None) or error.hint
            raise
        name, first = binding.name, found.get(binding.name)
        if first is not None:
            values = f"{clip(first.source, 30)} and {clip(binding.source, 30)}"
            raise fault(text, whole, f"{clip(name)} is given twice ({values})", "leave one out")
        inputs += binding.value == File("-")
        if inputs > 1:
            hint = "put one of them in a file"
            raise fault(text, whole, "the standard input can be read only once", hint)
        found[name] = binding
    return found


def read_binding(text: str, functions: Mapping[str, Signature], uncertain: bool = False) -> Binding:
    """Read one NAME=VALUE.

    uncertain: whether a deviation (2+-0.1) is propagated; an error where it would be lost.
    Raises GradcliError for a name that is none, a value that is no number, and rows of different lengths.
    """
    equals = min((at for at in (text.find("="), text.find("＝")) if at >= 0), default=-1)
    if ":" in text and (found := re.fullmatch(_COLON, text)):
        raise misread(text, (0, len(text)), f"{quote(text)} is not a binding", f"{found[1]}={found[2]}")
    if equals < 0:
        hint, told = None, f"{quote(text)} is not a binding"
        if re.fullmatch("-[A-Za-z]", text):
            raise fault(text, (0, 2), f"no such option {quote(text)}", "--help lists the options")
        if text.isidentifier():
            raise misread(text, (0, len(text)), told, f"{text}=1")
        if found := re.fullmatch(r"\s*([^\W\d]\w*)\s*(?:->|→|↦|≈|≃|~|:)\s*([^=]+)", text):  # x -> 3
            raise misread(text, (0, len(text)), told, f"{found[1]}={found[2]}")
        if text[:1] != "@" and _is_file(text):
            hint = f"for every row write gradcli table EXPR {clip(text)}; for a column x=@{clip(text)}:x"
        elif re.match(r"(value|grad|jacobian|hessian|partials|derivatives)\.", text):
            raise misread(text, (0, len(text)), told, "--get", text)
        elif re.fullmatch(r"[-+\w.,@]+", text):
            hint = f"write NAME={clip(text)}, such as x={clip(text)}"
        else:
            hint = "write NAME=VALUE"
        raise fault(text, (0, len(text)), told, hint)
    name = read_name(text, equals)
    start = equals + 1 + len(text[equals + 1 :]) - len(text[equals + 1 :].lstrip())
    source = text[start:].rstrip()
    if not source:
        raise misread(text, (equals, equals + 1), f"{clip(name)} has no value", f"{name}=1")
    if source[0] in "=≈~≃":
        instead = f"{name}={source.lstrip('=≈~≃ ') or 1}"
        raise misread(text, (start, start + 1), f"{clip(name)} is given by one '='", instead)
    if source[0] == "@":
        if len(source) == 1:
            raise fault(text, (start, start + 1), f"{clip(name)}: '@' names no file", f"write {clip(name)}=@data.csv")
        return Binding(name, text, File(source[1:]), source)
    if _is_file(source.partition(":")[0]) and not set(source) & set("=@\"'"):
        message = f"{clip(name)}: {quote(source)} is not a number"
        raise misread(text, (start, start + len(source)), message, f"{name}=@{source}")
    if "=" in source and (again := re.match(_ANOTHER, f" {source}")):  # x=y=2
        last = source.rpartition("=")[2].strip()
        apart = [f"{one.strip()}={last}" for one in text.split("=")[:-1]]
        raise misread(text, (start, start + len(again[1])), "one argument holds several bindings", *apart)
    if "=" in source and (another := re.compile(_ANOTHER).search(text, start)):
        span = (another.start(1), another.end(1))
        apart = re.sub(r"[\s,;]+(?=[^\W\d]\w*\s*=)", "\n", text).split()
        hint, edit = f"write them apart: {' '.join(map(clip, apart))}", Edit((text,), tuple(apart))
        raise fault(text, span, "one argument holds several bindings", hint, edit)
    if source[-1] == "," and source.count(",") == 1:  # x=1, y=2
        end = start + len(source)
        hint = f"leave it out, or write {clip(name)}=[{clip(source[:-1])}] for an array"
        edit = Edit((text,), (text.rstrip().removesuffix(","),))
        raise fault(text, (end - 1, end), f"{clip(name)}: nothing follows ','", hint, edit)
    short = len(source) < LONG
    if short and "-+" in source and (turned := re.fullmatch(rf"({_NUMERAL})\s*-\+\s*({_NUMERAL}%?)", source)):
        message, instead = f"{clip(name)}: '-+' is no deviation", f"{name}={turned[1]}+-{turned[2]}"
        raise misread(text, (start, len(text)), message, instead)
    marked = any(mark in source for mark in _UNCERTAIN)
    if marked or set(source) & set("( /^") or source.count("-") > 1:
        from . import deviations, two_readings, units

        if short and marked and "(" in source and "%" not in source and (plain := units.plain(source)):
            message, instead = f"{clip(name)}: brackets about an uncertain value", f"{name}={plain.number}"
            raise misread(text, (start, len(text)), message, instead, remark=plain.remark)
        if short:
            two_readings.refuse(name, text, start)
        if marked and not uncertain:
            raise deviations.refuse(name, text, start)
    is_range = False
    try:
        if marked:
            return deviations.uncertain(name, text, start, partial(read_binding, functions=functions))
        is_range = ":" in source and "lambda" not in source and ":" in [token.value for token in tokens(text, start)]
        if is_range:
            hint = f"write {clip(name)}=1 for one point, or gradcli table EXPR {clip(text)}"
            raise fault(text, (0, len(text)), _RANGE, hint)
        expression = constant(text, start, functions)
        value = value_of(expression)
        rectangular(value)
    except GradcliError as error:
        if not error.message.startswith(f"{clip(name)}: "):
            error.at(text, (start, start + len(source))).about(clip(name)).text = text
        if short and not is_range and (meant := pasted(name, source, functions, uncertain)):
            error.hint, error.edit = str(meant), meant._replace(words=(text,)) if isinstance(meant, Edit) else None
        raise
    warnings = tuple(note._replace(message=f"{clip(name)}: {note.message}") for note in expression.warnings)
    return Binding(name, text, value, source, expression, warnings)


def _is_file(text: str) -> bool:
    """Whether a text is the name of a file that is read."""
    if not text.rpartition(".")[2].isalpha():
        return False
    from .data import ENDINGS

    return text.endswith(ENDINGS)


def pasted(name: str, source: str, functions: Mapping[str, Signature], uncertain: bool) -> Edit | str | None:
    """What to write for a value in another notation: 5 mV, 3.5x10^-3, 45°30', [1 2;3 4]."""
    from .deviations import certain
    from .expression.translation.rewriting import offered
    from .units import plain

    remark = ""
    if found := plain(source):
        value, remark = found.number if uncertain else certain(found.number), found.remark
        if found.unit and found.otherwise:
            return f"write {name}={value}{remark}"
    elif re.fullmatch(rf"{_NUMERAL}(?:\s+{_NUMERAL})+", source):
        value = ",".join(source.split())
    elif source.endswith("percent") and any(mark in source for mark in _UNCERTAIN):
        value = source.replace("percent", "").strip() + "%"
    elif source.endswith(".."):
        value = source.rstrip(".")
    elif power := re.fullmatch(r"([-+]?[0-9.]+)\s+10(?:\^|\*\*)\(?([-+]?[0-9]+)\)?", source):  # 3 10^5
        value = f"{power[1]}e{power[2]}"
    elif ".." in source:
        return Edit((), (f"{name}={re.sub('[.]{2,3}', ':', source)}",), " for a range")
    elif any(mark in source for mark in _UNCERTAIN):
        return None
    elif made := re.fullmatch(rf"(?:\w+\.)?(?:{_ARRAYS})\(\s*([\[(].*[\])])(?:,\s*\w+\s*=.*)?\)", source):
        value = made[1].replace("(", "[").replace(")", "]").replace(" ", "")
    elif made := re.fullmatch(r"matrix\(c\(([^()]*)\),\s*(?:nrow\s*=\s*)?(\d+)(?:,[^()]*)?\)(?<!TRUE\))", source):
        parts, rows = made[1].replace(" ", "").split(","), int(made[2])  # R's, column by column
        value = f"[{','.join('[' + ','.join(parts[n::rows]) + ']' for n in range(rows))}]"
    elif close := re.fullmatch(r"(-?[0-9.]+(?:e-?\d+)?)\s*~\s*([0-9.]+(?:e-?\d+)?)", source):  # 2~0.1
        value, remark = f"{close[1]}+-{close[2]}", " for a standard deviation"
    else:
        nothing, read = {"_"}, partial(parse, functions=functions, commas=True)  # of which no value is made
        line = offered(source, functions, nothing, lambda text, letters=(): read(text, variables=letters))
        if line is None or line.after:
            return None
        if len(line.texts) > 1:
            return f"write {name}={clip(' or '.join(line.texts))}"
        value, remark = line.texts[0], line.remark
    return Edit((), (f"{name}={value}",), remark)


def units_joined(texts: Iterable[str]) -> list[str]:
    """The words, where blanks stand in a value that is one: x=25 °C, x=4.5 +- 0.1."""
    found: list[str] = []
    for text in texts:
        before = found[-1].partition("=")[2] if found and "=" not in text else ""
        joined = before and (text.startswith(_UNCERTAIN) or before.endswith(_UNCERTAIN))
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
    hint, left, value = "a name is a letter, then letters, digits or _", text[:stop].strip(), text[stop + 1 :].strip()
    instead: list[str] = []
    if related := re.fullmatch(r"(corr|cov|rho|ρ)\(\s*(\w+)\s*,\s*(\w+)\s*\)", left):
        instead = [f"--{'cov' if related[1] == 'cov' else 'corr'}", f"{related[2]},{related[3]}={value}"]
    elif named := re.fullmatch(r"\s*\\([A-Za-z]+)|\$(\w+)\$?|([^\W\d]\w*)_\{(\w+)\}", left):
        instead = [f"{named[1] or named[2] or f'{named[3]}_{named[4]}'}{text[stop:]}"]
    elif re.fullmatch(r"\(?\s*[^\W\d]\w*(?:\s*,\s*[^\W\d]\w*)+\s*\)?", left):  # x,y=3,2
        names, values = re.findall(r"\w+", left), value.strip("()[]").split(",")
        instead = [f"{n}={v.strip()}" for n, v in zip(names, values)] if len(names) == len(values) else []
    elif name in WORDS | _RESERVED:
        hint = f"'{name}' has a meaning of its own"
    edit = Edit((text,), tuple(instead)) if instead else None
    raise fault(text, (0, stop), f"{quote(left)} is not a variable name", None if edit else hint, edit)
