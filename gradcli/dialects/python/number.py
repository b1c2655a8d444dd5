"""Python's numbers, traced: they divide, raise, repeat and refuse as Python's own do."""

from __future__ import annotations

import operator
import sys
from collections.abc import Callable, Sequence
from typing import Any

from ...core.calls import answers, family
from ...core.calls import dialect_unary as unary
from ...core.forms import numpy as library
from ...core.observer import choice, counted, depart, follows, unfollowed
from ...core.trace import Tensor, plain
from ...ops import OPERATORS, reflected
from ...ops.branches import floor_divide, mod


def scalar(x: Tensor, make: Callable[[Any], Any], name: str) -> Any:
    """make(the only number in x), which leaves the trace."""
    depart(x, f"{name}()")
    return make(x.value)


def index(x: Tensor) -> int:
    """A whole number serves as an index or a count: told to whoever keeps the counts."""
    found = operator.index(x.value)
    counted(x)
    return found


def both(quotient: Callable[[Any, Any], Any], rest: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """divmod, of its two halves."""
    return lambda a, b: NotImplemented if answers(type(b), "__rdivmod__") else (quotient(a, b), rest(a, b))


class Number(Tensor):
    """A traced number that was born as Python's: divides, raises and repeats as Python's numbers do.

    Whoever asks for its `__class__`, as isinstance, `match` and singledispatch do, is told the number's: for its own,
    ask type().
    """

    __slots__ = ()

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        kind = type(self.value)
        return kind if kind in (float, int, bool) else type(self)


Number.__name__ = Number.__qualname__ = "float"  # as Python's errors call it
Number.wide = Tensor  # what comes of arrays has NumPy's manners


def own(x: Tensor) -> Any:
    """What a script that knows of no trace holds: an element of an array, or what came of one, is NumPy's number."""
    numpys = x.value.__class__ is float and not isinstance(x, Number) and follows()
    return library().float64(x.value) if numpys else x.value


def widened(x: Any) -> Any:
    """A traced number as NumPy returns it: one of its own."""
    return truth_of_numpy(Tensor(x.value, x.at) if type(x) is Number and x.at else x)


def truth_of_numpy(x: Any) -> Any:
    """x; a truth of NumPy's numbers is one of NumPy's: `~` is not, `+` is or, and it is a mask, never an index."""
    if type(x) is Tensor and x.value.__class__ is bool and (np := sys.modules.get("numpy")):
        x.value = np.bool_(x.value)
    return x


def comparing(op: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """A comparison as an operator."""

    def call(a: Any, b: Any) -> Any:
        y = op(a, b)
        return truth_of_numpy(y) if type(y) is Tensor else y

    return call


def narrowed(x: Any) -> Any:
    """A traced number as Python's own: what float(), .item() and `math` return."""
    return Number(x.value, x.at) if type(x) is Tensor and x.value.__class__ in (float, int, bool) else x


def refusing(f: Callable[..., Any], plainly: Sequence[Any], *args: Any, edges: Sequence[int] = (0,)) -> Any:
    """f(*plainly); what it raises at the edge of where it is defined is told to whoever tells of kinks.

    args: the same, traced. edges: the numbers where it may begin to raise. ArithmeticError, ValueError: f's own.
    """
    try:
        return f(*plainly)
    except (ArithmeticError, ValueError):
        choice("an exception", any(a in edges for a in plainly if a.__class__ in (int, float)), *args)
        raise


def python_like(op: Callable[[Any, Any], Any], plainly: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """An operator that raises where Python's own does, as on division by zero, or leaves the reals for a complex."""

    def call(a: Any, b: Any) -> Any:
        y = op(a, b)
        v = plain(y)
        if v.__class__ is float and v - v != 0.0:
            v, w = plain(a), plain(b)
            if v.__class__ in (float, int) and w.__class__ in (float, int) and v - v == 0 and w - w == 0:
                known = refusing(plainly, (v, w), a, b)
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
            refusing(plainly, (v, w), a, b)
        return op(a, b)

    return call


_power = python_like(OPERATORS["pow"], operator.pow)
PYTHON: dict[str, Any] = {
    "truediv": python_like(OPERATORS["truediv"], operator.truediv),
    "floordiv": whole_result(floor_divide, operator.floordiv),
    "mod": whole_result(mod, operator.mod),
    "divmod": whole_result(both(floor_divide, mod), divmod),
}
PYTHON |= {f"r{_name}": reflected(_call) for _name, _call in PYTHON.items()}
PYTHON |= {
    "mul": repeated, "rmul": repeated, "pow": power, "rpow": lambda a, b, *modulus: power(b, a, *modulus),
}  # fmt: skip
for _name, _call in PYTHON.items():
    setattr(Number, f"__{_name}__", _call)
