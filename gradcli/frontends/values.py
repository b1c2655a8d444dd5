"""What the text of a value comes to: a number, or nested lists of them, by the grammar without variables."""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Mapping
from typing import Any, cast

from ..errors import Edit, GradcliError, Span, quote
from ..record import Record
from .expression.nodes import Expression, Node, Note, evaluate
from .expression.parser import Signature, parse
from .expression.tokens import tokens

Nested = float | list["Nested"]

DIMENSIONS = 32
_ELEMENTARY = (
    "sqrt", "cbrt", "exp", "exp2", "expm1", "log", "log2", "log10", "log1p", "floor", "ceil", "trunc", "hypot",
    "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh",
    "erf", "erfc", "gamma", "lgamma",
)  # fmt: skip
_ARITHMETIC: dict[str, Callable[..., float]] = {
    "add": operator.add, "subtract": operator.sub, "multiply": operator.mul, "divide": operator.truediv,
    "floor_divide": operator.floordiv, "mod": operator.mod, "power": math.pow, "negative": operator.neg,
    "positive": operator.pos, "absolute": abs, "rad2deg": math.degrees, "deg2rad": math.radians,
    **{"arc" + name[1:] if name[0] == "a" else name: getattr(math, name) for name in _ELEMENTARY},
}  # fmt: skip


class File(str):
    """The path of the file in which a value stands; ``-`` is the standard input."""


class Binding(Record):
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


def rectangular(value: Nested) -> tuple[int, ...]:
    """The shape of nested lists of numbers. Raises GradcliError where they are ragged."""
    shape: list[int] = []
    level: list[Any] = [value]
    while list in (kinds := set(map(type, level))):
        if len(kinds) > 1:
            raise GradcliError("numbers and rows are mixed", code="ragged", hint="write [[1,2],[3,4]]")
        lengths = list(map(len, level))
        if len(set(lengths)) > 1:
            shown = ", ".join(map(str, lengths[:8])) + (", ..." if len(lengths) > 8 else "")
            raise GradcliError(f"rows have different lengths ({shown})", code="ragged", hint="fill or shorten them")
        shape.append(lengths[0])
        if len(shape) > DIMENSIONS:
            raise GradcliError(f"lists nest at most {DIMENSIONS} deep", code="ragged")
        level = [item for row in level for item in row]
    return tuple(shape)


def fault(text: str, span: Span, message: str, hint: str | None = None, edit: Edit | None = None) -> GradcliError:
    """A mistake in a binding."""
    return GradcliError(message, code="binding", text=text, span=span, hint=hint, edit=edit)


def misread(text: str, span: Span, message: str, *instead: str, remark: str = "") -> GradcliError:
    """The same where these words, and what to say behind them, are meant by the one."""
    return fault(text, span, message, edit=Edit((text,), instead, remark))


def constant(text: str, start: int, functions: Mapping[str, Signature]) -> Expression:
    """An expression without variables. Raises GradcliError, for a text in quotes as for a name: it is not a number."""
    letters, before = list(text), ""
    for token in tokens(text, start):
        if token.kind == "text" and before in ("", "[", ","):
            letters[token.start : token.end] = "_" * (token.end - token.start)
        before = token.value
    expression = parse("".join(letters), functions, start=start, commas=True)
    for name in expression.free:
        span = expression.place(name)
        if re.fullmatch(r"[+-]?[0-9.]+(?:e-?[0-9]+)?\s*[^\W\d]\S*", text[start:].strip()):  # 1 m, read as a product
            span = (start, start + len(text[start:].rstrip()))
        path = _element(expression, span[0])
        message = f"element {path} is not a number" if path else f"{quote(text[slice(*span)])} is not a number"
        hint = {"true": "write 1", "false": "write 0"}.get(name.lower(), "write a number, such as 2, 1e-3 or pi/4")
        raise fault(text, span, message, hint)
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


def value_of(expression: Expression) -> Nested:
    """What an expression without variables comes to: a float, or lists of floats."""

    def call(node: Node, args: list[object]) -> object:
        if node.op == "array":
            return args
        numbers = [arg for arg in args if isinstance(arg, float)]
        if len(numbers) < len(args):
            raise GradcliError("there is no arithmetic on lists here", code="binding", hint="write the numbers out")
        if node.op not in _ARITHMETIC or node.value:
            raise GradcliError(f"{node.op} cannot stand in a value", code="binding", hint="write the number itself")
        try:
            result = _ARITHMETIC[node.op](*numbers)
        except (ArithmeticError, ValueError):
            result = math.nan
        if all(map(math.isfinite, numbers)) and not math.isfinite(result):
            hint = "for infinity write inf" if node.op == "divide" and numbers[1] == 0 else None
            message = f"{quote(expression.text[slice(*node.span)])} is not a finite number"
            raise GradcliError(message, code="binding", hint=hint)
        return float(result)

    return cast("Nested", evaluate(expression, {}, call)[expression.result])
