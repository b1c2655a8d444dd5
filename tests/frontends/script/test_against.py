"""--against: the user's own gradient code, entry by entry."""

from types import SimpleNamespace

import pytest

from gradcli.answer.subject import Ask
from gradcli.errors import GradcliError, ShapeFault
from gradcli.frontends.script import run_script

MODEL = """
import numpy as np
A = np.array([[2.0, 1.0], [1.0, 3.0]])
def loss(x):
    return np.sum((A @ x) ** 2) + np.sin(x[0])
def grad_loss(x):
    return 2 * A.T @ (A @ x) + np.array([np.cos(x[0]), 0.0])
def half(x):
    return A.T @ (A @ x) + np.array([np.cos(x[0]), 0.0])
def hess_loss(x):
    return 2 * A.T @ A - np.diag([np.sin(x[0]), 0.0])
def hess_wrong(x):
    return 2 * A.T @ A - np.array([[np.sin(x[0]), 0.0], [0.5, 0.0]])
def pair(a, w):
    return a**2 * np.sum(w**3)
def pair_tuple(a, w):
    return 2 * a * np.sum(w**3), 3 * a**2 * w**2
def pair_a(a, w):
    return 2 * a * np.sum(w**3)
def pair_w(a, w):
    return 3 * a**2 * w**2
def pair_dict(a, w):
    return {"w": 3 * a**2 * w**2, "a": 2 * a * np.sum(w**3)}
def pair_flat(a, w):
    return np.concatenate([[2 * a * np.sum(w**3)], 3 * a**2 * w**2])
def pair_hess(a, w):
    s = 6 * a * w**2
    return np.block([[np.array([[2 * np.sum(w**3)]]), s[None, :]], [s[:, None], np.diag(6 * a**2 * w)]])
def vector(x):
    return np.array([x[0] * x[1], x[1] ** 2])
def vector_jac(x):
    return np.array([[x[1], x[0]], [0.0, 2 * x[1]]])
def fitted(w):
    return np.sum((w - 1.0) ** 2)
def fitted_grad(w):
    return 2 * w - 2.0
def lost(x):
    return float(str(float(x))) * x
def lost_grad(x):
    return x
def raises(x):
    raise ValueError("no")
def short(x):
    return np.zeros(3)
"""


@pytest.fixture
def run(tmp_path):
    def call(f, g, order=1, **values):
        path = tmp_path / "model.py"
        path.write_text(MODEL)
        given = [SimpleNamespace(name=n, value=v) for n, v in values.items()]
        report = run_script(str(path), MODEL.encode(), (), given, Ask(order=order, against=g), call=f).report
        return report.results[0].check

    return call


def verdicts(check):
    return {str(item.path): item.verdict for item in check.items}


def test_a_gradient(run):
    assert verdicts(run("loss", "grad_loss", x=[1.0, 2.0])) == {"against.x[0]": "ok", "against.x[1]": "ok"}
    check = run("loss", "half", x=[1.0, 2.0])
    assert [str(item.path) for item in check.items] == ["against.x[1]", "against.x[0]"]  # the worst first
    assert check.verdict == "FAIL"
    assert (check.items[0].tape, check.items[0].reference) == (25.0, 50.0)


def test_a_hessian_both_of_whose_halves_count(run):
    assert set(verdicts(run("loss", "hess_loss", order=2, x=[1.0, 2.0])).values()) == {"ok"}
    found = verdicts(run("loss", "hess_wrong", order=2, x=[1.0, 2.0]))
    assert [path for path, verdict in found.items() if verdict == "FAIL"] == ["against.x[1].x[0]"]


@pytest.mark.parametrize("g", ["pair_tuple", "pair_dict", "pair_flat", "pair_a,pair_w"])
def test_several_arguments_in_the_order_of_the_function(run, g):
    found = verdicts(run("pair", g, w=[1.0, 2.0], a=3.0))
    assert found == dict.fromkeys(["against.a", "against.w[0]", "against.w[1]"], "ok")


def test_a_hessian_of_several_arguments(run):
    found = verdicts(run("pair", "pair_hess", order=2, w=[1.0, 2.0], a=3.0))
    assert len(found) == 9
    assert set(found.values()) == {"ok"}


def test_a_jacobian(run):
    found = verdicts(run("vector", "vector_jac", x=[1.0, 2.0]))
    assert found == {f"against.[{i}].x[{j}]": "ok" for i in range(2) for j in range(2)}


def test_what_rounding_explains_is_right(run):
    w = [1 + 1e-9, 1 - 3e-13, 1.0]  # 2*w - 2 cancels
    assert set(verdicts(run("fitted", "fitted_grad", w=w)).values()) == {"ok"}


def test_a_derivative_that_is_wrong_itself_is_told(run):
    check = run("lost", "lost_grad", x=3.0)
    assert check.verdict == "FAIL"
    assert (str(check.items[0].path), check.items[0].tape) == ("grad.x", 3.0)
    assert check.items[0].reference == pytest.approx(6.0)


def test_mistakes(run):
    for g, message in (("grad_los", "no function"), ("raises", "ValueError: no"), ("pair_tuple", "needs a, w")):
        with pytest.raises(GradcliError, match=message):
            run("loss", g, x=[1.0, 2.0])
    with pytest.raises(ShapeFault, match=r"short returned \(3,\), the derivative has \(2,\)"):
        run("loss", "short", x=[1.0, 2.0])
    with pytest.raises(ShapeFault, match=r"returned a number, the derivative has a number and \(2,\)") as told:
        run("pair", "pair_a", w=[1.0, 2.0], a=3.0)
    assert "--wrt a " in (told.value.hint or "")
