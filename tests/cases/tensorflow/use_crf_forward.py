import tensorflow as tf
import numpy as np
em = tf.Variable(np.arange(12).reshape(4, 3).astype('float32') / 10); tr = tf.Variable(np.eye(3, dtype='float32') * .5); tags = [0, 1, 1, 2]
with tf.GradientTape() as t:
  a = em[0]
  for i in range(1, 4): a = tf.reduce_logsumexp(a[:, None] + tr, axis=0) + em[i]
  logZ = tf.reduce_logsumexp(a); score = tf.add_n([em[i, k] for i, k in enumerate(tags)]) + tf.add_n([tr[tags[i], tags[i + 1]] for i in range(3)])
  nll = logZ - score
ge, gt = t.gradient(nll, [em, tr]); print(nll, ge, gt)
