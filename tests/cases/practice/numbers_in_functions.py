import tensorflow as tf


@tf.function
def f(x):
    return float(x) * x + tf.cast(int(x), tf.float32) * x + abs(x)


@tf.function
def g(x):
    return float(x)


@tf.function
def k(x):
    s = 0.0
    for i in range(int(x)):
        s += x * float(i)
    return s, int(2.5), float("3"), len(tf.stack([x, x]))


@tf.function
def m(x):
    n = float(tf.reduce_sum(x))
    return x / n


x = tf.Variable(2.5)
with tf.GradientTape(persistent=True) as t:
    y, z, d, q = f(x), g(x), g(tf.cast(x, tf.float64)), m(x)
print(y, z, d, q, [t.gradient(v, x) for v in (y, z, d, q)])
with tf.GradientTape() as t:
    y, *rest = k(x)
print(y, rest, t.gradient(y, x))
with tf.GradientTape() as t:
    y = float(x) * x
print(y, t.gradient(y, x))
