"""Start-up is sacred: what a scalar `eval` must not load."""

from __future__ import annotations

import importlib
import subprocess
import sys
from enum import Enum
from pathlib import Path

import pytest

HEAVY = {
    "numpy", "sympy", "mpmath", "scipy", "rich", "matplotlib", "json", "ctypes", "difflib", "asyncio", "subprocess",
    "tempfile", "importlib.metadata", "unicodedata", "multiprocessing", "logging",
}  # fmt: skip


def loaded(*argv: str) -> set[str]:
    """The modules that a command line loads."""
    project = str(Path(__file__).parents[2])
    code = (
        f"import sys\nsys.path.insert(0, {project!r})\nfrom gradcli.cli import respond\n"
        "respond(sys.argv[1:])\nprint(*sys.modules, sep='\\n', file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-I", "-c", code, *argv], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


@pytest.mark.parametrize(
    "argv",
    [
        ["eval", "x^2*y + sin(x*y)", "x=2", "y=3"],
        ["eval", "x^2*y + sin(x*y)", "x=2", "y=3", "--order", "2"],
        ["eval", "where(x > 0, x, 0)", "x=pi/4", "--get", "grad.x"],
        ["eval", "x", "x=1", "--format", "csv"],
        ["--version"],
        ["functions"],
    ],
    ids=" ".join,
)
def test_what_is_not_loaded(argv: list[str]) -> None:
    found = loaded(*argv)
    assert "click" in found
    assert not found & HEAVY


def test_what_is_loaded_when_it_is_needed() -> None:
    assert "json" in loaded("eval", "x", "x=1", "--json")
    assert "numpy" in loaded("eval", "sum(v)", "v=1,2")
    assert "numpy" not in loaded("eval", "x", "x=1", "--json")
    checked = loaded("eval", "x^2", "x=1", "--check")
    assert {"sympy", "mpmath"} <= checked
    assert "numpy" not in checked
    assert "numpy" not in loaded("eval", "gamma(x)*x", "x=3", "--check")


def test_a_scalar_loads_no_more_than_it_needs() -> None:
    """How long that takes is told by scripts/bench; how much it is does not depend on the machine."""
    found = loaded("eval", "x^2", "x=3")
    ours = {name for name in found if name.startswith("gradcli")}
    assert len(ours) < 65, sorted(ours)
    assert not found & {"dataclasses", "random", "resource", "select", "shutil"}


def test_help_loads_no_command() -> None:
    found = loaded("--help")
    assert not {name for name in found if name.startswith("gradcli.") and name.split(".")[1] in ("frontends", "ops")}


def test_records_are_ours() -> None:
    """A typing.NamedTuple or a dataclass takes 0.2 to 0.5 ms to make: twenty of them were a tenth of start-up."""
    found = {name for name in loaded("eval", "x^2", "x=3") if name.startswith("gradcli")}
    places = {name: sys.modules.get(name) or importlib.import_module(name) for name in found}
    heavy = [
        f"{name}.{each.__name__}"
        for name, module in places.items()
        for each in vars(module).values()
        if isinstance(each, type) and each.__module__ == name
        and (hasattr(each, "__dataclass_fields__") or issubclass(each, Enum) or hasattr(each, "_field_defaults"))
    ]  # fmt: skip
    assert heavy == []
