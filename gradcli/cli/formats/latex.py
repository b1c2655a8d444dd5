"""A report as LaTeX: an aligned block for each result, matrices for arrays and Hessians, formulas by SymPy."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from ...results import VALUE, Path, Report, Result
from ...results.numbers import Number
from . import Style
from .human import DEVIATION, is_list
from .lines import symbol
from .numbers import is_array, short

if TYPE_CHECKING:
    from ...frontends.expression.nodes import Node


def write(report: Report, style: Style) -> str:
    """All results."""
    return "\n".join(_aligned(result, style.digits) for result in report.results)


def _aligned(result: Result, digits: int) -> str:
    f = _symbol(symbol(result))
    names = {*result.point, *result.variables}
    d = r"\partial" if result.partial else "d"
    lines = [f"{f} &= {_tex(result.value, digits)}"] if VALUE in result.numbers else []
    lines += _quotients(f, result.of("grad", "jacobian"), digits, d)
    if result.hessian:
        rows = [list(row.values()) for row in result.hessian.values()]
        if any(is_array(value) for row in rows for value in row):
            lines += _quotients(f, result.of("hessian"), digits, d)
        else:
            lines.append(rf"\nabla^2 {f} &= {_tex(rows, digits)}")
    if is_list(result):
        higher = {path: value for path, value in result.of("derivatives").items() if len(path.by) > 1}
        lines += _quotients(f, higher, digits, d)
    lines += _quotients(f, result.of("partials"), digits, d)
    lines += [rf"\sigma_{{{f}}} &= {_tex(value, min(digits, DEVIATION))}" for value in result.of("deviation").values()]
    for path, text in (result.formulas or {}).items():
        left = f"{_partial(f, path.by, d) if path.by else f} &= "
        n = next((n for n, line in enumerate(lines) if line.startswith(left)), len(lines))  # that tells its number
        numbers = [f" = {line.removeprefix(left)}" for line in lines[n : n + 1]]
        lines[n : n + 1] = [left + _formula(text, names) + "".join(numbers)]
    blocks = [lines] if lines else []
    for one in (result.steps or {}).values():
        blocks.append([f"{left} &= {right or _formula(step.right, names)} && \\text{{{escaped(step.rule)}}}"
                       for step in one.lines for left, right in [step.latex]])  # fmt: skip
    return "\n".join("\\begin{aligned}\n" + " \\\\\n".join(b) + "\n\\end{aligned}\n" for b in blocks)


def _symbol(name: str) -> str:
    """A name in mathematics: one letter, or an upright word, with its digits as an index."""
    if not name.isidentifier():
        return "f"
    letters, digits = re.split(r"_?(?=\d*\Z)", name, maxsplit=1)
    base = letters if len(letters) == 1 else rf"\mathrm{{{letters.replace('_', chr(92) + '_')}}}"
    return f"{base}_{{{digits}}}" if digits else base


def _partial(f: str, path: Sequence[str], d: str) -> str:
    top = f"{d}^{{{len(path)}}} {f}" if len(path) > 1 else f"{d} {f}" if d != "d" else f"d{f}"
    d += " " * (d != "d")
    runs = {x: path.count(x) for x in path}
    under = " ".join(f"{d}{_symbol(x)}" + (f"^{{{n}}}" if n > 1 else "") for x, n in runs.items())
    return rf"\frac{{{top}}}{{{under}}}"


def _quotients(f: str, numbers: dict[Path, Number], digits: int, d: str) -> list[str]:
    return [f"{_partial(f, path.by, d)} &= {_tex(value, digits)}" for path, value in numbers.items()]


def _formula(text: str, variables: Collection[str]) -> str:
    """A formula of SymPy's, read again by the grammar of expressions; as it stands where that cannot read it."""
    from sympy import E, Matrix, latex, pi

    from ...core.trace import plain
    from ...errors import GradcliError
    from ...frontends.expression.nodes import evaluate
    from ...frontends.expression.parser import parse
    from ...frontends.expression.run import apply, vocabulary
    from ...interpreters.formula.spelling import whole_functions
    from ...interpreters.formula.symbolic import exactly, symbol

    def meaning(node: Node, args: list[Any]) -> Any:
        if node.op == "getitem" and args[0].__class__.__name__ == "Symbol":  # an element of an array
            return symbol(f"{args[0].name}_{{{','.join(map(str, node.value))}}}")
        kept = whole_functions().get(node.op)
        return plain(apply(node, args)) if kept is None else kept(*args)

    try:
        expression = parse(text, vocabulary(), variables)
        names = {name: symbol(name) for name in expression.names if name in variables or name in expression.free}
        values = evaluate(
            expression, {"pi": pi, "tau": 2 * pi, "e": E, **names}, meaning, lambda numeral: exactly(float(numeral))
        )
        value = values[expression.result]
        return str(latex(Matrix(value) if getattr(value, "ndim", 0) in (1, 2) else value))
    except (GradcliError, ArithmeticError, TypeError, ValueError, AttributeError):
        return rf"\mathtt{{{text}}}"


def _tex(value: Number, digits: int) -> str:
    """A number, vector or matrix."""
    if is_array(value):
        rows = value if value and is_array(value[0]) else [value]
        body = r" \\ ".join(" & ".join(_tex(x, digits) for x in row) for row in rows)
        return rf"\begin{{pmatrix}} {body} \end{{pmatrix}}"
    text = short(value, digits)
    special = {"inf": r"\infty", "-inf": r"-\infty", "nan": r"\mathrm{nan}", "undefined": r"\text{undefined}"}
    if (power := text.partition("10^"))[1]:  # a number whose exponent is too long
        return rf"{power[0]}10^{{{_scientific(power[2])}}}"
    return special.get(text) or _scientific(text)


def _scientific(text: str) -> str:
    """2.5e-7 as a product."""
    mantissa, e, exponent = text.partition("e")
    return rf"{mantissa} \times 10^{{{exponent}}}" if e and "n" not in text else text


def escaped(text: str) -> str:
    """A text without what LaTeX acts on."""
    special = {"\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}"}
    return "".join(special.get(c, f"\\{c}" if c in "&%$#_{}" else c) for c in text)
