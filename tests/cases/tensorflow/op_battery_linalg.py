import tensorflow as tf
import numpy as np
rng = np.random.RandomState(1); A0 = rng.randn(2, 3, 3) + 4 * np.eye(3); b0 = rng.randn(2, 3, 2)
def g(f):
  a, b = tf.Variable(A0), tf.Variable(b0)
  try:
    with tf.GradientTape() as t:
      y = f(a, b); z = tf.reduce_sum(tf.math.real(y) * tf.reshape(tf.cos(tf.range(float(tf.size(y)), dtype=tf.float64)), y.shape))
    return y.shape, [r if r is None else r.numpy().round(6).ravel()[:4].tolist() for r in t.gradient(z, [a, b])]
  except Exception as e: return type(e).__name__, str(e)[:80]
sym = lambda a: tf.matmul(a, a, transpose_b=True) + tf.eye(3, dtype=tf.float64)
for k, f in dict(inv=lambda a, b: tf.linalg.inv(a), solve=lambda a, b: tf.linalg.solve(a, b), det=lambda a, b: tf.linalg.det(a), logdet=lambda a, b: tf.linalg.logdet(sym(a)), chol=lambda a, b: tf.linalg.cholesky(sym(a)), cs=lambda a, b: tf.linalg.cholesky_solve(tf.linalg.cholesky(sym(a)), b), eigh=lambda a, b: tf.linalg.eigh(sym(a))[0], eigv=lambda a, b: tf.linalg.eigh(sym(a))[1] ** 2, svd=lambda a, b: tf.linalg.svd(b)[0], qr=lambda a, b: tf.linalg.qr(a)[1], lu=lambda a, b: tf.linalg.lu(a)[0], expm=lambda a, b: tf.linalg.expm(a * 0.1), tri=lambda a, b: tf.linalg.triangular_solve(a, b, lower=False), lstsq=lambda a, b: tf.linalg.lstsq(b, a[..., :1]), pinv=lambda a, b: tf.linalg.pinv(b), norm=lambda a, b: tf.norm(a, axis=[-2, -1]), nuc=lambda a, b: tf.norm(a, 1, axis=1), inf=lambda a, b: tf.norm(a, np.inf, axis=1), trace=lambda a, b: tf.linalg.trace(a), mv=lambda a, b: tf.linalg.matvec(a, b[..., 0]), sqrtm=lambda a, b: tf.linalg.sqrtm(sym(a)), sd=lambda a, b: tf.linalg.set_diag(a, b[..., 0]), gs=lambda a, b: tf.linalg.global_norm([a, b]), adj=lambda a, b: tf.linalg.adjoint(a) @ b, logm=lambda a, b: tf.math.real(tf.linalg.logm(tf.cast(a, tf.complex128)))).items(): print(k, g(f))
