import tensorflow as tf
import numpy as np
tf.random.set_seed(7)
S0 = tf.Variable(100.0, dtype=tf.float64); vol = tf.Variable(0.2, dtype=tf.float64); r = tf.constant(0.05, tf.float64)
Z = tf.random.normal([500, 10], dtype=tf.float64, seed=11)
with tf.GradientTape(persistent=True) as t2:
  with tf.GradientTape() as t1:
    dt = tf.constant(0.1, tf.float64)
    inc = (r - 0.5 * vol ** 2) * dt + vol * tf.sqrt(dt) * Z
    ST = S0 * tf.exp(tf.reduce_sum(inc, 1))
    soft = tf.math.softplus((ST - 105.0) * 2.0) / 2.0
    price = tf.exp(-r * 1.0) * tf.reduce_mean(soft)
  delta, vega = t1.gradient(price, [S0, vol])
gamma = t2.gradient(delta, S0); vanna = t2.gradient(delta, vol)
print(price, delta, vega, gamma, vanna)
N = lambda x: 0.5 * (1.0 + tf.math.erf(x / tf.sqrt(tf.constant(2.0, tf.float64))))
with tf.GradientTape() as t:
  d1 = (tf.math.log(S0 / 105.0) + (r + vol ** 2 / 2)) / vol
  c = S0 * N(d1) - 105.0 * tf.exp(-r) * N(d1 - vol)
print(c, t.gradient(c, [S0, vol]))
