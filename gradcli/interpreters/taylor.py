"""Taylor coefficients of a program along a direction, from the vjp rules alone.

An elementwise op's Jacobian is diagonal, so its rule with g = 1 is dy/dx_i, and y' = sum_i (dy/dx_i) x_i' gives the
next coefficient from those before. Running a rule records further steps; interning every step by (op, inputs) ties the
knots (sin -> cos -> -sin), and all series advance together, one order at a time. A chain that never closes needs
order - depth coefficients at depth `depth`, and no more. Cost O(order^2) per step (Griewank and Walther 2008, ch. 13).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import mul
from typing import TYPE_CHECKING, Any

from ..core.calls import ONE
from ..core.forms import is_mpf
from ..core.trace import Listener, Tensor, split, tick
from ..errors import GradcliError
from .lift import lift

if TYPE_CHECKING:
    from ..core.program import Program


class NoSeries(GradcliError):
    """An operation has no rule for Taylor coefficients."""


class Node:
    """One step and its series: `series[k]` is coefficient k, `rates[k]` is k times it."""

    __slots__ = ("depth", "inputs", "next", "op", "place", "rates", "series")

    def __init__(self, op: Any, inputs: tuple[Any, ...], value: Any, depth: int) -> None:
        self.op, self.inputs, self.depth, self.place = op, inputs, depth, tick()
        self.series: list[Any] = [value]
        self.rates: list[Any] = [0.0]
        self.next: Callable[[int], Any] | None = None


class Taylor:
    """All series of one program along one direction."""

    def __init__(self, program: Program, values: Sequence[Any], direction: Sequence[Any], order: int) -> None:
        self.order = order
        self.known: dict[Any, Node] = {}
        self.nodes: list[Node] = []
        self.at: dict[int, Node] = {}
        for place, value, rate in zip(program.sources, values, direction):
            node = self.at[place] = Node(None, (), value, 0)
            self.at[node.place] = node
            node.series += [rate, *[rate * 0.0] * (order - 1)]
            node.rates += [rate, *[rate * 0.0] * (order - 1)]
        for step in program.needed().steps:
            if not step[1].guards:
                self.intern(step, 0)
        for node in self.nodes:  # grows while it is walked
            if node.depth < order:
                node.next = self.advance(node)
        for k in range(1, order + 1):
            for node in self.nodes:
                if k + node.depth <= order and node.next is not None:
                    c = node.next(k)
                    node.series.append(c)
                    node.rates.append(k * c)

    def intern(self, step: Any, depth: int) -> None:
        """Give a step its node: the one of an equal step, if there is one."""
        places, args = split(step)
        inputs = tuple([self.at.get(i, a) if i else a for i, a in zip(places, args)])
        key = (step[1], *[x if x.__class__ in (Node, float, int) else id(x) for x in inputs])
        node = self.known.get(key)
        if node is None:
            if is_mpf(step[2]):  # 1.0 / 3.0 would be a float's third
                inputs = tuple([lift(x) if x.__class__ is float else x for x in inputs])
            node = self.known[key] = Node(step[1], inputs, step[2], depth)
            self.nodes.append(node)
            self.at[node.place] = node
        self.at[step[0]] = node

    def partials(self, node: Node) -> list[Any]:
        """dy/dx_i for each moving input: a Node, or a bare constant."""
        xs = [Tensor(x.series[0], x.place) if x.__class__ is Node else x for x in node.inputs]
        y = Tensor(node.series[0], node.place)
        with Listener() as ear:
            found = [rule(ONE, y, *xs) if x.__class__ is Node and rule else None
                     for rule, x in zip(node.op.vjp, node.inputs)]  # fmt: skip
        for step in ear.steps:
            self.intern(step, node.depth + 1)
        return [
            self.at[p.at] if isinstance(p, Tensor) and p.at in self.at else 1.0 if p is ONE else getattr(p, "value", p)
            for p in found
        ]

    def advance(self, node: Node) -> Callable[[int], Any]:
        """The function k -> coefficient k of a node, by the kind of its op."""
        op, xs = node.op, node.inputs
        kind = op.kind
        if kind == "smooth" and op.sign == "^" and (found := power_series(node)):
            return found
        if kind == "linear":
            return linear(op, xs)
        if kind == "bilinear":
            return bilinear(op, xs)
        if kind == "flat":
            zero = node.series[0] * 0.0
            return lambda k: zero
        if kind == "branch":
            y, values = node.series[0], [x.series[0] if x.__class__ is Node else x for x in xs]
            rules = [(rule, x.series) for rule, x in zip(op.vjp, xs) if x.__class__ is Node and rule]
            return lambda k: sum(rule(s[k], y, *values) for rule, s in rules)
        if kind != "smooth" or not op.elementwise:
            raise NoSeries(f"{op.name} has no Taylor series", code="order", hint="ask for --order 2")
        pairs = [(x.rates, p) for x, p in zip(xs, self.partials(node)) if x.__class__ is Node and p is not None]
        return integrate(pairs)


def linear(op: Any, xs: tuple[Any, ...]) -> Callable[[int], Any]:
    """The op on the k-th coefficients, which of a constant are 0 after order 0."""
    parts = [(x.series, None) if x.__class__ is Node else (None, x * 0.0) for x in xs]
    return lambda k: op.evaluate(*[zero if series is None else series[k] for series, zero in parts])


def bilinear(op: Any, xs: tuple[Any, ...]) -> Callable[[int], Any]:
    """The Cauchy product."""
    f, (a, b) = op.evaluate, [getattr(x, "series", x) for x in xs]
    if xs[0].__class__ is Node and xs[1].__class__ is Node:
        return lambda k: sum(map(f, a[: k + 1], b[k::-1]))
    return (lambda k: f(a[k], b)) if xs[0].__class__ is Node else (lambda k: f(a, b[k]))


def integrate(pairs: list[Any]) -> Callable[[int], Any]:
    """k y_k = sum over inputs of sum_j (j x_j) p_(k-j), p the series of the partial, or a constant."""
    fixed = [(r, p) for r, p in pairs if p.__class__ is not Node]
    moving = [(r, p.series) for r, p in pairs if p.__class__ is Node]
    if len(moving) == 1 and not fixed:
        ((r, p),) = moving
        return lambda k: sum(map(mul, r[1 : k + 1], p[k - 1 :: -1])) / k
    return lambda k: (
        (sum(p * r[k] for r, p in fixed) + sum(sum(map(mul, r[1 : k + 1], p[k - 1 :: -1])) for r, p in moving)) / k
    )


def power_series(node: Node) -> Callable[[int], Any] | None:
    """y' a = y b a' for a constant exponent b (the rule's chain a**(b-1), a**(b-2), ... need not be followed)."""
    base, b = node.inputs
    if base.__class__ is not Node or b.__class__ is Node:
        return None
    a, y = base.series, node.series
    if getattr(a[0], "shape", ()) or a[0] == 0:
        return None

    def coefficient(k: int) -> Any:
        return sum([(b * j - (k - j)) * a[j] * y[k - j] for j in range(1, k + 1)]) / (k * a[0])

    return coefficient


def taylor(program: Program, values: Sequence[Any], direction: Sequence[Any], order: int) -> list[list[Any]]:
    """Coefficients 0 to `order` of each target when the sources move from `values` along `direction`."""
    run = Taylor(program, values, direction, order)
    recorded = program.values()
    return [run.at[p].series if p in run.at else [recorded.get(p, 0.0), *[0.0] * order] for p in program.targets]
