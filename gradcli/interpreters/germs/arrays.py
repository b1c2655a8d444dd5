"""Arrays of germs: reductions, products, and what an op that is not elementwise is on them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from flint import arb_mat, ctx, fmpq, fmpq_mat

from .arithmetic import compare, divide, sign_or
from .elementary import absolute, larger, smaller
from .germ import FORMS, SERIES, ZERO, Fail, Germ, guarded, lift, still
from .powers import exp, log, sqrt


def boxed(values: Iterable[Any], shape: tuple[int, ...]) -> Any:
    """An array of objects."""
    out = np.empty(shape, object)
    for n, v in enumerate(values):
        out.flat[n] = v
    return out


def each(f: Callable[..., Any], inputs: int = 1) -> Callable[..., Any]:
    """f of germs, or of each in arrays."""
    return np.frompyfunc(lambda *xs: guarded(f, *xs), inputs, 1)  # type: ignore[no-any-return]


lifts = np.frompyfunc(lift, 1, 1)


def lifted(a: Any) -> Any:
    """An array of germs."""
    return lifts(np.asarray(a, object))


def reduced(f: Callable[[list[Any]], Any]) -> Callable[[Any], Callable[[Any], Any]]:
    """The reduction f of lists, for an op that has (axis, keepdims) for parameters."""

    def form(op: Any) -> Callable[[Any], Any]:
        def over(v: Any) -> Any:
            v = lifted(v)
            axes = tuple(range(v.ndim)) if op.params[0] is None else op.params[0]
            rest = [n for n in range(v.ndim) if n not in axes]
            kept = [v.shape[n] for n in rest]
            rows = v.transpose([*rest, *axes]).reshape(int(np.prod(kept, dtype=int)), -1)
            y = boxed((f(list(row)) for row in rows), (len(rows),)).reshape(kept)
            if op.params[1]:
                y = y.reshape([1 if n in axes else m for n, m in enumerate(v.shape)])
            return y if y.shape else y[()]

        return over

    return form


def folded(pick: Callable[[Any, Any], Any]) -> Callable[[list[Any]], Any]:
    """The largest, or the smallest."""

    def f(row: list[Any]) -> Any:
        y = row[0]
        for x in row[1:]:
            y = pick(y, x)
        return y

    return f


def dot(u: Iterable[Any], v: Iterable[Any]) -> Any:
    """The inner product."""
    total: Any = still(ZERO)
    for x, y in zip(u, v):
        total = total + x * y
    return total


def length(row: Iterable[Any]) -> Any:
    """The Euclidean norm."""
    total: Any = still(ZERO)
    for x in row:
        total = total + FORMS["square"](absolute(x) if getattr(x, "is_complex", False) else x)
    return sqrt(total)


def log_sum_exp(row: list[Any]) -> Any:
    """top + log(sum(exp(x - top)))."""
    top = row[0]
    for x in row[1:]:
        if x.__class__ is float or top.__class__ is float:
            top = larger(x, top)
        elif sign_or(x - top) > 0:
            top = x
    total: Any = still(ZERO)
    for x in row:
        total = total + exp(x - top if x is not top else 0)
    return top + log(total)


def ordered(op: Any) -> Callable[[Any], Any]:
    """Elements in order along an axis."""
    axis, falling, count = op.params

    def f(v: Any) -> Any:
        turned = np.moveaxis(lifted(v), axis, -1)
        rows = [in_row(list(row), falling)[:count] for row in turned.reshape(-1, turned.shape[-1])]
        return np.moveaxis(flat(rows).reshape(*turned.shape[:-1], -1), -1, axis)

    return f


def in_row(row: list[Any], falling: bool = False) -> list[Any]:
    """The elements of a list in order: by exchanges of neighbours, each the smaller and the larger of two."""
    first, second = (larger, smaller) if falling else (smaller, larger)
    for end in range(len(row) - 1, 0, -1):
        for i in range(end):
            a, b = row[i], row[i + 1]
            if a is not b:
                row[i], row[i + 1] = first(a, b), second(a, b)
    return row


def flat(rows: list[list[Any]]) -> Any:
    """A matrix from its rows."""
    return boxed((x for row in rows for x in row), (len(rows), len(rows[0]) if rows else 0))


# matrices of FLINT's


def all_still(*arrays: Any) -> bool:
    """Whether nothing moves."""
    return all(x.__class__ is Germ and x.still for a in arrays for x in a.flat)


def orders(a: Any) -> int:
    """How many coefficients of all elements are known; 1 if nothing moves."""
    return 1 if all_still(a) else min([ctx.cap, *[x.end for x in a.flat if not x.still]])


def rational(*arrays: Any) -> bool:
    """Whether all elements are rational constants."""
    return all(x.exact for a in arrays for x in a.flat)


def balls_of(a: Any, k: int = 0, matrix: Any = arb_mat) -> Any:
    """The k-th coefficients as FLINT's matrix."""
    return matrix([[x.at(k) for x in row] for row in a])


def constants(*arrays: Any) -> list[Any]:
    """Arrays of constants as FLINT's matrices, exact where all of them are rational."""
    return [balls_of(a, 0, fmpq_mat if rational(*arrays) else arb_mat) for a in arrays]


def stills(m: Any) -> Any:
    """FLINT's matrix as an array of constants."""
    return boxed((still(c) for row in m.tolist() for c in row), (m.nrows(), m.ncols()))


def product(a: Any, b: Any) -> Any:
    """a @ b; of many constants by FLINT."""
    if a.ndim == b.ndim == 2 and a.size * b.shape[1] > 64 and all_still(a, b) and not any(
        x.is_complex for m in (a, b) for x in m.flat
    ):  # fmt: skip
        left, right = constants(a, b)
        return stills(left * right)
    return np.matmul(a, b)


def germ(c: list[Any], is_still: bool) -> Germ:
    """A germ from its coefficients. Fail: FLINT does not know them, with so few digits."""
    if c[0].__class__ is not fmpq and not c[0].is_finite():
        raise Fail("undecided")
    return still(c[0]) if is_still else Germ(SERIES[c[0].__class__](c, prec=len(c)))


# what ops are


def whole_number(value: Any) -> int:
    """A constant that is a whole number. Fail: it is none."""
    value = lift(value)
    if value.__class__ is not Germ or not value.still or not value.exact or value.s[0].q != 1:
        raise Fail("form")
    return int(value.s[0].p)


def taken(op: Any) -> Callable[[Any, Any], Any]:
    """Elements by indices that are computed."""

    def f(x: Any, at: Any) -> Any:
        axis = op.params[0]
        index = boxed(map(whole_number, np.asarray(at, object).flat), np.shape(at)).astype(int)[()]
        if not ((-x.shape[axis] <= index) & (index < x.shape[axis])).all():
            raise Fail("outside")
        return lifted(x)[(slice(None),) * axis + (index,)]

    return f


def matrix_power(x: Any, n: Any) -> Any:
    """A power of a matrix by a whole number that is computed."""
    y = lifted(np.eye(len(x)))
    for _ in range(whole_number(n)):
        y = product(y, lifted(x))
    return y


def to_decimals(op: Any) -> Callable[[Any], Any]:
    """Rounding to a number of decimals, halves to even."""
    scale = still(fmpq(10) ** (op.params[0] if op.params else 0))
    return each(lambda x: divide(FORMS["rint"](lift(x) * scale), scale))


def cast(op: Any) -> Callable[[Any], Any]:
    """Another dtype: truths are 1 and 0, what is cast to whole numbers loses its fraction."""
    name = op.params[0]
    form = "trunc" if name.startswith(("int", "uint")) else "real" if not name.startswith("complex") else "positive"

    def f(x: Any) -> Any:
        if isinstance(x, bool | np.bool_):
            return bool(x) if name == "bool" else still(int(x))
        return compare(x, 0) != 0 if name == "bool" else FORMS[form](lift(x))

    return each(f)


ARRAYS: dict[str, Callable[..., Any]] = {  # `matrices` and `spectra` add theirs
    "matmul": lambda a, b: product(lifted(a), lifted(b)), "matrix_power": matrix_power,
}  # fmt: skip
REDUCTIONS: dict[str, Callable[[Any], Callable[..., Any]]] = {
    "max": reduced(folded(larger)), "min": reduced(folded(smaller)), "norm": reduced(length),
    "logsumexp": reduced(log_sum_exp), "take": taken, "round": to_decimals, "sort": ordered, "cast": cast,
    "int": lambda op: each(FORMS["trunc"]),
    "roll": lambda op: lambda x, n: np.roll(lifted(x), whole_number(n), op.params[0]),
}  # fmt: skip


def array_form(op: Any) -> Callable[..., Any] | None:
    """The function of arrays of germs that an op is; None where its own form does on arrays of objects."""
    if reduction := REDUCTIONS.get(op.name):
        return reduction(op)
    if (form := FORMS.get(op.name)) and not op.elementwise:  # real, imag and their kind
        return each(form, len(op.vjp))
    return ARRAYS.get(op.name)
