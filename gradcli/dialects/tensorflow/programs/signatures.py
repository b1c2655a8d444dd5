"""Signatures of tf.functions: what their arguments are told apart by, and what the body has them as."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np

from ....core.trace import Readable
from ....record import Record
from ..tensors import EagerTensor, TensorShape, as_dtype, convert, flatten
from ..tensors.nest import mapped
from ..tensors.symbolic import symbol
from .module import TensorSpec

TENSORS: Any = (EagerTensor, Readable, np.ndarray, np.generic)


class Form(Record):
    """A tensor as a signature has it."""

    variable: bool
    dtype: Any
    shape: tuple[int | None, ...] | None


def kind(value: Any) -> Any:
    """An argument as a signature has it: tensors by dtype and shape, all else by itself."""
    if isinstance(value, TENSORS):
        known = None if getattr(value.shape, "rank", 0) is None else tuple(value.shape)
        return Form(isinstance(value, Readable), as_dtype(value.dtype), known)
    if isinstance(value, list | tuple):
        return type(value), tuple(map(kind, value))
    if isinstance(value, dict):
        return dict, tuple((k, kind(v)) for k, v in value.items())
    try:
        hash(value)
    except TypeError:
        return id(value)
    return value


def common(a: Any, b: Any) -> Any:
    """What two arguments have in common, as a signature has it; NotImplemented where that is not enough."""
    if a == b:
        return a
    if type(a) is not type(b) or not isinstance(a, tuple) or len(a) != len(b):
        return NotImplemented
    if isinstance(a, Form):
        alike = a.shape is not None and b.shape is not None and len(a.shape) == len(b.shape)
        shape = tuple(m if m == n else None for m, n in zip(a.shape, b.shape)) if alike else None  # type: ignore[arg-type]
        return Form(*a[:2], shape) if a[:2] == b[:2] else NotImplemented
    parts = tuple(map(common, a, b))
    return NotImplemented if NotImplemented in parts else parts


def forms(spec: Any) -> list[Any]:
    """The specs of tensors in one of a structure, or in an argument as a signature has it."""
    if isinstance(spec, Form):
        return [] if spec.variable else [spec]
    if isinstance(spec, tuple) and spec and isinstance(spec[0], type):
        parts = [v for _, v in spec[1]] if spec[0] is dict else spec[1]
        return [form for part in parts for form in forms(part)]
    return [s for s in flatten(spec) if isinstance(s, TensorSpec)]


def entered(value: Any, name: str, spec: Any) -> Any:
    """An argument as the body has it: tensors are symbolic, and numbers of NumPy's are tensors."""
    count, specs = itertools.count(), forms(spec)

    def leaf(x: Any) -> Any:
        if not isinstance(x, EagerTensor | np.ndarray | np.generic):
            return x
        n = next(count)
        of = specs[n] if n < len(specs) else None
        label = getattr(of, "name", None) or (f"{name}_{n}" if n else name)
        return symbol(convert(x), label, None if of is None else TensorShape(of.shape))

    return mapped(leaf, value)
