import tensorflow as tf
x = tf.Variable(2.0); w = tf.Variable(3.0)
with tf.GradientTape(persistent=True) as t:
  y = x ** 3 * w
  dy = t.gradient(y, x); d2y = t.gradient(dy, x); d3y = t.gradient(d2y, x)
  mixed = t.gradient(dy, w)
print(y, dy, d2y, d3y, mixed, t.gradient(d3y, x), t.gradient(mixed, x))
with tf.GradientTape(persistent=True) as t:
  with t.stop_recording():
    g0 = t.gradient(x * 1.0, x)
  y = x ** 2
  with t.stop_recording(): g1 = t.gradient(y, x)
  z = g1 * x
print(g0, g1, t.gradient(z, x))
with tf.GradientTape() as t:
  y = x ** 2; g = t.gradient(y, x); u = x * 5
print(g)
try: print(t.gradient(u, x))
except RuntimeError as e: print(e)
with tf.GradientTape() as a:
  with tf.GradientTape() as b:
    y = x ** 4
    g = b.gradient(y, x)
  h = g * 2
print(a.gradient(h, x))
with tf.GradientTape(persistent=True) as a:
  with tf.GradientTape(persistent=True) as b: y = x ** 2 * w
  gx, gw = b.gradient(y, [x, w])
  p = gx * gw
print(a.gradient(p, [x, w]), b.gradient(y, w), a.gradient(y, x)); del a, b
