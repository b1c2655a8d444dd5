"""A tape's answers as plain numbers, and what must be said of them: a vector was summed, one is not finite."""

from __future__ import annotations

import ast
import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ....answer.nonfinite import first_not_finite
from ....core.forms import numpy
from ....core.trace import held, plain, split
from ....interpreters.reverse import reverse
from ....ops.values import is_finite, listed, shape_of
from ....results import Note
from ....tape import grad
from ....tape.recorder import Call


@dataclass(slots=True)
class TapeCall:
    """One call at a site, with the names of its sources and what is to be said about its answer."""

    call: Call
    names: list[str]
    heard: list[Any]
    notes: list[Note] = field(default_factory=list)


def keyed(call: Call) -> bool:
    """Whether the tape is TensorFlow's, which walks dicts by their keys' order."""
    return ".tensorflow." in type(call.tape).__module__


def parts(structure: Any, by_key: bool) -> list[tuple[Any, Any]] | None:
    """(key or number, part) of an answer with parts, in the order in which the tape walks them."""
    if isinstance(structure, list | tuple):
        return list(enumerate(structure))
    if isinstance(structure, dict):
        return [(key, structure[key]) for key in (sorted(structure) if by_key else structure)]
    return None


def flat(structure: Any, by_key: bool) -> list[Any]:
    """The leaves of an answer."""
    found = parts(structure, by_key)
    return [structure] if found is None else [leaf for _, part in found for leaf in flat(part, by_key)]


def element(node: ast.expr | None, text: str, key: Any) -> str:
    """An element of what is written so: W[0] of a name, in words of what is computed: W + B, element 0."""
    simple = node is None or isinstance(node, ast.Name | ast.Attribute | ast.Subscript)
    return f"{text}[{key!r}]" if simple else f"{text}, element {key}"


def spelled(node: ast.expr | None, text: str, structure: Any, by_key: bool) -> list[str]:
    """The text of each leaf's source, where node and text are those of the whole."""
    found = parts(structure, by_key)
    if found is None:
        return [text]
    nodes: dict[str, ast.expr] = {}
    if isinstance(node, ast.Dict):
        nodes = {ast.unparse(key): value for key, value in zip(node.keys, node.values) if key is not None}
    elif isinstance(node, ast.List | ast.Tuple) and not any(isinstance(e, ast.Starred) for e in node.elts):
        nodes = {str(n): e for n, e in enumerate(node.elts)}
    names: list[str] = []
    for key, part in found:
        inner = nodes.get(repr(key))
        called = ast.unparse(inner) if inner else element(node, text, key)
        if isinstance(inner, ast.Call | ast.BinOp | ast.UnaryOp) and isinstance(key, str):  # computed in a dictionary
            called = key
        names += spelled(inner, called, part, by_key)
    return names


def leaves(call: Call) -> list[Any]:
    """One answer per source."""
    found = flat(call.result, keyed(call))
    return found if len(found) == len(call.sources) else [call.result] * len(call.sources)


def dense(g: Any) -> Any:
    """An answer as one array, also where it came as the rows that were touched."""
    if hasattr(g, "indices") and hasattr(g, "values"):
        np = numpy()
        indices, values = np.asarray(plain(g.indices)), np.asarray(plain(g.values))
        shape = tuple(int(n) for n in np.asarray(plain(g.dense_shape)))
        whole = np.zeros(shape, values.dtype)
        np.add.at(whole, indices, values)
        return whole
    return g


def shown(value: Any) -> Any:
    """A value as a number or text, or as nested lists of them; None stays None."""
    return decoded(listed(held(value)))


def decoded(value: Any) -> Any:
    """A value whose bytes, TensorFlow's strings, are read as text."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "backslashreplace")
    if isinstance(value, list) and value and isinstance(value[0], list | bytes):
        return [decoded(v) for v in value]
    return value


def rows_only(call: Call, asked: str) -> Call:
    """A batch Jacobian that was answered by way of the whole one: the rows that were asked for."""
    if asked != "batch_jacobian" or call.method != "jacobian" or call.result is None:
        return call
    whole = plain(call.result)
    n = numpy().arange(whole.shape[0])
    t = len(shape_of(call.targets[0]))
    return replace(call, method="batch_jacobian", result=whole[(n, *(slice(None),) * (t - 1), n)])


def ones(g: Any) -> bool:
    """Whether a cotangent is nothing but ones."""
    g = plain(g)
    return bool((g == 1).all()) if hasattr(g, "all") else bool(g == 1)


def summed(call: Call, target: str) -> list[Note]:
    """That the gradient of several numbers is that of their sum."""
    if call.method != "gradient" or all(g is None for g in leaves(call)) or not all(ones(g) for _, g in call.seeds):
        return []
    if len(call.targets) > 1:
        return [Note("grad", "summed", f"the gradients of {len(call.targets)} targets were summed")]
    size = math.prod(shape_of(call.targets[0])) if call.targets else 1
    if size == 1:
        return []
    what = target or "the target"
    return [Note("grad", "summed", f"{what} has {size} elements, whose sum was differentiated; jacobian() gives each")]


UNTAKEN = "the branch that was not taken is not finite: make its argument safe with a where of its own"


def unfinite(call: Call, names: list[str]) -> list[Note]:
    """For each gradient with inf or nan: the step that made it so, and what to do about it."""
    bad = [name for name, g in zip(names, leaves(call)) if g is not None and not is_finite(dense(g))]
    if not bad:
        return []
    from ..running.source_lines import lines

    where = lines([*getattr(call.tape, "heard", [])])
    said = ""
    if (blame := culprit(call)) is not None:
        at, op, forward = blame
        line = f" at line {where[at]}" if at in where else ""
        said = f": {op.name}{line} is not finite" if forward else f": the derivative of {op.name}{line} is not finite"
        untaken = any(s[1].selects for s in call.program.steps) and all(map(is_finite, call.targets))
        remedy = UNTAKEN if untaken and op.elementwise else op.remedy
        said += f"; {remedy}" if remedy else ""
    numbers = {name: plain(dense(g)) for name, g in zip(names, leaves(call)) if name in bad}
    texts = {name: None if shape_of(g) else repr(float(g)) for name, g in numbers.items()}
    return [Note(f"{call.kind}.{name}", "nonfinite", f"the gradient is not finite{said}", texts[name]) for name in bad]


def culprit(call: Call) -> tuple[int, Any, bool] | None:
    """(place, op, whether its value) of the first step that is not finite, forwards, else backwards."""
    steps = list(call.program.needed(guards=False).steps)
    if (first := first_not_finite(steps)) is not None:
        return first[0], first[1], True
    seeds = [(p, plain(g)) for p, g in call.seeds]
    for step in reversed(steps):
        part = type(call.program)(
            [p for p in split(step)[0] if p], call.program.targets, [s for s in steps if s[0] >= step[0]], None
        )
        try:
            found = reverse(part, seeds)
        except Exception:
            return None
        if not all(is_finite(g) for g in found.values()):
            return step[0], step[1], False
    return None


def parameters(f: Any, picked: Sequence[int]) -> tuple[str, list[str]]:
    """The name of a function that `grad` was given, and those of its parameters that it is differentiated by."""
    code, cells = getattr(f, "__code__", None), getattr(f, "__closure__", None) or ()
    if code is not None and code.co_filename == grad.__code__.co_filename and "f" in code.co_freevars:
        name, names = parameters(cells[code.co_freevars.index("f")].cell_contents, picked)
        return f"grad({name})", names
    named = list(code.co_varnames[hasattr(f, "__self__") : code.co_argcount]) if code is not None else []
    names = [named[n] if n < len(named) else "x" if len(picked) == 1 else f"x{n}" for n in picked]
    name = getattr(f, "__name__", "f")
    return name if name.isidentifier() else "f", names
