"""Optimizers: one step of each, as Keras 3 takes it, on Variables."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..casting import cast
from ..convert import convert, detached
from ..elementary import abs_, maximum, pow, sign, sqrt, square
from ..logic import clip_by_value
from ..names import NAMES, export
from .optimizer import Optimizer, whole

GONE = (
    "`keras.optimizers.legacy` is not supported in Keras 3. When using `tf.keras`, to continue using a "
    "`tf.keras.optimizers.legacy` optimizer, you can install the `tf_keras` package (Keras 2) and set the environment "
    "variable `TF_USE_LEGACY_KERAS=True` to configure TensorFlow to use `tf_keras` when accessing `tf.keras`."
)


class SGD(Optimizer):
    """Gradient descent, with momentum."""

    settings = ("momentum", "nesterov")

    def __init__(self, learning_rate: Any = 0.01, momentum: float = 0.0, nesterov: bool = False, **about: Any) -> None:
        self.momentum, self.nesterov = momentum, nesterov
        super().__init__(learning_rate, **about)

    def memories(self) -> list[tuple[str, ...]]:
        """The running step."""
        return [("momentum",)] if self.momentum else []

    def update_step(self, gradient: Any, variable: Any, learning_rate: Any) -> None:
        """Move one Variable."""
        step = convert(gradient) * learning_rate
        if not self.momentum:
            variable.assign_sub(step)
            return
        m = self.remember(variable, "momentum")
        m.assign(m * self.momentum - step)
        variable.assign_add(m * self.momentum - step if self.nesterov else m)


class Adam(Optimizer):
    """Kingma and Ba (2014)."""

    settings: tuple[str, ...] = ("beta_1", "beta_2", "epsilon", "amsgrad")

    def __init__(
        self, learning_rate: Any = 0.001, beta_1: float = 0.9, beta_2: float = 0.999, epsilon: float = 1e-7,
        amsgrad: bool = False, **about: Any,
    ) -> None:  # fmt: skip
        self.beta_1, self.beta_2, self.epsilon, self.amsgrad = beta_1, beta_2, epsilon, amsgrad
        super().__init__(learning_rate, **about)

    def memories(self) -> list[tuple[str, ...]]:
        """The two moments."""
        return [("momentum", "velocity"), *([("velocity_hat",)] if self.amsgrad else [])]

    def raised(self, base: float, v: Any, ahead: int = 0) -> Any:
        """`base`, which Keras holds in float32, to the number of this step in the precision of the Variable."""
        return pow(cast(base, v.dtype), cast(self._iterations, v.dtype) + (1.0 + ahead))

    def moments(self, g: Any, v: Any, beta_1: Any, beta_2: Any) -> tuple[Any, Any]:
        """The two moments after this step."""
        m, s = self.remember(v, "momentum"), self.remember(v, "velocity")
        m.assign_add((convert(g) - m) * (1 - beta_1))
        s.assign_add((whole(square, g) - s) * (1 - beta_2))
        return m, s

    def update_step(self, gradient: Any, variable: Any, learning_rate: Any) -> None:
        """Move one Variable."""
        v = variable
        m, s = self.moments(gradient, v, self.beta_1, self.beta_2)
        alpha = learning_rate * sqrt(1 - self.raised(self.beta_2, v)) / (1 - self.raised(self.beta_1, v))
        if self.amsgrad:
            top = self.remember(v, "velocity_hat")
            top.assign(maximum(top, s))
            s = top
        v.assign_sub(m * alpha / (sqrt(s) + self.epsilon))


class AdamW(Adam):
    """Adam with weight decay apart."""

    def __init__(self, learning_rate: Any = 0.001, weight_decay: float = 0.004, *args: Any, **about: Any) -> None:
        super().__init__(learning_rate, *args, weight_decay=weight_decay, **about)


class Nadam(Adam):
    """Adam with Nesterov's momentum (Dozat 2016)."""

    def build(self, variables: Any) -> None:
        """Make room for what the steps remember, and for the product of all momenta so far."""
        super().build(variables)
        self.product = self.add_variable(np.float32(1), "variable")

    def update_all(self, grads: list[Any], variables: list[Any], rate: Any) -> None:
        """Move all Variables."""
        self.product.assign(self.product * cast(self.ahead(variables[0]), "float32"))
        super().update_all(grads, variables, rate)

    def ahead(self, v: Any, steps: int = 0) -> Any:
        """The momentum of a step."""
        return cast(self.beta_1, v.dtype) * (1.0 - 0.5 * self.raised(0.96, v, ahead=steps))

    def update_step(self, gradient: Any, variable: Any, learning_rate: Any) -> None:
        """Move one Variable."""
        v = variable
        now, after, done = self.ahead(v), self.ahead(v, 1), cast(self.product, v.dtype)
        m, s = self.moments(gradient, v, *(cast(b, v.dtype) for b in (self.beta_1, self.beta_2)))
        m_hat = after * m / (1 - done * after) + (1 - now) * convert(gradient) / (1 - done)
        v.assign_sub(m_hat * learning_rate / (sqrt(s / (1 - self.raised(self.beta_2, v))) + self.epsilon))


class Adamax(Adam):
    """Adam by the largest gradient."""

    def memories(self) -> list[tuple[str, ...]]:
        """The moment and the largest gradient."""
        return [("momentum", "norm")]

    def update_step(self, gradient: Any, variable: Any, learning_rate: Any) -> None:
        """Move one Variable."""
        v = variable
        m, u = self.remember(v, "momentum"), self.remember(v, "norm")
        m.assign_add((convert(gradient) - m) * (1 - self.beta_1))
        u.assign(maximum(self.beta_2 * u, whole(abs_, gradient)))
        v.assign_sub(learning_rate * m / ((1 - self.raised(self.beta_1, v)) * (u + self.epsilon)))


class RMSprop(Optimizer):
    """Steps over the root of the running mean of squares."""

    settings = ("rho", "momentum", "epsilon", "centered")

    def __init__(
        self, learning_rate: Any = 0.001, rho: float = 0.9, momentum: float = 0.0, epsilon: float = 1e-7,
        centered: bool = False, **about: Any,
    ) -> None:  # fmt: skip
        self.rho, self.momentum, self.epsilon, self.centered = rho, momentum, epsilon, centered
        super().__init__(learning_rate, **about)

    def memories(self) -> list[tuple[str, ...]]:
        """The mean of squares, the running step, the mean."""
        momentum = [("momentum",)] if self.momentum else []
        return [("velocity",), *momentum, *([("average_gradient",)] if self.centered else [])]

    def update_step(self, gradient: Any, variable: Any, learning_rate: Any) -> None:
        """Move one Variable."""
        g, rho, s = convert(gradient), self.rho, self.remember(variable, "velocity")
        s.assign(rho * s + (1 - rho) * whole(square, gradient))
        denominator = s + self.epsilon
        if self.centered:
            a = self.remember(variable, "average_gradient")
            a.assign(rho * a + (1 - rho) * g)
            denominator = s - square(a) + self.epsilon
        move = learning_rate * g / sqrt(denominator)
        if self.momentum:
            m = self.remember(variable, "momentum")
            m.assign(self.momentum * m + move)
            move = m
        variable.assign_sub(move)


class Adagrad(Optimizer):
    """Steps over the root of the sum of squares (Duchi et al. 2011)."""

    settings = ("initial_accumulator_value", "epsilon")

    def __init__(
        self, learning_rate: Any = 0.001, initial_accumulator_value: float = 0.1, epsilon: float = 1e-7, **about: Any
    ) -> None:
        self.start = self.initial_accumulator_value = initial_accumulator_value
        self.epsilon = epsilon
        super().__init__(learning_rate, **about)

    def memories(self) -> list[tuple[str, ...]]:
        """The sum of squares."""
        return [("accumulator",)]

    def update_step(self, gradient: Any, variable: Any, learning_rate: Any) -> None:
        """Move one Variable."""
        s = self.remember(variable, "accumulator")
        s.assign_add(whole(square, gradient))
        variable.assign_sub(learning_rate * convert(gradient) / sqrt(s + self.epsilon))


class Adadelta(Optimizer):
    """Steps in the units of the steps before (Zeiler 2012)."""

    settings = ("rho", "epsilon")

    def __init__(self, learning_rate: Any = 0.001, rho: float = 0.95, epsilon: float = 1e-7, **about: Any) -> None:
        self.rho, self.epsilon = rho, epsilon
        super().__init__(learning_rate, **about)

    def memories(self) -> list[tuple[str, ...]]:
        """The means of squares of gradients and of steps."""
        return [("accumulated_grad", "accumulated_delta_var")]

    def update_step(self, gradient: Any, variable: Any, learning_rate: Any) -> None:
        """Move one Variable."""
        rho, epsilon = self.rho, self.epsilon
        s, d = self.remember(variable, "accumulated_grad"), self.remember(variable, "accumulated_delta_var")
        s.assign(rho * s + (1 - rho) * whole(square, gradient))
        unit = sqrt(d + epsilon) / sqrt(s + epsilon)
        d.assign(rho * d + (1 - rho) * square(unit) * whole(square, gradient))
        variable.assign_sub(learning_rate * unit * convert(gradient))


class Lion(Optimizer):
    """Steps by signs (Chen et al. 2023)."""

    settings = ("beta_1", "beta_2")

    def __init__(self, learning_rate: Any = 0.001, beta_1: float = 0.9, beta_2: float = 0.99, **about: Any) -> None:
        self.beta_1, self.beta_2 = beta_1, beta_2
        super().__init__(learning_rate, **about)

    def memories(self) -> list[tuple[str, ...]]:
        """The running gradient."""
        return [("momentum",)]

    def update_step(self, gradient: Any, variable: Any, learning_rate: Any) -> None:
        """Move one Variable."""
        g, m = convert(gradient), self.remember(variable, "momentum")
        variable.assign_sub(learning_rate * sign(m * self.beta_1 + g * (1 - self.beta_1)))
        m.assign(m * self.beta_2 + g * (1 - self.beta_2))


class Ftrl(Optimizer):
    """Follow the regularized leader (McMahan et al. 2013)."""

    settings = (
        "learning_rate_power", "initial_accumulator_value", "l1_regularization_strength", "l2_regularization_strength",
        "l2_shrinkage_regularization_strength", "beta",
    )  # fmt: skip

    def __init__(
        self, learning_rate: Any = 0.001, learning_rate_power: float = -0.5, initial_accumulator_value: float = 0.1,
        l1_regularization_strength: float = 0.0, l2_regularization_strength: float = 0.0,
        l2_shrinkage_regularization_strength: float = 0.0, beta: float = 0.0, **about: Any,
    ) -> None:  # fmt: skip
        self.learning_rate_power, self.beta = learning_rate_power, beta
        self.start = self.initial_accumulator_value = initial_accumulator_value
        self.l1_regularization_strength = l1_regularization_strength
        self.l2_regularization_strength = l2_regularization_strength
        self.l2_shrinkage_regularization_strength = l2_shrinkage_regularization_strength
        super().__init__(learning_rate, **about)

    def memories(self) -> list[tuple[str, ...]]:
        """The sum of squares, and the linear term."""
        return [("accumulator", "linear")]

    def update_step(self, gradient: Any, variable: Any, learning_rate: Any) -> None:
        """Move one Variable."""
        rate, power, v = learning_rate, -self.learning_rate_power, detached(variable)
        s, linear = self.remember(variable, "accumulator"), self.remember(variable, "linear")
        l1, l2 = self.l1_regularization_strength, self.l2_regularization_strength + self.beta / (2.0 * rate)
        new = s + whole(square, gradient)
        linear.assign_add(
            convert(gradient)
            + 2.0 * self.l2_shrinkage_regularization_strength * v
            - (pow(new, power) - pow(s, power)) / rate * v
        )
        quadratic = pow(new, power) / rate + 2.0 * l2
        variable.assign((clip_by_value(linear, -l1, l1) - linear) / quadratic)
        s.assign(new)


OPTIMIZERS = (Optimizer, SGD, Adam, AdamW, Nadam, Adamax, RMSprop, Adagrad, Adadelta, Lion, Ftrl)
for _cls in OPTIMIZERS:
    _cls.__module__ = f"keras.src.optimizers.{_cls.__name__.lower()}"
    for _home in ("keras.optimizers", "optimizers"):
        NAMES[f"{_home}.{_cls.__name__}"] = _cls


@export("keras.optimizers.get", "optimizers.get", "keras.optimizers.deserialize")
def get(identifier: Any) -> Any:
    """The optimizer of a name, or of a dict of name and settings. ValueError for an unknown one."""
    if isinstance(identifier, Optimizer):
        return identifier
    named = identifier if isinstance(identifier, dict) else {"class_name": identifier}
    for cls in OPTIMIZERS:
        if cls.__name__.lower() == str(named.get("class_name")).lower():
            return cls(**named.get("config", {}))
    raise ValueError(f"Could not interpret optimizer identifier: {identifier}")


@export("keras.optimizers.serialize", "optimizers.serialize")
def serialize(optimizer: Optimizer) -> dict[str, Any]:
    """The name and settings of an optimizer."""
    return {"class_name": type(optimizer).__name__, "config": optimizer.get_config()}


def gone(*args: Any, **kwargs: Any) -> Any:
    """Not in Keras 3: ImportError."""
    raise ImportError(GONE)


for _cls in OPTIMIZERS:
    NAMES[f"keras.optimizers.legacy.{_cls.__name__}"] = gone
