"""An expression, or a script's function, as source code: recorded at a point of no meaning, and the same at another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..answer.subject import Ask
from ..errors import BREAKS, GradcliError, ShapeFault
from ..interpreters.code.languages import Source, no_code
from ..interpreters.code.numpy_code import Unvectorised
from ..interpreters.code.source_code import written
from ..interpreters.code.straight_line import Line, TooLong, same_code, with_derivatives
from ..interpreters.code.unrolled import NotUnrolled, unrolled
from ..record import Record
from .expression.run import Formula
from .table.expression import RowExpression
from .table.rows import Recorded
from .values import Binding

if TYPE_CHECKING:
    from .recording import Recording

START, MOVE = 0.4375, 0.15625  # values of no meaning: not whole, apart from one another, in most domains
ELEMENTS = "write the elements of an array out, each as a name: sum([x,y,z])"


class Wanted(Record):
    """The code that is wanted: its language, the function's name, the order of derivatives, and who writes it."""

    language: str
    name: str
    order: int
    by: str = ""


def source_of(text: str, constants: Sequence[Binding], language: str, name: str, ask: Ask, by: str = "") -> str:
    """The value of an expression and its derivatives up to `ask.order` as a function in a language.

    name: "" for the one that the expression has, or f. by: who wrote it, for the header. Raises GradcliError for what
    is no expression or has no words in the language.
    """
    fixed = [b.name for b in constants]
    expression = Formula(text, fixed).expression
    if not expression.free:
        message = "the expression has no name for an argument"
        raise GradcliError(message, code="no-value", hint="gradcli eval computes it")
    free = dict.fromkeys((*expression.arguments, *expression.free))
    if not set(expression.free).difference(fixed):
        message = "no argument is left: every name has a value"
        raise GradcliError(message, code="no-value", hint="leave out the value of an argument")
    function = RowExpression(text, [n for n in free if n not in fixed], constants, ask)
    function.refuse_arrays("arguments of compiled code", ELEMENTS)
    given = "".join(f", {' '.join(b.text.split())}" for b in constants)
    name = name or (expression.title if expression.arguments else "f")
    return of_function(function, f"{' '.join(expression.body.split())}{given}", Wanted(language, name, ask.order, by))


def of_function(function: Any, text: str, wanted: Wanted) -> str:
    """The code of a function of rows, an expression's or a script's. text: what it computes. Raises GradcliError."""
    line = line_of(recorded_at(function, START), wanted.order)
    called = dict(getattr(function, "parts", {}))
    if not same_code(line, line_of(recorded_at(function, START + MOVE), wanted.order)):
        message = "what is computed depends on the values"
        raise GradcliError(message, code="language", hint="give the names that choose it a value")
    return text_of(line, function.names, function.wrt, text, wanted, called)


def of_recording(recording: Recording, text: str, wanted: Wanted) -> str:
    """The code of what a script recorded: its sources are the arguments. Raises GradcliError."""
    from .table.rows import Recorded

    program, names = recording.program, recording.names
    arguments = [names[p] for p in program.sources]
    values = tuple(recording.values[p] for p in program.sources)
    if not arguments or any(getattr(v, "shape", ()) for v in values) or len(program.targets) != 1:
        raise no_code("its constants are not all numbers", "--call f")
    line = line_of(Recorded(program, tuple(program.sources), values), wanted.order)
    return text_of(line, arguments, arguments, text, wanted, names)


def recorded_at(function: Any, start: float) -> Recorded:
    """The program of a function at numbers of no meaning. Raises GradcliError."""
    try:
        row: Recorded = function.record([start + MOVE * k for k in range(len(function.names))])
    except Unvectorised as error:
        raise no_code(error) from None
    except ShapeFault as error:
        message = f"arguments of compiled code are numbers: {error}"
        raise GradcliError(message, code="language", text=error.text, span=error.span, hint=ELEMENTS) from None
    except BREAKS as error:
        raise no_code(f"it raises {type(error).__name__}: {error}") from None
    return row


def line_of(row: Recorded, order: int) -> Line:
    """The line of value and derivatives. Raises GradcliError."""
    n = len(row.wrt)
    paths: list[tuple[int, ...]] = [()]
    paths += [(k,) for k in range(n)] if order >= 1 else []
    paths += [(k, m) for k in range(n) for m in range(n)] if order >= 2 else []
    if any(step[1].guards for step in row.program.steps):
        raise no_code("it branches on its numbers", "choose by numpy.where, which is a step, and not by if")
    try:
        program = unrolled(row.program, row.values)
        again = dict(zip(row.program.sources, program.sources))
        return with_derivatives(program, [again.get(p, p) for p in row.wrt], paths)
    except (NotUnrolled, TooLong, *BREAKS) as error:
        hint = "write it out in functions of the elements" if isinstance(error, NotUnrolled) else None
        raise no_code(str(error) or "it is too long", hint) from None


def text_of(
    line: Line, names: Sequence[str], wrt: Sequence[str], text: str, wanted: Wanted, called: Mapping[int, str]
) -> str:
    """The code of a line. called: the names of places."""
    what = {0: "value", 1: "value and gradient", 2: "value, gradient and Hessian"}[wanted.order]
    by = f" by {', '.join(wrt)}" if wanted.order else ""
    about = [
        f"{wanted.name}({', '.join(names)}) = {text}", f"{what}{by}", *[f"written by {wanted.by}"] * bool(wanted.by),
    ]  # fmt: skip
    named = {place: name for place, name in called.items() if name.isidentifier() and name != wanted.name}
    return written(line, Source(wanted.name, names, wrt, about), wanted.language, named)
