"""Which dtypes TensorFlow's kernels take, in the order in which its errors list them."""

from __future__ import annotations

from typing import Any

from .errors import OpError, invalid

FLOATS = "bfloat16 half float double"
COMPLEX = f"{FLOATS} complex64 complex128"
SIGNED = f"{FLOATS} int8 int16 int32 int64 complex64 complex128"
PRODUCT = f"{FLOATS} uint8 int8 uint16 int16 int32 uint32 uint64 int64 complex64 complex128"
ORDERED = "float double int32 uint8 int16 int8 int64 bfloat16 uint16 half uint32 uint64"
EXTREME = f"{FLOATS} int8 uint8 int16 uint16 int32 uint32 int64 uint64"
SUM = (
    "float double int32 uint8 int16 int8 complex64 int64 qint8 quint8 qint32 bfloat16 qint16 quint16 uint16 complex128 "
    "half uint32 uint64"
)
MOST = f"{ORDERED} qint8 quint8 qint32 qint16 quint16"
BITS = "int8 int16 int32 int64 uint8 uint16 uint32 uint64"
X, XY, OVER, LOGITS = (
    "x:T -> y:T",
    "x:T, y:T -> z:T",
    "input:T, reduction_indices:Tidx -> output:T",
    "logits:T -> softmax:T",
)
FEATURES = "features:T -> activations:T"
ATTRIBUTE = {
    "OneHot": ("TI", ",default=DT_INT64"),
    "GatherV2": ("Tindices", ""),
    "ResourceGather": ("Tindices", ""),
    "GatherNd": ("Tindices", ""),
    "SparseSoftmaxCrossEntropyWithLogits": ("Tlabels", ",default=DT_INT64"),
}
KEEP = "attr=keep_dims:bool,default=false; "
TIDX = "; attr=Tidx:type,default=DT_INT32,allowed=[DT_INT32, DT_INT64]"
HALF_FIRST = "half bfloat16 float double"

# kernel: signature, dtypes of T, attributes before and after
KERNELS: dict[str, tuple[str, str, str, str]] = {
    **dict.fromkeys(("Sqrt", "Rsqrt", "Exp", "Expm1", "Log", "Log1p", "Sin", "Cos", "Tan", "Asin", "Acos", "Atan",
        "Sinh", "Cosh", "Tanh", "Asinh", "Acosh", "Atanh", "Sigmoid"), (X, COMPLEX, "", "")),
    **dict.fromkeys(("Erf", "Erfc", "Floor", "Ceil", "Rint", "Lgamma", "Digamma", "Erfinv", "Ndtri", "BesselI0",
        "BesselI1", "BesselI0e", "BesselI1e", "BesselK0", "BesselK1", "BesselK0e", "BesselK1e", "BesselJ0",
        "BesselJ1", "BesselY0", "BesselY1", "Expint", "Spence", "Dawsn", "FresnelSin", "FresnelCos"),
        (X, FLOATS, "", "")),
    "InvertPermutation": (X, "int32 int64", "", ""),
    **dict.fromkeys(("IsNan", "IsInf", "IsFinite"), ("x:T -> y:bool", FLOATS, "", "")),
    **dict.fromkeys(("Xlogy", "Xdivy", "Xlog1py"), (XY, f"{HALF_FIRST} complex64 complex128", "", "")),
    "MulNoNan": (XY, COMPLEX, "", ""),
    "DivNoNan": (XY, "half float bfloat16 double complex64 complex128", "", ""),
    "L2Loss": ("t:T -> output:T", HALF_FIRST, "", ""),
    **dict.fromkeys(("Softplus", "Softsign", "Elu", "Selu"), (FEATURES, HALF_FIRST, "", "")),
    **dict.fromkeys(("Softmax", "LogSoftmax"), (LOGITS, HALF_FIRST, "", "")),
    **{name: (FEATURES, f"{ORDERED}{' qint8' if name == 'Relu' else ''}", "", "") for name in ("Relu", "Relu6")},
    **dict.fromkeys(("Maximum", "Minimum"), (XY, EXTREME, "", "")),
    **dict.fromkeys(("Less", "LessEqual", "Greater", "GreaterEqual"), ("x:T, y:T -> z:bool", ORDERED, "", "")),
    **dict.fromkeys(("Sum", "Mean", "Prod"), (OVER, SUM, KEEP, TIDX)),
    **dict.fromkeys(("Max", "Min"), (OVER, MOST, KEEP, TIDX)),
    "MatrixLogarithm": ("input:T -> output:T", "complex64 complex128", "", ""),
    "LeakyRelu": ("features:T -> activations:T", HALF_FIRST, "attr=alpha:float,default=0.2; ", ""),
    "Neg": (X, SIGNED, "", ""),
    "Sign": (X, SIGNED, "", ""),
    "Round": (X, SIGNED, "", ""),
    "Abs": (X, f"{FLOATS} int8 int16 int32 int64", "", ""),
    "Square": (X, f"{FLOATS} int8 int16 int32 int64 uint8 uint16 uint32 uint64 complex64 complex128", "", ""),
    "AddV2": (XY, f"{FLOATS} uint8 uint16 uint32 uint64 int8 int16 int32 int64 complex64 complex128", "",
              "; is_commutative=true; is_aggregate=true"),
    "Sub": (XY, f"{FLOATS} uint8 int8 uint16 int16 int32 int64 complex64 complex128 uint32 uint64", "", ""),
    "Mul": (XY, PRODUCT, "", "; is_commutative=true"),
    "RealDiv": (XY, PRODUCT, "", ""),
    "FloorDiv": (XY, PRODUCT, "", ""),
    "FloorMod": (XY, f"int8 int16 int32 int64 uint8 uint16 uint32 uint64 {FLOATS}", "", ""),
    "Pow": (XY, "bfloat16 float half double int8 int16 int32 int64 complex64 complex128", "", ""),
    "Atan2": ("y:T, x:T -> z:T", FLOATS, "", ""),
    "OneHot": ("indices:TI, depth:int32, on_value:T, off_value:T -> output:T", "uint8 int8 int32 int64",
               "attr=axis:int,default=-1; attr=T:type; ", ""),
    "SparseSoftmaxCrossEntropyWithLogits": (
        "features:T, labels:Tlabels -> loss:T, backprop:T", "int32 int64",
        "attr=T:type,allowed=[DT_HALF, DT_BFLOAT16, DT_FLOAT, DT_DOUBLE]; ", "",
    ),
    "GatherV2": (
        "params:Tparams, indices:Tindices, axis:Taxis -> output:Tparams", "int16 int32 int64",
        "attr=batch_dims:int,default=0; attr=Tparams:type; ", "; attr=Taxis:type,allowed=[DT_INT32, DT_INT64]",
    ),
    "GatherNd": ("params:Tparams, indices:Tindices -> output:Tparams", "int16 int32 int64", "attr=Tparams:type; ",
                 '; attr=bad_indices_policy:string,default=""'),
    "ResourceGather": (
        "resource:resource, indices:Tindices -> output:dtype", "int32 int64",
        "attr=batch_dims:int,default=0; attr=validate_indices:bool,default=true; attr=dtype:type; ",
        "; is_stateful=true",
    ),
    "Invert": (X, BITS, "", ""),
    **dict.fromkeys(("BitwiseAnd", "BitwiseOr", "BitwiseXor"), (XY, BITS, "", "; is_commutative=true")),
    "MatMul": ("a:T, b:T -> product:T", f"{FLOATS} int32 int64 uint8 uint16 uint32 uint64 complex64 complex128",
               "attr=transpose_a:bool,default=false; attr=transpose_b:bool,default=false; ",
               "; attr=grad_a:bool,default=false; attr=grad_b:bool,default=false"),
}  # fmt: skip


def enum(dtype: str) -> str:
    """How a signature spells a dtype."""
    return f"DT_{dtype.upper()}"


def refusal(kernel: str, got: Any, name: str = "") -> OpError:
    """The error of a kernel that does not take a dtype."""
    signature, dtypes, before, after = KERNELS[kernel]
    allowed = dtypes.split()
    attribute, default = ATTRIBUTE.get(kernel, ("T", ""))
    return invalid(
        f"Value for attr '{attribute}' of {got.kernel} is not in the list of allowed values: "
        f"{', '.join(allowed)}\n\t; NodeDef: {{{{node {kernel}}}}}; Op<name={kernel}; signature={signature}; "
        f"{before}attr={attribute}:type{default},allowed=[{', '.join(map(enum, allowed))}]{after}>",
        kernel, name, kernel=False,
    )  # fmt: skip


TAKEN = {kernel: frozenset(row[1].split()) for kernel, row in KERNELS.items()}


def check(kernel: str, dtype: Any, name: Any = None) -> None:
    """InvalidArgumentError unless the kernel takes the dtype."""
    taken = TAKEN.get(kernel)
    if taken is not None and dtype.kernel not in taken:
        raise refusal(kernel, dtype, name or "")
