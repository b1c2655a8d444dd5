import tensorflow as tf
import numpy as np

rs = np.random.RandomState(2)
X, Y = tf.constant(rs.randn(15, 3)), tf.constant(rs.randint(0, 2, 15).astype(float))
w = tf.Variable(rs.randn(3) * 0.1)


def loss(w, idx=None):
    x, y = (X, Y) if idx is None else (tf.gather(X, idx), tf.gather(Y, idx))
    p = tf.sigmoid(tf.tensordot(x, w, axes=1))
    return tf.reduce_mean(tf.keras.losses.binary_crossentropy(y[:, None], p[:, None])) + 0.05 * tf.nn.l2_loss(w)


def grad(idx=None):
    with tf.GradientTape() as t:
        l = loss(w, idx)
    return t.gradient(l, w)


def hvp(v):
    with tf.GradientTape() as outer:
        g = None
        with tf.GradientTape() as inner:
            l = loss(w)
        g = inner.gradient(l, w)
    return outer.gradient(g, w, output_gradients=v)


def cg(b, iters=10):
    x, r = tf.zeros_like(b), tf.identity(b)
    p = r
    rr = tf.tensordot(r, r, 1)
    for _ in range(iters):
        if rr < 1e-16:
            break
        Ap = hvp(p)
        alpha = rr / tf.tensordot(p, Ap, 1)
        x, r = x + alpha * p, r - alpha * Ap
        new = tf.tensordot(r, r, 1)
        p = r + (new / rr) * p
        rr = new
    return x


for _ in range(20):
    w.assign_sub(0.5 * grad())
s = cg(grad([0, 1]))
influence = [-float(tf.tensordot(s, grad([i]), 1)) for i in range(4)]
print(np.round(influence, 6))
# hypergradient through unrolled descent
lam = tf.Variable(0.1, dtype=tf.float64)
with tf.GradientTape() as outer:
    u = tf.zeros(3, tf.float64)
    for _ in range(4):
        with tf.GradientTape() as inner:
            inner.watch(u)
            train = tf.reduce_mean((tf.linalg.matvec(X[:10], u) - Y[:10]) ** 2) + tf.exp(lam) * tf.reduce_sum(u ** 2)
        u = u - 0.1 * inner.gradient(train, u)
    val = tf.reduce_mean((tf.linalg.matvec(X[10:], u) - Y[10:]) ** 2)
print("hyper", val.numpy(), outer.gradient(val, lam).numpy())
