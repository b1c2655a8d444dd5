"""What a script sees of the process that it runs in: its own frames and modules, and none of ours."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Callable, Collection, Iterator, MutableMapping
from functools import cached_property
from itertools import takewhile
from types import FrameType, ModuleType
from typing import Any

from ..text.constants import keyed
from .tracebacks import OURS, execute

NAMES = "_getframe", "f_back", "modules"  # attributes that show frames and modules


class Seen(ast.NodeTransformer):
    """Frames and sys.modules, in a script's text, by way of a hook."""

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        self.generic_visit(node)
        shows = node.attr in NAMES and isinstance(node.ctx, ast.Load)
        return keyed("__gradcli_seen__", node.attr, node.value) if shows else node


class Modules(MutableMapping[str, ModuleType]):
    """sys.modules, in which libraries that we alone have loaded are not found.

    asked: the top names of what the script imports. last: of what was loaded before it ran.
    """

    def __init__(self, asked: Collection[str], last: str) -> None:
        self.asked, self.last = asked, last

    @cached_property
    def there(self) -> Collection[str]:
        """What was loaded before it ran."""
        return set(sys.modules).difference(loaded_since(self.last))

    def __contains__(self, name: object) -> bool:
        top, pythons = str(name).partition(".")[0], sys.stdlib_module_names
        theirs = top in pythons or top in self.asked or name not in self.there
        others = top != "gradcli" and not pythons.issuperset(self.asked)  # what they import is theirs
        return name in sys.modules and (theirs or others)

    def __iter__(self) -> Iterator[str]:
        return filter(self.__contains__, list(sys.modules))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __getitem__(self, name: str) -> ModuleType:
        return sys.modules[name]

    def get(self, name: str, default: Any = None) -> Any:
        """Its module, if it is found."""
        return sys.modules[name] if name in self else default

    def __setitem__(self, name: str, module: ModuleType) -> None:
        sys.modules[name] = module

    def __delitem__(self, name: str) -> None:
        del sys.modules[name]


def last_loaded() -> str:
    """The name of the module that was loaded last."""
    return next(reversed(sys.modules))


def loaded_since(last: str) -> list[str]:
    """The names of those loaded after one, without a look at the others: in a forked process that copies them."""
    return [*takewhile(last.__ne__, reversed(sys.modules))][::-1]


class System(ModuleType):
    """sys, as `from sys import modules` sees it."""

    def __init__(self, see: Callable[[str, Any], Any]) -> None:
        super().__init__("sys")
        self.see = see

    def __getattr__(self, name: str) -> Any:
        return self.see(name, sys)


def seeing(modules: Modules) -> Callable[[str, Any], Any]:
    """The hook: an attribute of something, as the script sees it."""

    def see(name: str, x: Any) -> Any:
        if isinstance(x, FrameType) and name == "f_back":
            return outwards(x.f_back)
        if x is sys and name in NAMES:
            return modules if name == "modules" else frame_at
        return getattr(x, name)

    return see


def outwards(frame: FrameType | None) -> FrameType | None:
    """The innermost frame from this one outwards that is not ours; None beneath the script."""
    while frame is not None and frame.f_code is not execute.__code__:
        if not frame.f_code.co_filename.startswith(OURS):
            return frame
        frame = frame.f_back
    return None


def frame_at(depth: int = 0) -> FrameType:
    """sys._getframe."""
    frame = outwards(sys._getframe(1))
    for _ in range(depth):
        frame = outwards(frame and frame.f_back)
    if frame is None:
        raise ValueError("call stack is not deep enough")
    return frame


def teach_inspect() -> list[Callable[[], object]]:
    """Let inspect.stack() show the script's frames alone, and give back what undoes it."""
    original = inspect.getouterframes

    def getouterframes(frame: Any, context: int = 1) -> list[Any]:
        found, own = [], outwards(frame)
        while own is not None:
            found.append(original(own, context)[0])
            own = outwards(own.f_back)
        return found

    inspect.getouterframes = getouterframes
    return [lambda: setattr(inspect, "getouterframes", original)]
