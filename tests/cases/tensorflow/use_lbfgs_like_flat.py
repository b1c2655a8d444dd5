import tensorflow as tf
import numpy as np
tf.keras.utils.set_random_seed(0)
model = tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(3, "tanh"), tf.keras.layers.Dense(1)])
x = tf.constant([[0.0, 1.0], [1.0, 0.5], [0.2, -0.4]]); y = tf.constant([[1.0], [0.0], [0.5]])
shapes = [tuple(v.shape) for v in model.trainable_variables]; sizes = [int(np.prod(s)) for s in shapes]
def assign(flat):
  for v, p, s in zip(model.trainable_variables, tf.split(flat, sizes), shapes): v.assign(tf.reshape(p, s))
def value_and_grad(flat):
  assign(tf.cast(flat, tf.float32))
  with tf.GradientTape() as tape: loss = tf.reduce_mean(tf.square(model(x) - y))
  return loss.numpy().astype(np.float64), tf.concat([tf.reshape(g, [-1]) for g in tape.gradient(loss, model.trainable_variables)], 0).numpy().astype(np.float64)
flat = tf.concat([tf.reshape(v, [-1]) for v in model.trainable_variables], 0).numpy()
for i in range(5):
  l, g = value_and_grad(flat); flat = flat - 0.5 * g
print(l, flat)
with tf.GradientTape() as t2:
  with tf.GradientTape() as t1: loss = tf.reduce_mean(tf.square(model(x) - y))
  g = t1.gradient(loss, model.trainable_variables)
h = t2.jacobian(g[0], model.trainable_variables[0])
print(h.shape, tf.linalg.trace(tf.reshape(h, [6, 6])))
