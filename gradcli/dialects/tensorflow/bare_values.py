"""Bare values as NumPy gives them, and as text."""

from __future__ import annotations

from typing import Any

import numpy as np

from .dtypes import bfloat16, string

TINY = float(np.finfo(np.float32).tiny)


def rounded(value: Any) -> Any:
    """float32 values rounded to the nearest bfloat16, halves to even."""
    bits = np.asarray(value, np.float32).view(np.uint32)
    up = (bits + np.uint32(0x7FFF) + ((bits >> np.uint32(16)) & np.uint32(1))) & np.uint32(0xFFFF0000)
    whole = np.where(np.isnan(value), np.float32(np.nan), up.view(np.float32))
    return whole if whole.shape else whole[()]


def normal(value: Any) -> Any:
    """A NumPy value as ops like it: 0-d arrays are scalars, and a float64 scalar is a Python float."""
    if getattr(value, "shape", ()):
        return value
    if isinstance(value, np.ndarray):
        value = value[()]
    return float(value) if value.__class__ is np.float64 else value


def bare(value: Any) -> Any:
    """A value as NumPy gives it: float64 scalars are np.float64; denormal float32s are 0, as kernels leave them."""
    if value.__class__ is float:
        return np.float64(value)
    if value.__class__ is np.ndarray:
        value = value.copy()
        if value.dtype == np.float32:
            small = np.abs(value) < TINY
            if small.any():
                value[small] *= np.float32(0)
        return value
    if value.__class__ is np.float32 and 0 < abs(value) < TINY:
        return value * np.float32(0)
    return value


def item(value: Any) -> Any:
    """A scalar as a Python number."""
    return value.item() if hasattr(value, "item") else value


def text_of(x: Any, is_repr: bool = False) -> str:
    """The value as text, on lines of its own if it needs several."""
    v = bare(x.value)
    if not getattr(v, "shape", ()):
        return repr(item(v)) if is_repr or x.dtype is string else str(v)
    if x.dtype is bfloat16:
        text = np.array2string(v, separator=", " if is_repr else " ", formatter={"float_kind": "{:g}".format})
        text = f"array({text}, dtype=bfloat16)" if is_repr else text
    else:
        text = repr(v) if is_repr else str(v)
    return "\n" + text if "\n" in text else text
