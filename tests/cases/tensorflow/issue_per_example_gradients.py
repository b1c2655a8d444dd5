import tensorflow as tf
w = tf.Variable([0.5, -1.0]); X = tf.constant([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]); y = tf.constant([1.0, 0.0, 2.0])
with tf.GradientTape() as t:
  losses = (tf.linalg.matvec(X, w) - y) ** 2
per = t.jacobian(losses, w)
one_by_one = []
for i in range(3):
  with tf.GradientTape() as t:
    l = (tf.tensordot(X[i], w, 1) - y[i]) ** 2
  one_by_one.append(t.gradient(l, w))
same = bool(tf.reduce_all(tf.abs(per - tf.stack(one_by_one)) < 1e-5))
print(per, same)
