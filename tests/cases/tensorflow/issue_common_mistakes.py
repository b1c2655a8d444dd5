import tensorflow as tf, numpy as np
def tryit(f):
  try: print("ok", f())
  except Exception as e: print(type(e).__name__, str(e)[:140])
x = tf.constant(3.0)
with tf.GradientTape() as t: y = x * x
tryit(lambda: t.gradient(y, x))
v = tf.Variable(3.0)
with tf.GradientTape() as t: y = v.numpy() ** 2
tryit(lambda: t.gradient(y, v))
with tf.GradientTape() as t: y = tf.constant(v.numpy()) ** 2
tryit(lambda: t.gradient(y, v))
with tf.GradientTape() as t: y = np.square(v)
tryit(lambda: t.gradient(y, v))
with tf.GradientTape() as t: y = tf.cast(v, tf.int32) * 2
tryit(lambda: t.gradient(y, v))
y = v * v
with tf.GradientTape() as t: z = y * 1.0
tryit(lambda: t.gradient(z, v))
with tf.GradientTape() as t: y = v * v
v = v - 0.1 * t.gradient(y, v); print(v, type(v).__name__)
with tf.GradientTape() as t: y = v * v
tryit(lambda: t.gradient(y, v))
w = tf.Variable(2, dtype=tf.int32)
with tf.GradientTape() as t: y = w * w
tryit(lambda: t.gradient(y, w))
a = tf.Variable([1.0, 2.0])
with tf.GradientTape() as t: y = a[0] ** 2
tryit(lambda: t.gradient(y, a)); 
with tf.GradientTape() as t: y = [a[0] ** 2, a[1]]
tryit(lambda: t.gradient(y, a))
with tf.GradientTape() as t: y = float(a[0]) * a[1]
tryit(lambda: t.gradient(y, a))
with tf.GradientTape() as t:
  y = 0.0
  for i in range(2): y += a[i] ** 2
tryit(lambda: t.gradient(y, a))
with tf.GradientTape() as t: y = tf.reduce_sum(tf.where(a > 1.5, tf.sqrt(a - 1.5), 0.0))
tryit(lambda: t.gradient(y, a))
with tf.GradientTape() as t: y = tf.norm(a - a)
tryit(lambda: t.gradient(y, a))
with tf.GradientTape() as t: y = tf.reduce_max(a); b = tf.argmax(a)
tryit(lambda: (t.gradient(y, a), b))
opt = tf.keras.optimizers.SGD(0.1)
with tf.GradientTape() as t: y = tf.reduce_sum(a)
g = t.gradient(y, [a]); tryit(lambda: opt.apply_gradients(zip(g, [a]))); tryit(lambda: opt.apply_gradients([(None, a)])); tryit(lambda: opt.minimize(lambda: tf.reduce_sum(a ** 2), [a])); print(a)
tryit(lambda: opt.apply_gradients([(g[0], tf.Variable([1.0, 1.0]))]))
