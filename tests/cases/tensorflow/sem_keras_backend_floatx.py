import tensorflow as tf
tf.keras.backend.set_floatx('float64')
print(tf.keras.backend.floatx(), tf.keras.backend.epsilon())
x = tf.Variable([1.0, 2.0], dtype=tf.keras.backend.floatx())
with tf.GradientTape() as t:
  y = tf.keras.backend.sum(tf.keras.backend.square(x))
print(t.gradient(y, x))
