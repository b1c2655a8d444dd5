"""Factorisations and functions of matrices: what they compute, at which precision, and where they are not defined."""

from __future__ import annotations

import math

import mpmath
import numpy as np
import pytest

from gradcli import GradientTape, constant, grad
from gradcli.core.trace import plain
from gradcli.errors import DomainFault, ShapeFault
from gradcli.ops import FUNCTIONS
from gradcli.ops.layout import total
from gradcli.ops.linalg import eigh
from gradcli.ops.matrix_functions import slogdet
from gradcli.ops.products import matmul_op
from gradcli.ops.svd_qr import qr, svd

DICE = np.random.default_rng(3)
SQUARE, TALL = DICE.uniform(-1, 1, (4, 4)), DICE.uniform(-1, 1, (5, 3))
POSITIVE = SQUARE @ SQUARE.T + np.eye(4)


def function(name):
    return FUNCTIONS[name].call


def high(a, digits=100):
    """An array in mpmath."""
    with mpmath.workdps(digits):
        return np.array([mpmath.mpf(float(v)) for v in a.flat], object).reshape(a.shape)


def off(a, b=0):
    """The largest element of a difference."""
    return max(abs(v) for v in np.ravel(a - b))


class TestFactors:
    @pytest.mark.parametrize("wrap", [np.array, high])
    def test_factors_multiply_back(self, wrap):
        with mpmath.workdps(100):
            small = 1e-13 if wrap is np.array else mpmath.mpf(10) ** -95
            a, p, t = wrap(SQUARE), wrap(POSITIVE), wrap(TALL)
            low = plain(function("cholesky")(p))
            assert off(low @ low.T, p) < small
            w, v = eigh(p)
            assert off((v * w) @ v.T, p) < small
            assert off(v.T @ v, np.eye(4)) < small
            for m in (a, t, t.T):
                u, s, vh = svd(m)
                assert off((u * s) @ vh, m) < small
                q, r = qr(m)
                assert off(q @ r, m) < small
                assert off(q.T @ q, np.eye(min(m.shape))) < small
                assert all(r[i, j] == 0 for i in range(r.shape[0]) for j in range(min(i, r.shape[1])))
            root = function("sqrtm")(p)
            assert off(root @ root, p) < small * 10
            assert off(function("expm")(a) @ function("expm")(-a), np.eye(4)) < small * 10
            back = function("pinv")(t)
            assert off(back @ t, np.eye(3)) < small * 10
            sign, size = slogdet(a)
            assert abs(sign * mpmath.exp(size) - (mpmath.det(mpmath.matrix(a.tolist())))) < small

    def test_vectors_have_the_same_signs_at_every_precision(self):
        with mpmath.workdps(40):
            for f, m in ((eigh, POSITIVE), (svd, TALL), (svd, TALL.T), (qr, TALL), (qr, SQUARE)):
                for a, b in zip(f(m), f(high(m))):
                    assert off(a, b.astype(float)) < 1e-12

    def test_expm_at_all_sizes(self):
        for size in (0.0, 1e-8, 0.3, 3.0, 40.0):
            found = function("expm")(size * SQUARE)
            with mpmath.workdps(60):
                true = np.array(mpmath.expm(mpmath.matrix((size * SQUARE).tolist())).tolist(), float)
            assert off(found, true) <= 1e-13 * max(1.0, np.abs(true).max()) * max(1.0, size)

    def test_matrix_power(self):
        for n in (0, 1, 2, 7):
            assert off(function("matrix_power")(SQUARE, n), np.linalg.matrix_power(SQUARE, n)) < 1e-14
        assert off(function("matrix_power")(SQUARE, -3) @ SQUARE @ SQUARE @ SQUARE, np.eye(4)) < 1e-10

    def test_lstsq_and_triangular_solve(self):
        b = np.arange(5.0)
        assert function("lstsq")(TALL, b) == pytest.approx(np.linalg.lstsq(TALL, b)[0])
        low = np.tril(POSITIVE)
        assert low @ function("triangular_solve")(POSITIVE, b[:4]) == pytest.approx(b[:4])
        assert low.T @ function("triangular_solve")(POSITIVE.T, b[:4], lower=False) == pytest.approx(b[:4])

    def test_pinv_of_a_matrix_that_lost_rank(self):
        m = np.outer([1.0, 2.0, 3.0], [1.0, -1.0])
        assert function("pinv")(m) == pytest.approx(np.linalg.pinv(m))
        direction = np.outer([1.0, 0.5, -1.0], [1.0, -1.0])  # the rank stays
        g = grad(lambda t: total(function("pinv")(m + t * direction) * np.arange(6.0).reshape(2, 3)))(0.0)
        ends = [(np.linalg.pinv(m + t * direction) * np.arange(6.0).reshape(2, 3)).sum() for t in (1e-6, -1e-6)]
        assert g == pytest.approx((ends[0] - ends[1]) / 2e-6, rel=1e-6)


class TestConventions:
    @pytest.mark.parametrize("name", ["cholesky", "eigvalsh"])
    def test_gradients_of_symmetric_functions_are_symmetric(self, name):
        x = constant(POSITIVE)
        with GradientTape() as tape:
            tape.watch(x)
            y = function(name)(x) * np.arange(4.0)
        g = plain(tape.gradient(y, x))
        assert g == pytest.approx(g.T)
        assert np.abs(g - np.diag(np.diag(g))).max() > 1e-3

    def test_of_what_is_not_symmetric_the_lower_half_is_read(self):
        askew = POSITIVE + np.triu(SQUARE, 1)
        assert function("cholesky")(askew) == pytest.approx(np.linalg.cholesky(askew))
        assert function("eigvalsh")(askew) == pytest.approx(np.linalg.eigvalsh(askew))

    def test_equal_eigenvalues_are_a_kink(self):
        x = constant(np.eye(3))
        with GradientTape() as tape:
            tape.watch(x)
            y = total(function("eigvalsh")(x))
            kinks = [
                step[1].kinks for piece in tape.heard if isinstance(piece, list) for step in piece if step[1].kinks
            ]
        assert any(kink(np.eye(3)) for kink in kinks)
        assert not any(kink(np.diag([1.0, 2.0, 3.0])) for kink in kinks)
        assert plain(tape.gradient(y, x)) == pytest.approx(np.eye(3))


class TestFaults:
    @pytest.mark.parametrize(
        ("name", "m"),
        [
            ("cholesky", -np.eye(2)),
            ("inv", np.ones((2, 2))),
            ("logdet", np.diag([1.0, -1.0])),
            ("logdet", np.zeros((2, 2))),
            ("logabsdet", np.zeros((2, 2))),
            ("sqrtm", np.diag([1.0, -1.0])),
            ("sqrtm", np.array([[-1.0, 1.0], [0.0, -2.0]])),
            ("eigvals", np.array([[0.0, 1.0], [-2.0, 0.0]])),
        ],
    )
    def test_outside_the_domain(self, name, m):
        for wrapped in (m, high(m)):
            with pytest.raises(DomainFault, match=f"^{name}") as caught:
                function(name)(wrapped)
            assert caught.value.status == 4

    @pytest.mark.parametrize(
        "name", ["cholesky", "eigvalsh", "logdet", "logabsdet", "expm", "sqrtm", "eigvals", "triangular_solve"]
    )
    def test_matrices_must_be_square(self, name):
        with pytest.raises(ShapeFault, match=f"{name} needs a square matrix"):
            function(name)(*[TALL] * FUNCTIONS[name].low)

    @pytest.mark.parametrize("name", ["svdvals", "pinv", "tril", "triu"])
    def test_vectors_are_no_matrices(self, name):
        with pytest.raises(ShapeFault, match="needs a matrix"):
            function(name)(np.arange(3.0))


@pytest.mark.parametrize("shapes", [((3, 2, 2), (2, 2)), ((2, 2), (3, 2, 2)), ((3, 2, 2), (2,)), ((2,), (3, 2, 2))])
def test_an_exception_in_a_stack_of_objects_ends_its_product(shapes):
    class Raises(type(mpmath.mpf(1))):
        def __mul__(self, other):
            raise InterruptedError

    a, b = (np.full(shape, Raises(2.0), object) for shape in shapes)
    with pytest.raises(InterruptedError):  # NumPy goes on, with a SystemError at best
        matmul_op.op.evaluate(a, b)
    a, b = (np.arange(1.0, 1 + math.prod(shape)).reshape(shape) for shape in shapes)
    assert np.array_equal(matmul_op.op.evaluate(a.astype(object), b.astype(object)).astype(float), a @ b)


@pytest.mark.parametrize("dtype", [float, object])
def test_a_stack_times_what_is_no_array_is_what_numpy_says(dtype):
    stack = np.arange(8.0).reshape(2, 2, 2).astype(dtype)
    assert matmul_op.op.evaluate(stack, [1, 2]).tolist() == (stack @ [1, 2]).tolist()
    with pytest.raises(ValueError, match="not have enough dimensions"):
        matmul_op.op.evaluate(stack, 2.0)
