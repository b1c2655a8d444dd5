import tensorflow as tf
points = tf.constant([[0.0, 0.0], [0.1, 0.2], [3.0, 3.1], [2.9, 3.0]]); centers = tf.Variable([[0.5, 0.5], [2.0, 2.0]])
for _ in range(10):
  with tf.GradientTape() as t:
    d = tf.reduce_sum(tf.math.squared_difference(points[:, None], centers[None]), -1)
    loss = tf.reduce_mean(tf.reduce_sum(tf.nn.softmax(-d) * d, 1))
  centers.assign_sub(1.0 * t.gradient(loss, centers))
print(loss.numpy(), centers.numpy().round(3).tolist())
