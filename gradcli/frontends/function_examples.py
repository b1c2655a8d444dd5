"""An example of each function: a call at a point, with its value and gradient."""

from __future__ import annotations

from itertools import product
from typing import Any

from ..answer.settle import settle
from ..answer.subject import Ask
from ..core.op import Op
from ..core.trace import split
from ..core.vocabulary import Function
from ..errors import BREAKS, GradcliError
from ..ops.values import is_finite, listed
from .expression.run import Formula, number

ARGUMENTS = ("0.5", "1.5", "2", "0.3,0.5,1.5", "[[2,1],[1,3]]")
FORMS = ("{}(x)", "{}(x, y)", "{}(1, x)", "{}(2, x)", "{}(x, 1)", "{}(x, 2)", "{}(x, y, z)", "{}(1, 2, x)",
         "{}(x, 0, 1)", "{}(x, y, 0)", "{}(1, 2, 3, x)")  # fmt: skip
EXAMPLES = {  # of what no plain form calls, or calls where it is flat
    "piecewise": ("piecewise((x^2, x > 1), (x, True))", "x=2"), "kron": ("kron(x, y)", "x=[[1,2]] y=[[3,4]]"),
    "chebyshev": ("chebyshev(3, x)", "x=2"), "legendre": ("legendre(3, x)", "x=2"),
    "squeeze": ("squeeze(x)", "x=[[1,2]]"), "stack": ("stack(x, y)", "x=1,2 y=3,4"),
    "concatenate": ("concatenate(x, y)", "x=1,2 y=3,4"),
    "lambertw_branch": ("lambertw_branch(x, -1)", "x=-0.2"), "corrcoef": ("corrcoef(x, y)[0][1]", "x=1,2,4 y=1,3,2"),
    "clip": ("clip(x, 0, 2)", "x=0.5"), "nthroot": ("nthroot(x, 3)", "x=2"),
    **{name: (f"{name}(complex(x, y))", "x=0.5 y=2") for name in ("real", "imag", "angle")},
    **{name: (f"real({name}(complex(x, y)))", "x=0.5 y=2") for name in ("cexp", "clog", "conj")},
    "complex": ("abs(complex(x, y))", "x=0.5 y=2"),
}  # fmt: skip

Example = tuple[str, dict[str, str], Any, dict[str, Any]]  # expression, point, value, gradient


def example(f: Function, of_arrays: bool) -> Example:
    """The first call, of plain forms and points, that has a finite value and a gradient that is not all zero.

    of_arrays: whether those with arrays come first.
    """
    if f.name in EXAMPLES:
        text, words = EXAMPLES[f.name]
        point = dict(word.split("=", 1) for word in words.split())
        return answered(Formula(text, tuple(point)), point)
    fallback = None
    arguments = ARGUMENTS[::-1] if of_arrays else ARGUMENTS
    for form in FORMS:
        text = form.format(f.name)
        try:
            formula = Formula(text)
        except GradcliError:
            continue
        names = formula.expression.free
        for texts in product(arguments, repeat=len(names)):
            point = dict(zip(names, texts))
            try:
                found = answered(formula, point)
            except (GradcliError, *BREAKS, NotImplementedError):
                continue
            slopes = flat(list(found[3].values()))
            numbers = flat(found[2]) + slopes
            if None in numbers or not all(map(is_finite, numbers)) or len(flat(found[2])) > 9:
                continue
            if any(slopes):
                return found
            fallback = fallback or found
    assert fallback is not None, f.name
    return fallback


def answered(formula: Formula, point: dict[str, str]) -> Example:
    """An expression at a point, with its value and gradient."""
    subject = formula.run({n: number(read(t)) for n, t in point.items()}, None)[0]
    value, *slopes = (listed(b.value) for b in settle(subject, Ask()).blocks)
    return formula.expression.text, point, value, dict(zip(subject.names, slopes))


def read(text: str) -> Any:
    """A point's text as a number or lists."""
    import json

    return json.loads(text if text.startswith("[") or "," not in text else f"[{text}]")


def flat(value: Any) -> list[Any]:
    """The numbers of nested lists."""
    return [x for part in value for x in flat(part)] if isinstance(value, list) else [value]


def ops(made: Example) -> list[Op]:
    """The ops that an example is made of, in the order in which they run."""
    text, point, *_ = made
    subject = Formula(text, tuple(point)).run({n: number(read(t)) for n, t in point.items()}, None)[0]
    return [step[1] for step in subject.program.needed().steps if len(split(step)[0])]
