"""The verdict on a result: what was verified, by what, and how it came out."""

from __future__ import annotations

from dataclasses import dataclass, field

from .numbers import Number

VERDICTS = ("FAIL", "skipped", "undefined", "imprecise", "convention", "custom", "ok")  # worst first


@dataclass(slots=True)
class Item:
    """One verified number: what the tape says, the reference, the formula, how far they are apart, and the verdict.

    proven: the reference is a ball of FLINT's, made without any rule of ours. call: which call of a tape that was asked
    several times in one place.
    """

    path: str
    tape: Number
    reference: Number
    formula: str | None
    rel_err: float | None
    digits: int | None
    verdict: str
    note: str | None = None
    proven: bool = False
    call: int | None = None

    def rank(self) -> tuple[int, float]:
        """The worst sorts first."""
        return VERDICTS.index(self.verdict), -(self.rel_err or 0.0)


@dataclass(slots=True)
class Check:
    """The verdict on one result: that of its worst item. Where there is none, nothing was verified: `skipped`.

    symbolic: SymPy was asked too.
    """

    items: list[Item]
    notes: list[str] = field(default_factory=list)
    symbolic: bool = True

    @property
    def verdict(self) -> str:
        """The worst verdict among the items."""
        return min((item.verdict for item in self.items), key=VERDICTS.index, default="skipped")
