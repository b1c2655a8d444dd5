"""Callbacks of `fit`: the user's own, and those that change the training; what saves or draws is left out."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..names import export


@export("keras.callbacks.Callback")
class Callback:
    """A thing that is told what happens while a model is trained."""

    model: Any = None
    params: Any = None

    def set_params(self, params: dict[str, Any]) -> None:
        """What `fit` was called with."""
        self.params = params

    def set_model(self, model: Any) -> None:
        """The model that is trained."""
        self.model = model


for _name in ("train_begin", "train_end", "test_begin", "test_end", "predict_begin", "predict_end"):
    setattr(Callback, f"on_{_name}", lambda self, logs=None: None)
for _name in ("epoch_begin", "epoch_end", "batch_begin", "batch_end", "train_batch_begin", "train_batch_end"):
    setattr(Callback, f"on_{_name}", lambda self, number, logs=None: None)


@export("keras.callbacks.History")
class History(Callback):
    """What the metrics were after each epoch."""

    def __init__(self) -> None:
        self.epoch: list[int] = []
        self.history: dict[str, list[Any]] = {}

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """Keep them."""
        self.epoch.append(epoch)
        for name, value in (logs or {}).items():
            self.history.setdefault(name, []).append(value)


@export("keras.callbacks.LambdaCallback")
class LambdaCallback(Callback):
    """A callback of functions."""

    def __init__(self, **functions: Any) -> None:
        for name, function in functions.items():
            if function is not None:
                setattr(self, name, function)


@export("keras.callbacks.LearningRateScheduler")
class LearningRateScheduler(Callback):
    """A learning rate for each epoch."""

    def __init__(self, schedule: Any, verbose: int = 0) -> None:
        self.schedule = schedule

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        """Set it."""
        try:
            rate = self.schedule(epoch, float(self.model.optimizer.learning_rate.numpy()))
        except TypeError:
            rate = self.schedule(epoch)
        self.model.optimizer.learning_rate = rate


@export("keras.callbacks.EarlyStopping")
class EarlyStopping(Callback):
    """Stop where a metric no longer gets better."""

    def __init__(
        self, monitor: str = "val_loss", min_delta: float = 0, patience: int = 0, verbose: int = 0, mode: str = "auto",
        baseline: Any = None, restore_best_weights: bool = False, start_from_epoch: int = 0,
    ) -> None:  # fmt: skip
        rising = mode == "max" or mode == "auto" and monitor.endswith(("acc", "accuracy", "auc"))
        self.monitor, self.patience, self.sign = monitor, patience, 1 if rising else -1
        self.least, self.restore, self.first = abs(min_delta), restore_best_weights, start_from_epoch
        self.best, self.wait, self.stopped_epoch = -np.inf if baseline is None else self.sign * baseline, 0, 0
        self.weights: Any = None

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """Look at the metric."""
        value = (logs or {}).get(self.monitor)
        if value is None or epoch < self.first:
            return
        if self.restore and self.weights is None:
            self.weights = self.model.get_weights()
        self.wait += 1
        if self.sign * value > self.best + self.least:
            self.best, self.wait = self.sign * value, 0
            self.weights = self.model.get_weights() if self.restore else None
        if self.wait >= self.patience and epoch > 0:
            self.stopped_epoch, self.model.stop_training = epoch, True

    def on_train_end(self, logs: Any = None) -> None:
        """Put the best weights back, if that is wanted."""
        if self.weights is not None:
            self.model.set_weights(self.weights)


class Callbacks:
    """All that are told."""

    def __init__(self, given: Any, model: Any, params: dict[str, Any]) -> None:
        own = list(given) if isinstance(given, list | tuple) else [given] if given is not None else []
        self.history = next((c for c in own if isinstance(c, History)), None) or History()
        self.all = own if self.history in own else [self.history, *own]
        for c in self.all:
            c.set_params(params)
            c.set_model(model)
        model.history = self.history

    def __call__(self, event: str, *about: Any) -> None:
        for c in self.all:
            getattr(c, event)(*about)
            if event in ("on_train_batch_begin", "on_train_batch_end"):
                getattr(c, event.replace("train_", ""))(*about)
