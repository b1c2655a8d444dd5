"""What is printed, as plain data: commands compute these, and one place draws them.

A number is a float, or `Digits` where `--digits` is above 15; an array is nested lists of them; None is a null, and
has a warning with its path that says why. A path is spelled `value`, `grad.x`, `hessian.x.y`, `partials.x.x.y`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Number = Any  # float | Digits | None | nested lists of them

VERDICTS = ("FAIL", "skipped", "undefined", "imprecise", "convention", "custom", "ok")  # worst first


EXPONENT = 18  # digits of an exponent; of a longer one nobody reads them all


class Digits(str):
    """A number as decimal text: mpmath's, to so many significant digits, of which idle zeros are not written."""

    __slots__ = ("digits",)
    digits: int

    def __new__(cls, value: Any, digits: int) -> Digits:
        self = super().__new__(cls, value if isinstance(value, str) else decimal(value, digits))
        self.digits = digits
        return self

    def __reduce__(self) -> tuple[type[Digits], tuple[str, int]]:  # for copies
        return Digits, (str(self), self.digits)


def decimal(value: Any, digits: int) -> str:
    """A number as text: 0.25, 2.5e-7, 10^3.07e310."""
    import mpmath

    with mpmath.workdps(digits + 10):  # Python writes no integer of more than 4300 digits
        mantissa, e, exponent = mpmath.nstr(mpmath.mpmathify(value) + 0, digits).partition("e")
    if len(exponent) > EXPONENT:
        return f"{'-' * (value < 0)}10^{decimal(mpmath.log10(abs(value)), 6)}"
    mantissa = mantissa.removesuffix(".0")
    return f"{mantissa}e{int(exponent)}" if e else mantissa


@dataclass(slots=True)
class Note:
    """A warning: where, a stable code (kink, jump, pole, ...), a sentence, and the true value as text."""

    path: str
    code: str
    message: str
    value: str | None = None


@dataclass(slots=True)
class Item:
    """One verified number: what the tape says, the reference, the formula, how far they are apart, and the verdict."""

    path: str
    tape: Number
    reference: Number
    formula: str | None
    rel_err: float | None
    digits: int | None
    verdict: str
    note: str | None = None


@dataclass(slots=True)
class Check:
    """The verdict on one result: that of its worst item."""

    items: list[Item]
    notes: list[str] = field(default_factory=list)

    @property
    def verdict(self) -> str:
        """The worst verdict among the items."""
        return min((item.verdict for item in self.items), key=VERDICTS.index, default="ok")


@dataclass(slots=True)
class Result:
    """One function at one point: value, gradient, and what else was asked for. What was not asked for is None.

    formulas: derivatives as text, by path. A result that has no point has no numbers: only formulas, or a check.
    """

    name: str
    expr: str | None
    point: dict[str, Number]
    value: Number
    grad: dict[str, Number] | None = None
    hessian: dict[str, dict[str, Number]] | None = None
    derivatives: list[Number] | None = None
    partials: dict[str, Number] | None = None
    jacobian: dict[str, Number] | None = None
    formulas: dict[str, str] | None = None
    check: Check | None = None
    line: int | None = None
    calls: int = 1
    notes: list[Note] = field(default_factory=list)

    @property
    def numberless(self) -> bool:
        """Whether no point was given, so that there is no value."""
        return self.value is None and not self.point and (self.formulas is not None or self.check is not None)


@dataclass(slots=True)
class Report:
    """All results of one command, and the warnings that belong to none of them."""

    results: list[Result]
    notes: list[Note] = field(default_factory=list)
