"""gradcli compile: every function, in every language that can run here, has eval's value and gradient at the edges."""

from __future__ import annotations

import ctypes
import importlib.util
import math
import shutil
import subprocess
import warnings

import numpy as np
import pytest

from gradcli.answer.subject import Ask
from gradcli.errors import GradcliError, ShapeFault
from gradcli.frontends.compiled import source_of
from gradcli.frontends.table.expression import RowExpression
from gradcli.ops import FUNCTIONS

FORMS = (
    "{}(x)", "{}(2, x)", "{}(x, 2)", "{}(x, 3)", "{}(x, y)", "{}(x, y, z)", "{}(1, 2, x)", "{}(x, -1, 1)",
    "{}(1, 2, 3, x)", "{}([x,y])", "{}([x,y,2],[1,y,x])", "{}([x,0.5,y],2)", "{}([[x,y],[y,x]])",
    "{}(x,[0,1,2],[1,y,3])",
)  # fmt: skip
EDGES = [0.0, 0.5, 1.5, 2.5, -0.5, -2.5, 1.0, -1.0, 2.0, 3.0, 0.3125, -3.75, 7.25, 0.49999999999999994, 2.0**-20,
         -(2.0**-20), 800.0, -800.0, 4503599627370497.0, 2.0**40, -(2.0**40)]  # fmt: skip
PAIRS = [(0.5, 0.5), (-1.5, 0.5), (5.0, 2.0), (-5.0, 2.0), (5.0, -2.0), (-0.5, -0.25), (2.0**-20, -(2.0**-20)),
         (800.0, 1.0), (1.0, 800.0), (800.0, -800.0)]  # fmt: skip
FIRST = "rint sinc csch sigmoid silu tanh mod fmod copysign floor sinpi kl_div log_ndtr".split()
# beyond these float64 overflows or cancels in what the function is made of, or SciPy knows it no more
FAR = {"logaddexp2": 1e9, "xlog1py": 1e9,
       **dict.fromkeys("fresnels fresnelc j0 j1 y0 y1 i0e i1e k0e k1e besselj bessely".split(), 1e9),
       **dict.fromkeys("airyai airyaiprime airybi airybiprime beta betaln".split(), 700.0)}  # fmt: skip
POLES = {"binom", "poch", "beta", "betaln", "spence"}  # where digammas cancel the code has nan
CONTINUED = {"zeta", "arccot"}  # a value where eval finds none: SciPy's at negative q, one of the two sides'


def cases(names, languages, edges=EDGES):
    """(name, expression, its code in each language, its points with eval's answers)."""
    for name in names:
        for form in FORMS:
            text = form.format(name)
            code = {}
            try:
                function = RowExpression(text, ["x", "y", "z"], [], Ask())
            except GradcliError:
                continue
            for language in languages:
                try:
                    code[language] = source_of(text, [], language, "f", Ask())
                except ShapeFault:
                    break
                except GradcliError:
                    continue
            if code:
                yield name, text, code, list(answers(function, edges, FAR.get(name, math.inf)))
                if form not in FORMS[1:3]:
                    break


def answers(function, edges, far):
    """(point, value, gradient or None where a kink is) wherever eval has all of them."""
    count = len(function.names)
    edges = edges if count == 1 else [x for x in edges if x * 2**20 % 1 == 0.0]  # whose decimal is their value
    points = [[edges[(n * k + k - 1) % len(edges)] for k in (1, 7, 5)[:count]] for n in range(len(edges))]
    for point in [*points, *(map(list, PAIRS) if count == 2 else ())]:
        if max(map(abs, point)) > far:
            continue
        try:
            result = function.settle(point)
        except GradcliError:
            yield point, None, None
            continue
        value, *slopes = result.numbers.values()
        whole = None not in (value, *slopes) and all(map(math.isfinite, map(float, (value, *slopes))))
        if whole and not {n.code for n in result.notes} & {"kink", "onesided", "jump"}:
            yield point, float(value), [float(s) for s in slopes]


def agree(got, expected, what):
    for a, b in zip(got, expected, strict=True):
        assert abs(a - b) <= 1e-10 * abs(b) + 1e-14 * max(1.0, *map(abs, expected)), (what, got, expected)


def called(code, language):
    """A function of Python's from its code."""
    space = {}
    exec(code, space)
    f = space["f"]
    return f if language == "python" else lambda *xs: f(*map(np.array, xs))


def check(text, language, function, points):
    """Every answer of a compiled function; where eval refuses there is none, or none that is finite."""
    for point, value, slopes in points:
        what = f"{text} at {point} in {language}"
        name = text.partition("(")[0]
        if value is None:
            if name in CONTINUED:
                continue
            try:
                got = float(function(*point)[0])
            except (ArithmeticError, ValueError):
                continue
            assert not math.isfinite(got), what
            continue
        got, gradient = function(*point)
        if name in POLES and any(map(math.isnan, map(float, gradient))):
            continue
        agree([float(got), *map(float, gradient)], [value, *slopes], what)


def test_the_functions_that_round_or_overflow():
    for _, text, code, points in cases(FIRST, ("python",), EDGES[::2]):
        check(text, "python", called(code["python"], "python"), points)


@pytest.mark.parametrize("x", [-10.0, -30.0, 5.0])
def test_the_tails_of_the_normal_distribution(x):
    f = called(source_of("normcdf(x)", [], "python", "f", Ask()), "python")
    agree([f(x)[0]], [math.erfc(-x / math.sqrt(2)) / 2], "normcdf")


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("cc") is None, reason="no C compiler")
def test_every_function(tmp_path):
    found = list(cases(FUNCTIONS, ("python", "numpy", "c", "fortran", *["rust"] * bool(shutil.which("rustc")))))
    assert len({case[0] for case in found}) > 100
    source = [code["c"].replace("double f(", f"double f{k}(") for k, (*_, code, _) in enumerate(found) if "c" in code]
    (tmp_path / "all.c").write_text("\n".join(source))
    flags = ["-std=c99", "-Wall", "-Werror", "-shared", "-fPIC", "-O1", "-ffp-contract=off"]
    subprocess.run(["cc", *flags, "-o", tmp_path / "all.so", tmp_path / "all.c", "-lm"], check=True)
    library = ctypes.CDLL(str(tmp_path / "all.so"))
    fortran = fortran_library(tmp_path, [case[2] for case in found]) if shutil.which("gfortran") else None
    for k, (_, text, code, points) in enumerate(found):
        for language in code.keys() & {"python", "numpy"}:
            if "scipy" in code[language] and importlib.util.find_spec("scipy") is None:
                continue
            with warnings.catch_warnings(), np.errstate(all="ignore"):
                warnings.simplefilter("ignore")
                check(text, language, called(code[language], language), points)
        if "c" in code:
            check(text, "c", c_function(getattr(library, f"f{k}")), points)
        if "fortran" in code and fortran is not None:
            check(text, "fortran", fortran_function(getattr(fortran, f"f{k}_")), points)
    if shutil.which("rustc"):
        rust(tmp_path, [(f"f{k}", *case[1:]) for k, case in enumerate(found) if "rust" in case[2]])


def c_function(f):
    """A function of C's as one of Python's."""
    f.restype = ctypes.c_double

    def call(*point):
        gradient = (ctypes.c_double * len(point))()
        return f(*map(ctypes.c_double, point), gradient), list(gradient)

    return call


def fortran_library(tmp_path, codes):
    """The functions of Fortran's, compiled."""
    source = [
        code["fortran"]
        .replace("subroutine f(", f"subroutine f{k}(")
        .replace("end subroutine f", f"end subroutine f{k}")
        for k, code in enumerate(codes)
        if "fortran" in code
    ]
    (tmp_path / "all.f90").write_text("\n".join(source))
    flags = ["-std=f2018", "-shared", "-fPIC", "-O1", "-ffp-contract=off"]
    subprocess.run(["gfortran", *flags, "-o", tmp_path / "fortran.so", tmp_path / "all.f90"], check=True)
    return ctypes.CDLL(str(tmp_path / "fortran.so"))


def fortran_function(f):
    """A subroutine of Fortran's as a function of Python's."""

    def call(*point):
        value, gradient = ctypes.c_double(), (ctypes.c_double * len(point))()
        f(*[ctypes.byref(ctypes.c_double(x)) for x in point], ctypes.byref(value), gradient)
        return value.value, list(gradient)

    return call


def rust(tmp_path, found):
    """One program of Rust's that prints every number, and what it should have printed."""
    main, wanted = ["fn main() {"], []
    for name, text, _, points in found:
        whole = [(point, [value, *slopes]) for point, value, slopes in points if value is not None]
        wanted += [(f"{text} at {point} in rust", expected) for point, expected in whole]
        arguments = ", ".join(f"p[{n}]" for n in range(len(points[0][0])))
        main.append(f"for p in &{[point for point, _ in whole]}.map(|p: [f64; {len(points[0][0])}]| p) {{")
        main.append(
            f'let (v, g) = {name}({arguments}); println!("{{:e}}", v); for x in g {{ println!("{{:e}}", x); }} }}'
        )
    functions = [code["rust"].replace("fn f(", f"fn {name}(") for name, _, code, _ in found]
    (tmp_path / "all.rs").write_text("\n".join([*functions, *main, "}"]))
    subprocess.run(["rustc", "-D", "warnings", "-o", tmp_path / "all", tmp_path / "all.rs"], check=True)
    printed = iter(subprocess.run([tmp_path / "all"], check=True, capture_output=True, text=True).stdout.split())
    for what, expected in wanted:
        agree([float(next(printed)) for _ in expected], expected, what)
