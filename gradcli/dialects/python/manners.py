"""The manners that our own Tensor shares with Python's numbers and NumPy's arrays.

A Tensor counts, rounds, indexes and prints as what it holds. What leaves the trace on the way says so (`leak`); what
only asks, as an index does, does not. The methods of arrays and NumPy's own protocols are found in `numpy` at their
first use.
"""

from __future__ import annotations

import operator
import sys
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from ...core.calls import answers
from ...core.forms import numpy as library
from ...core.observer import depart, follows, leak, unfollowed
from ...core.trace import Tensor, Traced, plain, written
from ...errors import GradcliError
from ...ops import COMPARISONS, OPERATORS, matmul, reflected
from ...ops.branches import ceil, floor, trunc
from ...ops.indexing import getitem
from ...ops.joining import array
from ...ops.layout import reshape
from ...tape.variable import BY_TAPE, OTHERS
from .flat_ops import BITS, invert, mixed, rounded, to_int
from .number import Number, both, comparing, index, own, scalar

ASKS = ("pandas.core.dtypes.", "pandas.io.formats.")  # modules that only ask whether a number is missing, or show it


def as_int(x: Tensor) -> int:
    """int(x): of a whole number a count, of any other the end of the path."""
    return index(x) if isinstance(x.value, int) else int(scalar(x, int, "int"))


def length(x: Tensor) -> int:
    """How many rows."""
    if not x.shape:
        raise TypeError(f"object of type '{type(x.value).__name__}' has no len()")
    return x.shape[0]


def rows(x: Tensor) -> Iterator[Any]:
    """The rows, one by one."""
    if not x.shape:
        raise TypeError(f"'{type(x.value).__name__}' object is not iterable")
    return iter([item(x, n) for n in range(x.shape[0])])


def numpys(how: str, ours: Callable[..., Any], theirs: Callable[..., Any], *args: Any) -> Any:
    """ours(*args); what it refuses is asked of NumPy: its own error, or an answer that is off the trace."""
    try:
        return ours(*args)
    except (GradcliError, TypeError):
        from ..numpy.off_trace import bare

        try:
            y = theirs(*map(bare, args))
        except Exception as error:
            raise error from None
        return unfollowed(how, y, args)


def item(x: Any, at: Any) -> Any:
    """x[at]: an element, or rows, which are a view as NumPy's are."""
    if isinstance(at, tuple) and not at and type(x) is Tensor and not x.shape:
        return x
    y = numpys("indexing", getitem, operator.getitem, x, at)
    if not isinstance(y, Tensor) or y.value.__class__ is float:
        return y
    from ..numpy.views import linked

    return linked(x, y, lambda v: v[tuple(map(plain, at)) if isinstance(at, tuple) else plain(at)])


def contains(x: Tensor, item: Any) -> bool:
    """Whether an element equals `item`."""
    return bool(plain(item) in x.value)


def as_array(x: Tensor, dtype: Any = None, copy: Any = None) -> Any:
    """The value as an array, off the trace; of objects: an array of the elements, still on it."""
    np = library()
    if dtype is not None and np.dtype(dtype) == object:
        whole = np.empty(x.shape, object)
        for at in np.ndindex(*x.shape):
            whole[at] = getitem(x, at) if at else x
        return whole
    if not str(sys._getframe(1).f_globals.get("__name__")).startswith(ASKS):
        depart(x, "np.array()")
    return np.array(x.value, dtype)


def product(a: Any, b: Any) -> Any:
    """a @ b."""
    if answers(type(b), "__rmatmul__"):
        return NotImplemented
    if isinstance(a, list | tuple) or isinstance(b, list | tuple):
        a, b = (array(v) if isinstance(v, list | tuple) else v for v in (a, b))
    return numpys("@", matmul, operator.matmul, a, b)


def holds(x: Tensor) -> bool:
    """Whether x is an array, though it may have no axes: it is changed itself."""
    return hasattr(x.value, "flags") and hasattr(x.value, "__setitem__")


def in_place(name: str, op: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """a += b: an array is changed itself, so everyone who holds it sees it; a number is replaced."""

    def call(a: Tensor, b: Any) -> Any:
        y = op(a, b)
        if (not a.shape and not holds(a)) or not isinstance(y, Tensor):
            return y
        from ..numpy.views import become

        if (
            a.shape
            and y.value.dtype != a.value.dtype
            and not library().can_cast(y.value.dtype, a.value.dtype, "same_kind")
        ):
            getattr(operator, "i" + name)(a.value.copy(), plain(b))  # raises what NumPy raises
        return become(a, y)

    return call


def attribute(x: Tensor, name: str) -> Any:
    """A method or property that floats or arrays have."""
    # whoever asks for those must not take the value for the number that it holds; nor has a float what arrays
    # have, save a dtype, by which libraries know what ours is
    if name.startswith("_") or (type(x) is Number and name != "dtype" and not hasattr(x.value, name)):
        raise AttributeError(f"'{type(x.value).__name__}' object has no attribute '{name}'")
    if name in OTHERS and not follows():
        raise AttributeError(f"a Tensor has no .{name}: {BY_TAPE}", name=name)
    from ..numpy.dispatch import method

    return method(x, name)


def store(x: Tensor, at: Any, value: Any) -> None:
    """x[at] = value."""
    if not x.shape and not holds(x):
        raise TypeError(f"'{type(x.value).__name__}' object does not support item assignment")
    from ..numpy.views import put

    put(x, at, value)


def protocol(name: str) -> Callable[..., Any]:
    """A protocol of NumPy's, until `dispatch` puts its own in the place."""

    def call(x: Tensor, *args: Any, **kwargs: Any) -> Any:
        from ..numpy import dispatch as dispatch

        return getattr(x, f"__{name}__")(*args, **kwargs)

    return call


def reduced(x: Tensor) -> Any:
    """What pickle keeps: the bare value, where a script's own numbers are traced without its knowing."""
    leak(x, "pickle")
    if not follows():
        return type(x), (x.value,)
    return x.value.__reduce__() if hasattr(x.value, "dtype") else (type(x.value), (x.value,))


def reshaped(x: Tensor, to: Any) -> None:
    """x.shape = to."""
    y = numpys("a shape", reshape, lambda v, to: v.reshape(to), x, to)
    x.value, x.at = plain(y), getattr(y, "at", 0)


def refilled(x: Tensor, values: Any) -> None:
    """x.flat = values, which begin again where there are too few."""
    from ..numpy.permuting import Flat

    Flat(x).fill(values)


def retyped(x: Tensor, dtype: Any) -> None:
    """x.dtype = dtype: its bytes read in another way are off the trace."""
    if library().dtype(dtype) != x.value.dtype:
        depart(x, ".dtype")
        x.value, x.at = library().array(x.value).view(dtype), 0


def reparted(x: Tensor, values: Any, part: str) -> None:
    """x.real = values, or x.imag."""
    getattr(x, part)[...] = values


SETTERS: dict[str, Any] = {p: partial(reparted, part=p) for p in ("real", "imag")}
for _name, _put in {"shape": reshaped, "flat": refilled, "dtype": retyped, **SETTERS}.items():
    _get = vars(Traced)["shape"].fget if _name == "shape" else partial(attribute, name=_name)
    setattr(Tensor, _name, property(_get, _put))
MANNERS: dict[str, Any] = {
    "repr": lambda x: written(x, repr(own(x)), True),
    "float": lambda x: scalar(x, float, "float"),
    "complex": lambda x: scalar(x, complex, "complex"),
    "int": as_int,
    "index": index,
    "trunc": lambda x: to_int(trunc(x)),
    "floor": lambda x: to_int(floor(x)),
    "ceil": lambda x: to_int(ceil(x)),
    "round": lambda x, digits=None: rounded(None if digits is None else int(digits))(x),
    "divmod": both(lambda a, b: a // b, lambda a, b: a % b),
    "rdivmod": lambda a, b: (b // a, b % a),
    "len": length,
    "iter": rows,
    "contains": contains,
    "getitem": item,
    "matmul": product,
    "rmatmul": reflected(product),
    "array": as_array,
    "invert": lambda x: invert(to_int(x) if x.value.__class__ is bool else x),  # ~True is -2 in Python
    "copy": lambda x: x if not x.shape else type(x)(x.value, x.at),
    "deepcopy": lambda x, memo: x if not x.shape else type(x)(x.value, x.at),
    "getattr": attribute,
    "reduce": reduced,
    "setitem": store,
    **{name: protocol(name) for name in ("array_ufunc", "array_function")},
    **{name: mixed(name, False) for name in BITS},
    **{"r" + name: mixed(name, True) for name in BITS},
    **{"i" + name: in_place(name, op) for name, op in OPERATORS.items()},
    **{name: comparing(op) for name, op in COMPARISONS.items()},
}
for _name, _call in MANNERS.items():
    setattr(Tensor, f"__{_name}__", _call)
