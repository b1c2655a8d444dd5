import numpy as np
import tensorflow as tf
def tryit(f):
  try: print("ok", f())
  except Exception as e: print(type(e).__name__, str(e)[:150])
x = tf.constant([1.0, 2.0, 3.0])
tryit(lambda: tf.boolean_mask(x, tf.one_hot(1, 3)))
tryit(lambda: tf.boolean_mask(x, [True, False, True]))
with tf.GradientTape() as t:
  t.watch(x); s = tf.strings.as_string(tf.reduce_sum(x))
tryit(lambda: t.gradient(s, x))
with tf.GradientTape() as t:
  t.watch(x); s = tf.constant("a")
tryit(lambda: t.gradient(s, x))
w = tf.Variable(x * 2)
with tf.GradientTape() as t:
  y = tf.reduce_sum(tf.Variable(w * 2) * w)
tryit(lambda: t.gradient(y, w))
class T(tf.test.TestCase):
  def runTest(self): pass
tc = T()
tryit(lambda: tc.assertAllClose([[1.0, 2.0], [3.0, 4.0]], tf.constant([[1.0, 2.0], [3.0, 4.0]])))
tryit(lambda: tc.assertAllClose([tf.constant(1.0), [tf.constant(2.0)]], [1.0, [2.0]]))
ds = tf.data.Dataset.from_tensor_slices(np.arange(4.0).reshape(4, 1)).batch(2)
