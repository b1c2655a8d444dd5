"""The differential of each function of arrays, in the language of expressions: what f(x + dx) adds to f(x), to first
order. The formulas are those of Giles (2008), 'Collected matrix derivative results for forward and reverse mode AD'."""

from __future__ import annotations

MOVES = (
    "at(x, index)", "broadcast_to(x, shape)", "concatenate(x, y)", "diag(x)", "expand_dims(x, axis)", "flip(x)",
    "moveaxis(x, from, to)", "pad(x, width)", "ravel(x)", "reshape(x, shape)", "roll(x, shift)", "squeeze(x)",
    "stack(x, y)", "swapaxes(x, i, j)", "take(x, index)", "tile(x, times)", "transpose(x)", "tril(x)", "triu(x)",
)  # fmt: skip
LINEAR = ("sum(x)", "mean(x)", "cumsum(x)", "diff(x)", "trace(x)")
BILINEAR = ("dot", "matmul", "kron", "outer", "cross", "tensordot")
FORMULAS = {
    "det(x)": "det(x)*trace(inv(x) @ dx)",
    "logdet(x)": "trace(inv(x) @ dx)",
    "logabsdet(x)": "trace(inv(x) @ dx)",
    "inv(x)": "-inv(x) @ dx @ inv(x)",
    "pinv(x)": "s @ transpose(dx) - s @ transpose(dx) @ x @ p - p @ dx @ p "
    "with p = pinv(x), s = inv(transpose(x) @ x)",
    "solve(x, y)": "solve(x, dy - dx @ solve(x, y))",
    "triangular_solve(x, y)": "triangular_solve(x, dy - tril(dx) @ triangular_solve(x, y))",
    "lstsq(x, y)": "pinv(x) @ (dy - dx @ s) + inv(transpose(x) @ x) @ transpose(dx) @ (y - x @ s) with s = lstsq(x, y)",
    "cholesky(x)": "l @ (tril(m) + tril(m, -1))/2 with m = inv(l) @ dx @ transpose(inv(l)), l = cholesky(x)",
    "norm(x)": "sum(x*dx)/norm(x)",
    "norm1(x)": "sum(sign(x)*dx)",
    "norm2(x)": "sum(x*dx)/norm2(x)",
    "norm3(x)": "sum(abs(x)*x*dx)/norm3(x)^2",
    "logsumexp(x)": "sum(exp(x - logsumexp(x))*dx)",
    "softmax(x)": "softmax(x)*(dx - dot(softmax(x), dx))",
    "log_softmax(x)": "dx - dot(softmax(x), dx)",
    "prod(x)": "prod(x)*sum(dx/x)",
    "cumprod(x)": "cumprod(x)*cumsum(dx/x)",
    "var(x)": "2*mean((x - mean(x))*dx)",
    "std(x)": "mean((x - mean(x))*dx)/std(x)",
    "cov(x, y)[0][1]": "cov(dx, y)[0][1] + cov(x, dy)[0][1]",
    "igamma(a, x)": "x^(a - 1)*exp(-x)/gamma(a)*dx: a is fixed",
    "igammac(a, x)": "-x^(a - 1)*exp(-x)/gamma(a)*dx: a is fixed",
    "corrcoef(x, y)[0][1]": "mean(dx*(v - r*u))/std(x) + mean(dy*(u - r*v))/std(y) "
    "with r = mean(u*v), u = (x - mean(x))/std(x), v = (y - mean(y))/std(y)",
}  # fmt: skip
WORDS = {
    "expm(x)": "the integral of expm(t*x) @ dx @ expm((1 - t)*x) over t from 0 to 1",
    "sqrtm(x)": "the s for which s @ sqrtm(x) + sqrtm(x) @ s = dx",
    "matrix_power(x, n)": "the sum of x^k @ dx @ x^(n - 1 - k) over k from 0 to n - 1",
    "eigvalsh(x)": "v @ dx @ v for each eigenvector v of length 1",
    "eigvals(x)": "u @ dx @ v/(u @ v) for each eigenvector v, and u that of transpose(x)",
    "svdvals(x)": "u @ dx @ v for each pair of singular vectors u, v of length 1",
    "max(x)": "dx where x is largest",
    "min(x)": "dx where x is smallest",
    "ptp(x)": "dx where x is largest, less dx where it is smallest",
    "norminf(x)": "sign(x)*dx where x is largest in size",
    "sort(x)": "dx in the order of x",
    "median(x)": "dx at the middle element, or the mean of dx at the two",
    "percentile(x, q)": "dx at the two elements that it lies between, in the same shares",
    "quantile(x, q)": "dx at the two elements that it lies between, in the same shares",
    "interp(x, xp, fp)": "the slope of the line that x is on, times dx",
    "polyval(p, x)": "polyval(dp, x) + p'(x)*dx",
    "vander(x)": "n*x^(n - 1)*dx in the column of x^n",
    "clog(z)": "dz/z",
    "zeta(x)": "-dx times the sum of log(n)/n^x over n = 2, 3, ..., for x > 1",
}


def moved(call: str) -> str:
    """A call of the differentials of its arrays: concatenate(dx, dy)."""
    name, _, arguments = call.partition("(")
    return f"{name}({', '.join('d' + a if a in ('x', 'y') else a for a in arguments[:-1].split(', '))})"


EVERY = {  # of a function by its name: 'd inv(x) = -inv(x) @ dx @ inv(x)'
    call.partition("(")[0]: f"d {call} = {text}"
    for call, text in (
        *((call, f"{moved(call)}: the derivative of a move of elements is the same move") for call in MOVES),
        *((call, f"{moved(call)}: it is linear") for call in LINEAR),
        *((f"{name}(x, y)", f"{name}(dx, y) + {name}(x, dy)") for name in BILINEAR),
        *FORMULAS.items(),
        *WORDS.items(),
    )
}
