"""Standard streams as they come: closed, full, broken, in other encodings; signals; time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from shell import GRADCLI, PATIENCE, answer, bash, environment, process


def test_full_disk() -> None:
    found = bash("gradcli eval x x=1 >/dev/full")
    assert found == (1, "", "error: cannot write to standard output: No space left on device\n")


def test_closed_standard_output() -> None:
    assert bash("gradcli eval x x=1 >&-") == (1, "", "error: cannot write to standard output: it is closed\n")
    assert bash("gradcli --version >&-") == (1, "", "error: cannot write to standard output: it is closed\n")


def test_closed_standard_output_takes_no_file(tmp_path: Path) -> None:
    assert bash("gradcli eval x x=1 -o out >&-", cwd=tmp_path) == (0, "", "")
    assert (tmp_path / "out").read_text().startswith("f = x")


def test_closed_standard_error() -> None:
    assert bash("gradcli eval 'sine(x)' x=1 2>&-") == (2, "", "")
    assert bash("gradcli eval 'abs(x)' x=0 --get grad.x 2>&-") == (0, "0.0\n", "")


def test_closed_standard_input() -> None:
    assert bash("gradcli eval x x=1 --get value <&-") == (0, "1.0\n", "")
    assert bash("gradcli eval - x=1 <&-") == (2, "", "error: cannot read standard input: it is closed\n")
    assert bash("gradcli run - <&-") == (2, "", "error: cannot read standard input: it is closed\n")


def test_nobody_reads() -> None:
    found = bash("(sleep 0.5; gradcli eval x x=1; echo $? >&2) | true")
    assert (found.out, found.err) == ("", "141\n")


def test_an_empty_standard_input() -> None:
    found = bash("gradcli eval - x=1")
    assert (found.status, found.out) == (2, "")
    assert found.err.startswith("error: the expression is empty\n")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "gbk", "utf-8"])
def test_encodings(encoding: str) -> None:
    for argv in (["eval", "α*2", "α=3"], ["eval", "変*$", "変=3"], ["eval", "é", "x=1"]):
        done = subprocess.run(
            [*GRADCLI, *argv],
            capture_output=True,
            env={**environment(), "PYTHONIOENCODING": encoding},
            timeout=PATIENCE,
        )
        text = (done.stdout + done.stderr).decode(encoding)
        assert "Traceback" not in text
        assert done.returncode == (0 if argv[1] == "α*2" else 2)


def test_the_c_locale() -> None:
    env = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    found = bash("gradcli eval 'é'", env=env)
    assert (found.status, found.out) == (2, "")
    assert found.err.isascii()
    assert found.err.startswith("error: ")
    assert bash("gradcli eval 'x^2' x=3 --get value", env=env) == (0, "9.0\n", "")


def test_no_home() -> None:
    found = bash("gradcli eval x x=1 --get value", env={"HOME": "/nonexistent", "XDG_CACHE_HOME": "/nonexistent"})
    assert found == (0, "1.0\n", "")


def test_the_same_bytes_again() -> None:
    words = ["eval", "x^2*y + sin(x*y)", "x=2", "y=3", "--order", "3", "--check"]
    code = f"import gradcli.cli as c; print([c.respond([*{words}, *more]) for more in ([], ['--json'])])"
    found = [
        subprocess.run(
            [sys.executable, "-P", "-c", code], capture_output=True, check=True, timeout=PATIENCE,
            env={**environment(), "PYTHONHASHSEED": seed, "LC_ALL": locale},
        )
        for seed, locale in (("1", "C"), ("2", ""))
    ]  # fmt: skip
    assert (found[0].stdout, found[0].stderr) == (found[1].stdout, found[1].stderr)
    assert found[0].stdout.endswith(b"[0, 0]\n")


def test_colors() -> None:
    assert "\x1b" not in answer("eval", "x", "x=1", "--check").out
    assert "\x1b[32mproven\x1b[0m" in answer("eval", "x", "x=1", "--check", "--color", "always").out
    for env, colored in (
        ({"TERM": "xterm"}, True),
        ({"TERM": "xterm", "NO_COLOR": "1"}, False),
        ({"TERM": "dumb"}, False),
    ):
        found = on_terminal("eval", "x", "x=1", "--check=numeric", env=env)
        assert "proven" in found
        assert ("\x1b" in found) == colored


def on_terminal(*argv: str, env: dict[str, str] | None = None, type_: bytes = b"") -> str:
    """What a terminal shows of a command."""
    import pty

    ours, theirs = pty.openpty()
    child = subprocess.Popen(
        [*GRADCLI, *argv], stdin=theirs, stdout=theirs, stderr=theirs, env={**environment(), **(env or {})}
    )
    os.close(theirs)
    if type_:
        time.sleep(0.3)
        os.write(ours, type_)
    shown = b""
    while True:
        try:
            part = os.read(ours, 4096)
        except OSError:
            break
        if not part:
            break
        shown += part
    child.wait(timeout=PATIENCE)
    os.close(ours)
    return shown.decode()


def test_a_terminal_is_told_what_is_waited_for() -> None:
    shown = on_terminal("eval", "-", "x=3", "--get", "value", type_=b"x^2\n\x04")
    assert "reading an expression from the terminal; end with Ctrl-D\r\n" in shown
    assert "9.0\r\n" in shown
    shown = on_terminal("run", "-", type_=b"print(6*7)\n\x04")
    assert "reading a script from the terminal; end with Ctrl-D\r\n" in shown
    assert "42\r\n" in shown


@pytest.mark.parametrize("argv", [["eval"], ["run"], []])
def test_with_nothing_named_a_terminal_gets_the_help(argv: list[str]) -> None:
    assert on_terminal(*argv).startswith(" ".join(["Usage: gradcli", *argv]))


def test_without_a_terminal_the_expression_is_read_from_standard_input() -> None:
    assert answer("eval", stdin=b"6*7\n") == (0, "f = 6*7\n\nvalue     42\n", "")


@pytest.mark.parametrize(("text", "told"), [(b"print(6*7)\n", "help: write gradcli run -"), (b"", "Usage: gradcli")])
def test_what_is_piped_in_without_a_command_is_told_how_it_is_read(text: bytes, told: str) -> None:
    done = subprocess.run(GRADCLI, input=text, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (2, b"")
    assert told in done.stderr.decode()


def stubborn() -> None:
    """Catch what can be caught, and go on."""
    while True:
        with suppress(Exception):
            time.sleep(0.01)


def test_the_limit_on_time() -> None:
    from gradcli.cli.limits import TimedOut, alarm

    began = time.perf_counter()
    with pytest.raises(TimedOut) as caught, alarm(0.1, "--timeout allows more"):
        stubborn()
    assert time.perf_counter() - began < 30
    assert (caught.value.message, caught.value.status) == ("timed out after 0.1 s", 124)


@pytest.mark.parametrize("script", ["while True: pass", "sum(range(10**12))", "import time; time.sleep(100)"])
def test_timeout(script: str) -> None:
    began = time.perf_counter()
    found = process("run", "-", "--timeout", "0.4", stdin=script.encode())
    assert found == (124, "", "error: timed out after 0.4 s\n")
    assert time.perf_counter() - began < 30


def test_a_script_that_will_not_end_is_ended() -> None:
    script = b"import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nwhile True: time.sleep(0.1)"
    found = process("run", "-", "--timeout", "0.4", stdin=script)
    assert found == (124, "", "error: timed out after 0.4 s\n")


def test_timeout_as_json() -> None:
    found = process("run", "-", "--json", "--timeout", "0.5", stdin=b"while True: pass")
    expected = (
        '{"schema":"gradcli/1","error":{"code":"timeout","message":"timed out after 0.5 s","span":null,"hint":null}}\n'
    )
    assert found == (124, "", expected)


def test_in_time() -> None:
    assert process("eval", "x^2", "x=3", "--get", "value", "--timeout", "30") == (0, "9.0\n", "")
    assert process("eval", "x^2", "x=3", "--get", "value", "--timeout", "1e300") == (0, "9.0\n", "")
    assert process("eval", "1/x", "x=0", "-q", "--get", "value", "--timeout", "30") == (4, "inf\n", "")
    assert process("run", "-", "--timeout", "30", stdin=b"import sys; sys.exit(7)").status == 7


def interrupted(number: int, *argv: str, script: str) -> subprocess.CompletedProcess[str]:
    """A script that says when it runs, then is sent a signal."""
    child = subprocess.Popen(
        [*GRADCLI, "run", *argv, "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=environment(), text=True,
    )  # fmt: skip
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(script)
    child.stdin.close()
    child.stdin = None
    first = child.stdout.readline()
    child.send_signal(number)
    out, err = child.communicate(timeout=PATIENCE)
    return subprocess.CompletedProcess(child.args, child.returncode, first + out, err)


LOOP = "import time\nprint('started', flush=True)\nwhile True: time.sleep(0.01)\n"


@pytest.mark.parametrize("argv", [[], ["--timeout", "30"]])
def test_ctrl_c(argv: list[str]) -> None:
    done = interrupted(signal.SIGINT, *argv, script=LOOP)
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, "started\n", "interrupted\n")


@pytest.mark.parametrize("argv", [[], ["--timeout", "30"]])
def test_ctrl_c_says_the_same_in_eval(argv: list[str]) -> None:
    code = (
        "import sys, time; from gradcli.cli import eval as e, main\n"
        "e.answer = lambda *_: (print('started', file=sys.stderr, flush=True), time.sleep(60))\nsys.exit(main())"
    )
    child = subprocess.Popen(
        [*GRADCLI[:2], "-c", code, "eval", "x", "x=1", *argv], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=environment(), text=True,
    )  # fmt: skip
    assert child.stderr is not None
    assert child.stderr.readline() == "started\n"
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=PATIENCE)
    assert (child.returncode, out, err) == (-signal.SIGINT, "", "interrupted\n")


@pytest.mark.parametrize(
    "argv", [["run", "-"], ["table", "x", "-"], ["trace", "-"], ["compile", "-", "--to", "c"]], ids=lambda argv: argv[0]
)
def test_ctrl_c_says_the_same_while_input_is_waited_for(argv: list[str]) -> None:
    child = subprocess.Popen(
        [*GRADCLI, *argv], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(),
        text=True,
    )  # fmt: skip
    at = Path(f"/proc/{child.pid}/syscall")
    for _ in range(10_000):
        if at.read_text().split()[:2] == ["0", "0x0"]:  # it reads standard input
            break
        time.sleep(0.02)
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=PATIENCE)
    assert (child.returncode, out, err) == (-signal.SIGINT, "", "interrupted\n")


def test_what_was_printed_before_an_interrupt_is_kept() -> None:
    script = b"print('kept')\nimport os, signal\nos.kill(os.getpid(), signal.SIGINT)\n"
    assert process("run", "-", stdin=script) == (-signal.SIGINT, "kept\n", "interrupted\n")


@pytest.mark.parametrize(("argv", "status"), [([], -signal.SIGTERM), (["--timeout", "30"], 143)])
def test_terminated(argv: list[str], status: int) -> None:
    done = interrupted(signal.SIGTERM, *argv, script=LOOP)
    assert (done.returncode, done.stdout, done.stderr) == (status, "started\n", "")


def test_a_shell_loop_ends_with_the_command() -> None:
    line = "for n in 1 2 3; do gradcli run - <<< 'import os, signal; os.kill(0, signal.SIGINT)'; echo $?; done"
    found = bash(line)
    assert (found.out, found.err.count("interrupted")) == ("", 1)


def test_head(tmp_path: Path) -> None:
    (tmp_path / "flood.py").write_text("while True: print(1)\n")
    found = bash("gradcli run flood.py | head -1; echo ${PIPESTATUS[0]}", cwd=tmp_path)
    assert found == (0, "1\n141\n", "")


def test_two_runs_at_once(tmp_path: Path) -> None:
    found = bash("for n in 1 2 3 4; do gradcli eval x x=$n -o out & done; wait; cat out; ls -A", cwd=tmp_path)
    assert found.status == 0
    assert found.out.startswith("f = x     at x = ")
    assert found.out.endswith("df/dx   1\nout\n")
