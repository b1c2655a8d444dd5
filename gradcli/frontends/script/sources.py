"""What a script's constants become while it runs: placed values, each under its name.

A source keeps the place that it was given. The script may change the object in place, which moves the object's own
place on, and says nothing of where the source stands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import islice
from types import ModuleType
from typing import TYPE_CHECKING, Any

from ...core.forms import numpy
from ...core.trace import Readable, Traced, dtype_kind, place, place_of, plain
from ...dialects.python.number import Number
from ...ops.joining import array
from ...ops.values import shape_of
from ...record import Record
from ...tape import constant

if TYPE_CHECKING:
    from .text.constants import Key

WALKS = (list.__iter__, tuple.__iter__)  # which run none of the script's code


class Source(Record):
    """One source: its place, and the value that it had there."""

    at: int
    value: Any


class Sources(dict[str, Source]):
    """The sources by name, filled as the script assigns them.

    overrides: what replaces a name's own value. chosen: the names that are to be sources.
    """

    def __init__(self, overrides: dict[str, Any]) -> None:
        super().__init__()
        self.overrides = overrides
        self.chosen: set[str] = set()
        self.others: dict[str, bool] = {}  # names that are none: whether they began as numbers that depend on no source

    def assigned(self, key: Key, value: Any) -> Any:
        """What the script gets where it assigns `value` to the names of `key`."""
        if key is None or key in self or (isinstance(value, dict) and any(own(key, name) for name in self)):
            return value
        if isinstance(key, tuple):
            return self.unpacked(key, value)
        if key in self.overrides:
            value = given(self.overrides[key], value)
        if self.held(key, value):
            return value
        return self.begin(key, value) if key in self.chosen else value

    def held(self, name: str, value: Any) -> bool:
        """Whether numbers are traced that an object holds as attributes, as argparse's result does: a.mass, or all."""
        names = [path for path in fields(name, value) if {path, name} & self.chosen]
        for path in names:
            attribute = path.removeprefix(f"{name}.")
            setattr(value, attribute, self.begin(path, value.__dict__[attribute]))
        return bool(names)

    def other(self, name: str, value: Any) -> Any:
        """A value that is assigned to a name which is no source."""
        if name not in self.others:
            self.others[name] = not depends(value) and is_floating(value)
        return value

    def unpacked(self, keys: tuple[Key, ...], value: Any) -> Any:
        """The parts of `value`, asked for as Python asks for them; itself where they do not fit, for Python to say."""
        if not hasattr(type(plain(value)), "__iter__") and not hasattr(type(plain(value)), "__getitem__"):
            return value
        star = next((n for n, key in enumerate(keys) if isinstance(key, str) and key.startswith("*")), None)
        if star is None:
            parts = list(islice(iter(value), len(keys) + 1))
            return [self.assigned(k, v) for k, v in zip(keys, parts)] if len(parts) == len(keys) else parts
        parts = list(value)
        after = len(keys) - star - 1
        if len(parts) < star + after:
            return parts
        middle = parts[star : len(parts) - after]
        folded = [*parts[:star], middle, *parts[len(parts) - after :]]
        names = [k.lstrip("*") if isinstance(k, str) else k for k in keys]
        found = [self.assigned(k, v) for k, v in zip(names, folded)]
        return [*found[:star], *found[star], *found[star + 1 :]]

    def chained(self, keys: tuple[Key, ...], value: Any) -> list[Any]:
        """a = b = value, for each target: numbers are a source each, one array is one source under its first name."""
        found: list[Any] = []
        shared: list[Any] = []
        for key in keys:
            own = key in self.overrides
            found.append(shared[0] if shared and not own else self.assigned(key, value))
            if key in self and not own and not isinstance(plain(value), int | float):
                shared.append(found[-1])
        return found

    def begin(self, name: str, value: Any) -> Any:
        """Trace a value from here on, under a name; the numbers in a dict each under its key: cfg[rate]."""
        if not isinstance(value, dict):
            return self.leaf(name, value)
        for key, part in list(value.items()):
            if number_like(part) or isinstance(part, dict):
                value[key] = self.begin(f"{name}[{key}]", part)
        return value

    def leaf(self, name: str, value: Any) -> Any:
        """Trace a number, an array or a list from here on."""
        if isinstance(value, list | tuple) and number_like(value):
            whole = constant(plain(array(list(value))))
            self[name] = Source(place(whole), whole.value)
            return refilled(value, tolist(whole))
        made = value if isinstance(value, Traced) else traced(value)
        if isinstance(made, Traced):
            self[name] = Source(place(made), made.value)
        return of_class(made, value)


def of_class(made: Any, value: Any) -> Any:
    """A traced value as what the script holds: an array without axes is an object that is written into."""
    if not isinstance(made, Traced) or isinstance(value, Traced):
        return made
    if getattr(value, "shape", None) != () or not hasattr(type(value), "__setitem__"):
        return made
    from ...dialects.numpy.tracked_array import cell

    return cell(made)


class Moved(Sources):
    """The sources of runs that nobody traces. moves: the values that some of them have this time, float or array."""

    moves: Mapping[str, Any]

    def start(self, overrides: dict[str, Any], moves: Mapping[str, Any]) -> None:
        """Begin a run."""
        self.clear()
        self.overrides = overrides
        self.others.clear()
        self.moves = moves

    def leaf(self, name: str, value: Any) -> Any:
        """The value that a source has this time, in the class of its own."""
        if name in self.moves:
            moved = self.moves[name]
            value = refilled(value, moved.tolist()) if isinstance(value, list | tuple) else in_dtype(moved, value)
        self[name] = Source(0, value)
        return value


def own(name: str, source: str) -> bool:
    """Whether a source is what a name says, or in the dict, or the object, that has the name."""
    return source == name or source.startswith((f"{name}[", f"{name}."))


def fields(name: str, value: Any) -> list[str]:
    """The numbers that an object holds as attributes, as `name.attribute`: of argparse's result, of a dataclass."""
    held = getattr(value, "__dict__", None)
    if (
        not isinstance(held, dict)
        or isinstance(value, Traced | Readable | ModuleType | type)
        or hasattr(value, "dtype")
    ):
        return []
    return [f"{name}.{key}" for key, v in held.items() if key.isidentifier() and number_like(v)]


def lacks(name: str, whose: str, space: Mapping[str, Any]) -> str:
    """That a name asked for is no number, and what there is in the object that has it."""
    owner = name.partition(".")[0]
    known = fields(owner, space.get(owner))[:6]
    return f"{name} is no number that {whose} takes{': there is ' * bool(known)}{', '.join(known)}"


def numbers(names: Iterable[str], target: str, space: Mapping[str, Any]) -> list[str]:
    """The names, and attributes of objects, that are numbers and could be sources."""
    own = [name for name in names if name != target and name[0] != "_"]
    return [n for n in own if is_floating(space.get(n))] + [path for n in own for path in fields(n, space.get(n))]


def refilled(value: Any, parts: list[Any]) -> Any:
    """A list or a tuple of other parts: the same list, for whoever else holds it."""
    if not isinstance(value, list):
        return type(value)(parts)
    value[:] = parts
    return value


def depends(value: Any) -> bool:
    """Whether a value, or one in a list, is on the trace."""
    if isinstance(value, list | tuple):
        return not is_plain(value) and any(map(depends, value))
    return place_of(value) > 0 or (isinstance(value, Readable) and getattr(value, "marked", False) is True)


def is_floating(value: Any) -> bool:
    """Whether a value is a number, or an array or a list of numbers, that need not be whole."""
    value = plain(value)
    if isinstance(value, dict):
        return any(map(is_floating, value.values()))
    if isinstance(value, list | tuple):
        return (float in map(type, value)) if is_plain(value) else number_like(value) and any(map(is_floating, value))
    if isinstance(value, float):
        return value - value == 0.0
    return number_like(value) and dtype_kind(value) == "f"


def traced(value: Any) -> Any:
    """A number or an array of numbers as a Tensor; anything else, and a masked array, as it is."""
    if isinstance(value, bool) or not (isinstance(value, int | float) or hasattr(value, "dtype")):
        return value
    if hasattr(value, "dtype") and (value.dtype.kind not in "fiu" or hasattr(value, "mask")):
        return value
    value = value.read() if isinstance(value, Readable) else value
    return Number(value) if isinstance(value, int | float) and not hasattr(value, "dtype") else constant(value)


def is_plain(values: list[Any] | tuple[Any, ...]) -> bool:
    """Whether a list holds bare numbers of Python's alone, and some: one quick look, for there may be millions."""
    return bool(values) and {float, int}.issuperset(map(type, values))


def number_like(value: Any, above: tuple[int, ...] = ()) -> bool:
    """A number, an array of numbers, or a list of them; above: the ids of the lists that it lies in."""
    if isinstance(value, list | tuple) and type(value).__iter__ in WALKS:
        if is_plain(value):
            return True
        inside = (*above, id(value))
        fit = bool(value) and id(value) not in above and all(number_like(v, inside) for v in value)
        return fit and len({shape_of(v) for v in value}) == 1
    value = plain(value)
    if hasattr(type(value), "dtype"):
        return getattr(value.dtype, "kind", "no") in "fiu" and not hasattr(type(value), "mask")
    return isinstance(value, int | float) and not isinstance(value, bool)


def tolist(x: Any) -> Any:
    """An array as nested lists of its elements, traced."""
    return [tolist(row) for row in x] if shape_of(x) else x


def given(value: Any, old: Any = None) -> Any:
    """A binding's value as the script gets it: like what it replaces, be that a whole number, an array or a tensor."""
    if isinstance(value, list | tuple):
        value = [float(v) for v in value] if isinstance(old, list) else numpy().array(value, float)
    if hasattr(old, "assign"):
        old.assign(value)
        return old
    if isinstance(old, Traced):
        return as_old(value, old)
    if bool(shape_of(value)) == bool(shape_of(old)):
        value = in_dtype(value, old)
    if isinstance(old, int) and not isinstance(old, bool) and not shape_of(value) and float(value).is_integer():
        return int(value)
    return value


def in_dtype(value: Any, old: Any) -> Any:
    """A value in the dtype of another, if that is NumPy's: in float64, where whole numbers do not hold it."""
    dtype = getattr(old, "dtype", None)
    if dtype is None:
        return value
    array = numpy().asarray(value, float)
    fits = dtype.kind == "f" or (dtype.kind in "iu" and bool((array == numpy().rint(array)).all()))
    made = array.astype(dtype if fits else float)
    if hasattr(type(old), "mask") and array.shape == old.shape:
        return numpy().ma.array(made, mask=old.mask)
    return made if hasattr(type(old), "__setitem__") else made[()]


def as_old(value: Any, old: Traced) -> Any:
    """A tensor of a value: of the same library, and of the same dtype, as another."""
    from ...dialects.tensorflow.tensors.convert import constant as made
    from ...dialects.tensorflow.tensors.tensor import EagerTensor

    return made(value, dtype=old.dtype) if isinstance(old, EagerTensor) else constant(value)


def is_narrow(value: Any) -> bool:
    """Whether a value is of whole numbers of one byte or two, whose sums are taken modulo 256 or 65536."""
    return dtype_kind(value) in ("i", "u") and value.dtype.itemsize < 4


def indices(value: Any) -> bool:
    """Whether a value may be an array of indices."""
    return bool(shape_of(value)) and getattr(value, "dtype", None) is not None and value.dtype.kind in "iu"


def kind_of(source: Source, counting: Collection[int]) -> str:
    """What a number is called that is no source after all. counting: the places of what served as a count."""
    if is_narrow(source.value):
        return "whole numbers that wrap"
    return "indices" if indices(source.value) else "a count" if source.at in counting else "a whole number"
