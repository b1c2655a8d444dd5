import tensorflow as tf
import numpy as np

rng = np.random.RandomState(21)
filters = [tf.constant(rng.randn(3, 3, 3, 5) * 0.2, tf.float32), tf.constant(rng.randn(3, 3, 5, 6) * 0.2, tf.float32)]
content = tf.constant(rng.rand(1, 10, 10, 3), tf.float32)
style = tf.constant(rng.rand(1, 10, 10, 3), tf.float32)


def extract(img):
    outs, x = [], img * 2.0 - 1.0
    for k in filters:
        x = tf.nn.relu(tf.nn.conv2d(x, k, [1, 1], "SAME"))
        outs.append(x)
        x = tf.nn.avg_pool2d(x, 2, 2, "SAME")
    return outs


def gram_matrix(t):
    result = tf.linalg.einsum("bijc,bijd->bcd", t, t)
    shape = tf.shape(t)
    return result / tf.cast(shape[1] * shape[2], tf.float32)


def clip_0_1(image):
    return tf.clip_by_value(image, clip_value_min=0.0, clip_value_max=1.0)


s_targets = [gram_matrix(o) for o in extract(style)]
c_target = extract(content)[-1]
image = tf.Variable(content)
opt = tf.keras.optimizers.Adam(learning_rate=0.02, beta_1=0.99, epsilon=1e-1)


@tf.function()
def train_step(image):
    with tf.GradientTape() as tape:
        outs = extract(image)
        style_loss = tf.add_n([tf.reduce_mean((gram_matrix(o) - t) ** 2) for o, t in zip(outs, s_targets)])
        content_loss = tf.reduce_mean((outs[-1] - c_target) ** 2)
        loss = 1e2 * style_loss + 1e1 * content_loss
        loss += 1e-2 * tf.image.total_variation(image)
    grad = tape.gradient(loss, image)
    opt.apply_gradients([(grad, image)])
    image.assign(clip_0_1(image))
    return loss


for n in range(3):
    loss = train_step(image)
    print("Train step: {}".format(n + 1), float(loss[0]) if loss.shape else float(loss))
print(image.shape, image.dtype, float(tf.reduce_mean(image)))
