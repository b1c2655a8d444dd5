"""A derivative derived rule by rule, as a teacher writes it, from the recorded program.

The kind of a step's op names the rule, and the op's own reverse rule, run on terms, is the derivative that it states:
no table of derivatives stands here. A line holds D(u) for what is still to be derived; the lines after it derive that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from typing import cast

from ...core.op import Op
from ...core.trace import tick
from ...ops import analysis, arithmetic
from ...record import Record
from .scalars import NoDerivation, Scalar, make
from .terms import Term, rule

D = Callable[[Term], Term]

NAMES = ("add", "subtract", "multiply", "divide")
ADD, SUBTRACT, MULTIPLY, DIVIDE = cast("list[Op]", [getattr(arithmetic, n).op for n in NAMES])
NEGATIVE, POWER = arithmetic.negative.op, arithmetic.power.op
TO_DERIVE = Op("D", "general", (None,))  # the derivative that is still to be had
LINES = 60
ZERO, ONE = Scalar(0.0), Scalar(1.0)


class Line(Record):
    """One line: the rule, the term that is derived, and what the rule makes of it.

    function, slope: a function of one argument, and its derivative by that argument.
    """

    rule: str
    term: Term
    made: Term
    function: Term | None = None
    slope: Term | None = None


class Derivation:
    """The derivation of one term by one source.

    named: places of terms that have a name of their own, which are not taken apart within others. at_point: the numbers
    are those of a point that was asked for, so that a branch is known.
    """

    def __init__(self, target: Term, source: Term, named: set[int], at_point: bool) -> None:
        self.source, self.named, self.at_point = source, named, at_point
        self.moving: dict[int, bool] = {}
        self.order = list(self.walk(target))
        self.target = target

    def walk(self, target: Term) -> Iterator[Term]:
        """The terms that depend on the source, each after what it is made of."""
        stack, seen = [target], set()
        while stack:
            term = stack[-1]
            waiting = [a for a in term.args if id(a) not in self.moving]
            if waiting:
                stack += reversed(waiting)
                continue
            stack.pop()
            if id(term) in seen:
                continue
            seen.add(id(term))
            moves = term.place == self.source.place and bool(term.place)
            self.moving[id(term)] = moves or any(self.moving[id(a)] for a in term.args)
            if self.moving[id(term)]:
                yield term

    def lines(self) -> list[Line]:
        """The lines, from the whole to its parts. Raises NoDerivation where they are too many."""
        if not self.moving[id(self.target)]:
            return [Line("constant", self.target, ZERO)]
        found: list[Line] = []
        stack, seen = [self.target], set()
        while stack:
            term = stack.pop()
            if id(term) in seen or (term.op is None and found):
                continue
            seen.add(id(term))
            asked: list[Term] = []

            def pending(u: Term, asked: list[Term] = asked) -> Term:
                if not self.moving[id(u)]:
                    return ZERO
                if u.place == self.source.place:
                    return ONE
                asked.append(u)
                return Scalar(u.value, TO_DERIVE, (u,), tick())

            found.append(self.derive(term, pending))
            if len(found) > LINES:
                raise NoDerivation(f"more than {LINES} lines")
            stack += reversed(asked)
        return found

    def composed(self) -> Term:
        """The lines put together: the derivative as one term, whose value is the derivative's."""
        known: dict[int, Term] = {}

        def done(u: Term) -> Term:
            return known[id(u)] if self.moving[id(u)] else ZERO

        for term in self.order:
            known[id(term)] = self.derive(term, done).made
        return done(self.target)

    def derive(self, term: Term, d: D) -> Line:
        """The rule for one term."""
        op = term.op
        if op is None or term.place == self.source.place:
            return Line("variable", term, ONE)
        if op in (ADD, SUBTRACT, NEGATIVE):
            parts = [(sign, u) for sign, u in self.summands(term) if self.moving[id(u)]]
            signed = {sign for sign, _ in parts}
            name = ("constant factor" if op is NEGATIVE and len(parts) == 1 else
                    "difference rule" if -1 in signed and len(parts) > 1 else "sum rule")  # fmt: skip
            return Line(name, term, total([(sign, d(u)) for sign, u in parts]))
        if op is MULTIPLY:
            return self.product(term, d)
        if op is DIVIDE:
            return self.quotient(term, d)
        if op is POWER:
            return self.power(term, d)
        return self.chain(term, d)

    def summands(self, term: Term, sign: int = 1, whole: bool = True) -> list[tuple[int, Term]]:
        """The terms of a sum of sums, with their signs."""
        if (not whole and term.place in self.named) or term.op not in (ADD, SUBTRACT, NEGATIVE):
            return [(sign, term)]
        if term.op is NEGATIVE:
            return self.summands(term.args[0], -sign, False)
        a, b = term.args
        return self.summands(a, sign, False) + self.summands(b, -sign if term.op is SUBTRACT else sign, False)

    def factors(self, term: Term, whole: bool = True) -> list[Term]:
        """The factors of a product of products."""
        if term.op is not MULTIPLY or (not whole and term.place in self.named):
            return [term]
        return self.factors(term.args[0], False) + self.factors(term.args[1], False)

    def product(self, term: Term, d: D) -> Line:
        """Constants in front; what moves by the product rule."""
        factors = self.factors(term)
        still = [u for u in factors if not self.moving[id(u)]]
        moving = [u for u in factors if self.moving[id(u)]]
        still.sort(key=lambda u: not u.constant)
        if len(moving) == 1:
            return Line("constant factor", term, times(*still, d(moving[0])))
        parts = [times(*still, *moving[:n], d(u), *moving[n + 1 :]) for n, u in enumerate(moving)]
        return Line("product rule", term, total([(1, part) for part in parts]))

    def quotient(self, term: Term, d: D) -> Line:
        """a/b."""
        a, b = term.args
        if not self.moving[id(b)]:
            return Line("constant factor", term, over(d(a), b))
        if not self.moving[id(a)]:
            return Line("reciprocal rule", term, minus(over(times(a, d(b)), raised(b, 2.0))))
        top = total([(1, times(d(a), b)), (-1, times(a, d(b)))])
        return Line("quotient rule", term, over(top, raised(b, 2.0)))

    def power(self, term: Term, d: D) -> Line:
        """u^n, a^u, u^v."""
        u, v = term.args
        if not self.moving[id(v)]:
            lower = raised(u, v.value - 1.0) if self.numeric(v) else make(POWER, u, make(SUBTRACT, v, ONE))
            inner = "" if u.place == self.source.place else " and chain rule"
            return Line(f"power rule{inner}", term, times(v, lower, d(u)))
        log = make(analysis.log.op, u)
        if not self.moving[id(u)]:
            if u.value == 2.718281828459045:
                return Line("exponential rule", term, times(term, d(v)))
            return Line("exponential rule", term, times(term, log, d(v)))
        inside = total([(1, times(d(v), log)), (1, over(times(v, d(u)), u))])
        return Line("logarithmic derivative", term, times(term, inside))

    def numeric(self, term: Term) -> bool:
        """Whether a term is made of numbers alone, none of which has a name."""
        if term.place in self.named:
            return False
        return term.constant if term.op is None else all(map(self.numeric, term.args))

    def chain(self, term: Term, d: D) -> Line:
        """A function's derivative times that of what it is of; a branch, a flat function."""
        assert term.op is not None
        op = term.op
        moving = [n for n, u in enumerate(term.args) if self.moving[id(u)]]
        kept = {id(term), *map(id, term.args)}
        slopes = [simple(rule(op, n, term, term.args), kept) if op.vjp[n] else ZERO for n in moving]
        if op.kind == "flat" or all(s.constant and s.value == 0.0 for s in slopes):
            return Line("flat: its derivative is 0", term, ZERO)
        if op.kind == "branch" and self.at_point:
            parts = [(1, times(Scalar(s.value), d(term.args[n]))) for n, s in zip(moving, slopes)]
            return Line("branch taken here", term, total(parts))
        parts = [(1, times(s, d(term.args[n]))) for n, s in zip(moving, slopes)]
        if len(term.args) > 1 or term.args[0].place != self.source.place:
            single = len(term.args) == 1
            name = "chain rule" if single or len(moving) == 1 else "chain rule, in each argument"
            return Line(name, term, total(parts), term if single else None, slopes[0])
        return Line("derivative of", term, total(parts), term)


def simple(term: Term, kept: set[int]) -> Term:
    """What a rule answered, with products and quotients of 1 left out; the step's own terms are kept."""
    if term.op is None or id(term) in kept:
        return term
    args = [simple(a, kept) for a in term.args]
    if term.op is MULTIPLY:
        return times(*args, apart=False)
    if term.op is DIVIDE:
        return over(args[0], args[1], False)
    if term.op is NEGATIVE:
        return minus(args[0])
    return Scalar(term.value, term.op, tuple(args), term.place or tick())


def total(parts: Sequence[tuple[int, Term]]) -> Term:
    """A sum, without its zeros."""
    found: Term | None = None
    for sign, part in parts:
        if part.constant and part.value == 0.0:
            continue
        if part.op is NEGATIVE:
            sign, part = -sign, part.args[0]
        if found is None:
            found = part if sign > 0 else minus(part)
        elif found.constant and part.constant:
            found = Scalar(found.value + sign * part.value)
        else:
            found = make(ADD if sign > 0 else SUBTRACT, found, part)
    return ZERO if found is None else found


def times(*factors: Term, apart: bool = True) -> Term:
    """A product: its sign in front, its numbers multiplied, no ones, equal factors as a power; apart: one quotient."""
    number, others, under = 1.0, list[Term](), list[Term]()
    for factor in factors:
        if factor.op is NEGATIVE:
            number, factor = -number, factor.args[0]
        if apart and factor.op is DIVIDE:
            under.append(factor.args[1])
            factor = factor.args[0]
        if factor.op is MULTIPLY and factor.args[0].constant:
            number *= factor.args[0].value
            factor = factor.args[1]
        if factor.constant:
            number *= factor.value
        else:
            others.append(factor)
    if number == 0.0 or not (others or under):
        return Scalar(number)
    if abs(number) != 1.0 or not others:
        others.insert(0, Scalar(abs(number)))
    found = multiplied(others)
    if under:
        found = make(DIVIDE, found, times(*under))
    return minus(found) if number < 0.0 else found


def multiplied(factors: Sequence[Term]) -> Term:
    """Factors one after another; what stands twice as a power."""
    counts = Counter(map(id, factors))
    kept = {id(u): u for u in factors}
    powers = [raised(kept[at], float(n)) for at, n in counts.items()]
    return reduce(lambda a, b: make(MULTIPLY, a, b), powers)


def over(a: Term, b: Term, apart: bool = True) -> Term:
    """A quotient; apart: one of a quotient is one."""
    if (a.constant and a.value == 0.0) or (b.constant and b.value == 1.0):
        return a
    if a.op is NEGATIVE:
        return minus(over(a.args[0], b))
    if apart and a.op is DIVIDE:
        return make(DIVIDE, a.args[0], times(a.args[1], b))
    return make(DIVIDE, a, b)


def raised(u: Term, n: float) -> Term:
    """A power."""
    return ONE if n == 0.0 else u if n == 1.0 else make(POWER, u, Scalar(n))


def minus(u: Term) -> Term:
    """What is opposite."""
    if u.constant:
        return Scalar(0.0 - u.value)
    return u.args[0] if u.op is NEGATIVE else make(NEGATIVE, u)
