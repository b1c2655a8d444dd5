import numpy as np
import tensorflow as tf
tf.keras.utils.set_random_seed(1234)
np.random.seed(0)
class PINN(tf.keras.Model):
  def __init__(self, width=10):
    super().__init__()
    self.h1 = tf.keras.layers.Dense(width, activation="tanh", kernel_initializer="glorot_normal")
    self.h2 = tf.keras.layers.Dense(width, activation=tf.nn.tanh, kernel_initializer=tf.keras.initializers.GlorotNormal())
    self.out = tf.keras.layers.Dense(1)
    self.nu = self.add_weight(name="nu", shape=(), initializer=tf.keras.initializers.Constant(0.02))
  def call(self, X): return self.out(self.h2(self.h1(X)))
model = PINN()
x = tf.constant(np.random.uniform(-1, 1, (20, 1)), tf.float32); t = tf.constant(np.random.uniform(0, 1, (20, 1)), tf.float32)
x0 = tf.reshape(tf.linspace(-1.0, 1.0, 9), (-1, 1)); u0 = -tf.sin(np.pi * x0)
def residual():
  with tf.GradientTape(persistent=True) as t2:
    t2.watch(x)
    with tf.GradientTape(persistent=True) as t1:
      t1.watch([x, t])
      u = model(tf.concat([x, t], axis=1))
    u_x = t1.gradient(u, x); u_t = t1.gradient(u, t)
  u_xx = t2.gradient(u_x, x)
  return u_t + u * u_x - model.nu * u_xx
opt = tf.keras.optimizers.Adam(tf.keras.optimizers.schedules.PiecewiseConstantDecay([3], [1e-2, 5e-3]))
@tf.function
def step():
  with tf.GradientTape() as tape:
    loss = tf.reduce_mean(tf.square(residual())) + tf.reduce_mean(tf.square(model(tf.concat([x0, tf.zeros_like(x0)], 1)) - u0))
  g = tape.gradient(loss, model.trainable_variables)
  opt.apply_gradients(zip(g, model.trainable_variables))
  return loss
losses = [float(step()) for _ in range(5)]
print(losses, [v.name for v in model.trainable_variables])
