"""What newcomers type, and what they are told: suggestions by meaning, paths, bindings, labels."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from shell import answer, process


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
        ("--precision", "write --digits 20"),
        ("--latex", "write --format latex"),
        ("--csv", "write --format csv"),
        ("--hessian", "write --order 2"),
        ("--plot", "write gradcli plot 'x' x=-3:3"),
        ("--graph", "write gradcli trace 'x' x=1 --graph graph.svg"),
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
        assert answer("eval", "sum(M)", f"M=@{table}:*", "--get", "value") == (0, "10.0\n", "")

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


ROWS = 'x,y\n1,4\n2,5.5\n', {
    "rec.json": '[{"x": 1, "y": 4}, {"x": 2, "y": 5.5}]', "cols.json": '{"x": [1, 2], "y": [4, 5.5]}',
    "more.json": '[{"x": 1, "y": 4, "note": "a"}, {"x": 2, "y": 5.5, "note": null}]',
    "wide.json": '[\n {"x": 1, "y": 4},\n {"x": 2, "y": 5.5}\n]\n',
}  # fmt: skip


@pytest.mark.parametrize("name", ROWS[1])
def test_the_rows_of_json_are_those_of_csv(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("rows.csv").write_text(ROWS[0])
    Path(name).write_text(ROWS[1][name])
    columns = ("value", "grad.x", "grad.y", "status")
    tables = [answer("table", "x^2*y", file, "--format", "jsonl") for file in (name, "rows.csv")]
    if name == "wide.json":
        tables.append(process("table", "x^2*y", "-", "--format", "jsonl", stdin=ROWS[1][name].encode()))
    found, known, *piped = ([[json.loads(r)[c] for c in columns] for r in t.out.splitlines()] for t in tables)
    assert found == known
    assert piped in ([], [known])
    assert len(found) == 2
    assert answer("eval", "sum(x*y)", f"x=@{name}", f"y=@{name}:y", "--get", "value").out == "15.0\n"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[]", "it has no rows to tabulate"),
        ('"a"', "it has no rows to tabulate"),
        ('{"x": [1, 2], "y": [1]}', "its columns are of different lengths: x 2, y 1"),
        ('[{"x": 1, "y": 2}, 3]', "record 2 is no object"),
        ('[{"x": 1, "y": 2}, {"x": 1}]', "record 2, column y: no value"),
        ('[{"x": 1, "y": 2}, {"x": "1", "y": 2}]', "record 2, column x: '1' is a text"),
        ("[[1, 2], [3, 4]]", "f.json has no header to find x by"),
        ('[{"x": 1, "x": 2}]', "key 'x' twice"),
        ('[{"x": 1e999, "y": 2}]', "'1e999' is beyond float64"),
    ],
)
def test_what_are_no_rows_of_json(content: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("f.json").write_text(content)
    found = answer("table", "x*y", "f.json")
    assert (found.status, found.out) == (2, "")
    assert message in found.err


@pytest.mark.parametrize("words", [["x^2*y", "x=5±0.1", "y=2±0.2", "--order", "2"], ["sum(v^2)", "v=1±0.1,2±0.2"]])
def test_one_name_for_get_and_json(words: list[str]) -> None:
    """Every path of the JSON is one of --get."""
    whole = json.loads(answer("eval", *words, "--json").out)["results"][0]
    waiting, seen = [(name, value) for name, value in whole.items() if value is not None], 0
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, dict):
            waiting += [(f"{path}.{name}", inner) for name, inner in value.items()]
        if "." not in path and path not in ("value", "point", "grad", "name", "expr"):
            continue
        for prefix in ("", ".results[0]."):
            found = answer("eval", *words, "--get", prefix + path)
            assert found.status == 0, (path, found.err)
            assert (found.out.strip() if isinstance(value, str) else json.loads(found.out)) == value, path
        seen += 1
    assert seen > 10


def test_a_matrix_of_covariances_is_its_numbers() -> None:
    truth = answer("eval", "a*b", "a=1±0.1", "b=2±0.2", "--corr", "a,b=-0.5", "--get", "deviation").out
    for given in (["--cov", "a,b=[[0.01,-0.01],[-0.01,0.04]]"],
                  ["--cov", "a,a=0.01", "--cov", "b,b=0.04", "--cov", "a,b=-0.01"]):  # fmt: skip
        assert float(answer("eval", "a*b", "a=1", "b=2", *given, "--get", "deviation").out) == pytest.approx(
            float(truth), rel=1e-12
        )
    for given in (["a=1±0.5", "b=2", "--cov", "a,a=0.01"], ["a=1", "b=2", "--cov", "a,b=[[1,2],[3,4]]"]):
        assert answer("eval", "a*b", *given).status == 2


@pytest.mark.parametrize(
    ("script", "name"),
    [
        ("b = 1.0\na = 2.0\nloss = (a*b - 3)**2\nb = b - 0.1*2*(a*b - 3)*a\n", "loss"),
        ("b = 1.0\na = 2.0\nloss = (a*b - 3)**2\ng = 2*(a*b - 3)\nb -= 0.1*g*a\na -= 0.1*g*b\n", "loss"),
        ("x = 2.0\nf = x**2 - 2\nx = x - f/(2*x)\n", "x"),
        ("x = 3.0\nx = x - 0.2*x\nx = x - 0.2*x\n", "x"),
        ("x = 3.0\ny = x*2\nz = y - x\n", "z"),
    ],
)
def test_the_loss_is_what_a_script_ends_with_before_its_step(script: str, name: str, tmp_path: Path) -> None:
    (tmp_path / "s.py").write_text(script)
    found = answer("run", str(tmp_path / "s.py"), "--json")
    assert json.loads(found.out)["results"][0]["name"] == name


def test_a_pipe_that_waits_is_told_of() -> None:
    found = process("eval", "x^3", stdin=b"x\n1\n2\n")
    assert found.err.endswith("; for rows that a pipe has: gradcli table 'x^3' -\n")
    assert "pipe" not in process("eval", "x^3", stdin=b"").err


def test_a_torch_habit_in_a_script(tmp_path: Path) -> None:
    (tmp_path / "s.py").write_text("x = 2.0\nloss = x**2\nloss.backward()\n")
    found = process("run", str(tmp_path / "s.py"))
    assert found.status == 1
    assert "help: leave .backward() out: the gradient of the script's last value is reported\n" in found.err
    (tmp_path / "s.py").write_text("x = 2.0\nloss = x**2\n")
    assert answer("run", str(tmp_path / "s.py"), "--get", "grad.x").out == "4.0\n"
