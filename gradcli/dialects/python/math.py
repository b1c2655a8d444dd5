"""Python's `math`, on Tensors too: ours where an argument is traced, the library's own function otherwise.

On numbers it raises what `math` raises, and gives whole numbers where `math` does.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from functools import cache, partial, reduce
from types import ModuleType
from typing import Any

from ...core.calls import dialect_unary as unary
from ...core.observer import choice, unfollowed
from ...core.program import identity
from ...core.trace import Readable, Tensor, plain
from ...core.vocabulary import ALIASES, FUNCTIONS, ours
from ...ops.arithmetic import divide
from ...ops.branches import ceil, floor, rint, trunc
from .flat_ops import to_int
from .number import index, narrowed, refusing

NEAR = 1e-6  # a tolerance above it is no question of rounding
ASKS = ("isclose", "isfinite", "isinf", "isnan")  # questions, which end no path
NAMES = {"pow": "power", "fabs": "absolute", "gamma": "gamma", "lgamma": "lgamma"}


def total(values: Any) -> Any:
    """fsum: rounded once, whatever its sums lose on the way."""
    values = list(values)
    if not any(isinstance(v, Tensor) for v in values):
        return math.fsum(values)
    known = math.fsum(plain(v) for v in values)
    y: Any = reduce(operator.add, values, 0.0)
    return rounded_once(y, known) if math.isfinite(known) and plain(y) != known else y


def rounded_once(y: Tensor, known: float) -> Any:
    """y, whose sums were rounded on the way, as the number that it is: in exact arithmetic it is y itself."""
    before, lost = y.value, known - y.value

    def nearest(v: Any) -> Any:
        if not isinstance(v, float) and not hasattr(v, "dtype"):  # exact
            return v
        return known if v == before else v + lost

    return unary("fsum", "smooth", lambda g, y, x: g, python=nearest, numpy=nearest, mpmath=identity, sympy=identity)(y)


def hypot(*xs: Any) -> Any:
    """The length of a vector of any dimension."""
    return reduce(ours.hypot, xs) if len(xs) > 1 else abs(xs[0]) if xs else 0.0


def copysign(a: Any, b: Any) -> Any:
    """The size of a with the sign of b; of a zero, which has one too, no step can tell."""
    if plain(b) == 0.0:
        choice("math.copysign()", True, b)
        return abs(a) * math.copysign(1.0, plain(b))
    return ours.copysign(a, b)


def remainder(a: Any, b: Any) -> Any:
    """What is left of a beside the nearest multiple of b."""
    return a - b * rint(divide(a, b))


FINITE = ("isfinite", "isinf", "isnan")
MINE: dict[str, Callable[..., Any]] = {
    "hypot": hypot, "dist": lambda p, q: hypot(*[a - b for a, b in zip(p, q, strict=True)]),
    "log": lambda x, base=None: ours.log(x) if base is None else ours.log(x) / ours.log(base),
    "sumprod": lambda p, q: total([a * b for a, b in zip(p, q, strict=True)]), "remainder": remainder,
    "modf": lambda x: (x - (y := trunc(x)), y), "copysign": copysign,
    "ldexp": lambda x, n: x * math.ldexp(1.0, operator.index(n)),
    "floor": lambda x: to_int(floor(x)), "ceil": lambda x: to_int(ceil(x)), "trunc": lambda x: to_int(trunc(x)),
}  # fmt: skip


def traced(args: Any) -> bool:
    """Whether a Tensor is among the arguments, or in a sequence among them."""
    return any(isinstance(a, Tensor) or (isinstance(a, list | tuple) and traced(a)) for a in args)


def plain_parts(x: Any) -> Any:
    """An argument without its places."""
    return [plain(v) for v in x] if isinstance(x, list | tuple) else plain(x)


def exact(y: Any, known: Any) -> Any:
    """y, as the library itself has it: of its class, and to its last digit."""
    if isinstance(y, tuple):
        return tuple(map(exact, y, known))
    if known.__class__ is float and plain(y).__class__ is int:
        y = y * 1.0
    return type(y)(known, y.at) if isinstance(y, Tensor) else known


def spelled(name: str, original: Callable[..., Any]) -> Callable[..., Any]:
    """One function of `math`."""
    mine = MINE.get(name)
    if mine is None and (op := FUNCTIONS.get(ALIASES.get(NAMES.get(name, name), NAMES.get(name, name)))) is not None:
        mine = op.call

    def call(*args: Any, **kwargs: Any) -> Any:
        args = tuple([a.read() if isinstance(a, Readable) else a for a in args])
        if not traced(args):
            return original(*args, **kwargs)
        edges = (1, -1) if name in ("atanh", "log1p") else (0,)
        known = refusing(partial(original, **kwargs), list(map(plain_parts, args)), args, edges=edges)
        if name in ASKS:
            if name in FINITE:
                choice(f"math.{name}()", not math.isfinite(plain(args[0])), args, again=original)
            elif max(kwargs.get("rel_tol", 0.0), kwargs.get("abs_tol", 0.0)) <= NEAR:
                choice("math.isclose()", known, *args, pairs=True)
            return known
        if known.__class__ is int and name not in MINE:  # factorial and its like: exact, of whole numbers
            for a in args:
                if isinstance(a, Tensor):
                    index(a)
            return known
        if mine is None:
            return unfollowed(f"math.{name}()", known, args)
        y = exact(mine(*args, **kwargs), known)
        return tuple(map(narrowed, y)) if isinstance(y, tuple) else narrowed(y)

    call.__name__ = call.__qualname__ = name
    call.__doc__ = original.__doc__
    return call


@cache
def module() -> ModuleType:
    """The module that a script gets for `import math`."""
    found = ModuleType("math", math.__doc__)
    for name, value in vars(math).items():
        if not name.startswith("__"):
            found.__dict__[name] = spelled(name, value) if callable(value) else value
    found.__dict__.update(
        fsum=lambda values: narrowed(total(values)),
        prod=lambda values, *, start=1: reduce(operator.mul, values, start),
        **{k: vars(math)[k] for k in ("__file__", "__spec__") if k in vars(math)},
    )
    return found
