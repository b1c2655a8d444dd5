"""Linear once the branch is known; and comparisons, whose derivative is zero."""

from __future__ import annotations

import math
import operator
import sys
from typing import Any

from ..core.calls import binary, nary, unary
from ..core.forms import elementwise, is_mpf, numpy, of_objects
from ..core.trace import is_truth, plain
from ..core.vocabulary import public
from ..errors import Undecided
from .analysis import sym, symbolic
from .values import complex_parts


def decided(gap: Any) -> bool:
    """On which side of its kink a ball of FLINT's lies, True above. Undecided: it holds the kink."""
    if gap > 0 or gap < 0:
        return bool(gap > 0)
    raise Undecided("a ball holds a kink")


def compare(name: str, python: Any, relation: str, sign: str) -> Any:
    """A comparison; SymPy's own relation where the operands are symbols."""
    return binary(
        name, "flat", python=python, sympy=sym(relation), sign=f" {sign} ", compares=True, doc=f"a {sign} b",
        kinks=lambda a, b: a == b, gap=operator.sub,
        flint=lambda a, b: python(1.0 if decided(a - b) else -1.0, 0.0), plain=True,
    )  # fmt: skip


less = compare("less", operator.lt, "Lt", "<")
less_equal = compare("less_equal", operator.le, "Le", "<=")
greater = compare("greater", operator.gt, "Gt", ">")
greater_equal = compare("greater_equal", operator.ge, "Ge", ">=")


def is_symbol(*values: Any) -> bool:
    """Whether any of the values is SymPy's."""
    return any(type(v).__module__.startswith("sympy") for v in values)


def equality(name: str, python: Any, relation: str, sign: str) -> Any:
    """Whether two values are the same, or are not."""

    def form(a: Any, b: Any) -> Any:
        if is_symbol(a, b):
            return sym(relation)(a, b)
        return elementwise(form, a, b) if of_objects(a, b) else python(a, b)

    return binary(
        name, "flat", python=form, kinks=lambda a, b: a == b, gap=operator.sub, sign=f" {sign} ", compares=True,
        doc=f"a {sign} b",
    )  # fmt: skip


equal, not_equal = equality("equal", operator.eq, "Eq", "=="), equality("not_equal", operator.ne, "Ne", "!=")


def logical(name: str, symbol: str, scalar: Any, doc: str) -> Any:
    """A truth function of two inputs."""

    def form(a: Any, b: Any) -> Any:
        if is_symbol(a, b):
            return symbolic(lambda s, *args: getattr(s, symbol)(*map(truth, args)))(a, b)
        if of_objects(a, b):
            return numpy().frompyfunc(form, 2, 1)(a, b).astype(bool)
        if getattr(a, "shape", ()) or getattr(b, "shape", ()):
            return getattr(numpy(), name)(a, b)
        return scalar(bool(a), bool(b))

    return binary(name, "flat", python=form, doc=doc, kinks=lambda a, b: is_zero(a) | is_zero(b))


logical_and = logical("logical_and", "And", operator.and_, "a and b")
logical_or = logical("logical_or", "Or", operator.or_, "a or b")
logical_xor = logical("logical_xor", "Xor", operator.xor, "either, not both")


def _not(a: Any) -> Any:
    if is_symbol(a):
        return sym("Not")(truth(a))
    return numpy().logical_not(a) if getattr(a, "shape", ()) else not a


logical_not = unary("logical_not", "flat", python=_not, kinks=lambda a: is_zero(a), doc="not a")


def is_zero(c: Any) -> Any:
    """Where a condition is the number 0: next to it the condition holds."""
    return c == 0 if not is_truth(c) else False


def truth(c: Any) -> Any:
    """A SymPy value as a condition: a number is true where it is not 0."""
    c = sym("sympify")(c)
    return c if c.is_Boolean or c.is_Relational else sym("Ne")(c, 0)


def _choose(c: Any, a: Any, b: Any) -> Any:
    np = sys.modules.get("numpy")
    if np and (isinstance(c, np.ndarray) or isinstance(a, np.ndarray) or isinstance(b, np.ndarray)):
        if of_objects(c, a, b):
            return elementwise(_choose, np.asarray(c, object), a, b)
        return np.where(c, a, b)
    if is_symbol(c):
        return symbolic(lambda s, c, a, b: s.Piecewise((a, c), (b, True)))(truth(c), a, b)
    return a if c else b


where: Any = nary(
    "where", "branch",
    (None, lambda g, y, c, a, b: where(c, g, 0.0), lambda g, y, c, a, b: where(c, 0.0, g)),
    python=_choose, kinks=lambda c, a, b: is_zero(c), selects=True, ulps=0.0,
    doc="a where the condition c holds, else b",
)  # fmt: skip


def _sign(x: Any) -> Any:
    return x if x != x else (x > 0) - (x < 0) + 0.0 * x if math.isfinite(x) else math.copysign(1.0, x)


sign = unary(
    "sign", "flat", math=_sign, flint=lambda x: 1.0 if decided(x) else -1.0, kinks=lambda x: x == 0, gap=operator.pos,
    aliases=("sgn",), plain=True, doc="-1, 0 or 1",
)  # fmt: skip


def _absolute_rule(g: Any, y: Any, x: Any) -> Any:
    if complex_parts(plain(x)):
        from .complex import conj, real

        return real(g) * (conj(x) / y)
    return g * sign(x)


absolute = unary(
    "absolute", "branch", lambda g, y, x: _absolute_rule(g, y, x),
    python=abs, sympy=sym("Abs"), kinks=lambda x: x == 0, gap=operator.pos, ulps=0.0, aliases=("abs", "fabs"),
    flint=lambda x: x if decided(x) else -x, shown="abs", plain=True, doc="|x|",
)  # fmt: skip


copysign: Any = binary(
    "copysign", "branch", (lambda g, y, a, b: g * (sign(a) * copysign(1.0, b)), None), doc="|a| with the sign of b",
    mpmath=lambda a, b: abs(a) if b >= 0 else -abs(a), kinks=lambda a, b: (a == 0) | (b == 0),
    sympy=symbolic(lambda s, a, b: s.Abs(a) * s.Piecewise((1, b >= 0), (-1, True))),
)  # fmt: skip


def _off_whole(x: Any) -> Any:
    return abs(x - floor.op.evaluate(x + 0.5))


def _rounded(name: str, whole: Any, jumps: Any, doc: str, gap: Any = _off_whole, **about: Any) -> Any:
    """An op that rounds by `whole`; a zero keeps the sign of x, as IEEE's does."""

    def form(x: Any) -> Any:
        return math.copysign(whole(x), x) if math.isfinite(x) else x

    return unary(name, "flat", kinks=jumps, gap=gap, unit=1.0, doc=doc, math=form, **about)


def _whole(x: Any) -> Any:
    return x == floor.op.evaluate(x)


def _half(x: Any) -> Any:
    return x - floor.op.evaluate(x) == 0.5


floor = _rounded("floor", math.floor, _whole, "the largest whole number not above x")
ceil = _rounded("ceil", math.ceil, _whole, "the smallest whole number not below x", sympy=sym("ceiling"))
trunc = _rounded(
    "trunc", math.trunc, lambda x: _whole(x) & (x != 0), "x without its fraction",
    lambda x: _off_whole(x) + (abs(x) < 0.5), aliases=("fix",),
    mpmath=lambda x: x.context.floor(x) if x >= 0 else x.context.ceil(x),
    sympy=symbolic(lambda s, x: s.sign(x) * s.floor(s.Abs(x))),
)  # fmt: skip
rint = _rounded(
    "rint", round, _half, "the nearest whole number, halves to even", lambda x: _off_whole(x - 0.5),
    aliases=("round",), shown="round",
    mpmath=lambda x: x.context.nint(x), sympy=symbolic(lambda s, x: s.floor(x + s.Rational(1, 2))),
)  # fmt: skip


def extreme(name: str, relation: Any, what: str) -> tuple[Any, Any]:
    """One of two numbers: nan where one is none; and the other one then. relation: by which the first is chosen."""

    def choose(a: Any, b: Any) -> Any:
        y = a if relation(a, b) or a != a else b
        return y if a.__class__ is b.__class__ else y * 1.0

    def past_nan(a: Any, b: Any) -> Any:
        return b if a != a else a if b != b else choose(a, b)

    def one(called: str, first: Any, form: Any, doc: str, **about: Any) -> Any:
        rules = (lambda g, y, a, b: where(first(a, b), g, 0.0), lambda g, y, a, b: where(first(a, b), 0.0, g))
        about |= {"sympy": sym(name.capitalize()), "kinks": lambda a, b: a == b}
        return binary(called, "branch", rules, math=form, mpmath=form, doc=f"the {what} of a and b{doc}", **about)

    plainly = one(
        f"{name}imum", relation, choose, "", gap=operator.sub, ulps=0.0, shown=name, plain=True,
        flint=lambda a, b: a if decided(a - b) == (name == "max") else b,
    )  # fmt: skip
    first = lambda a, b: logical_or(relation(a, b), not_equal(b, b))  # noqa: E731
    return plainly, one(f"f{name}", first, past_nan, ", or the one that is a number")


maximum, fmax = extreme("max", operator.ge, "larger")
minimum, fmin = extreme("min", operator.le, "smaller")
relu = unary(
    "relu", "branch", lambda g, y, x: where(x > 0.0, g, 0.0),
    math=lambda x: x if x > 0.0 or x != x else 0.0, numpy=lambda x: numpy().maximum(x, 0.0),
    mpmath=lambda x: x if x > 0 else x * 0, sympy=symbolic(lambda s, x: s.Max(x, 0)),
    flint=lambda x: x if decided(x) else 0.0, kinks=lambda x: x == 0, gap=operator.pos, ulps=0.0, plain=True,
    doc="max(x, 0)",
)  # fmt: skip
floor_divide = binary(
    "floor_divide", "flat", python=lambda a, b: _floordiv(a, b),
    domain=((0.3, 5.0), (0.3, 2.0)), kinks=lambda a, b: _multiple(a, b), gap=lambda a, b: _off_whole(a / b) * b,
    sign="//",
    needs="// needs a divisor that is not 0", doc="a // b",
)  # fmt: skip
mod = binary(
    "mod", "branch", (lambda g, y, a, b: g, lambda g, y, a, b: -(g * floor_divide(a, b))),
    python=lambda a, b: _modulo(a, b), sympy=sym("Mod"), domain=((0.3, 5.0), (1.7, 2.9)),
    kinks=lambda a, b: _multiple(a, b), gap=lambda a, b: _off_whole(a / b) * b,
    aliases=("remainder",), needs="mod needs a divisor that is not 0",
    doc="a - b*floor(a/b)",
)  # fmt: skip
fmod = binary(
    "fmod", "branch",
    (lambda g, y, a, b: g, lambda g, y, a, b: -(g * (sign(a) * sign(b) * floor_divide(absolute(a), absolute(b))))),
    mpmath=lambda a, b: abs(a) % abs(b) * (1 if a >= 0 else -1) if not far(a * b) else a.context.nan,
    sympy=symbolic(lambda s, a, b: s.sign(a) * s.Mod(s.Abs(a), s.Abs(b))), domain=((0.3, 5.0), (1.7, 2.9)),
    kinks=lambda a, b: _multiple(a, b), doc="a - b*trunc(a/b)",
)  # fmt: skip


def _multiple(a: Any, b: Any) -> Any:
    return _modulo(a, b) == 0


def _floordiv(a: Any, b: Any) -> Any:
    if is_symbol(a, b):
        return symbolic(lambda s, a, b: s.floor(a / b))(a, b)
    if of_objects(a, b):
        return elementwise(floor_divide.op.evaluate, a, b)
    if is_mpf(a) or is_mpf(b):
        return (a if is_mpf(a) else b).context.floor(a / b)
    return a // b


def _modulo(a: Any, b: Any) -> Any:
    if of_objects(a, b):
        return elementwise(mod.op.evaluate, a, b)
    if (is_mpf(a) and far(a)) or (is_mpf(b) and far(b)):
        return (a if is_mpf(a) else b).context.nan  # the remainder would have as many digits as the exponent says
    return a % b


def far(x: Any) -> bool:
    """Whether an mpf is so large or so small that whole numbers of its size are out of reach."""
    return not -(2**20) < x._mpf_[2] < 2**20


@public("piecewise")
def piecewise(*pairs: Any) -> Any:
    """Each value where its condition is the first that holds: piecewise((x, x > 0), (0, True))."""
    y: Any = math.nan
    for value, condition in reversed(pairs):
        y = value if condition is True else where(condition, value, y)
    return y
