import numpy as np
import tensorflow as tf

rng = np.random.RandomState(5)
n = 10
obs = np.cumsum(rng.randn(n) * 0.5) + rng.randn(n) * 0.3
obs = tf.constant(obs.astype(np.float32))
mask = tf.constant([1, 1, 0, 1, 1, 1, 0, 1, 1, 1], tf.float32)
A = tf.constant([[1.0, 1.0], [0.0, 1.0]])
C = tf.constant([[1.0, 0.0]])
params = tf.Variable([np.log(0.1), np.log(0.2)], dtype=tf.float32)


@tf.function
def filter_nll(p):
    Q = tf.linalg.diag(tf.stack([tf.exp(p[0]), 0.1 * tf.exp(p[0])]))
    R = tf.reshape(tf.exp(p[1]), (1, 1))

    def body(t, m, P, acc):
        m = tf.matmul(A, m)
        P = A @ P @ tf.transpose(A) + Q
        S = C @ P @ tf.transpose(C) + R
        v = tf.reshape(obs[t], (1, 1)) - C @ m
        K = P @ tf.transpose(C) @ tf.linalg.inv(S)
        g = mask[t]
        m = m + g * K @ v
        P = P - g * K @ C @ P
        acc = acc + g * 0.5 * tf.reduce_sum(tf.math.log(2 * np.pi * S) + v ** 2 / S)
        return t + 1, m, P, acc

    _, m, P, acc = tf.while_loop(lambda t, *_: t < n, body, [0, tf.zeros((2, 1)), tf.eye(2) * 10.0, 0.0])
    return acc, m, P


for i in range(4):
    with tf.GradientTape() as tape:
        nll, m, P = filter_nll(params)
    g = tape.gradient(nll, params)
    params.assign_sub(0.05 * g)
    print(i, "%.5f" % nll, g.numpy().round(5))
print(m.numpy().T.round(4), tf.linalg.trace(P).numpy().round(4))
