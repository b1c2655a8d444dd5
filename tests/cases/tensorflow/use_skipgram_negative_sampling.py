import tensorflow as tf
E = tf.Variable([[.1, .2], [.3, -.1], [.5, .4], [-.2, .1]]); O = tf.Variable(tf.ones([4, 2]) * .1)
u, p, n = [0, 2], [1, 3], [[2, 3], [0, 1]]
with tf.GradientTape() as t:
  eu = tf.nn.embedding_lookup(E, u); op = tf.nn.embedding_lookup(O, p); on = tf.nn.embedding_lookup(O, n)
  pos = tf.reduce_sum(eu * op, 1); neg = tf.reduce_sum(eu[:, None] * on, 2)
  l = -tf.reduce_mean(tf.math.log_sigmoid(pos)) - tf.reduce_mean(tf.math.log_sigmoid(-neg))
g = t.gradient(l, [E, O]); print(l, g[0], g[1])
