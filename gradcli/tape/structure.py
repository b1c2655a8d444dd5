"""Nested lists, tuples and dicts of targets and sources: their leaves, and the same structure with other leaves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def flatten(structure: Any) -> list[Any]:
    """The leaves of nested lists, tuples and dicts, in order."""
    if isinstance(structure, list | tuple):
        return [leaf for part in structure for leaf in flatten(part)]
    if isinstance(structure, dict):
        return [leaf for part in structure.values() for leaf in flatten(part)]
    return [structure]


def rebuild(structure: Any, leaves: Iterator[Any]) -> Any:
    """The same structure with other leaves."""
    if isinstance(structure, tuple) and hasattr(structure, "_fields"):
        return type(structure)(*[rebuild(part, leaves) for part in structure])
    if isinstance(structure, list | tuple):
        return type(structure)(rebuild(part, leaves) for part in structure)
    if isinstance(structure, dict):
        return {key: rebuild(part, leaves) for key, part in structure.items()}
    return next(leaves)
