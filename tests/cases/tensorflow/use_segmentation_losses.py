import tensorflow as tf
import numpy as np

rng = np.random.RandomState(3)
logits = tf.Variable(rng.randn(2, 4, 4, 1), dtype=tf.float32)
mask = tf.constant((rng.rand(2, 4, 4, 1) > 0.7).astype(np.float32))


def dice_loss(y_true, y_pred, smooth=1.0):
    y_true, y_pred = tf.keras.layers.Flatten()(y_true), tf.keras.layers.Flatten()(y_pred)
    inter = tf.reduce_sum(y_true * y_pred, axis=-1)
    return 1 - tf.reduce_mean((2.0 * inter + smooth) / (tf.reduce_sum(y_true, -1) + tf.reduce_sum(y_pred, -1) + smooth))


def tversky(y_true, y_pred, a=0.7):
    tp = tf.reduce_sum(y_true * y_pred)
    fn = tf.reduce_sum(y_true * (1 - y_pred))
    fp = tf.reduce_sum((1 - y_true) * y_pred)
    return tf.pow(1 - (tp + 1e-6) / (tp + a * fn + (1 - a) * fp + 1e-6), 0.75)


def focal(y_true, y_pred, gamma=2.0, alpha=0.25):
    y_pred = tf.clip_by_value(y_pred, tf.keras.backend.epsilon(), 1 - tf.keras.backend.epsilon())
    pt = tf.where(tf.equal(y_true, 1), y_pred, 1 - y_pred)
    w = tf.where(tf.equal(y_true, 1), alpha * tf.ones_like(pt), (1 - alpha) * tf.ones_like(pt))
    return -tf.reduce_mean(w * tf.pow(1.0 - pt, gamma) * tf.math.log(pt))


def boundary(y_pred):
    dx = y_pred[:, 1:, :, :] - y_pred[:, :-1, :, :]
    dy = y_pred[:, :, 1:, :] - y_pred[:, :, :-1, :]
    return tf.reduce_mean(tf.sqrt(tf.square(dx[:, :, 1:]) + tf.square(dy[:, 1:, :]) + 1e-8))


bce = tf.keras.losses.BinaryCrossentropy(from_logits=False, label_smoothing=0.1)
for name, fn in [("dice", dice_loss), ("tversky", tversky), ("focal", focal), ("bce", lambda t, p: bce(t, p)),
                 ("edge", lambda t, p: boundary(p)),
                 ("bfc", lambda t, p: tf.reduce_mean(tf.keras.losses.BinaryFocalCrossentropy()(t, p))),
                 ("cosine", lambda t, p: tf.keras.losses.CosineSimilarity(axis=1)(t, p)),
                 ("poisson", lambda t, p: tf.keras.losses.Poisson()(t, p)),
                 ("logcosh", lambda t, p: tf.keras.losses.LogCosh()(t, p))]:
    with tf.GradientTape() as tape:
        loss = fn(mask, tf.sigmoid(logits))
    g = tape.gradient(loss, logits)
    print(f"{name:8s} {loss.numpy():.6f} {tf.norm(g).numpy():.6f}")
iou = tf.keras.metrics.BinaryAccuracy()
iou.update_state(mask, tf.sigmoid(logits))
print("acc", iou.result().numpy())
