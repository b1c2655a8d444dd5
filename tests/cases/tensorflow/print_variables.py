import tensorflow as tf
a = tf.Variable(1.5); b = tf.Variable([1, 2, 3], name='counts'); c = tf.Variable([[0.1, 0.2], [0.3, 0.4]], dtype=tf.float64, name='m'); d = tf.Variable(True); e = tf.Variable(['x', 'y'])
for v in (a, b, c, d, e):
  print(v)
  print(repr(v))
  print(f"{v}")
  print(v.numpy(), v.value(), v.read_value())
print((a, b)); print({'w': c}); print([a.numpy(), b.numpy()]); print(a.shape, b.shape, c.shape); print(a.assign(2.5)); print(a.assign_add(1.0))
