"""Optimizers of TensorFlow 1."""

from __future__ import annotations

from typing import Any

import numpy as np

from .casting import cast
from .convert import convert, detached
from .elementary import pow, sqrt, square
from .gathering import gather
from .indexed import IndexedSlices
from .logic import clip_by_value
from .names import ONLY_V1
from .tape import GradientTape
from .variable import Variable


class Legacy:
    """Steps of gradient descent; a subclass says how one Variable moves. minimize takes a function."""

    slots: tuple[tuple[str, float], ...] = ()  # what is remembered of each Variable, and with what it begins
    every = False  # whether rows that a sparse gradient does not touch move too

    def __init__(self, learning_rate: Any = 0.001, use_locking: bool = False, name: Any = None) -> None:
        self.learning_rate, self.name = learning_rate, name or type(self).__name__.removesuffix("Optimizer")
        self.memory: dict[tuple[int, str], Variable] = {}
        self.steps = 0

    def get_name(self) -> str:
        """The name."""
        return str(self.name)

    def get_slot_names(self) -> list[str]:
        """None: with eager execution TensorFlow names none."""
        return []

    def get_slot(self, var: Any, name: str) -> Any:
        """What is remembered of a Variable."""
        return self.memory.get((var.at, name))

    def variables(self) -> list[Variable]:
        """All that is remembered."""
        return list(self.memory.values())

    def update(self, g: Any, x: Any, rate: Any, *memory: Any) -> tuple[Any, ...]:
        """The new value, and the new memories."""
        raise NotImplementedError

    def move(self, g: Any, v: Any) -> None:
        """Take one step with one Variable; of a sparse gradient with the rows it touches, those of one index summed."""
        for slot, start in self.slots:
            if (v.at, slot) not in self.memory:
                like = np.asarray(v.held)
                name = f"{v.name[:-2]}/{self.name}"
                self.memory[v.at, slot] = Variable(np.full(like.shape, start, like.dtype)[()], False, name=name)
        rate = self.learning_rate() if callable(self.learning_rate) else self.learning_rate
        held = [v, *(self.memory[v.at, slot] for slot, _ in self.slots)]
        values = [detached(x) for x in held]
        rate = cast(detached(rate), v.dtype)
        dense = detached(g)
        if not isinstance(g, IndexedSlices) or self.every:
            for x, new in zip(held, self.update(dense, values[0], rate, *values[1:])):
                x.assign(new)
            return
        at = np.unique(np.asarray(g.indices.value))
        found = self.update(gather(dense, at), gather(values[0], at), rate, *(gather(x, at) for x in values[1:]))
        for x, new in zip(held, found):
            x.scatter_update(IndexedSlices(new, at))

    def apply_gradients(self, grads_and_vars: Any, global_step: Any = None, name: Any = None) -> None:
        """Take one step. ValueError where every gradient is None."""
        pairs = list(grads_and_vars)
        if not pairs:
            raise ValueError("No variables provided.")
        if all(g is None for g, _ in pairs):
            raise ValueError(f"No gradients provided for any variable: {[str(v) for _, v in pairs]}.")
        self.steps += 1
        for g, v in pairs:
            if g is not None:
                self.move(g, v)
        if global_step is not None:
            global_step.assign_add(1)

    def compute_gradients(self, loss: Any, var_list: Any = None, **ignored: Any) -> list[Any]:
        """Pairs of gradient and Variable."""
        if not callable(loss):
            raise RuntimeError(
                "`loss` passed to Optimizer.compute_gradients should be a function when eager execution is enabled."
            )
        with GradientTape() as tape:
            value = loss()
        variables = list(var_list) if var_list is not None else list(tape.watched_variables())
        return list(zip(tape.gradient(value, variables), variables))

    def minimize(self, loss: Any, global_step: Any = None, var_list: Any = None, **ignored: Any) -> None:
        """Differentiate a function and take one step."""
        self.apply_gradients(self.compute_gradients(loss, var_list), global_step)


class GradientDescentOptimizer(Legacy):
    """Gradient descent."""

    def update(self, g: Any, x: Any, rate: Any, *memory: Any) -> tuple[Any, ...]:
        """The new value."""
        return (x - g * rate,)


class MomentumOptimizer(Legacy):
    """Gradient descent with momentum."""

    slots = (("momentum", 0.0),)

    def __init__(
        self, learning_rate: Any, momentum: Any, use_locking: bool = False, name: Any = None, use_nesterov: bool = False
    ) -> None:
        super().__init__(learning_rate, name=name)
        self.momentum, self.nesterov = momentum, use_nesterov

    def update(self, g: Any, x: Any, rate: Any, *memory: Any) -> tuple[Any, ...]:
        """The new value and running gradient."""
        momentum = self.momentum() if callable(self.momentum) else self.momentum
        m = memory[0] * momentum + g
        return x - (g * rate + m * momentum * rate if self.nesterov else m * rate), m


class AdamOptimizer(Legacy):
    """Kingma and Ba (2014)."""

    slots = (("m", 0.0), ("v", 0.0))
    every = True

    def __init__(
        self, learning_rate: Any = 0.001, beta1: Any = 0.9, beta2: Any = 0.999, epsilon: Any = 1e-8,
        use_locking: bool = False, name: Any = None,
    ) -> None:  # fmt: skip
        super().__init__(learning_rate, name=name)
        self.beta1, self.beta2, self.epsilon = beta1, beta2, epsilon

    def update(self, g: Any, x: Any, rate: Any, *memory: Any) -> tuple[Any, ...]:
        """The new value and moments."""
        first, second = (convert(b, x.dtype) for b in (self.beta1, self.beta2))
        alpha = rate * sqrt(1.0 - pow(second, float(self.steps))) / (1.0 - pow(first, float(self.steps)))
        m, s = memory[0] + (g - memory[0]) * (1.0 - first), memory[1] + (square(g) - memory[1]) * (1.0 - second)
        return x - alpha * m / (sqrt(s) + self.epsilon), m, s


class RMSPropOptimizer(Legacy):
    """Steps over the root of the running mean of squares."""

    slots = (("rms", 1.0), ("momentum", 0.0), ("mg", 0.0))

    def __init__(
        self, learning_rate: Any, decay: Any = 0.9, momentum: Any = 0.0, epsilon: Any = 1e-10,
        use_locking: bool = False, centered: bool = False, name: Any = None,
    ) -> None:  # fmt: skip
        super().__init__(learning_rate, name=name)
        self.decay, self.momentum, self.epsilon, self.centered = decay, momentum, epsilon, centered

    def update(self, g: Any, x: Any, rate: Any, *memory: Any) -> tuple[Any, ...]:
        """The new value, mean of squares, step and mean."""
        s = memory[0] + (square(g) - memory[0]) * (1.0 - self.decay)
        mean = memory[2] + (g - memory[2]) * (1.0 - self.decay)
        m = memory[1] * self.momentum + rate * g / sqrt(s - (square(mean) if self.centered else 0.0) + self.epsilon)
        return x - m, s, m, mean


class AdagradOptimizer(Legacy):
    """Steps over the root of the sum of squares (Duchi et al. 2011)."""

    def __init__(
        self, learning_rate: Any, initial_accumulator_value: float = 0.1, use_locking: bool = False, name: Any = None
    ) -> None:
        super().__init__(learning_rate, name=name)
        self.slots = (("accumulator", initial_accumulator_value),)

    def update(self, g: Any, x: Any, rate: Any, *memory: Any) -> tuple[Any, ...]:
        """The new value and sum of squares."""
        s = memory[0] + square(g)
        return x - rate * g / sqrt(s), s


class AdadeltaOptimizer(Legacy):
    """Steps in the units of the steps before (Zeiler 2012)."""

    slots = (("accum", 0.0), ("accum_update", 0.0))

    def __init__(
        self, learning_rate: Any = 0.001, rho: Any = 0.95, epsilon: Any = 1e-8, use_locking: bool = False,
        name: Any = None,
    ) -> None:  # fmt: skip
        super().__init__(learning_rate, name=name)
        self.rho, self.epsilon = rho, epsilon

    def update(self, g: Any, x: Any, rate: Any, *memory: Any) -> tuple[Any, ...]:
        """The new value, and means of squares of gradients and of steps."""
        s = self.rho * memory[0] + (1.0 - self.rho) * square(g)
        step = sqrt(memory[1] + self.epsilon) / sqrt(s + self.epsilon) * g
        return x - rate * step, s, self.rho * memory[1] + (1.0 - self.rho) * square(step)


class FtrlOptimizer(Legacy):
    """Follow the regularized leader (McMahan et al. 2013)."""

    def __init__(
        self, learning_rate: Any, learning_rate_power: float = -0.5, initial_accumulator_value: float = 0.1,
        l1_regularization_strength: float = 0.0, l2_regularization_strength: float = 0.0, use_locking: bool = False,
        name: Any = None, accum_name: Any = None, linear_name: Any = None,
        l2_shrinkage_regularization_strength: float = 0.0, beta: Any = None,
    ) -> None:  # fmt: skip
        super().__init__(learning_rate, name=name)
        self.slots = (("accum", initial_accumulator_value), ("linear", 0.0))
        self.power, self.beta, self.shrinkage = -learning_rate_power, beta or 0.0, l2_shrinkage_regularization_strength
        self.l1, self.l2 = l1_regularization_strength, l2_regularization_strength

    def update(self, g: Any, x: Any, rate: Any, *memory: Any) -> tuple[Any, ...]:
        """The new value, sum of squares and linear term."""
        s = memory[0] + square(g)
        pull = g + 2.0 * self.shrinkage * x
        linear = memory[1] + pull - (pow(s, self.power) - pow(memory[0], self.power)) / rate * x
        quadratic = pow(s, self.power) / rate + 2.0 * (self.l2 + self.beta / (2.0 * rate))
        return (clip_by_value(linear, -self.l1, self.l1) - linear) / quadratic, s, linear


for _cls in (
    GradientDescentOptimizer, MomentumOptimizer, AdamOptimizer, RMSPropOptimizer, AdagradOptimizer, AdadeltaOptimizer,
    FtrlOptimizer,
):  # fmt: skip
    ONLY_V1[f"train.{_cls.__name__}"] = _cls
ONLY_V1["train.Optimizer"] = Legacy
