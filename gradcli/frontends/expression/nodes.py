"""An expression is a list of nodes, each after its operands: to evaluate it is one loop, whatever the arithmetic.

What a call means is the caller's: `evaluate` hands every node but numbers and names to the function `apply`. So the
same expression runs on floats, on Tensors under a tape, or on 100-digit numbers.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from typing import Any

from ...errors import Edit, GradcliError, Span, clip
from ...record import Record

Apply = Callable[["Node", list[object]], object]

TERMS = 1_000_000  # operations of all sums
CONSTANTS = {"pi": math.pi, "e": math.e, "tau": math.tau, "inf": math.inf, "nan": math.nan}


class Node(Record):
    """One step: `op` applied to earlier nodes.

    op: the canonical name of a function, or ``number``, ``name``, ``array`` (a list), ``getitem`` (an index), or
    ``series``, a sum or product from its first operand to its second; the others are what its `Series` reads.
    args: the indices of its operands; span: its place in the text.
    value: of a number (its float64, its decimal text without underscores); of a name the name; of ``getitem`` a tuple
    of int, slice, Ellipsis and None; of a call a dict of its keyword arguments: int, float, bool, None or a tuple.
    """

    op: str
    args: tuple[int, ...]
    span: Span
    value: Any = None


class Series(Record):
    """What a sum or product (`op`) over a whole number repeats: `body`, of `variable` and of the other `names`."""

    op: str
    variable: str
    body: Expression
    names: tuple[str, ...]


class Note(Record):
    """A warning that belongs to a place in a text."""

    code: str
    message: str
    span: Span


class Expression(Record):
    """What a text means.

    names: every name it reads, in order of first appearance; free: those of them that are not constants.
    parts: the node of each part named with ``=``, in order; result: the node that is the value of the whole.
    echo: the text as it was read, with what was left out;
    title: the name of the last part, or f. arguments: those that f(x, y) = names; names are in that order then.
    """

    text: str
    nodes: tuple[Node, ...]
    names: tuple[str, ...]
    free: tuple[str, ...]
    parts: dict[str, int]
    result: int
    warnings: tuple[Note, ...]
    echo: str = ""
    title: str = "f"
    arguments: tuple[str, ...] = ()

    @property
    def body(self) -> str:
        """The echo without the one name that it begins with: of y = 2x, and of f(x) = 2x, the 2*x."""
        name, sign, rest = self.echo.partition("=")
        alone = name.partition("(")[0].strip() == self.title and sign and rest[:1] != "=" and not set(";\n") & set(rest)
        return rest.strip() if alone else self.echo

    def variables(self, given: Collection[str]) -> tuple[str, ...]:
        """The names it reads that are given a value, in order of first appearance: that wins over a constant."""
        return tuple(name for name in self.names if name in given)

    @property
    def limits(self) -> frozenset[str]:
        """The names on which limits of sums depend: by them, as such, there is no derivative."""
        sums = [node for node in self.nodes if node.op == "series"]
        own = self.reach([arg for node in sums for arg in node.args[:2]])
        return own.union(*(node.value.body.limits & set(node.value.names) for node in sums))

    @property
    def counts(self) -> frozenset[str]:
        """Those of them that are nothing else."""
        limits = self.limits
        return limits - self.reach([self.result]) if limits else limits

    def reach(self, waiting: list[int]) -> frozenset[str]:
        """The names that nodes read, but for limits of sums on the way."""
        seen: set[int] = set()
        while waiting:
            if (at := waiting.pop()) not in seen:
                seen.add(at)
                node = self.nodes[at]
                if node.op == "series":
                    only = node.value.body.counts
                    waiting += [arg for name, arg in zip(node.value.names, node.args[2:]) if name not in only]
                else:
                    waiting += node.args
        return frozenset(self.nodes[at].value for at in seen if self.nodes[at].op == "name")

    def place(self, name: str) -> Span:
        """Where a name that it reads stands first."""
        return next(node.span for node in self.nodes if node.op == "name" and node.value == name)


def evaluate(
    expression: Expression, env: Mapping[str, object], apply: Apply, number: Callable[[str], object] | None = None,
    spent: list[int] | None = None,
) -> list[object]:  # fmt: skip
    """The value of every node, in order; the value of the whole is at `expression.result`.

    A name is looked up in `env`, then among the constants. `number` reads a numeral's decimal text; without it numerals
    are float64. A GradcliError from `apply` is placed at its node. Raises GradcliError if names have no value, and for
    sums of too many terms; spent: the operations of those so far.
    """
    missing = [name for name in expression.free if name not in env]
    if missing:
        raise no_value(expression, missing)
    text = expression.text
    values: list[object] = []
    for node in expression.nodes:
        if node.op == "number":
            values.append(node.value[0] if number is None else number(node.value[1]))
        elif node.op == "name":
            values.append(env[node.value] if node.value in env else CONSTANTS[node.value])
        else:
            args = [values[i] for i in node.args]
            try:
                if node.op == "series" and args[1] == math.inf:
                    start, stop = expression.nodes[node.args[1]].span
                    hint = f"a sum is of finitely many terms: write {clip(f'{text[:start]}100{text[stop:]}', 200)}"
                    raise GradcliError("a limit of a sum is infinite", code="limit", hint=hint)
                if node.op == "series":
                    values.append(_series(node, args, apply, number, [0] if spent is None else spent))
                else:
                    values.append(apply(node, args))
            except GradcliError as error:
                error.at(text, node.span)
                raise
    return values


def _series(
    node: Node, args: list[object], apply: Apply, number: Callable[[str], object] | None, spent: list[int]
) -> object:
    """The sum, or product, of a body over the whole numbers between two limits."""
    from ...core.trace import plain
    from ...ops import truth
    from ...ops.branches import equal
    from ...ops.values import shape_of, whole_number

    op, variable, body, names = node.value
    low, high = (whole_number(arg, f"a limit of {op}") for arg in args[:2])
    for arg in args[:2]:
        truth(equal(arg, plain(arg)))  # recorded, so that a replay with another limit is told
    spent[0] += max(high - low + 1, 0) * len(body.nodes)
    if spent[0] > TERMS:
        raise GradcliError(f"the sums have more than {TERMS:,} operations", code="limit")
    env: dict[str, object] = dict(zip(names, args[2:]))
    step = Node({"sum": "add", "prod": "multiply"}[op], (), node.span, {})
    total: object = None
    for k in range(low, high + 1):
        env[variable] = float(k) if number is None else number(str(k))
        term = evaluate(body, env, apply, number, spent)[body.result]
        if variable not in body.names and shape_of(term):
            start, stop = body.nodes[body.result].span
            hint = f"of all elements write {op}({clip(body.text[start:stop])})"
            raise GradcliError(f"{variable} is not in what is added, which is an array", code="shape", hint=hint)
        total = term if total is None else apply(step, [total, term])
    return (0.0 if op == "sum" else 1.0) if total is None else total


def no_value(expression: Expression, missing: list[str], hint: str | None = None) -> GradcliError:
    """The error that lists every name without a value."""
    shown = [describe(name) for name in missing[:20]]
    if len(missing) > 20:
        shown.append(f"and {len(missing) - 20} more")
    values = tuple([f"{name}={place}" for place, name in enumerate(missing, 1)])
    give = f"give {'a value' if len(missing) == 1 else 'values'}: {' '.join(map(clip, values[:6]))}"
    give += " ..." * (len(missing) > 6)
    return GradcliError(
        f"no value for {', '.join(shown)}", code="no-value", text=expression.text, span=expression.place(missing[0]),
        hint=(hint or "{}").replace("{}", give), edit=Edit((), values, hint or "{}"),
    )  # fmt: skip


def describe(name: str) -> str:
    """A name as a message shows it: a letter of another script with its code point too, since it may look Latin."""
    return f"{name} (U+{ord(name):04X})" if len(name) == 1 and not name.isascii() else clip(name)
