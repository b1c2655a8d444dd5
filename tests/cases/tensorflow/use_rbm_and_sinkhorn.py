import tensorflow as tf
import numpy as np

tf.random.set_seed(3)
np.random.seed(3)
W = tf.Variable(tf.random.normal([6, 4], stddev=0.1))
bv, bh = tf.Variable(tf.zeros(6)), tf.Variable(tf.zeros(4))
data = tf.constant((np.random.rand(8, 6) > 0.5).astype("float32"))


def free_energy(v):
    return -tf.linalg.matvec(v, bv) - tf.reduce_sum(tf.math.softplus(v @ W + bh), 1)


def gibbs(v, k=2):
    for _ in range(k):
        h = tf.cast(tf.random.uniform([8, 4]) < tf.sigmoid(v @ W + bh), tf.float32)
        v = tf.cast(tf.random.uniform([8, 6]) < tf.sigmoid(h @ tf.transpose(W) + bv), tf.float32)
    return tf.stop_gradient(v)


opt = tf.keras.optimizers.SGD(0.1)
for i in range(3):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(free_energy(data)) - tf.reduce_mean(free_energy(gibbs(data)))
    g = tape.gradient(loss, [W, bv, bh])
    opt.apply_gradients(zip(g, [W, bv, bh]))
    print(i, round(float(loss), 5), [round(float(tf.norm(v)), 5) for v in g])

a, b = tf.Variable(tf.random.normal([5, 2])), tf.constant(np.random.randn(5, 2).astype("float32"))
with tf.GradientTape() as tape:
    C = tf.norm(a[:, None] - b[None], axis=-1) ** 2
    f, g_ = tf.zeros(5), tf.zeros(5)
    eps = 0.5
    for _ in range(10):
        f = -eps * tf.reduce_logsumexp((g_[None, :] - C) / eps - np.log(5.0), axis=1)
        g_ = -eps * tf.reduce_logsumexp((f[:, None] - C) / eps - np.log(5.0), axis=0)
    P = tf.exp((f[:, None] + g_[None, :] - C) / eps - 2 * np.log(5.0))
    cost = tf.reduce_sum(P * C)
print(round(float(cost), 5), tf.reduce_sum(P).numpy().round(5))
print(tape.gradient(cost, a).numpy().round(4))
