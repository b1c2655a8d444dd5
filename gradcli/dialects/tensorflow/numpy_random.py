"""tf.experimental.numpy.random: TensorFlow's random numbers by NumPy's names, of its float64 and int64."""

from __future__ import annotations

from typing import Any

from .convert import convert
from .dtypes import float64, int64
from .names import export
from .random import normal, poisson, uniform
from .seeds import set_seed

HOME = "experimental.numpy.random"
export(f"{HOME}.seed")(set_seed)


def sized(size: Any) -> Any:
    """A size as a shape: None is that of one number."""
    return [] if size is None else [size] if isinstance(size, int) else size


@export(f"{HOME}.uniform")
def uniform_(low: Any = 0.0, high: Any = 1.0, size: Any = None) -> Any:
    """Uniform numbers between two."""
    return uniform(sized(size), convert(low, float64), convert(high, float64), float64)


@export(f"{HOME}.random")
def random_(size: Any = None) -> Any:
    """Uniform numbers from 0 to 1."""
    return uniform_(0.0, 1.0, size)


@export(f"{HOME}.rand")
def rand(*size: int) -> Any:
    """The same, of axes so long."""
    return uniform_(0.0, 1.0, size)


@export(f"{HOME}.standard_normal")
def standard_normal(size: Any = None) -> Any:
    """Normal numbers about 0."""
    return normal(sized(size), dtype=float64)


@export(f"{HOME}.randn")
def randn(*args: int) -> Any:
    """The same, of axes so long."""
    return standard_normal(args)


@export(f"{HOME}.normal")
def normal_(loc: Any = 0.0, scale: Any = 1.0, size: Any = None) -> Any:
    """Normal numbers about a mean."""
    return normal(sized(size), loc, scale, float64)


@export(f"{HOME}.randint")
def randint(low: int, high: int | None = None, size: Any = None, dtype: Any = int64) -> Any:
    """Whole numbers from one up to another, which is not among them."""
    low, high = (0, low) if high is None else (low, high)
    return uniform(sized(size), low, high, dtype)


@export(f"{HOME}.poisson")
def poisson_(lam: Any = 1.0, size: Any = None) -> Any:
    """Poisson numbers."""
    return poisson(sized(size), lam, int64)
