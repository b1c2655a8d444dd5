"""A script against itself, run by plain Python: what it prints, its target, and the slopes that differences show."""

from __future__ import annotations

import ast
import contextlib
import io
import json

import numpy as np

from gradcli.answer.subject import Ask
from gradcli.frontends.script import run_script

STEP = 1e-5


class First(ast.NodeTransformer):
    """`name = value` at its first place becomes `name = _moved_(name, value)`."""

    def __init__(self, names):
        self.names = set(names)

    def visit_Assign(self, node):
        (target,) = node.targets if len(node.targets) == 1 else (None,)
        if isinstance(target, ast.Name) and target.id in self.names:
            self.names.remove(target.id)
            call = ast.Call(ast.Name("_moved_", ast.Load()), [ast.Constant(target.id), node.value], [])
            node.value = ast.fix_missing_locations(ast.copy_location(call, node))
        return node


def plainly(text, target, moves):
    """(the target's value, what the script printed) by Python, with some sources moved."""
    tree = First(moves).visit(ast.parse(text))
    space = {"__name__": "__main__", "_moved_": lambda name, v: v + moves[name]}
    with contextlib.redirect_stdout(io.StringIO()) as out, np.errstate(all="ignore"):
        exec(compile(tree, "<plain>", "exec"), space)
    return np.asarray(eval(target, space), float), out.getvalue()


def report_of(text, path, **ask):
    """(what gradcli reports of a script, what the script printed)."""
    path.write_text(text)
    with contextlib.redirect_stdout(io.StringIO()) as out:
        report = run_script(str(path), text.encode(), ask=Ask(**ask)).report
    return report, out.getvalue()


def faults(text, path):
    """What gradcli says otherwise than the script: its target's value, its output, its gradient; nothing is told."""
    report, out = report_of(text, path)
    (result,) = report.results
    value, printed = plainly(text, result.name, {})
    found = [] if np.allclose(result.value, value, 1e-9, equal_nan=True) else [f"{result.value} for {value}"]
    found += [] if out == printed else [f"printed {out!r} for {printed!r}"]
    for name, grad in result.grad.items():
        at = np.asarray(result.point[name], float)
        moves = np.eye(at.size).reshape(at.size, *at.shape) * STEP if at.shape else [STEP]
        both = [[plainly(text, result.name, {name: sign * m})[0].sum() for sign in (1, -1)] for m in moves]
        slopes = [(up - down) / (2 * STEP) for up, down in both]
        if grad is None or not np.allclose(np.ravel(grad), slopes, 1e-6, 1e-8):
            found.append(f"d/d{name} {json.dumps(grad)} for {slopes}")
    return found
