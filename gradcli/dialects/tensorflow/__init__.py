"""TensorFlow's spelling of the ops: `import tensorflow as tf`, without TensorFlow.

Functions announce their names where they are defined (see `names`); `modules` makes modules of the announcements.
Nothing here computes: the files beside this one are names and signatures over gradcli.ops, and op records replaced
where TensorFlow's rule differs from the true derivative (`records`, `activations`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType


def modules() -> Mapping[str, ModuleType]:
    """Every importable name below `tensorflow`, with its module; made once, at the first call."""
    from .namespace import built

    return built()
