import tensorflow as tf
x = tf.Variable(2.0)
a, b = tf.GradientTape(), tf.GradientTape()
a.__enter__()
y = x * x
b.__enter__()
z = y * x
a.__exit__(None, None, None)
w = z * x
b.__exit__(None, None, None)
ga = a.gradient(z, x)
gb = b.gradient(w, x)
c, d = tf.GradientTape(), tf.GradientTape()
with c, d:
  u = x ** 3
gc = c.gradient(u, x)
gd = d.gradient(u, x)
print(ga, gb, gc, gd)
