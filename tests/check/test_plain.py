"""The check of floats by balls alone: the same items as the whole check gives, without what it takes to explain."""

from __future__ import annotations

import os
import subprocess
import sys
from math import inf

import pytest
from cost import processor

from gradcli.answer.derivatives import Ask
from gradcli.check import plain
from gradcli.frontends.bindings import read_bindings
from gradcli.frontends.evaluate import calculate
from gradcli.frontends.expression.run import vocabulary

AGREED = [
    ("x^2*y+sin(x*y)", "x=2 y=3", {"order": 2}), ("exp(sin(x))", "x=0.3", {"order": 4}), ("x*y*z", "x=1 y=2 z=3", {}),
    ("besselj(2,x)*gamma(y)", "x=1.5 y=2.5", {}), ("x^1.5", "x=0", {}), ("(exp(x)-1)/x", "x=1e-9", {}),
    ("5*x", "x=2", {}), ("x^3*y", "x=2 y=1", {"partials": (("x", "x", "y"),)}),
]  # fmt: skip


def ask(text, point, **wanted):
    """The check's items."""
    bindings = list(read_bindings(point.split(), vocabulary()).values())
    return calculate(text, bindings, Ask(check=True, symbolic=False, **wanted)).results[0].check.items


@pytest.mark.parametrize(("text", "point", "wanted"), AGREED)
def test_the_items_are_those_of_the_whole_check(text, point, wanted, monkeypatch):
    quick = ask(text, point, **wanted)
    monkeypatch.setattr("gradcli.check.agreed", lambda *_: None)
    whole = ask(text, point, **wanted)
    assert [(i.path, i.tape, i.reference, i.digits, i.verdict, i.note, i.proven) for i in quick] == [
        (i.path, i.tape, i.reference, i.digits, i.verdict, i.note, i.proven) for i in whole
    ]
    assert {i.verdict for i in quick} == {"ok"}


@pytest.mark.parametrize(("text", "point"), [("abs(x)", "x=0"), ("x[0]*x[1]", "x=1,2"), ("1/x", "x=0")])
def test_what_is_no_float_or_does_not_agree_is_looked_at_closer(text, point, monkeypatch):
    seen, agreed = [], plain.agreed
    monkeypatch.setattr("gradcli.check.agreed", lambda *args: seen.append(agreed(*args)) or seen[-1])
    ask(text, point)
    assert not any(seen)


def test_nothing_dear_is_imported():
    asked = "['eval', 'x^2*sin(y)', 'x=2', 'y=3', '--check=numeric']"
    loaded = "sum(m in sys.modules for m in ('mpmath', 'sympy', 'numpy', 'scipy'))"
    probe = f"import sys; from gradcli.cli import respond; respond({asked}); sys.exit({loaded})"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=False)
    assert "2 of 2 agree" in done.stdout
    assert done.returncode == 0


def processor_time(code, cache):
    """What a fresh Python takes for this."""
    env = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(cache)}
    before = processor()
    subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=env)
    return processor() - before


@pytest.mark.slow
@pytest.mark.parametrize(
    ("option", "imports", "ratio"), [("--check=numeric", "click", 2.5), ("--check", "click, sympy", 1.3)]
)
def test_a_check_takes_little_more_than_what_it_imports(option, imports, ratio, tmp_path):
    code = (
        f"import sys; from gradcli.cli import main; sys.argv[1:] = ['eval', 'x^2*y+sin(x*y)', 'x=2', 'y=3', '{option}']"
    )
    mine = theirs = inf
    for n in range(40):  # in turns, so that what else the machine does slows both alike; the least of each
        mine = min(mine, processor_time(f"{code}; main()", tmp_path))
        theirs = min(theirs, processor_time(f"import {imports}", tmp_path))
        if n >= 6 and mine <= ratio * theirs:
            break
    assert mine <= ratio * theirs
