import tensorflow as tf
v = tf.Variable([[1., 2.]], shape=tf.TensorShape([None, 2])); print(v); v.assign([[1., 2.], [3., 4.]]); print(v.shape, v.numpy().shape)
w = tf.Variable(1.0, shape=tf.TensorShape(None)); w.assign([1., 2.]); print(w.shape, w.numpy())
with tf.GradientTape() as t: y = tf.reduce_sum(v ** 2)
print(t.gradient(y, v))
