import numpy as np
import tensorflow as tf

rng = np.random.RandomState(2)
img = tf.constant(rng.rand(1, 8, 8, 3), dtype=tf.float32)
k1 = tf.Variable(rng.randn(3, 3, 3, 4) * 0.3, dtype=tf.float32)
k2 = tf.Variable(rng.randn(3, 3, 4, 6) * 0.3, dtype=tf.float32)
w = tf.Variable(rng.randn(6, 5), dtype=tf.float32)


def features(x):
    x = tf.nn.relu(tf.nn.conv2d(x, k1, strides=1, padding="SAME"))
    x = tf.nn.max_pool2d(x, 2, 2, "VALID")
    return tf.nn.relu(tf.nn.conv2d(x, k2, strides=[1, 1, 1, 1], padding="SAME"))


def head(f):
    return tf.reduce_mean(f, axis=(1, 2)) @ w


with tf.GradientTape() as tape:
    conv = features(img)
    tape.watch(conv)
    preds = head(conv)
    top = tf.argmax(preds[0])
    score = preds[:, top]
grads = tape.gradient(score, conv)
pooled = tf.reduce_mean(grads, axis=(0, 1, 2))
heatmap = tf.squeeze(conv[0] @ pooled[..., tf.newaxis])
heatmap = tf.maximum(heatmap, 0) / (tf.math.reduce_max(heatmap) + 1e-8)
print("class", top.numpy(), "score", score.numpy())
print(heatmap.numpy().round(4))
big = tf.image.resize(heatmap[tf.newaxis, ..., tf.newaxis], (8, 8))
print(big.shape, float(tf.reduce_sum(big)))


@tf.custom_gradient
def guided_relu(x):
    def grad(dy):
        return tf.cast(dy > 0, tf.float32) * tf.cast(x > 0, tf.float32) * dy
    return tf.nn.relu(x), grad


with tf.GradientTape() as tape:
    tape.watch(img)
    f = guided_relu(tf.nn.conv2d(guided_relu(tf.nn.conv2d(img, k1, 1, "SAME")), k2, 2, "SAME"))
    s = head(f)[0, 1]
guided = tape.gradient(s, img)
print("guided", guided.shape, guided.numpy().sum())
steps = tf.linspace(0.0, 1.0, 5)
ig = []
for a in steps:
    x = a * img
    with tf.GradientTape() as tape:
        tape.watch(x)
        p = tf.nn.softmax(head(features(x)))[0, 0]
    ig.append(tape.gradient(p, x))
total = tf.reduce_mean((tf.stack(ig)[:-1] + tf.stack(ig)[1:]) / 2.0, axis=0) * img
print("integrated gradients", float(tf.reduce_sum(total)))
