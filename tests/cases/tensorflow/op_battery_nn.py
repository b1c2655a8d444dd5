import tensorflow as tf
import numpy as np
rng = np.random.RandomState(0)
def g(f, *xs):
  vs = [tf.Variable(x.astype("float32")) for x in xs]
  with tf.GradientTape() as t:
    y = f(*vs); z = tf.reduce_sum(y * tf.reshape(tf.sin(tf.range(float(tf.size(y)))), y.shape))
  return y.shape, [a if a is None else tf.reduce_sum(tf.convert_to_tensor(a) * tf.reshape(tf.cos(tf.range(float(tf.size(v)))), v.shape)).numpy() for a, v in zip(t.gradient(z, vs), vs)]
I, K = rng.randn(2, 6, 5, 3), rng.randn(3, 2, 3, 4)
print(g(lambda i, k: tf.nn.conv2d(i, k, [1, 2, 1, 1], "SAME"), I, K), g(lambda i, k: tf.nn.conv2d(i, k, 1, [[0, 0], [1, 0], [0, 2], [0, 0]]), I, K))
print(g(lambda i, k: tf.nn.depthwise_conv2d(i, k, [1, 1, 1, 1], "SAME"), I, K), g(lambda i, k: tf.nn.conv2d_transpose(i, k, [2, 12, 10, 3], 2, "SAME"), rng.randn(2, 6, 5, 4), K), g(lambda i, k: tf.nn.conv1d(i, k, 2, "SAME"), rng.randn(2, 7, 3), rng.randn(3, 3, 2)))
for f in (tf.nn.max_pool2d, tf.nn.avg_pool2d): print(g(lambda i: f(i, 2, 2, "SAME"), I), g(lambda i: f(i, (3, 2), 1, "VALID"), I))
X = rng.randn(3, 5)
L = tf.one_hot([0, 3, 2], 5)
print(g(lambda x: tf.nn.softmax_cross_entropy_with_logits(labels=L, logits=x), X), g(lambda x: tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[1, 4, 0], logits=x), X), g(lambda x: tf.nn.sigmoid_cross_entropy_with_logits(labels=L, logits=x), X), g(lambda x: tf.nn.weighted_cross_entropy_with_logits(labels=L, logits=x, pos_weight=2.0), X), g(lambda x: tf.nn.log_poisson_loss(L, x), X), g(lambda x: tf.nn.l2_loss(x), X))
for a in (tf.nn.elu, tf.nn.selu, tf.nn.gelu, tf.nn.silu, tf.nn.relu6, tf.nn.crelu, tf.nn.leaky_relu, tf.nn.softplus, tf.nn.tanh): print(g(a, X))
print(g(lambda x, s, o: tf.nn.batch_normalization(x, tf.reduce_mean(x, 0), tf.math.reduce_variance(x, 0), o, s, 1e-3), X, rng.rand(5), rng.rand(5)), g(lambda x: tf.nn.local_response_normalization(tf.reshape(x, [1, 1, 3, 5])), X), g(lambda x: tf.nn.moments(x, [0])[1], X), g(lambda x: tf.nn.l2_normalize(x, 1), X), g(lambda x: tf.nn.lrn(tf.reshape(x, [1, 3, 1, 5]), 2, 1.0, 0.5, 0.7), X))
print(g(lambda p: tf.nn.embedding_lookup(p, [0, 2, 2]), X))
