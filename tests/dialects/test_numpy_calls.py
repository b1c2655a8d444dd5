"""NumPy's functions, call by call: the value, shape and dtype that NumPy gives, and the slope that differences show.

Every letter of a call is traced in turn, and all of them together. What is not differentiated must be told.
"""

from __future__ import annotations

import ast
import json
import re
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy
import pytest
from truths import sampled

from gradcli import GradientTape, constant
from gradcli.core.observer import OPAQUE, observing
from gradcli.core.trace import Observer, Readable, Traced, plain
from gradcli.dialects.numpy.module import module
from gradcli.frontends.script.running.imports import ScriptModules
from gradcli.frontends.script.text.rewrite import Casts
from gradcli.ops.values import shape_of
from tests.dialects.numpy_calls import APART, METHODS_APART, table

CALLS = table("numpy") | (table("scipy") if find_spec("scipy") is not None else {})
STEP = 1e-5


def points() -> dict[str, Any]:
    """What the letters stand for."""
    rng = numpy.random.default_rng(7)

    def away(*shape: int) -> Any:
        """Numbers that lie apart from one another and from the kinks at 0 and at whole numbers."""
        size = int(numpy.prod(shape))
        row = numpy.linspace(-1.13, 1.37, size) if size > 1 else numpy.array([0.37])
        return rng.permutation(row + 0.013 * rng.uniform(-1, 1, size)).reshape(shape)

    A = away(3, 3) + numpy.diag([2.0, -1.7, 1.9])
    v, w = away(4), away(4)
    gaps = numpy.array([[1, 1, 0, 1], [1, 1, 1, 1], [0, 1, 1, 1]])
    turning = numpy.array([[0, 2, 0], [-3, 0, 0], [0, 0, 1]])
    return {
        "s": 0.71, "t": -0.43, "v": v, "w": w, "p": away(4) % 0.8 + 0.1, "q": away(4) % 0.7 + 0.15,
        "n": numpy.where(gaps[0], away(4), numpy.nan), "N": numpy.where(gaps, away(3, 4), numpy.nan),
        "e": numpy.zeros(0), "E": numpy.zeros((0, 3)), "o": numpy.array(0.61), "T": away(2, 3, 4),
        "A": A, "B": away(2, 3), "S": A @ A.T + numpy.eye(3), "C": A + 1j * away(3, 3), "R": away(3, 3) + turning,
        "c": v + 1j * w[::-1], "d": w - 1j * v,
    }  # fmt: skip


POINTS = points()
PLAIN = {
    "i": numpy.array([3, 0, 2, 1]),
    "j": numpy.array([[1, 2, 0], [2, 0, 1]]),
    "b": numpy.array([True, False, True, True]),
}
HOUSE = ScriptModules("test", None)
HOUSE.undo = []  # what it would do at its end, of modules that a call makes NumPy import
BUILTINS = HOUSE.builtins


@cache
def compiled(call: str) -> Any:
    """The code of a call, as in a script; and the letters in it."""
    tree = ast.parse(call, mode="eval")
    letters = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    changed = ast.fix_missing_locations(Casts(ast.parse(call)).visit(tree))
    return compile(changed, "test", "eval"), compile(call, "test", "eval"), sorted(letters & set(POINTS))


def leaves(y: Any) -> list[Any]:
    """The arrays and numbers in an answer."""
    if isinstance(y, list | tuple):
        return [leaf for part in y for leaf in leaves(part)]
    return [y]


def run(call: str, np: Any, values: dict[str, Any], hooks: bool) -> list[Any]:
    """What a call answers; where it answers nothing, what it left in its letters."""
    with_hooks, without, _ = compiled(call)
    names = {"np": np, "sp": scipy_of(np), "__builtins__": BUILTINS if hooks else __builtins__, **PLAIN, **values}
    y = eval(with_hooks if hooks else without, names)  # a table of our own
    return leaves([names[name] for name in values] if y is None else y)


def scipy_of(np: Any) -> Any:
    """The SciPy that goes with a NumPy; None without one."""
    if find_spec("scipy") is None:
        return None
    return import_module("scipy") if np is numpy else import_module("gradcli.dialects.scipy.module").module(True)


def weighted(ys: list[Any], weights: list[Any]) -> Any:
    """One number of many: the real and imaginary parts, weighted, of what is finite."""
    total: Any = 0.0
    for y, (finite, a, b) in zip(ys, weights):
        is_complex = numpy.iscomplexobj(getattr(y, "value", y))
        if numpy.shape(a):
            y = y if finite.all() else y[finite]
            a, b = a[finite].reshape(y.shape), b[finite].reshape(y.shape)
            total = total + (y.real * a + y.imag * b if is_complex else y * a).sum()
        elif finite:
            total = total + (y.real * a + y.imag * b if is_complex else y * a)
    return total


def weight(rng: Any, y: Any) -> tuple[Any, Any, Any]:
    """Where an answer is finite, and what its real and imaginary parts are multiplied by."""
    if numpy.asarray(y).dtype.kind not in "fciub":
        return numpy.False_, 0.0, 0.0
    signs = 1 - 2 * (numpy.arange(numpy.size(y)).reshape(numpy.shape(y)) % 2)
    return numpy.isfinite(y), rng.uniform(0.5, 1.5, numpy.shape(y)) * signs, rng.uniform(0.5, 1.5, numpy.shape(y))


def way(rng: Any, name: str) -> Any:
    """A direction to move a letter in."""
    shape = numpy.shape(POINTS[name])
    move = rng.uniform(-1, 1, shape)
    return move + 1j * rng.uniform(-1, 1, shape) if name in "cdC" else move


def bare(letters: list[str]) -> dict[str, Any]:
    """What the letters stand for, to be written into."""
    return {k: POINTS[k] if k in "st" else numpy.array(POINTS[k]) for k in letters}


def examine(call: str) -> str:
    """What is wrong with a call, or nothing."""
    mark, call = (call[0], call[1:]) if call[0] in "~?" else ("", call)
    letters = compiled(call)[2]
    told = []
    with numpy.errstate(all="ignore"):
        expected = run(call, numpy, bare(letters), False)
        for traced in {(*letters,), *[(k,) for k in letters]}:
            fault, left = traced_in(call, letters, traced, expected, mark)
            told.append(left)
            if fault:
                return f"{fault}, of {' '.join(traced) or 'nothing'} traced"
    return "is not told" if mark == "~" and not any(told) else ""


def traced_in(call: str, letters: list[str], traced: Any, expected: list[Any], mark: str) -> tuple[str, bool]:
    """What is wrong with a call while some letters are traced; and whether it was told as left."""
    ys, ways_out, tape, sources = recorded(call, letters, traced)
    if (fault := differ(ys, expected)) or mark == "~":
        return fault, bool(ways_out)
    if ways_out:
        return f"left by {ways_out[0]}", True
    weights, ways = directions(expected, traced)
    with tape:
        loss = weighted(ys, weights)
    found = slope(tape, sources, loss, ways)
    single = any(getattr(y, "dtype", None) == numpy.float32 for y in expected) or "float32" in call
    h = 1e-2 if single else STEP

    def at(h: float) -> Any:
        moved = {**bare(letters), **{k: POINTS[k] + h * ways[k] for k in traced}}
        return weighted(run(call, numpy, moved, False), weights)

    true = 0.0 if mark == "?" else float(at(h) - at(-h)) / (2 * h)
    if not abs(true - found) <= (3e-2 if single else 2e-6) * (1 + abs(true)):
        return f"slope {found!r}, by differences {true!r}", False
    return "", False


def recorded(call: str, letters: list[str], traced: Any) -> tuple[list[Any], list[str], Any, dict[str, Any]]:
    """A call with some letters traced: (its answers, how values left, the tape, its sources)."""
    np = module(writes=True)
    values = {k: POINTS[k] if k in "st" else np.array(POINTS[k]) for k in letters}
    sources = {k: constant(POINTS[k]) for k in traced}
    with observing(Observer(follows=True)) as observer, GradientTape(persistent=True) as tape:
        for source in sources.values():
            tape.watch(source)
        ys = run(call, np, {**values, **{k: +x for k, x in sources.items()}}, True)
        ys = [y.read() if isinstance(y, Readable) else y for y in ys]
        steps = [step for piece in tape.heard if isinstance(piece, list) for step in piece]
        ways_out = [e.how for e in observer.exits] + [step[1].params[0] for step in steps if step[1].kind == OPAQUE]
    return ys, ways_out, tape, sources


def directions(expected: list[Any], traced: Any) -> tuple[list[Any], dict[str, Any]]:
    """What answers are weighted with, and the direction that the letters are moved in."""
    rng = numpy.random.default_rng(1)
    weights = [weight(rng, y) for y in expected]
    return weights, {k: way(rng, k) for k in traced}


def slope(tape: Any, sources: dict[str, Any], loss: Any, ways: dict[str, Any]) -> float:
    """The derivative of a loss in a direction."""
    if not isinstance(loss, Traced):
        return 0.0
    found = tape.gradient(loss, list(sources.values()), unconnected_gradients="zero")
    return sum(float(numpy.sum(getattr(d, "value", d) * ways[k]).real) for k, d in zip(sources, found))


def differ(ys: list[Any], expected: list[Any]) -> str:
    """How an answer differs from NumPy's."""
    if len(ys) != len(expected):
        return f"{len(ys)} answers for {len(expected)}"
    for y, known in zip(ys, expected):
        y = y.value if isinstance(y, Traced) else y
        if numpy.shape(y) != numpy.shape(known):
            return f"shape {numpy.shape(y)} for {numpy.shape(known)}"
        if numpy.asarray(y).dtype != numpy.asarray(known).dtype:
            return f"dtype {numpy.asarray(y).dtype} for {numpy.asarray(known).dtype}"
        if numpy.asarray(known).dtype.kind not in "fciub":
            if str(y) != str(known):
                return f"{y!r} for {known!r}"
            continue
        single = numpy.asarray(known).dtype in (numpy.float32, numpy.complex64)
        if not numpy.allclose(y, known, 1e-6 if single else 1e-12, 1e-14, equal_nan=True):
            return f"value {y!r} for {known!r}"
    return ""


@pytest.mark.parametrize("name", sampled(CALLS, 2))
def test_calls(name: str) -> None:
    faults = {}
    for call in CALLS[name]:
        try:
            found = examine(call)
        except Exception as error:
            found = f"{type(error).__name__}: {error}"
        if found:
            faults[call] = found
    assert not faults, "\n" + "\n".join(f"{call}: {fault}" for call, fault in faults.items())


def written_after(call: str, traced: bool) -> list[Any]:
    """Of a call: its answers once its letters are written to, and the letters once the answers are, each where it may.

    What may not be written to is told, as a nan.
    """
    np = module(writes=True) if traced else numpy
    values = {k: +constant(v) if traced and k not in "st" else v for k, v in bare(compiled(call)[2]).items()}
    ys = run(call, np, dict(values), traced)
    found = []
    for before, after in ((values.values(), ys), (ys, values.values())):
        for x in before:
            if isinstance(x, Traced | Readable | numpy.ndarray) and shape_of(x):
                try:
                    x[...] = x * 0 + 9.0
                except ValueError:
                    found.append(numpy.array(numpy.nan))
        found += [numpy.array(plain(y.read() if isinstance(y, Readable) else y)) for y in after]
    return found


@pytest.mark.filterwarnings("ignore:Numpy has detected")
def test_what_shares_memory() -> None:
    """Views are views, copies copies, and what is read-only is, by every call of the table."""
    faults = []
    for call in [c for calls in CALLS.values() for c in calls if c[0] not in "~?" and "trim_zeros" not in c]:
        if call == "v[..., 0]" or not compiled(call)[2]:
            continue
        with numpy.errstate(all="ignore"), observing(Observer(follows=True)), GradientTape():
            mine, true = written_after(call, True), written_after(call, False)
            same = [
                a.shape == b.shape and numpy.all((a == b) | (abs(a - b) < 1e-6) | (a != a) & (b != b))
                for a, b in zip(mine, true)
            ]
        if len(mine) != len(true) or not all(same):
            faults.append(call)
    assert not faults, faults


def test_autograd_agrees() -> None:
    """HIPS autograd 1.9 on calls of the functions that it has rules for: 145 of NumPy's, 62 of SciPy's."""
    answers = json.loads(Path(__file__).with_name("autograd_slopes.json").read_text())
    faults = {}
    for call, true in answers.items():
        letters = compiled(call)[2]
        if call.count("sp.") and find_spec("scipy") is None:
            continue
        with numpy.errstate(all="ignore"):
            expected = run(call, numpy, bare(letters), False)
            ys, _, tape, sources = recorded(call, letters, letters)
            weights, ways = directions(expected, letters)
            with tape:
                loss = weighted(ys, weights)
            found = slope(tape, sources, loss, ways)
        if not abs(found - true) <= 1e-8 * (1 + abs(true)):
            faults[call] = f"{found!r}, by autograd {true!r}"
    assert not faults, faults


def public(library: Any, path: str) -> set[str]:
    """The functions of a module of NumPy's."""
    return {
        path + name for name in dir(library)
        if not name.startswith("_") and callable(found := getattr(library, name)) and not isinstance(found, type)
    }  # fmt: skip


def test_every_function_of_numpys_is_called() -> None:
    names = public(numpy, "") | public(numpy.linalg, "linalg.") | public(numpy.fft, "fft.")
    assert names - set(CALLS) - APART == set()


def test_every_method_of_arrays_is_called() -> None:
    text = " ".join(call for calls in CALLS.values() for call in calls)
    called = set(re.findall(r"\.([A-Za-z]\w*)", text))
    assert {name for name in dir(numpy.ndarray) if not name.startswith("_")} - called - METHODS_APART == set()
