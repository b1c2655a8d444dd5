"""What tf.keras offers on tensors: losses, metrics, activations, regularizers, as functions and as classes of them."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

import numpy as np

from . import neural
from .arrays import expand_dims, reshape, squeeze, where
from .calls import shape
from .convert import constant, convert
from .creation import one_hot
from .dtypes import as_dtype, float32
from .elementary import abs_, cast, clip_by_value, divide, exp, log, maximum, minimum, multiply, square, subtract
from .names import NAMES, Thing, export
from .reductions import argmax, l2_normalize, reduce_mean, reduce_sum
from .variable import Variable

EPSILON = 1e-7

if TYPE_CHECKING:
    from collections.abc import Callable


def matched(y_true: Any, y_pred: Any) -> tuple[Any, Any]:
    """Targets in the predictions' dtype, and of the same rank."""
    p = convert(y_pred)
    p = cast(p, float32) if not p.dtype.trainable else p
    t = cast(convert(y_true), p.dtype)
    if p.ndim == t.ndim + 1 and shape(p)[-1] == 1:
        t = expand_dims(t, -1)
    elif t.ndim == p.ndim + 1 and shape(t)[-1] == 1:
        t = squeeze(t, -1)
    return t, p


def loss(*names: str) -> Callable[[Thing], Thing]:
    """Announce a loss under its names; what it returns is averaged over the last axis."""

    def register(f: Thing) -> Thing:
        for name in names:
            for home in ("keras.losses", "losses", "keras.metrics", "metrics"):
                NAMES[f"{home}.{name}"] = f
        return f

    return register


@loss("mean_squared_error", "mse", "MSE")
def mean_squared_error(y_true: Any, y_pred: Any) -> Any:
    """The mean of squared errors."""
    t, p = matched(y_true, y_pred)
    return reduce_mean(square(subtract(t, p)), -1)


@loss("mean_absolute_error", "mae", "MAE")
def mean_absolute_error(y_true: Any, y_pred: Any) -> Any:
    """The mean of absolute errors."""
    t, p = matched(y_true, y_pred)
    return reduce_mean(abs_(subtract(t, p)), -1)


@loss("mean_absolute_percentage_error", "mape", "MAPE")
def mean_absolute_percentage_error(y_true: Any, y_pred: Any) -> Any:
    """The mean of errors in percent."""
    t, p = matched(y_true, y_pred)
    return 100.0 * reduce_mean(abs_(divide(subtract(t, p), maximum(abs_(t), EPSILON))), -1)


@loss("mean_squared_logarithmic_error", "msle", "MSLE")
def mean_squared_logarithmic_error(y_true: Any, y_pred: Any) -> Any:
    """The mean of squared errors of log(1 + y)."""
    t, p = matched(y_true, y_pred)
    return reduce_mean(square(subtract(log(maximum(t, EPSILON) + 1.0), log(maximum(p, EPSILON) + 1.0))), -1)


@loss("huber")
def huber(y_true: Any, y_pred: Any, delta: float = 1.0) -> Any:
    """Squares near 0, linear beyond delta."""
    t, p = matched(y_true, y_pred)
    e = abs_(subtract(p, t))
    return reduce_mean(where(e <= delta, 0.5 * square(e), delta * e - 0.5 * delta * delta), -1)


@loss("log_cosh", "logcosh")
def log_cosh(y_true: Any, y_pred: Any) -> Any:
    """log(cosh(error))."""
    t, p = matched(y_true, y_pred)
    x = subtract(p, t)
    return reduce_mean(x + neural.softplus(x * -2.0) - math.log(2.0), -1)


def _signs(t: Any) -> Any:
    v = np.asarray(t.value)
    return 2.0 * t - 1.0 if np.isin(v, (0, 1)).all() else t


@loss("hinge")
def hinge(y_true: Any, y_pred: Any) -> Any:
    """max(1 - t p, 0)."""
    t, p = matched(y_true, y_pred)
    return reduce_mean(maximum(1.0 - _signs(t) * p, 0.0), -1)


@loss("squared_hinge")
def squared_hinge(y_true: Any, y_pred: Any) -> Any:
    """The square of hinge."""
    t, p = matched(y_true, y_pred)
    return reduce_mean(square(maximum(1.0 - _signs(t) * p, 0.0)), -1)


@loss("categorical_hinge")
def categorical_hinge(y_true: Any, y_pred: Any) -> Any:
    """The best wrong class against the right one."""
    t, p = matched(y_true, y_pred)
    return maximum(NAMES["reduce_max"]((1.0 - t) * p, -1) - reduce_sum(t * p, -1) + 1.0, 0.0)


@loss("kl_divergence", "kld", "KLD", "kullback_leibler_divergence")
def kl_divergence(y_true: Any, y_pred: Any) -> Any:
    """sum t log(t / p)."""
    t, p = matched(y_true, y_pred)
    t, p = clip_by_value(t, EPSILON, 1.0), clip_by_value(p, EPSILON, 1.0)
    return reduce_sum(t * log(t / p), -1)


@loss("poisson")
def poisson(y_true: Any, y_pred: Any) -> Any:
    """p - t log(p)."""
    t, p = matched(y_true, y_pred)
    return reduce_mean(p - t * log(p + EPSILON), -1)


@loss("cosine_similarity")
def cosine_similarity(y_true: Any, y_pred: Any, axis: int = -1) -> Any:
    """Minus the cosine of the angle."""
    t, p = matched(y_true, y_pred)
    return -reduce_sum(l2_normalize(t, axis) * l2_normalize(p, axis), axis)


def _smooth(t: Any, share: float, classes: float) -> Any:
    return t * (1.0 - share) + share / classes if share else t


@loss("binary_crossentropy", "bce", "BCE")
def binary_crossentropy(
    y_true: Any, y_pred: Any, from_logits: bool = False, label_smoothing: float = 0.0, axis: int = -1
) -> Any:
    """The cross entropy of probabilities, or of their logits."""
    t, p = matched(y_true, y_pred)
    t = _smooth(t, label_smoothing, 2.0)
    if from_logits:
        return reduce_mean(neural.sigmoid_cross_entropy_with_logits(t, p), axis)
    p = clip_by_value(p, EPSILON, 1 - EPSILON)
    return reduce_mean(-(t * log(p) + (1.0 - t) * log(1.0 - p)), axis)


@loss("categorical_crossentropy")
def categorical_crossentropy(
    y_true: Any, y_pred: Any, from_logits: bool = False, label_smoothing: float = 0.0, axis: int = -1
) -> Any:
    """The cross entropy of distributions, or of their logits."""
    p = convert(y_pred)
    t = _smooth(cast(convert(y_true), p.dtype), label_smoothing, float(shape(p)[axis]))
    if from_logits:
        return neural.softmax_cross_entropy_with_logits(t, p, axis)
    p = clip_by_value(p / reduce_sum(p, axis, True), EPSILON, 1 - EPSILON)
    return -reduce_sum(t * log(p), axis)


@loss("sparse_categorical_crossentropy")
def sparse_categorical_crossentropy(
    y_true: Any, y_pred: Any, from_logits: bool = False, ignore_class: Any = None, axis: int = -1
) -> Any:
    """The cross entropy of class numbers with distributions, or with logits."""
    t, p = cast(convert(y_true), "int64"), convert(y_pred)
    if t.ndim == p.ndim and shape(t)[-1] == 1:
        t = squeeze(t, -1)
    if not from_logits:
        p = log(clip_by_value(p, EPSILON, 1 - EPSILON))
    return neural.sparse_softmax_cross_entropy_with_logits(t, p)


class Loss:
    """A loss that is averaged (or summed, or not) over what the function returns."""

    function: Any = None

    def __init__(
        self, *args: Any, reduction: Any = "sum_over_batch_size", name: Any = None, dtype: Any = None, **about: Any
    ) -> None:
        words = (
            list(self.function.__code__.co_varnames[2 : self.function.__code__.co_argcount]) if self.function else []
        )
        self.about = {**dict(zip(words, args)), **about}
        self.reduction, self.name = reduction, name or spelled(type(self).__name__)

    def call(self, y_true: Any, y_pred: Any) -> Any:
        """The loss of each sample."""
        return type(self).function(y_true, y_pred, **self.about)

    def __call__(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> Any:
        found = convert(self.call(single(y_true), single(y_pred)))
        if sample_weight is not None:
            weight = convert(sample_weight, None if hasattr(sample_weight, "dtype") else found.dtype)
            weight = cast(weight, found.dtype)
            if weight.ndim == found.ndim + 1:
                weight = squeeze(weight, -1)
            elif weight.ndim and weight.ndim < found.ndim:
                weight = reshape(weight, shape(weight) + (1,) * (found.ndim - weight.ndim))
            found = found * weight
        how = str(self.reduction).lower()
        if how == "none" or self.reduction is None:
            return found
        total = reduce_sum(found)
        return total if how == "sum" else divide(total, float(max(np.size(found.value), 1)))


def single(x: Any) -> Any:
    """Floats as Keras computes with them: float32."""
    x = convert(x)
    return cast(x, float32) if x.dtype.is_floating else x


def spelled(name: str) -> str:
    """MeanSquaredError as mean_squared_error."""
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", name).lower()


LOSSES: dict[str, Any] = {
    "MeanSquaredError": mean_squared_error, "MeanAbsoluteError": mean_absolute_error, "Huber": huber,
    "LogCosh": log_cosh,
    "MeanAbsolutePercentageError": mean_absolute_percentage_error, "Hinge": hinge, "SquaredHinge": squared_hinge,
    "MeanSquaredLogarithmicError": mean_squared_logarithmic_error, "CategoricalHinge": categorical_hinge,
    "KLDivergence": kl_divergence, "Poisson": poisson, "CosineSimilarity": cosine_similarity,
    "BinaryCrossentropy": binary_crossentropy, "CategoricalCrossentropy": categorical_crossentropy,
    "SparseCategoricalCrossentropy": sparse_categorical_crossentropy,
}  # fmt: skip
for _name, _function in LOSSES.items():
    NAMES[f"keras.losses.{_name}"] = NAMES[f"losses.{_name}"] = type(
        _name, (Loss,), {"function": staticmethod(_function)}
    )
NAMES["keras.losses.Loss"] = NAMES["losses.Loss"] = Loss
for _home in ("keras.losses", "losses"):
    for _name, _value in (
        ("NONE", "none"),
        ("SUM", "sum"),
        ("SUM_OVER_BATCH_SIZE", "sum_over_batch_size"),
        ("AUTO", "auto"),
    ):
        NAMES[f"{_home}.Reduction.{_name}"] = _value

# metrics


class Metric:
    """A running value."""

    def __init__(self, name: Any = None, dtype: Any = None) -> None:
        self.name, self.dtype = name or spelled(type(self).__name__), as_dtype(dtype or float32)
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
        super().__init__(name, dtype)
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


class RootMeanSquaredError(Metric):
    """The root of the mean of squared errors."""

    def update_state(self, y_true: Any, y_pred: Any = None, sample_weight: Any = None) -> None:
        """Take targets and predictions in."""
        t, p = matched(y_true, y_pred)
        self.add(square(t - p), sample_weight)

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
