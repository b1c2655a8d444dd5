"""An op that is analytic, on germs with a step h of their own: along lines h = m*t it is one on germs without.

The coefficient of t**n on a line is a polynomial of degree n in m, so that of t**i * h**j follows from n + 1 lines.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flint import arb_series, fmpq, fmpq_mat

from ...core.forms import numpy
from .asymptotics import coefficient
from .germ import ONE, ZERO, Fail, Germ, Hole, elements, state, still, variable
from .multiseries import STEPS, Multiseries, Scale, T, made, monomial, real, strongest


def on_lines(run: Callable[..., Any], *args: Any) -> Any:
    """run(*args), of which it has no form as they are. Fail: something in them is not analytic."""
    found = [x for a in args for x in elements(a) if x.__class__ is Multiseries]
    h = strongest(*found) if found else None
    if h is None or not h.level or h.depth or h.q is not None:
        raise Fail("form")
    below, count = STEPS[h.level - 1], h.room()
    unit = variable(still(ZERO)) if below is T else monomial(below, ONE)
    outs, before, state.decided = [], state.decided, False
    for m in range(count):
        moved = numpy().frompyfunc(lambda x, m=m: on_line(x, h, unit * m), 1, 1)
        outs.append(run(*[moved(a) if getattr(a, "shape", ()) or isinstance(a, Multiseries) else a for a in args]))
    if state.decided:  # by an exact 0
        raise Fail("form")
    state.decided = before
    if outs[0].__class__ is tuple:
        return tuple(joined(list(part), h, below) for part in zip(*outs))
    return joined(outs, h, below)


def on_line(x: Any, h: Scale, step: Any) -> Any:
    """A germ with a number in place of h."""
    if x.__class__ is not Multiseries or x.w is not h:
        return x
    if x.rough or any(e.__class__ is not fmpq or e.q > 1 or e < 0 for e in x.terms):
        raise Fail("form")
    y = still(ZERO) if x.end is None else Germ(arb_series([], prec=0), int(real(x.end).floor()))
    for e, c in x.terms.items():
        y = y + c * step ** int(e.p)
    return y


def joined(outs: list[Any], h: Scale, below: Scale) -> Any:
    """Germs in h, element by element, from those on each line."""
    return numpy().frompyfunc(lambda *ys: one(ys, h, below), len(outs), 1)(*outs)


def one(ys: tuple[Any, ...], h: Scale, below: Scale) -> Any:
    """A germ in h from those on lines m = 0, 1, 2, ..."""
    for y in ys:
        if y.__class__ is Hole:
            return y
    count, terms = len(ys), [dict[Any, Any]() for _ in ys]
    for n in range(count):
        try:
            known = [still(y.at(n)) if below is T else coefficient(y, n, below) for y in ys[: n + 1]]
        except Fail as error:
            if error.kind != "terms" or n == 0:
                raise
            count = n
            break
        inverse = fmpq_mat([[fmpq(m) ** j for j in range(n + 1)] for m in range(n + 1)]).inv()
        for j in range(n + 1):
            terms[j][fmpq(n - j)] = sum((c * still(inverse[j, m]) for m, c in enumerate(known)), still(ZERO))
    return made(h, {fmpq(j): made(below, row, fmpq(count - j)) for j, row in enumerate(terms[:count])}, fmpq(count))
