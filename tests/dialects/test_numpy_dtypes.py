"""Where different dtypes meet, dtype and value are what NumPy gives; and a check knows the dtype of each step."""

import io
import json
from contextlib import redirect_stdout

import numpy as np
import pytest
from truths import sampled

from gradcli.answer.subject import Ask
from gradcli.frontends.script import run_script

MEET = """
import json
import numpy as np
x = 1.5
operands = dict(
    python=x * 1.1, double=np.sin(x), single=np.float32(x * 1.1), half=np.float16(x),
    doubles=np.array([x, 2.2]), singles=np.array([x, 2.2]).astype("f4"), halves=np.array([x, 2.2], dtype="f2"),
    element=np.array([x, 2.2]).astype("f4")[0], total=np.sum(np.array([x, 2.2]), dtype="f4"),
    constant=2.25, constant_single=np.float32(2.25), constant_array=np.array([2.1, 2.2], "f4"), whole=3,
)
def joined(f):
    return lambda a, b: f([a, b]) if np.shape(a) == np.shape(b) else np.zeros(1)
calls = dict(
    add=lambda a, b: a + b, subtract=lambda a, b: a - b, multiply=lambda a, b: a * b, divide=lambda a, b: a / b,
    power=lambda a, b: a ** b, floor=lambda a, b: a // b, mod=lambda a, b: a % b, maximum=np.maximum, hypot=np.hypot,
    arctan2=np.arctan2, logaddexp=np.logaddexp, where=lambda a, b: np.where(np.array([True, False]), a, b),
    clip=lambda a, b: np.clip(a, b, 9.0), dot=np.dot, inner=np.inner, outer=np.add.outer, append=np.append,
    stack=joined(np.stack), array=joined(np.array), linspace=lambda a, b: np.linspace(a, b, 3),
    interp=lambda a, b: np.interp(0.5, [0, 1], [np.sum(a), np.sum(b)]),
)
for n, a in operands.items():
    for m, b in operands.items():
        for name, f in calls.items():
            y = f(a, b)
            print(json.dumps([name, n, m, str(np.asarray(y).dtype), np.asarray(y).astype(float).tolist()]))
z = x * 2
"""
DIGITS = {"float16": 2e-3, "float32": 1e-6, "float64": 1e-12}


def agrees(text, least):
    """What the script prints of dtypes and values is the same when it is traced."""
    plain, traced = io.StringIO(), io.StringIO()
    with redirect_stdout(plain):
        exec(text, {})
    with redirect_stdout(traced):
        run_script("script.py", text.encode())
    rows = [[json.loads(line) for line in lines.getvalue().splitlines()] for lines in (plain, traced)]
    assert len(rows[0]) == len(rows[1]) > least
    for (*about, dtype, right), (*again, mine, value) in zip(*rows):
        assert (about, dtype, right is None) == (again, mine, value is None)
        if right is not None:
            np.testing.assert_allclose(value, right, rtol=DIGITS.get(dtype, 0.0), err_msg=str(about))


def test_the_dtype_is_numpys():
    agrees(MEET, 3000)


WHOLE = """
import json, operator, warnings
import numpy as np
warnings.simplefilter("ignore")
x = 1.5
a = np.array([x, 2.2, 0.4])
operands = dict(
    truths=a > 1, truth=a[0] > 1, cell=np.array(x > 1), bytes=(a * 60).astype("u1"), signed=(a * 50).astype("i1"),
    element=(a * 100).astype("u1")[0], whole=(a * 3).astype(int), single=np.float32(x),
    double=a[1], constant=np.uint8(200),
)
pairs = {name: getattr(operator, name) for name in "add sub mul truediv floordiv mod and_ or_ xor lt eq".split()}
pairs |= {name: getattr(np, name) for name in "add maximum minimum dot outer logical_and fmax".split()}
pairs |= dict(where=lambda a, b: np.where(np.array([True, False, True]), a, b), stack=lambda a, b: np.stack([a, b]))
singles = {name: getattr(np, name) for name in
    "sum prod cumsum cumprod mean var max min ptp negative absolute sign invert logical_not floor any all sort".split()}
singles |= dict(
    neg=operator.neg, inv=operator.invert, total=sum, clip=lambda v: np.clip(v, 1, 3), dot=lambda v: v @ v,
    byte=lambda v: np.sum(v, dtype=np.uint8), bytes=lambda v: np.cumsum(v, dtype=np.int8), running=lambda v: v.cumsum(),
    short=lambda v: np.prod(v, dtype=np.int16), reduced=lambda v: np.add.reduce(v, dtype="u1"),
    cast=lambda v: v.astype(np.uint8), true=lambda v: v.astype(bool), narrow=lambda v: v.astype("f2"),
)
def told(*about, f, args):
    try:
        y = f(*args)
        found = [str(np.asarray(y).dtype), np.asarray(y).astype(float).tolist()]
    except Exception as error:
        found = [type(error).__name__, None]
    print(json.dumps([*about, *found]))
for n, v in operands.items():
    for name, f in singles.items():
        told(name, n, "", f=f, args=(v,))
    for m, w in operands.items():
        for name, f in pairs.items():
            told(name, n, m, f=f, args=(v, w))
for of in (1, -3, True):
    told("add", of, "", f=np.add, args=(x > 1, of))
    told("reciprocal", of, "", f=np.reciprocal, args=((a * 2).astype(int) * of,))
told("reciprocal", "truths", "", f=np.reciprocal, args=(a > 1,))
z = x * 2
"""


def test_truths_and_small_whole_numbers_are_numpys():
    agrees(WHOLE, 2000)


MIXED = {
    "cast on the way": "z = np.sum(np.exp(x.astype(np.float32)).astype(float) * x)",
    "a sum in single precision": "z = np.sum(x * x, dtype='f4') + x[0]",
    "a scalar's class": "z = np.float32(x[0]) * x[1] + np.sin(x[2])",
    "an array's dtype": "z = np.mean(np.array(x * 1.5, dtype=np.float32)) * x[1]",
    "a single constant": "z = np.dot(x, np.array([0.5, 2.25, 0.125], 'f4')) + np.float32(1.5) * x[0].astype('f4')",
    "copied": "y = np.empty(3, 'f4')\nnp.copyto(y, x * x, casting='same_kind')\nz = np.sum(y) + x[0]",
    "in place": "y = np.zeros(3, 'f4')\ny += x\nz = np.sum(np.cos(y))",
    "written into": "y = np.empty(3, np.float32)\ny[:] = x * x\nz = np.sum(y) * 1.5",
    "half": "z = np.sum(x.astype(np.float16) * 2.5) + np.sum(x)",
}


@pytest.mark.parametrize("name", sampled(MIXED, 3))
def test_mixed_dtypes_do_not_fail(name):
    text = f"import numpy as np\nx = np.array([1.1, 2.3, 3.7])\n{MIXED[name]}\n"
    (result,) = run_script("script.py", text.encode(), ask=Ask(check=True)).report.results
    assert result.notes == []
    assert {item.path: item.verdict for item in result.check.items} == {"grad.x": "ok" if name != "half" else "skipped"}
    space = {}
    exec(text, space)
    assert result.value == pytest.approx(float(str(space["z"])), rel=1e-12)
    exact = text.replace("np.float32", "float").replace("np.float16", "float").replace("'f4'", "float")
    exec(exact, space)
    bound = result.bounds[next(path for path in result.bounds if path == "value")][1]
    assert abs(result.value - space["z"]) <= bound <= 1e-2 * abs(result.value)


@pytest.mark.parametrize("wrong", ["np.float32(str(float(x[0])))", "float(str(np.sum(x, dtype='f4')))"])
def test_what_is_wrong_fails_in_single_precision_too(wrong):
    text = f"import numpy as np\nx = np.array([1.1, 2.3, 3.7])\nz = {wrong} * np.float32(2) + np.sum(x.astype('f4'))\n"
    (result,) = run_script("script.py", text.encode(), ask=Ask(check=True)).report.results
    assert [item.verdict for item in result.check.items if item.path == "grad.x"] == ["FAIL"]
