import tensorflow as tf, numpy as np
tf.random.set_seed(77)
y = tf.constant([1.2, .7, 2.1, 1.9, 1.4]); mu, rho = tf.Variable(0., name='mu'), tf.Variable(-1., name='rho'); opt = tf.keras.optimizers.Adam(.1)
for i in range(4):
    e = tf.random.normal([16])
    with tf.GradientTape() as t:
        s = tf.math.softplus(rho); z = mu + s * e; lj = tf.reduce_sum(-.5 * (y[None] - z[:, None])**2, 1) - .5 * z**2 / 9.; lq = -.5 * e**2 - tf.math.log(s); elbo = tf.reduce_mean(lj - lq); loss = -elbo
    g = t.gradient(loss, [mu, rho]); opt.apply_gradients(zip(g, [mu, rho])); print(f'{i} elbo {elbo:.5f}', [float(q) for q in g])
x = tf.Variable([.5, -1.])
def hmc(x, step=.1, L=5):
    def U(x): return tf.reduce_sum(.5 * x**2 + .25 * x**4)
    def gU(x):
        with tf.GradientTape() as t: t.watch(x); u = U(x)
        return t.gradient(u, x)
    p = tf.random.normal([2], seed=4); x0, p0 = x, p; p = p - .5 * step * gU(x)
    for i in range(L): x = x + step * p; p = p - (step if i < L - 1 else .5 * step) * gU(x)
    dH = U(x) + .5 * tf.reduce_sum(p**2) - U(x0) - .5 * tf.reduce_sum(p0**2); return (x if tf.math.log(tf.random.uniform([], seed=5)) < -dH else x0), dH
cur = tf.identity(x)
for i in range(4): cur, dh = hmc(cur); print(cur.numpy(), float(dh))
for i in range(2):
    n = tf.random.normal([2], seed=8); 
    with tf.GradientTape() as t: u = tf.reduce_sum(x**4)
    x.assign_sub(.01 * t.gradient(u, x) - tf.sqrt(.02) * n); tf.print('langevin', x); print(x.numpy())
# score function estimator, gumbel-softmax straight through, vq-vae
lg = tf.Variable([.1, .5, -.3]); r = tf.constant([1., 2., 3.]); a = tf.random.categorical(lg[None], 20, seed=1)[0]
with tf.GradientTape() as t: lp = tf.nn.log_softmax(lg); l = -tf.reduce_mean(tf.gather(lp, a) * tf.gather(r, a))
print(a.numpy(), t.gradient(l, lg))
gum = -tf.math.log(-tf.math.log(tf.random.stateless_uniform([3], [5, 6])))
with tf.GradientTape() as t: ys = tf.nn.softmax((lg + gum) / .5); yh = tf.one_hot(tf.argmax(ys), 3); yst = tf.stop_gradient(yh - ys) + ys; l = tf.reduce_sum(yst * r)
print(yst, t.gradient(l, lg))
cb = tf.Variable(tf.random.stateless_normal([4, 2], [2, 2])); z = tf.Variable(tf.random.stateless_normal([3, 2], [3, 3]))
with tf.GradientTape() as t:
    d = tf.reduce_sum(z**2, 1, keepdims=True) + tf.reduce_sum(cb**2, 1) - 2. * tf.matmul(z, cb, transpose_b=True); k = tf.argmin(d, 1); q = tf.matmul(tf.one_hot(k, 4), cb); loss = .25 * tf.reduce_mean((tf.stop_gradient(q) - z)**2) + tf.reduce_mean((q - tf.stop_gradient(z))**2); qs = z + tf.stop_gradient(q - z); loss += tf.reduce_sum(qs**2)
gz, gc = t.gradient(loss, [z, cb]); print(k.numpy(), gz, gc, sep='\n')
w = tf.Variable([.3, .7]); m = tf.Variable([-1., 1.]); xs = tf.constant([-.9, .8, 1.1])
with tf.GradientTape() as t: ll = tf.reduce_sum(tf.reduce_logsumexp(tf.nn.log_softmax(w) - .5 * (xs[:, None] - m)**2 - .5 * np.log(2 * np.pi), 1))
print(ll, *t.gradient(ll, [w, m])); b = tf.random.stateless_uniform([4], [1, 5]) < .5; print(b, tf.random.uniform([3], 0, 10, dtype=tf.int64, seed=2), tf.random.normal([2], dtype=tf.float64, seed=9), tf.random.stateless_truncated_normal([2], [1, 2]))
