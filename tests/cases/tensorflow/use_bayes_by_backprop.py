import tensorflow as tf
import numpy as np

gen = tf.random.Generator.from_seed(77)
x = tf.linspace(-1.0, 1.0, 12)[:, tf.newaxis]
y = x ** 3 + 0.05 * gen.normal([12, 1])
prior_sigma = 1.0


class BayesDense(tf.Module):
    def __init__(self, n, m):
        super().__init__()
        self.mu = tf.Variable(gen.normal([n, m], stddev=0.1), name="mu")
        self.rho = tf.Variable(-3.0 * tf.ones([n, m]), name="rho")

    def __call__(self, x):
        sigma = tf.math.log1p(tf.exp(self.rho))
        w = self.mu + sigma * gen.normal(self.mu.shape)
        self.kl = tf.reduce_sum(
            tf.math.log(prior_sigma / sigma) + (sigma ** 2 + self.mu ** 2) / (2 * prior_sigma ** 2) - 0.5)
        return x @ w


l1, l2 = BayesDense(1, 5), BayesDense(5, 1)
params = list(l1.trainable_variables) + list(l2.trainable_variables)
print([p.name for p in params])
opt = tf.keras.optimizers.Adam(0.05)
for i in range(4):
    with tf.GradientTape() as tape:
        pred = l2(tf.nn.relu(l1(x)))
        nll = 0.5 * tf.reduce_sum(tf.square(pred - y)) / 0.1 ** 2
        loss = nll + (l1.kl + l2.kl)
    g = tape.gradient(loss, params)
    opt.apply_gradients(zip(g, params))
    print(i, "%.4f %.4f" % (nll, l1.kl + l2.kl))
print(tf.nn.softplus(l2.rho).numpy().ravel().round(5))
