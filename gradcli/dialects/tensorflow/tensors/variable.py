"""tf.Variable: a Variable of the tape with TensorFlow's constructor, assignments and text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

import numpy as np

from ....core.observer import stored
from ....core.trace import Readable, announce, tick, trace
from ....ops.arithmetic import read
from .convert import convert, normal
from .dtypes import bfloat16, dtype_of, numpy_value, text_of
from .errors import bracket, invalid
from .indexed import IndexedSlices
from .names import FIRST, FRAMES, export
from .shapes import TensorShape
from .state import SYMBOLIC
from .symbolic import kind_here
from .tensor import BFloat16Tensor, EagerTensor

NO_VALUE = (
    "The `initial_value` arg to `tf.Variable` must be specified except when you are not providing a `variable_def`. "
    "You provided neither."
)


SCOPES: list[str] = []  # the names of the scopes that are open
born: Callable[[Any], None] | None = None  # who wants to know of each new Variable


def scoped(name: str) -> str:
    """A name under those of the open scopes."""
    return "/".join([*SCOPES, name])


def of_value(name: str, doc: str | None = None) -> Any:
    """A method that is the value's."""

    def method(self: Variable, *args: Any, **kwargs: Any) -> Any:
        return getattr(self.read(), name)(*args, **kwargs)

    method.__name__, method.__doc__ = name, doc
    return method


class Kind(type):
    """The class of Variables: Keras's own are none of TensorFlow's."""

    keras = False

    def __instancecheck__(cls, x: Any) -> bool:
        return super().__instancecheck__(x) and (cls.keras or not type(x).keras)


@export("Variable", v1=("Variable",))
class Variable(Readable, metaclass=Kind):
    """A tensor that can be assigned to; reading it inside a tape's block watches it, if it is trainable."""

    __slots__ = ("__weakref__", "at", "constraint", "form", "held", "is_bfloat16", "name", "seen", "trainable")
    __array_priority__ = 100

    def __new__(cls, *args: Any, **kwargs: Any) -> Variable:
        return object.__new__(ResourceVariable if cls is Variable else cls)

    def __init__(
        self, initial_value: Any = None, trainable: bool | None = None, validate_shape: bool = True,
        caching_device: Any = None, name: str | None = None, variable_def: Any = None, dtype: Any = None,
        import_scope: Any = None, constraint: Any = None, synchronization: Any = None, aggregation: Any = None,
        shape: Any = None, **ignored: Any,
    ) -> None:  # fmt: skip
        if initial_value is None:
            raise ValueError(NO_VALUE)
        start = convert(initial_value() if callable(initial_value) else initial_value, dtype)
        stored(start, "tf.Variable()")
        self.held, self.constraint, self.name = owned(start.value), constraint, f"{scoped(name or 'Variable')}:0"
        self.trainable = trainable is None or trainable
        self.is_bfloat16 = start.dtype is bfloat16
        self.at, self.seen, self.form = tick(), -1, None if shape is None else TensorShape(shape)
        if self.form is not None and not self.form.is_compatible_with(start.shape):
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

    kind = property(lambda self: BFloat16Tensor if self.is_bfloat16 else kind_here(), doc="The class of its values.")

    dtype = property(lambda self: bfloat16 if self.is_bfloat16 else dtype_of(self.held))

    shape = property(
        lambda self: TensorShape(getattr(self.held, "shape", ())) if self.form is None else self.form,
        doc="The lengths of the axes, as far as they are to stay.",
    )

    device, get_shape, ref = EagerTensor.device, EagerTensor.get_shape, EagerTensor.ref
    experimental_ref = ref
    ndim = property(lambda self: len(self.shape))
    initializer = property(lambda self: None)
    handle = property(lambda self: self)
    _id = property(lambda self: self.at)

    @property
    def op(self) -> NoReturn:
        """Graphs only: AttributeError."""
        raise AttributeError("Tensor.op is undefined when eager execution is enabled.")

    def read_value(self) -> Any:
        return self.read()

    value = read_value

    def numpy(self) -> Any:
        """The value now, as a NumPy array or scalar. NotImplementedError inside a graph."""
        if FRAMES:
            raise NotImplementedError("numpy() is only available when eager execution is enabled.")
        return self.read().numpy()

    _numpy = numpy
    __array__ = of_value("__array__")

    def eval(self, session: Any = None) -> Any:
        return self.numpy()

    def is_initialized(self) -> EagerTensor:
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
        self.move(owned(new.value))
        return Unread(self) if read_value else None

    def assign_add(self, delta: Any, use_locking: Any = None, name: Any = None, read_value: bool = True) -> Any:
        """Add to the value. InvalidArgumentError for another shape."""
        return self._update(delta, 1, "AssignAddVariableOp", read_value)

    def assign_sub(self, delta: Any, use_locking: Any = None, name: Any = None, read_value: bool = True) -> Any:
        """Subtract from the value. InvalidArgumentError for another shape."""
        return self._update(delta, -1, "AssignSubVariableOp", read_value)

    def _update(self, delta: Any, sign: int, op: str, read_value: bool) -> Any:
        if isinstance(delta, IndexedSlices):
            return self._written(rows_of(delta), delta.values, np.add.at if sign > 0 else np.subtract.at)
        change = convert(delta, self.dtype)
        lengths, given = getattr(self.held, "shape", ()), getattr(change.value, "shape", ())
        if given != lengths:
            both = f"shape {bracket(lengths)} using a Tensor with shape {bracket(given)}"
            raise invalid(f"Cannot update variable with {both}, shapes must be equal.", op)
        self.move(self.kind(normal(self.held + change.value if sign > 0 else self.held - change.value)).value)
        return Unread(self) if read_value else None

    def _written(self, at: Any, new: Any, how: Any) -> Any:
        held = np.array(self.held)
        how(held, at, np.asarray(new.value))
        self.move(held)
        return Unread(self)

    def move(self, new: Any) -> None:
        """Hold another value; in a first trace it is known what was held before."""
        if not SYMBOLIC[0]:
            for first in FIRST:
                first.held.setdefault(self.at, (self, self.held))
            self.held = new

    # text and Python's protocols

    def __repr__(self) -> str:
        value = "" if FRAMES else f", numpy={text_of(self.kind(self.held), True)}"
        return f"<tf.Variable '{self.name}' shape={self.shape} dtype={self.dtype.name}{value}>"

    __str__ = __repr__

    def as_number(self, kind: type) -> Any:
        """kind(x) in a script, int or float, which a graph makes a cast of."""
        return self.read().as_number(kind) if FRAMES else kind(self)

    __float__, __int__, __complex__ = of_value("__float__"), of_value("__int__"), of_value("__complex__")
    __index__, __bool__, __iter__ = of_value("__index__"), of_value("__bool__"), of_value("__iter__")
    __round__ = of_value("__round__")

    def __hash__(self) -> int:
        raise TypeError(f"Variable is unhashable. Instead, use variable.ref() as the key. (Variable: {self!r})")

    def _made_with(self) -> dict[str, Any]:
        return {"trainable": self.trainable, "name": self.name.removesuffix(":0"), "dtype": self.dtype}

    def __reduce__(self) -> Any:
        return restored, (numpy_value(self.held), self._made_with())

    def __deepcopy__(self, memo: Any) -> Variable:
        return type(self)(numpy_value(self.held), **self._made_with())


class ResourceVariable(Variable):
    """What tf.Variable makes."""

    __slots__ = ("__dict__",)


def restored(value: Any, about: dict[str, Any]) -> Variable:
    """A Variable that was pickled."""
    return ResourceVariable(value, **about)


class Unread(ResourceVariable):
    """What an assignment returns: the same Variable under another name."""

    __slots__ = ("owner",)

    def __init__(self, owner: Variable) -> None:
        self.owner = getattr(owner, "owner", owner)
        self.at, self.trainable, self.name, self.form = owner.at, owner.trainable, "UnreadVariable", owner.form
        self.seen, self.constraint, self.is_bfloat16 = -1, None, owner.is_bfloat16

    @property
    def held(self) -> Any:
        return self.owner.held

    @held.setter
    def held(self, new: Any) -> None:
        self.owner.held = new


Unread.__name__ = "_UnreadVariable"


def owned(value: Any) -> Any:
    """A copy that nobody else can change."""
    return value.copy() if isinstance(value, np.ndarray) else value


def rows_of(delta: IndexedSlices) -> Any:
    return np.asarray(delta.indices.value)


def _scattering(name: str, how: Any) -> None:
    def by_rows(self: Any, sparse_delta: Any, use_locking: bool = False, name: Any = None) -> Any:
        return self._written(rows_of(sparse_delta), sparse_delta.values, how)

    def by_vectors(self: Any, indices: Any, updates: Any, name: Any = None) -> Any:
        at = tuple(np.moveaxis(np.asarray(convert(indices).value), -1, 0))
        return self._written(at, convert(updates, self.dtype), how)

    setattr(Variable, f"scatter_{name}", by_rows)
    if name in ("add", "sub", "update"):
        setattr(Variable, f"scatter_nd_{name}", by_vectors)


for _name, _how in (
    ("add", np.add.at), ("sub", np.subtract.at), ("update", lambda old, at, new: old.__setitem__(at, new)),
    ("mul", np.multiply.at), ("div", np.divide.at), ("max", np.maximum.at), ("min", np.minimum.at),
):  # fmt: skip
    _scattering(_name, _how)
Variable.batch_scatter_update = Variable.scatter_update  # type: ignore[attr-defined]
for _cls in (Variable, ResourceVariable, Unread):
    _cls.__module__ = "tensorflow.python.ops.resource_variable_ops"
