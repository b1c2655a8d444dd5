"""The modules that scripts import: made of the announced names, with TensorFlow's error for a name not there."""

from __future__ import annotations

import functools
import re
import sys
from importlib import import_module
from opcode import opname
from types import FrameType, FunctionType, ModuleType
from typing import Any

from ...core.forms import numpy
from ...errors import misspelt
from . import homes
from .ops.distributions import PROBABILITY
from .public import KERNELS, raw, spread
from .tensors.dtypes import ALL, DType
from .tensors.errors import CODES, ERRORS, Absent, LeftOutName, OperatorNotAllowedInGraphError, OpError, Refused
from .tensors.names import NAMES, ONLY_V1, Row, named, snake
from .tensors.shapes import TensorShape
from .tensors.tensor import EagerTensor, Tensor
from .tensors.variable import ResourceVariable

HINT = "write it with the functions of tf, tf.math, tf.nn or tf.linalg"
MODERN = re.compile(r"tensorflow(?!\.compat\.v1|\.python)")  # modules whose functions take ragged tensors
UNNAMED = {"<lambda>", "call"}  # functions made by tables, which take the first name they are announced under


class Namespace(ModuleType):
    """A module of public names, whose functions are made of their rows when they are first asked for."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.__dict__.update(_called=internal(name), _hint=HINT, _rows={}, __path__=[])

    def hold(self, things: dict[str, Any]) -> None:
        """Take things in, and rows."""
        for name, thing in things.items():
            (self.__dict__["_rows"] if isinstance(thing, Row) else self.__dict__)[name] = thing

    def __getattr__(self, name: str) -> Any:
        if name == "__all__":
            return dir(self)
        if name.startswith("__"):
            raise AttributeError(name)
        if (part := PARTS.get(f"{self.__name__}.{name}")) is not None:
            part()
        self.load(name)
        if name in self.__dict__:
            return self.__dict__[name]
        path = self.path(name)
        if (row := self.__dict__["_rows"].pop(name, None)) is not None:
            found = row.function()
            found = spread(path, found) if MODERN.match(self.__name__) else found
            setattr(self, name, found)
            return found
        home = path.rpartition(".")[0]
        if home == "raw_ops" and (found := raw(name)) is not None:
            return found
        paths = (path, home, f"keras.{home}" if home in homes.SHARED else "")
        hint = next((homes.REFUSED[p] for p in paths if p in homes.REFUSED), self.__dict__["_hint"])
        what = f"tf.{path} is not offered: {homes.OFFERED}"
        if other := self.__name__.startswith("tensorflow_probability"):
            what, hint = f"{self.__name__}.{name} is not offered", f"it is offered with {', '.join(PROBABILITY)}"
        if other or homes.left_out(path, self.__name__.startswith("tensorflow.compat.v1")):
            asked = how(sys._getframe(1))
            if "CALL" in asked and not other:  # PRECALL too, where the interpreter has specialised it
                return LeftOutName(what, hint)
            raise (Refused if asked == "IMPORT_FROM" else Absent)(what, hint)
        called = self.__dict__["_called"]
        error = AttributeError(f"module '{called}' has no attribute '{name}'", name=name, obj=None)  # one hint, not two
        found = suggestion(self.__name__, name, dir(self))
        if found:
            error.add_note(f"help: did you mean '{found}'?")
        raise error

    def path(self, name: str) -> str:
        """The dotted name below `tensorflow` of a name here."""
        found = f"{self.__name__}.{name}".partition("tensorflow.")[2]
        for part in ("compat.v1.", "compat.v2.", "python."):
            found = found.removeprefix(part)
        return found

    def load(self, name: str = "") -> None:
        """Import what defines the names here, or this one, if that is done when they are first asked for."""
        path = self.path(name)
        home = path.rpartition(".")[0]
        if (file := homes.LATER.get(path) or homes.LATER.get(home)) is not None:
            import_module(f".{file}", __package__)
            found = {leaf(p): thing for p, thing in NAMES.items() if p.rpartition(".")[0] == home}
            christen(found)
            self.hold({name: thing for name, thing in found.items() if name not in self.__dict__})

    def __dir__(self) -> list[str]:
        self.load()
        later = (leaf(path) for path in PARTS if path.rpartition(".")[0] == self.__name__)
        return sorted({n for n in (*self.__dict__, *self.__dict__["_rows"], *later) if not n.startswith("_")})


def how(frame: FrameType) -> str:
    """The instruction by which a frame asks; an import would make another error of an AttributeError."""
    if frame.f_code.co_filename.startswith("<frozen importlib"):
        return "IMPORT_FROM"
    return opname[frame.f_code.co_code[frame.f_lasti]]


def internal(name: str) -> str:
    """How TensorFlow's own errors call a module."""
    if name.startswith("tensorflow.keras."):
        return f"keras._tf_keras.keras.{name[17:]}"
    own = name == "tensorflow" or name.startswith("tensorflow.python")
    return name if own else homes.INTERNAL.get(name, f"tensorflow._api.v2.{name[11:]}")


def suggestion(module: str, name: str, known: list[str]) -> str | None:
    """The nearest known name: here, or the same name elsewhere."""
    everything()
    short = module.replace("tensorflow", "tf")
    elsewhere = [path for path in NAMES if path == name or path.endswith(f".{name}")]
    if elsewhere:
        return f"tf.{elsewhere[0]}"
    lower = {k.lower(): k for k in known}
    if name.lower() in lower:
        return f"{short}.{lower[name.lower()]}"
    near = misspelt(name, known)
    return f"{short}.{near}" if near else None


@functools.cache
def essentials() -> dict[str, Any]:
    """Public names that no function announces."""
    table: dict[str, Any] = dict(ALL)
    table |= {"half": ALL["float16"], "double": ALL["float64"]}
    table |= {f"dtypes.{name}": d for name, d in table.items()}
    table |= {"DType": DType, "dtypes.DType": DType, "TensorShape": TensorShape, "Tensor": Tensor, "newaxis": None}
    table |= {"__version__": homes.VERSION, "version.VERSION": homes.VERSION,
              "version.GIT_VERSION": f"v{homes.VERSION}"}  # fmt: skip
    table |= {f"errors.{kind.__name__}": kind for kind in (OpError, OperatorNotAllowedInGraphError, *ERRORS.values())}
    return table | {f"errors.{snake(name[:-5]).upper()}": code for name, code in CODES.items()}


def leaf(path: str) -> str:
    """The last part of a dotted name."""
    return path.rpartition(".")[2]


class Modules(dict[str, Namespace]):
    """Modules by their importable names; what is not among them may be one of PARTS."""

    def __missing__(self, name: str) -> Namespace:
        keras_part()
        return dict.__getitem__(self, name)


_built: dict[str, Namespace] = Modules()


def built() -> dict[str, Namespace]:
    """All modules by their importable names, but for those of PARTS, which are made when they are first asked for."""
    if _built:
        return _built
    numpy()  # its filter keeps our ops as silent as TensorFlow's
    announced(homes.FILES)
    public = essentials() | NAMES
    christen(public)
    family("tensorflow", public)
    for path in homes.MODULES:  # without names of their own, or whose names come later
        place(f"tensorflow.{path}")
    family("tensorflow_probability", {f"distributions.{name}": thing for name, thing in PROBABILITY.items()})
    return _built


def everything() -> dict[str, Namespace]:
    """All modules, those of PARTS too."""
    built()
    for part in (keras_part, compat_part, python_part):
        part()
    return _built


def announced(files: Any) -> None:
    """Let files announce their names."""
    for file in files:
        import_module(f".{file}", __package__)


def place(path: str) -> Namespace:
    """The module at a dotted path, made with those above it where it is not there yet."""
    if path not in _built:
        _built[path] = Namespace(path)
        home, _, name = path.rpartition(".")
        if home:
            setattr(place(home), name, _built[path])
    return _built[path]


@functools.cache
def keras_part() -> None:
    """tf.keras, and what TensorFlow has of it under names of its own."""
    before = set(NAMES)
    announced(("programs.pipelines", *(f"keras.{file}" for file in homes.KERAS)))  # Keras reads datasets
    new = {path: thing for path, thing in NAMES.items() if path not in before}
    christen(new)
    family("tensorflow", new)
    for path in homes.KERAS_MODULES:
        place(f"tensorflow.{path}")
    _built.update({name.removeprefix("tensorflow."): module for name, module in _built.items()
                   if name == "tensorflow.keras" or name.startswith("tensorflow.keras.")})  # fmt: skip


@functools.cache
def compat_part() -> None:
    """tf.compat: TensorFlow 1 and 2, each by its number."""
    keras_part()
    announced(("ops.image", "ops.signal", "legacy"))
    public = essentials() | NAMES
    family("tensorflow.compat.v1", public | ONLY_V1)
    family("tensorflow.compat.v2", public)


@functools.cache
def python_part() -> None:
    """tensorflow.python: the modules inside TensorFlow."""
    compat_part()
    import_module(".programs.testing", __package__)
    by_path = by_home(essentials() | ONLY_V1 | NAMES)
    for path, home in homes.PYTHON.items():
        place(f"tensorflow.python.{path}").hold(inside(home, by_path))


PARTS: dict[str, Any] = {
    **{f"tensorflow.{name}": keras_part for name in (
        "keras", "losses", "metrics", "optimizers", "initializers", "random_normal_initializer",
        "random_uniform_initializer", "nn.experimental")},
    "tensorflow.compat": compat_part, "tensorflow.python": python_part,
}  # fmt: skip


def christen(public: dict[str, Any]) -> None:
    """Give functions made by tables the names that they have there."""
    for path, thing in public.items():
        if isinstance(thing, FunctionType) and thing.__name__ in UNNAMED | {f"_{leaf(path)}", f"{leaf(path)}_"}:
            named(thing, path)


def by_home(public: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The public things by the names before and behind the last dot."""
    found: dict[str, dict[str, Any]] = {}
    for path, thing in public.items():
        home, _, name = path.rpartition(".")
        found.setdefault(home, {})[name] = thing
    return found


def inside(first: str, by_path: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """What the modules inside TensorFlow define: functions by their last names, where two have one those of `first`."""
    found: dict[str, Any] = {leaf(name): thing for name, thing in ONLY_V1.items()}
    for home in (*reversed(homes.HOMES), first):
        found.update(by_path.get(home, {}))
    found.update(EagerTensor=EagerTensor, ResourceVariable=ResourceVariable)
    return found | {name: found[real] for name, real in KERNELS.items() if name not in found and real in found}


def family(base: str, public: dict[str, Any]) -> None:
    """Modules below one, from dotted names."""
    for path, thing in public.items():
        home, _, name = f"{base}.{path}".rpartition(".")
        place(home).hold({name: spread(path, thing) if MODERN.match(base) else thing})
