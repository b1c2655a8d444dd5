"""Which arrays share memory in a script, which are copies, and which may not be written to: as NumPy has it."""

import pytest
from truths import sampled

from gradcli.answer.subject import Ask
from gradcli.frontends.script import run_script
from tests.plain_script import faults

ARRAYS = {
    "made of numbers": "y = np.array([a, 1.0])",
    "a slice": "z = np.array([a, 1.0, 3.0])\ny = z[:2]",
    "turned": "z = np.array([[a, 1.0], [2.0, a]])\ny = z.T[0]",
}
KEPT = {  # out takes the numbers that y has now
    "slice": "out = np.zeros(2)\nout[:] = y", "dots": "out = np.empty(2)\nout[...] = y",
    "row": "out = np.zeros((2, 2))\nout[1] = y", "column": "out = np.full((2, 2), 1.0)\nout[:, 1] = y",
    "rows": "out = np.zeros((2, 2))\nout[0:1] = y", "places": "out = np.zeros(2)\nout[[1, 0]] = y",
    "mask": "out = np.zeros(2)\nout[[True, True]] = y", "flat": "out = np.zeros(2)\nout.flat = y",
    "flat slice": "out = np.zeros((1, 2))\nout.flat[:] = y", "spread": "out = np.zeros((3, 2))\nout[:] = y",
    "in a list": "kept = [np.zeros(2)]\nkept[0][:] = y\nout = kept[0]",
    "twice": "b = np.zeros(2)\nb[:] = y\nout = np.zeros(2)\nout[:] = b\nb[1] = a * a",
    "read": "b = np.zeros(2)\nb[:] = y\nout = b.copy()\nb[0] = a * a",
    "tuple": "out = np.zeros((2, 2))\nout[0], out[1] = y, y",
}  # fmt: skip
CHANGES = ["y[0] = 5 * a", "y += a", "y *= a", "np.multiply(y, a, out=y)", "y[:] = 7 * a", "y.sort()"]


@pytest.mark.parametrize("kept", sampled(KEPT, 2))
@pytest.mark.parametrize("array", ARRAYS)
def test_assignment_keeps_the_numbers_of_that_time(array, kept, tmp_path):
    """What is changed afterwards is y, and not what was stored of it."""
    start = f"import numpy as np\na = 2.0\n{ARRAYS[array]}\n{KEPT[kept]}\n"
    for change in CHANGES:
        end = "r = (out * np.arange(1.0, 1 + out.size).reshape(out.shape)).sum() + y.sum()\nprint(out, r)"
        assert faults(f"{start}{change}\n{end}", tmp_path / "script.py") == [], change


WHOLE = {  # scripts as people write them
    "history": "u = np.array([0.0, 1.0, 0.0, 0.0]) * a\nkept = np.zeros((5, 4))\nfor n in range(5):\n    kept[n] = u\n"
               "    u[1:-1] += 0.1 * a * (u[2:] - 2 * u[1:-1] + u[:-2])\nr = (kept**2).sum()",
    "trajectory": "y = np.array([a, 0.0])\npath = np.empty((4, 2))\nfor n in range(4):\n    path[n] = y\n"
                  "    k = np.array([y[1], -a * y[0]])\n    y += 0.1 * k\nr = path[2, 0] * path[3, 1]",
    "best so far": "w = np.array([a, 3.0])\nbest = np.zeros(2)\nleast = 1e9\nfor n in range(4):\n"
                   "    loss = ((w - 1.0)**2).sum()\n    if loss < least:\n        least = loss\n        best[:] = w\n"
                   "    w -= 0.7 * (n + 1) * (w - 1.0)\nr = best.sum() * a",
    "rows swapped": "A = np.array([[a, 1.0], [3.0, a * a]])\nt = np.zeros(2)\nt[:] = A[0]\nA[0] = A[1]\nA[1] = t\n"
                    "r = A[0, 0] * a + A[1, 0] * 10 + A[1, 1]",
    "momentum": "w = np.array([a, 1.0])\nv = np.zeros(2)\nfor n in range(3):\n    g = 2 * w\n    v[:] = 0.9 * v + g\n"
                "    g *= 0.0\n    w -= 0.1 * v\nr = (w * v).sum()",
}  # fmt: skip


@pytest.mark.parametrize("name", WHOLE)
def test_scripts_that_keep_what_changes(name, tmp_path):
    assert faults(f"import numpy as np\na = 2.0\n{WHOLE[name]}\nprint(r)", tmp_path / "script.py") == []


LOCKS = {
    "flag": "x.flags.writeable = False", "method": "x.setflags(write=False)", "item": "x.flags['WRITEABLE'] = False",
    "spread": "x = np.broadcast_to(x, (2, 3))", "spread number": "x = np.broadcast_to(x[0], (3,))",
    "diagonal": "x = np.outer(x, x).diagonal()", "of a locked one": "x.flags.writeable = False\nx = x[1:]",
    "turned": "x = x.reshape(1, 3)\nx.setflags(write=0)\nx = x.T",
    "unlocked": "x.setflags(write=0)\nx.setflags(write=1)",
    "copy": "x.setflags(write=0)\nx = x.copy()", "result": "x.setflags(write=0)\nx = x * 2",
    "buffer": "b = np.zeros(3)\nb[:] = x\nb.flags.writeable = False\nx = b",
    "bytes": "x = np.frombuffer(np.array([1.0, 2.0, 3.0]).tobytes()) + 0 * x.sum()\nx.flags.writeable = False",
    "windows": "x = np.lib.stride_tricks.sliding_window_view(x, 2)",
}  # fmt: skip
WRITES = [
    "x[0] = a", "x += a", "np.multiply(x, a, out=x)", "x.fill(a)", "x.sort()", "np.copyto(x, a)", "x.flat[0] = a",
]  # fmt: skip


@pytest.mark.parametrize("name", sampled(LOCKS, 2))
def test_what_is_read_only_is_not_written_to(name, tmp_path):
    """NumPy's ValueError, which the script catches; nothing is changed."""
    for write in WRITES:
        text = (
            f"import numpy as np\na = 2.0\nx = np.array([3.0, 2.0, 1.0])\n{LOCKS[name]}\ntold = 0\n"
            f"try:\n    {write}\nexcept ValueError as error:\n    told = 1\n"
            "r = (x * x).sum() * a\nprint(x, x.flags.writeable, told, r)"
        )
        assert faults(text, tmp_path / "script.py") == [], write


PARTS = {  # views of parts, which complex arrays have
    "real": "c = np.fft.fft(x)\np = c.real\nc[1:] = 0\nr = p.sum() * x[1]",
    "imag": "c = np.fft.fft(x)\np = np.imag(c)\nc[1:] *= 2\nr = p[1] * x[0]",
    "written": "c = np.fft.fft(x)\nc.real[0] = 5.0\nr = (abs(c)**2).sum()",
    "sum over no axis": "y = x * 2\nz = y.sum(axis=())\ny[0] = 9.0\nr = (z * x).sum()",
    "nan_to_num": "y = x * 2\nz = np.nan_to_num(y)\ny[0] = 9.0\nr = (z * x).sum()",
    "require": "y = x * 2\nz = np.require(y)\ny[0] = 9.0\nr = (z * x).sum()",
    "by keyword": "y = x * 2\nz = np.flip(m=y)\ny[0] = 9.0\nr = (z * x).sum()",
    "diag": "y = np.outer(x, x)\nz = np.diag(y)\ny[0, 0] = 9.0\nr = (z * x).sum()",
}  # fmt: skip


@pytest.mark.parametrize("name", PARTS)
def test_views_and_copies(name, tmp_path):
    """What NumPy makes of an array sees what is written to it later where it is a view, and only there."""
    assert faults(f"import numpy as np\nx = np.array([3.0, 2.0, 1.0])\n{PARTS[name]}", tmp_path / "script.py") == []


def test_an_array_that_is_written_by_masks_is_assembled_of_few():
    """However often: what was assembled once is one value from there on."""
    text = (
        "import numpy as np\na = 0.4\nx, t = np.zeros(40), np.zeros(40)\nfor k in range(30):\n"
        "    on = np.arange(40) >= k\n    x[on] += a * k\n    t[~on] = x[~on]\ny = x.sum() + t.sum()"
    )
    run = run_script("masks.py", text.encode(), ask=Ask(), recording=True)
    inputs = [len(step[3]) for step in run.recordings[0].program.steps if step[4] is None]
    assert max(inputs) < 16
    assert run.report.results[0].grad["a"] == pytest.approx(run.report.results[0].value / 0.4)
