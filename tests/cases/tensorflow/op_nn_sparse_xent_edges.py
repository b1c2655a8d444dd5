import tensorflow as tf
def msg(f):
  try:
    return f()
  except Exception as e:
    return f"{type(e).__name__}: {e}"
logits = tf.Variable([[100.0, -100.0], [0.0, 0.0]])
with tf.GradientTape() as t2:
  with tf.GradientTape() as t:
    loss = tf.nn.sparse_softmax_cross_entropy_with_logits([1, 0], logits)
  g = t.gradient(loss, logits)
h = t2.gradient(g, logits)
sig = tf.Variable([100.0, -100.0, 0.0])
with tf.GradientTape() as t2:
  with tf.GradientTape() as t:
    loss2 = tf.nn.sigmoid_cross_entropy_with_logits(labels=[1.0, 1.0, 0.0], logits=sig)
  g2 = t.gradient(loss2, sig)
h2 = t2.gradient(g2, sig)
out = {
  'positional': msg(lambda: tf.nn.sparse_softmax_cross_entropy_with_logits([1, 0], logits)),
  'rank': msg(lambda: tf.nn.sparse_softmax_cross_entropy_with_logits([[1, 0]], logits)),
  'float labels': msg(lambda: tf.nn.sparse_softmax_cross_entropy_with_logits([1.0, 0.0], logits)),
  'sigmoid shapes': msg(lambda: tf.nn.sigmoid_cross_entropy_with_logits(labels=[1.0], logits=sig)),
}
print(loss, g, h); print(loss2, g2, h2)
for k, v in out.items():
  print(k, '->', v)
