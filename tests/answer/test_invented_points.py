"""Invented hard points of the kinds of hard_points.json, their truth by mpmath or by hand: none is wrong."""

from __future__ import annotations

import random
from functools import partial

import mpmath
import pytest
from truths import ANEW, kept

from gradcli.answer.subject import Ask
from gradcli.errors import GradcliError
from gradcli.frontends.bindings import read_bindings
from gradcli.frontends.evaluate import calculate
from gradcli.frontends.expression.run import vocabulary

mpf = mpmath.mpf
SMOOTH = {  # text, the function in mpmath: nearly everything cancels at a tiny x
    "((1-cos({k}*x))/x^2)^3": lambda x, k: ((1 - mpmath.cos(k * x)) / x**2) ** 3,
    "(exp({k}*x)-1)/x": lambda x, k: (mpmath.exp(k * x) - 1) / x,
    "1/sin({k}*x)-1/({k}*x)": lambda x, k: 1 / mpmath.sin(k * x) - 1 / (k * x),
    "log(1+{k}*x)/x": lambda x, k: mpmath.log(1 + k * x) / x,
    "((sigmoid({k}*x)-0.5)/x)^2": lambda x, k: ((1 / (1 + mpmath.exp(-k * x)) - mpf("0.5")) / x) ** 2,
    "(gamma(1+{k}*x)-1)/x": lambda x, k: (mpmath.gamma(1 + k * x) - 1) / x,
    "sqrt(x^2+{k})-sqrt({k})": lambda x, k: mpmath.sqrt(x**2 + k) - mpmath.sqrt(k),
    "{k}*x/(exp({k}*x)-1)": lambda x, k: k * x / (mpmath.exp(k * x) - 1),
    "(atan({k}*x)-{k}*x)/x^3": lambda x, k: (mpmath.atan(k * x) - k * x) / x**3,
    "det([[1,x],[{k},{k}*x+x^2]])": lambda x, k: x**2,
}
LARGE = {  # at a large x
    "log(1+exp({k}*x))": lambda x, k: mpmath.log(1 + mpmath.exp(k * x)),
    "(1-tanh({k}*x))^2": lambda x, k: (1 - mpmath.tanh(k * x)) ** 2,
    "sqrt(x+{k})-sqrt(x)": lambda x, k: mpmath.sqrt(x + k) - mpmath.sqrt(x),
    "x*log(1+{k}/x)": lambda x, k: x * mpmath.log(1 + k / x),
    "exp(-{k}*x)*cosh({k}*x)": lambda x, k: mpmath.exp(-k * x) * mpmath.cosh(k * x),
    "erfc({k}*x)*exp(({k}*x)^2)": lambda x, k: mpmath.erfc(k * x) * mpmath.exp((k * x) ** 2),
}
AWKWARD = {  # text at p, code of the note (None: the number is given), the number
    "{k}*abs(x-{p})": ("kink", None), "max({k}*x,{k}*{p})": ("kink", None), "floor({k}*(x-{p}))": ("jump", None),
    "sqrt({k}*abs(x-{p}))": ("infinite", None), "{k}/(x-{p})": ("pole", None), "(x-{p})*abs(x-{p})*{k}": (None, 0),
    "{k}*(x-{p})*abs(x-{p})^0.03": (None, 0), "{k}*x if x<{p} else {k}*{p}": ("kink", None),
    "sign(x-{p})*{k}": ("jump", None), "relu(x-{p})^2*{k}": (None, 0), "abs(x-{p})^{k}.5": (None, 0),
    "0 if x=={p} else {k}*(x-{p})/log(abs(x-{p}))": (None, 0), "abs(sin(pi*(x-{p})*{k}))": ("kink", None),
    "0 if x=={p} else {k}*(x-{p})*sin(1/(x-{p}))": ("nonfinite", None),
    "0 if x=={p} else {k}*(x-{p})^2*sin(1/(x-{p}))": (None, 0), "cbrt({k}*(x-{p}))^3": (None, "k"),
    "eigvalsh([[x,0],[0,{p}]])[0]*{k}": ("kink", None), "norm([x-{p},0])*{k}": ("kink", None),
    "pi*x+abs(x-{p})*{k}e-40": ("kink", None), "exp(x)+floor({k}*(x-{p}))*1e-60": ("jump", None),
    "pi*x-pi*{p}+abs((x-{p})^3)-(x-{p})*(pi-{k})": (None, "k"),
    "0 if x=={p} else (x-{p})*({k}000+log(abs(x-{p})))": ("infinite", None),
}  # fmt: skip


def asked(text, x, order):
    """(the last derivative, the codes of the notes at it, whether all is proven)."""
    bindings = list(read_bindings([f"x={x}"], vocabulary()).values())
    try:
        result = calculate(text, bindings, Ask(order=order, prove=True)).results[0]
    except GradcliError as error:
        return None, {error.code}, False
    path = "grad.x" if order == 1 else "hessian.x.x"
    codes = {n.code for n in result.notes if n.path == path} - {"unproven"}
    value = result.grad["x"] if order == 1 else result.hessian["x"]["x"]
    return value, codes, result.bounds.get(path, (False, None))[0]


def differences(f, k, place, order, big):
    """A derivative by differences of so many digits that 25 are right."""
    with mpmath.workdps(4000 if big else 900):
        h = mpf(place) * mpf(10) ** -120
        y = [f(mpf(place) + j * h, k) for j in (-1, 0, 1)]
        want = (y[2] - y[0]) / (2 * h) if order == 1 else (y[2] - 2 * y[1] + y[0]) / h**2
        return [mpmath.nstr(want, 25)]


def invented(count, seed, anew=False):
    """How many of so many points are proven, told, wrong."""
    dice, found = random.Random(seed), {"proven": 0, "told": 0, "wrong": []}
    for _ in range(count):
        family = dice.choice((SMOOTH, SMOOTH, LARGE, AWKWARD, AWKWARD))
        form, f = dice.choice(list(family.items()))
        k = dice.randint(1, 9)
        if family is AWKWARD:
            p = f"{dice.uniform(0.1, 9):.{dice.randint(1, 6)}g}"
            code, want = f
            value, codes, proven = asked(form.format(k=k, p=p), p, 1)
            want = k if want == "k" else want
            right = code in codes if code else not codes - {"digits"} and abs(value - want) <= 1e-9 * abs(want)
            place = p
            proven = proven or (right and code is not None)
        else:
            big = family is LARGE
            place = f"{dice.uniform(1, 9):.4g}e{dice.randint(0, 2) if big else -dice.randint(3, 80)}"
            order = dice.choice((1, 1, 2))
            value, codes, proven = asked(form.format(k=k), place, order)
            (want,) = kept((form, k, place, order), partial(differences, f, k, place, order, big), anew)
            with mpmath.workdps(30):
                want = mpf(want)
                near = abs(want) < mpf(10) ** -305 or (value is not None and abs(mpf(value) - want) <= 1e-9 * abs(want))
            right = near if value is not None else "overflow" in codes or "undecided" in codes
        found["proven"] += bool(proven and right)
        found["told"] += bool(right and not proven)
        if not right:
            found["wrong"].append((form, k, place, value, codes))
    return found


@pytest.mark.parametrize("anew", ANEW)
def test_invented_points(anew):
    found = invented(80, 1, anew)
    assert found["wrong"] == []
    assert found["proven"] >= 72


@pytest.mark.slow
def test_a_thousand_invented_points():
    found = invented(1000, 2)
    assert found["wrong"] == []
    assert found["proven"] >= 900
