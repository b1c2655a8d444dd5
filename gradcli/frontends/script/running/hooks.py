"""What is called, while a script runs, for what `rewrite` has found: a traced number is the number that it holds."""

from __future__ import annotations

import io
import operator
import re
import sys
import types
from functools import partial
from itertools import islice
from typing import Any

from ....core.calls import dialect_unary
from ....core.observer import chooses, depart, follows, opaque, traced
from ....core.program import identity
from ....core.trace import Tensor, is_truth, plain, tick, trace
from ....dialects.python.number import Number, index, narrowed, own, raised, widened
from ....ops.arithmetic import multiply
from .orders import max_of, min_of, sorted_of
from .returns import formatted, returned, since
from .texts import PACKED, Marked, exactly, joined, making, measured, places_in, written_since

IN_C = frozenset((
    types.BuiltinFunctionType, types.MethodDescriptorType, types.WrapperDescriptorType, types.MethodWrapperType,
    types.ClassMethodDescriptorType,
))  # fmt: skip
MOST = 1000  # parts of an argument that are looked at
BARE = frozenset((float, int, str, bytes, bool, type(None)))  # what has no number inside that could be traced
NUMBERS = frozenset((float, int, bool, type(None), Number))  # what has no text inside
UNCOMMON = re.compile(r"\d\.\d|\d{4}")  # in a text with a number that was written
WRITE = str, repr, ascii
WRITES = "write()", "writelines()"
SIZED = ("__iter__", "__len__")
HEAP_TYPE = 1 << 9  # Py_TPFLAGS_HEAPTYPE: of a class that is made at run time


def caster(callee: Any) -> Any:
    """float, int and their like, as map() takes them."""
    return partial(cast, callee) if isinstance(callee, type) else callee


def from_text(callee: Any, text: Any) -> Any:
    """callee(text), on the trace if the text was written from what is."""
    y, observer = callee(exactly(text)), trace.observer
    places = observer.places_of(text) if observer is not None and observer.follows else ()
    return opaque("text", y, tuple(places), Number)


def cast(callee: Any, x: Any) -> Any:
    """callee(x); for a traced number, float() keeps the path to it, and type() is the number's."""
    if type(x) is float or type(x) is int:
        return callee(x)
    if type(x).__name__ == "TrackedArray" and x.marked and not x.shape and callee is not type:
        x = x.read()
    if callee is type and (type(x).__name__ == "TrackedArray" or isinstance(x, Marked)):
        return type(x).__bases__[-1 if isinstance(x, Marked) else 0]
    if callee is len:
        return measured(len(x), x, "len()") if isinstance(x, Marked) else len(x)
    if callee in WRITE:
        return callee(x) if type(x) in BARE else written_since(since()[1], callee(x), x)
    if callee in (int, float) and hasattr(type(x), "as_number"):
        return x.as_number(callee)
    if isinstance(x, Tensor):
        if callee is type:
            return type(own(x))
        if callee is int and x.value.__class__ is float and x.at and trace.write is not None and follows():
            whole = int(x.value)
            return opaque("int()", whole, (x.at,), Number, jumps=whole == x.value != 0.0)
        if callee is float and not x.shape:
            if hasattr(x.value, "dtype"):
                from ....dialects.numpy.creation import astype

                return narrowed(astype(x, float))
            return narrowed(x if x.value.__class__ is float else multiply(x, 1.0))
        if getattr(callee, "__module__", "") == "numpy" and getattr(callee, "dtype", None) is not None:
            from ....dialects.numpy.creation import astype

            return widened(astype(x, callee))
    elif isinstance(x, str | bytes) and callee is not type:
        return from_text(callee, x)
    elif callee is float and type(getattr(type(x), "__float__", None)) is types.FunctionType:
        found = itself(type(x), x)
        return cast(callee, found) if isinstance(found, Tensor) else callee(x)
    return callee(x)


def complex_of(callee: Any, /, *args: Any, **kwargs: Any) -> Any:
    """complex(x, y) of traced numbers, still traced."""
    parts = (*args, *kwargs.values())
    if callee is not complex or not (follows() and traced(parts)):
        text = len(parts) == 1 and isinstance(parts[0], str)
        return from_text(callee, *parts) if text else callee(*args, **kwargs)
    real, imag = [kwargs.get(name, args[n] if n < len(args) else 0.0) for n, name in enumerate(("real", "imag"))]
    y = real + 1j * imag
    return type(y)(complex(plain(real), plain(imag)), y.at)


def chosen(x: Any) -> Any:
    """What something is drawn by: what comes of it moves in jumps alone."""
    for one in traced(x):
        chooses(one)
    return [plain(v) for v in x] if isinstance(x, list | tuple) else plain(x)


begin = dialect_unary("begun", "linear", lambda g, y, x: g, python=identity)


def begun(x: Any) -> Any:
    """A number with which a loop begins, that its tests may give other values: on the trace from here on.

    A whole number is as it is, for it may count; that it is there is kept.
    """
    if x.__class__ in (float, int) and trace.write is not None and follows():
        y = begin(x if isinstance(x, Tensor) else Number(x, tick()))
        return y if x.__class__ is float else x
    return x


def itself(kind: Any, x: Any) -> Any:
    """What a class's own __float__ returns, still traced."""
    return kind.__float__(x)


def method(x: Any, name: str, /, *args: Any, **kwargs: Any) -> Any:
    """x.name(...), which takes a traced operand if x is a plain array."""
    np = sys.modules.get("numpy")
    if np is None or not isinstance(x, np.ndarray):
        return getattr(x, name)(*args, **kwargs)
    from ....dialects.numpy.dispatch import met

    return met(x, name, args, kwargs)


def special(name: str, x: Any) -> Any:
    """What a special method of the script's returns: bare, for C takes nothing else, unless `itself` asks."""
    if not isinstance(x, Tensor) or sys._getframe(2).f_code is itself.__code__:
        return x
    return bool(x) if not x.shape and is_truth(x.value) else off_trace(x, f"{name}()")


def plainly(callee: Any, /, *args: Any, **kwargs: Any) -> Any:
    """callee(...) of the bare numbers, unless it is the script's own."""
    if is_own(callee):
        return callee(*args, **kwargs)
    how = f"{getattr(callee, '__name__', type(callee).__name__)}()"
    plain_args = [handed(callee, reads(how, None, a)) for a in args]
    return callee(*plain_args, **{k: handed(callee, reads(how, None, v)) for k, v in kwargs.items()})


def is_own(callee: Any) -> bool:
    """Whether a callee is the script's."""
    module = sys.modules.get(getattr(getattr(callee, "func", callee), "__module__", None) or "builtins")
    return hasattr(getattr(module, "__builtins__", None), "__gradcli_cast__")


def foreign(how: str, callee: Any, x: Any) -> Any:
    """An argument of callee: bare if that is written in C."""
    x = reads(how, None, x)
    return x if type(x) in BARE or not in_c(callee) else handed(callee, x)


def of_made(how: str, callee: Any, x: Any) -> Any:
    """The same of a method of what foreign code made: what holds numbers is as it is, as a row for csv."""
    return foreign(how, callee, x) if isinstance(x, Tensor) else reads(how, None, x)


def reads(how: str, callee: Any, x: Any) -> Any:
    """An argument of a callee that may read numbers out of texts, or give them to another program: they have left."""
    if type(x) in NUMBERS or (observer := trace.observer) is None or not observer.follows:
        return x
    places = texts_in(x)
    if how.endswith(WRITES) and isinstance(x, str):  # which is known by its numerals where it is read
        return exactly(x)
    if not places or (callee is not None and is_own(callee)):
        return x
    for place in places:
        observer.left(place, f"{how} of {'a text' if isinstance(x, str) else 'bytes'}")
    return exactly(x)


def texts_in(x: Any, deep: int = 3) -> frozenset[int]:
    """The places of the texts in an argument: of those that others made by numerals that do not come by chance."""
    if type(x) in (list, tuple, dict):
        parts = list(islice(x.values() if type(x) is dict else x, MOST if deep else 0))
        return frozenset().union(*[texts_in(part, deep - 1) for part in parts if type(part) not in NUMBERS])
    if type(x) in (io.StringIO, io.BytesIO) and not x.closed:  # what is still to be read there
        x = x.getvalue()[x.tell() :]
    if isinstance(x, Marked) or (isinstance(x, PACKED) and trace.observer.packed(x)):  # type: ignore[union-attr]
        return places_in(x)
    x = bytes(x).decode("latin-1") if isinstance(x, PACKED) else x
    return places_in(x) if isinstance(x, str) and UNCOMMON.search(x) else frozenset()


def handed(callee: Any, x: Any) -> Any:
    """An argument without its places; of a class, which may keep what it is given, only a number: deque([x, x])."""
    if type(x).__name__ == "TrackedArray":
        x.leave(f"{callee.__name__}()") if callee in (bytes, bytearray) else x.bare(f"{callee.__name__}()")
    if getattr(callee, "__name__", "") == "create_function" and callable(x):  # what C calls gives C a bare number
        return lambda *args: off_trace(x(*args), "create_function()")
    if isinstance(callee, type) and isinstance(x, Tensor) and hasattr(x.value, "setflags"):
        y = off_trace(x, f"{callee.__name__}()").view()
        y.setflags(write=False)  # what is written there would pass by the trace
        return y
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
    "__gradcli_method__": method, "__gradcli_reads__": reads, "__gradcli_made__": of_made, "__gradcli_joined__": joined,
    "__gradcli_making__": making, "__gradcli_complex__": complex_of, "__gradcli_chosen__": chosen,
    "__gradcli_begun__": begun,
}  # fmt: skip


def named(answers: dict[str, Any]) -> dict[str, Any]:
    """Functions that bear the names under which scripts know them."""
    for name, call in answers.items():
        call.__name__ = call.__qualname__ = name
    return answers


ANSWERS: dict[str, Any] = named({
    "min": min_of, "max": max_of, "sorted": sorted_of,
    "isinstance": is_instance, "hasattr": has_attribute, "getattr": get_attribute, "round": rounded, "pow": raised,
})  # fmt: skip
