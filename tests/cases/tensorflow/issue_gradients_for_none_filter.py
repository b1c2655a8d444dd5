import tensorflow as tf
a = tf.Variable(1.0, name='a'); unused = tf.Variable(1.0, name='unused')
with tf.GradientTape() as tape:
  loss = a * a * 3.0
grads = tape.gradient(loss, [a, unused])
pairs = [(g, v) for g, v in zip(grads, [a, unused]) if g is not None]
filled = [tf.zeros_like(v) if g is None else g for g, v in zip(grads, [a, unused])]
norms = [None if g is None else tf.norm(g).numpy() for g in grads]
print(len(pairs), filled, norms)
