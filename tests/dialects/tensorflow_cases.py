"""Programs with what TensorFlow made of them: run one on the dialect, record the same things, and name each difference.

A case is NAME.py beside NAME.expected.json, which holds what was printed, what each tape call answered, and what the
top-level names held at the end. Numbers are compared to 1e-5 relative, in text too; a program that draws random numbers
by shape and dtype only.
"""

from __future__ import annotations

import contextlib
import io
import json
import math
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from gradcli.dialects.tensorflow import modules
from gradcli.dialects.tensorflow.namespace import everything
from gradcli.dialects.tensorflow.tensors.dtypes import numpy_value

CASES = Path(__file__).parent.parent / "cases" / "tensorflow"
NUMBER = re.compile(r"(?<![\w.])[-+]?(?:\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+|inf\b|nan\b)")
COARSE = {"float16": 2e-3, "bfloat16": 2e-2}
UNKNOWN = "<not encodable>"


def names() -> list[str]:
    """Every case."""
    return sorted(p.stem for p in CASES.glob("*.py"))


def expected(name: str) -> dict[str, Any]:
    """What TensorFlow made of a case."""
    record: dict[str, Any] = json.loads((CASES / f"{name}.expected.json").read_text())
    return record


def number(v: Any) -> Any:
    """A Python value as JSON can hold it."""
    if isinstance(v, bytes):
        return v.decode()
    if isinstance(v, list | tuple):
        return [number(w) for w in v]
    if isinstance(v, complex):
        return {"re": number(v.real), "im": number(v.imag)}
    if isinstance(v, float) and not math.isfinite(v):
        return str(v)
    return v


def array(v: Any) -> Any:
    """An array's numbers."""
    a = np.asarray(numpy_value(v.value) if hasattr(v, "at") else v)
    return number(a.astype(np.float32).tolist() if a.dtype.name == "bfloat16" else a.tolist())


def encode(v: Any) -> Any:
    """A value as the records spell it; TypeError for what they do not hold."""
    tf = modules()["tensorflow"]
    if isinstance(v, np.generic):
        return {"type": "npscalar", "dtype": v.dtype.name, "value": array(v)}
    if v is None or isinstance(v, bool | int | str | float | complex):
        return number(v)
    if isinstance(v, tf.Variable):
        facts = {"dtype": v.dtype.name, "shape": v.shape.as_list(), "trainable": v.trainable}
        return {"type": "Variable", **facts, "value": array(v.held)}
    if isinstance(v, tf.IndexedSlices):
        parts = {"values": v.values, "indices": v.indices, "dense_shape": v.dense_shape}
        return {
            "type": "IndexedSlices",
            "dtype": v.dtype.name,
            **{k: array(p) for k, p in parts.items()},
        }
    if isinstance(v, tf.Tensor):
        return {
            "type": "Tensor",
            "dtype": v.dtype.name,
            "shape": v.shape.as_list(),
            "value": array(v),
        }
    if isinstance(v, tf.TensorShape):
        return {"type": "TensorShape", "value": v.as_list()}
    if isinstance(v, np.ndarray):
        return {"type": "ndarray", "dtype": v.dtype.name, "shape": list(v.shape), "value": array(v)}
    if isinstance(v, list):
        return [encode(w) for w in v]
    if isinstance(v, tuple):
        return {"type": "tuple", "items": [encode(w) for w in v]}
    if isinstance(v, dict):
        return {"type": "dict", "items": {str(k): encode(w) for k, w in v.items()}}
    raise TypeError(type(v))


@contextlib.contextmanager
def imported() -> Iterator[None]:
    """The dialect's modules under their importable names."""
    ours = everything()
    kept = {k: m for k, m in sys.modules.items() if k.partition(".")[0] == "tensorflow"}
    sys.modules.update(ours)
    ours["tensorflow"].keras.backend.clear_session()
    try:
        yield
    finally:
        ours["tensorflow"].config.run_functions_eagerly(False)
        ours["tensorflow"].keras.backend.set_floatx("float32")
        for k in ours:
            sys.modules.pop(k, None)
        sys.modules.update(kept)


@contextlib.contextmanager
def overheard() -> Iterator[list[dict[str, Any]]]:
    """Each tape call that the program makes itself, with its answer or its error."""
    tape, calls, depth = modules()["tensorflow"].GradientTape, [], [0]
    originals = {name: getattr(tape, name) for name in ("gradient", "jacobian", "batch_jacobian")}

    def heard(name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def call(self: Any, *args: Any, **kwargs: Any) -> Any:
            if "gradcli" in sys._getframe(1).f_globals["__name__"]:
                return original(self, *args, **kwargs)
            depth[0] += 1
            try:
                result = original(self, *args, **kwargs)
            except Exception as e:
                if depth[0] == 1:
                    calls.append({"method": name, "raises": type(e).__name__, "message": str(e)})
                raise
            finally:
                depth[0] -= 1
            if not depth[0]:
                try:
                    calls.append({"method": name, "result": encode(result)})
                except TypeError:
                    calls.append({"method": name, "result": UNKNOWN})
            return result

        return call

    for name, original in originals.items():
        setattr(tape, name, heard(name, original))
    try:
        yield calls
    finally:
        for name, original in originals.items():
            setattr(tape, name, original)


def run(name: str) -> dict[str, Any]:
    """The same record, made by the dialect."""
    path = CASES / f"{name}.py"
    scope: dict[str, Any] = {"__name__": "__main__", "__file__": str(path)}
    out = io.StringIO()
    code = compile(path.read_text(), str(path), "exec")
    with imported(), overheard() as calls, contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        exec(code, scope)
    values = {}
    for key, value in scope.items():
        with contextlib.suppress(TypeError, ValueError):
            values[key] = encode(value)
    return {"values": values, "tape_calls": calls, "stdout": out.getvalue()}


def same_text(a: str, b: str, rtol: float = 1e-5) -> bool:
    """Equal but for spaces, and for numbers in their last digits."""
    if re.sub(r"[\s,]+", "", NUMBER.sub("#", a)) != re.sub(r"[\s,]+", "", NUMBER.sub("#", b)):
        return False
    return all(close(float(x), float(y), rtol) for x, y in zip(NUMBER.findall(a), NUMBER.findall(b)))


def close(a: float, b: float, rtol: float = 1e-5, scale: float = 0.0) -> bool:
    """Equal to rtol of the larger, or of the largest number beside them; or both nan."""
    if math.isnan(a) or math.isnan(b) or math.isinf(a) or math.isinf(b):
        return a == b or (math.isnan(a) and math.isnan(b))
    return abs(a - b) <= max(rtol * max(abs(a), abs(b), scale), 5e-7)


def numbers(v: Any) -> Iterator[Any]:
    """The leaves of nested lists, complex numbers as two."""
    if isinstance(v, list):
        for w in v:
            yield from numbers(w)
    elif isinstance(v, dict):
        yield from (v["re"], v["im"])
    else:
        yield v


def same_numbers(want: Any, got: Any, dtype: str) -> bool:
    """Whether two encoded arrays agree."""
    a, b = list(numbers(want)), list(numbers(got))
    if len(a) != len(b):
        return False
    if not all(isinstance(x, float | int) or x in ("nan", "inf", "-inf") for x in a + b):
        return a == b
    pairs = [(float(x), float(y)) for x, y in zip(a, b)]
    scale = max((abs(x) for x, _ in pairs if math.isfinite(x)), default=0.0)
    return all(close(x, y, COARSE.get(dtype, 1e-5), 0.1 * scale) for x, y in pairs)


def differences(want: Any, got: Any, at: str, random: bool = False) -> Iterator[str]:
    """Each place where two encoded values differ."""
    if isinstance(want, dict) and isinstance(got, dict):
        if "value" in want and {k: v for k, v in want.items() if k != "value"} == {
            k: v for k, v in got.items() if k != "value"
        }:
            if not random and not same_numbers(want["value"], got["value"], want.get("dtype", "")):
                yield f"{at}: {brief(want['value'])} but {brief(got['value'])}"
        elif want.keys() != got.keys() or "value" in want:
            yield f"{at}: {brief(want)} but {brief(got)}"
        else:
            for k in want:
                yield from differences(want[k], got[k], f"{at}.{k}" if k != "items" else at, random)
    elif isinstance(want, list) and isinstance(got, list):
        if len(want) != len(got):
            yield f"{at}: {brief(want)} but {brief(got)}"
        for n, (w, g) in enumerate(zip(want, got)):
            yield from differences(w, g, f"{at}[{n}]", random)
    elif isinstance(want, str) and isinstance(got, str):
        if not same_text(want, got) and not random:
            yield f"{at}: {brief(want)} but {brief(got)}"
    elif type(want) in (int, float) and type(got) in (int, float):
        if not random and not (close(float(want), float(got)) and type(want) is type(got)):
            yield f"{at}: {want!r} but {got!r}"
    elif want != got:
        yield f"{at}: {brief(want)} but {brief(got)}"


def brief(v: Any) -> str:
    """A value in a line."""
    text = json.dumps(v)
    return text if len(text) < 400 else f"{text[:400]}..."


def compare(name: str) -> list[str]:
    """Every difference between what TensorFlow and the dialect make of a case."""
    want = expected(name)
    random = want["random"]
    try:
        got = run(name)
    except Exception as e:
        return [f"raised {type(e).__name__}: {e}"]
    found = [f"no {k}" for k in want["values"] if k not in got["values"]]
    for key, value in want["values"].items():
        if key in got["values"]:
            found += differences(value, got["values"][key], key, random)
    made, heard = want["tape_calls"], got["tape_calls"]
    traced = any(call.get("result") == UNKNOWN for call in made)  # TensorFlow traces a tf.function once
    if len(made) != len(heard) and not traced:
        found.append(f"{len(made)} tape calls but {len(heard)}")
    for n, (w, g) in enumerate(zip(made, heard)):
        if w.get("result") != UNKNOWN:
            found += differences(w, g, f"call {n}", random)
    lines = want["stdout"].splitlines(), got["stdout"].splitlines()
    if not random and not same_text(want["stdout"], got["stdout"]):
        off = [(a, b) for a, b in zip(*lines) if not same_text(a, b)] or [
            (f"{len(lines[0])} lines", f"{len(lines[1])} lines")
        ]
        found += [f"printed: {brief(a)} but {brief(b)}" for a, b in off]
    return found
