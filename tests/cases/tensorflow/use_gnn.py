import tensorflow as tf
import numpy as np

np.random.seed(12)
n, f, h = 6, 4, 5
src = tf.constant([0, 1, 2, 3, 4, 5, 0, 2])
dst = tf.constant([1, 2, 3, 4, 5, 0, 3, 5])
x = tf.constant(np.random.randn(n, f), tf.float32)
labels = tf.constant([0, 1, 0, 1, 1, 0])
glorot = lambda *s: tf.Variable(np.random.uniform(-0.6, 0.6, s).astype(np.float32))
W, a_src, a_dst, Wo = glorot(f, h), glorot(h), glorot(h), glorot(h, 2)
vs = [W, a_src, a_dst, Wo]


def gat(x):
    hx = x @ W
    e = tf.nn.leaky_relu(tf.gather(tf.linalg.matvec(hx, a_src), src) + tf.gather(tf.linalg.matvec(hx, a_dst), dst))
    m = tf.gather(tf.math.unsorted_segment_max(e, dst, n), dst)
    w = tf.exp(e - tf.stop_gradient(m))
    z = tf.math.unsorted_segment_sum(w, dst, n)
    att = w / tf.gather(z, dst)
    out = tf.math.unsorted_segment_sum(att[:, None] * tf.gather(hx, src), dst, num_segments=n)
    return tf.nn.elu(out), att


opt = tf.keras.optimizers.Ftrl(0.1)
for epoch in range(3):
    with tf.GradientTape() as tape:
        hid, att = gat(x)
        pooled = tf.concat([tf.math.segment_mean(hid, [0, 0, 0, 1, 1, 1]), tf.math.segment_max(hid, [0, 0, 0, 1, 1, 1])], 1)
        logits = hid @ Wo
        loss = tf.reduce_mean(tf.keras.losses.sparse_categorical_crossentropy(labels, logits, from_logits=True))
        loss += 0.01 * tf.reduce_sum(pooled ** 2)
    grads = tape.gradient(loss, vs)
    opt.apply_gradients(zip(grads, vs))
    print(epoch, loss.numpy(), [round(float(tf.norm(g)), 5) for g in grads])
print(att.numpy().round(4))
adj = tf.sparse.SparseTensor(tf.cast(tf.stack([dst, src], 1), tf.int64), tf.ones(8), [6, 6])
with tf.GradientTape() as tape:
    agg = tf.sparse.sparse_dense_matmul(tf.sparse.reorder(adj), x @ W)
    s = tf.reduce_sum(agg ** 2)
print(tape.gradient(s, W).numpy().round(4))
