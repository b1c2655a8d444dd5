import tensorflow as tf
x = tf.Variable([5.0, -3.0]); velocity = tf.zeros([2]); A = tf.constant([[3.0, 0.5], [0.5, 1.0]])
values = []
for i in range(25):
  with tf.GradientTape() as t:
    f = 0.5 * tf.tensordot(x, tf.linalg.matvec(A, x), 1)
  g = t.gradient(f, x)
  velocity = 0.8 * velocity - 0.1 * g
  x.assign_add(velocity)
  values.append(f.numpy())
print([round(float(v), 4) for v in values[::6]], x.numpy())
