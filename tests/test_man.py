"""The manual page is made of the commands' help, and troff reads it without a complaint."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gradcli.cli.root import COMMANDS

PROJECT = Path(__file__).parents[1]


def page() -> str:
    done = subprocess.run([sys.executable, PROJECT / "scripts" / "man.py"], capture_output=True, text=True, check=True)
    return done.stdout


def test_every_command_has_its_section_and_options() -> None:
    text = page()
    assert text.startswith(".TH GRADCLI 1 ")
    assert [line.split()[2] for line in text.splitlines() if line.startswith(".SS ")] == list(COMMANDS)
    assert r"\fB\-\-order N\fR" in text


def test_troff_reads_it() -> None:
    if shutil.which("groff") is None:
        pytest.skip("groff is not installed")
    command = ["groff", "-man", "-Tascii", "-ww"]
    done = subprocess.run(command, input=page(), capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert "gradcli eval 'x^2*y + sin(x*y)' x=2 y=3" in done.stdout
