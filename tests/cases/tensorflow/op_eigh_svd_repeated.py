import tensorflow as tf
A = tf.Variable([[2.0, 0.0], [0.0, 2.0]], dtype=tf.float64)
with tf.GradientTape(persistent=True) as t:
  e, v = tf.linalg.eigh(A)
  s, u, w = tf.linalg.svd(A)
  l = tf.reduce_sum(v); l2 = tf.reduce_sum(u * w); l3 = tf.reduce_sum(e ** 2); l4 = tf.reduce_sum(s ** 3)
  l5 = tf.reduce_sum(v ** 2 * [[1., 2.], [3., 4.]])
for q in (l, l2, l3, l4, l5): print(t.gradient(q, A))
B = tf.Variable([[2.0, 0.0, 0.0], [0.0, 2.0, 0.0], [0.0, 0.0, 5.0]], dtype=tf.float64)
with tf.GradientTape(persistent=True) as t:
  e, v = tf.linalg.eigh(B)
  l = tf.reduce_sum(v ** 2 * tf.reshape(tf.range(9, dtype=tf.float64), [3, 3]))
  s, u, w = tf.linalg.svd(B)
  l2 = tf.reduce_sum(u * w * tf.reshape(tf.range(9, dtype=tf.float64), [3, 3]))
print(t.gradient(l, B), t.gradient(l2, B))
