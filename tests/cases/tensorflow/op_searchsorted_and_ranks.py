import tensorflow as tf
x = tf.Variable([2., 1.5])
with tf.GradientTape(persistent=True) as t:
    a = tf.searchsorted(tf.constant([1., 2., 3.]), x)
    b = tf.cast(a, tf.float32) * 2.
    c = tf.gather(tf.constant([1., 2., 3., 4.]), a) * x
    rows = tf.Variable([1., 2., 3.])
    d = tf.cast(tf.searchsorted(rows, [2.5]), tf.float32)
print(t.gradient(b, x), t.gradient(c, x), t.gradient(a, x), t.gradient(d, rows))
print(tf.searchsorted([1, 2, 3], [2, 4]), tf.searchsorted([[1., 2.], [3., 4.]], [[1.5], [5.]], side="right"))
for f in (lambda: tf.searchsorted([1., 2.], [[0.], [3.]], out_type=tf.int64), lambda: tf.searchsorted(tf.constant([1., 3.]), 2.), lambda: tf.searchsorted([[1., 2.]], [0.]), lambda: tf.searchsorted([1, 2], [1.]), lambda: tf.searchsorted([1., 2.], [1.], side="x"), lambda: tf.searchsorted(1., [1.])):
    try: print(f())
    except Exception as e: print(type(e).__name__, str(e)[:200])
def t(a, b):
    with tf.GradientTape(persistent=True) as tape:
        x = tf.ones(b); tape.watch(x); y = tf.ones(a) * tf.reduce_sum(x)
    try: print(tape.batch_jacobian(y, x).shape)
    except Exception as e: print(a, b, type(e).__name__, str(e)[:120])
for a, b in (([], []), ([2], []), ([], [2]), ([2], [3]), ([2], [2]), ([2, 1], [3]), ([2, 1], [3, 1]), ([3], [2, 1]), ([2, 2], []), ([], [2, 2]), ([2, 1], [2])): t(a, b)
en = tf.experimental.numpy
en.random.seed(3)
print(en.random.randint(0, 9, [3]), en.random.randint(5, size=(2, 2)), en.random.poisson(3., [2]), en.random.poisson(30., (2, 2)), en.random.poisson(2.), hasattr(en.random, "normal"))
