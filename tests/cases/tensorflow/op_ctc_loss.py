import tensorflow as tf
import numpy as np
rng = np.random.RandomState(0)
logits = tf.Variable(rng.randn(6, 2, 4).astype("float32")); labels = tf.constant([[1, 2, 2], [3, 0, 0]])
with tf.GradientTape() as t:
  l = tf.nn.ctc_loss(labels=labels, logits=logits, label_length=[3, 1], logit_length=[6, 4], blank_index=0, logits_time_major=True)
print(l, t.gradient(l, logits))
