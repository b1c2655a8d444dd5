"""TensorFlow 1's names that still run eagerly, and those that never did, each with TensorFlow's own word on it."""

from __future__ import annotations

from typing import Any, NoReturn

from . import entropies
from .casting import cast
from .convert import convert
from .dtypes import as_dtype, float32
from .elementary import abs_, minimum
from .errors import Refused
from .keras import losses
from .keras.initializers import get as initializer_of
from .log import warn
from .module import NameScope, Quiet
from .names import ONLY_V1, export
from .operands import lengths
from .reductions import reduce_mean
from .settings import nothing
from .variable import Variable

for _name, _kind in (
    ("to_float", "float32"), ("to_double", "float64"), ("to_int32", "int32"), ("to_int64", "int64"),
    ("to_complex64", "complex64"), ("to_complex128", "complex128"), ("to_bfloat16", "bfloat16"),
):  # fmt: skip

    def _to(x: Any, name: str = "", *, kind: str = _kind, called: str = _name) -> Any:
        warn(
            f"From tensorflow/python/util/dispatch.py:1264: {called} (from tensorflow.python.ops.math_ops) is "
            "deprecated and will be removed in a future version.\nInstructions for updating:\nUse `tf.cast` instead."
        )
        return cast(x, kind)

    _to.__doc__ = f"x as {_kind}."
    ONLY_V1[_name] = _to


def placeholder(*args: Any, **kwargs: Any) -> NoReturn:
    """Graphs only: RuntimeError."""
    raise RuntimeError("tf.placeholder() is not compatible with eager execution.")


def graph_mode(*args: Any, **kwargs: Any) -> NoReturn:
    """Not offered."""
    raise Refused(
        "graphs and sessions are not offered: gradcli runs eagerly",
        code="unsupported",
        hint="write the steps inside `with tf.GradientTape()`",
    )


for _name in ("Session", "InteractiveSession", "disable_eager_execution", "disable_v2_behavior"):
    ONLY_V1[_name] = graph_mode
ONLY_V1["placeholder"] = placeholder
for _name in (
    "enable_v2_behavior", "global_variables_initializer", "local_variables_initializer", "reset_default_graph",
    "initialize_all_variables", "enable_resource_variables", "logging.set_verbosity", "enable_v2_tensorshape",
    "enable_control_flow_v2",
):  # fmt: skip
    ONLY_V1[_name] = nothing
ONLY_V1.update({"logging.ERROR": 40, "logging.INFO": 20, "logging.WARN": 30, "logging.DEBUG": 10, "logging.FATAL": 50})


@export(v1=("variable_scope",))
class VariableScope(NameScope):
    """A `with` block that names Variables, and whose value is itself."""

    def __enter__(self) -> Any:
        super().__enter__()
        return self

    def reuse_variables(self) -> None:
        """Graphs only."""


ONLY_V1["device"] = Quiet


def get_variable(
    name: str, shape: Any = None, dtype: Any = float32, initializer: Any = None, trainable: bool = True, **ignored: Any
) -> Variable:
    """A new Variable, Glorot's uniform numbers unless told otherwise."""
    make = initializer or initializer_of("glorot_uniform")
    value = make(lengths(shape), dtype) if callable(make) else convert(make, as_dtype(dtype))
    return Variable(value, trainable=trainable, name=name)


ONLY_V1["get_variable"] = get_variable


def _mean(function: Any) -> Any:
    def call(labels: Any, predictions: Any = None, weights: Any = 1.0, logits: Any = None, **ignored: Any) -> Any:
        return reduce_mean(function(labels, predictions if logits is None else logits) * weights)

    return call


for _name, _function in (
    ("mean_squared_error", lambda t, p: (convert(p) - cast(t, convert(p).dtype)) ** 2),
    ("absolute_difference", lambda t, p: abs_(convert(p) - cast(t, convert(p).dtype))),
    ("sparse_softmax_cross_entropy", entropies.sparse_softmax_cross_entropy_with_logits),
    ("softmax_cross_entropy", entropies.softmax_cross_entropy_with_logits),
    ("sigmoid_cross_entropy", lambda t, x: entropies.sigmoid_cross_entropy_with_logits(cast(t, convert(x).dtype), x)),
    ("log_loss", losses.binary_crossentropy),
):
    ONLY_V1[f"losses.{_name}"] = _mean(_function)


def huber_loss(labels: Any, predictions: Any, weights: Any = 1.0, delta: float = 1.0, **ignored: Any) -> Any:
    """Squares near 0, linear beyond delta; averaged."""
    p = convert(predictions)
    e = abs_(p - cast(labels, p.dtype))
    near = minimum(e, delta)
    return reduce_mean((0.5 * near * near + delta * (e - near)) * weights)


ONLY_V1["losses.huber_loss"] = huber_loss
ONLY_V1["dimension_value"] = lambda dimension: dimension
for _name in ("global_variables", "trainable_variables", "local_variables", "model_variables"):
    ONLY_V1[_name] = lambda scope=None: []  # with eager execution there are no collections


def assign(ref: Any, value: Any, **ignored: Any) -> Any:
    """A Variable with a new value."""
    return ref.assign(value)


ONLY_V1["assign"] = assign
ONLY_V1["assign_add"] = lambda ref, value, **ignored: ref.assign_add(value)
ONLY_V1["assign_sub"] = lambda ref, value, **ignored: ref.assign_sub(value)
