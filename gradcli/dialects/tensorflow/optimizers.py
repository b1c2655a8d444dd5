"""Optimizers: one step of each, as Keras 3 takes it, on Variables."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np

from .convert import constant, convert
from .elementary import maximum, pow, sqrt, square
from .log import warn
from .names import NAMES, export
from .running import clip_by_global_norm, clip_by_norm
from .tape import GradientTape
from .variable import ResourceVariable

_made: Counter[str] = Counter()

if TYPE_CHECKING:
    pass


@export("keras.backend.clear_session", "keras.utils.clear_session")
def clear_session(free_memory: bool = True) -> None:
    """Number names from the start again."""
    _made.clear()


class KerasVariable(ResourceVariable):
    """A Variable that prints as Keras's do."""

    def __repr__(self) -> str:
        return f"<Variable path={self.name[:-2]}, shape={self.shape}, dtype={self.dtype.name}, value={self.numpy()}>"

    __str__ = __repr__


class Optimizer:
    """Steps of gradient descent; a subclass says how one Variable moves.

    learning_rate: a number, or a schedule: a function of the number of steps taken.
    """

    slots: tuple[str, ...] = ()
    start = 0.0

    def __init__(
        self, learning_rate: Any = 0.001, *, weight_decay: Any = None, clipnorm: Any = None, clipvalue: Any = None,
        global_clipnorm: Any = None, name: Any = None, lr: Any = None, **about: Any,
    ) -> None:  # fmt: skip
        kind = type(self).__name__.lower()
        self.name = name or (f"{kind}_{_made[kind]}" if _made[kind] else kind)
        _made[kind] += name is None
        rate = lr if lr is not None else learning_rate
        self.schedule = rate if callable(rate) and not hasattr(rate, "read") else None
        self._rate = KerasVariable(
            0.0 if self.schedule else np.float32(convert(rate).value),
            name=f"{self.name}/learning_rate",
            trainable=False,
        )
        self.iterations = KerasVariable(np.int64(0), name=f"{self.name}/iteration", trainable=False)
        self.weight_decay, self.clipnorm, self.clipvalue, self.global_clipnorm = (
            weight_decay,
            clipnorm,
            clipvalue,
            global_clipnorm,
        )
        self.memory: dict[tuple[int, str], Any] = {}
        self.built: list[Any] = []
        self.about = about
        for key, value in about.items():
            setattr(self, key, value)

    @property
    def learning_rate(self) -> Any:
        """The rate of the next step."""
        return convert(self.schedule(self.iterations)) if self.schedule is not None else self._rate

    @learning_rate.setter
    def learning_rate(self, value: Any) -> None:
        self._rate.assign(np.float32(convert(value).value))

    lr = learning_rate

    @property
    def variables(self) -> list[Any]:
        """The count of steps, the rate, and what the steps remember."""
        return [self.iterations, self._rate, *self.memory.values()]

    def get_config(self) -> dict[str, Any]:
        """What it was made with."""
        return {"name": self.name, "learning_rate": float(self.learning_rate), **self.about}

    def build(self, var_list: Any) -> None:
        """Make room for what the steps remember."""
        for v in var_list:
            for slot in self.slots:
                self.remember(v, slot)

    def remember(self, v: Any, slot: str) -> Any:
        """One memory of a Variable."""
        key = (v.at, slot)
        if key not in self.memory:
            like = np.asarray(v.held)
            self.memory[key] = KerasVariable(
                np.full(like.shape, self.start, like.dtype)[()], name=f"{self.name}/{slot}", trainable=False
            )
        return self.memory[key]

    def apply_gradients(self, grads_and_vars: Any, name: Any = None, **ignored: Any) -> Any:
        """Take one step. ValueError where every gradient is None; those Variables without one stay."""
        pairs = list(grads_and_vars)
        some = [(g, v) for g, v in pairs if g is not None]
        if not some:
            raise ValueError("No gradients provided for any variable.")
        if len(some) < len(pairs):
            missing = [v.name for g, v in pairs if g is None]
            warn(
                f"Gradients do not exist for variables {missing} when minimizing the loss. If using "
                "`model.compile()`, did you forget to provide a `loss` argument?"
            )
        self.apply([g for g, _ in some], [v for _, v in some])
        return self.iterations

    def apply(self, grads: Any, trainable_variables: Any) -> Any:
        """Take one step along gradients."""
        grads = [constant(convert(g).value) for g in grads]
        if self.clipnorm is not None:
            grads = [clip_by_norm(g, self.clipnorm) for g in grads]
        if self.global_clipnorm is not None:
            grads = clip_by_global_norm(grads, self.global_clipnorm)[0]
        if self.clipvalue is not None:
            grads = [NAMES["clip_by_value"](g, -self.clipvalue, self.clipvalue) for g in grads]
        rate = self.learning_rate
        rate = constant(convert(rate).value)
        for g, v in zip(grads, trainable_variables):
            factor = NAMES["cast"](rate, v.dtype)
            if self.weight_decay:
                v.assign_sub(constant(v.held) * self.weight_decay * factor)
            self.step(g, v, factor)
            if getattr(v, "constraint", None) is not None:
                v.assign(v.constraint(v))
        self.iterations.assign_add(1)
        return self.iterations

    def minimize(self, loss: Any, var_list: Any, tape: Any = None, **ignored: Any) -> Any:
        """Differentiate a loss (a function, or a tensor on a tape) and take one step."""
        if callable(loss):
            with GradientTape() as tape:
                value = loss()
        else:
            value = loss
        variables = var_list() if callable(var_list) else var_list
        variables = list(variables) if isinstance(variables, list | tuple) else [variables]
        return self.apply_gradients(zip(tape.gradient(value, variables), variables))

    def step(self, g: Any, v: Any, rate: Any) -> None:
        """Move one Variable."""
        raise NotImplementedError


class SGD(Optimizer):
    """Gradient descent, with momentum."""

    slots = ("momentum",)

    def __init__(self, learning_rate: Any = 0.01, momentum: float = 0.0, nesterov: bool = False, **about: Any) -> None:
        super().__init__(learning_rate, momentum=momentum, nesterov=nesterov, **about)

    def step(self, g: Any, v: Any, rate: Any) -> None:
        """Move one Variable."""
        momentum, nesterov = self.about["momentum"], self.about["nesterov"]
        if not momentum:
            v.assign_sub(g * rate)
            return
        m = self.remember(v, "momentum")
        m.assign(m * momentum - g * rate)
        v.assign_add(m * momentum - g * rate if nesterov else m)


class Adam(Optimizer):
    """Kingma and Ba (2014)."""

    slots = ("momentum", "velocity")

    def __init__(
        self, learning_rate: Any = 0.001, beta_1: float = 0.9, beta_2: float = 0.999, epsilon: float = 1e-7,
        amsgrad: bool = False, **about: Any,
    ) -> None:  # fmt: skip
        super().__init__(learning_rate, beta_1=beta_1, beta_2=beta_2, epsilon=epsilon, amsgrad=amsgrad, **about)

    def raised(self, base: float, v: Any, ahead: int = 0) -> Any:
        """`base`, which Keras holds in float32, to the number of this step in the precision of the Variable."""
        return pow(NAMES["cast"](base, v.dtype), NAMES["cast"](self.iterations, v.dtype) + (1.0 + ahead))

    def moments(self, g: Any, v: Any) -> tuple[Any, Any]:
        """The two moments after this step."""
        m, s = self.remember(v, "momentum"), self.remember(v, "velocity")
        m.assign_add((g - m) * (1 - self.about["beta_1"]))
        s.assign_add((square(g) - s) * (1 - self.about["beta_2"]))
        return m, s

    def step(self, g: Any, v: Any, rate: Any) -> None:
        """Move one Variable."""
        m, s = self.moments(g, v)
        alpha = rate * sqrt(1 - self.raised(self.about["beta_2"], v)) / (1 - self.raised(self.about["beta_1"], v))
        if self.about["amsgrad"]:
            top = self.remember(v, "velocity_hat")
            top.assign(maximum(top, s))
            s = top
        v.assign_sub(m * alpha / (sqrt(s) + self.about["epsilon"]))


class AdamW(Adam):
    """Adam with weight decay apart."""

    def __init__(self, learning_rate: Any = 0.001, weight_decay: float = 0.004, **about: Any) -> None:
        super().__init__(learning_rate, weight_decay=weight_decay, **about)


class Nadam(Adam):
    """Adam with Nesterov's momentum (Dozat 2016)."""

    def step(self, g: Any, v: Any, rate: Any) -> None:
        """Move one Variable."""
        beta_1, beta_2 = self.about["beta_1"], self.about["beta_2"]
        now, after = (beta_1 * (1.0 - 0.5 * self.raised(0.96, v, ahead)) for ahead in (0, 1))
        done = math.prod(beta_1 * (1.0 - 0.5 * 0.96**k) for k in range(1, int(self.iterations) + 2))
        m, s = self.moments(g, v)
        m_hat = after * m / (1 - done * after) + (1 - now) * g / (1 - done)
        v.assign_sub(m_hat * rate / (sqrt(s / (1 - self.raised(beta_2, v))) + self.about["epsilon"]))


class Adamax(Adam):
    """Adam by the largest gradient."""

    def step(self, g: Any, v: Any, rate: Any) -> None:
        """Move one Variable."""
        m, u = self.remember(v, "momentum"), self.remember(v, "norm")
        m.assign_add((g - m) * (1 - self.about["beta_1"]))
        u.assign(maximum(self.about["beta_2"] * u, NAMES["abs"](g)))
        v.assign_sub(rate * m / ((1 - self.raised(self.about["beta_1"], v)) * (u + self.about["epsilon"])))


class RMSprop(Optimizer):
    """Steps over the root of the running mean of squares."""

    def __init__(
        self, learning_rate: Any = 0.001, rho: float = 0.9, momentum: float = 0.0, epsilon: float = 1e-7,
        centered: bool = False,
        **about: Any,
    ) -> None:  # fmt: skip
        super().__init__(learning_rate, rho=rho, momentum=momentum, epsilon=epsilon, centered=centered, **about)

    def step(self, g: Any, v: Any, rate: Any) -> None:
        """Move one Variable."""
        rho, s = self.about["rho"], self.remember(v, "velocity")
        s.assign(rho * s + (1 - rho) * square(g))
        denominator = s + self.about["epsilon"]
        if self.about["centered"]:
            a = self.remember(v, "average_gradient")
            a.assign(rho * a + (1 - rho) * g)
            denominator = denominator - square(a)
        move = rate * g / sqrt(denominator)
        if self.about["momentum"]:
            m = self.remember(v, "momentum")
            m.assign(self.about["momentum"] * m + move)
            move = m
        v.assign_sub(move)


class Adagrad(Optimizer):
    """Steps over the root of the sum of squares (Duchi et al. 2011)."""

    def __init__(
        self, learning_rate: Any = 0.001, initial_accumulator_value: float = 0.1, epsilon: float = 1e-7, **about: Any
    ) -> None:
        super().__init__(learning_rate, initial_accumulator_value=initial_accumulator_value, epsilon=epsilon, **about)
        self.start = initial_accumulator_value

    def step(self, g: Any, v: Any, rate: Any) -> None:
        """Move one Variable."""
        s = self.remember(v, "accumulator")
        s.assign_add(square(g))
        v.assign_sub(rate * g / sqrt(s + self.about["epsilon"]))


class Adadelta(Optimizer):
    """Steps in the units of the steps before (Zeiler 2012)."""

    def __init__(self, learning_rate: Any = 0.001, rho: float = 0.95, epsilon: float = 1e-7, **about: Any) -> None:
        super().__init__(learning_rate, rho=rho, epsilon=epsilon, **about)

    def step(self, g: Any, v: Any, rate: Any) -> None:
        """Move one Variable."""
        rho, epsilon = self.about["rho"], self.about["epsilon"]
        s, d = self.remember(v, "accumulated_grad"), self.remember(v, "accumulated_delta_var")
        s.assign(rho * s + (1 - rho) * square(g))
        delta = -sqrt(d + epsilon) * g / sqrt(s + epsilon)
        d.assign(rho * d + (1 - rho) * square(delta))
        v.assign_add(rate * delta)


class Lion(Optimizer):
    """Steps by signs (Chen et al. 2023)."""

    def __init__(self, learning_rate: Any = 0.001, beta_1: float = 0.9, beta_2: float = 0.99, **about: Any) -> None:
        super().__init__(learning_rate, beta_1=beta_1, beta_2=beta_2, **about)

    def step(self, g: Any, v: Any, rate: Any) -> None:
        """Move one Variable."""
        m = self.remember(v, "momentum")
        v.assign_sub(rate * NAMES["sign"](m * self.about["beta_1"] + g * (1 - self.about["beta_1"])))
        m.assign(m * self.about["beta_2"] + g * (1 - self.about["beta_2"]))


OPTIMIZERS = (Optimizer, SGD, Adam, AdamW, Nadam, Adamax, RMSprop, Adagrad, Adadelta, Lion)
for _cls in OPTIMIZERS:
    for _home in ("keras.optimizers", "optimizers", "keras.optimizers.legacy"):
        NAMES[f"{_home}.{_cls.__name__}"] = _cls


@export("keras.optimizers.get", "optimizers.get")
def get(identifier: Any) -> Any:
    """The optimizer of a name. ValueError for an unknown one."""
    if isinstance(identifier, Optimizer):
        return identifier
    for cls in OPTIMIZERS:
        if cls.__name__.lower() == str(identifier).lower():
            return cls()
    raise ValueError(f"Could not interpret optimizer identifier: {identifier}")
