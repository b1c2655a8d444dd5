"""What depends on what, against a search of the graph that the steps are."""

from __future__ import annotations

import random

from gradcli import GradientTape, constant
from gradcli.core.reach import Way, ancestors, descendants, inputs, passes
from gradcli.ops.analysis import sin
from gradcli.ops.branches import floor, where

MADE = (lambda a, b: sin(a), lambda a, b: a * b, lambda a, b: floor(b), lambda a, b: where(a > b, a, b))


def heard(seed, count=60):
    """The steps of a random program, and the places of its two sources and of its last value."""
    dice = random.Random(seed)
    x, y = constant(0.5), constant(1.5)
    pool = [x, y, 3.0]
    with GradientTape() as tape:
        tape.watch([x, y])
        for _ in range(count):
            a, b = dice.choice(pool), dice.choice(pool)
            pool.append(dice.choice(MADE)(a, b))
        last = x * y * pool[-1]
    return [s for piece in tape.heard if isinstance(piece, list) for s in piece], x.at, y.at, last.at


def searched(edges, start):
    """All that is reached from a place."""
    found, stack = set(), [start]
    while stack:
        at = stack.pop()
        if at not in found:
            found.add(at)
            stack += edges.get(at, ())
    return found


def test_both_ways_against_a_search():
    for seed in range(40):
        steps, x, y, target = heard(seed)
        back = {s[0]: [i for i in inputs(s) if i] for s in steps}
        smooth = {s[0]: [i for i in passes(s) if i] for s in steps}
        on = {}
        for at, places in back.items():
            for i in places:
                on.setdefault(i, []).append(at)
        assert ancestors(steps, [target]) - {0} == searched(back, target)
        assert {s[0] for s in descendants(steps, [x])} | {x} == searched(on, x)
        way = Way(steps, target)
        assert way.places - {0} == searched(back, target)
        assert way.smooth - {0} == searched(smooth, target)
        for source in (x, y):
            assert bool(way.cuts(source)) or source in way.smooth or source not in way.places


def test_what_cuts_is_of_that_source_alone():
    x, z = constant(1.5), constant(2.5)
    with GradientTape() as tape:
        tape.watch([x, z])
        y = floor(x) * where(z > 0.0, 1.0, 2.0)
    program = tape.program([y], [x, z])
    way = Way(program.steps, y.at)
    assert [[s[1].name for s in way.cuts(p)] for p in program.sources] == [["floor"], ["greater"]]
