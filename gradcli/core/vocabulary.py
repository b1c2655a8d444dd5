"""The public functions: what an expression may call, by name; families of them are imported when first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any, TypeVar

F = TypeVar("F")

# What a keyword of a public function takes: its annotation, which is one of these, int, bool, or a tuple of int.
Axis = Any  # a whole number, several as a tuple, or None for all
Axes = Any  # a whole number, or a pair of them
Real = Any  # a number


class Function:
    """A function under its public name: what an expression may call. Ops have one each; `public` adds the others.

    low, high: the least and the greatest number of positional arguments (None: any); an axis and a flag are named.
    keywords: the arguments that may be given by name, and what each takes.
    """

    __slots__ = ("call", "high", "keywords", "low", "name", "summary")

    def __init__(
        self, name: str, call: Callable[..., Any], low: int, high: int | None, keywords: dict[str, str], summary: str
    ) -> None:
        self.name, self.call, self.low, self.high = name, call, low, high
        self.keywords, self.summary = keywords, summary


class Vocabulary(dict[str, Any]):
    """Names, some of them defined by modules that are imported when one of their names is asked for.

    later: name -> the module that defines it. Iterating imports them all.
    """

    def __init__(self) -> None:
        super().__init__()
        self.later: dict[str, str] = {}

    def __missing__(self, name: str) -> Any:
        import_module(self.later[name])
        return dict.__getitem__(self, name)

    def __contains__(self, name: object) -> bool:
        return dict.__contains__(self, name) or name in self.later

    def get(self, name: str, default: Any = None) -> Any:
        try:
            return self[name]
        except KeyError:
            return default

    def complete(self) -> Vocabulary:
        """The same, with every module imported."""
        for module in dict.fromkeys(self.later.values()):
            import_module(module)
        self.later.clear()
        return self

    def __iter__(self) -> Iterator[str]:
        return dict.__iter__(self.complete())

    def items(self) -> Any:
        return dict.items(self.complete())

    def keys(self) -> Any:
        return dict.keys(self.complete())

    def values(self) -> Any:
        return dict.values(self.complete())


FUNCTIONS = Vocabulary()  # name -> Function
ALIASES = Vocabulary()  # another name -> name


def public(name: str, *aliases: str) -> Callable[[F], F]:
    """Give a plain function, written in ops, a public name; its parameters with defaults become keywords."""

    def register(f: Any) -> Any:
        code, defaults = f.__code__, f.__defaults__ or ()
        words = code.co_varnames[: code.co_argcount]
        variadic = bool(code.co_flags & 4)
        low = max(len(words) - len(defaults), int(variadic))
        named = words[low:] + code.co_varnames[code.co_argcount : code.co_argcount + code.co_kwonlyargcount]
        keywords = {word: f.__annotations__[word] for word in named}
        high = next((n for n, w in enumerate(words) if n >= low and (w == "axis" or keywords[w] == "bool")), len(words))
        summary = (f.__doc__ or "").split("\n")[0].rstrip(".")
        FUNCTIONS[name] = Function(name, f, low, None if variadic else high, keywords, summary)
        ALIASES.update(dict.fromkeys(aliases, name))
        return f

    return register


def define(names: str, call: Any, doc: str) -> Any:
    """A public function in one row: its name and others, what it is of its arguments, its line of help."""
    name, *aliases = names.split()
    call.__name__ = call.__qualname__ = name
    call.__doc__ = doc
    return public(name, *aliases)(call)


class Ours:
    """The functions as attributes, each found when it is asked for: ours.solve(a, b)."""

    def __getattr__(self, name: str) -> Any:
        return FUNCTIONS[name].call


ours = Ours()
