"""The check: what it says of right numbers, of awkward points, and of every rule broken in every way."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest
from ops.table_cases import CASES
from truths import sampled

from gradcli.check import Claim, Question
from gradcli.check.examine import check
from gradcli.core.calls import unary
from gradcli.core.program import Program
from gradcli.core.trace import Listener, plain
from gradcli.ops import FUNCTIONS
from gradcli.ops.analysis import cos, exp, log, sigmoid, sin, sqrt, tanh
from gradcli.ops.arithmetic import power
from gradcli.ops.branches import absolute, maximum, relu, where
from gradcli.ops.extremes import sort
from gradcli.ops.layout import total
from gradcli.ops.reductions import mean
from gradcli.results.numbers import Digits
from gradcli.tape import GradientTape, Variable, constant

stop_gradient = unary("stop_gradient", "flat", custom=True, python=lambda x: x)


@pytest.fixture
def calls(monkeypatch):
    """Every question that a tape is asked in this test, and its answer."""
    seen = []
    monkeypatch.setattr(GradientTape, "witness", seen.append)
    return seen


def asked(f, *inputs):
    """The question of the gradient of sum(f) at the inputs, as a tape answers it."""
    seen, before = [], GradientTape.witness
    GradientTape.witness = seen.append
    try:
        xs = [constant(x) for x in inputs]
        with GradientTape() as tape:
            tape.watch(xs)
            y = f(*xs)
        tape.gradient(y, xs, unconnected_gradients="zero")
    finally:
        GradientTape.witness = before
    return Question.of(seen[0], "xyzw"[: len(inputs)])


def claimed(f, point, paths):
    """The question of claims {path of sources: number} about f at a point of numbers."""
    xs = [constant(x) for x in point]
    with Listener() as ear:
        for x in xs:
            ear.mark(x)
        y = f(*xs)
    steps = [step for piece in ear.heard if not isinstance(piece, int) for step in piece]
    program = Program([x.at for x in xs], [y.at], steps)
    claims = [Claim(".".join("xyz"[n] for n in path), path, found) for path, found in paths.items()]
    return Question(program, "xyz"[: len(point)], point, claims)


def only(question, **how):
    """The one item of a check."""
    (item,) = check(question, **how).items
    return item


# formulas


def test_the_readme_example_has_its_five_formulas():
    found = check(
        claimed(
            lambda x, y: x**2 * y + sin(x * y),
            [2.0, 3.0],
            {
                (0,): 14.880510859951098,
                (1,): 5.920340573300732,
                (0, 0): 8.514739483790333,
                (0, 1): 6.6366632758439215,
                (1, 1): 1.1176619927957034,
            },
        )
    )
    assert [item.formula for item in found.items] == [
        "2*x*y + y*cos(x*y)",
        "x**2 + x*cos(x*y)",
        "2*y - y**2*sin(x*y)",
        "2*x + cos(x*y) - x*y*sin(x*y)",
        "-x**2*sin(x*y)",
    ]
    assert [(item.rel_err, item.digits, item.verdict) for item in found.items] == [(0.0, 16, "ok")] * 5
    assert found.verdict == "ok"


def test_a_formula_is_of_the_branch_taken_and_says_so():
    def f(x):
        return x * x if x > 1.0 else x

    found = check(asked(f, 3.0))
    assert (found.items[0].formula, found.notes) == ("2*x", ["verified for the branches taken"])
    assert check(asked(lambda x: where(x > 1.0, x * x, x), 3.0)).items[0].formula == "2*x"
    assert check(asked(lambda x: maximum(-x, relu(x)) * absolute(x), -3.0)).items[0].formula == "2*x"


def test_a_branch_decided_at_the_point_itself_is_noted():
    found = check(asked(lambda x: x * x if x > 1.0 else 3.0 * x, 1.0))
    assert found.verdict == "ok"
    assert found.notes == ["a branch is decided at this very point; verified for the branch taken"]


# verdicts


@pytest.mark.parametrize(
    ("found", "verdict", "digits"),
    [
        (0.5403023058681398, "ok", 16),
        (0.5403023058681397, "ok", 15),
        (0.5403023058681398 * (1 + 3e-11), "ok", 10),
        (0.5403023058681398 * (1 + 3e-8), "FAIL", 7),
        (-0.5403023058681398, "FAIL", 0),
        (0.0, "FAIL", 0),
        (math.nan, "FAIL", 0),
        (math.inf, "FAIL", 0),
    ],
)
def test_a_number_off_by_more_than_the_tolerance_fails(found, verdict, digits):
    item = only(claimed(sin, [1.0], {(0,): found}))
    assert (item.verdict, item.digits) == (verdict, digits)
    assert item.reference == 0.5403023058681398


def test_rounding_is_called_rounding():
    def expanded(x):
        return x**7 - 7 * x**6 + 21 * x**5 - 35 * x**4 + 35 * x**3 - 21 * x**2 + 7 * x - 1

    item = only(asked(expanded, 1.0001))
    assert (item.verdict, item.digits) == ("imprecise", 0)
    assert item.note.startswith("no digit is right: ")
    assert item.reference == 6.9999999999953744e-24


def test_more_than_rounding_is_a_failure():
    question = asked(lambda x: sin(x) * exp(x), 1.0)
    question.claims[0].found *= 1 + 1e-7
    assert only(question).verdict == "FAIL"
    assert only(question, rtol=1e-6).verdict == "ok"


def test_an_overflow_on_the_way_is_imprecise_and_no_other_nan_is():
    item = only(asked(lambda x: log(exp(x)), 800.0))
    assert (item.reference, item.digits, item.verdict) == (1.0, 0, "imprecise")
    assert only(claimed(lambda x: log(exp(x)), [800.0], {(0,): math.nan})).verdict == "FAIL"
    assert only(claimed(lambda x: log(exp(x)), [8.0], {(0,): math.nan})).verdict == "FAIL"


def test_one_nan_among_many_is_the_verdict():
    question = asked(lambda x: total(sin(x)), np.linspace(0.1, 1.0, 9))
    assert only(question).verdict == "ok"
    question.claims[0].found[4] = math.nan
    item = only(question)
    assert item.verdict == "FAIL"
    assert item.note.startswith("at [4]")
    many = asked(lambda x: total(sin(x)), np.linspace(0.1, 1.0, 99))
    many.claims[0].found[50] = math.nan
    assert only(many).verdict == "FAIL"


def test_zero_is_zero():
    item = only(asked(lambda x: sin(x) ** 2 + cos(x) ** 2, 0.7))
    assert (item.reference, item.verdict) == (0.0, "ok")
    item = only(asked(lambda x: x * 0.0, 0.7))
    assert (item.rel_err, item.digits, item.verdict) == (0.0, 16, "ok")
    assert only(claimed(lambda x: sin(x) ** 2 + cos(x) ** 2, [0.7], {(0,): 1e-10})).verdict == "FAIL"


def test_tiny_numbers_are_compared_as_closely_as_large_ones():
    assert only(claimed(lambda x, y: x * y, [1e-310, 3.0], {(1,): 1e-310})).verdict == "ok"
    assert only(claimed(lambda x, y: x * y, [1e-200, 3.0], {(1,): 2e-200})).verdict == "FAIL"
    assert only(claimed(lambda x: log(1.0 + exp(x)), [-300.0], {(0,): 5.148200222412013e-131})).verdict == "ok"
    assert only(claimed(lambda x: log(1.0 + exp(x)), [-300.0], {(0,): 0.0})).verdict == "FAIL"


@pytest.mark.parametrize(
    ("f", "point", "verdict"),
    [
        (absolute, 0.0, "undefined"),
        (lambda x: sqrt(x * x), 0.0, "undefined"),
        (lambda x: maximum(x, -2.0 * x), 0.0, "undefined"),
        (relu, 0.0, "undefined"),
        (lambda x: x * absolute(x), 0.0, "ok"),
        (lambda x: relu(x) ** 2, 0.0, "ok"),
        (lambda x: power(x, 1.5), 0.0, "ok"),
        (sqrt, 0.0, "ok"),
    ],
)
def test_kinks_are_undefined_and_nothing_else_is(f, point, verdict):
    assert only(asked(f, point)).verdict == verdict


@pytest.mark.parametrize(
    ("f", "point", "path", "found", "verdict"),
    [
        (lambda x: relu(x) ** 2, [0.0], (0, 0), 2.0, "undefined"),
        (lambda x: maximum(x, 0.0) ** 3, [0.0], (0, 0, 0), 6.0, "undefined"),
        (lambda x: where(absolute(x) < 1.0, x**2 / 2.0, absolute(x) - 0.5), [1.0], (0, 0), 0.0, "undefined"),
        (lambda x: x * absolute(x), [0.0], (0, 0), 0.0, "undefined"),
        (lambda x: absolute(x) ** 3, [0.0], (0, 0, 0), 0.0, "undefined"),
        (lambda x: absolute(x) ** 3, [0.0], (0, 0), 0.0, "ok"),
        (lambda x: absolute(x) ** 4, [0.0], (0, 0, 0, 0), 24.0, "ok"),
        (lambda x: absolute(x) ** 4, [0.0], (0, 0, 0, 0), 23.0, "FAIL"),
        (lambda x: relu(x) ** 2, [1.0], (0, 0), 1.0, "FAIL"),
        (lambda x, y: relu(x) ** 2 + y, [0.0, 1.0], (0, 0), 0.0, "undefined"),
        (lambda x, y: absolute(x) * y, [0.0, 1.0], (0, 1), 0.0, "undefined"),
        (lambda x, y: absolute(x - y) * (x - y), [1.0, 1.0], (0, 1), 0.0, "undefined"),
        (lambda x, y: absolute(x * y), [0.0, 0.0], (0, 1), 0.0, "undefined"),
        (lambda x, y: absolute(x - y) ** 2, [1.0, 1.0], (0, 1), -2.0, "ok"),
        (lambda x: 1.0 / x, [0.0], (0, 0), math.inf, "undefined"),
    ],
)
def test_kinks_of_the_slope_are_undefined_too(f, point, path, found, verdict):
    assert only(claimed(f, point, {path: found})).verdict == verdict


def test_an_infinite_slope_is_one_sided_or_two():
    assert only(claimed(sqrt, [0.0], {(0,): math.inf})).verdict == "ok"
    assert only(claimed(sqrt, [0.0], {(0,): -math.inf})).verdict == "FAIL"
    assert only(claimed(sqrt, [0.0], {(0,): 1e300})).verdict == "FAIL"


def test_what_is_known_to_be_a_kink_is_looked_at_from_both_sides():
    question = claimed(lambda x: sqrt(x**6), [0.0], {(0, 0, 0): 0.0})
    assert only(question, kinks=True).verdict == "undefined"


def test_nothing_is_stepped_over_that_is_near_zero():
    assert only(asked(lambda x: sqrt(total(x * x)), np.array([1e-100, 0.0]))).verdict == "ok"


def test_slopes_that_do_not_add_up_are_undefined():
    assert only(asked(lambda x: sort(x)[1], np.ones(3))).verdict == "undefined"


def test_what_is_meant_to_differ_is_custom():
    item = only(asked(lambda x: x * stop_gradient(x), 3.0))
    assert (item.tape, item.reference, item.formula, item.verdict) == (3.0, 6.0, "2*x", "custom")
    assert only(asked(lambda x: total(sin(x - stop_gradient(x * 0.0))), np.ones(2))).verdict == "ok"


@pytest.mark.parametrize("fault", [KeyError, OSError, StopIteration, Exception])
def test_a_rule_of_the_users_own_may_raise_whatever_it_likes(fault):
    def rule(g, y, x):
        if g.dtype == object:
            raise fault
        return g * 3.0

    twice = unary("custom_gradient", "general", rule, elementwise=False, custom=True, python=lambda x: x * 2)
    item = only(asked(lambda x: twice(x) ** 2, np.array([1.0, 2.0])))
    assert (item.tape, item.reference, item.verdict) == (24.0, 16.0, "custom")


def test_a_wrong_rule_does_not_hide_behind_a_custom_one(monkeypatch):
    monkeypatch.setattr(tanh.op, "vjp", (lambda g, y, x: g * (1.0 + y * y),))
    item = only(asked(lambda x: stop_gradient(x) * tanh(x), 0.5))
    assert item.verdict == "FAIL"
    assert "tanh" in item.note


def test_a_dialect_keeps_its_answers_at_awkward_points_alone(monkeypatch):
    def f(x):
        return sqrt(x) ** 2

    question = asked(f, 0.0)
    question.claims[0].found = math.nan
    assert only(question).verdict == "FAIL"
    question.dialect = True
    assert (only(question).verdict, only(question).reference) == ("convention", 1.0)
    question = asked(f, 4.0)
    question.dialect, question.claims[0].found = True, 2.0
    assert only(question).verdict == "convention" or only(question).verdict == "FAIL"
    monkeypatch.setattr(sqrt.op, "vjp", (lambda g, y, x: g / y,))
    question = asked(f, 4.0)
    question.dialect = True
    assert only(question).verdict == "FAIL"


def frozen(rule):
    """A sine that knows floats alone."""
    return unary("frozen", "smooth", rule, math=lambda x: math.sin(x), mpmath=lambda x: math.sin(x))


def test_what_has_no_hundred_digits_is_compared_in_float64():
    found = check(asked(frozen(lambda g, y, x: g * cos(x)), 0.5))
    assert found.verdict == "ok"
    assert found.notes == ["1 of 1 compared with differences of the recorded program in float64"]
    assert only(asked(frozen(lambda g, y, x: g), 0.5)).verdict == "FAIL"


def test_what_nothing_can_verify_is_skipped():
    sine = frozen(lambda g, y, x: g * cos(x))
    item = only(claimed(lambda x: sine(x) * x, [0.5], {(0, 0, 0): 1.0}))
    assert item.verdict == "skipped"
    assert "frozen" in item.note
    second = 2 * math.cos(0.5) - 0.5 * math.sin(0.5)
    assert only(claimed(lambda x: sine(x) * x, [0.5], {(0, 0): second})).verdict == "ok"
    assert only(claimed(lambda x: sine(x) * x, [0.5], {(0, 0): 1.0})).verdict == "FAIL"
    mixed = claimed(lambda x, y: sine(x) * y, [0.5, 2.0], {(0, 1): math.cos(0.5)})
    assert only(mixed).verdict == "ok"
    mixed.claims[0].found = 1.0
    assert only(mixed).verdict == "FAIL"


def test_nothing_outlasts_its_time():
    def loop(x):
        for _ in range(3000):
            x = sin(x * x)
        return x

    found = check(asked(loop, 0.7), seconds=0.01)
    assert found.verdict == "ok"
    assert re.fullmatch(
        r"1 of 1 compared with differences .* in float64; --timeout \d+ allows 100 digits", found.notes[0]
    )
    assert only(claimed(loop, [0.7], {(0, 0, 0): 1.0}), seconds=0.01).verdict == "skipped"


def test_large_arrays_are_compared_in_float64():
    dice = np.random.default_rng(2)
    inputs, weights = dice.normal(size=(40, 300)), dice.normal(size=(300, 60)) * 0.1
    question = asked(lambda w: mean(tanh(FUNCTIONS["matmul"].call(inputs, w)) ** 2), weights)
    found = check(question, seconds=0.5)
    assert found.verdict == "ok"
    assert "in float64, arrays along three random directions" in found.notes[0]
    question.claims[0].found = question.claims[0].found * 1.01
    assert only(question, seconds=0.5).verdict == "FAIL"


def test_a_batch_jacobian_is_compared_row_by_row(calls):
    x = constant(np.linspace(0.1, 1.2, 12).reshape(4, 3))
    with GradientTape() as tape:
        tape.watch(x)
        y = sin(x) * total(x)
    jacobian = tape.jacobian(y, x)
    n = np.arange(4)
    question = Question.of(calls[0], ["x"])
    question.claims[0].found = plain(jacobian)[n, :, n]
    question.claims[0].by_row = True
    assert only(question).verdict == "ok"
    question.claims[0].found[2, 1, 1] += 0.1
    assert (only(question).verdict, only(question).note) == ("FAIL", "at [2, 1, 1]: not what the rules give")


def test_a_target_that_was_not_watched_is_its_own_source(calls):
    x = constant([2.0, 3.0])
    with GradientTape() as tape:
        pass
    tape.gradient(x, x)
    assert check(Question.of(calls[0], ["x"])).verdict == "ok"


@pytest.mark.parametrize("kind", [np.float16, np.float32])
def test_coarse_numbers_have_a_coarse_tolerance(kind):
    question = asked(lambda x: sin(x) * kind(3), kind(0.1))
    assert only(question).verdict == "ok"
    question.claims[0].found = kind(question.claims[0].found * kind(1.2))
    assert only(question).verdict == "FAIL"


# programs


def test_a_long_loop_is_checked_step_by_step():
    def loop(x):
        y = x
        for _ in range(1000):
            y = sin(y * x) + x * y
        return y

    item = only(asked(loop, 0.7))
    assert (item.verdict, item.formula) == ("ok", None)
    assert item.digits >= 12


def test_training_is_checked_at_the_values_it_read(calls):
    dice = np.random.default_rng(0)
    inputs, answers = dice.normal(size=(8, 3)), dice.normal(size=8)
    w, b = Variable(np.zeros(3)), Variable(0.0)
    for _ in range(5):
        with GradientTape() as tape:
            loss = mean((tanh(FUNCTIONS["matmul"].call(inputs, w) + b) - answers) ** 2)
        dw, db = tape.gradient(loss, [w, b])
        w.assign_sub(plain(dw))
        b.assign_sub(plain(db))
    assert len(calls) == 5
    for call in calls:
        assert [item.verdict for item in check(Question.of(call, ["w", "b"])).items] == ["ok", "ok"]


def test_a_variable_assigned_between_two_reads(calls):
    v = Variable(2.0)
    with GradientTape() as tape:
        y = v * v
        v.assign(5.0)
        y = y * v
    assert float(plain(tape.gradient(y, v))) == 24.0
    assert check(Question.of(calls[0], ["v"])).items[0].verdict == "ok"


def test_a_source_that_others_make(calls):
    x = constant([1.0, 2.0])
    with GradientTape(persistent=True) as tape:
        tape.watch(x)
        y = x * x
        z = y * y
    tape.gradient(z, [x, y])
    tape.jacobian(z, x)
    (to_x, to_y), (jacobian,) = (check(Question.of(call, ["x", "y"])).items for call in calls)
    assert (to_x.verdict, to_x.formula) == ("ok", "4*x[1]**3")
    assert (to_y.verdict, to_y.formula) == ("ok", "2*y[1]")
    assert (jacobian.path, jacobian.verdict) == ("jacobian.x", "ok")


def test_a_tape_inside_a_tape_and_no_other_tape_hears_the_check(calls):
    x = constant(3.0)
    with GradientTape(persistent=True) as outer:
        outer.watch(x)
        with GradientTape() as inner:
            inner.watch(x)
            y = x * x * x
        dy = inner.gradient(y, x)
        heard = sum(len(piece) for piece in outer.heard if not isinstance(piece, int))
        assert check(Question.of(calls[0], ["x"])).items[0].formula == "3*x**2"
        assert sum(len(piece) for piece in outer.heard if not isinstance(piece, int)) == heard
    outer.gradient(dy, x)
    assert check(Question.of(calls[1], ["x"])).items[0].formula == "6*x"


def test_many_elements_are_compared_along_directions():
    dice = np.random.default_rng(1)
    question = asked(lambda x: total(sin(x) * x), dice.normal(size=100))
    found = check(question)
    assert found.verdict == "ok"
    assert (
        found.notes == ["x: 100 elements, compared along three random directions"] or "100 elements" in found.notes[0]
    )
    question.claims[0].found[17] *= 1.001
    assert check(question).verdict == "FAIL"


def test_a_wrong_shape_fails():
    question = asked(lambda x: total(sin(x)), np.ones(3))
    question.claims[0].found = question.claims[0].found.reshape(3, 1)
    assert "(3, 1)" in only(question).note
    assert only(question).verdict == "FAIL"


def test_single_precision_has_its_own_tolerance():
    question = asked(lambda x: total(sigmoid(x) * x), np.linspace(-2, 2, 7, dtype=np.float32))
    item = only(question)
    assert item.verdict == "ok"
    assert 5 <= item.digits <= 7
    question.claims[0].found *= np.float32(1.001)
    assert only(question).verdict == "FAIL"


def test_decimal_text_is_compared_digit_by_digit():
    import mpmath

    with mpmath.workdps(60):
        right = Digits(mpmath.cos(mpmath.mpf("0.1")), 40)
        rough = Digits(mpmath.mpf(right[:-25] + "9" * 25), 40)
        point = [mpmath.mpf("0.1")]
    question = claimed(sin, [0.1], {(0,): right})
    question.point = point
    item = only(question)
    assert (item.tape, item.reference, item.rel_err, item.digits, item.verdict) == (right, right, 0.0, 40, "ok")
    question.claims[0].found = rough
    item = only(question)
    assert item.digits < 20
    assert item.verdict != "ok"


DEAR = ("eigvalsh stacked", "eigvals stacked", "eigh all", "svd right", "svdvals", "qr wide", "expm large",
        "sqrtm askew", "pinv wide", "pinv square", "triangular_solve upper", "kron axes", "zeta")  # fmt: skip


@pytest.mark.parametrize("name", sampled(CASES, 2, dear=DEAR))
def test_every_function_is_verified(name):
    f, inputs, _ = CASES[name]
    found = check(asked(f, *inputs), seconds=60.0)
    assert found.verdict == "ok", found


# the check checks


def forgetful(rule, xs):
    """A rule that has lost a term: what it says where its result, or one of its inputs, were nothing."""
    yield lambda g, y, *args: rule(g, y * 0.0, *args)
    for n in range(xs):
        yield lambda g, y, *args, n=n: rule(g, y, *args[:n], args[n] * 0.0 + 1.0, *args[n + 1 :])


def broken(rule, xs):
    """The ways in which a rule can be wrong."""
    yield "sign", lambda *args: -rule(*args)
    yield "factor", lambda *args: rule(*args) * 2.0
    yield "nearly", lambda *args: rule(*args) * (1.0 + 1e-6)
    for n, mutant in enumerate(forgetful(rule, xs)):
        yield f"term {n}", mutant
    yield "result for input", lambda g, y, *args: rule(g, args[0], y, *args[1:])
    if xs > 1:
        yield "inputs exchanged", lambda g, y, *args: rule(g, y, *args[::-1])


def samples():
    """(label, function, inputs) that between them run every op with a rule."""
    dice = np.random.default_rng(3)
    for name, function in FUNCTIONS.items():
        op = getattr(function.call, "op", None)
        if op is not None and op.elementwise and any(op.vjp):
            yield name, function.call, [float(dice.uniform(*interval)) for interval in op.domain]
    for name, (f, inputs, _) in CASES.items():
        yield name, f, inputs


def mutants():
    """Every rule of every op that the samples run, broken in every way."""
    seen = set()
    for label, f, inputs in samples():
        for op in {step[1]: None for step in asked(f, *inputs).program.steps}:
            for n, rule in enumerate(op.vjp):
                if rule and (repr(op), n) not in seen:
                    seen.add((repr(op), n))
                    for how, mutant in broken(rule, len(op.vjp)):
                        yield label, f, inputs, op, n, how, mutant


def caught(f, inputs, op, n, mutant, monkeypatch):
    """Whether the check fails once this rule is broken; None where no number changes, or the sweep itself fails."""
    right = [claim.found for claim in asked(f, *inputs).claims]
    with monkeypatch.context() as patch:
        patch.setattr(op, "vjp", (*op.vjp[:n], mutant, *op.vjp[n + 1 :]))
        try:
            question = asked(f, *inputs)
        except (ValueError, TypeError, ArithmeticError, LookupError, AttributeError):
            return None
        wrong = [claim.found for claim in question.claims]
        if all(np.shape(a) == np.shape(b) and np.allclose(a, b, 1e-9, 0.0) for a, b in zip(right, wrong)):
            return None
        return check(question, seconds=60.0).verdict == "FAIL"


def run_mutants(every, monkeypatch):
    escaped, tried = [], 0
    for count, (label, f, inputs, op, n, how, mutant) in enumerate(mutants()):
        if count % every:
            continue
        found = caught(f, inputs, op, n, mutant, monkeypatch)
        tried += found is not None
        if found is False:
            escaped.append((label, repr(op), n, how))
    assert not escaped
    return tried


def test_some_broken_rules_are_caught(monkeypatch):
    assert run_mutants(29, monkeypatch) > 15


@pytest.mark.slow
def test_every_broken_rule_is_caught(monkeypatch):
    assert run_mutants(1, monkeypatch) > 500
