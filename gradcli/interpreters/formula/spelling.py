"""SymPy's expressions in the calculator's own spelling, functions that SymPy would take apart kept whole."""

from __future__ import annotations

from functools import cache
from typing import Any

PLAIN = {"Abs": "abs", "Max": "max", "Min": "min", "ceiling": "ceil", "LambertW": "lambertw"}


def show(expression: Any) -> str:
    """An expression in the calculator's own spelling, polynomial terms first, then the simpler before the longer."""
    text: str = printer().doprint(expression)
    return text


@cache
def printer() -> Any:
    """SymPy's text printer, with our order of terms and our names."""
    import sympy
    from sympy.printing.str import StrPrinter

    class Printer(StrPrinter):  # type: ignore[misc]
        def _as_ordered_terms(self, expr: Any, order: Any = None) -> list[Any]:
            terms = super()._as_ordered_terms(expr, order)

            def rank(term: Any) -> int:
                return 1 + term.count_ops() if term.has(sympy.Function) else 0

            terms = sorted(terms, key=rank)
            leading = next((n for n, term in enumerate(terms) if not term.could_extract_minus_sign()), 0)
            return [terms.pop(leading), *terms]

        def _print_Function(self, expr: Any) -> str:
            name = expr.func.__name__
            if name == "polygamma" and expr.args[0] == 0:
                return f"digamma({self._print(expr.args[1])})"
            return f"{PLAIN.get(name, name)}({self.stringify(expr.args, ', ')})"

        _print_Abs = _print_Max = _print_Min = _print_Function

        def _print_Float(self, expr: Any) -> str:
            return f"{float(expr):.15g}"

        def _print_Exp1(self, expr: Any) -> str:
            return "exp(1)"

        def _print_Infinity(self, expr: Any) -> str:
            return "inf"

        def _print_Piecewise(self, expr: Any) -> str:
            *cases, (last, _) = expr.args
            text = self._print(last)
            for value, condition in reversed(cases):
                text = f"{self._print(value)} if {self._print(condition)} else {text}"
            return f"({text})"

    return Printer()


@cache
def whole_functions() -> dict[str, Any]:
    """Functions that SymPy takes apart, kept whole: cbrt would be a sign times a power, ndtr a half of an erfc."""
    import sympy

    class cbrt(sympy.Function):  # type: ignore[misc]
        is_real = True

        def fdiff(self, argindex: int = 1) -> Any:
            return 1 / (3 * cbrt(self.args[0]) ** 2)

        def _latex(self, printer: Any, exp: Any = None) -> str:
            return rf"\sqrt[3]{{{printer._print(self.args[0])}}}" + (f"^{{{exp}}}" if exp is not None else "")

    class ndtr(sympy.Function):  # type: ignore[misc]
        is_real = True

        def fdiff(self, argindex: int = 1) -> Any:
            return sympy.exp(-(self.args[0] ** 2) / 2) / sympy.sqrt(2 * sympy.pi)

    return {"cbrt": cbrt, "ndtr": ndtr}
