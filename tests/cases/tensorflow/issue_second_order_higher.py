import tensorflow as tf
x = tf.Variable([[0.5, -1.0], [2.0, 0.0]])
fns = [lambda x: tf.nn.softplus(x), lambda x: tf.nn.gelu(x), lambda x: tf.nn.selu(x), lambda x: tf.math.erf(x), lambda x: tf.nn.swish(x), lambda x: tf.math.lgamma(x + 3.), lambda x: tf.math.atan2(x, x + 3.), lambda x: tf.nn.elu(x),
  lambda x: tf.linalg.inv(x + 3 * tf.eye(2)), lambda x: tf.linalg.det(x + 3 * tf.eye(2)), lambda x: tf.nn.log_softmax(x), lambda x: tf.norm(x, axis=1), lambda x: tf.cumsum(x, 1) ** 2, lambda x: tf.sort(x) ** 3, lambda x: tf.math.segment_sum(x, [0, 0]) ** 2, lambda x: tf.gather(x, [1, 1]) ** 3, lambda x: tf.nn.l2_normalize(x, 1), lambda x: tf.nn.softmax_cross_entropy_with_logits(labels=[[0., 1.], [1., 0.]], logits=x), lambda x: tf.nn.sigmoid_cross_entropy_with_logits(labels=[[0., 1.], [1., 0.]], logits=x)]
for n, f in enumerate(fns):
  with tf.GradientTape() as t1:
    with tf.GradientTape() as t2:
      y = f(x)
    g = t2.gradient(y, x)
    h = tf.reduce_sum(tf.convert_to_tensor(g) * [[1., 2.], [3., 4.]])
  print(n, tf.convert_to_tensor(g).numpy().tolist(), t1.gradient(h, x))
