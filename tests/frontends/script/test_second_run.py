"""The script is its own arbiter: what it computes when it runs again, untraced, decides on what the trace recorded."""

import ast
import math
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
import started
from truths import sampled

from gradcli.answer.subject import Ask
from gradcli.check.arbiter import DIRECTIONS, GROUPS, RUNS
from gradcli.frontends.script import run_script
from gradcli.frontends.script.again.rerun import PATIENCE, Reruns, Unfinished


@pytest.fixture
def run(tmp_path):
    def call(text, *bindings, of=None, call=None, argv=(), **about):
        path = tmp_path / "script.py"
        path.write_text(text)
        given = [SimpleNamespace(name=n, value=v) for n, v in bindings]
        ask = Ask(check=True, **about)
        return run_script(str(path), text.encode(), argv, given, ask, of, call).report.results[0]

    return call


def verdicts(result):
    return {item.path: item.verdict for item in result.check.items}


LOST = {
    "text and back": "y = float(str(x)) * 2 + x",
    "a decimal": "from decimal import Decimal\ny = float(Decimal(repr(float(x)))) + x",
    "cmath": "import cmath\ny = cmath.exp(complex(x)).real + x",
    "a file": "import json\ny = json.loads(json.dumps([float(x)]))[0] * 3 + x",
    "literal_eval": "import ast\ny = ast.literal_eval(repr([float(x)]))[0] * 3 + x",
    "another process's text": "import subprocess\ny = float(subprocess.check_output(['echo', f'{x!r}'])) * x",
    "a fraction": "from fractions import Fraction\ny = float(Fraction(float(x))**2) + x",
    "struct": "import struct\ny = struct.unpack('d', struct.pack('d', x))[0] * x",
    "an object array": "import numpy as np\ny = float(np.array([x], dtype=object).astype(float).prod()) * x",
    "bisection": "lo, hi = 0.0, 10.0\nfor _ in range(50):\n    m = (lo + hi) / 2\n"
    "    lo, hi = (m, hi) if m * m < x else (lo, m)\ny = lo + 0.5 * x",
}


@pytest.mark.parametrize("name", LOST)
def test_a_lost_path_is_never_ok(run, name):
    result = run(f"x = 2.0\n{LOST[name]}\n")
    (item,) = [i for i in result.check.items if i.path == "grad.x"]
    space = {}
    exec(f"x = 2.001\n{LOST[name]}", space)
    above = space["y"]
    exec(f"x = 1.999\n{LOST[name]}", space)
    slope = (above - space["y"]) / 0.002
    assert (item.verdict == "ok") == (abs(result.grad["x"] - slope) < 1e-3 * abs(slope))
    if item.verdict != "ok":
        assert (item.verdict, item.tape) == ("FAIL", result.grad["x"]), item
        assert item.reference == pytest.approx(slope, rel=1e-4)
        assert "own differences" in item.note


STEPS = {  # so fine that the script's own differences see but one: what they confirm, coarse steps do not
    "bisection": ("lo, hi = 0.0, 5.0\nmid = 2.5\nwhile hi - lo > 1e-6:\n    if mid**3 > x: hi = mid\n"
    "    else: lo = mid\n    mid = (lo + hi) / 2\ny = mid + x", "FAIL", 1 + 1.7 ** (-2 / 3) / 3),
    "time steps": ("v, n = x, 0\nwhile v > 1:\n    v -= 2e-4 * v\n    n += 1\ny = n * 2e-4 + x", "skipped", None),
    "a text": ("y = float(f'{x + 0.004:.2f}') * 10 + x", "skipped", None),
}  # fmt: skip


@pytest.mark.parametrize("name", sampled(STEPS, dear=["time steps"]))
def test_what_stands_still_in_fine_steps_alone_is_never_ok(run, name):
    text, verdict, slope = STEPS[name]
    (item,) = run(f"x = 1.7\n{text}").check.items
    assert item.verdict == verdict
    assert slope is None or item.reference == pytest.approx(slope, rel=1e-2)


def test_what_is_right_is_confirmed(run):
    result = run("import math\nx = 2.0\nn = 3\ny = math.sin(x)\nfor _ in range(n):\n    y = y * x\ny\n")
    assert verdicts(result) == {"grad.x": "ok"}
    assert result.check.items[0].digits == 16
    assert any("as plain Python" in note for note in result.check.notes)


def test_arrays_move_along_directions_and_a_wrong_element_is_found(run):
    right = "import numpy as np\nw = np.array([1.0, 2.0, 3.0])\nv = w * w\nnp.sum(v[:2])\n"
    assert verdicts(run(right)) == {"grad.w": "ok"}
    wrong = "import numpy as np\nw = np.array([1.0, 2.0, 3.0])\nnp.sum(w) + float(str(float(w[1])))\n"
    (item,) = run(wrong).check.items
    assert (item.verdict, item.tape) == ("FAIL", 1.0)
    assert item.reference == pytest.approx(2.0)
    assert "at [1]" in item.note


def test_a_jacobian(run):
    result = run("import numpy as np\nx = 2.0\nw = np.array([1.0, 2.0])\nnp.array([x * w[0], w[1] ** 2, x])\n")
    assert verdicts(result) == {"jacobian.x": "ok", "jacobian.w": "ok"}


def test_second_derivatives(run):
    right = "import numpy as np\nx = 2.0\nw = np.array([1.0, 2.0])\nx**2 * np.sum(w**3)\n"
    assert set(verdicts(run(right, order=2)).values()) == {"ok"}
    wrong = run("x = 2.0\nc = float(str(x))\ny = (x - c) ** 2 + x\n", order=2)  # its value and slope are right
    assert verdicts(wrong) == {"grad.x": "ok", "hessian.x.x": "FAIL"}


def test_second_derivatives_by_arrays_of_other_shapes(run):
    text = "import numpy as np\nA = np.array([[1.0, 2.0], [3.0, 4.0], [0.5, 1.0]])\nw = np.array([0.3, -0.2])\n"
    result = run(text + "r = A @ w\nnp.sum(r**3)\n", order=2)
    assert set(verdicts(result).values()) == {"ok"}
    (runs,) = [int(n) for note in result.check.notes for n in re.findall("the script, run (\\d+) times", note)]
    assert runs <= 1 + ((2 + 1) * DIRECTIONS + 2 * GROUPS) * RUNS  # by each array, and its elements, and by both
    result = run(text + "r = A @ w\nnp.sum(r**2 * np.array([float(str(float(v))) for v in A[:, 0]]))\n", order=2)
    assert verdicts(result)["hessian.A.w"] == "FAIL"


def test_kinks_and_jumps_have_no_slope(run):
    (item,) = run("x = 0.0\ny = x if x > 0 else -x\n").check.items
    assert item.verdict == "undefined"
    assert "from the left and right -1 and 1" in item.note
    assert verdicts(run("import math\nx = 3.0\ny = math.floor(x) + x\n"))["grad.x"] == "undefined"


def test_scripts_that_differ_from_run_to_run(run):
    for text in (
        "import random\nz = random.random()",
        "import time\nz = time.time_ns() % 1000003",
        "import numpy as np\nz = np.random.rand()",
        "import numpy as np\nz = np.random.default_rng().normal()",
    ):
        (item,) = run(f"x = 2.0\n{text}\ny = x * z\n", of="y", wrt=("x",)).check.items
        assert (item.verdict, item.note) == ("skipped", "two runs differ")
    for text in (
        "import random\nrandom.seed(1)\nz = random.random()",
        "import numpy as np\nnp.random.seed(1)\nz = float(np.random.rand())",
    ):
        assert verdicts(run(f"x = 2.0\n{text}\ny = x * z\n", of="y", wrt=("x",))) == {"grad.x": "ok"}


def test_another_value_is_a_failure_and_names_the_call(run):
    text = "import math\ndef twice(v):\n    return v * (2.0 if (type,)[0](v) is float else 3.0)\nx = 2.0\n"
    result = run(text + "a = math.sin(x)\nb = twice(a)\ny = math.exp(b)\n")
    value = result.check.items[0]
    assert (value.path, value.verdict) == ("value", "FAIL")
    assert value.note.endswith("another value: twice() at line 6 was the first call that gave another")
    assert value.reference == pytest.approx(math.exp(2 * math.sin(2.0)))


def test_arguments_bindings_and_functions_are_the_same(run):
    assert verdicts(run("import sys\nx = 2.0\ny = x ** int(sys.argv[1])\n", ("x", 5.0), argv=("3",))) == {
        "grad.x": "ok"
    }
    assert verdicts(run("def f(a, b=2.0):\n    return a * b ** 2\n", ("a", 3.0), call="f")) == {"grad.a": "ok"}
    assert verdicts(run("def f(w):\n    return w @ w\n", ("w", [3.0, 1.0]), call="f")) == {"grad.w": "ok"}


def test_only_the_recorded_program_where_it_is_asked_for(run):
    (item,) = run("x = 2.0\ny = float(str(x)) * 2 + x\n", recorded=True).check.items
    assert (item.verdict, item.tape, item.note) == ("skipped", 1.0, "what depends on x left the trace at text, line 2")
    (item,) = run("x = 2.0\ny = x * x + x\n", recorded=True).check.items
    assert (item.verdict, item.tape) == ("ok", 5.0)


def test_what_is_undefined_is_never_confirmed(run):
    """The script's own differences lose a slope of 3 beside 1e13: they seem to confirm what the trace has left, 0."""
    text = "import struct\nx = 2.0\nz = struct.unpack('d', struct.pack('d', x))[0]\ny = 1e13 + 3.0 * z + 0.0 * x\n"
    (item,) = run(text).check.items
    assert (item.verdict, item.tape, item.proven) == ("skipped", None, False)
    assert item.note.startswith("what depends on x left the trace at struct.unpack()")


def test_a_script_that_fails_when_it_runs_again(run, tmp_path):
    (item,) = run(f"open({str(tmp_path / 'once')!r}, 'x').close()\nx = 2.0\ny = x * x\n").check.items
    assert item.verdict == "skipped"
    assert "FileExistsError" in item.note


def shell(folder, text, *argv, stdin=b""):
    (folder / "s.py").write_text(text)
    return started.start(started.COMMAND, "run", "s.py", *argv, cwd=folder, stdin=stdin)


@pytest.mark.parametrize("kind", ["pipe", "file"])
def test_input_is_the_same_and_output_is_dropped(tmp_path, kind):
    text = "import sys\nx = 2.0\na = float(input())\nb = float(sys.stdin.readline())\nprint('out')\ny = a * x + b\n"
    (tmp_path / "s.py").write_text(text)
    (tmp_path / "in").write_bytes(b"5\n7\nmore\n")
    if kind == "file":
        with open(tmp_path / "in", "rb") as file:
            command = [sys.executable, "-m", "gradcli", "run", "s.py", "--check"]
            done = subprocess.run(command, stdin=file, capture_output=True, timeout=300, cwd=tmp_path)
    else:
        done = shell(tmp_path, text, "--check", stdin=b"5\n7\nmore\n")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(b"out\n") == 1
    assert b"1 of 1 agree" in done.stdout


def test_a_script_that_never_ends_the_second_time(tmp_path):
    text = (
        "import os, time\nx = 2.0\nif os.path.exists('once'): time.sleep(1000)\nopen('once', 'x').close()\ny = x * x\n"
    )
    for seconds in ("4", "20", "100"):  # of the clock, and the machine may do much else
        (tmp_path / "once").unlink(missing_ok=True)
        done = shell(tmp_path, text, "--check", "--timeout", seconds)
        if done.returncode != 124:
            break
    assert b"to run the script again" in done.stdout
    assert b"1 not verified" in done.stdout
    assert b"ok" not in done.stdout.replace(b"took", b"")


def test_the_time_is_the_processors():
    class Sleeps:
        repeatable = False

        def run(self, request):
            end = time.process_time() + request if request > 0 else 0.0
            time.sleep(0.5)
            while time.process_time() < end:
                pass
            return request

    reruns = Reruns(lambda request: Sleeps())
    try:
        assert reruns.ask(-1.0, 0.3) == -1.0  # as on a machine that does something else most of the time
        assert 0.5 / PATIENCE <= reruns.spent < 0.3
        with pytest.raises(Unfinished):
            reruns.ask(2.0, 0.3)
        reruns.patience = 1.0
        with pytest.raises(Unfinished):
            reruns.ask(-1.0, 0.3)
    finally:
        reruns.close()


def test_no_process_is_left_behind(run):
    listed = Path(f"/proc/self/task/{os.getpid()}/children")
    if not listed.exists():
        pytest.skip("the system does not list a process's children")
    before = listed.read_text()
    run("x = 2.0\ny = x * x\n")
    assert listed.read_text() == before


@pytest.mark.parametrize("way", ["import helper as kept", "import functools as kept", "class kept: pass"])
def test_what_one_run_keeps_no_other_finds(run, tmp_path, way):
    (tmp_path / "helper.py").write_text("")
    text = "if not hasattr(kept, 'value'):\n    kept.value = float(str(x))\ny = x + kept.value\n"
    (item,) = run(f"{way}\nx = 2.0\n{text}").check.items
    assert (item.verdict, item.tape) == ("FAIL", 1.0)
    assert item.reference == pytest.approx(2.0)


def test_a_value_that_is_rounding_decides_nothing(run):
    for text in ("x = 1.0\ny = (1e16 + x) - 1e16", "import math\nx = 1e-9\ny = (1 - math.cos(x)) / x**2"):
        result = run(text)
        (item,) = result.check.items
        assert (item.verdict, item.note) == (
            "skipped", "the script's own value, 0, is rounding: its differences decide nothing"
        )  # fmt: skip
        assert result.check.notes[-1].endswith("gives 0, which is rounding")


@pytest.mark.parametrize("text", ["x = 60.0\ny = (1 - math.tanh(x))**3", "x = 1e-22\ny = ((1 - math.cos(x))/x**2)**3"])
def test_a_power_of_what_rounds_to_zero_is_rounding(run, text):
    result = run(f"import math\n{text}")
    assert {item.verdict for item in result.check.items} <= {"ok", "skipped"}
    assert result.check.notes[-1].endswith("gives 0, which is rounding")


def test_what_rounding_does_not_explain_is_no_rounding(run, monkeypatch):
    from gradcli.answer import proven

    right = proven.Proven.settled

    def wrong(self):
        blocks, notes = right(self)
        blocks[0].value += 1e-3
        return blocks, notes

    monkeypatch.setattr(proven.Proven, "settled", wrong)
    result = run("import math\nx = 1e-4\ny = (1 - math.cos(x)) / x**2")
    value = next(item for item in result.check.items if item.path == "value")
    assert (value.verdict, value.note) == ("FAIL", "the value differs from the script's by more than its rounding")


@pytest.mark.parametrize("value", ["math.atan2(x, -1.0)", "math.copysign(2.0, x)", "math.copysign(2.0, 0 * x) + 0 * x"])
def test_a_value_that_hangs_on_the_sign_of_a_zero_is_the_scripts_own(run, value):
    import math

    result = run(f"import math\nx = -0.0\ny = {value}")
    assert result.value == eval(value, {"math": math, "x": -0.0})
    assert all(item.verdict != "FAIL" for item in result.check.items)


def test_a_derivative_that_no_rounding_explains_is_wrong_though_balls_prove_it(run, monkeypatch):
    from gradcli.answer import by_rules
    from gradcli.interpreters.germs import Germs

    right, balls = Germs.along_path, by_rules.run

    def off(program, values):
        value, slopes = balls(program, values)
        return value, [slope + 1 for slope in slopes]

    def wrong(self, path, output=0):
        found = right(self, path, output)
        found.value = found.value + 1
        return found

    monkeypatch.setattr(by_rules, "run", off)
    monkeypatch.setattr(Germs, "along_path", wrong)
    (item,) = [i for i in run("import math\nx = 1e-4\ny = (1 - math.cos(x)) / x**2").check.items if "x" in i.path]
    assert (item.verdict, item.note) == (
        "FAIL", "it differs from float64's by more than the rounding of that explains"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("if x > 1.0:\n    raise ValueError('too large')\nassert x >= 1.0\ny = 2 * x", "raises AssertionError"),
        ("y = np.cov([1.0, 2.0, 3.5], ddof=x) * x", "raises ValueError: ddof must be integer"),
        ("y = {1.0: 3.0}.get(x, None) or np.nan\ny = y * x", "has no number there"),
    ],
)
def test_why_differences_do_not_settle_is_told(run, text, why):
    (item,) = run(f"import numpy as np\nx = 1.0\n{text}").check.items
    assert item.verdict == "skipped"
    assert item.note.startswith(f"the script's own differences do not settle: moved, it {why}")


def test_a_weak_agreement_is_told_to_be_one(run):
    result = run(
        "import numpy as np\nS, sigma = 100.0, 0.2\nz = np.random.default_rng(1).standard_normal(2000)\n"
        "price = np.mean(np.maximum(S * np.exp(-0.5 * sigma**2 + sigma * z) - 100, 0))"
    )
    notes = {str(item.path): item.note for item in result.check.items}
    assert notes["grad.sigma"] == "the script's own differences tell 5 digits, and no more"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("y = x * 3 if np.isclose(x, 1.5) else x", "ok"),  # the jumps lie beside the point
        ("y = np.maximum(x, 1.5 + 1e-3) * x", "ok"),
        ("y = np.maximum(x, 1.5) * x", "undefined"),
        ("y = 3 * x if x > 1.5 else x", "undefined"),
        ("import math\ny = math.remainder(x * 7, 2.2) * x", "ok"),
        (
            "v = np.array([1.0, 3.0, 2.0, 5.0]) * x\nv = v - v.mean()\nc = np.correlate(v, v, 'full')[3:]\n"
            "y = 1 + 2 * (c[1:] / c[0]).sum()",
            "ok",
        ),  # nothing, of numbers that are large
        ("y = (np.array([200, 100], np.uint8) + np.uint8(100)).astype(float).sum() * x", "ok"),  # which wraps
        ("y = np.sign(x - 1.0) + np.floor(x * 1.3)", "ok"),  # flat, between jumps that are near
        ("y = np.float16(x) ** 2 * np.float16(3)", "ok"),
        ("y = np.sin(np.float16(x))", "ok"),
        ("y = (np.array([x, 2 * x], dtype=np.float16) ** 2).sum()", "ok"),
        ("y = float(repr(float(np.float16(x)))) + np.float16(x)", "FAIL"),
    ],
)
def test_what_lies_beside_the_point_and_half_precision(run, text, verdict):
    assert verdicts(run(f"import numpy as np\nx = 1.5\n{text}")) == {"grad.x": verdict}


@pytest.mark.parametrize("sum_of", ["math.fsum", "statistics.fmean", "3 * statistics.mean"])
def test_a_sum_that_is_rounded_once_is_what_python_says(run, sum_of):
    text = f"import math, statistics\nx = 1e-20\ny = {sum_of}([1.0, x, -1.0])"
    space = {}
    exec(text, space)
    result = run(text)
    assert result.value == pytest.approx(space["y"], rel=1e-15)
    assert result.check.notes[-1].endswith("gives the same value")
    assert verdicts(result) == {"grad.x": "ok"}


@pytest.mark.parametrize(("size", "verdict"), [(1e3, "FAIL"), (1e7, "skipped")])
def test_a_lost_element_beside_a_large_one_is_never_ok(run, size, verdict):
    """Where the value's rounding hides what it adds, there is nothing to confirm that it adds nothing."""
    (item,) = run(f"import numpy as np\nv = np.array([{size}, 2.0, 3.0])\ny = v[0]**2 + eval(f'{{v[2]}}')").check.items
    assert item.verdict == verdict


def test_a_call_is_named_as_it_is_written(run):
    from gradcli.frontends.script.again.plain_run import Calls

    tree = ast.parse("d.f(1).g(2)")
    hooks = [n for n in ast.walk(Calls().visit(tree)) if isinstance(n, ast.Call) and len(n.args) == 2]
    assert sorted(ast.literal_eval(n.args[0])[1] for n in hooks) == ["d.f", "d.f(1).g"]
