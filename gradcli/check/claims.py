"""What is to be verified: a program at a point, and the derivatives that were found there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..core.program import Program
    from ..interpreters.germs import Point
    from ..results import Path
    from ..tape.recorder import Call

WORKING = 50  # digits of what is not differenced


@dataclass(slots=True)
class Claim:
    """A derivative as it was found: by `sources`, in order, of shape [target's shape +] each source's shape.

    path: how it is spelled in the report, `grad.x`. found: a float, an mpf, decimal text, None for a null, or an array.
    width: the bytes of the format that it was rounded to, where its class does not tell. by_row: the first axes of
    target and source are one, as in a batch Jacobian.
    """

    path: Path
    sources: tuple[int, ...]
    found: Any
    width: int = 8
    by_row: bool = False


@dataclass(slots=True)
class Question:
    """What is to be verified: a program at a point, and the derivatives that were found there.

    names, point: one per source of the program. seeds: (place, cotangent) of the targets, whose weighted sum is
    differentiated; None for the first target itself, element by element. dialect: the rules are another library's,
    whose answers at awkward points are kept: a number that is wrong at the very point only is its convention. exact:
    the point in germs, in the precision in force, where its numbers are not the floats that they were recorded as.
    symbolic: SymPy is asked too.
    """

    program: Program
    names: Sequence[str]
    point: Sequence[Any]
    claims: Sequence[Claim]
    seeds: Sequence[tuple[int, Any]] | None = None
    dialect: bool = False
    exact: Callable[[], Point] | None = None
    symbolic: bool = True

    @classmethod
    def of(cls, call: Call, names: Sequence[str], answers: Sequence[Any] | None = None, **about: Any) -> Question:
        """The question that a call to a tape answered. What it answered with None is not claimed, nor the zeros that
        were asked for where an integer has no gradient.

        answers: one per source, in order; without them, the leaves of the call's result.
        A Variable's value is the one that was read, whatever it was assigned since.
        """
        from ..core.program import Program
        from ..core.trace import dtype_kind, held, plain
        from ..results import Path
        from ..tape.structure import flatten
        from .rule_tests import unheard

        batch = call.method == "batch_jacobian"
        claims = []
        with unheard():
            for n, g in enumerate(flatten(call.result) if answers is None else answers):
                if g is not None:
                    coarse = getattr(getattr(g, "dtype", None), "name", "") == "bfloat16"
                    found = plain(g.densify() if hasattr(g, "densify") else g)
                    if dtype_kind(found) in ("i", "u"):
                        continue
                    claims.append(Claim(Path(call.kind, names[n]), (n,), found, 1 if coarse else 8, batch))
        seen, p = call.program.values(), call.program
        program = Program([s.at for s in call.sources], p.targets, p.steps, p.active)
        point = [seen.get(s.at, held(s)) for s in call.sources]
        seeds = [(at, plain(g)) for at, g in call.seeds] if call.kind == "grad" else None
        return cls(program, names, point, claims, seeds, **about)
