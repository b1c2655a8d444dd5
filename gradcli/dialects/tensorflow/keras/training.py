"""compile, fit, evaluate and predict: one loop over the same tape, whose steps a model may write itself."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from typing import Any

import numpy as np

from ..ops.logic import add_n
from ..ops.reductions import reduce_sum
from ..programs.functions import Function
from ..programs.tape import GradientTape
from ..tensors import convert, detached, shape
from ..tensors.nest import flatten, mapped
from .batches import Data, arrays, by_class, split, unpacked
from .callbacks import Callbacks, History, numbers, told_of
from .calling import parameters
from .compiled import CompiledLoss, CompiledMetrics
from .metrics import Mean, Metric
from .optimizers import get as optimizer_of
from .summary import said


class Step(Function):
    """A step as a function that is traced anew for batches of another form."""

    telling = staticmethod(contextlib.nullcontext)


class Training:
    """What makes a model of layers one that can be trained."""

    optimizer: Any = None
    built: bool
    build: Any
    compiled = False
    stop_training = False
    run_eagerly = False
    _loss: CompiledLoss | None = None
    _metrics: CompiledMetrics | None = None

    def compile(
        self, optimizer: Any = "rmsprop", loss: Any = None, loss_weights: Any = None, metrics: Any = None,
        weighted_metrics: Any = None, run_eagerly: bool = False, steps_per_execution: int = 1, **ignored: Any,
    ) -> None:  # fmt: skip
        """Choose the optimizer, the loss and the metrics, by names or as they are."""
        self.optimizer = optimizer_of(optimizer)
        self.loss = loss
        names = getattr(self, "output_names", None)
        if loss is not None:
            self._loss = CompiledLoss(loss, loss_weights, names)
        if metrics is not None or weighted_metrics is not None:
            self._metrics = CompiledMetrics(metrics, weighted_metrics, names)
        self._loss_tracker = Mean(name="loss")
        self.compiled, self.run_eagerly, self.stop_training = True, run_eagerly, False
        self._steps: dict[str, Step] = {}

    # what a class of the user's own may write itself

    def train_step(self, data: Any) -> dict[str, Any]:
        """One step along the gradients of the loss of a batch; the metrics so far."""
        x, y, weight = unpacked(data)
        with GradientTape() as tape:
            y_pred = self._called(x, True)
            loss = self._loss_of(x, y, y_pred, weight, True)
            self._loss_tracker.update_state(loss, sample_weight=shape(flatten(x)[0])[0])
        variables = self.trainable_weights  # type: ignore[attr-defined]
        if variables:
            self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
        return self.compute_metrics(x, y, y_pred, weight)

    def test_step(self, data: Any) -> dict[str, Any]:
        """The metrics so far, with those of a batch."""
        x, y, weight = unpacked(data)
        y_pred = self._called(x, False)
        loss = self._loss_of(x, y, y_pred, weight, False)
        self._loss_tracker.update_state(loss, sample_weight=shape(flatten(x)[0])[0])
        return self.compute_metrics(x, y, y_pred, weight)

    def predict_step(self, data: Any) -> Any:
        return self._called(unpacked(data)[0], False)

    def _called(self, x: Any, training: bool) -> Any:
        """What the model makes of a batch; one whose `call` takes no `training` is told nothing."""
        about = {"training": training} if "training" in parameters(type(self).call) else {}  # type: ignore[attr-defined]
        return self(x, **about)  # type: ignore[operator]

    def _loss_of(self, x: Any, y: Any, y_pred: Any, weight: Any, training: bool) -> Any:
        known = self.compute_loss.__code__.co_varnames
        about = {"training": training} if "training" in known else {}
        return self.compute_loss(x=x, y=y, y_pred=y_pred, sample_weight=weight, **about)

    def compute_loss(
        self, x: Any = None, y: Any = None, y_pred: Any = None, sample_weight: Any = None, training: bool = True
    ) -> Any:
        """The loss that was chosen, and those that the layers have kept."""
        parts = [self._loss(y, y_pred, sample_weight)] if self._loss is not None else []
        parts += [reduce_sum(loss) for loss in self.losses]  # type: ignore[attr-defined]
        return add_n(parts) if parts else convert(0.0)

    def compute_metrics(self, x: Any, y: Any, y_pred: Any, sample_weight: Any = None) -> dict[str, Any]:
        if self._metrics is not None:
            self._metrics.update_state(y, y_pred, sample_weight)
        return self.get_metrics_result()

    def get_metrics_result(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for metric in self.metrics:
            result = metric.result()
            found.update(result if isinstance(result, dict) else {metric.name: result})
        return found

    def _listed(self, logs: Any) -> Any:
        """The numbers of a step in the order of the metrics, those of other names behind by name; or the only one."""
        seen = numbers(logs)
        names = [m.name for metric in self.metrics for m in getattr(metric, "metrics", [metric])]
        found = [seen[name] for name in (*names, *sorted(seen.keys() - set(names))) if name in seen]
        return found[0] if len(found) == 1 else found

    def _metrics_or(self, logs: Any) -> Any:
        """What a step gave last; the metrics themselves where it gave those, by their names."""
        found = self.get_metrics_result()
        return found if isinstance(logs, dict) and logs.keys() == found.keys() else logs

    @property
    def metrics(self) -> list[Any]:
        """The metrics: the loss's, those that were chosen, those of the model's own."""
        chosen = [self._loss_tracker] if self.compiled else []
        own = [m for m in self.held(Metric) if not any(m is c for c in chosen)]  # type: ignore[attr-defined]
        own += [m for o in self._flatten_layers(False) if not isinstance(o, Training) for m in o.held(Metric)]  # type: ignore[attr-defined]
        parts = self._loss.metrics if self._loss is not None else []
        return [*chosen, *([self._metrics] if self._metrics is not None else []), *parts, *own]

    metrics_names = property(lambda self: [m.name for m in self.metrics], doc="Their names.")

    def reset_metrics(self) -> None:
        for m in self.metrics:
            m.reset_state()

    # the loops

    def fit(
        self, x: Any = None, y: Any = None, batch_size: Any = None, epochs: int = 1, verbose: Any = "auto",
        callbacks: Any = None, validation_split: float = 0.0, validation_data: Any = None, shuffle: Any = True,
        class_weight: Any = None, sample_weight: Any = None, initial_epoch: int = 0, steps_per_epoch: Any = None,
        validation_steps: Any = None, validation_batch_size: Any = None, validation_freq: Any = 1,
    ) -> History:  # fmt: skip
        """Train for so many passes over the data; what the metrics were after each."""
        self._check_compiled()
        if validation_split and validation_data is None:
            (x, y, sample_weight), validation_data = split((x, y, sample_weight), validation_split)
        if class_weight is not None:
            if sample_weight is not None:
                raise ValueError("You cannot `class_weight` and `sample_weight` at the same time.")
            sample_weight = by_class(y, class_weight)
        data = Data(x, y, sample_weight, batch_size, shuffle, steps_per_epoch)
        told = Callbacks(callbacks, self, {"verbose": verbose, "epochs": epochs, "steps": data.steps}, True)
        self.stop_training = False
        told("on_train_begin", {})
        logs: dict[str, Any] = {}
        seen: dict[str, Any] = {}
        for epoch in range(initial_epoch, epochs):
            self.reset_metrics()
            told("on_epoch_begin", epoch, {})
            if verbose and epochs > 1:
                print(f"Epoch {epoch + 1}/{epochs}")
            n, begun = -1, time.monotonic()
            for n, logs in enumerate(self._steps_of("train", data, told)):  # noqa: B007
                if self.stop_training:
                    break
            data.overrun(self, True)
            seen = numbers(self._metrics_or(logs))
            due = (
                (epoch + 1) % validation_freq == 0 if isinstance(validation_freq, int) else epoch + 1 in validation_freq
            )
            if validation_data is not None and due:
                vx, vy, vw = unpacked(validation_data)
                found = self.evaluate(vx, vy, validation_batch_size or batch_size, 0, vw, validation_steps, told,
                                      return_dict=True)  # fmt: skip
                seen = dict(sorted((seen | {f"val_{name}": v for name, v in found.items()}).items()))
            logs = dict(seen)  # to which callbacks add
            told("on_epoch_end", epoch, logs)
            said(verbose, n + 1, begun, logs)
            if self.stop_training:
                break
        if epochs > 0 and hasattr(self.optimizer, "finalize_variable_values"):
            self.optimizer.finalize_variable_values(self.trainable_weights)  # type: ignore[attr-defined]
        told("on_train_end", seen)
        return told.history

    def evaluate(
        self, x: Any = None, y: Any = None, batch_size: Any = None, verbose: Any = "auto", sample_weight: Any = None,
        steps: Any = None, callbacks: Any = None, return_dict: bool = False, **ignored: Any,
    ) -> Any:  # fmt: skip
        """The loss and the metrics on data: a list, or by name; a number where there is one alone."""
        self._check_compiled()
        self.reset_metrics()
        logs: dict[str, Any] = {}
        data, n, begun = Data(x, y, sample_weight, batch_size, False, steps), -1, time.monotonic()
        told = told_of(callbacks, self, verbose, data.steps)
        told("on_test_begin", {})
        for n, logs in enumerate(self._steps_of("test", data, told)):  # noqa: B007
            pass
        data.overrun(self, False)
        logs = self._metrics_or(logs)
        seen = numbers(logs)
        told("on_test_end", seen)
        said(verbose, n + 1, begun, seen)
        if return_dict:
            return seen
        return self._listed(logs)

    def predict(
        self, x: Any, batch_size: Any = None, verbose: Any = "auto", steps: Any = None, callbacks: Any = None
    ) -> Any:
        """What the model makes of data, as NumPy."""
        data = Data(x, None, None, batch_size, False, steps)
        told = told_of(callbacks, self, verbose, data.steps)
        told("on_predict_begin", {})
        parts = list(self._steps_of("predict", data, told))
        told("on_predict_end", {})
        columns = zip(*(flatten(p) for p in parts))
        joined = iter([np.concatenate([np.asarray(detached(v).numpy()) for v in column]) for column in columns])
        return mapped(lambda _: next(joined), parts[0])

    def train_on_batch(
        self, x: Any, y: Any = None, sample_weight: Any = None, class_weight: Any = None, return_dict: bool = False
    ) -> Any:
        weight = sample_weight if class_weight is None else by_class(y, class_weight)
        return self._once("train", x, y, weight, return_dict)

    def test_on_batch(self, x: Any, y: Any = None, sample_weight: Any = None, return_dict: bool = False) -> Any:
        return self._once("test", x, y, sample_weight, return_dict)

    def predict_on_batch(self, x: Any) -> Any:
        return mapped(lambda v: v.numpy(), self._stepped("predict", (arrays(x),)))

    def _once(self, kind: str, x: Any, y: Any, weight: Any, return_dict: bool) -> Any:
        self._check_compiled()
        self.reset_metrics()
        found = self._stepped(kind, (arrays(x), arrays(y), arrays(weight)))
        return numbers(found) if return_dict else self._listed(found)

    def _steps_of(self, kind: str, data: Data, told: Callbacks) -> Iterator[Any]:
        """What the steps of a pass over data give, one after the other."""
        for n, batch in enumerate(data.batches()):
            told(f"on_{kind}_batch_begin", n, {})
            logs = self._stepped(kind, batch if kind == "predict" else data.formed(batch))
            told(f"on_{kind}_batch_end", n, {"outputs": logs} if kind == "predict" else numbers(logs))
            yield logs

    def _stepped(self, kind: str, batch: Any) -> Any:
        """One step of a kind, in a graph of its own."""
        step = getattr(self, f"{kind}_step")
        if self.run_eagerly:
            return step(batch)
        steps = self.__dict__.setdefault("_steps", {})
        if kind not in steps:
            steps[kind] = Step(step, relaxed=True)
        return steps[kind](batch)

    def _check_compiled(self) -> None:
        if not self.compiled:
            raise ValueError("You must call `compile()` before using the model.")
