import tensorflow as tf, numpy as np
tf.keras.backend.set_floatx('float64'); tf.keras.utils.set_random_seed(17)
class PINN(tf.keras.Model):
    def __init__(self, layers):
        super().__init__(); self.W, self.b = [], []
        for i, (m, n) in enumerate(zip(layers[:-1], layers[1:])):
            std = np.sqrt(2. / (m + n)); self.W.append(tf.Variable(tf.random.truncated_normal([m, n], stddev=std, dtype=tf.float64, seed=i), name=f'w{i}')); self.b.append(tf.Variable(tf.zeros([1, n], tf.float64)))
        self.lam = tf.Variable(.5, dtype=tf.float64, name='lambda')
    def call(self, X):
        H = X
        for W, b in zip(self.W[:-1], self.b[:-1]): H = tf.tanh(H @ W + b)
        return H @ self.W[-1] + self.b[-1]
net = PINN([2, 8, 8, 1]); pts = tf.random.stateless_uniform([12, 2], [1, 2], dtype=tf.float64)
def residual(x, y):
    with tf.GradientTape(persistent=True) as t2:
        t2.watch([x, y])
        with tf.GradientTape(persistent=True) as t1: t1.watch([x, y]); u = net(tf.concat([x, y], 1))
        ux, uy = t1.gradient(u, x), t1.gradient(u, y)
    return t2.gradient(ux, x) + t2.gradient(uy, y) + net.lam * u - tf.sin(np.pi * x) * tf.sin(np.pi * y), u
opt = tf.keras.optimizers.Adam(1e-2)
@tf.function
def step():
    with tf.GradientTape() as t: r, u = residual(pts[:, :1], pts[:, 1:]); l = tf.reduce_mean(r**2)
    g = t.gradient(l, tvs); opt.apply_gradients(zip(g, tvs)); return l, g
tvs = [*net.W, *net.b, net.lam]; print(len(net.trainable_variables), len(tvs))
for i in range(4): l, g = step(); print(i, l.numpy(), tf.linalg.global_norm([q for q in g if q is not None]).numpy(), [q is None for q in g].count(True))
print(net.lam)
# flatten gradients for L-BFGS
def flat(vs): return tf.concat([tf.reshape(v, [-1]) for v in vs], 0)
print(flat(tvs).shape, flat(g).dtype)
idx = tf.dynamic_partition(tf.range(3), [0, 1, 0], 2); print(idx)
# third-order KdV residual with tf.gradients inside tf.function
@tf.function
def kdv(x):
    u = tf.sin(2. * x) * tf.exp(-x); ux = tf.gradients(u, x)[0]; uxx = tf.gradients(ux, x)[0]; return tf.gradients(uxx, x)[0] + u * ux
print(kdv(tf.constant([.1, .5], tf.float64)))
# weak form: integral with trapezoid, deep ritz energy
with tf.GradientTape() as t:
    x = tf.linspace(tf.constant(0., tf.float64), 1., 9)[:, None]
    with tf.GradientTape() as s: s.watch(x); u = net(tf.concat([x, x], 1)) * x * (1. - x)
    du = s.gradient(u, x); e = tf.reduce_mean(.5 * du**2 - u)
print(e, t.gradient(e, net.W[0])[0])
