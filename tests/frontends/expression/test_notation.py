"""Marks that people leave out or write otherwise: read where there is one reading and echoed, refused where two."""

from __future__ import annotations

import math

import pytest

from gradcli.errors import SyntaxFault
from gradcli.frontends.expression.parser import parse
from gradcli.frontends.expression.reading import read
from gradcli.frontends.expression.run import Formula, vocabulary
from gradcli.results import VALUE

AT = {"x": 3.0, "y": 2.0, "n": 4.0, "x1": 5.0, "x12": 7.0, "v": 2.5}
READ = [
    ("2x + 1", "2*x + 1", 7.0),
    ("3(x+1)", "3*(x+1)", 12.0),
    ("2 sin(x)", "2*sin(x)", 2 * math.sin(3)),
    ("2x^2", "2*x^2", 18.0),
    ("-2x", "-2*x", -6.0),
    ("2x/3", "2*x/3", 2.0),
    ("x*2y", "x*2*y", 12.0),
    ("x-2y", "x-2*y", -1.0),
    ("2pi", "2*pi", 2 * math.pi),
    ("2e-1x", "2e-1*x", 0.2 * 3),
    ("1.5 x", "1.5*x", 4.5),
    ("2.sin(x)", "2.*sin(x)", 2 * math.sin(3)),
    ("2(x)^2", "2*(x)^2", 18.0),
    ("max(2x, 3y)", "max(2*x, 3*y)", 6.0),
    ("2x if x>0 else 3y", "2*x if x>0 else 3*y", 6.0),
    ("2 if x>0 else 3", "2 if x>0 else 3", 2.0),
    ("x²", "x^2", 9.0),
    ("x⁻¹", "x^-1", 1 / 3),
    ("2x²", "2*x^2", 18.0),
    ("-x²", "-x^2", -9.0),
    ("(x+1)²", "(x+1)^2", 16.0),
    ("x²³", "x^23", 3.0**23),
    ("2³", "2^3", 8.0),
    ("y^x²", "y^x^2", 512.0),
    ("√x", "sqrt(x)", math.sqrt(3)),
    ("√(x+1)", "sqrt(x+1)", 2.0),
    ("√x + 1", "sqrt(x) + 1", math.sqrt(3) + 1),
    ("2√x", "2*sqrt(x)", 2 * math.sqrt(3)),
    ("√√x", "sqrt(sqrt(x))", 3**0.25),
    ("√|x|", "sqrt(abs(x))", math.sqrt(3)),
    ("√x/2", "sqrt(x)/2", math.sqrt(3) / 2),
    ("∛(x+5)", "cbrt(x+5)", 2.0),
    ("|x|", "abs(x)", 3.0),
    ("|-x|", "abs(-x)", 3.0),
    ("2|x - 5|", "2*abs(x - 5)", 4.0),
    ("|x - |y||", "abs(x - abs(y))", 1.0),
    ("||", None, None),
    ("|x|^2", "abs(x)^2", 9.0),
    ("|x|²", "abs(x)^2", 9.0),
    ("x!", "factorial(x)", 6.0),
    ("(n-1)!", "factorial(n-1)", 6.0),
    ("2x!", "2*factorial(x)", 12.0),
    ("-x!", "-factorial(x)", -6.0),
    ("n!/(x!*(n-x)!)", "factorial(n)/(factorial(x)*factorial(n-x))", 4.0),
    ("sin(x)!", "factorial(sin(x))", math.gamma(1 + math.sin(3))),
    ("x != 2", "x != 2", 1.0),
    ("sin(30°)", "sin(deg2rad(30))", 0.5),
    ("sin(10x°)", "sin(10*deg2rad(x))", 0.5),
    ("x₁ + 1", "x1 + 1", 6.0),
    ("2x₁₂", "2*x12", 14.0),
    ("sum(x^k, k, 1, 3)", "sum(x^k, k, 1, 3)", 39.0),
    ("sum(x^k, k, 1, n)", "sum(x^k, k, 1, n)", 120.0),
    ("product(2k, k, 1, 3)", "product(2*k, k, 1, 3)", 48.0),
    ("sum(sum(i j, j, 1, i), i, 1, 3)", None, None),
    ("sum(sum(i*j, j, 1, i), i, 1, 3)", "sum(sum(i*j, j, 1, i), i, 1, 3)", 25.0),
    ("a = 2x; sum(a*k, k, 1, 2)", "a = 2*x; sum(a*k, k, 1, 2)", 18.0),
    ("sum(x, k, 2, 1)", "sum(x, k, 2, 1)", 0.0),
    ("prod(x, k, 2, 1)", "prod(x, k, 2, 1)", 1.0),
    ("sum(n, n, 1, 2)", "sum(n, n, 1, 2)", 3.0),
    ("x² sin(y)", "x^2*sin(y)", 9 * math.sin(2)),
    ("x^2 y^3", "x^2*y^3", 72.0),
    ("x^-2 y", "x^-2*y", 2 / 9),
    ("-x^2 y", "-x^2*y", -18.0),
    ("x^(y) n", "x^(y)*n", 36.0),
    ("e^(-x) sin(y)", "e^(-x)*sin(y)", math.exp(-3) * math.sin(2)),
    ("2 sin(x) cos(y)", "2*sin(x)*cos(y)", 2 * math.sin(3) * math.cos(2)),
    ("(x+1) y/n", "(x+1)*y/n", 2.0),
    ("x/n*(y+1) y", "x/n*(y+1)*y", 4.5),
    ("π x²", "π*x^2", 9 * math.pi),
    ("2π x", "2*π*x", 6 * math.pi),
    ("2pi x", "2*pi*x", 6 * math.pi),
    ("(x)(y)", "(x)*(y)", 6.0),
    ("(x+1) (y+1)", "(x+1)*(y+1)", 12.0),
    ("2sin(x)(y+1)", "2*sin(x)*(y+1)", 6 * math.sin(3)),
    ("x^(y)(n)", None, None),
    ("x/(y)(n)", None, None),
    ("[(x) (y)]", None, None),
    ("f(x) = x^2", "f(x) = x^2", 9.0),
    ("g(x, y) = 2x y²", None, None),
    ("g(x, y) = 2x*y²", "g(x, y) = 2*x*y^2", 24.0),
    ("[x,y][1] n", "[x,y][1]*n", 8.0),
    ("f(t) = t^3 - 2t; f(x)^2 + f(2x)", "f(t) = t^3 - 2*t; f(x)^2 + f(2*x)", 21.0**2 + 204.0),
    ("a = 2y; f(u, v) = a*u/v; 3f(x, n)", "a = 2*y; f(u, v) = a*u/v; 3*f(x, n)", 9.0),
    ("f(u) = u + x; g(u) = f(u)*f(2u); g(y) - f(1)", "f(u) = u + x; g(u) = f(u)*f(2*u); g(y) - f(1)", 31.0),
    ("f(u) = sum(u*k, k, 1, 3); f(n)", "f(u) = sum(u*k, k, 1, 3); f(n)", 24.0),
    ("f(x) = x^2; g(x) = f(x) + 1;", "f(x) = x^2; g(x) = f(x) + 1;", 10.0),
    ("10 % n", "10 % n", 2.0),
    ("piecewise((x, x > 5), (y, True))", "piecewise((x, x > 5), (y, True))", 2.0),
    ("piecewise((1, x>5), (2x, x>2), (3, otherwise))", "piecewise((1, x>5), (2*x, x>2), (3, otherwise))", 6.0),
]  # fmt: skip


def value(text: str, at: dict[str, float]) -> object:
    subject, _ = Formula(text, at).run(at, None)
    return subject.result


@pytest.mark.parametrize(("text", "echo", "expected"), READ)
def test_one_reading(text: str, echo: str | None, expected: float | None) -> None:
    if echo is None:
        with pytest.raises(SyntaxFault):
            parse(text, vocabulary(), AT)
        return
    assert parse(text, vocabulary(), AT).echo == echo
    assert value(text, AT) == pytest.approx(expected, rel=1e-14)
    if echo != text:
        assert value(echo, AT) == value(text, AT)
        assert parse(echo, vocabulary(), AT).echo == echo


PAIRS = "write a pair for each case: piecewise((-x, x < 0), (x, True))"

TWO = [
    ("1/2x", "'1/2x' has two readings", "write (1/2)*x or 1/(2*x)"),
    ("1 / 2 x", "'1 / 2 x' has two readings", "write (1 / 2)*x or 1 / (2*x)"),
    ("x/2(y+1)", "'x/2(' has two readings", "write (x/2)*(y+1) or x/(2*(y+1))"),
    ("x/2sin(y)", "'x/2sin' has two readings", "write (x/2)*sin(y) or x/(2*sin(y))"),
    ("x//2y", "'x//2y' has two readings", "write (x//2)*y or x//(2*y)"),
    ("x%2y", "'x%2y' has two readings", "write (x%2)*y or x%(2*y)"),
    ("x^2y", "'x^2y' has two readings", "write x^2*y or x^(2*y)"),
    ("x^-2y", "'x^-2y' has two readings", "write x^-2*y or x^(-2*y)"),
    ("x/-2y", "'x/-2y' has two readings", "write (x/-2)*y or x/(-2*y)"),
    ("e^2 x", "'e^2 x' has two readings", "write e^2*x or e^(2*x)"),
    ("x^y^2 n", "'x^y^2 n' has two readings", "write x^y^2*n or x^(y^2*n)"),
    ("x/y^2 n", "'x/y^2 n' has two readings", "write (x/y^2)*n or x/(y^2*n)"),
    ("x/y² n", "missing operator between '²' and 'n'", "write (x/y²)*n or x/(y²*n)"),
    ("x/(y) n", "missing operator between ')' and 'n'", "write (x/(y))*n or x/((y)*n)"),
    ("x^sin(y) n", "missing operator between ')' and 'n'", "write x^sin(y)*n or x^(sin(y)*n)"),
    ("√(x) y", "missing operator between ')' and 'y'", "write sqrt(x)*y"),
    ("[(x) y]", "missing operator between ')' and 'y'", "write [(x),y] or [(x)*y]"),
    ("(x)\ny", "missing operator between ')' and 'y'", "separate named parts with ';'"),
    ("x y", "missing operator between 'x' and 'y'", "write x*y"),
    ("√2x", "'√2x' has two readings", "write sqrt(2)*x or sqrt(2*x)"),
    ("√x^2", "'√x^2' has two readings", "write sqrt(x)^2 or sqrt(x^2)"),
    ("√x²", "'√x²' has two readings", "write sqrt(x)² or sqrt(x²)"),
    ("√x!", "'√x!' has two readings", "write sqrt(x)! or sqrt(x!)"),
    ("2^x!", "'2^x!' has two readings", "write (2^x)! or 2^(x!)"),
    ("x/y n", "missing operator between 'y' and 'n'", "write (x/y)*n or x/(y*n)"),
    ("x^y n", "missing operator between 'y' and 'n'", "write x^y*n or x^(y*n)"),
    ("sin^2 x", "'sin' is a function", "write sin(x)^2 for the square, sin(sin(x)) for twice"),
    ("sin²(x+1)", "'sin' is a function", "write sin(x+1)^2 for the square, sin(sin(x+1)) for twice"),
    ("sin^-1(x)", "'sin' is a function", "write asin(x) for the inverse, 1/sin(x) for the power"),
    ("sin⁻¹ x", "'sin' is a function", "write asin(x) for the inverse, 1/sin(x) for the power"),
    ("[1 x]", "missing '*' or ',' after '1'", "write [1,x] or [1*x]"),
    ("x!!", "'!!' has two readings", "write prod(x - 2*k, k, 0, (x - 1)//2) or (x!)!"),
    ("x(x+1)", "'x' is a variable, not a function", "write x*(x+1)"),
    ("1/x(x+1)", "'x' is a variable, not a function", "write (1/x)*(x+1) or 1/(x*(x+1))"),
    ("e^x(x+1)", "'x' is a variable, not a function", "write e^x*(x+1) or e^(x*(x+1))"),
    ("2e", "malformed number '2e'", "write 2*e; a power of ten is 2e6"),
    ("2j", "missing '*' in '2j'", "write real(complex(0,2)) (or imag, abs, angle of it: the value is complex)"),
    ("1.5f", "missing '*'", "write 1.5"),
    ("0x1F", "malformed number '0x1F'", "write 31"),
    ("5 mod 3", "unexpected 'mod'", "write 5 % 3"),
    ("10% n", "'%' has two readings", "write (10/100)*n or 10 % n"),
    ("10% + n", "'%' has two readings", "write (10/100) + n or 10 % (+n)"),
    ("f(u) = u^2; f", "'f' is a function", "write f(u)"),
    ("f(u) = u^2; f(1, 2)", "f takes 1 argument, got 2", "write f(u)"),
    ("f(u) = u^2; f(u) = u; f(1)", "'f' is defined twice", "give each name one meaning"),
    ("f(u) = x u; f(n) y", "missing operator between 'x' and 'u'", "write f(u) = x*u; f(n)*y"),
    ("f(u) = f(u); f(1)", "'f' is defined by itself", "write what it is without it"),
    ("x^²", "unexpected '²' after '^'", "an exponent stands behind a value: x²"),
    ("²", "unexpected '²' at the start", "an exponent stands behind a value: x²"),
    ("₁", "unexpected character '₁' (U+2081)", "a subscript ends a name: x₁"),
    ("x1₁", "unexpected character '₁' (U+2081)", "a subscript ends a name: x₁"),
    ("2₁", "unexpected character '₁' (U+2081)", "a subscript ends a name: x₁"),
    ("||x||", "unexpected '||' at the start", "write norm(x)"),
    ("|x", "unexpected '|' at the start", "abs(x) is |x|; 'or' is a word"),
    ("|x|y|", "unexpected '|'", "abs(x) is |x|; 'or' is a word"),
    ("|x + (y|)", "unexpected '|'", "abs(x) is |x|; 'or' is a word"),
    ("!x", "unexpected '!' at the start", "write not x"),
    ("°", "unexpected '°' at the start", None),
    ("piecewise(x, y)", "piecewise takes pairs (value, condition)", PAIRS),
    ("piecewise((x, y, n))", "piecewise takes pairs (value, condition)", PAIRS),
    (
        "piecewise(x < 0, -x, x)",
        "piecewise takes pairs (value, condition)",
        "write piecewise((-x, x < 0), (x, True))",
    ),
    ("True", "'True' is not a number", "write 1"),
    ("sum(x, k, 1", "'(' is never closed", "add ')'"),
    ("sum(k=1, k, 1, 2)", "unexpected '='", "equations are not solved here; == compares"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message", "hint"), TWO)
def test_two_readings_or_none(text: str, message: str, hint: str | None) -> None:
    with pytest.raises(SyntaxFault) as caught:
        read(text, vocabulary(), {"x": 1, "y": 1, "n": 1})
    assert (caught.value.message, caught.value.hint) == (message, hint)


@pytest.mark.parametrize(("text", "name"), [("2j*x", "j"), ("1.5f", "f"), ("2d5", "d5"), ("2 mod", "mod")])
def test_a_name_that_has_a_value_is_a_factor(text: str, name: str) -> None:
    assert parse(text, vocabulary(), {"x": 1, name: 1}).echo == text.replace(name, f"*{name}").replace(" ", "")


class TestSums:
    def run(self, text: str, **at: str):
        from gradcli.answer.subject import Ask
        from gradcli.frontends.bindings import read_bindings
        from gradcli.frontends.evaluate import calculate

        bindings = read_bindings([f"{name}={text}" for name, text in at.items()], vocabulary())
        return calculate(text, list(bindings.values()), Ask(order=2)).results[0]

    def test_derivatives_go_through(self) -> None:
        found = self.run("sum(x^k/k!, k, 0, 30)", x="1")
        assert found.numbers[VALUE] == pytest.approx(math.e, rel=1e-15)
        assert found.grad == pytest.approx({"x": math.e}, rel=1e-15)
        assert found.hessian["x"] == pytest.approx({"x": math.e}, rel=1e-15)

    def test_a_limit_that_is_a_variable_is_no_source(self) -> None:
        found = self.run("sum(x^k, k, 1, n)", x="2", n="3")
        assert found.grad == {"x": 17.0}
        assert [note.message for note in found.notes] == ["n counts the terms of a sum: no derivative by it"]
        assert self.run("m = n; sum(sum(x, j, 1, m), k, 1, n)", x="2", n="3").grad == {"x": 9.0}

    def test_a_limit_that_is_read_too(self) -> None:
        found = self.run("sum(n*k, k, 1, n)", n="3")
        assert found.grad == {"n": 6.0}
        expected = "n counts the terms of a sum: its derivative is that of the terms, their number fixed"
        assert [note.message for note in found.notes] == [expected]

    def test_the_terms_are_bounded(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from gradcli.errors import GradcliError
        from gradcli.frontends.expression import nodes

        with pytest.raises(GradcliError, match="the sums have more than 1,000,000 operations"):
            self.run("sum(x, k, 1, 2000000)", x="1")
        monkeypatch.setattr(nodes, "TERMS", 20_000)
        with pytest.raises(GradcliError, match="the sums have more than 20,000 operations"):
            self.run("sum(sum(sum(x,i,1,99),j,1,99),k,1,99)", x="1")

    def test_nesting_is_bounded(self) -> None:
        text = "x"
        for _ in range(30):
            text = f"sum({text}, k, 1, 1)"
        with pytest.raises(SyntaxFault, match="sums nest at most 20 deep"):
            parse(text, vocabulary())
