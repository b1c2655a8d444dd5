"""Whether a script's text shows that a run of it leaves nothing behind in its process that another run could find.

Then all its runs are in one process, each in a namespace of its own; any other script gets a process for each.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Iterator, Mapping

from ..text.constants import nodes_of

# libraries whose functions keep nothing; the states of random and numpy.random are made new for each run
PURE = frozenset(
    "__future__ abc ast bisect cmath collections contextlib copy dataclasses datetime enum fractions functools heapq "
    "itertools json math numpy operator random re scipy statistics string struct textwrap time typing".split()
)
PARTS = {  # of libraries which keep something
    "decimal": ("Decimal",),
    "os": ("path",),
    "sys": ("argv", "exit", "float_info", "maxsize", "stderr", "stdout", "version", "version_info"),
}
REACHING = frozenset("__import__ breakpoint compile delattr eval exec input open setattr".split())
DUNDERS = frozenset("__class__ __file__ __init__ __name__".split())


def repeatable(tree: ast.Module, sibling: Callable[[str], object]) -> bool:
    """Whether nothing in a module's text could change what lies outside its own namespace.

    sibling: what lies beside the script under the name of a module, None if nothing does.
    """
    names: dict[str, str] = {}  # what the script calls a module, or what is in one: the module's top name
    modules: set[str] = set()
    for node in nodes_of(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            for module, alias in imports(node):
                name = alias.asname or alias.name.partition(".")[0]
                if isinstance(node, ast.Import):
                    modules.add(name)
                elif not keeps_nothing(module, alias.name):
                    return False
                if sibling(module) is not None or names.setdefault(name, module) != module:
                    return False
                if module not in PURE and module not in PARTS:
                    return False
    bases = {id(node.value) for node in nodes_of(tree) if isinstance(node, ast.Attribute)}
    return not any(reaches(node, names, modules, bases) for node in nodes_of(tree))


def keeps_nothing(module: str, name: str) -> bool:
    """Whether what a library holds under a name can be called and leave the library as it was; "*": all of it."""
    if module in PARTS:
        return name in PARTS[module]
    return not name.startswith(("_", "set")) and (name != "*" or module in ("math", "cmath"))


def imports(node: ast.Import | ast.ImportFrom) -> Iterator[tuple[str, ast.alias]]:
    """(top name of the module, alias) of what an import takes; "" for one that is relative."""
    for alias in node.names:
        name = alias.name if isinstance(node, ast.Import) else "" if node.level else node.module or ""
        yield name.partition(".")[0], alias


def reaches(node: ast.AST, names: Mapping[str, str], modules: Collection[str], bases: Collection[int]) -> bool:
    """Whether a node might change a library, or hand a whole library on. bases: ids of what attributes are taken of."""
    if isinstance(node, ast.Name):
        hidden = node.id.startswith("__") and node.id not in DUNDERS
        whole = node.id in modules and isinstance(node.ctx, ast.Load) and id(node) not in bases
        return hidden or whole or node.id in REACHING
    if not isinstance(node, ast.Attribute | ast.Subscript):
        return False
    root: ast.AST = node
    path: list[str] = []
    while isinstance(root, ast.Attribute | ast.Subscript):
        path.append(root.attr if isinstance(root, ast.Attribute) else "")
        root = root.value
    top = root.id if isinstance(root, ast.Name) else ""
    if not isinstance(node.ctx, ast.Load):
        return not top or top in names
    if top in modules and not keeps_nothing(names[top] if len(path) == 1 else "", path[0]):
        return True
    return path[0].startswith("__") and path[0] not in DUNDERS
