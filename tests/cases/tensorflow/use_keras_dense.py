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
dense = trial(lambda: L.Dense(3, activation="relu"), (4, 2))
dense3 = trial(lambda: L.Dense(3, activation="tanh", use_bias=False, kernel_regularizer="l2"), (2, 3, 2))
reg = trial(lambda: L.Dense(2, kernel_regularizer=tf.keras.regularizers.L1L2(0.01, 0.02), bias_regularizer=tf.keras.regularizers.l1(0.1), activity_regularizer=tf.keras.regularizers.L2(0.1), bias_initializer="random_normal"), (4, 2))
con = trial(lambda: L.Dense(2, kernel_constraint=tf.keras.constraints.MaxNorm(0.5), bias_constraint="non_neg", kernel_initializer="he_normal"), (4, 2))
ortho = trial(lambda: L.Dense(4, kernel_initializer="orthogonal", activation=tf.nn.elu), (4, 2))
ein = trial(lambda: L.EinsumDense("abc,cd->abd", output_shape=(None, 4), bias_axes="d"), (2, 3, 5))
emb = trial(lambda: L.Embedding(7, 3), (2, 4), ints=7)
act = trial(lambda: L.Activation("softplus"), (2, 4))
relu = trial(lambda: L.ReLU(max_value=1.0, negative_slope=0.1), (2, 4))
lrelu = trial(lambda: L.LeakyReLU(0.1), (2, 4))
lrelu2 = trial(lambda: L.LeakyReLU(), (2, 4))
elu = trial(lambda: L.ELU(0.5), (2, 4))
prelu = trial(lambda: L.PReLU(alpha_initializer="ones"), (2, 4))
soft = trial(lambda: L.Softmax(), (2, 4))
lam = trial(lambda: L.Lambda(lambda x: x ** 2 + 1), (2, 4))
for k in ['dense', 'dense3', 'reg', 'con', 'ortho', 'ein', 'emb', 'act', 'relu', 'lrelu', 'lrelu2', 'elu', 'prelu', 'soft', 'lam']:
  print(k, globals()[k][2], globals()[k][4], globals()[k][5], globals()[k][7])
