"""TensorFlow's error classes, its sentences for what goes wrong most, and which dtypes its kernels take."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

from ....errors import GradcliError
from .names import FRAMES


class OpError(Exception):
    """The base of TensorFlow's own errors."""

    code = 2

    def __init__(self, node_def: Any = None, op: Any = None, message: str = "", error_code: int | None = None) -> None:
        super().__init__()
        self.node_def, self.op, self.message = node_def, op, message
        self.error_code = self.code if error_code is None else error_code
        self.experimental_payloads: dict[str, str] = {}

    def __str__(self) -> str:
        return self.message


CODES = {
    "CancelledError": 1, "UnknownError": 2, "InvalidArgumentError": 3, "DeadlineExceededError": 4, "NotFoundError": 5,
    "AlreadyExistsError": 6, "PermissionDeniedError": 7, "ResourceExhaustedError": 8, "FailedPreconditionError": 9,
    "AbortedError": 10, "OutOfRangeError": 11, "UnimplementedError": 12, "InternalError": 13, "UnavailableError": 14,
    "DataLossError": 15, "UnauthenticatedError": 16,
}  # fmt: skip
ERRORS: dict[str, type[OpError]] = {
    name: type(name, (OpError,), {"code": code, "__module__": "tensorflow.python.framework.errors_impl"})
    for name, code in CODES.items()
}


class OperatorNotAllowedInGraphError(TypeError):
    """Python was asked for what only runs eagerly."""


class InaccessibleTensorError(ValueError):
    """A tensor was used outside of the graph that it belongs to."""


class Refused(GradcliError, NotImplementedError):
    """A part of TensorFlow that this dialect leaves out, and what it offers instead."""

    def __init__(self, what: str, hint: str) -> None:
        super().__init__(what, code="unsupported", hint=hint)
        self.add_note(f"help: {hint}")


class Absent(Refused, AttributeError):
    """The same of a name that was asked for otherwise than by an import."""


class LeftOutName:
    """What hasattr and getattr find of a name that TensorFlow has and this dialect leaves out: to use it is refused."""

    def __init__(self, what: str, hint: str) -> None:
        self.__dict__["_words"] = what, hint

    def __getattr__(self, name: str) -> Any:
        raise Absent(*self.__dict__["_words"])

    def __call__(self, *args: Any, **settings: Any) -> Any:
        raise Refused(*self.__dict__["_words"])

    __mro_entries__ = __call__

    def __instancecheck__(self, thing: Any) -> bool:
        return False  # nothing can be one

    __subclasscheck__ = __instancecheck__
    __bases__ = property(__call__)  # what issubclass asks of it

    def __repr__(self) -> str:
        return f"<{self.__dict__['_words'][0].partition(':')[0]}>"


for _method in (
    "add sub mul truediv floordiv mod pow matmul and or xor lshift rshift divmod radd rsub rmul rtruediv rfloordiv "
    "rmod rpow rmatmul rand ror rxor rlshift rrshift rdivmod neg pos abs invert lt le gt ge getitem setitem delitem "
    "iter len contains float int index complex round enter exit array setattr reversed await next format"
).split():
    setattr(LeftOutName, f"__{_method}__", LeftOutName.__call__)


class LeftOutOf:
    """An attribute that TensorFlow's class has and ours leaves out; one that a program sets is the program's."""

    def __init__(self, hint: str) -> None:
        self.hint = hint

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, thing: Any, owner: type) -> Any:
        raise Absent(f"{owner.__name__}.{self.name} is not offered", self.hint)


class LeftOut(type):
    """The class of a class that says which of TensorFlow's names it leaves out: `home`, `left` and `hint`."""

    home = left = hint = ""

    def __getattr__(cls, name: str) -> Any:
        if name not in cls.left.split():
            raise AttributeError(f"type object '{cls.__name__}' has no attribute '{name}'")
        raise Absent(f"{cls.home}.{name} is not offered", cls.hint)


class Partial(metaclass=LeftOut):
    """A class of which some names are left out, of its objects too."""

    def __getattr__(self, name: str) -> Any:
        if name in type(self).left.split():
            return getattr(type(self), name)
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")


UNNAMED = frozenset(
    "Reshape Transpose BroadcastTo Tile GatherV2 ResourceGather GatherNd ScatterNd TensorScatterUpdate Slice OneHot "
    "Pad MirrorPad ReverseV2 Fill SegmentSum SegmentMean SegmentMax SegmentMin SegmentProd UnsortedSegmentSum "
    "StringToNumber".split()
)  # kernels whose errors end without a name


def failure(kind: str, message: str, op: str = "", name: str = "", kernel: str | bool = True) -> OpError:
    """An error of a class, with a message as an op's error bears it.

    kernel: False for what is found before the kernel runs; a word where the kernel has another name than the op.
    """
    wrapped = f"__wrapped__{kernel if isinstance(kernel, str) else op}_device_"
    where = f"{{{{function_node {wrapped}/job:localhost/replica:0/task:0/device:CPU:0}}}} " if kernel else ""
    placed = f"{where}{message} [Op:{op}]{'' if op in UNNAMED else f' name: {name}'}" if op else message
    return ERRORS[kind](None, None, placed)


def invalid(message: str, op: str = "", name: str = "", kernel: str | bool = True) -> OpError:
    """An InvalidArgumentError as an op raises it; see `failure`."""
    return failure("InvalidArgumentError", message, op, name, kernel)


def mismatch(op: str, n: int, expected: Any, got: Any, name: str = "") -> Exception:
    """Two tensors of different dtypes met in one op; a graph says so otherwise."""
    if FRAMES:
        both = f"Input '{'xyz'[n]}' of '{op}' Op has type {got.name} that does not match type {expected.name}"
        return TypeError(f"{both} of argument '{'yx'[n == 1]}'.")
    text = f"was expected to be a {expected.kernel} tensor but is a {got.kernel} tensor"
    return invalid(f"cannot compute {op} as input #{n}(zero-based) {text}", op, name, kernel=False)


def unlike(op: str, a: tuple[int, ...], b: tuple[int, ...], name: str = "") -> Exception:
    """Two shapes that do not broadcast; a graph says so otherwise."""
    if FRAMES:
        n, m = next(((n, m) for n, m in zip(a[::-1], b[::-1]) if n != m), (0, 0))
        return unequal(n, m, op, a, b)
    return invalid(f"Incompatible shapes: {bracket(a)} vs. {bracket(b)}", op, name)


NODES = {"AddV2": "add", "Sub": "sub", "Mul": "mul", "RealDiv": "truediv", "Pow": "pow"}  # how a graph names kernels


def unequal(n: int, m: int, op: str, a: tuple[int, ...], b: tuple[int, ...]) -> ValueError:
    """Two lengths in a graph that should be one."""
    node = f"{{{{node {NODES.get(op, op)}}}}} = {op}"
    return ValueError(
        f"Dimensions must be equal, but are {n} and {m} for '{node}' with input shapes: {bracket(a)}, {bracket(b)}."
    )


def bracket(shape: tuple[int, ...]) -> str:
    """A shape as kernels print it: [2,3]."""
    return f"[{','.join(map(str, shape))}]"


def unregistered(op: str) -> Any:
    """The rule of an op that TensorFlow cannot differentiate."""

    def rule(*args: Any) -> Any:
        raise LookupError(f"gradient registry has no entry for: {op}")

    return rule


@functools.cache
def kernels() -> dict[str, tuple[frozenset[str], str, str]]:
    """{kernel: (the dtypes that it takes, as a set and in TensorFlow's order; its entry in TensorFlow's registry)}.

    They stand in kernels.txt, a signature a line; `*` is where the dtypes stand in the entry.
    """
    lines = Path(__file__).with_name("kernels.txt").read_text().splitlines()
    rows = (line.split(" | ") for line in lines)
    return {name: (frozenset(dtypes.split()), dtypes, entry) for names, dtypes, entry in rows for name in names.split()}


def refusal(kernel: str, got: Any, name: str = "") -> OpError:
    """The error of a kernel that does not take a dtype."""
    _, dtypes, entry = kernels()[kernel]
    attribute = entry.partition("allowed=[*]")[0].rpartition("attr=")[2].partition(":")[0]
    enums = ", ".join(f"DT_{dtype.upper()}" for dtype in dtypes.split())
    return invalid(
        f"Value for attr '{attribute}' of {got.kernel} is not in the list of allowed values: "
        f"{', '.join(dtypes.split())}\n\t; NodeDef: {{{{node {kernel}}}}}; "
        f"Op<name={kernel}; signature={entry.replace('*', enums)}>", kernel, name, kernel=False,
    )  # fmt: skip


def check(kernel: str, dtype: Any, name: Any = None) -> None:
    """InvalidArgumentError unless the kernel takes the dtype."""
    taken = kernels().get(kernel)
    if taken is not None and dtype.kernel not in taken[0]:
        raise refusal(kernel, dtype, name or "")
