"""TensorFlow's spelling of the ops: `import tensorflow as tf`, without TensorFlow.

A function that is one of ours under other names is a row (see `spelling`), others announce their names where they are
defined (see `names`); `modules` makes modules of both. Nothing here computes: op records are replaced where
TensorFlow's rule differs from the true derivative (`rules`, `activations`).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType


def modules() -> Mapping[str, ModuleType]:
    """Every importable name below `tensorflow`, with its module; made once, at the first call."""
    from .namespace import built

    return built()
