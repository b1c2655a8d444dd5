"""The loss and the metrics that a model was compiled with, for one output or for several."""

from __future__ import annotations

from typing import Any

from ..ops.logic import add_n
from ..tensors import shape, snake
from ..tensors.nest import flatten
from .losses import Loss
from .losses import get as loss_of
from .metrics import Mean, MeanMetricWrapper, Metric
from .metrics import get as metric_of

GUESSED = ("accuracy", "acc", "crossentropy", "ce")


def named(y_pred: Any, names: list[str] | None) -> list[Any]:
    """A name for each output: a dict's keys, or its layer's."""
    if isinstance(y_pred, dict):
        return list(y_pred)
    count = len(flatten(y_pred))
    return names if names and len(names) == count else [f"output_{n}" for n in range(count)]


def per_output(given: Any, names: list[Any]) -> dict[Any, Any]:
    """What was given for each output, by name or by order, or for all alike."""
    if isinstance(given, dict):
        return {name: v for name, v in given.items() if name in names} or dict(zip(names, given.values()))
    return dict(zip(names, given)) if isinstance(given, list | tuple) else dict.fromkeys(names, given)


def kind(y_true: Any, y_pred: Any) -> str:
    """Whether targets are of two classes, class numbers, or one-hot rows."""
    last = shape(y_pred)[-1] if y_pred.ndim else 1
    if last == 1:
        return "binary"
    whole = y_true.ndim < y_pred.ndim or y_true.ndim == y_pred.ndim and shape(y_true)[-1] == 1
    return "sparse_categorical" if whole else "categorical"


class CompiledLoss:
    """The sum of the losses of all outputs."""

    def __init__(self, loss: Any, weights: Any, names: list[str] | None) -> None:
        self.loss, self.weights, self.names = loss, weights, names
        self.parts: dict[Any, Any] = {}
        self.metrics: list[Any] = []

    def build(self, truths: dict[Any, Any], found: dict[Any, Any]) -> dict[Any, Any]:
        """The losses, by what the outputs look like."""
        names = list(found)
        self.parts = {
            name: part(one[0] if isinstance(one, list) else one, truths.get(name), found[name])
            for name, one in per_output(self.loss, names).items()
            if one is not None
        }
        self.factors = per_output(self.weights, names)
        if len(self.parts) > 1:
            self.metrics = [Mean(name=f"{name}_loss") for name in self.parts]
        return self.parts

    def __call__(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> Any:
        names = named(y_pred, self.names)
        truths, found, weights = (per_output(x, names) for x in (y_true, y_pred, sample_weight))
        total = []
        for n, (name, loss) in enumerate((self.parts or self.build(truths, found)).items()):
            value, factor = loss(truths[name], found[name], weights.get(name)), self.factors.get(name)
            if self.metrics:
                self.metrics[n].update_state(value)  # each batch counts alike, as in Keras
            total.append(value if factor is None else value * factor)
        return add_n(total)


def part(identifier: Any, y_true: Any, y_pred: Any) -> Any:
    if identifier is None or isinstance(identifier, Loss):
        return identifier
    if isinstance(identifier, str) and identifier.lower() in GUESSED:
        identifier = f"{kind(y_true, y_pred)}_crossentropy"
    found = loss_of(identifier)
    if isinstance(found, Loss):
        return found
    return type("Loss", (Loss,), {"call": staticmethod(found)})(name=getattr(found, "__name__", "loss"))


class CompiledMetrics:
    """The metrics of all outputs, as one."""

    name = "compile_metrics"

    def __init__(self, metrics: Any, weighted: Any, names: list[str] | None) -> None:
        self.given, self.names = (metrics, weighted), names
        self.parts: dict[Any, list[tuple[str, Any, bool]]] = {}  # of an output: (name, metric, whether it is weighted)

    metrics = property(lambda self: [m for part in self.parts.values() for _, m, _ in part], doc="All of them.")

    def build(self, truths: dict[Any, Any], found: dict[Any, Any]) -> dict[Any, Any]:
        """The metrics, by what the outputs look like."""
        names = sorted(found) if self.names and set(self.names) != set(found) else list(found)
        asked = [per_output(g, names) if len(names) > 1 else {names[0]: flatten(g)} for g in self.given]
        for name in names:
            made = [(metric(m, truths[name], found[name]), bool(n))
                    for n, given in enumerate(asked) for m in flatten(given.get(name)) if m is not None]  # fmt: skip
            prefix = f"{name}_" if len(names) > 1 else ""
            self.parts[name] = [(f"{prefix}{m.name}", m, weighted) for m, weighted in made]
        return self.parts

    variables = property(lambda self: [v for m in self.metrics for v in m.variables], doc="What they remember.")

    def reset_state(self) -> None:
        for m in self.metrics:
            m.reset_state()

    def result(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, m, weighted in (row for part in self.parts.values() for row in part):
            found[f"weighted_{name}" if weighted and name in found else name] = m.result()
        return found

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        names = named(y_pred, self.names)
        truths, found, weights = (per_output(x, names) for x in (y_true, y_pred, sample_weight))
        for output, part in (self.parts or self.build(truths, found)).items():
            for _, m, weighted in part:
                m.update_state(truths[output], found[output], weights.get(output) if weighted else None)


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
    made.name = name if isinstance(identifier, str) else snake(name.strip("<>"))
    return made
