import tensorflow as tf, numpy as np
x = tf.Variable(2.0); d = tf.Variable(3.0, dtype=tf.float64); h = tf.Variable([1., 2.], dtype=tf.float16); bf = tf.Variable([1.5, 0.3], dtype=tf.bfloat16)
i = tf.Variable(3)
with tf.GradientTape(persistent=True) as t:
    a = tf.cast(x, tf.float64) * d
    b = tf.reduce_sum(tf.cast(h, tf.float32)**2) * x
    c = tf.cast(bf, tf.float32) * x
    e = x * tf.cast(i, tf.float32)
    f = tf.exp(h)
    k = tf.cast(tf.cast(x, tf.int32), tf.float32) * x
print(t.gradient(a, [x, d])); print(t.gradient(b, [h, x])); print(t.gradient(c, bf)); print(t.gradient(e, i)); print(t.gradient(e, x)); print(t.gradient(f, h)); print(t.gradient(k, x))
for fn in (lambda: x * d, lambda: x + 1j, lambda: tf.constant(1) + 2.5, lambda: tf.constant([1, 2]) / 2, lambda: tf.constant(1) * tf.constant(1.), lambda: x * np.float64(3.), lambda: x * np.array([1., 2.]), lambda: tf.constant([1., 2.]) * np.arange(2), lambda: tf.sqrt(4), lambda: tf.matmul(tf.ones([2, 2]), tf.ones([2, 2], tf.float64))):
    try: r = fn(); print(r)
    except Exception as ex: print(type(ex).__name__, str(ex).splitlines()[0][:170])
print(tf.constant([1.1, 2], tf.float16), tf.constant(3, tf.bfloat16), tf.constant(True), tf.constant([1, 2], tf.int8) + 127, tf.cast(3.99, tf.int32), tf.cast([-1.5, 2.5], tf.uint8))
print(tf.round([0.5, 1.5, 2.5, -0.5]), tf.constant(7) // -2, tf.constant(-7) % 3, tf.math.floormod(-7., 3.), tf.truncatediv(-7, 2), 1 / tf.constant(0.), tf.constant(5) / 2)
c1 = tf.Variable(1. + 2.j)
with tf.GradientTape() as t: q = tf.math.real(c1 * tf.math.conj(c1))
print(q, t.gradient(q, c1))
print(tf.as_dtype('float32').max, tf.float16.min, tf.int32.is_integer, x.dtype.as_numpy_dtype, tf.dtypes.as_dtype(np.float64))
with tf.GradientTape() as t:
    t.watch(tf.constant([1, 2])); 
    z = tf.constant([1, 2]) ** 2
print(t.gradient(z, tf.constant([1, 2])))
print(np.float32(x) * 2, x.numpy().dtype, float(d), int(i), bool(x > 1), f"{x.numpy():.3f}", f"{d:.2f}" if False else '')
