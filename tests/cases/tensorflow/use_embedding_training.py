import tensorflow as tf
table = tf.Variable([[0.1, 0.2], [0.3, -0.1], [0.0, 0.5], [-0.4, 0.2]]); pairs = [(0, 1, 1.0), (1, 2, 0.0), (0, 3, 1.0)]
for _ in range(3):
  for a, b, label in pairs:
    with tf.GradientTape() as t:
      u, v = tf.nn.embedding_lookup(table, a), tf.nn.embedding_lookup(table, b)
      loss = tf.nn.sigmoid_cross_entropy_with_logits(labels=label, logits=tf.reduce_sum(u * v))
    g = t.gradient(loss, table)
    table.assign_sub(0.5 * tf.convert_to_tensor(g))
kind = type(g).__name__
print(kind, table.numpy().round(4).tolist())
