import tensorflow as tf
import numpy as np
X = tf.constant(np.linspace(0, 1, 6)[:, None]); y = tf.sin(6 * X[:, 0])
ls, sf, sn = [tf.Variable(v, dtype=tf.float64, name=n) for v, n in ((-1.0, 'ls'), (0.0, 'sf'), (-2.0, 'sn'))]
def nll():
  r2 = tf.reduce_sum((X[:, None] - X[None]) ** 2, -1)
  K = tf.exp(2 * sf) * tf.exp(-.5 * r2 / tf.exp(2 * ls)) + tf.exp(2 * sn) * tf.eye(6, dtype=tf.float64)
  L = tf.linalg.cholesky(K)
  a = tf.linalg.cholesky_solve(L, y[:, None])
  return .5 * tf.reduce_sum(y[:, None] * a) + tf.reduce_sum(tf.math.log(tf.linalg.diag_part(L))) + 3 * np.log(2 * np.pi)
for i in range(3):
  with tf.GradientTape() as t: l = nll()
  g = t.gradient(l, [ls, sf, sn])
  for v, gg in zip([ls, sf, sn], g): v.assign_sub(.01 * gg)
  print(f'{i} {l:.6f}', [f'{x:.5f}' for x in g])
