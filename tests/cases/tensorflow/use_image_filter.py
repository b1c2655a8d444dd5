import tensorflow as tf
image = tf.reshape(tf.sin(tf.range(36.0)), [1, 6, 6, 1]); kernel = tf.Variable(tf.reshape(tf.constant([[1.0, 0.0, -1.0], [2.0, 0.0, -2.0], [1.0, 0.0, -1.0]]), [3, 3, 1, 1])); dense = tf.Variable(tf.ones([4, 2]) * 0.1)
with tf.GradientTape() as t:
  h = tf.nn.relu(tf.nn.conv2d(image, kernel, strides=1, padding='VALID'))
  p = tf.nn.max_pool2d(h, 2, 2, padding='VALID')
  logits = tf.reshape(p, [1, -1]) @ dense
  loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=[[1.0, 0.0]], logits=logits))
gk, gd = t.gradient(loss, [kernel, dense])
print(loss, gk.numpy().ravel(), gd)
