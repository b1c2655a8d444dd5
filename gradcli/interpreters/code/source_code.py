"""A line of scalar steps as source code in another language: one statement a step, each printed by SymPy's printers.

What a language's printer does not know is said in what it knows; what cannot be said at all is an error that names it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Any

from ...core.forms import quiet
from ...core.op import Op
from ...core.trace import is_truth
from ...errors import BREAKS, GradcliError, quote
from ...ops.arithmetic import add, divide, power, subtract
from ...ops.values import is_complex
from . import forms as code_forms
from .languages import LANGUAGES, Language, Quantities, Source, no_code
from .straight_line import living

if TYPE_CHECKING:
    from .straight_line import Line, Operand


def written(line: Line, source: Source, language: str, names: Mapping[int, str]) -> str:
    """The line as a function in a language. names: what some places are called.

    The outputs are the value, then the gradient, then the Hessian row by row. Raises GradcliError for a step that the
    language has no words for.
    """
    try:
        return Writing(line, source, LANGUAGES[language], names).text()
    except GradcliError as error:
        if not error.hint and len(line.outputs) > 1:
            with suppress(GradcliError):
                value = replace(line, outputs=line.outputs[:1], steps=living(line.steps, line.outputs[:1]))
                Writing(value, replace(source, wrt=()), LANGUAGES[language], names).text()
                error.hint = "its value alone has code: --order 0"
        if language != "numpy":
            with suppress(GradcliError):
                Writing(line, source, LANGUAGES["numpy"], names).text()
                error.hint = f"{error.hint}; NumPy has all: --to numpy" if error.hint else "NumPy has it: --to numpy"
        error.hint = error.hint or "write it in functions that the language has, or compile to another"
        raise


class Writing:
    """A function being written."""

    def __init__(self, line: Line, source: Source, language: Language, names: Mapping[int, str]) -> None:
        self.line, self.source, self.language = line, source, language
        self.printer = language.printer()
        if source.name in self.printer.reserved_words:
            raise GradcliError(
                f"{quote(source.name)} is a word of {language.name}'s own",
                code="option",
                hint="choose another: --name g",
            )
        self.taken: set[str] = {self.key(source.name), *map(self.key, language.own)}
        self.again: dict[str, int] = {}
        self.arguments = [self.fresh(name) for name in source.arguments]
        self.named = {place: name for place, name in names.items() if place not in line.sources}
        self.known: dict[int, Any] = dict(zip(line.sources, map(self.symbol, self.arguments)))
        self.count = 0

    def key(self, name: str) -> str:
        """A name as the language tells it from others."""
        return name.lower() if self.language.caseless else name

    def fresh(self, name: str) -> str:
        """A name that the language can write, and that nothing else has."""
        if not self.language.letters:
            name = "".join(c if c.isascii() else f"u{ord(c):04x}" for c in name)
        name = base = name.lstrip("_") or "v"
        if name in self.printer.reserved_words:
            name = base = f"{base}_"
        while self.key(name) in self.taken:  # x, x_2, x_3, ...
            again = self.again[base] = self.again.get(base, 1) + 1
            name = f"{base}_{again}"
        self.taken.add(self.key(name))
        return name

    def symbol(self, name: str) -> Any:
        """A real number of this name."""
        import sympy

        return sympy.Symbol(name, real=True)

    def text(self) -> str:
        """The whole function."""
        body = [self.language.statement.format(name=name, text=text) for name, text in self.statements()]
        texts = [self.printed(self.operand(o)) for o in self.line.outputs]
        count = len(self.source.wrt)
        value, slopes = texts[0], texts[1:]
        if any(outlives(step[1]) or any(map(is_nan, step[5])) for step in self.line.steps):
            slopes = [self.language.unless.format(value=value, text=text) for text in slopes]
        gradient, rest = slopes[:count], slopes[count:]
        found = Quantities(value, gradient, [rest[n : n + count] for n in range(0, len(rest), count or 1)])
        used = {
            m
            for m in ("functools", "math", "numpy", "scipy.special")
            if any(f"{m}." in text for text in (*body, *texts))
        }
        return self.language.frame(replace(self.source, arguments=self.arguments), body, found, sorted(used))

    def statements(self) -> Iterator[tuple[str, str]]:
        """The name and the text of each step; a truth stands where it is used."""
        for at, op, value, places, _, args in self.line.steps:
            if any(map(is_complex, (value, *args))):
                hint = "write real and imaginary parts out, each in functions of real numbers"
                raise no_code("it is computed in complex numbers", hint)
            operands = [self.known[i] if i else self.number(a) for i, a in zip(places, args)]
            if op is power.op and not places[1] and args[1] == args[1] // 1:
                operands[1] = int(args[1])
            expression, text = self.said(op, operands)
            if is_truth(value):
                self.known[at] = expression
                continue
            if at not in self.named:
                self.count += 1
            name = self.fresh(self.named.get(at, f"v{self.count}"))
            self.known[at] = self.symbol(name)
            yield name, text

    def operand(self, o: Operand) -> Any:
        """An output as an expression."""
        return self.known[o.at] if o.at else self.number(o.value)

    def said(self, op: Any, operands: Sequence[Any]) -> tuple[Any, str]:
        """A step as an expression that the language has words for, and the words."""
        if op is divide.op and operands[1] == 0:
            raise no_code("it divides by 0", "leave it out")
        words = code_forms.WORDS[self.language.name].get(op.name)
        if words is not None and not any(getattr(o, "is_Boolean", False) for o in operands):
            if op is add.op and operands[1].is_number and operands[1] < 0:  # x - 2, not x + (-2)
                return self.said(subtract.op, [operands[0], -operands[1]])
            return None, words.format(*(self.within(words, n, o) for n, o in enumerate(operands)))
        if self.language.name == "NumPy" and (made := op.overrides.get("scipy")) is not None:
            with suppress(*BREAKS, AttributeError):
                return None, made(code_forms.SciPy())(*map(self.printed, operands))
        for form in forms(op, self.language):
            try:
                expression = form(*operands)
                return expression, self.printed(expression)
            except (*BREAKS, NotImplementedError):
                continue
        raise GradcliError(f"{op.name} has no form in {self.language.name}", code="language")

    def within(self, words: str, n: int, operand: Any) -> str:
        """An operand as it stands in a language's own words."""
        text = self.printed(operand)
        if not operand.is_number:
            return text
        if f"{{{n}}}." in words:  # Rust's literals with a method
            return f"({text}_f64)"
        return f"({text})" if text.startswith("-") and (n or words.startswith("-")) else text

    def printed(self, expression: Any) -> str:
        """An expression in the language, on one line."""
        import sympy

        expression = sympy.sympify(expression).replace(irrational, lambda e: sympy.Float(e.evalf(20), 17))
        if self.language.whole_as_float:
            expression = floating(expression)
        text = re.sub(r"\s*&\n\s*", "", str(self.printer.doprint(expression)))  # Fortran's lines are cut at the end
        text = re.sub(r"(\.\d\d*?)0+(?!\d)", r"\1", " ".join(text.split()))
        if "ot supported" in text or "ot known" in text:
            raise NotImplementedError
        text = re.sub(r"\b(?=(NAN|INFINITY)\b)", "f64::", text) if self.language.name == "Rust" else text
        return re.sub(r"\(\s+|\s+\)", lambda found: found[0].strip(), text)

    def number(self, value: Any) -> Any:
        """A constant with as many digits as it takes to read it back."""
        import sympy

        value = float(value)
        if not math.isfinite(value):
            return sympy.nan if value != value else sympy.oo if value > 0.0 else -sympy.oo
        if not self.language.whole_as_float and value == int(value) and abs(value) < 2**53:
            return sympy.Integer(int(value))
        text = repr(value)
        digits = len(text.partition("e")[0].replace(".", "").strip("-0"))
        return sympy.Float(text, max(digits, 15))


def is_nan(value: Any) -> bool:
    """Whether a constant is no number: the value of a piecewise function where no piece is."""
    return value.__class__ is float and value != value


@cache
def outlives(op: Op) -> bool:
    """Whether an op's rule gives a number where the op has no value: 1/x, of log(x) at -1."""
    if op.selects or op.compares or len(op.vjp) > 2:
        return False
    with quiet():
        for xs in product((-3.3, -0.5, 3.3), repeat=len(op.vjp)):
            for rule in filter(None, op.vjp):
                with suppress(*BREAKS, GradcliError):
                    if math.isnan(op.call(*xs)) and math.isfinite(rule(1.0, math.nan, *xs)):
                        return True
    return False


def irrational(e: Any) -> bool:
    """Whether an expression is a number that no language writes: pi, sqrt(2)."""
    return bool(e.is_number and e.is_real and not e.is_Rational and not e.is_Float)


def floating(e: Any) -> Any:
    """An expression whose whole numbers are floats, but for exponents and signs."""
    import sympy

    if e.is_Integer:
        return sympy.Float(e)
    if e.is_Pow and e.exp.is_Integer:
        return sympy.Pow(floating(e.base), e.exp)
    if e.is_Mul and e.args[0] == -1:
        return -floating(sympy.Mul(*e.args[1:]))
    return e.func(*map(floating, e.args)) if e.args else e


def forms(op: Any, language: Language) -> Iterator[Callable[..., Any]]:
    """Ways to say an op, the best first."""
    for table in (language.forms, code_forms.FORMS):
        if (found := table.get(op, ())) is None:
            return
        yield from found
    yield op.evaluate
    yield lambda *args: op.evaluate(*args).rewrite("exp")
