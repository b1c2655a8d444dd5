"""SciPy where a script imports it: Python's error where it is missing, compiled functions where arrays are large."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from gradcli.answer.subject import Ask
from gradcli.core import forms
from gradcli.frontends.script import run_script
from gradcli.ops import FUNCTIONS

IMPORTS = [
    "import scipy.stats as st\nn = st.norm",
    "from scipy.stats import norm as n",
    "from scipy import stats\nn = stats.norm",
    "import scipy\nn = scipy.stats.norm",
    "import scipy.stats\nn = scipy.stats.norm",
]


def run(text, path, **ask):
    path.write_text(text)
    return run_script(str(path), text.encode(), ask=Ask(**ask))


@pytest.mark.parametrize("text", IMPORTS)
def test_however_it_is_imported(text, tmp_path):
    pytest.importorskip("scipy")
    text += "\nx = 0.3\ns = 2.0\ny = n.pdf(x, 0.0, s)\ny"
    (result,) = run(text, tmp_path / "script.py", check=True).report.results
    z = 0.15
    assert result.grad["x"] == pytest.approx(-z / 2.0 * result.value, rel=1e-12)
    assert result.grad["s"] == pytest.approx((z * z - 1.0) / 2.0 * result.value, rel=1e-12)
    assert result.check.verdict == "ok"


def test_where_it_is_missing_the_import_fails_as_pythons(tmp_path, monkeypatch, capsys):
    for name in [name for name in sys.modules if name.partition(".")[0] == "scipy"]:
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.setitem(sys.modules, "scipy", None)
    found = run("x = 2.0\nfrom scipy.stats import norm\nx * x", tmp_path / "script.py")
    assert found.status == 1
    assert "ModuleNotFoundError" in capsys.readouterr().err


def test_shares_of_the_beta_function_are_checked(tmp_path):
    pytest.importorskip("scipy")
    text = """import numpy as np
from scipy import special, stats
p = np.array([0.3, 0.7])
special.betaincc(2.0, 0.5, p).sum() + stats.t.cdf(p, 3.0).sum() + special.betainc([1.0, 2.0], 0.5, p).sum()
"""
    (result,) = run(text, tmp_path / "script.py", check=True).report.results
    assert result.check.verdict == "ok"


COMPILED = [
    ("lgamma", "gammaln"), ("digamma", "digamma"), ("gamma", "gamma"), ("erfinv", "erfinv"), ("ndtri", "ndtri"),
    ("erf", "erf"), ("j0", "j0"), ("k1", "k1"), ("ei", "expi"), ("erfcx", "erfcx"), ("spence", "spence"),
]  # fmt: skip


@pytest.mark.parametrize(("ours", "theirs"), COMPILED)
def test_large_arrays_go_through_its_compiled_functions(ours, theirs, monkeypatch):
    special = pytest.importorskip("scipy.special")
    x = np.linspace(0.1, 0.9, 1000)
    few = FUNCTIONS[ours].call(x[::100])
    monkeypatch.setattr(forms, "elementwise", None)
    found = FUNCTIONS[ours].call(x)
    np.testing.assert_allclose(found, getattr(special, theirs)(x), rtol=1e-14)
    np.testing.assert_allclose(found[::100], few, rtol=1e-12)
