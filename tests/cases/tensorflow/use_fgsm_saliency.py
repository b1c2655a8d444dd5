import numpy as np
import tensorflow as tf
tf.keras.utils.set_random_seed(9)
m = tf.keras.Sequential([tf.keras.layers.Flatten(input_shape=(4, 4)), tf.keras.layers.Dense(8, activation="sigmoid"), tf.keras.layers.Dense(3)])
lo = tf.keras.losses.CategoricalCrossentropy(from_logits=True)
img = tf.convert_to_tensor(np.random.RandomState(2).rand(2, 4, 4).astype("float32")); lab = tf.one_hot([0, 2], 3)
with tf.GradientTape() as tape:
  tape.watch(img)
  loss = lo(lab, m(img))
g = tape.gradient(loss, img)
adv = tf.clip_by_value(img + 0.1 * tf.sign(g), 0, 1)
print(loss, lo(lab, m(adv)), tf.reduce_sum(adv))
base = tf.zeros_like(img); steps = tf.linspace(0.0, 1.0, 6)
tot = tf.zeros_like(img)
for a in steps:
  with tf.GradientTape() as t:
    z = base + a * (img - base); t.watch(z)
    p = tf.nn.softmax(m(z))[:, 0]
  tot += t.gradient(p, z)
ig = (img - base) * tot / 6.0
print(tf.reduce_sum(ig, axis=[1, 2]))
