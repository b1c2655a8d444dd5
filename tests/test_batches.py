"""Every case of a batch is run, and what fails of it is named."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).parent
CASES = """
import warnings
import pytest

@pytest.mark.parametrize("x", range(40))
def test_numbers(x):
    with open("seen", "a") as seen:
        seen.write(f"{x} ")
    warnings.simplefilter("ignore")
    assert x not in (6, 36)

class TestMarks:
    @pytest.mark.filterwarnings("ignore")
    @pytest.mark.parametrize(("x", "y"), [(1, 2), (3, 4)])
    def test_ignored(self, x, y):
        warnings.warn("unheard")

    @pytest.mark.parametrize("x", [1, 2, pytest.param(3, marks=pytest.mark.xfail)])
    def test_alone(self, x):
        assert x < 3

@pytest.mark.parametrize("x", [1, 2])
def test_missing(x):
    pytest.skip("not there")

@pytest.mark.parametrize("x", [1, 2])
def test_warned(x):
    warnings.warn("heard")

@pytest.mark.parametrize("x", [1, 2, 3, 4])
def test_with_a_fixture(x, tmp_path, monkeypatch):
    assert not list(tmp_path.iterdir())
    (tmp_path / "x").touch()
    monkeypatch.setattr(pytest, "seen", x, raising=False)
    print("number", x)
    if x == 2:
        pytest.skip("two")
    assert x < 3

def test_afterwards():
    assert not hasattr(pytest, "seen")
"""


def test_cases_are_run_and_named(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(CASES)
    (tmp_path / "conftest.py").write_text("from tests.conftest import *\n")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-W", "error", "-p", "no:cacheprovider", "test_it.py"], cwd=tmp_path,
        env={
            **os.environ, "PYTHONPATH": f"{TESTS.parent}:{TESTS}", "COLUMNS": "200",
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        }, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (tmp_path / "seen").read_text().split() == [str(x) for x in range(40)]
    for line in (
        "FAILED test_it.py::test_numbers[0 and 31 more] - Failed: test_numbers[6]",
        "FAILED test_it.py::test_numbers[32 and 7 more] - Failed: test_numbers[36]",
        "FAILED test_it.py::test_warned[1 and 1 more] - Failed: test_warned[1], test_warned[2]",
        "E       assert 36 not in (6, 36)",
        "FAILED test_it.py::test_with_a_fixture[1 and 3 more] - Failed: test_with_a_fixture[3], test_with_a_fixture[4]",
        "E       assert 4 < 3",
        "number 4\n",
        "4 failed, 3 passed, 1 skipped, 1 xfailed in ",
    ):
        assert line in done.stdout
