"""keras.Variable: a Variable with a path, a regularizer and a constraint, which prints as Keras's does."""

from __future__ import annotations

from typing import Any

from ..tensors.operands import cast
from ..tensors.variable import ResourceVariable, Unread


class KerasVariable(ResourceVariable):
    """A Variable of a layer's, an optimizer's or a metric's own.

    trainable: whether training moves it, which may change; watchable: what that was at first, which tapes go by.
    """

    keras, watchable = True, False

    def __init__(self, value: Any, path: str, trainable: bool = False, dtype: Any = None) -> None:
        super().__init__(value, trainable=trainable, name=path, dtype=dtype)
        self.watchable = self.trainable
        self.path, self.name = path, path.rpartition("/")[2]
        self.regularizer: Any = None

    @property
    def dtype(self) -> Any:
        return super().dtype.name

    def inside(self) -> Any:
        return Inside(self)

    value: Any = property(lambda self: Inside(self))

    def assign(self, value: Any, *about: Any, **more: Any) -> Any:
        """A new value of the same shape, cast to the dtype; kept only where values are computed."""
        if hasattr(value, "dtype") and value.dtype != self.dtype:
            value = cast(value, self.dtype)
        return super().assign(value, *about, **more)

    def __repr__(self) -> str:
        return f"<Variable path={self.path}, shape={self.shape}, dtype={self.dtype}, value={self.numpy()}>"

    __str__ = __repr__


class Inside(Unread):
    """The tf.Variable inside a Keras one."""

    __slots__ = ()

    def __init__(self, owner: KerasVariable) -> None:
        super().__init__(owner)
        self.name = f"{owner.path}:0"


Inside.__name__ = "ResourceVariable"
KerasVariable.__name__ = KerasVariable.__qualname__ = "Variable"
KerasVariable.__module__ = "keras.src.backend.tensorflow.core"
