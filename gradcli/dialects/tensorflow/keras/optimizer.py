"""What all optimizers share, as Keras 3 has it: the rate, the memories, clipping, decay, averages, accumulation."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..ops.creation import zeros_like
from ..ops.cumulative import clip_by_global_norm, clip_by_norm
from ..ops.logic import clip_by_value
from ..tensors import as_dtype, cast, convert, detached, warn
from ..tensors.convert import wrap
from ..tensors.indexed import mapped
from .config import Settled, auto_name, floatx
from .schedules import LearningRateSchedule, rebuilt
from .variable import KerasVariable

NO_RATE = (
    "Argument `learning_rate` should be float, or an instance of LearningRateSchedule, or a callable (that takes in "
    "the current iteration value and returns the corresponding learning rate value). Received instead: learning_rate="
)
FIXED_RATE = (
    "This optimizer was created with a `LearningRateSchedule` object as its `learning_rate` constructor argument, "
    "hence its learning rate is not settable. If you need the learning rate to be settable, you should instantiate the "
    "optimizer with a float `learning_rate` argument."
)
STRANGER = (
    "This optimizer can only be called for the variables it was originally built with. When working with a new set of "
    "variables, you should recreate a new optimizer instance."
)


SWITCHES = {"momentum": "momentum", "average_gradient": "centered", "velocity_hat": "amsgrad"}  # slot: its setting


class Optimizer(Settled):
    """Steps of gradient descent by a rule; a subclass may say in `update_step` how one Variable moves."""

    _settings = "learning_rate=0.001"  # a number, a schedule, or a function of nothing

    rule: Any = None  # see `..descent`
    slots: tuple[str, ...] = ()  # all that the rule may remember of a Variable
    settings: tuple[str, ...] = ()  # the words of a class's own
    held = float  # how they are held

    def begin(
        self, weight_decay: Any = None, clipnorm: Any = None, clipvalue: Any = None,
        global_clipnorm: Any = None, use_ema: bool = False, ema_momentum: float = 0.99,
        ema_overwrite_frequency: Any = None, loss_scale_factor: Any = None, gradient_accumulation_steps: Any = None,
        name: Any = None, decay: Any = None, **unknown: Any,
    ) -> None:  # fmt: skip
        if unknown:
            raise ValueError(f"Argument(s) not recognized: {unknown}")
        if sum(c is not None for c in (clipnorm, clipvalue, global_clipnorm)) > 1:
            raise ValueError(
                "Only one of `clipnorm`, `clipvalue` and `global_clipnorm` can be set. Received: "
                f"clipnorm={clipnorm}, clipvalue={clipvalue}, global_clipnorm={global_clipnorm}"
            )
        if gradient_accumulation_steps and not gradient_accumulation_steps >= 2:
            raise ValueError(
                "`gradient_accumulation_steps` must be an integer >= 2. Received: "
                f"gradient_accumulation_steps={gradient_accumulation_steps}"
            )
        self.name = name or auto_name(self)
        self.weight_decay, self.clipnorm, self.clipvalue = weight_decay, clipnorm, clipvalue
        self.global_clipnorm, self.use_ema, self.ema_momentum = global_clipnorm, use_ema, ema_momentum
        self.ema_overwrite_frequency, self.loss_scale_factor = ema_overwrite_frequency, loss_scale_factor
        self.gradient_accumulation_steps = gradient_accumulation_steps
        self.undecayed: tuple[set[int], tuple[str, ...]] = (set(), ())
        self.memory: dict[tuple[int, str], KerasVariable] = {}
        self.built, self._trainable_variables, self._variables = False, list[Any](), list[KerasVariable]()
        self._iterations = self.add_variable(np.int64(0), "iteration")
        self._learning_rate: Any = None

    def add_variable(self, value: Any, name: str) -> KerasVariable:
        self._variables.append(KerasVariable(value, f"{self.name}/{name}"))
        return self._variables[-1]

    def add_variable_from_reference(
        self, reference_variable: Any, name: str = "var", initializer: Any = "zeros"
    ) -> KerasVariable:
        """A Variable shaped as another, of zeros or of one number."""
        like = np.asarray(reference_variable.held)
        start = initializer if isinstance(initializer, float) else 1.0 if initializer == "ones" else 0.0
        home = str(getattr(reference_variable, "path", reference_variable.name)).replace("/", "_").replace(":", "_")
        return self.add_variable(
            wrap(np.full(like.shape, start, like.dtype)[()], as_dtype(reference_variable.dtype)), f"{home}_{name}"
        )

    @property
    def iterations(self) -> Any:
        steps = self.gradient_accumulation_steps
        return self._iterations // steps if steps else self._iterations

    @property
    def learning_rate(self) -> Any:
        rate = self._learning_rate
        if isinstance(rate, LearningRateSchedule):
            return convert(rate(self._iterations))
        return rate() if callable(rate) else rate

    @learning_rate.setter
    def learning_rate(self, value: Any) -> None:
        if isinstance(value, dict):
            value = rebuilt(value)
        if callable(value):
            self._variables = [v for v in self._variables if v is not self._learning_rate]
            self._learning_rate = value
        elif self._learning_rate is None:
            if not isinstance(value, float | int):
                raise ValueError(f"{NO_RATE}{value}")
            self._learning_rate = self.add_variable(np.dtype(floatx()).type(value), "learning_rate")
        elif callable(self._learning_rate):
            raise TypeError(FIXED_RATE)
        else:
            self._learning_rate.assign(cast(value, self._learning_rate.dtype))

    variables = property(lambda self: list(self._variables), doc="The steps' count, the rate, and all memories.")

    def get_config(self) -> dict[str, Any]:
        words = (
            "weight_decay clipnorm global_clipnorm clipvalue use_ema ema_momentum ema_overwrite_frequency "
            "loss_scale_factor gradient_accumulation_steps"
        )
        rate = self._learning_rate
        number = rate.serialized() if isinstance(rate, LearningRateSchedule) else float(self.learning_rate)
        own = {k: v for k, v in vars(self).items() if k in self.settings}
        return {"name": self.name, "learning_rate": number, **{w: getattr(self, w) for w in words.split()}, **own}

    def memories(self) -> list[tuple[str, ...]]:
        """What of `slots` is remembered of each Variable: those of one tuple are made together.

        What a setting switches on stands alone.
        """
        alone = [slot for slot in self.slots if SWITCHES.get(slot) in self.settings]
        kept = tuple(slot for slot in self.slots if slot not in alone)
        return [*([kept] if kept else []), *((slot,) for slot in alone if getattr(self, SWITCHES[slot]))]

    def build(self, variables: Any) -> None:
        self._trainable_variables = list(variables)
        own = [("average",)] if self.use_ema else []
        own += [("gradient_accumulator",)] if self.gradient_accumulation_steps else []
        for group in [*own, *self.memories()]:
            for v in self._trainable_variables:
                for slot in group:
                    start = getattr(self, "initial_accumulator_value", 0.0) if slot == "accumulator" else 0.0
                    self.memory[v.at, slot] = self.add_variable_from_reference(v, slot, float(np.float32(start)))
        self.built = True

    def exclude_from_weight_decay(self, var_list: Any = None, var_names: Any = None) -> None:
        """Let these Variables, and those with these words in their names, not decay."""
        self.undecayed = ({v.at for v in var_list or ()}, tuple(var_names or ()))

    def apply_gradients(self, grads_and_vars: Any, name: Any = None, **ignored: Any) -> Any:
        """Take one step. ValueError where every gradient is None; those Variables without one stay."""
        grads, variables = zip(*grads_and_vars)
        self.apply(grads, variables)
        return self._iterations

    def apply(self, grads: Any, trainable_variables: Any = None) -> Any:
        variables = list(self._trainable_variables if trainable_variables is None else trainable_variables)
        if not self.built:
            self.build(variables)
            self.built = True
        known = {v.at for v in self._trainable_variables}
        for v in variables:
            if v.at not in known:
                raise ValueError(f"Unknown variable: {v}. {STRANGER}")
        missing = [getattr(v, "path", v.name) for g, v in zip(grads, variables) if g is None]
        pairs = [(untaped(g), v) for g, v in zip(grads, variables) if g is not None]
        if not pairs:
            raise ValueError("No gradients provided for any variable.")
        if missing:
            warn(
                f"Gradients do not exist for variables {missing} when minimizing the loss. If using "
                "`model.compile()`, did you forget to provide a `loss` argument?"
            )
        if (scale := self.loss_scale_factor) is not None:
            pairs = [(mapped(lambda x: x / scale, g), v) for g, v in pairs]
        self.accumulate(pairs)
        if self.use_ema:
            self.average()
        for _, v in pairs:
            if getattr(v, "constraint", None) is not None:
                v.assign(v.constraint(v))
        self._iterations.assign_add(1)
        return self._iterations

    def accumulate(self, pairs: list[tuple[Any, Any]]) -> None:
        """Move the Variables; with accumulation, at every so many steps, by the mean gradient."""
        if steps := self.gradient_accumulation_steps:
            sums = [self.memory[v.at, "gradient_accumulator"] for _, v in pairs]
            pairs = [(convert(g) + s, v) for (g, v), s in zip(pairs, sums)]
            due = (int(self._iterations) + 1) % steps == 0
            for (g, _), s in zip(pairs, sums):
                s.assign(zeros_like(g) if due else g)
            if not due:
                return
            pairs = [(g / float(steps), v) for g, v in pairs]
        grads, rate = self.clipped([g for g, _ in pairs]), detached(self.learning_rate)
        variables = [v for _, v in pairs]
        for v in variables:
            if self.weight_decay and v.at not in self.undecayed[0] and not any(w in v.name for w in self.undecayed[1]):
                v.assign_sub(detached(v) * cast(self.weight_decay, v.dtype) * cast(rate, v.dtype))
        self.update_all(grads, variables, rate)

    def update_all(self, grads: list[Any], variables: list[Any], rate: Any) -> None:
        for g, v in zip(grads, variables):
            self.update_step(g, v, cast(rate, v.dtype))

    def clipped(self, grads: list[Any]) -> list[Any]:
        """The gradients within the limits that were set."""
        if self.clipnorm:
            return [clip_by_norm(g, self.clipnorm) for g in grads]
        if self.global_clipnorm:
            clipped = clip_by_global_norm(grads, self.global_clipnorm)[0]
            return [None if g is None else convert(g) for g in clipped]  # rows are made whole, as in Keras
        if self.clipvalue:
            return [mapped(lambda x: clip_by_value(x, -self.clipvalue, self.clipvalue), g) for g in grads]
        return grads

    def average(self) -> None:
        """Move the running averages of the Variables, and now and then put the Variables there."""
        share = self.ema_momentum if int(self.iterations) else 0.0
        for v in self._trainable_variables:
            mean: Any = self.memory[v.at, "average"]
            mean.assign(mean * share + detached(v) * (1 - share))
            if self.ema_overwrite_frequency and (int(self.iterations) + 1) % self.ema_overwrite_frequency == 0:
                v.assign(mean)

    def finalize_variable_values(self, var_list: Any) -> None:
        for v in var_list if self.use_ema else ():
            v.assign(self.memory[v.at, "average"])

    def __getattr__(self, name: str) -> Any:
        error = AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")
        if name == "minimize":
            error.add_note("help: Keras 3 has none: differentiate the loss on a tape, and call apply_gradients")
        raise error

    def update_step(self, gradient: Any, variable: Any, learning_rate: Any) -> None:
        """Move one Variable by the rule, and what is remembered of it."""
        held = [variable, *(self.memory.get((variable.at, slot)) for slot in self.slots)]
        values = [None if v is None else detached(v) for v in held[1:]]
        new = self.rule(
            self, convert(gradient), lambda f: merged(f, gradient), detached(variable), learning_rate, *values
        )
        for v, value in zip(held, new):
            if v is not None:
                v.assign(value)

    def _get_variable_index(self, variable: Any) -> int:
        return [v.at for v in self._trainable_variables].index(variable.at)


for _name in ("assign", "assign_add", "assign_sub"):
    setattr(Optimizer, _name, lambda self, variable, value, name=_name: getattr(variable, name)(value))


def untaped(g: Any) -> Any:
    return mapped(detached, g)


def merged(f: Any, g: Any) -> Any:
    """f of a gradient as a tensor. As Keras has it, rows of one index are merged after f, not before."""
    return convert(mapped(f, g))
