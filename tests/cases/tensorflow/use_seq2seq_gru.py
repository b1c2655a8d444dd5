import numpy as np
import tensorflow as tf
tf.keras.utils.set_random_seed(8)
class Encoder(tf.keras.Model):
  def __init__(self, vocab, dim, units):
    super().__init__(); self.units = units
    self.emb = tf.keras.layers.Embedding(vocab, dim)
    self.gru = tf.keras.layers.GRU(units, return_sequences=True, return_state=True, recurrent_initializer="glorot_uniform")
  def call(self, x, hidden):
    return self.gru(self.emb(x), initial_state=hidden)
class Bahdanau(tf.keras.layers.Layer):
  def __init__(self, units):
    super().__init__(); self.W1 = tf.keras.layers.Dense(units); self.W2 = tf.keras.layers.Dense(units); self.V = tf.keras.layers.Dense(1)
  def call(self, query, values):
    q = tf.expand_dims(query, 1)
    score = self.V(tf.nn.tanh(self.W1(q) + self.W2(values)))
    w = tf.nn.softmax(score, axis=1)
    return tf.reduce_sum(w * values, axis=1), w
enc = Encoder(9, 4, 5); att = Bahdanau(6); emb = tf.keras.layers.Embedding(7, 4); gru = tf.keras.layers.GRU(5, return_sequences=True, return_state=True); fc = tf.keras.layers.Dense(7)
loss_obj = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction="none")
def loss_function(real, pred):
  mask = tf.math.logical_not(tf.math.equal(real, 0))
  l = loss_obj(real, pred)
  return tf.reduce_mean(l * tf.cast(mask, dtype=l.dtype))
inp = tf.constant([[1, 2, 3, 0], [4, 5, 6, 7]]); targ = tf.constant([[1, 3, 2, 0], [1, 4, 5, 2]])
opt = tf.keras.optimizers.Adam(0.01)
for it in range(3):
  loss = 0.0
  with tf.GradientTape() as tape:
    out, h = enc(inp, tf.zeros((2, 5)))
    d = tf.expand_dims([1] * 2, 1)
    for t in range(1, 4):
      c, w = att(h, out)
      x = tf.concat([tf.expand_dims(c, 1), emb(d)], axis=-1)
      o, h = gru(x, initial_state=h)
      pred = fc(tf.reshape(o, (-1, o.shape[2])))
      loss += loss_function(targ[:, t], pred)
      d = tf.expand_dims(targ[:, t], 1)
  vs = enc.trainable_variables + att.trainable_variables + emb.trainable_variables + gru.trainable_variables + fc.trainable_variables
  g = tape.gradient(loss, vs)
  opt.apply_gradients(zip(g, vs))
print(float(loss / 4), len(vs), w.shape)
