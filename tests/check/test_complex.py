"""Complex numbers on the way of a tape and at its ends are verified: by balls between real ends, else by both parts."""

from __future__ import annotations

import pytest

from gradcli.answer.subject import Ask
from gradcli.frontends.script import run_script

TEXT = """
import tensorflow as tf
x = tf.Variable([1.0, 2.0, 3.0, 4.0])
z = tf.constant([1 + 2j, 3 - 1j, 0.5 + 0j], tf.complex64)
c = lambda v: tf.cast(v, tf.complex64)
with tf.GradientTape() as t:
    t.watch(z)
    y = {}
g = t.gradient(y, {})
"""
REAL = (
    "tf.abs(tf.signal.rfft(x)) ** 2", "tf.math.real(tf.signal.fft(c(x)))", "tf.math.imag(tf.signal.ifft(c(x)))",
    "tf.signal.irfft(tf.signal.rfft(x) * tf.complex(2.0, 1.0))", "tf.abs(tf.complex(x, x * 2.0))", "tf.signal.rfft(x)",
    "tf.math.real(tf.signal.fft2d(c(tf.reshape(x, [2, 2]))))", "tf.math.angle(tf.complex(x, x * x))",
    "tf.math.log(tf.abs(tf.signal.stft(x * x, 4, 2)) + 1.0)", "tf.math.real(tf.exp(tf.complex(0.0 * x, x)))",
)  # fmt: skip
COMPLEX = (
    "tf.abs(z)", "tf.math.real(z * z)", "tf.math.imag(z / (z + 1j))", "z * z", "tf.math.angle(z)",
    "tf.math.conj(z) * z",
    "tf.exp(z)", "tf.sqrt(z) + tf.math.log(z) + tf.sin(z)", "tf.abs(tf.signal.fft(z))", "tf.einsum('i,i->', z, z)",
    "tf.matmul(z[None], z[:, None], adjoint_b=False)", "tf.tanh(z)", "z ** 3 / (2 + 1j)",
)  # fmt: skip


@pytest.mark.parametrize("line", REAL)
def test_by_real_sources(line):
    assert checked(TEXT.format(line, "x")).verdict == "ok"


@pytest.mark.parametrize("line", COMPLEX)
def test_by_complex_sources(line):
    check = checked(TEXT.format(line, "z"))
    assert check.verdict == "ok"
    assert isinstance(check.items[0].tape, float)


def test_a_weighted_target():
    assert (
        checked(TEXT.format("z * z", "z, output_gradients=tf.constant([1j, 2 + 1j, 1], tf.complex64)")).verdict == "ok"
    )


def test_gradcli_s_own_convention():
    text = (
        "import gradcli as g\nz = g.constant(1 + 2j)\nwith g.GradientTape() as t:\n    t.watch(z)\n    y = z * z * 1j\n"
    )
    assert checked(text + "d = t.gradient(y, z)").verdict == "ok"


def test_a_wrong_rule_is_found():
    text = "@tf.custom_gradient\ndef f(v):\n    return v * v, lambda g: g * v\nwith"
    (item,) = checked(TEXT.replace("with", text, 1).format("f(z)", "z")).items
    assert (item.verdict, item.tape, item.reference) == ("custom", 1.0, pytest.approx(2.0))


def test_what_tensorflow_decides_is_a_convention():
    for f in ("tf.math.xlogy(z, 2*z)", "tf.math.multiply_no_nan(z, 3*z)", "tf.math.cumprod(tf.stack([z, z]))"):
        assert checked(TEXT.format(f, "z")).verdict == "convention", f


def checked(text):
    """What --check says of the one gradient of a script."""
    (row,) = run_script("script.py", text.encode(), ask=Ask(check=True)).report.results
    return row.check
