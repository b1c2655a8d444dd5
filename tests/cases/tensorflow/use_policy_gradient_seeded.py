import tensorflow as tf
tf.random.set_seed(3)
theta = tf.Variable(tf.zeros([2, 3]))
s = tf.constant([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]); R = tf.constant([1.0, -0.5, 2.0])
opt = tf.keras.optimizers.RMSprop(0.1)
for i in range(3):
  a = tf.random.categorical(s @ theta, 1)[:, 0]
  with tf.GradientTape() as t:
    lp = tf.nn.log_softmax(s @ theta)
    sel = tf.reduce_sum(lp * tf.one_hot(a, 3), 1)
    ent = -tf.reduce_sum(tf.exp(lp) * lp, 1)
    loss = -tf.reduce_mean(sel * R + 0.01 * ent)
  g = t.gradient(loss, theta)
  opt.apply_gradients([(g, theta)])
  print(a.numpy(), float(loss))
print(theta)
