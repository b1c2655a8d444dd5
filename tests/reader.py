"""A small vocabulary, how to show a tree, and how to catch a fault: what the tests of the reader share."""

from __future__ import annotations

import pytest

from gradcli.errors import GradcliError
from gradcli.frontends.expression.parser import Signature

ONE = ("sin", "cos", "exp", "log", "sqrt", "abs", "gamma", "det", "inv", "transpose", "real", "sort", "trace", "beta")
FUNCTIONS = {name: Signature(name) for name in ONE}
FUNCTIONS |= {
    "ln": Signature("log"),
    "pow": Signature("power", 2, 2),
    "at": Signature("at", 2, 2),
    "array": Signature("array"),
    "take": Signature("take", 2, 2, {"axis": "int | None"}),
    "complex": Signature("complex", 2, 2),
    "reshape": Signature("reshape", 2, 2),
    "where": Signature("where", 3, 3),
    "sum": Signature("sum", 1, 2, {"axis": "Axis", "keepdims": "bool"}),
    "stack": Signature("stack", 1, None, {"axis": "int"}),
    "clip": Signature("clip", 1, 3),
}


def show(expression, index=None):
    """A tree as calls."""
    shown = []
    for node in expression.nodes:
        if node.op == "number":
            shown.append(node.value[1])
        elif node.op == "name":
            shown.append(node.value)
        else:
            static = [f"{key}={value!r}" for key, value in node.value.items()] if isinstance(node.value, dict) else []
            static += [repr(node.value)] if node.op == "getitem" else []
            shown.append(f"{node.op}({', '.join([shown[arg] for arg in node.args] + static)})")
    return shown[expression.result if index is None else index]


def fault(read, *args, **kwargs):
    """The one error that `read` raises, as (message, the text it points at, hint)."""
    with pytest.raises(GradcliError) as caught:
        read(*args, **kwargs)
    error = caught.value
    assert error.status == 2
    assert "\n" not in error.message + (error.hint or "")
    pointed = None if error.span is None else error.text[slice(*error.span)]
    return error.message, pointed, error.hint


def attempt(read, *args):
    """What `read` returns, and the GradcliError that it raises: one of them None."""
    try:
        return read(*args), None
    except GradcliError as error:
        return None, error
