"""What tf.keras offers on tensors: losses, metrics, activations, regularizers, as functions and as classes of them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from .. import entropies, neural
from ..casting import cast
from ..convert import convert
from ..cumulative import l2_normalize
from ..dtypes import as_dtype, float32
from ..elementary import abs_, divide, log, maximum, pow, sigmoid, square, subtract
from ..logic import clip_by_value
from ..names import NAMES, Thing, snake
from ..operands import shape
from ..padding import where
from ..reductions import reduce_max, reduce_mean, reduce_sum
from ..shaping import expand_dims, reshape, squeeze
from .config import floatx

EPSILON = 1e-7
REDUCTIONS = ("sum_over_batch_size", "sum", "mean", "mean_with_sample_weight", "none", "auto", None)

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
    return maximum(reduce_max((1.0 - t) * p, -1) - reduce_sum(t * p, -1) + 1.0, 0.0)


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
        return reduce_mean(entropies.sigmoid_cross_entropy_with_logits(t, p), axis)
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
        return entropies.softmax_cross_entropy_with_logits(t, p, axis)
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
    return entropies.sparse_softmax_cross_entropy_with_logits(t, p)


class Loss:
    """A loss that is averaged (or summed, or not) over what the function returns.

    Its arguments are those of the function, then `reduction`, `name` and `dtype`; without a function `name` is first.
    """

    function: Any = None

    def __init__(self, *args: Any, **about: Any) -> None:
        code = self.function.__code__ if self.function else None
        own = list(code.co_varnames[2 : code.co_argcount]) if code else []
        words = [*own, "reduction", "name", "dtype"] if code else ["name", "reduction", "dtype"]
        given = {**dict(zip(words, args)), **about}
        for word in given:
            if word not in words:
                called = f"{type(self).__name__}.__init__()"
                raise TypeError(f"{called} got an unexpected keyword argument '{word}'")
        self.reduction = given.pop("reduction", "sum_over_batch_size")
        kind = type(self).__name__
        self.name = given.pop("name", None) or ("huber_loss" if kind == "Huber" else snake(kind))
        self.dtype = given.pop("dtype", None)
        if self.reduction not in REDUCTIONS:
            raise ValueError(
                f"Invalid value for argument `reduction`. Expected one of {set(REDUCTIONS)}. Received: "
                f"reduction={self.reduction}"
            )
        self.about = given

    def get_config(self) -> dict[str, Any]:
        """What it was made with."""
        return {"name": self.name, "reduction": self.reduction, **self.about}

    def call(self, y_true: Any, y_pred: Any) -> Any:
        """The loss of each sample."""
        return type(self).function(y_true, y_pred, **self.about)

    def __call__(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> Any:
        found = convert(self.call(single(y_true, self.dtype), single(y_pred, self.dtype)))
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


def single(x: Any, dtype: Any = None) -> Any:
    """Floats as Keras computes with them: in the dtype of a loss, else the default one."""
    x = convert(x)
    return cast(x, as_dtype(dtype or floatx())) if x.dtype.is_floating else x


def focal(t: Any, p: Any, gamma: float) -> Any:
    """How little each probability is known (Lin et al. 2018)."""
    return pow(1.0 - (t * p + (1.0 - t) * (1.0 - p)), gamma)


@loss("binary_focal_crossentropy")
def binary_focal_crossentropy(
    y_true: Any, y_pred: Any, apply_class_balancing: bool = False, alpha: float = 0.25, gamma: float = 2.0,
    from_logits: bool = False, label_smoothing: float = 0.0, axis: int = -1,
) -> Any:  # fmt: skip
    """The binary cross entropy, where it is hard."""
    t, p = matched(y_true, y_pred)
    t = _smooth(t, label_smoothing, 2.0)
    p = sigmoid(p) if from_logits else p
    inside = clip_by_value(p, EPSILON, 1 - EPSILON)
    found = focal(t, p, gamma) * -(t * log(inside) + (1.0 - t) * log(1.0 - inside))
    return reduce_mean(found * (t * alpha + (1.0 - t) * (1.0 - alpha)) if apply_class_balancing else found, axis)


@loss("categorical_focal_crossentropy")
def categorical_focal_crossentropy(
    y_true: Any, y_pred: Any, alpha: Any = 0.25, gamma: float = 2.0, from_logits: bool = False,
    label_smoothing: float = 0.0, axis: int = -1,
) -> Any:  # fmt: skip
    """The cross entropy, where it is hard."""
    p = convert(y_pred)
    t = _smooth(cast(convert(y_true), p.dtype), label_smoothing, float(shape(p)[-1]))
    p = neural.softmax(p, axis) if from_logits else p
    p = clip_by_value(p / reduce_sum(p, axis, True), EPSILON, 1 - EPSILON)
    return reduce_sum(alpha * pow(1.0 - p, gamma) * -t * log(p), axis)


@loss("tversky")
def tversky(y_true: Any, y_pred: Any, alpha: float = 0.5, beta: float = 0.5, axis: Any = None) -> Any:
    """1 less what both share, over that and what only one has (Salehi et al. 2017)."""
    p = convert(y_pred)
    t = cast(convert(y_true), p.dtype)
    both, missed, false = reduce_sum(t * p, axis), reduce_sum((1 - p) * t, axis), reduce_sum(p * (1 - t), axis)
    return 1 - both / (both + missed * alpha + false * beta + EPSILON)


@loss("dice")
def dice(y_true: Any, y_pred: Any, axis: Any = None) -> Any:
    """1 less twice what both share, over what they have together."""
    p = convert(y_pred)
    t = cast(convert(y_true), p.dtype)
    return 1 - 2.0 * reduce_sum(t * p, axis) / (reduce_sum(t, axis) + reduce_sum(p, axis) + EPSILON)


LOSSES: dict[str, Any] = {
    "MeanSquaredError": mean_squared_error, "MeanAbsoluteError": mean_absolute_error, "Huber": huber,
    "LogCosh": log_cosh,
    "MeanAbsolutePercentageError": mean_absolute_percentage_error, "Hinge": hinge, "SquaredHinge": squared_hinge,
    "MeanSquaredLogarithmicError": mean_squared_logarithmic_error, "CategoricalHinge": categorical_hinge,
    "KLDivergence": kl_divergence, "Poisson": poisson, "CosineSimilarity": cosine_similarity,
    "BinaryCrossentropy": binary_crossentropy, "CategoricalCrossentropy": categorical_crossentropy,
    "SparseCategoricalCrossentropy": sparse_categorical_crossentropy,
    "BinaryFocalCrossentropy": binary_focal_crossentropy, "Tversky": tversky, "Dice": dice,
    "CategoricalFocalCrossentropy": categorical_focal_crossentropy,
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


def get(identifier: Any) -> Any:
    """The loss of a name: a function, or a class's instance. ValueError for an unknown one."""
    found = NAMES.get(f"keras.losses.{identifier}") if isinstance(identifier, str) else identifier
    if identifier is not None and not callable(found):
        raise ValueError(f"Could not interpret loss identifier: {identifier}")
    return found() if isinstance(found, type) else found


NAMES["keras.losses.get"] = NAMES["losses.get"] = get
