"""Calls, in a script's text, of what looks at the very class of a number: there a traced number is the number.

`float(x)`, `type(x)`, `isinstance(x, float)`, `hasattr(x, ...)` answer as they do for the number, and end no path. Code
written in C (`time.sleep`, `random.seed`, `lock.acquire`) takes nothing but a float or an int, and is given it: there
the path ends, and that is told.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Sequence

from .constants import SCOPES, names_in, pairs

KINDS = frozenset("float64 double float32 single float16 half longdouble".split())  # of NumPy's floats
CASTS = KINDS.union(("float", "int", "type"))  # the calls that `cast` looks at
PLAIN = frozenset(
    (
        "timedelta Decimal Fraction Random Timer seed sleep wait acquire execute executemany deque "
        "Array RawArray Value RawValue memoryview bytes bytearray ndarray"
    ).split()
)  # callees that look at the very class of a number, or hand it to what does
READS = frozenset("Decimal Fraction complex literal_eval loads eval fromstring unpack".split())  # numbers, out of texts
FINDS = frozenset(
    "getfloat getint read_csv read_table read_json to_numeric".split()
)  # the same, of texts kept elsewhere
SENDS = frozenset(
    "run check_output check_call call Popen getoutput getstatusoutput system".split()
)  # a text to a program
WAITS = frozenset(("timeout", "maxlen"))  # keywords whose value is a number for C
CARRIERS = frozenset(
    "functools itertools operator collections heapq bisect copy contextvars queue types weakref dataclasses math numpy "
    "statistics tensorflow gradcli json pickle builtins".split()
)  # modules whose functions hand numbers on as they are, or know ours
OPERANDS = frozenset("dot clip choose put searchsorted sum prod max min mean std var".split())  # methods that take some
SPECIAL = frozenset(
    f"__{name}__" for name in "bool float int complex index len length_hint hash array".split()
)  # methods whose answer C takes for a number of its own


class Casts(ast.NodeTransformer):
    """Calls of what looks at the class of a number go by way of a hook, which is given the callee, whatever it is."""

    def __init__(self, tree: ast.Module) -> None:
        nodes = list(ast.walk(tree))
        self.own = {n.name for n in nodes if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)}
        self.modules = {
            alias.asname or alias.name.partition(".")[0]
            for node in nodes if isinstance(node, ast.Import)
            for alias in node.names
        }  # fmt: skip
        self.foreign = {
            alias.asname or alias.name.partition(".")[0]
            for node in nodes if isinstance(node, ast.Import | ast.ImportFrom)
            for alias in node.names
            if (getattr(node, "module", None) or alias.name).partition(".")[0] not in CARRIERS
        }  # fmt: skip
        self.made = {  # what foreign code made, such as a spline
            name
            for node in nodes if isinstance(node, ast.stmt)
            for target, value in pairs(node) if isinstance(value, ast.Call) and root(value.func) in self.foreign
            for name in names_in(target)
        }  # fmt: skip

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        self.generic_visit(node)
        for part in returns(node) if node.name in SPECIAL else ():
            if part.value is not None:
                part.value = hooked("__gradcli_special__", part.value, [ast.Constant(node.name), part.value])
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        f = node.func
        name = last_name(f)
        if name in CASTS and len(node.args) == 1 and not node.keywords and not isinstance(node.args[0], ast.Starred):
            return hooked("__gradcli_cast__", node, [f, *node.args], node.keywords)
        if name in self.own or not (node.args or node.keywords):
            return node
        for keyword in node.keywords:
            if keyword.arg in WAITS:
                keyword.value = hooked("__gradcli_bare__", keyword.value, [keyword.value, ast.Constant(f"{name}()")])
        if isinstance(f, ast.Attribute) and name in OPERANDS and root(f) not in self.modules:
            return hooked("__gradcli_method__", node, [f.value, ast.Constant(name), *node.args], node.keywords)
        if name in PLAIN:
            return followed(hooked("__gradcli_plain__", node, [f, *node.args], node.keywords), f)
        first = root(f)
        if name == "map" and first == name and last_name(node.args[0]) in CASTS:
            node.args[0] = hooked("__gradcli_caster__", node.args[0], [node.args[0]])
        if first in self.foreign or name in READS or (first in ("int", "float") and first != name):
            self.each(node, name in SENDS)
        if first in self.foreign or first in self.made or name in READS or name in FINDS:
            return followed(node, f)
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.op, ast.Mod) and isinstance(node.left, ast.Constant) and isinstance(node.left.value, str):
            return hooked("__gradcli_formatted__", node, [node.left, node.right])
        return node

    def each(self, call: ast.Call, texts: bool = False) -> None:
        """Hook the arguments one by one: C may look at the frame that calls it, as warnings.warn does."""
        bare = ast.Constant | ast.Lambda if texts else ast.Constant | ast.JoinedStr | ast.Lambda
        for n, arg in enumerate(call.args):
            inner = arg.value if isinstance(arg, ast.Starred) else arg
            if not isinstance(inner, bare):
                made = hooked("__gradcli_foreign__", inner, [copy.deepcopy(call.func), inner])
                call.args[n] = ast.copy_location(ast.Starred(made, ast.Load()), arg) if inner is not arg else made
        for keyword in call.keywords:
            if not isinstance(keyword.value, ast.Constant):
                keyword.value = hooked("__gradcli_foreign__", keyword.value, [copy.deepcopy(call.func), keyword.value])


def returns(node: ast.AST) -> list[ast.Return]:
    """The return statements of a function itself."""
    inside = [child for child in ast.iter_child_nodes(node) if not isinstance(child, SCOPES)]
    return [child for child in inside if isinstance(child, ast.Return)] + [
        r for child in inside for r in returns(child)
    ]


def last_name(node: ast.expr) -> str:
    """The name that a dotted name ends with; "" for anything else."""
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def root(node: ast.expr) -> str:
    """The name that a dotted name begins with."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def hooked(hook: str, node: ast.expr, args: list[ast.expr], keywords: Sequence[ast.keyword] = ()) -> ast.Call:
    """A call of a hook, in the place of a node."""
    call = ast.Call(ast.Name(hook, ast.Load()), args, list(keywords))
    return ast.fix_missing_locations(ast.copy_location(call, node))


def followed(call: ast.Call, callee: ast.expr) -> ast.Call:
    """A call whose result is looked at, for what left the trace while it ran."""
    name = f"{ast.unparse(callee)}()" if root(callee) else "a call"
    return hooked("__gradcli_returned__", call, [hooked("__gradcli_since__", call, []), call, ast.Constant(name)])
