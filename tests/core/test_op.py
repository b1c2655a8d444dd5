"""Ops: which function runs on which class of value, what is recorded, and what stands in for exceptions."""

from __future__ import annotations

import math
import subprocess
import sys

import mpmath
import numpy as np
import pytest
import sympy

from gradcli import GradientTape, Tensor, constant
from gradcli.core.calls import ONE, family, unary
from gradcli.core.op import KINDS, OPS
from gradcli.core.vocabulary import ALIASES, FUNCTIONS
from gradcli.errors import DomainFault
from gradcli.ops.analysis import erf, exp, log, sin, sqrt
from gradcli.ops.arithmetic import add, divide, multiply, power
from gradcli.ops.branches import where
from gradcli.ops.joining import concatenate
from gradcli.ops.multi_output import Parts, pick, several


class TestForms:
    def test_a_values_class_names_its_library(self):
        x = sympy.Symbol("x")
        assert sin(0.5) == math.sin(0.5)
        assert type(sin(0.5)) is float
        assert sin(1) == math.sin(1)
        assert sin(np.array([0.5]))[0] == np.sin(0.5)
        assert type(sin(np.float32(0.5))) is np.float32
        assert sin(x) == sympy.sin(x)
        with mpmath.workdps(40):
            assert sin(mpmath.mpf(1) / 3) == mpmath.sin(mpmath.mpf(1) / 3)

    def test_arrays_of_objects_go_element_by_element(self):
        x = sympy.Symbol("x")
        found = sin(np.array([[x, mpmath.mpf(1)], [sympy.Integer(2), 0.5]], object))
        assert found[0, 0] == sympy.sin(x)
        assert found[0, 1] == mpmath.sin(1)
        assert found[1, 0] == sympy.sin(2)
        assert found[1, 1] == math.sin(0.5)

    def test_what_numpy_lacks_runs_on_elements_and_keeps_the_dtype(self):
        for dtype in (np.float32, np.float64):
            found = erf(np.array([[0.5, -1.0]], dtype))
            assert found.dtype == dtype
            assert found[0] == pytest.approx([math.erf(0.5), math.erf(-1)], rel=1e-6)

    @pytest.mark.parametrize("cls", [float, np.float64, np.float32, mpmath.mpf])
    def test_where_math_raises_ieee_answers(self, cls):
        assert exp(cls(1e6)) == (math.inf if cls is not mpmath.mpf else mpmath.exp(1e6))
        assert log(cls(0)) == -math.inf
        assert math.isnan(log(cls(-1)))
        assert math.isnan(sqrt(cls(-1)))
        assert divide(cls(1), cls(0)) == math.inf
        assert divide(cls(-1), cls(0)) == -math.inf
        assert math.isnan(divide(cls(0), cls(0)))
        assert math.isnan(power(cls(-2), 0.5))

    def test_an_op_without_a_form_says_so(self):
        with pytest.raises(TypeError, match="zeta has no form in sympy"):
            FUNCTIONS["zeta"].call(sympy.Symbol("x"))

    def test_a_fault_in_a_form_is_not_taken_for_arithmetic(self):
        with pytest.raises(DomainFault):
            FUNCTIONS["inv"].call(np.zeros((2, 2)))


class TestRecords:
    def test_every_op_is_of_a_known_kind_and_complete(self):
        FUNCTIONS.complete()
        for name, op in OPS.items():
            assert op.name == name
            assert op.kind in KINDS
            assert len(op.domain) == len(op.vjp)
            assert not (op.kind == "flat" and any(op.vjp))
            assert (op.kind in ("flat",)) or any(op.vjp), name

    def test_names_and_aliases(self):
        assert ALIASES["ln"] == "log"
        assert ALIASES["asin"] == "arcsin"
        assert FUNCTIONS["arctan2"].low == FUNCTIONS["arctan2"].high == 2
        assert FUNCTIONS["sum"].keywords == {"axis": "Axis", "keepdims": "bool"}
        assert all(target in FUNCTIONS for target in ALIASES.values())
        assert all(f.summary and not f.summary.endswith(".") for f in FUNCTIONS.values())
        assert not set(ALIASES) & set(FUNCTIONS)

    def test_families_make_each_op_once(self):
        made = []

        @family
        def scaled(by):
            made.append(by)
            return unary("scaled", "linear", lambda g, y, x: g * by, params=(by,), python=lambda x: x * by)

        try:
            assert scaled(2.0) is scaled(2.0)
            assert scaled(3.0)(2.0) == 6.0
            assert made == [2.0, 3.0]
            assert repr(scaled(2.0).op) == "scaled[2.0]"
        finally:
            del OPS["scaled"]

    def test_families_are_imported_by_name(self):
        code = """
import sys
from gradcli.ops import ALIASES, FUNCTIONS
assert "besselj" in FUNCTIONS and "psi" in ALIASES and "nonsense" not in FUNCTIONS
assert FUNCTIONS.get("nonsense") is None and "gradcli.ops.bessel" not in sys.modules
assert FUNCTIONS["besselj"].low == 2 and "gradcli.ops.bessel" in sys.modules
"""
        subprocess.run([sys.executable, "-c", code], check=True, timeout=300)


class TestRecording:
    def test_steps_of_each_width(self):
        x, n = constant(2.0), constant([1.0, 2.0])
        with GradientTape() as tape:
            tape.watch([x, n])
            a = sin(x)
            b = multiply(a, 3.0)
            c = where(True, b, x)
            d = concatenate([n, np.array([5.0])])
        (steps,) = [piece for piece in tape.heard if isinstance(piece, list) and piece]
        assert steps[0] == (a.at, sin.op, math.sin(2.0), x.at, 0, 2.0)
        assert steps[1] == (b.at, multiply.op, b.value, a.at, 0, a.value, 3.0)
        assert steps[2][:5] == (c.at, where.op, c.value, (0, b.at, x.at), None)
        assert steps[3][0] == d.at
        assert steps[3][3] == (n.at, 0)

    def test_nothing_is_recorded_of_what_no_tape_could_care_for(self):
        with GradientTape() as tape:
            sin(constant(2.0))
            sin(2.0)
        assert not any(tape.heard)

    def test_results_take_their_operands_class(self):
        class Mine(Tensor):
            __slots__ = ()

        x = Mine(2.0)
        assert type(sin(x)) is Mine
        assert type(2.0 + x) is Mine
        assert type(where(True, 1.0, x)) is Mine

    def test_bare_values_stay_bare(self):
        assert type(add(1.0, 2.0)) is float
        assert type(where(True, 1.0, 2.0)) is float

    def test_several_outputs(self):
        both = unary(
            "both", "general", lambda g, y, x: g.of(0, y) * pick(1)(y) - g.of(1, y) * pick(0)(y), elementwise=False,
            python=lambda v: (math.sin(v), math.cos(v)),
        )  # fmt: skip
        try:
            assert several(both, 0.5) == (math.sin(0.5), math.cos(0.5))
            x = constant(0.5)
            with GradientTape(persistent=True) as outer:
                outer.watch(x)
                with GradientTape() as tape:
                    tape.watch(x)
                    s, c = several(both, x)
                    y = s * s * c
                g = tape.gradient(y, x)
                only = several(both, x)[1]
            assert g.value == pytest.approx(2 * s.value * c.value**2 - s.value**3)
            assert outer.gradient(g, x).value == pytest.approx(2 * c.value**3 - 7 * s.value**2 * c.value)
            assert outer.gradient(only, x).value == -s.value
            unused = outer.gradient(only, x, output_gradients=0.0).value
            assert unused == 0.0
        finally:
            del OPS["both"]

    def test_parts_add_up(self):
        assert Parts({0: 1.0}) + Parts({0: 2.0, 1: 3.0}) == {0: 3.0, 1: 3.0}
        assert Parts({1: 2.0}).of(0, (np.ones(2), 1.0)).tolist() == [0.0, 0.0]


def test_one_absorbs():
    x = object()
    assert ONE * x is x
    assert x * ONE is x
    assert -ONE == -1.0
    assert ONE / 4.0 == 0.25
    assert ONE + 2.0 == 3.0 == 2.0 + ONE
    assert sin(ONE) == math.sin(1.0)


def test_one_form_made_of_ops_serves_every_class_of_number():
    from flint import fmpq

    from gradcli.core.calls import dialect_unary
    from gradcli.frontends.function_page import proof
    from gradcli.interpreters.germs import apply, slopes
    from gradcli.interpreters.germs.germ import still, variable

    versin = dialect_unary(
        "versin", "smooth", lambda g, y, x: g * sin(x), python=lambda x: 2.0 * sin.op.evaluate(x / 2.0) ** 2
    ).op
    assert versin.evaluate(0.3) == pytest.approx(1 - math.cos(0.3), rel=1e-14)
    assert np.allclose(versin.evaluate(np.array([0.3, 1.0])), 1 - np.cos([0.3, 1.0]))
    with mpmath.workdps(40):
        assert abs(versin.evaluate(mpmath.mpf(1)) - 1 + mpmath.cos(1)) < 1e-39
    x = sympy.Symbol("x")
    assert abs(versin.evaluate(x).subs(x, 0.3) - versin.evaluate(0.3)) < 1e-15
    value, slope, *_ = slopes(apply(versin, variable(still(fmpq(1, 2)), 1)), 2, 1)
    assert float(value.mid()) == pytest.approx(1 - math.cos(0.5))
    assert float(slope.mid()) == pytest.approx(math.sin(0.5))
    assert "FLINT" in proof(versin)
