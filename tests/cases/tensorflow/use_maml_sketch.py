import tensorflow as tf
theta = tf.Variable(1.0); tasks = [(2.0, 3.0), (-1.0, 0.5)]
meta = []
for step in range(3):
  with tf.GradientTape() as outer:
    total = 0.0
    for x, y in tasks:
      with tf.GradientTape() as inner:
        inner_loss = (theta * x - y) ** 2
      g = inner.gradient(inner_loss, theta)
      adapted = theta - 0.1 * g
      total += (adapted * x - y) ** 2
  meta_g = outer.gradient(total, theta)
  theta.assign_sub(0.05 * meta_g)
  meta.append(float(meta_g))
print(meta, theta.numpy())
