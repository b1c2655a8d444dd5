"""Products of matrices and tensors, and diagonals: taken out, put in, and made into matrices."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from ....errors import GradcliError
from ....ops import branches as b
from ....ops import indexing, layout
from ....ops import products as base
from ....ops.indexing import Index, putter
from ..tensors import FRAMES, ONLY_V1, EagerTensor, convert, export, numbers, pair, rows, shape
from ..tensors.errors import bracket, check, failure, invalid, unequal
from .padding import broadcast_to
from .reductions import reduce_sum
from .shaping import adjoint, concat, expand_dims, matrix_transpose, squeeze, stack


@export("linalg.diag_part", v1=("matrix_diag_part",))
def diag_part(
    input: Any, name: str = "diag_part", k: Any = 0, padding_value: Any = 0, align: str = "RIGHT_LEFT"
) -> Any:
    """A diagonal of the last two axes; of a pair of numbers those from one to the other, the uppermost first."""
    x = convert(input)
    if isinstance(k, tuple | list):
        sides, fill = align.split("_"), convert(padding_value, x.dtype)
        parts = [diag_part(x, name, d) for d in range(k[1], k[0] - 1, -1)]
        longest = max(shape(p)[-1] for p in parts)
        gaps = [broadcast_to(fill, (*shape(p)[:-1], longest - shape(p)[-1])) for p in parts]
        right = [sides[k[1] - n < 0] == "RIGHT" for n in range(len(parts))]
        whole = [concat([gap, p] if r else [p, gap], -1) for p, gap, r in zip(parts, gaps, right)]
        return stack(whole, -2) if len(whole) > 1 else whole[0]
    if x.ndim < 2:
        raise invalid(f"input must be at least 2-dim, received shape: {bracket(shape(x))}", "MatrixDiagPartV3", name)
    rows, columns = shape(x)[-2:]
    n = np.arange(max(min(rows + min(k, 0), columns - max(k, 0)), 0))
    return indexing.getitem(x, (Ellipsis, n - min(k, 0), n + max(k, 0)))


@export("linalg.diag", v1=("matrix_diag",))
def diag(
    diagonal: Any, name: str = "diag", k: Any = 0, num_rows: int = -1, num_cols: int = -1, padding_value: Any = 0,
    align: str = "RIGHT_LEFT",
) -> Any:  # fmt: skip
    """A matrix with the given diagonal; of a pair of numbers with those from one to the other, the uppermost first."""
    x = convert(diagonal)
    if not x.ndim:
        raise invalid("diagonal must be at least 1-dim, received shape: []", "MatrixDiagV3", name)
    low, high = k if isinstance(k, tuple | list) else (k, k)
    longest, lead = shape(x)[-1], shape(x)[: -1 if low == high else -2]
    rows, columns = longest - min(high, 0), longest + max(low, 0)
    if num_rows == num_cols == -1:
        rows = columns = max(rows, columns)
    size = rows, columns = max(num_rows, rows), max(num_cols, columns)
    i, j = np.nonzero(np.tri(rows, columns, high, bool) & ~np.tri(rows, columns, low - 1, bool))
    n, at, right = j - i, np.minimum(i, j), np.array([side == "RIGHT" for side in align.split("_")])
    at = at + right[(j < i) * 1] * (longest - np.minimum(rows + np.minimum(n, 0), columns - np.maximum(n, 0)))
    if low == high:
        i, j, values = i[:longest], j[:longest], x
    else:
        values = indexing.getitem(x, (Ellipsis, high - n, at))
    y = putter(Index((Ellipsis, i, j)), (*lead, *size))(values)
    if not numbers(padding_value):
        return y
    kept = np.zeros(size, bool)
    kept[i, j] = True
    return b.where(kept, y, convert(padding_value, x.dtype))


def _put(x: EagerTensor, d: EagerTensor, k: int) -> Any:
    rows, columns = shape(x)[-2:]
    return b.where(np.eye(rows, columns, k, dtype=bool), diag(d, k=k, num_rows=rows, num_cols=columns), x)


def _grid(lengths: tuple[int, ...]) -> tuple[Any, ...]:
    """The index of a diagonal of a tensor of twice the rank."""
    at = np.indices(lengths)
    return (*at, *at)


@export("matmul", "linalg.matmul")
def matmul(
    a: Any, b: Any, transpose_a: bool = False, transpose_b: bool = False, adjoint_a: bool = False,
    adjoint_b: bool = False, a_is_sparse: bool = False, b_is_sparse: bool = False, output_type: Any = None,
    grad_a: bool = False, grad_b: bool = False, name: Any = None,
) -> Any:  # fmt: skip
    """The matrix product of (stacks of) matrices. InvalidArgumentError for vectors, and for sizes that do not fit."""
    if transpose_a and adjoint_a or transpose_b and adjoint_b:
        raise ValueError("Only one of `transpose_a` and `adjoint_a` can be True.")
    x, y = convert(a), convert(b) if not isinstance(b, np.ndarray | list | tuple) else convert(b, convert(a).dtype)
    kernel = "MatMul" if x.ndim <= 2 and y.ndim <= 2 else "BatchMatMulV2"
    x, y = pair(kernel, x, y, name)
    check("MatMul", x.dtype, name)
    if x.ndim < 2 or y.ndim < 2:
        if FRAMES:
            low = min(x.ndim, y.ndim)
            raise ValueError(f"Shape must be rank 2 but is rank {low} for '{{{{node {kernel}}}}} = {kernel}'.")
        if kernel == "MatMul":
            both = f"{bracket(shape(x))} vs. {bracket(shape(y))}"
            alike = f"In[0] and In[1] ndims must be == 2: {x.ndim}"
            differ = f"In[0] and In[1] has different ndims: {both}"
            raise invalid(alike if x.ndim == y.ndim else differ, kernel, name or "")
        raise invalid(f"In[{0 if x.ndim < 2 else 1}] ndims must be >= 2: {min(x.ndim, y.ndim)}", kernel, name or "")
    if transpose_a or adjoint_a:
        x = adjoint(x) if adjoint_a else matrix_transpose(x)
    if transpose_b or adjoint_b:
        y = adjoint(y) if adjoint_b else matrix_transpose(y)
    if shape(x)[-1] != shape(y)[-2]:
        if FRAMES:
            raise unequal(shape(x)[-1], shape(y)[-2], kernel, shape(convert(a)), shape(convert(b)))
        sizes = bracket(shape(convert(a))), bracket(shape(convert(b)))
        raise invalid(f"Matrix size-incompatible: In[0]: {sizes[0]}, In[1]: {sizes[1]}", kernel, name or "")
    try:
        return base.matmul_op(x, y)
    except (ValueError, GradcliError):
        both = f"{bracket(shape(x))} vs. {bracket(shape(y))}"
        raise invalid(f"In[0] and In[1] must have compatible batch dimensions: {both}", kernel) from None


def _tensordot(a: Any, b: Any, axes: Any) -> Any:
    x, y = pair("MatMul", a, b)
    if not isinstance(axes, int):
        axes = np.asarray(convert(axes).value).tolist() if not isinstance(axes, list | tuple) else axes
        axes = axes if isinstance(axes, int) else [[p] if isinstance(p, int) else list(p) for p in axes]
    if isinstance(axes, int) and axes > x.ndim:
        raise ValueError(f"`axes` must not be larger than the {x.ndim} dimensions of a tensor.  Received {axes}.")
    if axes == 0:
        return layout.reshape(x, shape(x) + (1,) * y.ndim) * y
    try:
        return base.tensordot(x, y, axes)
    except (ValueError, GradcliError):
        left, right = flattened(shape(x), axes, True), flattened(shape(y), axes, False)
        raise invalid(f"Matrix size-incompatible: In[0]: {bracket(left)}, In[1]: {bracket(right)}", "MatMul") from None


def flattened(lengths: tuple[int, ...], axes: Any, left: bool) -> tuple[int, int]:
    """The matrix that a tensor becomes for a product over some of its axes."""
    rank = len(lengths)
    if isinstance(axes, int):
        taken = list(range(rank - axes, rank)) if left else list(range(axes))
    else:
        taken = [n % rank for n in axes[0 if left else 1]]
    inner = int(np.prod([lengths[n] for n in taken]))
    outer = int(np.prod(lengths)) // max(inner, 1)
    return (outer, inner) if left else (inner, outer)


@export("einsum", "linalg.einsum")
def einsum(equation: str, *inputs: Any, **kwargs: Any) -> Any:
    """Einstein's summation."""
    xs = [convert(x) for x in (inputs[0] if len(inputs) == 1 and isinstance(inputs[0], list | tuple) else inputs)]
    if len(xs) != (count := equation.partition("->")[0].count(",") + 1):
        raise ValueError(f'Got {len(xs)} inputs for equation "{equation}", expecting {count}')
    for x in xs[1:]:
        pair("Einsum", xs[0], x)
    terms, _, out = equation.replace(" ", "").partition("->")
    if not re.fullmatch(r"([a-zA-Z]|\.\.\.|,)*(->([a-zA-Z]|\.\.\.)*)?", equation.replace(" ", "")):
        raise ValueError(f"Subscripts have incorrect format: {equation}")
    if len(set(letters := out.replace(".", ""))) < len(letters):
        raise ValueError(f"Output subscripts contain a label appearing more than once: {equation}")
    for letter in set(out) - set(terms):
        raise ValueError(f"Output subscripts contain the label {letter} not present in the input subscripts.")
    fitting(equation, xs)
    try:
        return base.einsum(equation, *xs)
    except (ValueError, GradcliError) as error:
        raise invalid(f"{error}", "Einsum") from None


def fitting(equation: str, xs: list[Any]) -> None:
    """InvalidArgumentError unless every letter has one length, and every term as many letters as axes."""
    known: dict[str, int] = {}
    for n, (term, x) in enumerate(zip(equation.replace(" ", "").partition("->")[0].split(","), xs)):
        if "..." in term:
            return
        if len(term) != x.ndim:
            raise invalid(
                f"Expected input {n} to have rank {len(term)} but got: {x.ndim}", "Einsum", kernel=f"Einsum_N_{len(xs)}"
            )
        for axis, (letter, length) in enumerate(zip(term, shape(x))):
            if known.setdefault(letter, length) != length:
                raise invalid(
                    f"Expected dimension {known[letter]} at axis {axis} of the input shaped {bracket(shape(x))} but "
                    f"got dimension {length}", "Einsum", kernel=f"Einsum_N_{len(xs)}",
                )  # fmt: skip


def _cross(a: Any, b: Any) -> Any:
    x, y = pair("Cross", a, b)
    check("Cross", x.dtype)
    if shape(x)[-1:] != (3,):
        message = "Cross-products are only defined for 3-element vectors."
        raise failure("FailedPreconditionError", message, "Cross")
    return base.cross(x, y)


def _band_part(input: Any, num_lower: Any, num_upper: Any) -> Any:
    x = convert(input)
    if x.ndim < 2:
        raise invalid(f"input must be at least 2-dim, received shape: {bracket(shape(x))}", "MatrixBandPart")
    low, up = int(convert(num_lower).value), int(convert(num_upper).value)
    rows, columns = shape(x)[-2:]
    distance = np.arange(rows)[:, None] - np.arange(columns)
    inside = ((low < 0) | (distance <= low)) & ((up < 0) | (-distance <= up))
    return b.where(inside, x, 0.0) if x.dtype.trainable else convert(np.where(inside, x.value, 0).astype(x.value.dtype))


ONLY_V1["matmul"] = matmul


__getattr__ = rows(
    __name__,
    ("linalg.set_diag | matrix_set_diag", "", "input:any diagonal:=input name k=0 align='RIGHT_LEFT':-", _put),
    ("linalg.tensor_diag | diag", "", "diagonal:any name", lambda x: putter(Index(_grid(shape(x))), shape(x) * 2)(x)),
    ("linalg.tensor_diag_part | diag_part", "", "input:any name",
     lambda x: indexing.getitem(x, _grid(shape(x)[: x.ndim // 2])), "The diagonal of a tensor of even rank."),
    ("linalg.matvec", "", "a b transpose_a=False adjoint_a=False a_is_sparse=False:- b_is_sparse=False:- name",
     lambda a, b, *turned: squeeze(matmul(a, expand_dims(b, -1), turned[0], False, turned[1]), -1)),
    ("tensordot linalg.tensordot", "", "a b axes name", _tensordot, "The sum of products over pairs of axes."),
    ("linalg.trace | trace", "", "x name", lambda x: reduce_sum(diag_part(x), -1), "The sum of the diagonal."),
    ("linalg.cross | cross", "", "a b name", _cross, "The vector product in three dimensions."),
    ("linalg.band_part | matrix_band_part", "", "input num_lower num_upper name", _band_part),
)  # fmt: skip
