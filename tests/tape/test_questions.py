"""What a tape answers: gradients, Jacobians, higher orders, awkward points."""

from __future__ import annotations

import math
from collections import namedtuple

import numpy as np
import pytest
from bare import bare

from gradcli import GradientTape, constant, grad, value_and_grad
from gradcli.ops.analysis import exp, log, sin, sqrt
from gradcli.ops.branches import absolute, less, where
from gradcli.ops.indexing import getitem
from gradcli.ops.layout import total
from gradcli.ops.products import matmul


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


def test_nested_gradients_keep_their_variables_apart():
    assert grad(lambda x: x * grad(lambda y: x + y)(x))(3.0) == 1.0
    assert grad(lambda x: x * grad(lambda y: x * y)(x))(3.0) == 6.0
    assert grad(lambda x: grad(lambda y: x * y * y)(x) + grad(grad(lambda y: y**3 * x))(x))(2.0) == 8.0 + 24.0
    found = grad(lambda w: total(w * grad(lambda v: total(v * v * w))(w)))(np.array([1.0, 2.0]))
    assert found.tolist() == [6.0, 24.0]
