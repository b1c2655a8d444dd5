"""The loss and the metrics that a model was compiled with, for one output or for several."""

from __future__ import annotations

from typing import Any

from ..logic import add_n
from ..names import snake
from .losses import Loss
from .losses import get as loss_of
from .metrics import Mean, MeanMetricWrapper, Metric
from .metrics import get as metric_of
from .symbolic import leaves

GUESSED = ("accuracy", "acc", "crossentropy", "ce")


def outputs(x: Any) -> list[Any]:
    """The outputs one by one, a dict's by its sorted keys."""
    return [x[k] for k in sorted(x)] if isinstance(x, dict) else leaves(x)


def per_output(given: Any, count: int, names: list[str] | None) -> list[Any]:
    """What was given for each output, by order or by name."""
    if count == 1:
        return [given if not isinstance(given, dict) else next(iter(given.values()))]
    if isinstance(given, dict):
        return [given.get(name) for name in names or sorted(given)]
    return list(given) if isinstance(given, list | tuple) else [given] * count


def kind(y_true: Any, y_pred: Any) -> str:
    """Whether targets are of two classes, class numbers, or one-hot rows."""
    last = y_pred.shape[-1] if y_pred.ndim else 1
    if last == 1:
        return "binary"
    whole = y_true.ndim < y_pred.ndim or y_true.ndim == y_pred.ndim and y_true.shape[-1] == 1
    return "sparse_categorical" if whole else "categorical"


class CompiledLoss:
    """The sum of the losses of all outputs."""

    def __init__(self, loss: Any, weights: Any, names: list[str] | None) -> None:
        self.loss, self.weights, self.names = loss, weights, names
        self.parts: list[Any] | None = None
        self.metrics: list[Any] = []

    def build(self, y_true: list[Any], y_pred: list[Any]) -> list[Any]:
        """The losses, by what the outputs look like."""
        count = len(y_pred)
        given = per_output(self.loss[0] if count == 1 and isinstance(self.loss, list) else self.loss, count, self.names)
        self.factors = per_output(self.weights, count, self.names) if self.weights is not None else [None] * count
        self.parts = [part(one, t, p) for one, t, p in zip(given, y_true, y_pred)]
        if count > 1:
            names = self.names or [f"output_{n}" for n in range(count)]
            self.metrics = [Mean(name=f"{name}_loss") for name in names]
        return self.parts

    def __call__(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> Any:
        truths, found = outputs(y_true), outputs(y_pred)
        parts = self.parts or self.build(truths, found)
        total = []
        for n, (loss, t, p) in enumerate(zip(parts, truths, found)):
            if loss is None:
                continue
            weight = sample_weight[n] if isinstance(sample_weight, list | tuple) else sample_weight
            value = loss(t, p, weight)
            factor = self.factors[n]
            value = value if factor is None else value * factor
            if self.metrics:
                self.metrics[n].update_state(value, sample_weight=p.shape[0])
            total.append(value)
        return add_n(total)


class Wrapped(Loss):
    """A function of the user's own, averaged over a batch."""

    def __init__(self, function: Any) -> None:
        super().__init__(name=getattr(function, "__name__", "loss"))
        self.given = function

    def call(self, y_true: Any, y_pred: Any) -> Any:
        """The loss of each sample."""
        return self.given(y_true, y_pred)


def part(identifier: Any, y_true: Any, y_pred: Any) -> Any:
    """The loss of one output."""
    if identifier is None or isinstance(identifier, Loss):
        return identifier
    if isinstance(identifier, str) and identifier.lower() in GUESSED:
        identifier = f"{kind(y_true, y_pred)}_crossentropy"
    found = loss_of(identifier)
    return found if isinstance(found, Loss) else Wrapped(found)


class CompiledMetrics:
    """The metrics of all outputs, as one."""

    name = "compile_metrics"

    def __init__(self, metrics: Any, weighted: Any, names: list[str] | None) -> None:
        self.given, self.weighted, self.names = metrics, weighted, names
        self.parts: list[list[Any]] | None = None

    @property
    def metrics(self) -> list[Any]:
        """All of them."""
        return [m for part in self.parts or () for m in part]

    def build(self, y_true: list[Any], y_pred: list[Any]) -> list[list[Any]]:
        """The metrics, by what the outputs look like."""
        count = len(y_pred)
        self.parts = []
        asked = [self.given, self.weighted]
        rows = [per_output(g, count, self.names) if count > 1 else [g] for g in asked]
        for n in range(count):
            several = [m for row in rows for m in listed(row[n])]
            made = [metric(m, y_true[n], y_pred[n]) for m in several]
            if count > 1 and self.names:
                for m in made:
                    m.name = f"{self.names[n]}_{m.name}"
            self.parts.append(made)
        self.plain = len(listed(rows[0][0]))
        return self.parts

    @property
    def variables(self) -> list[Any]:
        """What they remember."""
        return [v for m in self.metrics for v in m.variables]

    def reset_state(self) -> None:
        """Begin them anew."""
        for m in self.metrics:
            m.reset_state()

    def result(self) -> dict[str, Any]:
        """Their values, by name."""
        return {m.name: m.result() for m in self.metrics}

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        """Take targets and predictions in."""
        truths, found = outputs(y_true), outputs(y_pred)
        for part, t, p in zip(self.parts or self.build(truths, found), truths, found):
            for n, m in enumerate(part):
                m.update_state(t, p, sample_weight if n >= self.plain else None)


def listed(x: Any) -> list[Any]:
    """x as a list."""
    return (
        []
        if x is None
        else list(x)
        if isinstance(x, list | tuple)
        else list(x.values())
        if isinstance(x, dict)
        else [x]
    )


def metric(identifier: Any, y_true: Any, y_pred: Any) -> Metric:
    """A metric by what the output looks like, named as it was asked for."""
    if isinstance(identifier, Metric):
        return identifier
    name = identifier if isinstance(identifier, str) else getattr(identifier, "__name__", type(identifier).__name__)
    if isinstance(identifier, str) and identifier.lower() in GUESSED:
        suffix = "accuracy" if identifier.lower() in GUESSED[:2] else "crossentropy"
        identifier = f"{kind(y_true, y_pred)}_{suffix}"
    found = metric_of(identifier) if isinstance(identifier, str) else identifier
    made: Metric = found if isinstance(found, Metric) else MeanMetricWrapper(found)
    made.name = name if isinstance(identifier, str) else snake(name)
    return made
