import tensorflow as tf
w = tf.Variable(5.0); b = tf.Variable(0.0)
opt = tf.keras.optimizers.SGD(0.05)
@tf.function
def train_step(x, y):
  with tf.GradientTape() as tape:
    loss = tf.reduce_mean((w * x + b - y) ** 2)
  grads = tape.gradient(loss, [w, b])
  opt.apply_gradients(zip(grads, [w, b]))
  return loss
X = tf.constant([0.0, 1.0, 2.0]); Y = 2.0 * X + 1.0
losses = [float(train_step(X, Y)) for _ in range(20)]
print(f"{losses[0]:.4f} {losses[-1]:.4f} {w.numpy():.4f} {b.numpy():.4f}")
