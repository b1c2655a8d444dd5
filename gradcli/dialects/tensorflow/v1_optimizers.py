"""Optimizers of TensorFlow 1: each is its settings, its rule (see `descent`) and what it remembers."""

from __future__ import annotations

from typing import Any

import numpy as np

from . import descent
from .casting import cast
from .convert import convert, detached
from .elementary import pow
from .gathering import gather
from .indexed import IndexedSlices
from .names import ONLY_V1
from .tape import GradientTape
from .variable import Variable


class Legacy:
    """Steps of gradient descent by a rule. minimize takes a function."""

    rule: Any = None
    slots: tuple[str, ...] = ()
    every = False  # whether rows that a sparse gradient does not touch move too
    epsilon = start = 0.0  # where a rule has it, and what sums begin with

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

    def precise(self, base: Any, x: Any) -> Any:
        """A number in the precision of a Variable."""
        return convert(base, x.dtype)

    def raised(self, base: Any, x: Any) -> Any:
        """A number to that of this step."""
        return pow(self.precise(base, x), float(self.steps))

    def slot(self, v: Any, name: str) -> Variable:
        """What is remembered of a Variable, made when it is first asked for."""
        if (v.at, name) not in self.memory:
            like = np.asarray(v.held)
            start = 1.0 if name == "rms" else self.start if name.startswith("accum") else 0.0
            self.memory[v.at, name] = Variable(
                np.full(like.shape, start, like.dtype)[()], False, name=f"{v.name[:-2]}/{self.name}"
            )
        return self.memory[v.at, name]

    def move(self, g: Any, v: Any) -> None:
        """Take one step with one Variable; of a sparse gradient with the rows it touches, those of one index summed."""
        rate = self.learning_rate() if callable(self.learning_rate) else self.learning_rate
        held = [v, *(self.slot(v, name) for name in self.slots)]
        rows = np.unique(np.asarray(g.indices.value)) if isinstance(g, IndexedSlices) and not self.every else None
        dense, *values = (detached(x) if rows is None else gather(detached(x), rows) for x in (g, *held))
        new = self.rule(self, dense, lambda f: f(dense), values[0], cast(detached(rate), v.dtype), *values[1:])
        for x, value in zip(held, new):
            if rows is None:
                x.assign(value)
            else:
                x.scatter_update(IndexedSlices(value, rows))

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


REST = "use_locking=False name=None"
TABLE: tuple[tuple[str, str, Any, tuple[str, ...]], ...] = (
    ("GradientDescent", "learning_rate", descent.sgd, ()),
    ("Momentum", f"learning_rate momentum {REST} use_nesterov=False:nesterov", descent.momentum, ("momentum",)),
    ("Adam", f"learning_rate=0.001 beta1=0.9:beta_1 beta2=0.999:beta_2 epsilon=1e-08 {REST}", descent.adam, ("m", "v")),
    ("RMSProp", "learning_rate decay=0.9:rho momentum=0.0 epsilon=1e-10 use_locking=False centered=False name=None",
     descent.rmsprop, ("rms", "momentum", "mg")),
    ("Adagrad", f"learning_rate initial_accumulator_value=0.1:start {REST}", descent.adagrad, ("accumulator",)),
    ("Adadelta", f"learning_rate=0.001 rho=0.95 epsilon=1e-08 {REST}", descent.adadelta, ("accum", "accum_update")),
    ("Ftrl", "learning_rate learning_rate_power=-0.5 initial_accumulator_value=0.1:start "
     f"l1_regularization_strength=0.0 l2_regularization_strength=0.0 {REST} accum_name=None linear_name=None "
     "l2_shrinkage_regularization_strength=0.0 beta=None", descent.ftrl, ("accum", "linear")),
)  # fmt: skip
for _name, *_about in TABLE:
    _made = ONLY_V1[f"train.{_name}Optimizer"] = descent.made(Legacy, f"{_name}Optimizer", *_about)
    _made.every = _name == "Adam"
ONLY_V1["train.Optimizer"] = Legacy
