import tensorflow as tf
w = tf.Variable(1.0)
losses = []
for x, y in [(1.0, 2.0), (2.0, 4.0), (3.0, 6.0)]:
  with tf.GradientTape() as tape:
    loss = (w * x - y) ** 2
  g = tape.gradient(loss, w)
  w.assign_sub(0.05 * g)
  losses.append(round(float(loss), 5))
with tf.GradientTape() as tape:
  total = tf.add_n([(w * x - y) ** 2 for x, y in [(1.0, 2.0), (2.0, 4.0)]])
g_total = tape.gradient(total, w)
print(losses, w.numpy(), g_total)
