import tensorflow as tf
x = tf.constant(3.0)
with tf.GradientTape() as tape:
  y = x ** 2
grad = tape.gradient(y, x)
with tf.GradientTape() as tape:
  tape.watch(x)
  y = x ** 2
grad_ok = tape.gradient(y, x)
print(grad, grad_ok)
