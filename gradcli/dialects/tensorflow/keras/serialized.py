"""What Keras's things say they were made with, as dicts, and what is made of those.

What each layer tells stands in configs.txt, a line for those that share it: its words in their order, with a value of
the shape that is told, and the value of what the constructor does not take. The base's words come first where none is
given; dtype='' is told as a name.
"""

from __future__ import annotations

import functools
import inspect
from ast import literal_eval
from pathlib import Path
from typing import Any

from ..tensors import NAMES, export
from .activations import ACTIVATIONS
from .config import Settled
from .initializers import get as initializer_of

ASKED = object()  # for a default: what the layer has made of it
WORDS = ("_initializer", "_regularizer", "_constraint")
HOMES = ("layers", "initializers", "regularizers", "constraints", "activations", "losses", "metrics", "optimizers")
WRAPPED = ("layer", "backward_layer", "cell")
MADE = (*WRAPPED, "strides", "value_dim")  # told as the layer has made them
BASE = ("name", "trainable", "dtype")


@functools.cache
def settings() -> dict[str, dict[str, Any]]:
    """{class: {setting: a value of its shape}}, in Keras's order."""
    found = {}
    for line in Path(__file__).with_name("configs.txt").read_text().splitlines():
        names, _, words = line.partition(":")
        pairs = [word.partition("=") for word in words.split()]
        about = {name: literal_eval(value) if value else ASKED for name, _, value in pairs}
        for name in names.split():
            found[name] = about if "dtype" in about else {**dict.fromkeys(BASE, ASKED), **about}
    return found


def is_ours(cls: type) -> bool:
    """Whether a class is Keras's, and not the program's."""
    return cls.__module__.startswith(str(__package__)) or cls.__module__.startswith("keras.src")


def row_of(cls: Any) -> dict[str, Any]:
    """The settings of the nearest class of Keras's."""
    return settings().get(next(c for c in cls.__mro__ if is_ours(c)).__name__, {})


def home_of(cls: Any) -> str:
    """The module that has one of Keras's classes."""
    paths = (path for path, thing in NAMES.items() if thing is cls and path.startswith("keras."))
    return next(paths, "keras.layers.").rpartition(".")[0]


@export(*(f"keras.{home}.serialize" for home in HOMES), "keras.utils.serialize_keras_object",
        "keras.saving.serialize_keras_object")  # fmt: skip
def serialized(thing: Any) -> Any:
    """A thing of Keras's as a dict of its class and settings; a function as its name where it is Keras's."""
    if not hasattr(thing, "get_config"):
        ours = str(getattr(thing, "__module__", "")).startswith(("gradcli", "tensorflow", "keras"))
        return thing.__name__ if ours and getattr(thing, "__name__", "") in ACTIVATIONS else thing
    cls, shape = type(thing), vars(thing).get("_shapes")
    module, name = (home_of(cls), None) if is_ours(cls) else (None, getattr(cls, "registered_name", cls.__name__))
    found = {"module": module, "class_name": cls.__name__, "config": thing.get_config(), "registered_name": name}
    return {**found, "build_config": {"input_shape": shape}} if shape else found


def config_of(layer: Any, own: bool) -> dict[str, Any]:
    """A layer's settings; of a class of the program's with its own `get_config` (own) those of the class below."""
    policy = {"module": "keras", "class_name": "DTypePolicy", "config": {"name": layer.dtype}, "registered_name": None}
    base = {"name": layer.name, "trainable": layer.trainable, "dtype": policy}
    row, form = row_of(type(layer)), inspect.signature(type(layer).__init__)
    bound = form.bind(layer, *layer._given[0], **layer._given[1])
    bound.apply_defaults()
    rest = next((n for n, p in form.parameters.items() if p.kind is p.VAR_KEYWORD), "")
    given = dict(list(bound.arguments.items())[1:])
    given |= given.pop(rest, {})
    if not row:
        if not (own or rest or "name" in given):
            del base["name"]  # which the class does not take
        return {**base, **({} if own else given), **base}
    if layer.activity_regularizer is not None and "l1" not in row:
        base["activity_regularizer"] = serialized(layer.activity_regularizer)
    given = vars(layer) if not is_ours(type(layer)) or "batch_shape" in row else given
    found = {**base} if list(row)[:3] == list(BASE) else {}
    for name, default in row.items():
        if name in BASE:
            found[name] = layer.dtype if default == "" else base[name]
        elif name.endswith(WORDS):
            value = getattr(layer, name, getattr(getattr(layer, "cell", None), name, None))
            value = initializer_of(value) if value is not None and name.endswith("_initializer") else value
            found[name] = serialized(getattr(value, "func", value))
        else:
            value = getattr(layer, "forward_layer" if name == "layer" else name, ASKED) if name in MADE else ASKED
            value = given.get(name, default) if value is ASKED else value
            if value is None and name.endswith("activation"):
                value = "linear"
            missing = value is ASKED or (value is None and name == "data_format")
            found[name] = shaped((None if default is ASKED else default) if missing else value, default)
    return found


def shaped(value: Any, default: Any) -> Any:
    """A setting in the shape of its default: one number for several, layers as dicts, functions as names."""
    if isinstance(default, tuple):
        several = [] if value is None else value if isinstance(value, tuple | list) else [value] * len(default)
        return tuple(map(shaped, several, default) if len(several) == len(default) else several)
    if isinstance(value, list | tuple) and value and hasattr(value[0], "get_config"):
        return [serialized(x) for x in value]
    return serialized(value)


def accepted(cls: Any, config: dict[str, Any]) -> dict[str, Any]:
    """What a class is made with, of a config of it: without what it does not take, where that is as it always is."""
    row, taken = row_of(cls), {*inspect.signature(cls.__init__).parameters, *BASE}
    kept = {n: v for n, v in config.items() if n in taken or n not in row or (
        v is not None if row[n] is ASKED else v != row[n])}  # fmt: skip
    return {n: [deserialized(x) for x in v] if n == "cells" else deserialized(v) if n in WRAPPED else v
            for n, v in kept.items()}  # fmt: skip


@export("keras.layers.deserialize", "keras.utils.deserialize_keras_object", "keras.saving.deserialize_keras_object")
def deserialized(config: Any, custom_objects: Any = None) -> Any:
    """The layer that a dict describes; any other thing itself."""
    if not isinstance(config, dict) or "class_name" not in config:
        return config
    name, ours = config["class_name"], str(config.get("module")).startswith("keras")
    classes = {c.__name__: c for c in sorted(below(Settled), key=lambda c: is_ours(c) == ours)}  # the last is taken
    cls: Any = (custom_objects or {}).get(name) or classes.get(name)
    if cls is None:
        raise TypeError(f"Could not locate class '{name}'. Make sure custom classes are in custom_objects.")
    made = cls.from_config(config["config"])
    if shape := config.get("build_config", {}).get("input_shape"):
        made.build(shape)
    return made


def below(cls: type) -> list[type]:
    """The classes below one."""
    subs: list[type] = cls.__subclasses__()
    return [c for sub in subs for c in (sub, *below(sub))]
