import tensorflow as tf
x = tf.Variable(1.5)
with tf.GradientTape(persistent=True) as a:
  with tf.GradientTape(persistent=True) as b:
    u = x * x
    v = tf.sin(u) * x
  dv_du = b.gradient(v, u)
  dv_dx, du_dx = b.gradient(v, x), b.gradient(u, x)
  both = b.gradient([u, v], [x, u])
second = a.gradient(dv_du, [x, u])
mixed = a.gradient(dv_dx, [u, x])
d_both = a.gradient(both, x)
print(dv_du, dv_dx, du_dx, both, second, mixed, d_both)
