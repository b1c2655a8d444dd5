"""A printed number: a float, or decimal text where more digits are asked for than a float has."""

from __future__ import annotations

from typing import Any

Number = Any  # float | Digits | None | nested lists of them
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
        value = of_flint(value)
        mantissa, e, exponent = mpmath.nstr(value + 0, digits).partition("e")
    if len(exponent) > EXPONENT:
        return f"{'-' * (value < 0)}10^{decimal(mpmath.log10(abs(value)), 6)}"
    mantissa = mantissa.removesuffix(".0")
    return f"{mantissa}e{int(exponent)}" if e else mantissa


def of_flint(value: Any) -> Any:
    """A ball's middle, or a rational number, of FLINT's, or any other number, as one of mpmath's."""
    import mpmath

    if hasattr(value, "mid_rad_10exp"):
        man, exponent = value.mid().man_exp()
        return mpmath.ldexp(mpmath.mpf(int(man)), int(exponent))
    if hasattr(value, "numer"):
        return mpmath.mpf(int(value.numer())) / int(value.denom())
    return mpmath.mpmathify(value)
