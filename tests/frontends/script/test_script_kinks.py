"""Where a script's function may have no derivative, it is told: a tape's too, whether a check is asked for or not."""

from __future__ import annotations

import pytest

from gradcli.answer.derivatives import Ask
from gradcli.frontends.script import run_script

BRANCH = "a branch at line {} is decided at this very point: the side that was taken is differentiated"
TAPE = """
import tensorflow as tf
x = tf.Variable({point})
with tf.GradientTape() as tape:
    y = {text}
g = tape.gradient(y, x)
"""


def told(text, **ask):
    """The kinks that a script is told of."""
    (row,) = run_script("script.py", text.encode(), ask=Ask(**ask)).report.results
    return [(note.path, note.message) for note in row.notes if note.code == "kink"]


@pytest.mark.parametrize("check", [False, True])
@pytest.mark.parametrize(
    ("point", "text", "message"),
    [
        ("0.0", "tf.abs(x)", "kink: from the left and right -1 and 1; the tape says 0"),
        ("0.0", "tf.nn.relu(3.0 * x)", "kink: from the left and right 0 and 3; the tape says 0"),
        ("[0.0, 1.0]", "tf.reduce_max(1.0 - x * x)", None),
        ("[2.0, 2.0]", "tf.reduce_max(x)", "at [0]: kink: from the left and right 0 and 1; the tape says 0.5"),
        ("0.0", "tf.abs(x) ** 2", None),
        ("0.0", "x if x > 0 else -x", BRANCH.format(5)),
        ("0.5", "x if x > 0 else -x", None),
        ("tf.zeros(100)", "tf.reduce_sum(tf.reshape(tf.abs(tf.zeros([300, 100]) + x), [-1]))",
         "absolute at line 5 sits on its kink: one of its slopes was taken"),
        ("0.0", "tf.stop_gradient(tf.abs(x))", None),
    ],
)  # fmt: skip
def test_tapes(point, text, message, check):
    if check and "zeros" in point:
        pytest.skip("of a large one the check knows no more")
    found = [said for _, said in told(TAPE.format(point=point, text=text), check=check)]
    assert found == ([] if message is None else [message])


def test_a_branch_without_a_tape():
    branch = "x = 0.0\nif x > 0:\n    y = x\nelse:\n    y = -x\n"
    said = BRANCH.format(2)
    assert told(branch) == [("grad", said)]
    assert told(branch, order=0) == []
    assert told(branch.replace("0.0", "1.0")) == []
    assert told("x = 0.0\ny = 2.0 * x if x == 0 else x * x\n") == [("grad", said)]


def test_an_op_without_a_tape():
    (note,) = told("x = 0.0\ny = abs(x)\n")
    assert note[0] == "grad.x"
    assert note[1].startswith("not differentiable here: slope -1 on the left, 1 on the right")
