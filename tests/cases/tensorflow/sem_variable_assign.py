import tensorflow as tf
v = tf.Variable(2.0); w = tf.Variable(1.0)
with tf.GradientTape(persistent=True) as t:
  a = v * v
  v.assign(5.0)
  b = v * v
  w.assign(v * 3.0)
  c = w * 2.0
g_a = t.gradient(a, v)
g_b = t.gradient(b, v)
g_c = t.gradient(c, v)
g_cw = t.gradient(c, w)
r = v.assign_add(1.0)
s = v.assign_sub(0.5)
kinds = [type(r).__name__, type(s).__name__]
same = float(r), float(s), float(v)
print(g_a, g_b, g_c, g_cw, kinds, same, v)
