"""What is printed as JSON is what the schema says: gradcli/schema.json, over many outputs of every command."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from shell import Answer, answer

jsonschema = pytest.importorskip("jsonschema", reason="jsonschema, of the dev group, is not installed")

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "gradcli" / "schema.json").read_text("utf-8"))
BAD = [
    case["argv"] for case in json.loads((ROOT / "tests/cases/bad_inputs.json").read_text("utf-8")) if "test" not in case
]
TAPE = b"""import tensorflow as tf
x, w = tf.Variable([1.0, 2.0]), tf.Variable(3.0)
for _ in range(3):
    with tf.GradientTape(persistent=True) as tape:
        y = tf.reduce_sum(x * x) * w
        z = x * w
    g = tape.gradient(y, [x, w])
    none = tape.gradient(x * 1.0, w)
j = tape.jacobian(z, x)
"""
PLAIN = b"import math\na, b = 2.0, 3.0\nmath.sin(a) * b\n"
LEFT = b"import numpy as np\nx = 2.0\nx * np.spacing(x)\n"
CALL = b"def f(x, y):\n    return x * y\n\ndef g(x, y):\n    return [y, 2 * x]\n"
OUTPUTS: list[tuple[bytes, tuple[str, ...]]] = [
    *((b"", ("eval", *words)) for words in (
        ("x^2*y", "x=2", "y=3", "--order", "2", "--partial", "x,x,y"), ("exp(x)", "x=1", "--order", "5"),
        ("exp(x)", "x=1", "--digits", "30", "--check"), ("[x*y, x^2]", "x=2", "y=3", "--check"),
        ("sum((A@v - b)^2)", "A=[[1,2],[3,4]]", "v=1,1", "b=0,1", "--order", "2", "--check"), ("1/x", "x=0"),
        ("x^2*y", "--formula", "--steps", "--order", "2"), ("sum(v^2)", "v=1,2", "--formula", "--steps"),
        ("m*v^2/2", "m=2.0+-0.1", "v=3.0+-0.2"), ("m*v", "m=2+-0.1,3+-0.1", "v=1,2"), ("x^2", "x=3", "--expect", "x=x"),
        ("abs(x)", "x=0", "--check"), ("sin(x)", "x=" + ",".join(map(str, range(400)))), ("x > 1", "x=2"),
        ("exp(x)", "x=1000"), ("floor(x)", "x=1"), ("exp(x)*y", "x=1", "y=1,2", "--prove"), ("x", "x=1e-400"),
    )),
    *((b"", ("trace", *words)) for words in (
        ("x^2*y", "x=2", "y=3"), ("x^2*y", "x=2", "y=3", "--forward"), ("sum((A@v)^2)", "A=[[1,2],[3,4]]", "v=1,1"),
        ("where(x > 1, x^2, x)", "x=2"),
    )),
    *((b"", ("table", *words)) for words in (
        ("x^2*y", "x=0:1:3", "y=1:2:2"), ("abs(x)/x", "x=-1:1:3", "--order", "2"),
        ("x^3", "x=1:2:3", "--order", "3", "--check"),
    )),
    (b"x,y,who\n1,2,a\n3,nan,b\n", ("table", "x*y", "-")),
    (b"", ("plot", "1/x + abs(x - 1)", "x=-2:2")), (b"", ("plot", "sqrt(x)", "x=-2:2", "--order", "2")),
    (b"", ("plot", "1/(x - y) + abs(x)", "x=-1:1", "y=-1:1")),
    (b"", ("functions",)), (b"", ("functions", "bessel")),
    *((TAPE, ("run", "-", *words)) for words in ((), ("--check=all",))), (TAPE, ("trace", "-")),
    *((PLAIN, ("run", "-", *words)) for words in ((), ("--check", "--order", "2"), ("a=1",), ("--wrt", "a"))),
    (PLAIN, ("trace", "-", "--forward")), (LEFT, ("run", "-")), (LEFT, ("run", "-", "--check")),
    (b"print(1)\n", ("run", "-")),
    (CALL, ("run", "-", "--call", "f", "x=2", "y=3", "--against", "g")),
]  # fmt: skip
WRONG = [
    ("eval", "sin(", "x=1"), ("eval", "x y"), ("eval", "sine(x)", "x=1"), ("eval", "x"),
    ("eval", "x", "x=1", "--get", "grad.y"), ("eval", "A@v", "A=[[1,2],[3,4]]", "v=1,2,3"),
    ("eval", "log(x)", "x=-1"), ("eval", "x", "x=@/nowhere.csv"), ("eval", "x", "--oder", "2"),
    ("eval", "x", "x=1", "--order", "200"), ("evil", "x"), ("run", "/nowhere.py"), ("table", "x", "/nowhere.csv"),
    ("plot", "x", "x=1"), ("functions", "sinn"), ("completion", "tcsh"), ("compile", "x", "--to", "cobol"),
    ("trace", "x*y", "x=1"), ("eval", "solve(A, v)", "A=[[0,0],[0,0]]", "v=1,2"), ("eval", "[1,2][5]"),
    ("eval", "x", "x=one"), ("eval", "x", "x=1", "-o", "/nowhere/f"),
]  # fmt: skip


def validator(name: str | None = None) -> Any:
    """What holds a text against a definition of the schema, or against any."""
    whole = SCHEMA if name is None else {**SCHEMA, "anyOf": [{"$ref": f"#/$defs/{name}"}]}
    return jsonschema.Draft202012Validator(whole)


def told(found: Answer, what: str | None = None) -> None:
    """Hold the outputs of one command against the schema."""
    for line in found.out.splitlines():
        validator(what).validate(json.loads(line))
    last = found.err.splitlines()[-1:]
    if last and last[0].startswith("{"):
        validator("error").validate(json.loads(last[0]))


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert json.loads(answer("--json-schema").out) == SCHEMA
    one = {"schema": "gradcli/1"}
    error = {"code": "new", "message": "", "span": None, "hint": None}
    for wrong in ({}, [], 3, one, {**one, "status": "fine", "results": [], "warnings": []}, {**one, "error": error},
                  {"value": "1", "status": "well"}):  # fmt: skip
        assert not validator().is_valid(wrong), wrong
    body = json.loads(answer("eval", "x^2", "x=1", "--check", "--json").out)
    for damage in (
        {"new": 1},
        {"value": {}},
        {"grad": {"x": {}}},
        {"line": "7"},
        {"check": {"verdict": "OK", "items": []}},
    ):
        assert not validator("report").is_valid({**body, "results": [{**body["results"][0], **damage}]}), damage


@pytest.mark.parametrize(("stdin", "argv"), OUTPUTS, ids=[" ".join(argv)[:60] for _, argv in OUTPUTS])
def test_outputs(stdin: bytes, argv: tuple[str, ...]) -> None:
    name = argv[0]
    found = answer(*argv, *(["--format", "jsonl"] if name == "table" else ["--json"]), stdin=stdin)
    assert found.out
    kinds = {"table": "row", "plot": "field" if "y=-1:1" in argv else "plot", "functions": "functions"}
    told(found, kinds.get(name, "report"))
    if name in ("eval", "run", "trace"):
        lines = answer(*argv, "--format", "jsonl", stdin=stdin)
        assert lines.out or not json.loads(found.out)["results"]
        told(lines, "line")


@pytest.mark.parametrize("argv", WRONG, ids=" ".join)
def test_mistakes(argv: tuple[str, ...]) -> None:
    found = answer(*argv, "--json")
    assert (found.status != 0, found.out) == (True, "")
    validator("error").validate(json.loads(found.err.splitlines()[-1]))


def test_odd_and_hostile_inputs() -> None:
    """All of the table of bad inputs; eval's alone print JSON for any expression."""
    for case in BAD:
        if (
            case[:1] == ["eval"]
            and len(case) > 1
            and not any(word.startswith(("--format", "--get", "--json", "-h")) for word in case)
        ):
            told(answer(case[0], "--json", *case[1:]), "report")


def test_every_code_is_listed() -> None:
    """The codes of errors and warnings that the source names are those of the schema."""
    errors = SCHEMA["$defs"]["error"]["properties"]["error"]["properties"]["code"]["enum"]
    warnings = SCHEMA["$defs"]["warning"]["properties"]["code"]["enum"]
    words: set[str] = set()
    for path in (ROOT / "gradcli").rglob("*.py"):
        text = path.read_text("utf-8")
        words |= set(re.findall(r'"([a-z-]+)"', text))
        for code in re.findall(r'\bcode="([^"]*)"', text):
            assert code in errors, f"{path}: an error's code that gradcli/schema.json does not list"
        for pair in re.findall(r'\bNote\([^"]+, "(\w+)",|warnings\.append\(Note\("(\w+)",', text):
            code = "".join(pair)
            assert code in warnings, f"{path}: a warning's code that gradcli/schema.json does not list"
    assert {*errors, *warnings} <= words


@pytest.mark.slow
@pytest.mark.parametrize("path", sorted((ROOT / "tests" / "programs").rglob("*.py")), ids=lambda path: path.stem)
def test_outputs_of_programs(path: Path) -> None:
    for argv in (("run", str(path), "--json"), ("trace", str(path), "--json")):
        told(answer(*argv), "report")
