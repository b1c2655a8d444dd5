"""Expression text is untrusted: random texts end in a report or one message, and touch nothing but the processor."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

FUZZ = Path(__file__).parent.parent / "scripts" / "fuzz.py"


def fuzz(*arguments: str) -> str:
    """What the fuzzer finds under its limits of memory, with its audit hook set."""
    command = [sys.executable, str(FUZZ), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=1200)
    assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]
    return done.stdout


def test_random_texts() -> None:
    assert " 0 crash, 0 slow, 0 audit" in fuzz("--elementary", "--count", "400", "--seed", "10")


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20, 24))
def test_many_random_texts(seed: int) -> None:
    found = fuzz("--elementary", "--plain", "--count", "25000", "--seed", str(seed))
    assert ": 25000 texts, " in found
    assert " 0 crash, 0 slow, 0 audit" in found


@pytest.mark.slow
@pytest.mark.parametrize("seed", [*range(11, 16), 19])
def test_random_texts_at_awkward_points(seed: int) -> None:
    assert " 0 crash, 0 slow, 0 audit" in fuzz("--elementary", "--count", "1200", "--seed", str(seed))


@pytest.mark.slow
def test_the_whole_vocabulary() -> None:
    assert " 0 crash, 0 slow, 0 audit" in fuzz("--count", "700", "--seed", "17")
