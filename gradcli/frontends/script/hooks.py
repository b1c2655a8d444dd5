"""What is called, while a script runs, for what `rewrite` has found: a traced number is the number that it holds."""

from __future__ import annotations

import operator
import sys
import types
from functools import partial
from typing import Any

from ...core.observer import depart, follows, opaque, traced, unknown
from ...core.trace import Tensor, Traced, plain, trace, written
from ...dialects.python.number import Number, index, narrowed, own, raised, widened
from ...ops.arithmetic import multiply
from .rewrite import FINDS, READS, SENDS

IN_C = frozenset((
    types.BuiltinFunctionType, types.MethodDescriptorType, types.WrapperDescriptorType, types.MethodWrapperType,
    types.ClassMethodDescriptorType,
))  # fmt: skip
MOST = 1000  # numbers of a table that are looked at
BARE = frozenset((float, int, str, bytes, bool, type(None)))  # what has no number inside that could be traced
SIZED = ("__iter__", "__len__")
HEAP_TYPE = 1 << 9  # Py_TPFLAGS_HEAPTYPE: of a class that is made at run time


def since() -> int:
    """How many exits there were before a call."""
    return len(trace.observer.exits) if trace.observer is not None else 0


def returned(before: int, y: Any, how: str) -> Any:
    """What a foreign call returned: on the trace again, if numbers left for it and it is made of numbers alone."""
    observer = trace.observer
    if observer is None or not observer.follows or isinstance(y, Tensor):
        return y
    if how.rpartition(".")[2].removesuffix("()") in FINDS:
        found_again(y, how)
    if len(observer.exits) == before:
        return y
    made, everything = unknown(how, y, [e.place for e in observer.exits[before:]], Number)
    if not everything or not traced(made):
        return y
    observer.taken_back(before)
    return made


def shown(x: Any) -> Any:
    """The number that a traced one of ours holds; a dialect's tensor has a text of its own."""
    return x if isinstance(x, Traced) and not isinstance(x, Tensor) else plain(x)


def formatted(text: str, args: Any) -> Any:
    """text % args, remembered for what it was made of: nothing has left."""
    numbers, before, observer = traced(args), since(), trace.observer
    found = text % (tuple(map(shown, args)) if isinstance(args, tuple) else shown(args))
    for x in numbers:
        written(x, found)
    if observer is not None:
        for one in observer.exits[before:]:  # of what asks the script's own objects
            observer.written(one.place, found)
        observer.taken_back(before)
    return found


def found_again(y: Any, how: str) -> None:
    """Numbers were read out of texts that are not at hand: those that the script has written have left."""
    values = y.to_numpy().ravel().tolist()[:MOST] if hasattr(y, "to_numpy") else [y]
    for place in {place for v in values for place in trace.observer.places_of(repr(v))}:  # type: ignore[union-attr]
        trace.observer.left(place, how)  # type: ignore[union-attr]


def caster(callee: Any) -> Any:
    """float, int and their like, as map() takes them."""
    return partial(cast, callee) if isinstance(callee, type) else callee


def from_text(callee: Any, text: Any) -> Any:
    """callee(text), on the trace if the text was written from what is."""
    y, observer = callee(text), trace.observer
    places = observer.places_of(text) if observer is not None and observer.follows else ()
    return opaque("text", y, tuple(places), Number) if places and trace.write is not None else y


def cast(callee: Any, x: Any) -> Any:
    """callee(x); for a traced number, float() keeps the path to it, and type() is the number's."""
    if callee is type and type(x).__name__ == "TrackedArray":
        return type(x).__base__
    if isinstance(x, Tensor):
        if callee is type:
            return type(own(x))
        if callee is int and x.value.__class__ is float and x.at and trace.write is not None and follows():
            whole = int(x.value)
            return opaque("int()", whole, (x.at,), Number, jumps=whole == x.value != 0.0)
        if callee is float and not x.shape:
            if hasattr(x.value, "dtype"):
                from ...dialects.numpy.creation import astype

                return narrowed(astype(x, float))
            return narrowed(x if x.value.__class__ is float else multiply(x, 1.0))
        if getattr(callee, "__module__", "") == "numpy" and getattr(callee, "dtype", None) is not None:
            from ...dialects.numpy.creation import astype

            return widened(astype(x, callee))
    elif isinstance(x, str | bytes) and callee is not type:
        return from_text(callee, x)
    elif callee is float and type(getattr(type(x), "__float__", None)) is types.FunctionType:
        found = itself(type(x), x)
        return cast(callee, found) if isinstance(found, Tensor) else callee(x)
    return callee(x)


def itself(kind: Any, x: Any) -> Any:
    """What a class's own __float__ returns, still traced."""
    return kind.__float__(x)


def method(x: Any, name: str, *args: Any, **kwargs: Any) -> Any:
    """x.name(...), which takes a traced operand if x is a plain array."""
    np = sys.modules.get("numpy")
    if np is None or not isinstance(x, np.ndarray):
        return getattr(x, name)(*args, **kwargs)
    from ...dialects.numpy.dispatch import met

    return met(x, name, args, kwargs)


def special(name: str, x: Any) -> Any:
    """What a special method of the script's returns: bare, for C takes nothing else, unless `itself` asks."""
    if not isinstance(x, Tensor) or sys._getframe(2).f_code is itself.__code__:
        return x
    return bool(x) if isinstance(x.value, bool) else off_trace(x, f"{name}()")


def plainly(callee: Any, *args: Any, **kwargs: Any) -> Any:
    """callee(...) of the bare numbers, unless it is the script's own."""
    module = sys.modules.get(getattr(callee, "__module__", None) or "builtins")
    if hasattr(getattr(module, "__builtins__", None), "__gradcli_cast__"):
        return callee(*args, **kwargs)
    return callee(*[handed(callee, a) for a in args], **{k: handed(callee, v) for k, v in kwargs.items()})


def foreign(callee: Any, x: Any) -> Any:
    """An argument of callee: bare if that is written in C."""
    read_from(callee, x)
    return x if type(x) in BARE or not in_c(callee) else handed(callee, x)


def texts_in(x: Any) -> list[Any]:
    """The texts in what another program is given."""
    if isinstance(x, dict):
        x = list(x.values())
    return [text for part in x for text in texts_in(part)] if isinstance(x, list | tuple) else [x]


def read_from(callee: Any, x: Any) -> None:
    """A text has left where numbers are read out of it, or another program gets it."""
    name, observer = getattr(callee, "__name__", ""), trace.observer
    if observer is None:
        return
    if type(x) in (str, bytes) and name in READS:
        for place in observer.places_of(x):
            observer.left(place, "text")
    elif name in SENDS and getattr(callee, "__module__", "") in ("subprocess", "posix", "nt"):
        for place in {place for text in texts_in(x) for place in observer.places_of(text)}:
            observer.left(place, f"{name}()")


def handed(callee: Any, x: Any) -> Any:
    """An argument without its places; of a class, which may keep what it is given, only a number: deque([x, x])."""
    read_from(callee, x)
    if type(x).__name__ == "TrackedArray":
        x.leave(f"{callee.__name__}()") if callee in (bytes, bytearray) else x.bare(f"{callee.__name__}()")
    if callee is memoryview and isinstance(x, Tensor):
        return memoryview(off_trace(x, "memoryview()")).toreadonly()  # what is written there would pass by the trace
    return off_trace(x, f"{getattr(callee, '__name__', type(callee).__name__)}()", not isinstance(callee, type))


def in_c(callee: Any) -> bool:
    """Whether a callee is written in C, as far as can be told."""
    if not isinstance(callee, type):
        return type(callee) in IN_C
    kind: Any = type(callee)
    static, made_in_c = not flags(callee) & HEAP_TYPE, kind is not type and not flags(kind) & HEAP_TYPE
    return static or made_in_c


def flags(cls: Any) -> int:
    """The flags of a class."""
    return int(cls.__flags__)


def off_trace(x: Any, how: str, deep: bool = False) -> Any:
    """A traced number, or those in a sequence, as a number: the path ends, save for a whole number, which counts."""
    if isinstance(x, Tensor):
        if isinstance(x.value, int):
            return index(x)
        depart(x, how)
        return x.value
    if deep and type(x) in (list, tuple):
        return type(x)([off_trace(v, how, deep) for v in x])
    if deep and type(x) is dict:
        return {k: off_trace(v, how, deep) for k, v in x.items()}
    return x


def is_instance(x: Any, kinds: Any) -> bool:
    """isinstance, where a traced number is what it holds."""
    if isinstance(x, Number):
        return isinstance(x.value, kinds)
    return isinstance(x, kinds) or (isinstance(x, Tensor) and isinstance(own(x), kinds))


def has_attribute(x: Any, name: str) -> bool:
    """hasattr, where a traced number is what it holds."""
    if isinstance(x, Number):
        return hasattr(x.value, name)
    return hasattr(x, name) and not (isinstance(x, Tensor) and not x.shape and name in SIZED)


def get_attribute(x: Any, name: str, *default: Any) -> Any:
    """getattr, where a traced number has the attributes of what it holds."""
    return getattr(plain(x) if isinstance(x, Tensor) and not has_attribute(x, name) else x, name, *default)


def rounded(number: Any, ndigits: Any = None) -> Any:
    """round, to a traced number of digits too."""
    if ndigits is None:
        return round(number)
    digits = off_trace(ndigits, "round()")
    return round(number, operator.index(digits) if isinstance(number, Tensor) else digits)


HOOKS: dict[str, Any] = {
    "__gradcli_cast__": cast, "__gradcli_plain__": plainly, "__gradcli_foreign__": foreign,
    "__gradcli_bare__": off_trace, "__gradcli_special__": special, "__gradcli_returned__": returned,
    "__gradcli_caster__": caster, "__gradcli_since__": since, "__gradcli_formatted__": formatted,
    "__gradcli_method__": method,
}  # fmt: skip


def named(answers: dict[str, Any]) -> dict[str, Any]:
    """Functions that bear the names under which scripts know them."""
    for name, call in answers.items():
        call.__name__ = call.__qualname__ = name
    return answers


ANSWERS: dict[str, Any] = named({
    "isinstance": is_instance, "hasattr": has_attribute, "getattr": get_attribute, "round": rounded, "pow": raised,
})  # fmt: skip
