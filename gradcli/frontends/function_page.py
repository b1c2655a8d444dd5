"""What there is to say of a function, from its record: derivative, series, kinks, proof, example, other spellings."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from typing import Any

from ..answer.derivatives import series
from ..answer.subject import Ask
from ..core.forms import quiet
from ..core.op import Op
from ..core.trace import tick
from ..core.vocabulary import Function
from ..errors import BREAKS, GradcliError
from ..interpreters.steps.derivation import ZERO, simple
from ..interpreters.steps.scalars import Scalar
from ..interpreters.steps.terms import Term, rule, show
from ..ops import ALIASES
from .differentials import EVERY
from .expression.run import Formula
from .formulas import formulas
from .function_examples import Example, example, ops
from .steps import decimal

FAMILIES = {
    "arithmetic": "arithmetic", "branches": "branches and rounding", "analysis": "elementary", "trig_pi": "elementary",
    "log_sums": "elementary",
    "removable_singularities": "elementary", "extremes": "largest and smallest", "activations": "activations",
    "special": "special", "bessel": "Bessel", "normal": "the normal distribution", "complex": "complex numbers",
    "reductions": "sums and statistics", "cumulative": "sums and statistics", "products": "linear algebra",
    "matrix": "linear algebra", "matrix_functions": "linear algebra", "linalg": "linear algebra",
    "indexing": "shapes and indices", "index": "shapes and indices", "joining": "shapes and indices",
    "layout": "shapes and indices", "reciprocals": "elementary", "hypergeometric": "special", "integrals": "special",
    "incomplete": "special", "svd_qr": "linear algebra", "polynomials": "polynomials", "samples": "sums and statistics",
}  # fmt: skip
LOGIC = frozenset("logical_and logical_or logical_not logical_xor where".split())
OF_ARRAYS = ("linear algebra", "shapes and indices", "sums and statistics", "largest and smallest")
UNPROVEN = "not by balls"
TERMS = 4  # of a series
SPOTS = (-2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0)


@dataclass(slots=True)
class Page:
    """derivatives: one formula per argument. differential: in their place. series: (about which point, text)."""

    function: Function
    aliases: list[str]
    family: str
    kind: str = ""
    needs: str = ""
    derivatives: list[tuple[str, str]] = field(default_factory=list)
    differential: str = ""
    series: tuple[str, str] | None = None
    kinks: str = ""
    proof: str = ""
    example: Example = ("", {}, None, {})
    spellings: dict[str, list[str]] = field(default_factory=dict)


def family(f: Function) -> str:
    """The family of a function: by the module of its rules, or of what runs it."""
    op = getattr(f.call, "op", None)
    if op is None:
        return FAMILIES.get(f.call.__module__.rpartition(".")[2], "others")
    if f.name in LOGIC or op.compares:
        return "conditions"
    for code in (*op.vjp, op.kinks, *op.overrides.values()):
        module = getattr(code, "__module__", "") or ""
        if module.startswith("gradcli.ops."):
            return FAMILIES.get(module.rpartition(".")[2], "others")
    return "branches and rounding" if op.kind in ("flat", "branch") else "elementary"


@quiet()
def page(f: Function) -> Page:
    """Everything about one function."""
    found = Page(f, sorted(alias for alias, name in ALIASES.items() if name == f.name), family(f))
    found.example = example(f, found.family in OF_ARRAYS)
    made = ops(found.example)
    op = getattr(f.call, "op", None) or (made[0] if len(made) == 1 else None)
    if op is None and made and not any(proof(one).startswith(UNPROVEN) for one in made):
        found.proof = "values and derivatives of any order: it is made of functions that are"
    if op is not None:
        found.kind, found.needs = op.kind, op.needs or ""
        found.proof = proof(op)
        if hasattr(f.call, "op") and op.elementwise:
            found.derivatives = list(derivatives(op))
            found.kinks = kinks(op)
    found.derivatives = found.derivatives or symbolic(found.example)
    found.differential = "" if found.derivatives else EVERY.get(f.name, "")
    text, _, value, _ = found.example
    if text == f"{f.name}(x)" and isinstance(value, float) and found.kind not in ("flat", "branch"):
        found.series = expansion(f.name)
    found.spellings = {"NumPy": numpy_names(f, found.aliases), "TensorFlow": tensorflow_names(f, found.aliases)}
    return found


def derivatives(op: Op) -> Iterator[tuple[str, str]]:
    """(argument, formula) of each partial derivative: what the op's rule records."""
    names = ["x"] if len(op.vjp) == 1 else ["a", "b", "c"][: len(op.vjp)]
    values = [low + 0.37 * (high - low) if math.isfinite(high - low) else 1.3 for low, high in op.domain]
    args = tuple(Scalar(v, place=tick()) for v in values)
    labels = {a.place: name for a, name in zip(args, names)}
    y = Term(op.evaluate(*values), op, args)

    def leaf(term: Term) -> str:
        if term.op is not None or term.place in labels:
            return labels.get(term.place, "")
        value = term.value
        return str(value).lower() if isinstance(value, bool) else decimal(float(value))

    for n, name in enumerate(names):
        try:
            slope = simple(rule(op, n, y, args), {id(y), *map(id, args)}) if op.vjp[n] else ZERO
            yield name, show(slope, leaf).text
        except BREAKS:
            continue


def symbolic(made: Example) -> list[tuple[str, str]]:
    """(argument, formula) of each partial derivative of an example of numbers, by SymPy; none that is not known."""
    text, point, value, grads = made
    if any(isinstance(v, list) for v in (value, *grads.values())):
        return []
    try:
        known, _ = formulas(Formula(text, tuple(point)), Ask())
    except (GradcliError, *BREAKS):
        return []
    return [(path.by[0], formula.replace("**", "^")) for path, formula in known.items() if path.by]


def expansion(name: str) -> tuple[str, str] | None:
    """The first terms of the Taylor series about 0, or about 1 where there is none."""
    for about in (0.0, 1.0):
        try:
            subject = Formula(f"{name}(x)").run({"x": about}, None)[0]
            coefficients = [c / math.factorial(n) for n, c in enumerate(series(subject, 9))]
        except (GradcliError, *BREAKS):
            continue
        if all(isinstance(c, float) and math.isfinite(c) for c in coefficients) and any(coefficients[1:]):
            x = "x" if about == 0.0 else "(x - 1)"
            kept = [(n, c) for n, c in enumerate(coefficients) if abs(c) > 1e-15][:TERMS]
            terms = [power_term(c, n, x) for n, c in kept]
            text = " + ".join(terms).replace("+ -", "- ")
            return f"{about:g}", text + (" + ..." if len(kept) == TERMS else "")
    return None


def power_term(c: float, n: int, x: str) -> str:
    """c x^n, its coefficient as a fraction where that is one."""
    near = Fraction(c).limit_denominator(500_000)
    exact = abs(float(near) - c) <= 1e-14 * abs(c)
    top, under = (str(abs(near.numerator)), near.denominator) if exact else (f"{abs(c):.6g}", 1)
    power = "" if n == 0 else x if n == 1 else f"{x}^{n}"
    text = top if not power else power if top == "1" else f"{top}*{power}"
    return ("-" if c < 0 else "") + text + (f"/{under}" if under != 1 else "")


def kinks(op: Op) -> str:
    """Where the record says that the derivative does not exist, found by asking it."""
    if op.kinks is None:
        return ""

    def holds(*args: float) -> bool:
        assert op.kinks is not None
        try:
            return bool(op.kinks(*args))
        except BREAKS:
            return False

    if len(op.vjp) == 1:
        found = [x for x in SPOTS if holds(x)]
        whole = [x for x in SPOTS if x == int(x)]
        if found == whole:
            return "at whole numbers"
        if found and found == [x for x in SPOTS if x != int(x)]:
            return "halfway between whole numbers"
        return "at x = " + ", ".join(f"{x:g}" for x in found) if found and len(found) < len(SPOTS) else ""
    if len(op.vjp) == 2:
        pairs = {(a, b) for a, b in product(SPOTS, SPOTS) if holds(a, b)}
        for text, pattern in (("where a = b", {(a, a) for a in SPOTS}), ("at a = 0", {(0.0, b) for b in SPOTS}),
                              ("at a = b = 0", {(0.0, 0.0)}),
                              ("at a = 0 with b <= 0", {(0.0, b) for b in SPOTS if b <= 0})):  # fmt: skip
            if pairs == pattern:
                return text
        return "along lines" if pairs else ""
    return ""


def proof(op: Op) -> str:
    """What encloses values and derivatives of any order."""
    from ..interpreters.germs import form_of

    known = form_of(op) or op.overrides.get("python")
    if known is None and not op.elementwise and op.kind == "linear":
        return "values and derivatives of any order: it is linear"
    if known is None:
        return f"{UNPROVEN}: differences at rising precision"
    how = "FLINT's power series" if op.proof == "series" else "the equations that define it, solved by FLINT"
    return f"values and derivatives of any order, by {how} in Arb's balls"


def numpy_names(f: Function, aliases: list[str]) -> list[str]:
    """Its spellings in NumPy, or SciPy, which scripts may use."""
    import numpy as np

    op = getattr(f.call, "op", None)
    found = [f"np.{name}" for name in (f.name, *aliases) if name.isidentifier() and hasattr(np, name)]
    found += [f"np.linalg.{name}" for name in (f.name, *aliases) if hasattr(np.linalg, name)]
    if not found and op is not None and family(f) in ("special", "Bessel", "the normal distribution"):
        from ..dialects.scipy.special import ROWS

        known = {name for names, _, _ in ROWS for name in names.split()}
        found = [f"scipy.special.{name}" for name in (f.name, *aliases) if name in known]
    return found


def tensorflow_names(f: Function, aliases: list[str]) -> list[str]:
    """Its spellings in TensorFlow, as the dialect has them."""
    from ..dialects.tensorflow import modules

    tf, found = modules()["tensorflow"], list[str]()
    names = [*dict.fromkeys([f.name, getattr(getattr(f.call, "op", None), "short", f.name), *aliases])]
    for place, home in (("", tf), ("math.", tf.math), ("linalg.", tf.linalg), ("nn.", tf.nn)):
        known = set(dir(home))
        for name in (*names, *(f"reduce_{n}" for n in names)):
            owner: Any = getattr(home, name) if name in known else None
            if callable(owner) and not isinstance(owner, type):
                found.append(f"tf.{place}{name}")
    return found[:3]
