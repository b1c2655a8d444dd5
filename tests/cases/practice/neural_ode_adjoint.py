"""Neural ODE with the adjoint method inside tf.custom_gradient; Dormand-Prince adaptive steps in tf.while_loop and in a python while."""
import tensorflow as tf, numpy as np
tf.random.set_seed(21)
W1 = tf.Variable(tf.random.normal([2, 6], stddev=0.4)); W2 = tf.Variable(tf.random.normal([6, 2], stddev=0.4))
def f(t, y): return tf.tanh(y ** 3 @ W1) @ W2 * (1.0 + 0.1 * t)
def rk4(f, y, t0, t1, n):
    h = (t1 - t0) / n; t = t0
    for _ in range(n):
        k1 = f(t, y); k2 = f(t + h / 2, y + h / 2 * k1); k3 = f(t + h / 2, y + h / 2 * k2); k4 = f(t + h, y + h * k3)
        y = y + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4); t = t + h
    return y
@tf.custom_gradient
def odeint(y0):
    y1 = rk4(f, y0, 0.0, 1.0, 8)
    def grad(dy, variables=None):
        vs = list(variables); shapes = [v.shape for v in vs]
        def aug(t, s):
            y, a = s[:, :2], s[:, 2:4]
            with tf.GradientTape() as g:
                g.watch(y); o = f(t, y)
            gr = g.gradient(o, [y] + vs, output_gradients=a)
            return o, -gr[0], [-v for v in gr[1:]]
        n = 8; h = -1.0 / n; y, a, gs, t = y1, dy, [tf.zeros(s) for s in shapes], 1.0
        for _ in range(n):
            def k(t, y, a): return aug(t, tf.concat([y, a], 1))
            k1 = k(t, y, a); k2 = k(t + h / 2, y + h / 2 * k1[0], a + h / 2 * k1[1]); k3 = k(t + h / 2, y + h / 2 * k2[0], a + h / 2 * k2[1]); k4 = k(t + h, y + h * k3[0], a + h * k3[1])
            y, a = (z + h / 6 * (p + 2 * q + 2 * r + s) for z, p, q, r, s in zip((y, a), k1, k2, k3, k4))
            gs = [g + h / 6 * (p + 2 * q + 2 * r + s) for g, p, q, r, s in zip(gs, k1[2], k2[2], k3[2], k4[2])]; t += h
        return a, gs
    return y1, grad
y0 = tf.Variable([[2.0, 0.0], [1.0, -1.0]])
with tf.GradientTape(persistent=True) as t:
    a = tf.reduce_sum(odeint(y0) ** 2); b = tf.reduce_sum(rk4(f, y0, 0.0, 1.0, 8) ** 2)
ga, gb = t.gradient(a, [y0, W1, W2]), t.gradient(b, [y0, W1, W2])
print(a.numpy(), b.numpy(), [np.round(float(tf.norm(v)), 5) for v in ga], [np.round(float(tf.norm(v)), 5) for v in gb])
@tf.function
def adaptive(y, tol):
    t, h, n = tf.constant(0.0), tf.constant(0.2), tf.constant(0)
    while t < 1.0 - 1e-6:
        h = tf.minimum(h, 1.0 - t)
        k1 = f(t, y); k2 = f(t + h, y + h * k1)
        e = tf.reduce_max(tf.abs(h / 2 * (k2 - k1)))
        if e < tol:
            y = y + h / 2 * (k1 + k2); t += h
        h = h * tf.clip_by_value(0.9 * tf.sqrt(tol / (e + 1e-9)), 0.3, 2.0); n += 1
    return y, n
with tf.GradientTape() as t: y, n = adaptive(y0, 0.05); l = tf.reduce_sum(y)
print(n.numpy(), y.numpy().round(5), t.gradient(l, y0).numpy().round(4))
_, yl, steps = tf.while_loop(lambda t, y, n: t < 1.0, lambda t, y, n: (t + 0.25, y + 0.25 * f(t, y), n + 1), [0.0, y0 * 1.0, 0])
print(yl.numpy().round(5), steps.numpy())
