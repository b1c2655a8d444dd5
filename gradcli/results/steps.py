"""How a derivative is derived, line by line."""

from __future__ import annotations

from ..record import Record


class Step(Record):
    """One line of a derivation: the rule, what is derived, what the rule makes of it; and the same in LaTeX."""

    rule: str
    left: str
    right: str
    latex: tuple[str, str]


class Derivation(Record):
    """How one derivative is derived: what it is, df/dx, and the lines."""

    title: str
    lines: list[Step]
