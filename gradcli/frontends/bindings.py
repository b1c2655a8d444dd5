"""NAME=VALUE: what a variable is given. A value is read by the grammar of expressions, without variables.

x=2   x=pi/4   x=-inf   x=1,2,3   A=[[1,2],[3,4]]   X=@data.csv   x=-3:3   x=-3:3:200
"""

from __future__ import annotations

import math
import operator
import re
from typing import TYPE_CHECKING, NamedTuple, cast

from ..errors import GradcliError, SyntaxFault, clip, quote
from .expression.nodes import CONSTANTS, Expression, Node, Note, evaluate
from .expression.parser import Signature, parse
from .expression.tokens import WORDS, tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from ..errors import Span

    Apply = Callable[[Node, list[object]], object]

Nested = float | list["Nested"]

DIMENSIONS = 32
_RESERVED = frozenset({"True", "False", "None"})
_SPELLED = {"infinity": "write inf", "true": "write 1", "false": "write 0"}
# Patterns are compiled where a text may match them: that takes longer than reading a number.
_FILES = (".csv", ".tsv", ".json", ".npy")
_COLON = r"\s*([^\W\d]\w*)\s*:=?\s*([^=]+)"
_ANOTHER = r"[\s,;]\s*([^\W\d]\w*\s*=(?!=))"
_UNCERTAIN = ("+-", "+/-", "±")
_PART = r"(?P<value>[^,\[\]±]+?)(?:(?P<sign>\+-|\+/-|±)(?P<deviation>[^,\[\]%]*)(?P<percent>%)?\s*)?(?=[,\]]|\Z)"
_BRACKETED = r"(?<![\w.])(?P<value>\d+(?:\.(?P<places>\d*))?)\((?P<last>\d+)\)(?P<power>[eE][+-]?\d+)?"
_UNIT = r"\s*([0-9.][0-9.eE+-]*\s*[^\W\d]\w*)\s*"
_ELEMENTARY = (
    "sqrt", "cbrt", "exp", "exp2", "expm1", "log", "log2", "log10", "log1p", "floor", "ceil", "trunc", "hypot",
    "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh",
    "erf", "erfc", "gamma", "lgamma",
)  # fmt: skip
_ARITHMETIC: dict[str, Callable[..., float]] = {
    "add": operator.add,
    "subtract": operator.sub,
    "multiply": operator.mul,
    "divide": operator.truediv,
    "floor_divide": operator.floordiv,
    "mod": operator.mod,
    "power": math.pow,
    "negative": operator.neg,
    "positive": operator.pos,
    "absolute": abs,
    "rad2deg": math.degrees,
    "deg2rad": math.radians,
    **{"arc" + name[1:] if name[0] == "a" else name: getattr(math, name) for name in _ELEMENTARY},
}


class File(NamedTuple):
    """A value that stands in a file; ``-`` is the standard input."""

    path: str


class Binding(NamedTuple):
    """A name and its value.

    text: the whole argument; source: the text of the value; expression: what it was read as, from which the decimals as
    written can be had again (None for a file); warnings: places in `text`; deviation: the standard deviation of each
    number, where the value is uncertain.
    """

    name: str
    text: str
    value: Nested | File
    source: str
    expression: Expression | None = None
    warnings: tuple[Note, ...] = ()
    deviation: Nested | None = None


def read_bindings(
    texts: Iterable[str], functions: Mapping[str, Signature], apply: Apply | None = None
) -> dict[str, Binding]:
    """The bindings of a command line, by name.

    Raises GradcliError as `read_binding` does, and for a name, or the standard input, given twice.
    """
    found: dict[str, Binding] = {}
    inputs = 0
    for text in texts:
        binding = read_binding(text, functions, apply)
        name, before = binding.name, found.get(binding.name)
        if before is not None:
            values = f"{clip(before.source, 30)} and {clip(binding.source, 30)}"
            raise _fault(text, (0, len(text)), f"{clip(name)} is given twice ({values})", "leave one out")
        inputs += binding.value == File("-")
        if inputs > 1:
            hint = "put one of them in a file"
            raise _fault(text, (0, len(text)), "the standard input can be read only once", hint)
        found[name] = binding
    return found


def read_binding(text: str, functions: Mapping[str, Signature], apply: Apply | None = None) -> Binding:
    """Read one NAME=VALUE.

    apply: what calls in the value mean; without it, arithmetic and the elementary functions on floats.
    Raises GradcliError for a name that is none, a value that is no number, and rows of different lengths.
    """
    equals = min((at for at in (text.find("="), text.find("＝")) if at >= 0), default=-1)
    if ":" in text and (found := re.fullmatch(_COLON, text)):
        hint = f"write {clip(found[1])}={clip(found[2])}"
        raise _fault(text, (0, len(text)), f"{quote(text)} is not a binding", hint)
    if equals < 0:
        if re.fullmatch("-[A-Za-z]", text):
            raise _fault(text, (0, 2), f"no such option {quote(text)}", "--help lists the options")
        hint = f"write NAME={clip(text) if text[0:1] == '@' else 'VALUE'}"
        raise _fault(text, (0, len(text)), f"{quote(text)} is not a binding", hint)
    name = read_name(text, equals)
    start = equals + 1 + len(text[equals + 1 :]) - len(text[equals + 1 :].lstrip())
    source = text[start:].rstrip()
    if not source:
        raise _fault(text, (equals, equals + 1), f"{clip(name)} has no value", f"write {clip(name)}=1")
    if source[0] == "=":
        raise _fault(text, (start, start + 1), f"{clip(name)} is given by one '='", f"write {clip(name)}=1")
    if source[0] == "@":
        if len(source) == 1:
            raise _fault(text, (start, start + 1), f"{clip(name)}: '@' names no file", f"write {clip(name)}=@data.csv")
        return Binding(name, text, File(source[1:]), source)
    if source.endswith(_FILES) and not set(source) & set("=@\"'"):
        message, hint = f"{clip(name)}: {quote(source)} is not a number", f"write {clip(name)}=@{clip(source)}"
        raise _fault(text, (start, start + len(source)), message, hint)
    if "=" in source and (again := re.match(_ANOTHER, f" {source}")):  # x=y=2
        hint = f"write them apart: {clip(name)}=1 {clip(source)}"
        raise _fault(text, (start, start + len(again[1])), "one argument holds several bindings", hint)
    if "=" in source and (another := re.compile(_ANOTHER).search(text, start)):
        span = (another.start(1), another.end(1))
        raise _fault(text, span, "one argument holds several bindings", "write them apart: x=1 y=2")
    if source[-1] == "," and source.count(",") == 1:  # x=1, y=2
        end = start + len(source)
        hint = f"leave it out, or write {clip(name)}=[{clip(source[:-1])}] for an array"
        raise _fault(text, (end - 1, end), f"{clip(name)}: nothing follows ','", hint)
    if "(" in source and (
        found := re.compile(_BRACKETED).search(text, start)
    ):  # 1.234(5): a product here, an uncertainty in tables of constants
        value, power, places = found["value"], found["power"] or "", len(found["places"] or "")
        last = found["last"].zfill(places + 1)
        size = f"{last[:-places]}.{last[-places:]}" if places else last
        hint = f"write {clip(value)}{power}+-{clip(size)}{power}, or {clip(value)}*{clip(found['last'])}{power}"
        raise _fault(text, found.span(), f"{clip(name)}: {quote(found[0])} has two readings", hint)
    if any(mark in source for mark in _UNCERTAIN):
        return _uncertain(name, text, start, functions, apply)
    try:
        if any(token.value == ":" for token in tokens(text, start)):
            hint = f"write {clip(name)}=1 for one point"
            raise GradcliError("a range is not a point", code="binding", text=text, span=(0, len(text)), hint=hint)
        expression = _constant(text, start, functions)
        value = _value(expression, apply)
        rectangular(value)
    except GradcliError as error:
        error.at(text, (start, start + len(source))).about(clip(name)).text = text
        raise
    warnings = tuple(note._replace(message=f"{clip(name)}: {note.message}") for note in expression.warnings)
    return Binding(name, text, value, source, expression, warnings)


def _uncertain(name: str, text: str, start: int, functions: Mapping[str, Signature], apply: Apply | None) -> Binding:
    """x=2+-0.1, or v=1+-0.1,2+-0.2: the value and its deviation, read each from the text with the other blanked out."""
    parts = list(re.compile(_PART).finditer(text, start))
    if any(part["sign"] is None for part in parts):
        bare = next(part for part in parts if part["sign"] is None)
        raise _fault(text, bare.span(), f"{clip(name)}: how uncertain is this one?", "write 1+-0.1,2+-0.1")
    value, deviation = list(text), list(text)
    for part in parts:
        value[part.end("value") : part.end()] = " " * (part.end() - part.end("value"))
        stop = part.end("sign")
        deviation[part.start("value") : stop] = " " * (stop - part.start("value"))
    share = [part["percent"] is not None for part in parts]
    for part in parts:
        if part["percent"]:
            deviation[part.start("percent")] = " "
        if not part["deviation"].strip():
            raise _fault(
                text, part.span("sign"), f"{clip(name)}: nothing follows {quote(part['sign'])}", "write 2+-0.1"
            )
    try:
        found = read_binding("".join(value), functions, apply)
        away = read_binding("".join(deviation), functions, apply)
    except GradcliError as error:
        error.text = text
        raise
    numbers, sizes = _listed(found.value), _listed(away.value)
    if len(numbers) != len(parts) or len(sizes) != len(parts):
        raise _fault(
            text, (start, len(text)), f"{clip(name)}: an uncertain value is a number or a list", "write x=2+-0.1"
        )
    sizes = [abs(v) * s / 100.0 if of else s for v, s, of in zip(numbers, sizes, share)]
    for part, size in zip(parts, sizes):
        if not 0.0 <= size < math.inf:
            span = (part.end("sign"), part.end())
            raise _fault(text, span, f"{clip(name)}: a standard deviation is a number from 0 upwards", None)
    single = not isinstance(found.value, list)
    return found._replace(text=text, source=text[start:].strip(), deviation=sizes[0] if single else list(sizes))


def _listed(value: Nested | File) -> list[float]:
    """The numbers of a flat list, or the one number; nothing for anything else."""
    items = value if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, float)]


def read_name(text: str, stop: int) -> str:
    """The one name that stands before `stop`. Raises GradcliError if there is none, or something else."""
    if not text[:stop].strip():
        raise _fault(text, (0, max(stop, 1)), f"{quote(text)} has no variable name", "write NAME=VALUE")
    try:
        found = list(tokens(text, 0, stop))
    except SyntaxFault as error:
        if error.code == "character":
            raise
        found = []
    name = found[0].value if found else ""
    if len(found) == 2 and found[0].kind == "name" and name not in _RESERVED:
        return name
    hint = (
        f"'{name}' has a meaning of its own"
        if name in WORDS | _RESERVED
        else "a name is a letter, then letters, digits or _"
    )
    raise _fault(text, (0, stop), f"{quote(text[:stop].strip())} is not a variable name", hint)


def rectangular(value: Nested) -> tuple[int, ...]:
    """The shape of nested lists of numbers. Raises GradcliError where they are ragged."""
    shape: list[int] = []
    level: list[Nested] = [value]
    while any(isinstance(item, list) for item in level):
        rows = [item for item in level if isinstance(item, list)]
        if len(rows) < len(level):
            raise GradcliError("numbers and rows are mixed", code="ragged", hint="write [[1,2],[3,4]]")
        lengths = [len(row) for row in rows]
        if len(set(lengths)) > 1:
            shown = ", ".join(map(str, lengths[:8])) + (", ..." if len(lengths) > 8 else "")
            raise GradcliError(f"rows have different lengths ({shown})", code="ragged", hint="fill or shorten them")
        shape.append(lengths[0])
        if len(shape) > DIMENSIONS:
            raise GradcliError(f"lists nest at most {DIMENSIONS} deep", code="ragged")
        level = [item for row in rows for item in row]
    return tuple(shape)


def _constant(text: str, start: int, functions: Mapping[str, Signature]) -> Expression:
    """An expression without variables. Raises GradcliError, for a text in quotes as for a name: it is not a number."""
    letters, before = list(text), ""
    for token in tokens(text, start):
        if token.kind == "text" and before in ("", "[", ","):
            letters[token.start : token.end] = "_" * (token.end - token.start)
        before = token.value
    expression = parse("".join(letters), functions, start=start, commas=True)
    for name in expression.free:
        span = expression.place(name)
        if unit := re.compile(_UNIT).fullmatch(text, start):  # 1 m, which is read as a product
            span = unit.span(1)
        path = _element(expression, span[0])
        message = f"element {path} is not a number" if path else f"{quote(text[slice(*span)])} is not a number"
        hint = _SPELLED.get(name.lower()) or (
            f"write {name.lower()}" if name.lower() in CONSTANTS else "write a number, such as 2, 1e-3 or pi/4"
        )
        raise GradcliError(message, code="binding", text=text, span=span, hint=hint)
    return expression


def _element(expression: Expression, place: int) -> str:
    """Which element of a list a place lies in, counted from 1 in each dimension; empty outside a list."""
    nodes, path, inside = expression.nodes, [], expression.nodes[expression.result]
    while inside.op == "array":
        row = [nodes[arg] for arg in inside.args]
        at = next((at for at, node in enumerate(row) if node.span[0] <= place < node.span[1]), None)
        if at is None:
            break
        path.append(str(at + 1))
        inside = row[at]
    return ",".join(path)


def _value(expression: Expression, apply: Apply | None) -> Nested:
    """What an expression without variables comes to: a float, or lists of floats."""

    def call(node: Node, args: list[object]) -> object:
        if node.op == "array":
            return args
        shown = quote(expression.text[slice(*node.span)])
        numbers = [arg for arg in args if isinstance(arg, float)]
        if len(numbers) < len(args):
            raise GradcliError("there is no arithmetic on lists here", code="binding", hint="write the numbers out")
        if apply is None and (node.op not in _ARITHMETIC or node.value):
            raise GradcliError(f"{node.op} cannot stand in a value", code="binding", hint="write the number itself")
        try:
            result = apply(node, args) if apply else _ARITHMETIC[node.op](*numbers)
        except (ArithmeticError, ValueError):
            result = math.nan
        if not isinstance(result, (int, float)):
            raise GradcliError(f"{shown} is not a number", code="binding")
        if all(map(math.isfinite, numbers)) and not math.isfinite(result):
            raise GradcliError(f"{shown} is not a finite number", code="binding")
        return float(result)

    return cast("Nested", evaluate(expression, {}, call)[expression.result])


def _fault(text: str, span: Span, message: str, hint: str | None) -> GradcliError:
    return GradcliError(message, code="binding", text=text, span=span, hint=hint)
