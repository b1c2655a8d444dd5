"""NumPy's spelling on Tensors: the value that NumPy gives, and the slope that a difference shows."""

import numpy
import pytest

from gradcli import GradientTape, constant
from gradcli.core.observer import OPAQUE, observing
from gradcli.core.trace import Observer
from gradcli.dialects.numpy.module import module
from tests.plain_script import faults, report_of

POINT = numpy.array([0.7, -1.3, 2.1, 0.4])
MATRIX = numpy.array([[2.0, 0.5], [-0.3, 1.5]])


def difference(f, point):
    """The sum of f's slopes, by central differences."""
    found = numpy.zeros(point.shape)
    for at in numpy.ndindex(*point.shape):
        step = numpy.zeros(point.shape)
        step[at] = 1e-6
        found[at] = (numpy.sum(f(point + step)) - numpy.sum(f(point - step))) / 2e-6
    return found


@pytest.mark.parametrize(("text", "told"), [
    ("np.linalg.svd(A)", False), ("np.linalg.svd(A[:1], full_matrices=False)", False),
    ("np.linalg.svd(A[:1], compute_uv=False)", False), ("np.linalg.svd(A[:1])", True),
    ("np.linalg.svd(A[:, :1])", True), ("np.linalg.qr(A[:, :1], 'complete')", True), ("np.linalg.eig(A)", False),
])  # fmt: skip
def test_factors_that_are_not_differentiated_are_told(text, told):
    tensor = constant(MATRIX)
    with observing(Observer(follows=True)), GradientTape() as tape:
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


A = "import numpy as np\na = 2.0\n"
SHARED = [  # made of an array that is written into, then written into again: as NumPy shares its memory
    "np.diagonal(b)", "np.diag(b)", "b.diagonal()", "np.linalg.matrix_transpose(b)", "np.astype(b, float, copy=False)",
    "np.unstack(b)[1]", "np.real_if_close(b)", "np.broadcast_arrays(b, np.ones((2, 2, 2)))[0]", "np.asarray(b)",
    "np.lib.stride_tricks.sliding_window_view(b, 1, 0)", "np.asfortranarray(b)", "np.asarray(b, order='F')",
    "np.array(b, ndmin=3, copy=None)", "np.meshgrid(b[0], b[1], copy=False)[0]", "np.ascontiguousarray(b)",
    "np.lib.stride_tricks.as_strided(b)", "np.frombuffer(b)", "np.from_dlpack(b)", "np.array(b)", "np.asarray(b[::2])",
    "np.meshgrid(b[1], b[1], copy=False)[0]", "np.meshgrid(np.stack([a, a]), b[1], copy=False)[1]",
    "np.broadcast_arrays(a * np.ones(2), b[1])[1]",
]  # fmt: skip


@pytest.mark.parametrize("first", ["b[0] = a", "pass"])
@pytest.mark.parametrize("shared", SHARED)
def test_what_is_made_of_a_written_array_shares_its_memory(shared, first, tmp_path):
    text = f"b = np.zeros((2, 2)); {first}; w = {shared}; b[1] = a*a; r = w.sum()*a\n"
    assert not faults(A + text, tmp_path / "f.py")


def test_the_elements_of_a_written_array_are_enumerated(tmp_path):
    text = "b = np.zeros(3); b[1] = a; r = sum(t*a*(i[0] + 2.0) for i, t in np.ndenumerate(b))\n"
    assert not faults(A + text, tmp_path / "f.py")


@pytest.mark.parametrize(
    "read", ["memoryview(b)[0]", "np.frombuffer(b.tobytes())[0]", "pickle.loads(pickle.dumps(b))[0]"]
)
def test_the_memory_of_a_written_array_is_a_way_out(read, tmp_path):
    report, _ = report_of(A + f"import pickle\nb = np.zeros(3); b[0] = a; r = {read}*a\n", tmp_path / "f.py")
    assert [note.code for note in report.results[0].notes] == ["left"]
