"""What a program means: its adjoints, its formula, its digits proven by balls."""

from __future__ import annotations

from typing import Any

from ..core import forms


def nearest(op: Any, *args: float) -> float | None:
    """The nearest float of a function that `math` does not have, by FLINT's balls, imported when they are needed."""
    from .germs import nearest

    return nearest(op, *args)


forms.NEAREST.append(nearest)
