"""An expression as a formula that can be run: what its nodes mean, and the program that running it records."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from ...answer.subject import Subject
from ...core.budget import budget, size_of
from ...core.forms import is_mpf, numpy
from ...core.program import Program
from ...core.trace import Listener, Tensor, Traced, is_truth, place, plain
from ...errors import GradcliError, ShapeFault, Span, suggestion
from ...ops import ALIASES, FUNCTIONS, analysis
from ...ops.indexing import getitem
from ...ops.joining import array
from ...ops.values import bounded, complex_parts, kind_of, shape_of
from ...results import Note
from .builder import Signature
from .nodes import Expression, Node, evaluate
from .reading import read
from .tokens import PRINTED

LOGICAL = ("where", "logical_and", "logical_or", "logical_xor", "logical_not")  # take truth values as they are
MEANT = frozenset("multiply power divide absolute norm exp log sqrt sin cos tan sinh cosh tanh".split())  # of arrays
CONVENTIONS = {  # where others have another
    "sinc": "sinc(x) is sin(pi*x)/(pi*x), as in NumPy", "std": "std divides by n; by n - 1 with ddof=1",
    "var": "var divides by n; by n - 1 with ddof=1",
}  # fmt: skip
FOLDED = ("negative", "positive", "array", "getitem")


OTHERS = {"log": {2: "logb"}, "heaviside": {1: "Heaviside"}, "lambertw": {2: "lambertw_branch"}}


FITTING = "lengths must be equal, or 1, counted from the last"


class Signatures(Mapping[str, Signature]):
    """What the grammar must know of every function that an expression may call, under each of its names."""

    def __getitem__(self, name: str) -> Signature:
        f = FUNCTIONS[ALIASES.get(name, name)]
        others = OTHERS.get(f.name)
        if others is None or f.high is None:
            return Signature(f.name, f.low, f.high, f.keywords)
        return Signature(f.name, min(f.low, *others), max(f.high, *others), f.keywords, others)

    def __contains__(self, name: object) -> bool:
        return name in FUNCTIONS or name in ALIASES

    def __iter__(self) -> Iterator[str]:
        yield from FUNCTIONS
        yield from ALIASES

    def __len__(self) -> int:
        return len(list(iter(self)))


def vocabulary() -> Signatures:
    """Every function that an expression may call."""
    return Signatures()


def apply(node: Node, args: list[Any]) -> Any:
    """What a node of an expression means: a call of the op of its name."""
    try:
        return call(node, args)
    except GradcliError as error:
        if node.op == "diff" and error.hint is None and not shape_of(args[0]):  # of numbers, in NumPy's sense
            error.hint = PRINTED
        raise
    except (ValueError, TypeError, IndexError, ArithmeticError, AttributeError) as error:
        raise shapes(node.op, args, error) from None


def call(node: Node, args: list[Any]) -> Any:
    """The op of a node on its operands. Raises what the op raises."""
    if node.op == "array":
        return array(args)
    if node.op == "getitem":
        return indexed(args[0], node.value)
    if node.op == "matmul" and not (shape_of(args[0]) and shape_of(args[1])):
        raise ShapeFault("'@' needs arrays", code="shape", hint="for numbers write *")
    function = FUNCTIONS[node.op].call
    if not all([is_float(a) for a in args]):
        if node.op not in LOGICAL:
            args = [counted(a) for a in args]
        if hasattr(function, "op") and function.op.elementwise:
            fit(args)
    return function(*args, **(node.value or {}))


def is_float(value: Any) -> bool:
    """Whether a value is a float, bare or traced."""
    return (value.value if value.__class__ is Tensor else value).__class__ is float


def counted(value: Any) -> Any:
    """A truth value as the number 1 or 0 where a number is needed; anything else as it is."""
    return FUNCTIONS["where"].call(value, 1.0, 0.0) if is_truth(plain(value)) else value


def indexed(x: Any, index: tuple[Any, ...]) -> Any:
    """x[index], if x has as many axes as are indexed."""
    axes, taken = len(shape_of(x)), sum(part is not None and part is not Ellipsis for part in index)
    if taken > axes:
        word = "axis" if axes == 1 else "axes"
        told = f"{taken} indices for {axes} {word}" if axes else "a number has no elements"
        hint = None if axes else "leave [...] out, or give a vector, such as x=1,2"
        raise ShapeFault(told, code="shape", hint=hint)
    return getitem(x, index[0] if len(index) == 1 else index)


def fit(args: Sequence[Any]) -> None:
    """See that what operands broadcast to can be made. ValueError: they do not fit; GradcliError: it is too large."""
    found = [shape_of(a) for a in args]
    if any(found):
        bounded(numpy().broadcast_shapes(*found) if len(found) > 1 else found[0])


def shapes(name: str, args: Sequence[Any], error: Exception) -> GradcliError:
    """A complaint of Python's or NumPy's about operands, in our words."""
    found = [shape_of(a) for a in args if not isinstance(a, list)]
    if len(found) > 1 and "broadcast" in str(error):
        return ShapeFault(f"shapes {' and '.join(map(str, found))} do not fit together", code="shape", hint=FITTING)
    if name == "array":
        return ShapeFault(f"rows have different shapes ({', '.join(map(str, found[:8]))})", code="shape")
    shown = ["a complex number" if complex_parts(plain(a)) else kind_of(shape_of(a)) for a in args[:3]]
    return ShapeFault(f"{name} does not take {' and '.join(shown)}" + ", ..." * (len(args) > 3), code="shape")


def constant(name: str, numeral: Callable[[str], Any] | None) -> Tensor:
    """pi, e or tau, recorded as what it is computed from: exact at any precision."""
    one = Tensor(1.0 if numeral is None else numeral("1"))
    place(one)
    found: Tensor = EXACT[name](one)
    return found


EXACT: dict[str, Callable[[Any], Any]] = {
    "pi": lambda one: analysis.arctan(one) * 4.0, "tau": lambda one: analysis.arctan(one) * 8.0, "e": analysis.exp,
}  # fmt: skip


class Formula:
    """An expression, and the places of its parts once it has run."""

    def __init__(self, text: str, given: Collection[str] = ()) -> None:
        self.expression: Expression = read(text, vocabulary(), given)
        self.counts = self.expression.counts
        self.told: dict[Span, Note] = {}  # what may be meant otherwise

    def run(
        self, values: Mapping[str, Any], wrt: Sequence[str] | None, numeral: Callable[[str], Any] | None = None
    ) -> tuple[Subject, dict[int, Node]]:
        """Record the expression at `values`: what is to be studied, and for each place the node that it came from.

        numeral: reads the text of a number; without it numbers are float64.
        """
        expression = self.expression
        tensors = {name: Tensor(v) for name, v in values.items()}
        for t in tensors.values():
            place(t)
        origin: dict[int, Node] = {}
        own = set(map(id, expression.nodes)) if any(node.op == "series" for node in expression.nodes) else None

        def traced(node: Node, args: list[Any]) -> Any:
            before = len(piece)
            if node.op in CONVENTIONS and "ddof" not in node.value:
                self.told.setdefault(node.span, Note("value", "elements", CONVENTIONS[node.op]))
            meant = node.op in MEANT and node.args and (node.op == "norm" or any(shape_of(a) for a in args))
            if meant and (own is None or id(node) in own):  # not what a sum repeats
                from .array_meanings import otherwise

                if told := otherwise(expression, node, args, vocabulary(), values):
                    self.told.setdefault(node.span, Note("value", "elements", told))
            if node.op not in FOLDED and args and all([is_constant(a) for a in args]):
                y = self.of_constants(node, args)
            else:
                y = apply(node, args)
            if isinstance(y, Traced) and y.at:
                origin[y.at] = node
            if not is_float(y) and shape_of(y):
                budget.hold(piece[before:])
            return y

        budget.held = sum(map(size_of, values.values()))
        with Listener() as ear:
            piece: Any = ear.heard[0]  # nothing cuts it
            exact = [name for name in expression.names if name in EXACT and name not in tensors]
            known = {name: constant(name, numeral) for name in exact}
            origin.update({known[n.value].at: n for n in expression.nodes if n.op == "name" and n.value in known})
            found = evaluate(expression, {**known, **tensors}, traced, numeral)
            result = self.real(counted(found[expression.result]))
        steps = ear.steps
        parts = {name: found[at] for name, at in expression.parts.items()}
        counts = self.counts
        names = tuple(wrt) if wrt is not None else tuple(n for n in expression.variables(values) if n not in counts)
        sources = [self.source(name, tensors, parts, values) for name in names]
        target = Tensor(result) if not isinstance(result, Traced) else result
        program = Program([s.at for s in sources], [place(target)], steps)
        return Subject(program, names, tuple(s.value for s in sources), target.value), origin

    def of_constants(self, node: Node, args: list[Any]) -> Any:
        """A call whose arguments are all constants: they are recorded too, for their digits."""
        placed = [Tensor(a) for a in args]
        for a in placed:
            place(a)
        try:
            return apply(node, placed)
        except GradcliError:  # an order, an axis: a parameter that must be a bare number
            return apply(node, args)

    def real(self, result: Any) -> Any:
        """The value of the whole, if it is real. Raises GradcliError for a complex one, whose slope is none."""
        if not complex_parts(plain(result)):
            return result
        raise GradcliError(
            "the value is complex", code="complex", text=self.expression.text,
            span=self.expression.nodes[self.expression.result].span, hint="take real, imag, abs or angle of it",
        )  # fmt: skip

    def source(self, name: str, tensors: Mapping[str, Any], parts: Mapping[str, Any], values: Any) -> Tensor:
        """The Tensor that a name of --wrt stands for: a variable, or a named part."""
        found = parts.get(name, tensors.get(name))
        if found is None:
            raise no_variable(name, [*self.expression.variables(values), *parts])
        if not isinstance(found, Traced):
            found = Tensor(found)
        place(found)
        return found  # type: ignore[no-any-return]


def no_variable(name: str, known: Collection[str]) -> GradcliError:
    """The error for a name to differentiate by that an expression does not have."""
    hint = suggestion(name, known, f"it has {', '.join(known) or 'none'}")
    return GradcliError(f"'{name}' is not a variable of this expression", code="unknown-name", hint=hint)


def number(value: Any) -> Any:
    """A binding's value as the engine takes it: a float, or an array of them."""
    if isinstance(value, list | tuple):
        return numpy().array(value, float)
    if hasattr(value, "shape") and value.shape:
        return value.astype(float) if value.dtype.kind in "iub" else value
    return float(value)


def is_constant(value: Any) -> bool:
    """A bare number, a float or of another class that a numeral is read as, or an array of them."""
    if isinstance(value, Traced):
        return False
    if value.__class__ is float or is_mpf(value) or hasattr(value, "form_of"):
        return True
    return getattr(getattr(value, "dtype", None), "char", "") in ("d", "O")
