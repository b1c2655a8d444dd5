import tensorflow as tf
mean = tf.constant([0.08, 0.12, 0.05]); cov = tf.constant([[0.04, 0.01, 0.0], [0.01, 0.09, 0.005], [0.0, 0.005, 0.01]])
logits = tf.Variable([0.0, 0.0, 0.0])
opt = tf.keras.optimizers.Adam(0.1)
for _ in range(20):
  with tf.GradientTape() as t:
    w = tf.nn.softmax(logits)
    ret = tf.reduce_sum(w * mean)
    vol = tf.sqrt(tf.einsum('i,ij,j->', w, cov, w))
    loss = -(ret - 0.02) / vol
  g = t.gradient(loss, logits)
  opt.apply_gradients([(g, logits)])
print(f"{-loss.numpy():.4f}", w.numpy().round(3))
