"""Complex tensors. Inside, cotangents are not conjugated: d f(z) is f'(z) dz; the tape conjugates at its ends."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...core.calls import dialect_binary as binary
from ...core.calls import dialect_unary as unary
from ...core.calls import tidy
from .convert import convert
from .dtypes import float32, float64
from .names import NAMES, ONLY_V1, export
from .operands import broadcast
from .rules import divide_no_nan


def both(form: Any) -> Any:
    """A form on arrays and scalars alike."""
    return lambda *args: tidy(np.asarray(form(*args))[()])


def as_complex(v: Any) -> Any:
    """A real value as a complex one of the same precision."""
    v = np.asarray(v)
    return v.astype(np.complex64 if v.dtype == np.float32 else np.complex128) if v.dtype.kind != "c" else v


conjugate: Any = unary("conj", "linear", lambda g, y, z: conjugate(g), python=both(np.conj), elementwise=False)
real: Any = unary("real", "linear", lambda g, y, z: conjugate(complexed(g)), python=both(np.real), elementwise=False)
imag: Any = unary("imag", "linear", lambda g, y, z: -1j * complexed(g), python=both(np.imag), elementwise=False)
complexed: Any = unary("complex", "linear", lambda g, y, x: real(g), python=both(as_complex), elementwise=False)
joined: Any = binary(
    "complex", "linear", (lambda g, y, a, b: real(g), lambda g, y, a, b: -imag(g)),
    python=both(lambda a, b: as_complex(a) + as_complex(b) * np.complex64(1j)),
)  # fmt: skip
modulus_of: Any = unary(
    "abs",
    "general",
    lambda g, y, z: complexed(divide_no_nan(g, y)) * conjugate(z),
    python=both(np.abs),
    elementwise=False,
)
angle_of: Any = unary(
    "angle", "general", lambda g, y, z: -1j * complexed(g) / z, python=both(np.angle), elementwise=False
)


def modulus(z: Any) -> Any:
    """|z|."""
    return modulus_of(z)


@export("math.real", v1=("real",))
def real_(input: Any, name: Any = None) -> Any:
    """The real part; a real tensor is its own."""
    z = convert(input)
    return real(z) if z.dtype.is_complex else z


@export("math.imag", v1=("imag",))
def imag_(input: Any, name: Any = None) -> Any:
    """The imaginary part; zeros for a real tensor."""
    z = convert(input)
    return imag(z) if z.dtype.is_complex else NAMES["zeros_like"](z)


@export("math.conj", v1=("conj",))
def conj(x: Any, name: Any = None) -> Any:
    """The complex conjugate."""
    z = convert(x)
    return conjugate(z) if z.dtype.is_complex else z


@export("math.angle", v1=("angle",))
def angle(input: Any, name: Any = None) -> Any:
    """The argument of a complex number; 0 or pi for a real one."""
    z = convert(input)
    if z.dtype.is_complex:
        return angle_of(z)
    return NAMES["where"](z < 0, np.pi * NAMES["ones_like"](z), NAMES["zeros_like"](z))


@export("complex", "dtypes.complex")
def complex_(real: Any, imag: Any, name: Any = None) -> Any:
    """A complex tensor of its two parts, which are float32 or float64."""
    x, y = convert(real), convert(imag)
    if x.dtype is not y.dtype or x.dtype not in (float32, float64):
        raise TypeError(
            f"The `real` and `imag` components have incorrect types: {x.dtype.name} {y.dtype.name}. They must be "
            "consistent, and one of [tf.float32, tf.float64]"
        )
    return broadcast("Complex", joined, x, y, name)


ONLY_V1["complex"] = complex_
