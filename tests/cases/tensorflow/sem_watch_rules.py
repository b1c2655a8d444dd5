import tensorflow as tf
import numpy as np
def msg(f):
  try:
    return f()
  except Exception as e:
    return f"{type(e).__name__}: {e}"
c = tf.constant(2.0); d = tf.constant(3.0); v = tf.Variable(4.0)
with tf.GradientTape(persistent=True) as t:
  early = c * c
  t.watch(c)
  late = c * c
  t.watch([d, v])
  p = c * d * v
g_early = t.gradient(early, c)
g_late = t.gradient(late, c)
g_p = t.gradient(p, [c, d, v])
with tf.GradientTape(persistent=True) as t:
  t.watch(v)
  y = c * v
  t.watch(c)
g_y = t.gradient(y, [c, v])
with tf.GradientTape(persistent=True) as t:
  t.watch({'a': c, 'b': (d,)})
  y = c * d
g_dict = t.gradient(y, {'a': c, 'b': (d,)})
def bad(o):
  with tf.GradientTape() as t:
    t.watch(o)
e = [msg(lambda o=o: bad(o)) for o in (1.0, [1.0, 2.0], None, 'a')]
e_np = msg(lambda: bad(np.array([1.0])))
e_none = bad([])
print(g_early, g_late, g_p, g_y, g_dict, e, e_np, e_none, sep='\n')
