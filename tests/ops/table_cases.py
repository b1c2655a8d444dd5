"""Functions of arrays, each with inputs to try it at and the order of derivative to which it is defined there.

The first word of a label is the public name.
"""

from __future__ import annotations

import numpy as np

from gradcli.ops import FUNCTIONS
from gradcli.ops.analysis import sin
from gradcli.ops.branches import absolute
from gradcli.ops.complex import angle, cexp, clog, complex_, conj, imag, real
from gradcli.ops.indexing import getitem
from gradcli.ops.linalg import eigh
from gradcli.ops.matrix_functions import slogdet
from gradcli.ops.products import einsum, matmul
from gradcli.ops.svd_qr import qr, svd

_dice = np.random.default_rng(20)


def draw(*shape):
    """Numbers between 0.4 and 1.6, no two alike."""
    return _dice.uniform(0.4, 1.6, shape)


V, W, M, N, S = draw(4), draw(4), draw(3, 4), draw(4, 2), draw(3, 3) + 2 * np.eye(3)
T, Z = draw(2, 3, 4), np.array([0.0, 1.5, -0.7, 0.0])
SYMMETRIC = S + S.T
POSITIVE = S @ S.T + np.eye(3)


def call(name, *fixed, **keywords):
    """The public function `name` with fixed arguments after its operands."""
    return lambda *xs: FUNCTIONS[name].call(*xs, *fixed, **keywords)


def listed(name, **keywords):
    """The public function `name` of a list of operands."""
    return lambda *xs: FUNCTIONS[name].call(list(xs), **keywords)


CASES = {
    "sum": (call("sum"), [M], 3),
    "sum axis": (call("sum", axis=-1, keepdims=True), [T], 3),
    "sum axes": (call("sum", axis=(0, 2)), [T], 3),
    "mean": (call("mean", axis=0), [M], 3),
    "var": (call("var", axis=1), [M], 3),
    "std": (call("std", ddof=1), [V], 3),
    "max": (call("max", axis=1), [M], 3),
    "max several": (call("max"), [0.3, 1.2, 0.7], 3),
    "min": (call("min"), [M], 3),
    "ptp": (call("ptp"), [V], 3),
    "clip": (call("clip", 0.6, 1.2), [V], 3),
    "prod": (call("prod"), [V], 3),
    "prod zeros": (call("prod"), [Z], 3),
    "prod axis": (call("prod", axis=1, keepdims=True), [T], 3),
    "cumsum": (call("cumsum", axis=1), [M], 3),
    "cumprod": (call("cumprod"), [Z], 3),
    "diff": (call("diff"), [M], 3),
    "logsumexp": (call("logsumexp", axis=1), [M], 3),
    "logsumexp kept": (call("logsumexp", keepdims=True), [M], 3),
    "softmax": (call("softmax", axis=0), [M], 3),
    "log_softmax": (call("log_softmax"), [M], 3),
    "norm": (call("norm"), [M], 3),
    "norm axis": (call("norm", axis=1), [M], 3),
    "norm 5": (call("norm", 5), [V], 3),
    "norm1": (call("norm1"), [V], 3),
    "norm2": (call("norm2"), [V], 3),
    "norm3": (call("norm3"), [V], 3),
    "norminf": (call("norminf"), [V], 3),
    "sort": (call("sort"), [V], 3),
    "median": (call("median"), [V], 3),
    "median odd": (call("median"), [V[:3]], 3),
    "broadcast_to": (call("broadcast_to", (2, 3, 4)), [M], 3),
    "reshape": (call("reshape", (2, -1)), [M], 3),
    "ravel": (call("ravel"), [M], 3),
    "transpose": (call("transpose"), [T], 3),
    "transpose order": (call("transpose", (1, 2, 0)), [T], 3),
    "swapaxes": (call("swapaxes", 0, 2), [T], 3),
    "moveaxis": (call("moveaxis", 0, -1), [T], 3),
    "expand_dims": (call("expand_dims", 1), [M], 3),
    "squeeze": (call("squeeze"), [M[:, :1]], 3),
    "take": (call("take", [2, 0, 2]), [V], 3),
    "take axis": (call("take", [[0, 1], [1, 1]], axis=1), [M], 3),
    "at": (call("at", 2), [V], 3),
    "getitem": (lambda x: getitem(x, (slice(None, None, -1), None, [0, 1, 1])), [M], 3),
    "getitem mask": (lambda x: getitem(x, M > 1.0), [M], 3),
    "flip": (call("flip", 0), [M], 3),
    "diag": (call("diag"), [S], 3),
    "diag vector": (call("diag"), [V], 3),
    "trace": (call("trace"), [S], 3),
    "concatenate": (listed("concatenate", axis=1), [M, M[:, :2]], 3),
    "stack": (call("stack"), [0.5, 0.7], 3),
    "stack rows": (listed("stack"), [V, W], 3),
    "tile": (call("tile", (2, 2)), [V], 3),
    "roll": (call("roll", 3), [V], 3),
    "pad": (call("pad", 1), [M], 3),
    "matmul": (call("matmul"), [M, N], 3),
    "matmul stacked": (call("matmul"), [T, N], 3),
    "matmul rows": (call("matmul"), [M, T[0].T], 3),
    "matmul vector": (call("matmul"), [T, V], 3),
    "matmul vector first": (call("matmul"), [V[:3], T], 3),
    "matmul vectors": (call("matmul"), [V, W], 3),
    "dot": (call("dot"), [V, W], 3),
    "outer": (call("outer"), [V, W], 3),
    "kron": (call("kron"), [M, N], 3),
    "kron vectors": (call("kron"), [V, W], 3),
    "kron axes": (call("kron"), [V, T], 3),
    "cross": (call("cross"), [V[:3], W[:3]], 3),
    "tensordot": (call("tensordot", 1), [T, N], 3),
    "tensordot axes": (call("tensordot", ([0, 1], [0, 1])), [T, T[:, :, :2]], 3),
    "einsum": (lambda a, b: einsum("ij,jk->ki", a, b), [M, N], 3),
    "einsum trace": (lambda a: einsum("ii", a), [S], 3),
    "einsum three": (lambda a, b, c: einsum("ij,jk,i->k", a, b, c), [M, N, V[:3]], 3),
    "einsum dots": (lambda a, b: einsum("...ij,jk->...ik", a, b), [T, N], 3),
    "inv": (call("inv"), [S], 3),
    "solve": (call("solve"), [S, V[:3]], 3),
    "solve matrix": (call("solve"), [S, M], 3),
    "det": (call("det"), [S], 3),
    "det stacked": (call("det"), [np.stack([S, S.T + 1])], 3),
    "det singular": (call("det"), [np.ones((3, 3))], 3),
    "tril": (call("tril"), [M], 3),
    "triu": (call("triu", 1), [T], 3),
    "cholesky": (call("cholesky"), [POSITIVE], 3),
    "cholesky stacked": (call("cholesky"), [np.stack([POSITIVE, POSITIVE + 1])], 3),
    "eigvalsh": (call("eigvalsh"), [SYMMETRIC], 3),
    "eigvalsh stacked": (call("eigvalsh"), [np.stack([SYMMETRIC, POSITIVE])], 2),
    "eigvals": (call("eigvals"), [np.array([[1.0, 2.0, 0.3], [0.4, 3.0, 0.1], [-0.2, 0.5, -1.0]])], 3),
    "eigvals stacked": (call("eigvals"), [np.stack([SYMMETRIC, np.diag([1.0, 2.0, 3.0])])], 2),
    "eigh": (lambda x: matmul(eigh(x)[1], V[:3]), [SYMMETRIC], 3),
    "eigh all": (lambda x: matmul(eigh(x)[1], eigh(x)[0]), [SYMMETRIC], 3),
    "svdvals": (call("svdvals"), [M], 3),
    "svd": (lambda x: matmul(svd(x)[0] * svd(x)[1], V[:3]), [S], 3),
    "svd right": (lambda x: matmul(svd(x)[2], V), [M], 3),
    "svd left": (lambda x: matmul(V, svd(x)[0]), [N], 3),
    "svd all": (lambda x: matmul(svd(x)[0], svd(x)[2]), [N], 3),
    "qr": (lambda x: matmul(qr(x)[0], V[:2]), [N], 3),
    "qr triangle": (lambda x: qr(x)[1], [N], 3),
    "qr both": (lambda x: matmul(qr(x)[1], V[:3]) + matmul(V[:3], qr(x)[0]), [S], 3),
    "qr wide": (lambda x: matmul(qr(x)[0], qr(x)[1] * qr(x)[1]), [M], 3),
    "slogdet": (lambda x: slogdet(x)[1], [S - 3.0], 3),
    "logabsdet": (call("logabsdet"), [S - 3.0], 3),
    "logdet": (call("logdet"), [np.stack([S, POSITIVE])], 3),
    "expm": (call("expm"), [S], 3),
    "expm large": (call("expm"), [4.0 * S], 2),
    "sqrtm": (call("sqrtm"), [POSITIVE], 3),
    "sqrtm askew": (call("sqrtm"), [S], 3),
    "matrix_power": (call("matrix_power", 5), [S / 3], 3),
    "matrix_power inverse": (call("matrix_power", -2), [S], 3),
    "pinv": (call("pinv"), [N], 3),
    "pinv wide": (call("pinv"), [M], 3),
    "pinv square": (call("pinv"), [S], 3),
    "lstsq": (call("lstsq"), [N, V], 3),
    "triangular_solve": (call("triangular_solve"), [S, V[:3]], 3),
    "triangular_solve upper": (call("triangular_solve", lower=False), [S, M], 3),
    "vander": (call("vander"), [V], 3),
    "digamma": (call("digamma"), [V], 3),
    "polygamma": (lambda x: FUNCTIONS["polygamma"].call(2, x), [V], 3),
    "factorial": (call("factorial"), [V], 3),
    "zeta": (call("zeta"), [V + 1.0, W], 3),
    "zeta one": (call("zeta"), [2.5], 3),
    "igamma": (call("igamma"), [V[:2], W[:2]], 3),
    "igammac": (call("igammac"), [0.7, 1.3], 3),
    "erfcx": (call("erfcx"), [Z], 3),
    "dawsn": (call("dawsn"), [Z], 3),
    "sinc": (call("sinc"), [np.array([0.0, 1e-9, 0.4, 1.0, -2.5])], 3),
    **{name: (call(name), [0.8], 1) for name in "j0 j1 y0 y1 i0 i1 i0e i1e k0 k1 k0e k1e e1".split()},
    **{
        name: (lambda x, name=name: FUNCTIONS[name].call(2, x), [0.8], 1)
        for name in "besselj bessely besseli besselk expint".split()
    },
    "besselj half": (lambda x: FUNCTIONS["besselj"].call(0.5, x), [V], 3),
    "expint 0": (lambda x: FUNCTIONS["expint"].call(0, x), [V], 3),
    "gelu": (call("gelu"), [Z], 3),
    "gelu approximate": (call("gelu", approximate=True), [Z], 3),
    **{name: (call(name), [Z], 3) for name in "silu mish log_sigmoid".split()},
    **{name: (call(name), [V - 1.0], 3) for name in "elu selu leaky_relu softsign".split()},
    "relu6": (call("relu6"), [np.array([-1.0, 2.0, 7.0])], 3),
    "hard_sigmoid": (call("hard_sigmoid"), [np.array([-4.0, 0.5, 4.0])], 3),
    "logb": (call("logb"), [V, W + 2.0], 3),
    "logb 2": (call("logb", 2), [V], 3),
    **{name: (call(name), [V], 3) for name in "sec csc cot csch coth arccot arccsch normpdf normcdf dilog".split()},
    **{name: (call(name), [V + 1.0], 3) for name in "arcsec arccsc arccoth".split()},
    "arcsech": (call("arcsech"), [V / 2.0], 3),
    "dilog": (call("dilog"), [V / 2.0], 3),
    "normpdf all": (call("normpdf"), [V, W, 0.8], 3),
    "norminv": (call("norminv"), [V / 2.0, 0.3, W], 3),
    "piecewise": (lambda x: FUNCTIONS["piecewise"].call((x * x, x > 1.0), (x, True)), [V], 3),
    "Heaviside": (lambda x: FUNCTIONS["Heaviside"].call(x) * x, [V - 1.0], 3),
    "nthroot": (call("nthroot", 5), [V - 1.0], 3),
    "nthroot even": (call("nthroot", 4), [V], 3),
    "lambertw_branch": (call("lambertw_branch", -1), [-V[:2] / 6.0], 3),
    "hyp0f1": (lambda x: FUNCTIONS["hyp0f1"].call(1.3, x), [V[:2]], 3),
    "hyp1f1": (lambda x: FUNCTIONS["hyp1f1"].call(0.7, 1.3, x), [V[:2]], 3),
    "hyp2f1": (lambda x: FUNCTIONS["hyp2f1"].call(0.7, 1.1, 1.3, x), [V[:2] / 3.0], 3),
    "ellipk": (call("ellipk"), [V[:2] / 3.0], 3),
    "ellipe": (call("ellipe"), [V[:2] / 3.0], 3),
    "sphericalbessel": (lambda x: FUNCTIONS["sphericalbessel"].call(2, x), [V[:2]], 3),
    "sphericalbessely": (lambda x: FUNCTIONS["sphericalbessely"].call(1, x), [V[:2]], 3),
    "betainc": (lambda x: FUNCTIONS["betainc"].call(2.5, 1.3, x), [V[:2] / 2.0], 3),
    "polylog": (lambda x: FUNCTIONS["polylog"].call(1.5, x), [V[:2] / 2.0], 3),
    "polyval": (call("polyval"), [V, 1.3], 3),
    **{
        name: (lambda x, name=name: FUNCTIONS[name].call(4, x), [V - 1.0], 3)
        for name in "legendre chebyshev chebyshevu hermite laguerre".split()
    },
    "quantile": (call("quantile", 0.3), [V], 3),
    "percentile": (call("percentile", 50), [V], 3),
    "cov": (call("cov"), [V, W], 3),
    "corrcoef": (call("corrcoef"), [V, W], 3),
    "interp": (lambda x, f: FUNCTIONS["interp"].call(x, np.array([0.0, 0.7, 1.1, 2.0]), f), [V, W], 3),
    "complex": (lambda a, b: real(clog(complex_(a, b))) * imag(complex_(a, b) ** 3), [V, W], 3),
    "real": (lambda x: real(clog(complex_(x, 0 * x))), [0.7], 3),
    "imag": (lambda a, b: imag(cexp(complex_(a, b)) / complex_(b, a)), [0.7, 1.1], 3),
    "conj": (lambda a, b: real(complex_(a, b) * conj(complex_(a, b))), [V, W], 3),
    "angle": (lambda a, b: angle(complex_(a, b) * complex_(a, 2.0)), [V, W], 3),
    "clog": (lambda a, b: imag(clog(complex_(a, b))) * absolute(complex_(b, a)), [V, W], 3),
    "cexp": (lambda a, b: real(sin(cexp(complex_(a, b) * 2j)) * b), [0.3, 0.2], 3),
}
