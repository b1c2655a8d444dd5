"""keras.layers.Layer: weights, and a call in ops that are there.

`__call__` casts its inputs, builds the weights at the first call, and keeps the losses of the call; all layers inside
share its `training`, whether or not the calls between take one. Of symbolic inputs (see `symbolic`) it only asks for
the shapes. What a layer holds is found in its attributes: Variables, other layers and metrics, and those in lists,
tuples and dicts.
"""

from __future__ import annotations

import contextlib
from typing import Any

from ..tensors import EagerTensor, as_dtype, cast, convert, export, is_tensor, shape
from ..tensors.convert import even
from ..tensors.errors import LeftOutOf, Refused
from ..tensors.nest import flatten, mapped
from ..tensors.tracing import Frame, within
from . import calling
from .activations import regularizer_of
from .config import CONTEXT, Settled, asking_shapes, name_scope, numbered, policy
from .masks import mask_of, masked, masks_of
from .metrics import Metric
from .serialized import accepted, config_of, row_of
from .symbolic import SIZES, KerasTensor, filled, shapes_asked
from .weights import Weights


@export("keras.layers.Layer", "keras.Layer")
class Layer(Settled, Weights):
    """A thing with weights that is called with tensors; a subclass says in `build` which weights, in `call` how."""

    _call_losses: list[Any]
    _inbound: list[Any]
    _given: tuple[Any, Any]
    input_spec: dict[str, Any] | None = None
    dtype_policy = LeftOutOf("ask for its dtype")
    enable_lora = LeftOutOf("write a layer whose call adds the product of two narrow weights")
    jit_compile = LeftOutOf("leave it out: gradcli compiles nothing")
    takes_lists = False  # of numbers or texts, as arrays

    def __new__(cls, *args: Any, **kwargs: Any) -> Any:
        """A layer that remembers what it was made with."""
        made = object.__new__(cls)
        calling.started(made)
        made.__dict__["_given"] = (args, kwargs)
        return made

    def __init_subclass__(cls, **about: Any) -> None:
        """Let a class's own `build` say where it is and that it was run."""
        super().__init_subclass__(**about)
        own = cls.__dict__.get("build")
        if own is not None:
            cls.build = calling.building(own)  # type: ignore[method-assign]

    def begin(
        self, *, activity_regularizer: Any = None, trainable: bool = True, dtype: Any = None, autocast: bool = True,
        name: Any = None, **about: Any,
    ) -> None:  # fmt: skip
        calling.started(self)
        self.name = name or numbered(calling.layer_name(type(self)))
        given = {word: about.pop(word, None) for word in calling.SHAPE_ARGUMENTS}
        asked = self.asked(about)
        known = row_of(type(self))
        for word in set(about) & set(known):
            if about.pop(word) != known[word]:
                raise Refused(f"{type(self).__name__}({word}=...) is not offered", "leave it out, or write a layer")
        if about:
            raise ValueError(f"Unrecognized keyword arguments passed to {type(self).__name__}: {about}")
        self.activity_regularizer = regularizer_of(activity_regularizer)
        self._trainable, self.autocast = trainable, autocast
        dtype = dtype["config"]["name"] if isinstance(dtype, dict) else getattr(dtype, "name", dtype)
        if str(dtype).startswith("mixed_"):
            raise Refused(
                "mixed precision is not offered", "leave it out: layers compute in the dtype of their weights"
            )
        self.dtype = as_dtype(dtype or policy()).name
        self._asked = calling.shape_given(given)
        self.ask(asked)

    __init__ = begin

    def __setattr__(self, name: str, value: Any) -> None:
        if "_added" not in self.__dict__:
            calling.started(self)
        prop = getattr(type(self), name, None)
        if isinstance(prop, property) and prop.fset is None:
            raise AttributeError(f"Can't set the attribute \"{name}\", likely because it conflicts with an existing "
                                 f"read-only @property of the object. Please choose a different name.")  # fmt: skip
        object.__setattr__(self, name, value)

    # losses and metrics

    def add_loss(self, loss: Any) -> None:
        self._call_losses += loss if isinstance(loss, list | tuple) else [loss]

    @property
    def losses(self) -> list[Any]:
        """The losses kept by the last call, and the penalties on the weights."""
        kept = [loss() if callable(loss) else loss for layer in self._flatten_layers() for loss in layer._call_losses]
        return kept + [v.regularizer(v) for v in self.trainable_weights if v.regularizer is not None]

    def _clear_losses(self) -> None:
        for layer in self._flatten_layers():
            layer._call_losses.clear()

    metrics = property(lambda self: [*self.held(Metric), *(m for layer in self._layers for m in layer.metrics)])

    # calls

    def build(self, *shapes: Any, **named: Any) -> None:
        """Make the weights; without any there is nothing to do."""
        self.built = True

    def call(self, *args: Any, **kwargs: Any) -> Any:
        raise NotImplementedError(f"Layer {type(self).__name__} does not have a `call()` method implemented.")

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if "_added" not in self.__dict__ or "name" not in self.__dict__:
            raise RuntimeError(
                f"In layer '{type(self).__name__}', you forgot to call `super().__init__()` as the first statement in "
                "the `__init__()` method. Go add it!"
            )
        if self.takes_lists and args and isinstance(args[0], list | tuple | int | float):
            args = (convert(args[0]), *args[1:])
        args, kwargs = mapped(self._cast, args), mapped(self._cast, kwargs)
        for x in flatten(args):
            if x is not None and not is_tensor(x) and not isinstance(x, KerasTensor):
                even(x, "as arguments of layers")
                raise ValueError(
                    "Only input tensors may be passed as positional arguments. The following argument value should be "
                    f"passed as a keyword argument: {x} (of type {type(x)})"
                )
        self._check_inputs(args, kwargs)
        if any(isinstance(x, KerasTensor) for x in flatten([args, kwargs])):
            return shapes_asked(self, args, kwargs)
        return self._computed(args, kwargs)

    def _computed(self, args: Any, kwargs: Any) -> Any:
        takes = calling.parameters(type(self).call)
        with name_scope(self.name, self):
            self._build(args, kwargs)
        outermost = not CONTEXT
        if outermost:
            self._clear_losses()
        training = kwargs.pop("training", CONTEXT.get("training"))
        CONTEXT["training"] = training = takes.get("training") if training is None else training
        if "training" in takes and training is not None:
            kwargs["training"] = training
        given = calling.bound(self.call, args, kwargs)
        tensors = {n: v for n, v in given.items() if any(is_tensor(x) for x in flatten(v))}
        for n, v in tensors.items():  # each says which of its steps count
            word = "mask" if len(tensors) == 1 else f"{n}_mask"
            if word in takes and word not in given and kwargs.get(word) is None and (mask := masks_of(v)) is not None:
                kwargs[word] = mask
        first = next(iter(given.values()), None)
        mask = kwargs.get("mask", masks_of(first))
        if "mask" not in takes and not calling.takes_any(type(self).call):
            kwargs.pop("mask", None)
        try:
            with name_scope(self.name, self):
                found = self.call(*args, **kwargs)
        except Exception as error:
            told = calling.explained(error, f"{type(self).__name__}.call()", self.name, self.call, args, kwargs)
            if told is error:
                raise
            raise told from None
        finally:
            if outermost:
                CONTEXT.clear()
        if self.activity_regularizer is not None:
            for y in flatten(found):
                self.add_loss(self.activity_regularizer(y) / float(shape(y)[0]))
        return self._with_mask(first, found, mask)

    def _with_mask(self, inputs: Any, found: Any, given: Any) -> Any:
        """The result, saying which of its time steps count where that is known."""
        passes = self.supports_masking or type(self).compute_mask is not Layer.compute_mask
        known = iter(flatten(self.compute_mask(inputs, given)) if passes else ())

        def told(y: Any) -> Any:
            mask = next(known, None)
            return masked(y, mask) if isinstance(y, EagerTensor) and mask_of(y) is None and mask is not None else y

        return mapped(told, found)

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
        if not self.autocast or not t.dtype.is_floating or t.dtype.name == self.dtype:
            return t
        return cast(t, self.dtype) if mask_of(t) is None else masked(cast(t, self.dtype), mask_of(t))

    def floats(self, x: Any) -> Any:
        """Whole numbers in the layer's own dtype, as a product with its weights takes them."""
        return x if x.dtype.trainable else cast(x, self.dtype)

    def _build(self, args: Any, kwargs: Any) -> None:
        """Make the weights at the first call, from the shapes of the arguments by name."""
        if self.built:
            return
        words = [p for p in calling.parameters(type(self).build) if p != "self"]
        shapes = {
            name: mapped(lambda x: tuple(x.shape), value)
            for name, value in calling.bound(self.call, args, kwargs).items()
            if any(is_tensor(x) or isinstance(x, KerasTensor) for x in flatten(value))
        }
        first = next(iter(shapes.values()), None)
        named = {f"{name}_shape": shape for name, shape in shapes.items()}
        if type(self).build is not Layer.build:
            known = {word: named[word] for word in words if word in named}
            if len(words) <= 1 or not known:
                self.build(first)
            else:
                self.build(**known)
        else:
            self._rehearse(args, kwargs)
        self.built = True

    def _rehearse(self, args: Any, kwargs: Any) -> None:
        """Let the layers inside make their weights, by a call without a trace; what fails there fails again."""
        drawn = any(isinstance(x, KerasTensor) for x in flatten([args, kwargs]))
        if any(not layer.built for layer in self._layers):
            args, kwargs = filled([args, kwargs], SIZES[0])
            with (
                contextlib.suppress(Exception),
                asking_shapes(drawn),
                within(Frame()) if drawn else contextlib.nullcontext(),
            ):
                self.call(*args, **kwargs)

    def _check_inputs(self, args: Any, kwargs: Any) -> None:
        """ValueError where the first input does not fit what the layer was built for."""
        spec = self.input_spec
        x = args[0] if args else None
        if spec is None or x is None or isinstance(x, dict):
            return
        if isinstance(x, list | tuple):
            if len(x) == 1 or spec.get("several"):
                return
            raise ValueError(f'Layer "{self.name}" expects 1 input(s), but it received {len(x)} input tensors. Inputs '
                             f'received: {x}')  # fmt: skip
        shape, called = tuple(x.shape), x.name if isinstance(x, KerasTensor) else None
        where = f"Input 0 with name '{called}' of layer '{self.name}' is incompatible with the layer: "
        least, exact, axes = spec.get("min_ndim"), spec.get("ndim"), spec.get("axes", {})
        wrong = f"min_ndim={least}" if len(shape) < (least or 0) else ""
        if wrong := f"ndim={exact}" if len(shape) != (exact or len(shape)) else wrong:
            raise ValueError(f"{where}expected {wrong}, found ndim={len(shape)}. Full shape received: {shape}")
        for axis, length in axes.items():
            if shape[axis] not in (length, None):
                raise ValueError(
                    f"{where}expected axis {axis} of input shape to have value {length}, but received input with shape "
                    f"{shape}"
                )

    def compute_output_shape(self, *shapes: Any, **named: Any) -> Any:
        """The shape of the result for an input's shape."""
        flat = not any(calling.nested(s) for s in shapes)
        inputs = map(KerasTensor, shapes) if flat else [[KerasTensor(s) for s in shapes[0]]]
        found = shapes_asked(self, tuple(inputs), {}, False)
        return mapped(lambda x: tuple(x.shape), found)

    # what it was made of

    input: Any = property(lambda self: self._only("input"), doc="The symbolic input of the only call.")
    output: Any = property(lambda self: self._only("output"), doc="The symbolic result of the only call.")

    def _only(self, which: str) -> Any:
        if not self._inbound:
            raise AttributeError(f"The layer {self.name} has never been called and thus has no defined {which}.")
        node = self._inbound[0]
        return node.output if which == "output" else node.input

    compute_dtype = variable_dtype = property(lambda self: str(self.dtype), doc="That of inputs and weights.")

    def get_config(self) -> dict[str, Any]:
        """The name, and the settings; of a class of the program's what its constructor was given."""
        return config_of(self, type(self).get_config is not Layer.get_config)

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Any:
        return cls(**accepted(cls, config))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} name={self.name}, built={self.built}>"
