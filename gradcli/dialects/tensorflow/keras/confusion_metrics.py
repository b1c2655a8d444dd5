"""Metrics of counts: how often a prediction was right or wrong, at one threshold or at many."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..tensors.convert import constant, convert
from ..tensors.dtypes import as_dtype
from .config import auto_name
from .metrics import Metric, announce

CELLS = {  # what is counted: the target, the prediction
    "true_positives": (True, True), "false_positives": (False, True),
    "true_negatives": (False, False), "false_negatives": (True, False),
}  # fmt: skip


def ratio(a: Any, b: Any) -> Any:
    """a / b, and 0 where b is 0."""
    return np.where(b > 0, a / np.where(b > 0, b, 1), 0).astype(np.float32)


class Counted(Metric):
    """Counts at thresholds; a subclass says which."""

    cells: tuple[str, ...] = tuple(CELLS)

    def __init__(
        self, thresholds: Any = None, top_k: Any = None, class_id: Any = None, name: Any = None, dtype: Any = None
    ) -> None:
        super().__init__(dtype, name or auto_name(self))
        given = [0.5 if top_k is None else -np.inf] if thresholds is None else thresholds
        self.thresholds = list(np.atleast_1d(given))
        self.top_k, self.class_id = top_k, class_id
        for cell in self.cells:
            name = cell if len(self.cells) > 1 else "accumulator"
            setattr(self, cell, self.add_variable((len(self.thresholds),), name=name))

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        t, p = np.asarray(convert(y_true).value, float), np.asarray(convert(y_pred).value, float)
        if self.top_k is not None:
            kept = np.argsort(-p, -1, kind="stable")[..., : self.top_k]
            chosen = np.zeros(p.shape, bool)
            np.put_along_axis(chosen, kept, True, -1)
            p = np.where(chosen, p, -np.inf)
        if self.class_id is not None:
            t, p = t[..., self.class_id], p[..., self.class_id]
        weights = np.ones(t.shape) if sample_weight is None else np.asarray(convert(sample_weight).value, float)
        weights = np.broadcast_to(weights.reshape(weights.shape + (1,) * (t.ndim - weights.ndim)), t.shape).reshape(-1)
        truth, p = t.reshape(-1) > 0, p.reshape(-1).astype(np.float32)
        for cell in self.cells:
            target, said = CELLS[cell]
            counts = [np.sum(weights[(truth == target) & ((p > np.float32(h)) == said)]) for h in self.thresholds]
            getattr(self, cell).assign_add(np.array(counts, np.float32))

    def held(self) -> list[Any]:
        """The counts."""
        return [np.asarray(getattr(self, cell).held) for cell in self.cells]

    def value(self, *counts: Any) -> Any:
        """What the counts come to: the share of the first in both (precision, recall), or the only one."""
        return ratio(counts[0], counts[0] + counts[1]) if len(counts) > 1 else counts[0]

    def result(self) -> Any:
        found = self.value(*self.held())
        return constant(found[0] if len(self.thresholds) == 1 else found)


class OneCell(Counted):
    """One of the counts."""

    def __init__(self, thresholds: Any = None, name: Any = None, dtype: Any = None) -> None:
        super().__init__(thresholds, name=name, dtype=dtype)


class AUC(Counted):
    """The area under the curve of hits against false alarms (ROC), or of precision against recall (PR)."""

    def __init__(
        self, num_thresholds: int = 200, curve: str = "ROC", summation_method: str = "interpolation", name: Any = None,
        dtype: Any = None, thresholds: Any = None, multi_label: bool = False, num_labels: Any = None,
        label_weights: Any = None, from_logits: bool = False,
    ) -> None:  # fmt: skip
        n = num_thresholds if thresholds is None else len(thresholds) + 2
        inner = [(i + 1) / (n - 1) for i in range(n - 2)] if thresholds is None else sorted(thresholds)
        super().__init__([-1e-7, *inner, 1 + 1e-7], name=name, dtype=dtype)
        self.curve, self.summation_method, self.from_logits = curve, summation_method, from_logits

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        p = np.asarray(convert(y_pred).value, float)
        super().update_state(y_true, 1 / (1 + np.exp(-p)) if self.from_logits else p, sample_weight)

    def result(self) -> Any:
        tp, fp, tn, fn = self.held()
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

    def __init__(
        self, num_classes: int, name: Any = None, dtype: Any = None, ignore_class: Any = None,
        sparse_y_true: bool = True, sparse_y_pred: bool = True, axis: int = -1,
    ) -> None:  # fmt: skip
        super().__init__(dtype or "int64", name)
        self.num_classes, self.ignore_class, self.axis = num_classes, ignore_class, axis
        self.sparse = sparse_y_true, sparse_y_pred
        self.total_cm = self.add_variable((num_classes, num_classes), name="total_confusion_matrix")

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        given = (np.asarray(convert(y).value) for y in (y_true, y_pred))
        scored = (y if sparse else np.argmax(y, self.axis) for y, sparse in zip(given, self.sparse))
        t, p = (y.reshape(-1) for y in scored)
        n, kind = self.num_classes, as_dtype(self.dtype).as_numpy_dtype
        weights = np.asarray(1.0 if sample_weight is None else convert(sample_weight).value).astype(kind)
        kept = (t >= 0) & (t < n) & (p >= 0) & (p < n) & (self.ignore_class is None or t != self.ignore_class)
        counts = np.zeros((n, n), kind)
        np.add.at(
            counts, (t[kept].astype(int), p[kept].astype(int)), np.broadcast_to(weights.reshape(-1), t.shape)[kept]
        )
        self.total_cm.assign_add(counts)

    def shares(self) -> tuple[Any, Any]:
        """What target and prediction share of each class, and what either has."""
        counts = np.asarray(self.total_cm.held)
        return np.diag(counts), counts.sum(0) + counts.sum(1) - np.diag(counts)

    def result(self) -> Any:
        shared, either = self.shares()
        return constant(np.float32(np.sum(ratio(shared, either)) / max(np.count_nonzero(either), 1)))


def kind(title: str, base: type[Counted], *cells: str) -> Any:
    """A metric of some of the counts."""
    return type(title, (base,), {"cells": cells})


announce(
    AUC, MeanIoU, kind("Precision", Counted, "true_positives", "false_positives"),
    kind("Recall", Counted, "true_positives", "false_negatives"),
    *(kind("".join(w.title() for w in cell.split("_")), OneCell, cell) for cell in CELLS),
)  # fmt: skip
