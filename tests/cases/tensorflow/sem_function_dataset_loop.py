import tensorflow as tf
x = tf.constant(2.); v = tf.Variable(3.)
ds = tf.data.Dataset.range(1, 4)
@tf.function
def loop(x):
    tot = x * 0.
    for e in ds: tot += x * tf.cast(e, tf.float32)
    return tot
with tf.GradientTape(persistent=True) as t: t.watch(x); l = loop(x)
print(l, t.gradient(l, x))
@tf.function
def brk(x):
    s = x
    for e in ds:
        if e > 1: break
        s = s * x
    return s + x
with tf.GradientTape() as t: t.watch(x); l = brk(x)
print(l, t.gradient(l, x))
@tf.function
def app():
    l = tf.constant(0.)
    for e in ds.batch(2): l = tf.reduce_sum(tf.cast(e, tf.float32)) * v
    return l
with tf.GradientTape() as t: l = app()
print(l, t.gradient(l, v))
@tf.function
def fr(x):
    s = 0.
    for i in tf.range(3): s += x * tf.cast(i, tf.float32)
    return s
with tf.GradientTape() as t: t.watch(x); l = fr(x)
print(l, t.gradient(l, x))
it = iter(ds)
@tf.function
def one(x): return x * tf.cast(next(it), tf.float32)
with tf.GradientTape() as t: t.watch(x); l = one(x)
print(l, t.gradient(l, x))
