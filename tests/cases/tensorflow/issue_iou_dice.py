import tensorflow as tf
p = tf.Variable([0.9, 0.2, 0.6]); y = tf.constant([1.0, 0.0, 1.0])
with tf.GradientTape(persistent=True) as t:
  inter = tf.reduce_sum(p * y)
  dice = 1.0 - (2.0 * inter + 1.0) / (tf.reduce_sum(p) + tf.reduce_sum(y) + 1.0)
  hard = tf.reduce_sum(tf.round(p) * y)
  focal = -tf.reduce_mean(y * (1.0 - p) ** 2 * tf.math.log(p) + (1.0 - y) * p ** 2 * tf.math.log(1.0 - p))
g_dice = t.gradient(dice, p)
g_hard = t.gradient(hard, p)
g_focal = t.gradient(focal, p)
print(dice, g_dice, g_hard, focal, g_focal)
