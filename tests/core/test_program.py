"""A program is a slice of what was heard: it can be carved bit by bit, pruned, and run again under another meaning."""

from __future__ import annotations

import math
import random

import mpmath
import numpy as np
import pytest
import sympy

from gradcli import GradientTape, constant
from gradcli.core.program import Program, Slice, replay
from gradcli.ops.analysis import exp, sin
from gradcli.ops.layout import total
from gradcli.ops.multi_output import pick
from gradcli.ops.reductions import norm


def again(program, values, apply=lambda step, args: step[1].evaluate(*args)):
    """{place: value} of a program run at other values of its sources."""
    return replay(program.until(), dict(zip(program.sources, values)), apply)


def recorded(f, *values):
    """The program of f at these values."""
    xs = [constant(v) for v in values]
    with GradientTape() as tape:
        tape.watch(xs)
        y = f(*xs)
    return tape.program([y], xs), y


class TestSlice:
    def test_carved_bit_by_bit_it_is_the_same(self):
        dice = random.Random(1)
        x, w = constant(0.5), constant(0.7)
        pool, bit_by_bit = [x, w], Slice()
        with GradientTape(persistent=True) as tape:
            tape.watch(x)
            for n in range(200):
                pool.append(sin(dice.choice(pool)) * dice.choice(pool))
                if dice.random() < 0.2:
                    bit_by_bit.extend(tape.heard)
                if n == 100:
                    tape.watch(w)
                if dice.random() < 0.1:
                    with tape.stop_recording():
                        pool.append(sin(dice.choice(pool)))
        bit_by_bit.extend(tape.heard)
        at_once = Slice()
        at_once.extend(tape.heard)
        assert bit_by_bit.steps == at_once.steps
        assert bit_by_bit.active == at_once.active
        assert bit_by_bit.marks == at_once.marks
        assert len(at_once.steps) < 400

    def test_what_was_walked_is_not_walked_again(self):
        class Counted(list):
            walked = 0

            def __getitem__(self, at):
                Counted.walked += 1
                return super().__getitem__(at)

        x = constant(0.5)
        with GradientTape(persistent=True) as tape:
            tape.watch(x)
            for _ in range(100):
                sin(x)
                with tape.stop_recording():
                    pass
        heard, past = Counted(tape.heard), Slice()
        past.extend(heard)
        before = Counted.walked
        past.extend(heard)
        assert Counted.walked - before <= 2
        assert len(past.steps) == 100

    def test_a_source_nothing_watched_is_no_source(self):
        program, _ = recorded(lambda x: sin(x), 0.5)
        part = Slice()
        assert part.program([1], [2]).sources == (-1,)
        assert -1 not in program.sources


class TestProgram:
    def test_needed_drops_what_does_not_lie_between(self):
        def f(x, w):
            sin(x)
            unused = exp(w)
            y = x * x
            unused * y
            return y * w

        program, y = recorded(f, 0.5, 2.0)
        needed = program.needed()
        assert [step[1].name for step in needed.steps] == ["multiply", "multiply"]
        assert needed.steps[-1][0] == y.at
        only_x = Program(program.sources[:1], program.targets, program.steps).needed()
        assert [step[1].name for step in only_x.steps] == ["multiply", "multiply"]

    def test_guards_stay(self):
        program, _ = recorded(lambda x: x * x if x > 0.0 else x, 0.5)
        assert "guard" in [step[1].name for step in program.needed().steps]

    def test_until_cuts_what_comes_later(self):
        x = constant(0.5)
        with GradientTape() as tape:
            tape.watch(x)
            y = sin(x)
            exp(y)
        assert [step[1].name for step in tape.program([y], [x]).until()] == ["sin"]

    def test_values_are_the_recorded_primals(self):
        program, y = recorded(lambda x: sin(x) * x, 0.5)
        values = program.values()
        assert values[program.sources[0]] == 0.5
        assert values[y.at] == math.sin(0.5) * 0.5
        assert 0 not in values

    def test_replay_at_other_values_and_in_other_meanings(self):
        program, y = recorded(lambda x, n: sin(x) * total(n) + x**3, 0.5, [1.0, 2.0])
        env = again(program, [0.7, np.array([3.0, 4.0])])
        assert env[y.at] == pytest.approx(math.sin(0.7) * 7 + 0.7**3, rel=1e-15)
        s = sympy.Symbol("s")
        assert sympy.simplify(again(program, [s, np.array([1, 2], object)])[y.at] - 3 * sympy.sin(s) - s**3) == 0
        with mpmath.workdps(50):
            third = mpmath.mpf(1) / 3
            ones = np.array([mpmath.mpf(1)] * 2, object)
            assert abs(again(program, [third, ones])[y.at] - 2 * mpmath.sin(third) - third**3) < 1e-49

    def test_replay_under_another_meaning_of_a_step(self):
        program, y = recorded(lambda x: sin(x) * x, 0.5)
        names = again(program, ["x"], lambda step, args: f"{step[1].name}({', '.join(map(str, args))})")
        assert names[y.at] == "multiply(sin(x), x)"

    def test_replay_of_a_step_with_several_outputs(self):
        from gradcli.ops.svd_qr import svd

        program, y = recorded(lambda a: norm(svd(a)[1]), np.array([[1.0, 2.0], [3.0, 4.0]]))
        other = np.array([[0.5, 1.0], [2.0, -1.0]])
        assert again(program, [other])[y.at] == pytest.approx(np.sqrt((other**2).sum()))
        assert pick(1) is pick(1)
