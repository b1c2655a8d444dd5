import numpy as np
import tensorflow as tf
tf.random.set_seed(1); tf.keras.utils.set_random_seed(1)
class Feedback(tf.keras.Model):
  def __init__(self, units, out_steps):
    super().__init__(); self.out_steps = out_steps; self.units = units
    self.cell = tf.keras.layers.LSTMCell(units); self.rnn = tf.keras.layers.RNN(self.cell, return_state=True); self.dense = tf.keras.layers.Dense(2)
  def warmup(self, inputs):
    x, *state = self.rnn(inputs)
    return self.dense(x), state
  def call(self, inputs, training=None):
    predictions = []
    prediction, state = self.warmup(inputs)
    predictions.append(prediction)
    for n in range(1, self.out_steps):
      x, state = self.cell(prediction, states=state, training=training)
      prediction = self.dense(x); predictions.append(prediction)
    return tf.transpose(tf.stack(predictions), [1, 0, 2])
f = Feedback(4, 3)
x = np.sin(np.arange(24.0)).reshape(3, 4, 2).astype("float32"); y = np.cos(np.arange(18.0)).reshape(3, 3, 2).astype("float32")
f.compile(loss=tf.keras.losses.MeanSquaredError(), optimizer=tf.keras.optimizers.Adam(0.01), metrics=[tf.keras.metrics.MeanAbsoluteError()])
h = f.fit(x, y, epochs=3, verbose=0).history
print(h, f(x).shape)
