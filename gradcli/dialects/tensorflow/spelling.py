"""A function of TensorFlow's that is one of ours under other names is a row, compiled when it is first asked for.

A row is (names, kernel, signature, body, what it computes). Names of TensorFlow 1 alone stand behind a bar. A parameter
of the signature is `word`, `word=default`, and its kind behind a colon: a kind reads the operand and refuses it in
TensorFlow's words. The body, an op or a function, gets the operands as they were read, without those of kind `-`:

    ("linalg.tensor_diag | diag", "", "diagonal:any name", lambda x: ..., "A tensor of twice the rank ...")

The code of a function depends on its kinds alone, so it is compiled once for all rows that share them.
"""

from __future__ import annotations

import ast
import functools
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any

from .casting import hinted, pair, quotient
from .convert import convert
from .dtypes import ALL, as_dtype
from .kernel_dtypes import check
from .operands import boolean, broadcast, lengths, numbers, square, take, whole

if TYPE_CHECKING:
    from .names import Row

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
    alone = given == two  # shapes that do not broadcast are then the kernel's error
    lines.append(f"return {f'broadcast(kernel, body, {{}}, {name})' if alone else 'body({})'}".format(", ".join(given)))
    text = f"def call({', '.join(words)}):\n    " + "\n    ".join(lines)
    made = compile(text, __file__, "exec")
    return next(c for c in made.co_consts if isinstance(c, CodeType))


def compiled(row: Row) -> Any:
    """The function of a row, with the signature that TensorFlow's has."""
    tokens = [token.partition(":") for token in row.signature.split()]
    words = [word.partition("=") for word, _, _ in tokens]
    names = tuple(word for word, _, _ in words)
    kinds = [("-" if name == "name" else kind) for name, (_, _, kind) in zip(names, tokens)]
    kinds = [f"={names.index(kind[1:])}" if kind[:1] == "=" else kind for kind in kinds]
    defaults = [default(text or "None") for name, sign, text in words if sign or name == "name"]
    named = names.index("name") if "name" in names else None
    found = code(tuple(kinds), named)
    leaf = row.names[0].rpartition(".")[2]
    found = found.replace(co_varnames=names, co_name=leaf, co_qualname=leaf)
    made = FunctionType(found, {**TOOLS, "kernel": row.kernel, "body": row.body}, leaf, tuple(defaults))
    summary = row.body.op.summary if hasattr(row.body, "op") else row.kernel
    made.__doc__, made.__module__ = row.doc or f"{summary or leaf}, element by element.", __name__
    return made
