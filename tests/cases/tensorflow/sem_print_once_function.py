import tensorflow as tf
calls = []
def body(x):
  calls.append(1)
  return x * x
x = tf.constant(2.0)
with tf.GradientTape() as t:
  t.watch(x)
  y = body(x) + body(x)
g = t.gradient(y, x)
n = len(calls)
print(n, y, g)
