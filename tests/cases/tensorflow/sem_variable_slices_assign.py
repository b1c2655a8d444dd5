import tensorflow as tf
def msg(f):
  try:
    return f()
  except Exception as e:
    return f"{type(e).__name__}: {e}"
v = tf.Variable(tf.reshape(tf.range(12.0), [3, 4]))
v[0].assign([9., 9., 9., 9.]); print(v.numpy())
v[1, 2].assign(-1.0); v[:, 0].assign(tf.zeros([3])); v[1:, 2:].assign(tf.ones([2, 2]) * 7); print(v.numpy())
print(msg(lambda: v[0].assign([1., 2.])))
print(msg(lambda: v.__setitem__(0, 1.0)))
print(v.scatter_update(tf.IndexedSlices(tf.ones([1, 4]), [2])).numpy())
print(v.scatter_add(tf.IndexedSlices(tf.ones([2, 4]), [0, 0])).numpy())
print(v.scatter_nd_update([[0, 1], [2, 2]], [100., 200.]).numpy())
print(v.scatter_nd_add([[0], [1]], tf.ones([2, 4])).numpy())
print(v.scatter_sub(tf.IndexedSlices(tf.ones([1, 4]), [1])).numpy())
print(v.scatter_mul(tf.IndexedSlices(tf.ones([1, 4]) * 2, [1])).numpy()); print(v.scatter_div(tf.IndexedSlices(tf.ones([1, 4]) * 2, [0])).numpy()); print(v.scatter_max(tf.IndexedSlices(tf.ones([1, 4]) * 50, [0])).numpy()); print(v.scatter_min(tf.IndexedSlices(tf.ones([1, 4]), [0])).numpy())
print(v.sparse_read([0, 2]).numpy(), v.gather_nd([[0, 1]]).numpy())
with tf.GradientTape() as t:
  y = tf.reduce_sum(v.sparse_read([0, 2]) ** 2)
print(t.gradient(y, v))
with tf.GradientTape() as t:
  y = tf.reduce_sum(v ** 2)
  v.assign(v * 2.0)
  y += tf.reduce_sum(v)
print(t.gradient(y, v))
u = tf.Variable(1.0)
with tf.GradientTape() as t:
  w = u.assign_add(2.0)
  y = w * u
print(t.gradient(y, u), w is u)
print(u.assign(5.0, read_value=False), u.read_value(), u.value())
