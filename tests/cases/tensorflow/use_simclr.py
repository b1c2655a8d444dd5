import numpy as np
import tensorflow as tf

np.random.seed(10)
W = tf.Variable(np.random.randn(6, 4).astype("float32"))
a = tf.constant(np.random.randn(5, 6), tf.float32)
b = a + 0.1 * tf.constant(np.random.randn(5, 6), tf.float32)
LARGE = 1e9


def nt_xent(z1, z2, temperature=0.5):
    z1, z2 = tf.math.l2_normalize(z1, -1), tf.math.l2_normalize(z2, -1)
    n = tf.shape(z1)[0]
    labels = tf.one_hot(tf.range(n), n * 2)
    masks = tf.one_hot(tf.range(n), n)
    aa = tf.matmul(z1, z1, transpose_b=True) / temperature - masks * LARGE
    bb = tf.matmul(z2, z2, transpose_b=True) / temperature - masks * LARGE
    ab = tf.matmul(z1, z2, transpose_b=True) / temperature
    ba = tf.matmul(z2, z1, transpose_b=True) / temperature
    la = tf.nn.softmax_cross_entropy_with_logits(labels, tf.concat([ab, aa], 1))
    lb = tf.nn.softmax_cross_entropy_with_logits(labels, tf.concat([ba, bb], 1))
    return tf.reduce_mean(la + lb), ab


opt = tf.keras.optimizers.SGD(learning_rate=0.1, momentum=0.9, nesterov=True)
for i in range(3):
    with tf.GradientTape() as tape:
        loss, logits = nt_xent(a @ W, b @ W)
        reg = 1e-3 * tf.nn.l2_loss(W)
        total = loss + reg
    g = tape.gradient(total, W)
    opt.apply_gradients([(g, W)])
    acc = tf.reduce_mean(tf.cast(tf.equal(tf.argmax(logits, 1, output_type=tf.int32), tf.range(5)), tf.float32))
    print(i, total.numpy(), acc.numpy(), tf.norm(g).numpy())
