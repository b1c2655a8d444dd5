import tensorflow as tf
w = tf.Variable([[1.0, 2.0], [3.0, 4.0]]); vals = tf.Variable([5.0, 6.0])
with tf.GradientTape(persistent=True) as t:
  sp = tf.sparse.SparseTensor(indices=[[0, 1], [1, 0]], values=vals * 1.0, dense_shape=[2, 2])
  y = tf.sparse.sparse_dense_matmul(sp, w); l = tf.reduce_sum(y ** 2)
  d = tf.sparse.to_dense(sp); l2 = tf.reduce_sum(d ** 2 * w)
print(y, t.gradient(l, [w, vals]), t.gradient(l2, [w, vals]))
