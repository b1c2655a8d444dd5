"""WGAN-GP on a ring, a critic with spectral normalisation by hand, EMA generator, one tf.function with python loop."""
import tensorflow as tf
import math

tf.random.set_seed(99)
gen_rng = tf.random.Generator.from_seed(5)


class SNDense(tf.Module):
    def __init__(self, n_in, n_out, name=None):
        super().__init__(name=name)
        self.w = tf.Variable(tf.random.stateless_normal([n_in, n_out], [1, n_out]) * 0.5, name="w")
        self.b = tf.Variable(tf.zeros([n_out]), name="b")
        self.u = tf.Variable(tf.math.l2_normalize(tf.ones([1, n_out])), trainable=False, name="u")

    def __call__(self, x, training=True):
        v = tf.math.l2_normalize(tf.stop_gradient(self.u) @ tf.transpose(self.w))
        u = tf.math.l2_normalize(v @ self.w)
        sigma = tf.squeeze(tf.stop_gradient(v) @ self.w @ tf.transpose(tf.stop_gradient(u)))
        if training:
            self.u.assign(u)
        return x @ (self.w / sigma) + self.b


class Critic(tf.Module):
    def __init__(self):
        super().__init__(name="critic")
        self.l = [SNDense(2, 6), SNDense(6, 6), SNDense(6, 1)]

    def __call__(self, x):
        for l in self.l[:-1]:
            x = tf.nn.leaky_relu(l(x), 0.1)
        return self.l[-1](x)


G = tf.keras.Sequential([tf.keras.layers.Input((3,)), tf.keras.layers.Dense(8, kernel_initializer=tf.keras.initializers.HeNormal(seed=1)), tf.keras.layers.PReLU(alpha_initializer=tf.keras.initializers.Constant(0.2)), tf.keras.layers.Dense(2, kernel_initializer=tf.keras.initializers.GlorotUniform(seed=2))])
D = Critic()
ema = [tf.Variable(v) for v in G.trainable_variables]
og, od = tf.keras.optimizers.Adam(1e-3, beta_1=0.0, beta_2=0.9), tf.keras.optimizers.Adam(2e-3, beta_1=0.0, beta_2=0.9)


def real(n):
    a = gen_rng.uniform([n]) * 2 * math.pi
    return tf.stack([tf.cos(a), tf.sin(a)], -1)


@tf.function
def step(n):
    for _ in range(2):
        z, x = tf.random.normal([n, 3]), real(n)
        with tf.GradientTape() as tape:
            fake = G(z, training=True)
            eps = tf.random.uniform([n, 1])
            mid = eps * x + (1 - eps) * fake
            with tf.GradientTape() as gp:
                gp.watch(mid)
                score = D(mid)
            slopes = tf.sqrt(tf.reduce_sum(gp.gradient(score, mid) ** 2, -1) + 1e-12)
            penalty = tf.reduce_mean((slopes - 1.0) ** 2)
            loss_d = tf.reduce_mean(D(fake)) - tf.reduce_mean(D(x)) + 10.0 * penalty
        grads = tape.gradient(loss_d, D.trainable_variables)
        od.apply_gradients(zip(grads, D.trainable_variables))
    with tf.GradientTape() as tape:
        loss_g = -tf.reduce_mean(D(G(tf.random.normal([n, 3]), training=True)))
    grads = tape.gradient(loss_g, G.trainable_variables)
    grads, norm = tf.clip_by_global_norm(grads, 1.0)
    og.apply_gradients(zip(grads, G.trainable_variables))
    for e, v in zip(ema, G.trainable_variables):
        e.assign(0.9 * e + 0.1 * v)
    return {"d": loss_d, "g": loss_g, "gp": penalty, "norm": norm}


for k in range(4):
    out = step(7)
    print(k, {n: round(float(v), 5) for n, v in out.items()})
print([v.name for v in D.trainable_variables], len(D.variables), len(D.submodules))
print(tf.reduce_sum([tf.reduce_sum(tf.abs(e)) for e in ema]).numpy(), od.iterations.numpy(), gen_rng.state.numpy())
