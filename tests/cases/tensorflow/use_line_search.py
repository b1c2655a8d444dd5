import tensorflow as tf
x = tf.Variable([-1.2, 1.0], dtype=tf.float64)
def f(p):
  return 100.0 * (p[1] - p[0] ** 2) ** 2 + (1.0 - p[0]) ** 2
for _ in range(8):
  with tf.GradientTape() as t:
    y = f(x)
  g = t.gradient(y, x)
  step = 1.0
  while f(x - step * g) > y - 1e-4 * step * tf.reduce_sum(g * g):
    step *= 0.5
  x.assign(x - step * g)
print(y.numpy(), x.numpy(), step)
