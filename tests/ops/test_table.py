"""One test walks the table of ops: each record is held against germs, SymPy, and its own other forms.

An op is sampled from its `domain`, and tried at the special points, where its scalar and array forms must agree.
Other ops, and functions made of ops, are listed in `CASES`; what is listed nowhere fails the last tests.
"""

from __future__ import annotations

import itertools
import math
import random
from functools import partial

import mpmath
import numpy as np
import pytest
import sympy
from flint import arb, ctx, fmpq
from table_cases import CASES
from truths import ANEW, kept, sampled

from gradcli import GradientTape, constant, grad
from gradcli.core import forms
from gradcli.core.op import OPS
from gradcli.core.trace import Tensor, plain
from gradcli.core.vocabulary import FUNCTIONS
from gradcli.errors import DomainFault
from gradcli.interpreters.germs import slopes
from gradcli.interpreters.germs.arrays import lifted
from gradcli.interpreters.germs.germ import lift, still, variable
from gradcli.ops.layout import total

FUNCTIONS.complete()
for f, inputs, _ in CASES.values():  # so that the families of ops have members
    f(*inputs)
OURS = {  # dialects have ops of their own, and tests of their own
    name: op
    for name, op in OPS.items()
    if name == "guard" or op.summary or any(rule and rule.__module__.startswith("gradcli.ops") for rule in op.vjp)
}
ELEMENTWISE = {name: op for name, op in OURS.items() if op.elementwise}
CURVED = {name: op for name, op in ELEMENTWISE.items() if any(op.vjp)}
FLAT = {name: op for name, op in ELEMENTWISE.items() if not any(op.vjp)}
SPECIAL = (0.0, -0.0, 1.0, -1.0, 0.5, -2.5, 1000.0, -1000.0, 1e300, -1e300, 1e-300, math.inf, -math.inf, math.nan)
DIGITS = 50
NO_FORMULA = {"igamma", "igammac", "zeta"}  # SymPy does not know their derivative in the first argument


def points(op, count=None):
    """Points in the op's domain, the same in every run; of members of families, which are slow, one."""
    dice, count = random.Random(op.name), count or (3 if op.summary else 1)
    return [tuple(dice.uniform(low, high) for low, high in op.domain) for _ in range(count)]


def along(f, xs, us):
    """f on the line through `xs` in the directions `us`, as a function of the way gone; arrays are summed, weighted."""

    def h(t):
        y = f(*[x + t * u for x, u in zip(xs, us)])
        if not getattr(plain(y), "shape", ()):
            return y
        weights = np.cos(np.arange(plain(y).size) + 1.0).reshape(plain(y).shape)
        return total(y * weights)

    return h


def by_tapes(h, order):
    """The derivatives of h at 0 up to `order`, by tapes in tapes."""
    found = []
    for _ in range(order):
        h = grad(h)
        found.append(h(0.0))
    return found


def by_germs(h, order):
    """The same by FLINT's series, which tests/interpreters/test_germs.py holds against mpmath."""
    before, (ctx.prec, ctx.cap) = (ctx.prec, ctx.cap), (240, order + 5)
    try:
        return [float(arb(v).mid()) for v in slopes(h(variable(still(fmpq(0)))), order, 1)[1:]]
    finally:
        ctx.prec, ctx.cap = before


def close(found, true, rel=1e-10):
    """Compare two lists of derivatives, relative to the largest up to each order."""
    for n, (a, b) in enumerate(zip(found, true, strict=True)):
        scale = max([abs(float(v)) for v in true[: n + 1]] + [1e-3])
        assert abs(float(a) - float(b)) <= rel * scale, (n, found, [float(v) for v in true])


def by_sympy(formula, point, symbol):
    """A formula's value and derivatives by a symbol, orders 0 to 3."""
    at = {s: sympy.Float(x, DIGITS) for s, x in point.items()}
    steps = formula.rewrite(sympy.floor).atoms(sympy.floor)  # of which SymPy knows no derivative
    local = formula.rewrite(sympy.floor).subs({f: f.subs(at) for f in steps}) if steps else formula
    slopes = itertools.accumulate([local] * 4, lambda f, _: sympy.diff(f, symbol))
    return [f.subs(at).doit().evalf(30) for f in slopes]


def exact(v):
    """A float or array of floats as germs."""
    return lifted(v) if hasattr(v, "shape") else lift(v)


class TestElementwise:
    @pytest.mark.parametrize("name", CURVED)
    def test_to_order_3_against_germs(self, name):
        op = OPS[name]
        for xs in points(op):
            directions = [[float(i == j) for j in range(len(xs))] for i in range(len(xs))]
            if len(xs) > 1:
                directions.append([0.7, -0.4, 0.9][: len(xs)])
            for us in directions:
                h = along(op.call, xs, us)
                true = by_germs(along(op.evaluate, [exact(x) for x in xs], us), 3)
                close(by_tapes(h, 3), true)

    @pytest.mark.parametrize("name", CURVED)
    @pytest.mark.parametrize("anew", ANEW)
    def test_to_order_3_against_sympy(self, name, anew):
        op = OPS[name]
        symbols = sympy.symbols("a:c", real=True)[: len(op.vjp)]
        if name in NO_FORMULA:
            with pytest.raises(TypeError, match="no form in sympy"):
                op.evaluate(*symbols)
            return
        formula = op.evaluate(*symbols)
        for xs in points(op):
            for i, s in enumerate(symbols):
                if op.vjp[i] is None:
                    continue
                us = [float(i == j) for j in range(len(xs))]
                true = kept((formula, xs, s), partial(by_sympy, formula, dict(zip(symbols, xs)), s), anew)
                close(by_tapes(along(op.call, xs, us), 3), true[1:])
            assert float(op.evaluate(*xs)) == pytest.approx(float(true[0]), rel=1e-14, abs=1e-15)

    @pytest.mark.parametrize("name", FLAT)
    def test_a_flat_op_has_no_path(self, name):
        op = OPS[name]
        assert op.kind == "flat"
        for xs in points(op):
            tensors = [constant(x) for x in xs]
            with GradientTape() as tape:
                tape.watch(tensors)
                y = op.call(*tensors)
            assert tape.gradient(y, tensors) == [None] * len(xs)
            if name != "guard":  # which hands on what it is given, for its truth alone
                low, high = (op.evaluate(*[x + d for x in xs]) for d in (-1e-9, 1e-9))
                assert low == high

    @pytest.mark.parametrize("name", ELEMENTWISE)
    def test_arrays_are_their_elements(self, name):
        op = OPS[name]
        rows = points(op, 6)
        for shape in ((6,), (2, 3), (3, 1, 2)):
            xs = [np.array(column).reshape(shape) for column in zip(*rows)]
            y, slopes = value_and_slopes(op, xs)
            assert np.shape(y) == shape
            for n, row in enumerate(rows):
                one, parts = value_and_slopes(op, row)
                assert_same(y.flat[n], one)
                for whole, part in zip(slopes, parts):
                    assert (whole is None) == (part is None)
                    if part is not None:
                        assert_same(whole.flat[n], part)

    @pytest.mark.parametrize("name", [name for name, op in ELEMENTWISE.items() if len(op.vjp) > 1])
    def test_broadcasting_sums_back(self, name):
        op = OPS[name]
        dice = random.Random(name)

        def sample(n, shape):
            low, high = op.domain[n]
            return np.array([dice.uniform(low, high) for _ in range(math.prod(shape))]).reshape(shape)

        for shapes in (
            ((3, 1), (4,), (1,)),
            ((), (2, 3), ()),
            ((2, 3), (), (3,)),
            ((0,), (1,), ()),
            ((2, 1), (1, 0), ()),
        ):
            xs = [sample(n, shape)[()] for n, shape in zip(range(len(op.vjp)), shapes)]
            xs = [float(x) if not np.shape(x) else x for x in xs]
            y, slopes = value_and_slopes(op, xs)
            full = np.broadcast_shapes(*map(np.shape, xs))
            assert np.shape(y) == full
            spread = [np.array(np.broadcast_to(x, full)) for x in xs]
            _, each = value_and_slopes(op, spread)
            for x, slope, whole in zip(xs, slopes, each):
                if whole is None:
                    assert slope is None
                    continue
                assert np.shape(slope) == np.shape(x)
                extra = len(full) - np.ndim(x)
                axes = tuple(range(extra)) + tuple(
                    n + extra for n, m in enumerate(np.shape(x)) if m == 1 and full[n + extra] != 1
                )
                assert np.ravel(slope) == pytest.approx(np.ravel(whole.sum(axis=axes)), rel=1e-13, abs=1e-13)

    @pytest.mark.parametrize("name", ELEMENTWISE)
    def test_empty_and_0d_arrays(self, name):
        op = OPS[name]
        xs = [np.empty((0, 2)) for _ in op.vjp]
        y, slopes = value_and_slopes(op, xs)
        assert np.shape(y) == (0, 2)
        assert all(slope is None or slope.shape == (0, 2) for slope in slopes)
        for row in points(op, 2):
            one, parts = value_and_slopes(op, row)
            boxed, slopes = value_and_slopes(op, [np.array(x) for x in row], wrap=Tensor)
            assert np.shape(boxed) == ()
            assert_same(boxed, one)
            for a, b in zip(slopes, parts):
                if b is not None:
                    assert_same(a, b)

    @pytest.mark.parametrize("name", CURVED)
    def test_float32_stays_float32(self, name):
        op = OPS[name]
        rows = points(op, 4)
        xs = [np.array(column, np.float32) for column in zip(*rows)]
        y, slopes = value_and_slopes(op, xs)
        wide, true = value_and_slopes(op, [x.astype(float) for x in xs])
        assert y.dtype == np.float32
        assert y == pytest.approx(wide, rel=3e-6, abs=1e-6)
        for slope, whole in zip(slopes, true):
            if whole is not None:
                assert slope.dtype == np.float32
                assert slope == pytest.approx(whole, rel=1e-4, abs=1e-5)

    @pytest.mark.parametrize(
        "name", sampled([name for name, op in CURVED.items() if len(op.vjp) == 1], dear=("hyp2f1",))
    )
    def test_floats_are_right_at_every_size(self, name):
        op = OPS[name]
        for x in (1e-300, 1e-8, -1e-8, 0.3, -0.3, 0.999999, 2.7, -2.7, 100.3, -100.3, 1000.0, -1000.0, 1e10):
            found, (slope,) = value_and_slopes(op, [x])
            with mpmath.workdps(DIGITS):
                true = op.evaluate(mpmath.mpf(x))
                if not 1e-290 < abs(true) < 1e290 or not math.isfinite(slope):
                    assert math.isnan(found) == bool(mpmath.isnan(true))
                    continue
                allowed = 8e-16 + 2e-16 * abs(x * slope / true)  # what the rounding of x itself changes
                assert abs(mpmath.mpf(found) - true) <= 2 * allowed * abs(true), (x, found, float(true))

    @pytest.mark.parametrize("name", sampled(ELEMENTWISE, 2, dear=("igamma", "igammac")))
    def test_scalar_and_array_forms_agree_at_special_points(self, name, monkeypatch):
        op, known, nearest = OPS[name], {}, forms.NEAREST[0]

        def found(op, *args):  # what both forms ask of FLINT is found once
            key = op.name, op.params, *map(repr, args)
            if key not in known:
                known[key] = nearest(op, *args)
            return known[key]

        monkeypatch.setattr(forms, "NEAREST", [found])
        for xs in itertools.product(SPECIAL, repeat=min(len(op.vjp), 2)):
            xs = (xs[0], *xs) if len(op.vjp) == 3 else xs
            try:
                scalar, slopes = value_and_slopes(op, xs)
            except DomainFault:
                with pytest.raises(DomainFault):
                    value_and_slopes(op, [np.array([x]) for x in xs])
                continue
            array, rows = value_and_slopes(op, [np.array([x]) for x in xs])
            if name not in ("maximum", "minimum") or scalar:  # IEEE leaves open which zero is the larger
                assert_same(array[0], scalar, xs)
            for slope, row in zip(slopes, rows):
                assert (slope is None) == (row is None)
                if slope is not None:
                    assert_same(row[0] + 0.0, slope + 0.0, xs)  # a slope of 0 has no sign


def value_and_slopes(op, xs, wrap=constant):
    """The op's value at `xs`, and its gradient for each input."""
    tensors = [wrap(x) for x in xs]
    with GradientTape() as tape:
        tape.watch(tensors)
        y = op.call(*tensors)
    return plain(y), [plain(g) for g in tape.gradient(y, tensors)]


def assert_same(a, b, at=None, ulps=4):
    """The same number, the sign of zero included, to a few units in the last place."""
    if isinstance(b, bool | np.bool_):
        assert bool(a) == bool(b), at
        return
    a, b = float(a), float(b)
    if math.isnan(a) or math.isnan(b) or math.isinf(a) or math.isinf(b):
        assert a == b or (math.isnan(a) and math.isnan(b)), (at, a, b)
    else:
        assert abs(a - b) <= ulps * math.ulp(max(abs(a), abs(b))), (at, a, b)
        assert math.copysign(1.0, a) == math.copysign(1.0, b) or (a or b), (at, a, b)


class TestFamilies:
    @pytest.mark.parametrize("label", CASES)
    def test_to_order_3_against_germs(self, label):
        f, inputs, order = CASES[label]
        dice = np.random.default_rng(7)
        us = [dice.uniform(-1, 1, np.shape(x)) if np.shape(x) else float(dice.uniform(-1, 1)) for x in inputs]
        true = by_germs(along(f, [exact(x) for x in inputs], us), order)
        close(by_tapes(along(f, inputs, us), order), true, 1e-9)

    @pytest.mark.parametrize("label", CASES)
    def test_gradients_have_the_shape_and_dtype_of_their_source(self, label):
        f, inputs, _ = CASES[label]
        narrow = [np.asarray(x, np.float32) if np.shape(x) else x for x in inputs]
        for xs in (inputs, narrow):
            tensors = [constant(x) for x in xs]
            with GradientTape() as tape:
                tape.watch(tensors)
                y = f(*tensors)
            for x, g in zip(xs, tape.gradient(y, tensors, unconnected_gradients="zero")):
                assert g.shape == np.shape(x)
                assert getattr(g.value, "dtype", float) == getattr(x, "dtype", float)


class TestNothingIsUntested:
    def test_every_op_that_is_not_elementwise_is_recorded_by_a_case(self):
        seen = set()
        for f, inputs, _ in CASES.values():
            tensors = [constant(x) for x in inputs]
            with GradientTape(persistent=True) as tape:
                tape.watch(tensors)
                y = f(*tensors)
                tape.gradient(y, tensors)
            seen |= {step[1].name for piece in tape.heard if isinstance(piece, list) for step in piece}
        assert {name for name, op in OURS.items() if not op.elementwise} <= seen

    def test_every_public_function_is_a_case_or_an_elementwise_op(self):
        labels = {label.split()[0] for label in CASES}
        assert set(FUNCTIONS) - set(ELEMENTWISE) <= labels
