"""EagerTensor: a traced value with TensorFlow's manners. Its operators are put on in `operators`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np

from ....core.observer import chooses, leak
from ....core.trace import Traced, place
from ....ops import truth
from .dtypes import DType, bfloat16, dtype_of, float32, item, numpy_value, rounded, text_of
from .names import CONDITIONS
from .shapes import TensorShape
from .tracing import looped

FULL_NAME = "tensorflow.python.framework.ops.EagerTensor"
# asked for by users of NumPy; TensorFlow tells them where to find them
NUMPY_MANNERS = frozenset(("T", "astype", "ravel", "transpose", "reshape", "clip", "size", "tolist", "data"))


class Tensor(Traced):
    """The class that user code names in annotations and isinstance checks."""

    __slots__ = ()
    if TYPE_CHECKING:  # put on in `operators`
        _put_on: Any = None
        __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _put_on
        __pow__ = __rpow__ = __neg__ = __getitem__ = __lt__ = __le__ = __gt__ = __ge__ = _put_on


def _unsupported(sign: str) -> Any:
    def method(self: Any, other: Any) -> NoReturn:
        raise TypeError(f"unsupported operand type(s) for {sign}: '{FULL_NAME}' and '{type(other).__name__}'")

    return method


class EagerTensor(Tensor):
    """A value of a fixed dtype and its place on the trace."""

    __slots__ = ()
    __array_priority__ = 100  # ndarray * tensor is left to the tensor
    numpy_manners: Callable[[EagerTensor, str], Any] | None = None  # set by experimental_enable_numpy_behavior

    dtype = property(lambda self: dtype_of(self.value), doc="The type of the elements.")

    @property
    def shape(self) -> TensorShape:  # type: ignore[override]
        return TensorShape(getattr(self.value, "shape", ()))

    def get_shape(self) -> TensorShape:
        return self.shape

    def set_shape(self, shape: Any) -> None:
        """ValueError unless the shape is compatible with `shape`."""
        if not self.shape.is_compatible_with(shape):
            raise ValueError(f"Tensor's shape {self.shape} is not compatible with supplied shape {TensorShape(shape)}.")

    ndim = property(lambda self: len(getattr(self.value, "shape", ())), doc="How many axes.")

    device = backing_device = property(
        lambda self: "/job:localhost/replica:0/task:0/device:CPU:0", doc="Where the value lives: always the CPU."
    )
    _id = property(place)

    def numpy(self) -> Any:
        """The value as a NumPy array or scalar; the path to the tape ends here."""
        leak(self, ".numpy()")
        return numpy_value(self.value)

    _numpy = numpy

    def cpu(self) -> EagerTensor:
        return self

    gpu = cpu

    def ref(self) -> Reference:
        return Reference(self)

    experimental_ref = ref

    def eval(self, *args: Any, **kwargs: Any) -> Any:
        """Graphs only: NotImplementedError."""
        raise NotImplementedError("eval is not supported when eager execution is enabled, do you mean .numpy()?")

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        leak(self, "a NumPy call")
        return np.array(numpy_value(self.value), dtype=dtype)

    def __str__(self) -> str:
        return f"tf.Tensor({text_of(self)}, shape={self.shape}, dtype={self.dtype.name})"

    def __repr__(self) -> str:
        return f"<tf.Tensor: shape={self.shape}, dtype={self.dtype.name}, numpy={text_of(self, True)}>"

    def __format__(self, spec: str) -> str:
        v = numpy_value(self.value)
        if getattr(v, "shape", ()):
            return text_of(self).strip() if self.dtype is bfloat16 and not spec else format(v, spec)
        return format(item(v), spec)

    def __bool__(self) -> bool:
        v = self.value
        if CONDITIONS:
            CONDITIONS[-1](self)
        if getattr(v, "shape", ()) and v.size != 1:
            if v.size == 0:
                return False
            text = "The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()"
            raise ValueError(text)
        return truth(self)

    def __float__(self) -> float:
        leak(self, "float()")
        return float(one(self))

    def __int__(self) -> int:
        leak(self, "int()")
        if not self.dtype.trainable:
            chooses(self)
        return int(one(self))

    def __complex__(self) -> complex:
        leak(self, "complex()")
        return complex(one(self))

    def __index__(self) -> int:
        if self.ndim:
            raise TypeError("only integer scalar arrays can be converted to a scalar index")
        if not self.dtype.is_integer:
            raise AttributeError(f"a tensor of dtype {self.dtype.name} has no attribute '__index__'")
        chooses(self)
        return int(self.value)

    def __len__(self) -> int:
        if not self.ndim:
            raise TypeError("Scalar tensor has no `len()`")
        return int(self.value.shape[0])

    def __iter__(self) -> Iterator[Any]:
        if not self.ndim:
            raise TypeError("Cannot iterate over a scalar tensor.")
        if CONDITIONS:
            CONDITIONS[-1].iterate()
        return looped(iter([self[n] for n in range(self.value.shape[0])]))

    def __hash__(self) -> int:
        raise TypeError("Tensor is unhashable. Instead, use tensor.ref() as the key.")

    def __setitem__(self, key: Any, value: Any) -> None:
        raise TypeError(f"'{FULL_NAME}' object does not support item assignment")

    __divmod__, __lshift__, __rshift__ = _unsupported("divmod()"), _unsupported("<<"), _unsupported(">>")

    def __pos__(self) -> Any:
        raise TypeError(f"bad operand type for unary +: '{FULL_NAME}'")

    def __round__(self, digits: int | None = None) -> Any:
        return self.astype  # TensorFlow's own fails for want of it

    def __getattr__(self, name: str) -> Any:
        if name in ("name", "op", "graph"):
            raise AttributeError(f"Tensor.{name} is undefined when eager execution is enabled.")
        if name in NUMPY_MANNERS:
            if EagerTensor.numpy_manners is not None:
                return EagerTensor.numpy_manners(self, name)
            raise AttributeError(
                f"{type(self).__name__} object has no attribute '{name}'. \n        If you are looking for "
                "numpy-related methods, please run the following:\n        "
                "tf.experimental.numpy.experimental_enable_numpy_behavior()\n      "
            )
        cls = FULL_NAME if type(self).__name__ == "EagerTensor" else type(self).__name__
        raise AttributeError(f"'{cls}' object has no attribute '{name}'")

    def __copy__(self) -> EagerTensor:
        return self

    def __reduce__(self) -> Any:
        return restored, (self.dtype is bfloat16, self.value)

    def __deepcopy__(self, memo: Any) -> EagerTensor:
        return type(self)(self.value)


class BFloat16Tensor(EagerTensor):
    """A tensor of bfloat16: held as float32 values, each rounded to eight bits of mantissa."""

    __slots__ = ()

    def __init__(self, value: Any, at: int = 0) -> None:
        super().__init__(rounded(value) if dtype_of(value) is float32 else value, at)

    @property
    def dtype(self) -> DType:
        """The type of the elements; comparisons of bfloat16s are bools."""
        found = dtype_of(self.value)
        return bfloat16 if found is float32 else found


def restored(rounds: bool, value: Any) -> EagerTensor:
    """A tensor that was pickled."""
    return (BFloat16Tensor if rounds else EagerTensor)(value)


BFloat16Tensor.__name__ = BFloat16Tensor.__qualname__ = "EagerTensor"


class Reference:
    """Stands for a tensor or Variable as a dictionary's key."""

    __slots__ = ("_wrapped",)

    def __init__(self, wrapped: Any) -> None:
        self._wrapped = wrapped

    def deref(self) -> Any:
        return self._wrapped

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Reference) and self._wrapped is other._wrapped

    def __hash__(self) -> int:
        return id(self._wrapped)

    def __repr__(self) -> str:
        return f"<Reference wrapping {self._wrapped!r}>"


def one(x: EagerTensor) -> Any:
    v = numpy_value(x.value)
    if getattr(v, "shape", ()):
        raise TypeError("only 0-dimensional arrays can be converted to Python scalars")
    return v


for _cls, _home in ((Tensor, "tensor"), (EagerTensor, "ops"), (BFloat16Tensor, "ops")):
    _cls.__module__ = f"tensorflow.python.framework.{_home}"
