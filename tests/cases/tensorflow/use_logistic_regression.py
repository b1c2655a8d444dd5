import tensorflow as tf
X = tf.constant([[0.5, 1.0], [2.0, -1.0], [-1.5, 0.3], [1.0, 1.0]]); y = tf.constant([[1.0], [0.0], [1.0], [0.0]])
w = tf.Variable([[0.1], [-0.2]]); b = tf.Variable([0.0])
opt = tf.keras.optimizers.Adam(learning_rate=0.1)
history = []
for _ in range(10):
  with tf.GradientTape() as tape:
    logits = tf.matmul(X, w) + b
    loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=logits)) + 0.01 * tf.nn.l2_loss(w)
  grads = tape.gradient(loss, [w, b])
  opt.apply_gradients(zip(grads, [w, b]))
  history.append(float(loss))
accuracy = tf.reduce_mean(tf.cast(tf.equal(tf.cast(logits > 0, tf.float32), y), tf.float32))
print([f"{h:.4f}" for h in history], float(accuracy))
