"""Calls, in a script's text, of what looks at the very class of a number: there a traced number is the number.

`float(x)`, `type(x)`, `isinstance(x, float)`, `hasattr(x, ...)` answer as they do for the number, and end no path. Code
written in C (`time.sleep`, `random.seed`, `lock.acquire`) takes nothing but a float or an int, and is given it: there
the path ends, and that is told.
"""

from __future__ import annotations

import ast
import copy
import io

from .constants import SCOPES, hooked, names_in, nodes_of, pairs

KINDS = frozenset("float64 double float32 single float16 half longdouble".split())  # of NumPy's floats
CASTS = KINDS.union(("float", "int", "type", "str", "repr", "ascii", "len"))  # the calls that `cast` looks at
PLAIN = frozenset(
    (
        "timedelta Decimal Fraction Random Timer seed sleep wait acquire execute executemany deque hash ord "
        "Array RawArray Value RawValue memoryview bytes bytearray ndarray matrix Constant settimeout create_function "
        "timedelta64 datetime64 b64encode urlsafe_b64encode standard_b64encode b32encode b16encode b85encode"
    ).split()
)  # callees that look at the very class of a number, or hand it to what does
READS = frozenset(("eval", "exec", "compile", "complex"))  # the built-ins that read a text
MAKES = frozenset(("join", "format"))  # methods of a text that make another of what they are given
KEEPS = frozenset(
    name for kind in (str, bytes, list, dict, set, tuple, io.TextIOWrapper) for name in dir(kind)
).union("info debug warning error critical exception log".split()).difference(
    "write writelines fromhex __class__ __init__ __new__".split()
)  # methods that read no number out of what they are given  # fmt: skip
WEIGHTS = frozenset(("weights", "cum_weights"))  # keywords by which something is drawn
WAITS = frozenset(("timeout", "maxlen"))  # keywords whose value is a number for C
CARRIERS = frozenset(
    "functools itertools operator collections heapq bisect copy contextvars queue types weakref dataclasses math numpy "
    "statistics tensorflow gradcli builtins io pathlib logging argparse typing enum abc".split()
)  # modules whose functions hand numbers on as they are, or know ours
OPERANDS = frozenset("dot clip choose put searchsorted sum prod max min mean std var".split())  # methods that take some
SPECIAL = frozenset(
    f"__{name}__" for name in "bool float int complex index len length_hint hash array".split()
)  # methods whose answer C takes for a number of its own


class Casts(ast.NodeTransformer):
    """Calls of what looks at the class of a number go by way of a hook, which is given the callee, whatever it is."""

    def __init__(self, tree: ast.Module) -> None:
        nodes = nodes_of(tree)
        self.own = {n.name for n in nodes if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)}
        self.modules = {
            alias.asname or alias.name.partition(".")[0]
            for node in nodes if isinstance(node, ast.Import)
            for alias in node.names
        }  # fmt: skip
        came = {
            a.asname or a.name.partition(".")[0]: (getattr(node, "module", None) or a.name).partition(".")[0]
            for node in nodes if isinstance(node, ast.Import | ast.ImportFrom)
            for a in node.names
        }  # fmt: skip
        self.carriers = {name for name, module in came.items() if module in CARRIERS}
        self.foreign = came.keys() - self.carriers
        given = [(t, unhooked(v)) for node in nodes if isinstance(node, ast.stmt) for t, v in pairs(node)]
        given += [(n.optional_vars, n.context_expr) for n in nodes if isinstance(n, ast.withitem) and n.optional_vars]
        self.foreign |= {  # another name of what is in a module
            name
            for t, v in given
            if isinstance(v, ast.Attribute | ast.Name) and root(v) in self.foreign
            for name in names_in(t)
        }
        self.held = {  # what may be a function of others
            t.id for t, v in given if isinstance(t, ast.Name) and isinstance(v, ast.Call | ast.Name | ast.Subscript)
        }
        self.made = {  # what foreign code made, such as a spline
            name for t, v in given if isinstance(v, ast.Call) and root(v) in self.foreign for name in names_in(t)
        }

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        self.generic_visit(node)
        for part in returns(node) if node.name in SPECIAL else ():
            if part.value is not None:
                part.value = hooked("__gradcli_special__", part.value, [ast.Constant(node.name), part.value])
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        f = node.func
        name, first = last_name(f), root(f)
        if name in CASTS and len(node.args) == 1 and not node.keywords and not isinstance(node.args[0], ast.Starred):
            return hooked("__gradcli_cast__", node, [f, *node.args], node.keywords)
        if name in self.own or not (node.args or node.keywords):
            return node
        for keyword in node.keywords:
            if keyword.arg in WAITS:
                keyword.value = hooked("__gradcli_bare__", keyword.value, [keyword.value, ast.Constant(f"{name}()")])
            if keyword.arg in WEIGHTS and first in self.foreign:
                keyword.value = hooked("__gradcli_chosen__", keyword.value, [keyword.value])
        if isinstance(f, ast.Attribute) and name in OPERANDS and root(f, False) not in self.modules:
            return hooked("__gradcli_method__", node, [f.value, ast.Constant(name), *node.args], node.keywords)
        if name == first == "complex":
            return hooked("__gradcli_complex__", node, [f, *node.args], node.keywords)
        if name in PLAIN:
            return followed(hooked("__gradcli_plain__", node, [f, *node.args], node.keywords), f)
        if name == "map" and first == name and last_name(node.args[0]) not in self.own:
            node.args[0] = hooked("__gradcli_caster__", node.args[0], [node.args[0]])
        if isinstance(f, ast.Attribute) and name in MAKES and root(f, False) not in self.modules:
            return hooked("__gradcli_making__", node, [f.value, ast.Constant(name), *node.args], node.keywords)
        if first in self.foreign or (first in ("int", "float") and first != name):
            return followed(self.each(node, "__gradcli_foreign__"), f)
        if first in self.made:
            return followed(self.each(node, "__gradcli_made__"), f)
        held = isinstance(f, ast.Name) and name not in READS and name not in self.held
        known = name in KEEPS or first in self.carriers or held
        return node if known else followed(self.each(node, "__gradcli_reads__"), f)

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        match node:
            case ast.BinOp(left=ast.Constant(value=str() | bytes()), op=ast.Mod()):
                return hooked("__gradcli_formatted__", node, [node.left, node.right])
        return node

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.AST:
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                part.value = self.visit(part.value)
                for spec in getattr(part.format_spec, "values", ()):
                    self.generic_visit(spec)
        parts = [part if isinstance(part, ast.Constant) else ast.JoinedStr([part]) for part in node.values]
        if all(isinstance(part, ast.Constant) for part in parts):
            return node
        return hooked("__gradcli_joined__", node, [hooked("__gradcli_since__", node, []), *parts])

    def each(self, call: ast.Call, hook: str) -> ast.Call:
        """Hook the arguments one by one: C may look at the frame that calls it, as warnings.warn does."""
        dotted = root(call.func) and root(call.func, False)
        about = [ast.Constant(f"{ast.unparse(call.func) if dotted else last_name(call.func)}()")]

        def one(arg: ast.expr) -> ast.expr:
            if isinstance(arg, ast.Starred):
                return ast.copy_location(ast.Starred(one(arg.value), ast.Load()), arg)
            if isinstance(arg, ast.Constant | ast.Lambda | ast.UnaryOp | ast.Compare):
                return arg
            callee = copy.deepcopy(call.func) if dotted else ast.Constant(None)
            return hooked(hook, arg, [*about, callee, arg])

        if last_name(call.func) in READS:  # not the names that eval may use
            call.args[:1] = map(one, call.args[:1])
            return call
        call.args = [one(arg) for arg in call.args]
        for keyword in call.keywords:
            keyword.value = one(keyword.value)
        return call


def returns(node: ast.AST) -> list[ast.Return]:
    """The return statements of a function itself."""
    inside = [child for child in ast.iter_child_nodes(node) if not isinstance(child, SCOPES)]
    return [child for child in inside if isinstance(child, ast.Return)] + [
        r for child in inside for r in returns(child)
    ]


def last_name(node: ast.expr) -> str:
    """The name that a dotted name ends with; "" for anything else."""
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def root(node: ast.expr, through: bool = True) -> str:
    """The name that a dotted name begins with; through: also where calls and indices are on the way."""
    while isinstance(node, ast.Attribute | ast.Call | ast.Subscript if through else ast.Attribute):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def unhooked(value: ast.expr) -> ast.expr:
    """A value as it is written."""
    own = isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id.startswith("__gradcli_")
    return value.args[-1] if own else value  # type: ignore[attr-defined]


def followed(call: ast.Call, callee: ast.expr) -> ast.Call:
    """A call whose result is looked at, for what left the trace while it ran."""
    known = ast.unparse(callee) if root(callee) else ""
    known = last_name(callee) if "__gradcli_" in known else known  # as the script has it
    name = f"{known}()" if known else "a call"
    return hooked("__gradcli_returned__", call, [hooked("__gradcli_since__", call, []), call, ast.Constant(name)])
