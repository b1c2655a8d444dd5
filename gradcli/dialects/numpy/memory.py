"""The memory of an array that a script asks for: of a copy, for no trace sees what is written there."""

from __future__ import annotations

import weakref
from functools import partial
from typing import Any

import numpy as np

from ...core.held import Changed
from ...core.observer import depart
from ...core.timer import weakly
from ...core.trace import Tensor

SHOWN: dict[int, tuple[Any, Any, list[Any]]] = {}  # of an array, by its id while it lives: a copy, and views of that


def memory(x: Tensor, how: str, *kind: Any, **more: Any) -> Any:
    """x.view(*kind) of a copy, which follows what is written to x: for x does not see what is written to that, it may
    be written to when x is gone alone."""
    depart(x, how)
    if (key := id(x)) not in SHOWN:
        SHOWN[key] = np.array(x.value), weakly(x, partial(release, key)), []
    copy, _, views = SHOWN[key]
    view = copy.view(*kind, **more)
    view.setflags(write=False)
    views.append(weakref.ref(view))
    return view


def unwritten() -> None:
    """Raises Changed where somebody has written there, read-only as it is: C does, by way of .ctypes."""
    for copy, array, _ in list(SHOWN.values()):
        if (x := array()) is not None and x.value.tobytes() != copy.tobytes():
            np.copyto(copy, x.value)  # told once
            raise Changed(
                f"memory of an array of shape {x.shape} was written to, which no trace sees: its value would be wrong",
                code="changed", hint="write into the array itself, in Python",
            )  # fmt: skip


def release(key: int) -> None:
    """An array is gone: views of its memory may be written to from here on."""
    for view in SHOWN.pop(key)[2]:
        if (y := view()) is not None:
            y.setflags(write=True)
