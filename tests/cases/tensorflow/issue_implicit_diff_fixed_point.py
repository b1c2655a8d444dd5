import tensorflow as tf
a = tf.Variable(.5)
def g(z, a): return tf.cos(a * z)
z = tf.constant(1.0)
for _ in range(50): z = g(z, a)
@tf.custom_gradient
def fixed(a):
  z_ = tf.stop_gradient(z)
  def grad(dy):
    with tf.GradientTape() as t:
      t.watch([z_, a]); f = g(z_, a)
    dz, da = t.gradient(f, [z_, a])
    return dy * da / (1 - dz)
  return z_, grad
with tf.GradientTape() as t: y = fixed(a * 1.0) * 2.0
print(t.gradient(y, a), z)
with tf.GradientTape() as t:
  zz = tf.constant(1.0)
  for _ in range(60): zz = g(zz, a)
  y = zz * 2.0
print(t.gradient(y, a))
