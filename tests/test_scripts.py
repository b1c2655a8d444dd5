"""The scripts that make their own environment: from any directory, whatever its name, with nothing but a Python."""

from __future__ import annotations

import ast
import importlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
TOOLS = ("sh", "dirname", "readlink", "cat", "cmp", "mkdir", "rm", "sleep")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The project as it comes, in a directory with spaces in its name."""
    folder = tmp_path / "a check out"
    folder.mkdir()
    for name in ("gradcli", "scripts"):
        shutil.copytree(PROJECT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(PROJECT / name, folder)
    return folder


def tools(folder: Path, *pythons: str) -> dict[str, str]:
    """An environment in which there are only a few tools, and Pythons."""
    (folder / "bin").mkdir()
    for tool in TOOLS:
        (folder / "bin" / tool).symlink_to(shutil.which(tool) or tool)
    for name in pythons:
        (folder / "bin" / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
        (folder / "bin" / name).chmod(0o755)
    return {"PATH": str(folder / "bin"), "HOME": os.environ.get("HOME", "/"), "LC_ALL": "C.UTF-8"}


def call(command: Path, *argv: str, env: dict[str, str], cwd: Path) -> tuple[int, str, str]:
    """Run a script: (status, output, messages)."""
    done = subprocess.run([command, *argv], env=env, cwd=cwd, capture_output=True, text=True, timeout=600)
    return done.returncode, done.stdout, done.stderr


def test_without_a_python_it_says_so(checkout: Path, tmp_path: Path) -> None:
    found = call(checkout / "scripts" / "gradcli", "eval", "x", env=tools(tmp_path), cwd=tmp_path)
    message = "error: no Python 3.11 or later on PATH\nhelp: install one, with its venv module, and try again\n"
    assert found == (1, "", message)
    assert not (checkout / ".venv").exists()
    assert not (checkout / ".venv.lock").exists()


@pytest.mark.parametrize("script", ["gradcli", "test", "venv.sh"])
def test_any_shell_can_read_them(script: str) -> None:
    subprocess.run(["sh", "-n", PROJECT / "scripts" / script], check=True)


@pytest.mark.slow
def test_first_use_installs_and_answers(checkout: Path, tmp_path: Path) -> None:
    env = tools(tmp_path, "python3")
    link = tmp_path / "link"
    link.symlink_to(checkout / "scripts" / "gradcli")
    argv = ["eval", "x^2", "x=3", "--get", "grad.x"]
    status, out, err = call(link, *argv, env=env, cwd=Path("/"))
    assert (status, out) == (0, "6.0\n"), err
    assert err == f"making {checkout}/.venv ...\ninstalling gradcli into {checkout}/.venv ...\n"
    assert call(checkout / "scripts" / "gradcli", *argv, env=env, cwd=tmp_path) == (0, "6.0\n", "")
    with (checkout / "pyproject.toml").open("a") as file:
        file.write("\n# changed\n")
    status, out, err = call(link, *argv, env=env, cwd=Path("/"))
    assert (status, out, err) == (0, "6.0\n", f"installing gradcli into {checkout}/.venv ...\n")
    assert sorted(path.name for path in checkout.iterdir()) == [
        ".venv",
        "README.md",
        "gradcli",
        "pyproject.toml",
        "scripts",
    ]


@pytest.mark.slow
def test_a_failed_installation_shows_why(checkout: Path, tmp_path: Path) -> None:
    env = {**tools(tmp_path, "python3"), "PIP_NO_INDEX": "1"}
    text = (checkout / "pyproject.toml").read_text().replace('"click>=8.1"', '"nothing-has-this-name>=9"')
    (checkout / "pyproject.toml").write_text(text)
    status, out, err = call(checkout / "scripts" / "gradcli", "--version", env=env, cwd=tmp_path)
    assert (status, out) == (1, "")
    assert "ERROR: " in err
    assert f"error: the installation into {checkout}/.venv failed\n" in err


@pytest.mark.parametrize("script", ["bench", "fuzz", "peers"])
def test_python_scripts_go_into_their_environment_first(script: str) -> None:
    lines = (PROJECT / "scripts" / f"{script}.py").read_text("utf-8").splitlines()
    imported = [line for line in lines if line.startswith(("import environment", "from gradcli"))]
    assert imported[0] == "import environment as environment"


def test_what_scripts_import_is_there() -> None:
    for path in sorted((PROJECT / "scripts").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "gradcli":
                module = importlib.import_module(node.module or "")
                for name in (alias.name for alias in node.names):
                    assert hasattr(module, name) or importlib.import_module(f"{node.module}.{name}"), (path, name)


def test_a_python_without_the_project_is_left_for_one_with_it(checkout: Path, tmp_path: Path) -> None:
    (checkout / "scripts" / "venv.sh").write_text(f'venv="{tmp_path}"; prepare() {{ echo "prepared by $0"; }}\n')
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").symlink_to("/bin/echo")
    done = subprocess.run(
        [sys.executable, "-S", "-E", checkout / "scripts" / "peers.py", "-v"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert done.stdout == f"prepared by {checkout}/scripts/gradcli\n{checkout}/scripts/peers.py -v\n"
