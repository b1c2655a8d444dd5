import tensorflow as tf
w = tf.Variable(2.0)
opt = tf.keras.optimizers.SGD(0.1)
@tf.function
def train_step(x, y):
  print("Tracing train_step")
  with tf.GradientTape() as tape:
    loss = (w * x - y) ** 2
  g = tape.gradient(loss, w)
  opt.apply_gradients([(g, w)])
  return loss
for x, y in [(1.0, 3.0), (2.0, 6.0), (0.5, 1.5)]:
  l = train_step(tf.constant(x), tf.constant(y))
  print(f"loss {l:.4f} w {w.numpy():.4f}")
