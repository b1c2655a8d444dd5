"""Random tape programs, run by the engine and by a literal model of TensorFlow's tape, which must agree.

The model shares nothing with the engine. Each of its tapes keeps the set of values that it tracks, and its own list of
the operations that had a tracked operand; a gradient walks the list backwards.
"""

from __future__ import annotations

import math
import random

import pytest

from gradcli import GradientTape, Variable, constant
from gradcli.core.trace import trace
from gradcli.ops.analysis import cos, sin
from gradcli.ops.arithmetic import add, multiply, negative

OPEN: list[ModelTape] = []
FORWARD = {"multiply": lambda a, b: a * b, "add": lambda a, b: a + b, "sin": math.sin, "negative": lambda a: -a,
           "cos": math.cos, "read": lambda a: a}  # fmt: skip
BACKWARD = {
    "multiply": lambda g, a, b: (model("multiply", g, b), model("multiply", g, a)),
    "add": lambda g, a, b: (g, g),
    "sin": lambda g, a: (model("multiply", g, model("cos", a)),),
    "cos": lambda g, a: (model("negative", model("multiply", g, model("sin", a))),),
    "negative": lambda g, a: (model("negative", g),),
    "read": lambda g, a: (g,),
}
ENGINE = {"multiply": multiply, "add": add, "sin": sin, "cos": cos, "negative": negative}


class Value:
    """A number with an identity."""

    def __init__(self, number):
        self.number = number


class ModelVariable:
    """A number that changes, behind a handle that does not."""

    def __init__(self, number):
        self.number, self.handle = number, Value(number)

    def read(self):
        for tape in OPEN:
            tape.tracked.add(self.handle)
        out = Value(self.number)
        tell("read", (self.handle,), out)
        return out


class ModelTape:
    """What TensorFlow's tape does, literally."""

    def __init__(self, persistent):
        self.persistent, self.used, self.on = persistent, True, False
        self.forget()

    def forget(self):
        self.records, self.tracked, self.made = [], set(), set()

    def enter(self):
        if self.used:
            self.forget()
            self.used = False
        self.resume()

    def resume(self):
        self.on = True
        OPEN.append(self)

    def pause(self):
        self.on = False
        OPEN.remove(self)

    def gradient(self, targets, sources):
        if not self.persistent and self.on:
            self.pause()
        records, tracked, cotangents = list(self.records), set(self.tracked), {}
        for y in targets:
            if y in self.made or y in sources:
                collect(cotangents, y, Value(1.0))
        for name, operands, out in reversed(records):
            g = cotangents.get(out)
            if g is not None:
                for x, d in zip(operands, BACKWARD[name](g, *operands)):
                    if x in tracked:
                        collect(cotangents, x, d)
        if not self.persistent:
            self.used = True
            self.forget()
        return [cotangents.get(x) for x in sources]


def collect(cotangents, x, d):
    cotangents[x] = model("add", cotangents[x], d) if x in cotangents else d


def model(name, *operands):
    """Run an operation, and tell every open tape that tracks an operand."""
    out = Value(FORWARD[name](*[x.number for x in operands]))
    tell(name, operands, out)
    return out


def tell(name, operands, out):
    for tape in OPEN:
        if any(x in tape.tracked for x in operands):
            tape.records.append((name, operands, out))
            tape.tracked.add(out)
            tape.made.add(out)


class Pairing:
    """One random program, every value of it twice: (the model's, the engine's)."""

    def __init__(self, seed):
        self.random, self.asked = random.Random(seed), 0
        self.values = [(Value(v), constant(v)) for v in (0.3, 0.7, -0.4)]
        self.variables = [(ModelVariable(v), Variable(v)) for v in (0.5, -0.2)]
        kinds = [self.random.random() < 0.6 for _ in range(3)]
        self.tapes = [(ModelTape(kind), GradientTape(kind)) for kind in kinds]

    def pick(self):
        return self.random.choice(self.values[-8:] if self.random.random() < 0.7 else self.values)

    def run(self):
        moves = (self.compute, self.read, self.assign, self.enter, self.pause, self.reset, self.watch, self.ask)
        weights = (40, 10, 3, 10, 8, 3, 12, 14)
        try:
            for _ in range(self.random.randint(10, 60)):
                self.random.choices(moves, weights)[0]()
                for ours, theirs in self.tapes:
                    assert ours.on == theirs.on
            return self.asked
        finally:
            for ours, theirs in self.tapes:
                if ours.on:
                    ours.pause()
                if theirs.on:
                    theirs.pause()
            assert not OPEN
            assert not trace.listeners

    def compute(self):
        name = self.random.choice(["multiply", "add", "sin", "negative", "scale"])
        a, b = self.pick(), self.pick()
        if name == "scale":
            self.values.append((model("multiply", a[0], Value(1.5)), a[1] * 1.5))
        elif name in ("multiply", "add"):
            self.values.append((model(name, a[0], b[0]), ENGINE[name](a[1], b[1])))
        else:
            self.values.append((model(name, a[0]), ENGINE[name](a[1])))

    def read(self):
        ours, theirs = self.random.choice(self.variables)
        self.values.append((ours.read(), theirs.read()))

    def assign(self):
        ours, theirs = self.random.choice(self.variables)
        ours.number = self.random.random()
        theirs.assign(ours.number)

    def enter(self):
        ours, theirs = self.random.choice(self.tapes)
        if not ours.on:
            ours.enter()
            theirs.__enter__()

    def pause(self):
        ours, theirs = self.random.choice(self.tapes)
        if ours.on:
            ours.pause()
            theirs.pause()

    def reset(self):
        ours, theirs = self.random.choice(self.tapes)
        if ours.on:
            ours.forget()
            theirs.reset()

    def watch(self):
        ours, theirs = self.random.choice(self.tapes)
        x = self.pick()
        if ours.on or not ours.used:
            ours.tracked.add(x[0])
            theirs.watch(x[1])

    def ask(self):
        ours, theirs = self.random.choice(self.tapes)
        if ours.used:
            return
        targets = [self.pick() for _ in range(self.random.randint(1, 2))]
        sources = [self.pick() for _ in range(self.random.randint(1, 3))]
        variable = self.random.choice(self.variables)
        expected = ours.gradient([y[0] for y in targets], [x[0] for x in sources] + [variable[0].handle])
        found = theirs.gradient([y[1] for y in targets], [x[1] for x in sources] + [variable[1]])
        for g, h in zip(expected, found):
            assert (g is None) == (h is None)
            if g is not None:
                assert abs(g.number - h.value) <= 1e-9 * max(1.0, abs(g.number))
                if abs(g.number) < 1e6:  # gradients are values too; a fresh one, as one object may answer two sources
                    self.values.append((model("multiply", g, Value(1.0)), multiply(h, 1.0)))
        self.asked += 1


def agree(seeds):
    """The number of gradients compared over all these programs."""
    asked = 0
    for seed in seeds:
        try:
            asked += Pairing(seed).run()
        except AssertionError as error:
            raise AssertionError(f"program {seed}") from error
    return asked


def test_the_engine_agrees_with_the_model():
    assert agree(range(300)) > 300


@pytest.mark.slow
def test_the_engine_agrees_with_the_model_on_20_000():
    assert agree(range(300, 20_300)) > 20_000
