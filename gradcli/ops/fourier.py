"""The discrete Fourier transform along one axis: linear, and its matrix is symmetric, so it is its own transpose."""

from __future__ import annotations

from typing import Any

from ..core.calls import family, unary
from ..core.forms import numpy, of_objects
from ..core.trace import plain
from .complex import is_complex, real


@family
def transform(axis: int, inverse: bool) -> Any:
    """The sum of x_k exp(-2 pi i j k / n) for each j, or with +, without a factor. axis: counted from the end."""

    def forward(x: Any) -> Any:
        np = numpy()
        if of_objects(x):
            return np.moveaxis(np.moveaxis(x, axis, -1) @ unit_roots(x.shape[axis], inverse), -1, axis)
        return np.fft.ifft(x, axis=axis, norm="forward") if inverse else np.fft.fft(x, axis=axis)

    def rule(g: Any, y: Any, x: Any) -> Any:
        d = transform(axis, inverse)(g)
        return d if is_complex(plain(x)) else real(d)

    return unary(
        "fourier", "linear", rule, params=(axis, *(("inverse",) * inverse)), elementwise=False, python=forward
    )  # fmt: skip


def unit_roots(n: int, inverse: bool) -> Any:
    """The matrix of the transform, of mpmath's numbers."""
    import mpmath

    np = numpy()
    roots = [mpmath.expjpi(mpmath.mpf(2 if inverse else -2) * k / n) for k in range(n)]
    return np.array([[roots[j * k % n] for k in range(n)] for j in range(n)], object).reshape(n, n)
