"""The program in SymPy: a closed formula of its value and derivatives, built step by step and never from text.

Every name is a plain symbol, whatever SymPy would make of it. A formula holds for the branch that was taken: what a
step chose is what stands there, and what is flat, like floor(x), stands as a symbol of that name. Size and time are
bounded: a program whose formula is not small has none.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import count
from typing import Any

from ...core.forms import is_mpf, numpy, pointwise
from ...core.op import Op
from ...core.program import Uniform, replay
from ...core.timer import limit
from ...errors import BREAKS
from ...ops import analysis
from ...ops.values import elements
from ..numeric import Function
from .spelling import show
from .sympy_call import function

NODES = 120  # of one formula
STEPS = 400  # of a program that may have one
ELEMENTS = 16  # of an array that may have one
LONG = 400  # of one with named parts
MOST = 4_000  # of a derivative before its parts are named
POWER = 200  # greater whole exponents are not multiplied out by SymPy, nor by us


class NoFormula(Exception):
    """There is no small closed form; the message says why."""


def symbol(name: str) -> Any:
    """A real number of this name."""
    import sympy

    return sympy.Symbol(name, real=True)


def symbols(name: str, value: Any) -> Any:
    """The symbol of a number, or an array of symbols `x[0]`, `A[0, 1]` for those of an array."""
    shape = getattr(value, "shape", ())
    if not shape:
        return symbol(name)
    np = numpy()
    return np.array([symbol(name + str(list(at))) for at in np.ndindex(shape)], object).reshape(shape)


class Formula:
    """The closed form of a function's values, and its derivatives. Raises NoFormula where there is no small one.

    names: of the function's sources, all of which must be among those that may move.
    """

    def __init__(self, f: Function, names: Sequence[str], seconds: float) -> None:
        self.values: dict[Any, Any] = {}
        self.sources = {n: symbols(names[n], v) for n, v in f.inputs.items()}
        for n, found in self.sources.items():
            self.values.update(zip(elements(found), elements(f.inputs[n])))
        large = any(getattr(line.value, "size", 1) > 4 * NODES for line in f.lines)  # it is one of all its elements
        if large or len(f.lines) > STEPS or any(len(elements(s)) > ELEMENTS for s in self.sources.values()):
            raise NoFormula("too large")
        with limit(seconds, NoFormula):
            self.results = self.build(f)

    def build(self, f: Function) -> list[Any]:
        """The function's values as expressions."""
        numbers = f.run({})
        env = {p: pointwise(exactly, v) for p, v in f.unmoved().items() if p not in f.live}
        env.update((f.places[n], s) for n, s in self.sources.items())

        def apply(line: Any, xs: list[Any]) -> Any:
            if line.op.reads and not all_equal(line.value, numbers[line.places[0]]):
                raise NoFormula("a Variable with several values")
            primals = [numbers.get(i, a) if i else a for i, a in zip(line.places, line.args)]
            y = self.step(line, xs, primals, numbers[line.place])
            if any(not small(e) for e in elements(y)):
                raise NoFormula("too large")
            return y

        steps = [line for line in f.lines if line.place not in env]  # a source that others make stands for itself
        replay(steps, env, apply, lambda a: pointwise(exactly, a))
        if f.seeds is None:
            return elements(env[f.target])
        total: Any = exactly(0)
        for place, weight in f.seeds:
            for w, y in zip(elements(pointwise(exactly, weight)), elements(env.get(place, total))):
                total = total + w * y
        return [total]

    def step(self, line: Uniform, xs: list[Any], primals: list[Any], y: Any) -> Any:
        """What a step makes of expressions, given what it made of numbers."""
        op = line.op
        if isinstance(y, tuple) or any(isinstance(x, tuple) for x in xs):
            raise NoFormula(f"'{op.name}' has several results")
        if op.custom and op.kind == "flat":  # the formula is of the function, not of the rule
            return xs[0]
        if op.kind == "flat":
            return y if op.guards else pointwise(lambda v, *args: self.held(op.name, v, args), y, *xs)
        if op.kind == "branch":
            return pointwise(lambda v, *both: self.chosen(op, v, both), y, *xs, *primals)
        if op.picks:
            pool = list(zip(elements(primals[0]), elements(xs[0])))
            return pointwise(lambda v: pick(v, pool), y)
        if op.elementwise:
            return pointwise(lambda *args: elementary(op, args), *xs)
        return op.evaluate(*xs)

    def held(self, name: str, value: Any, args: tuple[Any, ...]) -> Any:
        """A value whose derivative is zero: a truth, or a number under the name of what made it."""
        if not is_mpf(value) and not isinstance(value, float):
            return value
        return self.named(f"{name}({', '.join(show(a) for a in args)})", value)

    def named(self, text: str, value: Any) -> Any:
        """A symbol that stands for a constant at this point."""
        found = symbol(text)
        self.values[found] = value
        return found

    def chosen(self, op: Op, value: Any, both: tuple[Any, ...]) -> Any:
        """The branch that was taken, known by its value."""
        xs, primals = both[: len(both) // 2], both[len(both) // 2 :]
        if op.selects:
            return xs[1] if primals[0] else xs[2]
        if op.short == "mod":
            import mpmath

            whole = self.named(f"floor({show(xs[0] / xs[1])})", mpmath.floor(primals[0] / primals[1]))
            return xs[0] - xs[1] * whole
        for x, primal in zip(xs, primals):
            if primal == value:
                return x
        for x, primal in zip(xs, primals):
            if primal == -value:
                return -x
        if value == 0:
            return exactly(0)
        raise NoFormula(f"'{op.name}' takes no branch of its own")

    def derivative(self, path: Sequence[tuple[int, tuple[int, ...]]], output: int, seconds: float) -> Any:
        """The derivative of value number `output` along a path of (source, element)."""
        with limit(seconds, NoFormula):
            return differentiate(
                self.results[output], [self.sources[n][at] if at else self.sources[n] for n, at in path]
            )

    def at_point(self, expression: Any, seconds: float) -> Any:
        """An expression's value at the point, at the precision in force."""
        import mpmath

        with limit(seconds, NoFormula):
            used = sorted(expression.free_symbols, key=str)
            try:
                return mpmath.mpf(function(used, expression)(*[mpmath.mpf(self.values[s]) for s in used]))
            except BREAKS:
                raise NoFormula("no value at this point") from None


def differentiate(expression: Any, path: Sequence[Any], most: int = NODES) -> Any:
    """The derivative of a SymPy expression by each symbol in turn, away from where it jumps. most: nodes of each.

    Raises NoFormula when it grows beyond bounds, or where SymPy has none.
    """
    import sympy

    for x in path:
        try:
            expression = sympy.powsimp(sympy.diff(expression, x), combine="exp")
            expression = expression.replace(sympy.DiracDelta, lambda *_: sympy.Integer(0))
        except BREAKS as error:
            raise NoFormula(str(error)) from error
        if not small(expression, most) or expression.has(sympy.nan, sympy.zoo, sympy.I, sympy.Derivative, sympy.Subs):
            raise NoFormula("too large")
    return expression


def all_equal(a: Any, b: Any) -> bool:
    """Whether two numbers, or all elements of two arrays, are equal."""
    return all(x == y for x, y in zip(elements(a), elements(b)))


def elementary(op: Any, args: tuple[Any, ...]) -> Any:
    """An elementwise op on expressions; on mere numbers by mpmath, whose cost is bounded as SymPy's is not."""
    import mpmath
    import sympy

    if all(a.is_number for a in args):
        return exactly(op.evaluate(*[mpmath.mpf(a.evalf(mpmath.mp.dps)) for a in args]))
    if op.sign == "^" and args[1].is_Integer and abs(args[1]) > POWER:
        raise NoFormula("too large")
    if op is analysis.cbrt.op:
        return sympy.cbrt(args[0])
    return op.evaluate(*args)


def pick(value: Any, pool: list[tuple[Any, Any]]) -> Any:
    """The expression of the element that has this value; each only once."""
    for n, (primal, expression) in enumerate(pool):
        if primal == value:
            del pool[n]
            return expression
    raise NoFormula("no element has this value")


def exactly(value: Any) -> Any:
    """A number as SymPy's: whole numbers and simple fractions as such, others with all their digits."""
    import mpmath
    import sympy

    if isinstance(value, sympy.Basic):  # in which the rules' own numbers may stand: the 1.0 of 1.0/cos(x)
        short = (f for f in value.atoms(sympy.Float) if f._prec == 53)
        own = {f: exactly(float(f)) for f in short if (8.0 * float(f)).is_integer()}
        return value.xreplace(own) if own else value
    if isinstance(value, bool) or value.__class__.__name__ == "bool_":
        return value
    if isinstance(value, tuple):
        raise NoFormula("several results")
    number = mpmath.mpf(value)
    if not mpmath.isfinite(number):
        raise NoFormula("not finite")
    eighths = number * 8
    if eighths == mpmath.floor(eighths) and abs(number) < 10**15:
        return sympy.Rational(int(eighths), 8)
    for known, name in ((mpmath.pi, sympy.pi), (mpmath.e, sympy.E)):
        twelfths = mpmath.nint(12 * number / known)
        if 0 < abs(twelfths) < 1200 and abs(12 * number - twelfths * known) < abs(number) * mpmath.mpf(10) ** -45:
            return sympy.Rational(int(twelfths), 12) * name
    return sympy.Float(number, mpmath.mp.dps)


def small(expression: Any, most: int = NODES) -> bool:
    """Whether an expression has at most so many nodes; counted no further than that."""
    stack, seen = [expression], 0
    while stack:
        seen += 1
        if seen > most:
            return False
        stack += getattr(stack.pop(), "args", ())
    return True


def shared(expression: Any) -> Any:
    """A sum with the functions that all its terms have as a factor in front: exp(x)*(cos(x) - sin(x))."""
    import sympy

    if not expression.is_Add:
        return expression
    factors = [set(term.args if term.is_Mul else (term,)) for term in expression.args]
    common = [f for f in factors[0].intersection(*factors[1:]) if f.has(sympy.Function)]
    if not common:
        return expression
    front = sympy.Mul(*common)
    return sympy.Mul(front, sympy.Add(*[term / front for term in expression.args]), evaluate=False)


def text_of(expression: Any, taken: Collection[str] = ()) -> str:
    """An expression as text; a long one with what it repeats as named parts before it: u1 = ...; u1*exp(u1).

    taken: names that the parts must not have. Raises NoFormula where it is longer still.
    """
    import sympy

    if small(expression):
        return show(expression)
    names = (sympy.Symbol(name, real=True) for n in count(1) if (name := f"u{n}") not in taken)
    parts, (rest,) = sympy.cse(expression, names)
    if not small(sympy.Tuple(rest, *(part for _, part in parts)), LONG):
        raise NoFormula("too large")
    return "; ".join([*(f"{name} = {show(part)}" for name, part in parts), show(rest)])


def derivative_text(expression: Any, by: Sequence[Any], taken: Collection[str] = ()) -> str:
    """The derivative of an expression by symbols, as text. Raises NoFormula."""
    return text_of(shared(differentiate(expression, by, MOST)), taken)
