import tensorflow as tf
import numpy as np
mu, logvar = tf.Variable([.5, -.2]), tf.Variable([.1, -.3])
p, q = tf.Variable([.2, .5, .3]), tf.constant([.1, .6, .3])
with tf.GradientTape(persistent=True) as t:
  kl = -.5 * tf.reduce_sum(1 + logvar - tf.square(mu) - tf.exp(logvar))
  kl2 = tf.keras.losses.KLDivergence()(q, p)
  kl3 = tf.reduce_sum(p * tf.math.log(p / q))
  js = .5 * (tf.reduce_sum(p * tf.math.log(2 * p / (p + q))) + tf.reduce_sum(q * tf.math.log(2 * q / (p + q))))
  w = tf.reduce_sum(tf.abs(tf.cumsum(p - q)))
print(kl, t.gradient(kl, [mu, logvar]), kl2, t.gradient(kl2, p), kl3, t.gradient(kl3, p), t.gradient(js, p), t.gradient(w, p))
