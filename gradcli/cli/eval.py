"""gradcli eval: value and gradient of an expression at a point."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, Any

import click

from ..core.budget import SPREAD, readable, within
from ..errors import Edit, GradcliError, clip, quote
from . import limits, options, streams
from .output import check_destination, deliver
from .root import declared, usage

if TYPE_CHECKING:
    from ..answer.subject import Ask
    from ..frontends.values import Binding
    from ..results import Report, Result

SECONDS = 60.0  # unless --timeout says otherwise
SHORT = 500  # characters
INSTANT = frozenset(
    "sqrt exp log ln log2 log10 sin cos tan asin acos atan arcsin arccos arctan sinh cosh tanh abs erf".split()
)  # the math module's: no number makes them slow

HELP = """Value and gradient of EXPR at a point.

EXPR is arithmetic (+ - * / // % ^ or **, @), comparison, 'a if c else b', calls of functions ('gradcli functions' lists
them), [lists] and indexing. Parts may be named: 'r = sqrt(x*x + y*y); sin(r)/r', and functions: 'f(t) = t^2; f(x) +
f(2x)'. What has one reading is read as in a book: 2x, 3(x+1), x!, |x|, sum(x^k/k!, k, 0, 9). A dash reads it from
standard input.

\b
  gradcli eval 'x^2*y + sin(x*y)' x=2 y=3
  gradcli eval 'x^2*y + sin(x*y)' x=2 y=3 --order 2 --check
  gradcli eval '-exp(-x^2/2)' x=pi/4 --order 5
  gradcli eval 'sum((A@v - b)^2)' 'A=[[1,2],[3,4]]' v=1,1 b=0,1
  gradcli eval 'x^y' x=2 y=3 --partial x,x,y --json
  gradcli eval 'x*log(x)' x=5 --expect x='log(x) + 1'
  gradcli eval 'exp(x)' x=1 --get grad.x --digits 50
  gradcli eval 'x^2*sin(x)' --steps
  gradcli eval 'm*v^2/2' m=2.0+-0.1 v=3.0+-0.2

A value is a number (2, -3, 1e-3, pi/4), a list (1,2,3 or [[1,2],[3,4]]), or a file (@data.csv, .tsv, .json, .npy).
What is uncertain has its standard deviation with it (2.0+-0.1): the value's is found by the gradient.
"""
STATUS = """\b
Exit status: 0 done, 2 a mistake in the input, 3 a check disagrees,
4 a result is infinite or undefined, 5 not verified, 124 out of time.
"""


@declared("eval", HELP, "EXPR [NAME=VALUE]... [OPTION]...", STATUS)
@options.asking
@click.option("--cov", multiple=True, metavar="x,y=C", help="Covariance of uncertain variables; --cov v=MATRIX.")
@click.option("--corr", multiple=True, metavar="x,y=R", help="Correlation of uncertain variables, from -1 to 1.")
@click.option(
    "--check", cls=options.Alone, alone="yes", type=options.one_of("--check", "yes", "numeric"),
    help="Verify every number against balls that prove it, and SymPy; =numeric: without SymPy.",
)  # fmt: skip
@click.option("--formula", is_flag=True, help="Derivatives as formulas; needs no point.")
@click.option("--steps", is_flag=True, help="Derive them rule by rule, as a teacher writes it; needs no point.")
@click.option("--skip-bad", is_flag=True, help="Leave out rows of data files that are not numbers.")
@options.printing
@options.full
@options.timeout("Seconds it may take; 60 unless given.")
@click.option(
    "--memory", type=options.bytes_("--memory"), metavar="SIZE", default="1G",
    help="Memory it may take, such as 500M or 4G; 1G unless given.",
)  # fmt: skip
def command(context: click.Context, /, words: tuple[str, ...], **given: Any) -> Callable[[], int]:
    """Collect what is asked."""
    names = [word.partition("=")[0].strip() for word in words[1:] if "=" in word]
    ask, manner = options.ask({**given, "names": names}), options.manner(given)
    ask = ask._replace(deadline=given["timeout"] and monotonic() + given["timeout"])
    if not words and (sys.stdin is None or streams.is_terminal(sys.stdin)):
        return lambda: usage(context.command, context)
    text, *points = words or ("-",)
    related = given["cov"] or given["corr"]

    def work(ask: Ask = ask) -> int:
        with within(given["memory"], SPREAD if ask.order or ask.check else 2.0):
            try:
                if related:
                    from .covariances import covariances

                    ask = ask._replace(covariances=covariances(points, given["cov"], given["corr"]))
                report = answer(text, points, ask, given["skip_bad"])
            except MemoryError:
                message = f"this takes more memory than the limit of {readable(given['memory'])}"
                raise GradcliError(message, code="memory", hint="--memory 4G allows more") from None
        return deliver(report, manner)

    check_destination(manner)
    hint = None if given["timeout"] else "--timeout allows more"
    seconds = given["timeout"] or SECONDS
    supervised = limits.supervised(seconds, work, hint, given["memory"])

    def instant() -> int:
        from ..answer.subject import InDoubt

        with suppress(InDoubt), limits.alarm(seconds, hint):
            return work(ask._replace(float64=True))
        return supervised()

    return instant if is_instant(text, points, ask) and not related else supervised


def is_instant(text: str, points: Sequence[str], ask: Ask) -> bool:
    """Whether float64's numbers cannot take long: a short formula of elementary functions, at numbers."""
    more = ask.partials or ask.check or ask.expect or ask.formula or ask.steps or ask.prove
    if more or ask.order > 2 or ask.digits > 15 or text == "-" or len(text) > SHORT or "[" in text:
        return False
    called = set(re.findall(r"([^\W\d]\w*)\s*\(", text))
    return called <= INSTANT and all(map(is_short, points))


def is_short(point: str) -> bool:
    """Whether an argument gives a name a number of few digits: x=2.5e-3, x=pi/4."""
    from ..frontends.expression.tokens import is_float

    name, _, value = (part.strip() for part in point.partition("="))
    number = value.lstrip("+-")
    number = number.removeprefix("pi").removeprefix("/") or "1" if number.startswith("pi") else number
    return name.isidentifier() and len(number) < 30 and len(number.partition("e")[2]) < 6 and is_float(number)


def answer(text: str, points: list[str], ask: Ask, skip_bad: bool) -> Report:
    """Read the expression and its point, and compute."""
    from ..frontends.evaluate import calculate
    from .points import is_piped

    def long(*given: Any) -> Result | None:
        from ..frontends.elementwise import long_table

        return long_table(*given)

    try:
        report = calculate(*read((text, *points), skip_bad, uncertain=True), ask, long)
        if " - " in text and (slope := along_curve(report.results[0])):
            streams.tell(f"note: {slope}\n")
        return report
    except GradcliError as error:
        if error.code == "no-value" and text != "-" and not points and is_piped():
            error.hint = f"{error.hint}; for rows that a pipe has: gradcli table '{clip(text)}' -"
        raise


def along_curve(result: Result) -> str:
    """The slope of the curve on which an expression of two numbers is 0, where it is; nothing of any other."""
    from .formats.numbers import short

    slopes = [v for v in (result.grad or {}).values() if isinstance(v, float)]
    if result.value.__class__ is not float or abs(result.value) > 1e-12 or len(slopes) != 2 or not slopes[1]:
        return ""
    x, y = result.grad or ("x", "y")
    return f"along the curve where this is 0, d{y}/d{x} is {short(-slopes[0] / slopes[1])}"


def see_options(text: str, points: Sequence[str], bindings: Sequence[Binding]) -> None:
    """Raise GradcliError for order=2 or corr=0.5, which the expression does not name: an option is meant."""
    words = {"order": "--order", "digits": "--digits", "wrt": "--wrt"}
    uncertain = [b.name for b in bindings if b.deviation is not None]
    words |= {"corr": "--corr", "rho": "--corr", "cov": "--cov"} if len(uncertain) == 2 else {}
    for point in points:
        name, _, value = point.partition("=")
        if name in words and not re.search(rf"\b{name}\b", text):
            value = f"{','.join(uncertain)}={value}" if words[name][:4] == "--co" else value
            message = f"{name} is not used"
            raise GradcliError(message, code="unused", text=point, edit=Edit((point,), (words[name], value)))


def read(words: Sequence[str], skip_bad: bool = False, uncertain: bool = False) -> tuple[str, list[Binding]]:
    """The expression's text and its bindings, read from where the words say."""
    from .points import at

    text, *points = words
    if text == "-":
        if any(point.endswith("=@-") for point in points):
            raise GradcliError("standard input is named twice", hint="put the expression, or the data, in a file")
        text = streams.read_input("an expression")
    if text.endswith(".py") and os.path.isfile(text):
        from .script_words import line_of as of_script

        mended = Edit(("eval", *words), tuple(of_script(words)), whole=True)
        raise GradcliError(f"{quote(text)} is a script", code="binding", edit=mended)
    if re.fullmatch("-[A-Za-z]|--", text) and points and "=" not in points[0]:  # -e EXPR
        raise GradcliError(f"no such option {quote(text)}", code="option", edit=Edit((text,), ()))
    if re.match(r"\s*(?:\w+\s+)+(?:of|to)\s", text) and ("=" in text or not re.search("deriv|grad|diff", text)):
        from ..frontends.expression.translation.requests import read as read_request
        from .meanings import MEANINGS
        from .unknown_commands import of_verb

        if asked := read_request(text, MEANINGS).quantity:
            edit = of_verb(("eval", *words), MEANINGS[asked], words)[1]
            raise GradcliError(f"{quote(text)} is in words", code="binding", edit=edit)
    if text.lstrip()[:1] in tuple("d∂D(\\") and re.match(r"\s*(?:\\frac\s*\{d|[d∂]\s*/|d\w*\(|D\(|\(.*\)')", text):
        from .expecting import equation

        if edit := equation(text, [point.partition("=")[0] for point in points]):
            raise GradcliError("a derivative by hand stands behind --expect", edit=edit)
    bound = "=" in text and re.fullmatch(r"\s*[^\W\d]\w*\s*=([^=;<>]+)", text)
    named = bound and re.search(r"[^\W\d_]", bound[1])  # y = x^2, and no x = 2
    others = [point for point in points if "=" not in point] if bound else []
    if others and named:
        from .eval_words import of_order
        from .lines import line_of

        made = line_of([text, *(one for one in points if not of_order(one))])
        others = [one for one in made.others if not os.path.isfile(one)]
    if bound and (not named or others):
        first = (others or ["x^2"])[0]
        line = ("eval", first, text, *(point for point in points if point != first))
        edit = Edit(("eval", *words), line if first in points else ("eval", "x^2", "x=3"), whole=True)
        raise GradcliError("the expression comes first", code="binding", edit=edit)
    try:
        bindings = at(points, skip_bad, uncertain)
    except GradcliError as error:
        from .eval_words import mend

        mend(error, text, words)
        raise
    see_options(text, points, bindings)
    if "numpy" in sys.modules or any(isinstance(binding.value, list) for binding in bindings):
        from . import memory

        memory.keep()
    return text, bindings
