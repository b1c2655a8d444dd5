"""Keras's layers, a file a kind: each is weights, and a call in ops that are there."""

from __future__ import annotations

from .. import sequential
from . import attention, convolution, core, lookups, merging, noise, normalization, pooling, recurrent, reshaping
from . import wrappers as last

__all__ = ["attention", "convolution", "core", "last", "lookups", "merging", "noise", "normalization", "pooling",
           "recurrent", "reshaping", "sequential"]  # fmt: skip
