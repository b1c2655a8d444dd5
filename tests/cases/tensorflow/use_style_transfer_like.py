import numpy as np
import tensorflow as tf
tf.keras.utils.set_random_seed(2)
ext = tf.keras.Sequential([tf.keras.Input((8, 8, 3)), tf.keras.layers.Conv2D(4, 3, activation="relu", name="s1"), tf.keras.layers.AveragePooling2D(2), tf.keras.layers.Conv2D(4, 2, name="c1")])
model = tf.keras.Model(ext.inputs, {"style": ext.get_layer("s1").output, "content": ext.get_layer("c1").output})
model.trainable = False
rng = np.random.RandomState(0)
content, style = [tf.constant(rng.rand(1, 8, 8, 3).astype("float32")) for _ in range(2)]
def gram(x):
  r = tf.linalg.einsum("bijc,bijd->bcd", x, x); s = tf.shape(x)
  return r / tf.cast(s[1] * s[2], tf.float32)
st, ct = gram(model(style)["style"]), model(content)["content"]
img = tf.Variable(content); opt = tf.keras.optimizers.Adam(learning_rate=0.02, beta_1=0.99, epsilon=1e-1)
@tf.function()
def step(image):
  with tf.GradientTape() as tape:
    o = model(image)
    loss = 10.0 * tf.add_n([tf.reduce_mean((gram(o["style"]) - st) ** 2)]) + tf.reduce_mean((o["content"] - ct) ** 2) + 1e-3 * tf.reduce_sum(tf.image.total_variation(image))
  g = tape.gradient(loss, image)
  opt.apply_gradients([(g, image)])
  image.assign(tf.clip_by_value(image, 0.0, 1.0))
  return loss
l = [float(step(img)) for _ in range(4)]
print(l, tf.reduce_mean(img), len(model.trainable_variables))
