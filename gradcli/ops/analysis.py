"""Elementary functions. NumPy's name; `short` where math, mpmath and SymPy agree on another."""

from __future__ import annotations

import math
from importlib import import_module
from typing import Any

from ..core.calls import binary, unary
from ..core.forms import is_mpf, numpy, of_objects
from ..core.trace import Traced, plain
from .values import complex_parts


def smooth(name: str, vjp: Any, **about: Any) -> Any:
    """An analytic op of one input."""
    return unary(name, "smooth", vjp, **about)


def one_of(x: Any) -> Any:
    """A number of the class that x is of, or holds."""
    x = plain(x)
    return x.flat[0] if of_objects(x) and x.size else x


def exact(name: str, x: Any) -> Any:
    """The constant `name` (pi, e, ...) as exact as the class of `x` allows."""
    x = one_of(x)
    if is_mpf(x):
        return +getattr(import_module("mpmath"), name)
    if type(x).__module__.startswith("sympy"):
        return getattr(import_module("sympy"), "E" if name == "e" else name)
    if type(x).__module__.startswith("flint"):
        return getattr(type(x), "const_e" if name == "e" else name)()
    return x.constant(name) if hasattr(x, "constant") else getattr(math, name)


def sym(name: str) -> Any:
    """A SymPy function, imported when it is called."""
    return symbolic(lambda s, *args: getattr(s, name)(*args))


def symbolic(f: Any) -> Any:
    """A SymPy form written in SymPy's own functions: f(sympy, *args)."""

    def form(*args: Any) -> Any:
        return f(import_module("sympy"), *args)

    return form


exp = smooth("exp", lambda g, y, x: g * y, saturates=True, plain=True, doc="e to the x")
expm1 = smooth(
    "expm1", lambda g, y, x: g * exp(x), sympy=symbolic(lambda s, x: s.exp(x) - 1), saturates=True, plain=True,
    doc="exp(x) - 1",
)  # fmt: skip
exp2 = smooth(
    "exp2", lambda g, y, x: g * (y * log(decimal(2.0, x))),
    math=lambda x: math.pow(2.0, x), mpmath=lambda x: 2**x, sympy=lambda x: 2**x, saturates=True, doc="2 to the x",
)  # fmt: skip
log: Any = smooth(
    "log", lambda g, y, x: g / x, domain=((0.3, 4.0),), aliases=("ln",), needs="log needs a positive number",
    plain=True, doc="natural logarithm",
)  # fmt: skip
log1p = smooth(
    "log1p", lambda g, y, x: g / (1.0 + x),
    sympy=symbolic(lambda s, x: s.log(1 + x)), domain=((-0.7, 4.0),), needs="log1p needs a number above -1",
    plain=True, doc="log(1 + x)",
)  # fmt: skip
log2 = smooth(
    "log2", lambda g, y, x: g / (x * log(decimal(2.0, x))),
    mpmath=lambda x: x.context.log(x, 2), sympy=symbolic(lambda s, x: s.log(x) / s.log(2)), domain=((0.3, 4.0),),
    needs="log2 needs a positive number", doc="logarithm to base 2",
)  # fmt: skip
log10 = smooth(
    "log10", lambda g, y, x: g / (x * log(decimal(10.0, x))),
    sympy=symbolic(lambda s, x: s.log(x) / s.log(10)), domain=((0.3, 4.0),), needs="log10 needs a positive number",
    aliases=("lg",), doc="logarithm to base 10",
)  # fmt: skip
sqrt = smooth(
    "sqrt", lambda g, y, x: g / (2.0 * y), domain=((0.3, 4.0),), needs="sqrt needs a number that is not negative",
    remedy="its slope at 0 is infinite: add a small number under the root", ulps=1.0, plain=True, doc="square root",
    steep=lambda x: x,
)  # fmt: skip
cbrt = smooth(
    "cbrt", lambda g, y, x: g / (3.0 * y * y),
    mpmath=lambda x: x.context.cbrt(x) if x >= 0 else -x.context.cbrt(-x),
    sympy=symbolic(lambda s, x: s.real_root(x, 3)), domain=((0.3, 4.0),), doc="real cube root",
)  # fmt: skip
square = unary("square", "smooth", lambda g, y, x: g * (2.0 * x), python=lambda x: x * x, plain=True, doc="x * x")
reciprocal = smooth(
    "reciprocal", lambda g, y, x: -((g * y) * y), python=lambda x: 1.0 / x, domain=((0.5, 2.0),), plain=True,
    doc="1 / x",
)  # fmt: skip


def decimal(number: Any, x: Any) -> Any:
    """A float as the decimal that it is written as, as exact as the class of `x` allows; others as they are."""
    x = one_of(x)
    if number.__class__ is not float:
        return number
    if is_mpf(x):
        return import_module("mpmath").mpf(repr(number))
    if hasattr(x, "decimal"):
        return x.decimal(repr(number))
    return sym("Rational")(repr(number)) if type(x).__module__.startswith("sympy") else number


sin = smooth(
    "sin", lambda g, y, x: g * cos(x), domain=((-3.0, 3.0),), saturates=True, plain=True, doc="sine, x in radians"
)
cos: Any = smooth(
    "cos", lambda g, y, x: -(g * sin(x)), domain=((-3.0, 3.0),), saturates=True, plain=True, doc="cosine, x in radians"
)
tan = smooth(
    "tan", lambda g, y, x: g * (1.0 + y * y), domain=((-1.2, 1.2),), saturates=True, aliases=("tg",),
    plain=True, doc="tangent, x in radians",
)  # fmt: skip
arcsin = smooth(
    "arcsin", lambda g, y, x: g / sqrt((1.0 - x) * (1.0 + x)), short="asin", domain=((-0.9, 0.9),),
    needs="asin needs a number from -1 to 1", plain=True, doc="inverse sine",
)  # fmt: skip
arccos = smooth(
    "arccos", lambda g, y, x: -(g / sqrt((1.0 - x) * (1.0 + x))), short="acos", domain=((-0.9, 0.9),),
    needs="acos needs a number from -1 to 1", plain=True, doc="inverse cosine",
)  # fmt: skip
arctan = smooth(
    "arctan", lambda g, y, x: g / (1.0 + x * x), short="atan", aliases=("arctg", "atg"), plain=True,
    doc="inverse tangent",
)  # fmt: skip
sinh = smooth("sinh", lambda g, y, x: g * cosh(x), saturates=True, plain=True, doc="hyperbolic sine")
cosh: Any = smooth("cosh", lambda g, y, x: g * sinh(x), saturates=True, plain=True, doc="hyperbolic cosine")
tanh = smooth("tanh", lambda g, y, x: twice_sech(g, x), saturates=True, plain=True, doc="hyperbolic tangent")
arcsinh = smooth(
    "arcsinh", lambda g, y, x: g / (sqrt(x * x + 1.0) if complex_parts(plain(x)) else hypot(1.0, x)), short="asinh",
    doc="inverse hyperbolic sine",
)  # fmt: skip
arccosh = smooth(
    "arccosh", lambda g, y, x: g / (sqrt(x - 1.0) * sqrt(x + 1.0)), short="acosh", domain=((1.2, 4.0),),
    needs="acosh needs a number from 1 upwards", doc="inverse hyperbolic cosine",
)  # fmt: skip
arctanh = smooth(
    "arctanh", lambda g, y, x: g / ((1.0 - x) * (1.0 + x)), short="atanh", domain=((-0.9, 0.9),),
    needs="atanh needs a number between -1 and 1", doc="inverse hyperbolic tangent",
)  # fmt: skip


def _sech(x: Any) -> Any:
    if x.__class__ is not float:
        np = numpy()
        if _has_cosh(x):
            y = np.cosh(x)
            return np.divide(1.0, y, out=y if y.shape else None)
    small = math.exp(-abs(x)) if x.__class__ is float else np.exp(-np.abs(x))
    return 2.0 * small / (1.0 + small * small)


def _has_cosh(x: Any) -> bool:
    """Whether the hyperbolic cosine of no number of an array is too large."""
    np = numpy()
    if np.iscomplexobj(x):
        return True
    return bool(max(x.max(initial=0.0), -x.min(initial=0.0)) < math.log(np.finfo(x.dtype).max))


def twice_sech(g: Any, x: Any) -> Any:
    """g * sech(x)**2, of which 1 - tanh(x)**2 has no digit left where tanh saturates."""
    if not isinstance(x, Traced) and hasattr(x, "dtype") and x.shape and x.dtype.kind == "f":
        np = numpy()
        with np.errstate(over="ignore"):
            c = np.cosh(x)
            c *= c
        if c.max(initial=0.0) < math.inf:
            return np.divide(g, c, out=c) if getattr(g, "shape", ()) == c.shape and g.dtype is c.dtype else g / c
    return (g * (s := sech(x))) * s


sech: Any = smooth(
    "sech", lambda g, y, x: -(g * (y * tanh(x))), math=_sech, numpy=_sech, saturates=True, doc="1 / cosh(x)"
)


def _sigmoid(x: Any) -> Any:
    if x.__class__ is float:
        return 1.0 / (1.0 + math.exp(-x)) if x > -700.0 else math.exp(x)
    np = numpy()
    if x.min(initial=0.0) > -700.0:
        if not x.shape or x.dtype.kind != "f":
            return 1.0 / (1.0 + np.exp(-x))
        y = np.negative(x)
        np.exp(y, out=y)
        y += 1.0
        return np.divide(1.0, y, out=y)
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1.0, small)[()] / (1.0 + small)


sigmoid: Any = smooth(
    "sigmoid", lambda g, y, x: g * (y * sigmoid(-x)),
    math=lambda x: _sigmoid(float(x)), numpy=_sigmoid, mpmath=lambda x: 1 / (1 + x.context.exp(-x)),
    flint=lambda x: 1 / (1 + (-x).exp()), plain=True,
    sympy=symbolic(lambda s, x: 1 / (1 + s.exp(-x))), aliases=("expit",), saturates=True, doc="1 / (1 + exp(-x))",
)  # fmt: skip


def _softplus(x: Any) -> Any:
    if x.__class__ is float:
        return max(x, 0.0) + math.log1p(math.exp(-abs(x))) if x == x else x
    return numpy().maximum(x, 0.0) + numpy().log1p(numpy().exp(-numpy().abs(x)))


softplus = smooth(
    "softplus", lambda g, y, x: g * sigmoid(x),
    math=lambda x: _softplus(float(x)), numpy=_softplus, mpmath=lambda x: x.context.log1p(x.context.exp(x)),
    flint=lambda x: x.exp().log1p(), plain=True,
    sympy=symbolic(lambda s, x: s.log(1 + s.exp(x))), saturates=True, doc="log(1 + exp(x))",
)  # fmt: skip


hypot: Any = binary(
    "hypot", "smooth", (lambda g, y, a, b: g * (a / y), lambda g, y, a, b: g * (b / y)),
    sympy=symbolic(lambda s, a, b: s.sqrt(a * a + b * b)), domain=((0.3, 2.0), (0.3, 2.0)),
    kinks=lambda a, b: (a == 0) & (b == 0), gap=lambda a, b: hypot.op.evaluate(a, b),
    doc="sqrt(a*a + b*b) without overflow",
)  # fmt: skip
arctan2 = binary(
    "arctan2", "smooth",
    (lambda g, y, a, b: g * turn(b, a, b), lambda g, y, a, b: -(g * turn(a, a, b))),
    short="atan2", domain=((0.3, 2.0), (0.3, 2.0)), kinks=lambda a, b: (a == 0) & (b <= 0), doc="angle of (b, a)",
)  # fmt: skip


def turn(c: Any, a: Any, b: Any) -> Any:
    """c / (a*a + b*b), without overflow."""
    r = hypot(a, b)
    return (c / r) / r


def times_log(log: Any, root: float) -> dict[str, Any]:
    """The forms of x times a logarithm of y, 0 where x is 0. root: of the logarithm."""

    def form(x: Any, y: Any) -> Any:
        if getattr(x, "shape", ()) or getattr(y, "shape", ()):
            np = numpy()
            none = (np.asarray(x) == 0) & (y == y)
            return np.where(none, x * 0.0, x * getattr(np, log.op.name)(np.where(none, root, y)))
        return x * 0.0 if x == 0 and y == y else x * log.op.evaluate(y)

    return dict.fromkeys(("math", "numpy", "mpmath"), form)


xlogy = binary(
    "xlogy", "smooth", (lambda g, y, a, b: g * log(b), lambda g, y, a, b: g * (a / b)),
    **times_log(log, 1.0), sympy=symbolic(lambda s, a, b: a * s.log(b)),
    domain=((-2.0, 2.0), (0.3, 3.0)), doc="a*log(b), 0 where a is 0",
)  # fmt: skip
deg2rad = unary(
    "deg2rad", "linear", lambda g, y, x: g * (exact("pi", x) / 180.0),
    python=lambda x: x * (exact("pi", x) / 180), aliases=("radians",), doc="degrees to radians",
)  # fmt: skip
rad2deg = unary(
    "rad2deg", "linear", lambda g, y, x: g * (180.0 / exact("pi", x)),
    python=lambda x: x * (180 / exact("pi", x)), aliases=("degrees",), doc="radians to degrees",
)  # fmt: skip
erf = smooth(
    "erf", lambda g, y, x: g * bell(x), saturates=True, scipy=lambda s: s.erf, plain=True, doc="error function"
)
erfc = smooth(
    "erfc", lambda g, y, x: -(g * bell(x)), saturates=True, scipy=lambda s: s.erfc, plain=True, doc="1 - erf(x)"
)


def bell(x: Any) -> Any:
    """2/sqrt(pi) exp(-x*x), the derivative of erf."""
    return exp(-(x * x)) * (2.0 / sqrt(exact("pi", x)))
