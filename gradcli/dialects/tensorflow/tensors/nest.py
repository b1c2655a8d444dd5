"""tf.nest: lists, tuples, named tuples and dicts of things; dicts go by the order of their keys."""

from __future__ import annotations

import copy
from typing import Any

from .names import export


def keys_of(structure: dict[Any, Any]) -> list[Any]:
    """A dict's keys in the order that TensorFlow walks them."""
    try:
        return sorted(structure)
    except TypeError:
        return list(structure)


@export("nest.flatten")
def flatten(structure: Any, expand_composites: bool = False) -> list[Any]:
    """The leaves, in order."""
    if isinstance(structure, list | tuple) or type(structure).__name__ in ("dict_values", "dict_keys", "dict_items"):
        return [leaf for part in structure for leaf in flatten(part)]
    if isinstance(structure, dict):
        return [leaf for key in keys_of(structure) for leaf in flatten(structure[key])]
    return [structure]


@export("nest.pack_sequence_as")
def pack_sequence_as(structure: Any, flat_sequence: Any, expand_composites: bool = False) -> Any:
    """The structure with other leaves. ValueError if their number differs."""
    flat = list(flat_sequence)
    wanted = len(flatten(structure))
    if wanted != len(flat):
        raise ValueError(f"Structure had {wanted} atoms, but flat_sequence had {len(flat)} items: {structure}, {flat}.")
    return _rebuild(structure, iter(flat))


def _rebuild(structure: Any, leaves: Any) -> Any:
    if isinstance(structure, list | tuple):
        made = [_rebuild(part, leaves) for part in structure]
        return type(structure)(*made) if hasattr(structure, "_fields") else type(structure)(made)
    if isinstance(structure, dict):
        found = copy.copy(structure)
        found.update((key, _rebuild(structure[key], leaves)) for key in keys_of(structure))
        return found
    if type(structure).__name__ in ("dict_values", "dict_keys", "dict_items"):
        return [_rebuild(part, leaves) for part in structure]
    return next(leaves)


def mapped(function: Any, structure: Any) -> Any:
    """A function of each leaf, as a structure of the same form."""
    return _rebuild(structure, map(function, flatten(structure)))


@export("nest.map_structure")
def map_structure(func: Any, *structure: Any, **kwargs: Any) -> Any:
    """`func` on each leaf, or on the leaves at the same place of several structures of one form."""
    if not callable(func):
        raise TypeError(f"func must be callable, got: {func}")
    if not structure:
        raise ValueError("Must provide at least one structure")
    for other in structure[1:]:
        assert_same_structure(structure[0], other)
    columns = [flatten(s) for s in structure]
    return pack_sequence_as(structure[0], [func(*row) for row in zip(*columns)])


@export("nest.is_nested")
def is_nested(seq: Any) -> bool:
    """Whether seq is a structure and no leaf."""
    return isinstance(seq, list | tuple | dict)


@export("nest.assert_same_structure")
def assert_same_structure(nest1: Any, nest2: Any, check_types: bool = True, expand_composites: bool = False) -> None:
    """ValueError or TypeError unless both have the same form."""
    if (found := difference(nest1, nest2, check_types)) is not None:
        error, why = found
        shapes = (str(map_structure(lambda _: Dot(), x)) for x in (nest1, nest2))
        raise error(
            f"The two structures don't have the same nested structure.\n\nFirst structure: {_told(nest1)}\n\nSecond "
            f"structure: {_told(nest2)}\n\nMore specifically: {why}\nEntire first structure:\n{next(shapes)}\n"
            f"Entire second structure:\n{next(shapes)}"
        )


class Dot:
    """A leaf as such an error shows it."""

    def __repr__(self) -> str:
        return "."


def _told(x: Any) -> str:
    return f"type={type(x).__name__} str={x}"


def difference(a: Any, b: Any, types: bool) -> tuple[type[Exception], str] | None:
    """Where two structures first differ: the class of the error, and what it says."""
    if is_nested(a) != is_nested(b):
        one, other = (a, b) if is_nested(a) else (b, a)
        return ValueError, f'Substructure "{_told(one)}" is a sequence, while substructure "{_told(other)}" is not'
    if not is_nested(a):
        return None
    if types and type(a) is not type(b):
        has = [f"structure {_told(x)} has type {type(x).__name__}" for x in (a, b)]
        text = f"The two namedtuples don't have the same sequence type. First {has[0]}, while second {has[1]}"
        return TypeError, text
    if isinstance(a, dict) and set(a) != set(b):
        keys = [_told(list(x)) for x in (a, b)]
        text = f"The two dictionaries don't have the same set of keys. First structure has keys {keys[0]}"
        return ValueError, f"{text}, while second structure has keys {keys[1]}"
    if len(a) != len(b):
        both = f"First structure: {_told(a)}. Second structure: {_told(b)}"
        return ValueError, f"The two structures don't have the same number of elements. {both}"
    parts = [(a[k], b[k]) for k in a] if isinstance(a, dict) else zip(a, b)
    return next((found for x, y in parts if (found := difference(x, y, types)) is not None), None)
