import tensorflow as tf
import numpy as np
np.random.seed(42)
X = np.random.rand(40, 3).astype(np.float32); y = (X @ np.array([[1.], [-2.], [.5]], np.float32)) + .3
W, b = tf.Variable(tf.zeros([3, 1])), tf.Variable(0.)
def random_batch(X, y, batch_size=8):
  idx = np.random.randint(len(X), size=batch_size); return X[idx], y[idx]
loss_fn = tf.keras.losses.MeanSquaredError(); mean_loss = tf.keras.metrics.Mean(name='mean_loss'); metrics = [tf.keras.metrics.MeanAbsoluteError()]
opt = tf.keras.optimizers.SGD(learning_rate=.1)
def print_status_bar(step, total, loss, metrics=None):
  m = " - ".join([f"{m.name}: {m.result():.4f}" for m in [loss] + (metrics or [])])
  print(f"\r{step}/{total} - " + m, end="" if step < total else "\n")
for epoch in range(1, 3):
  print("Epoch {}/{}".format(epoch, 2))
  for step in range(1, 6):
    Xb, yb = random_batch(X, y)
    with tf.GradientTape() as tape:
      yp = Xb @ W + b; main = tf.reduce_mean(loss_fn(yb, yp)); loss = tf.add_n([main] + [1e-3 * tf.nn.l2_loss(W)])
    grads = tape.gradient(loss, [W, b]); opt.apply_gradients(zip(grads, [W, b])); mean_loss(loss)
    for m in metrics: m(yb, yp)
    print_status_bar(step, 5, mean_loss, metrics)
  for m in [mean_loss] + metrics: m.reset_state()
