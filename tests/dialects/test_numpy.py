"""NumPy's spelling on Tensors: the value that NumPy gives, and the slope that a difference shows."""

import numpy
import pytest

from gradcli import GradientTape, constant
from gradcli.core.observer import OPAQUE, Observer, observing
from gradcli.dialects.numpy.module import module

POINT = numpy.array([0.7, -1.3, 2.1, 0.4])
MATRIX = numpy.array([[2.0, 0.5], [-0.3, 1.5]])

VECTORS = [
    "np.sin(x)", "np.exp(x) * 2", "np.abs(x)", "np.fabs(x)", "np.square(x)", "np.power(x, 3)",
    "np.float_power(2.0, x)", "np.sum(x)", "np.sum(x, axis=0, keepdims=True)", "np.mean(x)", "np.std(x)",
    "np.var(x, ddof=1)", "np.prod(x)", "np.max(x)", "np.amin(x)", "np.cumsum(x)", "np.cumprod(x)", "np.diff(x)",
    "np.diff(x, n=2)", "np.sum(x, initial=2.0)", "np.median(x)", "np.ptp(x)", "np.dot(x, x)",
    "np.dot([1, 2, 3, 4], x)", "np.inner(x, x)", "np.outer(x, [1.0, 2.0])", "np.vdot(x, x)", "np.linalg.norm(x)",
    "np.linalg.norm(x, 1)", "np.linalg.norm(x, np.inf)", "np.where(x > 0, x, 0.1 * x)", "np.maximum(x, 0)",
    "np.minimum(0.5, x)", "np.clip(x, -1, 1)", "np.clip(x, None, 1)", "np.concatenate([x, 2 * x])",
    "np.concatenate(([1.0], x))", "np.stack([x, x * x])", "np.vstack([x, x])", "np.hstack([x, 3.0])",
    "np.column_stack([x, x])", "np.array([x[0], 1.0, x[1] * x[2]])", "np.array([[x[0], 0], [1, x[1]]])",
    "np.asarray(x)", "np.copy(x)", "np.reshape(x, (2, 2))", "x.reshape(2, 2)", "x.reshape((2, -1)).T", "np.ravel(x)",
    "np.transpose(x.reshape(2, 2))", "np.flip(x)", "x[::-1]", "x[[0, 0, 2]]", "x[x > 0]", "x[1:3]", "x[None, :]",
    "x[..., 0]", "np.roll(x, 1)", "np.tile(x, 2)", "np.repeat(x, 2)", "np.take(x, [1, 1])", "np.sort(x)",
    "np.linspace(x[0], x[1], 5)", "np.linspace(0, x[0], 3, endpoint=False)", "np.full((2, 2), x[0])",
    "np.full_like(x, x[0])", "np.diag(x)", "np.diag(x.reshape(2, 2))", "np.diag(x, 1)", "np.trace(x.reshape(2, 2))",
    "np.tril(x.reshape(2, 2))", "np.einsum('i,i->', x, x)", "np.einsum('i,j->ij', x, x)", "np.tensordot(x, x, 1)",
    "np.kron(x.reshape(2, 2), np.eye(2))", "np.cross(x[:3], [1.0, 0.0, 2.0])", "np.trapezoid(x)",
    "np.trapezoid(x, dx=0.5)", "np.trapezoid(x * x, [0.0, 1.0, 3.0, 4.0])",
    "np.interp(x, [-2.0, 0.0, 3.0], [1.0, 5.0, 2.0])", "np.polyval(x, 2.0)", "np.polyval([1.0, 2.0, 3.0], x)",
    "np.convolve(x, [1.0, 2.0])", "np.convolve(x, [1.0, 2.0], 'valid')", "np.convolve(x, [1.0, 2.0, 3.0], 'same')",
    "np.gradient(x)", "np.gradient(x, 0.5)", "np.average(x, weights=[1, 2, 3, 4])", "np.meshgrid(x, x)[0]",
    "np.append(x, 2.0)", "np.split(x, 2)[1]", "np.select([x > 1, x > 0], [x, x * x], 0)",
    "np.piecewise(x, [x < 0], [lambda t: -t, lambda t: t * t])", "np.heaviside(x, 0.5) * x", "np.sinc(x)",
    "np.nan_to_num(x)", "np.logaddexp(x, 0.3)", "np.arctan2(x, 0.5)", "np.hypot(x, 1.0)", "np.add.outer(x, x)",
    "np.maximum.reduce(x)", "np.multiply.reduce([x, x])", "np.mod(x, 0.6)",
    "np.vectorize(lambda t: t * t if t > 0 else 0.0)(x)", "np.expand_dims(x, 0)", "np.squeeze(x[None])",
    "np.broadcast_to(x, (2, 4))", "np.swapaxes(x.reshape(2, 2), 0, 1)", "np.atleast_2d(x)", "np.sqrt([x[0], 4.0])",
    "np.mean([x[0], x[1] * 2])", "np.max([x[0] * 1.0, x[1]])", "np.geomspace(x[0], x[2], 4)", "np.log1p(np.abs(x))",
    "np.tanh(x)", "np.cbrt(np.abs(x))", "x.sum()", "x.mean()", "x.max()", "x.std()", "x.dot(x)", "x.clip(0, 1)",
    "x.cumsum()", "x.flatten()", "x.copy()", "x.astype(float)", "x.T", "x.item(2)", "x.prod()", "x.transpose()",
    "x @ x", "sum(x)", "max(x)", "min(x)", "sorted(x)[0]", "x.tolist()[1]", "abs(x)", "-x + 1 / x", "x ** 2 / 3",
    "2.0 ** x", "x // 1 + x", "np.pi * x", "np.float64(2.0) * x", "np.ones(4) * x", "np.arange(4) - x",
    "np.arange(4.0) / x", "x.real", "np.pad(x, (1, 2), constant_values=x[0])", "np.pad(x, 2, mode='reflect')",
    "np.fmod(x, 0.6)", "np.reshape(x, (2, 2), order='F')", "x.reshape(2, 2).flatten('F')", "x.astype(float) * 2",
    *[f"np.nan{f}(np.where(x > -1, x, np.nan))" for f in ("sum", "mean", "std", "max", "min", "prod", "median")],
    "np.nanvar(np.where(x > -1, x, np.nan), ddof=1)", "np.nansum(np.where(x > -1, x, np.nan).reshape(2, 2), axis=1)",
    "np.nanmean(np.where(x > -1, x, np.nan).reshape(2, 2), axis=0, keepdims=True)",
    "np.diff(x, prepend=0.0)", "np.diff(x.reshape(2, 2), axis=0, append=x[0])", "np.diff(x, n=2, prepend=[x[1], 2.0])",
    "np.gradient(np.outer(x, x))[1]", "np.gradient(np.outer(x, x), 0.5, 2.0)[0]", "np.gradient(np.outer(x, x), axis=0)",
    "np.cov(x, x * x)", "np.cov(x)", "np.cov(np.outer(x, [1.0, 2.0, 4.0]) ** 2)[0, 1]", "np.cov(x, bias=True)",
    "np.cov(x.reshape(2, 2), x.reshape(2, 2) ** 2)",
    "np.corrcoef(x, x * x)[0, 1]", "np.quantile(x, 0.3)", "np.percentile(x, 70)",
    "np.percentile(x.reshape(2, 2), 25, axis=0)",
    "np.maximum.accumulate(x)", "np.minimum.accumulate(x.reshape(2, 2), axis=1)",
    "np.divide(x, [1.0, 0.0, 2.0, 0.0], out=x * 0, where=np.arange(4) % 2 == 0)",
    "np.logaddexp(x, 0.3)", "np.logaddexp(x, x[::-1])", "np.logaddexp(x[0], 50.0)", "np.logaddexp.reduce(x)",
    "np.logaddexp.outer(x, [0.0, -np.inf])",
    "np.log(x, out=x * x, where=x > 0)", "np.partition(x, 1)", "x.flat[2]", "np.linspace(x[0], x[1], 4, dtype=float)",
]  # fmt: skip
MATRICES = [
    "np.linalg.inv(A)", "np.linalg.det(A)", "np.linalg.solve(A, [1.0, 2.0])", "A @ A", "A @ [1.0, 2.0]",
    "np.matmul(A, A.T)", "np.linalg.slogdet(A)[1]", "np.linalg.matrix_power(A, 3)", "np.linalg.norm(A)",
    "np.sum(A, axis=1)", "A.sum(axis=(0, 1))", "np.max(A, axis=0)", "A.mean(axis=0, keepdims=True)",
    "np.einsum('ij,jk->ik', A, A)", "np.trace(A)", "A[0] * A[:, 1]", "A.T[0]", "np.linalg.cholesky(A @ A.T)",
    "np.linalg.eigvalsh(A + A.T)", "np.cumsum(A, axis=1)", "A.reshape(-1)[2]", "np.moveaxis(A, 0, 1)",
    "np.linalg.norm(A, 1)", "np.linalg.norm(A, np.inf)", "np.linalg.norm(A, 2)", "np.linalg.norm(A, 'nuc')",
    "np.vdot(A, A)", "np.sort(A, axis=0)",
    "np.sort(A, axis=None)", "np.linalg.eigvals(A @ A.T)",
    "np.linalg.svd(A)[1]", "np.linalg.svd(A).U", "np.linalg.svd(A, compute_uv=False)", "np.linalg.svd(A)[2]",
    "np.linalg.svd(A[:, :1])[1]", "np.linalg.svd(A[:, :1], full_matrices=False).U * [[1.0], [2.0]]",
    "np.linalg.eigh(A + A.T)[0]", "np.linalg.eigh(A @ A.T).eigenvectors", "np.linalg.eigh(A @ A.T, 'U')[1]",
    "np.linalg.qr(A)[0]", "np.linalg.qr(A).R", "np.linalg.qr(A, mode='r')", "np.linalg.qr(A, 'complete')[1]",
    "np.linalg.multi_dot([A, A.T, A, [1.0, 2.0]])", "np.linalg.multi_dot([A[0], A])",
]  # fmt: skip


def difference(f, point):
    """The sum of f's slopes, by central differences."""
    found = numpy.zeros(point.shape)
    for at in numpy.ndindex(*point.shape):
        step = numpy.zeros(point.shape)
        step[at] = 1e-6
        found[at] = (numpy.sum(f(point + step)) - numpy.sum(f(point - step))) / 2e-6
    return found


def compare(text, name, point):
    def with_numpy(np):
        return lambda value: eval(text, {"np": np, name: value})  # a test's own text

    tensor = constant(point)
    with GradientTape() as tape:
        tape.watch(tensor)
        y = with_numpy(module())(tensor)
    slope = tape.gradient(y, tensor)
    expected = with_numpy(numpy)(point)
    numpy.testing.assert_allclose(y.value, expected, rtol=1e-13, atol=1e-15)
    assert y.shape == numpy.shape(expected)
    numpy.testing.assert_allclose(slope.value, difference(with_numpy(numpy), point), rtol=2e-7, atol=2e-8)


@pytest.mark.parametrize("text", VECTORS)
def test_of_a_vector(text):
    compare(text, "x", POINT)


@pytest.mark.parametrize("text", MATRICES)
def test_of_a_matrix(text):
    compare(text, "A", MATRIX)


@pytest.mark.parametrize(("text", "told"), [
    ("np.linalg.svd(A)", False), ("np.linalg.svd(A[:1], full_matrices=False)", False),
    ("np.linalg.svd(A[:1], compute_uv=False)", False), ("np.linalg.svd(A[:1])", True),
    ("np.linalg.svd(A[:, :1])", True), ("np.linalg.qr(A[:, :1], 'complete')", True), ("np.linalg.eig(A)", False),
])  # fmt: skip
def test_factors_that_are_not_differentiated_are_told(text, told):
    tensor = constant(MATRIX)
    with observing(Observer(whole=True)), GradientTape() as tape:
        tape.watch(tensor)
        eval(text, {"np": module(), "A": tensor})
    assert any(step[1].kind == OPAQUE for piece in tape.heard if isinstance(piece, list) for step in piece) == told


ANSWERS = [
    "np.argmax(x)", "np.isnan(x).any()", "np.allclose(x, x)", "np.shape(x)", "np.ndim(x)", "np.size(x)", "x.shape",
    "x.size", "x.ndim", "len(x)", "x.dtype", "np.round(x, 1)", "x.round()", "np.floor(x)", "np.sign(x)",
    "(x > 0).sum()", "np.any(x > 2)", "x.argmin()", "np.argsort(x)", "np.nonzero(x > 0)[0]", "np.unique(x)",
    "0.7 in x", "[float(v) for v in x]", "f'{x}'", "str(x)", "repr(x)", "np.zeros_like(x)", "np.count_nonzero(x > 0)",
    "np.array_equal(x, x)", "x.astype(int)", "np.isfinite(x).all()", "bool((x > 0).any())", "'%.3f' % x[0]",
    "np.searchsorted([0.0, 1.0], x[0])", "~(x > 0)", "(x > 0) & (x < 1)", "(x > 0) | (x < -1)", "round(x[0], 1)",
    "x.any()", "x.all()", "np.histogram(x, 3)[0]", "x[0].is_integer()",
]  # fmt: skip


@pytest.mark.parametrize("text", ANSWERS)
def test_questions(text):
    found = eval(text, {"np": module(), "x": constant(POINT)})
    expected = eval(text, {"np": numpy, "x": POINT})
    if isinstance(expected, str):
        assert found == expected.replace("np.float64(0.7)", "0.7")
    else:
        numpy.testing.assert_array_equal(getattr(found, "value", found), expected)


def test_the_rest_is_numpys():
    np = module()
    assert np.pi == numpy.pi
    assert np.ndarray is numpy.ndarray
    assert np.float64 is numpy.float64
    assert np.linalg.LinAlgError is numpy.linalg.LinAlgError
    assert type(np.zeros(2)) is numpy.ndarray
    assert np.random.default_rng(1).normal() == numpy.random.default_rng(1).normal()
    assert np.newaxis is None
    assert "sin" in dir(np)


def test_protocols():
    """NumPy itself, unproxied, finds the ops."""
    x = constant(POINT)
    with GradientTape(persistent=True) as tape:
        tape.watch(x)
        found = [numpy.sin(x).sum(), numpy.sum(x * x), numpy.ones(4) @ x, numpy.concatenate([x, x])]
    assert tape.gradient(found[0], x).value == pytest.approx(numpy.cos(POINT))
    assert tape.gradient(found[1], x).value == pytest.approx(2 * POINT)
    assert tape.gradient(found[2], x).value == pytest.approx(numpy.ones(4))
    assert tape.gradient(found[3], x).value == pytest.approx(2 * numpy.ones(4))


WRITES = [
    "y[0] = 5.0", "y[1:3] = x[0]", "y[y > 0] = 0.0", "y[[0, 2]] = x[:2]", "y += x", "y *= 2", "y[0] += x[1]",
    "y[:] = x[::-1]", "y[1:] -= y[:-1]", "z = y; z[0] = 1.0", "z = y.copy(); z[0] = 1.0", "np.add(y, x, out=y)",
    "y.fill(2.0)", "y.sort()", "z = y[1:]; z[0] = x[3]", "z = y[1:]; y[1] = x[3]; y[0] = z[0]",
    "z = y.reshape(2, 2); z[1, 0] = 7.0 * x[0]", "z = y[::2]; z *= x[0]", "m = y.reshape(2, 2).T; m[0] = x[:2]",
    "r = y.reshape(2, 2)[1]; r += 1.0", "y.put([0, 2], x[:2])", "y.partition(2)", "y[1:].sort()", "y.fill(x[0])",
    "np.fill_diagonal(y.reshape(2, 2), x[1])", "np.copyto(y, x[::-1])", "np.copyto(y, 2 * x, where=[True, False] * 2)",
    "np.put(y, [1, 1], x[2:])", "np.place(y, [False, True, True, False], [x[1], 3.0])", "np.putmask(y, y > 0.6, x)",
    "np.put_along_axis(y.reshape(2, 2), np.array([[1], [0]]), x[3], 1)", "np.random.seed(1); np.random.shuffle(y)",
    "np.random.default_rng(1).shuffle(y)", "np.random.default_rng(1).shuffle(y.reshape(2, 2))",
    "np.add.at(y, [0, 0, 3], x[1])", "np.subtract.at(y, [1, 1], x[2:])", "y.flat[1] = x[0]",
    "y.reshape(2, 2).T.flat[1] = 3 * x[0]", "np.nan_to_num(y, copy=False)", "z = np.array(y); z[0] = 9.0",
    "z = np.array(y, copy=True, dtype=float); y[0] = 9.0",
    "z = np.asarray(y); z[0] = 9.0", "z = y.flatten(); z[0] = 9.0", "z = y.ravel(); z[0] = 9.0", "np.add(y, x, y)",
    "z = np.ravel(y); z[0] = 5 * x[1]", "np.transpose(np.reshape(y, (2, 2)))[0] = x[:2]", "np.flip(y)[:2] *= x[0]",
    "np.einsum('ii->i', np.reshape(y, (2, 2)))[:] = x[:2]", "np.swapaxes(y.reshape(2, 2), 0, 1)[0, 1] = x[3]",
    "np.split(y, 2)[1][:] = x[0]", "np.expand_dims(y, 0)[0, 2] = x[0]", "np.flipud(y)[0] = x[2]",
    "y.shape = (2, 2); y[0] = x[:2]; y.shape = (4,)",
]  # fmt: skip


@pytest.mark.parametrize("text", WRITES)
@pytest.mark.parametrize("start", ["x * x", "np.zeros(4) + 1.0", "np.array([3.0, 1.0, 2.0, x[0]])"])
def test_writing(text, start):
    """Writing into a computed array, and into one that NumPy made: views and aliases as NumPy has them."""

    def run(np, x):
        names = {"np": np, "x": x}
        exec(f"y = {start}\nbefore = y.sum()\n{text}\nend = (y * np.arange(1.0, 5.0)).sum() + before", names)
        return names["end"]

    tensor = constant(POINT)
    with GradientTape() as tape:
        tape.watch(tensor)
        y = run(module(writes=True), tensor)
    assert float(y) == pytest.approx(run(numpy, POINT))
    slope = tape.gradient(y, tensor, unconnected_gradients="zero") if hasattr(y, "at") else constant(0.0 * POINT)
    numpy.testing.assert_allclose(slope.value, difference(lambda p: run(numpy, p), POINT), rtol=2e-7, atol=2e-8)
