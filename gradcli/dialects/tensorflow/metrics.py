"""The rest of what tf.keras offers on tensors: metrics, activations, regularizers."""

from __future__ import annotations

from typing import Any

import numpy as np

from . import neural
from .arrays import squeeze
from .borders import where
from .calls import shape
from .convert import constant, convert
from .creation import one_hot
from .dtypes import as_dtype, float32
from .elementary import abs_, cast, divide, exp, minimum, multiply, square
from .losses import EPSILON, LOSSES, matched
from .names import NAMES, export, snake
from .reductions import argmax, reduce_sum
from .variable import Variable

# metrics


class Metric:
    """A running value."""

    def __init__(self, dtype: Any = None, name: Any = None) -> None:
        self.name, self.dtype = name or snake(type(self).__name__), as_dtype(dtype or float32)
        self.total, self.count = (
            Variable(0.0, trainable=False, name="total"),
            Variable(0.0, trainable=False, name="count"),
        )

    variables = property(lambda self: [self.total, self.count])

    def add(self, values: Any, weights: Any = None) -> None:
        """Take values in."""
        v = cast(constant(convert(values).value), float32)
        w = None if weights is None else cast(convert(weights), float32) + NAMES["zeros_like"](v)
        self.total.assign_add(reduce_sum(v if w is None else v * w))
        self.count.assign_add(float(np.size(v.value)) if w is None else reduce_sum(w))

    def result(self) -> Any:
        """The value so far."""
        return NAMES["math.divide_no_nan"](self.total, self.count)

    def reset_state(self) -> None:
        """Begin anew."""
        self.total.assign(0.0)
        self.count.assign(0.0)

    reset_states = reset_state

    def update_state(self, *args: Any, **kwargs: Any) -> None:
        """Take values in."""
        raise NotImplementedError

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        self.update_state(*args, **kwargs)
        return self.result()


class Mean(Metric):
    """The mean of values."""

    def __init__(self, name: Any = None, dtype: Any = None) -> None:
        super().__init__(dtype, name)

    def update_state(self, values: Any, sample_weight: Any = None) -> None:
        """Take values in."""
        self.add(values, sample_weight)


class Sum(Mean):
    """The sum of values."""

    def result(self) -> Any:
        """The sum so far."""
        return self.total.read()


class Compared(Metric):
    """The mean of a comparison of targets and predictions."""

    function: Any = None

    def __init__(self, name: Any = None, dtype: Any = None, **about: Any) -> None:
        super().__init__(dtype, name)
        self.about = about

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        """Take targets and predictions in."""
        self.add(type(self).function(y_true, y_pred, **self.about), sample_weight)


def _equal(a: Any, b: Any) -> Any:
    return cast(NAMES["equal"](cast(convert(a), float32), cast(convert(b), float32)), float32)


def _sparse_accuracy(y_true: Any, y_pred: Any) -> Any:
    t, p = convert(y_true), convert(y_pred)
    return _equal(squeeze(t, -1) if t.ndim == p.ndim and shape(t)[-1] == 1 else t, argmax(p, -1))


METRICS: dict[str, Any] = {
    "Accuracy": _equal,
    "BinaryAccuracy": lambda t, p, threshold=0.5: _equal(t, cast(convert(p) > threshold, float32)),
    "CategoricalAccuracy": lambda t, p: _equal(argmax(convert(t), -1), argmax(convert(p), -1)),
    "SparseCategoricalAccuracy": _sparse_accuracy,
}
for _name, _function in {**METRICS, **LOSSES}.items():
    NAMES[f"keras.metrics.{_name}"] = NAMES[f"metrics.{_name}"] = type(
        _name, (Compared,), {"function": staticmethod(_function)}
    )
for _cls in (Metric, Mean, Sum):
    NAMES[f"keras.metrics.{_cls.__name__}"] = NAMES[f"metrics.{_cls.__name__}"] = _cls


class RootMeanSquaredError(Compared):
    """The root of the mean of squared errors."""

    @staticmethod
    def function(y_true: Any, y_pred: Any) -> Any:
        """The squared errors."""
        t, p = matched(y_true, y_pred)
        return square(t - p)

    def result(self) -> Any:
        """The value so far."""
        return NAMES["sqrt"](super().result())


NAMES["keras.metrics.RootMeanSquaredError"] = NAMES["metrics.RootMeanSquaredError"] = RootMeanSquaredError

# activations


def _relu(
    x: Any, negative_slope: float = 0.0, max_value: Any = None, threshold: float = 0.0, alpha: float = 0.0
) -> Any:
    x, slope = convert(x), negative_slope or alpha
    if not threshold and max_value is None:
        return neural.leaky_relu(x, slope) if slope else neural.relu(x)
    if not threshold and max_value == 6 and not slope:
        return NAMES["nn.relu6"](x)
    y = where(x > threshold, x, slope * (x - threshold))
    return y if max_value is None else minimum(y, max_value)


def _elu(x: Any, alpha: float = 1.0) -> Any:
    y = NAMES["nn.elu"](x)
    return y if alpha == 1 else where(convert(x) > 0, y, alpha * y)


ACTIVATIONS = {
    "relu": _relu, "elu": _elu, "selu": NAMES["nn.selu"], "sigmoid": NAMES["sigmoid"], "tanh": NAMES["tanh"],
    "softmax": lambda x, axis=-1: neural.softmax(x, axis), "log_softmax": lambda x, axis=-1: neural.log_softmax(x,
        axis),
    "softplus": neural.softplus, "softsign": NAMES["nn.softsign"], "gelu": neural.gelu, "silu": neural.silu,
    "swish": neural.silu,
    "linear": convert, "exponential": exp, "relu6": NAMES["nn.relu6"],
    "leaky_relu": lambda x, negative_slope=0.2: neural.leaky_relu(x, negative_slope),
    "hard_sigmoid": lambda x: divide(NAMES["nn.relu6"](convert(x) + 3.0), 6.0),
    "mish": lambda x: multiply(x, NAMES["tanh"](neural.softplus(x))), "log_sigmoid": neural.log_sigmoid,
}  # fmt: skip
for _name, _function in ACTIVATIONS.items():
    NAMES[f"keras.activations.{_name}"] = _function


@export("keras.activations.get")
def get(identifier: Any) -> Any:
    """The activation of a name. ValueError for an unknown one."""
    if identifier is None:
        return convert
    if callable(identifier):
        return identifier
    if identifier not in ACTIVATIONS:
        raise ValueError(f"Could not interpret activation function identifier: {identifier}")
    return ACTIVATIONS[identifier]


# odds and ends


class Penalty:
    """l1 times the sum of |x|, plus l2 times that of squares."""

    def __init__(self, l1: float = 0.0, l2: float = 0.0) -> None:
        self.l1, self.l2 = l1, l2

    def __call__(self, x: Any) -> Any:
        parts = [self.l1 * reduce_sum(abs_(x))] if self.l1 else []
        parts += [self.l2 * reduce_sum(square(x))] if self.l2 else []
        return NAMES["add_n"](parts) if parts else constant(0.0)


REGULARIZERS: dict[str, Any] = {
    "L1L2": Penalty, "l1_l2": Penalty, "L1": lambda l1=0.01: Penalty(l1), "l1": lambda l1=0.01: Penalty(l1),
    "L2": lambda l2=0.01: Penalty(0.0, l2), "l2": lambda l2=0.01: Penalty(0.0, l2),
}  # fmt: skip
for _name, _function in REGULARIZERS.items():
    NAMES[f"keras.regularizers.{_name}"] = _function


@export("keras.utils.to_categorical")
def to_categorical(x: Any, num_classes: Any = None) -> Any:
    """One-hot rows, as NumPy."""
    at = np.asarray(x).astype(int)
    return one_hot(at, int(at.max()) + 1 if num_classes is None else num_classes, dtype="float64").numpy()


NAMES["keras.utils.set_random_seed"] = lambda seed: NAMES["random.set_seed"](seed)
NAMES["keras.backend.epsilon"] = lambda: EPSILON
NAMES["keras.backend.floatx"] = lambda: "float32"
NAMES["keras.__version__"] = "3.12.0"

BACKEND = {
    "mean": "reduce_mean", "sum": "reduce_sum", "max": "reduce_max", "min": "reduce_min", "prod": "reduce_prod",
    "std": "math.reduce_std", "var": "math.reduce_variance", "square": "square", "sqrt": "sqrt", "abs": "abs",
    "exp": "exp", "log": "math.log", "pow": "pow", "clip": "clip_by_value", "maximum": "maximum",
    "minimum": "minimum", "sin": "sin", "cos": "cos", "sign": "sign", "round": "round", "dot": "matmul",
    "transpose": "transpose", "reshape": "reshape", "cast": "cast", "constant": "constant", "variable": "Variable",
    "zeros": "zeros", "ones": "ones", "zeros_like": "zeros_like", "ones_like": "ones_like", "concatenate": "concat",
    "stack": "stack", "expand_dims": "expand_dims", "squeeze": "squeeze", "softmax": "nn.softmax",
    "sigmoid": "sigmoid", "tanh": "tanh", "relu": "nn.relu", "softplus": "nn.softplus",
    "l2_normalize": "math.l2_normalize", "argmax": "argmax", "argmin": "argmin", "equal": "equal",
    "greater": "greater", "less": "less", "stop_gradient": "stop_gradient", "gather": "gather", "shape": "shape",
    "eye": "eye", "cumsum": "cumsum",
}  # fmt: skip
for _name, _whole in BACKEND.items():
    NAMES[f"keras.backend.{_name}"] = NAMES[_whole]
