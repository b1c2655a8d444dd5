"""Keras's layers, a file a kind: each is weights, and a call in ops that are there."""

from __future__ import annotations

from .. import sequential
from . import attention, convolution, core, lookups, merging, noise, normalization, recurrent, reshaping, wrappers

__all__ = ["attention", "convolution", "core", "lookups", "merging", "noise", "normalization", "recurrent", "reshaping",
           "sequential", "wrappers"]  # fmt: skip
