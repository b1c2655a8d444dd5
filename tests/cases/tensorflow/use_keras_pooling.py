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
mp = trial(lambda: L.MaxPooling2D(), (1, 5, 4, 2))
mps = trial(lambda: L.MaxPool2D(3, strides=2, padding="same"), (1, 5, 4, 2))
ap = trial(lambda: L.AveragePooling2D((2, 1)), (1, 5, 4, 2))
aps = trial(lambda: L.AvgPool2D(2, padding="same"), (1, 5, 5, 2))
mp1 = trial(lambda: L.MaxPooling1D(2), (1, 5, 2))
ap1 = trial(lambda: L.AveragePooling1D(2, 1), (1, 5, 2))
mp3 = trial(lambda: L.MaxPooling3D(2), (1, 4, 4, 2, 1))
ga = trial(lambda: L.GlobalAveragePooling2D(), (2, 3, 3, 2))
gm = trial(lambda: L.GlobalMaxPooling2D(keepdims=True), (2, 3, 3, 2))
ga1 = trial(lambda: L.GlobalAveragePooling1D(), (2, 3, 2))
gm1 = trial(lambda: L.GlobalMaxPool1D(), (2, 3, 2))
fl = trial(lambda: L.Flatten(), (2, 3, 2))
rs = trial(lambda: L.Reshape((3, -1)), (2, 6))
pm = trial(lambda: L.Permute((2, 1)), (2, 3, 2))
rv = trial(lambda: L.RepeatVector(3), (2, 2))
zp = trial(lambda: L.ZeroPadding2D(((1, 0), (2, 1))), (1, 2, 2, 1))
cr = trial(lambda: L.Cropping2D(1), (1, 4, 4, 1))
up = trial(lambda: L.UpSampling2D((2, 3)), (1, 2, 2, 1))
up1 = trial(lambda: L.UpSampling1D(2), (1, 2, 2))
zp1 = trial(lambda: L.ZeroPadding1D(2), (1, 2, 2))
resc = trial(lambda: L.Rescaling(0.5, 1.0), (1, 2, 2))
add = trial(lambda: L.Add(), (2, 3), (2, 3), (2, 3))
sub = trial(lambda: L.Subtract(), (2, 3), (2, 3))
mul = trial(lambda: L.Multiply(), (2, 3), (2, 3))
avg = trial(lambda: L.Average(), (2, 3), (2, 3))
mx = trial(lambda: L.Maximum(), (2, 3), (2, 3))
mn = trial(lambda: L.Minimum(), (2, 3), (2, 3))
cat = trial(lambda: L.Concatenate(axis=1), (2, 3), (2, 2))
dot = trial(lambda: L.Dot(axes=1), (2, 3), (2, 3))
dotn = trial(lambda: L.Dot(axes=(2, 1), normalize=True), (2, 3, 4), (2, 4, 3))
for k in ['mp', 'mps', 'ap', 'aps', 'mp1', 'ap1', 'mp3', 'ga', 'gm', 'ga1', 'gm1', 'fl', 'rs', 'pm', 'rv', 'zp', 'cr', 'up', 'up1', 'zp1', 'resc', 'add', 'sub', 'mul', 'avg', 'mx', 'mn', 'cat', 'dot', 'dotn']:
  print(k, globals()[k][2], globals()[k][4], globals()[k][5], globals()[k][7])
