"""Calls, in a script's text, of what looks at the very class of a number: there a traced number is the number.

`float(x)`, `type(x)`, `isinstance(x, float)`, `hasattr(x, ...)` answer as they do for the number, and end no path. Code
written in C (`time.sleep`, `random.seed`, `lock.acquire`) takes nothing but a float or an int, and is given it: there
the path ends, and that is told.
"""

from __future__ import annotations

import ast
import copy
import operator
import sys
import types
from typing import TYPE_CHECKING, Any

from ...core.observer import depart, follows, opaque, traced, unknown
from ...core.trace import Tensor, plain, trace, written
from ...dialects.python.number import Number, index, narrowed, own, raised, widened
from ...ops.arithmetic import multiply
from .constants import SCOPES, names_in, pairs

if TYPE_CHECKING:
    from collections.abc import Sequence

KINDS = frozenset("float64 double float32 single float16 half longdouble".split())  # of NumPy's floats
CASTS = KINDS.union(("float", "int", "type"))  # the calls that `cast` looks at
PLAIN = frozenset(
    (
        "timedelta Decimal Fraction Random Timer seed sleep wait acquire execute executemany deque "
        "Array RawArray Value RawValue"
    ).split()
)  # callees that look at the very class of a number, or hand it to what does
READS = frozenset("Decimal Fraction complex literal_eval loads eval fromstring unpack".split())  # numbers, out of texts
WAITS = frozenset(("timeout", "maxlen"))  # keywords whose value is a number for C
CARRIERS = frozenset(
    "functools itertools operator collections heapq bisect copy contextvars queue types weakref dataclasses math numpy "
    "statistics tensorflow gradcli json pickle builtins".split()
)  # modules whose functions hand numbers on as they are, or know ours
IN_C = frozenset((
    types.BuiltinFunctionType, types.MethodDescriptorType, types.WrapperDescriptorType, types.MethodWrapperType,
    types.ClassMethodDescriptorType,
))  # fmt: skip
OPERANDS = frozenset("dot clip choose put searchsorted sum prod max min mean std var".split())  # methods that take some
BARE = frozenset((float, int, str, bytes, bool, type(None)))  # what has no number inside that could be traced
SIZED = ("__iter__", "__len__")
SPECIAL = frozenset(
    f"__{name}__" for name in "bool float int complex index len length_hint hash array".split()
)  # methods whose answer C takes for a number of its own
HEAP_TYPE = 1 << 9  # Py_TPFLAGS_HEAPTYPE: of a class that is made at run time


class Casts(ast.NodeTransformer):
    """Calls of what looks at the class of a number go by way of a hook, which is given the callee, whatever it is."""

    def __init__(self, tree: ast.Module) -> None:
        nodes = list(ast.walk(tree))
        self.own = {n.name for n in nodes if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)}
        self.modules = {
            alias.asname or alias.name.partition(".")[0]
            for node in nodes if isinstance(node, ast.Import)
            for alias in node.names
        }  # fmt: skip
        self.foreign = {
            alias.asname or alias.name.partition(".")[0]
            for node in nodes if isinstance(node, ast.Import | ast.ImportFrom)
            for alias in node.names
            if (getattr(node, "module", None) or alias.name).partition(".")[0] not in CARRIERS
        }  # fmt: skip
        self.made = {  # what foreign code made, such as a spline
            name
            for node in nodes if isinstance(node, ast.stmt)
            for target, value in pairs(node) if isinstance(value, ast.Call) and root(value.func) in self.foreign
            for name in names_in(target)
        }  # fmt: skip

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        self.generic_visit(node)
        for part in returns(node) if node.name in SPECIAL else ():
            if part.value is not None:
                part.value = hooked("__gradcli_special__", part.value, [ast.Constant(node.name), part.value])
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        f = node.func
        name = last_name(f)
        if name in CASTS and len(node.args) == 1 and not node.keywords and not isinstance(node.args[0], ast.Starred):
            return hooked("__gradcli_cast__", node, [f, *node.args], node.keywords)
        if name in self.own or not (node.args or node.keywords):
            return node
        for keyword in node.keywords:
            if keyword.arg in WAITS:
                keyword.value = hooked("__gradcli_bare__", keyword.value, [keyword.value, ast.Constant(f"{name}()")])
        if isinstance(f, ast.Attribute) and name in OPERANDS and root(f) not in self.modules:
            return hooked("__gradcli_method__", node, [f.value, ast.Constant(name), *node.args], node.keywords)
        if name in PLAIN:
            return followed(hooked("__gradcli_plain__", node, [f, *node.args], node.keywords), f)
        first = root(f)
        if first in self.foreign or name in READS or (first in ("int", "float") and first != name):
            self.each(node)
        return followed(node, f) if first in self.foreign or first in self.made or name in READS else node

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.op, ast.Mod) and isinstance(node.left, ast.Constant) and isinstance(node.left.value, str):
            return hooked("__gradcli_formatted__", node, [node.left, node.right])
        return node

    def each(self, call: ast.Call) -> None:
        """Hook the arguments one by one: C may look at the frame that calls it, as warnings.warn does."""
        for n, arg in enumerate(call.args):
            inner = arg.value if isinstance(arg, ast.Starred) else arg
            if not isinstance(inner, ast.Constant | ast.JoinedStr | ast.Lambda):
                made = hooked("__gradcli_foreign__", inner, [copy.deepcopy(call.func), inner])
                call.args[n] = ast.copy_location(ast.Starred(made, ast.Load()), arg) if inner is not arg else made
        for keyword in call.keywords:
            if not isinstance(keyword.value, ast.Constant):
                keyword.value = hooked("__gradcli_foreign__", keyword.value, [copy.deepcopy(call.func), keyword.value])


def returns(node: ast.AST) -> list[ast.Return]:
    """The return statements of a function itself."""
    inside = [child for child in ast.iter_child_nodes(node) if not isinstance(child, SCOPES)]
    return [child for child in inside if isinstance(child, ast.Return)] + [
        r for child in inside for r in returns(child)
    ]


def last_name(node: ast.expr) -> str:
    """The name that a dotted name ends with; "" for anything else."""
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def root(node: ast.expr) -> str:
    """The name that a dotted name begins with."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def hooked(hook: str, node: ast.expr, args: list[ast.expr], keywords: Sequence[ast.keyword] = ()) -> ast.Call:
    """A call of a hook, in the place of a node."""
    call = ast.Call(ast.Name(hook, ast.Load()), args, list(keywords))
    return ast.fix_missing_locations(ast.copy_location(call, node))


def followed(call: ast.Call, callee: ast.expr) -> ast.Call:
    """A call whose result is looked at, for what left the trace while it ran."""
    name = f"{ast.unparse(callee)}()" if root(callee) else "a call"
    return hooked("__gradcli_returned__", call, [hooked("__gradcli_since__", call, []), call, ast.Constant(name)])


def since() -> int:
    """How many exits there were before a call."""
    return len(trace.observer.exits) if trace.observer is not None else 0


def returned(before: int, y: Any, how: str) -> Any:
    """What a foreign call returned: on the trace again, if numbers left for it and it is made of numbers alone."""
    observer = trace.observer
    if observer is None or not observer.whole or len(observer.exits) == before or isinstance(y, Tensor):
        return y
    made, everything = unknown(how, y, [e.place for e in observer.exits[before:]], Number)
    if not everything or not traced(made):
        return y
    observer.taken_back(before)
    return made


def formatted(text: str, args: Any) -> Any:
    """text % args, remembered for what it was made of: nothing has left."""
    numbers, before, observer = traced(args), since(), trace.observer
    found = text % (tuple(map(plain, args)) if isinstance(args, tuple) else plain(args))
    for x in numbers:
        written(x, found)
    if observer is not None:
        for one in observer.exits[before:]:  # of what asks the script's own objects
            observer.written(one.place, found)
        observer.taken_back(before)
    return found


def from_text(callee: Any, text: Any) -> Any:
    """callee(text), on the trace if the text was written from what is."""
    y, observer = callee(text), trace.observer
    places = observer.places_of(text) if observer is not None and observer.whole else ()
    return opaque("text", y, tuple(places), Number) if places and trace.write is not None else y


def cast(callee: Any, x: Any) -> Any:
    """callee(x); for a traced number, float() keeps the path to it, and type() is the number's."""
    if callee is type and type(x).__name__ == "TrackedArray":
        return type(x).__base__
    if isinstance(x, Tensor):
        if callee is type:
            return type(own(x))
        if callee is int and x.value.__class__ is float and x.at and trace.write is not None and follows():
            return opaque("int()", int(x.value), (x.at,), Number)
        if callee is float and not x.shape:
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


def read_from(callee: Any, x: Any) -> None:
    """A text has left where numbers are read out of it."""
    if type(x) in (str, bytes) and trace.observer is not None and getattr(callee, "__name__", "") in READS:
        for place in trace.observer.places_of(x):
            trace.observer.left(place, "text")


def handed(callee: Any, x: Any) -> Any:
    """An argument without its places; of a class, which may keep what it is given, only a number: deque([x, x])."""
    read_from(callee, x)
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
    "__gradcli_since__": since,
    "__gradcli_formatted__": formatted, "__gradcli_method__": method,
}  # fmt: skip
ANSWERS: dict[str, Any] = {
    "isinstance": is_instance, "hasattr": has_attribute, "getattr": get_attribute, "round": rounded, "pow": raised,
}  # fmt: skip
for _name, _call in ANSWERS.items():
    _call.__name__ = _call.__qualname__ = _name
