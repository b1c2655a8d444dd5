"""Schedules of learning rates: functions of the number of steps taken."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from ..ops.elementary import cos, exp, floor, log, pow
from ..tensors.convert import constant, convert
from ..tensors.names import NAMES, ONLY_V1, export
from ..tensors.operands import cast
from ..tensors.variable import Variable
from .settings import Settled


class LearningRateSchedule(Settled):
    """A function of the number of steps taken; a subclass is called with it."""

    def __call__(self, step: Any) -> Any:
        raise NotImplementedError(
            f"Learning rate schedule '{type(self).__name__}' must override `__call__(self, step)`."
        )


def at(step: Any) -> Any:
    """The number of a step, as a float."""
    return cast(convert(step), "float32")


class ExponentialDecay(LearningRateSchedule):
    """rate * decay ** (step / steps)."""

    _settings = "initial_learning_rate decay_steps decay_rate staircase=False name=None"

    def ready(self: Any) -> None:
        self.name = self.name or type(self).__name__

    def factor(self, share: Any) -> Any:
        """What is left of the rate after so many times the steps."""
        return pow(constant(float(self.decay_rate)), share)

    def __call__(self, step: Any) -> Any:
        p = at(step) / float(self.decay_steps)
        return self.initial_learning_rate * self.factor(floor(p) if self.staircase else p)


class InverseTimeDecay(ExponentialDecay):
    """rate / (1 + decay * step / steps)."""

    def factor(self, share: Any) -> Any:
        return 1.0 / (1.0 + self.decay_rate * share)


class NaturalExpDecay(ExponentialDecay):
    """rate * exp(-decay * step / steps), of TensorFlow 1."""

    def factor(self, share: Any) -> Any:
        return exp(-self.decay_rate * share)


class PiecewiseConstantDecay(LearningRateSchedule):
    """The value of the piece that the step is in."""

    _settings = "boundaries values name='PiecewiseConstant'"

    def ready(self: Any) -> None:
        boundaries, values = self.boundaries, self.values
        if len(boundaries) != len(values) - 1:
            raise ValueError(
                "The length of boundaries should be 1 less than the length of values. Received: "
                f"boundaries={boundaries} of length {len(boundaries)}, and values={values} of length {len(values)}."
            )

    def __call__(self, step: Any) -> Any:
        return constant(float(self.values[int(np.searchsorted(np.asarray(self.boundaries), float(at(step)), "left"))]))


class PolynomialDecay(LearningRateSchedule):
    """From one rate to another along a power."""

    _settings = (
        "initial_learning_rate decay_steps end_learning_rate=0.0001 power=1.0 cycle=False name='PolynomialDecay'"
    )

    def __call__(self, step: Any) -> Any:
        n = float(at(step))
        steps = float(self.decay_steps) * (max(math.ceil(n / self.decay_steps), 1) if self.cycle else 1)
        fall = self.initial_learning_rate - self.end_learning_rate
        return constant(fall * (1 - min(n, steps) / steps) ** self.power + self.end_learning_rate)


class CosineDecay(LearningRateSchedule):
    """Half a wave down."""

    _settings = "initial_learning_rate decay_steps alpha=0.0 name='CosineDecay' warmup_target=None warmup_steps=0"

    def __call__(self, step: Any) -> Any:
        n, top, target = float(at(step)), self.initial_learning_rate, self.warmup_target
        if target is not None:
            if n < self.warmup_steps:
                return constant(top + (target - top) * n / self.warmup_steps)
            top, n = target, n - self.warmup_steps
        share = 0.5 * (1 + math.cos(math.pi * min(n, self.decay_steps) / self.decay_steps))
        return constant(top * ((1 - self.alpha) * share + self.alpha))


class CosineDecayRestarts(LearningRateSchedule):
    """Half waves down, one after the other (Loshchilov and Hutter 2016)."""

    _settings = "initial_learning_rate first_decay_steps t_mul=2.0 m_mul=1.0 alpha=0.0 name='SGDRDecay'"

    def __call__(self, step: Any) -> Any:
        done = at(step) / float(self.first_decay_steps)
        if self.t_mul == 1.0:
            count = floor(done)
            done = done - count
        else:
            growth = constant(float(self.t_mul))
            count = floor(log(1.0 - done * (1.0 - growth)) / log(growth))
            done = (done - (1.0 - pow(growth, count)) / (1.0 - growth)) / pow(growth, count)
        wave = 0.5 * pow(constant(float(self.m_mul)), count) * (1.0 + cos(math.pi * done))
        return self.initial_learning_rate * ((1 - self.alpha) * wave + self.alpha)


for _cls in (
    LearningRateSchedule, ExponentialDecay, InverseTimeDecay, PiecewiseConstantDecay, PolynomialDecay, CosineDecay,
    CosineDecayRestarts,
):  # fmt: skip
    for _home in ("keras.optimizers.schedules", "optimizers.schedules"):
        NAMES[f"{_home}.{_cls.__name__}"] = _cls


# TensorFlow 1's: a function of nothing, which reads the count of steps

_count: list[Variable] = []


@export(v1=("train.get_or_create_global_step", "train.create_global_step", "train.get_global_step"))
def get_or_create_global_step(graph: Any = None) -> Variable:
    """The count of steps."""
    if not _count:
        _count.append(Variable(np.int64(0), trainable=False, name="global_step"))
    return _count[0]


def counted(kind: Any) -> Callable[..., Any]:
    """A schedule whose step is a Variable of the caller's."""

    def make(learning_rate: Any, global_step: Any, *args: Any, **about: Any) -> Any:
        schedule = kind(learning_rate, *args, **about)
        return lambda: convert(schedule(global_step))

    return make


for _name, _kind in (
    ("exponential_decay", ExponentialDecay), ("inverse_time_decay", InverseTimeDecay), ("cosine_decay", CosineDecay),
    ("natural_exp_decay", NaturalExpDecay), ("polynomial_decay", PolynomialDecay),
    ("cosine_decay_restarts", CosineDecayRestarts),
):  # fmt: skip
    ONLY_V1[f"train.{_name}"] = counted(_kind)


@export(v1=("train.piecewise_constant", "train.piecewise_constant_decay"))
def piecewise_constant(x: Any, boundaries: Any, values: Any, name: Any = None) -> Any:
    """The value of the piece that the step is in."""
    return lambda: PiecewiseConstantDecay(boundaries, values)(x)
