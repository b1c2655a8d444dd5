"""What newcomers type, and what they are told: suggestions by meaning, paths, bindings, labels."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from shell import answer


def hint(*argv: str) -> str:
    """The help line of an error."""
    found = answer(*argv)
    assert found.out == ""
    assert found.err.count("help: ") == 1
    return found.err.split("help: ")[1].rstrip("\n")


@pytest.mark.parametrize(
    ("option", "meant"),
    [
        ("--precision=20", "write --digits 20"),
        ("--precision", "write --digits"),
        ("--latex", "write --format latex"),
        ("--csv", "write --format csv"),
        ("--hessian", "write --order 2"),
        ("--plot", "write gradcli plot"),
        ("--graph", "write gradcli trace --graph"),
        ("--verify", "write --check"),
        ("--symbolic", "write --formula"),
        ("--tol=1e-6", "write --rtol 1e-6"),
        ("--at", "write the values themselves: x=2"),
        ("--ordr", "did you mean '--order'?"),
        ("--verbose", "'gradcli eval --help' lists the options"),
        ("--foo=3", "to give a value to a variable write foo=3"),
    ],
)
def test_options_by_meaning(option: str, meant: str) -> None:
    assert hint("eval", "x", "x=1", option) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("sind(x)", "write sin(deg2rad(x))"),
        ("W(x)", "write lambertw(x)"),
        ("C(5,2)", "write comb(5, 2)"),
        ("2*%pi", "write 2*pi"),
        ("%e", "write e"),
        ("tf.reduce_sum(x)", "write sum(x)"),
        ("np.sin(x)", "write sin(x)"),
        ("math.pi*x", "write pi*x"),
        ("range(3)", "write [0,1,2]"),
        ("integrate(x)", "there are no integrals here"),
        ("limit(x)", "there are no limits here: gradcli evaluates at a point"),
        ("sine(x)", "did you mean 'sin'?"),
        ("SIN(x)", "write sin(x)"),
        ("cso(x)", "did you mean 'cos'?"),
        ("sqrtt(x)", "did you mean 'sqrt'?"),
        ("xsin(x)", "write x*sin(x)"),
        ("angular(x)", "'gradcli functions' lists what there is"),
        ("g(x) := x", "write g = x"),
        ("g(x)", "'gradcli functions' lists what there is"),
        ("x^(1/3)", "a negative base needs a whole exponent; real roots are cbrt(x) and nthroot(x, n)"),
    ],
)
def test_functions_by_meaning(text: str, meant: str) -> None:
    assert hint("eval", text, "x=-8") == meant


def test_without_a_point() -> None:
    assert hint("eval", "x^2") == "give a value: x=1; --formula needs none"
    assert hint("eval", "x*y", "x=1") == "give a value: y=1"


def test_indices() -> None:
    found = answer("eval", "v[2]", "v=1,2")
    assert (found.status, found.out) == (2, "")
    assert found.err.endswith("help: counting starts at 0: the last is [1], or [-1]\n")


def test_a_part_that_is_a_number() -> None:
    expected = "note: value: x is a constant here: to differentiate by it give it as a value, x=3\n"
    assert answer("eval", "x = 3; x^2") == (0, "f: x = 3; x^2\n\nvalue     9\n", expected)
    assert answer("eval", "a = 3; a*x", "x=1").err == ""


class TestGet:
    def get(self, *argv: str) -> str:
        found = answer("eval", *argv)
        assert (found.status, found.err) == (0, "")
        return found.out

    def test_several(self) -> None:
        assert self.get("x^2*y", "x=2", "y=3", "--get", "grad.y", "--get", "value") == "4.0\n12.0\n"
        out = self.get("x^2*y", "x=2", "y=3", "--get", "grad.y", "--get", "value", "--json")
        assert json.loads(out) == {"grad.y": 4.0, "value": 12.0}

    def test_all_of_a_kind(self) -> None:
        assert json.loads(self.get("x^2*y", "x=2", "y=3", "--get", "grad")) == {"x": 12.0, "y": 4.0}
        found = json.loads(self.get("x^2*y", "x=2", "y=3", "--get", "hessian"))
        assert found == {"x": {"x": 6.0, "y": 4.0}, "y": {"x": 4.0, "y": 0.0}}
        assert json.loads(self.get("sum(v)", "v=1,2", "--get", "grad")) == {"v": [1.0, 1.0]}
        assert json.loads(self.get("3*v", "v=1,2,4", "--get", "grad"))["v"][1] == [0.0, 3.0, 0.0]

    @pytest.mark.parametrize("path", ["grad.v[1]", "grad.v.1", "jacobian.v[1]"])
    def test_one_name_for_one_thing(self, path: str) -> None:
        assert self.get("sum(v^2)", "v=1,2", "--get", path) == "4.0\n"
        assert self.get("v^2", "v=1,2,3", "--get", f"{path}[1]".replace(".1[1]", ".1.1")) == "4.0\n"

    def test_what_is_not_there(self) -> None:
        assert hint("eval", "x", "x=1", "--get", "grad.y") == "did you mean 'grad.x'?"
        assert hint("eval", "x", "x=1", "--get", "nonsense") == "there is value, grad.x, point.x"


class TestBindings:
    @pytest.mark.parametrize(
        ("value", "said"),
        [
            ("1,000", "warning: x=1,000 is the list [1, 000]: for the number write 1000\n"),
            ("200,000", "warning: x=200,000 is the list [200, 000]: for the number write 200000\n"),
            ("1,5", "note: x=1,5 is a vector of two numbers: for one number write 1.5\n"),
            ("1.0,5.0", ""),
            ("1,5,2", ""),
        ],
    )
    def test_commas(self, value: str, said: str) -> None:
        assert answer("eval", "2*x", f"x={value}").err == said

    def test_vectors_that_are_meant(self) -> None:
        assert answer("eval", "sum(v)", "v=1,5").err == ""
        assert answer("eval", "u*v", "u=1,5", "v=2,3").err == ""
        assert answer("eval", "sum(v)", "v=100,200").err == ""

    def test_columns_by_name(self, tmp_path: Path) -> None:
        table = tmp_path / "f.csv"
        table.write_text("x,y\n1,2\n3,4\n")
        assert answer("eval", "sum(x*y)", f"x=@{table}", f"y=@{table}", "--get", "value").out == "14.0\n"
        assert answer("eval", "sum(M)", f"M=@{table}", "--get", "value").out == "10.0\n"

    @pytest.mark.parametrize("text", ['{"x":[1,3],"y":[2,4]}', '[{"x":1,"y":2},{"x":3,"y":4}]'])
    def test_objects_and_records(self, tmp_path: Path, text: str) -> None:
        file = tmp_path / "f.json"
        file.write_text(text)
        assert answer("eval", "sum(x*y)", f"x=@{file}", f"y=@{file}", "--get", "value").out == "14.0\n"
        assert hint("eval", "sum(z)", f"z=@{file}") == "its keys: x, y"


def test_the_last_part_has_the_name_that_it_was_given() -> None:
    assert answer("eval", "y = x^2", "x=3").out == "y = x^2     at x = 3\n\nvalue     9\ngradient  dy/dx   6\n"
    assert answer("eval", "r = x^2; y = r + 1", "x=3").out.startswith("y: r = x^2; y = r + 1     at x = 3\n")
    assert json.loads(answer("eval", "y = 2x", "x=3", "--json").out)["results"][0]["expr"] == "2*x"


@pytest.mark.parametrize("command", [["trace", "x=1"], ["plot", "x=-1:1"]])
def test_other_commands_echo_what_they_read(command: list[str]) -> None:
    name, point = command
    assert answer(name, "2x + x²", point).out.startswith("f = 2*x + x^2")
