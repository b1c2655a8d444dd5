"""Recurrent layers: a cell that takes one step, and the loop over the steps."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from ...ops.creation import ones_like, zeros, zeros_like
from ...ops.padding import stop_gradient, where
from ...ops.products import matmul
from ...ops.shaping import concat, split, stack
from ...tensors import NAMES, cast, export, shape
from ...tensors.nest import flatten, mapped
from ..activations import get as activation_of
from ..calling import layer_name, listed, parameters
from ..layer import Layer
from ..random import SeedGenerator, dropout


class Cell(Layer):
    """One step: weights for the input and for the state, `gates` of them side by side."""

    gates = 1
    states = 1
    reset_after = False
    seeded_first = True  # whether the seed of dropout is drawn before those of the weights

    kernel: Any
    recurrent_kernel: Any
    bias: Any
    weighed: ClassVar = {
        "kernel": ("kernel", "glorot_uniform"), "recurrent_kernel": ("recurrent", "orthogonal"),
        "bias": ("bias", "zeros"),
    }  # fmt: skip

    def __init__(
        self, units: int, activation: Any = "tanh", use_bias: bool = True, dropout: float = 0.0,
        recurrent_dropout: float = 0.0, seed: Any = None, **about: Any,
    ) -> None:  # fmt: skip
        early = SeedGenerator(seed) if self.seeded_first else None
        super().__init__(**about)
        self.seed_generator = early or SeedGenerator(seed)
        if units <= 0:
            raise ValueError(
                f"Received an invalid value for argument `units`, expected a positive integer, got {units}."
            )
        self.units, self.activation, self.use_bias = units, activation_of(activation), use_bias
        self.dropout, self.recurrent_dropout = dropout, recurrent_dropout
        self.masks: dict[str, list[Any]] = {}
        self.state_size = units if self.states == 1 else [units] * self.states
        self.output_size = units

    def build(self, input_shape: Any) -> None:
        wide = self.units * self.gates
        self.weigh("kernel", (input_shape[-1], wide))
        self.weigh("recurrent_kernel", (self.units, wide))
        if self.use_bias:
            self.weigh("bias", (2, wide) if self.reset_after else (wide,))

    def get_initial_state(self, batch_size: Any = None) -> Any:
        return [zeros([batch_size, self.units], self.dtype) for _ in range(self.states)]

    def draw(self, x: Any, h: Any) -> None:
        """Draw what is dropped in all steps of a call: for each gate alone if states are dropped."""
        rates = {"input": (self.dropout, x), "state": (self.recurrent_dropout, h)}
        count = self.gates if self.recurrent_dropout else 1
        self.masks = {
            name: [dropout(ones_like(v), rate, None, self.seed_generator) for _ in range(count)]
            for name, (rate, v) in rates.items()
            if rate > 0
        }

    def product(self, name: str, x: Any, kernel: Any, training: Any, first: int = 0) -> Any:
        """x @ kernel for the gates from the first on, without what is dropped."""
        x, masks = self.floats(x), self.masks.get(name) if training else None
        if masks is None:
            return matmul(x, kernel)
        if len(masks) == 1:
            return matmul(x * masks[0], kernel)
        parts = split(kernel, int(kernel.shape[-1]) // self.units, axis=1)
        return concat([matmul(x * masks[first + n], part) for n, part in enumerate(parts)], 1)


@export("keras.layers.SimpleRNNCell")
class SimpleRNNCell(Cell):
    """activation(x @ kernel + h @ recurrent_kernel + bias)."""

    def call(self, sequence: Any, states: Any, training: Any = False) -> Any:
        state = states[0] if isinstance(states, list | tuple) else states
        x = self.product("input", sequence, self.kernel, training)
        h = self.product("state", state, self.recurrent_kernel, training)
        y = self.activation((x + self.bias if self.bias is not None else x) + h)
        return y, [y] if isinstance(states, list | tuple) else y


class Gated(Cell):
    """A cell with gates."""

    seeded_first = False

    def __init__(
        self, units: int, activation: Any = "tanh", recurrent_activation: Any = "sigmoid", use_bias: bool = True,
        **about: Any,
    ) -> None:  # fmt: skip
        super().__init__(units, activation, use_bias, **about)
        self.recurrent_activation = activation_of(recurrent_activation)


@export("keras.layers.LSTMCell")
class LSTMCell(Gated):
    """Long short-term memory (Hochreiter and Schmidhuber 1997): input, forget, candidate, output."""

    gates, states = 4, 2

    def __init__(self, units: int, *args: Any, unit_forget_bias: bool = True, **about: Any) -> None:
        super().__init__(units, *args, **about)
        self.unit_forget_bias = unit_forget_bias

    def build(self, input_shape: Any) -> None:
        super().build(input_shape)
        if self.use_bias and self.unit_forget_bias:
            start = np.array(self.bias.held)
            start[self.units : 2 * self.units] = 1.0
            self.bias.held = start

    def call(self, inputs: Any, states: Any, training: Any = False) -> Any:
        h, c = states
        z = self.product("input", inputs, self.kernel, training)
        z = z + self.product("state", h, self.recurrent_kernel, training)
        z = z + self.bias if self.bias is not None else z
        i, f, g, o = split(z, 4, axis=1)
        c = self.recurrent_activation(f) * c + self.recurrent_activation(i) * self.activation(g)
        h = self.recurrent_activation(o) * self.activation(c)
        return h, [h, c]


@export("keras.layers.GRUCell")
class GRUCell(Gated):
    """A gated recurrent unit (Cho et al. 2014): update, reset, candidate."""

    gates = 3

    def __init__(self, units: int, *args: Any, reset_after: bool = True, **about: Any) -> None:
        super().__init__(units, *args, **about)
        self.reset_after = reset_after

    def call(self, inputs: Any, states: Any, training: Any = False) -> Any:
        h = states[0] if isinstance(states, list | tuple) else states
        n = self.units
        x = self.product("input", inputs, self.kernel, training)
        if self.bias is not None:
            x = x + (self.bias[0] if self.reset_after else self.bias)
        if self.reset_after:
            r = self.product("state", h, self.recurrent_kernel, training)
            r = r + self.bias[1] if self.bias is not None else r
        else:
            r = self.product("state", h, self.recurrent_kernel[:, : 2 * n], training)
        update = self.recurrent_activation(x[:, :n] + r[:, :n])
        reset = self.recurrent_activation(x[:, n : 2 * n] + r[:, n : 2 * n])
        if self.reset_after:
            inner = reset * r[:, 2 * n :]
        else:
            inner = self.product("state", reset * h, self.recurrent_kernel[:, 2 * n :], training, 2)
        new = update * h + (1 - update) * self.activation(x[:, 2 * n :] + inner)
        return new, [new] if isinstance(states, list | tuple) else new


@export("keras.layers.StackedRNNCells")
class StackedRNNCells(Layer):
    """Cells one on the other, as one."""

    def __init__(self, cells: Any, **about: Any) -> None:
        super().__init__(**about)
        self.cells = list(cells)
        self.state_size = [c.state_size for c in cells]
        self.output_size = getattr(cells[-1], "output_size", self.state_size[-1])

    def get_initial_state(self, batch_size: Any = None) -> Any:
        return [start(c, batch_size) for c in self.cells]

    def draw(self, x: Any, h: Any) -> None:
        """Draw nothing: dropout in stacked cells draws at its first step."""
        for c in self.cells:
            c.masks = {}

    def call(self, inputs: Any, states: Any, training: Any = False) -> Any:
        new = []
        for c, s in zip(self.cells, states):
            about = {"training": training} if "training" in parameters(type(c).call) else {}
            inputs, after = c(inputs, listed(s), **about)
            new.append(after if isinstance(s, list | tuple) or len(listed(after)) > 1 else listed(after)[0])
        return inputs, new


def start(cell: Any, batch: int) -> Any:
    """The state that a cell begins with: a list where it says so, or has several sizes."""
    if hasattr(cell, "get_initial_state"):
        return cell.get_initial_state(batch_size=batch)
    return mapped(lambda n: zeros([batch, n], cell.dtype), cell.state_size)


SIZED = (
    "The RNN cell should have a `state_size` attribute (single integer or list of integers, one integer per RNN "
    "state). "
)


@export("keras.layers.RNN")
class RNN(Layer):
    """A cell's steps over a sequence: the last result, or all."""

    supports_masking = True
    input_spec = {"ndim": 3, "several": True}  # noqa: RUF012

    _settings = (
        "cell return_sequences=False return_state=False go_backwards=False stateful=False unroll=False "
        "zero_output_for_mask=False"
    )
    kept: Any = None

    def ready(self: Any) -> None:
        self.cell = StackedRNNCells(self.cell) if isinstance(self.cell, list | tuple) else self.cell
        for word, needs in (("call", "Argument `cell` should have a `call` method. "), ("state_size", SIZED)):
            if word not in dir(self.cell):
                raise ValueError(f"{needs}Received: cell={self.cell}")

    def build(self, sequences_shape: Any, initial_state_shape: Any = None) -> None:
        if isinstance(self.cell, Cell) and not self.cell.built:
            self.cell.build((sequences_shape[0], *sequences_shape[2:]))

    def get_initial_state(self, batch_size: Any) -> Any:
        return start(self.cell, batch_size)

    def reset_states(self) -> None:
        self.kept = None

    reset_state = reset_states

    def call(self, sequences: Any, initial_state: Any = None, mask: Any = None, training: Any = False) -> Any:
        if isinstance(sequences, list | tuple):
            sequences, initial_state = sequences[0], list(sequences[1:])
        states = initial_state if initial_state is not None else self.kept if self.stateful else None
        states = listed(start(self.cell, shape(sequences)[0]) if states is None else states)
        if isinstance(self.cell, Cell | StackedRNNCells):
            self.cell.draw(sequences[:, 0], flatten(states)[0])
        about = {"training": training} if "training" in parameters(type(self.cell).call) else {}
        mask = mask[0] if isinstance(mask, list) else mask
        steps = range(shape(sequences)[1])
        outputs: list[Any] = []
        for n in reversed(steps) if self.go_backwards else steps:
            y, after = self.cell(sequences[:, n], states, **about)
            after = listed(after)
            if mask is not None:
                kept = mask[:, n : n + 1]
                before = zeros_like(y) if self.zero_output_for_mask or not outputs else outputs[-1]
                y = where(kept, y, before)
                held = iter(flatten(states))
                after = mapped(lambda new: where(kept, new, next(held)), after)  # noqa: B023
            outputs.append(y)
            states = after
        if self.stateful:
            self.kept = mapped(stop_gradient, states)
        found = stack(outputs, 1) if self.return_sequences else cast(outputs[-1], self.dtype)
        return (found, *states) if self.return_state else found

    def compute_mask(self, inputs: Any, previous_mask: Any = None) -> Any:
        mask = previous_mask[0] if isinstance(previous_mask, list) else previous_mask
        return mask if self.return_sequences else None


LAYERS = frozenset(("return_sequences", "return_state", "go_backwards", "stateful", "unroll", "zero_output_for_mask",
                    "name", "dtype", "trainable", "activity_regularizer", "input_shape", "input_dim"))  # fmt: skip


def layer_of(title: str, cell: type[Cell]) -> None:
    """Announce the layer of a cell: its words are those of both."""

    def begin(self: Any, units: int, *args: Any, **about: Any) -> None:
        own = {word: about.pop(word) for word in LAYERS & set(about)}
        for word in ("implementation", "use_cudnn"):
            about.pop(word, None)
        try:
            made = cell(units, *args, name=layer_name(cell), **about)
        except ValueError as error:
            raise ValueError(str(error).replace(f"to {cell.__name__}:", f"to {title}:")) from None
        RNN.__init__(self, made, **own)
        self.units, self.dropout, self.recurrent_dropout = units, made.dropout, made.recurrent_dropout

    kernel = property(lambda self: self.cell.kernel)
    recurrent = property(lambda self: self.cell.recurrent_kernel)
    bias = property(lambda self: self.cell.bias)
    NAMES[f"keras.layers.{title}"] = type(title, (RNN,), {"__init__": begin, "kernel": kernel, "bias": bias,
                                                          "recurrent_kernel": recurrent})  # fmt: skip


layer_of("SimpleRNN", SimpleRNNCell)
layer_of("LSTM", LSTMCell)
layer_of("GRU", GRUCell)
