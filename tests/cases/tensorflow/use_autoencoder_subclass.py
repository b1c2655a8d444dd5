import numpy as np
import tensorflow as tf
from tensorflow.keras import layers, losses
from tensorflow.keras.models import Model
tf.keras.utils.set_random_seed(3)
class Autoencoder(Model):
  def __init__(self, latent_dim, shape):
    super(Autoencoder, self).__init__()
    self.latent_dim = latent_dim; self.shape_ = shape
    self.encoder = tf.keras.Sequential([layers.Flatten(), layers.Dense(latent_dim, activation="relu")])
    self.decoder = tf.keras.Sequential([layers.Dense(int(tf.math.reduce_prod(shape)), activation="sigmoid"), layers.Reshape(shape)])
  def call(self, x):
    return self.decoder(self.encoder(x))
ae = Autoencoder(4, (3, 3))
ae.compile(optimizer="adam", loss=losses.MeanSquaredError())
x = np.random.RandomState(0).rand(20, 3, 3)
h = ae.fit(x, x, epochs=3, shuffle=True, validation_data=(x[:4], x[:4]), verbose=0).history
enc = ae.encoder(x).numpy(); dec = ae.decoder(enc).numpy()
print(h, dec.shape, dec.mean())
ae.encoder.summary()
