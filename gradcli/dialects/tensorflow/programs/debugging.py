"""tf.print and tf.debugging: what looks at values and computes none."""

from __future__ import annotations

import contextlib
import sys
from typing import Any

import numpy as np

from ..ops.padding import identity
from ..tensors import EagerTensor, convert, export, invalid, is_tensor, rows, string
from ..tensors.dtypes import numpy_value
from ..tensors.state import seen_now


def shown(x: Any, summarize: int = 3) -> str:
    """A value as tf.print writes it."""
    if is_tensor(x):
        v = numpy_value(convert(x).value)
        return array_text(v, summarize) if getattr(v, "shape", ()) else strings_of(v)
    if isinstance(x, dict):
        return "{" + ", ".join(f"{k!r}: {inside(v, summarize)}" for k, v in in_order(x)) + "}"
    if isinstance(x, list | tuple):
        parts = ", ".join(inside(v, summarize) for v in x)
        return f"[{parts}]" if isinstance(x, list) else f"({parts}{',' * (len(x) == 1)})"
    return x if isinstance(x, str) else repr(x)


def in_order(x: dict[Any, Any]) -> list[tuple[Any, Any]]:
    """The items of a dict by their keys, where these have an order."""
    with contextlib.suppress(TypeError):
        return sorted(x.items(), key=lambda item: item[0])
    return list(x.items())


def inside(x: Any, summarize: int) -> str:
    """The same inside of a list or a dict, where Python's texts have quotes."""
    return repr(x) if isinstance(x, str) else shown(x, summarize)


def strings_of(v: Any) -> str:
    """A scalar of a tensor as C++ prints it: strings in quotes, floats with as many digits as their class always has
    right, or enough to read them back."""
    if isinstance(v, bytes):
        return f'"{v.decode(errors="replace")}"'
    if isinstance(v, bool | np.bool_):
        return str(int(v))
    if isinstance(v, complex | np.complexfloating):
        return "?"  # TensorFlow prints no complex numbers
    if not isinstance(v, float | np.floating):
        return str(v)
    kind, few, enough = (np.float64, 15, 17) if isinstance(v, float) else (np.float32, 6, 9)
    text = f"{float(v):.{few}g}"
    return text if kind(text) == v or v != v else f"{float(v):.{enough}g}"


def array_text(v: Any, summarize: int, depth: int = 1) -> str:
    """An array: the first and the last few along each axis."""
    if not v.ndim:
        return strings_of(v[()])
    size, lines = int(v.size), "\n" * int(v.ndim - 1)
    if v.dtype.kind == "c":  # TensorFlow prints no complex numbers, only how many there are
        few = size if summarize < 0 else min(size, summarize)
        return f"[{' '.join('?' * few)}{'...' * (few < size)}]"
    if not size and v.ndim > 1:
        return f"[{lines} ...]"
    parts = [array_text(np.asarray(row), summarize, depth + 1) for row in v]
    if summarize >= 0 and len(parts) > 2 * summarize:
        parts[summarize : len(parts) - summarize] = ["..."]
    return "[" + (lines + " " * depth if lines else " ").join(parts) + "]"


@export("print")
def print_(
    *inputs: Any, output_stream: Any = None, summarize: int = 3, sep: str = " ", end: str = "\n", name: Any = None
) -> None:
    """Write values to stderr, or to stdout where that is the process's own: the kernel passes Python's streams by."""
    if not seen_now("print"):
        return
    stream = sys.stdout if output_stream is sys.stdout is sys.__stdout__ else sys.stderr
    alone = len(inputs) == 1 and is_tensor(inputs[0]) and isinstance(v := convert(inputs[0]).value, bytes)
    text = (v.decode(errors="replace") if alone else sep.join(shown(x, summarize) for x in inputs)) + end
    if isinstance(output_stream, str) and output_stream.startswith("file://"):
        with open(output_stream[7:], "a", encoding="utf-8") as file:
            file.write(text)
    elif stream is not None:
        stream.write(text)


# assertions


def compared(holds: Any, sign: str) -> Any:
    """An assertion on two tensors, element by element."""

    def call(x: Any, y: Any, message: Any) -> None:
        a = convert(x)
        v, w = np.asarray(a.value), np.asarray(convert(y, None if is_tensor(y) else a.dtype).value)
        good = np.asarray(holds(v, w))
        if good.all():
            return
        parts = [message] if message else []
        parts.append(f"Condition x {sign} y did not hold.")
        if np.shape(v) == np.shape(w) and v.ndim:
            where = np.argwhere(~good)[:3]
            at = tuple(where.T)
            parts += [f"Indices of first {len(where)} different values:", str(where)]
            parts += ["Corresponding x values:", str(v[at]), "Corresponding y values:", str(w[at])]
        for letter, u in (("x", v), ("y", w)):
            parts += [f"First {min(3, u.size)} elements of {letter}:", str(np.ravel(u)[:3])]
        raise invalid("\n".join(parts))

    return call


def holding(holds: Any, sign: str) -> Any:
    """An assertion on one tensor, element by element."""

    def call(x: EagerTensor, message: Any) -> None:
        v = np.asarray(x.value)
        if not np.all(holds(v, 0)):
            held = ", ".join(repr(str(n)) for n in np.ravel(v)[:3])
            about = f"x (shape={v.shape} dtype={x.dtype.name}) = \n[{held}]"
            raise invalid(f"{message or ''}\nCondition x {sign} did not hold element-wise:\n{about}")

    return call


def _near(x: Any, y: Any, rtol: Any, atol: Any, message: Any) -> None:
    a, b = np.asarray(convert(x).value), np.asarray(convert(y).value)
    small = 10 * np.finfo(a.dtype if a.dtype.kind == "f" else np.float32).eps
    rtol, atol = (small if tolerance is None else tolerance for tolerance in (rtol, atol))
    if not np.all(np.abs(a - b) <= atol + rtol * np.abs(b)):
        text = f"x and y not equal to tolerance rtol = {rtol}, atol = {atol}\nx = {a}\ny = {b}"
        raise invalid(f"{message}\n{text}" if message else text)


def _assert(condition: Any, data: Any) -> None:
    if not bool(condition):
        raise invalid(f"Expected '{condition}' to be true. Summarized data: " + "\n".join(shown(d) for d in data))


def _finite(x: EagerTensor, message: Any) -> Any:
    bad = [word for word, test in (("Inf", np.isinf), ("NaN", np.isnan)) if test(x.value).any()]
    if bad:
        raise invalid(f"{message} : Tensor had {' and '.join(bad)} values", "CheckNumerics")
    return identity(x)


def _shapes(shapes: Any) -> None:
    known: dict[Any, int] = {}
    for x, symbols in shapes.items() if isinstance(shapes, dict) else shapes:
        sizes = tuple(convert(x.deref() if hasattr(x, "deref") else x).shape)
        if len(sizes) != len(tuple(symbols)):
            raise ValueError(f"Tensor of shape {sizes} must have rank {len(tuple(symbols))}")
        for size, symbol in zip(sizes, symbols):
            wanted = symbol if isinstance(symbol, int) else known.setdefault(symbol, int(size or 0))
            if wanted != size and symbol is not None:
                raise ValueError(f"Specified by tensor of shape {sizes} dimension {symbol} must have size {wanted}")


def ranked(holds: Any, text: str) -> Any:
    """An assertion on the number of axes."""

    def call(x: EagerTensor, rank: Any, message: Any) -> None:
        wanted = tuple(int(convert(r).value) for r in rank) if text == "in" else int(convert(rank).value)
        if not holds(x.ndim, wanted):
            must = " ".join(f"must have rank {text} {wanted}".split())
            raise ValueError(f"{lead(message)}Tensor  {must}.  Received rank {x.ndim}, shape {x.shape}")

    return call


def lead(message: Any) -> str:
    """What the user has to say, before what TensorFlow says."""
    return f"{message}.  " if message else ""


def claimed(kind: type[Exception], holds: Any, text: Any) -> Any:
    """An assertion of what is given and a message."""

    def call(*given: Any) -> None:
        if not holds(*given):
            raise kind(text(*given))

    return call


def _texts(x: EagerTensor, precision: int, scientific: Any, shortest: Any) -> EagerTensor:
    v = np.asarray(x.value)
    form = f".{6 if precision < 0 else precision}{'e' if scientific else 'g' if shortest else 'f'}"

    def text(n: Any) -> bytes:
        if x.dtype is string:
            return n  # type: ignore[no-any-return]
        kind = v.dtype.kind
        return (format(n, form) if kind == "f" else str(bool(n)).lower() if kind == "b" else str(n)).encode()

    if not v.shape:
        return EagerTensor(text(v[()]))
    out = np.empty(v.shape, object)
    out.reshape(-1)[:] = [text(n) for n in v.flat]
    return EagerTensor(out)


SIGNS: tuple[tuple[str, str, Any, str], ...] = (
    ("equal", "==", np.equal, ""), ("greater", ">", np.greater, "positive"), ("less", "<", np.less, "negative"),
    ("greater_equal", ">=", np.greater_equal, "non_negative"), ("less_equal", "<=", np.less_equal, "non_positive"),
)  # fmt: skip
TWO, ONE = "x y message=None summarize=None:- name data=None:-", "x:any message=None summarize=None:- name data=None:-"
RANK, SAID = "x:any rank message='' name", "message=None name"


__getattr__ = rows(
    __name__,
    *((f"debugging.assert_{name} {f'assert_{name}' * ('_' not in name)} | assert_{name}", "", TWO, compared(how, sign),
       f"InvalidArgumentError unless x {sign} y, element by element.") for name, sign, how, _ in SIGNS),
    ("debugging.assert_none_equal | assert_none_equal", "", TWO.replace("message=None summarize=None:-",
     "summarize=None:- message=None"), compared(np.not_equal, "!=")),
    *((f"debugging.assert_{name} | assert_{name}", "", ONE, holding(how, f"{sign} 0"),
       f"InvalidArgumentError unless x {sign} 0, element by element.") for _, sign, how, name in SIGNS if name),
    ("debugging.assert_near | assert_near", "", "x y rtol=None atol=None message=None summarize=None:- name", _near),
    ("debugging.assert_shapes | assert_shapes", "",
     "shapes data=None:- summarize=None:- message=None:- name", _shapes,
     "ValueError unless tensors have the shapes given, where one letter is one length."),
    ("debugging.Assert Assert", "", "condition data summarize=None:- name", _assert),
    ("debugging.assert_all_finite | verify_tensor_all_finite", "", "x:any message='' name", _finite,
     "x. InvalidArgumentError if it has an inf or a nan."),
    ("debugging.check_numerics | check_numerics", "", "tensor:any message='' name", _finite,
     "x as a new tensor. InvalidArgumentError if it has an inf or a nan."),
    ("debugging.assert_rank assert_rank | assert_rank", "", RANK, ranked(lambda n, m: n == m, "")),
    ("debugging.assert_rank_at_least | assert_rank_at_least", "", RANK, ranked(lambda n, m: n >= m, "at least")),
    ("debugging.assert_rank_in | assert_rank_in", "", RANK.replace("rank", "ranks"), ranked(lambda n, m: n in m, "in")),
    ("debugging.assert_scalar | assert_scalar", "", f"tensor:any {SAID}", claimed(
        ValueError, lambda x, _: not x.ndim,
        lambda x, said: f"{said or ''}Expected scalar shape, saw shape: {x.shape}.")),
    ("debugging.assert_integer | assert_integer", "", f"x:any {SAID}", claimed(
        TypeError, lambda x, _: x.dtype.is_integer,
        lambda x, said: f'{lead(said)}Expected "x" to be integer type.  Found: tensor of dtype {x.dtype}')),
    ("debugging.assert_type | assert_type", "", f"tensor tf_type:dtype {SAID}", claimed(
        TypeError, lambda x, dtype, _: x.dtype == dtype,
        lambda x, dtype, said: f"{lead(said)}tensor must be of type {dtype!r}; got {x.dtype!r}")),
    ("as_string strings.as_string", "",
     "input:any precision=-1 scientific=False shortest=False width=-1:- fill='':- name", _texts, "Numbers as text."),
)  # fmt: skip
