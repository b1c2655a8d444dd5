import tensorflow as tf
x = tf.Variable(3.0)
def collatz_like(x):
  n = 0
  while x > 1.5:
    x = x / 2 if int(x) % 2 == 0 else x * .5 + .1
    n += 1
  return x, n
with tf.GradientTape() as t: y, n = collatz_like(x)
print(y, n, t.gradient(y, x))
with tf.GradientTape() as t:
  y = tf.constant(0.0)
  for i in tf.range(4):
    if i % 2 == 0: y += x ** tf.cast(i, tf.float32)
    elif tf.equal(i, 3): y -= x
    else: continue
print(y, t.gradient(y, x))
with tf.GradientTape() as t:
  parts = {k: x * k for k in range(1, 4)}
  y = sum(v ** 2 for k, v in parts.items() if v < 8) + max(parts.values()) - min(parts.values())
print(y, t.gradient(y, x))
with tf.GradientTape() as t:
  y = x
  for a in tf.constant([2., .5, 3.]): y = y * a if a > 1 else y + a
  for r in tf.ones([2, 2]): y += tf.reduce_sum(r * x)
  assert y > 0 and not y < 0 and (y > 1 or y < -1)
  z = y if tf.reduce_any(tf.constant([True, False])) else -y
print(z, t.gradient(z, x))
with tf.GradientTape() as t:
  try:
    y = x * 2; raise ValueError
  except ValueError: y = y * 3
  finally: y = y + 1
  f = lambda a, b=x: a * b
  y = f(y) + (lambda *a, **k: a[0] * k['w'])(x, w=x)
print(t.gradient(y, x))
from functools import reduce
with tf.GradientTape() as t: y = reduce(lambda a, b: a * b, [x] * 4) + sorted([x * 2, x * 1], key=float)[0] + any([x > 1]) + [x, x ** 2][tf.constant(1)]
print(t.gradient(y, x))
@tf.custom_gradient
def relu_guided(x): return tf.nn.relu(x), lambda dy: tf.cast(dy > 0, tf.float32) * tf.cast(x > 0, tf.float32) * dy
with tf.GradientTape() as t: y = relu_guided(x) * -1.0
print(t.gradient(y, x))
