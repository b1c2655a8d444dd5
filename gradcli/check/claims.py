"""What is to be verified: a program at a point, and the derivatives that were found there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ..core.program import Program
    from ..tape import Call


@dataclass(slots=True)
class Claim:
    """A derivative as it was found: by `sources`, in order, of shape [target's shape +] each source's shape.

    path: how it is spelled in the report, `grad.x`. found: a float, an mpf, decimal text, None for a null, or an array.
    """

    path: str
    sources: tuple[int, ...]
    found: Any


@dataclass(slots=True)
class Question:
    """What is to be verified: a program at a point, and the derivatives that were found there.

    names, point: one per source of the program. seeds: (place, cotangent) of the targets, whose weighted sum is
    differentiated; None for the first target itself, element by element. conventions: ops whose rules differ from the
    derivative on purpose. dialect: the rules are another library's, whose answers at awkward points are kept: a number
    that is wrong at the very point only is its convention.
    """

    program: Program
    names: Sequence[str]
    point: Sequence[Any]
    claims: Sequence[Claim]
    seeds: Sequence[tuple[int, Any]] | None = None
    conventions: Collection[str] = ()
    dialect: bool = False

    @classmethod
    def of(cls, call: Call, names: Sequence[str], **about: Any) -> Question:
        """The question that a call to a tape answered. What it answered with None is not claimed.

        A Variable's value is the one that was read, whatever it was assigned since.
        """
        from ..core.trace import plain
        from ..tape import flatten
        from .rules import unheard

        kind = "grad" if call.method == "gradient" else "jacobian"
        with unheard():
            answers = [plain(g.densify() if hasattr(g, "densify") else g) for g in flatten(call.result)]
        claims = [Claim(f"{kind}.{name}", (n,), g) for n, (name, g) in enumerate(zip(names, answers)) if g is not None]
        seen = call.program.values()
        point = [seen.get(p, s.value) for p, s in zip(call.program.sources, call.sources)]
        seeds = [(p, plain(g)) for p, g in call.seeds] if kind == "grad" else None
        return cls(call.program, names, point, claims, seeds, **about)
