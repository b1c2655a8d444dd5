import tensorflow.compat.v1 as tf
tf.enable_eager_execution()
tf.enable_v2_behavior()
w = tf.get_variable("w", initializer=[1.0, 2.0]) if False else tf.Variable([1.0, 2.0])
with tf.GradientTape() as t:
  y = tf.reduce_sum(tf.log(w) * tf.to_float(tf.constant([1, 2])), reduction_indices=0)
g = t.gradient(y, w)
print(g, tf.div(3.0, 2.0), tf.reduce_mean(w, keep_dims=True), tf.matrix_inverse([[2.0]]), tf.argmax(w, dimension=0))
print(tf.losses.mean_squared_error([1.0], [2.0]), tf.train.get_or_create_global_step())
