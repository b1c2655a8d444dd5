"""What a step holds of arrays that are not the trace's own: what they were when it was recorded."""

import contextlib
import warnings

import numpy as np
import pytest
from truths import sampled

from gradcli import GradientTape, constant, grad
from gradcli.core.held import GLANCE, LARGE, QUICK, SMALL, Changed, all_asked, fingerprint
from gradcli.frontends.script import run_script
from gradcli.ops.indexing import Index, getitem, getter

WAYS = [
    "b[0] = 7.0", "b[:] = 7.0", "b += 1.0", "b.fill(7.0)", "np.copyto(b, 7.0)", "np.put(b, [0], 7.0)",
    "b.put([0], 7.0)",
    "np.place(b, b > 1.0, [7.0])", "np.putmask(b, b > 1.0, 7.0)", "np.add(b, 1.0, out=b)", "np.add.at(b, [0, 0], 1.0)",
    "b[::-1].sort()", "b.real = 7.0", "np.random.default_rng(3).shuffle(b)", "b[1:].fill(9.0)", "b.flat[0] = 7.0",
    "b.reshape(1, -1)[0, 0] = 7.0", "b[::-1].partition(1)", "np.put_along_axis(b, np.array([0]), 7.0, 0)",
    "memoryview(b)[0] = 7.0", "b.view(np.int64)[1] = 7", "np.fill_diagonal(b.reshape(-1, 1), 7.0)",
    "b.byteswap(inplace=True)", "b.setfield(7.0, float)",
]  # fmt: skip


def scalar(b, x):
    return (b * x).sum() + b @ x


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_a_small_array_is_what_it_was(way):
    b, x = np.array([1.0, 2.0, 3.5]), constant(np.array([1.0, 1.0, 1.0]))
    with GradientTape() as tape:
        tape.watch(x)
        y = scalar(b, x)
    was = b.copy()
    exec(way, {"np": np, "b": b})
    assert not np.array_equal(b, was)
    assert tape.gradient(y, x).value.tolist() == [2.0, 4.0, 7.0]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_a_large_array_that_changes_is_refused(way):
    b, x = np.arange(2.0 * SMALL), constant(np.ones(2 * SMALL))
    with GradientTape() as tape:
        tape.watch(x)
        y = scalar(b, x)
    exec(way, {"np": np, "b": b})
    with pytest.raises(Changed, match=rf"an array of shape \({2 * SMALL},\) was changed in place after it was used"):
        tape.gradient(y, x)


def test_a_large_array_may_change_between_tapes():
    b, x = np.arange(2.0 * SMALL), constant(np.ones(2 * SMALL))
    for n in range(12):
        with GradientTape() as tape:
            tape.watch(x)
            y = scalar(b, x)
        assert tape.gradient(y, x).value[n] == 2 * b[n]
        b[n] = 7.0 if n % 2 else b[n]
        b *= 1.0 + n


@pytest.mark.parametrize("order", ["C", "F", "strided", "reversed", "transposed"])
@pytest.mark.parametrize("where", [5, 39_999])
def test_what_is_changed_once_late_in_a_long_loop_is_found(where, order):
    b = np.arange(40_000.0)
    b = {
        "C": b.reshape(200, 200), "F": np.asfortranarray(b.reshape(200, 200)), "strided": np.repeat(b, 2)[::2],
        "reversed": b[::-1], "transposed": b.reshape(100, 400).T,
    }[order]  # fmt: skip
    x = constant(np.ones(b.shape))

    def rounds():
        for n in range(30):
            with GradientTape() as tape:
                tape.watch(x)
                y = (b * x).sum()
            b.flat[where] += n == 22
            tape.gradient(y, x)

    with pytest.raises(Changed):
        rounds()


def test_what_is_changed_once_is_found_in_millions_of_numbers():
    b, x = np.arange(QUICK / 4.0), constant(1.0)
    for n in range(12):
        with GradientTape() as tape:
            tape.watch(x)
            y = (b * x).sum()
        if n == 10:
            b[1000 : 1000 + len(b) // GLANCE] = 0.0
            with pytest.raises(Changed):
                tape.gradient(y, x)
        else:
            tape.gradient(y, x)


LATE = """
import numpy as np
w = 2.0
b = np.arange({size})
y = 0.0
for n in range(40):
    y = y + np.sum(b * w)
    if n == 37:
        {change}
y
"""


@pytest.mark.parametrize("size", sampled(["20_000", "300_000", "20_000.0"], 2))
@pytest.mark.parametrize("change", [
    "b[777] = 5", "b[-1] += 1", "np.copyto(b[7:9], 1)", "b[7], b[8] = 8, 7", "b[2:4][::-1].sort()", "b[9:10].fill(0)",
    "b.put([3], 1)", "b.reshape(-1, 10)[3, 3] = 7", "np.random.default_rng(1).shuffle(b[:3])",
    "kept = b[9]; b[9] = 0\n    if n == 38:\n        b[9] = kept",
])  # fmt: skip
def test_what_a_script_changes_once_late_in_a_long_loop_is_copied_or_refused(size, change):
    text = LATE.format(size=size, change=change)
    space = {}
    exec(text, space)
    with contextlib.suppress(Changed):
        (result,) = run_script(None, text.encode()).report.results
        assert result.value == space["y"]
        assert result.grad["w"] == pytest.approx(space["y"] / 2, rel=1e-14)


def test_views_of_one_memory_are_read_once_for_all():
    before, b, x = set(LARGE), np.arange(2.0 * SMALL).reshape(-1, 2), constant(np.ones(2))
    with GradientTape() as tape:
        tape.watch(x)
        y = sum((b @ x) @ (b.T.T @ x) for _ in range(5)) + (x @ b.T[:, ::-1]).sum()
    assert len(set(LARGE) - before) == 1
    assert np.isfinite(tape.gradient(y, x).value).all()


@pytest.mark.parametrize("dtype", ["f8", "f4", "i8", "i4", "?", "u1", "c16", "f2"])
def test_a_fingerprint_tells_one_number_and_two_exchanged(dtype):
    rng = np.random.default_rng(5)
    b = rng.integers(0, 2, 3 * SMALL).astype(dtype)
    first = fingerprint(b)
    for n in rng.integers(0, b.size, 300):
        was = b[n]
        b[n] = not was
        assert fingerprint(b) != first
        m = int(rng.integers(0, b.size))
        if b[m] != was:
            b[m], other = was, b[m]
            b[n] = was
            assert m == n or fingerprint(b) != first
            b[m] = other
        b[n] = was
    assert fingerprint(b) == first


@pytest.mark.parametrize("where", [5, 4097, 39_999, 71])
@pytest.mark.parametrize("order", ["C", "F", "strided"])
def test_what_every_round_changes_is_found_in_a_long_loop(where, order):
    b = np.arange(40_000.0) if order == "strided" else np.asarray(np.arange(40_000.0).reshape(200, 200), order=order)
    b = np.repeat(b, 2)[::2] if order == "strided" else b
    x = constant(np.ones(b.shape))

    def rounds():
        for n in range(40):
            with GradientTape() as tape:
                tape.watch(x)
                y = (b * x).sum()
            b.flat[where] += n > 18
            tape.gradient(y, x)

    with pytest.raises(Changed):
        rounds()


@pytest.mark.parametrize("last", [3, 4, 7])
@pytest.mark.parametrize("within", [True, False])
def test_what_a_glance_has_missed_is_told_later(last, within):
    b, x = np.ones(QUICK // 4), constant(np.ones(QUICK // 4))
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter("always")
        for n in range(1, last + 1):
            with GradientTape() as tape:
                tape.watch(x)
                y = (b * x).sum()
            b[5] += within and n == 3
            b[:] = b if within else n
            tape.gradient(y, x) if within else None
        all_asked()
    assert [one.category for one in found] == [RuntimeWarning] * within


def test_a_buffer_that_is_used_again_and_again():
    buffer = np.empty(3)

    def f(x):
        y = 0.0
        for n in range(1, 4):
            np.copyto(buffer, [n, n + 1.0, n + 2.0])
            y = y + np.dot(buffer, buffer) * (buffer * x).sum()
        return y

    expected = sum(np.dot(v, v) * v for v in (np.arange(n, n + 3.0) for n in range(1, 4)))
    assert grad(f)(np.ones(3)).tolist() == expected.tolist()


def test_an_index_is_what_it_was():
    at, x = np.array([0, 1]), constant(np.array([1.0, 2.0, 3.0]))
    with GradientTape() as tape:
        tape.watch(x)
        y = getitem(x, at) ** 2
    at[:] = 2
    assert tape.gradient(y, x).value.tolist() == [2.0, 4.0, 0.0]
    assert getitem(np.array([1.0, 2.0, 3.0]), np.array([0, 1])).tolist() == [1.0, 2.0]


def test_the_ops_of_long_indices_go_with_them():
    assert getter(Index(np.array([0, 1]))) is getter(Index(np.array([0, 1])))
    assert getter(Index(np.arange(500))) is not getter(Index(np.arange(500)))
    assert getter(Index(np.array([True]))) is not getter(Index(np.array([1])))


def test_nothing_is_kept_of_an_array_that_is_gone():
    before, b, x = set(LARGE), np.arange(2.0 * SMALL), constant(np.ones(2 * SMALL))
    with GradientTape() as tape:
        tape.watch(x)
        y = scalar(b, x)
    (key,) = set(LARGE) - before
    tape.gradient(y, x)
    del b, tape, y
    assert key not in LARGE
