"""What a tape watches: constants, which are Tensors of copied values, and Variables, each with a place of its own."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from ..core.forms import numpy
from ..core.observer import stored
from ..core.trace import Readable, Tensor, announce, plain, tick, trace
from ..ops import complete
from ..ops.arithmetic import read
from ..ops.joining import array
from ..ops.values import shape_of


def constant(value: Any) -> Tensor:
    """A Tensor of a number, a nested list or an array, which is copied: later changes to it do not reach the tape."""
    value = plain(value)
    if isinstance(value, list | tuple):
        value = array(value)
        return value if isinstance(value, Tensor) else Tensor(value)
    return Tensor(owned(value))


def alone(held: Callable[[], Any]) -> bool:
    """Whether what `held` reads from the one place that keeps it is an array whose memory nobody else can reach."""
    if type(held()) is not getattr(sys.modules.get("numpy"), "ndarray", None) or held().base is not None:
        return False
    return sys.getrefcount(held()) <= 2  # its place, and this question


def owned(value: Any) -> Any:
    """A copy that nobody else can change; NumPy's float64 scalars become Python's floats."""
    if hasattr(value, "dtype"):
        if not value.shape:
            return value.item() if value.dtype == float else value[()]
        return numpy().array(value)  # of NumPy's own class, whatever the script's writes have made of it
    return value


OTHERS = frozenset("backward grad requires_grad requires_grad_ detach zero_grad".split())  # what PyTorch's have
BY_TAPE = "with gradcli.GradientTape() as tape: y = x**2; then tape.gradient(y, x)"


class Variable(Readable):
    """A value that can be assigned to. Reading it inside a tape's block records a step, and watches it."""

    __slots__ = ("__weakref__", "at", "name", "seen", "trainable", "value")
    __array_ufunc__ = None

    def __init__(self, value: Any, trainable: bool = True, name: str | None = None) -> None:
        stored(value, "Variable()")
        self.value, self.trainable, self.name = plain(constant(value)), trainable, name
        self.at, self.seen = tick(), -1

    def read(self) -> Tensor:
        """Its value now, as a Tensor; every tape that listens to accessed variables watches it from here on."""
        if trace.write is None:
            return Tensor(self.value)
        if self.seen != trace.cuts:
            announce(self)
        found: Tensor = read(Tensor(self.value, self.at))
        return found

    def assign(self, value: Any) -> Variable:
        """A new value of the same shape. Assignments are not recorded."""
        stored(value, "assign()")
        value = owned(plain(value.read() if isinstance(value, Variable) else value))
        if shape_of(value) != shape_of(self.value):
            raise ValueError(f"cannot assign shape {shape_of(value)} to a Variable of shape {shape_of(self.value)}")
        self.value = value
        return self

    def assign_add(self, value: Any) -> Variable:
        """Add to the value, unrecorded."""
        return self.assign(self.value + plain(value))

    def assign_sub(self, value: Any) -> Variable:
        """Subtract from the value, unrecorded."""
        return self.assign(self.value - plain(value))

    @property
    def shape(self) -> tuple[int, ...]:
        """The value's shape."""
        return shape_of(self.value)

    def __getattr__(self, name: str) -> Any:
        if name in OTHERS:
            raise AttributeError(f"a Variable has no .{name}: {BY_TAPE}", name=name)
        raise AttributeError(f"'Variable' object has no attribute '{name}'", name=name, obj=self)

    def __repr__(self) -> str:
        return f"Variable({self.value!r})"


complete(Variable)
Variable.__hash__ = lambda self: id(self)  # type: ignore[method-assign]
