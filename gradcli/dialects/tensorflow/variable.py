"""tf.Variable: a Variable of the tape with TensorFlow's constructor, assignments and text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

import numpy as np

from ...core.observer import stored
from ...core.trace import Readable, announce, tick, trace
from ...ops.arithmetic import read
from .convert import convert, normal
from .dtypes import DType, bare, bfloat16, dtype_of, text_of
from .errors import bracket, invalid
from .indexed import IndexedSlices
from .names import export
from .shapes import TensorShape
from .tensor import BFloat16Tensor, EagerTensor, Reference

NO_VALUE = (
    "The `initial_value` arg to `tf.Variable` must be specified except when you are not providing a `variable_def`. "
    "You provided neither."
)


SCOPES: list[str] = []  # the names of the scopes that are open
born: Callable[[Any], None] | None = None  # who wants to know of each new Variable


def scoped(name: str) -> str:
    """A name under those of the open scopes."""
    return "/".join([*SCOPES, name])


@export("Variable", v1=("Variable",))
class Variable(Readable):
    """A tensor that can be assigned to; reading it inside a tape's block watches it, if it is trainable."""

    __slots__ = ("__weakref__", "at", "constraint", "form", "held", "kind", "name", "seen", "trainable")
    __array_priority__ = 100

    def __new__(cls, *args: Any, **kwargs: Any) -> Variable:
        return object.__new__(ResourceVariable if cls is Variable else cls)

    def __init__(
        self,
        initial_value: Any = None,
        trainable: bool | None = None,
        validate_shape: bool = True,
        caching_device: Any = None,
        name: str | None = None,
        variable_def: Any = None,
        dtype: Any = None,
        import_scope: Any = None,
        constraint: Any = None,
        synchronization: Any = None,
        aggregation: Any = None,
        shape: Any = None,
        **ignored: Any,
    ) -> None:
        if initial_value is None:
            raise ValueError(NO_VALUE)
        start = convert(initial_value() if callable(initial_value) else initial_value, dtype)
        stored(start, "tf.Variable()")
        self.held, self.constraint, self.name = owned(start.value), constraint, f"{scoped(name or 'Variable')}:0"
        self.trainable = trainable is None or trainable
        self.kind = BFloat16Tensor if start.dtype is bfloat16 else EagerTensor
        self.at, self.seen, self.form = tick(), -1, None
        if shape is not None:
            self.form = TensorShape(shape)
            if not self.form.is_compatible_with(start.shape):
                raise ValueError(
                    f"In this `tf.Variable` creation, the initial value's shape ({tuple(start.shape)}) is not "
                    f"compatible with the explicitly supplied `shape` argument ({shape})."
                )
        if born is not None:
            born(self)

    def read(self) -> Any:
        """Its value now, as a tensor; every tape that listens to accessed variables watches it from here on."""
        if trace.write is None:
            return self.kind(self.held)
        if self.seen != trace.cuts:
            announce(self)
        return read(self.kind(self.held, self.at))

    @property
    def dtype(self) -> DType:
        """The type of the elements."""
        return bfloat16 if self.kind is BFloat16Tensor else dtype_of(self.held)

    @property
    def shape(self) -> TensorShape:
        """The lengths of the axes, as far as they are to stay."""
        return TensorShape(getattr(self.held, "shape", ())) if self.form is None else self.form

    def get_shape(self) -> TensorShape:
        """The lengths of the axes."""
        return self.shape

    device = EagerTensor.device
    ndim = property(lambda self: len(self.shape))
    initialized_value = property(lambda self: self.read)
    initializer = property(lambda self: None)
    handle = property(lambda self: self)
    _shared_name = property(lambda self: self.name[:-2])
    _id = property(lambda self: self.at)

    @property
    def op(self) -> NoReturn:
        """Graphs only: AttributeError."""
        raise AttributeError("Tensor.op is undefined when eager execution is enabled.")

    def read_value(self) -> Any:
        """The value now, as a tensor."""
        return self.read()

    value = read_value

    def numpy(self) -> Any:
        """The value now, as a NumPy array or scalar."""
        return self.read().numpy()

    _numpy = numpy

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        return self.read().__array__(dtype)

    def eval(self, session: Any = None) -> Any:
        """The value now."""
        return self.numpy()

    def ref(self) -> Reference:
        """A hashable reference to this Variable."""
        return Reference(self)

    experimental_ref = ref

    def is_initialized(self) -> EagerTensor:
        """True."""
        return EagerTensor(np.bool_(True))

    # assignments, which no tape hears

    def assign(self, value: Any, use_locking: Any = False, name: Any = None, read_value: bool = True) -> Any:
        """A new value of the same shape and dtype. ValueError for any other."""
        new = convert(value, self.dtype)
        if not self.shape.is_compatible_with(new.shape):
            raise ValueError(
                f"Cannot assign value to variable ' {self.name}': Shape mismatch.The variable shape {self.shape}, "
                f"and the assigned value shape {new.shape} are incompatible."
            )
        stored(new, "assign()")
        self.held = owned(new.value)
        return Unread(self) if read_value else None

    def assign_add(self, delta: Any, use_locking: Any = None, name: Any = None, read_value: bool = True) -> Any:
        """Add to the value. InvalidArgumentError for another shape."""
        found = self._update(delta, 1, "AssignAddVariableOp")
        return found if read_value else None

    def assign_sub(self, delta: Any, use_locking: Any = None, name: Any = None, read_value: bool = True) -> Any:
        """Subtract from the value. InvalidArgumentError for another shape."""
        found = self._update(delta, -1, "AssignSubVariableOp")
        return found if read_value else None

    def _update(self, delta: Any, sign: int, op: str) -> Any:
        if isinstance(delta, IndexedSlices):
            return self._rows(delta, lambda old, at, new: np.add.at(old, at, sign * new))
        change = convert(delta, self.dtype)
        lengths = getattr(self.held, "shape", ())
        if tuple(change.shape) != lengths:
            raise invalid(
                f"Cannot update variable with shape {bracket(lengths)} using a Tensor with shape "
                f"{bracket(tuple(change.shape))}, shapes must be equal.", op,  # type: ignore[arg-type]
            )  # fmt: skip
        self.held = self.kind(normal(self.held + change.value if sign > 0 else self.held - change.value)).value
        return Unread(self)

    def _rows(self, change: Any, how: Any) -> Any:
        new = np.array(self.held)
        how(new, np.asarray(change.indices.value), np.asarray(change.values.value))
        self.held = new
        return Unread(self)

    def batch_scatter_update(self, sparse_delta: Any, use_locking: bool = False, name: Any = None) -> Any:
        """Set rows."""
        return self._rows(sparse_delta, lambda old, at, new: old.__setitem__(at, new))

    def _nd(self, indices: Any, updates: Any, how: Any) -> Any:
        at = tuple(np.moveaxis(np.asarray(convert(indices).value), -1, 0))
        new = np.array(self.held)
        how(new, at, np.asarray(convert(updates, self.dtype).value))
        self.held = new
        return Unread(self)

    def count_up_to(self, limit: int) -> NoReturn:
        """Not offered."""
        raise NotImplementedError("count_up_to is deprecated: use assign_add")

    # text and Python's protocols

    def __repr__(self) -> str:
        held = self.kind(self.held)
        return f"<tf.Variable '{self.name}' shape={self.shape} dtype={self.dtype.name}, numpy={text_of(held, True)}>"

    __str__ = __repr__

    def __float__(self) -> float:
        return float(self.read())

    def __int__(self) -> int:
        return int(self.read())

    def __complex__(self) -> complex:
        return complex(self.read())

    def __index__(self) -> int:
        return int(self.read().__index__())

    def __bool__(self) -> bool:
        return bool(self.read())

    def __iter__(self) -> Any:
        return iter(self.read())

    def __hash__(self) -> int:
        raise TypeError(f"Variable is unhashable. Instead, use variable.ref() as the key. (Variable: {self!r})")

    def __round__(self, digits: int | None = None) -> Any:
        return self.read().__round__()

    def __deepcopy__(self, memo: Any) -> Variable:
        return type(self)(bare(self.held), trainable=self.trainable, name=self.name[:-2], dtype=self.dtype)


class ResourceVariable(Variable):
    """What tf.Variable makes."""

    __slots__ = ("__dict__",)


class Unread(ResourceVariable):
    """What an assignment returns: the same Variable under another name."""

    __slots__ = ("owner",)

    def __init__(self, owner: Variable) -> None:
        self.owner = getattr(owner, "owner", owner)
        self.at, self.trainable, self.name, self.kind = owner.at, owner.trainable, "UnreadVariable", owner.kind
        self.seen, self.constraint, self.form = -1, None, owner.form

    @property
    def held(self) -> Any:
        """The owner's value."""
        return self.owner.held

    @held.setter
    def held(self, new: Any) -> None:
        self.owner.held = new


Unread.__name__ = "_UnreadVariable"


def owned(value: Any) -> Any:
    """A copy that nobody else can change."""
    return value.copy() if isinstance(value, np.ndarray) else value


def _scattering(name: str, how: Any, nd: bool) -> None:
    def by_rows(self: Any, sparse_delta: Any, use_locking: bool = False, name: Any = None) -> Any:
        return self._rows(sparse_delta, how)

    def by_vectors(self: Any, indices: Any, updates: Any, name: Any = None) -> Any:
        return self._nd(indices, updates, how)

    setattr(Variable, f"scatter_{name}", by_rows)
    if nd:
        setattr(Variable, f"scatter_nd_{name}", by_vectors)


for _name, _how in (
    ("add", np.add.at), ("sub", np.subtract.at), ("update", lambda old, at, new: old.__setitem__(at, new)),
    ("mul", np.multiply.at), ("div", np.divide.at), ("max", np.maximum.at), ("min", np.minimum.at),
):  # fmt: skip
    _scattering(_name, _how, _name in ("add", "sub", "update"))
for _cls in (Variable, ResourceVariable, Unread):
    _cls.__module__ = "tensorflow.python.ops.resource_variable_ops"
