import numpy as np
import tensorflow as tf
def msg(f):
  try:
    return f()
  except Exception as e:
    return f"{type(e).__name__}: {e}"
v = tf.Variable([1.0, 2.0], name='v'); n = tf.Variable(3)
def iadd():
  global v
  v += 1.0
def imul():
  global v
  v *= 2.0
out = {
  'shape': msg(lambda: v.assign([1.0, 2.0, 3.0])), 'scalar': msg(lambda: v.assign(1.0)), 'add shape': msg(lambda: v.assign_add([1.0, 2.0, 3.0])), 'dtype': msg(lambda: v.assign(tf.constant([1, 2]))), 'float to int': msg(lambda: n.assign(2.5)), 'f64 array': msg(lambda: v.assign(np.array([3.0, 4.0])).numpy().tolist()),
  'iadd': msg(iadd), 'imul': msg(imul), 'ragged': msg(lambda: tf.Variable([[1.0], [1.0, 2.0]])), 'string add': msg(lambda: v + 'a'), 'no value': msg(lambda: tf.Variable()),
}
for k, v in out.items():
  print(k, '->', v)
print(v)
