"""Python's own state, which what TensorFlow would trace once changes once: calls to come leave it as it is."""

from __future__ import annotations

import contextlib
import itertools
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType
from typing import Any

from .conditionals import EMPTY
from .names import FIRST
from .tracing import printing, silent

CALLED_ALWAYS = frozenset(("py_function", "numpy_function", "py_func"))  # whose functions the graph calls each time
LONGEST, DEEPEST = 10_000, 4  # a longer list is data; how far objects that hold others are followed
CODE = (FunctionType, MethodType, BuiltinFunctionType, ModuleType)
OURS = ("gradcli", "tensorflow", "keras", "numpy")
NUMBERS = (bool, int, float, str)
SYMBOLIC = [0, 0]  # how deep we are in calls that move no state (they draw); of those, with lengths made up
GENERATORS = {"random": ("getstate", "setstate"), "numpy.random": ("get_state", "set_state")}


def stands() -> dict[str, Any]:
    """Where the generators of Python and of NumPy stand, as far as they are loaded."""
    return {name: getattr(sys.modules[name], get)() for name, (get, _) in GENERATORS.items() if name in sys.modules}


def go_back(stood: dict[str, Any]) -> None:
    """Let them stand there again."""
    for name, state in stood.items():
        getattr(sys.modules[name], GENERATORS[name][1])(state)


class FirstTrace:
    """A function's first trace, and what it does that lasts: one that makes Variables is undone, and traced again."""

    def __init__(self) -> None:
        self.made = self.again = False
        self.held: dict[int, tuple[Any, Any]] = {}  # Variables by their places, and what they held
        self.taken: list[tuple[Any, Any]] = []  # iterators, and what was taken of them
        self.called: list[tuple[Any, Any]] = []  # what Python functions were called with, and gave
        self.done = Counter[str]()  # what was seen outside

    def __enter__(self) -> FirstTrace:
        FIRST.append(self)
        return self

    def __exit__(self, *error: Any) -> None:
        FIRST.remove(self)

    def undo(self) -> None:
        """Let everything be as it was before, but for what was made."""
        for v, value in self.held.values():
            v.held = value
        for iterator, element in reversed(self.taken):
            iterator.elements = itertools.chain([element], iterator.elements)
        self.again = True


def seen_now(what: str) -> bool:
    """Whether what is seen outside happens now: once, where a function is traced twice."""
    if SYMBOLIC[0] or any(first.made and not first.again for first in FIRST):
        return False
    seen = any(first.again and first.done[what] > 0 for first in FIRST)
    for first in FIRST:
        first.done[what] += -first.again or not seen
    return not seen


@contextlib.contextmanager
def again(function: Any, stood: dict[str, Any], given: Iterable[Any] = ()) -> Iterator[None]:
    """While the block runs, nothing is printed and Python draws its random numbers from where it `stood`.

    After it, the state that the function knows, by name or as what it is `given`, is what it was.
    """
    now = stands() if stood else {}
    go_back(stood)
    try:
        with unchanged(function, given), printing(silent):
            yield
    finally:
        go_back(now)


@contextlib.contextmanager
def unchanged(function: Any, given: Iterable[Any]) -> Iterator[None]:
    """After the block, the state that the function knows is what it was."""
    plain = getattr(function, "__func__", function)
    code = getattr(plain, "__code__", None)
    if code is None or CALLED_ALWAYS.intersection(code.co_names):
        yield
        return
    space, owner = plain.__globals__, getattr(function, "__self__", None)
    named = {name: space[name] for name in code.co_names if name in space}
    cells = [(cell, cell.cell_contents) for cell in plain.__closure__ or () if cell != EMPTY]
    kept = {id(x): restorer(x) for v in (owner, *given, *named.values(), *(held for _, held in cells))
            for x in parts(v, v is owner)}  # fmt: skip
    try:
        yield
    finally:
        for restore in kept.values():
            restore()
        space.update(named)
        for cell, held in cells:
            cell.cell_contents = held


def parts(v: Any, whole: bool = False, depth: int = 0) -> Iterator[Any]:
    """What of a value may change: containers, attributes of the script's own objects and classes (whole: all)."""
    if type(v) in (list, dict, set):
        if len(v) <= LONGEST:
            yield v
            for x in v.values() if type(v) is dict else v:
                if hasattr(x, "__dict__") and not type(x).__module__.startswith(OURS):
                    yield from parts(x, False, depth + 1)
    elif isinstance(v, type):
        if v.__module__ == "__main__":
            yield v
    elif hasattr(v, "__dict__") and not isinstance(v, CODE) and depth < DEEPEST:
        yield from parts(type(v))
        mine = whole or not any(base.__module__.startswith(OURS) for base in type(v).__mro__)
        yield vars(v) if mine else v
        for name, x in vars(v).items():
            if mine or type(x) in (list, dict, set) and not name.startswith("_"):
                yield from parts(x, False, depth + 1)


def restorer(x: Any) -> Callable[[], None]:
    """What makes a container what it is now, or the attributes of a class, or of an object with parts of ours."""
    if isinstance(x, list | dict | set):
        before: Any = x.copy()

        def restore() -> None:
            x.clear()
            (x.extend if isinstance(x, list) else x.update)(before)

        return restore
    plain = {k: v for k, v in vars(x).items() if isinstance(x, type) or type(v) in NUMBERS and not k.startswith("_")}

    def reset() -> None:
        for k, v in plain.items():
            if vars(x).get(k) is not v:
                setattr(x, k, v)

    return reset
