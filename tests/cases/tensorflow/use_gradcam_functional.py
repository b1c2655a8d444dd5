import numpy as np
import tensorflow as tf
from tensorflow import keras
keras.utils.set_random_seed(4)
inp = keras.Input((12, 12, 3))
x = keras.layers.Conv2D(4, 3, activation="relu", padding="same", name="c1")(inp)
x = keras.layers.MaxPooling2D()(x)
x = keras.layers.Conv2D(5, 3, activation="relu", padding="same", name="last")(x)
x = keras.layers.GlobalAveragePooling2D()(x)
out = keras.layers.Dense(3, activation="softmax")(x)
model = keras.Model(inp, out)
img = np.random.RandomState(0).rand(1, 12, 12, 3).astype("float32")
grad_model = keras.models.Model(model.inputs, [model.get_layer("last").output, model.output])
with tf.GradientTape() as tape:
  conv, preds = grad_model(img)
  idx = tf.argmax(preds[0])
  ch = preds[:, idx]
grads = tape.gradient(ch, conv)
pooled = tf.reduce_mean(grads, axis=(0, 1, 2))
heat = conv[0] @ pooled[..., tf.newaxis]
heat = tf.squeeze(heat)
heat = tf.maximum(heat, 0) / (tf.math.reduce_max(heat) + 1e-12)
print(heat.numpy().shape, float(tf.reduce_sum(heat)), pooled)
res = tf.image.resize(heat[tf.newaxis, ..., tf.newaxis], (12, 12))
print(float(tf.reduce_mean(res)))
