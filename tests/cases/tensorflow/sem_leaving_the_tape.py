import math
import numpy as np
import tensorflow as tf
def msg(f):
  try:
    return f()
  except Exception as e:
    return f"{type(e).__name__}: {e}"
x = tf.Variable(2.0); v = tf.Variable([1.0, 2.0])
with tf.GradientTape(persistent=True) as t:
  a = tf.constant(x.numpy()) * 3.0
  b = tf.constant(float(x)) * 3.0
  c = tf.constant(np.sin(x)) * x
  d = tf.constant(math.sin(x)) * x
  e = x * np.array([1.0, 2.0], np.float32)
  f = np.float32(2) * x
  h = tf.convert_to_tensor(x) * 2.0
  i = np.add(v, 1.0)
  j = tf.Variable(x * 2.0) * 3.0
  k = x.value() * 4.0
  l = x.read_value() * 5.0
g_a = t.gradient(a, x)
g_b = t.gradient(b, x)
g_c = t.gradient(c, x)
g_d = t.gradient(d, x)
g_e = t.gradient(e, x)
g_f = t.gradient(f, x)
g_h = t.gradient(h, x)
g_i = msg(lambda: t.gradient(i, v))
g_j = t.gradient(j, x)
g_k = t.gradient(k, x)
g_l = t.gradient(l, x)
kinds = [type(n).__name__ for n in (a, e, f, h, i, j, k)]
print(g_a, g_b, g_c, g_d, g_e, g_f, g_h, g_i, g_j, g_k, g_l, kinds)
