"""An op is one record; the callable made from it runs on bare values, and on traced ones records a step.

A value's class names its library: the same op runs `math` on a float, NumPy on an array, mpmath on an mpf, SymPy on a
SymPy node, found there by the op's name. An override is a keyword of the record: ``math=``, ``numpy=``, ``mpmath=``,
``sympy=``, or ``python=`` for one form that serves every class.
"""

from __future__ import annotations

import sys
from functools import lru_cache
from importlib import import_module
from types import FunctionType
from typing import TYPE_CHECKING, Any, TypeVar

from .forms import FAILS, Forms
from .trace import Tensor, Traced, place, tick, trace
from .unit_cotangent import ONE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

F = TypeVar("F")
Rule = Any  # (g, y, *inputs) -> cotangent of one input; None where the derivative is zero
KINDS = ("linear", "bilinear", "smooth", "branch", "flat", "general")
OPS: dict[str, Op] = {}
REFLECTED = {
    "add": "__radd__", "subtract": "__rsub__", "multiply": "__rmul__", "divide": "__rtruediv__", "power": "__rpow__",
    "matmul": "__rmatmul__", "mod": "__rmod__", "floor_divide": "__rfloordiv__", "less": "__gt__", "equal": "__eq__",
    "less_equal": "__ge__", "greater": "__lt__", "greater_equal": "__le__", "not_equal": "__ne__",
}  # fmt: skip
NUMERIC = frozenset(("gradcli", "fractions", "numbers", "_pydecimal", "numpy", "mpmath", "sympy", "pandas"))

# What a keyword of a public function takes: its annotation, which is one of these, int, bool, or a tuple of int.
Axis = Any  # a whole number, several as a tuple, or None for all
Axes = Any  # a whole number, or a pair of them
Real = Any  # a number


class Op:
    """One operation and everything that gradcli knows about it.

    name: NumPy's name, which is the contract. short: the name that math, mpmath and SymPy share, where it differs.
    kind: a mathematical fact, from which the rest follows (see KINDS):
        linear: in all inputs together; bilinear: in each of two; smooth: elementwise, analytic; branch: elementwise,
        linear once the branch is known; flat: derivative zero; general: anything else.
    vjp: one rule per input, (g the cotangent, y the result, then the inputs) -> the input's cotangent, in y's shape for
        an elementwise op, since the sweep sums to the input's shape. None: the derivative is zero.
    elementwise: acts on each element alone, and broadcasts.
    kinks: (inputs) -> where the derivative does not exist, or the op jumps.
    domain: one (low, high) interval per input, to sample it in.
    params: what distinguishes this op in its family, for show.
    """

    __slots__ = (
        "aliases", "call", "domain", "elementwise", "fits", "forms", "kind", "kinks", "name", "overrides", "params",
        "short", "summary", "vjp",
    )  # fmt: skip
    call: Callable[..., Any]

    def __init__(
        self,
        name: str,
        kind: str,
        vjp: tuple[Rule, ...],
        *,
        doc: str = "",
        aliases: tuple[str, ...] = (),
        short: str | None = None,
        elementwise: bool = True,
        kinks: Callable[..., Any] | None = None,
        domain: tuple[tuple[float, float], ...] | None = None,
        params: tuple[Any, ...] = (),
        **overrides: Callable[..., Any],
    ) -> None:
        self.name, self.kind, self.vjp = name, kind, vjp
        self.summary, self.short, self.aliases = doc, short or name, aliases
        self.elementwise, self.fits = elementwise, elementwise and len(vjp) > 1
        self.kinks, self.domain, self.params = kinks, domain or ((-2.0, 2.0),) * len(vjp), params
        self.overrides = overrides
        self.forms = Forms(self)

    def __repr__(self) -> str:
        return self.name + (f"[{', '.join(map(str, self.params))}]" if self.params else "")

    def evaluate(self, *args: Any) -> Any:
        """The op on bare values; where plain floats raise, IEEE arithmetic's inf or nan."""
        try:
            return self.forms.of(args)(*args)
        except FAILS as error:
            return self.forms.rescue(error, *args)


def _answers(cls: type, method: str) -> bool:
    """Whether a class of the script's own has this method: Python then asks it, with the traced number."""
    known = getattr(cls, method, None)
    return isinstance(known, FunctionType) and known.__module__.partition(".")[0] not in NUMERIC


answers: Any = lru_cache(4096)(_answers)


def holder(x: Any) -> bool:
    """Whether x is an array of objects that holds traced values: no value of an op's, until it is one Tensor."""
    if getattr(getattr(x, "dtype", None), "char", "") != "O":
        return False
    return any(isinstance(v, Traced) or hasattr(type(v), "read") for v in x.flat)


def unary(name: str, kind: str, vjp: Rule = None, **about: Any) -> Any:
    """An op of one input."""
    op = Op(name, kind, (vjp,), **about)
    forms, rescue = op.forms, op.forms.rescue

    def call(x: Any) -> Any:
        cls = type(x)
        if cls is Tensor or issubclass(cls, Traced):
            v = x.value
            try:
                y = forms[v.__class__](v)
            except FAILS as error:
                y = rescue(error, v)
            i = x.at
            if i and (write := trace.write) is not None:
                k = tick()
                write((k, op, y, i, 0, v))
                return cls(y, k)
            return cls(y)
        if hasattr(cls, "read"):
            return call(x.read())
        if x is ONE:
            x = 1.0
            cls = float
        try:
            return forms[cls](x)
        except FAILS as error:
            return rescue(error, x)

    return seal(op, call)


def binary(name: str, kind: str, vjp: tuple[Rule, Rule] = (None, None), **about: Any) -> Any:
    """An op of two inputs."""
    op = Op(name, kind, vjp, **about)
    forms, rescue = op.forms, op.forms.rescue
    f = op.overrides.get("python") or forms.pair
    reflected = REFLECTED.get(name, "")

    def call(a: Any, b: Any) -> Any:
        cls, other = type(a), type(b)
        if cls is Tensor or issubclass(cls, Traced):
            v = a.value
            i = a.at
            if other is float or other is int:
                w = b
                j = 0
            elif other is cls:
                w = b.value
                j = b.at
            elif issubclass(other, Traced):
                w = b.value
                j = b.at
                cls = cls.wide
            elif hasattr(other, "read"):
                return call(a, b.read())
            elif answers(other, reflected):
                return NotImplemented
            else:
                if hasattr(b, "dtype"):
                    if holder(b):
                        return NotImplemented
                    cls = cls.wide
                w = b
                j = 0
        elif other is Tensor or issubclass(other, Traced):
            if cls is float or cls is int:
                cls = other
            elif hasattr(cls, "read"):
                return call(a.read(), b)
            elif holder(a):
                return NotImplemented
            else:
                cls = other.wide if hasattr(a, "dtype") else other
            v = a
            i = 0
            w = b.value
            j = b.at
        else:
            if hasattr(cls, "read"):
                return call(a.read(), b)
            if hasattr(other, "read"):
                return call(a, b.read())
            try:
                return f(a, b)
            except FAILS as error:
                return rescue(error, a, b)
        try:
            y = f(v, w)
        except FAILS as error:
            y = rescue(error, v, w)
        if (i or j) and (write := trace.write) is not None:
            if not i:
                i = place(a)
            elif not j:
                j = place(b)
            k = tick()
            write((k, op, y, i, j, v, w))
            return cls(y, k)
        return cls(y)

    return seal(op, call)


def nary(name: str, kind: str, vjp: tuple[Rule, ...], **about: Any) -> Any:
    """An op of any other number of inputs."""
    op = Op(name, kind, vjp, **about)

    def call(*xs: Any) -> Any:
        return record(op, xs)

    return seal(op, call)


def record(op: Op, xs: tuple[Any, ...]) -> Any:
    """Run `op` on any operands; write the step where one of them is placed."""
    xs = tuple([x.read() if hasattr(type(x), "read") else 1.0 if x is ONE else x for x in xs])
    args = tuple([x.value if isinstance(x, Traced) else x for x in xs])
    y = op.evaluate(*args)
    traced = [x for x in xs if isinstance(x, Traced)]
    if not traced:
        return y
    cls = type(traced[0])
    if cls.wide is not cls and (y.__class__ not in (float, int) or any(type(x) is not cls for x in traced)):
        cls = cls.wide
    if (write := trace.write) is not None and any(x.at for x in traced):
        k = tick()
        write((k, op, y, tuple([place(x) for x in xs]), None, args))
        return cls(y, k)
    return cls(y)


def seal(op: Op, call: Any) -> Any:
    """Tie the record and its callable together, and list them; a dialect's own record is nobody else's op."""
    op.call = call
    call.op = op
    call.__name__ = call.__qualname__ = op.name
    call.__doc__ = op.summary
    if sys._getframe(2).f_globals["__name__"].startswith("gradcli.dialects."):
        return call
    OPS.setdefault(op.name, op)
    if op.elementwise and op.summary and not dict.__contains__(FUNCTIONS, op.name):
        FUNCTIONS[op.name] = Function(op.name, call, len(op.vjp), len(op.vjp), {}, op.summary)
        ALIASES.update({alias: op.name for alias in (op.short, *op.aliases) if alias != op.name})
    return call


def family(make: F) -> F:
    """Ops with parameters: each choice of parameters is an op of its own, made once, so a step needs no parameters."""
    made: Any = lru_cache(4096)(make)  # type: ignore[arg-type]
    return made  # type: ignore[no-any-return]


class Function:
    """A function under its public name: what an expression may call. Ops have one each; `public` adds the others.

    low, high: the least and the greatest number of positional arguments (None: any); an axis and a flag are named.
    keywords: the arguments that may be given by name, and what each takes.
    """

    __slots__ = ("call", "high", "keywords", "low", "name", "summary")

    def __init__(
        self, name: str, call: Callable[..., Any], low: int, high: int | None, keywords: dict[str, str], summary: str
    ) -> None:
        self.name, self.call, self.low, self.high = name, call, low, high
        self.keywords, self.summary = keywords, summary


class Vocabulary(dict[str, Any]):
    """Names, some of them defined by modules that are imported when one of their names is asked for.

    later: name -> the module that defines it. Iterating imports them all.
    """

    def __init__(self) -> None:
        super().__init__()
        self.later: dict[str, str] = {}

    def __missing__(self, name: str) -> Any:
        import_module(self.later[name])
        return dict.__getitem__(self, name)

    def __contains__(self, name: object) -> bool:
        return dict.__contains__(self, name) or name in self.later

    def get(self, name: str, default: Any = None) -> Any:
        try:
            return self[name]
        except KeyError:
            return default

    def whole(self) -> Vocabulary:
        """The same, with every module imported."""
        for module in dict.fromkeys(self.later.values()):
            import_module(module)
        self.later.clear()
        return self

    def __iter__(self) -> Iterator[str]:
        return dict.__iter__(self.whole())

    def items(self) -> Any:
        return dict.items(self.whole())

    def keys(self) -> Any:
        return dict.keys(self.whole())

    def values(self) -> Any:
        return dict.values(self.whole())


FUNCTIONS = Vocabulary()  # name -> Function
ALIASES = Vocabulary()  # another name -> name


def public(name: str, *aliases: str) -> Callable[[F], F]:
    """Give a plain function, written in ops, a public name; its parameters with defaults become keywords."""

    def register(f: Any) -> Any:
        code, defaults = f.__code__, f.__defaults__ or ()
        words = code.co_varnames[: code.co_argcount]
        variadic = bool(code.co_flags & 4)
        low = max(len(words) - len(defaults), int(variadic))
        named = words[low:] + code.co_varnames[code.co_argcount : code.co_argcount + code.co_kwonlyargcount]
        keywords = {word: f.__annotations__[word] for word in named}
        high = next((n for n, w in enumerate(words) if n >= low and (w == "axis" or keywords[w] == "bool")), len(words))
        summary = (f.__doc__ or "").split("\n")[0].rstrip(".")
        FUNCTIONS[name] = Function(name, f, low, None if variadic else high, keywords, summary)
        ALIASES.update(dict.fromkeys(aliases, name))
        return f

    return register


def tidy(y: Any) -> Any:
    """A float64 scalar of NumPy's as the Python float that it is: one class for one meaning, and twice as fast."""
    return float(y) if y.__class__.__name__ == "float64" and y.__class__.__module__ == "numpy" else y


def loaded(library: str) -> Any:
    """The library if something has imported it, else None."""
    return sys.modules.get(library)
