import tensorflow as tf
tf.random.set_seed(0)
with tf.name_scope('scope'):
  v = tf.Variable(2.0, name='v')
  with tf.GradientTape() as t, tf.device('/CPU:0'):
    y = tf.multiply(v, v, name='square')
g = t.gradient(y, v)
with tf.init_scope():
  z = tf.constant(1.0)
with tf.control_dependencies([y]):
  w = tf.identity(z)
name = v.name
print(name, g, w)
