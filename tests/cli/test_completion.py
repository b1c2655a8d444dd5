"""Completion: the candidates, and real shells that ask for them."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from shell import answer, environment
from terminal import Terminal

from gradcli.cli.complete import candidates, shell_words

if TYPE_CHECKING:
    from collections.abc import Iterator


def texts(*words: str) -> list[str]:
    return [c.text for c in candidates(words)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["ev"], ["eval"]),
        (["eval", "x^2*y", "x=2", ""], ["y="]),
        (["eval", "x^2*y", "x=2", "y=3", ""], []),
        (["eval", "x^2*y", "--check", "y=1", ""], ["x="]),
        (["eval", "x^2*y", "--order", "2", "x=1", ""], ["y="]),
        (["eval", "2*besselj"], ["2*besselj("]),
        (["eval", "x", "--form"], ["--format", "--formula"]),
        (["eval", "x", "--format", "ma"], ["markdown"]),
        (["eval", "x", "--format=ma"], ["--format=markdown"]),
        (["eval", "x*y", "--wrt", "x,"], ["x,x", "x,y"]),
        (["eval", "sin(", "x"], []),
        (["completion", ""], ["bash", "zsh", "fish"]),
        (["functions", "besselj"], ["besselj"]),
        (["nonsense", ""], []),
    ],
)
def test_candidates(words: list[str], expected: list[str]) -> None:
    assert sorted(texts(*words)) == sorted(expected)


def test_files_and_constants_of_scripts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "model.py").write_text("rate = 0.05\nyears: int = 10\nname = 'x'\nvalue = rate * years\n")
    (tmp_path / "data.csv").write_text("1\n")
    (tmp_path / "sub").mkdir()
    monkeypatch.chdir(tmp_path)
    assert texts("run", "m") == ["model.py"]
    assert texts("run", "") == ["model.py", "sub/"]
    assert texts("run", "model.py", "") == ["rate=", "years="]
    assert texts("eval", "x", "x=@d") == ["x=@data.csv"]
    assert texts("eval", "x", "-o", "d") == ["data.csv"]
    assert "model.py" in texts("trace", "mo")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("gradcli eval 'x^2 + y' x=2 ", ["gradcli", "eval", "x^2 + y", "x=2", ""]),
        ("gradcli eval 'x^2 + s", ["gradcli", "eval", "x^2 + s"]),
        ('gradcli eval "a\\"b" c\\ d', ["gradcli", "eval", 'a"b', "c d"]),
        ("echo 1; gradcli ev", ["gradcli", "ev"]),
        ("gradcli eval ''", ["gradcli", "eval", ""]),
    ],
)
def test_words_of_a_line(line: str, words: list[str]) -> None:
    assert shell_words(line)[0] == words


def test_without_a_shell() -> None:
    assert answer("completion").status == 2
    assert answer("completion", "tcsh").err.startswith("error: there is no completion for 'tcsh'")
    assert all(answer("completion", shell).out for shell in ("bash", "zsh", "fish"))


START = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], "bind 'set bell-style none'; source <(gradcli completion bash)"),
    "zsh": (["zsh", "-f", "-i"], "autoload -Uz compinit; compinit -u -D; source <(gradcli completion zsh)"),
    "fish": (["fish", "--no-config", "-i"], "gradcli completion fish | source"),
}


@pytest.fixture(params=START)
def shell(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Terminal]:
    """A shell that has read its completion, in a directory with a data file."""
    argv, line = START[request.param]
    if shutil.which(argv[0]) is None:
        pytest.skip(f"{argv[0]} is not installed")
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin" / "gradcli"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -P -m gradcli "$@"\n')
    command.chmod(0o755)
    (tmp_path / "numbers.csv").write_text("1,2\n")
    env = {**environment(), "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}", "TERM": "xterm", "INPUTRC": "/dev/null",
           "HOME": str(tmp_path)}  # fmt: skip
    terminal = Terminal(argv, env, str(tmp_path))
    terminal.send(f"{line}; echo RE''ADY\r")
    terminal.wait("READY")
    yield terminal
    terminal.send("\x15exit\r")
    terminal.end()


def test_a_shell_completes(shell: Terminal) -> None:
    for keys, pattern in [
        ("gradcli eval 'x^2*y' x=2 \t", r"x=2 y="),
        ("gradcli ev\t", r"gradcli eval "),
        ("gradcli eval 2*besselj\t", r"besselj\\?\("),
        ("gradcli eval 'x + besselj\t", r"'x \+ besselj\("),
        ("gradcli eval x --format ma\t", r"--format markdown"),
        ("gradcli eval x x=@num\t", r"x=@numbers\.csv"),
    ]:
        shell.send(keys)
        shell.wait(pattern)
        shell.send("\x15")
        shell.read(0.2)
        shell.seen = len(shell.text)
