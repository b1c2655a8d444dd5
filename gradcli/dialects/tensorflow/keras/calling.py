"""How layers are called and built: what a function takes, where a `build` stands, what every layer begins with."""

from __future__ import annotations

import functools
import inspect
import re
from typing import Any

from .scopes import name_scope

SHAPE_ARGUMENTS = ("input_shape", "input_dim", "batch_input_shape", "batch_shape")

SHARED = ("training", "mask")  # what a call may be given, and `call` need not take


def layer_name(cls: type) -> str:
    """MaxPooling2D as max_pooling2d."""
    name = re.sub(r"(.)([A-Z][a-z]+)", r"\1_\2", re.sub(r"\W+", "", cls.__name__))
    return re.sub(r"([a-z])([A-Z])", r"\1_\2", name).lower()


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
    for name, value in (("_added", []), ("_call_losses", []), ("_inbound", []), ("built", False),
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
    given = {n: v for n, v in kwargs.items() if n not in SHARED}
    found = inspect.signature(function).bind_partial(*args, **given).arguments
    return {n: v for n, v in found.items() if n not in SHARED}
