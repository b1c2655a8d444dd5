"""Straight-line NumPy over columns against the same function settled point by point, for every elementwise op."""

from __future__ import annotations

import math

import numpy as np
import pytest
from truths import sampled

from gradcli.answer.subject import Ask
from gradcli.errors import DomainFault
from gradcli.frontends.table.expression import RowExpression
from gradcli.frontends.table.rows import OK, STATUS, Tabulator, quantities
from gradcli.interpreters.code.numpy_code import Code
from gradcli.interpreters.code.straight_line import with_derivatives
from gradcli.ops import FUNCTIONS

ELEMENTWISE = sorted(name for name, f in FUNCTIONS.items() if hasattr(f.call, "op") and f.call.op.elementwise)


def tabulator(text, names, order=1, **options):
    function = RowExpression(text, names, [], Ask(order=order))
    return Tabulator(function, quantities(function.wrt, order), **options)


def agree(text, points, order=1):
    """The table's numbers and status at points against those of eval."""
    table = tabulator(text, list(points), order)
    columns = [np.array(points[name], float) for name in table.function.names]
    answer = table.at(columns)
    assert not table.by_row, table.by_row
    for n in range(len(columns[0])):
        got = [float(v[n]) for v in answer.values]
        try:
            result = table.function.settle([float(c[n]) for c in columns])
        except DomainFault:
            assert STATUS[answer.status[n]] == "domain", (text, n, got)
            continue
        for q, number in zip(table.quantities, got):
            expected = result.numbers[q.name]
            if expected is None:
                assert math.isnan(number), (text, q.name, n)
            elif not (expected == number or abs(expected - number) <= 1e-9 * abs(expected)):
                raise AssertionError((text, q.name, [c[n] for c in columns], number, expected))
        assert (answer.status[n] == OK) == (not {note.code for note in result.notes} - {"flat", "unused"}), (text, n)


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_every_elementwise_op(name):
    op = FUNCTIONS[name].call.op
    rng = np.random.default_rng(3)
    points = {v: rng.uniform(low, high, 5) for v, (low, high) in zip("xyz", op.domain)}
    if op.kind == "flat" and len(points) == 1:
        points["x"] = np.array([0.3, -0.7, 1.2])
    call = f"{name}({', '.join(points)})"
    if name in ("where",):
        call = "where(x > 0, y, z)"
    if op.name.startswith("logical"):
        call = f"{name}({', '.join(f'{v} > 0' for v in points)})"
    agree(f"x*({call})", points)


@pytest.mark.parametrize(
    "text",
    [
        "x^3 + x^2 + sqrt(x^2 + 1)", "x^0.5*y", "exp(-x*x)*sin(y)/(1 + y*y)", "max(x, y, 0)*min(x, y)",
        "sum(([[1,2],[3,4]]@[x,y] - [1,-1])^2)", "norm([x, y, 1])*prod([x, y])", "logsumexp([x, y])",
        "x if x > y else y*y",
        "where(x > 0 and y > 0, log(x*y), x*y)", "r = sqrt(x*x + y*y); sin(r)/r", "abs(x - y) + floor(x) + sign(y)",
        "x*log(x) if x > 0 else -x", "where(1 > 0, x, y)*x if 2 > 1 else y",
        "1/x + 1/y", "max([x, y, x*y])", "x % 1", "mean([x, y])^2", "exp(1000*x)",
    ],
)  # fmt: skip
@pytest.mark.parametrize("order", sampled([2, 1], 2))
def test_expressions_at_plain_and_awkward_points(text, order):
    values = [-2.0, -1.0, -0.3, 0.0, 0.3, 1.0, 2.0]
    agree(text, {"x": values * 2, "y": [*values[::-1], *np.roll(values, 2)]}, order)


def test_a_determinant_is_settled_row_by_row():
    table = tabulator("det([[x, 1], [1, y]])", ["x", "y"])
    answer = table.at([np.array([2.0, 3.0]), np.array([5.0, 7.0])])
    assert table.by_row == "det is of arrays"
    np.testing.assert_allclose(answer.values, [[9.0, 20.0], [5.0, 7.0], [2.0, 3.0]], rtol=1e-14)


def test_blocks_and_threads_do_not_matter():
    table = tabulator("exp(sin(x*y)) + (x if x > y else y)", ["x", "y"])
    rng = np.random.default_rng(1)
    columns = [rng.normal(size=100_003) for _ in range(2)]
    table.at([c[:10] for c in columns])
    code = table.code
    whole, doubt = code(columns, 1)
    for threads, block in ((3, 1024), (2, 5000), (1, 100_003)):
        code.block = block
        again, doubted = code(columns, threads)
        for a, b in zip(whole, again):
            assert np.array_equal(a, b)
        assert np.array_equal(doubt, doubted)
    assert np.array_equal(whole[0][:7], code([c[:7] for c in columns])[0][0])


def test_common_and_dead_steps_are_gone():
    function = RowExpression("sin(x*y)*exp(sin(x*y)) + 0*(x + y + 3)*2 + log(2)*sin(x*y)", ["x", "y"], [], Ask())
    row = function.record([0.3, 0.7])
    line = with_derivatives(row.program, row.wrt, [(), (0,), (1,)])
    names = [step[1].name for step in line.steps]
    assert names.count("sin") == names.count("exp") == names.count("cos") == 1
    assert "log" not in names
    assert len(set(map(str, ((s[1].name, s[3], s[5]) for s in line.steps)))) == len(names)


def test_buffers_are_used_again():
    function = RowExpression(" + ".join(f"sin({n}*x)" for n in range(1, 60)), ["x"], [], Ask(order=0))
    row = function.record([0.3])
    code = Code(with_derivatives(row.program, row.wrt, [()]))
    assert len(code.temporary) < 6
    (value,), _ = code([np.linspace(0, 1, 9)])
    np.testing.assert_allclose(
        value, sum(np.sin(n * np.linspace(0, 1, 9)) for n in range(1, 60)), rtol=1e-13, atol=1e-13
    )


def test_an_output_may_be_a_column_or_a_constant():
    table = tabulator("3*x", ["x"])
    answer = table.at([np.array([1.0, 2.0])])
    assert [v.tolist() for v in answer.values] == [[3.0, 6.0], [3.0, 3.0]]
    assert [v.tolist() for v in tabulator("x", ["x"]).at([np.array([1.0, 2.0])]).values] == [[1.0, 2.0], [1.0, 1.0]]


def test_doubtful_rows_are_few_and_those_that_lose_digits_are_among_them():
    table = tabulator("(1 - cos(x))/x^2", ["x"])
    x = np.concatenate([np.linspace(0.5, 3, 5000), [1e-7, 1e-6]])
    answer = table.at([x])
    assert 2 <= table.settled < 20
    np.testing.assert_allclose(answer.values[0][-2:], [0.5, 0.5], rtol=1e-12)
    np.testing.assert_allclose(answer.values[1][-2:], -x[-2:] / 12, rtol=1e-9)


def test_more_doubtful_rows_than_are_settled_are_told():
    table = tabulator("abs(x)/x", ["x"])
    answer = table.at([np.zeros(1000)])
    assert (table.settled, table.unsettled) == (300, 700)
    assert {STATUS[s] for s in answer.status} <= {"domain", "nonfinite"}
