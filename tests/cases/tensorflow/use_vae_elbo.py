import tensorflow as tf
mu = tf.Variable([0.5, -0.2]); logvar = tf.Variable([0.1, -0.3]); eps = tf.constant([0.3, -1.2]); x = tf.constant([0.7, 0.1])
with tf.GradientTape() as t:
  z = mu + tf.exp(0.5 * logvar) * eps
  recon = tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(labels=x, logits=z))
  kl = -0.5 * tf.reduce_sum(1.0 + logvar - tf.square(mu) - tf.exp(logvar))
  loss = recon + kl
g = t.gradient(loss, {'mu': mu, 'logvar': logvar})
print(loss, g)
