"""Python's own state, which what TensorFlow would trace once changes once: calls to come leave it as it is."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from typing import Any

from .conditionals import EMPTY
from .tracing import printing, silent

CALLED_ALWAYS = frozenset(("py_function", "numpy_function", "py_func"))  # whose functions the graph calls each time
LONGEST = 10_000  # a longer list is data
SYMBOLIC = [0, 0]  # how deep we are in calls that move no state (they draw); of those, with lengths made up
GENERATORS = {"random": ("getstate", "setstate"), "numpy.random": ("get_state", "set_state")}


def stands() -> dict[str, Any]:
    """Where the generators of Python and of NumPy stand, as far as they are loaded."""
    return {name: getattr(sys.modules[name], get)() for name, (get, _) in GENERATORS.items() if name in sys.modules}


def go_back(stood: dict[str, Any]) -> None:
    """Let them stand there again."""
    for name, state in stood.items():
        getattr(sys.modules[name], GENERATORS[name][1])(state)


@contextlib.contextmanager
def again(function: Any, stood: dict[str, Any]) -> Iterator[None]:
    """While the block runs, nothing is printed and Python draws its random numbers from where it `stood`.

    After it, the state that the function knows is what it was.
    """
    now = stands() if stood else {}
    go_back(stood)
    try:
        with unchanged(function), printing(silent):
            yield
    finally:
        go_back(now)


@contextlib.contextmanager
def unchanged(function: Any) -> Iterator[None]:
    """After the block, the state that the function knows is what it was."""
    plain = getattr(function, "__func__", function)
    code = getattr(plain, "__code__", None)
    if code is None or CALLED_ALWAYS.intersection(code.co_names):
        yield
        return
    space, owner = plain.__globals__, getattr(function, "__self__", None)
    named = {name: space[name] for name in code.co_names if name in space}
    cells = [(cell, cell.cell_contents) for cell in plain.__closure__ or () if cell != EMPTY]
    known = [*named.values(), *(held for _, held in cells)]
    if hasattr(owner, "__dict__"):
        known += [vars(owner), *vars(owner).values()]
    kept = [(x, x.copy()) for x in known if type(x) in (list, dict, set) and len(x) <= LONGEST]
    try:
        yield
    finally:
        for x, before in kept:
            if isinstance(x, list):
                x[:] = before
            else:
                x.clear()
                x.update(before)
        space.update(named)
        for cell, held in cells:
            cell.cell_contents = held
