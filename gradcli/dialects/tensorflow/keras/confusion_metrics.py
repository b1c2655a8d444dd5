"""Metrics of counts: how often a prediction was right, at one threshold or at many; and scores made of sums."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..tensors import as_dtype, constant, convert
from .config import worded
from .metrics import Metric, announce

EPSILON = np.float32(1e-7)
CELLS = {  # what is counted: the target, the prediction
    "true_positives": (True, True), "false_positives": (False, True),
    "true_negatives": (False, False), "false_negatives": (True, False),
}  # fmt: skip


def ratio(a: Any, b: Any) -> Any:
    """a / b, and 0 where b is 0."""
    return np.where(b > 0, a / np.where(b > 0, b, 1), 0).astype(np.float32)


def numbers(y: Any, kind: Any = np.float32) -> Any:
    """Targets, predictions or weights as NumPy has them."""
    return np.asarray(convert(y).value, kind)


def two_axes(title: str, t: Any, p: Any) -> None:
    """ValueError unless targets and predictions are (samples, outputs)."""
    if t.ndim != 2 or p.ndim != 2:
        raise ValueError(f"{title} expects 2D inputs with shape (batch_size, output_dim). Received input shapes: "
                         f"y_pred.shape={p.shape} and y_true.shape={t.shape}.")  # fmt: skip


class Counted(Metric):
    """Counts at thresholds; a subclass says which."""

    cells: tuple[str, ...] = tuple(CELLS)

    _settings = "thresholds=None top_k=None class_id=None name=None dtype=None"
    top_k = class_id = None

    def ready(self: Any) -> None:
        super().ready()
        given = [0.5 if self.top_k is None else -np.inf] if self.thresholds is None else self.thresholds
        self.thresholds = list(np.atleast_1d(given))
        for cell in self.cells:
            name = cell if len(self.cells) > 1 else "accumulator"
            setattr(self, cell, self.add_variable((len(self.thresholds),), name=name))

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        t, p = numbers(y_true, float), numbers(y_pred, float)
        if self.top_k is not None:
            kept = np.argsort(-p, -1, kind="stable")[..., : self.top_k]
            chosen = np.zeros(p.shape, bool)
            np.put_along_axis(chosen, kept, True, -1)
            p = np.where(chosen, p, -np.inf)
        if self.class_id is not None:
            t, p = t[..., self.class_id], p[..., self.class_id]
        weights = np.ones(t.shape) if sample_weight is None else numbers(sample_weight, float)
        weights = np.broadcast_to(weights.reshape(weights.shape + (1,) * (t.ndim - weights.ndim)), t.shape).reshape(-1)
        truth, p = t.reshape(-1) > 0, p.reshape(-1).astype(np.float32)
        for cell in self.cells:
            target, said = CELLS[cell]
            counts = [np.sum(weights[(truth == target) & ((p > np.float32(h)) == said)]) for h in self.thresholds]
            getattr(self, cell).assign_add(np.array(counts, np.float32))

    def result(self) -> Any:
        counts = [np.asarray(v.held) for v in self.variables]  # their share of the first, or the only one
        found = ratio(counts[0], counts[0] + counts[1]) if len(counts) > 1 else counts[0]
        return constant(found[0] if len(self.thresholds) == 1 else found)


class OneCell(Counted):
    """One of the counts."""

    _settings = "thresholds=None name=None dtype=None"


class AUC(Counted):
    """The area under the curve of hits against false alarms (ROC), or of precision against recall (PR)."""

    _settings = (
        "num_thresholds=200 curve='ROC' summation_method='interpolation' name=None dtype=None thresholds=None "
        "multi_label=False num_labels=None label_weights=None from_logits=False"
    )

    def ready(self: Any) -> None:
        n = self.num_thresholds if self.thresholds is None else len(self.thresholds) + 2
        inner = [(i + 1) / (n - 1) for i in range(n - 2)] if self.thresholds is None else sorted(self.thresholds)
        self.thresholds = [-1e-7, *inner, 1 + 1e-7]
        self.by_label: list[AUC] = []
        super().ready()

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        p, weights = numbers(y_pred, float), self.label_weights
        if self.multi_label:
            t = numbers(y_true, float)
            self.by_label = self.by_label or [
                AUC(curve=self.curve, summation_method=self.summation_method, thresholds=self.thresholds[1:-1],
                    from_logits=self.from_logits, name=self.name) for _ in t.T]  # fmt: skip
            own = None if sample_weight is None else numbers(sample_weight, float)
            for n, part in enumerate(self.by_label):
                part.update_state(t[:, n], p[:, n], own[:, n] if own is not None and own.ndim > 1 else own)
            return
        if weights is not None:
            own = 1.0 if sample_weight is None else numbers(sample_weight, float)[..., None]
            sample_weight = np.broadcast_to(own * numbers(weights, float), p.shape)
        super().update_state(y_true, 1 / (1 + np.exp(-p)) if self.from_logits else p, sample_weight)

    def reset_state(self) -> None:
        super().reset_state()
        self.by_label = []

    def result(self) -> Any:
        if self.by_label:
            areas = [float(part.result()) for part in self.by_label]
            return constant(np.float32(np.average(areas, weights=self.label_weights)))
        tp, fp, tn, fn = (np.asarray(v.held) for v in self.variables)
        recall = ratio(tp, tp + fn)
        if self.curve == "PR" and self.summation_method == "interpolation":  # Davis and Goadrich (2006)
            said, step = tp + fp, tp[:-1] - tp[1:]
            slope = ratio(step, np.maximum(said[:-1] - said[1:], 0))
            both = (said[:-1] > 0) & (said[1:] > 0)
            shrink = np.where(both, said[:-1] / np.where(both, said[1:], 1), 1)
            parts = slope * (step + (tp[1:] - slope * said[1:]) * np.log(shrink))
            return constant(np.float32(np.sum(ratio(parts, tp[1:] + fn[1:]))))
        x, y = (ratio(fp, fp + tn), recall) if self.curve == "ROC" else (recall, ratio(tp, tp + fp))
        how = {"minoring": np.minimum, "majoring": np.maximum}.get(self.summation_method, lambda a, b: (a + b) / 2)
        return constant(np.float32(np.sum((x[:-1] - x[1:]) * how(y[:-1], y[1:]))))


class MeanIoU(Metric):
    """The mean over classes of what target and prediction share, over what either has."""

    _settings = "num_classes name=None dtype=None ignore_class=None sparse_y_true=True sparse_y_pred=True axis=-1"
    target_class_ids: Any = ...  # all
    num_classes, ignore_class, sparse_y_true, sparse_y_pred, axis = 2, None, True, True, -1

    def ready(self: Any) -> None:
        self.dtype = self.dtype or "int64"
        super().ready()
        self.total_cm = self.add_variable((self.num_classes, self.num_classes), name="total_confusion_matrix")

    def get_config(self) -> dict[str, Any]:
        if type(self) is not MeanIoU:
            return super().get_config()
        return {word: getattr(self, word) for word in worded(self._settings)}

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        given = (numbers(y, None) for y in (y_true, y_pred))
        scored = (
            y if sparse else np.argmax(y, self.axis)
            for y, sparse in zip(given, (self.sparse_y_true, self.sparse_y_pred))
        )
        t, p = (y.reshape(-1) for y in scored)
        n, kind = self.num_classes, as_dtype(self.dtype).as_numpy_dtype
        weights = np.asarray(1.0 if sample_weight is None else convert(sample_weight).value).astype(kind)
        kept = (t >= 0) & (t < n) & (p >= 0) & (p < n) & (self.ignore_class is None or t != self.ignore_class)
        counts = np.zeros((n, n), kind)
        np.add.at(
            counts, (t[kept].astype(int), p[kept].astype(int)), np.broadcast_to(weights.reshape(-1), t.shape)[kept]
        )
        self.total_cm.assign_add(counts)

    def result(self) -> Any:
        counts = np.asarray(self.total_cm.held)
        shared = np.diag(counts)[self.target_class_ids]
        either = (counts.sum(0) + counts.sum(1))[self.target_class_ids] - shared
        return constant(np.float32(np.sum(ratio(shared, either)) / max(np.count_nonzero(either), 1)))


class IoU(MeanIoU):
    """What target and prediction share of some classes, over what either has; the mean of these classes."""

    _settings = MeanIoU._settings.replace("num_classes", "num_classes target_class_ids")

    def ready(self: Any) -> None:
        self.target_class_ids = list(self.target_class_ids)
        super().ready()


class BinaryIoU(IoU):
    """The same of probabilities on either side of a threshold."""

    _settings = "target_class_ids=(0,1) threshold=0.5 name=None dtype=None"

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        super().update_state(y_true, (numbers(y_pred) >= np.float32(self.threshold)).astype(int), sample_weight)


class FBetaScore(Metric):
    """The harmonic mean of precision and of beta squared times recall, of each class or averaged."""

    _settings = "average=None beta=1.0 threshold=None name='fbeta_score' dtype=None"
    beta = 1.0

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

    _settings = "average=None threshold=None name='f1_score' dtype=None"


class R2Score(Metric):
    """The share of the variance of the targets that predictions explain."""

    _settings = "class_aggregation='uniform_average' num_regressors=0 name='r2_score' dtype=None"

    def ready(self: Any) -> None:
        super().ready()
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


def kind(title: str, base: type[Counted], *cells: str) -> Any:
    return type(title, (base,), {"cells": cells})


announce(
    AUC, MeanIoU, IoU, BinaryIoU, FBetaScore, F1Score, R2Score,
    *(kind(title, Counted, "true_positives", cell)
      for title, cell in (("Precision", "false_positives"), ("Recall", "false_negatives"))),
    *(kind("".join(w.title() for w in cell.split("_")), OneCell, cell) for cell in CELLS),
)  # fmt: skip
