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
c2 = trial(lambda: L.Conv2D(3, 3, activation="relu"), (2, 6, 6, 2))
c2s = trial(lambda: L.Conv2D(4, (3, 2), strides=2, padding="same"), (1, 5, 6, 2))
c2d = trial(lambda: L.Conv2D(2, 3, dilation_rate=2, padding="same", use_bias=False), (1, 6, 6, 2))
c2g = trial(lambda: L.Conv2D(4, 2, groups=2), (1, 4, 4, 2))
c1 = trial(lambda: L.Conv1D(3, 3, padding="causal", dilation_rate=2), (2, 7, 2))
c1s = trial(lambda: L.Conv1D(3, 2, strides=2, activation="tanh"), (2, 7, 2))
c3 = trial(lambda: L.Conv3D(2, 2), (1, 3, 4, 4, 2))
ct = trial(lambda: L.Conv2DTranspose(3, 3, strides=2, padding="same"), (1, 4, 4, 2))
ctv = trial(lambda: L.Conv2DTranspose(2, 3, strides=2, activation="sigmoid"), (1, 3, 4, 2))
cto = trial(lambda: L.Conv2DTranspose(2, 4, strides=1), (1, 3, 4, 2))
c1t = trial(lambda: L.Conv1DTranspose(2, 3, strides=2, padding="same"), (1, 4, 2))
dw = trial(lambda: L.DepthwiseConv2D(3, depth_multiplier=2, padding="same"), (1, 5, 5, 2))
sep = trial(lambda: L.SeparableConv2D(3, 3), (1, 5, 5, 2))
ctop = trial(lambda: L.Conv2DTranspose(2, 3, strides=2, padding="same", output_padding=1), (1, 3, 4, 2))
for k in ['c2', 'c2s', 'c2d', 'c2g', 'c1', 'c1s', 'c3', 'ct', 'ctv', 'cto', 'c1t', 'dw', 'sep', 'ctop']:
  print(k, globals()[k][2], globals()[k][4], globals()[k][5], globals()[k][7])
