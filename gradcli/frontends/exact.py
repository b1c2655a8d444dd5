"""A study with numerals and points read as the decimals that were written: in mpmath, or in germs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from ..answer.subject import Ask, Subject
from ..core.timer import limit
from ..core.trace import plain
from ..errors import BREAKS, DomainFault, GradcliError
from ..ops.values import listed, shape_of
from ..results.numbers import Digits
from .expression.nodes import Node, evaluate
from .expression.run import Formula, apply, number

Run = tuple[Subject, dict[int, Node]]
BITS, SECONDS = (200, 2000), 1.0  # with which, and how long, a point is looked at that float64 has no value for
ELEMENTS = 100  # of a point, more than which FLINT's matrices would take too long
BLOCK, NUMERAL = 4000, 64_000  # digits read at once; digits read at all, which is more than any number is given
CANCELLED = 400  # digits with which the sums of a point are computed


def written(
    binding: Any, constants: Mapping[str, Any], numeral: Callable[[str], Any], lift: Callable[[Any], Any]
) -> Any:
    """The value of a binding as it is written, in the numbers of `numeral`; of one that is data, lifted to them."""
    if binding.expression is None:
        return lift(number(binding.value))
    found = evaluate(binding.expression, constants, lambda node, args: plain(apply(node, args)), numeral)
    return found[binding.expression.result]


def exactly(binding: Any) -> Any:
    """The value of a binding as it is written, in mpmath's working precision."""
    import mpmath

    from ..interpreters.lift import lift

    value = written(binding, {"pi": +mpmath.pi, "e": +mpmath.e, "tau": 2 * mpmath.pi}, numeral, lift)
    return value if value.__class__ is not float else mpmath.mpf(value)


def nearest(binding: Any) -> Any:
    """The value of a binding in float64: of a sum the nearest, for its digits may cancel."""
    if binding.expression is None or not any(node.op in ("add", "subtract") for node in binding.expression.nodes):
        return number(binding.value)
    import mpmath

    with mpmath.workdps(CANCELLED):
        value = exactly(binding)
        return value.astype(float) if shape_of(value) else float(value)


def decimal_point(binding: Any, digits: int) -> Any:
    """The same for the report: a text, or nested lists of floats."""
    import mpmath

    with mpmath.workdps(digits + 10):
        value = exactly(binding)
        return listed(number(binding.value)) if shape_of(value) else Digits(value, digits)


def numeral(text: str) -> Any:
    """A decimal as a number of mpmath's, in its working precision. Python converts no more than 4300 digits at once."""
    import mpmath

    if len(text) <= BLOCK:
        return mpmath.mpf(text)
    mantissa, _, exponent = text.lower().partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits, value = (whole + fraction).lstrip("0"), 0
    kept = digits[:NUMERAL]
    for at in range(0, len(kept), BLOCK):
        part = kept[at : at + BLOCK]
        value = value * 10 ** len(part) + int(part)
    return value * mpmath.mpf(10) ** (int(exponent or "0") - len(fraction) + len(digits) - len(kept))


def in_mpmath(formula: Formula, bindings: Sequence[Any], ask: Ask) -> Subject:
    """The study in mpmath's working precision."""
    return formula.run({b.name: exactly(b) for b in bindings}, ask.wrt, numeral)[0]


def in_germs(formula: Formula, bindings: Sequence[Any], ask: Ask) -> Run:
    """The study in germs, rational numbers and balls of FLINT's working precision; for each place its node."""
    from ..interpreters.germs import Lifter, Number

    lift, one, pi = Lifter(), Number.decimal("1"), Number.constant("pi")
    constants = {"pi": pi, "e": Number.constant("e"), "tau": pi * 2}
    values = {b.name: written(b, constants, Number.decimal, lift) for b in bindings}
    values = {name: v * one if v.__class__ is bool else v for name, v in values.items()}
    return formula.run(values, ask.wrt, Number.decimal)


def run(formula: Formula, values: Mapping[str, Any], bindings: Sequence[Any], ask: Ask) -> tuple[Run, bool]:
    """The study in float64, and whether it is germs' rounded: where rounding alone has no value, as of a matrix that is
    singular in its digits. Raises the DomainFault of float64 where germs have none either.
    """
    try:
        return formula.run(values, ask.wrt), False
    except DomainFault as error:
        if sum(getattr(v, "size", 1) for v in values.values()) > ELEMENTS:
            raise
        fault = error
    from flint import ctx

    from ..interpreters.germs import Fail, rounded

    before = ctx.prec
    try:
        with suppress(TimeoutError), limit(SECONDS, TimeoutError):
            for ctx.prec in BITS:
                with suppress(Fail, GradcliError, *BREAKS):
                    subject, origin = in_germs(formula, bindings, ask)
                    program, point = subject.program.mapped(rounded), tuple(map(rounded, subject.values))
                    return (subject._replace(program=program, values=point), origin), True
    finally:
        ctx.prec = before
    raise fault
