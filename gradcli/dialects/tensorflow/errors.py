"""TensorFlow's error classes, its sentences for what goes wrong most, and which dtypes its kernels take."""

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


class Refused(GradcliError, NotImplementedError):
    """A part of TensorFlow that this dialect leaves out, and what it offers instead."""


class Absent(Refused, AttributeError):
    """The same of a name that was asked for otherwise than by an import: hasattr says no."""


UNNAMED = frozenset(
    "Reshape Transpose BroadcastTo Tile GatherV2 ResourceGather GatherNd ScatterNd TensorScatterUpdate Slice OneHot "
    "Pad ReverseV2 Fill SegmentSum SegmentMean SegmentMax SegmentMin SegmentProd UnsortedSegmentSum".split()
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


def mismatch(op: str, n: int, expected: Any, got: Any, name: str = "") -> OpError:
    """Two tensors of different dtypes met in one op."""
    text = f"was expected to be a {expected.kernel} tensor but is a {got.kernel} tensor"
    return invalid(f"cannot compute {op} as input #{n}(zero-based) {text}", op, name, kernel=False)


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


# which dtypes kernels take, in the order in which the errors list them

FLOATS = "bfloat16 half float double"
COMPLEX = f"{FLOATS} complex64 complex128"
SIGNED = f"{FLOATS} int8 int16 int32 int64 complex64 complex128"
PRODUCT = f"{FLOATS} uint8 int8 uint16 int16 int32 uint32 uint64 int64 complex64 complex128"
ORDERED = "float double int32 uint8 int16 int8 int64 bfloat16 uint16 half uint32 uint64"
SUM = (
    "float double int32 uint8 int16 int8 complex64 int64 qint8 quint8 qint32 bfloat16 qint16 quint16 uint16 complex128 "
    "half uint32 uint64"
)
BITS = "int8 int16 int32 int64 uint8 uint16 uint32 uint64"
HALF_FIRST = "half bfloat16 float double"
X, XY, OVER = "x:T -> y:T", "x:T, y:T -> z:T", "input:T, reduction_indices:Tidx -> output:T"
FEATURES, INDICES = "features:T -> activations:T", "int16 int32 int64"
KEEP = "attr=keep_dims:bool,default=false; "
TIDX = "; attr=Tidx:type,default=DT_INT32,allowed=[DT_INT32, DT_INT64]"
SWAPS = "; is_commutative=true"
ATTRIBUTE = {
    "OneHot": ("TI", ",default=DT_INT64"), "GatherV2": ("Tindices", ""), "ResourceGather": ("Tindices", ""),
    "GatherNd": ("Tindices", ""), "SparseSoftmaxCrossEntropyWithLogits": ("Tlabels", ",default=DT_INT64"),
}  # fmt: skip
ROWS: tuple[tuple[str, ...], ...] = (  # kernels, signature, dtypes of T, attributes before and after
    ("Sqrt Rsqrt Exp Expm1 Log Log1p Sin Cos Tan Asin Acos Atan Sinh Cosh Tanh Asinh Acosh Atanh Sigmoid", X, COMPLEX),
    ("Erf Erfc Floor Ceil Rint Lgamma Digamma Erfinv Ndtri BesselI0 BesselI1 BesselI0e BesselI1e BesselK0 BesselK1 "
     "BesselK0e BesselK1e BesselJ0 BesselJ1 BesselY0 BesselY1 Expint Spence Dawsn FresnelSin FresnelCos", X, FLOATS),
    ("InvertPermutation", X, "int32 int64"),
    ("IsNan IsInf IsFinite", "x:T -> y:bool", FLOATS),
    ("Xlogy Xdivy Xlog1py", XY, f"{HALF_FIRST} complex64 complex128"),
    ("MulNoNan", XY, COMPLEX),
    ("DivNoNan", XY, "half float bfloat16 double complex64 complex128"),
    ("L2Loss", "t:T -> output:T", HALF_FIRST),
    ("Softplus Softsign Elu Selu", FEATURES, HALF_FIRST),
    ("Softmax LogSoftmax", "logits:T -> softmax:T", HALF_FIRST),
    ("Relu", FEATURES, f"{ORDERED} qint8"),
    ("Relu6", FEATURES, ORDERED),
    ("Maximum Minimum", XY, f"{FLOATS} int8 uint8 int16 uint16 int32 uint32 int64 uint64"),
    ("Less LessEqual Greater GreaterEqual", "x:T, y:T -> z:bool", ORDERED),
    ("Sum Mean Prod", OVER, SUM, KEEP, TIDX),
    ("Max Min", OVER, f"{ORDERED} qint8 quint8 qint32 qint16 quint16", KEEP, TIDX),
    ("MatrixLogarithm", "input:T -> output:T", "complex64 complex128"),
    ("LeakyRelu", FEATURES, HALF_FIRST, "attr=alpha:float,default=0.2; "),
    ("Neg Sign Round", X, SIGNED),
    ("Abs", X, f"{FLOATS} int8 int16 int32 int64"),
    ("Square", X, f"{FLOATS} {BITS} complex64 complex128"),
    ("AddV2", XY, f"{FLOATS} uint8 uint16 uint32 uint64 int8 int16 int32 int64 complex64 complex128", "",
     f"{SWAPS}; is_aggregate=true"),
    ("Sub", XY, f"{FLOATS} uint8 int8 uint16 int16 int32 int64 complex64 complex128 uint32 uint64"),
    ("Mul", XY, PRODUCT, "", SWAPS),
    ("RealDiv FloorDiv", XY, PRODUCT),
    ("FloorMod", XY, f"{BITS} {FLOATS}"),
    ("Pow", XY, "bfloat16 float half double int8 int16 int32 int64 complex64 complex128"),
    ("Atan2", "y:T, x:T -> z:T", FLOATS),
    ("OneHot", "indices:TI, depth:int32, on_value:T, off_value:T -> output:T", "uint8 int8 int32 int64",
     "attr=axis:int,default=-1; attr=T:type; "),
    ("SparseSoftmaxCrossEntropyWithLogits", "features:T, labels:Tlabels -> loss:T, backprop:T", "int32 int64",
     "attr=T:type,allowed=[DT_HALF, DT_BFLOAT16, DT_FLOAT, DT_DOUBLE]; "),
    ("GatherV2", "params:Tparams, indices:Tindices, axis:Taxis -> output:Tparams", INDICES,
     "attr=batch_dims:int,default=0; attr=Tparams:type; ", "; attr=Taxis:type,allowed=[DT_INT32, DT_INT64]"),
    ("GatherNd", "params:Tparams, indices:Tindices -> output:Tparams", INDICES, "attr=Tparams:type; ",
     '; attr=bad_indices_policy:string,default=""'),
    ("ResourceGather", "resource:resource, indices:Tindices -> output:dtype", "int32 int64",
     "attr=batch_dims:int,default=0; attr=validate_indices:bool,default=true; attr=dtype:type; ",
     "; is_stateful=true"),
    ("Invert", X, BITS),
    ("BitwiseAnd BitwiseOr BitwiseXor", XY, BITS, "", SWAPS),
    ("MatMul", "a:T, b:T -> product:T", f"{FLOATS} int32 int64 uint8 uint16 uint32 uint64 complex64 complex128",
     "attr=transpose_a:bool,default=false; attr=transpose_b:bool,default=false; ",
     "; attr=grad_a:bool,default=false; attr=grad_b:bool,default=false"),
)  # fmt: skip
KERNELS = {kernel: about for kernels, *about in ROWS for kernel in kernels.split()}
TAKEN = {kernel: frozenset(about[1].split()) for kernel, about in KERNELS.items()}


def refusal(kernel: str, got: Any, name: str = "") -> OpError:
    """The error of a kernel that does not take a dtype."""
    signature, dtypes, before, after = (*KERNELS[kernel], "", "")[:4]
    allowed = dtypes.split()
    attribute, default = ATTRIBUTE.get(kernel, ("T", ""))
    enums = ", ".join(f"DT_{dtype.upper()}" for dtype in allowed)
    return invalid(
        f"Value for attr '{attribute}' of {got.kernel} is not in the list of allowed values: "
        f"{', '.join(allowed)}\n\t; NodeDef: {{{{node {kernel}}}}}; Op<name={kernel}; signature={signature}; "
        f"{before}attr={attribute}:type{default},allowed=[{enums}]{after}>", kernel, name, kernel=False,
    )  # fmt: skip


def check(kernel: str, dtype: Any, name: Any = None) -> None:
    """InvalidArgumentError unless the kernel takes the dtype."""
    taken = TAKEN.get(kernel)
    if taken is not None and dtype.kernel not in taken:
        raise refusal(kernel, dtype, name or "")
