"""What a layer holds: Variables, other layers, metrics and seeds, found in its attributes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import numpy as np

from ..tensors import as_dtype, cast, convert, export, flatten, lengths
from .activations import constraint_of, regularizer_of
from .config import auto_name, floatx, name_scope, numbered, path
from .initializers import get as initializer_of
from .random import SeedGenerator
from .variable import KerasVariable

OWN = frozenset(("_given", "_added", "_call_losses", "_inbound", "_graph", "_stack"))  # attributes that are not tracked
PLAIN = frozenset((str, int, float, bool, type(None)))  # classes of settings


class Weights:
    """The weights of a layer, and those of the layers inside."""

    name: str
    dtype: str
    built: bool
    _added: list[Any]
    _trainable: Any
    weighed: ClassVar[dict[str, tuple[str, Any]]] = {}  # NAME: (what the words on it begin with, its initializer)

    def add_weight(
        self, shape: Any = None, initializer: Any = None, dtype: Any = None, trainable: bool = True,
        autocast: bool = True, regularizer: Any = None, constraint: Any = None, aggregation: Any = "none",
        name: Any = None, **ignored: Any,
    ) -> Any:  # fmt: skip
        if isinstance(shape, str):
            raise ValueError(f"`name` must be passed as a keyword. Use: add_weight(shape=..., name='{shape}').")
        kind = as_dtype(dtype or self.dtype)
        size = () if shape is None else lengths(shape)
        make = initializer_of(initializer or ("glorot_uniform" if kind.is_floating else "zeros"))
        with name_scope(self.name, self):
            value = convert(make(size, dtype=kind))
            made = KerasVariable(cast(value, kind), path(name or numbered("variable")), trainable, kind)
        made.regularizer = regularizer_of(regularizer)
        made.constraint = constraint_of(constraint)
        made.trainable = trainable and self.trainable
        self._added.append(made)
        return made

    add_variable = add_weight

    def asked(self, about: dict[str, Any]) -> dict[str, Any]:
        """What is asked of weights, taken from the words of a call."""
        words = (f"{p}_{w}" for p, _ in self.weighed.values() for w in ("initializer", "regularizer", "constraint"))
        return {word: about.pop(word) for word in words if word in about}

    def ask(self, asked: dict[str, Any]) -> None:
        """Keep it; the weights are still to be made."""
        kinds = {"initializer": initializer_of, "regularizer": regularizer_of, "constraint": constraint_of}
        for name, (prefix, start) in self.weighed.items():
            for word, make in kinds.items():
                given = asked.get(f"{prefix}_{word}", start if word == "initializer" else None)
                setattr(self, f"{prefix}_{word}", make(given))
            setattr(self, name, None)

    def weigh(self, name: str, shape: Any) -> None:
        prefix = self.weighed[name][0]
        kept = {word: getattr(self, f"{prefix}_{word}") for word in ("regularizer", "constraint")}
        setattr(self, name, self.add_weight(shape, getattr(self, f"{prefix}_initializer"), name=name, **kept))

    def held(self, kinds: Any) -> Iterator[Any]:
        """What of these kinds is in the attributes, each thing once."""
        seen: set[int] = set()
        structures = [v for n, v in vars(self).items() if n not in OWN and v.__class__ not in PLAIN]
        for thing in (*self._added, *flatten(structures)):
            if isinstance(thing, kinds) and id(thing) not in seen:
                seen.add(id(thing))
                yield thing

    _layers = property(lambda self: list(self.held(Weights)))

    def _flatten_layers(self, include_self: bool = True, recursive: bool = True) -> list[Any]:
        found = [self] if include_self else []
        for layer in self._layers:
            found += layer._flatten_layers(True, True) if recursive else [layer]
        return list({id(layer): layer for layer in found}.values())

    def _all(self, state: bool) -> list[Any]:
        own = list(self.held(KerasVariable))
        found = sorted(own, key=lambda v: not v.watchable)
        found += [g.state for g in self.held(SeedGenerator)] if state else []
        for layer in self._layers:
            found += layer._all(state)
        return list({id(v): v for v in found}.values())

    weights = property(lambda self: self._all(False), doc="Its own, the trainable first, then those of layers inside.")
    variables = property(lambda self: self._all(True), doc="The weights and the states of seeds.")

    trainable_weights = property(lambda self: [v for v in self.weights if v.trainable] if self.trainable else [])

    trainable_variables = trainable_weights

    non_trainable_weights = property(
        lambda self: [v for v in self.weights if not v.trainable] if self.trainable else self.weights
    )

    non_trainable_variables = property(
        lambda self: [v for v in self.variables if not v.trainable] if self.trainable else self.variables,
        doc="The others, with the states of seeds.",
    )

    @property
    def trainable(self) -> bool:
        return bool(self._trainable)

    @trainable.setter
    def trainable(self, value: Any) -> None:
        self._trainable = bool(value)
        for v in self.held(KerasVariable):
            if v.watchable:
                v.trainable = self._trainable
        for layer in self._layers:
            layer.trainable = value

    def get_weights(self) -> list[Any]:
        return [v.numpy() for v in self.weights]

    def set_weights(self, weights: Any) -> None:
        """New values for the weights. ValueError where their number or shapes differ."""
        own = self.weights
        if len(own) != len(weights):
            raise ValueError(
                f"You called `set_weights(weights)` on layer '{self.name}' with a weight list of length "
                f"{len(weights)}, but the layer was expecting {len(own)} weights."
            )
        for v, new in zip(own, weights):
            if tuple(v.shape) != np.shape(new):
                both = f"weight shape {v.shape} is not compatible with provided weight shape {np.shape(new)}."
                raise ValueError(f"Layer {self.name} {both}")
            v.assign(new)

    def count_params(self) -> int:
        """How many numbers the weights hold. ValueError before they are built."""
        if not self.built:
            raise ValueError(
                f"You tried to call `count_params` on layer '{self.name}', but the layer isn't built. You can build "
                f"it manually via: `layer.build(input_shape)`."
            )
        return sum(int(np.prod(v.shape.as_list())) for v in self.weights)


class AnyOfKeras(type(KerasVariable)):  # type: ignore[misc]
    """The class that all of Keras's Variables are of."""

    def __instancecheck__(cls, x: Any) -> bool:
        return isinstance(x, KerasVariable)


@export("keras.Variable")
class Variable(KerasVariable, metaclass=AnyOfKeras):
    """A Variable of the user's own: of a value, or of an initializer and a shape."""

    def __init__(
        self, initializer: Any, shape: Any = None, dtype: Any = None, trainable: bool = True, autocast: bool = True,
        aggregation: str = "none", name: Any = None, **ignored: Any,
    ) -> None:  # fmt: skip
        if isinstance(initializer, str):
            initializer = initializer_of(initializer)
        kind = as_dtype(dtype or getattr(initializer, "dtype", None) or floatx())
        value = initializer(lengths(shape), dtype=kind) if callable(initializer) else initializer
        if hasattr(value, "dtype") and as_dtype(value.dtype) is not kind:
            value = cast(value, kind)
        super().__init__(value, path(name or auto_name(self)), trainable, kind)
