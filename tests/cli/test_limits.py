"""What bounds `eval`: time, which ends a library's loop too, and memory, counted before it is taken."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
import started
from cost import processor
from shell import GRADCLI, answer, environment, process

BOMBS = [
    "sum(eigvals(sin(reshape(cumsum(tile([x],99980001)),(9999,9999))^2)))",
    "a=tile([x],100000000); b=sin(a); sum(b)",
    "v=tile([x],3000); sum(sin(outer(v,v))@outer(v,v))",
    "diag(tile([x],90000))",
    "sum(zeta(reshape(tile([x],90000),(90000,1)),reshape(tile([x],90000),(1,90000))))",
]


@pytest.mark.parametrize("text", BOMBS)
def test_memory_is_bounded(text: str) -> None:
    child = subprocess.Popen(
        [*GRADCLI, "eval", text, "x=0.5"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment()
    )
    assert child.stdout is not None
    with child.stdout:
        told = child.stdout.read().decode()
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode == 2
    assert told.startswith("error: this takes ")
    assert "--memory " in told
    assert used.ru_maxrss < 2**20  # KiB, of the largest of its processes


def test_what_was_refused_may_be_allowed() -> None:
    line = ("eval", "a=tile([x],1000); sum(outer(a,a)*x)", "x=0.5", "--get", "grad.x")
    assert answer(*line) == (0, "750000.0\n", "")
    found = answer(*line, "--memory", "10M")
    assert (found.status, found.out) == (2, "")
    assert found.err.splitlines()[0].endswith("of memory, and the limit is 10 MiB")
    for _ in range(2):  # what it takes in all is known once it has run
        allowed = found.err.split("--memory ")[1].split()[0]
        found = answer(*line, "--memory", allowed)
        if found.status == 0:
            break
    assert found == (0, "750000.0\n", "")


def test_the_sweeps_of_an_array_are_counted() -> None:
    v = ",".join(map(str, range(100)))
    line = ("eval", "outer(v,v)", f"v={v}", "--get", "jacobian.v.3.4.4")
    assert process(*line) == (0, "3.0\n", "")  # a million numbers, whose sweeps together are 4 GB
    assert answer(*line, "--memory", "50M").status == 2


@pytest.mark.parametrize("size", ["", "0", "-1G", "1X", "lots", "1e400", "9" * 30])
def test_sizes_that_are_none(size: str) -> None:
    found = answer("eval", "x", "x=1", f"--memory={size}")
    assert found.err == f"error: --memory must be a size such as 500M or 4G, not '{size}'\n"


@pytest.mark.parametrize("size", ["1048576", "1024K", "1024k", "1MiB", "1 MB", "1.0M"])
def test_sizes(size: str) -> None:
    found = answer("eval", "sum(tile([x],100000))", "x=1", "--memory", size)
    assert found.err.splitlines()[0].endswith("and the limit is 1 MiB")


def test_a_loop_of_a_library_ends_in_time() -> None:
    """One call of LAPACK's, which no alarm interrupts."""
    code = "from gradcli.cli import eval as e, main; e.SECONDS = 0.8; raise SystemExit(main())"
    text = "sum(eigvals(sin(reshape(cumsum(tile([x],4000000)),(2000,2000))^2)))"
    began = processor()
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, "eval", text, "x=1", "--memory", "9G", "--order", "0"],
        capture_output=True, env=environment(), text=True, timeout=300,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (124, "")
    assert done.stderr == "error: timed out after 0.8 s\nhelp: --timeout allows more\n"
    assert processor() - began < 8


def test_the_system_may_end_it(monkeypatch: pytest.MonkeyPatch) -> None:
    code = (
        "import os, signal; from gradcli.cli import eval as e, main\n"
        "e.answer = lambda *_: os.kill(os.getpid(), signal.SIGSEGV)\nraise SystemExit(main())"
    )
    done = started.start(code, "eval", "gamma(x)", "x=1", env=environment())
    assert (done.returncode, done.stdout) == (139, b"")
    assert done.stderr.startswith(b"error: the computation was ended by the system: Segmentation fault\nhelp: ")


@pytest.mark.parametrize(
    ("words", "children"),
    [
        (["x^2*y + sin(x*y)", "x=2", "y=3"], 0),
        (["exp(-x)/sqrt(x)", "x=pi/4", "--order", "2"], 0),
        (["sqrt(x)", "x=0"], 1),  # in doubt: FLINT is asked
        (["sin(x)", "x=1", "--digits", "20"], 1),
        (["gamma(x)", "x=3"], 1),
        (["sum(v)", "v=1,2"], 1),
        (["x", "x=1e5+1e3"], 1),
    ],
)
def test_what_cannot_take_long_needs_no_child(words: list[str], children: int) -> None:
    code = (
        "import os\nfrom gradcli.cli import main\nfork = os.fork\n"
        "os.fork = lambda: os.write(2, b'child') and fork()\nraise SystemExit(main())"
    )
    done = started.start(code, "eval", *words, env=environment())
    assert done.stdout.startswith(b"f = ")
    assert done.stderr.count(b"child") == children


class TestNoInternalErrors:
    def test_a_value_below_its_own_rounding(self) -> None:
        found = answer("eval", "(y+1e16)-1e16-y+x", "x=5e-324", "y=1")
        assert (found.status, found.err.count("internal")) == (0, 0)
        assert "value     5e-324\n" in found.out

    def test_more_digits_than_python_converts(self) -> None:
        digits = "1234567891" * 500
        for argv in ([f"x*0.{digits}", "x=1"], ["x", f"x=0.{digits}"], [f"x*{digits}e-5000", "x=1"]):
            found = answer("eval", *argv, "--digits", "1000", "--get", "value")
            assert (found.status, found.out) == (0, f"0.{digits[:1000]}\n")
        assert answer("eval", "sum(x, axis=" + "0" * 5000 + ")", "x=1,2", "--get", "value").out == "3.0\n"

    def test_standard_input_is_closed(self) -> None:
        from shell import bash

        assert bash("gradcli eval 'sum(v)' v=@- <&-") == (2, "", "error: cannot read standard input: it is closed\n")

    def test_output_to_a_device(self) -> None:
        from shell import bash

        expected = "f = x     at x = 1\n\nvalue     1\ngradient  df/dx   1\n"
        assert bash("gradcli eval x x=1 -o /dev/stdout | cat") == (0, expected, "")
        assert bash("gradcli eval x x=1 -o /dev/stderr 2>&1 >/dev/null | cat") == (0, expected, "")
