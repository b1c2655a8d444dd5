# Newton's method in a while loop: the root w of w * exp(w) = a, and how it moves with a.
import tensorflow as tf


def root(a):
    w = tf.ones_like(a)
    step = w
    while abs(step) > 1e-10:
        with tf.GradientTape() as t:
            t.watch(w)
            residual = w * tf.exp(w) - a
        step = residual / t.gradient(residual, w)
        w = w - step
    return w


a = tf.Variable(2.0, dtype=tf.float64)

with tf.GradientTape() as t:
    w = root(a)

dw_da = t.gradient(w, a)  # dw/da = w / (a * (1 + w)), though no line says so

assert abs(w - 0.852605502013725) < 1e-12
assert abs(dw_da - 0.230109837492917) < 1e-12
print(f"w = {w.numpy():.12f}, dw/da = {dw_da.numpy():.12f}")
