"""The vjp rules at the precision in force: the tape's sweep without its rounding, and each step's rule by itself."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from ..core.forms import numpy
from ..core.op import Op
from ..core.program import Program, Slice, Uniform, replay
from ..core.reach import inputs
from ..core.trace import Listener, Step, Tensor, cut, place, plain, tick, trace
from ..errors import BREAKS, GradcliError
from ..interpreters.error_bounds import width
from ..interpreters.formula.forward import rate_of
from ..interpreters.lift import lift
from ..interpreters.numeric import Function, NoForm, TimeUp
from ..interpreters.references import Move, near
from ..interpreters.reverse import reverse
from ..interpreters.stacked import basis
from ..ops.indexing import getitem
from ..ops.layout import fit, ravel, swapaxes, total
from ..ops.multi_output import Parts
from ..ops.values import elements, like, shape_of

FAULTS = (*BREAKS, NoForm, GradcliError)
STEPS = 20_000  # a longer program's rules are not run step by step


@contextmanager
def unheard() -> Iterator[None]:
    """A block that no open tape hears."""
    kept, trace.listeners = trace.listeners, []
    cut()
    try:
        yield
    finally:
        trace.listeners = kept
        cut()


def by_rules(f: Function, path: Sequence[Move], output: int) -> Any:
    """The derivative of the function's value number `output` along `path` by the rules, nested once per order.

    None where the rules cannot run at this precision.
    """
    ears = [Listener() for _ in path]
    with unheard():
        try:
            for ear in ears:
                ear.start()
            moving = {p: Tensor(f.given[p], tick()) for p in f.places.values() if p > 0}
            for x in moving.values():
                for ear in ears:
                    ear.mark(x)
            y = value_of(f, record(f, moving), output)
            for move in path:
                ear = ears.pop()
                ear.stop()
                y = slope(ear, y, moving.get(f.places[move.source]), move)
            return plain(y)
        except TimeUp:
            raise
        except Exception:  # a user's own rule need not know our numbers, and may raise anything
            return None
        finally:
            for ear in ears:
                ear.stop()


def noise(f: Function, path: Sequence[Move], output: int, exact: Any, bits: int) -> Any:
    """How far off the rules are when they run with this many bits, give or take two: the rounding to be expected."""
    import mpmath

    worst = mpmath.mpf(0)
    for prec in (bits, bits - 1, bits - 2):
        with mpmath.workprec(prec):
            rough = by_rules(f, path, output)
        if rough is not None and mpmath.isfinite(rough):
            worst = max(worst, abs(rough - exact))
    return worst


def in_floats(program: Program, f: Function, move: Move, output: int, absorb: bool = True) -> tuple[Any, bool]:
    """(one element of a gradient by the rules at the recorded values, whether floats ran out of range on the way).

    absorb: zero times infinity is zero on the way, as on a tape of our own.
    """
    seeds = f.recorded
    if seeds is None:
        seeds = [(f.target, next(islice(basis(program.values().get(f.target, 0.0)), output, None)))]
    with unheard():
        cotangents = reverse(program, seeds)
        lost = not all(v - v == 0 for g in cotangents.values() for v in elements(g))
        if lost and absorb:
            cotangents = reverse(program, seeds, absorb=True)
    found = cotangents.get(f.places[move.source], 0.0)
    return (found[move.at] if move.at else found), lost or out_of_range(f)


def out_of_range(f: Function) -> bool:
    """Whether a recorded value overflowed, or vanished, where the true one does not."""
    env = f.run({})
    for line in f.lines:
        tiny = {2: 1e-4, 4: 1e-37, 8: 1e-300}[width(line.value)]
        for a, exact in zip(elements(line.value), elements(env[line.place])):
            if not isinstance(a, tuple) and (a - a != 0 or (abs(a) < tiny and exact != 0)):
                return True
    return False


def record(f: Function, moving: dict[int, Tensor]) -> dict[int, Any]:
    """Run the function's steps on Tensors: {place: Tensor}. A source that follows another is the Tensor made there."""

    def apply(step: Step, args: list[Any]) -> Any:
        at, op, value = step[:3]
        if op.reads and (source := inputs(step)[0]) in moving:
            return op.call(Tensor(lift(value), moving[source].at))
        y = op.call(*args)
        if at in moving and isinstance(y, Tensor):
            moving[at] = y
            place(y)
        return y

    return replay(f.lines, {**f.unmoved(), **moving}, apply)


def value_of(f: Function, env: dict[int, Any], output: int) -> Any:
    """One of the function's values, recorded."""
    if f.seeds is None:
        y = env[f.target]
        return getitem(ravel(y), output) if shape_of(y) else y
    terms = [total(env[p] * g) if getattr(g, "shape", ()) else env[p] * g for p, g in f.seeds if p in env]
    return sum(terms[1:], terms[0]) if terms else 0.0


def slope(ear: Listener, y: Any, x: Tensor | None, move: Move) -> Any:
    """The derivative of y along one move, by a sweep over what `ear` heard."""
    if not isinstance(y, Tensor) or x is None:
        return 0.0
    past = Slice()
    past.extend(ear.heard)
    g = reverse(past.program([y.at], [x.at]), [(y.at, like(y.value, 1.0))]).get(x.at)
    if g is None:
        return 0.0
    if move.weights is not None:
        return total(g * move.weights)
    return getitem(g, move.at) if move.at else g


def suspects(f: Function, aside: bool = False) -> set[Op]:
    """The ops whose rule, in some step that a cotangent reaches, is not the transpose of that step's derivative.

    aside: not at the point itself but a thousandth away from it, where no step is at an awkward place by accident.
    """
    found: set[Op] = set()
    if len(f.lines) > STEPS:
        return found
    toss, flipped = random.Random(0), f.flipped
    with unheard():
        env = f.run({n: nudge(v, toss) for n, v in f.inputs.items()} if aside else {})
        f.flipped = flipped
        swept = {f.target, *(at for at, _ in f.recorded or ())}  # the places that a cotangent reaches
        for line in reversed(f.lines):
            if line.place not in swept:
                continue
            if line.op.kind != "flat":
                swept.update(at for at, rule in zip(line.places, line.op.vjp) if rule is not None)
            if line.op not in found and not transposed(line, env, f.live, toss):
                found.add(line.op)
    return found


def nudge(value: Any, toss: random.Random) -> Any:
    """A small random displacement."""
    size = max([abs(v) for v in elements(value) if v - v == 0], default=0)
    return like_this(value, toss) * (size or 1) / 1000


def transposed(line: Uniform, env: dict[int, Any], live: set[int], toss: random.Random) -> bool:
    """Whether a step's rules are the transpose of its derivative: <g, J t> = <rule(g), t> for random g and t."""
    op, places, args = line.op, line.places, line.args
    xs, y = [env.get(i, a) if i else a for i, a in zip(places, args)], env[line.place]
    if op.casts or op.kind == "flat" and not op.custom:
        return True
    g = Parts({n: like_this(v, toss) for n, v in enumerate(y)}) if isinstance(y, tuple) else like_this(y, toss)
    for n, at in enumerate(places):
        if at not in live:
            continue
        try:
            t = tuple(like_this(v, toss) for v in xs[n]) if isinstance(xs[n], tuple) else like_this(xs[n], toss)
            if op.symmetric:
                t = t + swapaxes(t, -1, -2)
            pushed = rate_of(op, xs, [{1: t} if m == n else {} for m in range(len(xs))], 1)
            rule = op.vjp[n]
            pulled = rule(g, y, *xs) if rule else None
            if op.fits and pulled is not None:
                pulled = fit(pulled, xs[n])
            a, b = inner(g, pushed), inner(pulled, t)
        except TimeUp:
            raise
        except Exception:  # as above
            if op.custom:
                return False
            continue
        if a == a and not near(a, b, 1e-30, 1e-9):
            return False
    return True


def like_this(value: Any, toss: random.Random) -> Any:
    """Random numbers in the shape of `value`."""
    if not shape_of(value):
        return lift(toss.uniform(0.5, 1.5))
    return lift(numpy().reshape([toss.uniform(0.5, 1.5) for _ in elements(value)], shape_of(value)))


def inner(a: Any, b: Any) -> Any:
    """The inner product of two values of one shape; of tuples, that of their parts."""
    if a is None or b is None:
        return 0.0
    if isinstance(a, dict):
        return sum(inner(part, b[n]) for n, part in a.items())
    if isinstance(b, dict):
        return inner(b, a)
    if isinstance(a, tuple):
        return sum(inner(x, y) for x, y in zip(a, b))
    product = a * b
    return product.sum() if getattr(product, "shape", ()) else product
