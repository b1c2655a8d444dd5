"""What goes element by element here where mathematics may mean another thing: A*v, A^-1, e^A, |v|, v·u."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from ...core.trace import plain
from ...errors import ShapeFault, SyntaxFault, clip, quote
from ...ops.values import shape_of
from .nodes import Expression, Node
from .reading import Functions, meant, of_matrices


def otherwise(
    expression: Expression, node: Node, args: list[Any], functions: Functions, values: Mapping[str, Any]
) -> str | None:
    """What to say of a step on arrays that may be meant otherwise; None where there is nothing to say.

    Raises SyntaxFault for A⁻¹ and A²b of a matrix, v·u and v × u of vectors, ShapeFault for norm(x, y) of numbers.
    """
    if node.op in ("multiply", "power", "divide"):
        text = expression.text
        told = of_product(expression, node, args, lambda: of_matrices(text[slice(*node.span)], functions, values))
        marked = re.search(r"[*^·×⋅]|[^\W_²³⁻¹⁰⁴-⁹]", sign(expression, node))  # or a call, multiply(A, v)
        if told and node.op != "divide" and not marked:
            hint = f"{meant(text, functions, values) or told}, or {clip(expression.echo, 200)} element by element"
            message = f"{quote(text[slice(*node.span)])} of a matrix has two readings"
            raise SyntaxFault(message, text=text, span=node.span, hint=hint)
        return told
    return (of_length if node.op in ("absolute", "norm") else of_function)(expression, node, args)


def written(expression: Expression, span: tuple[int, int]) -> str:
    """A piece of the text, as it may stand in a sentence."""
    return quote(expression.text[slice(*span)], 20)[1:-1]


def sign(expression: Expression, node: Node) -> str:
    """What stands between the two operands of a node."""
    left, right = (expression.text[slice(*expression.nodes[arg].span)] for arg in node.args)
    return re.sub(r"\([^()]*\)", "", expression.text[slice(*node.span)].removeprefix(left).removesuffix(right))


def is_square(shape: tuple[int, ...]) -> bool:
    """Whether it is that of a square matrix, and not of a number in brackets."""
    return len(shape) == 2 and shape[0] == shape[1] > 1


def of_product(expression: Expression, node: Node, args: list[Any], matrices: Callable[[], str | None]) -> str | None:
    """Of A*v, A^-1, A^2, 1/A, e^A, v·u. matrices: makes the product as one of matrices."""
    left, right = shape_of(args[0]), shape_of(args[1])
    sides = [expression.nodes[arg].span for arg in node.args]
    u, v, whole = (written(expression, span) for span in (*sides, node.span))
    meant, power = "", plain(args[1])
    if len(left) == len(right) == 1:
        if node.op == "multiply":
            see_dot(expression, node, sides, left)
    elif not left and is_square(right):
        exponential = f"the matrix exponential is expm({v})" if u == "e" else "it is no function of the matrix"
        meant = {"divide": f"the inverse is inv({v})", "power": exponential}.get(node.op, "")
    elif len(left) != 2 or node.args[0] == node.args[1] and node.op != "multiply":
        pass
    elif node.op == "multiply" and right and left[-1] == right[0]:
        meant = f"the matrix product is {matrices() or f'{u}@{v}'}"
    elif node.op == "power" and left[0] == left[1] and not right:
        if power == -1:
            meant = f"the inverse is inv({u})"
        elif power in (2, 3) and u.isidentifier():
            meant = f"the matrix power is {'@'.join([u] * int(power))}"
    return f"{whole} is taken element by element: {meant}" if meant else None


def see_dot(expression: Expression, node: Node, sides: list[tuple[int, int]], shape: tuple[int, ...]) -> None:
    """See that a product of two vectors is not written v·u or v × u. Raises SyntaxFault with its readings."""
    text, (start, stop) = expression.text, node.span
    if not set("·⋅×") & set(sign(expression, node)):
        return
    u, v, whole = (written(expression, span) for span in (*sides, node.span))
    readings = (f"{u}*{v}", f"dot({u},{v})", f"cross({u},{v})")[: 3 if shape == (3,) else 2]
    lines = [clip(f"{text[:start]}{one}{text[stop:]}", 200) for one in readings]
    hint = f"write {lines[0]} element by element, or {' or '.join(lines[1:])}"
    raise SyntaxFault(f"'{whole}' of vectors has two readings", text=text, span=node.span, hint=hint)


def of_length(expression: Expression, node: Node, args: list[Any]) -> str | None:
    """Of |v|, |A| and norm(x, y)."""
    text, shape, (start, stop) = expression.text, shape_of(args[0]), node.span
    if node.op == "norm":
        if len(args) > 1 and not shape:
            of = ",".join(text[slice(*expression.nodes[arg].span)] for arg in node.args)
            raise ShapeFault("norm is of one array", code="shape", hint=f"write norm([{clip(of)}])").at(text, node.span)
        return None
    if text[start] != "|":
        return None
    inside = written(expression, (start + 1, stop - 1))
    meant = f"det({inside}) is the determinant" if len(shape) == 2 else f"norm({inside}) is the length"
    return f"{written(expression, node.span)} is taken element by element: {meant}"


def of_function(expression: Expression, node: Node, args: list[Any]) -> str | None:
    """Of exp(A) and its like, of a square matrix."""
    argument = expression.nodes[node.args[0]]
    if argument.op != "name" or not is_square(shape_of(args[0])):
        return None
    meant = f"the matrix exponential is expm({argument.value})"
    meant = meant if node.op == "exp" else "it is no function of the matrix"
    return f"{node.op}({argument.value}) is taken element by element: {meant}"
