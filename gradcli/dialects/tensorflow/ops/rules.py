"""Op records replaced where TensorFlow's rule differs from the true derivative, as its gradient registry has them.

The differences show at awkward points (0 * inf, ties, edges), in which second derivatives are None and which are 0,
and in the last digits. The forward meaning stays that of the record replaced, so the check still knows it.
"""

from __future__ import annotations

import math
from typing import Any

from ....core.calls import dialect_binary as binary
from ....core.calls import dialect_unary as unary
from ....core.calls import family, tidy
from ....core.forms import numpy
from ....core.trace import plain
from ....ops import analysis as f
from ....ops import arithmetic as a
from ....ops import branches as b
from ....ops import cumulative
from ....ops.branches import where
from ....ops.complex import conj
from ....ops.values import is_complex, like, shape_of

choose = where.op.evaluate


def replaced(base: Any, *vjp: Any, **about: Any) -> Any:
    """The op of `base` under other rules."""
    op = base.op
    about = op.facts | about
    if len(vjp) == 1:
        return unary(op.name, op.kind, vjp[0], **about)
    return binary(op.name, op.kind, vjp, **about)


def zeros(x: Any) -> Any:
    """A constant zero in the shape of x."""
    return like(x, 0.0)


def flushed(form: Any) -> Any:
    """A form whose float32 results that are denormal are 0, as TensorFlow's kernels leave them."""

    def flush(x: Any) -> Any:
        np = numpy()
        if getattr(x, "dtype", None) == np.float16:
            return np.asarray(form(np.asarray(x, np.float32))).astype(np.float16)[()]
        y = form(x)
        if getattr(y, "dtype", None) == np.float32:
            y = np.where(np.abs(y) < np.finfo(np.float32).tiny, np.float32(0), y)[()]
        return y

    return flush


# a zero cotangent stays zero, whatever the slope it meets

sqrt_grad: Any = binary(
    "sqrt_grad", "general", (lambda h, z, y, g: -(h / y) * z, lambda h, z, y, g: 0.5 * (h / y)),
    python=lambda y, g: choose(g == 0.0, 0.0 * g, 0.5 * a.divide.op.evaluate(g, y)),
)  # fmt: skip
rsqrt_grad: Any = binary(
    "rsqrt_grad", "general", (lambda h, z, y, g: -1.5 * h * g * (y * y), lambda h, z, y, g: rsqrt_grad(y, h)),
    python=lambda y, g: choose(g == 0.0, 0.0 * g, -0.5 * g * (y * y * y)),
)  # fmt: skip
reciprocal_grad: Any = binary(
    "reciprocal_grad", "general", (lambda h, z, y, g: -2.0 * h * g * y, lambda h, z, y, g: reciprocal_grad(y, h)),
    python=lambda y, g: choose(g == 0.0, 0.0 * g, -g * (y * y)),
)  # fmt: skip
sqrt: Any = replaced(f.sqrt, lambda g, y, x: sqrt_grad(y, g), convention=lambda x: x == 0)
reciprocal: Any = replaced(
    f.reciprocal, lambda g, y, x: reciprocal_grad(y, g), python=lambda x: a.divide.op.evaluate(1.0, x)
)
rsqrt: Any = unary(
    "rsqrt", "smooth", lambda g, y, x: rsqrt_grad(y, g),
    python=lambda x: a.divide.op.evaluate(1.0, f.sqrt.op.evaluate(x)),
)  # fmt: skip

# elementary functions

exp: Any = replaced(f.exp, lambda g, y, x: g * y, numpy=flushed(lambda x: numpy().exp(x)))
expm1: Any = replaced(f.expm1, lambda g, y, x: g * exp(x))
log: Any = replaced(f.log, lambda g, y, x: g * reciprocal(x))
log1p: Any = replaced(f.log1p, lambda g, y, x: g * reciprocal(1.0 + x))
sin: Any = replaced(f.sin, lambda g, y, x: g * cos(x))
cos: Any = replaced(f.cos, lambda g, y, x: -g * sin(x))
tan: Any = replaced(f.tan, lambda g, y, x: g * square(reciprocal(cos(x))))
square: Any = replaced(f.square, lambda g, y, x: g * (2.0 * x))
asin: Any = replaced(f.arcsin, lambda g, y, x: g * reciprocal(sqrt(1.0 - square(x))))
acos: Any = replaced(f.arccos, lambda g, y, x: -g * reciprocal(sqrt(1.0 - square(x))))
atan: Any = replaced(f.arctan, lambda g, y, x: g * reciprocal(1.0 + square(x)))
sinh: Any = replaced(f.sinh, lambda g, y, x: g * cosh(x))
cosh: Any = replaced(f.cosh, lambda g, y, x: g * sinh(x))
tanh: Any = replaced(f.tanh, lambda g, y, x: g * (1.0 - y * y))
asinh: Any = replaced(f.arcsinh, lambda g, y, x: g / cosh(y))
acosh: Any = replaced(f.arccosh, lambda g, y, x: g / sinh(y))
atanh: Any = replaced(f.arctanh, lambda g, y, x: g * reciprocal(1.0 - square(x)))


sigmoid: Any = replaced(f.sigmoid, lambda g, y, x: g * y * (1.0 - y), numpy=flushed(
    lambda x: 1.0 / (1.0 + numpy().exp(-x)) if is_complex(x) else f.sigmoid.op.overrides["numpy"](x)))  # fmt: skip
erf: Any = replaced(f.erf, lambda g, y, x: g * (2.0 / math.sqrt(math.pi) * exp(-square(x))))
erfc: Any = replaced(f.erfc, lambda g, y, x: g * (-2.0 / math.sqrt(math.pi) * exp(-square(x))))


sign: Any = replaced(b.sign, lambda g, y, x: zeros(x))
absolute: Any = replaced(b.absolute, lambda g, y, x: g * sign(x))

# two inputs

divide: Any = replaced(a.divide, lambda g, y, x, z: g / z, lambda g, y, x, z: g * divide(divide(-x, z), z))


def _log_base(x: Any) -> Any:
    """log(x) where it is real, else 0."""
    inside = b.greater(x, 0.0) if not is_complex(x) else b.not_equal(x, 0.0)
    return where(inside, log(where(inside, x, 1.0)), 0.0)


power: Any = replaced(
    a.power, lambda g, y, x, n: (g * n) * power(x, n - 1.0), lambda g, y, x, n: (g * y) * _log_base(x)
)


def _floored(x: Any, y: Any) -> Any:
    """The floor of the rounded quotient; Python's own `//` looks at the exact one, so that its 1.0 // 0.1 is 9."""
    if all(v.__class__ is float or getattr(getattr(v, "dtype", None), "kind", "") == "f" for v in (x, y)):
        return b.floor.op.evaluate(a.divide.op.evaluate(x, y))
    return b.floor_divide.op.evaluate(x, y)


floor_divide: Any = replaced(b.floor_divide, None, None, python=_floored)
mod: Any = replaced(b.mod, lambda g, y, x, z: g, lambda g, y, x, z: -(g * floor_divide(x, z)))
maximum: Any = replaced(b.maximum, lambda g, y, x, z: where(x >= z, g, 0.0), lambda g, y, x, z: where(x >= z, 0.0, g))
minimum: Any = replaced(b.minimum, lambda g, y, x, z: where(x <= z, g, 0.0), lambda g, y, x, z: where(x <= z, 0.0, g))
atan2: Any = replaced(
    f.arctan2,
    lambda g, y, x, z: z * (g / (square(x) + square(z))),
    lambda g, y, x, z: -x * (g / (square(x) + square(z))),
)


def plainly(rule: Any) -> Any:
    """A rule that TensorFlow applies to complex numbers as they are, where the others conjugate (see `ops.complex`)."""
    return lambda g, *about: conj(rule(conj(g), *about))


def guarded(zero: Any, value: Any) -> Any:
    """A form with two inputs that is 0 where `zero` says so."""

    def form(x: Any, y: Any) -> Any:
        np = numpy()
        if getattr(x, "dtype", None) == object or getattr(y, "dtype", None) == object:
            return np.frompyfunc(form, 2, 1)(x, y)
        if type(x).__module__.startswith(("mpmath", "sympy")) or type(y).__module__.startswith(("mpmath", "sympy")):
            return x * 0 if zero(x, y) else value(x, y)
        with np.errstate(all="ignore"):
            full = value(np.float64(x) if x.__class__ is float else x, np.float64(y) if y.__class__ is float else y)
            return tidy(np.where(zero(x, y), full.dtype.type(0), full)[()])

    return form


divide_no_nan: Any = binary(
    "divide_no_nan", "smooth",
    (lambda g, y, x, z: divide_no_nan(g, z), lambda g, y, x, z: g * divide_no_nan(divide_no_nan(-x, z), z)),
    python=guarded(lambda x, y: y == 0, lambda x, y: x / y), kinks=lambda x, y: y == 0,
)  # fmt: skip
multiply_no_nan: Any = binary(
    "multiply_no_nan", "bilinear",
    (plainly(lambda g, y, x, z: multiply_no_nan(g, z)), plainly(lambda g, y, x, z: multiply_no_nan(x, g))),
    python=guarded(lambda x, y: y == 0, lambda x, y: x * y), convention=lambda x, y: is_complex(x),
)  # fmt: skip


def zero_at_zero(name: str, value: Any, slope: Any) -> Any:
    """A function that is 0 where its first operand is 0; `slope`: its derivative by the second."""
    op: Any = binary(
        name, "smooth",
        (plainly(lambda g, y, x, z: g * op(nonzero(x), z)), plainly(lambda g, y, x, z: g * slope(x, z))),
        python=guarded(lambda x, y: x == 0, value), convention=lambda x, z: (x == 0) | is_complex(x),
    )  # fmt: skip
    return op


xdivy: Any = zero_at_zero("xdivy", lambda x, y: x / y, lambda x, z: xdivy(-x, square(z)))
xlogy: Any = zero_at_zero("xlogy", lambda x, y: x * f.log.op.evaluate(y), lambda x, z: xdivy(x, z))
xlog1py: Any = zero_at_zero("xlog1py", lambda x, y: x * f.log1p.op.evaluate(y), lambda x, z: xdivy(x, 1.0 + z))
squared_difference: Any = binary(
    "squared_difference", "smooth",
    (plainly(lambda g, y, x, z: 2.0 * g * (x - z)), plainly(lambda g, y, x, z: -(2.0 * g * (x - z)))),
    python=lambda x, y: (x - y) * (conj(x) - conj(y)),
)  # fmt: skip


def nonzero(x: Any) -> Any:
    """1.0 where x is not 0, in the dtype of x."""
    x = plain(x)
    return (x != 0).astype(x.dtype) if shape_of(x) else x * 0 + (1.0 if x != 0 else 0.0)


@family
def cumprod(axis: int, reverse: bool) -> Any:
    """Running products along an axis; the rule divides by x, so that a zero cuts it off."""
    np = numpy()

    def forward(v: Any) -> Any:
        return np.flip(np.cumprod(np.flip(v, axis), axis), axis) if reverse else np.cumprod(v, axis)

    def rule(g: Any, y: Any, x: Any) -> Any:
        return divide_no_nan(cumulative.cumsum_of(axis, not reverse)(y * g), x)

    return unary(
        "cumprod", "general", plainly(rule), params=(axis, reverse), python=forward, elementwise=False,
        convention=lambda x: (x == 0) | is_complex(x),
    )  # fmt: skip
