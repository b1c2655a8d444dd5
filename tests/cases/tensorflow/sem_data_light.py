import tensorflow as tf
import numpy as np
ds = tf.data.Dataset.from_tensor_slices((np.arange(6, dtype=np.float32), np.arange(6, dtype=np.float32) * 2)).batch(4)
w = tf.Variable(0.0)
for step, (x, y) in enumerate(ds.repeat(2)):
  with tf.GradientTape() as t: l = tf.reduce_mean((w * x - y) ** 2)
  w.assign_sub(.01 * t.gradient(l, w))
  print(step, x.shape, float(l))
r = tf.data.Dataset.range(5).map(lambda i: tf.cast(i, tf.float32) * 2.0)
print([float(a) for a in r], list(r.as_numpy_iterator()), next(iter(r.batch(2))))
