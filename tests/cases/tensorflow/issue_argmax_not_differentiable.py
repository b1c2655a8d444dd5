import tensorflow as tf
x = tf.Variable([1.0, 5.0, 2.0])
with tf.GradientTape(persistent=True) as t:
  hard = tf.cast(tf.argmax(x), tf.float32)
  onehot = tf.reduce_sum(tf.one_hot(tf.argmax(x), 3) * x)
  soft = tf.reduce_sum(tf.nn.softmax(10.0 * x) * tf.range(3.0))
  mask = tf.reduce_sum(tf.cast(x > 1.5, tf.float32) * x)
  rounded = tf.reduce_sum(tf.round(x))
g_hard = t.gradient(hard, x)
g_onehot = t.gradient(onehot, x)
g_soft = t.gradient(soft, x)
g_mask = t.gradient(mask, x)
g_rounded = t.gradient(rounded, x)
print(g_hard, g_onehot, g_soft, g_mask, g_rounded)
