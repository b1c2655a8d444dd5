"""TensorFlow 1's names that still run eagerly, its optimizers, and names that never did, each with its own word."""

from __future__ import annotations

from typing import Any, NoReturn

import numpy as np

from .keras import losses
from .keras.config import Settled
from .keras.initializers import get as initializer_of
from .ops import descent, entropies, neural
from .ops.creation import fill
from .ops.elementary import abs_, minimum, pow
from .ops.gathering import gather
from .ops.products import matmul
from .ops.reductions import reduce_mean
from .programs.devices import nothing
from .programs.module import NameScope, Quiet
from .programs.tape import GradientTape
from .tensors import ONLY_V1, Variable, as_dtype, cast, convert, detached, export, float32, lengths, methods, rows, warn
from .tensors.errors import Refused
from .tensors.indexed import IndexedSlices

KINDS = "float:float32 double:float64 int32 int64 complex64 complex128 bfloat16"
NOTHING = (
    "enable_v2_behavior global_variables_initializer local_variables_initializer reset_default_graph "
    "initialize_all_variables enable_resource_variables logging.set_verbosity enable_v2_tensorshape "
    "enable_control_flow_v2"
)
GRAPHS = "Session InteractiveSession disable_eager_execution disable_v2_behavior"
COLLECTIONS = (
    "global_variables trainable_variables local_variables model_variables"  # there are none where all is eager
)


def _placeholder(*given: Any) -> NoReturn:
    raise RuntimeError("tf.placeholder() is not compatible with eager execution.")


def graph_mode(*args: Any, **kwargs: Any) -> NoReturn:
    """Not offered."""
    remedy = "write the steps inside `with tf.GradientTape()`"
    raise Refused("graphs and sessions are not offered: gradcli runs eagerly", remedy)


ONLY_V1.update(dict.fromkeys(GRAPHS.split(), graph_mode) | dict.fromkeys(NOTHING.split(), nothing))
ONLY_V1.update(dict.fromkeys(COLLECTIONS.split(), lambda scope=None: []))
ONLY_V1.update(
    {f"logging.{name}": n for name, n in zip(("DEBUG", "INFO", "WARN", "ERROR", "FATAL"), range(10, 60, 10))}
)
ONLY_V1.update({"device": Quiet, "dimension_value": lambda dimension: dimension})


@export(v1=("variable_scope",))
class VariableScope(NameScope):
    """A `with` block that names Variables, and whose value is itself."""

    def __enter__(self) -> Any:
        super().__enter__()
        return self


@export(v1=("get_variable",))
def get_variable(
    name: str, shape: Any = None, dtype: Any = float32, initializer: Any = None, trainable: bool = True, **ignored: Any
) -> Variable:
    """A new Variable, Glorot's uniform numbers unless told otherwise."""
    make = initializer or initializer_of("glorot_uniform")
    value = make(lengths(shape), dtype) if callable(make) else convert(make, as_dtype(dtype))
    return Variable(value, trainable=trainable, name=name)


def _mean(function: Any) -> Any:
    def call(labels: Any, predictions: Any = None, weights: Any = 1.0, logits: Any = None, **ignored: Any) -> Any:
        return reduce_mean(function(labels, predictions if logits is None else logits) * weights)

    return call


def _error(t: Any, x: Any) -> Any:
    return convert(x) - cast(t, convert(x).dtype)


ONLY_V1.update({f"losses.{name}": _mean(function) for name, function in (
    ("mean_squared_error", lambda t, x: _error(t, x) ** 2),
    ("absolute_difference", lambda t, x: abs_(_error(t, x))),
    ("sparse_softmax_cross_entropy", entropies.sparse_softmax_cross_entropy_with_logits),
    ("softmax_cross_entropy", entropies.softmax_cross_entropy_with_logits),
    ("sigmoid_cross_entropy", lambda t, x: entropies.sigmoid_cross_entropy_with_logits(cast(t, convert(x).dtype), x)),
    ("log_loss", losses.binary_crossentropy),
)})  # fmt: skip


@export(v1=("losses.huber_loss",))
def huber_loss(labels: Any, predictions: Any, weights: Any = 1.0, delta: float = 1.0, **ignored: Any) -> Any:
    """Squares near 0, linear beyond delta; averaged."""
    e = abs_(_error(labels, predictions))
    near = minimum(e, delta)
    return reduce_mean((0.5 * near * near + delta * (e - near)) * weights)


def _dropout(x: Any, keep: Any, noise_shape: Any, seed: Any, rate: Any) -> Any:
    if keep is not None and rate is not None:
        raise ValueError("Cannot specify both 'keep_prob' and 'rate'.")
    if keep is None and rate is None:
        raise ValueError("`rate` must be provided. Received: rate=None")
    return neural.dropout(x, 1.0 - keep if rate is None else rate, noise_shape, seed)


ASSIGN = "ref value validate_shape=None:- use_locking=None:- name"
CHANGE = ASSIGN.replace("validate_shape=None:- ", "")
__getattr__ = rows(
    __name__,
    *((f"| to_{name}", "", "x name=''", lambda x, name=name, kind=kind or name: warn(
        f"tf.to_{name} is deprecated: use tf.cast") or cast(x, kind), f"x as {kind or name}.")
      for name, _, kind in (word.partition(":") for word in KINDS.split())),
    ("| nn.dropout", "", "x:any keep_prob=None noise_shape=None seed=None name=None:- rate=None", _dropout,
     "Elements set to 0 at random, the others scaled up."),
    ("| nn.xw_plus_b", "", "x weights biases name", lambda x, w, b: matmul(x, w) + b, "x @ weights + biases."),
    ("| placeholder", "", "dtype shape=None name", _placeholder, "Graphs only: RuntimeError."),
    ("| assign", "", ASSIGN, lambda v, value: v.assign(value), "A Variable with a new value."),
    ("| assign_add", "", CHANGE, lambda v, value: v.assign_add(value), "A Variable with something added."),
    ("| assign_sub", "", CHANGE, lambda v, value: v.assign_sub(value), "A Variable with something subtracted."),
)  # fmt: skip


class Legacy(Settled):
    """Steps of gradient descent by a rule. minimize takes a function."""

    rule: Any = None
    slots: tuple[str, ...] = ()
    every = False  # whether rows that a sparse gradient does not touch move too
    epsilon = start = 0.0  # where a rule has it, and what sums begin with
    held = np.float32  # how settings are held

    _settings = "learning_rate=0.001 use_locking=False name=None"

    def begin(self, **rest: Any) -> None:
        super().begin(**rest)
        self.memory: dict[tuple[int, str], Variable] = {}
        self.steps = 0

    def slot(self, v: Any, name: str) -> Variable:
        """What is remembered of a Variable, made when it is first asked for."""
        if (v.at, name) not in self.memory:
            start = 1.0 if name == "rms" else self.start if name.startswith("accum") else 0.0
            self.memory[v.at, name] = Variable(
                fill(v.shape, cast(start, v.dtype)), False, name=f"{v.name[:-2]}/{self.get_name()}"
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
            wrong = "`loss` passed to Optimizer.compute_gradients should be a function"
            raise RuntimeError(f"{wrong} when eager execution is enabled.")
        with GradientTape() as tape:
            value = loss()
        variables = list(var_list) if var_list is not None else list(tape.watched_variables())
        return list(zip(tape.gradient(value, variables), variables))

    def minimize(self, loss: Any, global_step: Any = None, var_list: Any = None, **ignored: Any) -> None:
        """Differentiate a function and take one step."""
        self.apply_gradients(self.compute_gradients(loss, var_list), global_step)


methods(
    Legacy,
    ("get_name", "", lambda o: o.name or type(o).__name__.removesuffix("Optimizer"), "The name."),
    ("get_slot_names", "", lambda o: [], "None: with eager execution TensorFlow names none."),
    ("get_slot", "var name:.", lambda o, v, name: o.memory.get((v.at, name)), "What is remembered of a Variable."),
    ("variables", "", lambda o: list(o.memory.values()), "All that is remembered."),
    ("precise", "base x", lambda o, base, x: cast(base, x.dtype), "A number in the precision of a Variable."),
    ("raised", "base x", lambda o, base, x: pow(o.precise(base, x), float(o.steps)), "A number to that of this step."),
)  # fmt: skip
REST = "use_locking=False name=None"
PENALTIES = f"l1_regularization_strength=0.0 l2_regularization_strength=0.0 {REST}"
TABLE: tuple[tuple[str, str, Any, tuple[str, ...]], ...] = (
    ("GradientDescent", "learning_rate", descent.sgd, ()),
    ("Momentum", f"learning_rate momentum {REST} use_nesterov=False:nesterov", descent.momentum, ("momentum",)),
    ("Adam", f"learning_rate=0.001 beta1=0.9:beta_1 beta2=0.999:beta_2 epsilon=1e-08 {REST}", descent.adam, ("m", "v")),
    ("RMSProp", "learning_rate decay=0.9:rho momentum=0.0 epsilon=1e-10 use_locking=False centered=False name=None",
     descent.rmsprop, ("rms", "momentum", "mg")),
    ("Adagrad", f"learning_rate initial_accumulator_value=0.1:start {REST}", descent.adagrad, ("accumulator",)),
    ("Adadelta", f"learning_rate=0.001 rho=0.95 epsilon=1e-08 {REST}", descent.adadelta, ("accum", "accum_update")),
    ("ProximalGradientDescent", f"learning_rate {PENALTIES}", descent.proximal, ()),
    ("ProximalAdagrad", f"learning_rate initial_accumulator_value=0.1:start {PENALTIES}", descent.proximal, ("accum",)),
    ("Ftrl", "learning_rate learning_rate_power=-0.5 initial_accumulator_value=0.1:start "
     f"l1_regularization_strength=0.0 l2_regularization_strength=0.0 {REST} accum_name=None linear_name=None "
     "l2_shrinkage_regularization_strength=0.0 beta=None", descent.ftrl, ("accum", "linear")),
)  # fmt: skip
for _name, *_about in TABLE:
    _made = ONLY_V1[f"train.{_name}Optimizer"] = descent.made(Legacy, f"{_name}Optimizer", *_about)
    _made.every = _name == "Adam"
ONLY_V1["train.Optimizer"] = Legacy
