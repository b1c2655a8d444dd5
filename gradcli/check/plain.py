"""The check of floats by balls alone, without mpmath's digits: where all agree there is nothing to explain."""

from __future__ import annotations

from time import process_time
from typing import Any

from ..interpreters.numeric import Function, NoForm, TimeUp
from ..interpreters.references import Move, limits
from ..results.check import Item
from .claims import Claim, Question
from .distance import distance
from .verdict import Verdict

SHARE = 0.5  # of the time


def agreed(question: Question, value: Any, rtol: float | None, seconds: float) -> list[Item] | None:
    """The items of all claims, proven right as is the value; None where one is not a float, or not plainly right."""
    if question.symbolic or any(v.__class__ is not float for v in (value, *(c.found for c in question.claims))):
        return None
    f = Function(question.program, question.point, range(len(question.point)), None, process_time() + SHARE * seconds)
    try:
        if f.guards or question.seeds is not None or (value_of := proven(question, None, f, value, rtol)) is None:
            return None
        items = [proven(question, claim, f, claim.found, rtol) for claim in question.claims]
    except (NoForm, TimeUp):
        return None
    agreeing = [item for item in items if item is not None]
    return None if len(agreeing) < len(items) or f.flipped else agreeing or [value_of]


def proven(question: Question, claim: Claim | None, f: Function, found: float, rtol: float | None) -> Item | None:
    """The item of a claim, or of the value, if a ball proves it right."""
    from flint import arb

    from ..results import VALUE
    from .claims import Claim

    claim = claim or Claim(VALUE, (), found)
    judge = Verdict(question, claim, f, rtol)
    (limit,) = limits(f, [Move(n) for n in claim.sources], judge.needed, question.exact)
    if limit.kind not in ("exists", "onesided") or limit.doubt is not None:
        return None
    c = arb(limit.value)
    reference = c.mid() if not c.contains(0) else arb(0)
    error, digits = distance(found, reference)
    if error is None or error > judge.rtol:
        return None
    note = "one-sided" if limit.kind == "onesided" else None
    return Item(claim.path, found, float(reference), None, error, digits, "ok", note, True)
