import tensorflow as tf
import numpy as np

rng = np.random.RandomState(7)
X = tf.constant(rng.randn(6, 3), tf.float32)
y = tf.constant([0, 1, 2, 1, 0, 2])
W, b = tf.Variable(rng.randn(3, 3) * 0.1, dtype=tf.float32), tf.Variable(tf.zeros(3))


def per_example_loss(x, t):
    return tf.nn.sparse_softmax_cross_entropy_with_logits(labels=t, logits=x @ W + b)


with tf.GradientTape(persistent=True) as tape:
    losses = per_example_loss(X, y)
jac = tape.jacobian(losses, [W, b])
norms = tf.sqrt(sum(tf.reduce_sum(tf.square(j), axis=list(range(1, len(j.shape)))) for j in jac))
clipped = [tf.reduce_mean(j / tf.reshape(tf.maximum(1.0, norms / 0.5), [-1] + [1] * (len(j.shape) - 1)), 0) for j in jac]
print(norms.numpy().round(5))
print([c.numpy().round(5).tolist() for c in clipped])


def one(args):
    x, t = args
    with tf.GradientTape() as tp:
        l = per_example_loss(x[None], t[None])[0]
    return tp.gradient(l, W)


gs2 = tf.map_fn(one, (X, y), fn_output_signature=tf.float32)
print(np.allclose(gs2, jac[0], atol=1e-6))
fisher = tf.einsum("nij,nkl->ijkl", jac[0], jac[0]) / 6.0
print(tf.linalg.trace(tf.reshape(fisher, [9, 9])).numpy().round(6))
with tf.GradientTape() as t2:
    with tf.GradientTape() as t1:
        total = tf.reduce_mean(per_example_loss(X, y))
    g = t1.gradient(total, W)
    v = tf.ones_like(g)
    gv = tf.reduce_sum(g * v)
hv = t2.gradient(gv, W)
print(hv.numpy().round(6))
with tf.autodiff.ForwardAccumulator(W, v) as acc:
    with tf.GradientTape() as t1:
        total = tf.reduce_mean(per_example_loss(X, y))
    g = t1.gradient(total, W)
print(np.allclose(acc.jvp(g), hv, atol=1e-6))
