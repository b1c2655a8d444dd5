import numpy as np
import tensorflow as tf
def msg(f):
  try:
    return f()
  except Exception as e:
    return f"{type(e).__name__}: {e}"
x = tf.Variable(2.0)
with tf.GradientTape(persistent=True) as t:
  y = x * x
out = {
  'none target': msg(lambda: t.gradient(None, x)),
  'float target': msg(lambda: t.gradient(4.0, x)),
  'np target': msg(lambda: t.gradient(y.numpy(), x)),
  'np array target': msg(lambda: t.gradient(np.array([1.0]), x)),
  'float source': msg(lambda: t.gradient(y, 2.0)),
  'none source': msg(lambda: t.gradient(y, None)),
  'none among': msg(lambda: t.gradient(y, [x, None])),
  'string source': msg(lambda: t.gradient(y, 'x')),
  'int target': msg(lambda: t.gradient(tf.constant(3), x)),
  'shape': msg(lambda: t.gradient(y.shape, x)),
}
for k, v in out.items():
  print(k, '->', v)
