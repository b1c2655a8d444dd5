"""A function of TensorFlow's that is one of ours under other names is a row, compiled when it is first asked for.

A row is (names, kernel, signature, body, what it computes). Names and parameters of TensorFlow 1 alone stand behind a
bar. A parameter is `word`, `word=default`, and its kind behind a colon: a kind reads the operand and refuses it in
TensorFlow's words. The body, an op or a function, gets the operands as they were read, without those of kind `-`, among
which is `name` where it has no kind; `.` is as it is:

    ("linalg.tensor_diag | diag", "", "diagonal:any name", lambda x: ..., "A tensor of twice the rank ...")

The code of a function depends on its kinds alone, so it is compiled once for all rows that share them.
"""

from __future__ import annotations

import ast
import functools
from collections.abc import Callable
from types import CodeType, FunctionType
from typing import Any

from .convert import convert
from .dtypes import ALL, as_dtype
from .errors import check
from .names import NAMES, ONLY_V1, Row
from .operands import boolean, broadcast, hinted, lengths, numbers, pair, quotient, square, take, whole

KINDS = {  # how a parameter is read; {n} is where it stands
    "any": "convert({p})",  # anything as a tensor
    "T": "take(kernel, {p}, {name})",  # of a dtype that the kernel takes
    "bool": "boolean(kernel, {p}, {n}, {name})",
    "square": "square(kernel, {p})",  # a stack of square matrices
    "value": "numbers({p})",  # a constant, as NumPy has it
    "shape": "lengths({p})",
    "int": "whole({p})",
    "dtype": "as_dtype({p})",
}
TOGETHER = ("pair", "hinted", "quotient")  # kinds of two operands that are read together
TOOLS: dict[str, Any] = {
    f.__name__: f
    for f in (
        convert, take, boolean, square, numbers, lengths, whole, as_dtype, pair, hinted, quotient, check, broadcast
    )
}  # fmt: skip


class Spelled(Row):
    """A row of a table."""

    __slots__ = ("body", "doc", "kernel", "made", "names", "signature")

    def __init__(self, names: str, kernel: str, signature: str, body: Any, doc: str = "") -> None:
        self.names, self.kernel, self.signature, self.body, self.doc = names.split(), kernel, signature, body, doc
        self.made: Any = None

    def function(self) -> Any:
        """The function, made at the first call."""
        if self.made is None:
            self.made = compiled(self)
        return self.made


def rows(module: str, *table: tuple[Any, ...]) -> Callable[[str], Any]:
    """Announce rows under their names; their functions are attributes of the module, by the last parts of the names."""
    own: dict[str, Spelled] = {}
    for names, kernel, signature, *about in table:
        (modern, _, old), (now, bar, then) = names.partition("|"), signature.partition("|")
        row = before = Spelled(modern if modern.strip() else old, kernel, now, *about)
        if bar:
            old, before = f"{modern} {old}", Spelled(row.names[0], kernel, now + then, *about)
        NAMES.update(dict.fromkeys(modern.split(), row))
        ONLY_V1.update(dict.fromkeys(old.split(), before))
        own.update((name.rpartition(".")[2], row) for name in names.replace("|", "").split())

    def attribute(name: str) -> Any:
        if name not in own:
            raise AttributeError(f"module {module!r} has no attribute {name!r}")
        return own[name].function()

    return attribute


class Method(Spelled):
    """A row that is a method: the object is its first parameter."""

    __slots__ = ()

    def __get__(self, owner: Any, kind: Any = None) -> Any:
        return self.function().__get__(owner, kind)


def methods(cls: type, *table: tuple[Any, ...]) -> None:
    """Give a class methods that are rows: (names, signature without self, body, what it does)."""
    for names, signature, *about in table:
        row = Method(names, "", f"self {signature}", *about)
        for name in row.names:
            setattr(cls, name, row)


@functools.cache
def default(text: str) -> Any:
    """The value of a default: a dtype by its name, or a literal."""
    return ALL[text] if text in ALL else ast.literal_eval(text)


@functools.cache
def code(kinds: tuple[str, ...], named: int | None) -> CodeType:
    """The code of the functions whose parameters have these kinds; `named`: which of them is `name`."""
    words = [f"p{n}" for n in range(len(kinds))]
    name = "None" if named is None else words[named]
    lines = []
    two = [words[n] for n, kind in enumerate(kinds) if kind in TOGETHER]
    for n, (p, kind) in enumerate(zip(words, kinds)):
        if kind in TOGETHER:
            if p == two[1]:
                lines.append(f"{', '.join(two)} = {kind}(kernel, {', '.join(two)}, {name})")
                lines.append(f"check(kernel, {two[0]}.dtype, {name})")
        elif kind.startswith("="):  # in the dtype of another
            lines.append(f"{p} = convert({p}, {words[int(kind[1:])]}.dtype)")
        elif kind in KINDS:
            lines.append(f"{p} = {KINDS[kind].format(p=p, n=n, name=name)}")
    given = [p for p, kind in zip(words, kinds) if kind != "-"]
    alone = bool(two) and given == two  # shapes that do not broadcast are then the kernel's error
    lines.append(f"return {f'broadcast(kernel, body, {{}}, {name})' if alone else 'body({})'}".format(", ".join(given)))
    text = f"def call({', '.join(words)}):\n    " + "\n    ".join(lines)
    made = compile(text, __file__, "exec")
    return next(c for c in made.co_consts if isinstance(c, CodeType))


def compiled(row: Spelled) -> Any:
    """The function of a row, with the signature that TensorFlow's has."""
    tokens = [token.partition(":") for token in row.signature.split()]
    words = [word.partition("=") for word, _, _ in tokens]
    names = tuple(word for word, _, _ in words)
    kinds = ["-" if name == "name" and not kind else kind for name, (_, _, kind) in zip(names, tokens)]
    kinds = [f"={names.index(kind[1:])}" if kind[:1] == "=" else kind for kind in kinds]
    defaults = [default(text or "None") for name, sign, text in words if sign or name == "name"]
    named = names.index("name") if "name" in names else None
    found = code(tuple(kinds), named)
    leaf = row.names[0].rpartition(".")[2]
    found = found.replace(co_varnames=names, co_name=leaf, co_qualname=leaf)
    made = FunctionType(found, {**TOOLS, "kernel": row.kernel, "body": row.body}, leaf, tuple(defaults))
    made.__doc__, made.__module__ = row.doc or summary(row, leaf), __name__
    return made


def summary(row: Spelled, name: str) -> str:
    """What a row computes, where it does not say so itself: of the op, the function that is its body, or its name."""
    if hasattr(row.body, "op"):
        return f"{row.body.op.summary}, element by element."
    return getattr(row.body, "__doc__", None) or f"{row.kernel or name}."
