import tensorflow as tf
from tensorflow.keras import layers
tf.keras.utils.set_random_seed(123)
def make_generator_model():
    model = tf.keras.Sequential()
    model.add(layers.Dense(2*2*8, use_bias=False, input_shape=(5,))); model.add(layers.BatchNormalization()); model.add(layers.LeakyReLU())
    model.add(layers.Reshape((2, 2, 8))); assert model.output_shape == (None, 2, 2, 8)
    model.add(layers.Conv2DTranspose(4, (5, 5), strides=(2, 2), padding='same', use_bias=False)); assert model.output_shape == (None, 4, 4, 4)
    model.add(layers.BatchNormalization()); model.add(layers.LeakyReLU()); model.add(layers.Conv2DTranspose(1, (5, 5), strides=(2, 2), padding='same', use_bias=False, activation='tanh')); return model
def make_discriminator_model():
    model = tf.keras.Sequential([layers.Input([8, 8, 1]), layers.Conv2D(4, (5, 5), strides=(2, 2), padding='same'), layers.LeakyReLU(), layers.Dropout(0.3), layers.Flatten(), layers.Dense(1)]); return model
generator, discriminator = make_generator_model(), make_discriminator_model()
cross_entropy = tf.keras.losses.BinaryCrossentropy(from_logits=True)
noise = tf.random.normal([1, 5]); img = generator(noise, training=False); print(img.shape, discriminator(img))
def d_loss(r, f): return cross_entropy(tf.ones_like(r), r) + cross_entropy(tf.zeros_like(f), f)
def g_loss(f): return cross_entropy(tf.ones_like(f), f)
go, do = tf.keras.optimizers.Adam(1e-4), tf.keras.optimizers.Adam(1e-4)
@tf.function
def train_step(images):
    noise = tf.random.normal([4, 5])
    with tf.GradientTape() as gen_tape, tf.GradientTape() as disc_tape:
        gi = generator(noise, training=True); ro = discriminator(images, training=True); fo = discriminator(gi, training=True); gl = g_loss(fo); dl = d_loss(ro, fo)
    gg = gen_tape.gradient(gl, generator.trainable_variables); dg = disc_tape.gradient(dl, discriminator.trainable_variables)
    go.apply_gradients(zip(gg, generator.trainable_variables)); do.apply_gradients(zip(dg, discriminator.trainable_variables)); return gl, dl
data = tf.data.Dataset.from_tensor_slices(tf.random.stateless_uniform([12, 8, 8, 1], [1, 2], -1, 1)).shuffle(12, seed=3).batch(4)
for epoch in range(2):
    for b in data: gl, dl = train_step(b)
    print(f'epoch {epoch}: g {gl:.5f} d {dl:.5f}')
print(generator(tf.ones([1, 5]), training=False)[0, :2, :2, 0]); generator.summary()
print(discriminator.layers[2].name, generator.layers[1].moving_variance.numpy()[:3])
