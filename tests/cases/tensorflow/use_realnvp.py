import tensorflow as tf
import numpy as np

np.random.seed(0)
data = tf.constant(np.random.randn(30, 2) @ np.array([[1.0, 0.5], [0.0, 0.7]]) + 1.0, tf.float32)


class Coupling(tf.keras.layers.Layer):
    def __init__(self, flip, **kw):
        super().__init__(**kw)
        self.flip = flip

    def build(self, shape):
        self.net = tf.keras.Sequential([
            tf.keras.layers.Dense(6, "relu", kernel_initializer="ones"),
            tf.keras.layers.Dense(2, kernel_initializer="zeros", bias_initializer=tf.keras.initializers.Constant(0.1)),
        ])

    def call(self, x):
        a, b = tf.split(x, 2, axis=1)
        if self.flip:
            a, b = b, a
        s, t = tf.split(self.net(a), 2, axis=1)
        s = tf.tanh(s)
        b = b * tf.exp(s) + t
        y = tf.concat([b, a] if self.flip else [a, b], axis=1)
        return y, tf.reduce_sum(s, axis=1)


flows = [Coupling(i % 2 == 1) for i in range(3)]


def log_prob(x):
    ld = 0.0
    for flow in flows:
        x, l = flow(x)
        ld = ld + l
    return -0.5 * tf.reduce_sum(x ** 2, 1) - np.log(2 * np.pi) + ld


opt = tf.keras.optimizers.Adam(0.02)
for i in range(4):
    with tf.GradientTape() as tape:
        nll = -tf.reduce_mean(log_prob(data))
    variables = [v for f in flows for v in f.trainable_variables]
    grads = tape.gradient(nll, variables)
    opt.apply_gradients(zip(grads, variables))
    print(i, nll.numpy().round(5), len(variables))
with tf.GradientTape() as tape:
    tape.watch(data)
    y, ld = flows[0](data)
J = tape.batch_jacobian(y, data)
print(np.allclose(tf.math.log(tf.abs(tf.linalg.det(J))), ld, atol=1e-5))
