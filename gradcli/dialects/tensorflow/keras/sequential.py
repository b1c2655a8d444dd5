"""keras.Input and keras.Sequential, and copies of models."""

from __future__ import annotations

from typing import Any

from ..tensors import export, is_tensor
from ..tensors.nest import flatten, mapped
from ..tensors.state import SYMBOLIC
from .calling import parameters
from .config import floatx, name_scope, numbered
from .layer import Layer
from .models import Model
from .serialized import deserialized, serialized
from .symbolic import Graph, KerasTensor, Node


@export("keras.layers.InputLayer")
class InputLayer(Layer):
    """Where a graph begins."""

    def __init__(
        self, shape: Any = None, batch_size: Any = None, dtype: Any = None, sparse: Any = None, batch_shape: Any = None,
        input_tensor: Any = None, name: Any = None, **ignored: Any,
    ) -> None:  # fmt: skip
        super().__init__(name=name or None, dtype=dtype or floatx())
        if shape is not None and batch_shape is not None:
            raise ValueError("You cannot pass both `shape` and `batch_shape` at the same time.")
        for given in (shape, batch_shape):
            if given is not None and not hasattr(given, "__iter__"):
                raise ValueError(f"Cannot convert '{given}' to a shape.")
        self.batch_shape = tuple(batch_shape) if batch_shape is not None else (batch_size, *(shape or ()))
        self.built = True
        start = input_tensor or KerasTensor(self.batch_shape, self.dtype, name)
        Node(self, (), {}, start)

    def call(self, *args: Any, **kwargs: Any) -> Any:
        return None

    output = property(lambda self: self._inbound[0].output, doc="The symbolic tensor that begins here.")


@export("keras.Input", "keras.layers.Input")
def Input(
    shape: Any = None, batch_size: Any = None, dtype: Any = None, sparse: Any = None, batch_shape: Any = None,
    name: Any = None, tensor: Any = None, **ignored: Any,
) -> Any:  # fmt: skip
    """A symbolic tensor: `shape` is that of one element of a batch."""
    if shape is None and batch_shape is None:
        raise ValueError("You must pass a `shape` argument.")
    return InputLayer(shape, batch_size, dtype, sparse, batch_shape, tensor, name).output


@export("keras.Sequential", "keras.models.Sequential")
class Sequential(Model):
    """Layers one after the other."""

    def __init__(self, layers: Any = None, trainable: bool = True, name: Any = None) -> None:
        super().__init__(name=name, trainable=trainable)
        self._stack: list[Any] = []
        for layer in layers or ():
            self._push(layer)
        self._draw()

    input, output = Layer.input, Layer.output  # those of a call, not of the graph inside

    def _end(self, which: str) -> Any:
        if self._graph is None:
            raise AttributeError(f"Sequential model '{self.name}' has no defined {which[:-1]} shape yet.")
        return super()._end(which)

    def _ends(self, which: str) -> list[Any]:
        if self._graph is None:
            raise AttributeError(f"Sequential model '{self.name}' has no defined {which} yet.")
        return flatten(getattr(self._graph, which))

    inputs = property(lambda self: self._ends("inputs"), doc="A list.")
    outputs = property(lambda self: self._ends("outputs"), doc="A list.")

    def _push(self, layer: Any) -> None:
        if isinstance(layer, KerasTensor) and layer.node is not None:
            layer = layer.node.operation
        if not isinstance(layer, Layer):
            raise ValueError(f"Only instances of `keras.Layer` can be added to a Sequential model. Received: {layer}")
        if not self._stack and layer._asked is not None and not isinstance(layer, InputLayer):
            self._stack.append(InputLayer(batch_shape=layer._asked, dtype=None))
        if any(layer.name == other.name for other in self._stack):
            raise ValueError(f"All layers of a Sequential model should have unique names: there is a '{layer.name}'.")
        self._stack.append(layer)

    def add(self, layer: Any, rebuild: bool = True) -> None:
        self._push(layer)
        self.built, self._graph = False, None
        self._draw()

    def pop(self, rebuild: bool = True) -> Any:
        layer = self._stack.pop()
        self.built, self._graph = False, None
        self._draw()
        return layer

    def _draw(self) -> None:
        """The graph, where the input's shape is known."""
        first = self._stack[0] if len(self._stack) > 1 else None
        if isinstance(first, InputLayer):
            self.build(first.batch_shape)
        elif isinstance(first, Model) and first._graph is not None and not isinstance(first.input_shape, list | dict):
            self.build(first.input_shape)

    def build(self, input_shape: Any = None, *more: Any) -> None:
        if not self._stack:
            raise ValueError(f"Sequential model {self.name} has no layers yet. Call `model.add(layer)`.")
        if not isinstance(input_shape, list | tuple) or any(isinstance(n, list | tuple) for n in input_shape):
            return
        if not isinstance(self._stack[0], InputLayer):
            self._stack.insert(0, InputLayer(batch_shape=input_shape, dtype=self._stack[0].dtype))
        with name_scope(self.name, self):
            x = start = self._stack[0].output
            for layer in self._stack[1:]:
                x = layer(x)
        self._graph = Graph(start, x)
        numbered("functional")  # the name of Keras's own graph inside
        self.built = True

    _layers = property(lambda self: list(self._stack))

    layers: Any = property(
        lambda self: [layer for layer in self._stack if not isinstance(layer, InputLayer)],
        lambda self, value: self.reserved(
            value, "Sequential", "Use `add()` and `pop()` to change the layers in this model."
        ),
        doc="The layers, without the input's.",
    )

    def call(self, inputs: Any, training: Any = None, mask: Any = None, **kwargs: Any) -> Any:
        if self._graph is not None:
            return super().call(inputs, training)
        for layer in self._stack:
            takes = parameters(type(layer).call)
            about = {"training": training} if training is not None and "training" in takes else {}
            inputs = layer(inputs, **about)
        return inputs

    def _build(self, args: Any, kwargs: Any) -> None:
        """Draw the graph at the first call."""
        if not self.built and args and (is_tensor(args[0]) or isinstance(args[0], KerasTensor)):
            shape = tuple(args[0].shape)
            self.build((None, *shape[1:]) if SYMBOLIC[1] else shape)
        self.built = True

    def get_config(self) -> dict[str, Any]:
        shape = {"build_input_shape": self.input_shape} if self._graph is not None else {}
        return {"name": self.name, "trainable": self.trainable, "dtype": super().get_config()["dtype"],
                "layers": [serialized(x) for x in self._stack], **shape}  # fmt: skip

    @classmethod
    def from_config(cls, config: dict[str, Any], custom_objects: Any = None) -> Any:
        return cls(
            [deserialized(entry, custom_objects) for entry in config["layers"]],
            trainable=config.get("trainable", True),
            name=config["name"],
        )


@export("keras.models.clone_model")
def clone_model(model: Any, input_tensors: Any = None, clone_function: Any = None) -> Any:
    """A model with the same layers and new weights."""
    copy: Any = clone_function or (lambda layer: type(layer).from_config(layer.get_config()))
    if isinstance(model, Sequential):
        made = Sequential(name=model.name)
        made._stack = [InputLayer(batch_shape=x.batch_shape, name=x.name) if isinstance(x, InputLayer) else copy(x)
                       for x in model._stack]  # fmt: skip
        made._draw()
        return made
    if model._graph is None:
        return type(model).from_config(model.get_config())
    graph = model._graph
    twins: dict[int, Any] = {
        id(o): copy(o) for o in graph.operations if isinstance(o, Layer) and not isinstance(o, InputLayer)
    }
    ends = mapped(lambda x: Input(batch_shape=x.shape, dtype=x.dtype, name=x.name), graph.inputs)

    def call(operation: Any, args: Any, kwargs: Any) -> Any:
        return twins.get(id(operation), operation)(*args, **kwargs)

    outputs = graph.run(flatten(ends), call)
    return Model(ends, outputs, name=model.name)
