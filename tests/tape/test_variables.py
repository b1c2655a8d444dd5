"""Variables, and values that share memory with what was recorded."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from bare import bare

from gradcli import GradientTape, Tensor, Variable, constant
from gradcli.ops.analysis import exp
from gradcli.ops.branches import maximum, where
from gradcli.ops.layout import total


class TestVariables:
    def test_read_in_the_block_it_is_watched(self):
        v = Variable(3.0)
        with GradientTape() as tape:
            y = v * v * 2.0
        assert bare(tape.gradient(y, v)) == 12.0
        assert tape.watched_variables() == (v,)

    def test_as_any_operand(self):
        v, x = Variable(3.0), constant(2.0)
        with GradientTape() as tape:
            tape.watch(x)
            y = x * v + exp(v) * 0.0 + 2.0 * v + where(v > 0.0, v, 0.0) + maximum(0.0, v) - v
        assert bare(tape.gradient(y, [v, x])) == [5.0, 3.0]

    def test_assignment_is_not_recorded_and_each_read_has_its_value(self):
        v = Variable(3.0)
        with GradientTape() as tape:
            a = v * 2.0
            v.assign(5.0)
            y = a * v
        assert bare(tape.gradient(y, v)) == 16.0

    def test_a_value_read_before_the_block_is_a_constant(self):
        v = Variable(3.0)
        with GradientTape() as outer:
            a = v.read()
            with GradientTape() as inner:
                y = a * v
            assert bare(inner.gradient(y, v)) == 3.0
        assert bare(outer.gradient(a, v)) == 1.0

    def test_not_trainable_and_not_accessed(self):
        v, w = Variable(3.0, trainable=False), Variable(2.0)
        with GradientTape() as tape:
            y = v * w
        assert bare(tape.gradient(y, [v, w])) == [None, 3.0]
        with GradientTape(watch_accessed_variables=False) as tape:
            tape.watch(v)
            y = v * w
        assert bare(tape.gradient(y, [v, w])) == [2.0, None]

    def test_training_loop(self):
        v = Variable([3.0, -1.0])
        for _ in range(60):
            with GradientTape() as tape:
                y = total((v - 1.0) * (v - 1.0))
            v.assign_sub(0.1 * bare(tape.gradient(y, v)))
        assert v.value == pytest.approx([1.0, 1.0], abs=1e-4)

    def test_assignment_checks_the_shape_and_copies(self):
        v, a = Variable([1.0, 2.0]), np.array([3.0, 4.0])
        v.assign(a)
        a[0] = 99.0
        assert v.value.tolist() == [3.0, 4.0]
        with pytest.raises(ValueError, match="cannot assign shape"):
            v.assign(1.0)

    def test_a_second_tape_in_the_same_block_watches_it_too(self):
        v = Variable(3.0)
        with GradientTape() as outer:
            a = v * v
            with GradientTape() as inner:
                b = v * a
            assert bare(inner.gradient(b, v)) == 9.0
        assert bare(outer.gradient(b, v)) == 27.0

    def test_read_by_two_threads_it_is_watched_by_both(self):
        v, answers = Variable(3.0), []

        def work():
            with GradientTape() as tape:
                y = v * v
            answers.append(bare(tape.gradient(y, v)))

        for _ in range(3):
            thread = threading.Thread(target=work)
            thread.start()
            thread.join()
        work()
        assert answers == [6.0] * 4


class TestAliases:
    def test_mutating_an_array_after_recording_changes_nothing(self):
        a, b, m = np.array([1.0, 2.0]), np.array([3.0, 4.0]), np.array([5.0, 6.0])
        x, v, w = constant(a), Variable(b), Tensor(m)
        with GradientTape() as tape:
            tape.watch([x, w])
            y = x * v * w
        for array in (a, b, m):
            array[:] = 100.0
        assert [g.tolist() for g in bare(tape.gradient(y, [x, v, w]))] == [[15.0, 24.0], [5.0, 12.0], [3.0, 8.0]]

    def test_mutating_an_operand_after_recording_changes_nothing(self):
        x, data = constant([1.0, 2.0]), np.array([3.0, 4.0])
        with GradientTape() as tape:
            tape.watch(x)
            y = x * constant(data)
        data[:] = 100.0
        assert bare(tape.gradient(y, x)).tolist() == [3.0, 4.0]

    def test_returned_gradients_are_the_users_own(self):
        x, w = constant([1.0, 2.0]), constant([3.0, 4.0])
        with GradientTape(persistent=True) as tape:
            tape.watch([x, w])
            y = x + w
            z = x * w
        a, b = bare(tape.gradient(y, [x, w]))
        assert not np.shares_memory(a, b)
        a[:] = 7.0  # broadcast views are read-only; this is not
        assert b.tolist() == [1.0, 1.0]
        g, again = bare(tape.gradient(z, x)), bare(tape.gradient(z, [x, x]))
        assert not np.shares_memory(g, w.value)
        assert not np.shares_memory(again[0], again[1])
        g[:] = 99.0
        assert bare(tape.gradient(z, x)).tolist() == [3.0, 4.0]

    def test_output_gradients_are_not_handed_back(self):
        x, seed = constant([1.0, 2.0]), np.array([1.0, 1.0])
        with GradientTape(persistent=True) as tape:
            tape.watch(x)
            y = x + 1.0
        found = bare(tape.gradient(y, x, output_gradients=seed))
        found[:] = 5.0
        assert seed.tolist() == [1.0, 1.0]

    def test_gradients_recorded_by_an_outer_tape_do_not_alias_either(self):
        x, w = constant([1.0, 2.0]), constant([3.0, 4.0])
        with GradientTape() as outer:
            outer.watch([x, w])
            with GradientTape() as inner:
                inner.watch([x, w])
                y = x + w
            a, b = inner.gradient(y, [x, w])
            z = total(a * x) + total(b * w)
        before = bare(outer.gradient(z, x)).tolist()
        assert before == [1.0, 1.0]
        assert not np.shares_memory(a.value, b.value)

    def test_a_recorded_gradient_shared_by_two_sources_is_two_arrays(self):
        x, w, u = constant([1.0, 2.0]), constant([3.0, 4.0]), constant([5.0, 6.0])
        with GradientTape() as outer:
            outer.watch(u)
            with GradientTape() as inner:
                inner.watch([x, w])
                y = (x + w) * (u * 1.0)
            a, b = inner.gradient(y, [x, w])
            a.value[:] = 99.0
            z = total(b * b)
        assert bare(outer.gradient(z, u)).tolist() == [10.0, 12.0]
