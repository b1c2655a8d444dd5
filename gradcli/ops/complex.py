"""Complex numbers between real ends. Cotangents are not conjugated: a holomorphic op's rule is its real one, g*f'(z).

That is JAX's convention. Of a cotangent that belongs to a real value only the real part counts (see `fit`).
"""

from __future__ import annotations

from typing import Any

from ..core.calls import tidy, unary
from ..core.forms import elementwise, is_mpf, numpy, of_objects
from ..core.vocabulary import Real, define, public
from .analysis import arctan2, exp, log, symbolic
from .values import is_complex, like


def each(array: Any, scalar: Any, symbol: Any) -> Any:
    """A form for arrays, for numbers, and for SymPy."""

    def form(x: Any) -> Any:
        if of_objects(x):
            return elementwise(form, x)
        if getattr(x, "shape", ()):
            return array(x)
        return symbol(x) if type(x).__module__.startswith("sympy") else scalar(x)

    return form


def _imaginary_number(x: Any) -> Any:
    return x.context.mpc(0, x) if is_mpf(x) else complex(0.0, x)


def _imaginary_array(x: Any) -> Any:
    y = numpy().zeros(x.shape, numpy().result_type(x, numpy().complex64))
    y.imag = x
    return y


imaginary: Any = unary(
    "imaginary", "linear", lambda g, y, x: -imag(g), elementwise=False, nonexpansive=True,
    python=each(_imaginary_array, _imaginary_number, symbolic(lambda s, x: s.I * x)),
)  # fmt: skip


@public("complex")
def complex_(re: Any, im: Real = 0.0) -> Any:
    """The complex number re + im*i."""
    return re + imaginary(im)


real = define("real", lambda z: _real(z) if is_complex(z) else z, "The real part")
imag: Any = define("imag", lambda z: _imag(z) if is_complex(z) else like(z, 0.0), "The imaginary part")
conj = define("conj conjugate", lambda z: _conj(z) if is_complex(z) else z, "The complex conjugate")
angle = define(
    "angle", lambda z: arctan2(imag(z), real(z)), "The angle of a complex number with the positive real axis",
)  # fmt: skip
clog = define(
    "clog", lambda z: log(z if is_complex(z) else complex_(z, like(z, 0.0))),
    "The complex logarithm, of a real number too",
)  # fmt: skip
cexp = define(
    "cexp", lambda z: exp(z if is_complex(z) else complex_(z, like(z, 0.0))),
    "The complex exponential, of a real number too",
)  # fmt: skip


CUT = frozenset(("log", "log2", "log10", "sqrt", "power"))


def on_cut(op: Any, args: tuple[Any, ...], error: Any = 0.0) -> Any:
    """Where a complex number lies, as far as its error tells, on the branch cut of a logarithm, a root or a power."""
    z, b = args[0], args[-1]
    if op.name not in CUT or not is_complex(z) or op.name == "power" and not is_complex(b) and numpy().all(b % 1 == 0):
        return False
    return (abs(imag(z)) <= error) & (real(z) <= error)


_real: Any = unary(
    "real", "linear", lambda g, y, z: real(g), elementwise=False, nonexpansive=True,
    python=each(lambda z: z.real.copy(), lambda z: tidy(z.real), symbolic(lambda s, z: s.re(z))),
)  # fmt: skip
_imag: Any = unary(
    "imag", "linear", lambda g, y, z: -imaginary(real(g)), elementwise=False, nonexpansive=True,
    python=each(lambda z: z.imag.copy(), lambda z: tidy(z.imag), symbolic(lambda s, z: s.im(z))),
)  # fmt: skip
_conj: Any = unary(
    "conj", "linear", lambda g, y, z: conj(g), elementwise=False, nonexpansive=True,
    python=each(lambda z: z.conj(), lambda z: z.conjugate(), symbolic(lambda s, z: s.conjugate(z))),
)  # fmt: skip
