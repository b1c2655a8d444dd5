import numpy as np
import tensorflow as tf
tf.keras.utils.set_random_seed(5)
class GAN(tf.keras.Model):
  def __init__(self, d, g, dim):
    super().__init__()
    self.d, self.g, self.dim = d, g, dim
    self.dm = tf.keras.metrics.Mean(name="d_loss"); self.gm = tf.keras.metrics.Mean(name="g_loss")
  def compile(self, do, go, loss_fn):
    super().compile()
    self.do, self.go, self.loss_fn = do, go, loss_fn
  @property
  def metrics(self): return [self.dm, self.gm]
  def train_step(self, real):
    n = tf.shape(real)[0]
    z = tf.random.normal(shape=(n, self.dim))
    fake = self.g(z)
    both = tf.concat([fake, real], 0)
    labels = tf.concat([tf.ones((n, 1)), tf.zeros((n, 1))], 0)
    labels += 0.05 * tf.random.uniform(tf.shape(labels))
    with tf.GradientTape() as tape:
      dl = self.loss_fn(labels, self.d(both))
    self.do.apply_gradients(zip(tape.gradient(dl, self.d.trainable_weights), self.d.trainable_weights))
    z = tf.random.normal(shape=(n, self.dim))
    with tf.GradientTape() as tape:
      gl = self.loss_fn(tf.zeros((n, 1)), self.d(self.g(z)))
    self.go.apply_gradients(zip(tape.gradient(gl, self.g.trainable_weights), self.g.trainable_weights))
    self.dm.update_state(dl); self.gm.update_state(gl)
    return {"d_loss": self.dm.result(), "g_loss": self.gm.result()}
d = tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(4), tf.keras.layers.LeakyReLU(negative_slope=0.2), tf.keras.layers.Dense(1)])
g = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(4, "relu"), tf.keras.layers.Dense(2)])
gan = GAN(d, g, 3)
gan.compile(tf.keras.optimizers.Adam(0.01), tf.keras.optimizers.Adam(0.01), tf.keras.losses.BinaryCrossentropy(from_logits=True))
data = np.random.RandomState(0).randn(20, 2).astype("float32")
hist = gan.fit(data, epochs=2, batch_size=8, verbose=0).history
dw, gw = d.get_weights(), g.get_weights()
print(hist)
class Custom(tf.keras.Model):
  def train_step(self, data):
    x, y = data
    with tf.GradientTape() as tape:
      p = self(x, training=True)
      loss = self.compute_loss(x=x, y=y, y_pred=p)
    grads = tape.gradient(loss, self.trainable_variables)
    self.optimizer.apply(grads, self.trainable_variables)
    for m in self.metrics:
      if m.name == "loss": m.update_state(loss)
      else: m.update_state(y, p)
    return {m.name: m.result() for m in self.metrics}
i = tf.keras.Input((2,)); m = Custom(i, tf.keras.layers.Dense(1)(i))
m.compile("adam", "mse", metrics=["mae"])
h = m.fit(data, data[:, :1] * 2, epochs=2, verbose=0).history
print(h, m.name, m)
class VAE(tf.keras.Model):
  def __init__(self):
    super().__init__(); self.enc = tf.keras.layers.Dense(4); self.dec = tf.keras.layers.Dense(2); self.seed_gen = tf.keras.random.SeedGenerator(7)
  def call(self, x):
    m, lv = tf.split(self.enc(x), 2, axis=1)
    e = tf.keras.random.normal(tf.shape(m), seed=self.seed_gen)
    self.add_loss(-0.5 * tf.reduce_mean(1 + lv - m ** 2 - tf.exp(lv)))
    return self.dec(m + tf.exp(0.5 * lv) * e)
v = VAE(); v.compile("adam", "mse")
h6 = v.fit(data, data, epochs=2, verbose=0).history
print(h6, [w.path for w in v.weights])
