"""Arrays of germs: reductions, and linear algebra by elimination on germs or by FLINT's matrices of balls.

A pivot is the entry that vanishes most slowly, so a matrix singular at the point and regular beside it is solved all
the same. Eigenvalues that are simple come from FLINT's enclosures, their series from the bordered equations
(A - l) v = 0, |v| = 1, one order at a time (Magnus 1985); those of two rows from their closed form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from flint import acb_mat, arb, arb_mat, ctx, fmpq, fmpq_mat

from .functions import HALF, TWO, absolute, exp, larger, log, sign_or, smaller, sqrt
from .germ import FORMS, ONE, ZERO, Fail, Germ, Hole, compare, divide, guarded, leading, lift, multiply, sign, still

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def boxed(values: Iterable[Any], shape: tuple[int, ...]) -> Any:
    """An array of objects."""
    out = np.empty(shape, object)
    for n, v in enumerate(values):
        out.flat[n] = v
    return out


lifts = np.frompyfunc(lift, 1, 1)


def lifted(a: Any) -> Any:
    """An array of germs."""
    return lifts(np.asarray(a, object))


def over(axis: Any, keepdims: bool, f: Callable[[list[Any]], Any], v: Any) -> Any:
    """f of the elements along axes."""
    axes = tuple(range(v.ndim)) if axis is None else axis
    rest = [n for n in range(v.ndim) if n not in axes]
    turned = v.transpose([*rest, *axes])
    rows = turned.reshape(int(np.prod([v.shape[n] for n in rest], dtype=int)), -1)
    y = boxed((f(list(row)) for row in rows), (len(rows),)).reshape([v.shape[n] for n in rest])
    if keepdims:
        y = y.reshape([1 if n in axes else m for n, m in enumerate(v.shape)])
    return y if y.shape else y[()]


def reduced(f: Callable[[list[Any]], Any]) -> Callable[[Any], Callable[[Any], Any]]:
    """A reduction whose op has (axis, keepdims) for parameters."""
    return lambda op: lambda v: over(op.params[0], op.params[1], f, lifted(v))


def folded(pick: Callable[[Any, Any], Any]) -> Callable[[list[Any]], Any]:
    """The largest, or the smallest."""

    def f(row: list[Any]) -> Any:
        y = row[0]
        for x in row[1:]:
            y = pick(y, x)
        return y

    return f


def length(row: list[Any]) -> Any:
    """The Euclidean norm."""
    total: Any = still(ZERO)
    for x in row:
        x = absolute(x) if getattr(x, "is_complex", False) else x
        total = total + FORMS["square"](x)
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
        total = total + exp(x - top if x is not top else still(ZERO))
    return top + log(total)


def ordered(op: Any) -> Callable[[Any], Any]:
    """Elements in order along an axis: by exchanges of neighbours, each the smaller and the larger of two."""
    axis, falling, count = op.params

    def f(v: Any) -> Any:
        turned = np.moveaxis(lifted(v), axis, -1)
        rows = [in_row(list(row), falling)[:count] for row in turned.reshape(-1, turned.shape[-1])]
        flat = boxed((x for row in rows for x in row), (len(rows), len(rows[0]) if rows else 0))
        return np.moveaxis(flat.reshape(*turned.shape[:-1], -1), -1, axis)

    return f


def in_row(row: list[Any], falling: bool) -> list[Any]:
    """The elements of a list in order."""
    first, second = (larger, smaller) if falling else (smaller, larger)
    for end in range(len(row) - 1, 0, -1):
        for i in range(end):
            a, b = row[i], row[i + 1]
            if a is not b:
                row[i], row[i + 1] = first(a, b), second(a, b)
    return row


# matrices


def by_matrix(f: Callable[..., Any]) -> Callable[..., Any]:
    """f of one matrix, for stacks of them too."""

    def form(*args: Any) -> Any:
        args = tuple(lifted(a) for a in args)
        for a in args:
            for x in a.flat:
                if x.__class__ is Hole:
                    raise Fail(x.kind, x.sign)
        if args[0].ndim > 2:
            rows = [form(*[a[n] for a in args]) for n in range(args[0].shape[0])]
            if isinstance(rows[0], tuple):
                return tuple(np.stack(parts) if hasattr(parts[0], "shape") else boxed(parts, (len(parts),))
                             for parts in zip(*rows))  # fmt: skip
            return np.stack(rows) if hasattr(rows[0], "shape") else boxed(rows, (len(rows),))
        return f(*args)

    return form


def all_still(*arrays: Any) -> bool:
    """Whether nothing moves."""
    return all(x.__class__ is Germ and x.still for a in arrays for x in a.flat)


def rational(*arrays: Any) -> bool:
    """Whether all elements are rational constants."""
    return all(x.exact for a in arrays for x in a.flat)


def balls_of(a: Any, k: int = 0) -> Any:
    """The k-th coefficients as FLINT's matrix."""
    return arb_mat([[arb(x.at(k)) for x in row] for row in a])


def stills(m: Any) -> Any:
    """FLINT's matrix as an array of constants."""
    return boxed((still(c) for row in m.tolist() for c in row), (m.nrows(), m.ncols()))


def pivot(rows: list[list[Any]], j: int) -> int:
    """The row from j on whose j-th entry is largest next to the point. Fail: none is sure not to be 0."""
    best, found, doubt = None, -1, False
    for i in range(j, len(rows)):
        x = rows[i][j]
        try:
            k, way = leading(x)
        except Fail as error:
            doubt = doubt or error.kind == "undecided"
            continue
        if way:
            key = (x.v + k, -abs(float(arb(x.s[k]).mid())))
            if best is None or key < best:
                best, found = key, i
    if found < 0 and doubt:
        raise Fail("undecided")
    return found


def eliminated(a: Any, b: Any = None) -> tuple[Any, list[list[Any]]]:
    """(the determinant, the rows of the solution of a y = b), by Gauss and Jordan."""
    n = len(a)
    rows = [list(a[i]) + (list(b[i]) if b is not None else []) for i in range(n)]
    det: Any = still(ONE)
    for j in range(n):
        i = pivot(rows, j)
        if i < 0:
            if b is not None:
                raise Fail("outside")
            return det * rows[j][j] if not rows[j][j].still else still(ZERO), rows
        if i != j:
            rows[i], rows[j] = rows[j], rows[i]
            det = -det
        head = rows[j][j]
        det = det * head
        if b is not None:
            rows[j] = [x if k <= j else divide(x, head) for k, x in enumerate(rows[j])]
        for i in range(j + 1 if b is None else 0, n):
            x = rows[i][j]
            if i == j or (x.__class__ is Germ and x.is_zero()):
                continue
            ratio = divide(x, head) if b is None else x
            rows[i] = [p if k <= j else p - multiply(ratio, q) for k, (p, q) in enumerate(zip(rows[i], rows[j]))]
    return det, [row[n:] for row in rows]


def det(a: Any) -> Any:
    if len(a) == 0:
        return still(ONE)
    if all_still(a):
        if rational(a):
            return still(fmpq_mat([[x.s[0] for x in row] for row in a]).det())
        return still(balls_of(a).det())
    return eliminated(a)[0]


def solve(a: Any, b: Any) -> Any:
    shape = b.shape
    b = b.reshape(len(a), -1)
    if all_still(a, b):
        try:
            if rational(a, b):
                left, right = (fmpq_mat([[x.s[0] for x in row] for row in m]) for m in (a, b))
                return stills(left.solve(right)).reshape(shape)
            return stills(balls_of(a).solve(balls_of(b))).reshape(shape)
        except ZeroDivisionError:
            raise Fail("outside" if rational(a) else "undecided") from None
    rows = eliminated(a, b)[1]
    return boxed((x for row in rows for x in row), (len(a), b.shape[1])).reshape(shape)


def eye(n: int) -> Any:
    """The unit matrix."""
    return lifted(np.eye(n))


def inv(a: Any) -> Any:
    return solve(a, eye(len(a)))


def slogdet(a: Any) -> Any:
    d = det(a)
    way = sign(d)
    return still(fmpq(way)), log(absolute(d))


def cholesky(a: Any) -> Any:
    n = len(a)
    out = lifted(np.zeros((n, n)))
    for j in range(n):
        for i in range(j, n):
            x = a[i, j]
            for k in range(j):
                x = x - out[i, k] * out[j, k]
            if i == j:
                if sign(x) <= 0:
                    raise Fail("outside")
                out[j, j] = sqrt(x)
            else:
                out[i, j] = divide(x, out[j, j])
    return out


def product(a: Any, b: Any) -> Any:
    """a @ b; of many constants by FLINT."""
    if a.ndim == b.ndim == 2 and a.size * b.shape[1] > 64 and all_still(a, b) and not any(
        x.is_complex for m in (a, b) for x in m.flat
    ):  # fmt: skip
        if rational(a, b):
            left, right = (fmpq_mat([[x.s[0] for x in row] for row in m]) for m in (a, b))
            return stills(left * right)
        return stills(balls_of(a) * balls_of(b))
    return np.matmul(a, b)


def expm(a: Any) -> Any:
    """The first row of blocks of exp of the block Toeplitz matrix of the coefficients."""
    n = len(a)
    count = 1 if all_still(a) else ctx.cap
    blocks = [balls_of(a, k) for k in range(count)]
    whole = arb_mat(n * count, n * count)
    for i in range(count):
        for k in range(i, count):
            for r in range(n):
                for c in range(n):
                    whole[i * n + r, k * n + c] = blocks[k - i][r, c]
    y = whole.exp()
    return assembled([[[y[r, k * n + c] for c in range(n)] for r in range(n)] for k in range(count)], all_still(a))


def assembled(coefficients: list[Any], is_still: bool) -> Any:
    """An array of germs from the list of its coefficients."""
    from flint import arb_series

    first = np.array([[0] * len(row) for row in coefficients[0]])
    out = np.empty(first.shape, object)
    for at in np.ndindex(*first.shape):
        c = [m[at[0]][at[1]] for m in coefficients]
        if not c[0].is_finite():
            raise Fail("undecided")
        out[at] = still(c[0]) if is_still else Germ(arb_series(c, prec=len(c)))
    return out


def sqrtm(a: Any) -> Any:
    n = len(a)
    if n == 1:
        return sqrt_each(a)
    if all(a[i, j].is_zero() for i in range(n) for j in range(n) if i != j):
        return sqrt_each(a)
    if n == 2:
        root = sqrt(det(a))
        size = sqrt(a[0, 0] + a[1, 1] + still(TWO) * root)
        y = a.copy()
        y[0, 0], y[1, 1] = y[0, 0] + root, y[1, 1] + root
        return boxed((divide(x, size) for x in y.flat), (2, 2))
    _, values, vectors = spectrum(a)
    if any(v.real < 0 and v.imag.contains(0) for v in values):
        raise Fail("outside")
    v = vectors
    d = acb_mat(n, n)
    for i in range(n):
        d[i, i] = values[i].sqrt()
    y0 = v * d * v.inv()
    first = arb_mat([[y0[i, j].real for j in range(n)] for i in range(n)])
    count = 1 if all_still(a) else ctx.cap
    found = [first]
    system = arb_mat(n * n, n * n)  # y0 d + d y0
    for i in range(n):
        for j in range(n):
            for k in range(n):
                system[i * n + j, k * n + j] += first[i, k]
                system[i * n + j, i * n + k] += first[k, j]
    for k in range(1, count):
        rest = balls_of(a, k)
        for i in range(1, k):
            rest = rest - found[i] * found[k - i]
        d = system.solve(arb_mat(n * n, 1, [x for row in rest.tolist() for x in row]))
        found.append(arb_mat(n, n, [d[i, 0] for i in range(n * n)]))
    return assembled([m.tolist() for m in found], all_still(a))


def sqrt_each(a: Any) -> Any:
    """The root of each element, zeros off the diagonal left alone."""
    return boxed((x if x.is_zero() else sqrt(x) for x in a.flat), a.shape)


def spectrum(a: Any) -> tuple[Any, list[Any], Any]:
    """(A at the point, its simple eigenvalues, its eigenvectors as columns). Fail: some are not told apart."""
    m = balls_of(a)
    try:
        values, vectors = acb_mat(m).eig(right=True)
    except ValueError:
        raise Fail("undecided") from None
    return m, values, vectors


def like_lapack(vectors: list[list[Any]], columns: Any) -> list[list[Any]]:
    """Each vector turned to point the way of LAPACK's."""
    found = []
    for v, column in zip(vectors, columns):
        middle = [midpoint(x) for x in v]
        way = sum(p * float(q) for p, q in zip(middle, column))
        found.append([-x for x in v] if way < 0 else v)
    return found


def midpoint(x: Any) -> float:
    """A germ's limit, roughly."""
    c = x.at(0)
    return float(arb(c).mid())


def floats(a: Any) -> Any:
    """The matrix at the point, in float64."""
    return np.array([[midpoint(x) for x in row] for row in a])


def simple_pairs(a: Any, symmetric: bool) -> tuple[list[Any], list[list[Any]]]:
    """Eigenvalues in rising order and their vectors, as germs."""
    n = len(a)
    m, values, vectors = spectrum(a)
    if any(not v.imag.contains(0) for v in values):
        raise Fail("outside")
    order = sorted(range(n), key=lambda i: float(values[i].real.mid()))
    count = 1 if all_still(a) else ctx.cap
    matrices = [m, *[balls_of(a, k) for k in range(1, count)]]
    pairs = [lifted_pair(matrices, values[i].real, real_vector([vectors[r, i] for r in range(n)])) for i in order]
    is_still = all_still(a)
    found = [series_of([p[0] for p in pair], is_still) for pair in pairs]
    rows = [[series_of([p[1][r] for p in pair], is_still) for r in range(n)] for pair in pairs]
    return found, rows


def series_of(c: list[Any], is_still: bool) -> Germ:
    """A germ from its coefficients."""
    from flint import arb_series

    return still(c[0]) if is_still else Germ(arb_series(c, prec=len(c)))


def real_vector(v: list[Any]) -> list[Any]:
    """A complex eigenvector of a real matrix and value, made real and of length 1."""
    top = max(range(len(v)), key=lambda i: float(abs(v[i]).mid()))
    u = [(x / v[top]).real for x in v]
    size = sum((x * x for x in u), arb(0)).sqrt()
    return [x / size for x in u]


def lifted_pair(matrices: list[Any], value: Any, vector: list[Any]) -> list[tuple[Any, list[Any]]]:
    """The coefficients of an eigenvalue and its vector of length 1."""
    n, found = len(vector), [(value, vector)]
    border = arb_mat(n + 1, n + 1)
    for i in range(n):
        for j in range(n):
            border[i, j] = matrices[0][i, j] - (value if i == j else 0)
        border[i, n], border[n, i] = -vector[i], vector[i]
    for k in range(1, len(matrices)):
        right = [arb(0)] * (n + 1)
        for i in range(n):
            for p in range(1, k + 1):
                v = found[k - p][1]
                right[i] -= sum((matrices[p][i, j] * v[j] for j in range(n)), arb(0))
                if p < k:
                    right[i] += found[p][0] * v[i]
        right[n] = -sum((found[p][1][j] * found[k - p][1][j] for p in range(1, k) for j in range(n)), arb(0)) / 2
        y = border.solve(arb_mat(n + 1, 1, right))
        found.append((y[n, 0], [y[i, 0] for i in range(n)]))
    return found


def eigh(a: Any) -> Any:
    n = len(a)
    if n == 1:
        return boxed([a[0, 0]], (1,)), lifted(np.ones((1, 1)))
    columns = np.linalg.eigh(floats(a))[1].T
    if n == 2:
        values, vectors = two_rows(a)
    elif all(a[i, j].is_zero() for i in range(n) for j in range(n) if i != j):
        values = in_row(list(a.diagonal()), False)
        vectors = [[Hole("form")] * n] * n
    else:
        values, vectors = simple_pairs(a, True)
    if not any(x.__class__ is Hole for v in vectors for x in v):
        vectors = like_lapack(vectors, columns)
    return boxed(values, (n,)), boxed((vectors[j][i] for i in range(n) for j in range(n)), (n, n))


def two_rows(a: Any) -> tuple[list[Any], list[list[Any]]]:
    """The closed form of a symmetric matrix of two rows."""
    half = still(HALF)
    middle, away, b = (a[0, 0] + a[1, 1]) * half, (a[0, 0] - a[1, 1]) * half, a[0, 1]
    try:
        radius = absolute(away) if b.is_zero() else sqrt(FORMS["square"](away) + FORMS["square"](b))
    except Fail as error:
        if error.kind != "terms":
            raise
        radius = absolute(away) if b.still else absolute(b)
    values = [middle - radius, middle + radius]
    vectors: list[list[Any]] = []
    for way, value in zip((-1, 1), values):
        try:
            v: list[Any]
            if b.is_zero():
                v = (
                    [still(ONE), still(ZERO)]
                    if (compare(a[0, 0], a[1, 1]) > 0) == (way > 0)
                    else [still(ZERO), still(ONE)]
                )
            else:  # of two forms that which does not cancel
                left = (sign(away) >= 0) == (way > 0)
                v = [value - a[1, 1], b] if left else [b, value - a[0, 0]]
                size = length(v)
                v = [divide(x, size) for x in v]
        except Fail as error:
            v = [Hole(error.kind), Hole(error.kind)]
        vectors.append(v)
    return values, vectors


def eig(a: Any) -> Any:
    n = len(a)
    if n == 1:
        return boxed([a[0, 0]], (1,)), lifted(np.ones((1, 1)))
    if n == 2:
        half = still(HALF)
        middle, away = (a[0, 0] + a[1, 1]) * half, (a[0, 0] - a[1, 1]) * half
        radius = sqrt(FORMS["square"](away) + a[0, 1] * a[1, 0])
        values: list[Any] = [middle - radius, middle + radius]
        return boxed(values, (2,)), boxed([Hole("form")] * 4, (2, 2))
    values, vectors = simple_pairs(a, False)
    return boxed(values, (n,)), boxed((vectors[j][i] for i in range(n) for j in range(n)), (n, n))


def svd(a: Any) -> Any:
    """From the eigenvectors of the smaller of a.T a and a a.T, each pair with LAPACK's signs."""
    m, n = a.shape
    like = np.linalg.svd(floats(a), full_matrices=False)
    tall = a if m >= n else a.T
    w, v = eigh(product(tall.T, tall))
    order = list(range(min(m, n)))[::-1]
    s = [sqrt(w[i]) for i in order]
    right = [list(v[:, i]) for i in order]
    if not any(x.__class__ is Hole for x in v.flat):
        right = like_lapack(right, like[2] if m >= n else like[0].T)
    left = []
    for value, row in zip(s, right):
        try:
            left.append([divide(x, value) for x in product(tall, boxed(row, (len(row), 1))).flat])
        except Fail as error:
            left.append([Hole(error.kind)] * max(m, n))
    u, vh = (boxed((x for row in rows for x in row), (len(rows), len(rows[0]))) for rows in (left, right))
    return (u.T, boxed(s, (len(s),)), vh) if m >= n else (vh.T, boxed(s, (len(s),)), u)


def qr(a: Any) -> Any:
    m, n = a.shape
    k = min(m, n)
    signs = np.linalg.qr(floats(a))[0]
    columns: list[list[Any]] = []
    for j in range(k):
        v = list(a[:, j])
        for u in columns:
            c = dot(u, v)
            v = [x - c * y for x, y in zip(v, u)]
        size = length(v)
        columns.append([divide(x, size) for x in v])
    columns = like_lapack(columns, signs.T)
    q = boxed((columns[j][i] for i in range(m) for j in range(k)), (m, k))
    r = product(q.T, a)
    for i in range(k):
        for j in range(min(i, n)):
            r[i, j] = still(ZERO)
    return q, r


def dot(u: list[Any], v: list[Any]) -> Any:
    """The inner product."""
    total: Any = still(ZERO)
    for x, y in zip(u, v):
        total = total + x * y
    return total


def pinv(a: Any) -> Any:
    m, n = a.shape
    t = a.T
    try:
        return product(inv(product(t, a)), t) if m >= n else product(t, inv(product(a, t)))
    except Fail as error:
        raise Fail("form" if error.kind == "outside" else error.kind) from None


def whole(value: Any) -> int:
    """A constant that is a whole number. Fail: it is none."""
    value = lift(value)
    if value.__class__ is not Germ or not value.still or value.s[0].__class__ is not fmpq or value.s[0].q != 1:
        raise Fail("form")
    return int(value.s[0].p)


def taken(op: Any) -> Callable[[Any, Any], Any]:
    """Elements by indices that are computed."""

    def f(x: Any, at: Any) -> Any:
        index = boxed(map(whole, np.asarray(at, object).flat), np.shape(at)).astype(int)[()]
        if not ((-x.shape[op.params[0]] <= index) & (index < x.shape[op.params[0]])).all():
            raise Fail("outside")
        return lifted(x)[(slice(None),) * op.params[0] + (index,)]

    return f


def matrix_power(x: Any, n: Any) -> Any:
    """A power of a matrix by a whole number that is computed."""
    y = lifted(np.eye(len(x)))
    for _ in range(whole(n)):
        y = product(y, lifted(x))
    return y


def to_decimals(op: Any) -> Callable[[Any], Any]:
    """Rounding to a number of decimals, halves to even."""
    scale = still(fmpq(10) ** (op.params[0] if op.params else 0))
    return elementwise(lambda x: divide(FORMS["rint"](lift(x) * scale), scale))


def cast(op: Any) -> Callable[[Any], Any]:
    """Another dtype: truths are 1 and 0, what is cast to whole numbers loses its fraction."""
    name = op.params[0]
    form = "trunc" if name.startswith(("int", "uint")) else "real" if not name.startswith("complex") else ""

    def f(x: Any) -> Any:
        if isinstance(x, bool | np.bool_):
            return bool(x) if name == "bool" else still(fmpq(int(x)))
        if name == "bool":
            return compare(lift(x), still(ZERO)) != 0
        return FORMS[form](lift(x)) if form else x

    return elementwise(f)


def elementwise(f: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """f of a germ, or of each in an array."""
    return np.frompyfunc(lambda x: guarded(f, x), 1, 1)  # type: ignore[no-any-return]


ARRAYS: dict[str, Callable[..., Any]] = {
    "det": by_matrix(det), "solve": by_matrix(solve), "inv": by_matrix(inv),
    "slogdet": by_matrix(slogdet), "cholesky": by_matrix(cholesky), "expm": by_matrix(expm), "sqrtm": by_matrix(sqrtm),
    "eigh": by_matrix(eigh), "eig": by_matrix(eig), "svd": by_matrix(svd), "qr": by_matrix(qr), "pinv": by_matrix(pinv),
    "matmul": lambda a, b: product(lifted(a), lifted(b)), "matrix_power": matrix_power,
}  # fmt: skip
REDUCTIONS: dict[str, Callable[[Any], Callable[..., Any]]] = {
    "max": reduced(folded(larger)), "min": reduced(folded(smaller)), "norm": reduced(length),
    "logsumexp": reduced(log_sum_exp), "take": taken, "round": to_decimals, "sort": ordered, "cast": cast,
    "int": lambda op: elementwise(FORMS["trunc"]),
    "roll": lambda op: lambda x, n: np.roll(lifted(x), whole(n), op.params[0]),
}  # fmt: skip


def array_form(op: Any) -> Callable[..., Any] | None:
    """The function of arrays of germs that an op is; None where its own form does on arrays of objects."""
    if reduction := REDUCTIONS.get(op.name):
        return reduction(op)
    if (form := FORMS.get(op.name)) and not op.elementwise:  # real, imag and their kind
        return np.frompyfunc(lambda *xs: guarded(form, *xs), len(op.vjp), 1)  # type: ignore[no-any-return]
    return ARRAYS.get(op.name)
