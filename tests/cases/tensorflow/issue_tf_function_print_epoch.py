import tensorflow as tf
x = tf.Variable([2.0, 1.0]); opt = tf.keras.optimizers.Adam(0.1)
@tf.function
def train():
  with tf.GradientTape() as tape:
    loss = tf.reduce_sum(tf.square(x - [1.0, 3.0]))
  opt.apply_gradients(zip(tape.gradient(loss, [x]), [x]))
  return loss
for epoch in range(3):
  loss = train()
  tf.print('epoch', epoch, 'loss', loss)
  print(f'epoch {epoch} loss {loss:.4f}')
print(x)
