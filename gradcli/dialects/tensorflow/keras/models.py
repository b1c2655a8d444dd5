"""keras.Model, Sequential and Input: layers put together, by a class's `call` or by a graph of symbolic calls."""

from __future__ import annotations

import os
from typing import Any, NoReturn

from ..ops.shaping import expand_dims, squeeze
from ..programs.train import UNWRITTEN
from ..tensors import NAMES, export, warn
from ..tensors.errors import Refused
from ..tensors.nest import flatten, mapped
from .layer import Layer
from .serialized import serialized
from .summary import summary
from .symbolic import Graph, KerasTensor, Operation
from .training import Training

UNBUILT = (
    "`build()` was called on layer '{}', which has unbuilt state and no `build()` method. It will be marked as built, "
    "despite not being actually built. Make sure to implement a proper `build()` method."
)
WEIGHTS: dict[str, list[Any]] = {}  # those that were saved, by path


@export("keras.Model", "keras.models.Model")
class Model(Training, Layer):
    """Layers with a `call`; `Model(inputs, outputs)` is the graph between two symbolic tensors."""

    _graph: Graph | None = None

    def __new__(cls, *args: Any, **kwargs: Any) -> Any:
        """Of symbolic inputs and outputs a Functional."""
        return Layer.__new__(Functional if cls is Model and drawn(args, kwargs) else cls, *args, **kwargs)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        graph = drawn(args, kwargs)
        if graph:
            given = dict(zip(("inputs", "outputs", "name"), args)) | kwargs
            for which in ("inputs", "outputs"):
                for x in flatten(given[which]):
                    if not isinstance(x, KerasTensor):
                        raise ValueError(f"All `{which}` values must be KerasTensors. Received: {which}={given[which]} "
                                         f"including invalid value {x} of type {type(x)}")  # fmt: skip
            args, kwargs = (), {k: v for k, v in given.items() if k not in ("inputs", "outputs")}
        super().__init__(*args, **kwargs)
        if graph:
            self._graph = Graph(given["inputs"], given["outputs"])
            self.built = True

    def reserved(self, value: Any, kind: str = "Model", use: str = "Please use another name.") -> None:
        raise AttributeError(f"`{kind}.layers` attribute is reserved and should not be used. {use}")

    layers: Any = property(lambda self: self._layers, reserved, doc="Those inside.")

    @property
    def _layers(self) -> list[Any]:
        drawn_ones = [o for o in self._graph.operations if isinstance(o, Layer)] if self._graph else []
        beside = [x for x in self.held(Layer) if not any(x is o for o in drawn_ones)]
        return drawn_ones + beside

    def get_layer(self, name: Any = None, index: Any = None) -> Any:
        """The layer of a name, or of a number. ValueError where there is none."""
        if name is None and index is None:
            raise ValueError("Provide either a layer name or layer index at `get_layer`.")
        if index is not None and index >= len(self.layers):
            raise ValueError(
                f"Was asked to retrieve layer at index {index} but model only has {len(self.layers)} layers."
            )
        if index is not None:
            return self.layers[index]
        named = {layer.name: layer for layer in reversed(self.layers)}
        if name not in named:
            raise ValueError(f"No such layer: {name}. Existing layers are: {[layer.name for layer in self.layers]}.")
        return named[name]

    def call(self, inputs: Any, training: Any = None, mask: Any = None, **kwargs: Any) -> Any:
        if self._graph is None:
            raise NotImplementedError(f"Model {type(self).__name__} does not have a `call()` method implemented.")
        ends = self._graph.inputs
        if isinstance(inputs, dict):
            named = isinstance(ends, dict)
            inputs = {k: inputs[k] for k in ends} if named else [inputs[x.name] for x in flatten(ends)]
        given = [fitted(x, end) for x, end in zip(flatten(inputs), flatten(ends))]

        def call(operation: Any, args: Any, kwargs: Any) -> Any:
            if isinstance(operation, Operation):
                return operation(*args, **kwargs)
            return operation(*args, **(kwargs if training is None else {**kwargs, "training": training}))

        found = self._graph.run(given, call)
        return found[0] if isinstance(found, list | tuple) and len(found) == 1 else found

    def _check_inputs(self, args: Any, kwargs: Any) -> None:
        """ValueError where inputs are not those that the graph begins with, in number or lengths."""
        if self._graph is None or not args or hasattr(self, "_stack") or isinstance(args[0], dict):
            return
        given, ends = flatten(args[0]), flatten(self._graph.inputs)
        names = [end.node.operation.name for end in ends]
        if len(given) != len(ends):
            raise ValueError(
                f'Layer "{self.name}" expects {len(ends)} named input(s) with keys {names}, but it received '
                f"{len(given)} input tensors. Pass inputs as a dict, e.g. `layer({{'{names[0]}': ...}})`."
            )
        for n, (x, end) in enumerate(zip(given, ends)):
            pairs = zip(*(shape[:-1] if shape[-1:] == (1,) else shape for shape in (end.shape, tuple(x.shape))))
            if any(None not in pair and pair[0] != pair[1] for pair in pairs):
                raise ValueError(
                    f"Input {n} with name '{names[n]}' of layer '{self.name}' is incompatible with the layer: expected "
                    f"shape={end.shape}, found shape={tuple(x.shape)}"
                )

    def build(self, input_shape: Any = None, *more: Any) -> None:
        if any(not layer.built for layer in self._layers):
            warn(UNBUILT.format(self.name))
        self.built = True

    def _build(self, args: Any, kwargs: Any) -> None:
        """Make the weights at the first call, where a class says itself how; else the call makes them."""
        if type(self).build is not Model.build:
            super()._build(args, kwargs)
        elif not self.built:
            self._rehearse(args, kwargs)
        self.built = True

    # the ends of the graph

    inputs = property(lambda self: flatten(self._graph.inputs) if self._graph else None, doc="A list.")
    outputs = property(lambda self: flatten(self._graph.outputs) if self._graph else None, doc="A list.")
    output_names = property(lambda self: [x.node.operation.name for x in self.outputs] if self._graph else None)
    input: Any = property(lambda self: self._end("inputs"), doc="The symbolic inputs, as they were given.")
    output: Any = property(lambda self: self._end("outputs"), doc="The symbolic outputs, as they were given.")
    input_shape = property(lambda self: shapes_of(self._end("inputs")))
    output_shape = property(lambda self: shapes_of(self._end("outputs")))

    def _end(self, which: str) -> Any:
        if self._graph is None:
            raise AttributeError(f"The layer {self.name} has never been called and thus has no defined {which[:-1]}.")
        return getattr(self._graph, which)

    @classmethod
    def from_config(cls, config: dict[str, Any], custom_objects: Any = None) -> Any:
        return Functional.from_config(config) if cls is Model else super().from_config(config)

    def save(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise unsaved("saving a model")

    export = to_json = save

    def save_weights(self, filepath: Any, *args: Any, **kwargs: Any) -> None:
        """Keep the weights under a path."""
        warn(UNWRITTEN)
        WEIGHTS[os.fspath(filepath)] = self.get_weights()

    def load_weights(self, filepath: Any, *args: Any, **kwargs: Any) -> None:
        """Put back those that are kept under a path."""
        if os.fspath(filepath) not in WEIGHTS:
            raise unsaved("a file of weights that this script did not save")
        self.set_weights(WEIGHTS[os.fspath(filepath)])

    def summary(self, **about: Any) -> None:
        summary(self, **about)


KEEP = "keep get_weights() with np.savez, and give them back to set_weights()"


def unsaved(what: str, hint: str = KEEP) -> Refused:
    """That files of models are not offered, and what is."""
    return Refused(f"{what} is not offered: gradcli writes and reads no model files", hint)


@export("keras.models.load_model", "keras.models.save_model")
def load_model(*args: Any, **kwargs: Any) -> NoReturn:
    raise unsaved("a model's file")


def drawn(args: Any, kwargs: Any) -> bool:
    """Whether a model is made of symbolic inputs and outputs."""
    return len(args) >= 2 or len(args) == 1 and "outputs" in kwargs or "inputs" in kwargs and "outputs" in kwargs


def fitted(x: Any, end: KerasTensor) -> Any:
    """An input of a graph, with a last axis of 1 added or taken away where it fits so. ValueError where it does not."""
    shape, wanted = tuple(x.shape), end.shape
    if len(shape) == len(wanted) + 1 and shape[-1] == 1:
        x = squeeze(x, -1)
    elif len(shape) == len(wanted) - 1 and wanted[-1] == 1:
        x = expand_dims(x, -1)
    elif len(shape) != len(wanted):
        raise ValueError(
            f"Invalid input shape for input {x} with name '{end.name}' and path ''. Expected shape {wanted}, but input "
            f"has incompatible shape {shape}"
        )
    return x


class Functional(Model):
    """The graph between symbolic inputs and outputs."""

    def get_config(self) -> dict[str, Any]:
        ends = {f"{which}_layers": [[x.node.operation.name, 0, 0] for x in getattr(self, f"{which}s")]
                for which in ("input", "output")}  # fmt: skip
        return {
            "name": self.name,
            "trainable": self.trainable,
            "layers": [{**serialized(x), "name": x.name} for x in self._layers],
            **ends,
        }

    @classmethod
    def from_config(cls, config: dict[str, Any], custom_objects: Any = None) -> NoReturn:
        hint = "use tf.keras.models.clone_model(model), which makes a model with the same layers and new weights"
        raise unsaved("a graph of layers made of its get_config()", hint)


NAMES["keras.models.Functional"] = Functional


def shapes_of(ends: Any) -> Any:
    """The shapes of symbolic tensors; those of a dict as a list."""
    return mapped(lambda x: x.shape, flatten(ends) if isinstance(ends, dict) else ends)
