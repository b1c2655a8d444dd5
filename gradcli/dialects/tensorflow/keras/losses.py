"""Losses. A row is a loss as a function, under its aliases, and as a class, which averages it."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ..ops import entropies, neural
from ..ops.cumulative import l2_normalize
from ..ops.elementary import abs_, divide, divide_no_nan, log, maximum, pow, sigmoid, square, subtract
from ..ops.logic import clip_by_value, not_equal
from ..ops.padding import where
from ..ops.reductions import reduce_max, reduce_mean, reduce_sum
from ..ops.shaping import expand_dims, squeeze
from ..tensors import NAMES, as_dtype, cast, convert, float32, int64, rows, shape, snake
from .config import OfFunction, auto_name, chosen, floatx, worded
from .masks import counted, logits, mask_of, masked

EPSILON = 1e-7
REDUCTIONS = ("sum_over_batch_size", "sum", "mean", "mean_with_sample_weight", "none", "auto", None)
HOMES = ("keras.losses", "losses")


def matched(y_true: Any, y_pred: Any) -> tuple[Any, Any]:
    """Targets in the predictions' dtype, and of the same rank."""
    p = convert(y_pred)
    p = cast(p, float32) if not p.dtype.trainable else p
    t = cast(y_true, p.dtype)
    if p.ndim == t.ndim + 1 and shape(p)[-1] == 1:
        t = expand_dims(t, -1)
    elif t.ndim == p.ndim + 1 and shape(t)[-1] == 1:
        t = squeeze(t, -1)
    return t, p


def alike(y_true: Any, y_pred: Any) -> tuple[Any, Any]:
    p = convert(y_pred)
    return cast(y_true, p.dtype), p


def mean(of: Any) -> Any:
    """The mean over the last axis of a function of targets and predictions."""
    return lambda t, p, *about: reduce_mean(of(t, p, *about), -1)


def inside(p: Any) -> Any:
    """Probabilities that have a logarithm."""
    return clip_by_value(p, EPSILON, 1 - EPSILON)


def _short(t: Any, p: Any) -> Any:
    """How much is missing to a margin of 1; targets of 0 and 1 are signs."""
    signs = 2.0 * t - 1.0 if np.isin(np.asarray(t.value), (0, 1)).all() else t
    return maximum(1.0 - signs * p, 0.0)


def alike_in_shape(t: Any, p: Any) -> None:
    one, other = shape(t), shape(p)
    about = f"Received: target.shape={one}, output.shape={other}"
    if len(one) != len(other):
        raise ValueError(f"Arguments `target` and `output` must have the same rank (ndim). {about}")
    if one != other:
        raise ValueError(f"Arguments `target` and `output` must have the same shape. {about}")


def _smooth(t: Any, share: float, classes: float) -> Any:
    return t * (1.0 - share) + share / classes if share else t


def _binary(t: Any, p: Any, from_logits: Any, smoothing: Any, axis: Any) -> Any:
    alike_in_shape(t, p)
    t = _smooth(t, smoothing, 2.0)
    p, from_logits = logits(p, from_logits, "Sigmoid")
    if from_logits:
        return reduce_mean(entropies.sigmoid_cross_entropy_with_logits(t, p), axis)
    p = inside(p)
    return reduce_mean(-(t * log(p) + (1.0 - t) * log(1.0 - p)), axis)


def _categorical(t: Any, p: Any, from_logits: Any, smoothing: Any, axis: Any) -> Any:
    alike_in_shape(t, p)
    t = _smooth(t, smoothing, float(shape(p)[axis]))
    p, from_logits = logits(p, from_logits, "Softmax")
    if from_logits:
        return entropies.softmax_cross_entropy_with_logits(t, p, axis)
    return -reduce_sum(t * log(inside(p / reduce_sum(p, axis, True))), axis)


def _sparse(t: Any, p: Any, from_logits: Any, ignored: Any, axis: Any) -> Any:
    if t.ndim == p.ndim and shape(t)[-1] == 1:
        t = squeeze(t, -1)
    if shape(t) != shape(p)[:-1]:
        raise ValueError("Arguments `target` and `output` must have the same shape up until the last dimension: "
                         f"target.shape={shape(t)}, output.shape={shape(p)}")  # fmt: skip
    if ignored is not None:
        kept = not_equal(t, ignored)
        t, p = where(kept, t, 0), where(expand_dims(kept, -1), p, 0.0)
    p, from_logits = logits(p, from_logits, "Softmax")
    found = entropies.sparse_softmax_cross_entropy_with_logits(t, p if from_logits else log(inside(p)))
    return found if ignored is None else masked(where(kept, found, 0.0), kept)


def _binary_focal(
    t: Any, p: Any, balanced: Any, alpha: Any, gamma: Any, from_logits: Any, smoothing: Any, axis: Any
) -> Any:
    t = _smooth(t, smoothing, 2.0)
    z, known = logits(p, from_logits, "Sigmoid")
    p = sigmoid(p) if from_logits else p
    q = inside(p)
    entropy = entropies.sigmoid_cross_entropy_with_logits(t, z) if known else -(t * log(q) + (1.0 - t) * log(1.0 - q))
    found = pow(1.0 - (t * p + (1.0 - t) * (1.0 - p)), gamma) * entropy
    return reduce_mean(found * (t * alpha + (1.0 - t) * (1.0 - alpha)) if balanced else found, axis)


def _categorical_focal(t: Any, p: Any, alpha: Any, gamma: Any, from_logits: Any, smoothing: Any, axis: Any) -> Any:
    t = _smooth(t, smoothing, float(shape(p)[-1]))
    p = neural.softmax(p, axis) if from_logits else p
    p = inside(p / reduce_sum(p, axis, True))
    return reduce_sum(alpha * pow(1.0 - p, gamma) * -t * log(p), axis)


def _tversky(t: Any, p: Any, alpha: Any, beta: Any, axis: Any) -> Any:
    both, missed, false = reduce_sum(t * p, axis), reduce_sum((1 - p) * t, axis), reduce_sum(p * (1 - t), axis)
    return 1 - both / (both + missed * alpha + false * beta + EPSILON)


LOGITS = "from_logits=False label_smoothing=0.0 axis=-1"
# class, function and aliases, arguments of its own, what it computes, how targets and predictions are read
TABLE: tuple[tuple[str, str, str, Any, Any], ...] = (
    ("MeanSquaredError", "mean_squared_error mse MSE", "", mean(lambda t, p: square(subtract(t, p))), matched),
    ("MeanAbsoluteError", "mean_absolute_error mae MAE", "", mean(lambda t, p: abs_(subtract(t, p))), matched),
    ("MeanAbsolutePercentageError", "mean_absolute_percentage_error mape MAPE", "", lambda t, p: 100.0 * reduce_mean(
        abs_(divide(subtract(t, p), maximum(abs_(t), EPSILON))), -1), matched),
    ("MeanSquaredLogarithmicError", "mean_squared_logarithmic_error msle MSLE", "", mean(lambda t, p: square(subtract(
        log(maximum(t, EPSILON) + 1.0), log(maximum(p, EPSILON) + 1.0)))), matched),
    ("Huber", "huber", "delta=1.0", mean(lambda t, p, d: where(
        (e := abs_(subtract(p, t))) <= d, 0.5 * square(e), d * e - 0.5 * d * d)), matched),
    ("Hinge", "hinge", "", mean(_short), matched),
    ("LogCosh", "log_cosh logcosh", "", mean(
        lambda t, p: (x := subtract(p, t)) + neural.softplus(x * -2.0) - float(np.float32(math.log(2.0)))), matched),
    ("SquaredHinge", "squared_hinge", "", mean(lambda t, p: square(_short(t, p))), matched),
    ("CategoricalHinge", "categorical_hinge", "", lambda t, p: maximum(
        reduce_max((1.0 - t) * p, -1) - reduce_sum(t * p, -1) + 1.0, 0.0), matched),
    ("KLDivergence", "kl_divergence kld KLD kullback_leibler_divergence", "",
     lambda t, p: reduce_sum(t * log(t / p), -1), lambda t, p: [clip_by_value(v, EPSILON, 1.0) for v in matched(t, p)]),
    ("Poisson", "poisson", "", mean(lambda t, p: p - t * log(p + EPSILON)), matched),
    ("CosineSimilarity", "cosine_similarity", "axis=-1", lambda t, p, axis: -reduce_sum(
        l2_normalize(t, axis, EPSILON**2) * l2_normalize(p, axis, EPSILON**2), axis), matched),
    ("BinaryCrossentropy", "binary_crossentropy bce BCE", LOGITS, _binary, matched),
    ("CategoricalCrossentropy", "categorical_crossentropy", LOGITS, _categorical, alike),
    ("SparseCategoricalCrossentropy", "sparse_categorical_crossentropy",
     "from_logits=False ignore_class=None axis=-1", _sparse, lambda t, p: (cast(t, int64), convert(p))),
    ("BinaryFocalCrossentropy", "binary_focal_crossentropy",  # Lin et al. 2018
     f"apply_class_balancing=False alpha=0.25 gamma=2.0 {LOGITS}", _binary_focal, matched),
    ("CategoricalFocalCrossentropy", "categorical_focal_crossentropy", f"alpha=0.25 gamma=2.0 {LOGITS}",
     _categorical_focal, alike),
    ("Tversky", "tversky", "alpha=0.5 beta=0.5 axis=None", _tversky, alike),  # Salehi et al. 2017
    ("Dice", "dice", "axis=None", lambda t, p, axis: 1 - 2.0 * reduce_sum(t * p, axis) / (
        reduce_sum(t, axis) + reduce_sum(p, axis) + EPSILON), alike),
)  # fmt: skip


__getattr__ = rows(__name__, *(
    (" ".join(f"{home}.{name}" for name in names.split() for home in (*HOMES, "keras.metrics", "metrics")), "",
     f"y_true y_pred {own}", lambda t, p, *about, body=body, read=read: body(*read(t, p), *about))
    for _, names, own, body, read in TABLE
))  # fmt: skip
LOSSES: dict[str, Any] = {title: __getattr__(names.split()[0]) for title, names, *_ in TABLE}


class Loss(OfFunction):
    """A loss that is averaged (or summed, or not) over what the function returns."""

    _settings = "name=None reduction='sum_over_batch_size' dtype=None"

    def ready(self: Any) -> None:
        kind = type(self).__name__
        own = auto_name(self) if self.function is None and not self.name else snake(kind)
        self.name = self.name or ("huber_loss" if kind == "Huber" else own)
        if self.reduction not in REDUCTIONS:
            raise ValueError(f"Invalid value for argument `reduction`. Expected one of {set(REDUCTIONS)}. Received: "
                             f"reduction={self.reduction}")  # fmt: skip

    def get_config(self) -> dict[str, Any]:
        return {"name": self.name, "reduction": self.reduction, **self._about}

    def call(self, y_true: Any, y_pred: Any) -> Any:
        return type(self).function(y_true, y_pred, **self._about)

    def __call__(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> Any:
        if self.function is not None:
            same_structure(y_true, y_pred)
        found = convert(self.call(single(y_true, self.dtype), single(y_pred, self.dtype)))
        how, weight = str(self.reduction).lower(), None
        if sample_weight is not None:
            weight = cast(convert(sample_weight, None if hasattr(sample_weight, "dtype") else found.dtype), found.dtype)
        for mask in (mask_of(y_pred), mask_of(found)):
            weight = counted(weight, mask, how in ("mean", "sum_over_batch_size"))
        if weight is not None:
            weight = cast(weight, found.dtype)
            found = expand_dims(found, -1) if weight.ndim == 2 and found.ndim == 1 and shape(weight)[1] == 1 else found
            behind = weight.ndim == found.ndim + 1 and shape(weight)[-1] == 1
            found = found * (squeeze(weight, -1) if behind else weight)
        if how == "none" or self.reduction is None or not found.ndim:
            return found
        total = reduce_sum(found)
        if how == "mean_with_sample_weight" and weight is not None:
            return divide_no_nan(total, reduce_sum(weight))
        return total if how == "sum" else divide(total, float(max(np.size(found.value), 1)))


def same_structure(a: Any, b: Any) -> None:
    """ValueError where targets and predictions are lists of different forms."""
    if not isinstance(a, list | tuple | dict):
        if isinstance(b, list | tuple | dict):
            raise ValueError("Structures don't have the same nested structure.")
        return
    if not isinstance(b, type(a)):
        raise ValueError(f"Expected an instance of {type(a).__name__}, got {b!r}.")
    if len(a) != len(b):
        listed = [x if isinstance(x, list | tuple | dict) else single(x) for x in b]
        raise ValueError(f"list arity mismatch; expected: {len(a)}, got: {len(b)}; list: {listed}.")
    for n in a if isinstance(a, dict) else range(len(a)):
        same_structure(a[n], b[n])


def single(x: Any, dtype: Any = None) -> Any:
    """Floats as Keras computes with them: in the dtype of a loss, else the default one."""
    x = convert(x)
    return cast(x, as_dtype(dtype or floatx())) if x.dtype.is_floating else x


CLASSES: dict[str, type[Loss]] = {title: type(title, (Loss,), {
    "_settings": f"{own} reduction='sum_over_batch_size' name=None dtype=None", "_own": worded(own),
    "function": staticmethod(LOSSES[title])}) for title, _, own, *_ in TABLE}  # fmt: skip
FUNCTIONS: dict[str, Any] = {name: __getattr__(name) for _, names, *_ in TABLE for name in names.split()}


get = chosen("loss", " ".join(HOMES), FUNCTIONS | CLASSES)
for _home in HOMES:
    NAMES.update({f"{_home}.{name}": thing for name, thing in {**CLASSES, "Loss": Loss}.items()})
    for _name in ("none", "sum", "sum_over_batch_size", "auto"):
        NAMES[f"{_home}.Reduction.{_name.upper()}"] = _name
