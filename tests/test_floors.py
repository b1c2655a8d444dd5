"""Imports go down floors only, and what a command does not need it does not import."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

import gradcli

ROOT = Path(gradcli.__file__).parent
FLOORS = {
    "record": -1, "errors": 0, "results": 0, "core": 1, "ops": 2, "interpreters": 3, "tape": 4, "answer": 5, "check": 6,
    "dialects": 5, "frontends": 7, "cli": 8,
}  # fmt: skip
ABOVE_ALL = {"gradcli", "gradcli.tf", "gradcli.__main__"}  # they put the parts together
HEAVY = ("numpy", "sympy", "mpmath", "click", "rich", "matplotlib")
MODULES = {
    ".".join(("gradcli", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__"): path
    for path in sorted(ROOT.rglob("*.py"))
}


def imported(node, name):
    """The modules of ours that one import statement of module `name` names."""
    if isinstance(node, ast.Import):
        return {alias.name for alias in node.names if alias.name.split(".")[0] == "gradcli"}
    base = node.module or ""
    if node.level:
        package = name if MODULES[name].name == "__init__.py" else name.rpartition(".")[0]
        parts = package.split(".")
        base = ".".join(parts[: len(parts) - node.level + 1] + ([base] if base else []))
    if base.split(".")[0] != "gradcli":
        return set()
    names = {f"{base}.{alias.name}" for alias in node.names}
    return {module if module in MODULES else base for module in names}


@cache
def tree(name):
    """What a module reads as."""
    return ast.parse(MODULES[name].read_text())


def within(statement):
    """A statement and those inside it."""
    yield statement
    for block in ("body", "orelse", "finalbody", "handlers", "cases"):
        for inner in getattr(statement, block, ()):
            yield from within(inner)


@cache
def statements(name):
    """(import statement, whether it is one of the module's own, whether it is for types alone) of a module."""
    found = []
    for statement in tree(name).body:
        typed = isinstance(statement, ast.If) and ast.unparse(statement.test) == "TYPE_CHECKING"
        nodes = [n for n in within(statement) if isinstance(n, ast.Import | ast.ImportFrom)]
        found += [(node, node is statement, typed) for node in nodes]
    return found


def imports(name, at_start=False, typed=True):
    """Every module of ours that `name` imports: wherever the import stands, or only when it is itself imported."""
    chosen = [n for n, own, types in statements(name) if (own or not at_start) and (typed or not types)]
    return set().union(*[imported(node, name) for node in chosen])


def part(name):
    """The part of gradcli, as FLOORS names it, that a module belongs to."""
    return name.split(".")[1]


def test_imports_go_down():
    assert {part(name) for name in set(MODULES) - ABOVE_ALL} == set(FLOORS)
    up = []
    for name in sorted(set(MODULES) - ABOVE_ALL):
        here = part(name)
        for other in imports(name):
            there = here if other in ABOVE_ALL else part(other)
            down = here == "cli" if other in ABOVE_ALL else here == there or FLOORS[there] < FLOORS[here]
            if not down or (here, there) in (("dialects", "interpreters"), ("check", "dialects")):
                up.append((name, other))
    assert up == []


def test_the_modules_import_in_no_circle():
    """Wherever the import stands, for the type checker too: a module can be read after those below."""
    needs = {name: imports(name) - ABOVE_ALL - {name} for name in MODULES}
    read = set()
    while ready := {name for name in set(MODULES) - read if needs[name] <= read}:
        read |= ready
    assert {name: needs[name] - read for name in set(MODULES) - read} == {}


TABLES = {
    "namespace",
    "tensors.names",
    "public",
    "keras.ops",
    "keras.backend",
}  # they are made of the names that others announce
LOOKUPS: dict[str, int] = {}


def lookups(tree):
    """How often a file asks the table of public names what a name means."""
    asked = [n.value for n in ast.walk(tree) if isinstance(n, ast.Subscript) and isinstance(n.ctx, ast.Load)]
    called = [n.func for n in ast.walk(tree) if isinstance(n, ast.Call)]
    tables = sum(ast.unparse(n) in ("NAMES", "ONLY_V1") for n in asked)
    return tables + sum(ast.unparse(n) in ("NAMES.get", "ONLY_V1.get", "known") for n in called)


def test_no_file_of_tensorflow_looks_another_up_by_name():
    """Who needs whom stands in the imports, so that the test above sees it."""
    base = "gradcli.dialects.tensorflow."
    files = [n.removeprefix(base) for n in MODULES if n.startswith(base)]
    found = {n: lookups(tree(base + n)) for n in files if n not in TABLES}
    assert {n: count for n, count in found.items() if count} == LOOKUPS


ROOMS = ["tensors", "ops", "programs", "keras"]  # of the TensorFlow dialect, from the ground up; its modules on top


def test_the_rooms_of_tensorflow_import_down():
    base = "gradcli.dialects.tensorflow."
    height = {
        n: (ROOMS.index(r) if (r := n.split(".")[3]) in ROOMS else len(ROOMS)) for n in MODULES if n.startswith(base)
    }
    assert [(n, other) for n in height for other in imports(n) if height.get(other, 0) > height[n]] == []


NAMED = re.compile(r"(\bop|\[1\])\.name *(==|!=|in\b|not in\b)")  # where an op's name is looked at


def test_facts_about_an_op_stand_in_its_record():
    texts = {name: path.read_text() for name, path in MODULES.items() if part(f"{name}.") != "ops"}
    assert [(name, line) for name, text in texts.items() for line in text.splitlines() if NAMED.search(line)] == []


def loaded_by(code):
    """Which heavy modules a fresh Python has loaded after running this."""
    probe = f"import sys\n{code}\nprint(*[m for m in {HEAVY} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, timeout=300)
    assert not done.returncode, done.stderr
    return done.stdout.split("\n")[-2].split()


def test_the_probe_sees_what_is_loaded():
    assert "numpy" in loaded_by("import numpy")


def test_the_library_imports_nothing_heavy():
    assert loaded_by("import gradcli") == []


def test_scalars_import_nothing_heavy():
    code = """
from gradcli import GradientTape, Variable, constant
from gradcli.ops import ALIASES, FUNCTIONS
from gradcli.ops.analysis import *
from gradcli.ops.branches import *
x, v = constant(0.5), Variable(2.0)
with GradientTape(persistent=True) as tape:
    tape.watch(x)
    y = sin(x) * exp(x) / sqrt(x) + absolute(x) ** 2 + where(x > 0.0, x, 0.0) + maximum(x, 0.0) - log(1.0 / x)
    y = y + tanh(x) + sigmoid(x) + softplus(x) + hypot(x, v) + arctan2(x, v) + relu(x) + x % 0.3 + floor(x) + v**x
    g = tape.gradient(y, x)
h = tape.gradient(g, [x, v])
"""
    assert loaded_by(code) == []


def test_arrays_import_numpy_alone():
    code = """
from gradcli import GradientTape, constant
x = constant([1.0, 2.0])
with GradientTape() as tape:
    tape.watch(x)
    y = x * x
tape.gradient(y, x)
"""
    assert loaded_by(code) == ["numpy"]


def test_the_top_level_holds_what_it_should():
    if shutil.which("git") is None:
        pytest.skip("git knows what belongs to the project")
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT.parent, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(done.stderr.strip())
    top = {name.partition("/")[0] for name in done.stdout.split("\0") if name and name[0] != "."}
    assert top == {"README.md", "README.zh-CN.md", "gradcli", "pyproject.toml", "scripts", "tests"}


def test_a_file_is_short():
    """A file of more than 300 lines is asking to be two: by what it holds."""
    lengths = {name: len(path.read_text().splitlines()) for name, path in MODULES.items()}
    assert {name: length for name, length in lengths.items() if length > 300} == {}
