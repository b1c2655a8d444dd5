"""How layers are called and built: what a function takes, where a `build` stands, what every layer begins with."""

from __future__ import annotations

import functools
import inspect
import re
from typing import Any

from ....errors import GradcliError
from ..tensors.errors import OpError
from ..tensors.nest import mapped
from ..tensors.state import SYMBOLIC
from .config import name_scope
from .symbolic import KerasTensor

SHAPE_ARGUMENTS = ("input_shape", "input_dim")

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


def started(layer: Any) -> None:
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
    return None


def nested(shape: Any) -> bool:
    """Whether this is several shapes."""
    return isinstance(shape, list | tuple) and any(isinstance(s, list | tuple) for s in shape)


def listed(x: Any) -> list[Any]:
    return list(x) if isinstance(x, list | tuple) else [x]


@functools.lru_cache(1000)
def parameters(function: Any) -> dict[str, Any]:
    """The parameters of a function with their defaults; None where there are none."""
    found = inspect.signature(function).parameters
    return {n: None if p.default is p.empty else p.default for n, p in found.items()}


def explained(error: Exception, name: str, owner: str, function: Any, args: Any, kwargs: Any) -> Exception:
    """An error inside a call with what was called and with which arguments; the innermost call is told alone."""
    form = inspect.signature(function)
    try:
        given = form.bind(*args, **kwargs).arguments
    except TypeError:
        return error
    if isinstance(error, GradcliError) or hasattr(error, "call_told"):
        return error
    lines = [f"  • {n}={mapped(argued, given[n]) if n in given else p.default}" for n, p in form.parameters.items()]
    told = error.message if isinstance(error, OpError) else error.args[0] if error.args else ""
    if SYMBOLIC[0] and isinstance(error, OpError):
        kind = name.partition(".")[0]
        told = f"Could not automatically infer the output shape / dtype of '{owner}' (of type {kind}): {told}"
        error = ValueError()
    text = f"Exception encountered when calling {name}.\n\n\x1b[1m{told}\x1b[0m"
    text += f"\n\nArguments received by {name}:\n" + "\n".join(lines) if lines else ""
    try:
        new = type(error)(None, None, text) if isinstance(error, OpError) else type(error)(text)
    except TypeError:
        new = RuntimeError(text)
    new.call_told = True  # type: ignore[attr-defined]
    return new.with_traceback(error.__traceback__)


def argued(x: Any) -> Any:
    """An argument as such an error shows it."""
    known = hasattr(x, "dtype") and hasattr(x, "shape")
    name = x.dtype if isinstance(x, KerasTensor) else getattr(getattr(x, "dtype", None), "name", "")
    return f"tf.Tensor(shape={tuple(x.shape)}, dtype={name})" if known else x


def takes_any(function: Any) -> bool:
    return bool(function.__code__.co_flags & inspect.CO_VARKEYWORDS) if hasattr(function, "__code__") else True


def bound(function: Any, args: Any, kwargs: Any) -> dict[str, Any]:
    form = inspect.signature(function)
    given = {n: v for n, v in kwargs.items() if n not in SHARED or n in form.parameters}
    found = form.bind(*args, **given).arguments
    return {n: v for n, v in found.items() if n not in SHARED}
