"""The text of a module: its tree, what it imports and whether it writes into arrays."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from .constants import nodes_of


def read(source: bytes, filename: str) -> ast.Module:
    """The tree of a module's text, decoded as its first lines say."""
    with warned_before():
        tree = compile(source, filename, "exec", ast.PyCF_ONLY_AST, dont_inherit=True)
    assert isinstance(tree, ast.Module)
    return tree


@contextmanager
def warned_before() -> Iterator[None]:
    """Within, a text that was compiled once already says nothing more."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def encoded(error: SyntaxError, source: bytes, filename: str) -> SyntaxError:
    """A SyntaxError; of text that cannot be decoded the one that Python gives where it reads the file itself."""
    if error.msg.startswith("unknown encoding: "):
        return SyntaxError(error.msg.replace("unknown encoding", "encoding problem"))
    try:
        source.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        if "codec can't decode" in str(error):
            return SyntaxError(
                f"Non-UTF-8 code starting with '\\x{source[fault.start]:02x}' in file {filename} on line "
                f"{source.count(10, 0, fault.start) + 1}, but no encoding declared; see "
                "https://peps.python.org/pep-0263/ for details"
            )
    return error


def imported(tree: ast.Module) -> set[str]:
    """The top names of all modules that a module's text imports, wherever the import stands."""
    found: set[str] = set()
    for node in nodes_of(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


WRITING = frozenset("copyto put place putmask put_along_axis fill fill_diagonal at".split())


def writes(node: ast.AST) -> bool:
    """Whether a node of the text changes something in place that may be an array."""
    if isinstance(node, ast.Subscript):
        return not isinstance(node.ctx, ast.Load)
    if isinstance(node, ast.Attribute):
        return node.attr in WRITING or (node.attr in ("real", "flat") and isinstance(node.ctx, ast.Store))
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):  # np.add(a, b, a), whose answer nobody takes
        return len(node.value.args) > 1 and ast.unparse(node.value.func).startswith(("np.", "numpy."))
    return isinstance(node, ast.AugAssign) or (isinstance(node, ast.keyword) and node.arg == "out")
