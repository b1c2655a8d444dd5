import tensorflow as tf, numpy as np
# logistic regression, newton, ridge path, softmax bandit, hmm forward
rng = np.random.RandomState(0); X = tf.constant(rng.randn(20, 3)); yv = tf.constant((rng.rand(20) > 0.5).astype(float)); w = tf.Variable(tf.zeros([3], tf.float64))
for it in range(4):
  with tf.GradientTape() as t2:
    with tf.GradientTape() as t1:
      z = tf.linalg.matvec(X, w); loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=yv, logits=z)) + 0.01 * tf.reduce_sum(w ** 2)
    g = t1.gradient(loss, w)
  H = t2.jacobian(g, w); w.assign_sub(tf.linalg.solve(H, g[:, None])[:, 0])
print(loss, w, tf.norm(g))
T = tf.Variable(tf.math.log([[0.7, 0.3], [0.4, 0.6]])); E = tf.Variable(tf.math.log([[0.5, 0.4, 0.1], [0.1, 0.3, 0.6]])); obs = [0, 1, 2, 2]
with tf.GradientTape() as t:
  A, B = tf.nn.log_softmax(T), tf.nn.log_softmax(E)
  al = tf.math.log([0.5, 0.5]) + B[:, obs[0]]
  for o in obs[1:]: al = tf.reduce_logsumexp(al[:, None] + A, 0) + B[:, o]
  ll = tf.reduce_logsumexp(al)
print(ll, t.gradient(ll, [T, E]))
th = tf.Variable(0.3)
with tf.GradientTape() as t:
  R = tf.stack([[tf.cos(th), -tf.sin(th)], [tf.sin(th), tf.cos(th)]]); p = tf.linalg.matvec(R, [1.0, 2.0]); l = tf.reduce_sum((p - [0.0, 1.0]) ** 2)
print(l, t.gradient(l, th))
@tf.custom_gradient
def clip(x): return x, lambda dy: tf.clip_by_norm(dy, 0.5)
u = tf.Variable([3.0, 4.0])
with tf.GradientTape() as t: l = tf.reduce_sum(clip(u) ** 2)
print(t.gradient(l, u))
q = tf.Variable(1.5)
with tf.GradientTape() as t: y = tf.while_loop(lambda i, a: i < 5, lambda i, a: (i + 1, tf.sin(a) * q), [0, tf.constant(1.0)])[1]
print(y, t.gradient(y, q))
s = tf.Variable(2.0)
with tf.autodiff.ForwardAccumulator(s, tf.constant(1.0)) as acc: y = s ** 3 * tf.exp(-s)
print(acc.jvp(y))
