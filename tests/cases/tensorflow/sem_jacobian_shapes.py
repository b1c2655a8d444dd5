import tensorflow as tf
x = tf.Variable([1.0, 2.0]); m = tf.Variable([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
with tf.GradientTape(persistent=True) as t:
  y = tf.linalg.matvec(tf.transpose(m), x)
  z = y[:, None] * x[None, :]
j_yx = t.jacobian(y, x)
j_ym = t.jacobian(y, m)
j_zx = t.jacobian(z, x)
j_list = t.jacobian(y, [x, m])
j_seq = t.jacobian(y, x, experimental_use_pfor=False)
j_par = t.jacobian(y, x, parallel_iterations=4, experimental_use_pfor=False)
shapes = [tuple(j.shape) for j in (j_yx, j_ym, j_zx, *j_list, j_seq)]
print(shapes); print(j_yx); print(j_zx)
