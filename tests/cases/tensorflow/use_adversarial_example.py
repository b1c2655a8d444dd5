import tensorflow as tf
w = tf.constant([[0.5, -1.0], [1.5, 0.3], [-0.7, 0.8]]); x = tf.constant([[1.0, 0.2, -0.5]])
with tf.GradientTape() as tape:
  tape.watch(x)
  loss = tf.keras.losses.sparse_categorical_crossentropy(tf.constant([0]), tf.nn.softmax(x @ w))
g = tape.gradient(loss, x)
signed = tf.sign(g)
adv = tf.clip_by_value(x + 0.1 * signed, -1.0, 1.0)
print(loss, g, signed, adv)
