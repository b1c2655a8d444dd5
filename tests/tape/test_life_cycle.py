"""When a tape hears, what it forgets, and what it costs in memory and time."""

from __future__ import annotations

import gc
import tracemalloc
import weakref

import numpy as np
import pytest
from bare import bare
from cost import growth

from gradcli import GradientTape, Variable, constant
from gradcli.core.trace import trace
from gradcli.ops.analysis import exp, sin
from gradcli.ops.layout import total


class TestLifeCycle:
    def test_used_up_and_never_entered(self):
        x, tape = constant(3.0), GradientTape()
        with pytest.raises(RuntimeError, match="one set of gradients"):
            tape.gradient(x, x)
        with tape:
            tape.watch(x)
            y = x * x
        tape.gradient(y, x)
        with pytest.raises(RuntimeError, match="one set of gradients"):
            tape.gradient(y, x)
        with tape:  # starts afresh
            tape.watch(x)
            y = x * x * x
        assert bare(tape.gradient(y, x)) == 27.0

    def test_entered_again_it_goes_on_and_what_lies_between_is_constant(self):
        v, tape = Variable(2.0), GradientTape()
        with tape:
            y = v * v
        w = y * 10.0
        with tape:
            z = y * v + w
        assert bare(tape.gradient(z, v)) == 12.0

    def test_entering_an_open_tape_is_an_error(self):
        tape = GradientTape()
        with tape, pytest.raises(ValueError, match="already-active"):
            tape.__enter__()

    def test_an_exception_in_mid_block_keeps_what_was_recorded(self):
        x, seen = constant(3.0), []

        def fail():
            with GradientTape() as tape:
                tape.watch(x)
                seen.extend((tape, x * x))
                raise KeyError

        with pytest.raises(KeyError):
            fail()
        tape, y = seen
        assert trace.write is None
        assert bare(tape.gradient(y, x)) == 6.0

    def test_an_exception_in_an_inner_block_leaves_the_outer_listening(self):
        x = constant(3.0)
        with GradientTape() as outer:
            outer.watch(x)
            with pytest.raises(KeyError), GradientTape():
                raise KeyError
            y = x * x
        assert bare(outer.gradient(y, x)) == 6.0

    def test_stop_recording(self):
        x = constant(3.0)
        with GradientTape() as tape:
            tape.watch(x)
            with tape.stop_recording():
                y = x * x
            z = y * x
        assert bare(tape.gradient(z, x)) == 9.0

    def test_stop_recording_survives_an_exception_and_allows_gradient(self):
        x = constant(3.0)
        with GradientTape(persistent=True) as tape:
            tape.watch(x)
            y = x * x
            with tape.stop_recording():
                g = tape.gradient(y, x)
            with pytest.raises(KeyError), tape.stop_recording():
                raise KeyError
            z = x * g
        assert bare(g) == 6.0
        assert bare(tape.gradient(z, x)) == 6.0

    def test_stop_recording_of_a_closed_tape_is_an_error(self):
        with pytest.raises(RuntimeError, match="not recording"), GradientTape().stop_recording():
            pass

    def test_reset_forgets_records_and_watches(self):
        x = constant(3.0)
        with GradientTape(persistent=True) as tape:
            tape.watch(x)
            y = x * x
            tape.reset()
            z = y * x
            tape.watch(x)
            w = y * x
        assert tape.gradient(z, x) is None
        assert bare(tape.gradient(w, x)) == 9.0
        with pytest.raises(ValueError, match="not recording"):
            tape.reset()

    def test_asked_in_its_own_block_a_persistent_tape_records_the_answer(self):
        x = constant(3.0)
        with GradientTape(persistent=True) as tape:
            tape.watch(x)
            y = x * x * x
            g = tape.gradient(y, x)
        assert bare(g) == 27.0
        assert bare(tape.gradient(g, x)) == 18.0

    def test_asked_in_its_own_block_another_tape_stops(self):
        x = constant(3.0)
        with GradientTape() as tape:
            tape.watch(x)
            y = x * x
            g = tape.gradient(y, x)
            assert trace.write is None
        assert bare(g) == 6.0

    def test_a_persistent_tape_asked_as_it_goes_on(self):
        x, answers = constant(2.0), []
        with GradientTape(persistent=True) as tape:
            tape.watch(x)
            y = x
            for _ in range(5):
                y = y * x
                with tape.stop_recording():
                    answers.append(bare(tape.gradient(y, x)))
        assert answers == [n * 2.0 ** (n - 1) for n in range(2, 7)]


class TestMemory:
    def test_a_kept_loss_keeps_no_computation_alive(self):
        x = constant(np.ones(1000))

        def compute(tape):
            tape.watch(x)
            middle = exp(x) * 2.0
            return weakref.ref(middle.value), total(middle * middle)

        gc.disable()
        try:
            with GradientTape() as tape:
                alive, loss = compute(tape)
            assert alive() is not None
            tape.gradient(loss, x)
            assert alive() is None  # at the first gradient()
            with GradientTape(persistent=True) as tape:
                alive, loss = compute(tape)
            tape.gradient(loss, x)
            assert alive() is not None
            del tape
            assert alive() is None  # with the persistent tape
            with GradientTape() as tape:
                alive, loss = compute(tape)
            del tape
            assert alive() is None  # unasked
            assert loss is not None
        finally:
            gc.enable()

    def test_a_tape_holds_nothing_that_it_did_not_hear(self):
        x = constant(np.ones(10))
        gc.disable()
        try:
            kept, other = GradientTape(persistent=True), GradientTape()
            with kept:
                kept.watch(x)
                y = x * 2.0
                other.__enter__()
            other.watch(x)
            middle = exp(y * x) * 2.0
            alive = weakref.ref(middle.value)
            z = middle * middle
            del middle
            other.__exit__()
            assert alive() is not None
            other.gradient(z, x)
            assert alive() is None
        finally:
            gc.enable()

    def test_a_thousand_kept_losses_over_thousand_op_loops(self):
        x, kept = constant(0.5), []
        gc.disable()
        try:
            for n in range(1000):
                if n in (10, 900):
                    tracemalloc.start()
                with GradientTape() as tape:
                    tape.watch(x)
                    y = x
                    for _ in range(1000 if n % 10 == 0 else 20):
                        y = sin(y)
                tape.gradient(y, x)
                kept.append(y)
                if n == 20:
                    early = tracemalloc.get_traced_memory()[0]
                    tracemalloc.stop()
            late = tracemalloc.get_traced_memory()[0]
        finally:
            tracemalloc.stop()
            gc.enable()
        assert early < 10 * 2000  # a kept loss is a number and a place
        assert late < 100 * 2000

    @pytest.mark.slow
    def test_hundreds_of_kept_losses_in_full(self):
        x, kept, sizes = constant(0.5), [], []
        gc.disable()
        tracemalloc.start()
        try:
            for n in range(1_000):
                with GradientTape() as tape:
                    tape.watch(x)
                    y = x
                    for _ in range(1000):
                        y = sin(y)
                tape.gradient(y, x)
                kept.append(y)
                if n % 100 == 99:
                    sizes.append(tracemalloc.get_traced_memory()[0])
        finally:
            tracemalloc.stop()
            gc.enable()
        assert sizes[-1] - sizes[0] < 200 * 1_000

    def test_a_hundred_thousand_steps_differentiate_and_are_freed_without_recursion(self):
        x = constant(1.0)
        with GradientTape(persistent=True) as tape:
            tape.watch(x)
            y = x
            for _ in range(50_000):
                y = y * 1.0 + 0.0
        assert bare(tape.gradient(y, x)) == 1.0
        del tape, y

    @pytest.mark.slow
    def test_a_million_steps_are_freed(self):
        tape, y, x = chain(1_000_000)
        assert bare(tape.gradient(y, x)) != 0.0
        del tape, y


def chain(steps):
    """A tape over `steps` recorded steps, its target and its source."""
    x = constant(0.7)
    with GradientTape(persistent=True) as tape:
        tape.watch(x)
        y = x
        for _ in range(steps // 2):
            y = sin(y) * x
    return tape, y, x


def differentiate(steps):
    """Record and differentiate `steps` steps."""
    tape, y, x = chain(steps)
    tape.gradient(y, x)


class TestCost:
    def test_time_is_linear_in_the_steps(self):
        assert growth(differentiate, 4_000) < 3

    def test_bytes_of_a_step(self):
        gc.disable()
        tracemalloc.start()
        try:
            chain(100)
            before = tracemalloc.get_traced_memory()[0]
            kept = chain(20_000)
            size = tracemalloc.get_traced_memory()[0] - before
        finally:
            tracemalloc.stop()
            gc.enable()
        assert kept is not None
        assert size / 20_000 < 250


def test_no_two_answers_and_no_step_share_memory():
    w = constant(np.ones(5))
    kept = w.value
    with GradientTape(persistent=True) as tape:
        tape.watch(w)
        y = w + 1.0
        z = total(y * y)
    assert w.value is not kept
    g, h, seed = *tape.gradient(z, [w, w]), np.full(5, 3.0)
    own = tape.gradient(y, w, output_gradients=constant(seed))
    found = [kept, w.value, y.value, g.value, h.value, own.value, seed]
    assert not any(np.shares_memory(a, b) for n, a in enumerate(found) for b in found[:n])
    again, was = tape.gradient(z, w), g.value.copy()
    again.value[:] = 0.0
    assert g.value.tolist() == was.tolist() == tape.gradient(z, w).value.tolist() == [4.0] * 5
