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
bn = trial(lambda: L.BatchNormalization(), (4, 3), training=True)
bn4 = trial(lambda: L.BatchNormalization(momentum=0.9, epsilon=1e-5), (2, 3, 3, 2), training=True)
bni = trial(lambda: L.BatchNormalization(scale=False), (4, 3))
bna = trial(lambda: L.BatchNormalization(axis=1, center=False), (4, 3, 2), training=True)
ln = trial(lambda: L.LayerNormalization(), (4, 3))
ln2 = trial(lambda: L.LayerNormalization(axis=[1, 2], epsilon=1e-6), (2, 3, 2))
gn = trial(lambda: L.GroupNormalization(2), (2, 3, 4))
un = trial(lambda: L.UnitNormalization(), (2, 3))
drop = trial(lambda: L.Dropout(0.4), (4, 5), training=True)
drops = trial(lambda: L.Dropout(0.4, seed=5), (4, 5), training=True)
dropn = trial(lambda: L.Dropout(0.5, noise_shape=(None, 1)), (4, 5), training=True)
dropi = trial(lambda: L.Dropout(0.4), (4, 5))
gno = trial(lambda: L.GaussianNoise(0.4), (4, 5), training=True)
gd = trial(lambda: L.GaussianDropout(0.4), (4, 5), training=True)
ad = trial(lambda: L.AlphaDropout(0.4), (4, 5), training=True)
sd = trial(lambda: L.SpatialDropout1D(0.4), (2, 3, 5), training=True)
ar = trial(lambda: L.ActivityRegularization(0.1, 0.2), (2, 3))
for k in ['bn', 'bn4', 'bni', 'bna', 'ln', 'ln2', 'gn', 'un', 'drop', 'drops', 'dropn', 'dropi', 'gno', 'gd', 'ad', 'sd', 'ar']:
  print(k, globals()[k][2], globals()[k][4], globals()[k][5], globals()[k][7])
