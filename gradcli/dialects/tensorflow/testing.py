"""tf.test: gradients by differences, and assertions for tests of tensors."""

from __future__ import annotations

from typing import Any

import numpy as np

from .convert import convert
from .names import export
from .nest import map_structure
from .tape import GradientTape


@export("test.compute_gradient")
def compute_gradient(f: Any, x: Any, delta: Any = None) -> tuple[Any, Any]:
    """(by the tape, by differences): the Jacobian of f for each argument, as matrices."""
    xs = [convert(v) for v in x]
    delta = 1.0 / 1024 if delta is None else delta
    theory, practice = [], []
    for n, v in enumerate(xs):
        with GradientTape() as tape:
            tape.watch(xs)
            y = convert(f(*xs))
        jacobian = tape.jacobian(y, v)
        rows, columns = int(np.size(y.value)), int(np.size(v.value))
        zero = np.zeros((rows, columns), np.asarray(v.value).dtype)
        theory.append(zero if jacobian is None else np.reshape(convert(jacobian).numpy(), (rows, columns)))
        practice.append(zero.copy())
        for k in range(columns):
            ends = []
            for sign in (1, -1):
                moved = np.array(v.value)
                moved.flat[k] += sign * delta
                ends.append(np.ravel(convert(f(*xs[:n], convert(moved), *xs[n + 1 :])).numpy()))
            practice[n][:, k] = (ends[0] - ends[1]) / (2 * delta)
    return tuple(theory), tuple(practice)


@export("test.TestCase")
class TestCase:
    """Assertions on arrays, and those of Python's unittest."""

    def __init__(self, methodName: str = "runTest") -> None:
        self.method = methodName

    def __getattr__(self, name: str) -> Any:
        if name.startswith(("assert", "fail", "skip", "subTest")):
            from unittest import TestCase as Plain

            return getattr(Plain(), name)
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")

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

    def assertAllEqual(self, a: Any, b: Any, msg: Any = None) -> None:
        """AssertionError unless the values are equal."""
        np.testing.assert_array_equal(np.asarray(a), np.asarray(b))

    def assertNotAllClose(self, a: Any, b: Any, rtol: float = 1e-6, atol: float = 1e-6, msg: Any = None) -> None:
        """AssertionError if the values are close."""
        if np.allclose(np.asarray(a), np.asarray(b), rtol, atol):
            raise AssertionError("The two values are close at all elements.")

    def assertNear(self, f1: float, f2: float, err: float, msg: Any = None) -> None:
        """AssertionError unless two numbers are so near."""
        if not (f1 == f2 or abs(f1 - f2) <= err):
            raise AssertionError(f"{f1!r} != {f2!r} +/- {err!r}{f' ({msg})' if msg is not None else ''}")

    def assertShapeEqual(self, input_a: Any, input_b: Any, msg: Any = None) -> None:
        """AssertionError unless the shapes are equal."""
        if tuple(np.shape(input_a)) != tuple(np.shape(input_b)):
            raise AssertionError(f"Shapes differ: {np.shape(input_a)} vs {np.shape(input_b)}")

    def evaluate(self, x: Any) -> Any:
        """The value."""
        return map_structure(lambda t: t.numpy() if hasattr(t, "numpy") else t, x)
