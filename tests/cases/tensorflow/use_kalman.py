import tensorflow as tf
q = tf.Variable(0.1, dtype=tf.float64); r = tf.Variable(0.5, dtype=tf.float64)
zs = tf.constant([0.39, 0.50, 0.48, 0.29, 0.25, 0.32, 0.34, 0.48], tf.float64)
opt = tf.keras.optimizers.Adam(0.05)
@tf.function
def nll():
  x = tf.constant(0.0, tf.float64); p = tf.constant(1.0, tf.float64); ll = tf.constant(0.0, tf.float64)
  for z in zs:
    p = p + tf.exp(q)
    s = p + tf.exp(r)
    k = p / s
    e = z - x
    ll += 0.5 * (tf.math.log(s) + e * e / s)
    x = x + k * e
    p = (1.0 - k) * p
  return ll
for i in range(5):
  with tf.GradientTape() as t: l = nll()
  g = t.gradient(l, [q, r]); opt.apply_gradients(zip(g, [q, r]))
print(l, g, q, r)
