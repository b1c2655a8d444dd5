"""What programs are built of: tf.Module, tf.function and specs, scopes and devices, configuration."""

from __future__ import annotations

import contextlib
import functools
import re
from typing import Any

from ..tensors import FRAMES, NAMES, TensorShape, Variable, as_dtype, convert, export, flatten, float32, rows
from ..tensors.variable import SCOPES, scoped


def holding(doc: str, predicate: Any) -> Any:
    """All inside a Module for which a predicate holds."""
    return property(lambda self: tuple(self._flatten(predicate)), doc=doc)


@export("Module")
class Module:
    """A thing with Variables: those in its attributes, in lists, tuples and dicts there, and in other Modules."""

    def __init__(self, name: str | None = None) -> None:
        if name is None:
            name = re.sub(r"(?<=[a-z0-9])([A-Z])|(?<!^)([A-Z])(?=[a-z])", r"_\1\2", type(self).__name__).lower()
        if not re.match(r"^[A-Za-z_]\w*$", name):
            raise ValueError(f"{name!r} is not a valid module name: it must be a valid Python identifier.")
        self._name, self._scope = name, scoped(name)

    name = property(lambda self: getattr(self, "_name", type(self).__name__.lower()), doc="The module's name.")

    name_scope = property(lambda self: NameScope(f"{getattr(self, '_scope', self.name)}/"))

    variables = holding("All Variables, by the names of the attributes.", lambda x: isinstance(x, Variable))
    trainable_variables = holding("The trainable ones.", lambda x: isinstance(x, Variable) and x.trainable)
    non_trainable_variables = holding("The others.", lambda x: isinstance(x, Variable) and not x.trainable)
    submodules = holding("All Modules inside.", lambda x: isinstance(x, Module))

    def _flatten(self, predicate: Any = None, **ignored: Any) -> list[Any]:
        found, queue, seen = list[Any](), list[Any]((self,)), {id(self)}
        for module in queue:
            for _, value in sorted(vars(module).items()):
                for leaf in flatten(value):
                    if id(leaf) in seen:
                        continue
                    if predicate(leaf):
                        found.append(leaf)
                    if isinstance(leaf, Module):
                        queue.append(leaf)
                    if predicate(leaf) or isinstance(leaf, Module):
                        seen.add(id(leaf))
        return found

    @classmethod
    def with_name_scope(cls, method: Any) -> Any:
        """A method inside the scope of its module's name."""

        @functools.wraps(method)
        def call(self: Any, *args: Any, **kwargs: Any) -> Any:
            with self.name_scope:
                return method(self, *args, **kwargs)

        return call


@export("TensorSpec")
class TensorSpec:
    """The shape and dtype of a tensor."""

    def __init__(self, shape: Any, dtype: Any = float32, name: str | None = None) -> None:
        self.shape, self.dtype, self.name = TensorShape(shape), as_dtype(dtype), name

    @classmethod
    def from_tensor(cls, tensor: Any, name: str | None = None) -> TensorSpec:
        return cls(tensor.shape, tensor.dtype, name)

    def is_compatible_with(self, other: Any) -> bool:
        return self.dtype == other.dtype and self.shape.is_compatible_with(other.shape)

    def __repr__(self) -> str:
        return f"TensorSpec(shape={self.shape}, dtype={self.dtype!r}, name={self.name!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TensorSpec) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash((self.shape, self.dtype))


NAMES["TypeSpec"] = TensorSpec


class Quiet(contextlib.ContextDecorator):
    """A `with` block that changes nothing, and whose value is None."""

    def __init__(self, name: Any = "", *args: Any, **kwargs: Any) -> None:
        self.name = name

    def __enter__(self) -> Any:
        return None

    def __exit__(self, *error: object) -> None:
        return None


class NameScope(Quiet):
    """A `with` block that names Variables."""

    def __enter__(self) -> Any:
        name = str(self.name)
        self.before = SCOPES[:]
        SCOPES[:] = [name[:-1]] if name.endswith("/") else [*SCOPES, name]  # with a slash: not inside the others
        return "/".join(SCOPES) + "/"

    def __exit__(self, *error: object) -> None:
        SCOPES[:] = self.before


SCOPE = "device init_scope control_dependencies variable_creator_scope colocate_with xla.experimental.jit_scope"
NAMES.update(dict.fromkeys(SCOPE.split(), Quiet))
__getattr__ = rows(
    __name__,
    ("name_scope", "", "name:. default_name=None values=None:-", lambda name, default: NameScope(name or default)),
    ("type_spec_from_value", "", "value:any", TensorSpec.from_tensor, "The spec of a value."),
    ("no_op", "", "name", lambda: None, "Nothing."),
    ("tuple", "", "tensors control_inputs=None:- name", lambda xs: [None if x is None else convert(x) for x in xs]),
    ("executing_eagerly", "", "", lambda: not FRAMES, "Whether no graph is traced."),
    ("inside_function", "", "", lambda: bool(FRAMES), "Whether a graph is traced."),
    ("no_gradient", "", "op_type:-", lambda: None, "Nothing to register."),
)  # fmt: skip
NAMES["group"] = lambda *inputs, **kwargs: None  # everything has run already
