"""tf.test: gradients by differences, and assertions for tests of tensors."""

from __future__ import annotations

import unittest
from typing import Any

import numpy as np

from ..tensors import convert, export, methods, rows
from ..tensors.nest import map_structure
from .tape import GradientTape


def _by_differences(f: Any, x: Any, delta: Any) -> tuple[Any, Any]:
    xs, theory, practice = [convert(v) for v in x], [], []
    step = 1.0 / 1024 if delta is None else delta
    for n, v in enumerate(xs):
        with GradientTape() as tape:
            tape.watch(xs)
            y = convert(f(*xs))
        jacobian = tape.jacobian(y, v)
        size = int(np.size(y.value)), int(np.size(v.value))
        zero = np.zeros(size, np.asarray(v.value).dtype)
        theory.append(zero if jacobian is None else np.reshape(convert(jacobian).numpy(), size))
        practice.append(zero.copy())
        for k in range(size[1]):
            ends = []
            for sign in (1, -1):
                moved = np.array(v.value)
                moved.flat[k] += sign * step
                ends.append(np.ravel(convert(f(*xs[:n], convert(moved), *xs[n + 1 :])).numpy()))
            practice[n][:, k] = (ends[0] - ends[1]) / (2 * step)
    return tuple(theory), tuple(practice)


export("test.main")(unittest.main)


@export("test.TestCase")
class TestCase(unittest.TestCase):
    """Assertions on arrays, and those of Python's unittest."""

    def assertAllClose(self, a: Any, b: Any, rtol: float = 1e-6, atol: float = 1e-6, msg: Any = None) -> None:
        """AssertionError unless the values are close, in nested lists and dicts one by one."""
        if isinstance(a, dict):
            assert a.keys() == b.keys(), f"the keys differ: {list(a)} and {list(b)}"
            a, b = list(a.values()), [b[key] for key in a]
        try:
            left, right = convert(a).numpy(), convert(b).numpy()
        except (ValueError, TypeError):
            assert len(a) == len(b), f"the lengths differ: {len(a)} and {len(b)}"
            for one, other in zip(a, b):
                self.assertAllClose(one, other, rtol, atol, msg)
            return
        np.testing.assert_allclose(left, right, rtol, atol)


methods(
    TestCase,
    ("assertAllEqual", "a b msg=None:-", lambda _, a, b: np.testing.assert_array_equal(np.asarray(a), np.asarray(b))),
    ("assertNear", "f1 f2 err msg=None", lambda test, a, b, err, msg: a == b or abs(a - b) <= err or test.fail(
        f"{a!r} != {b!r} +/- {err!r}{f' ({msg})' if msg is not None else ''}")),
    ("assertShapeEqual", "input_a input_b msg=None:-", lambda test, a, b: np.shape(a) == np.shape(b) or test.fail(
        f"Shapes differ: {np.shape(a)} vs {np.shape(b)}")),
    ("assertAllInRange", "target lower_bound upper_bound", lambda test, x, low, high: bool(np.all(
        (np.asarray(x) >= low) & (np.asarray(x) <= high))) or test.fail(f"Not all elements are from {low} to {high}.")),
    ("assertNotAllClose", "a b rtol=1e-6 atol=1e-6 msg=None:-", lambda test, a, b, *near: not np.allclose(
        np.asarray(a), np.asarray(b), *near) or test.fail("The two values are close at all elements.")),
    ("assertNotAllEqual", "a b msg=None:-", lambda test, a, b: not np.array_equal(np.asarray(a), np.asarray(b))
     or test.fail("The two values are equal at all elements.")),
    ("assertAllGreater", "a comparison_target", lambda test, a, b: bool(np.all(np.asarray(a) > b)) or test.fail(
        f"Not all elements are above {b}.")),
    ("assertAllLess", "a comparison_target", lambda test, a, b: bool(np.all(np.asarray(a) < b)) or test.fail(
        f"Not all elements are below {b}.")),
    ("assertDTypeEqual", "target expected_dtype", lambda test, x, dtype: np.asarray(x).dtype == np.dtype(
        dtype) or test.fail(f"The dtype is {np.asarray(x).dtype}.")),
    ("evaluate", "x", lambda _, x: map_structure(lambda t: t.numpy() if hasattr(t, "numpy") else t, x), "The value."),
)  # fmt: skip
__getattr__ = rows(__name__, ("test.compute_gradient", "", "f x delta=None", _by_differences))
