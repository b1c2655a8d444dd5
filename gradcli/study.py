"""A study: a program at a point, and all that was asked of it: value, gradient, higher derivatives, and their check."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True, frozen=True)
class Ask:
    """What the user wants to know.

    order: 0 value only, 1 gradient, 2 Hessian too, n all derivatives up to n. partials: mixed partials by name.
    wrt: the names to differentiate by; None for all. digits: significant digits, all of them to be right.
    expect: gradients that the user derived by hand, by name, as expressions. formula: symbolic derivatives, no point needed.
    """

    order: int = 1
    partials: tuple[tuple[str, ...], ...] = ()
    wrt: tuple[str, ...] | None = None
    check: bool = False
    rtol: float | None = None
    digits: int = 10
    expect: dict[str, str] = field(default_factory=dict)
    formula: bool = False
