"""What a value is: its shape and axes, and parameters that count or place."""

from __future__ import annotations

import math
from typing import Any

from ..core.budget import budget
from ..core.calls import unary
from ..core.forms import numpy
from ..core.observer import chooses
from ..core.trace import Traced, plain, trace
from ..errors import DomainFault, GradcliError, ShapeFault

AXES = 32
LIMIT = 100_000_000  # elements of one result; checked from shapes, before anything is allocated


def shape_of(x: Any) -> tuple[int, ...]:
    """The shape of any operand; () for a number."""
    shape: Any = getattr(x.value if isinstance(x, Traced) else x, "shape", ())
    return shape if shape.__class__ is tuple else tuple(shape)


def elements(value: Any) -> list[Any]:
    """The elements of a number or an array, in order."""
    return list(value.flat) if hasattr(value, "flat") else [value]


def bounded(shape: tuple[int, ...], copied: bool = True) -> tuple[int, ...]:
    """The shape, if an array of it may be made. copied: or else it is but another view of a smaller one's memory."""
    if len(shape) > AXES:
        raise GradcliError(f"the result would have {len(shape)} axes, and {AXES} is the most", code="too-large")
    if math.prod(shape) > LIMIT:
        raise GradcliError(f"the result would have {math.prod(shape):.0e} elements", code="too-large")
    if copied:
        budget.reserve(8.0 * math.prod(shape))
    return shape


def kind_of(shape: tuple[int, ...]) -> str:
    """What has this shape, in words."""
    return f"an array of shape {shape}" if shape else "a number"


def like(value: Any, c: float) -> Any:
    """The constant `c` in the shape and class of `value`."""
    value = plain(value)
    shape = getattr(value, "shape", None)
    if shape is None:
        return float(c) if value.__class__ in (float, int, bool) else value * 0 + c
    if value.dtype == object:
        return value * 0 + c
    if not shape:
        return value.dtype.type(c)
    return numpy().full(shape, c, value.dtype)


def listed(value: Any) -> Any:
    """A number or array as Python's, in nested lists; a float32 as its shortest decimal, 0.1 and not 0.10000000149."""
    if value.__class__ is float or value.__class__ is bool:
        return value
    value = plain(value)
    dtype = getattr(value, "dtype", None)
    if dtype is None:
        return value
    if dtype.kind == "f" and dtype.itemsize < 8:
        value = value.astype("U32").astype(float)
    if dtype.kind == "c" and dtype.itemsize < 16:
        return paired(listed(value.real), listed(value.imag))
    return value.tolist()


def paired(re: Any, im: Any) -> Any:
    """Complex numbers of nested lists of their parts."""
    return list(map(paired, re, im)) if isinstance(re, list) else complex(re, im)


def is_finite(value: Any) -> bool:
    """Whether no inf and no nan is in a number or array of any class, or in several values; a truth has none."""
    if value.__class__ is float or (value := plain(value)).__class__ is float:
        return bool(value - value == 0.0)
    if value.__class__ is tuple:
        return all(map(is_finite, value))
    if (dtype := getattr(value, "dtype", None)) is not None and getattr(dtype, "kind", "") != "O":
        if getattr(dtype, "kind", "") not in "fc":
            return True
        np = numpy()  # a finite sum has finite terms, and takes half the time
        total = np.add.reduce(value, axis=None)
        return bool(math.isfinite(total) if dtype.kind == "f" else np.isfinite(total)) or bool(np.isfinite(value).all())
    if getattr(value, "shape", ()):
        return all(map(is_finite, value.flat))
    try:
        return bool(value - value == 0)
    except TypeError:
        return True


def complex_parts(x: Any) -> bool:
    """Whether a bare value is complex: a number, or an array of them."""
    if hasattr(x, "dtype"):
        kind: str = x.dtype.kind
        return kind == "c" or (kind == "O" and any(map(complex_parts, x.flat)))
    return isinstance(x, complex) or hasattr(x, "_mpc_") or getattr(x, "is_complex", False) is True


def is_complex(x: Any) -> bool:
    """The same of any operand."""
    return complex_parts(plain(x))


guard = unary("guard", "flat", python=lambda a: a, plain=True, guards=True)


def products(y: Any, *args: Any) -> float:
    """How many products of elements each of the results adds up, where all elements of all inputs are used once."""
    return float(math.prod([getattr(a, "size", 1) for a in args]) / (getattr(y, "size", 1) or 1))


def moves(x: Any) -> bool:
    """Whether a value is traced while something listens: what is taken or chooses by it changes where it does."""
    if not isinstance(x, Traced) or not x.at or trace.write is None:
        return False
    chooses(x)
    return True


def whole_number(value: Any, what: str) -> int:
    """A parameter that counts or places, as an int. Raises ShapeFault if it is no whole number."""
    if value.__class__ is int:
        return int(value)
    given, value = value, plain(value)
    if shape_of(value) or not -math.inf < value < math.inf or value != int(value):
        shown = f"an array of shape {shape_of(value)}" if shape_of(value) else f"{value:.10g}"
        raise ShapeFault(f"{what} must be a whole number, not {shown}", code="shape")
    if moves(given):
        guard(unary("same", "flat", python=lambda a: bool(a == value), listed=False)(given))
    return int(value)


def axes_of(axis: Any, ndim: int) -> tuple[int, ...] | None:
    """The axes as a sorted tuple of non-negative numbers; None for all."""
    if axis is None:
        return None
    if axis.__class__ is int and -ndim <= axis < ndim:  # the commonest
        return (axis % ndim,)
    given = axis if isinstance(axis, list | tuple) else (axis,)
    found = sorted(axis_of(a, ndim) for a in given)
    if ndim == 0 and found in ([0], [-1]):  # as NumPy, for a number
        return ()
    if len(set(found)) < len(found):
        raise ShapeFault(f"axis {next(a for a in found if found.count(a) > 1)} is given twice", code="shape")
    return tuple(found)


def axis_of(axis: Any, ndim: int) -> int:
    """One axis as a non-negative number. Raises ShapeFault if there is none such."""
    n = whole_number(axis, "an axis")
    if not -ndim <= n < ndim:
        there = "a number has no axes" if ndim == 0 else "there is 1 axis" if ndim == 1 else f"there are {ndim} axes"
        raise ShapeFault(f"axis {n} is out of range: {there}", code="shape")
    return n % ndim


def dims(shape: Any) -> tuple[int, ...]:
    """A shape given as a number, a list or an array."""
    shape = plain(shape)
    shape = shape.tolist() if hasattr(shape, "tolist") else shape
    return tuple(whole_number(n, "a length") for n in (shape if isinstance(shape, list | tuple) else (shape,)))


def count(x: Any, axis: Any, what: str) -> int:
    """How many elements a reduction takes together; none is outside the domain of most."""
    s = shape_of(x)
    axes = axes_of(axis, len(s))
    n = math.prod(s if axes is None else [s[a] for a in axes])
    if n == 0 and what:
        raise DomainFault(f"{what} of an empty array", code="domain")
    return n
