import tensorflow as tf
import numpy as np

rs = np.random.RandomState(3)
X = tf.constant(rs.randn(20, 2))
counts = tf.constant(rs.poisson(2.0, 20).astype(float))
beta = tf.Variable([0.1, -0.2], dtype=tf.float64)
logr = tf.Variable(0.5, dtype=tf.float64)


def poisson(beta):
    eta = tf.linalg.matvec(X, beta)
    return tf.reduce_mean(tf.nn.log_poisson_loss(counts, eta, compute_full_loss=False))


def negbin(beta, logr):
    mu, r = tf.exp(tf.linalg.matvec(X, beta)), tf.exp(logr)
    ll = (tf.math.lgamma(counts + r) - tf.math.lgamma(r) - tf.math.lgamma(counts + 1.0)
          + r * tf.math.log(r / (r + mu)) + tf.math.xlogy(counts, mu / (r + mu)))
    return -tf.reduce_mean(ll)


with tf.GradientTape() as tape:
    lp = poisson(beta)
print("poisson", lp.numpy(), tape.gradient(lp, beta).numpy())
with tf.GradientTape() as t2:
    with tf.GradientTape() as t1:
        ln = negbin(beta, logr)
    gb, gr = t1.gradient(ln, [beta, logr])
hr = t2.gradient(gr, logr)
print("negbin", ln.numpy(), gb.numpy(), gr.numpy(), hr.numpy())
alpha = tf.Variable([1.5, 0.5, 2.5])
p = tf.constant([0.3, 0.2, 0.5])
with tf.GradientTape(persistent=True) as tape:
    dirichlet = tf.reduce_sum((alpha - 1.0) * tf.math.log(p)) - tf.math.lbeta(alpha)
    ig = tf.math.igamma(alpha, tf.constant([1.0, 2.0, 3.0]))
    psi = tf.math.digamma(alpha)
    tri = tf.math.polygamma(2.0, alpha)
    be = tf.math.betainc(2.0, 3.0, tf.sigmoid(alpha))
for name in ("dirichlet", "ig", "psi", "tri", "be"):
    print(name, tape.gradient(globals()[name], alpha).numpy().round(5))
