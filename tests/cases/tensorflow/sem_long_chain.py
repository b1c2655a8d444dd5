import tensorflow as tf
x = tf.Variable(1.0)
with tf.GradientTape() as t:
  y = x * 1.0
  for _ in range(2000):
    y = y * 1.0005
g = t.gradient(y, x)
del t
print(float(g) > 2.7, round(float(g), 3))
