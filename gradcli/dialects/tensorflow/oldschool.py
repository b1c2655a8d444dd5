"""Optimizers of TensorFlow 1, and schedules of learning rates."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

import math
from typing import Any

import numpy as np

from .convert import constant, convert
from .elementary import pow
from .names import NAMES, ONLY_V1, Thing
from .optimizers import SGD, Adagrad, Adam, RMSprop
from .tape import GradientTape


class Legacy:
    """An optimizer of TensorFlow 1: minimize takes a function."""

    kind: Any = SGD

    def __init__(
        self, learning_rate: Any = 0.001, *args: Any, use_locking: bool = False, name: Any = None, **about: Any
    ) -> None:
        self.inner = self.kind(learning_rate, *args, **about)

    def apply_gradients(self, grads_and_vars: Any, global_step: Any = None, name: Any = None) -> None:
        """Take one step."""
        self.inner.apply_gradients(grads_and_vars)
        if global_step is not None:
            global_step.assign_add(1)

    def compute_gradients(self, loss: Any, var_list: Any = None, **ignored: Any) -> list[Any]:
        """Pairs of gradient and Variable."""
        with GradientTape() as tape:
            value = loss()
        variables = list(var_list) if var_list is not None else list(tape.watched_variables())
        return list(zip(tape.gradient(value, variables), variables))

    def minimize(self, loss: Any, global_step: Any = None, var_list: Any = None, **ignored: Any) -> None:
        """Differentiate a function and take one step."""
        if not callable(loss):
            raise RuntimeError(
                "`loss` passed to Optimizer.compute_gradients should be a function when eager execution is enabled."
            )
        self.apply_gradients(self.compute_gradients(loss, var_list), global_step)


for _name, _kind in (
    ("GradientDescent", SGD),
    ("Momentum", SGD),
    ("Adam", Adam),
    ("RMSProp", RMSprop),
    ("Adagrad", Adagrad),
):
    ONLY_V1[f"train.{_name}Optimizer"] = type(f"{_name}Optimizer", (Legacy,), {"kind": _kind})


# schedules


def schedule(name: str) -> Callable[[Thing], Thing]:
    """Announce a schedule: a function of its settings that returns a function of the step."""

    def register(make: Thing) -> Thing:
        NAMES[f"keras.optimizers.schedules.{name}"] = NAMES[f"optimizers.schedules.{name}"] = make
        return make

    return register


def at(step: Any) -> Any:
    """The number of a step, as a float."""
    return NAMES["cast"](convert(step), "float32")


@schedule("ExponentialDecay")
def exponential_decay(
    initial_learning_rate: Any, decay_steps: Any, decay_rate: Any, staircase: bool = False, name: Any = None
) -> Any:
    """rate * decay ** (step / steps)."""

    def rate(step: Any) -> Any:
        p = at(step) / float(decay_steps)
        return initial_learning_rate * pow(constant(float(decay_rate)), NAMES["floor"](p) if staircase else p)

    return rate


@schedule("InverseTimeDecay")
def inverse_time_decay(
    initial_learning_rate: Any, decay_steps: Any, decay_rate: Any, staircase: bool = False, name: Any = None
) -> Any:
    """rate / (1 + decay * step / steps)."""

    def rate(step: Any) -> Any:
        p = at(step) / float(decay_steps)
        return initial_learning_rate / (1.0 + decay_rate * (NAMES["floor"](p) if staircase else p))

    return rate


@schedule("PiecewiseConstantDecay")
def piecewise_constant_decay(boundaries: Any, values: Any, name: Any = None) -> Any:
    """The value of the piece that the step is in."""
    return lambda step: constant(float(values[int(np.searchsorted(np.asarray(boundaries), float(at(step)), "left"))]))


@schedule("PolynomialDecay")
def polynomial_decay(
    initial_learning_rate: Any,
    decay_steps: Any,
    end_learning_rate: Any = 0.0001,
    power: float = 1.0,
    cycle: bool = False,
    name: Any = None,
) -> Any:
    """From one rate to another along a power."""

    def rate(step: Any) -> Any:
        n = float(at(step))
        steps = float(decay_steps) * (max(math.ceil(n / decay_steps), 1) if cycle else 1)
        return constant(
            (initial_learning_rate - end_learning_rate) * (1 - min(n, steps) / steps) ** power + end_learning_rate
        )

    return rate


@schedule("CosineDecay")
def cosine_decay(
    initial_learning_rate: Any,
    decay_steps: Any,
    alpha: float = 0.0,
    name: Any = None,
    warmup_target: Any = None,
    warmup_steps: int = 0,
) -> Any:
    """Half a wave down."""

    def rate(step: Any) -> Any:
        n = float(at(step))
        top = initial_learning_rate
        if warmup_target is not None:
            if n < warmup_steps:
                return constant(top + (warmup_target - top) * n / warmup_steps)
            top, n = warmup_target, n - warmup_steps
        share = 0.5 * (1 + math.cos(math.pi * min(n, decay_steps) / decay_steps))
        return constant(top * ((1 - alpha) * share + alpha))

    return rate
