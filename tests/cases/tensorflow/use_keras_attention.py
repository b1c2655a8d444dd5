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
at = trial(lambda: L.Attention(), (2, 3, 4), (2, 5, 4))
ats = trial(lambda: L.Attention(use_scale=True, score_mode="concat"), (2, 3, 4), (2, 5, 4))
aa = trial(lambda: L.AdditiveAttention(), (2, 3, 4), (2, 5, 4))
atc = trial(lambda: L.Attention(), (2, 3, 4), (2, 3, 4), use_causal_mask=True)
for k in ['at', 'ats', 'aa', 'atc']:
  print(k, globals()[k][2], globals()[k][4], globals()[k][5], globals()[k][7])
