"""GradientTape's manners: what it hears, what it answers, what it forgets, and what it costs."""

from __future__ import annotations

import gc
import math
import threading
import tracemalloc
import weakref
from collections import namedtuple

import numpy as np
import pytest
from cost import growth

from gradcli import GradientTape, Tensor, Variable, constant, grad, value_and_grad
from gradcli.core.trace import trace
from gradcli.ops.analysis import exp, log, sin, sqrt
from gradcli.ops.branches import absolute, less, maximum, where
from gradcli.ops.indexing import getitem
from gradcli.ops.layout import total
from gradcli.ops.products import matmul


@pytest.fixture(autouse=True)
def nobody_listens_afterwards():
    yield
    assert trace.listeners == []
    assert trace.write is None


def bare(result):
    """A result with plain values in the place of its Tensors."""
    if isinstance(result, Tensor):
        return result.value
    if isinstance(result, list | tuple):
        return [bare(part) for part in result]
    return result


class TestWatching:
    def test_what_nobody_watched_has_no_gradient(self):
        x = constant(3.0)
        with GradientTape() as tape:
            y = x * x
        assert tape.gradient(y, x) is None

    def test_watched_tensor(self):
        x = constant(3.0)
        with GradientTape() as tape:
            tape.watch(x)
            y = x * x
        assert bare(tape.gradient(y, x)) == 6.0

    def test_only_what_comes_after_the_watch_counts(self):
        x = constant(3.0)
        with GradientTape(persistent=True) as tape:
            y = x * x
            tape.watch(x)
            z = y * x
        assert bare(tape.gradient(z, x)) == 9.0
        assert tape.gradient(y, x) is None

    def test_late_watch_of_what_an_outer_tape_knows(self):
        x = constant(3.0)
        with GradientTape() as outer:
            outer.watch(x)
            with GradientTape() as inner:
                y = x * x
                inner.watch(x)
                z = y * x
            assert bare(inner.gradient(z, x)) == 9.0
        assert bare(outer.gradient(z, x)) == 27.0

    def test_a_value_that_met_a_recorded_one_may_be_watched_later(self):
        x, w = constant(3.0), constant(2.0)
        with GradientTape(persistent=True) as tape:
            tape.watch(x)
            y = x * w
            tape.watch(w)
            z = y * w
        assert bare(tape.gradient(z, [x, w])) == [4.0, 12.0]

    def test_structures_may_be_watched(self):
        a, b = constant(2.0), constant(5.0)
        with GradientTape() as tape:
            tape.watch({"a": a, "rest": [b]})
            y = a * b
        assert bare(tape.gradient(y, [a, b])) == [5.0, 2.0]

    def test_equal_constants_are_two_sources(self):
        a, b = constant(3.0), constant(3.0)
        with GradientTape() as tape:
            tape.watch([a, b])
            y = a * a * b
        assert bare(tape.gradient(y, [a, b])) == [18.0, 9.0]

    def test_watching_a_number_is_an_error(self):
        with GradientTape() as tape, pytest.raises(ValueError, match="cannot watch a float"):
            tape.watch(3.0)

    def test_intermediates_are_sources_too(self):
        x = constant(3.0)
        with GradientTape(persistent=True) as tape:
            tape.watch(x)
            y = x * x
            z = y * y
        assert bare(tape.gradient(z, [y, x])) == [18.0, 108.0]

    def test_watching_an_intermediate_cuts_nothing(self):
        x = constant(3.0)
        with GradientTape() as tape:
            tape.watch(x)
            y = x * x
            w = y * 2.0
            tape.watch(y)
            z = w * y
        assert bare(tape.gradient(z, [y, x])) == [36.0, 216.0]

    def test_a_source_watched_by_one_open_tape_and_not_by_the_other(self):
        x = constant(3.0)
        with GradientTape() as outer:
            outer.watch(x)
            with GradientTape() as inner:
                y = x * x
                z = y * y
            assert inner.gradient(z, [x, y]) == [None, None]
        assert bare(outer.gradient(z, x)) == 108.0

    def test_watching_for_another_tape_does_not_disturb_an_earlier_one(self):
        x = constant(3.0)
        with GradientTape(persistent=True) as first:
            first.watch(x)
            y = x * x
            z = y * y
        with GradientTape() as second:
            second.watch(y)
            u = y * 3.0
        assert bare(first.gradient(z, [y, x])) == [18.0, 108.0]
        assert bare(second.gradient(u, y)) == 3.0


class TestTraces:
    def test_tensor_of_an_earlier_trace_under_a_later_tape(self):
        x = constant(3.0)
        with GradientTape() as first:
            first.watch(x)
            y = x * x
        first.gradient(y, x)
        del first
        with GradientTape(persistent=True) as later:
            later.watch(y)
            z = y * y
        assert bare(later.gradient(z, y)) == 18.0
        assert later.gradient(z, x) is None
        with GradientTape() as unaware:
            z = y * y
        assert unaware.gradient(z, y) is None

    def test_overlapping_without_nesting(self):
        x, a, b = constant(3.0), GradientTape(), GradientTape()
        a.__enter__()
        a.watch(x)
        y = x * x
        b.__enter__()
        b.watch(x)
        z = y * x
        a.__exit__()
        w = z * x
        b.__exit__()
        assert bare(b.gradient(w, x)) == 54.0  # y is a constant to b
        assert bare(a.gradient(z, x)) == 27.0

    def test_either_of_two_nested_tapes_may_be_asked_first(self):
        x = constant(3.0)
        with GradientTape() as outer:
            outer.watch(x)
            with GradientTape() as inner:
                inner.watch(x)
                y = x * x
        assert bare(outer.gradient(y, x)) == 6.0
        assert bare(inner.gradient(y, x)) == 6.0

    def test_persistent_tape_kept_while_thousands_come_and_go(self):
        x = constant(3.0)
        with GradientTape(persistent=True) as kept:
            kept.watch(x)
            y = x * x
        for _ in range(3000):
            with GradientTape() as tape:
                tape.watch(x)
                z = x * y
            assert bare(tape.gradient(z, x)) == 9.0
        assert bare(kept.gradient(y, x)) == 6.0
        assert sum(len(piece) for piece in kept.heard if isinstance(piece, list)) == 1

    def test_two_threads_with_a_tape_each(self):
        answers, barrier = {}, threading.Barrier(2, timeout=20)

        def work(name, start):
            x = constant(start)
            with GradientTape() as tape:
                tape.watch(x)
                y = x
                for _ in range(200):
                    if len(answers) == 0 and _ % 50 == 0:
                        barrier.wait()  # both are in their blocks at once
                    y = y * x
            answers[name] = bare(tape.gradient(y, x))
            assert trace.write is None

        threads = [threading.Thread(target=work, args=(n, 1.0 + n / 100)) for n in range(2)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        assert answers == {n: pytest.approx(201 * (1.0 + n / 100) ** 200, rel=1e-12) for n in range(2)}

    def test_a_tape_of_another_thread_hears_nothing_of_ours(self):
        x, entered, done = constant(2.0), threading.Event(), threading.Event()

        def listen():
            with GradientTape() as tape:
                tape.watch(constant(1.0))
                entered.set()
                done.wait(20)
            heard.extend(tape.heard)

        heard = []
        thread = threading.Thread(target=listen)
        thread.start()
        entered.wait(20)
        with GradientTape() as tape:
            tape.watch(x)
            y = x * x
        done.set()
        thread.join()
        assert not any(isinstance(entry, list) and entry for entry in heard)
        assert bare(tape.gradient(y, x)) == 4.0


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


class TestQuestions:
    def test_results_mirror_the_sources(self):
        Pair = namedtuple("Pair", "first second")
        x, y = constant(3.0), constant(4.0)
        with GradientTape(persistent=True) as tape:
            tape.watch([x, y])
            z = x * y
        assert bare(tape.gradient(z, (x, [y]))) == [4.0, [3.0]]
        assert bare(tape.gradient(z, {"k": [x]})["k"]) == [4.0]
        found = tape.gradient(z, Pair(x, y))
        assert (bare(found.first), bare(found.second)) == (4.0, 3.0)
        assert tape.gradient(z, []) == []

    def test_several_targets_are_summed(self):
        x = constant(3.0)
        with GradientTape(persistent=True) as tape:
            tape.watch(x)
            y = x * x
            z = 5.0 * x
        assert bare(tape.gradient([y, z], x)) == 11.0
        assert bare(tape.gradient({"a": y, "b": [z]}, x)) == 11.0
        assert bare(tape.gradient([y, y], x)) == 12.0
        assert tape.gradient([], x) is None

    def test_a_target_is_its_own_source(self):
        x = constant(3.0)
        with GradientTape(persistent=True) as tape:
            tape.watch(x)
            y = x * x
        assert bare(tape.gradient([y, x], x)) == 7.0
        assert bare(tape.gradient(y, y)) == 1.0
        assert bare(tape.gradient(y, (x, x))) == [6.0, 6.0]
        assert tape.gradient(constant(2.0), constant(3.0)) is None

    def test_vector_targets_are_summed(self):
        x = constant([1.0, 2.0, 3.0])
        with GradientTape() as tape:
            tape.watch(x)
            y = x * x
        assert bare(tape.gradient(y, x)).tolist() == [2.0, 4.0, 6.0]

    def test_output_gradients(self):
        x = constant([1.0, 2.0, 3.0])
        with GradientTape(persistent=True) as tape:
            tape.watch(x)
            y, z = x * x, 3.0 * x
        assert bare(tape.gradient(y, x, output_gradients=constant([1.0, 0.0, -1.0]))).tolist() == [2.0, 0.0, -6.0]
        assert bare(tape.gradient(y, x, output_gradients=2.0)).tolist() == [4.0, 8.0, 12.0]
        both = tape.gradient([y, z], x, output_gradients=[constant([1.0, 1.0, 1.0]), np.array([0.0, 1.0, 0.0])])
        assert bare(both).tolist() == [2.0, 7.0, 6.0]
        with pytest.raises(ValueError, match="do not fit"):
            tape.gradient(y, x, output_gradients=constant([1.0, 2.0]))

    def test_output_gradients_are_differentiable(self):
        x, g = constant(3.0), constant(2.0)
        with GradientTape() as outer:
            outer.watch(g)
            with GradientTape() as inner:
                inner.watch(x)
                y = x * x
            d = inner.gradient(y, x, output_gradients=g)
        assert bare(d) == 12.0
        assert bare(outer.gradient(d, g)) == 6.0

    def test_unconnected(self):
        x, w, s = constant(3.0), constant([1.0, 1.0]), constant(np.float32(2.0))
        with GradientTape(persistent=True) as tape:
            tape.watch([x, w, s])
            y = x * x
        assert tape.gradient(y, w) is None
        assert bare(tape.gradient(y, w, unconnected_gradients="zero")).tolist() == [0.0, 0.0]
        zero = bare(tape.gradient(y, s, unconnected_gradients="zero"))
        assert zero == 0.0
        assert zero.dtype == np.float32
        with pytest.raises(ValueError, match="nonsense"):
            tape.gradient(y, x, unconnected_gradients="nonsense")

    def test_targets_and_sources_must_be_traced(self):
        x = constant(3.0)
        with GradientTape(persistent=True) as tape:
            tape.watch(x)
            y = x * x
        with pytest.raises(TypeError, match="target"):
            tape.gradient(2.0, x)
        with pytest.raises(TypeError, match="source"):
            tape.gradient(y, [x, None])

    def test_jacobian(self):
        x, w = constant([1.0, 2.0]), constant(3.0)
        with GradientTape(persistent=True) as tape:
            tape.watch([x, w])
            y = w * matmul(np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]), x * x)
            u = total(x)
        found = tape.jacobian(y, {"x": x, "w": w})
        assert bare(found["x"]).tolist() == [[6.0, 24.0], [18.0, 48.0], [30.0, 72.0]]
        assert bare(found["w"]).tolist() == [9.0, 19.0, 29.0]
        assert bare(tape.jacobian(u, x)).tolist() == [1.0, 1.0]
        assert bare(tape.jacobian(x, x)).tolist() == [[1.0, 0.0], [0.0, 1.0]]
        assert tape.jacobian(u, w) is None
        assert bare(tape.jacobian(y, constant([1.0]), unconnected_gradients="zero")).tolist() == [[0.0]] * 3

    def test_jacobian_of_a_matrix_and_its_derivative(self):
        x = constant([[1.0, 2.0], [3.0, 4.0]])
        with GradientTape() as outer:
            outer.watch(x)
            with GradientTape() as inner:
                inner.watch(x)
                y = x * x * x
            j = inner.jacobian(y, x)
        assert bare(j).shape == (2, 2, 2, 2)
        assert np.array_equal(bare(j).reshape(4, 4), np.diag([3.0, 12.0, 27.0, 48.0]))
        assert bare(outer.gradient(j, x)).tolist() == [[6.0, 12.0], [18.0, 24.0]]

    def test_jacobian_uses_the_tape_up(self):
        x = constant([1.0, 2.0])
        with GradientTape() as tape:
            tape.watch(x)
            y = x * x
        tape.jacobian(y, x)
        with pytest.raises(RuntimeError, match="one set of gradients"):
            tape.jacobian(y, x)

    def test_batch_jacobian(self):
        x = constant([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
        with GradientTape(persistent=True) as tape:
            tape.watch(x)
            y = x * x
            z = matmul(x, np.array([[1.0], [10.0]]))
        assert bare(tape.batch_jacobian(y, x)).tolist() == [np.diag([2 * a, 2 * b]).tolist() for a, b in bare(x)]
        assert bare(tape.batch_jacobian(z, x)).tolist() == [[[1.0, 10.0]]] * 3
        with pytest.raises(ValueError, match="first dimension"):
            tape.batch_jacobian(y, constant([[1.0]]))
        with pytest.raises(ValueError, match="rank at least 2"):
            tape.batch_jacobian(constant([1.0]), x)

    def test_gradient_in_the_class_of_the_source(self):
        for cls in (np.float32, np.float64):
            x = constant(np.array([0.5, 1.0], cls))
            with GradientTape() as tape:
                tape.watch(x)
                y = sin(x) * x
            found = bare(tape.gradient(y, x))
            assert found.dtype == cls
            assert found == pytest.approx(np.sin([0.5, 1]) + [0.5, 1] * np.cos([0.5, 1]), rel=1e-6)

    def test_array_operands_keep_the_path(self):
        x = constant([1.0, 1.0, 1.0])
        with GradientTape() as tape:
            tape.watch(x)
            y = total(np.arange(3.0) * x + np.float64(2.0) * x - (1.0 - x))
        assert bare(tape.gradient(y, x)).tolist() == [3.0, 4.0, 5.0]

    def test_broadcasting_is_summed_back(self):
        a, b, c = constant(np.ones((3, 1))), constant(np.arange(4.0)), constant(2.0)
        with GradientTape() as tape:
            tape.watch([a, b, c])
            y = total(a * b * c / (1.0 + b))
        found = bare(tape.gradient(y, [a, b, c]))
        assert [np.shape(g) for g in found] == [(3, 1), (4,), ()]
        assert found[1] == pytest.approx(6 / (1 + np.arange(4.0)) ** 2)


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


class TestHigherOrders:
    def test_third_derivative_by_three_tapes(self):
        x = constant(2.0)
        with GradientTape() as a:
            a.watch(x)
            with GradientTape() as b:
                b.watch(x)
                with GradientTape() as c:
                    c.watch(x)
                    y = x**4.0
                first = c.gradient(y, x)
            second = b.gradient(first, x)
        assert bare([first, second, a.gradient(second, x)]) == [32.0, 48.0, 48.0]

    def test_a_gradient_taken_outside_the_outer_block_is_a_constant_to_it(self):
        x = constant(2.0)
        with GradientTape() as outer:
            outer.watch(x)
            with GradientTape() as inner:
                inner.watch(x)
                y = x * x * x
        g = inner.gradient(y, x)
        assert bare(g) == 12.0
        assert outer.gradient(g, x) is None

    def test_grad_and_value_and_grad(self):
        assert grad(lambda x: x**3)(2.0) == 12.0
        assert grad(grad(grad(lambda x: x**4)))(2.0) == 48.0
        value, found = value_and_grad(lambda x, y: x * sin(y))(2.0, 0.5)
        assert value == 2.0 * math.sin(0.5)
        assert found == (math.sin(0.5), 2.0 * math.cos(0.5))
        assert grad(lambda x, y: x * y, argnums=1)(2.0, 5.0) == 2.0
        assert grad(lambda x: total(x * x))(np.array([1.0, 2.0])).tolist() == [2.0, 4.0]


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
    def test_a_thousand_kept_losses_in_full(self):
        x, kept, sizes = constant(0.5), [], []
        gc.disable()
        tracemalloc.start()
        try:
            for n in range(1000):
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
        assert sizes[-1] - sizes[0] < 900 * 300

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


class TestAwkwardPoints:
    @pytest.mark.parametrize(
        ("f", "at", "value", "slope"),
        [
            (sqrt, 0.0, 0.0, math.inf),
            (log, 0.0, -math.inf, math.inf),
            (lambda x: 1.0 / x, 0.0, math.inf, -math.inf),
            (lambda x: x**2, 0.0, 0.0, 0.0),
            (lambda x: x**0.5, 0.0, 0.0, math.inf),
            (exp, 1000.0, math.inf, math.inf),
            (absolute, 0.0, 0.0, 0.0),
            (lambda x: x / x, 0.0, math.nan, math.nan),
            (lambda x: x**0.5, -1.0, math.nan, math.nan),
            (lambda x: where(less(0.0, x), sqrt(x), 0.0), 0.0, 0.0, 0.0),
        ],
    )
    def test_floats_answer_as_ieee_does(self, f, at, value, slope):
        for wrap in (float, lambda v: np.array([v])):
            x = constant(wrap(at))
            with GradientTape() as tape:
                tape.watch(x)
                y = f(x)
            found = np.array([bare(y), bare(tape.gradient(y, x))], float).ravel()
            assert found == pytest.approx([value, slope], nan_ok=True)

    def test_indexing_twice_adds_up(self):
        x = constant([1.0, 2.0, 3.0])
        with GradientTape() as tape:
            tape.watch(x)
            y = x[0] * x[1] + x[-1] * x[0] + total(getitem(x, [0, 0, 2]))
        assert bare(tape.gradient(y, x)).tolist() == [7.0, 1.0, 2.0]
