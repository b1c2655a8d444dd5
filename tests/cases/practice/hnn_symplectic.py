"""Hamiltonian network with leapfrog rollouts, batch_jacobian, gradient-of-gradient losses, dataclasses and generators."""
from __future__ import annotations
from dataclasses import dataclass, field
from functools import partial
import tensorflow as tf
import numpy as np

tf.random.set_seed(5)


@dataclass
class Config:
    hidden: int = 7
    lr: float = 1e-2
    steps: int = 3
    extra: dict = field(default_factory=lambda: {"clip": 0.5})


class HNN(tf.Module):
    def __init__(self, cfg: Config):
        super().__init__(name="hnn")
        init = tf.random_normal_initializer(stddev=0.5, seed=2)
        self.w1, self.b1 = tf.Variable(init([2, cfg.hidden]), name="w1"), tf.Variable(tf.zeros([cfg.hidden]), name="b1")
        self.w2 = tf.Variable(init([cfg.hidden, 1]), name="w2")

    @tf.function
    def H(self, z):
        return tf.squeeze(tf.math.softplus(z @ self.w1 + self.b1) @ self.w2, -1)

    def field(self, z):
        with tf.GradientTape() as t:
            t.watch(z)
            h = self.H(z)
        dq, dp = tf.unstack(t.gradient(h, z), axis=-1)
        return tf.stack([dp, -dq], -1)


def leapfrog(m, z, dt):
    q, p = z[:, :1], z[:, 1:]
    F = lambda q, p: tf.split(m.field(tf.concat([q, p], 1)), 2, axis=1)
    p = p + dt / 2 * F(q, p)[1]
    q = q + dt * F(q, p)[0]
    p = p + dt / 2 * F(q, p)[1]
    return tf.concat([q, p], 1)


def batches(x, y, n):
    for i in range(0, len(x), n):
        yield x[i : i + n], y[i : i + n]


cfg = Config()
m = HNN(cfg)
z = tf.constant(np.linspace(-1, 1, 8).reshape(4, 2), tf.float32)
target = tf.stack([z[:, 1], -tf.sin(z[:, 0])], -1)
opt = tf.optimizers.RMSprop(cfg.lr, rho=0.8, centered=True)
for epoch in range(2):
    for a, b in batches(z, target, 2):
        with tf.GradientTape() as tape:
            loss = tf.losses.mean_squared_error(b, m.field(a)) if hasattr(tf.losses, "mean_squared_error") else tf.reduce_mean((b - m.field(a)) ** 2, -1)
            loss = tf.reduce_mean(loss)
        g = [tf.clip_by_norm(v, cfg.extra["clip"]) for v in tape.gradient(loss, m.trainable_variables)]
        opt.apply_gradients(zip(g, m.trainable_variables))
        print(epoch, "%.6f" % loss, *map("{:.5f}".format, map(tf.norm, g)))
step = partial(leapfrog, m, dt=0.1)
with tf.GradientTape(persistent=True) as t:
    t.watch(z)
    out = step(step(z))
J = t.batch_jacobian(out, z, experimental_use_pfor=False)
print(J.shape, tf.linalg.det(J).numpy())
with tf.GradientTape() as t2:
    t2.watch(z)
    with tf.GradientTape() as t1:
        t1.watch(z)
        h = m.H(z)
    g = t1.gradient(h, z)
print(t2.batch_jacobian(g, z)[0].numpy(), [v.name for v in m.trainable_variables])
