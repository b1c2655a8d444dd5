"""Optimizers, as Keras 3 has them: each is its settings, its rule (see `..descent`) and what it remembers."""

from __future__ import annotations

from typing import Any, NoReturn

from ..ops import descent
from ..ops.creation import zeros
from ..ops.elementary import pow
from ..tensors import NAMES, as_dtype, cast
from .config import chosen, floatx
from .optimizer import Optimizer
from .variable import KerasVariable

GONE = (
    "`keras.optimizers.legacy` is not supported in Keras 3. When using `tf.keras`, to continue using a "
    "`tf.keras.optimizers.legacy` optimizer, you can install the `tf_keras` package (Keras 2) and set the environment "
    "variable `TF_USE_LEGACY_KERAS=True` to configure TensorFlow to use `tf_keras` when accessing `tf.keras`."
)
BETAS, MOMENTS = "learning_rate=0.001 beta_1=0.9 beta_2=0.999 epsilon=1e-07", ("momentum", "velocity")


class Raising(Optimizer):
    """An optimizer whose steps depend on how many there were."""

    def precise(self, base: float, x: Any) -> Any:
        """A number in the precision in which Keras computes with it: Python's."""
        return base

    def raised(self, base: float, x: Any, ahead: int = 0) -> Any:
        """`base`, which Keras holds in float32, to the number of this step in the precision of the Variable."""
        return pow(cast(base, x.dtype), cast(self.iterations, x.dtype) + (1.0 + ahead))


class Ahead(Raising):
    """An optimizer with the product of all momenta so far."""

    def precise(self, base: float, x: Any) -> Any:
        """A number in the precision of a Variable."""
        return cast(base, x.dtype)

    def build(self, variables: Any) -> None:
        super().build(variables)
        first = variables[0].dtype if variables else as_dtype(floatx())
        self.product = self.add_variable(cast(1.0, first), "variable")

    def update_all(self, grads: list[Any], variables: list[Any], rate: Any) -> None:
        self.product.assign(self.product * self.ahead(self.product))
        super().update_all(grads, variables, rate)

    def ahead(self, x: Any, steps: int = 0) -> Any:
        return cast(self.beta_1, x.dtype) * (1.0 - 0.5 * self.raised(0.96, x, ahead=steps))


class Descent(Optimizer):
    """Gradient descent with momentum. ValueError for a momentum that is no float from 0 to 1."""

    def ready(self: Any) -> None:
        if not isinstance(self.momentum, float) or not 0.0 <= self.momentum <= 1.0:
            raise ValueError("`momentum` must be a float between [0, 1].")
        descent.ready(self)


class Factored(Optimizer):
    """An optimizer that keeps squares of a matrix as sums over its rows and over its columns."""

    def build(self, variables: Any) -> None:
        for v in variables:
            shape = list(v.shape)
            parts = (shape[:-1], [*shape[:-2], shape[-1]]) if len(shape) > 1 else ([], [])
            for slot, part in zip(("rows", "columns"), parts):
                self.memory[v.at, slot] = KerasVariable(zeros(part, v.dtype), v.name)
                self._variables.append(self.memory[v.at, slot])
        super().build(variables)

    def memories(self) -> list[tuple[str, ...]]:
        return [("velocity",)]


TABLE: tuple[tuple[type[Optimizer], str, str, Any, tuple[str, ...]], ...] = (
    (Descent, "SGD", "learning_rate=0.01 momentum=0.0 nesterov=False", descent.sgd, ("momentum",)),
    (Raising, "Adam", f"{BETAS} amsgrad=False", descent.adam, (*MOMENTS, "velocity_hat")),
    (Raising, "AdamW", f"{BETAS.replace('beta_1', 'weight_decay=0.004 beta_1')} amsgrad=False", descent.adam,
     (*MOMENTS, "velocity_hat")),
    (Ahead, "Nadam", BETAS, descent.nadam, MOMENTS),
    (Raising, "Adamax", BETAS, descent.adamax, ("momentum", "norm")),
    (Optimizer, "RMSprop", "learning_rate=0.001 rho=0.9 momentum=0.0 epsilon=1e-07 centered=False", descent.rmsprop,
     ("velocity", "momentum", "average_gradient")),
    (Optimizer, "Adagrad", "learning_rate=0.001 initial_accumulator_value=0.1 epsilon=1e-07", descent.adagrad,
     ("accumulator",)),
    (Optimizer, "Adadelta", "learning_rate=0.001 rho=0.95 epsilon=1e-07", descent.adadelta,
     ("accumulated_grad", "accumulated_delta_var")),
    (Raising, "Lamb", BETAS, descent.lamb, MOMENTS),
    (Optimizer, "Lion", "learning_rate=0.001 beta_1=0.9 beta_2=0.99", descent.lion, ("momentum",)),
    (Optimizer, "Ftrl", "learning_rate=0.001 learning_rate_power=-0.5 initial_accumulator_value=0.1 "
     "l1_regularization_strength=0.0 l2_regularization_strength=0.0 l2_shrinkage_regularization_strength=0.0 beta=0.0",
     descent.ftrl, ("accumulator", "linear")),
    (Factored, "Adafactor", "learning_rate=0.001 beta_2_decay=-0.8 epsilon_1=1e-30 epsilon_2=0.001 clip_threshold=1.0 "
     "relative_step=True", descent.adafactor, ("rows", "columns", "velocity")),
)  # fmt: skip
OPTIMIZERS: dict[str, Any] = {"Optimizer": Optimizer} | {about[1]: descent.made(*about) for about in TABLE}


class Spelled(dict[str, Any]):
    """Optimizers by their names in any case."""

    def get(self, name: Any, default: Any = None) -> Any:
        return super().get(name.lower(), default)


def kept(optimizer: Any) -> Optimizer:
    """An optimizer. ValueError for what is none."""
    if isinstance(optimizer, Optimizer):
        return optimizer
    raise ValueError(f"Could not interpret optimizer identifier: {optimizer}")


get = chosen("optimizer", "keras.optimizers optimizers", Spelled({t.lower(): c for t, c in OPTIMIZERS.items()}), kept)


def gone(*args: Any, **kwargs: Any) -> NoReturn:
    """Not in Keras 3: ImportError."""
    raise ImportError(GONE)


for _cls in OPTIMIZERS.values():
    _cls.__module__ = f"keras.src.optimizers.{_cls.__name__.lower()}"
    for _home in ("keras.optimizers", "optimizers"):
        NAMES[f"{_home}.{_cls.__name__}"] = _cls
    NAMES[f"keras.optimizers.legacy.{_cls.__name__}"] = gone
