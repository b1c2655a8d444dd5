"""Grad-CAM, guided backprop by custom_gradient, integrated gradients, SmoothGrad and occlusion on a functional Keras CNN."""
import numpy as np, tensorflow as tf
from tensorflow import keras
keras.utils.set_random_seed(10)
inputs = keras.Input((8, 8, 2)); x = keras.layers.Conv2D(4, 3, padding="same", name="c1")(inputs); x = keras.layers.BatchNormalization()(x); x = keras.layers.Activation("relu")(x)
x = keras.layers.SeparableConv2D(5, 3, activation="relu", name="c2")(x); y = keras.layers.MaxPooling2D(2)(x); y = keras.layers.GlobalAveragePooling2D()(y); outputs = keras.layers.Dense(3, activation="softmax")(y)
model = keras.Model(inputs, outputs); img = tf.random.uniform((1, 8, 8, 2), seed=4)
grad_model = keras.Model(model.inputs, [model.get_layer("c2").output, model.output])
with tf.GradientTape() as tape:
    conv, preds = grad_model(img); k = tf.argmax(preds[0]); score = preds[:, k]
g = tape.gradient(score, conv); w = tf.reduce_mean(g, axis=(0, 1, 2)); cam = tf.squeeze(conv[0] @ w[..., tf.newaxis]); cam = tf.maximum(cam, 0) / (tf.math.reduce_max(cam) + 1e-8)
print(k.numpy(), preds.numpy().round(5), cam.numpy().round(4)[0], tf.image.resize(cam[..., None], (8, 8)).numpy()[..., 0].round(4)[3])
with tf.GradientTape() as tape:
    conv, preds = grad_model(img); s = tf.math.log(preds[:, 0])
g = tape.gradient(s, conv); a2, a3 = g ** 2, g ** 3; al = a2 / (2 * a2 + tf.reduce_sum(conv, (1, 2), keepdims=True) * a3 + tf.cast(tf.equal(a2, 0), tf.float32)); print((tf.reduce_sum(al * tf.nn.relu(g), (1, 2))).numpy().round(5))
@tf.custom_gradient
def guided(x):
    def grad(dy): return tf.cast(dy > 0, dy.dtype) * tf.cast(x > 0, dy.dtype) * dy
    return tf.nn.relu(x), grad
cl = keras.models.clone_model(model); cl.set_weights(model.get_weights())
for l in cl.layers:
    if getattr(l, "activation", None) is keras.activations.relu: l.activation = guided
with tf.GradientTape() as t: t.watch(img); s = cl(img)[:, 1]
print(t.gradient(s, img)[0, 2, :3].numpy().round(6))
base = tf.zeros_like(img); alphas = tf.linspace(0.0, 1.0, 6)[:, None, None, None]
with tf.GradientTape() as t: path = base + alphas * (img - base); t.watch(path); p = model(path)[:, 2]
gr = t.gradient(p, path); ig = tf.reduce_mean((gr[:-1] + gr[1:]) / 2, 0) * (img - base)[0]; print(tf.reduce_sum(ig).numpy(), (p[-1] - p[0]).numpy(), ig[1, 1].numpy())
sm = tf.zeros_like(img)
for _ in range(3):
    n = img + tf.random.normal(img.shape, stddev=0.1)
    with tf.GradientTape() as t: t.watch(n); s = model(n)[:, 0]
    sm += t.gradient(s, n) / 3
print(np.round(np.abs(sm.numpy()).sum(), 5)); occ = [float(model(img * (1 - tf.pad(tf.ones((1, 4, 4, 2)), [[0, 0], [i, 4 - i], [i, 4 - i], [0, 0]])))[0, 0]) for i in range(0, 5, 2)]; print(np.round(occ, 6))
model.summary(line_length=70)
