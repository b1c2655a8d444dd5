"""Products of arrays: each linear in its operands, so one rule for all, written in the same products."""

from __future__ import annotations

import math
import operator
from typing import Any

from ..core.calls import binary, family, nary, record, tidy
from ..core.forms import numpy, of_objects
from ..core.trace import plain
from ..core.vocabulary import Axes, public
from ..errors import ShapeFault
from .layout import expand_dims, fit, matrices_transposed, reshape, transpose
from .values import axis_of, bounded, products, shape_of


def _left(g: Any, y: Any, a: Any, b: Any) -> Any:
    m, n = len(shape_of(a)), len(shape_of(b))
    if m == 1 and n == 1:
        return g * b
    if n == 1:
        return fit(expand_dims(g, -1) * b, plain(a))
    if m == 1:
        found = matmul_op(expand_dims(g, -2), matrices_transposed(b))
        return fit(found if n == 2 else reshape(found, (*shape_of(b)[:-2], shape_of(a)[0])), plain(a))
    return fit(matmul_op(g, matrices_transposed(b)), plain(a))


def _right(g: Any, y: Any, a: Any, b: Any) -> Any:
    m, n = len(shape_of(a)), len(shape_of(b))
    if m == 1 and n == 1:
        return g * a
    if n == 1 and m == 2 and len(shape_of(g)) == 1:
        return matmul_op(matrices_transposed(a), g)
    if n == 1:
        whole = matmul_op(matrices_transposed(a), expand_dims(g, -1))
        return fit(reshape(whole, shape_of(whole)[:-1]), plain(b))
    if m == 1:
        return fit(expand_dims(a, -1) * expand_dims(g, -2), plain(b))
    return fit(matmul_op(matrices_transposed(a), g), plain(b))


def _product(a: Any, b: Any) -> Any:
    """a @ b; a stack of objects matrix by matrix: NumPy runs on through one after an exception, which breaks Python."""
    if not of_objects(a, b) or max(len(shape_of(a)), len(shape_of(b))) < 3:
        return tidy(operator.matmul(a, b))
    np = numpy()
    a, b = np.asarray(a), np.asarray(b)
    stack = np.broadcast_shapes(a.shape[:-2], b.shape[:-2])
    a, b = (np.broadcast_to(x, stack + x.shape[-2:]) for x in (a, b))
    found = [a[i] @ b[i] for i in np.ndindex(stack)]
    return np.stack(found).reshape(stack + found[0].shape) if found else operator.matmul(a, b)


matmul_op = binary(
    "matmul", "bilinear", (_left, _right), python=_product, elementwise=False, sign="@",
    terms=products, doc="matrix product",
)  # fmt: skip


@public("matmul")
def matmul(a: Any, b: Any) -> Any:
    """The matrix product of two arrays."""
    s, t = shape_of(a), shape_of(b)
    if not s or not t:
        raise ShapeFault("'@' needs arrays", code="shape")
    if s[-1] != t[-2 if len(t) > 1 else 0]:
        hint = "the last length on the left is to be the first on the right"
        raise ShapeFault(f"shapes {s} and {t} do not fit in a matrix product", code="shape", hint=hint)
    if len(s) > 1 and len(t) > 1:
        bounded((*s[:-1], t[-1]))
    return matmul_op(a, b)


@public("dot", "inner", "vdot")
def dot(a: Any, b: Any) -> Any:
    """The inner product of vectors, the matrix product of matrices, the product of numbers."""
    if not shape_of(a) or not shape_of(b):
        return a * b
    return matmul(a, b)


@public("outer")
def outer(a: Any, b: Any) -> Any:
    """All products of an element of a with one of b."""
    n, m = math.prod(shape_of(a)), math.prod(shape_of(b))
    bounded((n, m))
    return reshape(a, (n, 1)) * reshape(b, (1, m))


@public("kron")
def kron(a: Any, b: Any) -> Any:
    """The Kronecker product of arrays of any number of axes."""
    n = max(len(shape_of(a)), len(shape_of(b)))
    s, t = ((1,) * (n - len(shape_of(x))) + shape_of(x) for x in (a, b))
    if not n:
        return a * b
    shape = bounded(tuple(k * m for k, m in zip(s, t)))
    left, right = reshape(a, tuple(m for k in s for m in (k, 1))), reshape(b, tuple(m for k in t for m in (1, k)))
    return reshape(left * right, shape)


@public("cross")
def cross(a: Any, b: Any) -> Any:
    """The vector product in three dimensions, along the last axis."""
    if shape_of(a)[-1:] != (3,) or shape_of(b)[-1:] != (3,):
        raise ShapeFault(f"cross needs vectors of 3, got shapes {shape_of(a)} and {shape_of(b)}", code="shape")
    from .indexing import roll

    def turn(x: Any, n: int) -> Any:
        return roll(x, n, -1)

    return turn(a, -1) * turn(b, 1) - turn(a, 1) * turn(b, -1)


@public("tensordot")
def tensordot(a: Any, b: Any, axes: Axes = 2) -> Any:
    """The sum of products over pairs of axes."""
    m, n = len(shape_of(a)), len(shape_of(b))
    if isinstance(axes, int | float):
        k = int(axes)
        if not 0 <= k <= min(m, n):
            raise ShapeFault(f"tensordot over {axes:g} axes of arrays with {m} and {n}", code="shape")
        left, right = tuple(range(m - k, m)), tuple(range(k))
    else:
        pairs = zip((p if isinstance(p, list | tuple) else [p] for p in axes), (m, n))
        left, right = (tuple(axis_of(i, rank) for i in p) for p, rank in pairs)
    keep_a, keep_b = [i for i in range(m) if i not in left], [i for i in range(n) if i not in right]
    s, t = shape_of(a), shape_of(b)
    if [s[i] for i in left] != [t[i] for i in right]:
        raise ShapeFault(f"axes of shapes {s} and {t} do not fit", code="shape")
    inner = math.prod(s[i] for i in left)
    flat_a = reshape(transpose(a, [*keep_a, *left]), (-1, inner) if inner else (0, inner))
    flat_b = reshape(transpose(b, [*right, *keep_b]), (inner, -1) if inner else (inner, 0))
    return reshape(matmul(flat_a, flat_b), tuple(s[i] for i in keep_a) + tuple(t[i] for i in keep_b))


def einsum(spec: str, *xs: Any) -> Any:
    """Einstein's summation of any number of arrays."""
    spec = spec.replace(" ", "")
    ins, arrow, out = spec.partition("->")
    terms = ins.split(",")
    if len(terms) != len(xs):
        raise ShapeFault(f"einsum '{spec}' names {len(terms)} operands, got {len(xs)}", code="shape")
    terms, out = _without_dots(terms, out, [len(shape_of(x)) for x in xs], bool(arrow))
    if not arrow:
        out += "".join(sorted(c for c in set("".join(terms)) if "".join(terms).count(c) == 1 and c not in out))
    sizes: dict[str, int] = {}
    for term, x in zip(terms, xs):
        if len(term) != len(shape_of(x)):
            raise ShapeFault(f"einsum: '{term}' does not fit shape {shape_of(x)}", code="shape")
        for c, n in zip(term, shape_of(x)):
            if sizes.setdefault(c, n) != n and n != 1 and sizes[c] != 1:
                raise ShapeFault(f"einsum: axis {c} has lengths {sizes[c]} and {n}", code="shape")
            sizes[c] = max(sizes[c], n)
    return record(_einsum(tuple(terms), out), xs)


def _without_dots(terms: list[str], out: str, ranks: list[int], arrow: bool) -> tuple[list[str], str]:
    spare = [c for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if c not in "".join(terms)]
    most = max((r - len(t) + 3 for t, r in zip(terms, ranks) if "..." in t), default=0)
    dots = "".join(spare[:most])
    full = [t.replace("...", dots[most - (r - len(t) + 3) :]) for t, r in zip(terms, ranks)]
    return full, out.replace("...", dots) if arrow else dots


@family
def _einsum(terms: tuple[str, ...], out: str) -> Any:
    def part(n: int) -> Any:
        others = terms[:n] + terms[n + 1 :]

        def vjp(g: Any, y: Any, *xs: Any) -> Any:
            return _back(g, xs, n, others)

        return vjp

    def _back(g: Any, xs: Any, n: int, others: tuple[str, ...]) -> Any:
        np = numpy()
        mine, shape = terms[n], shape_of(xs[n])
        known = out + "".join(others)
        distinct = "".join(dict.fromkeys(mine))
        reach = "".join(c for c in distinct if c in known)
        d = einsum(f"{','.join((out, *others))}->{reach}", g, *xs[:n], *xs[n + 1 :])
        lengths = dict(zip(mine, shape))
        if reach != distinct:  # a letter of this operand alone was summed: its cotangent is the same all along it
            wide = tuple(lengths[c] if c in reach else 1 for c in distinct)
            d = (reshape(d, wide) if reach else d) * np.ones(tuple(lengths[c] for c in distinct))
        if distinct != mine:  # a repeated letter took a diagonal: put it back
            from .indexing import Index, putter

            grid = np.indices(tuple(lengths[c] for c in distinct))
            at = tuple(grid[distinct.index(c)] for c in mine)
            d = putter(Index(at), shape)(d)
        return fit(d, plain(xs[n]))

    spec = f"{','.join(terms)}->{out}"

    def forward(*xs: Any) -> Any:
        y = numpy().einsum(spec, *[numpy().asarray(x) for x in xs])
        return tidy(y[()]) if hasattr(y, "shape") else y

    return nary(
        "einsum", "bilinear" if len(terms) == 2 else "linear" if len(terms) == 1 else "general",
        tuple(part(n) for n in range(len(terms))), params=(spec,), elementwise=False,
        python=forward, terms=products,
    ).op  # fmt: skip
