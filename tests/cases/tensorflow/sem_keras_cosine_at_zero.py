import tensorflow as tf
a = tf.Variable([[0., 0.]]); b = tf.constant([[.3, .4]])
with tf.GradientTape() as t: l = tf.keras.losses.CosineSimilarity()(b, a)
print(t.gradient(l, a))
