import tensorflow as tf

x, w = tf.Variable(3.0), tf.Variable(1.0)


@tf.function
def several(x):
    return tf.constant(2.0) * 3.0, x * 2.0, tf.floor(x)


with tf.GradientTape(persistent=True) as t:
    p, q, r = several(x)
    c = tf.constant(2.0)
    t.watch(c)
    p2, q2, r2 = several(c)
print(t.gradient(p, x), t.gradient(r, x), t.gradient(p2, c), t.gradient(r2, c), t.gradient(q, x), t.gradient(q, p))


@tf.function
def flat(x):
    return tf.floor(x)


@tf.function
def cut(x):
    return tf.cast(tf.argmax(tf.stack([x, x])), tf.float32), tf.stop_gradient(x)


@tf.function
def apart(x):
    return x * 2.0, w * 3.0


with tf.GradientTape(persistent=True) as t:
    a, (b, c), (d, e) = flat(x), cut(x), apart(x)
    f = d * 2.0
print([t.gradient(y, x) for y in (a, b, c, d, e, f)], [t.gradient(y, w) for y in (a, b, c, d, e, f)])


@tf.function
def over(x, ds):
    total = tf.constant(0.0)
    for e in ds:
        total += e * x * x
    return total, x * 2.0


with tf.GradientTape(persistent=True) as t:
    p, q = over(x, tf.data.Dataset.from_tensor_slices([1.0, 2.0, 3.0]))
    r = p * q
print(p, q, t.gradient(p, x), t.gradient(r, q), t.gradient(r, x), t.gradient(p, q))
