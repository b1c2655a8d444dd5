"""Calls that treat an array as a whole: which functions those are, by what they do, and which are handed numbers."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from shell import answer

from gradcli.core.trace import plain
from gradcli.errors import BREAKS, GradcliError
from gradcli.frontends.expression.array_calls import MADE, array_calls, operands
from gradcli.frontends.expression.nodes import Node
from gradcli.frontends.expression.parser import parse
from gradcli.frontends.expression.run import apply, vocabulary
from gradcli.ops import FUNCTIONS

PAIRS = ((0.3, 0.6), (0.7, 0.45), (0.55, 0.2), (0.65, 0.8))


def given(op, args):
    """What a function gives, as an array; None where it takes no such arguments."""
    node = Node(op, tuple(range(len(args))), (0, 0), {})
    try:
        return np.asarray(plain(apply(node, list(args))), complex)
    except (GradcliError, *BREAKS):
        return None


def acts_on_elements(op, count):
    """Whether a function of arrays is that of their elements: False where it is not, None where it takes none."""
    found = None
    for vectors in product([False, True], repeat=count):
        whole = given(op, [np.array(p) if v else p[0] for p, v in zip(PAIRS, vectors)])
        if not any(vectors) or whole is None:
            continue
        single = [given(op, [p[n * v] for p, v in zip(PAIRS, vectors)]) for n in range(2)]
        if whole.shape != (2,) or None in [None if s is None else 0 for s in single]:
            return False
        if not np.allclose(whole, np.array([s.ravel()[0] for s in single]), rtol=1e-12, equal_nan=True):
            return False
        found = True
    return found


@pytest.mark.parametrize("op", sorted(FUNCTIONS))
def test_functions_that_treat_an_array_as_a_whole_are_those_that_do(op):
    function = FUNCTIONS[op]
    count = min(max(function.low, 1), len(PAIRS))
    args = tuple(range(count))
    number = given(op, [p[0] for p in PAIRS[:count]])
    acts = acts_on_elements(op, count)
    if number is None or number.shape or acts is None or op in MADE:  # of numbers it says itself what is wrong
        return
    assert bool(operands(Node(op, args, (0, 0), {}))) is not acts


@pytest.mark.parametrize(
    ("text", "arrays", "found"),
    [
        ("sum(x^2)*a", {}, ["sum(x^2)"]),
        ("norm(x)^2 + dot(a,x)", {}, ["norm(x)", "dot(a,x)"]),
        ("x/sum(x) + max(x) - min(x)", {}, ["sum(x)", "max(x)", "min(x)"]),
        ("p=x^2; sum(mean(p)*k, k, 1, 3)", {}, ["mean(p)"]),
        ("p=[x,y]; sum(mean(p)*k, k, 1, 3)", {}, []),
        ("sum(sum([x,y])*a)", {}, ["sum(sum([x,y])*a)"]),
        ("sum(w*x) + sum(w[0]*x) + dot(w,w)", {"w": 1}, ["sum(w[0]*x)"]),
        ("sum(A@[x,y]) + sum(sum(A*x, axis=0))", {"A": 2}, []),
        ("sum([x,y,z]) + max(x,y) + sum(k*x, k, 1, 3) + norm([x,1])", {}, []),
        ("sum(3)*x + sum(broadcast_to(x, 3)) + polyval([1,2,3], x) + interp(x, [0,1], [2,3])", {}, []),
    ],
)
def test_calls_that_are_handed_numbers(text, arrays, found):
    expression = parse(text, vocabulary(), tuple(arrays))
    calls, _ = array_calls(expression, [n for n in expression.free if n not in arrays], arrays)
    assert [text[slice(*call.span)] for call in calls] == found


@pytest.mark.parametrize(
    "call",
    ["sum(x^2)", "mean(x)", "prod(x)", "max(x)", "min(2*x)", "norm(x)", "dot(a,x)", "std(x)", "var(x)", "logsumexp(x)",
     "sort(x)", "cumsum(x)", "softmax(x)", "median(x)", "quantile(x, 0.5)", "ptp(x)", "det(x)", "x@a", "trace(x)"],
)  # fmt: skip
@pytest.mark.parametrize(
    ("command", "about", "remedy"),
    [
        (("compile", "--to", "numpy"), "arguments of compiled code are numbers: ", "write the elements of an array"),
        (("table", "x=1:3:3", "a=2"), "the columns of a row are numbers: ", "of a whole column give its value a name"),
    ],
)
def test_they_are_refused_where_names_are_numbers(command, about, remedy, call):
    found = answer(command[0], f"a*{call}", *command[1:])
    said, text, caret, help_ = found.err.splitlines()
    assert (found.status, found.out) == (2, "")
    assert said.startswith(f"error: {about}")
    assert (text.strip(), caret.count("^")) == (f"a*{call}", len(call) + 2 * ("@" in call))
    assert remedy in help_


def test_what_elements_have_a_column_each_is_computed():
    found = answer("table", "sum([x,y])*max(x,y) + norm(w)*x", "x=1:2:2", "y=3", "w=3,4", "--order", "0")
    assert [line.split()[1] for line in found.out.splitlines()] == ["value", "17", "25"]
