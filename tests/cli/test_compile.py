"""gradcli compile: the code of every language that can run here gives eval's numbers."""

from __future__ import annotations

import ctypes
import importlib.util
import json
import math
import shutil
import subprocess

import numpy as np
import pytest
from shell import answer
from truths import sampled

from gradcli.answer.subject import Ask
from gradcli.errors import GradcliError
from gradcli.frontends.compiled import source_of
from gradcli.frontends.table.expression import RowExpression
from gradcli.ops import FUNCTIONS

EXPRESSIONS = [  # expression, point
    ("x^2*y + sin(x*y)", {"x": 2.0, "y": 3.0}),
    ("r = sqrt(x*x + y*y); sin(r)/r", {"x": 0.3, "y": -1.2}),
    ("x*log(x) if x > 0.5 else exp(y)/(1 + x^4)", {"x": 0.25, "y": 1.5}),
    ("x*log(x) if x > 0.5 and y < 2 else exp(y)/(1 + x^4)", {"x": 0.75, "y": 1.5}),
    ("max(x, y, 0.1)*min(x, 1 - y) + abs(x - y)", {"x": 0.3, "y": 0.6}),
    ("sum(([[1,2],[3,4]]@[x,y] - [1,-1])^2)", {"x": 0.3, "y": 0.7}),
    ("norm([x, y, 2]) + relu(x - 1)*floor(y) + (x % 0.7)", {"x": 1.9, "y": 2.3}),
    ("softplus(x) + sigmoid(y) + logaddexp(x, y) + tanh(x*y)", {"x": -30.0, "y": -0.4}),  # no digit cancels
    ("expm1(x)*log1p(x)", {"x": 1e-9}),
    ("lambda_*E + N", {"lambda_": 0.1, "E": 2.0, "N": 3.0}),
    ("X*x", {"X": 2.0, "x": 3.0}),
    ("3*x + pi", {"x": 2.0}),
    ("θ^2*α", {"θ": 0.5, "α": 1e-300}),
]


def domain_point(function):
    """A point in the middle of an op's domain, with no meaning."""
    bounds = function.call.op.domain
    return {name: low + (0.618 - 0.07 * n) * (high - low) for n, (name, (low, high)) in enumerate(zip("xyz", bounds))}


ELEMENTARY = [
    (f"{name}({', '.join('xyz'[: len(f.call.op.domain)])})", domain_point(f))
    for name, f in FUNCTIONS.items()
    if hasattr(f.call, "op") and f.call.op.elementwise and f.call.op.name not in ("guard", "rint", "angle")
    and f.call.op.kind in ("smooth", "branch", "linear", "bilinear") and "logical" not in name and name != "where"
]  # fmt: skip


def truth(expression, point, order):
    """Value, gradient and Hessian as eval has them, in one list."""
    f = RowExpression(expression, list(point), [], Ask(order=order))
    result = f.settle([point[n] for n in f.names])
    kinds = ("value", "grad", "hessian")[: order + 1]
    assert None not in result.numbers.values(), (expression, result.numbers)
    return f.names, [float(number) for path, number in result.numbers.items() if path.kind in kinds]


def written(language, cases, order):
    """Those of the cases that a language has words for: (name, text, names, point, truth)."""
    found = []
    for n, (expression, point) in enumerate(cases):
        try:
            text = source_of(expression, [], language, f"f{n}", Ask(order=order))
        except GradcliError as error:
            if "has no form in" not in error.message:
                raise
            continue
        found.append((f"f{n}", text, expression, point, *truth(expression, point, order)))
    return found


def flat(parts):
    """Nested tuples or arrays as one list."""
    if isinstance(parts, tuple | list):
        return [x for part in parts for x in flat(part)]
    return [float(parts)]


def agree(got, expected, what):
    for a, b in zip(got, expected, strict=True):
        assert a == b or abs(a - b) <= 1e-14 * max(abs(b), 1e-300), (what, got, expected)


def loaded(path):
    """A Python file as a module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("order", sampled([2, 1], 2))
@pytest.mark.parametrize("language", ["python", "numpy"])
def test_python(tmp_path, language, order):
    cases = written(language, EXPRESSIONS + ELEMENTARY, order)
    assert len(cases) > 40
    for name, text, expression, point, names, expected in cases:
        path = tmp_path / f"{language}_{name}.py"
        path.write_text(text)
        if "scipy" in text and importlib.util.find_spec("scipy") is None:
            continue
        function = getattr(loaded(path), name)
        values = [point[n] for n in names]
        if language == "numpy":
            values = [np.array([v, v]) for v in values]
            got = [part[1] for part in each(function(*values))]
            assert {part.shape for part in each(function(*values))} == {(2,)}
        else:
            got = flat(function(*values))
        agree(got, expected, expression)


def each(parts):
    """The arrays in nested tuples."""
    if isinstance(parts, tuple):
        return [x for part in parts for x in each(part)]
    return [parts]


@pytest.mark.skipif(shutil.which("cc") is None, reason="no C compiler")
@pytest.mark.parametrize("order", sampled([2, 1, 0], 3))
def test_c(tmp_path, order):
    cases = written("c", EXPRESSIONS + ELEMENTARY, order)
    assert len(cases) > 40
    source, library = tmp_path / "all.c", tmp_path / "all.so"
    source.write_text("\n".join(case[1] for case in cases))
    flags = ["-std=c99", "-Wall", "-Werror", "-shared", "-fPIC", "-O1", "-ffp-contract=off"]
    subprocess.run(["cc", *flags, "-o", library, source, "-lm"], check=True)
    loaded = ctypes.CDLL(str(library))
    for name, _, expression, point, names, expected in cases:
        function = getattr(loaded, name)
        function.restype = ctypes.c_double
        n = len(names)
        outs = [(ctypes.c_double * n)(), (ctypes.c_double * (n * n))()][:order]
        value = function(*[ctypes.c_double(point[k]) for k in names], *outs)
        agree([value, *(x for out in outs for x in out)], expected, expression)


def run_all(tmp_path, cases, source, command):
    """Compile one program that prints every number in order, run it, and compare."""
    program = tmp_path / "program"
    subprocess.run([*command, "-o", program, source], check=True, capture_output=True, text=True)
    printed = iter(subprocess.run([program], check=True, capture_output=True, text=True).stdout.split())
    for _, _, expression, _, _, expected in cases:
        agree([float(next(printed).replace("D", "E")) for _ in expected], expected, expression)


@pytest.mark.skipif(shutil.which("rustc") is None, reason="no Rust compiler")
def test_rust(tmp_path):
    cases = written("rust", EXPRESSIONS + ELEMENTARY, 2)
    assert len(cases) > 25
    main = ["fn main() {"]
    for name, _, _, point, names, _ in cases:
        values = ", ".join(f"{point[n]!r}_f64" for n in names)
        main.append(f'    let (v, g, h) = {name}({values}); println!("{{:e}}", v);')
        main.append('    for x in g { println!("{:e}", x); } for r in h { for x in r { println!("{:e}", x); } }')
    source = tmp_path / "all.rs"
    source.write_text("\n".join([*(case[1] for case in cases), *main, "}"]))
    run_all(tmp_path, cases, source, ["rustc", "-D", "warnings", "-A", "mixed_script_confusables"])


@pytest.mark.skipif(shutil.which("gfortran") is None, reason="no Fortran compiler")
def test_fortran(tmp_path):
    cases = written("fortran", EXPRESSIONS + ELEMENTARY, 2)
    assert len(cases) > 25
    main = ["program main", "double precision :: v, g(3), h(9)"]
    for name, _, _, point, names, _ in cases:
        values = ", ".join(f"{point[n]!r}".replace("e", "d") + ("" if "e" in repr(point[n]) else "d0") for n in names)
        n = len(names)
        main += [f"call {name}({values}, v, g, h)", f"print *, v, g(1:{n}), h(1:{n * n})"]
    source = tmp_path / "all.f90"
    source.write_text("\n".join([*(case[1] for case in cases), *main, "end program"]))
    run_all(tmp_path, cases, source, ["gfortran", "-std=f2018"])


@pytest.mark.skipif(shutil.which("julia") is None, reason="no Julia")
def test_julia(tmp_path):
    cases = written("julia", EXPRESSIONS, 1)
    calls = [
        f"v, g = {name}({', '.join(repr(point[n]) for n in names)}); println(v); foreach(println, g)"
        for name, _, _, point, names, _ in cases
    ]
    source = tmp_path / "all.jl"
    source.write_text("\n".join([*(case[1] for case in cases), *calls]))
    printed = iter(subprocess.run(["julia", source], check=True, capture_output=True, text=True).stdout.split())
    for _, _, expression, _, _, expected in cases:
        agree([float(next(printed)) for _ in expected], expected, expression)


@pytest.mark.parametrize("language", ["python", "numpy", "c", "fortran", "julia", "rust"])
def test_every_language_says_what_it_computes(language):
    found = answer("compile", "r = x*x + y; sin(r)*a", "a=2", "--to", language)
    assert found.status == 0, found.err
    lines = found.out.splitlines()
    text = "\n".join(lines[:4])
    assert "f(x, y) = r = x*x + y; sin(r)*a, a=2" in text
    assert "value and gradient by x, y" in text
    assert "gradcli" in text
    assert any(line.strip().removeprefix("const double ").removeprefix("let ").startswith("r = ") for line in lines)
    assert max(map(len, lines)) < 133


@pytest.mark.parametrize("language", ["python", "numpy", "c", "fortran", "julia", "rust"])
def test_arguments_are_in_the_order_that_they_are_declared_in(language):
    text = answer("compile", "r = y*x; area(x, y, unused, X) = r*x + a*X", "--to", language, "a=2").out
    assert "area(x, y, unused, X) = r = y*x" in text
    assert "gradient by x, y, unused, X" in text
    text = answer("compile", "f(x, y) = y*x^2", "--to", language).out
    head = next(line for line in text.splitlines() if "f(" in line and "=" not in line)
    assert head.index("x") < head.rindex("y")


def test_a_declared_order_is_that_of_what_is_called(tmp_path):
    out = tmp_path / "f.py"
    assert answer("compile", "g(a, b, c) = c*a^2", "-o", str(out)).status == 0
    assert loaded(out).g(2.0, 3.0, 5.0) == (20.0, (20.0, 0.0, 4.0))
    found = json.loads(answer("eval", "f(x, y) = y*x^2", "x=2", "y=3", "--json").out)
    assert list(found["results"][0]["grad"]) == ["x", "y"]


LOOP = b"a = 2.0\nx = a\nfor _ in range(10):\n    x = 0.5*(x + a/x)\n"


def test_shared_work_is_shared():
    text = answer("compile", "sin(x*y)*exp(sin(x*y))", "--to", "python").out
    assert text.count("math.sin(") == text.count("math.exp(") == text.count("math.cos(") == 1


def test_a_name_that_is_assigned_again_is_numbered(tmp_path):
    (tmp_path / "loop.py").write_bytes(LOOP)
    text = answer("compile", str(tmp_path / "loop.py"), "--to", "c", "--of", "x").out
    assert [f"double {n} =" in text for n in ("x", "x_2", "x_10", "x_11", "x_")] == [True, True, True, False, False]


def test_to_a_file_whose_ending_says_the_language(tmp_path):
    out = tmp_path / "f.py"
    assert answer("compile", "x^2", "-o", str(out), "--name", "square").status == 0
    assert loaded(out).square(3.0) == (9.0, (6.0,))


@pytest.mark.parametrize(
    ("argv", "message", "hint"),
    [
        (["x^2"], "to which language?", "--to one of python"),
        (["y*x^2", "x", "y", "--to", "c"], "the arguments are not listed", "compile 'y*x^2' --to c"),
        (["x^2", "--to", "cobol"], "--to cannot be 'cobol'", "one of"),
        (["digamma(x)", "--to", "c"], "digamma has no form in C", "NumPy has it: --to numpy"),
        (
            ["det([[x,1],[1,x]])", "--to", "c"],
            "no code for it: det is of arrays",
            "write it out in functions of the el",
        ),
        (
            ["x!", "--to", "c"],
            "digamma has no form in C",
            "its value alone has code: --order 0; NumPy has all: --to numpy",
        ),
        (["x/0", "--to", "c"], "it divides by 0", "leave it out"),
        (["real(exp(complex(x, y)))", "--to", "c"], "it is computed in complex numbers", "write real and imaginary"),
        (["log_ndtr(x)", "--to", "c"], "log_ndtr has no form in C", "NumPy has it: --to numpy"),
        (["x^", "--to", "c"], "nothing follows", ""),
        (["det(A)", "--to", "c"], "are numbers: det needs an array, and A is a number", "write the elements"),
        (["x^2", "x=3", "--to", "c"], "no argument is left", "leave out the value"),
        (["x^2", "--to", "c", "--name", "for"], "'for' is a word of C's own", "--name g"),
        (["2", "--to", "c"], "the expression has no name for an argument", "gradcli eval computes it"),
        (["x^2", "--to", "c", "--name", "2f"], "--name '2f' is no name", ""),
    ],
)
def test_what_is_refused(argv, message, hint):
    found = answer("compile", *argv)
    assert (found.status, found.out) == (2, "")
    assert message in found.err
    assert hint in found.err


@pytest.mark.parametrize(("text", "header"), [("f(x, y) = x*y", "x*y"), ("f=x^2", "x^2"), ("a=2x; a", "a=2*x; a")])
def test_the_header_has_one_equals_sign(text, header):
    assert f") = {header}\n" in answer("compile", text, "--to", "python").out


def test_special_values_are_right_too(tmp_path):
    path = tmp_path / "g.py"
    path.write_text(source_of("abs(x) + sign(x)*x^3", [], "python", "g", Ask()))
    g = loaded(path).g
    assert g(0.0)[0] == 0.0
    assert g(-2.0) == (2.0 + 8.0, (-1.0 - 12.0,))
    assert math.isfinite(g(1e-300)[0])


SCRIPT = """\
import math
import numpy as np
print("a word of the script's")
k = 2.0
w = 1.5

def area(r, h, n=2):
    s = np.array([r, h])
    return 2 * math.pi * r * (r + h) + np.sum(s**n) + k

def folded(x):
    return x if x > 0 else -x

loss = (w * k - 1.0) ** 2
"""


@pytest.fixture
def script(tmp_path, monkeypatch):
    """A script in the working directory."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "model.py").write_text(SCRIPT)
    return "model.py"


def test_a_function_of_a_script(script, tmp_path):
    found = answer("compile", script, "--call", "area", "--to", "python")
    assert found.status == 0, found.err
    (tmp_path / "code.py").write_text(found.out)
    value, gradient = loaded(tmp_path / "code.py").area(1.5, 0.25)
    assert value == pytest.approx(2 * math.pi * 1.5 * 1.75 + 1.5**2 + 0.25**2 + 2, rel=1e-15)
    assert gradient == pytest.approx((2 * math.pi * 3.25 + 3, 2 * math.pi * 1.5 + 0.5), rel=1e-15)
    assert "area(r, h) = area of model.py" in found.out
    assert "a word of the script's" not in found.out


def test_the_last_value_of_a_script_by_its_constants(script, tmp_path):
    found = answer("compile", script, "--to", "python", "--order", "2")
    assert found.status == 0, found.err
    (tmp_path / "code.py").write_text(found.out)
    names = found.out.partition("(")[2].partition(")")[0].split(", ")
    values = {"k": 2.0, "w": 1.5}
    value, gradient, hessian = loaded(tmp_path / "code.py").f(*[values[n] for n in names])
    assert value == 4.0
    assert dict(zip(names, gradient)) == {"k": 6.0, "w": 8.0}
    assert hessian[0][1] == hessian[1][0] == 2 * (2 * 3 - 1)
    assert "loss = " in found.out


@pytest.mark.parametrize("words", [["--call", "area"], ["--of", "loss"], []])
def test_a_script_on_standard_input(script, words):
    text = SCRIPT.encode()
    piped = answer("compile", "-", *words, "--to", "python", stdin=text)
    assert (piped.status, piped.out) == (
        0,
        answer("compile", script, *words, "--to", "python").out.replace(script, "a script"),
    )


def test_an_expression_on_standard_input():
    for text in (b"x^2*y", b"\xef\xbb\xbfx^2*y\r\n"):
        assert answer("compile", "-", "--to", "c", stdin=text) == answer("compile", "x^2*y", "--to", "c")


def test_what_has_no_code_of_a_script(script):
    found = answer("compile", script, "--call", "folded", "--to", "c")
    assert (found.status, found.out) == (2, "")
    assert "it branches on its numbers" in found.err
    assert answer("compile", script, "--call", "nothing", "--to", "c").status == 2


def test_a_script_of_functions_alone_needs_one_to_be_named(tmp_path):
    (tmp_path / "f.py").write_text("def f(x):\n    return x * x\n", "utf-8")
    found = answer("compile", str(tmp_path / "f.py"), "--to", "c")
    assert (found.status, found.out) == (2, "")
    assert found.err.startswith("error: the script has nothing to differentiate\nhelp: --call f")


@pytest.mark.parametrize(("language", "mark"), [("c", "? NAN :"), ("fortran", "merge("), ("rust", "f64::NAN")])
def test_where_there_is_no_value_compiled_code_has_no_derivative(language: str, mark: str) -> None:
    assert mark in answer("compile", "3*log(x)", "--to", language).out
    assert mark not in answer("compile", "3*sqrt(x)", "--to", language).out  # whose rule has none there


def test_numpy_code_has_no_derivative_without_a_value() -> None:
    import numpy as np

    for name in ("log", "log10", "log2", "log1p", "atanh", "logit"):
        space: dict[str, object] = {}
        exec(answer("compile", f"3*{name}(x)", "--to", "numpy").out, space)
        with np.errstate(all="ignore"):
            value, (slope,) = space["f"]([-1.5, 0.5, 2.5])  # type: ignore[operator]
        assert (np.isnan(slope) == np.isnan(value)).all()
        assert np.isnan(value).any()


def test_where_no_piece_is_there_is_no_derivative() -> None:
    assert "isnan(v1) ? NAN : v2" in answer("compile", "piecewise((x, x > 0))", "--to", "c").out
    assert "f64::NAN" in answer("compile", "piecewise((x, x > 0))", "--to", "rust").out
