"""Other spellings of the same ops; and the manners that our own Tensor shares with Python's numbers and NumPy's arrays.

A Tensor counts, rounds, indexes and prints as what it holds. What leaves the trace on the way says so (`leak`); what
only asks, as an index does, does not. The methods of arrays and NumPy's own protocols are found in `numpy` at their
first use.
"""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any

from ..core.calls import answers, family, unary
from ..core.forms import numpy as library  # importing our spelling of it puts `numpy` among the names of this package
from ..core.observer import counted, depart, follows, leak, unfollowed
from ..core.trace import Tensor, Traced, plain, written
from ..errors import GradcliError
from ..ops import OPERATORS, matmul
from ..ops.branches import floor_divide, mod
from ..ops.indexing import getitem
from ..ops.joining import array
from ..ops.layout import reshape
from .python.flat_ops import BITS, invert, mixed, rounded, whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def scalar(x: Tensor, make: Callable[[Any], Any], name: str) -> Any:
    """make(the only number in x), which leaves the trace."""
    depart(x, f"{name}()")
    return make(x.value)


def index(x: Tensor) -> int:
    """A whole number serves as an index or a count: told to whoever keeps the counts."""
    found = operator.index(x.value)
    counted(x)
    return found


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
        from .numpy.module import bare

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
    if not isinstance(y, Tensor) or not y.shape:
        return y
    from .numpy.views import linked

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
    depart(x, "np.array()")
    return np.array(x.value, dtype)


def product(a: Any, b: Any) -> Any:
    """a @ b."""
    if answers(type(b), "__rmatmul__"):
        return NotImplemented
    if isinstance(a, list | tuple) or isinstance(b, list | tuple):
        a, b = (array(v) if isinstance(v, list | tuple) else v for v in (a, b))
    return numpys("@", matmul, operator.matmul, a, b)


def both(quotient: Callable[[Any, Any], Any], rest: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """divmod, of its two halves."""
    return lambda a, b: NotImplemented if answers(type(b), "__rdivmod__") else (quotient(a, b), rest(a, b))


def in_place(name: str, op: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """a += b: an array is changed itself, so everyone who holds it sees it; a number is replaced."""

    def call(a: Tensor, b: Any) -> Any:
        y = op(a, b)
        if not a.shape or not isinstance(y, Tensor):
            return y
        from .numpy.views import become

        if y.value.dtype != a.value.dtype and not library().can_cast(y.value.dtype, a.value.dtype, "same_kind"):
            getattr(operator, "i" + name)(a.value.copy(), plain(b))  # raises what NumPy raises
        return become(a, y)

    return call


def attribute(x: Tensor, name: str) -> Any:
    """A method or property that floats or arrays have."""
    if name.startswith("_"):  # whoever asks for those must not take the value for the number that it holds
        raise AttributeError(f"'{type(x.value).__name__}' object has no attribute '{name}'")
    from .numpy.module import method

    return method(x, name)


def store(x: Tensor, at: Any, value: Any) -> None:
    """x[at] = value."""
    if not x.shape:
        raise TypeError(f"'{type(x.value).__name__}' object does not support item assignment")
    from .numpy.views import put

    put(x, at, value)


def ufunc(x: Tensor, function: Any, method: str, *args: Any, **kwargs: Any) -> Any:
    """NumPy's protocol for its elementwise functions."""
    from .numpy.module import from_ufunc

    return from_ufunc(function, method, args, kwargs)


def function(x: Tensor, function: Any, types: Any, args: Any, kwargs: Any) -> Any:
    """NumPy's protocol for its other functions."""
    from .numpy.module import from_function

    return from_function(function, args, kwargs)


def reduced(x: Tensor) -> Any:
    """What pickle keeps: the bare value, where a script's own numbers are traced without its knowing."""
    leak(x, "pickle")
    if not follows():
        return type(x), (x.value,)
    return x.value.__reduce__() if hasattr(x.value, "dtype") else (type(x.value), (x.value,))


def own(x: Tensor) -> Any:
    """What a script that knows of no trace holds: an element of an array, or what came of one, is NumPy's number."""
    from_array = x.value.__class__ is float and not isinstance(x, Number) and follows()
    return library().float64(x.value) if from_array else x.value


def reshaped(x: Tensor, to: Any) -> None:
    """x.shape = to."""
    y = numpys("a shape", reshape, lambda v, to: v.reshape(to), x, to)
    x.value, x.at = plain(y), getattr(y, "at", 0)


setattr(Tensor, "shape", property(vars(Traced)["shape"].fget, reshaped))  # noqa: B010
MANNERS: dict[str, Any] = {
    "repr": lambda x: written(x, repr(own(x))),
    "float": lambda x: scalar(x, float, "float"),
    "complex": lambda x: scalar(x, complex, "complex"),
    "int": as_int,
    "index": index,
    "trunc": lambda x: whole(x),
    "round": lambda x, digits=None: rounded(None if digits is None else int(digits))(x),
    "divmod": both(lambda a, b: a // b, lambda a, b: a % b),
    "rdivmod": lambda a, b: (b // a, b % a),
    "len": length,
    "iter": rows,
    "contains": contains,
    "getitem": item,
    "matmul": product,
    "rmatmul": lambda a, b: product(b, a),
    "array": as_array,
    "invert": lambda x: invert(x),
    "copy": lambda x: x if not x.shape else type(x)(x.value, x.at),
    "deepcopy": lambda x, memo: x if not x.shape else type(x)(x.value, x.at),
    "getattr": attribute,
    "reduce": reduced,
    "setitem": store,
    "array_ufunc": ufunc,
    "array_function": function,
    **{name: mixed(name, False) for name in BITS},
    **{"r" + name: mixed(name, True) for name in BITS},
    **{"i" + name: in_place(name, op) for name, op in OPERATORS.items()},
}
for _name, _call in MANNERS.items():
    setattr(Tensor, f"__{_name}__", _call)


class Number(Tensor):
    """A traced number that was born as Python's: divides, raises and repeats as Python's numbers do.

    Whoever asks for its `__class__`, as isinstance, `match` and singledispatch do, is told the number's: for its own,
    ask type().
    """

    __slots__ = ()

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        kind = type(self.value)
        return kind if kind is float or kind is int else type(self)


Number.wide = Tensor  # what comes of arrays has NumPy's manners


def widened(x: Any) -> Any:
    """A traced number as NumPy returns it: one of its own."""
    return Tensor(x.value, x.at) if type(x) is Number and x.at else x


def narrowed(x: Any) -> Any:
    """A traced number as Python's own: what float(), .item() and `math` return."""
    return Number(x.value, x.at) if type(x) is Tensor and x.value.__class__ in (float, int) else x


def python_like(op: Callable[[Any, Any], Any], plainly: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """An operator that raises where Python's own does, as on division by zero, or leaves the reals for a complex."""

    def call(a: Any, b: Any) -> Any:
        y = op(a, b)
        v = plain(y)
        if v.__class__ is float and v - v != 0.0:
            v, w = plain(a), plain(b)
            if v.__class__ in (float, int) and w.__class__ in (float, int) and v - v == 0 and w - w == 0:
                known = plainly(v, w)
                if known.__class__ is complex:
                    return unfollowed("a complex number", known, a, b)
        return y

    return call


def repeated(a: Any, b: Any) -> Any:
    """[0] * n is n zeros, where n is traced."""
    if b.__class__ is not float and (isinstance(b, str | bytes) or (isinstance(b, list | tuple) and not a.shape)):
        return NotImplemented if answers(type(b), "__rmul__") else b * index(a)
    return OPERATORS["mul"](a, b)


def raised(base: Any, exp: Any, mod: Any = None) -> Any:
    """Python's pow(), which asks neither the exponent nor the modulus."""
    if mod is None:
        return base**exp
    return pow(*[index(v) if isinstance(v, Tensor) else v for v in (base, exp, mod)])


def power(a: Any, b: Any, modulus: Any = None) -> Any:
    """a ** b, or pow(a, b, modulus) of whole numbers."""
    if modulus is not None:
        return raised(a, b, modulus)
    v, w = plain(a), plain(b)
    if v.__class__ is int and w.__class__ is int and w > 4095:  # too long for a float: exact, as Python's, and flat
        return exactly(w)(a)
    return _power(a, b)


@family
def exactly(exponent: int) -> Any:
    """A whole number to a high power."""
    return unary("power", "flat", params=(exponent,), python=lambda v: v**exponent, elementwise=False)


def whole_result(op: Callable[[Any, Any], Any], plainly: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """//, % and divmod, which raise on zero."""

    def call(a: Any, b: Any) -> Any:
        v, w = plain(a), plain(b)
        if w.__class__ in (float, int) and w == 0 and v.__class__ in (float, int):
            plainly(v, w)
        return op(a, b)

    return call


def swapped(call: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """The operator with its operands exchanged."""
    return lambda a, b: call(b, a)


def reflected_power(a: Any, b: Any, modulus: Any = None) -> Any:
    """b ** a."""
    return power(b, a, modulus)


_power = python_like(OPERATORS["pow"], operator.pow)
PYTHON: dict[str, Any] = {
    "truediv": python_like(OPERATORS["truediv"], operator.truediv),
    "floordiv": whole_result(floor_divide, operator.floordiv),
    "mod": whole_result(mod, operator.mod),
    "divmod": whole_result(both(floor_divide, mod), divmod),
}
for _name, _call in PYTHON.items():
    setattr(Number, f"__{_name}__", _call)
    setattr(Number, f"__r{_name}__", swapped(_call))
for _name, _call in {
    "mul": repeated, "rmul": repeated, "pow": power, "rpow": reflected_power
}.items():  # fmt: skip
    setattr(Number, f"__{_name}__", _call)
