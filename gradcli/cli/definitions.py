"""Functions that a session's user defined: f(x, y) = x^2*y, or of whatever their text names."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from ..errors import GradcliError, quote
from ..frontends.expression.run import vocabulary
from ..frontends.expression.tokens import WORDS, argument_ends, tokens
from ..record import Record
from .eval import INSTANT


class Defined(Record):
    """A function: its arguments in order, none where it is of whatever its text names."""

    arguments: tuple[str, ...]
    text: str

    def __str__(self) -> str:
        return f"{'(' + ', '.join(self.arguments) + ')' if self.arguments else ''} = {self.text}"


def assignable(name: str) -> str:
    """A name that may be given a meaning. Raises GradcliError for that of a function of every calculator's."""
    if name in INSTANT:
        raise GradcliError(f"{name} is a function, and stays one", code="binding", hint="use another name")
    return name


def once(name: str, path: tuple[str, ...]) -> None:
    """See that a function is not one of those that lead to it. Raises GradcliError."""
    if name in path:
        circle = " -> ".join([*path[path.index(name) :], name])
        raise GradcliError(f"{name} is defined by itself: {circle}", code="circle", hint="use another name")


def arguments_of(text: str) -> tuple[str, ...]:
    """The arguments of f(x, y) = ... Raises GradcliError where they are no names, or one stands twice."""
    names = tuple(name.strip() for name in text.split(","))
    if not all(name.isidentifier() for name in names) or len(set(names)) < len(names):
        raise GradcliError(f"{quote(text)} are no arguments", code="syntax", hint="write f(x, y) = x*y")
    return tuple(map(assignable, names))


class Definitions:
    """Functions by name, and texts that call them: as the grammar has it, their definitions stand before a text.

    names: of a text those that are no constants, by which a function is called that has no arguments of its own.
    """

    def __init__(self, names: Callable[[str], list[str]]) -> None:
        self.functions: dict[str, Defined] = {}
        self.names = names

    def arguments(
        self, name: str, path: tuple[str, ...] = (), known: dict[str, tuple[str, ...]] | None = None
    ) -> tuple[str, ...]:
        """What a function is called with, in order. path: the functions that lead to it; known: those asked already."""
        known = {} if known is None else known
        if name not in known:
            one = self.functions[name]
            known[name] = one.arguments or tuple(self.names(self.program(one.text, (*path, name), known)))
        return known[name]

    def program(self, text: str, path: tuple[str, ...] = (), known: dict[str, tuple[str, ...]] | None = None) -> str:
        """A text with the functions before it that it needs; one that is named without a call is one of its arguments.

        path: the functions that lead to it. Raises GradcliError where they lead to themselves, or a call does not fit.
        """
        before: dict[str, str] = {}
        known = {} if known is None else known

        def written(text: str, path: tuple[str, ...], own: tuple[str, ...]) -> str:
            for token, after in reversed(list(pairwise(tokens(text)))):
                name, called = token.value, after.value == "("
                if token.kind != "name" or name not in self.functions or name in own:
                    continue
                if not called and after.kind in ("name", "number") and after.value not in WORDS:
                    told, other = f"{quote(name)} is a function", after.value
                    hint = (
                        f"write {name}({other}), or {name}*{other}"
                        if self.functions[name].arguments
                        else f"write {name}*{other}"
                    )
                    raise GradcliError(told, code="syntax", text=text, span=(token.start, after.end), hint=hint)
                once(name, path)
                one, names = self.functions[name], self.arguments(name, path, known)
                if called and not one.arguments and len(names) > 1:
                    whole = f"{name}({', '.join(names)})"
                    told, span = f"{name} is of {', '.join(names)}, in no order", (token.start, token.end)
                    hint = f"define {whole} = ... to call it"
                    raise GradcliError(told, code="arity", text=text, span=span, hint=hint)
                if name not in before:
                    body = written(one.text, (*path, name), names)
                    before[name] = f"{spelled(name)}({', '.join(names)}) = {body}; "
                inside = "" if called else f"({', '.join(names)})"
                text = f"{text[: token.start]}{spelled(name)}{inside}{text[token.end :]}"
            return text

        line = written(text, path, ())
        return "".join([*before.values(), line])

    def point(self, text: str) -> tuple[str, list[str]] | None:
        """Of a call f(2, 3) at numbers alone: f, and the bindings that it means; None of anything else."""
        found = list(tokens(text))
        if len(found) < 4 or found[0].value not in self.functions or found[1].value != "(":
            return None
        ends = argument_ends(text)[found[1].start]
        begins = [found[1].end, *(end + 1 for end in ends)]
        given, names = [text[a:b].strip() for a, b in zip(begins, ends)], self.arguments(found[0].value)
        if text[begins[-1] :].strip() or len(given) != len(names) or any(map(self.names, given)):
            return None
        return found[0].value, [f"{name}={part}" for name, part in zip(names, given)]


def spelled(name: str) -> str:
    """A function's name where it is defined: not that of one of ours."""
    return f"{name}_" if name in vocabulary() else name
