import tensorflow as tf
z = tf.Variable(1.0 + 2.0j, dtype=tf.complex64)
with tf.GradientTape(persistent=True) as t:
  a = tf.math.real(z) ** 2 + tf.math.imag(z) ** 2
  b = tf.abs(z * z)
  c = z * z
ga = t.gradient(a, z)
gb = t.gradient(b, z)
gc = t.gradient(c, z)
print(ga, gb, gc, z)
