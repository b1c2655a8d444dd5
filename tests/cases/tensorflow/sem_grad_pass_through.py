import tensorflow as tf
x = tf.Variable(1.0)
z = tf.Variable(3.0)
with tf.GradientTape() as tape:
  y = tf.grad_pass_through(z.assign)(x**2)
grads = tape.gradient(y, x)
print(y, grads, z.numpy())
@tf.recompute_grad
def block(a): return tf.tanh(a * a)
with tf.GradientTape() as tape:
  y = block(x) * 2.0
print(tape.gradient(y, x))
with tf.GradientTape() as t:
  q = x + tf.stop_gradient(tf.sign(x) - x)
print(q, t.gradient(q, x))
