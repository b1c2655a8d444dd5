import tensorflow as tf
x = tf.Variable(1.0)
with tf.GradientTape(persistent=True) as t:
  y = x * x
  x.assign(5.0)
  z = x * x
print(t.gradient(y, x), t.gradient(z, x), t.gradient([y, z], x))
v = tf.Variable([0., 0., 0.]); w = tf.Variable(2.0)
with tf.GradientTape() as t:
  for i in range(3): v[i].assign(w * i)
  l = tf.reduce_sum(v)
print(t.gradient(l, w), v)
with tf.GradientTape() as t:
  l = tf.reduce_sum(tf.stack([w * i for i in range(3)]))
print(t.gradient(l, w))
with tf.GradientTape() as t:
  buf = tf.zeros([3])
  for i in range(3): buf = tf.tensor_scatter_nd_update(buf, [[i]], [w * i * i])
  l = tf.reduce_sum(buf)
print(t.gradient(l, w))
