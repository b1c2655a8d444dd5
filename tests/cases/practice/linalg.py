import tensorflow as tf, numpy as np
rng = np.random.default_rng(3)
M = rng.normal(size=(3, 3)); A = tf.Variable(M @ M.T + 3 * np.eye(3)); B = tf.Variable(M); b = tf.Variable(rng.normal(size=(3, 2)))
def show(name, f, vs):
    with tf.GradientTape() as t: y = f()
    g = t.gradient(y, vs); print(name, np.round(y.numpy(), 7) if hasattr(y, 'numpy') else y); [print(q) for q in (g if isinstance(g, list) else [g])]
show('chol', lambda: tf.reduce_sum(tf.linalg.cholesky(A) * [[1., 0, 0], [2, 3, 0], [4, 5, 6]]), A)
show('svd', lambda: tf.reduce_sum(tf.linalg.svd(B, compute_uv=False) * [1., 2., 3.]), B)
def svdrec():
    s, u, v = tf.linalg.svd(B); return tf.reduce_sum(tf.matmul(u * s**2, v, adjoint_b=True)**2)
show('svdrec', svdrec, B)
show('eigh', lambda: tf.reduce_sum(tf.linalg.eigh(A)[0] * [1., 2., 3.]), A)
def eigvec():
    e, v = tf.linalg.eigh(A); return tf.reduce_sum(tf.abs(v[:, 0])**3)
show('eigvec', eigvec, A)
show('solve', lambda: tf.reduce_sum(tf.linalg.solve(B, b)**2), [B, b])
show('trisolve', lambda: tf.reduce_sum(tf.linalg.triangular_solve(tf.linalg.band_part(B, -1, 0), b)), [B, b])
show('cholsolve', lambda: tf.reduce_sum(tf.linalg.cholesky_solve(tf.linalg.cholesky(A), b)), [A, b])
show('logdet', lambda: tf.linalg.logdet(A), A); show('det', lambda: tf.linalg.det(B), B)
show('slogdet', lambda: tf.linalg.slogdet(B)[1], B); show('inv', lambda: tf.linalg.trace(tf.linalg.inv(B)), B)
show('pinv', lambda: tf.reduce_sum(tf.linalg.pinv(b)), b); show('lstsq', lambda: tf.reduce_sum(tf.linalg.lstsq(b, B[:, :1])), [b])
show('qr', lambda: tf.reduce_sum(tf.linalg.qr(B)[1]**2 * [[1., 2., 3.]]), B); show('expm', lambda: tf.reduce_sum(tf.linalg.expm(B)), B)
show('sqrtm', lambda: tf.reduce_sum(tf.linalg.sqrtm(A)), A); show('mpow', lambda: tf.linalg.trace(tf.linalg.matmul(B, B, transpose_a=True)), B)
show('nuc', lambda: tf.norm(B, ord='fro', axis=[0, 1]), B); show('norm1', lambda: tf.norm(B, 1), B); show('n2', lambda: tf.norm(b, ord=2, axis=0), b); show('inf', lambda: tf.norm(b, np.inf), b)
show('diag', lambda: tf.reduce_prod(tf.linalg.diag_part(B)), B); 
show('lu', lambda: tf.reduce_sum(tf.linalg.diag_part(tf.linalg.lu(A)[0])), A) if 0 else None
show('band', lambda: tf.reduce_sum(tf.linalg.tridiagonal_solve(tf.stack([[0.3, 0.2, 0.], [2., 3., 4.], [0., .1, .2]]), tf.constant([1., 2., 3.]))), B)
show('cross', lambda: tf.reduce_sum(tf.linalg.cross(B, A) * [1., 2., 3.]), [A, B]); show('tensordot', lambda: tf.tensordot(A, B, 2), A)
show('matvec', lambda: tf.reduce_sum(tf.linalg.matvec(A, b[:, 0])**2), [A, b])
try: tf.linalg.cholesky([[1., 2.], [2., 1.]])
except tf.errors.InvalidArgumentError as e: print(e.message[:80])
try: tf.linalg.inv([[1., 2.], [2., 4.]])
except tf.errors.InvalidArgumentError as e: print(e.message[:120])
print(tf.linalg.eigvalsh([[2., 1.], [1., 2.]]), tf.linalg.matrix_rank([[1., 2.], [2., 4.]]), tf.linalg.eye(2))
w = tf.Variable([[2., 0.], [0., 2.]])
with tf.GradientTape() as t: e, v = tf.linalg.eigh(w); l = tf.reduce_sum(v)
print(t.gradient(l, w))
with tf.GradientTape() as t: l = tf.reduce_sum(tf.linalg.svd(w)[0])
print(t.gradient(l, w))
