"""The languages that programs are written in: each its printer of SymPy's, its statement, the frame of a function."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import Any

from ...core.op import Op
from ...errors import GradcliError
from ...record import Record
from .forms import BRANCHES


class Quantities(Record):
    """The texts of what a function returns: its value, its gradient by variable, and its Hessian, if asked for."""

    value: str
    gradient: list[str]
    hessian: list[list[str]]


@dataclass(slots=True)
class Source:
    """A function to be written: its name, the names of its arguments, what it computes in words, and where from."""

    name: str
    arguments: Sequence[str]
    wrt: Sequence[str]
    about: Sequence[str]


def no_code(why: object, hint: str | None = None) -> GradcliError:
    """The error for what no language writes."""
    return GradcliError(f"there is no code for it: {why}", code="language", hint=hint)


Frame = Callable[[Source, Sequence[str], Quantities, Sequence[str]], str]


class Language(Record):
    """A language.

    prints: SymPy's class that prints it; called: what it calls functions; settings: how it is made. statement: one
    step. frame: the function around them. letters: whether names may have any. whole_as_float: whether 2 must be
    written 2.0 beside floats. forms: how ops are said here and nowhere else. own: names that the frame uses. caseless:
    whether x and X are one name. unless: a derivative that is nan where the value is, if the language does not raise.
    """

    name: str
    prints: str
    statement: str
    frame: Frame
    called: Mapping[str, Any] = MappingProxyType({})
    settings: Mapping[str, Any] = MappingProxyType({})
    letters: bool = True
    whole_as_float: bool = False
    forms: Mapping[Op, list[Any]] = MappingProxyType({})
    own: tuple[str, ...] = ()
    caseless: bool = False
    unless: str = "{text}"

    def printer(self) -> Any:
        """SymPy's printer of the language."""
        module, _, name = self.prints.rpartition(".")
        found = getattr(import_module(f"sympy.printing.{module}"), name)
        made = found({**self.settings, "user_functions": dict(self.called)})
        made._cast_to_float = lambda e: import_module("sympy").Float(e) if e.is_Integer else e  # Rust's drops brackets
        return made


def commented(mark: str, source: Source) -> list[str]:
    """The header as comments."""
    return [f"{mark} {line}".rstrip() for line in source.about]


def lines(*parts: str | Iterable[str]) -> str:
    """Lines of code as one text."""
    found: list[str] = []
    for part in parts:
        found += [part] if isinstance(part, str) else part
    return "\n".join(found) + "\n"


def indented(body: Sequence[str], by: int = 4) -> list[str]:
    """Lines further to the right."""
    return [" " * by + line for line in body]


def nested(rows: Sequence[Sequence[str]], opening: str, closing: str, row: tuple[str, str] | None = None) -> str:
    """A matrix as brackets in brackets."""
    left, right = row or (opening, closing)
    return opening + ", ".join(left + ", ".join(r) + right for r in rows) + closing


def returned(found: Quantities) -> str:
    """(value, (gradient...), ((hessian...)))"""
    parts = [found.value, tupled(found.gradient)] if found.gradient or found.hessian else [found.value]
    if found.hessian:
        parts.append(tupled([tupled(row) for row in found.hessian]))
    return ", ".join(parts)


def tupled(texts: Sequence[str]) -> str:
    """A tuple of Python's."""
    return "(" + ", ".join(texts) + ("," if len(texts) == 1 else "") + ")"


def python(source: Source, body: Sequence[str], found: Quantities, imports: Sequence[str]) -> str:
    """A module of Python's that needs nothing."""
    return lines(
        commented("#", source), "", *[[f"import {m}"] for m in imports], *([["", ""]] if imports else [[""]]),
        f"def {source.name}({', '.join(source.arguments)}):", indented([*body, f"return {returned(found)}"]),
    )  # fmt: skip


def numpy(source: Source, body: Sequence[str], found: Quantities, imports: Sequence[str]) -> str:
    """The same of NumPy's for arrays: a constant takes their shape."""
    whole = [
        *[f"{name} = numpy.asarray({name}, dtype=float)" for name in source.arguments], *body,
        f"shape = numpy.broadcast_shapes({', '.join(f'{name}.shape' for name in source.arguments)})",
        "whole = lambda quantity: numpy.broadcast_to(quantity, shape)",
    ]  # fmt: skip
    return python(source, whole, shaped(found), sorted({"numpy", *imports}))


def shaped(found: Quantities) -> Any:
    """The quantities, each broadcast to the shape of the arguments."""

    def whole(text: str) -> str:
        return f"whole({text})"

    return found._replace(
        value=whole(found.value), gradient=[*map(whole, found.gradient)],
        hessian=[[*map(whole, row)] for row in found.hessian],
    )  # fmt: skip


def c(source: Source, body: Sequence[str], found: Quantities, imports: Sequence[str]) -> str:
    """A function of C that returns the value, and writes gradient and Hessian where they are wanted."""
    n = len(found.gradient)
    outs = [f"double gradient[{n}]"] * bool(n) + [f"double hessian[{n}][{n}]"] * bool(found.hessian)
    parameters = ", ".join([*(f"double {name}" for name in source.arguments), *outs])
    stores = [f"gradient[{k}] = {text};" for k, text in enumerate(found.gradient)]
    stores += [f"hessian[{k}][{m}] = {t};" for k, row in enumerate(found.hessian) for m, t in enumerate(row)]
    return lines(
        "/*", indented([line.replace("*/", "* /") for line in source.about], 3), " */", "#include <math.h>", "",
        f"double {source.name}({parameters})", "{",
        indented([*body, *stores, f"return {found.value};"]), "}",
    )  # fmt: skip


def fortran(source: Source, body: Sequence[str], found: Quantities, imports: Sequence[str]) -> str:
    """A pure subroutine of Fortran."""
    n = len(found.gradient)
    outs = ["value", *["gradient"] * bool(n), *["hessian"] * bool(found.hessian)]
    shapes = {"value": "", "gradient": f"({n})", "hessian": f"({n}, {n})"}
    stores = [f"value = {found.value}"]
    stores += [f"gradient({k}) = {text}" for k, text in enumerate(found.gradient, 1)]
    stores += [f"hessian({k}, {m}) = {t}" for k, row in enumerate(found.hessian, 1) for m, t in enumerate(row, 1)]
    locals_ = [line.partition(" = ")[0] for line in body]
    declared = [f"double precision, intent(in) :: {name}" for name in source.arguments]
    declared += [f"double precision, intent(out) :: {name}{shapes[name]}" for name in outs]
    declared += [f"double precision :: {name}" for name in locals_]
    whole = indented(["implicit none", *declared, *body, *stores], 2)
    return lines(
        commented("!", source), folded(f"pure subroutine {source.name}({', '.join([*source.arguments, *outs])})"),
        *(folded(line) for line in whole), f"end subroutine {source.name}",
    )  # fmt: skip


def folded(line: str, width: int = 120) -> list[str]:
    """A line of Fortran, cut where it is longer than the compiler reads."""
    found = []
    while len(line) > width:
        at = max(line.rfind(mark, 0, width) for mark in " *+,")
        at = at if at > 8 else width
        found.append(line[:at] + " &")
        line = "    " + line[at:]
    return [*found, line]


def julia(source: Source, body: Sequence[str], found: Quantities, imports: Sequence[str]) -> str:
    """A function of Julia; what its base has not is in its package of special functions."""
    parts, needs = [found.value], SPECIAL.search(" ".join(body))
    if found.gradient:
        parts.append("[" + ", ".join(found.gradient) + "]")
    if found.hessian:
        parts.append("[" + "; ".join(" ".join(f"({t})" for t in row) for row in found.hessian) + "]")
    return lines(
        commented("#", source), ["using SpecialFunctions", ""] if needs else [],
        f"function {source.name}({', '.join(source.arguments)})", indented([*body, f"return {', '.join(parts)}"]),
        "end",
    )  # fmt: skip


def rust(source: Source, body: Sequence[str], found: Quantities, imports: Sequence[str]) -> str:
    """A public function of Rust."""
    n = len(found.gradient)
    types, parts = ["f64"], [found.value]
    if found.gradient:
        types.append(f"[f64; {n}]")
        parts.append("[" + ", ".join(found.gradient) + "]")
    if found.hessian:
        types.append(f"[[f64; {n}]; {n}]")
        parts.append(nested(found.hessian, "[", "]"))
    kind, value = (types[0], parts[0]) if len(types) == 1 else (f"({', '.join(types)})", f"({', '.join(parts)})")
    return lines(
        commented("//", source), "#[allow(unused_parens, unused_variables, non_snake_case)]",
        f"pub fn {source.name}({', '.join(f'{name}: f64' for name in source.arguments)}) -> {kind} {{",
        indented([*body, value]), "}",
    )  # fmt: skip


SPECIAL = re.compile(r"\b(erf|erfc|erfi|erfinv|gamma|loggamma|polygamma|zeta|bessel[ijky]|airy[ab]i(prime)?)\(")
SAME = {name: name for name in ("expm1", "log1p", "exp2", "log2", "log10", "hypot")}
RUST: dict[str, Any] = {
    "expm1": "exp_m1", "log1p": "ln_1p", "exp2": "exp2", "log2": "log2", "log10": "log10", "hypot": "hypot",
    "Cbrt": "cbrt", "floor": "floor", "ceiling": "ceil", "fmod": [(lambda *args: True, "std::ops::Rem::rem", 4)],
}  # fmt: skip
NUMPY = {"Max": "numpy.maximum", "Min": "numpy.minimum", "Cbrt": "numpy.cbrt", "fmod": "numpy.fmod"}
OUTPUTS = ("value", "gradient", "hessian")
LANGUAGES = {
    "python": Language(
        "Python", "pycode.PythonCodePrinter", "{name} = {text}", python,
        {"Cbrt": "math.cbrt", "fmod": "math.fmod"},
        {"fully_qualified_modules": True},
    ),
    "numpy": Language(
        "NumPy", "numpy.SciPyPrinter", "{name} = {text}", numpy, NUMPY, {"fully_qualified_modules": True},
        own=("shape", "whole", "numpy"), unless="numpy.where(numpy.isnan({value}), numpy.nan, {text})",
    ),
    "c": Language("C", "c.C99CodePrinter", "const double {name} = {text};", c, {"fmod": "fmod"}, letters=False,
                  own=OUTPUTS,
                  unless="isnan({value}) ? NAN : {text}"),
    "fortran": Language(
        "Fortran", "fortran.FCodePrinter", "{name} = {text}", fortran,
        {"fmod": "mod", "loggamma": "log_gamma", **{f: f for f in "asinh acosh atanh erfc gamma log10".split()}},
        {"source_format": "free", "standard": 2008}, letters=False, whole_as_float=True, forms=BRANCHES, own=OUTPUTS,
        caseless=True, unless="merge({text}, {value}, {value} == {value})",
    ),
    "julia": Language(
        "Julia", "julia.JuliaCodePrinter", "{name} = {text}", julia,
        {**SAME, "Cbrt": "cbrt", "fmod": "rem", "atan2": "atan"},
    ),
    "rust": Language(
        "Rust", "rust.RustCodePrinter", "let {name} = {text};", rust, RUST, whole_as_float=True, forms=BRANCHES,
        unless="if ({value}).is_nan() {{ f64::NAN }} else {{ {text} }}",
    ),
}  # fmt: skip
