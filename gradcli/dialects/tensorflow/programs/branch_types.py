"""What the branches of an `if` on a tensor make: TensorFlow traces both, and refuses those that differ in type.

Only one branch runs here. So what plain assignments and returns of either would make is computed beforehand, off all
tapes, as far as it takes nothing but names, numbers and functions of `tf` that draw nothing and change nothing.
"""

from __future__ import annotations

import ast
from types import FrameType
from typing import Any

from ..tensors import NAMES, EagerTensor, convert, flatten
from ..tensors.conditionals import folded, listed, live, nothing
from ..tensors.conditionals import names as named
from ..tensors.nest import assert_same_structure, map_structure

MADE = "cast constant convert_to_tensor zeros ones zeros_like ones_like fill stack concat reshape expand_dims squeeze"
PURE = frozenset(f"{MADE} transpose identity range eye matmul where gather tile".split())
PARTS = (ast.Constant, ast.Name, ast.BinOp, ast.UnaryOp, ast.Compare, ast.List, ast.Tuple, ast.Dict, ast.Attribute,
         ast.Call, ast.keyword, ast.operator, ast.unaryop, ast.cmpop, ast.expr_context)  # fmt: skip
VALUES = (bool, int, float, str, EagerTensor)


def check(frame: FrameType, function: Any, node: Any) -> None:
    """Raise what TensorFlow would: ValueError for a branch that raises, TypeError for branches of two types."""
    branches = folded(function, node)
    made = [outcomes(frame, listed(branch)) for branch in branches]
    if isinstance(node, ast.IfExp):
        name = ast.unparse(node.test)
        for which, branch in (("main", node.body), ("else", node.orelse)):
            if nothing(branch):
                raise ValueError(f"'{name}' is None at the end of the {which} branch.")
        return compare(name, *[part.get("") for part in made])
    for name in sorted(made[0].keys() | made[1].keys()):
        if name == "retval_" or name in live(function, node):
            kept = frame.f_locals.get(name)
            compare(name, *[part.get(name, kept) for part in made])


def outcomes(frame: FrameType, block: list[Any]) -> dict[str, Any]:
    """What a block binds, by name; its returned value as `retval_`, that of a lone expression as "".

    None stands for what is not known. A block that raises in any case raises.
    """
    found: dict[str, Any] = {}
    for part in block:
        if isinstance(part, ast.Raise):
            code = compile(ast.Module([part], []), frame.f_code.co_filename, "exec")
            exec(code, {**frame.f_globals, **frame.f_locals})
        bound = isinstance(part, ast.Assign) and all(isinstance(target, ast.Name) for target in part.targets)
        given = [""] if isinstance(part, ast.expr) else ["retval_"] if isinstance(part, ast.Return) else []
        for name in given or named(part.targets if bound else [part], ast.Store):
            found[name] = value(frame, found, part if name == "" else part.value) if given or bound else None
    return found


def value(frame: FrameType, found: dict[str, Any], node: Any) -> Any:
    """What an expression would be; None where it is not known."""
    try:
        parts = list(ast.walk(node))
        if not all(isinstance(part, PARTS) and pure(part) for part in parts):
            return None
        names = {part.id for part in parts if isinstance(part, ast.Name)}
        space = {name: bare(found.get(name, frame.f_locals.get(name, frame.f_globals.get(name)))) for name in names}
        return eval(compile(ast.Expression(node), "", "eval"), {"__builtins__": {}, **space})
    except Exception:  # what only the branch that is taken can compute
        return None


def pure(node: Any) -> bool:
    """Whether a part of an expression does nothing but compute."""
    if not isinstance(node, ast.Call):
        return True
    name = getattr(node.func, "attr", "")
    return name in PURE or f"math.{name}" in NAMES


def bare(x: Any) -> Any:
    """A value off all tapes. TypeError for what is no number, tensor, structure of them, or TensorFlow itself."""
    if getattr(x, "__name__", "").partition(".")[0] == "tensorflow":
        return x
    if not all(isinstance(leaf, VALUES) for leaf in flatten(x)):
        raise TypeError(x)
    return map_structure(lambda leaf: type(leaf)(leaf.value) if isinstance(leaf, EagerTensor) else leaf, x)


def compare(name: str, main: Any, other: Any) -> None:
    """TypeError where what two branches make differs in structure or dtype."""
    if main is None or other is None or not all(isinstance(leaf, VALUES) for leaf in flatten([main, other])):
        return
    try:
        assert_same_structure(main, other)
    except (TypeError, ValueError) as error:
        text = f"'{name}' must have the same nested structure in the main and else branches:\n\n{error}"
        raise TypeError(text) from None
    for a, b in zip(flatten(main), flatten(other)):
        one, two = convert(a).dtype.name, convert(b).dtype.name
        if one != two:
            raise TypeError(f"'{name}' has dtype {one} in the main branch, but dtype {two} in the else branch")
