"""Schedules of learning rates: functions of the number of steps taken."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from typing import Any

import numpy as np

from ..ops.elementary import cos, exp, floor, log, pow
from ..tensors import NAMES, ONLY_V1, Variable, cast, constant, convert, snake
from .config import Settled


class LearningRateSchedule(Settled):
    """A function of the number of steps taken; a subclass is called with it."""

    def __call__(self, step: Any) -> Any:
        raise NotImplementedError(f"'{type(self).__name__}' must override `__call__(self, step)`.")

    def serialized(self) -> dict[str, Any]:
        """Its class and settings, as Keras writes them."""
        name, own = type(self).__name__, SCHEDULES.get(type(self).__name__) is type(self)
        return {"module": "keras.optimizers.schedules" if own else None, "class_name": name,
                "config": self.get_config(), "registered_name": None if own else name}  # fmt: skip


def rebuilt(config: dict[str, Any]) -> LearningRateSchedule:
    """The schedule of that. TypeError for a class that is not Keras's."""
    if config["class_name"] not in SCHEDULES:
        raise TypeError(f"Could not locate class '{config['class_name']}'.")
    made: LearningRateSchedule = SCHEDULES[config["class_name"]](**config["config"])
    return made


def at(step: Any) -> Any:
    """The number of a step, as a float."""
    return cast(step, "float32")


def _fraction(of: Any) -> Any:
    """The rate times a function of (schedule, how often the steps have passed), in whole steps if it is a staircase."""

    def call(s: Any, step: Any) -> Any:
        passed = at(step) / float(s.decay_steps)
        return s.initial_learning_rate * of(s, floor(passed) if s.staircase else passed)

    return call


def _piece(s: Any, step: Any) -> Any:
    if len(s.boundaries) != len(s.values) - 1:
        raise ValueError("The length of boundaries should be 1 less than the length of values.")
    return None if step is None else constant(float(s.values[int(np.searchsorted(s.boundaries, float(at(step))))]))


def _polynomial(s: Any, step: Any) -> Any:
    n = float(at(step))
    steps = float(s.decay_steps) * (max(math.ceil(n / s.decay_steps), 1) if s.cycle else 1)
    fall = s.initial_learning_rate - s.end_learning_rate
    return constant(fall * (1 - min(n, steps) / steps) ** s.power + s.end_learning_rate)


def _half_wave(s: Any, step: Any) -> Any:
    n, top, target = float(at(step)), s.initial_learning_rate, s.warmup_target
    if target is not None:
        if n < s.warmup_steps:
            return constant(top + (target - top) * n / s.warmup_steps)
        top, n = target, n - s.warmup_steps
    share = 0.5 * (1 + math.cos(math.pi * min(n, s.decay_steps) / s.decay_steps))
    return constant(top * ((1 - s.alpha) * share + s.alpha))


def _half_waves(s: Any, step: Any) -> Any:
    done = at(step) / float(s.first_decay_steps)
    if s.t_mul == 1.0:
        count = floor(done)
        done = done - count
    else:
        growth = constant(float(s.t_mul))
        count = floor(log(1.0 - done * (1.0 - growth)) / log(growth))
        done = (done - (1.0 - pow(growth, count)) / (1.0 - growth)) / pow(growth, count)
    wave = 0.5 * pow(constant(float(s.m_mul)), count) * (1.0 + cos(math.pi * done))
    return s.initial_learning_rate * ((1 - s.alpha) * wave + s.alpha)


DECAY = "initial_learning_rate decay_steps decay_rate staircase=False name="
TABLE: tuple[tuple[str, str, Any, str], ...] = (
    ("ExponentialDecay", f"{DECAY}'ExponentialDecay'", _fraction(
        lambda s, passed: pow(constant(float(s.decay_rate)), passed)), "rate * decay ** (step / steps)."),
    ("InverseTimeDecay", f"{DECAY}'InverseTimeDecay'", _fraction(
        lambda s, passed: 1.0 / (1.0 + s.decay_rate * passed)), "rate / (1 + decay * step / steps)."),
    ("NaturalExpDecay", f"{DECAY}None", _fraction(lambda s, passed: exp(-s.decay_rate * passed)),
     "rate * exp(-decay * step / steps), of TensorFlow 1."),
    ("PiecewiseConstantDecay", "boundaries values name='PiecewiseConstant'", _piece,
     "The value of the step's piece."),
    ("PolynomialDecay", "initial_learning_rate decay_steps end_learning_rate=0.0001 power=1.0 cycle=False "
     "name='PolynomialDecay'", _polynomial, "From one rate to another along a power."),
    ("CosineDecay", "initial_learning_rate decay_steps alpha=0.0 name='CosineDecay' warmup_target=None warmup_steps=0",
     _half_wave, "Half a wave down."),
    ("CosineDecayRestarts", "initial_learning_rate first_decay_steps t_mul=2.0 m_mul=1.0 alpha=0.0 name='SGDRDecay'",
     _half_waves, "Half waves down, one after the other (Loshchilov and Hutter 2016)."),
)  # fmt: skip
SCHEDULES: dict[str, Any] = {"LearningRateSchedule": LearningRateSchedule} | {
    title: type(title, (LearningRateSchedule,), {"_settings": words, "__call__": body, "__doc__": doc})
    for title, words, body, doc in TABLE
}
SCHEDULES["PiecewiseConstantDecay"].ready = lambda self: _piece(self, None)
for _home in ("keras.optimizers.schedules", "optimizers.schedules"):
    NAMES.update({f"{_home}.{title}": cls for title, cls in SCHEDULES.items() if title != "NaturalExpDecay"})


# TensorFlow 1's: a function of nothing, which reads the count of steps

_count = functools.cache(lambda: Variable(np.int64(0), trainable=False, name="global_step"))
for _name in ("get_or_create_global_step", "create_global_step", "get_global_step"):
    ONLY_V1[f"train.{_name}"] = lambda graph=None: _count()


def counted(kind: Any) -> Callable[..., Any]:
    """A schedule whose step is a Variable of the caller's."""

    def make(learning_rate: Any, global_step: Any, *args: Any, **about: Any) -> Any:
        schedule = kind(learning_rate, *args, **about)
        return lambda: convert(schedule(global_step))

    return make


ONLY_V1.update({f"train.{snake(title)}": counted(SCHEDULES[title]) for title, *_ in TABLE})


ONLY_V1["train.piecewise_constant"] = ONLY_V1["train.piecewise_constant_decay"] = (
    lambda x, boundaries, values, name=None: lambda: SCHEDULES["PiecewiseConstantDecay"](boundaries, values)(x)
)
