"""The corpus as `gradcli run` runs it: each program prints what TensorFlow printed."""

from __future__ import annotations

import contextlib
import io
from typing import Any

import pytest
from tensorflow_cases import CASES, expected, modules, names, same_text

from gradcli.frontends.script import run_script

PRINTS = [name for name in names() if name.startswith(("print_", "sem_print", "sem_function", "sem_data"))]
OTHERS = [pytest.param(name, marks=pytest.mark.slow) for name in names() if name not in PRINTS]


@pytest.mark.parametrize("name", [*PRINTS, *OTHERS])
def test_prints_as_tensorflow(name: str, monkeypatch: Any) -> None:
    record, path, out = expected(name), CASES / f"{name}.py", io.StringIO()
    monkeypatch.setattr("sys.argv", [str(path)])
    tf = modules()["tensorflow"]
    tf.keras.backend.clear_session()
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
            status = run_script(str(path), path.read_bytes()).status
    finally:
        tf.config.run_functions_eagerly(False)
        tf.keras.backend.set_floatx("float32")
    assert status == 0
    assert record["random"] or same_text(record["stdout"], out.getvalue())


def test_a_function_prints_where_it_is_traced(capsys: Any) -> None:
    text = "import tensorflow as tf\n@tf.function\ndef f(x):\n    print('traced')\n    return x * x\n"
    text += "for n in (1.0, 2.0):\n    f(tf.constant(n))\nprint('%s' % tf.constant(2.0), '%.1f' % tf.constant(2.0))\n"
    run_script("script.py", text.encode())
    assert capsys.readouterr().out == "traced\ntf.Tensor(2.0, shape=(), dtype=float32) 2.0\n"
