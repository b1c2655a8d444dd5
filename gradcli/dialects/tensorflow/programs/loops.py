"""What the body of a loop in a graph is given, and what it makes of it: it is traced once.

So names keep their dtypes and shapes, and lists grow once, by tensors of the body's own.
"""

from __future__ import annotations

import ast
from types import FrameType
from typing import Any

from ..tensors import EagerTensor, convert
from ..tensors.conditionals import names, read_by, within
from ..tensors.errors import InaccessibleTensorError

FIX = " Use tf.autograph.experimental.set_loop_options to set shape invariants."
GROWS = ("append", "extend", "insert")


class OutOfScope:
    """A tensor of a loop's body, which nothing outside of it can use."""

    def __init__(self, tensor: Any) -> None:
        self.form = f'Tensor("while/Identity:0", shape={tensor.shape}, dtype={tensor.dtype.name})'

    def __repr__(self) -> str:
        return self.form

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name != "__array__":
            raise AttributeError(name)
        raise InaccessibleTensorError(
            f"The tensor {self.form} cannot be accessed from here, because it was defined in the body of a loop, which "
            "is out of scope. Collect what a loop makes in a tf.TensorArray."
        )

    def refused(self, *_: Any) -> Any:
        """Any operator."""
        return self.dtype

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __neg__ = refused
    __pow__ = __matmul__ = __rmatmul__ = __lt__ = __gt__ = __float__ = __int__ = __bool__ = __getitem__ = refused


class Loop:
    """A loop that runs, and its graph: what its body is given, and the lists that it appends to.

    given: by the names that it assigns their values, and whether their shapes are kept. lists: each with its length
    before the loop and after the first iteration.
    """

    def __init__(self, frame: FrameType, function: Any, loop: Any, graph: Any = None) -> None:
        bound, self.graph = frame.f_locals, graph
        calls = list(within(loop.body, ast.Call))
        free = any(getattr(call.func, "attr", "") == "set_loop_options" for call in calls)
        self.given = {name: (bound[name], not free and known_shape(function, loop, name, bound[name]))
                      for name in names(loop.body, ast.Store) if name in bound}  # fmt: skip
        grown = [call.func.value for call in calls if getattr(call.func, "attr", "") in GROWS]
        held = [x for x in read_by(grown, frame) if type(x) is list] if grown else []
        self.known = {id(v) for v in bound.values()} if held else ()
        self.lists: list[Any] = [[x, len(x), None] for x in held]

    def iterated(self, frame: FrameType) -> None:
        """An iteration is over. TypeError or ValueError where the first changes a name's dtype or shape."""
        for entry in self.lists:
            entry[2] = entry[2] or len(entry[0])
        for name, (before, fixed) in sorted(self.given.items()):
            now = frame.f_locals.get(name)
            if before is None or not plain(before):
                continue
            if now is None:
                raise ValueError(f"'{name}' is None at the end of the iteration.")
            if not plain(now) or not (hasattr(before, "dtype") or hasattr(now, "dtype")):
                continue
            a, b = convert(before), convert(now)
            if a.dtype is not b.dtype:
                dtypes = f"dtype {a.dtype.name} before the loop, but dtype {b.dtype.name} after one iteration"
                raise TypeError(f"'{name}' has {dtypes}")
            if fixed and a.shape != b.shape:
                shapes = f"shape {a.shape} before the loop, but shape {b.shape} after one iteration."
                raise ValueError(f"'{name}' has {shapes}{FIX}")
        self.given.clear()

    def close(self) -> None:
        """The loop is over: what later iterations appended goes, and the first one's tensors are out of scope."""
        for x, before, after in self.lists:
            del x[len(x) if after is None else after :]
            x[before:] = [v if id(v) in self.known or not isinstance(v, EagerTensor) else OutOfScope(v)
                          for v in x[before:]]  # fmt: skip
        self.lists = []


def plain(v: Any) -> bool:
    """Whether a value is a number or a tensor."""
    return isinstance(v, int | float | EagerTensor)


def known_shape(function: Any, loop: Any, name: str, value: Any) -> bool:
    """Whether a graph knows a value's shape: a number's, an argument's, that of a call with numbers alone."""
    form = getattr(value, "form", None)
    if form is not None or not hasattr(value, "shape"):
        return form is None or form.is_fully_defined()
    before = [n for n in within(function.body, ast.Assign, (ast.FunctionDef, ast.For, ast.While)) if
              n.lineno < loop.lineno and any(getattr(t, "id", "") == name for t in n.targets)]  # fmt: skip
    return bool(before) and all(literal(n.value) for n in before)


def literal(node: Any) -> bool:
    """Whether a call's arguments are numbers."""
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Attribute) and all(map(literal, node.args))
    return isinstance(node, ast.Constant) or isinstance(node, ast.List | ast.Tuple) and all(map(literal, node.elts))
