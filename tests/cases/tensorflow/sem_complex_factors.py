# gradients of functions of complex matrices; that of det is TensorFlow's own where it lacks a conjugate
import tensorflow as tf


def go(name, f, *xs):
    with tf.GradientTape() as t:
        t.watch(xs)
        try:
            l = f(*xs)
        except Exception as e:
            print(name, "VALUE", type(e).__name__, str(e)[:100])
            return
    try:
        print(
            name,
            l.dtype.name,
            l.numpy(),
            [
                None if g is None else g.numpy().round(4).tolist()
                for g in t.gradient(l, xs)
            ],
        )
    except Exception as e:
        print(name, type(e).__name__, str(e)[:120])


r = lambda s, k: tf.complex(
    tf.random.stateless_normal(s, [k, 1], dtype=tf.float64),
    tf.random.stateless_normal(s, [k, 2], dtype=tf.float64),
)
M, N, B = r([3, 3], 1), r([3, 3], 2), r([3, 2], 3)
w = r([3, 3], 9)
re, s = tf.math.real, tf.reduce_sum
H = lambda m: m @ tf.linalg.adjoint(m) + tf.eye(3, dtype=m.dtype)
go("solve", lambda m, b: re(s(tf.linalg.solve(m, b) * w[:, :2])), M, B)
go(
    "solve adj",
    lambda m, b: re(s(tf.linalg.solve(m, b, adjoint=True) * w[:, :2])),
    M,
    B,
)
go(
    "tri adj",
    lambda m, b: re(s(tf.linalg.triangular_solve(m, b, adjoint=True) * w[:, :2])),
    M,
    B,
)
go(
    "tri upper adj",
    lambda m, b: re(
        s(tf.linalg.triangular_solve(m, b, lower=False, adjoint=True) * w[:, :2])
    ),
    M,
    B,
)
go("inv adj", lambda m: re(s(tf.linalg.inv(m, adjoint=True) * w)), M)
go("chol", lambda m: re(s(tf.linalg.cholesky(H(m)) * w)), M)
go("chol direct", lambda m: re(s(tf.linalg.cholesky(m) * w)), H(M))
go(
    "cholesky_solve",
    lambda m, b: re(
        s(tf.linalg.cholesky_solve(tf.linalg.cholesky(H(m)), b) * w[:, :2])
    ),
    M,
    B,
)
go("logdet", lambda m: re(tf.linalg.logdet(H(m))), M)
go("logdet plain", lambda m: tf.linalg.logdet(H(m)), M)
go("det", lambda m: re(tf.linalg.det(m)), M)
go("det imag", lambda m: tf.math.imag(tf.linalg.det(m)), M)
go("det abs", lambda m: tf.abs(tf.linalg.det(m)), M)
go("svdvals", lambda m: s(tf.linalg.svd(m, compute_uv=False) * [1.0, 2.0, 3.0]), M)
go(
    "svdvals wide",
    lambda m: s(tf.linalg.svd(m, compute_uv=False) * [1.0, 2.0]),
    tf.transpose(B),
)
go("svd s", lambda m: s(tf.linalg.svd(m)[0] ** 2), M)
go("svd u", lambda m: s(tf.abs(tf.linalg.svd(m)[1]) * re(w)), M)
go("svd v", lambda m: s(tf.abs(tf.linalg.svd(m)[2]) * re(w)), M)
go("qr r", lambda m: re(s(tf.linalg.qr(m)[1] * w)), M)
go("qr q", lambda m: re(s(tf.linalg.qr(m)[0] * w)), M)
go(
    "qr tall",
    lambda m: re(s(tf.linalg.qr(m)[0] * w[:, :2])) + s(tf.abs(tf.linalg.qr(m)[1])),
    B,
)
go(
    "qr wide",
    lambda m: re(s(tf.linalg.qr(m)[0] * w[:2, :2])) + s(tf.abs(tf.linalg.qr(m)[1])),
    tf.transpose(B),
)
go("qr full", lambda m: re(s(tf.linalg.qr(m, full_matrices=True)[0])), M)
go("slogdet", lambda m: re(tf.linalg.slogdet(m)[1]) + re(tf.linalg.slogdet(m)[0]), M)
go(
    "eigh",
    lambda m: (
        s(tf.abs(tf.linalg.eigh(H(m))[1]) * re(w))
        + re(s(tf.linalg.eigvalsh(H(m)) * w[0]))
    ),
    M,
)
go("lstsq", lambda m, b: re(s(tf.linalg.lstsq(m, b, fast=True))), M, B)
go("lstsq l2", lambda m, b: re(s(tf.linalg.lstsq(m, b, l2_regularizer=0.1))), B, M)
go("pinv", lambda m: re(s(tf.linalg.pinv(m))), B)
go("expm", lambda m: re(s(tf.linalg.expm(m) * w)), M * 0.3)
go("sqrtm", lambda m: re(s(tf.linalg.sqrtm(m) * w)), H(M))
go("matmul adj", lambda m, n: re(s(tf.matmul(m, n, adjoint_a=True) * w)), M, N)
go("matmul tr", lambda m, n: re(s(tf.matmul(m, n, transpose_b=True) * w)), M, N)
go("matvec", lambda m, n: re(s(tf.linalg.matvec(m, n[0], adjoint_a=True) * w[0])), M, N)
go("norm", lambda m: tf.norm(m), M)
go("norm1", lambda m: tf.norm(m, 1), M)
go("norm fro", lambda m: s(tf.norm(m, axis=1)), M)
go("l2norm", lambda m: re(s(tf.math.l2_normalize(m) * w)), M)
go("tensordot", lambda m, n: re(s(tf.tensordot(m, n, 1) * w)), M, N)
go("trace", lambda m: re(tf.linalg.trace(m) ** 2), M)
go("set_diag", lambda m, n: re(s(tf.linalg.set_diag(m, n[0]) * w)), M, N)
go("band", lambda m: re(s(tf.linalg.band_part(m, 1, 0) * w)), M)
go("prod", lambda m: re(tf.reduce_prod(m)), M)
go("cumprod", lambda m: re(s(tf.math.cumprod(m) * w)), M)
go("div", lambda m, n: re(s(m / n * w)), M, N)
go("divnonan", lambda m, n: re(s(tf.math.divide_no_nan(m, n) * w)), M, N)
go("angle", lambda m: s(tf.math.angle(m) * re(w)), M)
go("abs", lambda m: s(tf.abs(m) * re(w)), M)
go("sqdiff", lambda m, n: re(s(tf.math.squared_difference(m, n) * w)), M, N)
go("sign", lambda m: re(s(tf.sign(m) * w)), M)
go("pow", lambda m, n: re(s(tf.pow(m, n) * w)), M, N)
go("xlogy", lambda m, n: re(s(tf.math.xlogy(m, n) * w)), M, N)
go("mean var", lambda m: s(tf.math.reduce_variance(m)), M)
go("std", lambda m: s(tf.math.reduce_std(m, 0)), M)
go("gather", lambda m: re(s(tf.gather(m, [2, 0, 0]) * w)), M)
go("einsum", lambda m, n: re(tf.einsum("ij,kj->", m, tf.math.conj(n))), M, N)
go("ifft2", lambda m: s(tf.abs(tf.signal.ifft2d(m)) * re(w)), M)
go("rfft", lambda m: s(tf.abs(tf.signal.rfft(m)) ** 3), re(M))
go("eig", lambda m: s(tf.abs(tf.linalg.eigvals(m))), M)
go("cumsum", lambda m: re(s(tf.cumsum(m) ** 2)), M)
go(
    "tanh etc",
    lambda m: re(
        s(
            tf.tanh(m)
            + tf.exp(m) * tf.sin(m)
            + tf.sqrt(m) * tf.math.log(m)
            + tf.sigmoid(m)
        )
    ),
    M,
)
go(
    "rsqrt",
    lambda m: re(
        s(
            tf.math.rsqrt(m)
            + tf.math.reciprocal(m)
            + tf.math.log1p(m)
            + tf.math.expm1(m)
        )
    ),
    M,
)
go(
    "atan",
    lambda m: re(
        s(
            tf.atan(m)
            + tf.asin(m)
            + tf.acos(m)
            + tf.asinh(m)
            + tf.acosh(m)
            + tf.atanh(m)
            + tf.tan(m)
            + tf.cosh(m)
            + tf.sinh(m)
        )
    ),
    M * 0.3,
)
