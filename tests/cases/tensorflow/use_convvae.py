import numpy as np
import tensorflow as tf
tf.keras.utils.set_random_seed(6)
class CVAE(tf.keras.Model):
  def __init__(self, latent_dim):
    super().__init__()
    self.latent_dim = latent_dim
    self.encoder = tf.keras.Sequential([tf.keras.layers.InputLayer(shape=(8, 8, 1)), tf.keras.layers.Conv2D(4, 3, strides=(2, 2), activation="relu"), tf.keras.layers.Flatten(), tf.keras.layers.Dense(latent_dim + latent_dim)])
    self.decoder = tf.keras.Sequential([tf.keras.layers.InputLayer(shape=(latent_dim,)), tf.keras.layers.Dense(units=4 * 4 * 4, activation=tf.nn.relu), tf.keras.layers.Reshape(target_shape=(4, 4, 4)), tf.keras.layers.Conv2DTranspose(filters=1, kernel_size=3, strides=2, padding="same")])
  @tf.function
  def sample(self, eps=None):
    if eps is None: eps = tf.random.normal(shape=(3, self.latent_dim))
    return self.decode(eps, apply_sigmoid=True)
  def encode(self, x):
    mean, logvar = tf.split(self.encoder(x), num_or_size_splits=2, axis=1)
    return mean, logvar
  def reparameterize(self, mean, logvar):
    eps = tf.random.normal(shape=mean.shape)
    return eps * tf.exp(logvar * .5) + mean
  def decode(self, z, apply_sigmoid=False):
    logits = self.decoder(z)
    return tf.sigmoid(logits) if apply_sigmoid else logits
opt = tf.keras.optimizers.Adam(1e-3)
def log_normal_pdf(sample, mean, logvar, raxis=1):
  log2pi = tf.math.log(2. * np.pi)
  return tf.reduce_sum(-.5 * ((sample - mean) ** 2. * tf.exp(-logvar) + logvar + log2pi), axis=raxis)
def compute_loss(model, x):
  mean, logvar = model.encode(x)
  z = model.reparameterize(mean, logvar)
  x_logit = model.decode(z)
  ce = tf.nn.sigmoid_cross_entropy_with_logits(logits=x_logit, labels=x)
  logpx_z = -tf.reduce_sum(ce, axis=[1, 2, 3])
  return -tf.reduce_mean(logpx_z + log_normal_pdf(z, 0., 0.) - log_normal_pdf(z, mean, logvar))
@tf.function
def train_step(model, x, optimizer):
  with tf.GradientTape() as tape:
    loss = compute_loss(model, x)
  optimizer.apply_gradients(zip(tape.gradient(loss, model.trainable_variables), model.trainable_variables))
model = CVAE(2)
x = (np.random.RandomState(0).rand(12, 8, 8, 1) > 0.5).astype("float32")
ds = tf.data.Dataset.from_tensor_slices(x).shuffle(12).batch(4)
met = tf.keras.metrics.Mean()
for epoch in range(2):
  for b in ds: train_step(model, b, opt)
for b in ds: met(compute_loss(model, b))
print(-met.result(), tf.reduce_mean(model.sample()))
w = model.decoder.get_weights()[-1]
