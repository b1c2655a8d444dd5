import numpy as np
import tensorflow as tf
rng = np.random.RandomState(1)
X = tf.constant(rng.rand(20, 2).astype('float32')); true_w = tf.constant([[2.0], [-3.0]])
y = X @ true_w + 0.5
w = tf.Variable(tf.zeros([2, 1])); b = tf.Variable(0.0)
for step in range(100):
  with tf.GradientTape() as tape:
    loss = tf.reduce_mean(tf.square(X @ w + b - y))
  dw, db = tape.gradient(loss, [w, b])
  w.assign_sub(0.5 * dw)
  b.assign_sub(0.5 * db)
print(f"loss {loss.numpy():.4f}"); print(w.numpy().round(3).tolist(), round(float(b), 3))
