import tensorflow as tf
def nth(f, x, n):
  if n == 0:
    return f(x)
  with tf.GradientTape() as t:
    t.watch(x)
    y = nth(f, x, n - 1)
  return t.gradient(y, x)
x = tf.constant(0.5, tf.float64)
coefficients = [nth(lambda x: tf.exp(x) * tf.sin(x), x, n).numpy() for n in range(6)]
print(coefficients)
