import tensorflow as tf
import numpy as np
tf.keras.utils.set_random_seed(1)

class Sampling(tf.keras.layers.Layer):
    """Uses (z_mean, z_log_var) to sample z."""
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.seed_generator = tf.keras.random.SeedGenerator(1337)
    def call(self, inputs):
        z_mean, z_log_var = inputs
        batch = tf.shape(z_mean)[0]
        dim = tf.shape(z_mean)[1]
        epsilon = tf.keras.random.normal(shape=(batch, dim), seed=self.seed_generator)
        return z_mean + tf.exp(0.5 * z_log_var) * epsilon

latent_dim = 2
inp = tf.keras.Input(shape=(6,))
x = tf.keras.layers.Dense(8, activation="relu")(inp)
z_mean = tf.keras.layers.Dense(latent_dim, name="z_mean")(x)
z_log_var = tf.keras.layers.Dense(latent_dim, name="z_log_var")(x)
z = Sampling()([z_mean, z_log_var])
encoder = tf.keras.Model(inp, [z_mean, z_log_var, z], name="encoder")
li = tf.keras.Input(shape=(latent_dim,))
y = tf.keras.layers.Dense(8, activation="relu")(li)
decoder = tf.keras.Model(li, tf.keras.layers.Dense(6, activation="sigmoid")(y), name="decoder")

class VAE(tf.keras.Model):
    def __init__(self, encoder, decoder, **kwargs):
        super().__init__(**kwargs)
        self.encoder = encoder
        self.decoder = decoder
        self.total_loss_tracker = tf.keras.metrics.Mean(name="total_loss")
        self.reconstruction_loss_tracker = tf.keras.metrics.Mean(name="reconstruction_loss")
        self.kl_loss_tracker = tf.keras.metrics.Mean(name="kl_loss")
    @property
    def metrics(self):
        return [self.total_loss_tracker, self.reconstruction_loss_tracker, self.kl_loss_tracker]
    def train_step(self, data):
        with tf.GradientTape() as tape:
            z_mean, z_log_var, z = self.encoder(data)
            reconstruction = self.decoder(z)
            reconstruction_loss = tf.reduce_mean(tf.reduce_sum(
                tf.keras.losses.binary_crossentropy(data[..., None], reconstruction[..., None]), axis=1))
            kl_loss = -0.5 * (1 + z_log_var - tf.square(z_mean) - tf.exp(z_log_var))
            kl_loss = tf.reduce_mean(tf.reduce_sum(kl_loss, axis=1))
            total_loss = reconstruction_loss + kl_loss
        grads = tape.gradient(total_loss, self.trainable_weights)
        self.optimizer.apply_gradients(zip(grads, self.trainable_weights))
        self.total_loss_tracker.update_state(total_loss)
        self.reconstruction_loss_tracker.update_state(reconstruction_loss)
        self.kl_loss_tracker.update_state(kl_loss)
        return {m.name: m.result() for m in self.metrics}

data = (np.random.RandomState(0).rand(16, 6) > 0.5).astype("float32")
vae = VAE(encoder, decoder)
vae.compile(optimizer=tf.keras.optimizers.Adam(0.01))
h = vae.fit(data, epochs=3, batch_size=8, shuffle=False, verbose=0)
print({k: np.round(v, 5).tolist() for k, v in h.history.items()})
h = vae.fit(data, epochs=1, batch_size=8, verbose=0)
print(encoder.summary())
zs = vae.encoder.predict(data[:2], verbose=0)
print(len(zs), zs[0].shape, zs[0].dtype)
print(decoder(tf.constant([[0.0, 1.0]])))
