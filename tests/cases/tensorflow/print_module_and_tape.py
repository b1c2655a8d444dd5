import tensorflow as tf
v = tf.Variable(1.0, name='v')
with tf.GradientTape() as t:
  y = v * 2.0
print(type(t).__name__, type(y).__name__, type(v).__name__)
print(t.gradient(y, v), tf.__version__, tf.executing_eagerly())
print(tf.constant([1.0]).numpy().dtype, tf.constant(3).numpy() + 1, type(tf.constant(3).numpy() + 1).__name__)
print(y.numpy().item(), y.numpy() == 2.0, [y.numpy()], {'y': float(y)}, (int(y),))
print(*[tf.constant(1.0), tf.constant(2)], sep=' | ')
