import tensorflow as tf
x = tf.Variable([1.0, 2.0, 3.0])
with tf.GradientTape(persistent=True) as t:
  ta = tf.TensorArray(tf.float32, size=3)
  for i in range(3):
    ta = ta.write(i, x[i] * x[i])
  y = ta.stack()
  dyn = tf.TensorArray(tf.float32, size=0, dynamic_size=True)
  dyn = dyn.write(0, x[0]).write(1, x[2] * 2.0)
  z = dyn.stack()
  u = tf.TensorArray(tf.float32, size=3).unstack(x)
  w = u.read(1) * 3.0
n = int(dyn.size())
gy = t.gradient(y, x)
gz = t.gradient(z, x)
gw = t.gradient(w, x)
print(y, z, n, gy, gz, gw)
