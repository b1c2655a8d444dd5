import tensorflow as tf
import numpy as np
X = tf.constant(np.linspace(0, 1, 8)[:, None]); y = tf.sin(6.0 * X[:, 0])
ls = tf.Variable(np.log(0.3)); sf = tf.Variable(0.0, dtype=tf.float64); sn = tf.Variable(np.log(0.1))
def nll():
  d = (X - tf.transpose(X)) / tf.exp(ls)
  K = tf.exp(2 * sf) * tf.exp(-0.5 * d ** 2) + tf.exp(2 * sn) * tf.eye(8, dtype=tf.float64)
  L = tf.linalg.cholesky(K)
  a = tf.linalg.cholesky_solve(L, y[:, None])
  return 0.5 * tf.reduce_sum(y[:, None] * a) + tf.reduce_sum(tf.math.log(tf.linalg.diag_part(L))) + 4 * np.log(2 * np.pi)
opt = tf.keras.optimizers.Adam(0.1)
for i in range(5):
  with tf.GradientTape() as t: l = nll()
  vs = [ls, sf, sn]; g = t.gradient(l, vs); opt.apply_gradients(zip(g, vs))
with tf.GradientTape() as t: l = nll()
H = t.gradient(l, vs)
print(l, H, ls, sf, sn)
