"""Whether what a script decides at equal numbers hangs on them: they part as its sources move.

Two numbers that are equal at a point and move alike about it decide nothing there: what is left of a loan once the last
rate has paid it off is 0 whatever the loan was, the two innermost deviations from a median are always equal, and an
iteration that has come to rest compares a number with itself. So the steps are run again where the sources are moved
a little. What rounding alone keeps apart is as good as equal: `t < 1` after ten steps of 0.1.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import pairwise
from math import inf
from typing import Any

from ....core.forms import numpy
from ....core.op import OPAQUE
from ....core.program import Program, replay
from ....core.reach import ancestors, inputs
from ....core.trace import Step, is_truth, split
from ....errors import BREAKS
from ....interpreters.error_bounds import errors, format_of, of_constant
from ....interpreters.reverse import reverse

MOVE = 1e-6  # of a source, relative to its size
ALIKE = 1e-5  # of what two numbers move by: what they may part by
DEEP = 3  # steps back from a comparison, in which it is looked for what moves
NOISE = 1e-8  # of what moves there: what rounding may make two numbers part by
MOST = 1e5  # roundings that are reckoned with
LONG = 20_000  # steps: more get no bounds
GLANCE = 1000  # elements that are compared with all others
ALONE = " alone"  # decided by rounding, of numbers that move alike
FINE = 1e-10  # of the numbers that were subtracted: a larger bound on their rounding says nothing


class Ties:
    """The flat steps of a program at ties. live: its steps that depend on a source; sources, targets: their places;
    move: how far each source is moved, relative to its size."""

    def __init__(
        self, live: Sequence[Step], sources: Sequence[int], targets: Sequence[int], move: float = MOVE
    ) -> None:  # fmt: skip
        self.live, self.sources, self.targets, self.move = live, sources, targets, move
        self.number = {step[0]: n for n, step in enumerate(live)}
        self.bound: dict[int, Any] | None = None  # on the rounding of what each step makes
        self.others = list[dict[int, Any]]()  # what each makes at other points

    def at(self, step: Step) -> str | None:
        """How a step is tied: "" at equal numbers, else by which two that rounding keeps apart; None if it is not."""
        op, args = step[1], split(step)[1]
        if op.kinks is None or op.kind not in ("flat", OPAQUE):
            return None
        if op.compares and any(map(is_truth, args)):
            return None  # what made the truth decides
        exactly = op.kind == OPAQUE or met(op.kinks, step)
        close = op.compares and len(args) == 2 and (self.rounded(step, args) or self.near(step))
        if not (exactly or close) or not self.part(step):
            return ALONE if (exactly or close) and self.flips(step) else None
        if exactly:
            return ""
        return f", {args[0]!r} against {args[1]!r}" if float in map(type, args) else ", of numbers that differ by it"

    def rounded(self, step: Step, args: Sequence[Any]) -> bool:
        """Whether two numbers differ by no more than the steps up to there may have rounded."""
        try:
            return anywhere(near(args[0], args[1], self.slack(step, args)))
        except BREAKS:
            return False

    def near(self, step: Step) -> bool:
        """Whether an op may sit on its kink, or beyond it, for all that rounding says: where that is little."""
        return gap_of(step) is not None and anywhere(self.close(step))

    def close(self, step: Step) -> Any:
        """Which elements of a step those are."""
        if self.bound is None:
            short = len(self.live) <= LONG
            self.bound = errors(Program(self.sources, (), self.live), decimals=True) if short else {}
        args, found = split(step)[1], [self.bound.get(i) if i else of_constant(a) for i, a in zip(*split(step))]
        known = [e for e in found if e is not None] or [0.0]
        if not self.bound or not max(map(largest, known)) <= min(FINE * self.size(step), sys.float_info.max):
            return False
        try:
            gap: Any = gap_of(step)
            return abs(gap(*args)) <= (numpy().max(known[0]) if step[1].picks else sum(known))
        except (ArithmeticError, TypeError):
            return False

    def slack(self, step: Step, args: Sequence[Any]) -> float:
        """How far, relatively, the steps up to there may have rounded: once each."""
        return min(4.0 + self.number[step[0]], MOST) * max(format_of(a).unit for a in args)

    def part(self, step: Step) -> bool:
        """Whether numbers that are tied part where the sources are moved; so they do where it cannot be told."""
        op, places = step[1], split(step)[0]
        args: Sequence[Any] = split(step)[1]
        if op.params and op.compares:  # asked again
            return anywhere(op.evaluate(*[self.moved.get(p, a) for p, a in zip(places, args)]) != op.evaluate(*args))
        alone = op.gap is not None and op.kinks is not None and len(args) == 1 and step[0] in self.moved
        if alone and not (op.elementwise or op.picks or op.kind == "flat"):  # as a norm, of rows
            np = numpy()
            far = abs(self.moves(step[0], step[2])) > NOISE * self.motion(step[0])
            close = [part for part in (met_at(op.kinks, args), self.close(step)) if np.shape(part) == np.shape(far)]
            return any(anywhere(far & part) for part in close) or not close
        each = op.elementwise or (op.kind == "flat" and getattr(step[2], "shape", ()) == getattr(args[0], "shape", ()))
        if not any(p in self.moved for p in places) or not (each or op.picks or op.kind == OPAQUE):
            return True
        try:
            pair = op.picks and op.elementwise
            if pair and len(set(self.adjoints(places))) < len(places):
                return False  # they may be exchanged
            moves = [self.moves(p, a) for p, a in zip(places, args)]
            if op.kind == OPAQUE:  # of which the inputs' own values are not kept
                return not all(p in self.moved and self.still(p) for p in places)
            if op.picks and not pair:  # by the order of its elements
                np = numpy()
                order = np.argsort(np.ravel(args[0]), kind="stable")
                args, moves = [[np.ravel(v[0])[order][k] for k in (slice(1, None), slice(-1))] for v in (args, moves)]
                moves[0] = np.where(self.counts(step, args[0]), moves[0], moves[1])
            least = NOISE * self.motion(step[0])
            here = met_at(op.kinks, split(step)[1]) | self.close(step) if op.gap is not None and not op.picks else True
            if len(args) == 1:
                return anywhere((abs(moves[0]) > least) & here)
            apart = abs(moves[0] - moves[1]) > least + ALIKE * (abs(moves[0]) + abs(moves[1]))
            here = near(args[0], args[1], self.slack(step, args)) | (not op.picks and here)
            return anywhere(here & apart)
        except BREAKS:
            return True

    def flips(self, step: Step) -> bool:
        """Whether rounding alone decides a flat step, at numbers that do not part: elsewhere it goes another way."""
        op = step[1]
        if op.kind != "flat" or op.picks:
            return False
        was = op.evaluate(*split(step)[1]) if op.params else step[2]
        if not self.others:
            self.others = [self.moved, *map(self.replayed, range(2, max(4, min(32, LONG // (len(self.live) + 1)))))]
        return any(anywhere(values.get(step[0], was) != was) for values in self.others)

    @cached_property
    def moved(self) -> dict[int, Any]:
        """The values of all steps where each source is moved."""
        return self.replayed(1)

    def replayed(self, seed: int) -> dict[int, Any]:
        """The values of all steps where each source is moved at random."""
        dice, known = random.Random(seed), Program(self.sources, (), self.live).given()
        start = {p: elsewhere(known[p], self.move, dice) for p in self.sources if p in known}
        return replay(self.live, start, evaluated)

    def ends(self, step: Step, told: Sequence[Step]) -> bool:
        """Whether a comparison ends an iteration at rest, which one round more or less leaves where it is: what is
        compared is made of what an earlier round made, or is what is left of larger numbers.

        told: how the branches at its line went.
        """
        places, args = split(step)
        once = any(all(a[2] != way or b[2] != way for a, b in pairwise(told)) for way in (True, False))
        last = len(told) > 3 and step[0] > told[-3][0]
        equal = last and step[1].evaluate(0.0, 1.0) == step[1].evaluate(1.0, 0.0)
        if not once or len(told) < 2 or equal or max(map(largest, args)) <= FINE * self.size(step):
            return once and len(told) > 1
        made = set.intersection(*[ancestors(self.live, [p]) for p in places])
        return any(p > told[0][0] for p in made)

    def turns(self, step: Step) -> float:
        """Whether what a flat step gives is another where the sources are moved, though it is at no tie: of an array,
        of which part."""
        op, y, moved = step[1], step[2], self.moved.get(step[0], step[2])
        if op.kind != "flat":  # by the sign that it gives
            y, moved = numpy().sign(y), numpy().sign(moved)
        if not anywhere(moved != y):
            return 0.0
        try:
            share = float(numpy().mean((moved != y) & numpy().logical_not(met_at(op.kinks, split(step)[1]))))
            first, *others = [self.moves(p, a) for p, a in zip(*split(step))] if share else [0.0]
            return share if anywhere(abs(first - sum(others)) > NOISE * self.motion(step[0])) else 0.0
        except BREAKS:
            return 0.0

    def counts(self, step: Step, upper: Any) -> Any:
        """Which neighbours in the order of an op's input make a difference: where it is exchanged. upper: of them."""
        np, (x,) = numpy(), split(step)[1]
        if "elements" in step[1].overrides:  # the largest alone
            return np.isclose(upper[:, None], np.ravel(step[2])[:GLANCE]).any(1) | (np.size(step[2]) > GLANCE)
        if np.shape(step[2]) != np.shape(x) or np.ndim(x) != 1:
            return True
        g = np.asarray(self.adjoints(step[:1])[0], float) * np.ones(np.shape(x))
        return np.diff(g if step[2][-1] >= step[2][0] else g[::-1]) != 0  # what is alike to both may be exchanged

    def adjoints(self, places: Sequence[int]) -> list[Any]:
        """The slopes of the only target by some places."""
        if len(self.targets) != 1:
            return list(map(complex, range(len(places))))
        way = Program(places, self.targets, self.live).needed(guards=False)
        found = reverse(way, [(self.targets[0], 1.0)])
        return [found.get(place, 0.0) for place in places]

    def matters(self, step: Step, size: float) -> bool:
        """Whether the only target moves by more than a little where what a step makes moves by so much."""
        at = self.number.get(self.targets[0])
        slope = self.adjoints(step[:1])[0]
        return at is None or anywhere(abs(slope * size) > FINE * largest(self.live[at][2]))

    def still(self, place: int) -> bool:
        """Whether what a step makes is flat here: it stays where it is."""
        at = self.number.get(place)
        return at is not None and not anywhere(self.moves(place, self.live[at][2]) != 0)

    def moves(self, place: int, value: Any) -> Any:
        """How far an input of a step moves."""
        moved = self.moved.get(place, value)
        if moved.__class__ is float and value.__class__ in (float, int) and abs(by := moved - value) < inf:
            return by
        np = numpy()
        return np.nan_to_num(np.asarray(moved, float) - np.asarray(value, float))

    def motion(self, place: int) -> float:
        """How far the most of what a step is made of moves, some steps back."""
        return self.behind(
            self.live[self.number[place]], lambda p, a: largest(self.moves(p, a)) if p in self.moved else 0.0
        )

    def size(self, step: Step) -> float:
        """How large the most of what a step's inputs are made of is, some steps back."""
        return self.behind(step, lambda _, a: largest(a))

    def behind(self, step: Step, size: Callable[[int, Any], float]) -> float:
        """The largest size(place, value) of a step's inputs, and of those that these are made of, some steps back."""
        far, made = 0.0, [step]
        for _ in range(DEEP):
            far = max([far, *[size(p, a) for one in made for p, a in zip(*split(one))]])
            made = [self.live[self.number[p]] for one in made for p in inputs(one) if p in self.number]
        return far


def gap_of(step: Step) -> Callable[..., Any] | None:
    """How far an op is from its kink; a root from 0, where it is not there."""
    op, args = step[1], split(step)[1]
    far = op.steep(*args) if op.steep is not None else None
    return op.gap if far is None else lambda *_: numpy().where(far == 0, inf, far)


def largest(a: Any) -> float:
    """The largest element of an operand in size; 0 for what is no number."""
    if a.__class__ in (float, int):
        return abs(a)
    try:
        return float(numpy().asarray(abs(a), float).max(initial=0.0))
    except (TypeError, ValueError):
        return 0.0


def near(a: Any, b: Any, rel: float) -> Any:
    """Which numbers are equal, or almost."""
    if float is type(a) is type(b):
        return abs(a - b) <= rel * max(abs(a), abs(b)) < inf
    np = numpy()
    size = np.maximum(abs(a), abs(b))
    return (abs(np.subtract(a, b, dtype=float)) <= rel * size) & (size < inf)


def elsewhere(value: Any, move: float, dice: random.Random) -> Any:
    """A source's value, moved: each element by its own share of its size."""
    if not getattr(value, "shape", ()):
        return float(value) + move * dice.uniform(0.5, 1.0) * (abs(value) or 1.0)
    np = numpy()
    shares = np.random.default_rng(dice.getrandbits(32)).uniform(0.5, 1.0, value.shape)
    return value + move * shares * np.where(value == 0, 1.0, abs(value))


def evaluated(step: Step, args: list[Any]) -> Any:
    """A step's value at other inputs; as it was where there is none."""
    try:
        return step[1].evaluate(*args)
    except BREAKS:
        return step[2]


def anywhere(truths: Any) -> bool:
    """Whether one of them is true."""
    return bool(truths.any() if hasattr(truths, "any") else truths)


def met_at(where: Callable[..., Any], args: Sequence[Any]) -> Any:
    """Where a condition holds of a step's inputs."""
    found = where(*args)
    return found if hasattr(found, "dtype") else bool(found)


def met(where: Callable[..., Any], step: Step) -> bool:
    """Whether a condition on its inputs holds of a step, somewhere."""
    try:
        return anywhere(where(*split(step)[1]))
    except BREAKS:
        return False
