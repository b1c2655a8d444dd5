import numpy as np
import tensorflow as tf

X = tf.constant(np.linspace(-2, 2, 9)[:, None])
y = tf.sin(2.0 * X)[:, 0] + 0.1 * tf.cos(9.0 * X)[:, 0]
raw = {name: tf.Variable(v, dtype=tf.float64, name=name) for name, v in
       [("amplitude", 0.2), ("length", -0.3), ("noise", -2.0)]}


def kernel(a, b, amp, ls):
    d2 = tf.reduce_sum(tf.math.squared_difference(a[:, None, :], b[None, :, :]), -1)
    return amp ** 2 * tf.exp(-0.5 * d2 / ls ** 2)


def nlml():
    amp, ls, noise = [tf.nn.softplus(raw[k]) for k in ("amplitude", "length", "noise")]
    K = kernel(X, X, amp, ls) + (noise + 1e-6) * tf.eye(9, dtype=tf.float64)
    L = tf.linalg.cholesky(K)
    alpha = tf.linalg.cholesky_solve(L, y[:, None])
    fit = 0.5 * tf.squeeze(tf.matmul(y[None], alpha))
    return fit + tf.reduce_sum(tf.math.log(tf.linalg.diag_part(L))) + 4.5 * np.log(2 * np.pi)


opt = tf.optimizers.SGD(0.02, momentum=0.5)
for i in range(4):
    with tf.GradientTape() as tape:
        loss = nlml()
    g = tape.gradient(loss, raw)
    print(i, "%.8f" % loss, {k: round(float(v), 6) for k, v in g.items()})
    opt.apply_gradients([(g[k], raw[k]) for k in raw])
with tf.GradientTape() as outer:
    with tf.GradientTape() as inner:
        loss = nlml()
    g = tf.stack(inner.gradient(loss, list(raw.values())))
H = outer.jacobian(g, list(raw.values()))
print(np.array([h.numpy() for h in H]).round(5))
xs = tf.constant([[0.25]], tf.float64)
with tf.GradientTape() as tape:
    tape.watch(xs)
    amp, ls, noise = [tf.nn.softplus(v) for v in raw.values()]
    K = kernel(X, X, amp, ls) + noise * tf.eye(9, dtype=tf.float64)
    Ks = kernel(xs, X, amp, ls)
    v = tf.linalg.triangular_solve(tf.linalg.cholesky(K), tf.transpose(Ks), lower=True)
    var = amp ** 2 - tf.reduce_sum(v ** 2)
print("d var/dx", tape.gradient(var, xs).numpy())
