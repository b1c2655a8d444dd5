"""NumPy by name: which function or method means which op, which are questions, and what their arguments are."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...core.trace import plain
from ...core.vocabulary import FUNCTIONS
from ...ops import arithmetic, branches, layout, products
from ...ops.joining import array
from ...ops.values import shape_of
from . import permuting
from .creation import (
    arange,
    array_maker,
    astype,
    copied,
    full,
    full_like,
    geomspace,
    item,
    linspace,
    logspace,
    meshgrid,
    row,
    tolist,
    view,
)
from .functions import (
    Vectorized,
    average,
    clip,
    column_stack,
    concatenate,
    convolve,
    diff,
    gradient,
    interp,
    joined,
    kept_whole,
    logaddexp,
    nan_to_num,
    ndmin,
    outer,
    piecewise,
    polyval,
    repeat,
    reshape,
    round_,
    select,
    sinc,
    split,
    stack,
    trapezoid,
    where,
)
from .matrices import (
    corrcoef,
    cov,
    diagflat,
    eigh,
    eigvals,
    matrix_power,
    multi_dot,
    norm,
    part,
    qr,
    slogdet,
    svd,
    triangle,
    vdot,
)
from .reductions import accumulated, folded, quantile, sums, without_nans
from .views import nditer, put

# questions: answered from the values, with no derivative to lose
ASKS = frozenset(
    (
        "isclose allclose array_equal array_equiv isnan isinf isfinite isneginf isposinf iscomplex isreal "
        "isscalar shape ndim size argmax argmin argsort nanargmax argwhere nonzero flatnonzero count_nonzero "
        "any all searchsorted digitize lexsort argpartition array_str array_repr "
        "array2string result_type can_cast iscomplexobj isrealobj linalg.matrix_rank zeros_like "
        "empty_like ones_like signbit may_share_memory shares_memory indices ndindex "
        "ix_ broadcast_shapes testing.assert_allclose testing.assert_almost_equal "
        "testing.assert_array_almost_equal testing.assert_array_equal testing.assert_equal"
    ).split()
)


PAIRS = {"add": arithmetic.add, "multiply": arithmetic.multiply, "subtract": arithmetic.subtract,
         "maximum": branches.maximum, "minimum": branches.minimum, "divide": arithmetic.divide,
         "logaddexp": logaddexp}  # fmt: skip
MINE: dict[str, Any] = {
    **{name: sums(name) for name in ("sum", "mean", "std", "var", "prod", "max", "min")},
    **{"a" + name: sums(name) for name in ("max", "min")},
    **{"nan" + name: without_nans(name) for name in ("sum", "prod", "mean", "max", "min", "std", "var", "median")},
    "quantile": quantile(1.0), "percentile": quantile(100.0),
    "maximum.accumulate": accumulated(branches.maximum), "minimum.accumulate": accumulated(branches.minimum),
    "class nditer": nditer,
    **{f"{name}.outer": outer(op) for name, op in PAIRS.items()},
    **{f"{name}.reduce": folded(op) for name, op in PAIRS.items()},
    "clip": clip, "where": where, "round": round_, "around": round_, "rint": branches.rint, "average": average,
    "concatenate": concatenate, "stack": stack, "vstack": joined(lambda n: 0, 2), "row_stack": joined(lambda n: 0, 2),
    "hstack": joined(lambda n: 0 if n == 1 else 1, 1), "column_stack": column_stack,
    "array": array_maker(True), "copy": array_maker(True),
    **dict.fromkeys(("asarray", "asanyarray", "ascontiguousarray", "asarray_chkfinite"), array_maker(None)),
    "atleast_1d": ndmin(1), "atleast_2d": ndmin(2), "full": full, "full_like": full_like, "reshape": reshape,
    "ravel": lambda x, order="C": reshape(x, -1, order), "sort": permuting.sort, "partition": permuting.partition,
    "pad": permuting.padded, "linspace": linspace, "logspace": logspace, "geomspace": geomspace, "arange": arange,
    "diag": diagflat, "diagonal": diagflat, "tril": triangle("tril"), "triu": triangle("triu"),
    "trapezoid": trapezoid, "trapz": trapezoid, "gradient": gradient, "interp": interp, "polyval": polyval,
    "convolve": convolve, "meshgrid": meshgrid, "repeat": repeat, "select": select, "piecewise": piecewise,
    "linalg.slogdet": slogdet, "linalg.eigvals": eigvals, "linalg.matrix_power": matrix_power, "linalg.norm": norm,
    "linalg.svd": svd, "linalg.eigh": eigh, "linalg.qr": qr, "linalg.multi_dot": multi_dot, "logaddexp": logaddexp,
    "nan_to_num": nan_to_num, "sign": kept_whole(branches.sign), "vdot": vdot,
    "append": lambda a, v, axis=None: concatenate([row(a), row(v)], axis),
    "split": split, "flipud": lambda x: FUNCTIONS["flip"].call(x, 0), "fliplr": lambda x: FUNCTIONS["flip"].call(x, 1),
    "rollaxis": layout.moveaxis, "float_power": arithmetic.power, "power": arithmetic.power,
    "floor": kept_whole(branches.floor), "ceil": kept_whole(branches.ceil), "trunc": kept_whole(branches.trunc),
    "fix": kept_whole(branches.trunc),
    "real": part("real"), "imag": part("imag"), "positive": arithmetic.positive,
    "heaviside": lambda x, h: branches.where(x > 0.0, 1.0, branches.where(x < 0.0, 0.0, h)),
    "sinc": lambda x: sinc(x), "roll": lambda x, n, axis=None: FUNCTIONS["roll"].call(x, n, axis) if axis is not None
    else layout.reshape(FUNCTIONS["roll"].call(layout.ravel(x), n), shape_of(x)),
    "einsum": products.einsum, "einsum_path": np.einsum_path,
    "diff": diff, "cov": cov, "corrcoef": corrcoef,
    "fabs": branches.absolute, "true_divide": arithmetic.divide,
    "class vectorize": Vectorized,
}  # fmt: skip
WHOLE = frozenset(
    "concatenate stack vstack row_stack hstack column_stack array asarray asanyarray append select "
    "meshgrid polyval nan_to_num copy ascontiguousarray asarray_chkfinite linalg.multi_dot".split()
)  # they look into their lists themselves
TYPED = frozenset(
    "array asarray asanyarray ascontiguousarray asarray_chkfinite copy full full_like nan_to_num reshape ravel".split()
)
# they mind their dtype and copy themselves


LEADING = frozenset(
    (
        "reshape transpose broadcast_to tile moveaxis swapaxes take expand_dims squeeze pad split repeat roll flip sum "
        "mean std var prod max min amax amin full full_like linalg.norm norm einsum where round"
    ).split()
)  # what follows their first argument is no data


METHODS: dict[str, Any] = {
    "astype": astype, "tolist": tolist, "item": item, "copy": lambda x, order=None: type(x)(x.value, x.at),
    "reshape": lambda x, *to, order="C": reshape(x, to[0] if len(to) == 1 else to, order),
    "transpose": lambda x, *axes: layout.transpose(x, (axes[0] if len(axes) == 1 else axes) if axes else None),
    "flatten": lambda x, order="C": copied(reshape(x, -1, order)), "ravel": lambda x, order="C": reshape(x, -1, order),
    "dot": lambda x, y: FUNCTIONS["dot"].call(x, array(y) if isinstance(y, list | tuple) else y),
    "round": round_, "conj": part("conj"), "conjugate": part("conj"), "view": view,
    "fill": lambda x, v: put(x, ..., v), "sort": lambda x, *a, **k: put(x, ..., permuting.sort(x, *a, **k)),
    "partition": lambda x, *a, **k: put(x, ..., permuting.partition(x, *a, **k)),
    "put": lambda x, *a, **k: permuting.rewritten("put", np.put, (x, *a), k),
    "is_integer": lambda x: float(plain(x)).is_integer(),
}  # fmt: skip
PROPERTIES: dict[str, Any] = {
    "T": layout.transpose, "real": part("real"), "imag": part("imag"), "flat": permuting.Flat,
    "size": lambda x: int(np.prod(x.shape)), "dtype": lambda x: np.asarray(x.value).dtype,
    "itemsize": lambda x: np.asarray(x.value).itemsize,
}  # fmt: skip
