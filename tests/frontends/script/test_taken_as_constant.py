"""Which numbers of a script are sources, and how the others are told: by name, line and reason, in one line."""

import json

import pytest

from gradcli.answer.subject import Ask
from gradcli.cli.formats import Style, human
from gradcli.cli.formats import json as as_json
from gradcli.frontends.script import run_script
from gradcli.results import Report

N = "import numpy as np\nrng = np.random.default_rng(0)\n"


def result(text, **ask):
    (row,) = run_script("script.py", text.encode(), ask=Ask(**ask)).report.results
    return row


SOURCES = {  # text -> its sources
    "x = 1.0\nx += 2 * x\n": {"x"},
    "x = 1.5\na = 2.0\nx += a * x\nx": {"x", "a"},
    "w = 1.0\nlr = 0.1\nfor i in range(9):\n    w -= lr * 2 * (w - 3)\ny = w * w": {"w", "lr"},
    "w = 0.0\nlr = 0.1\nfor i in range(9):\n    g = 2 * (w - 3)\n    w += -lr * g\ny = w * w": {"w", "lr"},
    "w = 0.5\nlr = 0.1\nfor i in range(9):\n    w = w - lr * 2 * (w - 3)\ny = w * w": {"w", "lr"},
    "def f(y):\n    return -k * y\nk = 2.0\ny = 1.0\nfor i in range(9):\n    y = y + 0.1 * f(y)\ny": {"y", "k"},
    "x, v, k = 1.0, 0.0, 4.0\nfor i in range(9):\n    v -= k * x * 0.1\n    x += v * 0.1\nx": {"x", "v", "k"},
    N + "F = np.array([[1.0, 0.5], [0.0, 1.0]])\nx = np.array([0.0, 1.0])\nfor i in range(3):\n    x = F @ x\ny = x[0]":
        {"F", "x"},
    N + "F = np.array([[1.0, 0.5], [0.2, 1.0]])\nx = np.zeros(2)\nfor i in range(3):\n    x = F @ x + 1\ny = x[0]":
        {"F"},
    "total = 0.0\nx = 2.0\nfor i in range(3):\n    total += x * i\ntotal": {"x"},
    "total = 1.0\nterm = 1.0\nx = 2.0\nfor i in range(1, 9):\n    term = term * x / i\n    total += term\ntotal": {"x"},
    "n = 0\nx = 2.0\nwhile n < 5:\n    n += 1\n    x = x * 1.1\nx": {"x"},
    "low, high = 0.0, 4.0\nc = 2.0\nfor i in range(9):\n    m = (low + high) / 2\n"
    "    low, high = (m, high) if m * m < c else (low, m)\ny = low * c": {"c"},
    N + "a = np.float32(1.5)\nb = np.float64(2.0)\nc = np.array(1.5)\nd = np.half(0.5)\ny = a * b * c * d": set("abcd"),
    N + "A = np.array([[1.0, 2.0], [3.0, 4.0]])\nw = np.array([0.1, 0.2])\nw -= A.T @ (A @ w)\nw.sum()": {"A", "w"},
}  # fmt: skip


@pytest.mark.parametrize("text", SOURCES)
def test_the_sources(text):
    assert set(result(text).point) == SOURCES[text]


OTHERS = {  # text -> (name, line, why) of what is no source
    N + "k = 2.0\nw = np.zeros(2)\ny = (w * k).sum() + k": [("w", 4, "made by np.zeros()")],
    N + "k = 2.0\nX = rng.normal(size=3)\nt = X @ X\ny = (X * k).sum() * t": [
        ("X", 4, "made by rng.normal()"), ("t", 5, "computed")],
    "k = 2.0\nh = 1.0\nfor i in range(3):\n    h = k * i\ny = h * k": [("h", 2, "bound again")],
    "k = 2.0\ntotal = 0.0\nfor i in range(3):\n    total += k\ny = total * k": [("total", 2, "bound again")],
    "k = 2.0\ndata = [1.0, 2.0]\ny = sum(k * d for d in data)": [("data", 2, "a list")],
    "import math\nk = 2.0\nr = math.sqrt(3)\nn = 3\ny = k ** n * r": [("r", 3, "made by math.sqrt()")],
    "k = 2.0\nn = 3\ny = sum(k * i for i in range(n))": [("n", 2, "a count")],
    N + "k = 2.0\nat = np.array([0, 2])\nv = np.arange(3.0)\ny = (v[at] * k).sum()": [
        ("v", 5, "made by np.arange()"), ("at", 4, "indices")],
    "import time\nk = 2.0\nbegan = time.time()\nunused = [1.0]\nlabel = 'a'\ny = k * k\nprint(time.time() - began)": [],
    N + "k = 2.0\nW = rng.normal(size=3).astype('f4')\ny = (W * k).sum() + k": [("W", 4, "made by rng.normal()")],
    "k = 2.0\ny = 1.0\ny = k * k": [],
    "k = 2.0\nbest = float('inf')\nflag = True\nj = k * 3\ny = k * k * j\nbest = min(best, y)\ny": [],
}  # fmt: skip


@pytest.mark.parametrize("text", OTHERS)
@pytest.mark.usefixtures("capsys")
def test_the_others_are_told(text):
    row = result(text)
    assert [tuple(one) for one in row.not_differentiated] == OTHERS[text]
    report = Report([row])
    entry = json.loads(as_json.write(report, Style("json", status="ok")))["results"][0]
    wanted = [{"name": name, "line": line, "why": why} for name, line, why in OTHERS[text]]
    assert entry.get("not_differentiated", []) == wanted
    lines = [line for line in human.write(report, Style("human")).splitlines() if "not differentiated" in line]
    assert len(lines) == any(why not in ("a count", "indices") for _, _, why in OTHERS[text])
    assert row.notes == []


def test_one_line_whatever_there_is():
    text = N + "k = 2.0\n" + "".join(f"w{n} = np.full(2, {n}.5)\n" for n in range(9))
    text += "y = k * (" + " + ".join(f"w{n}" for n in range(9)) + ").sum()"
    drawn = human.write(Report([result(text)]), Style("human", color=True))
    (line,) = [line for line in drawn.splitlines() if "not differentiated" in line]
    assert line.strip() == (
        "\x1b[2mnot differentiated: w0, w1, w2, w3, w4, w5 (made by np.full()) and 3 more; --wrt w0 takes it\x1b[0m"
    )


def test_who_names_the_sources_is_told_nothing():
    text = N + "k = 2.0\nw = np.ones(2)\ny = (w * k).sum()"
    assert result(text, wrt=("w",)).not_differentiated == []
    assert result(text, wrt=("w",)).grad == {"w": [2.0, 2.0]}


COUNTS = [
    "np.sum(v[:k] ** 2) * x", "v[k:].sum() * x", "np.outer(v, v)[:k, k:].sum() * x", "np.roll(v, k)[0] * x",
    "np.tile(v, k).sum() * x", "np.repeat(v, k).sum() * x", "np.outer(v, v).sum(axis=k - 1)[0] * x",
    "{1: x, 2: v[0]}[k]",
    "np.diag(v, k).sum() * x", "np.split(v, k)[0].sum() * x", "np.take(v, k) * x", "np.pad(v, k).sum() * x",
    "np.insert(v, k, x).sum()", "np.delete(v, k).sum() * x", "np.linalg.matrix_power(np.eye(2) * x, k).sum()",
    "x if k == 2 else x * x", "np.zeros(k).sum() + x", "sum([x] * k)",
    "np.polyfit([0.0, 1.0, 2.0, 3.0], v * x, k).sum()",
]  # fmt: skip


@pytest.mark.parametrize("expression", COUNTS)
def test_a_whole_number_that_counts_or_decides_is_no_source(expression):
    row = result(f"import numpy as np\nx = 0.7\nv = np.array([1.0, 2.0, 3.5, 4.0])\nk = 2\ny = {expression}")
    assert "k" not in row.of("grad")
    assert not [note for note in row.notes if note.code == "left"]
    assert [one.why in ("a count", "a whole number") for one in row.not_differentiated if one.name == "k"] in (
        [],
        [True],
    )


@pytest.mark.parametrize("expression", ["k * x", "x ** k", "np.linalg.norm([1.0, 2.0], k) * x", "x * (7 % k)"])
def test_a_whole_number_that_is_computed_with_is_one(expression):
    assert "k" in {path.by[0] for path in result(f"import numpy as np\nx = 0.7\nk = 2\ny = {expression}").of("grad")}


def test_what_is_differentiated_is_not_left_out():
    row = result("a = 2.0\nbest = 0.0\nfor n in range(3):\n    best = max(best, a * n)\nprint(best)")
    assert (row.name, row.not_differentiated) == ("best", [])
