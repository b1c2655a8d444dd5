"""Models drawn before there is data: what layers return for symbolic inputs, and the graph between two of them.

The shape of a symbolic result is what a call gives for zeros, at two sizes of each unknown length: a length that
differs between the two is unknown. Such a call leaves no trace (see `config.asking_shapes`).
"""

from __future__ import annotations

import functools
import itertools
import operator
from typing import Any, NoReturn

from ..ops.creation import zeros
from ..tensors import TensorShape, as_dtype, export
from ..tensors.nest import flatten, mapped
from ..tensors.state import again, stands
from ..tensors.symbolic import symbol
from ..tensors.tracing import Frame, printing, within
from .config import asking_shapes, floatx, name_scope, numbered

SIZES = ((2, 32), (3, 64))  # of a batch, and of any other unknown length
NO_FUNCTION = (
    "A KerasTensor cannot be used as input to a TensorFlow function. You can only use it as input to a Keras layer or "
    "a Keras operation (from the namespaces `keras.layers` and `keras.ops`): call the function in a layer of your own."
)


@export("keras.KerasTensor")
class KerasTensor:
    """The shape and dtype of a tensor to come, and which call of which operation makes it."""

    def __init__(self, shape: Any, dtype: Any = None, name: Any = None, node: Node | None = None) -> None:
        self.shape = tuple(shape)
        self.dtype = as_dtype(dtype or floatx()).name
        self.name, self.node = name or numbered("keras_tensor"), node

    ndim = property(lambda self: len(self.shape), doc="How many axes.")

    rank = ndim

    @property
    def _keras_history(self) -> tuple[Any, int, int]:
        assert self.node is not None
        outputs = flatten(self.node.output)
        at = next(n for n, x in enumerate(outputs) if x is self)
        return self.node.operation, self.node.operation._inbound.index(self.node), at

    def get_shape(self) -> TensorShape:
        return TensorShape(self.shape)

    def __repr__(self) -> str:
        return f"<KerasTensor shape={self.shape}, dtype={self.dtype}, sparse=False, ragged=False, name={self.name}>"

    def __len__(self) -> int:
        if self.shape[0] is None:
            raise ValueError("Python length of a tensor with an unknown first dimension is not defined.")
        return int(self.shape[0])

    def __array__(self, *about: Any, **more: Any) -> NoReturn:
        text = "A KerasTensor is symbolic: it's a placeholder for a shape an a dtype. It doesn't have any actual "
        raise ValueError(f"{text}numerical value. You cannot convert it to a NumPy array.")

    def __tf_tensor__(self, *about: Any) -> NoReturn:
        raise ValueError(NO_FUNCTION)

    def __bool__(self) -> NoReturn:
        raise TypeError("A symbolic KerasTensor cannot be used as a boolean.")

    def __iter__(self) -> NoReturn:
        raise TypeError("Iterating over a symbolic KerasTensor is not supported.")

    def __getitem__(self, index: Any) -> Any:
        return Operation("get_item", operator.getitem)(self, index)


class Node:
    """One call of an operation: its arguments and results."""

    def __init__(self, operation: Any, args: Any, kwargs: Any, output: Any) -> None:
        self.operation, self.args, self.kwargs, self.output = operation, args, kwargs, output
        self.inputs = [x for x in flatten([args, kwargs]) if isinstance(x, KerasTensor)]
        operation._inbound.append(self)
        for x in flatten(output):
            if isinstance(x, KerasTensor):
                x.node = self

    @property
    def input(self) -> Any:
        """The symbolic inputs: one, or as the first argument has them."""
        first = self.args[0] if self.args else self.inputs
        return first if isinstance(first, list | dict) else self.inputs[0] if len(self.inputs) == 1 else self.inputs


class Operation:
    """A function of tensors in a graph; it has a name as layers do."""

    def __init__(self, name: str, function: Any, title: str = "") -> None:
        self.name, self.function, self.title = numbered(name), function, title or name.title().replace("_", "")
        self._inbound: list[Node] = []
        self.built = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if any(isinstance(x, KerasTensor) for x in flatten([args, kwargs])):
            return shapes_asked(self, args, kwargs)
        return self.function(*args, **kwargs)

    def _computed(self, args: Any, kwargs: Any) -> Any:
        return self.function(*args, **kwargs)

    def count_params(self) -> int:
        return 0


def shapes_asked(operation: Any, args: Any, kwargs: Any, keep: bool = True) -> Any:
    """The symbolic result of a call; kept with the operation, unless the question is for the shape alone."""
    if hasattr(operation, "_build"):
        with name_scope(operation.name, operation):
            operation._build(args, kwargs)
    own = getattr(type(operation), "compute_output_shape", None)
    if own is not None and own.__name__ == "shape_by_rule" and len(args) == 1 and not kwargs:
        output: Any = KerasTensor(operation.compute_output_shape(args[0].shape), operation.dtype)
    else:
        output = probed(operation, args, kwargs)
    if keep:
        Node(operation, args, kwargs, output)
    return output


def probed(operation: Any, args: Any, kwargs: Any) -> Any:
    """What a call gives for zeros of two sizes, as symbolic tensors."""
    found, body = [], operation.call if hasattr(operation, "call") else operation.function
    for n, sizes in enumerate(SIZES):
        fill = filled([args, kwargs], sizes)
        with asking_shapes(), within(Frame()), again(body, stands()) if n else printing(print):
            found.append(operation._computed(*fill))
    if hasattr(operation, "_clear_losses"):
        operation._clear_losses()
    several = iter(flatten(found[1]))

    def symbolic(one: Any) -> Any:
        other = next(several)
        if not hasattr(one, "dtype"):
            return one
        shape = [a if a == b else None for a, b in zip(tuple(one.shape), tuple(other.shape))]
        return KerasTensor(shape, one.dtype)

    return mapped(symbolic, found[0])


def filled(x: Any, sizes: tuple[int, int]) -> Any:
    """Zeros in the place of symbolic inputs."""
    count = itertools.count()

    def fill(v: Any) -> Any:
        if not isinstance(v, KerasTensor):
            return v
        label = f"Placeholder_{n}" if (n := next(count)) else "Placeholder"
        lengths = [sizes[min(n, 1)] if d is None else d for n, d in enumerate(v.shape)]
        return symbol(zeros(lengths, v.dtype), label, TensorShape(v.shape))

    return mapped(fill, x)


class Graph:
    """The calls between symbolic inputs and outputs, in the order in which Keras lists and runs them."""

    def __init__(self, inputs: Any, outputs: Any) -> None:
        self.inputs, self.outputs = inputs, outputs
        ends = {id(x) for x in flatten(inputs)}
        order, finished = seen_from(flatten(outputs), ends)
        depth: dict[int, int] = {}  # of each operation: how many calls lie between it and an output, at most
        of_node: dict[int, int] = {}
        for node in reversed(finished):
            level = max(of_node.get(id(node), 0), depth.get(id(node.operation), 0))
            depth[id(node.operation)] = of_node[id(node)] = level
            for x in node.inputs if not any(id(y) in ends for y in flatten(node.output)) else ():
                before = x.node
                of_node[id(before)] = max(level + 1, of_node.get(id(before), 0))
        for x in flatten(inputs):
            depth.setdefault(id(x.node.operation), max(depth.values(), default=0))
            of_node.setdefault(id(x.node), depth[id(x.node.operation)])
            if not any(x.node.operation is o for o in order):
                order.append(x.node.operation)
            if not any(x.node is n for n in finished):
                finished.append(x.node)
        self.operations = sorted(order, key=lambda o: -depth[id(o)])
        self.nodes = sorted(finished, key=lambda n: -of_node[id(n)])
        self.depths = of_node

    def run(self, inputs: Any, call: Any) -> Any:
        """The outputs for these inputs; `call` calls an operation with its arguments."""
        values = {id(x): v for x, v in zip(flatten(self.inputs), flatten(inputs))}

        def value(x: Any) -> Any:
            return values[id(x)] if isinstance(x, KerasTensor) else x

        for node in self.nodes:
            outputs = flatten(node.output)
            if all(id(y) in values for y in outputs):
                continue
            found = call(node.operation, mapped(value, node.args), mapped(value, node.kwargs))
            for y, v in zip(outputs, flatten(found)):
                values[id(y)] = v
        return mapped(value, self.outputs)


def seen_from(outputs: list[Any], ends: set[int]) -> tuple[list[Any], list[Node]]:
    """(operations as a walk back from the outputs meets them, nodes as it leaves them). ValueError at a loose end."""
    order: list[Any] = []
    finished: list[Node] = []
    done: set[int] = set()
    stack: list[tuple[Node, int]] = []

    def enter(x: KerasTensor) -> None:
        node = x.node
        if node is None:
            raise ValueError(f"`inputs` not connected to `outputs`: {x}")
        if id(node) in done:
            return
        done.add(id(node))
        if not any(node.operation is o for o in order):
            order.append(node.operation)
        stack.append((node, 0))

    for out in outputs:
        enter(out)
        while stack:
            node, n = stack.pop()
            stops = any(id(y) in ends for y in flatten(node.output)) or not node.inputs
            if stops and not any(id(y) in ends for y in flatten(node.output)):
                raise ValueError(f"`inputs` not connected to `outputs`: {flatten(node.output)[0]}")
            if stops or n == len(node.inputs):
                finished.append(node)
                continue
            stack.append((node, n + 1))
            enter(node.inputs[n])
    return order, finished


WORDS = {"newshape": "shape", "x_min": "clip_value_min", "x_max": "clip_value_max"}  # Keras's and TensorFlow's


def either(name: str, function: Any) -> Any:
    """A function that on symbolic tensors makes a symbolic one."""

    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        for word in ("x", "x1", "x2"):
            if word in kwargs:
                args = (*args, kwargs.pop(word)) if word == "x2" else (kwargs.pop(word), *args)
        kwargs = {WORDS.get(word, word): value for word, value in kwargs.items()}
        if any(isinstance(x, KerasTensor) for x in flatten([args, kwargs])):
            return Operation(name, function)(*args, **kwargs)
        return function(*args, **kwargs)

    return call


def operators() -> None:
    """Put Python's operators on symbolic tensors."""
    words = {"add": "add", "sub": "subtract", "mul": "multiply", "truediv": "divide", "pow": "power",
             "matmul": "matmul", "floordiv": "floor_divide", "mod": "mod", "lt": "less", "le": "less_equal",
             "gt": "greater", "ge": "greater_equal"}  # fmt: skip
    for word, name in words.items():
        function = getattr(operator, word)
        setattr(KerasTensor, f"__{word}__", lambda a, b, f=function, n=name: Operation(n, f)(a, b))
        setattr(KerasTensor, f"__r{word}__", lambda a, b, f=function, n=name: Operation(n, f)(b, a))
    for word, name in (("neg", "negative"), ("abs", "absolute")):
        function = getattr(operator, word)
        setattr(KerasTensor, f"__{word}__", lambda a, f=function, n=name: Operation(n, f)(a))


operators()
