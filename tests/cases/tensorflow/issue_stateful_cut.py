import tensorflow as tf
x0 = tf.Variable(3.0); x1 = tf.Variable(0.0)
with tf.GradientTape() as tape:
  x1.assign_add(x0)
  y = x1 ** 2
g = tape.gradient(y, x0)
g_list = None
with tf.GradientTape() as tape:
  y = (x1 + x0) ** 2
g_list = tape.gradient(y, [x0, x1])
print(g, g_list)
