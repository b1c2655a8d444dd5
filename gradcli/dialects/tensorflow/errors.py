"""TensorFlow's error classes, and its sentences for what goes wrong most."""

from __future__ import annotations

from typing import Any

from ...errors import GradcliError


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
InvalidArgumentError = ERRORS["InvalidArgumentError"]
UnimplementedError = ERRORS["UnimplementedError"]


class Refused(GradcliError, NotImplementedError):
    """A part of TensorFlow that this dialect leaves out, and what it offers instead."""


class Absent(Refused, AttributeError):
    """The same of a name that was asked for otherwise than by an import: hasattr says no."""


UNNAMED = frozenset(
    "Reshape Transpose BroadcastTo Tile GatherV2 ResourceGather GatherNd ScatterNd TensorScatterUpdate Slice OneHot "
    "Pad ReverseV2 Fill SegmentSum SegmentMean SegmentMax SegmentMin SegmentProd UnsortedSegmentSum".split()
)  # kernels whose errors end without a name


def placed(message: str, op: str, name: str = "", kernel: str | bool = True) -> str:
    """A message as an op's error bears it.

    kernel: False for what is found before the kernel runs; a word where the kernel has another name than the op.
    """
    wrapped = kernel if isinstance(kernel, str) else op
    where = (
        f"{{{{function_node __wrapped__{wrapped}_device_/job:localhost/replica:0/task:0/device:CPU:0}}}} "
        if kernel
        else ""
    )
    return f"{where}{message} [Op:{op}]{'' if op in UNNAMED else f' name: {name}'}"


def invalid(message: str, op: str = "", name: str = "", kernel: str | bool = True) -> OpError:
    """An InvalidArgumentError as an op raises it; see `placed`."""
    return InvalidArgumentError(None, None, placed(message, op, name, kernel) if op else message)


def mismatch(op: str, n: int, expected: Any, got: Any, name: str = "") -> OpError:
    """Two tensors of different dtypes met in one op."""
    return invalid(
        f"cannot compute {op} as input #{n}(zero-based) was expected to be a {expected.kernel} tensor but is a "
        f"{got.kernel} tensor",
        op, name, kernel=False,
    )  # fmt: skip


def unlike(op: str, a: tuple[int, ...], b: tuple[int, ...], name: str = "") -> OpError:
    """Two shapes that do not broadcast."""
    return invalid(f"Incompatible shapes: {bracket(a)} vs. {bracket(b)}", op, name)


def bracket(shape: tuple[int, ...]) -> str:
    """A shape as kernels print it: [2,3]."""
    return f"[{','.join(map(str, shape))}]"


def unregistered(op: str) -> Any:
    """The rule of an op that TensorFlow cannot differentiate."""

    def rule(*args: Any) -> Any:
        raise LookupError(f"gradient registry has no entry for: {op}")

    return rule
