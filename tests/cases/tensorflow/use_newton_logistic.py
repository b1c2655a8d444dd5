import tensorflow as tf
import numpy as np

rng = np.random.RandomState(0)
X = tf.constant(np.c_[np.ones(25), rng.randn(25, 2)])
t = tf.constant((rng.rand(25) < 0.5).astype(np.float64))
w = tf.Variable(tf.zeros([3], tf.float64))


def loss(w):
    z = tf.linalg.matvec(X, w)
    return tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(labels=t, logits=z)) + 0.05 * tf.reduce_sum(w ** 2)


for it in range(5):
    with tf.GradientTape() as t2:
        with tf.GradientTape() as t1:
            f = loss(w)
        g = t1.gradient(f, w)
    H = t2.jacobian(g, w)
    step = tf.linalg.lstsq(H, g[:, None])[:, 0]
    s = 1.0
    while loss(w - s * step) > f - 1e-4 * s * tf.tensordot(g, step, 1):
        s *= 0.5
        if s < 1e-6:
            break
    w.assign_sub(s * step)
    print(it, "f=%.10f" % f.numpy(), "|g|=%.3e" % tf.norm(g).numpy(), "s=", s)
    if tf.reduce_max(tf.abs(g)) < 1e-10:
        break
cov = tf.linalg.inv(H)
print("se", np.sqrt(np.diag(cov.numpy())).round(6))
eig = tf.linalg.eigvalsh(H)
print("cond", (eig[-1] / eig[0]).numpy().round(5))
