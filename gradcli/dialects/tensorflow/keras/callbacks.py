"""Callbacks of `fit`: the user's own, those that change the training, and those that keep weights or write metrics."""

from __future__ import annotations

import os
from typing import Any

import numpy as np

from ..programs.train import UNSUMMED, UNWRITTEN
from ..tensors import NAMES, detached, export, warn
from ..tensors.errors import Refused
from .config import Settled


@export("keras.callbacks.Callback")
class Callback(Settled):
    """A thing that is told what happens while a model is trained."""

    model: Any = None
    params: Any = None

    def set_params(self, params: dict[str, Any]) -> None:
        self.params = params

    def set_model(self, model: Any) -> None:
        self.model = model


for _name in ("train_begin", "train_end", "test_begin", "test_end", "predict_begin", "predict_end"):
    setattr(Callback, f"on_{_name}", lambda self, logs=None: None)
for _edge in ("begin", "end"):
    for _name in ("epoch", "batch", "test_batch", "predict_batch"):
        setattr(Callback, f"on_{_name}_{_edge}", lambda self, number, logs=None: None)
    setattr(Callback, f"on_train_batch_{_edge}", lambda self, batch, logs=None, to=f"on_batch_{_edge}": getattr(
        self, to)(batch, logs=logs))  # fmt: skip


@export("keras.callbacks.History")
class History(Callback):
    """What the metrics were after each epoch."""

    def __init__(self) -> None:
        self.epoch: list[int] = []
        self.history: dict[str, list[Any]] = {}

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        self.epoch.append(epoch)
        for name, value in (logs or {}).items():
            self.history.setdefault(name, []).append(value)


@export("keras.callbacks.LambdaCallback")
class LambdaCallback(Callback):
    """A callback of functions."""

    def __init__(self, *functions: Any, **by_name: Any) -> None:
        events = "on_epoch_begin on_epoch_end on_train_begin on_train_end on_train_batch_begin on_train_batch_end"
        for name, function in (dict(zip(events.split(), functions)) | by_name).items():
            if function is not None:
                setattr(self, name, function)


def rate_of(model: Any) -> float:
    return float(model.optimizer.learning_rate.numpy())


def rises(mode: str, monitor: str) -> bool:
    """Whether a metric is better the larger it is."""
    return mode == "max" or mode == "auto" and monitor.endswith(("acc", "accuracy", "auc"))


@export("keras.callbacks.TerminateOnNaN")
class TerminateOnNaN(Callback):
    """Stop where the loss is no number."""

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        if not np.isfinite((logs or {}).get("loss", 0.0)):
            print(f"Batch {batch}: Invalid loss, terminating training")
            self.model.stop_training = True


@export("keras.callbacks.ReduceLROnPlateau")
class ReduceLROnPlateau(Callback):
    """A smaller learning rate where a metric no longer gets better."""

    _settings = "monitor='val_loss' factor=0.1 patience=10 verbose=0 mode='auto' min_delta=1e-4 cooldown=0 min_lr=0.0"

    def ready(self: Any) -> None:
        if self.factor >= 1.0:
            raise ValueError(f"ReduceLROnPlateau does not support a factor >= 1.0. Got {self.factor}")
        self.sign = 1 if rises(self.mode, self.monitor) else -1
        self.best, self.wait, self.resting = -np.inf, 0, 0

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        rate = logs["learning_rate"] = rate_of(self.model)
        value = logs.get(self.monitor)
        if value is None:
            return
        if self.resting:
            self.resting, self.wait = self.resting - 1, 0
        if self.sign * value > self.best + self.min_delta:
            self.best, self.wait = self.sign * value, 0
        elif not self.resting:
            self.wait += 1
            if self.wait >= self.patience and rate > np.float32(self.min_lr):
                new = self.model.optimizer.learning_rate = max(rate * self.factor, self.min_lr)
                self.resting, self.wait = self.cooldown, 0
                if self.verbose:
                    print(f"\nEpoch {epoch + 1}: ReduceLROnPlateau reducing learning rate to {new}.")


@export("keras.callbacks.LearningRateScheduler")
class LearningRateScheduler(Callback):
    """A learning rate for each epoch."""

    _settings = "schedule verbose=0"

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        try:
            rate = self.schedule(epoch, rate_of(self.model))
        except TypeError:
            rate = self.schedule(epoch)
        self.model.optimizer.learning_rate = rate
        if self.verbose:
            print(f"\nEpoch {epoch + 1}: LearningRateScheduler setting learning rate to {rate}.")

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        logs["learning_rate"] = rate_of(self.model)


class Monitor(Callback):
    """What watches whether a metric gets better."""

    best: Any = None
    least = 0.0
    without = "Can save best model only with {} available."

    def value_of(self: Any, logs: dict[str, Any], asked: bool = True) -> Any:
        """The metric, None where it is missing (told if it is asked for). ValueError if it is and no mode is given."""
        known = {"loss", *(n.removeprefix("val_") for n in logs)}
        if self.mode == "auto" and self.monitor.removeprefix("val_") not in known:
            raise ValueError(f"{type(self).__name__} callback received monitor={self.monitor}, but Keras isn't able to "
                             "automatically determine whether that metric should be maximized or minimized. Pass "
                             "`mode='max'` in order to monitor based on the highest metric value, or pass `mode='min'` "
                             "in order to use the lowest value.")  # fmt: skip
        if asked and self.monitor not in logs:
            warn(self.without.format(self.monitor, ",".join(logs)))
        return logs.get(self.monitor)

    def better(self: Any, value: float, than: Any) -> bool:
        sign = 1 if rises(self.mode, self.monitor) else -1
        return than is None or bool(sign * (value - than) > self.least)


@export("keras.callbacks.ModelCheckpoint")
class ModelCheckpoint(Monitor):
    """Keep the weights of each epoch, or of the best, for the model's load_weights."""

    _settings = (
        "filepath monitor='val_loss' verbose=0 save_best_only=False save_weights_only=False mode='auto' "
        "save_freq='epoch' initial_value_threshold=None:best"
    )

    def ready(self: Any) -> None:
        self.filepath = os.fspath(self.filepath)
        word, ends = ("weights", (".weights.h5",)) if self.save_weights_only else ("model", (".keras", ".h5"))
        if not self.filepath.endswith(ends):
            when = "When using `save_weights_only=True` in `ModelCheckpoint`, the" if word == "weights" else "The"
            raise ValueError(f"{when} filepath provided must end in `{ends[0]}` (Keras {word} format). Received: "
                             f"filepath={self.filepath}")  # fmt: skip
        if self.save_freq != "epoch":
            raise Refused("ModelCheckpoint within an epoch is not offered", "leave save_freq out")

    def on_epoch_end(self: Any, epoch: int, logs: Any = None) -> None:
        path, value = self.filepath.format(epoch=epoch + 1, **logs), self.value_of(logs, self.save_best_only)
        told, kept = f"\nEpoch {epoch + 1}: ", True
        if self.save_best_only and value is not None:
            kept, best = self.better(value, self.best), "None" if self.best is None else f"{self.best:.5f}"
            to = f"improved from {best} to {value:.5f}, saving model to {path}"
            text = f"{self.monitor} {to if kept else f'did not improve from {best}'}"
            self.best = value if kept else self.best
        else:
            text = f"saving model to {path}"
        if self.verbose:
            print(told + text)
        if kept:
            self.model.save_weights(path)
            if self.verbose:
                print(f"{told}finished saving model to {path}")


@export("keras.callbacks.CSVLogger")
class CSVLogger(Callback):
    """Write the metrics of each epoch to a file, a row for each."""

    _settings = "filename separator=',' append=False"

    def on_train_begin(self: Any, logs: Any = None) -> None:
        self.keys, self.fresh = None, not self.append or not os.path.exists(self.filename)
        self.file = open(self.filename, "w" if self.fresh else "a")  # noqa: SIM115

    def on_epoch_end(self: Any, epoch: int, logs: Any = None) -> None:
        if self.keys is None:
            self.keys = sorted(logs)
            self.keys += [] if any(k.startswith("val_") for k in logs) else [f"val_{k}" for k in self.keys]
            if self.fresh:
                print("epoch", *self.keys, sep=self.separator, file=self.file)
        print(epoch, *(logs.get(k, "NA") for k in self.keys), sep=self.separator, file=self.file, flush=True)

    def on_train_end(self: Any, logs: Any = None) -> None:
        self.file.close()


for _name, _doc in (("TensorBoard", UNSUMMED), ("BackupAndRestore", UNWRITTEN)):
    NAMES[f"keras.callbacks.{_name}"] = type(_name, (Callback,), {
        "__init__": lambda self, *args, told=_doc, **about: warn(told), "__doc__": _doc})  # fmt: skip


@export("keras.callbacks.EarlyStopping")
class EarlyStopping(Monitor):
    """Stop where a metric no longer gets better."""

    without = "Early stopping conditioned on metric `{}` which is not available. Available metrics are: {}"
    _settings = (
        "monitor='val_loss' min_delta=0 patience=0 verbose=0 mode='auto' baseline=None restore_best_weights=False "
        "start_from_epoch=0"
    )

    def ready(self: Any) -> None:
        self.least = abs(self.min_delta)
        self.on_train_begin()

    def on_train_begin(self, logs: Any = None) -> None:
        self.best = self.weights = None
        self.wait = self.stopped_epoch = self.best_epoch = 0

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        value = self.value_of(logs or {})
        if value is None or epoch < self.start_from_epoch:
            return
        if self.restore_best_weights and self.weights is None:
            self.weights, self.best_epoch = self.model.get_weights(), epoch
        self.wait += 1
        if self.better(value, self.best):
            self.best, self.best_epoch = value, epoch
            self.weights = self.model.get_weights() if self.restore_best_weights else None
            if self.better(value, self.baseline):
                self.wait = 0
        elif self.wait >= self.patience and epoch > 0:
            self.stopped_epoch, self.model.stop_training = epoch, True

    def on_train_end(self, logs: Any = None) -> None:
        if self.verbose and self.stopped_epoch:
            print(f"Epoch {self.stopped_epoch + 1}: early stopping")
        if self.weights is not None and self.verbose:
            print(f"Restoring model weights from the end of the best epoch: {self.best_epoch + 1}.")
        if self.weights is not None:
            self.model.set_weights(self.weights)


class Callbacks:
    """All that are told."""

    def __init__(self, given: Any, model: Any, params: dict[str, Any], history: bool = False) -> None:
        own = list(given) if isinstance(given, list | tuple) else [given] if given is not None else []
        kept = [c for c in own if isinstance(c, History)] or [History()]
        self.history = kept[0]
        self.all = own if not history or self.history in own else [*own, self.history]
        for c in self.all:
            c.set_params(params)
            c.set_model(model)
        if history:
            model.history = self.history

    def __call__(self, event: str, *about: Any) -> None:
        named = {"logs": about[-1]} if "_batch_" in event else {}  # as in Keras
        given = about[:-1] if named else about
        for c in self.all:
            getattr(c, event)(*given, **named)


def told_of(given: Any, model: Any, verbose: Any, steps: Any) -> Callbacks:
    """Those of `fit` while it evaluates, or a list's."""
    if isinstance(given, Callbacks):
        return given
    return Callbacks(given, model, {"verbose": verbose, "epochs": 1, "steps": steps})


def numbers(logs: Any) -> dict[str, Any]:
    """Metrics as Python's numbers, by name."""
    if not isinstance(logs, dict):
        logs = {} if logs is None else {"loss": logs}
    found: dict[str, Any] = {}
    for k, v in sorted(logs.items()):
        if isinstance(v, dict):
            found |= numbers(v)
        else:
            found[k] = float(v) if not np.ndim(getattr(v, "value", v)) else detached(v).numpy()
    return found
