"""Functions that a session's user defined: f(x, y) = x^2*y, or of whatever their text names; their calls put in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from ..errors import GradcliError, quote
from ..frontends.expression.builder import Signature
from ..frontends.expression.nodes import Expression
from ..frontends.expression.tokens import Token, never_closed, tokens
from .eval import INSTANT

LONGEST = 100_000  # characters of an expression, its functions put in


class Defined(NamedTuple):
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


def call(found: Sequence[Token], opener: int, text: str) -> tuple[list[str], int]:
    """(the texts of a call's arguments, where it ends) from its bracket on. Raises GradcliError where it has no end."""
    depth, begin, given = 0, found[opener].end, list[str]()
    for token in found[opener:]:
        depth += (token.value in ("(", "[")) - (token.value in (")", "]"))
        if (token.value == "," and depth == 1) or depth == 0:
            given.append(text[begin : token.start])
            begin = token.end
        if depth == 0:
            return given, token.end
    raise never_closed(text, found[opener])


def bracketed(text: str) -> str:
    """A text in brackets, unless it is one name or number."""
    return text if text.isalnum() else f"({text})"


def replaced(text: str, values: Mapping[str, str]) -> str:
    """A text with others in the place of names."""
    for token in reversed(list(tokens(text))):
        if token.kind == "name" and token.value in values:
            text = text[: token.start] + values[token.value] + text[token.end :]
    return text


class Calls:
    """What puts calls of defined functions in.

    reads: (text, the functions that it may call) -> what it means; names: those of its names that are no constants, by
    which a function is called that has no arguments of its own.
    """

    def __init__(
        self, functions: Mapping[str, Defined], reads: Callable[..., Expression], names: Callable[[str], list[str]]
    ) -> None:
        self.functions, self.reads, self.names = functions, reads, names

    def explicit(self, text: str) -> Expression:
        """What a text means in which defined functions are called; its echo has every operator written."""
        called = [a.value for a, b in pairwise(tokens(text)) if a.value in self.functions and b.value == "("]
        return self.reads(text, {n: Signature(n, 1, len(self.functions[n].arguments) or None) for n in called})

    def body(self, name: str, path: tuple[str, ...]) -> str:
        """The text of a function, other functions that it names without a call put in as well."""
        once(name, path)
        text = self.explicit(self.functions[name].text).echo
        found = list(tokens(text))
        parts = {
            token.value: f"({self.body(token.value, (*path, name))})"
            for token, after in pairwise(found)
            if token.kind == "name" and token.value in self.functions and after.value != "("
            if token.value not in self.functions[name].arguments
        }
        return replaced(text, parts)

    def arguments(self, name: str, path: tuple[str, ...] = ()) -> tuple[str, ...]:
        """What a function is called with, in order."""
        one = self.functions[name]
        return one.arguments or tuple(self.names(self.put_in(self.body(name, path), (*path, name))))

    def put_in(self, text: str, path: tuple[str, ...] = ()) -> str:
        """A text in which each call is its function's text, its arguments in brackets.

        An argument takes its place before the calls of that text are put in: its names are those of the call's place.
        path: the functions that lead to it. Raises GradcliError where they lead to themselves, or a call does not fit.
        """
        if not any(token.value in self.functions for token in tokens(text)):
            return text
        text = self.explicit(text).echo
        found, done = list(tokens(text)), 0
        pieces: list[str] = []
        for n, token in enumerate(found):
            opens = token.kind == "name" and token.value in self.functions and found[n + 1].value == "("
            if not opens or token.start < done:
                continue
            name, one = token.value, self.functions[token.value]
            body = self.body(name, path)
            given, end = call(found, n + 1, text)
            names = self.arguments(name, path)
            if len(given) != len(names) or (len(names) > 1 and not one.arguments):
                whole = f"{name}({', '.join(names)})"
                what = (
                    f"{name} takes {len(names)}, not {len(given)}"
                    if one.arguments
                    else f"{name} is of {', '.join(names)}, in no order"
                )
                hint = f"write {whole}" if one.arguments else f"define {whole} = ... to call it"
                raise GradcliError(what, code="arity", text=text, span=(token.start, end), hint=hint)
            values = dict(zip(names, (bracketed(self.put_in(part.strip(), path)) for part in given)))
            self.see_counters(name, body, values)
            pieces += [text[done : token.start], f"({self.put_in(replaced(body, values), (*path, name))})"]
            done = end
            if sum(map(len, pieces)) > LONGEST:
                raise GradcliError(f"with its functions put in this has more than {LONGEST:,} characters", code="limit")
        return "".join([*pieces, text[done:]])

    def see_counters(self, name: str, body: str, values: Mapping[str, str]) -> None:
        """See that no argument has the name of what a sum of the function counts with. Raises GradcliError."""
        counters = {node.value.variable for node in self.explicit(body).nodes if node.op == "series"}
        named = {token.value for text in values.values() for token in tokens(text) if token.kind == "name"}
        for counter in sorted(counters & (named | set(values))):
            raise GradcliError(
                f"a sum in {name} counts with {counter}", code="binding", hint=f"define {name} with another name for it"
            )

    def point(self, text: str) -> tuple[str, list[str]] | None:
        """Of a call f(2, 3) at numbers alone: f, and the bindings that it means; None of anything else."""
        found = list(tokens(text))
        if len(found) < 4 or found[0].value not in self.functions or found[1].value != "(":
            return None
        given, end = call(found, 1, text)
        names = self.arguments(found[0].value)
        if text[end:].strip() or len(given) != len(names) or any(map(self.names, given)):
            return None
        return found[0].value, [f"{name}={part.strip()}" for name, part in zip(names, given)]
