import tensorflow as tf
x = tf.Variable(3.0)
with tf.GradientTape() as t:
  y = x * x
  g = t.gradient(y, x)
  z = x * 5.0
with tf.GradientTape(persistent=True) as p:
  y = x ** 3
  d = p.gradient(y, x)
  w = d * x
dd = p.gradient(d, x)
dw = p.gradient(w, x)
print(g, d, dd, dw)
