import tensorflow as tf
import numpy as np
tf.keras.utils.set_random_seed(1)
D = tf.keras.Sequential([tf.keras.layers.Dense(6, input_shape=(2,)), tf.keras.layers.LeakyReLU(0.2), tf.keras.layers.Dense(1)])
G = tf.keras.Sequential([tf.keras.layers.Dense(6, activation="relu", input_shape=(3,)), tf.keras.layers.Dense(2)])
real = tf.constant(np.random.randn(4, 2).astype("float32"))
dopt = tf.keras.optimizers.Adam(1e-2, beta_1=0.5, beta_2=0.9); gopt = tf.keras.optimizers.Adam(1e-2)
@tf.function
def step(real):
  z = tf.random.normal([4, 3], seed=5)
  with tf.GradientTape() as tape:
    fake = G(z, training=True)
    eps = tf.random.uniform([4, 1], seed=6)
    xi = real * eps + (1 - eps) * fake
    with tf.GradientTape() as gp:
      gp.watch(xi); o = D(xi)
    gr = gp.gradient(o, xi)
    n = tf.sqrt(tf.reduce_sum(tf.square(gr), axis=1) + 1e-12)
    loss = tf.reduce_mean(D(fake)) - tf.reduce_mean(D(real)) + 10.0 * tf.reduce_mean((n - 1.0) ** 2)
  dopt.apply_gradients(zip(tape.gradient(loss, D.trainable_variables), D.trainable_variables))
  with tf.GradientTape() as tape:
    gl = -tf.reduce_mean(D(G(z, training=True)))
  gopt.apply_gradients(zip(tape.gradient(gl, G.trainable_variables), G.trainable_variables))
  return loss, gl
for i in range(3): l, gl = step(real)
print(float(l), float(gl))
print(D.layers[0].kernel, G.get_weights()[0])
