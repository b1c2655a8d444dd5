"""tf.print, tf.debugging, tf.test: what looks at values and computes none."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np

from .convert import convert, is_tensor
from .dtypes import as_dtype, string
from .errors import invalid
from .names import NAMES, ONLY_V1, export, renamed
from .padding import identity
from .tensor import EagerTensor, bare


def shown(x: Any, summarize: int = 3) -> str:
    """A value as tf.print writes it."""
    if is_tensor(x):
        v = bare(convert(x).value)
        return array_text(v, summarize) if getattr(v, "shape", ()) else strings_of(v)
    if isinstance(x, dict):
        return "{" + ", ".join(f"{k!r}: {shown(v, summarize)}" for k, v in x.items()) + "}"
    if isinstance(x, list | tuple):
        inside = ", ".join(shown(v, summarize) for v in x)
        return f"[{inside}]" if isinstance(x, list) else f"({inside}{',' * (len(x) == 1)})"
    return x if isinstance(x, str) else repr(x)


def strings_of(v: Any) -> str:
    """A scalar of a tensor; strings stand in quotes."""
    if isinstance(v, bytes):
        return f'"{v.decode(errors="replace")}"'
    if isinstance(v, bool | np.bool_):
        return str(int(v))
    if isinstance(v, complex | np.complexfloating):
        return "?"  # TensorFlow prints no complex numbers
    return number(v)


def number(v: Any) -> str:
    """A number as C++ prints it: with as many digits as its class always has right, or enough to read it back."""
    if not isinstance(v, float | np.floating):
        return str(v)
    kind = np.float64 if isinstance(v, float) else np.float32
    few, enough = (15, 17) if kind is np.float64 else (6, 9)
    text = f"{float(v):.{few}g}"
    return text if kind(text) == v or v != v else f"{float(v):.{enough}g}"


def array_text(v: Any, summarize: int, depth: int = 1) -> str:
    """An array: the first and the last few along each axis."""
    if not v.ndim:
        return strings_of(v[()])
    parts = [array_text(np.asarray(row), summarize, depth + 1) for row in v]
    if summarize >= 0 and len(parts) > 2 * summarize:
        parts[summarize : len(parts) - summarize] = ["..."]
    return "[" + (" " if v.ndim == 1 else "\n" * (v.ndim - 1) + " " * depth).join(parts) + "]"


@export("print")
def print_(
    *inputs: Any, output_stream: Any = None, summarize: int = 3, sep: str = " ", end: str = "\n", name: Any = None
) -> None:
    """Write values to stderr, or to stdout where that is the process's own: the kernel passes Python's streams by."""
    stream = sys.stdout if output_stream is sys.stdout is sys.__stdout__ else sys.stderr
    text = sep.join(shown(x, summarize) for x in inputs) + end
    if isinstance(output_stream, str) and output_stream.startswith("file://"):
        with open(output_stream[7:], "a", encoding="utf-8") as file:
            file.write(text)
        return
    if stream is not None:
        stream.write(text)


ONLY_V1["Print"] = lambda input_, data, message=None, **ignored: (print_(message or "", *data), input_)[1]

# assertions


def fail(message: Any, default: str) -> Any:
    """The error of an assertion that does not hold."""
    return invalid(f"{message}\n{default}" if message else default)


def asserted(name: str, holds: Any, text: str) -> None:
    """An assertion on two tensors, element by element."""

    def call(x: Any, y: Any, message: Any = None, summarize: Any = None, name: Any = None, data: Any = None) -> None:
        a = convert(x)
        b = convert(y, None if is_tensor(y) else a.dtype)
        good = holds(np.asarray(a.value), np.asarray(b.value))
        if not np.all(good):
            raise fail(message, difference(text, a, b, good))

    if name == "none_equal":  # alone among its kin
        call = renamed(call, message="summarize", summarize="message")
    call.__doc__ = f"InvalidArgumentError unless x {text} y, element by element."
    NAMES[f"debugging.assert_{name}"] = ONLY_V1[f"assert_{name}"] = call
    if name in ("equal", "greater", "less"):
        NAMES[f"assert_{name}"] = call


for _name, _holds, _text in (
    ("equal", np.equal, "=="), ("greater", np.greater, ">"), ("less", np.less, "<"), ("none_equal", np.not_equal, "!="),
    ("greater_equal", np.greater_equal, ">="), ("less_equal", np.less_equal, "<="),
):  # fmt: skip
    asserted(_name, _holds, _text)


def difference(text: str, a: EagerTensor, b: EagerTensor, good: Any) -> str:
    """Where two tensors fail a comparison, and what they hold."""
    v, w = np.asarray(a.value), np.asarray(b.value)
    parts = [f"Condition x {text} y did not hold."]
    if np.shape(v) == np.shape(w) and v.ndim:
        where = np.argwhere(~np.asarray(good))[:3]
        parts += [f"Indices of first {len(where)} different values:", str(where)]
        parts += ["Corresponding x values:", str(v[tuple(where.T)]), "Corresponding y values:", str(w[tuple(where.T)])]
    for letter, u in (("x", v), ("y", w)):
        parts += [f"First {min(3, u.size)} elements of {letter}:", str(np.ravel(u)[:3])]
    return "\n".join(parts)


def _of_one(name: str, holds: Any, text: str) -> None:
    def call(x: Any, message: Any = None, summarize: Any = None, name: Any = None, data: Any = None) -> None:
        v = np.asarray(convert(x).value)
        if not np.all(holds(v)):
            held = [repr(str(n)) for n in np.ravel(v)[:3]]
            name = f"x (shape={v.shape} dtype={convert(x).dtype.name})"
            raise invalid(
                f"{message or ''}\nCondition x {text} did not hold element-wise:\n{name} = \n[{', '.join(held)}]"
            )

    call.__doc__ = f"InvalidArgumentError unless x {text}, element by element."
    NAMES[f"debugging.assert_{name}"] = ONLY_V1[f"assert_{name}"] = call


SIGNS: tuple[tuple[str, Any, str], ...] = (
    ("positive", lambda v: v > 0, "> 0"), ("negative", lambda v: v < 0, "< 0"), ("non_negative", lambda v: v >= 0,
        ">= 0"),
    ("non_positive", lambda v: v <= 0, "<= 0"),
)  # fmt: skip
for _name, _holds, _text in SIGNS:
    _of_one(_name, _holds, _text)


@export("debugging.assert_near", v1=("assert_near",))
def assert_near(
    x: Any, y: Any, rtol: Any = None, atol: Any = None, message: Any = None, summarize: Any = None, name: Any = None
) -> None:
    """InvalidArgumentError unless |x - y| <= atol + rtol |y|."""
    a, b = np.asarray(convert(x).value), np.asarray(convert(y).value)
    small = 10 * np.finfo(a.dtype if a.dtype.kind == "f" else np.float32).eps
    close = np.abs(a - b) <= (small if atol is None else atol) + (small if rtol is None else rtol) * np.abs(b)
    if not np.all(close):
        raise fail(
            message,
            f"x and y not equal to tolerance rtol = {small if rtol is None else rtol}, atol = "
            f"{small if atol is None else atol}\nx = {a}\ny = {b}",
        )


@export("debugging.Assert", "Assert")
def assert_(condition: Any, data: Any, summarize: Any = None, name: Any = None) -> None:
    """InvalidArgumentError with the data unless the condition holds."""
    if not bool(condition):
        raise invalid(f"Expected '{condition}' to be true. Summarized data: " + "\n".join(shown(d) for d in data))


@export("debugging.assert_all_finite", v1=("verify_tensor_all_finite",))
def assert_all_finite(x: Any, message: Any = "", name: Any = None) -> Any:
    """x. InvalidArgumentError if it has an inf or a nan."""
    return check_numerics(x, message)


@export("debugging.check_numerics", v1=("check_numerics",))
def check_numerics(tensor: Any, message: str = "", name: Any = None) -> Any:
    """x as a new tensor. InvalidArgumentError if it has an inf or a nan."""
    x = convert(tensor)
    v = np.asarray(x.value)
    bad = [word for word, test in (("Inf", np.isinf), ("NaN", np.isnan)) if test(v).any()]
    if bad:
        raise invalid(f"{message} : Tensor had {' and '.join(bad)} values", "CheckNumerics")
    return identity(x)


@export("debugging.assert_shapes")
def assert_shapes(shapes: Any, *args: Any, **kwargs: Any) -> None:
    """ValueError unless tensors have the shapes given, where one letter is one length."""
    known: dict[Any, int] = {}
    for x, symbols in shapes.items() if isinstance(shapes, dict) else shapes:
        sizes = tuple(convert(x.deref() if hasattr(x, "deref") else x).shape)
        symbols = tuple(symbols)
        if len(sizes) != len(symbols):
            raise ValueError(f"Tensor of shape {sizes} must have rank {len(symbols)}")
        for size, symbol in zip(sizes, symbols):
            wanted = symbol if isinstance(symbol, int) else known.setdefault(symbol, int(size or 0))
            if wanted != size and symbol is not None:
                raise ValueError(f"Specified by tensor of shape {sizes} dimension {symbol} must have size {wanted}")


@export("debugging.assert_rank", "assert_rank", v1=("assert_rank",))
def assert_rank(x: Any, rank: Any, message: Any = "", name: Any = None) -> None:
    """ValueError unless x has so many axes."""
    wanted = int(convert(rank).value)
    ranked(x, convert(x).ndim == wanted, f"rank {wanted}", message)


@export("debugging.assert_rank_at_least", v1=("assert_rank_at_least",))
def assert_rank_at_least(x: Any, rank: Any, message: Any = "", name: Any = None) -> None:
    """ValueError unless x has so many axes or more."""
    wanted = int(convert(rank).value)
    ranked(x, convert(x).ndim >= wanted, f"rank at least {wanted}", message)


@export("debugging.assert_rank_in", v1=("assert_rank_in",))
def assert_rank_in(x: Any, ranks: Any, message: Any = "", name: Any = None) -> None:
    """ValueError unless x has one of these numbers of axes."""
    wanted = tuple(int(convert(r).value) for r in ranks)
    ranked(x, convert(x).ndim in wanted, f"rank in {wanted}", message)


def ranked(x: Any, good: bool, text: str, message: Any) -> None:
    """ValueError unless the rank is good."""
    if not good:
        t = convert(x)
        raise ValueError(f"{lead(message)}Tensor  must have {text}.  Received rank {t.ndim}, shape {t.shape}")


def lead(message: Any) -> str:
    """What the user has to say, before what TensorFlow says."""
    return f"{message}.  " if message else ""


@export("debugging.assert_scalar", v1=("assert_scalar",))
def assert_scalar(tensor: Any, message: Any = None, name: Any = None) -> None:
    """ValueError unless x has no axes."""
    if convert(tensor).ndim:
        raise ValueError(f"{message or ''}Expected scalar shape, saw shape: {convert(tensor).shape}.")


@export("debugging.assert_integer", v1=("assert_integer",))
def assert_integer(x: Any, message: Any = None, name: Any = None) -> None:
    """TypeError unless x holds whole numbers."""
    dtype = convert(x).dtype
    if not dtype.is_integer:
        raise TypeError(f'{lead(message)}Expected "x" to be integer type.  Found: tensor of dtype {dtype}')


@export("debugging.assert_proper_iterable", v1=("assert_proper_iterable",))
def assert_proper_iterable(values: Any) -> None:
    """TypeError for what cannot be walked, and for tensors, arrays and strings, which are one value each."""
    if is_tensor(values) or isinstance(values, np.ndarray | str | bytes):
        raise TypeError(f'Expected argument "values" to be a "proper" iterable.  Found: {type(values)}')
    if not hasattr(values, "__iter__"):
        raise TypeError(f'Expected argument "values" to be iterable.  Found: {type(values)}')


@export("debugging.assert_same_float_dtype", v1=("assert_same_float_dtype",))
def assert_same_float_dtype(tensors: Any = None, dtype: Any = None) -> Any:
    """The one dtype of tensors of floats. ValueError if they differ, or hold none."""
    found, first = None if dtype is None else as_dtype(dtype), None
    for t in tensors or ():
        if found is not None and t.dtype is not found:
            beside = "" if first is None else f" as {first!s}"
            raise ValueError(f"{t!s}, type={t.dtype}, must be of the same type ({found}){beside}.")
        found, first = t.dtype, t
    if found is not None and not found.is_floating:
        raise ValueError(f"Expected floating point type, got {found}.")
    return as_dtype("float32") if found is None else found


@export("debugging.assert_type", v1=("assert_type",))
def assert_type(tensor: Any, tf_type: Any, message: Any = None, name: Any = None) -> None:
    """TypeError unless the dtype is that."""
    if tensor.dtype != as_dtype(tf_type):
        raise TypeError(f"{message or ''}{tensor} must be of type {as_dtype(tf_type)!r}; got {tensor.dtype!r}")


@export("debugging.is_numeric_tensor")
def is_numeric_tensor(tensor: Any) -> bool:
    """Whether x is a tensor of numbers."""
    return is_tensor(tensor) and tensor.dtype.is_numeric


@export("as_string", "strings.as_string")
def as_string(
    input: Any,
    precision: int = -1,
    scientific: bool = False,
    shortest: bool = False,
    width: int = -1,
    fill: str = "",
    name: Any = None,
) -> EagerTensor:
    """Numbers as text."""
    x = convert(input)
    v = np.asarray(x.value)

    def text(n: Any) -> bytes:
        if x.dtype is string:
            return n  # type: ignore[no-any-return]
        if v.dtype.kind == "f":
            return f"{n:.{6 if precision < 0 else precision}{'e' if scientific else 'g' if shortest else 'f'}}".encode()
        return (str(bool(n)).lower() if v.dtype.kind == "b" else str(n)).encode()

    if not v.shape:
        return EagerTensor(text(v[()]))
    out = np.empty(v.shape, object)
    out.reshape(-1)[:] = [text(n) for n in v.flat]
    return EagerTensor(out)
