"""keras.layers.Layer: weights, and a call in ops that are there.

`__call__` casts its inputs, builds the weights at the first call, passes `training` and masks on, and keeps the losses
of the call; of symbolic inputs (see `symbolic`) it only asks for the shapes. What a layer holds is found in its
attributes: Variables, other layers and metrics, and those in lists, tuples and dicts.
"""

from __future__ import annotations

import functools
import inspect
import re
from typing import TYPE_CHECKING, Any

import numpy as np

from ..convert import convert
from ..dtypes import as_dtype
from ..elementary import cast
from ..module import leaves_of
from ..names import NAMES, export
from ..operands import is_tensor, lengths
from ..tensor import EagerTensor
from .config import floatx, numbered
from .initializers import get as initializer_of
from .metrics import Metric
from .random import SeedGenerator
from .scopes import CALLS, name_scope, path
from .symbolic import KerasTensor, leaves, mapped, shapes_asked
from .variable import KerasVariable

if TYPE_CHECKING:
    from collections.abc import Iterator

OWN = frozenset(
    ("_given", "_added", "_call_losses", "_inbound", "_graph", "_stack")
)  # attributes that hold nothing tracked
SHAPE_ARGUMENTS = ("input_shape", "input_dim", "batch_input_shape", "batch_shape")


def layer_name(cls: type) -> str:
    """MaxPooling2D as max_pooling2d."""
    name = re.sub(r"(.)([A-Z][a-z]+)", r"\1_\2", re.sub(r"\W+", "", cls.__name__))
    return re.sub(r"([a-z])([A-Z])", r"\1_\2", name).lower()


class Masked(EagerTensor):
    """A tensor that says which of its time steps count."""

    __slots__ = ("owner",)
    owner: Any


Masked.__name__ = Masked.__qualname__ = "EagerTensor"


def mask_of(x: Any) -> Any:
    """Which time steps of a tensor count; None: all."""
    return x.owner if isinstance(x, Masked) else getattr(x, "mask", None) if isinstance(x, KerasTensor) else None


@export("keras.layers.Layer", "keras.Layer")
class Layer:
    """A thing with weights that is called with tensors; a subclass says in `build` which weights, in `call` how."""

    _added: list[Any]
    _frozen: set[int]
    _call_losses: list[Any]
    _inbound: list[Any]
    _given: tuple[Any, Any]
    built: bool
    input_spec: dict[str, Any] | None = None

    def __new__(cls, *args: Any, **kwargs: Any) -> Any:
        """A layer that remembers what it was made with."""
        made = object.__new__(cls)
        begin(made)
        made.__dict__["_given"] = (args, kwargs)
        return made

    def __init_subclass__(cls, **about: Any) -> None:
        """Let a class's own `build` say where it is and that it was run."""
        super().__init_subclass__(**about)
        own = cls.__dict__.get("build")
        if own is not None:
            cls.build = building(own)  # type: ignore[method-assign]

    def __init__(
        self, *, activity_regularizer: Any = None, trainable: bool = True, dtype: Any = None, autocast: bool = True,
        name: Any = None, **about: Any,
    ) -> None:  # fmt: skip
        begin(self)
        self.name = name or numbered(layer_name(type(self)))
        given = {word: about.pop(word, None) for word in SHAPE_ARGUMENTS}
        if about:
            raise ValueError(f"Unrecognized keyword arguments passed to {type(self).__name__}: {about}")
        self.activity_regularizer = NAMES["keras.regularizers.get"](activity_regularizer)
        self._trainable, self.autocast = trainable, autocast
        dtype = dtype["config"]["name"] if isinstance(dtype, dict) else getattr(dtype, "name", dtype)
        self.dtype = as_dtype(dtype or floatx()).name
        self._asked = shape_given(given)

    def __setattr__(self, name: str, value: Any) -> None:
        if "_added" not in self.__dict__:
            begin(self)
        prop = getattr(type(self), name, None)
        if isinstance(prop, property) and prop.fset is None:
            raise AttributeError(f"Can't set the attribute \"{name}\", likely because it conflicts with an existing "
                                 f"read-only @property of the object. Please choose a different name.")  # fmt: skip
        object.__setattr__(self, name, value)

    # weights

    def add_weight(
        self, shape: Any = None, initializer: Any = None, dtype: Any = None, trainable: bool = True,
        autocast: bool = True, regularizer: Any = None, constraint: Any = None, aggregation: Any = "none",
        name: Any = None, **ignored: Any,
    ) -> Any:  # fmt: skip
        """A new weight."""
        if isinstance(shape, str):
            raise ValueError(
                "`name` must be passed as a keyword argument. Received: add_weight('" + shape + "', ...). "
                "Use: add_weight(shape=..., name='" + shape + "')."
            )
        kind = as_dtype(dtype or self.dtype)
        size = () if shape is None else lengths(shape)
        make = initializer_of(initializer or ("glorot_uniform" if kind.is_floating else "zeros"))
        with name_scope(self.name, self):
            value = convert(make(size, dtype=kind))
            made = KerasVariable(cast(value, kind), path(name or numbered("variable")), trainable, kind)
        made.regularizer = NAMES["keras.regularizers.get"](regularizer)
        made.constraint = NAMES["keras.constraints.get"](constraint)
        self._added.append(made)
        return made

    add_variable = add_weight

    def held(self, kinds: Any) -> Iterator[Any]:
        """What of these kinds is in the attributes, each thing once."""
        seen: set[int] = set()
        for thing in (*self._added, *(x for n, v in vars(self).items() if n not in OWN for x in leaves_of(v))):
            if isinstance(thing, kinds) and id(thing) not in seen:
                seen.add(id(thing))
                yield thing

    @property
    def _layers(self) -> list[Any]:
        return list(self.held(Layer))

    def _flatten_layers(self, include_self: bool = True, recursive: bool = True) -> list[Any]:
        found = [self] if include_self else []
        for layer in self._layers:
            found += layer._flatten_layers(True, True) if recursive else [layer]
        return found

    def _all(self, state: bool) -> list[Any]:
        own = list(self.held(KerasVariable))
        found = [v for v in own if v.trainable or id(v) in self._frozen] + [
            v for v in own if not (v.trainable or id(v) in self._frozen)
        ]
        found += [g.state for g in self.held(SeedGenerator)] if state else []
        for layer in self._layers:
            found += layer._all(state)
        return list({id(v): v for v in found}.values())

    @property
    def weights(self) -> list[Any]:
        """All weights: the layer's own, the trainable ones first, then those of the layers inside."""
        return self._all(False)

    @property
    def variables(self) -> list[Any]:
        """The weights and the states of seeds."""
        return self._all(True)

    @property
    def trainable_weights(self) -> list[Any]:
        """Those that training moves."""
        return [v for v in self.weights if v.trainable] if self.trainable else []

    @property
    def trainable_variables(self) -> list[Any]:
        """Those that training moves."""
        return self.trainable_weights

    @property
    def non_trainable_weights(self) -> list[Any]:
        """The others."""
        return [v for v in self.weights if not v.trainable] if self.trainable else self.weights

    @property
    def non_trainable_variables(self) -> list[Any]:
        """The others, with the states of seeds."""
        return [v for v in self.variables if not v.trainable] if self.trainable else self.variables

    @property
    def trainable(self) -> bool:
        """Whether training moves the weights."""
        return bool(self._trainable)

    @trainable.setter
    def trainable(self, value: Any) -> None:
        self._trainable = bool(value)
        for v in self.held(KerasVariable):
            if v.trainable or id(v) in self._frozen:
                self._frozen.add(id(v))
                v.trainable = self._trainable
        for layer in self._layers:
            layer.trainable = value

    def get_weights(self) -> list[Any]:
        """The values of the weights, as NumPy."""
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
                raise ValueError(
                    f"Layer {self.name} weight shape {v.shape} is not compatible with provided weight shape "
                    f"{np.shape(new)}."
                )
            v.assign(new)

    def count_params(self) -> int:
        """How many numbers the weights hold. ValueError before they are built."""
        if not self.built:
            raise ValueError(
                f"You tried to call `count_params` on layer '{self.name}', but the layer isn't built. You can build "
                f"it manually via: `layer.build(input_shape)`."
            )
        return sum(int(np.prod(v.shape.as_list())) for v in self.weights)

    # losses and metrics

    def add_loss(self, loss: Any) -> None:
        """Keep a loss of this call."""
        self._call_losses += loss if isinstance(loss, list | tuple) else [loss]

    @property
    def losses(self) -> list[Any]:
        """The losses kept by the last call, and the penalties on the weights."""
        kept = [loss() if callable(loss) else loss for layer in self._flatten_layers() for loss in layer._call_losses]
        return kept + [v.regularizer(v) for v in self.trainable_weights if v.regularizer is not None]

    def _clear_losses(self) -> None:
        for layer in self._flatten_layers():
            layer._call_losses.clear()

    @property
    def metrics(self) -> list[Any]:
        """The metrics inside."""
        return [*self.held(Metric), *(m for layer in self._layers for m in layer.metrics)]

    # calls

    def build(self, *shapes: Any, **named: Any) -> None:
        """Make the weights; without any there is nothing to do."""
        self.built = True

    def call(self, *args: Any, **kwargs: Any) -> Any:
        """What a subclass computes."""
        raise NotImplementedError(f"Layer {type(self).__name__} does not have a `call()` method implemented.")

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if "_added" not in self.__dict__ or "name" not in self.__dict__:
            raise RuntimeError(
                f"In layer '{type(self).__name__}', you forgot to call `super().__init__()` as the first statement in "
                "the `__init__()` method. Go add it!"
            )
        masks = [mask_of(x) for x in leaves(args)]
        args, kwargs = mapped(self._cast, args), mapped(self._cast, kwargs)
        for x in leaves(args):
            if x is not None and not is_tensor(x) and not isinstance(x, KerasTensor):
                raise ValueError(
                    "Only input tensors may be passed as positional arguments. The following argument value should be "
                    f"passed as a keyword argument: {x} (of type {type(x)})"
                )
        for word in ("training", "mask"):
            if word in kwargs and word not in parameters(type(self).call) and not takes_any(type(self).call):
                kwargs.pop(word)
        self._check_inputs(args, kwargs)
        if any(isinstance(x, KerasTensor) for x in leaves([args, kwargs])):
            return shapes_asked(self, args, kwargs, masks)
        return self._computed(args, kwargs, masks)

    def _computed(self, args: Any, kwargs: Any, masks: list[Any]) -> Any:
        """The values of a call."""
        takes = parameters(type(self).call)
        outer = CALLS[-1] if CALLS else {}
        if not CALLS:
            self._clear_losses()
        training = kwargs.get("training")
        training = outer.get("training") if training is None else training
        training = takes.get("training") if training is None else training
        if "training" in takes and training is not None:
            kwargs["training"] = training
        if "mask" in takes and kwargs.get("mask") is None and any(m is not None for m in masks):
            kwargs["mask"] = masks[0] if len(masks) == 1 else masks
        CALLS.append({"training": training})
        try:
            with name_scope(self.name, self):
                self._build(args, kwargs)
                found = self.call(*args, **kwargs)
        finally:
            CALLS.pop()
        if self.activity_regularizer is not None:
            for y in leaves(found):
                self.add_loss(self.activity_regularizer(y) / float(y.shape[0]))
        given = kwargs.get("mask", masks[0] if len(masks) == 1 else masks)
        return self._with_mask(args[0] if args else None, found, given)

    def _with_mask(self, inputs: Any, found: Any, given: Any) -> Any:
        """The result, saying which of its time steps count where that is known."""
        if not isinstance(found, EagerTensor):
            return found
        known = self.compute_mask(inputs, given) if self.supports_masking or not isinstance(given, list) else None
        if known is None or isinstance(known, list):
            return found
        masked = Masked(found.value, found.at)
        masked.owner = known
        return masked

    supports_masking = False

    def compute_mask(self, inputs: Any, previous_mask: Any = None) -> Any:
        """Which time steps of the result count: those of the input."""
        return previous_mask

    def _cast(self, x: Any) -> Any:
        if isinstance(x, KerasTensor) or x is None or isinstance(x, str | bool):
            return x
        if not is_tensor(x) and not hasattr(x, "__array__"):
            return x
        t = convert(x)
        return cast(t, self.dtype) if self.autocast and t.dtype.is_floating and t.dtype.name != self.dtype else t

    def _build(self, args: Any, kwargs: Any) -> None:
        """Make the weights at the first call, from the shapes of the arguments by name."""
        if self.built:
            return
        words = [p for p in parameters(type(self).build) if p != "self"]
        shapes = {
            name: mapped(lambda x: tuple(x.shape), value)
            for name, value in bound(self.call, args, kwargs).items()
            if any(is_tensor(x) or isinstance(x, KerasTensor) for x in leaves(value))
        }
        first = next(iter(shapes.values()), None)
        named = {f"{name}_shape": shape for name, shape in shapes.items()}
        if type(self).build is not Layer.build:
            known = {word: named[word] for word in words if word in named}
            if len(words) <= 1 or not known:
                self.build(first)
            else:
                self.build(**known)
        self.built = True

    def _check_inputs(self, args: Any, kwargs: Any) -> None:
        """ValueError where the first input does not fit what the layer was built for."""
        spec = self.input_spec
        x = args[0] if args else None
        if spec is None or x is None or isinstance(x, list | tuple | dict):
            return
        shape = tuple(x.shape)
        where = f"Input 0 with name 'None' of layer '{self.name}' is incompatible with the layer: "
        least, exact, axes = spec.get("min_ndim"), spec.get("ndim"), spec.get("axes", {})
        if exact is not None and len(shape) != exact:
            raise ValueError(f"{where}expected ndim={exact}, found ndim={len(shape)}. Full shape received: {shape}")
        if least is not None and len(shape) < least:
            raise ValueError(f"{where}expected min_ndim={least}, found ndim={len(shape)}. Full shape received: {shape}")
        for axis, length in axes.items():
            if shape[axis] not in (length, None):
                raise ValueError(
                    f"{where}expected axis {axis} of input shape to have value {length}, but received input with shape "
                    f"{shape}"
                )

    def compute_output_shape(self, *shapes: Any, **named: Any) -> Any:
        """The shape of the result for an input's shape."""
        inputs = (
            [KerasTensor(s) for s in shapes]
            if all(not nested(s) for s in shapes)
            else [[KerasTensor(s) for s in shapes[0]]]
        )
        found = shapes_asked(self, tuple(inputs), {}, [None], False)
        return mapped(lambda x: tuple(x.shape), found)

    # what it was made of

    @property
    def input(self) -> Any:
        """The symbolic input of the only call."""
        return self._only("input")

    @property
    def output(self) -> Any:
        """The symbolic result of the only call."""
        return self._only("output")

    def _only(self, which: str) -> Any:
        if not self._inbound:
            raise AttributeError(f"The layer {self.name} has never been called and thus has no defined {which}.")
        node = self._inbound[0]
        return node.output if which == "output" else node.input

    @property
    def compute_dtype(self) -> str:
        """The dtype that inputs are cast to."""
        return str(self.dtype)

    @property
    def variable_dtype(self) -> str:
        """The dtype of the weights."""
        return str(self.dtype)

    def get_config(self) -> dict[str, Any]:
        """The name, and what the constructor was given."""
        args, kwargs = self._given
        given = inspect.signature(type(self).__init__).bind(self, *args, **kwargs)
        own = {n: v for n, v in list(given.arguments.items())[1:] if n != "about"}
        policy = {
            "module": "keras",
            "class_name": "DTypePolicy",
            "config": {"name": self.dtype},
            "registered_name": None,
        }
        base = {"name": self.name, "trainable": self.trainable, "dtype": policy}
        return {**base, **own, **given.arguments.get("about", {})}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Any:
        """One made with that."""
        return cls(**config)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} name={self.name}, built={self.built}>"

    __str__ = __repr__


def building(build: Any) -> Any:
    """A `build` in the scope of its layer's name, which keeps the shapes it was given."""

    @functools.wraps(build)
    def call(self: Any, *shapes: Any, **named: Any) -> None:
        with name_scope(self.name, self):
            build(self, *shapes, **named)
        self.__dict__["_shapes"] = (*shapes, *named.values())[0] if shapes or named else None
        self.built = True

    return call


def begin(layer: Any) -> None:
    """The state that every layer has, however soon it is asked for."""
    for name, value in (("_added", []), ("_call_losses", []), ("_inbound", []), ("_frozen", set()), ("built", False),
                        ("_given", ((), {})), ("_trainable", True)):  # fmt: skip
        layer.__dict__.setdefault(name, value)


def shape_given(given: dict[str, Any]) -> Any:
    """The shape of a batch that a layer was told of, the first length unknown."""
    if given["input_dim"] is not None:
        return (None, int(given["input_dim"]))
    if given["input_shape"] is not None:
        shape = given["input_shape"]
        return (None, *(shape if isinstance(shape, list | tuple) else (shape,)))
    return given["batch_input_shape"] or given["batch_shape"]


def nested(shape: Any) -> bool:
    """Whether this is several shapes."""
    return isinstance(shape, list | tuple) and any(isinstance(s, list | tuple) for s in shape)


@functools.lru_cache(1000)
def parameters(function: Any) -> dict[str, Any]:
    """The parameters of a function with their defaults; None where there are none."""
    found = inspect.signature(function).parameters
    return {n: None if p.default is p.empty else p.default for n, p in found.items()}


def takes_any(function: Any) -> bool:
    """Whether a function takes keywords of any name."""
    return bool(function.__code__.co_flags & inspect.CO_VARKEYWORDS) if hasattr(function, "__code__") else True


def bound(function: Any, args: Any, kwargs: Any) -> dict[str, Any]:
    """The arguments of a call by their names."""
    found = inspect.signature(function).bind(*args, **kwargs).arguments
    return {n: v for n, v in found.items() if n not in ("training", "mask")}
