# Playing with tf.custom_gradient, stop_gradient and unconnected gradients
import tensorflow as tf


@tf.custom_gradient
def log1pexp(x):
    e = tf.exp(x)

    def grad(upstream):
        return upstream * (1 - 1 / (1 + e))
    return tf.math.log(1 + e), grad


@tf.custom_gradient
def reverse_gradient(x):
    def grad(dy):
        return -0.5 * dy
    return tf.identity(x), grad


def straight_through_round(x):
    return x + tf.stop_gradient(tf.round(x) - x)


x = tf.constant([-2.0, 0.5, 100.0])
w = tf.Variable([1.3, 2.8])
unused = tf.Variable([[1.0, 2.0]])

# 1. numerically stable softplus (log1pexp(100) overflows in float32, its gradient does not)
with tf.GradientTape() as tape:
    tape.watch(x)
    y = log1pexp(x)
dx = tape.gradient(y, x)

# 2. adversarial part + straight-through estimator
with tf.GradientTape(persistent=True) as tape:
    features = tf.sin(w) * 3.0
    task = tf.reduce_sum(features ** 2)
    domain = tf.reduce_sum(reverse_gradient(features) ** 2)
    total = task + domain
    quantised = tf.reduce_sum(straight_through_round(w * 2.0) ** 2)
    frozen = tf.reduce_sum(w * tf.stop_gradient(w))

g_task = tape.gradient(task, w)
g_total = tape.gradient(total, w)
g_quantised = tape.gradient(quantised, w)
g_frozen = tape.gradient(frozen, w)
g_none = tape.gradient(total, unused)
g_zero = tape.gradient(total, unused, unconnected_gradients=tf.UnconnectedGradients.ZERO)
g_dict = tape.gradient(task, {'w': w, 'unused': unused}, unconnected_gradients='zero')

for name in ('dx', 'g_task', 'g_total', 'g_quantised', 'g_frozen', 'g_none', 'g_zero', 'g_dict'):
    print(name, '=', globals()[name])
