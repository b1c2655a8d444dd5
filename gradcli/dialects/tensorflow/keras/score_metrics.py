"""Metrics of whole tables of counts: F scores, R2, intersection over union, the best of one rate under another."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..tensors.convert import constant, convert
from .config import auto_name
from .confusion_metrics import Counted, MeanIoU, ratio
from .metrics import Metric, announce

EPSILON = np.float32(1e-7)


def numbers(y: Any) -> Any:
    """Targets or predictions as float32s."""
    return np.asarray(convert(y).value, np.float32)


def two_axes(title: str, t: Any, p: Any) -> None:
    """ValueError unless targets and predictions are (samples, outputs)."""
    if t.ndim != 2 or p.ndim != 2:
        raise ValueError(f"{title} expects 2D inputs with shape (batch_size, output_dim). Received input shapes: "
                         f"y_pred.shape={p.shape} and y_true.shape={t.shape}.")  # fmt: skip


class FBetaScore(Metric):
    """The weighted harmonic mean of precision and recall, of each class or averaged."""

    def __init__(
        self, average: Any = None, beta: float = 1.0, threshold: Any = None, name: Any = "fbeta_score",
        dtype: Any = None,
    ) -> None:  # fmt: skip
        super().__init__(dtype, name)
        self.average, self.beta, self.threshold = average, beta, threshold

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        t, p = numbers(y_true), numbers(y_pred)
        if not self.variables:
            two_axes("FBetaScore", t, p)
            for name in ("true_positives", "false_positives", "false_negatives", "intermediate_weights"):
                self.add_variable(() if self.average == "micro" else t.shape[1:], name=name)
        said = (p >= p.max(-1, keepdims=True)) & (abs(p) > 1e-9) if self.threshold is None else p > self.threshold
        weights = 1 if sample_weight is None else numbers(sample_weight)[:, None]
        for v, counts in zip(self.variables, (said * t, said * (1 - t), (1 - said) * t, t)):
            v.assign_add(np.sum(counts * weights, None if self.average == "micro" else 0, np.float32))

    def result(self) -> Any:
        hits, alarms, missed, weights = (np.asarray(v.held) for v in self.variables)
        precision, recall = hits / (hits + alarms + EPSILON), hits / (hits + missed + EPSILON)
        square = np.float32(self.beta**2)
        found = precision * recall / (square * precision + recall + EPSILON) * (1 + square)
        if self.average == "weighted":
            found = np.sum(found * (weights / (np.sum(weights) + EPSILON)))
        return constant(np.mean(found) if self.average == "macro" else found)


class F1Score(FBetaScore):
    """The harmonic mean of precision and recall."""

    def __init__(self, average: Any = None, threshold: Any = None, name: Any = "f1_score", dtype: Any = None) -> None:
        super().__init__(average, 1.0, threshold, name, dtype)


class R2Score(Metric):
    """The share of the variance of the targets that predictions explain."""

    def __init__(
        self, class_aggregation: Any = "uniform_average", num_regressors: int = 0, name: Any = "r2_score",
        dtype: Any = None,
    ) -> None:  # fmt: skip
        super().__init__(dtype, name)
        self.class_aggregation, self.num_regressors = class_aggregation, num_regressors
        self.num_samples = self.add_variable(name="num_samples")

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        t, p = numbers(y_true), numbers(y_pred)
        t, p = (y[:, None] if y.ndim < max(t.ndim, p.ndim) else y for y in (t, p))
        if len(self.variables) == 1:
            two_axes("R2Score", t, p)
            for name in ("squared_sum", "sum", "residual", "count"):
                self.add_variable(t.shape[1:], name=name)
        w = np.ones(1, np.float32) if sample_weight is None else numbers(sample_weight)
        w = np.broadcast_to(w[:, None] if w.ndim == 1 else w, t.shape)
        for v, sums in zip(self.variables[1:], (t * t * w, t * w, (t - p) ** 2 * w, w)):
            v.assign_add(np.sum(sums, 0))
        self.num_samples.assign_add(np.float32(t.size))

    def result(self) -> Any:
        squares, sums, residual, count = (np.asarray(v.held) for v in self.variables[1:])
        total = squares - sums * (sums / count)
        scores = 1 - residual / total
        scores = np.where(np.isinf(scores), np.float32(0), scores)
        if self.class_aggregation == "uniform_average":
            scores = np.mean(scores)
        elif self.class_aggregation is not None:
            scores = np.sum(total * scores) / np.sum(total)
        n, k = np.float32(self.num_samples.held), np.float32(self.num_regressors)
        return constant(1 - (1 - scores) * (n - 1) / (n - k - 1) if 0 < k < n - 1 else scores)


class IoU(MeanIoU):
    """What target and prediction share of some classes, over what either has; the mean of these classes."""

    def __init__(self, num_classes: int, target_class_ids: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(num_classes, *args, **kwargs)
        self.target_class_ids = list(target_class_ids)

    def shares(self) -> tuple[Any, Any]:
        shared, either = super().shares()
        return shared[self.target_class_ids], either[self.target_class_ids]


class BinaryIoU(IoU):
    """The same of probabilities on either side of a threshold."""

    def __init__(
        self, target_class_ids: Any = (0, 1), threshold: float = 0.5, name: Any = None, dtype: Any = None
    ) -> None:
        super().__init__(2, target_class_ids, name, dtype)
        self.threshold = threshold

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        super().update_state(y_true, (numbers(y_pred) >= np.float32(self.threshold)).astype(int), sample_weight)


class OneHotIoU(IoU):
    """The same of targets in one-hot form, and of a score for each class."""

    def __init__(
        self, num_classes: int, target_class_ids: Any, name: Any = None, dtype: Any = None, ignore_class: Any = None,
        sparse_y_pred: bool = False, axis: int = -1,
    ) -> None:  # fmt: skip
        super().__init__(num_classes, target_class_ids, name, dtype, ignore_class, False, sparse_y_pred, axis)


class OneHotMeanIoU(MeanIoU):
    """The mean over classes, of targets in one-hot form, and of a score for each class."""

    def __init__(
        self, num_classes: int, name: Any = None, dtype: Any = None, ignore_class: Any = None,
        sparse_y_pred: bool = False, axis: int = -1,
    ) -> None:  # fmt: skip
        super().__init__(num_classes, name, dtype, ignore_class, False, sparse_y_pred, axis)


RATES = {  # of counts in the order of CELLS
    "Sensitivity": lambda tp, fp, tn, fn: ratio(tp, tp + fn), "Specificity": lambda tp, fp, tn, fn: ratio(tn, tn + fp),
    "Precision": lambda tp, fp, tn, fn: ratio(tp, tp + fp), "Recall": lambda tp, fp, tn, fn: ratio(tp, tp + fn),
}  # fmt: skip


class Best(Counted):
    """The best of one rate at the thresholds where another is as good as asked."""

    rate = other = ""

    def __init__(
        self, value: Any = None, num_thresholds: int = 200, class_id: Any = None, name: Any = None, dtype: Any = None,
        **by_name: Any,
    ) -> None:  # fmt: skip
        thresholds = [0.5] if num_thresholds == 1 else [i / (num_thresholds - 1) for i in range(num_thresholds)]
        super().__init__(thresholds, None, class_id, name or auto_name(self), dtype)
        self.least = by_name.get(self.other.lower(), value)

    def result(self) -> Any:
        counts = self.held()
        kept = RATES[self.other](*counts) >= np.float32(self.least)
        return constant(np.max(np.where(kept, RATES[self.rate](*counts), 0), initial=0).astype(np.float32))


announce(
    FBetaScore, F1Score, R2Score, IoU, BinaryIoU, OneHotIoU, OneHotMeanIoU,
    *(type(f"{rate}At{other}", (Best,), {"rate": rate, "other": other}) for rate, other in (
        ("Sensitivity", "Specificity"), ("Specificity", "Sensitivity"), ("Precision", "Recall"),
        ("Recall", "Precision"))),
)  # fmt: skip
