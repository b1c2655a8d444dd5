"""gradcli run: a script behaves as under `python`; then comes its report."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import started
from shell import GRADCLI, PATIENCE, Answer, answer, environment

SQUARE = "x = 3.0\ny = x * x\n"
UNTOUCHED: dict[str, Answer] = {}  # what a script that does nothing answers, by format


@pytest.fixture
def script(tmp_path: Path) -> object:
    """Writes a script, runs it with arguments in its directory, and answers."""

    def run(
        source: str | bytes, *argv: str, name: str = "f.py", python: bool = False, cwd: Path | None = None
    ) -> Answer:
        path = tmp_path / name
        path.write_bytes(source if isinstance(source, bytes) else source.encode())
        shown = name if cwd is None else str(path)
        about = {"cwd": cwd or tmp_path, "env": environment(), "timeout": PATIENCE}
        if python:
            command = [sys.executable, shown, *argv]
            done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, **about)  # type: ignore[call-overload]
        else:
            done = started.start(started.COMMAND, "run", shown, *argv, **about)  # type: ignore[arg-type]
        return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


def test_a_script_without_a_tape(script: object) -> None:
    assert script(SQUARE) == (0, "y     line 2     at x = 3\n\nvalue     9\ngradient  dy/dx   6\n", "")  # type: ignore[operator]
    assert script(SQUARE, "x=4", "--get", "grad.x").out == "8.0\n"  # type: ignore[operator]


def test_tapes_are_reported_by_name_and_line(script: object) -> None:
    source = (
        "from gradcli import GradientTape, Variable\n"
        "w = Variable(2.0)\n"
        "for _ in range(3):\n"
        "    with GradientTape() as tape:\n"
        "        loss = w * w\n"
        "    slope = tape.gradient(loss, w)\n"
        "    w.assign_sub(0.5 * slope)\n"
    )
    found = script(source, "--json")  # type: ignore[operator]
    (result,) = json.loads(found.out)["results"]
    assert (result["name"], result["expr"], result["line"], result["calls"]) == ("slope", "loss", 6, 3)
    assert found.status == 0


def test_from_standard_input() -> None:
    assert answer("run", "-", "--get", "grad.x", stdin=SQUARE.encode()) == (0, "6.0\n", "")
    assert answer("run", "--get", "grad.x", stdin=SQUARE.encode()) == (0, "6.0\n", "")
    assert answer("run", "x=4", "--get", "grad.x", stdin=SQUARE.encode()) == (0, "8.0\n", "")


@pytest.mark.parametrize(
    "source",
    [
        "import sys; print(sys.argv, __name__, sys.path[0]); x = 1.0",
        "import os; print(os.getcwd(), os.path.basename(__file__)); x = 1.0",
        "print(globals().keys() >= {'__name__', '__builtins__'}, '__file__' in globals()); x = 1.0",
        b"# -*- coding: latin-1 -*-\nprint(ascii('\xe9')); x = 1.0",
        b"\xef\xbb\xbfprint(ascii('\xc3\xa9')); x = 1.0",
        "print(1)\r\nx = 1.0\r\n",
        "import atexit\natexit.register(lambda: print('bye'))\nprint('hi'); x = 1.0",
        "sum = 3; grad = lambda f: 0; float = 4.0; print(sum, float); x = 1.0",
        "import threading\nthreading.Timer(0.1, lambda: print('late')).start()\nprint('first'); x = 1.0",
        "import sys; print('to stderr', file=sys.stderr); x = 1.0",
        "if __name__ == '__main__': print('main'); x = 1.0",
        "exec('print(1 + 1)'); print(eval('2 + 2')); x = 1.0",
        "open('data.csv', 'w').write('1,2'); print(open('data.csv').read()); x = 1.0",
        "class A: pass\nimport pickle; print(type(pickle.loads(pickle.dumps(A()))).__module__); x = 1.0",
    ],
)
def test_what_python_prints(script: object, source: str | bytes) -> None:
    expected = script(source, "a", "-b", "--order", "3", python=True)  # type: ignore[operator]
    found = script(source, "-q", "-o", os.devnull, "--", "a", "-b", "--order", "3")  # type: ignore[operator]
    assert (found.status, found.err + found.out) == (0, expected.out + expected.err)


@pytest.mark.parametrize(
    "source",
    [
        "import sys; sys.exit(7)",
        "import sys; sys.exit('a message')",
        "raise SystemExit(300)",
        "raise SystemExit",
        "def f():\n    raise ValueError('no')\nf()",
        "try:\n    1/0\nexcept ZeroDivisionError as e:\n    raise KeyError('k') from e",
        "def f(:\n    pass",
        "raise EOFError",
        "raise BrokenPipeError('my own')",
        "raise KeyboardInterrupt",
        "import click; raise click.UsageError('mine')",
        "import click; raise click.Abort",
        "import os; os._exit(9)",
        "import os, signal; os.kill(os.getpid(), signal.SIGTERM)",
        "import sys\ndef hook(kind, error, tb): print('hooked', kind.__name__)\nsys.excepthook = hook\n1/0",
        "assert False, 'failed'",
        "open('nowhere.csv')",
    ],
)
def test_how_python_ends(script: object, source: str, tmp_path: Path) -> None:
    expected = script(source, python=True)  # type: ignore[operator]
    found = script(source, "--json", "-o", os.devnull)  # type: ignore[operator]
    assert found.status == expected.status
    assert told(found.err + found.out, tmp_path) == told(expected.out + expected.err, tmp_path)
    assert "gradcli" not in found.err


def told(text: str, folder: Path) -> str:
    """A traceback, whether it names the file as given or in full."""
    return text.replace(f"{folder}/", "")


def test_siblings_are_imported_from_anywhere(script: object, tmp_path: Path) -> None:
    (tmp_path / "helper.py").write_text("def square(x):\n    return x * x\n")
    source = "from helper import square\nx = 3.0\ny = square(x)\n"
    found = script(source, "--get", "grad.x", cwd=Path("/"))  # type: ignore[operator]
    assert found == (0, "6.0\n", "")


@pytest.mark.parametrize("name", ["math.py", "numpy.py", "gradcli.py", "click.py", "json.py"])
def test_siblings_may_bear_our_names(script: object, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("answer = 42\n")
    module = name.removesuffix(".py")
    if module in sys.builtin_module_names:
        pytest.skip(f"{module} is built into this Python, whose import finds no other")
    found = script(f"from {module} import answer\nx = 3.0\ny = x * answer\n", "--json")  # type: ignore[operator]
    assert found.status == 0, found.err
    assert json.loads(found.out)["results"][0]["value"] == 126.0


def test_siblings_do_not_get_in_our_way(script: object, tmp_path: Path) -> None:
    names = ["random", "decimal", "fractions", "ctypes", "types", "tokenize", "sympy", "mpmath"]
    for name in names:
        (tmp_path / f"{name}.py").write_text("answer = 42\n")
    for source in (SQUARE, "".join(f"from {name} import answer\n" for name in names[:-2]) + SQUARE):
        found = script(source, "--check", "--json")  # type: ignore[operator]
        assert found.status == 0, found.err
        assert json.loads(found.out)["results"][0]["check"]["verdict"] == "ok"


def test_prints_leave_standard_output_to_the_report(script: object) -> None:
    source = "import os, sys\nprint('one')\nos.system('echo two')\nsys.stdout.write('three')\n" + SQUARE
    for form in ("--json", "--format=csv", "--get=value"):
        found = script(source, form)  # type: ignore[operator]
        assert found.out == script(SQUARE, form).out.replace('"line":2', '"line":6')  # type: ignore[operator]
        assert sorted(found.err.split()) == ["one", "three", "two"]
    assert "one\n" in script(source).out  # type: ignore[operator]


@pytest.mark.parametrize(
    "source",
    [
        "import sys; sys.stdout.close()",
        "import sys; sys.stdout.close(); sys.stderr.close()",
        "import io, sys; sys.stdout = io.StringIO()",
        "import sys; sys.stdout = None",
        "import sys; sys.stdout = open('elsewhere', 'w')",
        "import sys; sys.argv = []; sys.path.clear(); sys.modules['__main__'] = None",
        "import builtins; builtins.len = builtins.sorted = builtins.isinstance = None",
        "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN); signal.alarm(0)",
        "import os; os.chdir('/')",
        "import locale, gc, warnings; gc.disable(); warnings.simplefilter('error')",
    ],
)
def test_whatever_a_script_does_to_the_process(script: object, source: str) -> None:
    for form in ("--json", "--format=human"):
        if form not in UNTOUCHED:
            UNTOUCHED[form] = script("x = 3.0\ny = x * x\npass\n", form)  # type: ignore[operator]
        assert script(f"x = 3.0\ny = x * x\n{source}\n", form) == UNTOUCHED[form]  # type: ignore[operator]


def test_a_failing_script_reports_the_gradients_that_it_took(script: object) -> None:
    source = (
        "from gradcli import GradientTape, Variable\n"
        "w = Variable(2.0)\n"
        "with GradientTape() as tape:\n"
        "    loss = w * w\n"
        "slope = tape.gradient(loss, w)\n"
        "raise ValueError('later')\n"
    )
    found = script(source, "--json")  # type: ignore[operator]
    body = json.loads(found.out)
    assert (found.status, body["status"]) == (1, "error")
    assert [result["grad"] for result in body["results"]] == [{"w": 4.0}]
    assert found.err.endswith("ValueError: later\n")


def test_its_own_status_wins(script: object) -> None:
    source = (
        "from gradcli import GradientTape, Variable\n"
        "w = Variable(0.0)\n"
        "with GradientTape() as tape:\n"
        "    y = w ** -1.0\n"
        "slope = tape.gradient(y, w)\n"
    )
    assert script(source).status == 4  # type: ignore[operator]
    assert script(source, "--allow-nonfinite").status == 0  # type: ignore[operator]
    assert script(source + "raise SystemExit(9)").status == 9  # type: ignore[operator]
    found = script(source + "raise SystemExit(9)", "--get", "grad.q")  # type: ignore[operator]
    assert (found.status, found.out, found.err.count("error: there is no 'grad.q'")) == (9, "", 1)


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["f.py", "a"], "unexpected argument 'a'\nhelp: what is meant for the script goes after --: -- a"),
        (
            ["f.py", "--epochs", "3"],
            "no such option '--epochs'\nhelp: what is meant for the script goes after --: -- --epochs 3",
        ),
        (["nowhere.py"], "cannot read 'nowhere.py': No such file or directory"),
        (["."], "cannot read '.': Is a directory"),
        (
            ["a.ipynb"],
            "'a.ipynb' is a notebook, and no script\n"
            "help: write its cells as a script: jupyter nbconvert --to script a.ipynb",
        ),
        (["/bin/ls"], "/bin/ls is not a Python script: it has NUL bytes"),
        (["a\0b"], "cannot read 'a\\x00b': embedded null byte"),
        (
            ["f.py", "x=abc"],
            "x: 'abc' is not a number\n  x=abc\n    ^^^\nhelp: write a number, such as 2, 1e-3 or pi/4",
        ),
        (["f.py", "--check=some"], "--check cannot be 'some'\nhelp: one of yes, all, recorded"),
    ],
)
def test_mistakes_before_the_script(argv: list[str], message: str) -> None:
    assert answer("run", *argv) == (2, "", f"error: {message}\n")


@pytest.mark.parametrize("ending", [".csv", ".jsonl", ".npy"])
def test_data_is_no_script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str) -> None:
    monkeypatch.chdir(tmp_path)
    (path := Path(f"points{ending}")).write_bytes(b"x\n1\n")
    hint = f"for every row of it write gradcli table EXPR {path}"
    assert answer("run", str(path)) == (2, "", f"error: '{path}' is data, and no script\nhelp: {hint}\n")


@pytest.mark.parametrize(
    ("source", "slope"),
    [
        ("x = 1.0\ny = " + "+".join(["x"] * 2000), "2000"),
        ("x = 1.0\ny = " + "-" * 500 + "x", "1"),
        (
            "x = 1.0\nif x == 2: y = x\n" + "".join(f"elif x == {n}: y = x\n" for n in range(3, 900)) + "else: y = 7*x",
            "7",
        ),
    ],
    ids=["terms", "signs", "branches"],
)
def test_a_text_as_deep_as_python_reads_it(script: Callable[..., Answer], source: str, slope: str) -> None:
    found = script(source, "--check")
    assert (found.status, found.err) == (0, "")
    assert f"dy/dx   {slope}\n" in found.out
    assert "1 of 1 agree" in found.out


def test_compiled_scripts_are_refused(tmp_path: Path) -> None:
    import py_compile

    (tmp_path / "f.py").write_text(SQUARE)
    path = py_compile.compile(str(tmp_path / "f.py"), str(tmp_path / "f.pyc"))
    assert answer("run", path) == (2, "", f"error: {path} is not a Python script: it has NUL bytes\n")


def test_a_script_that_may_not_be_read(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    path = tmp_path / "f.py"
    path.touch(mode=0)
    assert answer("run", str(path)).err.endswith("Permission denied\n")


def test_where_the_report_goes_is_looked_at_first(script: object) -> None:
    found = script("print('ran')\n" + SQUARE, "-o", "/nowhere/f")  # type: ignore[operator]
    assert (found.status, found.out) == (1, "")


def test_a_script_with_nothing_to_differentiate_is_still_a_script(script: object) -> None:
    found = script("print('hello')\n")  # type: ignore[operator]
    assert (found.status, found.out) == (0, "hello\n")


def test_the_report_comes_after_what_the_script_says_last(script: object) -> None:
    source = "class A:\n    def __del__(self): print('closing')\na = A()\nx = 2.0\ny = x * x\n"
    for more in ("", "a.itself = a\n"):
        assert script(source + more, "--get", "grad.x")[1:] == ("4.0\n", "closing\n")  # type: ignore[operator]


def test_a_forked_child_reports_nothing(script: object) -> None:
    source = "import os\nx = 2.0\ny = x * x\nif os.fork() == 0: raise SystemExit(3)\nprint(os.wait()[1] >> 8)\n"
    found = script(source)  # type: ignore[operator]
    assert (found.status, found.out.count("gradient"), found.out.startswith("3\n")) == (0, 1, True)


@pytest.mark.parametrize(
    "source",
    [
        "class Tee:\n    def __init__(self, f): self.write = f.write\nimport sys\nsys.stdout = Tee(sys.stdout)\n",
        "import sys, io\nsys.stdout = io.TextIOWrapper(sys.stdout.detach(), encoding='utf-8')\n",
        "import sys\ndel sys.stdout\n",
        "import sys\nsys.stdout.close()\n",
        "import sys\nsys.stderr.detach()\n",
    ],
)
def test_what_a_script_does_to_its_streams_does_not_reach_the_report(script: object, source: str) -> None:
    assert script(source + SQUARE, "--get", "grad.x")[:2] == (0, "6.0\n")  # type: ignore[operator]
    assert script(source + SQUARE).out == "y     line 6     at x = 3\n\nvalue     9\ngradient  dy/dx   6\n".replace(  # type: ignore[operator]
        "6 ", f"{source.count(chr(10)) + 2} ", 1
    )


def test_a_directory_and_an_odd_name(script: object, tmp_path: Path) -> None:
    shown = "import sys\nprint(__file__, sys.argv, sys.path[0])\nx = 3.0\ny = x * x\n"
    expected = script(shown, name="x=3.py", python=True)  # type: ignore[operator]
    assert script(shown, name="x=3.py").out.startswith(expected.out)  # type: ignore[operator]
    (tmp_path / "d").mkdir()
    script(shown, name="d/__main__.py", python=True)  # type: ignore[operator]
    python, ours = ([sys.executable, "d"], [*GRADCLI, "run", "d"])
    found = [
        subprocess.run(c, cwd=tmp_path, env=environment(), capture_output=True, check=True).stdout
        for c in (python, ours)
    ]
    assert found[1].startswith(found[0])


def test_safe_path(script: object, tmp_path: Path) -> None:
    (tmp_path / "beside.py").write_text("")
    done = subprocess.run(
        [*GRADCLI, "run", "-"], cwd=tmp_path, input=b"import beside", capture_output=True,
        env={**environment(), "PYTHONSAFEPATH": "1"},
    )  # fmt: skip
    assert (done.returncode, done.stderr.splitlines()[-2].endswith(b"No module named 'beside'")) == (1, True)


def test_a_module_that_is_missing_here_may_be_elsewhere(script: Callable[..., Answer]) -> None:
    found = script("import no_such_module\n")
    assert (found.status, found.out) == (1, "")
    assert found.err.splitlines()[-2] == "ModuleNotFoundError: No module named 'no_such_module'"
    assert found.err.splitlines()[-1] == (
        f"help: gradcli runs in {sys.prefix}, which has no no_such_module: in the script's own environment install "
        "gradcli, and write python -m gradcli run ..."
    )


def test_what_is_printed_names_the_result() -> None:
    found = answer("run", "-", stdin=b"x = 3.0\nprint('it is', x**2)\n")
    assert found.out.endswith("x**2     line 2     at x = 3\n\nvalue     9\ngradient  d(x**2)/dx   6\n")


@pytest.mark.parametrize(
    ("name", "text", "formula"),
    [
        ("f.c", "#include <math.h>\ndouble f(double x) {\n    return x*sin(x);\n}\n", "x*sin(x)"),
        ("f.R", "f <- function(x) x^2 + sin(x)\n", "x^2 + sin(x)"),
        ("f.jl", "f(x) = x^2 + 1\n", "x^2 + 1"),
        ("f.m", "function y = f(x)\ny = x^2;\nend\n", "x^2"),
    ],
)
def test_a_file_of_another_language_is_told_with_its_formula(name, text, formula, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_text(text, "utf-8")
    found = answer("run", name, "x=1")
    assert (found.status, found.out) == (2, "")
    assert found.err.endswith(f", not Python\nhelp: write its formula: gradcli eval '{formula}' x=1\n")
    assert answer("eval", formula, "x=1").status == 0
