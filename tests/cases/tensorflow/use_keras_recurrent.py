import numpy as np
import tensorflow as tf
L = tf.keras.layers
def trial(make, *shapes, steps=10, ints=None, **call):
  tf.keras.utils.set_random_seed(3)
  layer = make()
  rng = np.random.RandomState(0)
  xs = [tf.constant(rng.randn(*s).astype("float32")) if ints is None else tf.constant(rng.randint(0, ints, s)) for s in shapes]
  x = xs[0] if len(xs) == 1 else xs
  opt = tf.keras.optimizers.SGD(0.1)
  out = []
  for n in range(steps):
    with tf.GradientTape() as tape:
      tape.watch(xs)
      y = layer(x, **call)
      ys = y if isinstance(y, (list, tuple)) else [y]
      loss = sum(tf.reduce_mean((v - tf.reshape(tf.cos(2.0 * tf.range(float(tf.size(v)))), v.shape)) ** 2) for v in ys) + sum(layer.losses)
    gs = tape.gradient(loss, [xs, layer.trainable_variables])
    if n == 0: out += [y, gs]
    if layer.trainable_variables: opt.apply_gradients(zip(gs[1], layer.trainable_variables))
  out += [float(loss), layer.get_weights(), [v.path for v in layer.weights], [tuple(v.shape) for v in layer.non_trainable_variables], layer(x), layer.name]
  return out
rnn = trial(lambda: L.SimpleRNN(3), (2, 4, 2))
lstm = trial(lambda: L.LSTM(3), (2, 4, 2))
lstms = trial(lambda: L.LSTM(3, return_sequences=True, return_state=True), (2, 4, 2))
gru = trial(lambda: L.GRU(3, return_sequences=True), (2, 4, 2))
gru0 = trial(lambda: L.GRU(3, reset_after=False, go_backwards=True), (2, 4, 2))
bi = trial(lambda: L.Bidirectional(L.LSTM(2, return_sequences=True)), (2, 3, 2))
bis = trial(lambda: L.Bidirectional(L.GRU(2), merge_mode="sum"), (2, 3, 2))
td = trial(lambda: L.TimeDistributed(L.Dense(3)), (2, 3, 2))
cells = trial(lambda: L.RNN([L.LSTMCell(3), L.LSTMCell(2)]), (2, 3, 2))
lcell = trial(lambda: L.RNN(L.GRUCell(2), return_sequences=True), (2, 3, 2))
ldrop = trial(lambda: L.LSTM(3, dropout=0.3, recurrent_dropout=0.2), (2, 4, 2), training=True)
for k in ['rnn', 'lstm', 'lstms', 'gru', 'gru0', 'bi', 'bis', 'td', 'cells', 'lcell', 'ldrop']:
  print(k, globals()[k][2], globals()[k][4], globals()[k][5], globals()[k][7])
