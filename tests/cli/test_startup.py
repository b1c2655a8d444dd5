"""Start-up is sacred: what a scalar `eval` must not load, and how long it may take."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from shell import GRADCLI, environment

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
    assert {"sympy", "mpmath"} <= loaded("eval", "x^2", "x=1", "--check")


@pytest.mark.slow
def test_an_answer_takes_at_most_half_as_long_again_as_importing_click() -> None:
    commands = [[sys.executable, "-c", "import click"], [*GRADCLI, "eval", "x^2", "x=3"]]
    best = [float("inf")] * 2
    for _ in range(15):
        for n, command in enumerate(commands):
            began = time.perf_counter()
            subprocess.run(command, env=environment(), capture_output=True, check=True)
            best[n] = min(best[n], time.perf_counter() - began)
    assert best[1] <= 1.5 * best[0], best
