"""Complex tensors. Inside, cotangents are not conjugated: d f(z) is f'(z) dz; the tape conjugates at its ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ...core.calls import dialect_binary as binary
from ...core.calls import dialect_unary as unary
from ...core.calls import tidy
from .convert import convert
from .dtypes import float32, float64
from .names import export
from .operands import broadcast
from .rules import divide_no_nan
from .spelling import rows


def both(form: Any) -> Any:
    """A form on arrays and scalars alike."""
    return lambda *args: tidy(np.asarray(form(*args))[()])


def _complex(v: Any) -> Any:
    """A real value as a complex one of the same precision."""
    v = np.asarray(v)
    return v.astype(np.complex64 if v.dtype == np.float32 else np.complex128) if v.dtype.kind != "c" else v


def _linear(name: str, rule: Any, form: Any) -> Any:
    return unary(name, "linear", rule, python=both(form), elementwise=False, nonexpansive=True)


conjugate: Any = _linear("conj", lambda g, y, z: conjugate(g), np.conj)
real: Any = _linear("real", lambda g, y, z: conjugate(complexed(g)), np.real)
imag: Any = _linear("imag", lambda g, y, z: -1j * complexed(g), np.imag)
complexed: Any = _linear("complex", lambda g, y, x: real(g), _complex)
joined: Any = binary(
    "complex", "linear", (lambda g, y, a, b: real(g), lambda g, y, a, b: -imag(g)),
    python=both(lambda a, b: _complex(a) + _complex(b) * np.complex64(1j)),
)  # fmt: skip
modulus: Any = unary(
    "abs", "general", lambda g, y, z: complexed(divide_no_nan(g, y)) * conjugate(z), python=both(np.abs),
    elementwise=False,
)  # fmt: skip
_angle: Any = unary(
    "angle", "general", lambda g, y, z: -1j * complexed(g) / z, python=both(np.angle), elementwise=False
)


def _of(op: Any, otherwise: Any) -> Any:
    """An op of complex tensors, and what it is of others."""
    return lambda z: op(z) if z.dtype.is_complex else otherwise(z)


def _flat(form: Any) -> Any:
    """A form of a real tensor that no gradient passes."""
    return lambda x: convert(np.asarray(form(np.asarray(x.value)), x.dtype.as_numpy_dtype))


__getattr__: Callable[[str], Any] = rows(
    __name__,
    ("math.real | real", "", "input:any name", _of(real, lambda z: z), "The real part; a real tensor is its own."),
    ("math.imag | imag", "", "input:any name", _of(imag, _flat(np.zeros_like)),
     "The imaginary part; zeros for a real tensor."),
    ("math.conj | conj", "", "x:any name", _of(conjugate, lambda z: z), "The complex conjugate."),
    ("math.angle | angle", "", "input:any name", _of(_angle, _flat(lambda v: np.where(v < 0, np.pi, 0))),
     "The argument of a complex number; 0 or pi for a real one."),
)  # fmt: skip


@export("complex", "dtypes.complex", v1=("complex",))
def complex_(real: Any, imag: Any, name: Any = None) -> Any:
    """A complex tensor of its two parts, which are float32 or float64."""
    x, y = convert(real), convert(imag)
    if x.dtype is not y.dtype or x.dtype not in (float32, float64):
        raise TypeError(
            f"The `real` and `imag` components have incorrect types: {x.dtype.name} {y.dtype.name}. They must be "
            "consistent, and one of [tf.float32, tf.float64]"
        )
    return broadcast("Complex", joined, x, y, name)
