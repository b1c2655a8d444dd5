"""Indices that are computed: where they jump, what is taken by them does."""

import pytest

from gradcli.answer.subject import Ask
from gradcli.core.vocabulary import FUNCTIONS
from gradcli.errors import ShapeFault
from gradcli.frontends.bindings import read_binding
from gradcli.frontends.evaluate import calculate
from gradcli.ops.joining import array

JUMPS = [
    ("take([1,5,9],floor(x))+x", 1.0, None), ("take([1,5,9],floor(x))+x", 1.25, 1.0),
    ("take([1,5,9,100],floor(3*x))*x", 1.0, None), ("take([x,2*x,3],floor(x))", 1.25, 2.0),
    ("at([1,5,9],floor(x))+x", 1.0, None), ("at([1,5*x,9],floor(x))*x", 1.5, 15.0),
    ("sum(roll([x,2*x,3],floor(x))*[1,2,3])", 1.0, None), ("sum(roll([x,2*x,3],floor(x))*[1,2,3])", 1.25, 8.0),
    ("sum(matrix_power([[x,1],[1,x]],floor(x)))", 1.0, None), ("sum(matrix_power([[x,1],[1,x]],floor(x)))", 2.5, 14.0),
]  # fmt: skip


@pytest.mark.parametrize(("text", "x", "slope"), JUMPS)
def test_computed_indices_jump(text, x, slope):
    result = calculate(text, [read_binding(f"x={x}", {})], Ask()).results[0]
    assert result.grad == {"x": slope}
    assert [n.code for n in result.notes] == ([] if slope is not None else ["jump"])


def test_an_index_is_whole():
    with pytest.raises(ShapeFault, match=r"an index must be a whole number, not 1\.7"):
        FUNCTIONS["take"].call(array([1.0, 5.0]), 1.7)
