import tensorflow as tf, numpy as np
X = tf.constant(np.linspace(0, 1, 8)[:, None]); y = tf.sin(6. * X[:, 0]) + .1 * tf.cast(tf.random.stateless_normal([8], [2, 3]), tf.float64)
raw = {k: tf.Variable(v, dtype=tf.float64, name=k) for k, v in dict(ls=-1., amp=0., noise=-2.).items()}
def kern(a, b):
    d2 = tf.reduce_sum((a[:, None] - b[None])**2, -1); l = tf.nn.softplus(raw['ls']); return tf.nn.softplus(raw['amp'])**2 * tf.exp(-.5 * d2 / l**2)
def matern(a, b):
    d = tf.sqrt(tf.reduce_sum((a[:, None] - b[None])**2, -1) + 1e-12) / tf.nn.softplus(raw['ls']); s = np.sqrt(3.); return (1. + s * d) * tf.exp(-s * d)
def nll(k):
    K = k(X, X) + tf.nn.softplus(raw['noise'])**2 * tf.eye(8, dtype=tf.float64); L = tf.linalg.cholesky(K)
    al = tf.linalg.cholesky_solve(L, y[:, None]); return .5 * tf.squeeze(tf.matmul(y[:, None], al, transpose_a=True)) + tf.reduce_sum(tf.math.log(tf.linalg.diag_part(L))) + 4. * np.log(2 * np.pi)
opt = tf.keras.optimizers.Adam(.05)
for i in range(5):
    with tf.GradientTape() as t: loss = nll(kern)
    g = t.gradient(loss, list(raw.values())); opt.apply_gradients(zip(g, raw.values()))
    if i % 2 == 0: tf.print('step', i, 'nll', loss); print(i, float(loss), [float(q) for q in g])
with tf.GradientTape() as t: loss = nll(matern)
print(loss, t.gradient(loss, raw))
Xs = tf.Variable([[.25], [.5]], dtype=tf.float64)
with tf.GradientTape() as t:
    K = kern(X, X) + .01 * tf.eye(8, dtype=tf.float64); Ks = kern(Xs, X); mu = tf.linalg.matvec(Ks, tf.linalg.solve(K, y[:, None])[:, 0]); var = tf.linalg.diag_part(kern(Xs, Xs) - Ks @ tf.linalg.solve(K, tf.transpose(Ks)))
    z = (mu - .5) / tf.sqrt(var); ei = (mu - .5) * .5 * (1. + tf.math.erf(z / np.sqrt(2.))) + tf.sqrt(var) * tf.exp(-.5 * z**2) / np.sqrt(2 * np.pi)
print(mu.numpy(), var.numpy(), ei.numpy()); print(t.gradient(ei, Xs))
# L-BFGS by hand via numpy and fisher info
f = lambda v: nll(kern)
with tf.GradientTape(persistent=True) as t2:
    with tf.GradientTape() as t1: loss = nll(kern)
    g = tf.stack(t1.gradient(loss, list(raw.values())))
print(tf.stack([t2.jacobian(g, v) for v in raw.values()], 1))
# multivariate normal, bad float32/64 mixing
try: tf.linalg.matvec(K, tf.ones(8))
except Exception as e: print(type(e).__name__, str(e)[:140])
def scipy_style(w): 
    w = tf.convert_to_tensor(w)
    with tf.GradientTape() as t: t.watch(w); l = tf.reduce_sum(100. * (w[1:] - w[:-1]**2)**2 + (1. - w[:-1])**2)
    return l.numpy(), t.gradient(l, w).numpy()
