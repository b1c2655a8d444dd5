"""The corpus as `gradcli run` runs it: each program prints what TensorFlow printed."""

from __future__ import annotations

import contextlib
import io
import re
import subprocess
import sys
from typing import Any

import pytest
from tensorflow_cases import CASES, expected, modules, names, same_text

from gradcli.dialects.tensorflow.tensors.tracing import SEEDS, Seeds
from gradcli.frontends.script import run_script

PRINTS = [name for name in names() if name.startswith(("print_", "sem_print", "sem_function", "sem_data"))]
OTHERS = [pytest.param(name, marks=pytest.mark.slow) for name in names() if name not in PRINTS]


def printed(path: Any, monkeypatch: Any) -> tuple[int, str]:
    """(status, what was printed) of a run of a program."""
    out = io.StringIO()
    monkeypatch.setattr("sys.argv", [str(path)])
    tf = modules()["tensorflow"]
    tf.keras.backend.clear_session()
    vars(SEEDS).update(vars(Seeds()))
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
            status = run_script(str(path), path.read_bytes()).status
    finally:
        tf.config.run_functions_eagerly(False)
        tf.keras.backend.set_floatx("float32")
    return status, out.getvalue()


@pytest.mark.parametrize("name", [*PRINTS, *OTHERS])
def test_prints_as_tensorflow(name: str, monkeypatch: Any) -> None:
    record = expected(name)
    status, text = printed(CASES / f"{name}.py", monkeypatch)
    assert status == 0
    assert record["random"] or same_text(record["stdout"], text)


PRACTICE = sorted((CASES.parent / "practice").glob("*.py"))  # by someone who knew TensorFlow alone


@pytest.mark.parametrize("path", [pytest.param(p, id=p.stem, marks=() if n % 6 == 1 else pytest.mark.slow)
                                  for n, p in enumerate(PRACTICE)])  # fmt: skip
def test_practice(path: Any, monkeypatch: Any) -> None:
    """Whole programs print what TensorFlow 2.21 printed; training carries rounding on, so to four digits."""
    status, text = printed(path, monkeypatch)
    assert status in (0, 4)
    texts = (re.sub(r"0x[0-9a-f]+", "0x", t) for t in (path.with_suffix(".txt").read_text(), text))  # addresses
    assert same_text(*texts, 1e-4)


def test_a_function_prints_where_it_is_traced(capsys: Any) -> None:
    text = "import tensorflow as tf\n@tf.function\ndef f(x):\n    print('traced')\n    return x * x\n"
    text += "for n in (1.0, 2.0):\n    f(tf.constant(n))\nprint('%s' % tf.constant(2.0), '%.1f' % tf.constant(2.0))\n"
    run_script("script.py", text.encode())
    assert capsys.readouterr().out == "traced\ntf.Tensor(2.0, shape=(), dtype=float32) 2.0\n"


@pytest.mark.parametrize("first", ["tf.keras.layers.Dense", "tf.data.Dataset", "tf.image.rot90", "tf.compat.v1"])
def test_modules_that_are_read_later_are_whole(first: str) -> None:
    """Whichever is asked for first, in a process of its own."""
    asked = [first, "tf.data.Dataset.batch", "tf.data.experimental.AUTOTUNE", "tf.image.resize", "tf.image.adjust_hue",
             "tf.signal.frame", "tf.compat.v1.image.resize_images", "tf.compat.v1.data.Dataset.map"]  # fmt: skip
    code = f"from gradcli.dialects.tensorflow import modules\ntf = modules()['tensorflow']\n{'; '.join(asked)}"
    subprocess.run([sys.executable, "-c", code], check=True)
