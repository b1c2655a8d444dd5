"""What a script may have kept of what leaves the trace: nothing of what it only prints, logs, plots or asserts."""

from __future__ import annotations

import ast
import sys
from collections import Counter
from collections.abc import Collection, Iterable

from ....core.trace import Exit
from ..running.imports import ScriptModules
from ..running.source_lines import line_of
from ..text.constants import names_in, nodes_of, pairs
from ..text.rewrite import Casts, last_name, root

READERS = frozenset((
    "load loads loadtxt genfromtxt fromfile frombuffer read_csv unpack unpack_from fetchone fetchall fetchmany recv "
    "recvfrom get get_nowait communicate check_output run getoutput getstatusoutput read_bytes shelve read_json "
    "read_table digest hexdigest Pool ProcessPoolExecutor Parallel fork Value Array SharedMemory"
).split())  # fmt: skip
FILED = frozenset((
    "pickle json dump() .tofile() np.save() np.savez() np.savez_compressed() np.savetxt() execute() executemany() "
    "send() sendall() put() put_nowait() write() writelines() run() check_output() Popen() call() check_call() "
    "system() getoutput() getstatusoutput() os.fork() md5() sha1() sha224() sha256() sha384() sha512() "
    "blake2b() blake2s()"
).split())  # ways out that lead to a file, to bytes, or to another program  # fmt: skip
TELLS = frozenset(
    "print pprint log debug info warning warn error critical exception write writelines exit float int bool".split()
)  # calls that keep nothing, or only give what nobody takes
MAKERS = frozenset(
    "abs all any bool dict enumerate float int len list max min range round set sorted str sum tuple zip mean std var "
    "item tolist astype copy argmax argmin argsort nonzero count index".split()
)  # of Python's functions and of methods of arrays, those that only make something
KEEPS = frozenset(
    "seed append appendleft add extend insert update set setdefault put push store register eval exec pack_into "
    "frombytes timeit repeat".split()
)


def wasted(text: ast.Module, own: int | None, modules: ScriptModules) -> set[int]:
    """The lines of statements that keep nothing of what they are given: print, logging, plots, assertions, docstrings.

    So are those of an `if` that decides on nothing else.

    own: the line of what is differentiated, which is none of them.
    """
    nodes = nodes_of(text)
    foreign = {name for name in Casts(text).foreign if modules.sibling(name) is None}
    for node in nodes:
        for target, value in pairs(node) if isinstance(node, ast.stmt) else ():
            if isinstance(value, ast.Call) and root(value.func) in foreign:  # a logger, the axes of a plot
                foreign.update(names_in(target))

    def silent(node: ast.AST) -> bool:
        call = node.value if isinstance(node, ast.Expr) else None
        if isinstance(call, ast.Call):
            name = last_name(call.func)
            if name.startswith("set") and (home := root(call.func)) and home in {name, *sys.stdlib_module_names}:
                return False  # a state of Python's, which may be read again
            changes = name in KEEPS or any(k.arg == "inplace" for k in call.keywords)
            return name in TELLS or (not changes and root(call.func) in foreign)
        return isinstance(call, ast.Constant) or isinstance(node, ast.Assert | ast.Pass)

    spans = [
        range(n.lineno, (n.end_lineno or n.lineno) + 1)
        for n in nodes
        if isinstance(n, ast.Expr | ast.Assert) and silent(n)
    ]
    spans += [
        range(n.lineno, (n.test.end_lineno or n.lineno) + 1)
        for n in nodes
        if isinstance(n, ast.If) and all(map(silent, (*n.body, *n.orelse)))
    ]
    beside = {n.lineno for n in nodes if isinstance(n, ast.stmt) and not (hasattr(n, "body") or silent(n))}
    return {line for span in spans if own not in span for line in span} - beside


def told_alone(text: ast.Module, quiet: Collection[int], target: str) -> set[int]:
    """The lines where names are given what is read in quiet lines alone, and in such lines, by calls that keep nothing
    of what they are given: NumPy's and other libraries', and Python's own. target: the name of what is differentiated.
    """
    nodes, casts, uses = nodes_of(text), Casts(text), dict[str, list[ast.Name]]()
    on = Counter(node.lineno for node in nodes if isinstance(node, ast.stmt))
    for node in nodes:
        if isinstance(node, ast.Name):
            uses.setdefault(node.id, []).append(node)

    def keeps(node: ast.AST) -> bool:
        if not isinstance(node, ast.Call):
            return isinstance(node, ast.NamedExpr | ast.Await | ast.Yield | ast.YieldFrom)
        name = last_name(node.func)
        known = root(node.func) in casts.carriers | casts.foreign or (name in MAKERS and name not in casts.own)
        return not known or name in KEEPS or any(k.arg is None or k.arg == "out" for k in node.keywords)

    waiting = [
        (node, target.id) for node in nodes if isinstance(node, ast.Assign) and on[node.lineno] == 1
        for target in node.targets[:1] if len(node.targets) == 1 and isinstance(target, ast.Name)
        if not any(map(keeps, nodes_of(node.value)))
    ]  # fmt: skip
    found = set[int]()
    while waiting:
        silent = [
            node for node, name in waiting if name != target and len(uses[name]) > 1
            if all(use in node.targets or (isinstance(use.ctx, ast.Load) and use.lineno in quiet) for use in uses[name])
        ]  # fmt: skip
        lines = {line for node in silent for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)}
        waiting = [each for each in waiting if each[0] not in silent] if silent else []
        found, quiet = found | lines, {*quiet, *lines}
    return found


def lasting(text: ast.Module, exits: Iterable[Exit], quiet: Collection[int]) -> list[Exit]:
    """The exits of what the script may have kept.

    What went to a file, into bytes or to another program counts where the script reads something in.
    """
    reads = any(isinstance(n, ast.Name | ast.Attribute) and last_name(n).lstrip("_") in READERS for n in nodes_of(text))
    return [e for e in exits if (reads if not FILED.isdisjoint(parts_of(e.how)) else line_of(e.where) not in quiet)]


def parts_of(how: str) -> tuple[str, str]:
    """A way out, and the last part of its name."""
    how = how.removesuffix(" of a text").removesuffix(" of bytes")
    return how, how.rpartition(".")[2]
