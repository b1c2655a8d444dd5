"""What results and sources are called: in words where they have no name, by their owner where they have one."""

from __future__ import annotations

import json

import pytest
from shell import answer

MODEL = """
import tensorflow as tf
class Part(tf.Module):
    def __init__(self):
        self.w, self.b = tf.Variable(2.0), tf.Variable(1.0)
class Whole(tf.Module):
    def __init__(self):
        self.parts, self.scale = [Part(), Part()], tf.Variable(3.0)
net = Whole()
with tf.GradientTape() as tape:
    y = net.scale * (net.parts[0].w + net.parts[1].b)
g = tape.gradient(y, SOURCES)
"""


def results(script: str) -> list[dict[str, object]]:
    return json.loads(answer("run", "-", "--json", stdin=script.encode()).out)["results"]


@pytest.mark.parametrize(
    ("sources", "names"),
    [
        ("[net.scale, net.parts[1].b]", ["net.scale", "net.parts[1].b"]),
        ("[v for v in (net.scale, net.parts[0].w)]", ["net.scale", "net.parts[0].w"]),
        ("net.trainable_variables[-1:]", ["net.parts[1].w"]),
    ],
)
def test_variables_of_a_model_have_their_owners(sources: str, names: list[str]) -> None:
    assert list(results(MODEL.replace("SOURCES", sources))[0]["grad"]) == names


def test_an_element_of_what_is_computed_is_told_in_words() -> None:
    script = (
        "import tensorflow as tf\nW, B = [tf.Variable(1.0)], [tf.Variable(2.0)]\nwith tf.GradientTape() as t:\n"
        "    y = W[0] * B[0]\ng = t.gradient(y, W + B)\n"
    )
    found = answer("run", "-", stdin=script.encode())
    assert "∂y/∂(W + B, element 0)   2\n          ∂y/∂(W + B, element 1)   1\n" in found.out


def test_none_and_nan_differ() -> None:
    script = (
        "import tensorflow as tf\nx, u = tf.Variable(1.0), tf.Variable(1.0)\nwith tf.GradientTape() as t:\n"
        "    y = x * float('nan')\ng = t.gradient(y, [x, u])\n"
    )
    found = json.loads(answer("run", "-", "--json", stdin=script.encode()).out)
    assert found["results"][0]["grad"] == {"x": None, "u": None}
    told = {w["path"]: (w["code"], w["value"]) for w in found["warnings"]}
    assert (told["grad.x"], told["grad.u"]) == (("nonfinite", "nan"), ("unconnected", None))
