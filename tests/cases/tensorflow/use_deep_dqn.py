import numpy as np
import tensorflow as tf
from tensorflow import keras
keras.utils.set_random_seed(0)
def make():
  inputs = keras.layers.Input(shape=(4,))
  h = keras.layers.Dense(16, activation="relu")(inputs)
  v = keras.layers.Dense(1)(h); a = keras.layers.Dense(2)(h)
  q = keras.layers.Lambda(lambda z: z[0] + z[1] - tf.reduce_mean(z[1], axis=1, keepdims=True))([v, a])
  return keras.Model(inputs=inputs, outputs=q)
q, target = make(), make()
target.set_weights(q.get_weights())
rng = np.random.RandomState(1)
s, s2 = rng.randn(8, 4).astype(np.float32), rng.randn(8, 4).astype(np.float32)
a, r, d = rng.randint(0, 2, 8), rng.randn(8).astype(np.float32), (rng.rand(8) < 0.2).astype(np.float32)
opt = keras.optimizers.Adam(1e-2, clipnorm=1.0); huber = keras.losses.Huber()
for it in range(5):
  fut = target.predict(s2, verbose=0)
  y = r + 0.99 * tf.reduce_max(fut, axis=1) * (1 - d)
  masks = tf.one_hot(a, 2)
  with tf.GradientTape() as tape:
    qa = tf.reduce_sum(tf.multiply(q(s), masks), axis=1)
    loss = huber(y, qa)
  g = tape.gradient(loss, q.trainable_variables)
  opt.apply_gradients(zip(g, q.trainable_variables))
for w, tw in zip(q.trainable_variables, target.trainable_variables): tw.assign(0.9 * tw + 0.1 * w)
print(float(loss), target.get_weights()[-1])
