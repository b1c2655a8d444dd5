"""What a tape answers, without its Tensors."""

from __future__ import annotations

from gradcli import Tensor


def bare(result):
    """A result with plain values in the place of its Tensors."""
    if isinstance(result, Tensor):
        return result.value
    if isinstance(result, list | tuple):
        return [bare(part) for part in result]
    return result
