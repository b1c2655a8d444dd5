"""Ways to run gradcli: in this process (fast), or in one of its own where streams and signals matter."""

from __future__ import annotations

import io
import os
import shlex
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

import started

from gradcli.cli import respond

PROJECT = Path(__file__).parents[2]
PATIENCE = 300  # seconds of the clock, on a machine that does much else
GRADCLI = [sys.executable, "-P", "-m", "gradcli"]


class Answer(NamedTuple):
    """What came back."""

    status: int
    out: str
    err: str


def answer(*argv: str, stdin: bytes = b"", encoding: str = "utf-8", merged: bool = False) -> Answer:
    """Answer a command line in this process, on streams of an encoding. merged: what goes to stderr is in `out` too."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding, newline="") for _ in range(2))
    err = out if merged else err
    if (config := sys.modules.get("gradcli.dialects.tensorflow.keras.config")) is not None:
        config.clear_session()  # layers are numbered anew, as in a process of their own
    kept = sys.stdin
    sys.stdin = io.TextIOWrapper(io.BytesIO(stdin), "utf-8")
    try:
        with redirect_stdout(out), redirect_stderr(err):
            status = respond(argv)
    finally:
        sys.stdin = kept
    found = []
    for stream in (out, err):
        stream.flush()
        found.append(stream.buffer.getvalue().decode(encoding))
    return Answer(status, *found)


def line(command: str, merged: bool = False) -> Answer | None:
    """Answer a shell's line in this process, where it is `gradcli` and its arguments alone, or a here-document too."""
    command, _, text = command.partition("\n")
    command, here, _ = command.partition(" <<'END'")
    words = shlex.shlex(command, posix=True, punctuation_chars=True)
    words.whitespace_split = True
    first, *argv = words
    if first != "gradcli" or (text and not here) or any(set(word) <= set("();<>|&") for word in argv):
        return None
    return answer(*argv, stdin=text.removesuffix("END").encode(), merged=merged)


def process(*argv: str, stdin: bytes = b"") -> Answer:
    """Answer a command line in a process of its own."""
    done = started.start(started.COMMAND, *argv, env=environment(), stdin=stdin, timeout=PATIENCE)
    return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())


def bash(script: str, env: dict[str, str] | None = None, cwd: Path | None = None) -> Answer:
    """Run a line of bash in which `gradcli` is this project's."""
    line = f'gradcli() {{ "{sys.executable}" -P -m gradcli "$@"; }}; {script}'
    done = subprocess.run(
        ["bash", "-c", line], stdin=subprocess.DEVNULL, capture_output=True, env={**environment(), **(env or {})},
        timeout=PATIENCE, cwd=cwd, start_new_session=True,
    )  # fmt: skip
    return Answer(done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace"))


def environment() -> dict[str, str]:
    """This process's environment, from which the project can be imported anywhere."""
    return {**os.environ, "PYTHONPATH": str(PROJECT)}
